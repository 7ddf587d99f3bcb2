"""A text prepared for finding place names: words, names, cues and the date line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.codebook.places import Group, Places
from onrecord.coding.records import Parsed
from onrecord.gazetteer import Entry, Gazetteer

WORD = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z][a-z]?\.|[A-Z]&[A-Z]\b|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*")
JOINS = (" ", "-", "\n", "- ")
DATELINE = re.compile(
    r"^[^\w(\n]*(?P<place>[^\W\d_][^\n:()—–]{1,40}?)(?:\s*\([^)\n]{2,30}\))?(?:,[^.\n(]{0,40}?\.?[^.\n(]{0,12}?)?\s*(?:\([^)\n]{2,40}\)\s*)?"
    r"(?:\[[^\]\n]{2,40}\]\s*)?(?P<tail>--|—|–| - |: )",
    re.MULTILINE,
)
DATELINE_WITHIN = 2000  # characters
DATELINE_WORDS = 4  # in its place


@dataclass(slots=True)
class Word:
    """One word of the text: its offsets, whether it is capitalised, and the token and sentence that
    contain it."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    token: int
    sentence: int


@dataclass(slots=True)
class Name:
    """A name that may be a place's, with what its surroundings say.

    ``first`` to ``last`` (exclusive) index the words, ``run`` the capitalised run around them;
    ``start`` and ``end`` bound the whole phrase with its modifiers; ``noun`` next to it and its
    ``group`` say what kind of place it is; ``near`` whether the words place something near it or in
    a part of it; ``shift`` a distance (km) and bearing (degrees, None if not given).
    """

    text: str
    first: int
    last: int
    run: tuple[int, int]
    head: tuple[int, int]
    start: int
    end: int
    sentence: int
    found: list[Entry]
    noun: str = ""
    group: Group | None = None
    preposition: str = ""
    near: bool = False
    shift: tuple[float, float | None] | None = None
    score: float = 0.0
    signs: list[str] = field(default_factory=list)
    locates: bool = True
    rule: str = "name"

    @property
    def land(self) -> bool:
        """Whether it may name a country."""
        return any(entry.kind == "country" for entry in self.found)


def words(parsed: Parsed) -> list[Word]:
    """The words of the text; hyphens separate words, a possessive 's is left out."""
    doc = parsed.doc
    sentence = {token.i: n for n, sent in enumerate(doc.sents) for token in sent}
    starts = [token.idx for token in doc]
    out, at = [], 0
    for hit in WORD.finditer(doc.text):
        while at + 1 < len(starts) and starts[at + 1] <= hit.start():
            at += 1
        text = hit.group()
        out.append(
            Word(hit.start(), hit.end(), text, text.lower(), text[0].isupper(), at, sentence[at])
        )
    return out


class Page:
    """A text prepared for finding place names: words, parse, gazetteer, cue words and, once known,
    the document's countries.

    ``main``, those countries, is needed to find other romanisations and to discard distant places
    of the same name; it is empty in the first round, which determines it.
    """

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, book: Places) -> None:
        self.parsed, self.gazetteer, self.book, self.cues = parsed, gazetteer, book, book.cues
        self.text, self.doc = parsed.doc.text, parsed.doc
        self.words = words(parsed)
        self.nouns_before_of = self.cues.parts | self.cues.group.keys()
        self.lower_case = {word.text for word in self.words if not word.capital}
        self.label: dict[int, str] = {t.i: e.label_ for e in self.doc.ents for t in e}
        self.main: Sequence[str] = ()
        self.dateline = dateline(self.text)

    def gap(self, i: int, j: int) -> str:
        """The characters between two words."""
        return self.text[self.words[i].end : self.words[j].start]

    def joined(self, i: int, j: int) -> bool:
        """Whether two words follow each other in one sentence with nothing but a space or hyphen
        between."""
        if i < 0 or j >= len(self.words) or self.words[i].sentence != self.words[j].sentence:
            return False
        return self.gap(i, j) in JOINS

    def capital_at(self, i: int) -> bool:
        """Whether there is a word of this number and it is capitalised."""
        return i < len(self.words) and self.words[i].capital


def dateline(text: str) -> tuple[int, int]:
    """The offsets of the town in a story's date line ("KABUL, Sept 17 —", "BEIRUT (AP) -"); (-1,
    -1) if there is none.

    A line's opening counts if its place is short and in capitals, or is followed by an agency or a
    date, or opens the text.
    """
    for hit in DATELINE.finditer(text, 0, DATELINE_WITHIN):
        if opens_story(hit):
            return hit.start("place"), hit.start("tail")
    return -1, -1


def opens_story(hit: re.Match[str]) -> bool:
    """Whether a line's opening is a date line and not the start of a sentence."""
    place = hit["place"].strip()
    if len(place.split()) > DATELINE_WORDS:
        return False
    if place.isupper() or "(" in hit.group() or any(c.isdigit() for c in hit.group()):
        return True
    return hit.start() == 0 and hit["tail"] != ": "
