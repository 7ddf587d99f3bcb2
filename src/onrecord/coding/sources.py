"""Who says so: the stretches of a report that somebody vouches for.

What no attribution covers is the report's own voice. The cue types are those of the PARC and PolNeAR guidelines: verbs of speech before,
within and after what they report; "according to"; nouns ("the claim that"); words of hearsay; quotations carried over sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.quotes import Quote, find_quotes
from onrecord.coding.records import Attribution, Parsed
from onrecord.coding.speakers import DAYS, Named, Phrase, Speakers, core
from onrecord.schema import Speaker
from onrecord.schema.event import Stance

REPORT = Speaker(name="REPORT", kind="outlet")
SHORT_QUOTE = 4  # tokens; shorter quotations are words held at a distance, not speech
FULL_STOPS = frozenset({".", "!", "?", ":", ";", '"', "”"})
CLAUSAL = frozenset({"ccomp", "parataxis"})
JOINS = frozenset({"for", "of", "and", "al", "-"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBORDINATORS = frozenset({"that", "which", "who", "whom", "whose", "what", "where", "when", "why", "how", "if", "whether"})
MODAL = frozenset({"would", "could", "might", "may", "should", "can", "must"})
Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """An attribution in tokens; ``source`` is the phrase that names the speaker, None for the report's own voice."""

    cue: Token
    source: Phrase | None
    content: list[Range]
    stance: Stance
    rule: str
    via: Token | None = None
    named: Named | None = None

    @property
    def reach(self) -> int:
        """Where its words end: content, source or cue."""
        return max(self.content[-1][1], self.cue.i + 1, max(self.source.end, self.source.stop) if self.source else 0)

    @property
    def place(self) -> int:
        """Where the speaker is named: the order in which names are resolved."""
        return self.source.head.i if self.source else self.cue.i


def find_attributions(parsed: Parsed, speech: SpeechCodebook) -> list[Attribution]:
    """The attributions of a report, in the order of their content.

    Args:
        parsed: the parsed report.
        speech: verbs and nouns of speech, kinds of sources, titles.

    Returns:
        One attribution a cue; they may nest ("X said Y told Z that …"). A speaker's name is verbatim in the report, in the
        fullest form found there. Words of hearsay give the speaker ``REPORT`` with stance ``alleges``.
    """
    return Reader(parsed, speech).attributions()


class Reader:
    """One report being read; made and thrown away by :func:`find_attributions`."""

    def __init__(self, parsed: Parsed, speech: SpeechCodebook) -> None:
        self.parsed, self.doc, self.speech = parsed, parsed.doc, speech
        self.quotes = [q for q in find_quotes(parsed.doc, parsed.report.text) if q.end - q.start >= SHORT_QUOTE]
        self.quote_at: dict[int, Quote] = {i: q for q in self.quotes for i in range(*q.outer)}
        self.speakers = Speakers(parsed, speech)

    def attributions(self) -> list[Attribution]:
        drafts: list[Draft] = []
        for sentence in self.doc.sents:
            drafts.extend(self._sentence(sentence))
        drafts.sort(key=lambda d: d.place)
        drafts = [d for d in drafts if self._resolve(d)]
        drafts.sort(key=lambda d: d.content[0])
        self._carry(drafts)
        return sorted((self._finished(d) for d in drafts), key=lambda a: (a.content, a.rule))

    # --- cues ---------------------------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> Iterator[Draft]:
        found: list[Draft] = []
        for token in sentence:
            if token.i in self.quote_at and self.quote_at[token.i].outer != (sentence.start, sentence.end):
                continue
            lemma = token.lemma_.lower()
            draft = None
            if token.pos_ in ("VERB", "AUX") and lemma in self.speech.verbs:
                draft = self._verb(token, sentence, found)
            elif token.pos_ == "NOUN" and lemma in self.speech.noun_stance:
                draft = self._noun(token)
            draft = draft or self._closing(token, sentence)
            if draft:
                found.append(draft)
        yield from found
        yield from self._according(sentence)
        yield from self._hearsay(sentence, found)

    def _verb(self, verb: Token, sentence: Sentence, before: list[Draft]) -> Draft | None:
        lemma = verb.lemma_.lower()
        negated, silent = self._polarity(verb)
        if silent or verb.dep_ in ("amod", "compound", "aux"):
            return None
        source, rule, via = self._source(verb, before)
        if source is None or source.head.lower_.removesuffix("s") in DAYS or _nobody(source):
            return None
        first = verb.i
        while first - 1 > sentence.start and self.doc[first - 1].head is verb and self.doc[first - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
            first -= 1
        group = (first, verb.i + 1)
        if rule == "quoted":
            group = (min(source.start, first), verb.i + 1)
        elif rule not in ("shared subject", "participle"):
            source = source.described(verb.i if source.end <= verb.i else sentence.end)
            group = (min(source.start, first), max(source.stop, verb.i + 1))
        content, stance, how = self._content(verb, lemma, group, sentence)
        content = [(a, b) for a, b in content if any(not t.is_space and not t.is_punct for t in self.doc[a:b])]
        if not content:
            return None
        if negated:
            turned = self.speech.negated.get(stance)
            if turned is None:
                return None
            stance = turned
        return Draft(verb, source, content, stance, f"{rule} + {how}", via or self._hearer(verb))

    def _closing(self, verb: Token, sentence: Sentence) -> Draft | None:
        """A cue that closes its sentence, read from the order of words: where commas are stripped the parse goes astray."""
        lemma = verb.lemma_.lower().removesuffix("s") if verb.tag_ == "NNS" else verb.lemma_.lower()
        if lemma not in self.speech.trailing or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "NNS") or not self._adjunct(verb, sentence):
            return None
        source = self._phrase_before(verb, sentence)
        if source is None or source.start <= sentence.start or verb.tag_ == "NNS" and source.head.pos_ != "PROPN":
            return None
        content = self._trim(self._start(sentence, (source.start, verb.i + 1)), source.start)
        if self.doc[source.start - 1].lower_ in SUBORDINATORS or not any(t.tag_ in FINITE or t.tag_ == "VBN" for t in self.doc[content[0] : content[1]]):
            return None
        return Draft(verb, source, self._widened([content], (source.start, verb.i + 1)), self.speech.clause_stance[lemma], "closing", self._hearer(verb))

    def _adjunct(self, verb: Token, sentence: Sentence) -> bool:
        """Whether nothing but circumstances follows the verb in its sentence."""
        rest = [t for t in self.doc[verb.i + 1 : sentence.end] if not t.is_space and not t.is_punct]
        if any(t.lower_ == "that" and t.tag_ == "IN" for t in rest[:12]):
            return False
        if not rest or rest[0].lower_ in DAYS:
            return True
        if verb.lemma_ in self.speech.addressing and rest[0].pos_ in ("PROPN", "DET", "NOUN"):
            return len(rest) <= 6 and not any(t.tag_ in FINITE for t in rest)
        return rest[0].tag_ in ("IN", "RB", "TO") and rest[0].lower_ != "that" or (len(rest) > 2 and rest[2].lower_ in ("after", "before", "ago", "later"))

    def _phrase_before(self, verb: Token, sentence: Sentence) -> Phrase | None:
        """The noun phrase that ends right before ``verb`` and names a speaker, by tags alone."""
        doc = self.doc
        end = verb.i
        while end > sentence.start and (doc[end - 1].pos_ in ("ADV", "AUX") or doc[end - 1].tag_ == "RB"):
            end -= 1
        if end <= sentence.start or doc[end - 1].lower_ in DAYS:
            return None
        head = doc[end - 1]
        if head.lower_ in self.speech.pronouns:
            return Phrase(end - 1, end, head)
        phrase = self._bare_phrase(head, sentence)
        at = phrase.start - 1
        if at > sentence.start + 1 and doc[at].lower_ in ("in", "on", "at", "of", "from", "inside", "near"):
            outer = self._bare_phrase(doc[at - 1], sentence)
            noun = outer.head.lemma_.lower()
            if (self.speech.kind(outer.head) == "anonymous" and noun not in self.speech.vague) or (doc[at].lower_ == "of" and noun in self.speech.titles):
                return Phrase(outer.start, end, outer.head)
        return phrase if head.pos_ == "PROPN" or self.speech.kind(head) else None

    def _bare_phrase(self, head: Token, sentence: Sentence) -> Phrase:
        """The words before ``head`` that seem to belong to it."""
        doc, kind = self.doc, self.speech.kind
        start, end = head.i, head.i + 1
        outlet = kind(head) == "media" and head.pos_ == "PROPN"
        while start > sentence.start:
            token = doc[start - 1]
            if token.pos_ == "DET" or token.tag_ == "PRP$":
                return Phrase(start if head.tag_ == "NNS" and token.lower_ in ("a", "an") else start - 1, end, head)
            joins = token.lower_ in JOINS and start - 1 > sentence.start and doc[start].pos_ == doc[start - 2].pos_
            named = token.pos_ == "PROPN" and not outlet and token.lower_ not in DAYS
            noun = token.pos_ == "NOUN" and (kind(head) or kind(token) or token.lower_ in self.speech.titles)
            if not (joins or named or noun or token.pos_ == "ADJ"):
                break
            start -= 1
        return Phrase(start, end, head)

    def _polarity(self, verb: Token) -> tuple[bool, bool]:
        """Whether the verb is negated, and whether it is not said to have been spoken at all."""
        negated = any(c.dep_ == "neg" for c in verb.children)
        modal = any(c.dep_ == "aux" and c.lower_ in MODAL for c in verb.children)
        withheld = verb.dep_ == "xcomp" and verb.head.lemma_ in self.speech.withholding
        return negated, withheld or (modal and verb.dep_ != "ROOT")

    def _source(self, verb: Token, before: list[Draft]) -> tuple[Phrase | None, str, Token | None]:
        """(phrase that names the source, rule, channel)."""
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        own = max((c for c in subjects if c.i < verb.i), key=lambda c: c.i, default=subjects[0] if subjects else None)
        agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        head = verb.head
        if own is not None and own.dep_ == "nsubjpass":
            if verb.lemma_ in self.speech.citing:
                return core(own), "quoted", agent
            return (core(agent), "passive", None) if agent is not None else (None, "", None)
        if own is not None and (own.is_punct or not self._rank(own)) and (spoken := self._after_quote(verb)) is not None:
            return spoken, "after quotation", None
        if own is not None:
            if verb.dep_ == "relcl" and own.lower_ in ("who", "which", "that"):
                return core(head), "relative clause", None
            return self._plausible(verb, core(own)), "subject", None
        if agent is not None and verb.tag_ == "VBN":
            return core(agent), "agent", None
        if verb.tag_ == "VBG":
            if verb.dep_ == "pcomp" and head.lower_ == "as":
                cited = next((c for c in head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
                via = next((c for c in head.head.children if c.dep_ == "nsubj"), None) or next(
                    (p for v in (verb, head.head) for c in v.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None
                )
                return (core(cited), "quoted", via) if cited is not None else (None, "", None)
            if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN") and not (before and self.doc[verb.i - 1].text == ","):
                known = self._rank(head) or head.lemma_.lower() in self.speech.noun_stance
                return (core(head), "participle", None) if known else (None, "", None)
            if before:
                return before[-1].source, "participle", None
        if verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):
            return None, "", None
        leads = self._before(verb)
        taken = verb.dep_ == "xcomp" and any(c.dep_ in ("dobj", "prep") and c.i < verb.i for c in head.rights)
        if verb.dep_ in ("conj", "advcl", "xcomp") and not taken and head.pos_ in ("VERB", "AUX") and head is not verb and (verb.tag_ not in FINITE or leads.text == "," or leads.pos_ == "CCONJ"):
            found, _, via = self._source(head, before)
            return found, "shared subject", via
        if verb.tag_ in FINITE:
            phrase = self._phrase_before(verb, verb.sent)
            if phrase is None and (leads.is_punct or leads.is_quote):
                phrase = next((core(c.root) for c in verb.sent.noun_chunks if c.start == verb.i + 1), None)
            return phrase, "beside", None
        return None, "", None

    def _after_quote(self, verb: Token) -> Phrase | None:
        """What stands between a closing quotation mark and the verb."""
        start = max((q.outer[1] for q in self.quotes if q.outer[1] <= verb.i), default=None)
        if start is None or verb.i - start > 25 or any(t.tag_ in FINITE for t in self.doc[start : verb.i]):
            return None
        chunk = next((c for c in verb.sent.noun_chunks if c.start >= start and c.end <= verb.i), None)
        if chunk is None or chunk.root.pos_ == "PRON" or chunk.start - start > 1:
            return None
        return Phrase(chunk.start, chunk.end, chunk.root, self._before(verb).i + 1)

    def _before(self, verb: Token) -> Token:
        """The token before a verb and its auxiliaries and adverbs."""
        at = verb.i - 1
        while at > verb.sent.start and (self.doc[at].pos_ in ("AUX", "ADV") or self.doc[at].dep_ == "neg"):
            at -= 1
        return self.doc[max(at, 0)]

    def _plausible(self, verb: Token, parsed: Phrase) -> Phrase:
        """The parsed subject, unless a likelier speaker stands between it and the verb."""
        if parsed.head.pos_ == "PRON":
            return parsed
        leads = self._before(verb)
        if parsed.end == leads.i + 1 and parsed.start > verb.sent.start and self.doc[parsed.start - 1].pos_ == "ADP" and parsed.head.pos_ == "PROPN":
            before = [c for c in verb.sent.noun_chunks if c.end < parsed.start and parsed.start - c.end <= 2 and self._rank(c.root) == 2]
            return Phrase(before[-1].start, before[-1].end, before[-1].root) if before else parsed
        beside = next((c for c in verb.sent.noun_chunks if c.end == leads.i + 1 and c.start >= parsed.end), None)
        if beside is None or self._rank(beside.root) <= self._rank(parsed.head):
            return parsed
        return Phrase(beside.start, beside.end, beside.root)

    def _rank(self, head: Token) -> int:
        if head.lemma_.lower() in self.speech.vague:
            return 0
        return 2 if self.speech.kind(head) else int(head.pos_ == "PROPN")

    def _hearer(self, verb: Token) -> Token | None:
        """The channel, where the words name one: "told SANA reporter", "in a statement to AFP", "carried by AFP"."""
        for child in verb.rights:
            if child.dep_ in ("dobj", "dative", "iobj", "npadvmod", "nsubj") and verb.lemma_ in self.speech.addressing and child.pos_ in ("PROPN", "NOUN"):
                return child
            if child.dep_ == "prep":
                for inner in child.subtree:
                    if inner.dep_ != "pobj" or inner.pos_ not in ("PROPN", "NOUN"):
                        continue
                    if inner.head.lower_ in ("to", "with") or (inner.head.dep_ == "agent" and inner.head.head.lemma_ in self.speech.passing):
                        return inner
        return None

    # --- content ------------------------------------------------------------------------------------------------------------

    def _content(self, verb: Token, lemma: str, group: Range, sentence: Sentence) -> tuple[list[Range], Stance, str]:
        speech = self.speech
        stance: Stance = speech.clause_stance.get(lemma) or speech.phrase_stance.get(lemma) or "states"
        dobj = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        if dobj is not None and dobj.lemma_.lower() in speech.not_speech.get(lemma, ()):
            return [], stance, ""
        if lemma in speech.citing and any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children):
            return [], stance, ""
        if lemma in speech.preposition_stance and (found := self._prepositional(verb, dobj)):
            return found, speech.preposition_stance[lemma][0], "preposition"
        if lemma == "claim" and dobj is not None and dobj.lemma_.lower() in speech.responsibility:
            return self._responsibility(verb, dobj), "claims_responsibility", "responsibility"
        infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and _to(c)), None)
        if infinitive is not None and lemma in speech.infinitive_stance:
            return [self._trim(infinitive.left_edge.i, self._end(verb, sentence))], speech.infinitive_stance[lemma], "infinitive"
        if lemma not in speech.clause_stance:
            clause = None
        else:
            clause = next((c for c in verb.children if c.dep_ in CLAUSAL and c.i > verb.i and c.left_edge.i > verb.i), None)
            if clause is not None and lemma in speech.marked and self.doc[clause.left_edge.i].lower_ not in SUBORDINATORS:
                clause = None
            if clause is not None and clause.tag_ == "VBG" and not any(c.dep_ in ("nsubj", "aux") for c in clause.children):
                clause = None
        if clause is not None:
            start = clause.left_edge.i
            for child in verb.rights:
                if child.dep_ == "mark" and child.i < start:
                    start = child.i
            return self._widened([self._trim(start, self._end(verb, sentence))], group), stance, "clause"
        stop = sentence.end
        while stop < len(self.doc) and self.doc[stop].is_space:
            stop += 1
        stop = stop + 1 if any(t.text == ":" for t in self.doc[max(verb.i, sentence.end - 3) : sentence.end]) else sentence.end
        quote = next((q for q in self.quotes if verb.i < q.outer[0] < stop and q.start - group[1] <= 12), None)
        left = self._left(verb, group, sentence, dobj, bool(quote))
        if left:
            return left
        if quote and lemma in speech.clause_stance:
            return [quote.outer], stance, "quotation"
        named = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "ccomp") and c.i > verb.i]
        if lemma in speech.naming:
            whole = len(named) > 1 or any(c.dep_ != "dobj" for c in named)
            return ([self._trim(named[0].left_edge.i, named[-1].right_edge.i + 1)] if whole else []), stance, "naming"
        if dobj is None and lemma in speech.trailing and not self._adjunct(verb, sentence) and (rest := self._rest(verb, sentence)):
            return [rest], stance, "rest"
        if verb.tag_ == "VBN" and verb.dep_ == "acl" and lemma in speech.phrase_stance:
            return [(core(verb.head).start, verb.i)], speech.phrase_stance[lemma], "participle"
        if dobj is not None and lemma in speech.phrase_stance and dobj.pos_ in ("NOUN", "PROPN"):
            return [self._trim(dobj.left_edge.i, dobj.right_edge.i + 1)], speech.phrase_stance[lemma], "phrase"
        return [], stance, ""

    def _rest(self, verb: Token, sentence: Sentence) -> Range | None:
        """A clause after the verb that the parse hangs elsewhere."""
        after = self.doc[verb.i + 1 : sentence.end]
        mark = next((t for t in after[:12] if t.lower_ == "that" and t.tag_ == "IN"), None)
        if mark is not None and not any(t.tag_ in FINITE for t in self.doc[verb.i + 1 : mark.i]):
            return self._trim(mark.i, self._end(verb, sentence))
        if not len(after) or not (after[0].lower_ == "that" or after[0].pos_ in ("DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON")):
            return None
        return self._trim(verb.i + 1, self._end(verb, sentence)) if any(t.tag_ in FINITE for t in after) else None

    def _left(
        self, verb: Token, group: Range, sentence: Sentence, dobj: Token | None, quoted: bool
    ) -> tuple[list[Range], Stance, str] | None:
        """What stands before "X said", and what follows it in "A, X said, B"."""
        lemma = verb.lemma_.lower()
        speech = self.speech
        if lemma not in speech.clause_stance or verb.dep_ in ("relcl", "acl") or (dobj is not None and lemma not in speech.addressing):
            return None
        stance = speech.clause_stance[lemma]
        start = self._start(sentence, group)
        before = self.doc[start : group[0]]
        if not len(before):
            spoken = next((q for q in self.quotes if q.outer[1] == start or (q.outer[1] == start - 1 and self.doc[start - 1].is_space)), None)
            return ([spoken.outer], stance, "trailing") if spoken else None
        if before[-1].lower_ in SUBORDINATORS:
            return None
        closes = self._closing_quote(group[0])
        parsed = any(c.dep_ in CLAUSAL and c.i < verb.i for c in verb.children) or verb.dep_ == "parataxis"
        comma = before[-1].text in (",", ";", "-", "--", "–", "—")
        if closes is None and lemma not in speech.trailing:
            return None
        if closes is None and not any(t.tag_ in FINITE or t.tag_ == "VBN" for t in before):
            rest = self._trim(group[1], sentence.end)
            if not comma or self.doc[group[1]].text != "," or not any(t.tag_ in FINITE for t in self.doc[rest[0] : rest[1]]):
                return None
            return [self._trim(start, group[0]), rest], stance, "parenthesis"
        if closes is None and verb.dep_ in ("advcl", "conj") and not parsed and not comma:
            return None
        content = [self._trim(start, group[0])]
        rest = self._trim(group[1], sentence.end)
        if rest[1] > rest[0]:
            after = next((q for q in self.quotes if group[1] <= q.outer[0] < sentence.end and q.start - group[1] < 10), None)
            heads = [c for c in verb.children if c.dep_ in CLAUSAL] + ([verb.head] if verb.dep_ == "parataxis" else [])
            over = max((h.right_edge.i + 1 for h in heads), default=0)
            if after is not None:
                content.append(after.outer)
            elif over > group[1] and self.doc[group[1]].text == ",":
                content.append(self._trim(group[1], over))
        return self._widened([c for c in content if c[1] > c[0]], group), stance, "trailing"

    def _start(self, sentence: Sentence, group: Range) -> int:
        """Where the clause before a trailing cue begins: the sentence's start, after a date line."""
        start = sentence.start
        for i in range(start, min(start + 14, group[0])):
            if self.doc[i].text in ("--", "—", "–", "-") and i > start and self.doc[i - 1].text in (")", "]"):
                return i + 1
        return start

    def _closing_quote(self, at: int) -> Quote | None:
        return next((q for q in self.quotes if at - 3 <= q.outer[1] <= at + 1 and q.start < at), None)

    def _end(self, verb: Token, sentence: Sentence) -> int:
        """Where reported speech after ``verb`` ends: the sentence, or the next cue of the same speaker."""
        for token in self.doc[verb.i + 1 : sentence.end]:
            if token.is_space and "\n" in token.text and (self.doc[token.i - 1].text in FULL_STOPS or token.text.count("\n") > 1):
                return token.i
            if token.lower_ in ("but", "though", "although") and token.i not in self.quote_at and self._breaks(token, verb):
                return token.i
            if token.i in self.quote_at or token.lemma_.lower() not in self.speech.verbs:
                continue
            linked = token.head is verb and token.dep_ in ("conj", "advcl")
            if (linked and not any(c.dep_ == "nsubj" for c in token.children)) or (token.tag_ == "VBG" and self.doc[token.i - 1].text == ","):
                return token.i
        return sentence.end

    def _breaks(self, token: Token, verb: Token) -> bool:
        """Whether "but" goes on in the report's own voice: the clause after it hangs on the verb of speech."""
        clause = token.head if token.dep_ == "mark" else next((c for c in verb.children if c.dep_ == "conj" and c.i > token.i), None)
        if token.dep_ == "cc" and token.head is not verb or clause is None or clause.head is not verb:
            return False
        return any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)

    def _prepositional(self, verb: Token, dobj: Token | None) -> list[Range]:
        preps = self.speech.preposition_stance[verb.lemma_.lower()][1]
        holders = [verb] + ([dobj] if dobj is not None else [])
        for holder in holders:
            for child in holder.rights:
                if child.dep_ == "prep" and child.lower_ in preps:
                    start = dobj.left_edge.i if dobj is not None else child.i
                    return [self._trim(min(start, child.i), child.right_edge.i + 1)]
        return []

    def _responsibility(self, verb: Token, dobj: Token) -> list[Range]:
        for holder in (dobj, verb):
            for child in holder.rights:
                if child.dep_ == "prep" and child.lower_ in ("for", "of"):
                    return [self._trim(child.i, child.right_edge.i + 1)]
        if verb.dep_ == "relcl":
            return [(core(verb.head).start, verb.left_edge.i)]
        return [(dobj.i, dobj.right_edge.i + 1)]

    def _widened(self, content: list[Range], group: Range) -> list[Range]:
        """Content that touches a quotation takes the whole of it, the cue left out."""
        out = []
        for start, end in content:
            first, last = self.quote_at.get(start), self.quote_at.get(end - 1)
            if first:
                start = min(start, first.outer[0])
            if last and not last.outer[0] <= group[0] < last.outer[1]:
                end = max(end, last.outer[1])
            out.append((start, end))
        return out

    def _trim(self, start: int, end: int) -> Range:
        """The range without marks and conjunctions at its edges."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in (",", ";", ":", "-", "--", "—", "–", "and", "but", ".", "But", "And")):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in (",", ";", ":", "-", "--", "—", "–", "and", "but", ".", "while", "(", "as")):
            end -= 1
        return start, end

    # --- other cues -----------------------------------------------------------------------------------------------------------

    def _noun(self, noun: Token) -> Draft | None:
        clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp") and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)), None)
        if clause is None:
            return None
        owner = next((c for c in noun.children if c.dep_ == "poss"), None) or next(
            (p for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for p in c.children if p.dep_ == "pobj"), None
        )
        stance = self.speech.noun_stance[noun.lemma_.lower()]
        if owner is None and stance != "alleges":
            return None
        return Draft(noun, core(owner) if owner is not None else None, [self._trim(clause.left_edge.i, clause.right_edge.i + 1)], stance, "noun")

    def _according(self, sentence: Sentence) -> Iterator[Draft]:
        doc = self.doc
        for token in sentence:
            words = next((p for p in self.speech.according if doc[token.i : token.i + p.count(" ") + 1].text.lower() == p), None)
            if words is None or token.i in self.quote_at:
                continue
            last = doc[token.i + words.count(" ")]
            source = next((c for c in last.children if c.dep_ == "pobj"), None) or next(
                (c.root for c in sentence.noun_chunks if last.i < c.start <= last.i + 1), None
            )
            if source is None:
                continue
            phrase = core(source)
            named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in source.rights)
            phrase = phrase.described(sentence.end) if named or doc[min(phrase.end, len(doc) - 1)].text != "," else phrase
            end = max(phrase.end, phrase.stop)
            lead, rest = self._trim(self._start(sentence, (token.i, end)), token.i), self._trim(end, sentence.end)
            if token.is_title and rest[1] > rest[0]:
                content = [rest]
            else:
                content = [p for p in (lead, rest) if p[1] > p[0]]
            if content:
                yield Draft(token, phrase, self._widened(content, (token.i, end)), "states", "according")

    def _hearsay(self, sentence: Sentence, named: list[Draft]) -> Iterator[Draft]:
        for token in sentence:
            lemma = token.lower_
            if lemma in self.speech.hearsay.adverbs and token.dep_ == "advmod":
                clause, rule = token.head, "hearsay adverb"
            elif (
                token.tag_ == "VBN"
                and token.lemma_ in self.speech.hearsay.passives
                and any(c.dep_ == "nsubjpass" for c in token.children)
                and not any(c.dep_ == "agent" for c in token.children)
                and any(c.dep_ in ("xcomp", "ccomp") for c in token.children)
            ):
                clause, rule = token, "hearsay passive"
            else:
                continue
            content = self._trim(clause.left_edge.i, clause.right_edge.i + 1)
            over = next((d for d in named if any(a <= token.i < b for a, b in d.content)), None)
            if over:
                within = next((a, b) for a, b in over.content if a <= token.i < b)
                content = (max(content[0], within[0]), min(content[1], within[1]))
            if content[1] > content[0]:
                yield Draft(token, over.source if over else None, [content], "alleges", rule, over.via if over else None)

    # --- speakers -------------------------------------------------------------------------------------------------------------

    def _resolve(self, draft: Draft) -> bool:
        if draft.source is None:
            return True
        noun = draft.source.head.lemma_.lower()
        source = draft.source
        if noun in self.speech.shows or self.speech.kind(source.head) == "document":
            maker = self._maker(source.head)
            if maker is not None:
                source = core(maker)
            elif noun in self.speech.shows:
                return False
        draft.named = self.speakers.name(source)
        if draft.named is None:
            return False
        if source is not draft.source:
            self.speakers.issued[noun] = draft.named
        for child in draft.cue.rights:
            if child.dep_ == "prep" and child.lower_ == "in":
                self.speakers.issued.update({p.lemma_: draft.named for p in child.children if p.dep_ == "pobj" and self.speech.kind(p) == "document"})
        return True

    def _maker(self, document: Token) -> Token | None:
        """Who made a document: "a report by X", "X's statement", "footage released by X"."""
        for child in document.children:
            if child.dep_ == "poss" and child.lower_ not in ("this", "that"):
                return child
            if child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "in"):
                found = next((p for p in child.children if p.dep_ == "pobj" and p.pos_ == "PROPN"), None)
                if found is not None:
                    return found
            if child.dep_ == "acl" and child.tag_ == "VBN":
                found = next((p for c in child.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
                if found is not None:
                    return found
        return None

    def _carry(self, drafts: list[Draft]) -> None:
        """Quotations that no cue takes go on from the speaker right before them, in the same paragraph or the next."""
        for quote in self.quotes:
            if any(a < quote.outer[1] and quote.outer[0] < b for d in drafts for a, b in d.content) or not _sentence_like(self.doc, quote):
                continue
            last = max((d for d in drafts if d.source and d.reach <= quote.outer[0]), key=lambda d: d.reach, default=None)
            if last is None:
                continue
            between = self.doc[last.reach : quote.outer[0]]
            if len(between) < 25 and not any(t.is_sent_start and t.is_alpha for t in between):
                last.content.append(quote.outer)

    def _finished(self, draft: Draft) -> Attribution:
        doc = self.doc
        text = self.parsed.report.text

        def chars(a: int, b: int) -> Range:
            return doc[a].idx, min(len(text), doc[b - 1].idx + len(doc[b - 1]))

        content = tuple(chars(a, b) for a, b in draft.content)
        cue = self.parsed.span(*chars(draft.cue.i, draft.cue.i + 1))
        via, via_span = self._channel(draft.via)
        return Attribution(
            content=content,
            speaker=draft.named.speaker if draft.named else REPORT,
            stance=draft.stance,
            cue=cue,
            speaker_span=draft.named.span if draft.named else None,
            via=(via,) if via else (),
            via_spans=(self.parsed.span(*via_span),) if via_span else (),
            rule=draft.rule,
        )

    def _channel(self, token: Token | None) -> tuple[str | None, Range | None]:
        if token is None:
            return None, None
        phrase = core(token)
        words = [
            t
            for t in self.doc[phrase.start : phrase.end]
            if t.pos_ == "PROPN" and t.lower_ not in DAYS and not (t.is_lower and t.lemma_.lower() in self.speech.hearers)
        ]
        if not words or (token.pos_ != "PROPN" and token.lemma_.lower() not in self.speech.hearers):
            return None, None
        first, last = words[0], words[-1]
        span = (first.idx, last.idx + len(last))
        return self.parsed.report.text[slice(*span)], span


def _nobody(source: Phrase) -> bool:
    words = [t.lower_ for t in source.head.doc[source.start : source.end]]
    return words[0] in ("nobody", "none", "neither", "no") or words == ["one"] or not any(w[0].isalpha() for w in words)


def _to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _sentence_like(doc: Doc, quote: Quote) -> bool:
    return quote.end - quote.start >= 6 and any(doc[i].tag_ in FINITE for i in range(quote.start, quote.end)) and (
        doc[quote.start].text[0].isupper() or doc[quote.outer[0]].is_sent_start is True
    )
