"""Is a text English? Judged by its share of English function words: no model, no dependency."""

from __future__ import annotations

import re

from onrecord.errors import Errors, OnrecordError

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# the closed classes of English (articles, pronouns, prepositions, auxiliaries, conjunctions),
# without words so common in a neighbouring language that they alone would lift the share over the
# floor
FUNCTION = frozenset(
    WORD.findall(
        """
    a about after again against all also although among an and another any are around as at
    be because been before being between both but by can could did do does during each for
    from had has have he her here him his how if in into is it its just may might more most
    my near new no nor not now of off on one only or other our out over own said same
    several she should since so some still such than that the their them then there these
    they this those through to two under until up upon us very was we were what when where
    which while who whom whose why will with within without would yet you your
    """
    )
)
OTHERS = frozenset(
    WORD.findall(
        """
    el los las que una por con del se en le les des et du dans une est pour sur der die das
    und den von zu mit ist dem ein eine im het een van di il che non och av att o os em uma
    para dos das yang dan itu dari bir ve bu na je nie w z
    """
    )
)
FLOOR = 0.18
# words: below this (a headline) only the script and the function words of other languages decide
FEWEST = 20


def share(text: str) -> float:
    """The share of English function words among the words of ``text``, 0 to 1."""
    words = [w.lower() for w in WORD.findall(text)]
    return sum(w in FUNCTION for w in words) / len(words) if words else 0.0


def require_english(text: str, *, source: str) -> None:
    """Refuse a text that is not English. Raises OnrecordError (E206)."""
    words = WORD.findall(text)
    letters = "".join(words)
    latin = sum(c < "\u0250" for c in letters)
    found = share(text)
    others = sum(w.lower() in OTHERS for w in words)
    foreign = found < FLOOR if len(words) >= FEWEST else others > found * len(words)
    if latin < len(letters) / 2 or foreign:
        raise OnrecordError(
            Errors.E206.format(source=source, share=found, floor=FLOOR), code="E206"
        )
