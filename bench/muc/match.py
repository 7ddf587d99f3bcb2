"""How one answer is judged against one fill of the key: correct (2), partial (1) or incorrect (0).

After ``TEST/SCORER/scoring-guidelines.v7``: section 3.1 by the type of fill, section 3.2 slot by
slot. Where the official scoring asked a human, the guidelines' cases are decided here by words: the
answer's and the key's content words, without modifiers that say nothing.
"""

from __future__ import annotations

import re
from functools import cache

from bench.muc.keys import Fill, Slot, Value, days, location

CORRECT, PARTIAL, INCORRECT = 2, 1, 0

# 3.2.7: an answer above the key's item in the hierarchy of instruments (template-doc-part1, 7.8)
ABOVE = {
    "GUN": {"MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"},
    "BOMB": {"VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"},
    "EXPLOSIVE": {
        "BOMB",
        "VEHICLE BOMB",
        "DYNAMITE",
        "MINE",
        "AERIAL BOMB",
        "GRENADE",
        "MOLOTOV COCKTAIL",
    },
    "PROJECTILE": {"MISSILE", "ROCKET"},
}
# (answer, key) worth half: 3.2.4, 3.2.11, 3.2.13, 3.2.16, 3.2.19, 3.2.20, 3.2.23
HALVES: dict[str, set[tuple[str, str]]] = {
    "inc-type": {
        ("ATTACK", kind)
        for kind in (
            "ARSON",
            "BOMBING",
            "KIDNAPPING",
            "HIJACKING",
            "ROBBERY",
            "FORCED WORK STOPPAGE",
        )
    },
    "inc-instr-type": {(wide, narrow) for wide, all_ in ABOVE.items() for narrow in all_},
    "perp-org-conf": {("SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES")},
    "phys-tgt-type": {("POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE")},
    "phys-tgt-effect": {("DESTROYED", "SOME DAMAGE")},
    "hum-tgt-type": {
        ("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"),
        ("ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
        ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL"),
    },
    "hum-tgt-effect": {("NO INJURY", "NO INJURY OR DEATH"), ("NO DEATH", "NO INJURY OR DEATH")},
}
# modifiers that add nothing (3.1.1.1): articles, quantifiers, adjectives of nationality
LIGHT = frozenset(
    re.findall(
        r"\S+",
        """
    A AN THE THIS THAT THESE THOSE SOME SEVERAL MANY OTHER ANOTHER ALL BOTH AT LEAST ABOUT
    APPROXIMATELY MORE THAN FEW NUMBER OF GROUP
    ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN HIS HER THEIR ITS UNIDENTIFIED MR MRS MS DR
    ARGENTINE BOLIVIAN CHILEAN COLOMBIAN ECUADORAN
    ECUADOREAN GUATEMALAN HONDURAN PERUVIAN SALVADORAN
    AMERICAN NICARAGUAN PANAMANIAN SPANISH U.S VENEZUELAN
        """,
    )
)
FOLLOWS = re.compile(
    r"\s(?:OF|IN|AT|ON|FROM|WHO|WHICH|THAT|WITH|BELONGING|LOCATED|BY|FOR|TO)\s|,|\[|\("
)


def judge(slot: Slot, answer: Value, fill: Fill) -> int:
    """The verdict on an answer's text, regardless of what it refers to."""
    text = answer.texts[0]
    if text in fill.texts:
        return CORRECT
    if slot.kind == "date":
        return max(date(text, key) for key in fill.texts)
    if slot.kind == "location":
        return max(place(text, key) for key in fill.texts)
    if slot.kind == "number":
        return max(number(text, key) for key in fill.texts)
    if slot.kind == "set":
        return (
            PARTIAL
            if any((text, key) in HALVES.get(slot.name, ()) for key in fill.texts)
            else INCORRECT
        )
    return max(string(text, key) for key in fill.texts)


@cache
def date(answer: str, key: str) -> int:
    """3.2.2. The day itself is correct; a day within the key's range, or "on or before" a day that
    ends the key's, is partial."""
    ours, theirs = days(answer), days(key)
    if ours is None or theirs is None:
        return INCORRECT
    if ours == theirs:
        return CORRECT
    (a, b), (c, d) = ours, theirs
    if a is None:
        return PARTIAL if b == d else INCORRECT
    assert b is not None and d is not None
    return PARTIAL if (c or "") <= a and b <= d and (c != d) else INCORRECT


@cache
def place(answer: str, key: str) -> int:
    """3.2.3. All of it is correct; the right country with fewer or other places, or the right
    places in the wrong country, is partial."""
    ours, theirs = location(answer), location(key)
    mine, key_ = (sorted(one.places, key=lambda named: named[0]) for one in (ours, theirs))
    same = len(mine) == len(key_) and all(
        a == b and (not s or not t or s & t) for (a, s), (b, t) in zip(mine, key_, strict=True)
    )
    if same and ours.country == theirs.country:
        return CORRECT
    if ours.country == theirs.country or (same and ours.places):
        return PARTIAL
    return INCORRECT


@cache
def number(answer: str, key: str) -> int:
    """3.2.14, 3.2.17, 3.2.21, 3.2.24. A number that ends the key's range, or that the key calls
    approximate, is partial."""
    if answer.replace(" ", "") == key.replace(" ", ""):
        return CORRECT
    found = re.findall(r"\d+", key)
    return PARTIAL if answer.isdigit() and answer in found and not key.isdigit() else INCORRECT


@cache
def string(answer: str, key: str) -> int:
    """3.1.1. Equal but for light modifiers, or more modifiers before the same words: correct. Part
    of a name, or more adjuncts: partial."""
    ours, theirs = words(answer), words(key)
    if ours == theirs:
        return CORRECT
    core, want = words(FOLLOWS.split(answer)[0]), words(FOLLOWS.split(key)[0])
    if not core or not want:
        return INCORRECT
    if (
        core == ours
        and want == theirs
        and len(ours) > len(theirs)
        and ours[-len(theirs) :] == theirs
    ):
        return CORRECT
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return PARTIAL
    return INCORRECT


@cache
def words(text: str) -> tuple[str, ...]:
    """The content words of a string."""
    found = tuple(re.findall(r"[^\W_]+(?:[.'&-][^\W_]+)*", text))
    return tuple(word for word in found if word not in LIGHT and not word.isdigit()) or found
