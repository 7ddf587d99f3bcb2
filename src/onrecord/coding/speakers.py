"""Who speaks: noun phrases and pronouns to speakers, short names to the fullest form in the report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.records import Parsed
from onrecord.schema import Span, Speaker

LEFT = frozenset({"compound", "amod", "det", "poss", "nummod", "nmod", "quantmod", "case", "punct", "advmod", "predet"})
LINKS = frozenset({"al", "el", "bin", "ibn", "abu", "de", "da", "di", "du", "del", "der", "van", "von", "la", "le", "ul", "ud", "ad", "as", "ash", "ar", "-", "'", "’", "."})
DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)
BODIES = frozenset({"organisation", "official", "group", "media"})
PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as one place in the text names it."""

    speaker: Speaker
    span: Span
    plural: bool = False
    noun: str = ""


def core(head: Token) -> tuple[int, int]:
    """Token range of the noun phrase around ``head``: what stands before it, names joined to it and "of", "at" … phrases after it."""
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
        if (child.dep_ == "prep" and child.lower_ in ("of", "at", "in", "from", "for", "on", "with", "to") and not _verbal(child)) or (child.dep_ in ("cc", "conj", "compound", "flat", "case", "nmod", "nummod") and not _verbal(child)):
            end = child.right_edge.i + 1
        else:
            break
    while end > head.i + 1 and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space) and head.doc[end - 1].text not in (")", "."):
        end -= 1
    return start, end


def _verbal(token: Token) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in token.subtree)


@dataclass(slots=True)
class Speakers:
    """The speakers of one report, kept in the order of the text."""

    parsed: Parsed
    speech: SpeechCodebook
    runs: list[tuple[str, ...]] = field(default_factory=list)
    seen: list[Named] = field(default_factory=list)
    acronyms: dict[str, str] = field(default_factory=dict)
    long: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        doc = self.parsed.doc
        self.runs = _runs(doc)
        for name, short in _introduced(doc, self.parsed.report.text):
            self.acronyms.setdefault(short, name)

    def name(self, head: Token) -> Named | None:
        """The speaker that the phrase of ``head`` names, remembered for what follows; None where it names nobody."""
        found = self._pronoun(head) if head.pos_ == "PRON" or head.lower_ in self.speech.pronouns else self._phrase(head)
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
                found = next((n for n in reversed(self.seen) if not n.plural and (n.speaker.kind == "person" or n.speaker.title)), None) or next(
                    (n for n in reversed(self.seen) if not n.plural and n.speaker.kind in ("anonymous", "official")), None
                )
            case "body":
                found = next((n for n in reversed(self.seen) if n.speaker.kind in BODIES | {"document"} and not n.speaker.title), None)
            case "many":
                found = next((n for n in reversed(self.seen) if n.plural), None) or self.last(*sorted(BODIES))
            case "antecedent":
                return None
            case _:
                found = self.seen[-1] if self.seen else None
        return replace(found, span=span) if found else None

    def _phrase(self, head: Token) -> Named | None:
        doc = self.parsed.doc
        start, end = core(head)
        span = self._span(start, end)
        appositive = next((c for c in head.rights if c.dep_ == "appos"), None)
        person = self._person(start, end)
        if person is None and appositive is not None and head.pos_ != "PROPN":
            person = self._person(*core(appositive), sure=True)
            if person:
                person = (person[0], span.text)
        noun = head.lemma_.lower()
        plural = head.tag_ in PLURAL or any(c.dep_ == "conj" for c in head.children)
        if person:
            name, title = person
            if appositive is not None and title is None:
                a, b = core(appositive)
                title = self._span(a, b).text
            return Named(self._full_person(name, title), span, False, noun)
        kind = self._kind(head, start, end)
        text = _bare(doc, start, end, span.text)
        definite = doc[start].lower_ in ("the", "this", "that", "these", "those", "its", "their", "his", "her") or start == head.i
        stood = self._stands_for(head, start, definite, kind)
        if stood:
            return replace(stood, span=span, noun=noun)
        if head.pos_ == "PROPN":
            text = self._full_body(text)
        return Named(Speaker(name=text, kind=kind), span, plural, noun)

    def _person(self, start: int, end: int, sure: bool = False) -> tuple[str, str | None] | None:
        """(name, title) where the phrase ends in a person's name."""
        doc = self.parsed.doc
        titled = next((i for i in range(end - 1, start - 1, -1) if doc[i].lower_.rstrip(".") in self.speech.titles), None)
        tail = range(start if titled is None else titled + 1, end)
        while tail and (doc[tail[0]].text == "." or doc[tail[0]].is_space):
            tail = tail[1:]
        if not tail:
            return None
        proper = all(doc[i].pos_ == "PROPN" or doc[i].lower_ in LINKS or doc[i].text.istitle() for i in tail) and doc[tail[-1]].text[0].isupper()
        if not proper:
            ent = next((e for e in doc[start:end].ents if e.label_ == "PERSON" and e.end == end and e.start > start), None)
            if ent is None:
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
        if doc[before].lower_ in ("the", "a", "an"):
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
        kinds = self.speech.source_kind
        for token in [head, *(self.parsed.doc[i] for i in range(end - 1, start - 1, -1))]:
            kind = kinds.get(token.lemma_.lower()) or kinds.get(token.lower_)
            if kind and (token is head or token.pos_ == "PROPN" or token.dep_ == "compound"):
                return kind
        if head.ent_type_ in ("GPE", "NORP"):
            return "official"
        return "organisation" if head.pos_ == "PROPN" else "anonymous"

    def _stands_for(self, head: Token, start: int, definite: bool, kind: str) -> Named | None:
        """The body or person that a common noun stands for: "the watchdog", "a monitor", "the source", "the minister"."""
        lemma = head.lemma_.lower()
        modifier = self.parsed.doc[head.i - 1].lower_ if head.i > start else ""
        fits = self.speech.stands_for.get(f"{modifier} {lemma}") or self.speech.stands_for.get(lemma)
        if fits:
            for seen in reversed(self.seen):
                if seen.speaker.kind == "organisation" and fits & set(seen.speaker.name.lower().split()):
                    return seen
            own = {t.lower_ for t in self.parsed.doc[start : head.i + 1]}
            best = max((r for r in self.runs if fits & {w.lower() for w in r} and own < {"the", *(w.lower() for w in r)} | own and len(r) > 2), key=len, default=None)
            if best and (name := " ".join(best)) in self.parsed.report.text:
                return Named(Speaker(name=name, kind="organisation"), self._span(head.i, head.i + 1))
        if not definite or (head.i > start and head.pos_ == "PROPN"):
            return None
        for seen in reversed(self.seen):
            if lemma == seen.noun and seen.plural == (head.tag_ in PLURAL):
                return seen
            if seen.speaker.title and lemma in seen.speaker.title.lower().split() and head.tag_ not in PLURAL:
                return seen
        if lemma in ("group", "organisation", "organization", "agency", "body", "ngo", "newspaper", "website", "ministry", "network", "channel") and head.i == start + 1:
            return self.last("organisation", "group") if lemma in ("group", "organisation", "organization", "body", "ngo", "network") else self.last("media", "organisation")
        return None


def _bare(doc: Doc, start: int, end: int, text: str) -> str:
    """A proper name without its article."""
    return text[4:] if doc[start].lower_ == "the" and end - start > 1 and doc[end - 1].pos_ == "PROPN" else text


def _runs(doc: Doc) -> list[tuple[str, ...]]:
    """Runs of capitalised words of the text, of two words and more, "for", "of" and "and the" within."""
    out: dict[tuple[str, ...], None] = {}
    for match in re.finditer(r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:of|for|al|el|bin|de|and|the|on|in)\s)*[A-ZÀ-Þ][\w’'-]*|\s(?:al|el|ul|ad)-[A-Z]\w+)+", doc.text):
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
