"""Who says so: the parts of a report that somebody vouches for.

What no attribution covers is the report's own voice. The cue types are those of the PARC and
PolNeAR guidelines: verbs of speech before, within and after what they introduce; "according to";
nouns ("the claim that"); words of hearsay; quotations carried over sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from onrecord.codebook.english import english
from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.claims.reported_content import Content, Contents, Range
from onrecord.coding.claims.source_phrases import FINITE, Source, Subjects
from onrecord.coding.claims.speakers import Named, Speakers
from onrecord.coding.records import Attribution, Parsed
from onrecord.coding.text.dependencies import base_form, has_child
from onrecord.coding.text.noun_phrases import DAYS, Phrase, core, leading_name
from onrecord.coding.text.quotes import Quote, find_quotes
from onrecord.coding.text.spans import span_of
from onrecord.schema import Span, Speaker
from onrecord.schema.event import Stance

REPORT = Speaker(name="REPORT", kind="outlet")
SHORT_QUOTE = 4  # tokens; shorter quotations are scare quotes, not speech
CARRIED = 25  # tokens between the end of one's words and a quotation that goes on
DISCLAIMING = 10  # tokens at the start of what is said, in which an act is denied
PREVERBAL = frozenset({"aux", "auxpass", "neg", "advmod"})
ENGLISH = english()


@dataclass(slots=True)
class Utterance:
    """An attribution in tokens; ``source`` is the phrase that names the speaker, None for the
    report's own voice."""

    cue: Token
    source: Phrase | None
    content: list[Range]
    stance: Stance
    rules: tuple[str, ...]
    via: Token | None = None
    named: Named | None = None

    @property
    def place(self) -> int:
        """The token by which names are resolved in order: the source's, or the cue."""
        return self.source.head.i if self.source else self.cue.i

    @property
    def reach(self) -> int:
        """The end of its words: content, cue or source."""
        return max(self.content[-1][1], self.cue.i + 1, self.source.reach if self.source else 0)

    def covers(self, token: int) -> Range | None:
        """The range of its content that contains a token."""
        return next(((a, b) for a, b in self.content if a <= token < b), None)


def find_attributions(parsed: Parsed, speech: SpeechCodebook) -> list[Attribution]:
    """The attributions of a report, in the order of their content.

    Args:
        parsed: the parsed report.
        speech: verbs and nouns of speech, kinds of sources, titles.

    Returns:
        One attribution for each cue; they may nest ("X said that Y told Z …"). ``content`` is in
        characters of the report. A speaker's name is in the words of the report, in the fullest
        form found there. Words of hearsay give the speaker ``REPORT`` with stance ``alleges``.
    """
    return Reader(parsed, speech).attributions()


class Reader:
    """The state of reading one report, made and discarded by :func:`find_attributions`."""

    def __init__(self, parsed: Parsed, speech: SpeechCodebook) -> None:
        self.parsed, self.doc, self.speech = parsed, parsed.doc, speech
        self.quotes = [
            q for q in find_quotes(parsed.doc, parsed.report.text) if q.end - q.start >= SHORT_QUOTE
        ]
        self.subjects = Subjects(parsed.doc, speech, self.quotes)
        self.contents = Contents(parsed.doc, speech, self.quotes)
        self.speakers = Speakers(parsed, speech)
        self.according: dict[str, list[list[str]]] = {}
        for words in map(str.split, speech.according):
            self.according.setdefault(words[0], []).append(words)

    def attributions(self) -> list[Attribution]:
        """All of them; names are resolved in the order of the text once all cues are found."""
        drafts = [draft for sentence in self.doc.sents for draft in self._sentence(sentence)]
        drafts = [draft for draft in sorted(drafts, key=lambda d: d.place) if self._resolve(draft)]
        drafts.sort(key=lambda d: d.content[0])
        self._carry(drafts)
        return sorted(map(self._finished, drafts), key=lambda a: (a.content, a.rules))

    def _sentence(self, sentence: Sentence) -> Iterator[Utterance]:
        found: list[Utterance] = []
        for token in sentence:
            quote = self.contents.quote_at.get(token.i)
            if quote and quote.closed and quote.outer != (sentence.start, sentence.end):
                continue
            lemma = base_form(token)
            draft = None
            if (
                token.pos_ in ("VERB", "AUX")
                and lemma in self.speech.verbs | self.speech.counting.verbs
            ):
                draft = self._verb(token, found)
            elif token.pos_ == "NOUN" and lemma in self.speech.noun_stance:
                draft = self._noun(token)
            elif token.lower_ in self.according:
                draft = self._according(token)
            draft = draft or self._closing(token)
            if draft:
                found.append(draft)
        yield from found
        yield from self._hearsay(sentence, found)

    def _verb(self, verb: Token, before: list[Utterance]) -> Utterance | None:
        """Reads "X said …", "…, X said", "said X", "X, saying …", "Y quoted X as saying …"."""
        if verb.dep_ in ("amod", "compound", "aux") or not _uttered(verb, self.speech):
            return None
        source = self.subjects.source(verb, before[-1].source if before else None)
        if source is None or not self._can_speak(source.phrase, verb):
            return None
        phrase, group = self._cue(verb, source)
        content = self.contents.of(verb, group)
        stance = self._stance(verb, content) if content is not None else None
        if content is None or stance is None:
            return None
        via = source.via or self.subjects.hearer(verb)
        return Utterance(verb, phrase, content.ranges, stance, (source.rule, content.rule), via)

    def _can_speak(self, phrase: Phrase, verb: Token) -> bool:
        """Whether a phrase can be the source of a verb: "shows" and the like need a noun of
        speakers, since things show too."""
        if _nobody(phrase):
            return False
        if base_form(verb) not in self.speech.evincing or phrase.head.pos_ == "PRON":
            return True
        return self.subjects.rank(phrase.head) > 0

    def _cue(self, verb: Token, source: Source) -> tuple[Phrase, Range]:
        """The source with what describes it, and the range of source and verb together, which is
        never content."""
        first, phrase = self._first_auxiliary(verb), source.phrase
        if source.rule == "source.quoted":
            return phrase, (min(phrase.start, first), verb.i + 1)
        if not source.in_one_clause:
            return phrase, (first, verb.i + 1)
        phrase = phrase.described(verb.i if phrase.end <= verb.i else verb.sent.end)
        name = leading_name(phrase, self.speech.titles)
        start = min(name[0] if name else phrase.start, first)
        return phrase, (start, max(phrase.stop, verb.i + 1))

    def _first_auxiliary(self, verb: Token) -> int:
        """The first of the auxiliaries and adverbs right before a verb, or the verb itself."""
        first = verb.i
        while first - 1 > verb.sent.start:
            token = self.doc[first - 1]
            if token.head is not verb or token.dep_ not in PREVERBAL:
                break
            first -= 1
        return first

    def _stance(self, verb: Token, content: Content) -> Stance | None:
        """The stance of the content, turned by a "not" at the verb or a denial in the words; None
        if the negated verb shows none."""
        stance: Stance | None = content.stance
        if any(c.dep_ == "neg" and c.i not in self.contents.quote_at for c in verb.children):
            stance = self.speech.negated.get(content.stance)
        if stance == "states" and self._disclaims(content.ranges[0]):
            return "denies"
        return stance

    def _disclaims(self, content: Range) -> bool:
        """Whether what is said begins by denying an act: "it had nothing to do with the attack"."""
        words = self.doc[content[0] : min(content[1], content[0] + DISCLAIMING)]
        return any(
            phrase in " ".join(t.lower_ for t in words) for phrase in self.speech.disclaimers
        )

    def _closing(self, verb: Token) -> Utterance | None:
        """A cue that closes its sentence, found by word order alone: the parse fails if commas are
        stripped."""
        lemma = base_form(verb).removesuffix("s") if verb.tag_ == "NNS" else base_form(verb)
        if lemma not in self.speech.closing or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "NNS"):
            return None
        source = self.subjects.before(verb)
        if source is None or (verb.tag_ == "NNS" and source.head.pos_ != "PROPN"):
            return None
        content = (
            self.contents.closing(verb, source.start) if self.contents.circumstances(verb) else []
        )
        return (
            Utterance(
                verb,
                source,
                content,
                self.speech.clause_stance[lemma],
                ("cue.closing",),
                self.subjects.hearer(verb),
            )
            if content
            else None
        )

    def _noun(self, noun: Token) -> Utterance | None:
        """Reads "X's claim that …", "a statement by X that …", "allegations that …"."""
        clauses = (c for c in noun.rights if c.dep_ in ("acl", "ccomp"))
        clause = next(
            (c for c in clauses if any(m.dep_ == "mark" and m.lower_ == "that" for m in c.lefts)),
            None,
        )
        if clause is None:
            return None
        owner = self._maker(noun)
        stance = self.speech.noun_stance[base_form(noun)]
        if owner is None and stance != "alleges":
            return None
        content = self.contents.trim(clause.left_edge.i, clause.right_edge.i + 1)
        return Utterance(
            noun, core(owner) if owner is not None else None, [content], stance, ("cue.noun",)
        )

    def _according(self, token: Token) -> Utterance | None:
        """Reads "according to X": the sentence before it, or else the one after."""
        last = self._end_of_according(token)
        source = _object_of(last, token.sent) if last is not None else None
        if source is None:
            return None
        phrase = self._whole_source(source, token.sent.end)
        ranges = self._around(token, phrase)
        if not ranges:
            return None
        content = self.contents.widen(ranges, (token.i, phrase.reach))
        return Utterance(token, phrase, content, "states", ("cue.according",))

    def _end_of_according(self, token: Token) -> Token | None:
        """The last word of the "according to" that begins at ``token``; None if it is not one."""
        doc, first = self.doc, token.i
        for words in self.according[token.lower_]:
            if [t.lower_ for t in doc[first : first + len(words)]] == words:
                return doc[first + len(words) - 1]
        return None

    def _whole_source(self, source: Token, limit: int) -> Phrase:
        """The phrase after "according to", with what describes it unless a comma ends it."""
        phrase = self.subjects.known_first(core(source))
        named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in source.rights)
        if named or phrase.end == len(self.doc) or self.doc[phrase.end].text != ",":
            return phrase.described(limit)
        return phrase

    def _around(self, token: Token, phrase: Phrase) -> list[Range]:
        """What is said before and after "according to X"; only what follows if that begins the
        sentence."""
        trim = self.contents.trim
        lead = trim(self.contents.start(token.sent, token.i), token.i)
        rest = trim(phrase.reach, token.sent.end)
        ranges = [r for r in (lead, rest) if r[1] > r[0]]
        return [rest] if token.is_title and rest in ranges else ranges

    def _hearsay(self, sentence: Sentence, named: list[Utterance]) -> Iterator[Utterance]:
        """Reads "reportedly", "is believed to": the speaker whose words contain them alleges, or
        else the report."""
        hearsay = self.speech.hearsay
        for token in sentence:
            if token.lower_ in hearsay.adverbs and token.dep_ == "advmod":
                clause, rule = token.head, "cue.hearsay_adverb"
            elif (
                token.tag_ == "VBN"
                and token.lemma_ in hearsay.passives
                and {"nsubjpass"} < {c.dep_ for c in token.children} - {"agent"}
            ):
                if has_child(token, "agent") or not has_child(token, "xcomp", "ccomp"):
                    continue
                clause, rule = token, "cue.hearsay_passive"
            else:
                continue
            start, end = self.contents.trim(clause.left_edge.i, clause.right_edge.i + 1)
            over = next((d for d in named if d.covers(token.i)), None)
            if over and (within := over.covers(token.i)):
                start, end = max(start, within[0]), min(end, within[1])
            if end > start:
                yield Utterance(
                    token,
                    over.source if over else None,
                    [(start, end)],
                    "alleges",
                    (rule,),
                    over.via if over else None,
                )

    def _resolve(self, draft: Utterance) -> bool:
        """Name the speaker; False if nobody speaks (footage that shows, a pronoun without
        antecedent)."""
        if draft.source is None:
            return True
        head = draft.source.head
        maker = self._maker(head) if self.speech.kind(head) == "document" else None
        if maker is None and base_form(head) in self.speech.shows:
            return False
        draft.named = self.speakers.name(core(maker) if maker is not None else draft.source)
        if draft.named is None:
            return False
        if maker is not None:
            self.speakers.issued[base_form(head)] = draft.named
        for child in draft.cue.rights:
            if child.dep_ == "prep" and child.lower_ == "in":
                papers = [
                    base_form(p)
                    for p in child.children
                    if p.dep_ == "pobj" and self.speech.kind(p) == "document"
                ]
                self.speakers.issued.update(dict.fromkeys(papers, draft.named))
        return True

    def _maker(self, document: Token) -> Token | None:
        """Who made a document: "X's statement", "a report by X", "footage released by X"."""
        for child in document.children:
            if child.dep_ == "poss" and child.lower_ not in DAYS:
                return child
            if child.dep_ == "prep" and child.lower_ in ENGLISH.prepositions.maker:
                found = next(
                    (p for p in child.children if p.dep_ == "pobj" and self._makes(p, child)), None
                )
                if found is not None:
                    return found
            if child.dep_ == "acl" and child.tag_ == "VBN":
                agent = next(
                    (
                        p
                        for c in child.children
                        if c.dep_ == "agent"
                        for p in c.children
                        if p.dep_ == "pobj"
                    ),
                    None,
                )
                if agent is not None:
                    return agent
        return None

    def _makes(self, noun: Token, preposition: Token) -> bool:
        return (
            noun.pos_ == "PROPN" or preposition.lower_ == "by" or self.speech.kind(noun) == "media"
        )

    def _carry(self, drafts: list[Utterance]) -> None:
        """Give quotations without a cue to the speaker right before them, in the same paragraph or
        the next."""
        for quote in self.quotes:
            if any(
                a < quote.outer[1] and quote.outer[0] < b for d in drafts for a, b in d.content
            ) or not self._sentence_like(quote):
                continue
            last = max(
                (d for d in drafts if d.source and d.reach <= quote.outer[0]),
                key=lambda d: d.reach,
                default=None,
            )
            if last is None or quote.outer[0] - last.reach >= CARRIED:
                continue
            if not any(
                t.is_sent_start and t.is_alpha for t in self.doc[last.reach : quote.outer[0]]
            ):
                last.content.append(quote.outer)

    def _sentence_like(self, quote: Quote) -> bool:
        words = self.doc[quote.start : quote.end]
        begins = words[0].text[0].isupper() or self.doc[quote.outer[0]].is_sent_start is True
        return len(words) > SHORT_QUOTE + 1 and begins and any(t.tag_ in FINITE for t in words)

    def _finished(self, draft: Utterance) -> Attribution:
        channel = self.subjects.channel(draft.via)
        via = self._span(*channel) if channel else None
        return Attribution(
            content=tuple((s.start, s.end) for s in (self._span(*r) for r in draft.content)),
            speaker=draft.named.speaker if draft.named else REPORT,
            stance=draft.stance,
            cue=self._span(draft.cue.i, draft.cue.i + 1),
            speaker_span=draft.named.span if draft.named else None,
            via=(via.text,) if via else (),
            via_spans=(via,) if via else (),
            rules=draft.rules,
        )

    def _span(self, start: int, end: int) -> Span:
        return span_of(self.parsed, start, end)


def _uttered(verb: Token, speech: SpeechCodebook) -> bool:
    """Whether the words were said at all: not "refused to confirm", not "if he could say"."""
    withheld = verb.dep_ == "xcomp" and verb.head.lemma_ in speech.withholding
    modal = verb.dep_ != "ROOT" and has_child(verb, "aux", words=ENGLISH.auxiliaries.modal)
    return not withheld and not modal


def _nobody(source: Phrase) -> bool:
    words = [t.lower_ for t in source.head.doc[source.start : source.end]]
    if source.head.lower_.removesuffix("s") in DAYS or words == ["one"]:
        return True
    return words[0] in ENGLISH.pronouns.nobody or not any(w[0].isalpha() for w in words)


def _object_of(preposition: Token, sentence: Sentence) -> Token | None:
    """The object of a preposition by the parse, or else the noun of the phrase right after it."""
    found = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if found is not None:
        return found
    return next((c.root for c in sentence.noun_chunks if c.start == preposition.i + 1), None)
