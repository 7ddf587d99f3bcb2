"""Which phrase names the source of a verb of speech, and the channel it spoke through."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from onrecord.codebook.english import english
from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.text.dependencies import base_form, has_child
from onrecord.coding.text.noun_phrases import DAYS, Phrase, core
from onrecord.coding.text.quotes import Quote

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ENGLISH = english()
HEARERS = frozenset({"dobj", "dative", "iobj", "npadvmod", "nsubj"})
PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
FARTHEST = 25  # tokens between a closing quotation mark and its verb


class Source(NamedTuple):
    """The phrase that names a source, the id of the rule that found it, and the channel if that
    rule names one too."""

    phrase: Phrase
    rule: str
    via: Token | None = None

    @property
    def in_one_clause(self) -> bool:
        """Whether the phrase and the verb are in one clause."""
        return self.rule not in ("source.shared_subject", "source.participle")


class Subjects:
    """Finds sources in one report: by the parse if it can be trusted, or else by word order."""

    def __init__(self, doc: Doc, speech: SpeechCodebook, quotes: list[Quote]) -> None:
        self.doc, self.speech, self.quotes = doc, speech, quotes

    def source(self, verb: Token, before: Phrase | None) -> Source | None:
        """The source of ``verb``. ``before``: the source of the previous cue in the sentence."""
        own, agent = self._own_subject(verb), _agent(verb)
        if own is not None:
            passive = own.dep_ == "nsubjpass"
            return self._of_passive(verb, own) if passive else self._of_subject(verb, own)
        if agent is not None and verb.tag_ == "VBN":
            return Source(core(agent), "source.agent")
        if verb.tag_ == "VBG" and (verb.dep_ in ("pcomp", "acl") or before):
            return self._of_participle(verb, before)
        if verb.tag_ == "VBN" and not has_child(verb, "aux"):
            return None
        return self._shared(verb, before) or self._neighbour(verb)

    def _own_subject(self, verb: Token) -> Token | None:
        """The last subject before a verb, or else its first one; quoted words do not count."""
        subjects = [
            c
            for c in verb.children
            if c.dep_ in ("nsubj", "nsubjpass") and not self._apart(c, verb)
        ]
        preceding = [c for c in subjects if c.i < verb.i]
        if preceding:
            return max(preceding, key=lambda c: c.i)
        return subjects[0] if subjects else None

    def _of_passive(self, verb: Token, own: Token) -> Source | None:
        """The source of a passive verb: "X was quoted by Y", "it was reported by X"."""
        agent = _agent(verb)
        if verb.lemma_ in self.speech.citing:
            return Source(core(own), "source.quoted", agent)
        return Source(core(agent), "source.passive") if agent is not None else None

    def _of_subject(self, verb: Token, own: Token) -> Source:
        """The source of an active verb with a subject, unless a likelier phrase is near."""
        if (own.is_punct or not self.rank(own)) and (spoken := self._after_quote(verb)):
            return Source(spoken, "source.after_quotation")
        if verb.dep_ == "relcl" and own.lower_ in ENGLISH.pronouns.relative_subjects:
            return Source(core(verb.head), "source.relative_clause")
        return Source(self._shorn(self._likelier(verb, core(own))), "source.subject")

    def _apart(self, subject: Token, verb: Token) -> bool:
        """Whether the parse takes quoted words for the subject of a verb outside the quotation."""
        return any(
            q.closed and subject.i in q and not q.outer[0] <= verb.i < q.outer[1]
            for q in self.quotes
        )

    def rank(self, head: Token) -> int:
        """How likely a noun is to name a speaker: 2 a noun of speakers, 1 a name, 0 anything
        else."""
        if base_form(head) in self.speech.vague:
            return 0
        if self.speech.kind(head) or base_form(head) in self.speech.titles:
            return 2
        return int(head.pos_ == "PROPN")

    def before(self, verb: Token) -> Phrase | None:
        """The phrase that ends right before ``verb`` and names a speaker, by tags alone."""
        doc, first = self.doc, verb.sent.start
        end = self._lead(verb) + 1
        if end <= first or end > verb.i or doc[end - 1].lower_ in DAYS:
            return None
        head = doc[end - 1]
        if head.lower_ in self.speech.pronouns:
            return Phrase(end - 1, end, head)
        phrase = self._bare(head, first)
        at = phrase.start - 1
        if at > first + 1 and doc[at].lower_ in ENGLISH.prepositions.within:
            outer = self._bare(doc[at - 1], first)
            noun = base_form(outer.head)
            office = doc[at].lower_ == "of" and noun in self.speech.titles
            if office or (
                self.speech.kind(outer.head) in ("anonymous", "media")
                and noun not in self.speech.vague
            ):
                return Phrase(outer.start, end, outer.head)
        phrase = self._shorn(phrase)
        return phrase if head.pos_ == "PROPN" or _acronym(head) or self.speech.kind(head) else None

    def known_first(self, phrase: Phrase) -> Phrase:
        """The phrase cut after the name it begins with if something unrelated follows: "NAME two
        camps were hit"."""
        doc, end = self.doc, phrase.start
        while end < phrase.end and (doc[end].pos_ == "PROPN" or doc[end].text == "-"):
            end += 1
        if not phrase.start < end < phrase.end or doc[phrase.end - 1].pos_ == "PROPN":
            return phrase
        after = doc[end]
        foreign = after.pos_ == "NUM" or (
            after.pos_ == "NOUN"
            and self.rank(after) == 0
            and after.lower_ not in self.speech.titles
        )
        return Phrase(phrase.start, end, doc[end - 1]) if foreign else phrase

    def hearer(self, verb: Token) -> Token | None:
        """The channel, if the words name one: "told the paper's reporter", "in a statement to X",
        "carried by X"."""
        for child in verb.rights:
            if child.dep_ == "prep":
                for inner in child.subtree:
                    if inner.tag_ in FINITE:
                        break
                    passed = (
                        inner.head.dep_ == "agent" and inner.head.head.lemma_ in self.speech.passing
                    )
                    if (
                        inner.dep_ == "pobj"
                        and inner.pos_ in ("PROPN", "NOUN")
                        and (passed or inner.head.lower_ in ENGLISH.prepositions.hearer)
                    ):
                        return inner
            elif (
                child.dep_ in HEARERS
                and child.pos_ in ("PROPN", "NOUN")
                and verb.lemma_ in self.speech.addressing
            ):
                return child
        return None

    def channel(self, token: Token | None) -> tuple[int, int] | None:
        """The tokens that name a channel within the phrase of ``token``: "SANA" in "SANA
        reporter"."""
        if token is None or (token.pos_ != "PROPN" and base_form(token) not in self.speech.hearers):
            return None
        phrase = core(token)
        named = [
            t.i
            for t in self.doc[phrase.start : phrase.end]
            if (t.pos_ == "PROPN" or _acronym(t))
            and t.lower_ not in DAYS
            and not (t.is_lower and base_form(t) in self.speech.hearers)
        ]
        return (named[0], named[-1] + 1) if named else None

    def _of_participle(self, verb: Token, before: Phrase | None) -> Source | None:
        """The source of "saying" and the like: the noun it modifies, or the source before it."""
        head = verb.head
        if verb.dep_ == "pcomp":
            return self._quoted(verb) if head.lower_ == "as" else self._by_saying(verb, before)
        comma = verb.i > 0 and self.doc[verb.i - 1].text == ","
        if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN") and not (before and comma):
            speaks = self.rank(head) or base_form(head) in self.speech.noun_stance
            return Source(core(head), "source.participle") if speaks else None
        return Source(before, "source.participle") if before else None

    def _quoted(self, verb: Token) -> Source | None:
        """Reads "Y quoted X as saying", "X was quoted as saying by Y"."""
        mark, citing = verb.head, verb.head.head
        cited = next((c for c in citing.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if cited is None:
            return None
        subject = next((c for c in citing.children if c.dep_ == "nsubj"), None)
        via = subject or _agent(verb) or _agent(citing)
        return Source(_until(core(cited), mark), "source.quoted", via)

    def _by_saying(self, verb: Token, before: Phrase | None) -> Source | None:
        """Reads "answered by saying": the source of the verb above."""
        above = verb.head.head
        if above.pos_ not in ("VERB", "AUX") or above is verb:
            return None
        found = self.source(above, before)
        return Source(found.phrase, "source.shared_subject", found.via) if found else None

    def _shared(self, verb: Token, before: Phrase | None) -> Source | None:
        """The source of the verb that this one is coordinated with."""
        head = verb.head
        if (
            verb.dep_ not in ("conj", "advcl", "xcomp")
            or head.pos_ not in ("VERB", "AUX")
            or head is verb
        ):
            return None
        if verb.dep_ == "xcomp" and any(
            c.dep_ in ("dobj", "prep") and c.i < verb.i for c in head.rights
        ):
            return None  # "called on Y to condemn": Y is to speak
        lead = self.doc[self._lead(verb)]
        if verb.tag_ in FINITE and lead.text != "," and lead.pos_ != "CCONJ":
            return None
        if before is not None and self._speaks_on(verb, head):
            return Source(before, "source.shared_subject")
        found = self.source(head, before)
        return Source(found.phrase, "source.shared_subject", found.via) if found else None

    def _speaks_on(self, verb: Token, head: Token) -> bool:
        """Whether a verb coordinated with a reported clause continues with the speaker: "police
        said guards had fired shots, and denied …"."""
        if (
            verb.dep_ != "conj"
            or verb.tag_ != "VBD"
            or head.dep_ != "ccomp"
            or base_form(head) in self.speech.verbs
        ):
            return False
        subject = next((c for c in head.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children)
        return perfect or (
            subject is not None and subject.pos_ != "PRON" and not self.rank(subject)
        )

    def _neighbour(self, verb: Token) -> Source | None:
        """The phrase next to a finite verb to which the parse gives no subject."""
        if verb.tag_ not in FINITE:
            return None
        phrase = self.before(verb)
        lead = self.doc[self._lead(verb)]
        if phrase is None and (lead.is_punct or lead.is_quote):
            phrase = next(
                (core(c.root) for c in verb.sent.noun_chunks if c.start == verb.i + 1), None
            )
        return Source(phrase, "source.before") if phrase else None

    def _after_quote(self, verb: Token) -> Phrase | None:
        """What lies between a closing quotation mark and the verb."""
        start = max((q.outer[1] for q in self.quotes if q.outer[1] <= verb.i), default=None)
        if (
            start is None
            or verb.i - start > FARTHEST
            or any(t.tag_ in FINITE for t in self.doc[start : verb.i])
        ):
            return None
        chunk = next(
            (c for c in verb.sent.noun_chunks if c.start >= start and c.end <= verb.i), None
        )
        if chunk is None or chunk.root.pos_ == "PRON" or chunk.start - start > 1:
            return None
        return Phrase(chunk.start, chunk.end, chunk.root, self._lead(verb) + 1)

    def _likelier(self, verb: Token, parsed: Phrase) -> Phrase:
        """The parsed subject, unless a likelier speaker is next to the verb: the parse fails if
        commas are stripped."""
        if parsed.head.pos_ == "PRON":
            return parsed
        lead = self._lead(verb) + 1
        chunks = list(verb.sent.noun_chunks)
        inner = (
            parsed.end == lead
            and parsed.start > verb.sent.start
            and self.doc[parsed.start - 1].pos_ == "ADP"
        )
        if inner and parsed.head.pos_ == "PROPN":  # "NAME a teacher living in PLACE said"
            outer = [
                c for c in chunks if c.end < parsed.start <= c.end + 2 and self.rank(c.root) == 2
            ]
            return _phrase(outer[-1]) if outer else parsed
        closer = next((c for c in chunks if c.end == lead and c.start >= parsed.end), None)
        if closer is not None and closer.root.dep_ == "pobj" and closer.root.head.head is verb:
            return parsed
        return (
            _phrase(closer)
            if closer is not None and self.rank(closer.root) > self.rank(parsed.head)
            else parsed
        )

    def _shorn(self, phrase: Phrase) -> Phrase:
        """The phrase without what belongs to the clause before: people acted upon, the object of a
        preposition.

        "… killing two children state media said", "… in Orlo Ada Lind said": no phrase that speaks
        follows a preposition.
        """
        doc, head = self.doc, phrase.head
        for i in range(head.i - 1, phrase.start - 1, -1):
            if doc[i].tag_ == "NNS" and base_form(doc[i]) in self.speech.vague:
                return Phrase(i + 1, phrase.end, head)
        start = phrase.start
        if (
            not start
            or start == head.i
            or doc[start - 1].pos_ != "ADP"
            or not doc[start].is_title
            or doc[start].ent_type_ == "NORP"
        ):
            return phrase
        start += 1
        while start < head.i and "-" in (doc[start].text, doc[start - 1].text):
            start += 1
        return Phrase(start, phrase.end, head)

    def _lead(self, verb: Token) -> int:
        """The token before a verb and its auxiliaries and adverbs."""
        at, first = verb.i - 1, verb.sent.start
        while at > first and (self.doc[at].pos_ in ("AUX", "ADV") or self.doc[at].dep_ == "neg"):
            at -= 1
        return max(at, 0)

    def _bare(self, head: Token, first: int) -> Phrase:
        """The words before ``head`` that seem to belong to it."""
        start, end = head.i, head.i + 1
        outlet = self._is_outlet(head)
        while start > first:
            token = self.doc[start - 1]
            if token.pos_ == "DET" or token.tag_ == "PRP$":
                foreign = head.tag_ == "NNS" and token.lower_ in ENGLISH.determiners.indefinite
                return Phrase(start if foreign else start - 1, end, head)
            if not (self._joins(start, first) or self._modifies(token, head, outlet)):
                break
            start -= 1
        return Phrase(start, end, head)

    def _is_outlet(self, head: Token) -> bool:
        """Whether a name is that of an agency or paper, complete without the names before it."""
        return _acronym(head) or (self.speech.kind(head) == "media" and head.pos_ == "PROPN")

    def _joins(self, start: int, first: int) -> bool:
        """Whether a hyphen, or a word such as "of" between two names, ties the words at ``start``
        to those before."""
        doc, token = self.doc, self.doc[start - 1]
        if token.text == "-" or doc[start].text == "-":
            return True
        if start - 2 > first and doc[start - 2].text == "-":
            return True
        linked = token.lower_ in ENGLISH.names.joins and start - 1 > first
        return linked and doc[start].pos_ == doc[start - 2].pos_

    def _modifies(self, token: Token, head: Token, outlet: bool) -> bool:
        """Whether a word before ``head`` is an adjective, a name or an office that belongs to
        it."""
        match token.pos_:
            case "ADJ":
                return True
            case "PROPN":
                following = self.doc[token.i + 1]
                apart = following.ent_iob_ == "B" and token.ent_type_ in PLACES
                return not (outlet or apart or token.lower_ in DAYS)
            case "NOUN":
                vague = outlet and base_form(token) in self.speech.vague
                return not vague and self._of_speakers(token, head)
        return False

    def _of_speakers(self, token: Token, head: Token) -> bool:
        """Whether one of two nouns is a noun of speakers, or the first a title."""
        kind = self.speech.kind
        return bool(kind(head) or kind(token) or token.lower_ in self.speech.titles)


def _phrase(chunk: Span) -> Phrase:
    return Phrase(chunk.start, chunk.end, chunk.root)


def _until(phrase: Phrase, mark: Token) -> Phrase:
    """The phrase up to "as", if only its own circumstances come between."""
    between = mark.doc[phrase.end : mark.i]
    own = (
        len(between)
        and between[0].pos_ == "ADP"
        and not any(t.pos_ in ("VERB", "AUX") for t in between)
    )
    return Phrase(phrase.start, mark.i, phrase.head) if own else phrase


def _acronym(token: Token) -> bool:
    return len(token) > 1 and token.is_upper and token.is_alpha


def _agent(verb: Token) -> Token | None:
    return next(
        (p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"),
        None,
    )
