"""Resolves noun phrases and pronouns to speakers, and short names to the fullest form in the
report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
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
Range = tuple[int, int]
Person = tuple[str, str | None]
"""A name, and the title if there is one."""


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
        head, start, end = phrase.head, phrase.start, phrase.end
        while start < head.i and self.doc[start].pos_ == "CCONJ":
            start += 1
        span, noun = self._span(start, phrase.reach), base_form(head)
        beside = self._apposition(phrase)
        person = self._person(start, end) or self._person_of(start, end)
        if person is None and beside is not None:
            person = self._person_described(Phrase(start, end, head), beside)
        if person is not None:
            return Named(self._titled_person(person, beside), span, False, noun)
        body = start, end
        if beside is not None and self._names_body(head, beside):
            body = beside
        elif (stood := self._stands_for(phrase)) is not None:
            return replace(stood, span=span, noun=noun)
        name, kind = self._full_body(self._proper(*body)), self._kind(head, start, end)
        return Named(Speaker(name=name, kind=kind), span, _is_plural(phrase), noun)

    def _person_described(self, phrase: Phrase, beside: Range) -> Person | None:
        """The person whom a noun and its apposition name together: "an activist, NAME" or "NAME, an
        activist"."""
        start, end, head = phrase.start, phrase.end, phrase.head
        titles = self.speech.titles
        if head.pos_ == "PROPN":
            office = any(base_form(t) in titles for t in self.doc[slice(*beside)])
            return (self._proper(start, end), None) if office else None
        if _is_plural(phrase) and end < len(self.doc) and self.doc[end].text == ",":
            return None  # the first of a list
        other = self._person(*beside, sure=True)
        if other is None:
            return None
        office = base_form(head) in titles or other[1] is None
        return other[0], self._span(start, end).text if office else other[1]

    def _titled_person(self, person: Person, beside: Range | None) -> Speaker:
        """The person in the fullest form; an apposition is the title if there is no other."""
        name, title = person
        if title is None and beside is not None:
            title = self._span(*beside).text
        return self._full_person(without_bracket(name), without_bracket(title) if title else None)

    def _names_body(self, head: Token, beside: Range) -> bool:
        """Whether the apposition of a common noun is the name of a body: "the monitor, NAME"."""
        first, last = self.doc[beside[0]], self.doc[beside[1] - 1]
        return (
            head.pos_ != "PROPN"
            and last.pos_ == "PROPN"
            and first.lower_ not in ENGLISH.determiners.indefinite
        )

    def _proper(self, start: int, end: int) -> str:
        return without_bracket(
            self.text[proper_start(self.doc, start, end) : characters(self.doc, start, end)[1]]
        )

    def _apposition(self, phrase: Phrase) -> Range | None:
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

    def _person(self, start: int, end: int, sure: bool = False) -> Person | None:
        """(name, title) if the phrase ends in a person's name; ``sure``: the context shows that it
        is one."""
        title = self._last_title(start, end)
        first = self._after_title(start if title is None else title + 1, end)
        if first == end or self._two_people(start, first):
            return None
        name = self.doc[first:end]
        if not _looks_like_name(name):
            return self._labelled_person(start, end)
        if title is not None:
            start = self._title_start(start, title)
            return self._span(first, end).text, self._span(start, title + 1).text
        return (self._span(first, end).text, None) if self._is_person(name, sure) else None

    def _last_title(self, start: int, end: int) -> int | None:
        """The last word of a phrase that is a title."""
        for i in range(end - 1, start - 1, -1):
            if self.doc[i].lower_.rstrip(".") in self.speech.titles:
                return i
        return None

    def _after_title(self, first: int, end: int) -> int:
        """The first word after a title, past its full stop ("Gov.") and any space."""
        while first < end and (self.doc[first].text == "." or self.doc[first].is_space):
            first += 1
        return first

    def _title_start(self, start: int, title: int) -> int:
        """The start of a title, after an article or a date."""
        doc = self.doc
        while start < title and (doc[start].lower_ in ARTICLES or is_time(doc[start].text)):
            start += 1
        return start

    def _two_people(self, start: int, first: int) -> bool:
        """Whether another person is named before the title: "NAME and Mayor NAME"."""
        before = self.doc[start:first]
        return {"CCONJ", "PROPN"} <= {t.pos_ for t in before} and any(
            t.ent_type_ == "PERSON" for t in before
        )

    def _labelled_person(self, start: int, end: int) -> Person | None:
        """The person that spaCy finds at the end of a phrase; the words before are the title."""
        found = next(
            (
                e
                for e in self.doc[start:end].ents
                if e.label_ == "PERSON" and e.end == end and e.start > start
            ),
            None,
        )
        if found is None or len(found) < 2 or self._names_source(found):
            return None
        if any(t.pos_ == "CCONJ" for t in self.doc[start : found.start]):
            return None
        return self._span(found.start, end).text, self._span(start, found.start).text

    def _is_person(self, name: Tokens, sure: bool) -> bool:
        """Whether a name without a title is a person's: known from the context, from an earlier
        mention, or by spaCy's label."""
        if self._names_source(name) or name[0].lower_ in DAYS:
            return False
        if sure or self._has_spoken(self._span(name.start, name.end).text):
            return True
        labels = {t.ent_type_ for t in name}
        return "PERSON" in labels and not labels & NOT_PERSONS

    def _names_source(self, name: Tokens) -> bool:
        """Whether a name contains a word for a body that speaks ("Observatory")."""
        return any(t.lower_ in self.speech.source_kind for t in name)

    def _has_spoken(self, name: str) -> bool:
        """Whether a person with the same last name has spoken before."""
        last = name.split()[-1]
        return any(
            n.speaker.kind == "person" and n.speaker.name.split()[-1] == last for n in self.seen
        )

    def _person_of(self, start: int, end: int) -> Person | None:
        """The same if more follows: "Mayor NAME of PLACE", "NAME head of BODY"."""
        at = next((i for i in range(start + 1, end) if self.doc[i].lower_ in PREPOSITIONS), None)
        if at is None:
            return None
        office = base_form(self.doc[at - 1]) in self.speech.titles
        if office and at - start > 2 and all(t.pos_ == "PROPN" for t in self.doc[start : at - 1]):
            return self._span(start, at - 1).text, self._span(at - 1, end).text
        return self._person(start, at) if self.doc[at - 1].pos_ == "PROPN" else None

    def _full_person(self, name: str, title: str | None) -> Speaker:
        """The person of that name: an earlier speaker, or else the fullest form in the report."""
        words = tuple(name.split())
        known = self._earlier_person(words)
        if known is not None:
            return known if known.title or not title else known.model_copy(update={"title": title})
        for longer in self._longer_names(words):
            office, own = self._parted(longer)
            if self._is_full_name(own):
                return Speaker(
                    name=" ".join(own), title=title or " ".join(office) or None, kind="person"
                )
        return Speaker(name=name, title=title, kind="person")

    def _earlier_person(self, words: tuple[str, ...]) -> Speaker | None:
        """The last person who spoke and whose name ends in the words."""
        for seen in reversed(self.seen):
            other = seen.speaker
            if other.kind == "person" and tuple(other.name.split())[-len(words) :] == words:
                return other
        return None

    def _longer_names(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The names in the report that end in a last name, the longest first."""
        if len(words) != 1:
            return []
        fuller = (n for n in self.names if n[-1:] == words and 1 < len(n) <= 4)
        return sorted(fuller, key=len, reverse=True)

    def _parted(self, name: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The title at the start of a name, and the name itself."""
        titles = (i for i, w in enumerate(name) if w.lower().rstrip(".") in self.speech.titles)
        cut = max(titles, default=-1) + 1
        return name[:cut], name[cut:]

    def _is_full_name(self, words: tuple[str, ...]) -> bool:
        """Whether the words are a name of two parts or more that the report contains, and not of a
        body."""
        if len(words) < 2 or any(w.lower() in self.speech.source_kind for w in words):
            return False
        return " ".join(words) in self.text

    def _full_body(self, name: str) -> str:
        """The fullest form of a body's name: what an acronym means, or an earlier longer name."""
        if name in self.acronyms:
            return self.acronyms[name]
        if name.isupper() and name.isalpha() and not self.parsed.recased:
            return self._spelt_out(name)
        words = set(name.lower().split()) - {"the"}
        for seen in reversed(self.seen):
            other = seen.speaker
            if other.kind in ("person", "anonymous") or not other.name[0].isupper():
                continue
            if words < set(other.name.lower().split()):
                return other.name
        return name

    def _spelt_out(self, acronym: str) -> str:
        """The name in the report whose capitals are the acronym, or else the acronym."""
        spelt = (
            " ".join(n)
            for n in self.names
            if len(n) > 1 and "".join(w[0] for w in n if w[0].isupper()) == acronym
        )
        return next((n for n in spelt if n in self.text), acronym)

    def _kind(self, head: Token, start: int, end: int) -> str:
        """The kind of speaker that a phrase names, by its words or else by how it is written."""
        titled = start < head.i or (end - start > 1 and self.doc[end - 1].is_title)
        named = head.pos_ == "PROPN" or (head.is_title and titled)
        found = self._kinds_within(head, start, end, named)
        if "media" in found and found[0] in ("official", "organisation", "document"):
            return "media"
        if found:
            return found[0]
        if head.ent_type_ in ("GPE", "NORP"):
            return "official"
        return "organisation" if named or (head.is_upper and head.is_alpha) else "anonymous"

    def _kinds_within(self, head: Token, start: int, end: int, named: bool) -> list[str]:
        """The kinds that the words of a phrase give, nearest to its head first; a name is not
        anonymous."""
        words = [head, *reversed(self.doc[start : head.i]), *self.doc[head.i + 1 : end]]
        telling = (
            t for t in words if t is head or t.pos_ == "PROPN" or t.dep_ in ("compound", "amod")
        )
        kinds = (self.speech.kind(t) for t in telling)
        return [k for k in kinds if k and not (named and k == "anonymous")]

    def _stands_for(self, phrase: Phrase) -> Named | None:
        """The body or person that a common noun refers to: "the watchdog", "a monitor", "the
        source", "the minister"."""
        start, head = phrase.start, phrase.head
        lemma = base_form(head)
        if (body := self._body_meant(phrase)) is not None:
            return body
        pointing = self.doc[start].lower_ in ENGLISH.determiners.pointing
        if not pointing and start != head.i:
            return None
        if lemma in self.issued:
            return self.issued[lemma]
        if any(t.text[0].isupper() for t in self.doc[start + 1 : head.i + 1]):
            return None  # a name of its own
        return self._same_noun(head) or self._office_holder(lemma, start) or self._of_kind(phrase)

    def _body_meant(self, phrase: Phrase) -> Named | None:
        """The body that the noun, or the word before it and the noun, stands for by the
        codebook."""
        head, lemma = phrase.head, base_form(phrase.head)
        pair = f"{self.doc[head.i - 1].lower_} {lemma}" if head.i > phrase.start else lemma
        fits = self.speech.stands_for.get(pair) or self.speech.stands_for.get(lemma)
        return self._fitting(fits, head) if fits else None

    def _same_noun(self, head: Token) -> Named | None:
        """The last speaker called by the same noun, or with the noun in the title."""
        lemma, plural = base_form(head), head.tag_ in PLURAL
        for seen in reversed(self.seen):
            if lemma == seen.noun and seen.plural == plural:
                return seen
            title = seen.speaker.title
            if title and not plural and lemma in title.lower().split():
                return seen
        return None

    def _office_holder(self, lemma: str, before: int) -> Named | None:
        """The person named earlier with a title, if the noun is that title: "the minister"."""
        return self._titled(lemma, before) if lemma in self.speech.titles else None

    def _of_kind(self, phrase: Phrase) -> Named | None:
        """The last speaker of the kind that a general noun names: "the group", "the agency"."""
        kinds = self._kinds_meant(phrase)
        spoke = self._last(*kinds) if kinds else None
        return self._acting(phrase.head, spoke) or spoke if "group" in kinds else spoke

    def _kinds_meant(self, phrase: Phrase) -> tuple[str, ...]:
        """The kinds of speaker that a general noun may refer to; a word before it may say which."""
        start, head = phrase.start, phrase.head
        definite = self.doc[start].lower_ in ENGLISH.determiners.definite
        alone = head.tag_ == "NN" if head.i == start else definite and head.i <= start + 2
        if not alone:
            return ()
        kinds = tuple(self.speech.generic.get(base_form(head), ()))
        modifier = self.speech.kind(self.doc[start + 1]) if head.i == start + 2 else None
        return tuple(k for k in kinds if k == modifier) if modifier in kinds else kinds

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


def _is_plural(phrase: Phrase) -> bool:
    """Whether a phrase names several: a plural, or coordinated nouns."""
    head = phrase.head
    return head.tag_ in PLURAL or any(c.dep_ == "conj" and c.i < phrase.end for c in head.children)


def _looks_like_name(words: Tokens) -> bool:
    """Whether the words are capitalised, or proper nouns, like a name."""
    return words[-1].text[0].isupper() and all(
        t.pos_ == "PROPN" or t.lower_ in LINKS or t.text.istitle() for t in words
    )
