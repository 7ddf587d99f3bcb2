"""Lengths of time, distances to an event and repetitions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.coding.records import Shift
from onrecord.coding.time.context import Setting
from onrecord.coding.time.durations import (
    coming,
    duration,
    durations,
    every,
    first_of,
    shift,
    window,
    written_length,
)

Make = Callable[..., Setting]


@pytest.mark.parametrize(
    ("label", "unit", "written"),
    [("2", "W", "P2W"), ("48", "TH", "PT48H"), ("X", "Y", "PXY"), ("2", "DE", "P20Y")],
)
def test_lengths_as_iso_8601(label: str, unit: str, written: str) -> None:
    assert written_length(label, unit) == written


def test_the_past_two_weeks_end_with_the_reports_day(setting: Make) -> None:
    reading = window(setting(), {"number": 2, "unit": "W"})
    assert reading is not None
    assert (reading.value, reading.days) == ("P2W", (date(2018, 7, 24), date(2018, 8, 6)))


def test_the_next_days_begin_after_it(setting: Make) -> None:
    reading = coming(setting(), {"number": 3, "unit": "D"})
    assert reading is not None
    assert reading.days == (date(2018, 8, 7), date(2018, 8, 9))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"number": 2, "unit": "D", "after": 1}, Shift(2, 2)),
        ({"number": 2, "unit": "D", "after": -1}, Shift(-2, -2)),
        ({"number": 1, "unit": "M", "after": 1}, Shift(28, 31)),
        ({"number": 2, "unit": "TH", "after": 1}, Shift(0, 0)),  # still that day
        ({"number": 3, "unit": "D", "after": 1, "approx": "about"}, Shift(2, 4)),
    ],
)
def test_distances_to_an_event(fields: dict[str, Any], expected: Shift, setting: Make) -> None:
    reading = shift(setting(), fields)
    assert reading is not None
    assert reading.shift == expected


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"rank": 1, "number": 2, "unit": "W", "month": 7}, (date(2018, 7, 1), date(2018, 7, 14))),
        (
            {"rank": -1, "number": 3, "unit": "M", "year": "2016"},
            (date(2016, 10, 1), date(2016, 12, 31)),
        ),
    ],
)
def test_the_first_and_last_of_a_stretch(
    fields: dict[str, Any], days: tuple[date, date], setting: Make
) -> None:
    reading = first_of(setting(), fields)
    assert reading is not None
    assert reading.days == days


def test_only_the_first_and_the_last(setting: Make) -> None:
    assert first_of(setting(), {"rank": 2, "number": 2, "unit": "W", "month": 7}) is None


def test_what_has_lasted_has_days_up_to_the_reports(setting: Make) -> None:
    text = "The siege has lasted for two weeks."
    lasting = duration(setting(text, at=text.index("two")), {"number": 2, "unit": "W"})
    text = "The siege will take two weeks."
    plain = duration(setting(text, at=text.index("two")), {"number": 2, "unit": "W"})
    assert lasting is not None and plain is not None
    assert lasting.days == (date(2018, 7, 24), date(2018, 8, 6))
    assert (plain.value, plain.days) == ("P2W", None)


def test_both_ends_and_repetitions(setting: Make) -> None:
    both = durations(setting(), {"digits": "60", "untildigits": "90", "unit": "D"})
    often = every(setting(), {"number": 2, "unit": "W"})
    assert both is not None and often is not None
    assert (both.value, often.value) == ("P60D/P90D", "P2W")
