"""Noun phrases as token ranges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.codebook.english import english
from onrecord.coding.text.dependencies import base_form

LEFT = frozenset(
    {
        "compound",
        "amod",
        "det",
        "poss",
        "nummod",
        "nmod",
        "quantmod",
        "case",
        "punct",
        "advmod",
        "predet",
    }
)
RIGHT = frozenset({"cc", "conj", "compound", "flat", "case", "nmod", "nummod"})
DESCRIBING = frozenset({"appos", "relcl", "acl", "prep", "nmod", "parataxis", "amod", "nummod"})
ENGLISH = english()
PREPOSITIONS = ENGLISH.prepositions.nominal
DAYS = ENGLISH.calendar.dated
ARTICLES = ENGLISH.determiners.articles
LINKS = ENGLISH.names.particles
WITHIN_NAMES = PREPOSITIONS | ENGLISH.names.within


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in tokens: ``start`` to ``end`` (exclusive) around ``head``; ``stop``: the end
    of what describes it further ("NAME, an activist who …,"), 0 if that is not known."""

    start: int
    end: int
    head: Token
    stop: int = 0

    @property
    def reach(self) -> int:
        """Its end, with all that describes it."""
        return max(self.end, self.stop)

    def described(self, limit: int) -> Phrase:
        """The phrase with what follows and belongs to it, up to the token ``limit``."""
        stop = self.end
        for child in self.head.rights:
            if child.right_edge.i < stop or child.dep_ == "punct":
                continue
            if (
                child.dep_ not in DESCRIBING
                or child.left_edge.i - stop > 1
                or child.right_edge.i >= limit
            ):
                break
            stop = child.right_edge.i + 1
        doc = self.head.doc
        while stop < min(limit, len(doc)) and doc[stop].text in (")", "]", ","):
            stop += 1
        return Phrase(self.start, self.end, self.head, stop)


def leading_name(phrase: Phrase, titles: Collection[str]) -> tuple[int, int] | None:
    """The tokens of a name right before "a nurse", "the mayor": an apposition whose commas may be
    stripped."""
    article = phrase.head.doc[phrase.start].lower_
    if article not in ARTICLES:
        return None
    name = _name_before(phrase)
    if name is None:
        return None
    known, long = base_form(phrase.head) in titles, name[1] - name[0] > 1
    fits = known and long if article == "the" else known or long
    return name if fits else None


def _name_before(phrase: Phrase) -> tuple[int, int] | None:
    """The words of a name right before a phrase, unless they are a date or the object of a
    preposition."""
    doc = phrase.head.doc
    end = phrase.start - (1 if phrase.start and doc[phrase.start - 1].text == "," else 0)
    start = end
    while start and _is_name_word(doc[start - 1]):
        start -= 1
    if start == end or (start and doc[start - 1].pos_ == "ADP"):
        return None
    if any(t.lower_ in DAYS or not (t.is_alpha or t.lower_ in LINKS) for t in doc[start:end]):
        return None
    return start, end


def _is_name_word(token: Token) -> bool:
    return (token.pos_ == "PROPN" or token.lower_ in LINKS) and not token.is_quote


def core(head: Token) -> Phrase:
    """The phrase of ``head``: what comes before it, names coordinated with it, and "of", "at" …
    phrases after it."""
    start, end = _start(head), head.i + 1
    for child in head.rights:
        if child.left_edge.i != end or child.is_space:
            break
        if not _continues_name(head, child):
            if not _continues_phrase(child):
                break
            if (another := _next_phrase(child, end)) is not None:
                return another
        end = child.right_edge.i + 1
    return Phrase(start, _closed(head, start, end), head)


def _start(head: Token) -> int:
    """The first of the words right before a noun that modify it, up to its article."""
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in LEFT or child.right_edge.i != start - 1 or child.is_space:
            break
        start = child.left_edge.i
        if child.dep_ == "det":
            break
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return start


def _continues_name(head: Token, child: Token) -> bool:
    """Whether the words of ``child`` are part of a name: "Committee to Protect …"."""
    return head.pos_ == "PROPN" and all(
        t.is_title or t.lower_ in WITHIN_NAMES for t in child.subtree
    )


def _continues_phrase(child: Token) -> bool:
    """Whether what follows a noun belongs to its phrase: no clause and no day."""
    nominal = child.dep_ == "prep" and (child.lower_ in PREPOSITIONS or child.is_title)
    if child.dep_ not in RIGHT and not nominal:
        return False
    if child.right_edge.lower_ in DAYS:
        return False
    return not any(t.pos_ in ("VERB", "AUX") for t in child.subtree)


def _next_phrase(child: Token, end: int) -> Phrase | None:
    """The new phrase that begins within a prepositional one if a comma is lost: "… Thursday the
    Observatory"."""
    if child.dep_ != "prep":
        return None
    doc = child.doc
    for token in child.subtree:
        if token.pos_ == "DET" and token.i > end and doc[token.i - 1].pos_ == "PROPN":
            return Phrase(token.i, child.right_edge.i + 1, child.right_edge)
    return None


def _closed(head: Token, start: int, end: int) -> int:
    """``end`` without trailing marks and without half a bracket."""
    doc = head.doc
    while end > head.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    opened = next((i for i in range(start, end) if doc[i].text in ("(", "[")), None)
    if opened is None or opened <= head.i or any(t.text in (")", "]") for t in doc[opened:end]):
        return end
    acronym = end - opened == 2 and end < len(doc) and doc[end].text in (")", "]")
    return end + 1 if acronym else opened
