"""Is a text English? Judged by its share of English function words: no model, no dependency."""

from __future__ import annotations

import re

from onrecord.codebook.english import english
from onrecord.errors import Errors, OnrecordError

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

FLOOR = 0.18
# words: below this (a headline) only the script and the function words of other languages decide
FEWEST = 20


def share(text: str) -> float:
    """The share of English function words among the words of ``text``, 0 to 1."""
    known = english().function_words.english
    words = [w.lower() for w in WORD.findall(text)]
    return sum(w in known for w in words) / len(words) if words else 0.0


def require_english(text: str, *, source: str) -> None:
    """Refuse a text that is not English. Raises OnrecordError (E206)."""
    words = WORD.findall(text)
    letters = "".join(words)
    latin = sum(c < "\u0250" for c in letters)
    found = share(text)
    other_languages = english().function_words.foreign
    others = sum(w.lower() in other_languages for w in words)
    foreign = found < FLOOR if len(words) >= FEWEST else others > found * len(words)
    if latin < len(letters) / 2 or foreign:
        raise OnrecordError(
            Errors.E206.format(source=source, share=found, floor=FLOOR), code="E206"
        )
