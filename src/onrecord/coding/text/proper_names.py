"""Proper names: where one begins in a phrase, and the names and acronyms of a text."""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile

from spacy.tokens import Doc

from onrecord.codebook.english import english
from onrecord.coding.text.noun_phrases import ARTICLES, DAYS, LINKS, PREPOSITIONS
from onrecord.coding.text.spans import characters

PARTS_OF_DAY = english().calendar.parts_of_day
CAPITALISED = r"[A-ZÀ-Þ][\w’'-]*"
LINKING = "|".join(english().names.linking)
PREFIXES = "|".join(english().names.prefixes)
RUN = re.compile(
    rf"{CAPITALISED}(?:\s(?:(?:{LINKING})\s)*{CAPITALISED}|\s(?:{PREFIXES})-[A-Z]\w+)+"
)
ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
WORD = re.compile(r"[\w’'-]+")
BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]?$")
BEFORE_ACRONYM = 120  # characters


def without_bracket(text: str) -> str:
    """A name on one line, without the bracket that follows it."""
    return " ".join((BRACKET.sub("", text).strip() or text).split())


def is_time(word: str) -> bool:
    """Whether a word is a day, a month or a part of the day."""
    return word.lower() in DAYS or word.lower() in PARTS_OF_DAY


def proper_start(doc: Doc, start: int, end: int) -> int:
    """The character at which the proper name begins in the tokens ``start`` to ``end``.

    Articles, modifiers ("UK-based", "state-run") and the common noun before it ("website", "news
    agency") are left out.
    """
    first, _ = characters(doc, start, end)
    words = list(re.finditer(r"\S+", doc[start:end].text))  # doc.text is joined on each access
    at = 0
    for i, word in enumerate(words[:-1]):
        text = word.group().lower()
        if text in PREPOSITIONS or text == "and":
            break
        common = (
            text in ARTICLES
            or is_time(text)
            or (word.group().rsplit("-", 1)[-1].islower() and text not in LINKS)
        )
        rest = takewhile(
            lambda w: w.group() not in PREPOSITIONS and w.group() != "and", words[i + 1 :]
        )
        if common and any(not w.group().islower() for w in rest):
            at = i + 1
    return first + words[at].start()


def names_of(doc: Doc, text: str) -> list[tuple[str, ...]]:
    """The runs of two or more capitalised words in ``text``, without an article; each once."""
    runs = (text[m.start() : m.end()].split() for m in RUN.finditer(doc.text))
    return list(dict.fromkeys(tuple(dropwhile(_modifies, run)) for run in runs))


def _modifies(word: str) -> bool:
    return word.lower() in ARTICLES or ("-" in word and word.rsplit("-", 1)[-1].islower())


def acronyms_of(text: str) -> dict[str, str]:
    """Acronym → name, if the text introduces one: "Northern Relief Committee (NRC)"."""
    found: dict[str, str] = {}
    for match in ACRONYM.finditer(text):
        offset = max(0, match.start() - BEFORE_ACRONYM)
        before = list(WORD.finditer(text[offset : match.start()]))[-10:]
        for i in range(len(before) - 1, -1, -1):
            if _abbreviates(match.group(1).lower(), [m.group() for m in before[i:]]):
                found.setdefault(
                    match.group(1), text[offset + before[i].start() : match.start()].rstrip()
                )
                break
    return found


def _abbreviates(letters: str, words: list[str]) -> bool:
    if not words[0][0].isupper():
        return False
    return letters in (
        "".join(w[0] for w in words if w[0].isupper()).lower(),
        "".join(w[0] for w in words).lower(),
    )
