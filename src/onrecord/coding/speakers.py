"""Who speaks: noun phrases and pronouns to speakers, short names to the fullest form in the report."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.records import Parsed
from onrecord.schema import Span, Speaker

LEFT = frozenset({"compound", "amod", "det", "poss", "nummod", "nmod", "quantmod", "case", "punct", "advmod", "predet"})
RIGHT = frozenset({"cc", "conj", "compound", "flat", "case", "nmod", "nummod"})
ARTICLES = frozenset({"the", "a", "an"})
PREPOSITIONS = frozenset({"of", "at", "in", "from", "for", "on", "with", "to"})
LINKS = frozenset(
    {"al", "el", "bin", "ibn", "abu", "de", "da", "di", "du", "del", "der",
     "van", "von", "la", "le", "ul", "ud", "ad", "as", "ash", "ar", "-", "'", "’", "."}
)  # fmt: skip
DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)
RUN = re.compile(
    r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:of|for|al|el|bin|de|and|the|on|in)\s)*[A-ZÀ-Þ][\w’'-]*|\s(?:al|el|ul|ad)-[A-Z]\w+)+"
)  # a name and what joins its words
BODIES = frozenset({"organisation", "official", "group", "media"})
PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in tokens: ``start`` to ``end`` (exclusive) around ``head``; ``stop``: the end of what describes it further
    ("NAME, an activist who …,")."""

    start: int
    end: int
    head: Token
    stop: int = 0

    def described(self, limit: int) -> Phrase:
        """The phrase with what follows and belongs to it, up to ``limit``."""
        stop = self.end
        for child in self.head.rights:
            inside = child.right_edge.i < stop
            if inside or child.dep_ == "punct":
                continue
            if child.dep_ not in ("appos", "relcl", "acl", "prep", "nmod", "parataxis", "amod", "nummod") or child.left_edge.i - stop > 1:
                break
            if child.right_edge.i >= limit:
                break
            stop = child.right_edge.i + 1
        doc = self.head.doc
        while stop < min(limit, len(doc)) and doc[stop].text in (")", "]", ","):
            stop += 1
        return Phrase(self.start, self.end, self.head, stop)


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as one place in the text names it."""

    speaker: Speaker
    span: Span
    plural: bool = False
    noun: str = ""


def core(head: Token) -> Phrase:
    """The noun phrase around ``head``: what stands before it, names joined to it and "of", "at" … phrases after it."""
    start, end = head.i, head.i + 1
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in LEFT or child.right_edge.i != start - 1 or child.is_space:
            break
        start = child.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    for child in head.rights:
        if child.left_edge.i != end or child.is_space:
            break
        if child.dep_ not in RIGHT and not (child.dep_ == "prep" and (child.lower_ in PREPOSITIONS or child.is_title)):
            break
        if any(t.pos_ in ("VERB", "AUX") for t in child.subtree) or child.right_edge.lower_ in DAYS:
            break
        lost = next((t.i for t in child.subtree if t.pos_ == "DET" and t.i > end and head.doc[t.i - 1].pos_ == "PROPN"), None)
        if lost is not None and child.dep_ == "prep":
            return Phrase(lost, child.right_edge.i + 1, child.right_edge)
        end = child.right_edge.i + 1
    while end > head.i + 1 and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space):
        end -= 1
    opened = next((i for i in range(start, end) if head.doc[i].text in ("(", "[")), None)
    if opened is not None and opened > head.i and not any(t.text in (")", "]") for t in head.doc[opened:end]):
        closes = end < len(head.doc) and head.doc[end].text in (")", "]")
        end = end + 1 if closes and end - opened == 2 else opened
    return Phrase(start, end, head)


@dataclass(slots=True)
class Speakers:
    """The speakers of one report, kept in the order of the text."""

    parsed: Parsed
    speech: SpeechCodebook
    runs: list[tuple[str, ...]] = field(default_factory=list)
    seen: list[Named] = field(default_factory=list)
    acronyms: dict[str, str] = field(default_factory=dict)
    issued: dict[str, Named] = field(default_factory=dict)  # who a "statement", a "report" of this report is by

    def __post_init__(self) -> None:
        doc = self.parsed.doc
        self.runs = _runs(doc)
        for name, short in _introduced(doc, self.parsed.report.text):
            self.acronyms.setdefault(short, name)

    def name(self, phrase: Phrase) -> Named | None:
        """The speaker that a phrase names, remembered for what follows; None where it names nobody."""
        head = phrase.head
        found = self._pronoun(head) if head.pos_ == "PRON" or head.lower_ in self.speech.pronouns else self._phrase(phrase)
        if found:
            self.seen.append(found)
        return found

    def last(self, *kinds: str, before: int | None = None) -> Named | None:
        """The last speaker of one of ``kinds``."""
        return next((n for n in reversed(self.seen) if n.speaker.kind in kinds and (before is None or n.span.start < before)), None)

    def _span(self, start: int, end: int) -> Span:
        doc = self.parsed.doc
        return self.parsed.span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))

    def _pronoun(self, head: Token) -> Named | None:
        part = self.speech.pronouns.get(head.lower_)
        span = self._span(head.i, head.i + 1)
        match part:
            case "person":
                singles = [n for n in reversed(self.seen) if not n.plural]
                found = next((n for n in singles if n.speaker.kind == "person"), None) or next(
                    (n for n in singles if n.speaker.kind in ("anonymous", "official")), None
                )
            case "body":
                found = next((n for n in reversed(self.seen) if n.speaker.kind in BODIES | {"document"} and not n.speaker.title), None)
            case "many":
                found = next((n for n in reversed(self.seen) if n.plural), None) or self.last(*sorted(BODIES))
            case _:
                return None
        if found is None and part == "person":
            doc = self.parsed.doc
            person = next((e for e in reversed(doc[: head.i].ents) if e.label_ == "PERSON" and "and" not in e.text.split()), None)
            name = _plain(self._span(person.start, person.end).text) if person else span.text
            return Named(self._full_person(name, None), span)
        return replace(found, span=span) if found else None

    def _phrase(self, phrase: Phrase) -> Named | None:
        doc = self.parsed.doc
        start, end, head = phrase.start, phrase.end, phrase.head
        span = self._span(start, max(end, phrase.stop))
        noun = head.lemma_.lower()
        plural = head.tag_ in PLURAL or any(c.dep_ == "conj" and c.i < end for c in head.children)
        beside = self._beside(phrase)
        person = self._person(start, end)
        if person is None and beside is not None and head.pos_ != "PROPN" and not (plural and doc[end].text == ",") and (found := self._person(*beside, sure=True)):
            person = (found[0], found[1] or self._span(start, end).text)
        if person:
            name, title = person
            if title is None and beside is not None:
                title = self._span(*beside).text
            return Named(self._full_person(_plain(name), _plain(title) if title else None), span, False, noun)
        if beside is not None and head.pos_ == "PROPN" and any(t.lemma_.lower() in self.speech.titles for t in doc[beside[0] : beside[1]]):
            name = _plain(self.parsed.report.text[_proper(doc, start, end) : doc[end - 1].idx + len(doc[end - 1])])
            return Named(self._full_person(name, _plain(self._span(*beside).text)), span, False, noun)
        kind = self._kind(head, start, end)
        if beside is not None and head.pos_ != "PROPN" and doc[beside[1] - 1].pos_ == "PROPN" and doc[beside[0]].lower_ not in ("a", "an"):
            start, end = beside
        elif (stood := self._stands_for(phrase)) is not None:
            return replace(stood, span=span, noun=noun)
        last = doc[end - 1].idx + len(doc[end - 1])
        text = self._full_body(_plain(self.parsed.report.text[_proper(doc, start, end) : last]))
        return Named(Speaker(name=text, kind=kind), span, plural, noun)

    def _beside(self, phrase: Phrase) -> tuple[int, int] | None:
        """What stands in apposition: "activist NAME", "NAME, an activist"; commas may be stripped."""
        doc, head = self.parsed.doc, phrase.head
        for child in (c for t in doc[head.i : phrase.end] for c in t.rights if c.dep_ == "appos"):
            if 0 <= child.left_edge.i - phrase.end <= 1:
                found = core(child)
                named = child.pos_ == "PROPN" or head.pos_ == "PROPN" or doc[min(found.end, len(doc) - 1)].text == ","
                return (found.start, found.end) if named else None
        if doc[phrase.start].lower_ in ARTICLES and head.lemma_.lower() in self.speech.titles:
            end = phrase.start - (1 if phrase.start and doc[phrase.start - 1].text == "," else 0)
            start = end
            while start and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].lower_ in LINKS) and not doc[start - 1].is_quote:
                start -= 1
            if end - start >= (2 if doc[phrase.start].lower_ == "the" else 1):
                return start, end
        return None

    def _person(self, start: int, end: int, sure: bool = False) -> tuple[str, str | None] | None:
        """(name, title) where the phrase ends in a person's name."""
        doc = self.parsed.doc
        titled = next((i for i in range(end - 1, start - 1, -1) if doc[i].lower_.rstrip(".") in self.speech.titles), None)
        tail = range(start if titled is None else titled + 1, end)
        while tail and (doc[tail[0]].text == "." or doc[tail[0]].is_space):
            tail = tail[1:]
        if not tail:
            return None
        proper = doc[tail[-1]].text[0].isupper() and all(
            doc[i].pos_ == "PROPN" or doc[i].lower_ in LINKS or doc[i].text.istitle() for i in tail
        )
        if not proper:
            ent = next((e for e in doc[start:end].ents if e.label_ == "PERSON" and e.end == end and e.start > start), None)
            if ent is None or len(ent) < 2 or any(t.lower_ in self.speech.source_kind for t in ent):
                return None
            return self._span(ent.start, ent.end).text, self._span(start, ent.start).text
        if titled is None:
            words = [doc[i].lower_ for i in tail]
            if any(w in self.speech.source_kind for w in words) or words[0] in DAYS:
                return None
            labels = {doc[i].ent_type_ for i in tail}
            known = any(run[-1] == doc[tail[-1]].text and len(run) > 1 for run in self._people())
            if not sure and not known and ("PERSON" not in labels or labels & {"ORG", "GPE", "NORP", "FAC"}):
                return None
            return self._span(tail[0], tail[-1] + 1).text, None
        before = start
        while before < titled and (doc[before].lower_ in ARTICLES or _time(doc[before].text)):
            before += 1
        return self._span(tail[0], tail[-1] + 1).text, self._span(before, titled + 1).text

    def _people(self) -> list[tuple[str, ...]]:
        return [tuple(n.speaker.name.split()) for n in self.seen if n.speaker.kind == "person"]

    def _full_person(self, name: str, title: str | None) -> Speaker:
        words = tuple(name.split())
        for seen in reversed(self.seen):
            other = seen.speaker
            if other.kind == "person" and tuple(other.name.split())[-len(words) :] == words:
                return other if other.title or not title else other.model_copy(update={"title": title})
        longest = max((r for r in self.runs if r[-len(words) :] == words and len(r) > len(words)), key=len, default=None)
        if longest and len(words) == 1 and len(longest) <= 4:
            cut = max((i for i, w in enumerate(longest) if w.lower().rstrip(".") in self.speech.titles), default=-1)
            if len(longest) - cut - 1 > 1 and not any(w.lower() in self.speech.source_kind for w in longest[cut + 1 :]):
                name = " ".join(longest[cut + 1 :])
                name = name if name in self.parsed.report.text else " ".join(words)
                title = title or (" ".join(longest[: cut + 1]) if cut >= 0 else None)
        return Speaker(name=name, title=title, kind="person")

    def _full_body(self, text: str) -> str:
        if text in self.acronyms:
            return self.acronyms[text]
        words = set(text.lower().split()) - {"the"}
        for seen in reversed(self.seen):
            other = seen.speaker
            if other.kind not in ("person", "anonymous") and words < set(other.name.lower().split()) and other.name[0].isupper():
                return other.name
        return text

    def _kind(self, head: Token, start: int, end: int) -> str:
        words = [head, *(self.parsed.doc[i] for i in range(end - 1, start - 1, -1) if i != head.i)]
        found = [
            kind
            for t in words
            if (kind := self.speech.kind(t))
            and not (kind == "anonymous" and head.pos_ == "PROPN")
            and (t is head or t.pos_ == "PROPN" or t.dep_ in ("compound", "amod"))
        ]
        if "media" in found and found[0] in ("official", "organisation", "document"):
            return "media"
        if found:
            return found[0]
        if head.ent_type_ in ("GPE", "NORP"):
            return "official"
        return "organisation" if head.pos_ == "PROPN" else "anonymous"

    def _stands_for(self, phrase: Phrase) -> Named | None:
        """The body or person that a common noun stands for: "the watchdog", "a monitor", "the source", "the minister"."""
        start, head = phrase.start, phrase.head
        first = self.parsed.doc[start].lower_
        definite = first in ("the", "this", "that", "these", "those", "its", "their", "his", "her") or start == head.i
        lemma = head.lemma_.lower()
        modifier = self.parsed.doc[head.i - 1].lower_ if head.i > start else ""
        fits = self.speech.stands_for.get(f"{modifier} {lemma}") or self.speech.stands_for.get(lemma)
        if fits:
            for seen in reversed(self.seen):
                if seen.speaker.kind == "organisation" and fits & set(seen.speaker.name.lower().split()):
                    return seen
            best = max((r for r in self.runs if fits & {w.lower() for w in r} and len(r) > 2), key=len, default=None)
            if best and (name := " ".join(best)) in self.parsed.report.text:
                return Named(Speaker(name=name, kind="organisation"), self._span(head.i, head.i + 1))
        if definite and lemma in self.issued:
            return self.issued[lemma]
        if not definite or (head.i > start and head.pos_ == "PROPN"):
            return None
        for seen in reversed(self.seen):
            if lemma == seen.noun and seen.plural == (head.tag_ in PLURAL):
                return seen
            if seen.speaker.title and lemma in seen.speaker.title.lower().split() and head.tag_ not in PLURAL:
                return seen
        alone = head.tag_ == "NN" if head.i == start else first in ("the", "this", "that") and head.i == start + 1
        kinds = self.speech.generic.get(lemma) if alone else None
        return self.last(*kinds) if kinds else None


def _plain(text: str) -> str:
    """A name on one line, without the bracket that follows it."""
    return " ".join(re.sub(r"\s*[(\[][^)\]]*[)\]]?$", "", text).split())


def _proper(doc: Doc, start: int, end: int) -> int:
    """The character where the name proper begins in a phrase: after its article, its modifiers and the common noun beside it."""
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    words = list(re.finditer(r"\S+", doc.text[first:last]))
    at = 0
    for i, word in enumerate(words[:-1]):
        text = word.group()
        if text.lower() in PREPOSITIONS or text.lower() == "and":
            return first + words[at].start()
        plain = text.lower() in ARTICLES or (text.rsplit("-", 1)[-1].islower() and text.lower() not in LINKS) or _time(text)
        rest = itertools.takewhile(lambda w: w.group() not in PREPOSITIONS, words[i + 1 :])
        if plain and any(not w.group().islower() for w in rest):
            at = i + 1
    return first + words[at].start()


def _time(word: str) -> bool:
    return word.lower() in DAYS or word.lower() in ("morning", "afternoon", "evening", "night")


def _runs(doc: Doc) -> list[tuple[str, ...]]:
    """Runs of capitalised words of the text, of two words and more, "for", "of" and "and the" within."""
    out: dict[tuple[str, ...], None] = {}
    for match in RUN.finditer(doc.text):
        out[tuple(match.group().split())] = None
    return list(out)


def _introduced(doc: Doc, text: str) -> list[tuple[str, str]]:
    """(name, acronym) where the text introduces one: "Syrian Observatory for Human Rights (SOHR)"."""
    found = []
    for match in re.finditer(r"\(([A-Z][A-Za-z]{1,9})\)", text):
        letters = match.group(1).lower()
        before = list(re.finditer(r"[\w’'-]+", text[max(0, match.start() - 120) : match.start()]))
        for count in range(1, min(len(before), 10) + 1):
            words = [m.group() for m in before[-count:]]
            if words[0][0].isupper() and words[0][0].lower() == letters[0] and _abbreviates(letters, words):
                begin = max(0, match.start() - 120) + before[-count].start()
                found.append((text[begin : match.start()].rstrip(), match.group(1)))
                break
    return found


def _abbreviates(letters: str, words: list[str]) -> bool:
    strong = "".join(w[0].lower() for w in words if w[0].isupper())
    return strong == letters or "".join(w[0].lower() for w in words) == letters
