"""Dates of the calendar: years that are not written, ranges, digits that can be read two ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.coding.time.calendar_dates import (
    bc,
    calendar,
    century,
    days,
    decade,
    month_of,
    nth,
    numeric,
    numeric_day,
    quarter,
    week_of,
    year,
    years,
)
from onrecord.coding.time.context import Setting

Make = Callable[..., Setting]


@pytest.mark.parametrize(
    ("fields", "value", "first", "last"),
    [
        ({"day": "3", "month": 5, "year": "2017"}, "2017-05-03", (2017, 5, 3), (2017, 5, 3)),
        ({"day": "3", "month": 9}, "2018-09-03", (2018, 9, 3), (2018, 9, 3)),  # 28 days ahead
        ({"day": "3", "month": 12}, "2017-12-03", (2017, 12, 3), (2017, 12, 3)),
        ({"month": 7, "part": "MID"}, "2018-07", (2018, 7, 11), (2018, 7, 20)),
        ({"season": "SU", "year": "2014"}, "2014-SU", (2014, 6, 1), (2014, 8, 31)),
        ({"season": "WI"}, "2017-WI", (2017, 12, 1), (2018, 2, 28)),
        ({"year": "2015"}, "2015", (2015, 1, 1), (2015, 12, 31)),
        ({"month": 8}, "2018-08", (2018, 8, 1), (2018, 8, 6)),  # the report's day cuts it
        ({"day": "20"}, "2018-07-20", (2018, 7, 20), (2018, 7, 20)),
    ],
)
def test_what_is_written_and_what_the_report_adds(
    fields: dict[str, Any], value: str, first: tuple[int, int, int], last: Any, setting: Make
) -> None:
    reading = calendar(setting(), fields)
    assert reading is not None
    assert (reading.value, reading.days) == (value, (date(*first), date(*last)))


def test_a_day_without_any_year_keeps_a_gap(setting: Make) -> None:
    reading = calendar(setting(today=None, narrative=True), {"day": "10", "month": 12})
    assert reading is not None
    assert (reading.value, reading.days) == ("XXXX-12-10", None)


def test_a_day_that_no_calendar_has(setting: Make) -> None:
    assert calendar(setting(), {"day": "31", "month": 6, "year": "2018"}) is None
    assert calendar(setting(today=None), {"day": "30", "month": 2}) is None


def test_a_weekday_that_does_not_fit_is_doubted(setting: Make) -> None:
    reading = calendar(setting(), {"day": "7", "month": 8, "year": "2018", "weekday": 1})
    assert reading is not None
    assert (reading.start, reading.doubt) == (date(2018, 8, 7), "W102")
    assert reading.other == ((date(2018, 8, 6), date(2018, 8, 6)),)


def test_digits_that_can_be_read_two_ways_keep_both(setting: Make) -> None:
    fields = {"one": "03", "two": "04", "sep": "-", "year": "2016"}
    reading = numeric(setting(), fields)
    assert reading is not None
    assert (reading.doubt, len(reading.other)) == ("W103", 1)
    sure = numeric(setting(order="dmy"), fields)
    assert sure is not None
    assert (sure.start, sure.doubt) == (date(2016, 4, 3), "")


@pytest.mark.parametrize(
    ("one", "two", "order", "near", "day"),
    [
        (13, 4, "mdy", None, date(2016, 4, 13)),  # the only day of the calendar
        (3, 4, "dmy", None, date(2016, 4, 3)),
        (3, 4, "mdy", None, date(2016, 3, 4)),
        (3, 4, "dmy", date(2016, 3, 5), date(2016, 3, 4)),  # close to the report's day
        (13, 14, "dmy", None, None),
    ],
)
def test_day_and_month_in_digits(
    one: int, two: int, order: str, near: date | None, day: date | None
) -> None:
    assert numeric_day(one, two, 2016, order, near) == day


def test_a_year_at_one_end_holds_for_both(setting: Make) -> None:
    reading = days(
        setting(), {"day": "28", "month": 12, "until": "3", "until_month": 1, "year": 2016}
    )
    assert reading is not None
    assert reading.days == (date(2016, 12, 28), date(2017, 1, 3))
    assert days(setting(), {"day": "9", "month": 5, "until": "3", "year": 2016}) is None


@pytest.mark.parametrize(
    ("text", "written", "is_year"),
    [
        ("in 2016.", "2016", True),
        ("some 2000 people", "2000", False),
        ("the 1600 men", "1600", False),
        ("in 2045,", "2045", False),
    ],
)
def test_four_digits_that_are_a_year(text: str, written: str, is_year: bool, setting: Make) -> None:
    made = setting(text, at=text.index(written))
    assert (year(made, {"year": written}) is not None) is is_year


@pytest.mark.parametrize(
    ("normalisation", "fields", "value"),
    [
        (quarter, {"quarter": "Q3", "year": "2017"}, "2017-Q3"),
        (nth, {"rank": 1, "weekday": 5, "month": 5, "year": "2017"}, "2017-05-05"),
        (nth, {"rank": -1, "month": 3, "year": "2017"}, "2017-03-31"),
        (week_of, {"rank": 1, "month": 5, "year": "2017"}, "2017-W18"),
        (month_of, {"month": 9, "direction": -1}, "2017-09"),
        (years, {"year": "2012", "until": "14"}, "2012/2014"),
        (decade, {"decade": "1980"}, "198"),
        (century, {"ordinal": "19"}, "18"),
        (bc, {"bc": "480"}, "BC0480"),
    ],
)
def test_other_units(
    normalisation: Callable[..., Any], fields: dict[str, Any], value: str, setting: Make
) -> None:
    assert normalisation(setting(), fields).value == value
