"""Times that count from the report's day, from the last one told or from an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.coding.records import Shift
from onrecord.coding.time.context import Setting, on
from onrecord.coding.time.relative_dates import (
    ago,
    later,
    near,
    overnight,
    reach,
    unit,
    weekday,
    yearback,
)

Make = Callable[..., Setting]
FIRST = date(2018, 7, 3)
TOLD = on((FIRST, FIRST), "D")


@pytest.mark.parametrize(
    ("text", "fields", "day"),
    [
        ("Shells fell on ", {"weekday": 2}, date(2018, 7, 31)),
        ("Shells fell on ", {"weekday": 1}, date(2018, 8, 6)),  # the report's own day
        ("Shells fell ", {"weekday": 1, "direction": -1}, date(2018, 7, 30)),
        ("They will meet on ", {"weekday": 3}, date(2018, 8, 8)),
        ("The truce holds until ", {"weekday": 3}, date(2018, 8, 8)),
        ("Shells fell on ", {"weekday": 3, "week": -1}, date(2018, 8, 1)),
    ],
)
def test_weekdays(text: str, fields: dict[str, Any], day: date, setting: Make) -> None:
    reading = weekday(setting(text), fields)
    assert reading is not None
    assert reading.days == (day, day)


def test_the_following_weekday_counts_from_the_day_told(setting: Make) -> None:
    made = setting("The raid began that day. The following ", last=TOLD, last_end=10)
    reading = weekday(made, {"weekday": 5, "near": 1, "direction": 1})
    assert reading is not None
    assert reading.start == date(2018, 7, 6)


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({"unit": "D", "offset": -1}, date(2018, 8, 5), date(2018, 8, 5)),
        ({"unit": "W", "offset": -1}, date(2018, 7, 30), date(2018, 8, 5)),
        ({"unit": "W", "offset": 0}, date(2018, 7, 31), date(2018, 8, 6)),
        ({"unit": "WE", "offset": 0}, date(2018, 8, 4), date(2018, 8, 5)),
        ({"unit": "M", "offset": -1, "part": "END"}, date(2018, 7, 21), date(2018, 7, 31)),
        ({"unit": "Y", "offset": 0}, date(2018, 1, 1), date(2018, 8, 6)),
    ],
)
def test_units_from_the_reports_day(
    fields: dict[str, Any], first: date, last: date, setting: Make
) -> None:
    reading = unit(setting("Shells fell "), fields)
    assert reading is not None
    assert reading.days == (first, last)


def test_units_that_say_too_little(setting: Make) -> None:
    assert unit(setting(), {"unit": "TH", "offset": -1}) is None
    assert unit(setting(), {"unit": "D", "offset": 0, "phrase": True}) is None


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({"digits": "3", "unit": "D"}, date(2018, 8, 3), date(2018, 8, 3)),
        ({"number": 1, "unit": "M", "approx": "about"}, date(2018, 6, 29), date(2018, 7, 13)),
        ({"number": 2, "unit": "D", "approx": "more"}, date(2018, 8, 3), date(2018, 8, 4)),
        ({"number": 2, "unit": "Y"}, date(2016, 1, 1), date(2016, 12, 31)),
        ({"number": "X", "unit": "D"}, date(2018, 7, 28), date(2018, 8, 3)),
        ({"number": 5, "unit": "TH"}, date(2018, 8, 6), date(2018, 8, 6)),
    ],
)
def test_so_long_ago(fields: dict[str, Any], first: date, last: date, setting: Make) -> None:
    reading = ago(setting(), fields)
    assert reading is not None
    assert reading.days == (first, last)


def test_later_counts_from_the_day_told_else_from_an_event(setting: Make) -> None:
    fields = {"number": 2, "unit": "D", "later": 1}
    told = later(setting("x" * 20, last=TOLD, last_end=10), fields)
    untold = later(setting("x" * 20), fields)
    assert told is not None and untold is not None
    assert told.days == (date(2018, 7, 5), date(2018, 7, 5))
    assert (untold.days, untold.shift) == (None, Shift(2, 2))


def test_the_next_day_and_later_that_day(setting: Make) -> None:
    made = setting("x" * 20, last=TOLD, last_end=10, day=TOLD)
    following, same = near(made, {"near": 1}), near(made, {"near": 0, "told": True})
    assert following is not None and same is not None
    assert (following.start, same.start) == (date(2018, 7, 4), FIRST)
    assert near(setting(), {"near": 0, "unit": "M"}) is None


def test_overnight_is_a_night_and_the_day_after_it(setting: Make) -> None:
    reading = overnight(setting(), {})
    assert reading is not None
    assert (reading.value, reading.days) == (
        "2018-08-05TNI",
        (date(2018, 8, 5), date(2018, 8, 6)),
    )


def test_open_words_end_with_the_reports_day(setting: Make) -> None:
    recent, back = reach(setting(), {"reach": "PAST_REF"}), yearback(setting(last=TOLD), {})
    assert recent is not None and back is not None
    assert (recent.start, recent.end) == (None, date(2018, 8, 6))
    assert back.start == date(2017, 7, 3)
