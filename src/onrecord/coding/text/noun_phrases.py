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
    doc = phrase.head.doc
    article = doc[phrase.start].lower_
    if article not in ARTICLES:
        return None
    end = phrase.start - (1 if phrase.start and doc[phrase.start - 1].text == "," else 0)
    start = end
    while (
        start
        and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].lower_ in LINKS)
        and not doc[start - 1].is_quote
    ):
        start -= 1
    name = doc[start:end]
    if not len(name) or (start and doc[start - 1].pos_ == "ADP"):
        return None
    if any(t.lower_ in DAYS or not (t.is_alpha or t.lower_ in LINKS) for t in name):
        return None
    known, long = base_form(phrase.head) in titles, len(name) > 1
    fits = known and long if article == "the" else known or long
    return (start, end) if fits else None


def core(head: Token) -> Phrase:
    """The phrase of ``head``: what comes before it, names coordinated with it, and "of", "at" …
    phrases after it."""
    doc = head.doc
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in LEFT or child.right_edge.i != start - 1 or child.is_space:
            break
        start = child.left_edge.i
        if child.dep_ == "det":
            break
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if child.left_edge.i != end or child.is_space:
            break
        # "Committee to Protect …"
        if head.pos_ == "PROPN" and all(
            t.is_title or t.lower_ in WITHIN_NAMES for t in child.subtree
        ):
            end = child.right_edge.i + 1
            continue
        if child.dep_ not in RIGHT and not (
            child.dep_ == "prep" and (child.lower_ in PREPOSITIONS or child.is_title)
        ):
            break
        if any(t.pos_ in ("VERB", "AUX") for t in child.subtree) or child.right_edge.lower_ in DAYS:
            break
        another = next(
            (
                t.i
                for t in child.subtree
                if t.pos_ == "DET" and t.i > end and doc[t.i - 1].pos_ == "PROPN"
            ),
            None,
        )
        # "… Thursday the Observatory": a comma is lost, a new phrase begins
        if another is not None and child.dep_ == "prep":
            return Phrase(another, child.right_edge.i + 1, child.right_edge)
        end = child.right_edge.i + 1
    return Phrase(start, _closed(head, start, end), head)


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
