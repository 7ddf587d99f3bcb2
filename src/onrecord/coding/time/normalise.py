"""What a match means by itself: the normalisation that its rule names, and the part of the day it
adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.coding.time import calendar_dates, clock, durations, feasts, relative_dates
from onrecord.coding.time.context import Reading, Setting
from onrecord.coding.time.grammar import Fields, Match

Normalisation = Callable[[Setting, Fields], Reading | None]

_NAMES = {
    calendar_dates: (
        "calendar",
        "numeric",
        "year",
        "days",
        "months",
        "years",
        "directed",
        "quarter",
        "yearday",
        "isoweek",
        "nth",
        "month_of",
        "week_of",
        "bc",
        "decade",
        "century",
    ),
    relative_dates: (
        "weekday",
        "weekday_set",
        "overnight",
        "unit",
        "ago",
        "later",
        "near",
        "yearback",
        "ref",
        "reach",
        "nothing",
    ),
    durations: (
        "window",
        "coming",
        "shift",
        "first_of",
        "durations",
        "duration",
        "setword",
        "every",
    ),
    clock: ("clock", "tod"),
    feasts: ("holiday", "movable", "lunar", "fiscal", "named"),
}
NORMALISATIONS: dict[str, Normalisation] = {
    name: getattr(module, name) for module, names in _NAMES.items() for name in names
}
"""Normalisations by the names that the rules of the codebook use."""


def read(setting: Setting, match: Match) -> Reading | None:
    """What the match means; None if it is not a time expression ("2000 people") or not a day of the
    calendar ("31 June")."""
    try:
        reading = NORMALISATIONS[match.rule.as_](setting, match.fields)
    except (OverflowError, ValueError):  # outside the years 1 to 9999
        return None
    return with_part_of_day(reading, match) if reading else None


def with_part_of_day(reading: Reading, match: Match) -> Reading:
    """A day with the part of the day that the match names ("Friday night")."""
    tod = match.fields.get("tod")
    if not tod or match.rule.as_ in ("tod", "overnight"):
        return reading
    if reading.unit != "D" or not reading.value:
        return reading
    return replace(reading, value=f"{reading.value}T{tod}", type="TIME")
