"""Resolves noun phrases and pronouns to speakers, and short names to the fullest form in the
report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.codebook.english import english
from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.records import Parsed
from onrecord.coding.text.dependencies import base_form
from onrecord.coding.text.noun_phrases import (
    ARTICLES,
    DAYS,
    LINKS,
    PREPOSITIONS,
    Phrase,
    core,
    leading_name,
)
from onrecord.coding.text.proper_names import (
    acronyms_of,
    is_time,
    names_of,
    proper_start,
    without_bracket,
)
from onrecord.coding.text.spans import characters, span_of
from onrecord.schema import Span, Speaker

BODIES = ("group", "media", "official", "organisation")
REMEMBERED = 60  # tokens before a sentence in which "the group" may have been named
PLURAL = frozenset({"NNS", "NNPS"})
ENGLISH = english()
NOT_PERSONS = frozenset({"ORG", "GPE", "NORP", "FAC"})


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as named at one point of the text; ``noun`` heads the phrase."""

    speaker: Speaker
    span: Span
    plural: bool = False
    noun: str = ""


class Speakers:
    """The speakers of one report. Resolve them in text order: each may refer to one before it."""

    def __init__(self, parsed: Parsed, speech: SpeechCodebook) -> None:
        self.doc, self.text, self.speech = parsed.doc, parsed.report.text, speech
        self.parsed = parsed
        self.names = names_of(parsed.doc, self.text)
        self.acronyms = acronyms_of(self.text)
        self.seen: list[Named] = []
        self.issued: dict[str, Named] = {}  # whose the "statement", the "report" of this report is

    def name(self, phrase: Phrase) -> Named | None:
        """The speaker that a phrase names, remembered for what follows; None if it names nobody."""
        head = phrase.head
        pronoun = head.lower_ in self.speech.pronouns or (
            head.pos_ == "PRON" and not self.speech.kind(head)
        )
        found = self._pronoun(head) if pronoun else self._phrase(phrase)
        if found:
            self.seen.append(found)
        return found

    def _last(self, *kinds: str, plural: bool | None = None) -> Named | None:
        for named in reversed(self.seen):
            if (not kinds or named.speaker.kind in kinds) and plural in (None, named.plural):
                return named
        return None

    def _span(self, start: int, end: int) -> Span:
        return span_of(self.parsed, start, end)

    def _pronoun(self, head: Token) -> Named | None:
        span = self._span(head.i, head.i + 1)
        found: Named | None
        match self.speech.pronouns.get(head.lower_):
            case "person":
                found = (
                    self._last("person", plural=False)
                    or self._last("anonymous", "official", plural=False)
                    or self._met(head)
                )
            case "body":
                found = next(
                    (
                        n
                        for n in reversed(self.seen)
                        if n.speaker.kind in (*BODIES, "document") and not n.speaker.title
                    ),
                    None,
                )
            case "many":
                found = self._last(plural=True) or self._last(*BODIES)
            case _:
                return None
        return replace(found, span=span) if found else None

    def _met(self, pronoun: Token) -> Named:
        """The last person the text names before a pronoun, or else the pronoun itself."""
        met = (
            e
            for e in reversed(self.doc[: pronoun.i].ents)
            if e.label_ == "PERSON" and "and" not in e.text.split()
        )
        person = next(met, self.doc[pronoun.i : pronoun.i + 1])
        span = self._span(person.start, person.end)
        return Named(self._full_person(without_bracket(span.text), None), span)

    def _phrase(self, phrase: Phrase) -> Named | None:
        doc, head = self.doc, phrase.head
        start, end = phrase.start, phrase.end
        while start < head.i and doc[start].pos_ == "CCONJ":
            start += 1
        span = self._span(start, phrase.reach)
        noun = base_form(head)
        plural = head.tag_ in PLURAL or any(c.dep_ == "conj" and c.i < end for c in head.children)
        beside = self._apposition(phrase)
        person = self._person(start, end) or self._person_of(start, end)
        if person is None and beside is not None:
            listed = plural and end < len(doc) and doc[end].text == ","
            if head.pos_ != "PROPN" and not listed and (other := self._person(*beside, sure=True)):
                office = noun in self.speech.titles or other[1] is None
                person = other[0], self._span(start, end).text if office else other[1]
            elif head.pos_ == "PROPN" and any(
                base_form(t) in self.speech.titles for t in doc[slice(*beside)]
            ):
                person = self._proper(start, end), None
        if person:
            name, title = person
            if title is None and beside is not None:
                title = self._span(*beside).text
            return Named(
                self._full_person(without_bracket(name), without_bracket(title) if title else None),
                span,
                False,
                noun,
            )
        kind = self._kind(head, start, end)
        if (
            beside is not None
            and head.pos_ != "PROPN"
            and doc[beside[1] - 1].pos_ == "PROPN"
            and doc[beside[0]].lower_ not in ENGLISH.determiners.indefinite
        ):
            start, end = beside
        elif (stood := self._stands_for(phrase)) is not None:
            return replace(stood, span=span, noun=noun)
        return Named(
            Speaker(name=self._full_body(self._proper(start, end)), kind=kind), span, plural, noun
        )

    def _proper(self, start: int, end: int) -> str:
        return without_bracket(
            self.text[proper_start(self.doc, start, end) : characters(self.doc, start, end)[1]]
        )

    def _apposition(self, phrase: Phrase) -> tuple[int, int] | None:
        """The apposition of a noun: "activist NAME", "NAME, an activist"; the commas may be
        stripped."""
        doc, head = self.doc, phrase.head
        for child in (c for t in doc[head.i : phrase.end] for c in t.rights if c.dep_ == "appos"):
            if 0 <= child.left_edge.i - phrase.end <= 1:
                found = core(child)
                named = (
                    child.pos_ == "PROPN"
                    or head.pos_ == "PROPN"
                    or (found.end < len(doc) and doc[found.end].text == ",")
                )
                return (found.start, found.end) if named else None
        called = (
            n
            for c in head.rights
            if c.dep_ == "acl" and c.lemma_ in ENGLISH.verbs.calling
            for n in c.rights
            if n.pos_ == "PROPN"
        )
        if (name := next(called, None)) is not None:
            found = core(name)
            return found.start, found.end
        return leading_name(phrase, self.speech.titles)

    def _person(self, start: int, end: int, sure: bool = False) -> tuple[str, str | None] | None:
        """(name, title) if the phrase ends in a person's name; ``sure``: the context shows that it
        is one."""
        doc = self.doc
        titled = next(
            (
                i
                for i in range(end - 1, start - 1, -1)
                if doc[i].lower_.rstrip(".") in self.speech.titles
            ),
            None,
        )
        first = start if titled is None else titled + 1
        while first < end and (doc[first].text == "." or doc[first].is_space):
            first += 1
        if first == end:
            return None
        tail = doc[first:end]
        if {"CCONJ", "PROPN"} <= {t.pos_ for t in doc[start:first]} and any(
            t.ent_type_ == "PERSON" for t in doc[start:first]
        ):
            return None  # two people
        if not tail[-1].text[0].isupper() or not all(
            t.pos_ == "PROPN" or t.lower_ in LINKS or t.text.istitle() for t in tail
        ):
            found = next(
                (
                    e
                    for e in doc[start:end].ents
                    if e.label_ == "PERSON" and e.end == end and e.start > start
                ),
                None,
            )
            if (
                found is None
                or len(found) < 2
                or any(t.lower_ in self.speech.source_kind for t in found)
            ):
                return None
            if any(t.pos_ == "CCONJ" for t in doc[start : found.start]):
                return None
            return self._span(found.start, end).text, self._span(start, found.start).text
        name = self._span(first, end).text
        if titled is not None:
            while start < titled and (doc[start].lower_ in ARTICLES or is_time(doc[start].text)):
                start += 1
            return name, self._span(start, titled + 1).text
        if any(t.lower_ in self.speech.source_kind for t in tail) or tail[0].lower_ in DAYS:
            return None
        labels = {t.ent_type_ for t in tail}
        known = any(
            n.speaker.kind == "person" and n.speaker.name.split()[-1] == name.split()[-1]
            for n in self.seen
        )
        return (
            (name, None)
            if sure or known or ("PERSON" in labels and not labels & NOT_PERSONS)
            else None
        )

    def _person_of(self, start: int, end: int) -> tuple[str, str | None] | None:
        """The same if more follows: "Mayor NAME of PLACE", "NAME head of BODY"."""
        at = next((i for i in range(start + 1, end) if self.doc[i].lower_ in PREPOSITIONS), None)
        if at is None:
            return None
        office = base_form(self.doc[at - 1]) in self.speech.titles
        if office and at - start > 2 and all(t.pos_ == "PROPN" for t in self.doc[start : at - 1]):
            return self._span(start, at - 1).text, self._span(at - 1, end).text
        return self._person(start, at) if self.doc[at - 1].pos_ == "PROPN" else None

    def _full_person(self, name: str, title: str | None) -> Speaker:
        words = tuple(name.split())
        for seen in reversed(self.seen):
            other = seen.speaker
            if other.kind == "person" and tuple(other.name.split())[-len(words) :] == words:
                return (
                    other if other.title or not title else other.model_copy(update={"title": title})
                )
        fuller = (
            n for n in self.names if n[-len(words) :] == words and len(words) == 1 < len(n) <= 4
        )
        for longest in sorted(fuller, key=len, reverse=True):
            cut = max(
                (i for i, w in enumerate(longest) if w.lower().rstrip(".") in self.speech.titles),
                default=-1,
            )
            own = longest[cut + 1 :]
            if (
                len(own) > 1
                and not any(w.lower() in self.speech.source_kind for w in own)
                and " ".join(own) in self.text
            ):
                return Speaker(
                    name=" ".join(own),
                    title=title or " ".join(longest[: cut + 1]) or None,
                    kind="person",
                )
        return Speaker(name=name, title=title, kind="person")

    def _full_body(self, name: str) -> str:
        if name in self.acronyms:
            return self.acronyms[name]
        if name.isupper() and name.isalpha() and not self.parsed.recased:
            spelt = (
                " ".join(n)
                for n in self.names
                if len(n) > 1 and "".join(w[0] for w in n if w[0].isupper()) == name
            )
            return next((n for n in spelt if n in self.text), name)
        words = set(name.lower().split()) - {"the"}
        for seen in reversed(self.seen):
            other = seen.speaker
            if (
                other.kind not in ("person", "anonymous")
                and other.name[0].isupper()
                and words < set(other.name.lower().split())
            ):
                return other.name
        return name

    def _kind(self, head: Token, start: int, end: int) -> str:
        found = []
        named = head.pos_ == "PROPN" or (
            head.is_title and (start < head.i or (end - start > 1 and self.doc[end - 1].is_title))
        )
        for token in [head, *reversed(self.doc[start : head.i]), *self.doc[head.i + 1 : end]]:
            kind = self.speech.kind(token)
            if not kind or (kind == "anonymous" and named):
                continue
            if token is head or token.pos_ == "PROPN" or token.dep_ in ("compound", "amod"):
                found.append(kind)
        if "media" in found and found[0] in ("official", "organisation", "document"):
            return "media"
        if found:
            return found[0]
        if head.ent_type_ in ("GPE", "NORP"):
            return "official"
        return "organisation" if named or (head.is_upper and head.is_alpha) else "anonymous"

    def _stands_for(self, phrase: Phrase) -> Named | None:
        """The body or person that a common noun refers to: "the watchdog", "a monitor", "the
        source", "the minister"."""
        start, head = phrase.start, phrase.head
        first, lemma = self.doc[start].lower_, base_form(head)
        pair = f"{self.doc[head.i - 1].lower_} {lemma}" if head.i > start else lemma
        fits = self.speech.stands_for.get(pair) or self.speech.stands_for.get(lemma)
        if fits and (body := self._fitting(fits, head)):
            return body
        if first not in ENGLISH.determiners.pointing and start != head.i:
            return None
        if lemma in self.issued:
            return self.issued[lemma]
        if any(t.text[0].isupper() for t in self.doc[start + 1 : head.i + 1]):
            return None  # a name of its own
        for seen in reversed(self.seen):
            if lemma == seen.noun and seen.plural == (head.tag_ in PLURAL):
                return seen
            if (
                seen.speaker.title
                and lemma in seen.speaker.title.lower().split()
                and head.tag_ not in PLURAL
            ):
                return seen
        if lemma in self.speech.titles and (person := self._titled(lemma, start)):
            return person
        alone = (
            head.tag_ == "NN"
            if head.i == start
            else first in ENGLISH.determiners.definite and head.i <= start + 2
        )
        kinds = self.speech.generic.get(lemma, ()) if alone else ()
        if head.i == start + 2 and (modifier := self.speech.kind(self.doc[start + 1])) in kinds:
            kinds = tuple(k for k in kinds if k == modifier)
        spoke = self._last(*kinds) if kinds else None
        return self._acting(head, spoke) or spoke if "group" in kinds else spoke

    def _acting(self, noun: Token, spoke: Named | None) -> Named | None:
        """The named body that "the group" refers to: the subject of a sentence shortly before, if
        nobody spoke since."""
        for i in range(noun.sent.start - 1, max(-1, noun.sent.start - REMEMBERED), -1):
            token = self.doc[i]
            if spoke and token.idx < spoke.span.end:
                return None
            if (
                token.dep_ in ("nsubj", "nsubjpass")
                and token.pos_ == "PROPN"
                and token.ent_type_ not in ("GPE", "DATE")
            ):
                phrase = core(token)
                name = self._full_body(self._proper(phrase.start, phrase.end))
                person = self._person(phrase.start, phrase.end)
                if (person and person[1]) or any(
                    n.speaker.kind == "person" and name in n.speaker.name for n in self.seen
                ):
                    continue
                kind = self.speech.kind(token) or "group"
                return Named(Speaker(name=name, kind=kind), self._span(phrase.start, phrase.end))
        return None

    def _titled(self, title: str, before: int) -> Named | None:
        """The person whom the text names with this title before: "Minister NAME"."""
        for i in range(before - 2, -1, -1):
            if self.doc[i].lower_ == title and self.doc[i + 1].pos_ == "PROPN":
                end = i + 2
                while (
                    end < before
                    and (self.doc[end].pos_ == "PROPN" or self.doc[end].lower_ in LINKS)
                    and self.doc[end].is_alpha
                ):
                    end += 1
                if any(self.speech.kind(t) for t in self.doc[i + 1 : end]):
                    continue
                first = i
                while (
                    first
                    and self.doc[first - 1].dep_ in ("compound", "amod")
                    and self.doc[first - 1].is_alpha
                ):
                    first -= 1
                span = self._span(i + 1, end)
                return Named(
                    self._full_person(
                        without_bracket(span.text), without_bracket(self._span(first, i + 1).text)
                    ),
                    span,
                )
        return None

    def _fitting(self, fits: frozenset[str], head: Token) -> Named | None:
        """The body with one of the words ``fits`` in its name: an earlier speaker, or else the
        longest such name in the report."""
        for seen in reversed(self.seen):
            if seen.speaker.kind == "organisation" and fits & set(
                seen.speaker.name.lower().split()
            ):
                return seen
        if head.i and head.pos_ == "PROPN" and self.doc[head.i - 1].pos_ == "PROPN":
            return None
        longest = max(
            (n for n in self.names if len(n) > 2 and fits & {w.lower() for w in n}),
            key=len,
            default=(),
        )
        if not longest or " ".join(longest) not in self.text:
            return None
        return Named(
            Speaker(name=" ".join(longest), kind="organisation"), self._span(head.i, head.i + 1)
        )
