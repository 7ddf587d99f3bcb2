"""What a match means by itself: the normalisation that its rule names, and the part of the day it adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.coding.feasts import fiscal, holiday, moon, movable, named
from onrecord.coding.grammar import Fields, Match
from onrecord.coding.reading import Reading, Setting

_READINGS = (
    "calendar", "numeric", "year", "days", "months", "years", "quarter", "directed", "month_of", "week_of", "nth", "yearback", "yearday",
    "isoweek", "bc", "decade", "century", "weekday", "weekday_set", "overnight", "unit", "ago", "window", "coming", "later", "near",
    "shift", "duration", "durations", "first_of", "setword", "every", "clock", "tod", "ref", "reach", "nothing",
)  # fmt: skip
NORMALISATIONS: dict[str, Callable[[Setting, Fields], Reading | None]] = {
    **{name: getattr(Setting, name) for name in _READINGS},
    **{"holiday": holiday, "movable": movable, "lunar": moon, "fiscal": fiscal, "named": named},
}
"""Normalisations by the names under which the rules of the codebook know them."""


def read(setting: Setting, match: Match) -> Reading | None:
    """What the match means; None where it is no time expression ("2000 people") or no day of the calendar ("31 June")."""
    try:
        reading = NORMALISATIONS[match.rule.as_](setting, match.fields)
    except (OverflowError, ValueError):  # outside the years 1 to 9999
        return None
    tod = match.fields.get("tod")
    if reading and tod and reading.unit == "D" and reading.value and match.rule.as_ not in ("tod", "overnight"):
        return replace(reading, value=f"{reading.value}T{tod}", type="TIME")
    return reading
