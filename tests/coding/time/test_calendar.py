"""Stretches of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.time.calendar import (
    ancient,
    day_of,
    easter,
    hijri,
    hijri_year,
    period,
    portion,
    season,
    step,
    value,
    year_of,
)

MONDAY = date(2018, 8, 6)
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2900, 12, 31))
UNITS = st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"])


def test_steps_keep_to_the_month() -> None:
    assert step(date(2016, 1, 31), 1, "M") == date(2016, 2, 29)
    assert step(date(2016, 2, 29), -1, "Y") == date(2015, 2, 28)
    assert step(date(2016, 1, 1), -2, "W") == date(2015, 12, 18)


def test_thirds_and_halves() -> None:
    july = period(date(2018, 7, 4), "M")
    assert portion(july, "START") == (date(2018, 7, 1), date(2018, 7, 10))
    assert portion(july, "MID") == (date(2018, 7, 11), date(2018, 7, 20))
    assert portion(july, "END") == (date(2018, 7, 21), date(2018, 7, 31))
    assert portion(period(date(2014, 5, 5), "Y"), "END") == (date(2014, 9, 1), date(2014, 12, 31))
    assert portion(period(date(2014, 5, 5), "Y"), "H2") == (date(2014, 7, 1), date(2014, 12, 31))
    assert portion(july, "EARLIER") == july


def test_seasons_and_values() -> None:
    assert season(2017, "WI") == (date(2017, 12, 1), date(2018, 2, 28))
    assert [value(date(2018, 7, 31), unit) for unit in ("D", "W", "M", "Q", "Y", "DE", "CE")] == [
        "2018-07-31",
        "2018-W31",
        "2018-07",
        "2018-Q3",
        "2018",
        "201",
        "20",
    ]
    assert day_of(2017, 2, 29) is None


def test_no_day_outside_the_calendar() -> None:
    with pytest.raises(OverflowError):
        step(date(5, 1, 1), -1, "DE")


@given(DAYS, UNITS)
def test_a_period_holds_its_day_and_meets_the_next(day: date, unit: str) -> None:
    start, end = period(day, unit)
    assert start <= day <= end
    assert period(end + timedelta(days=1), unit)[0] == end + timedelta(days=1)


@given(DAYS, st.sampled_from(["M", "Y"]))
def test_thirds_fill_the_whole(day: date, unit: str) -> None:
    whole = period(day, unit)
    parts = [portion(whole, part) for part in ("START", "MID", "END")]
    assert (parts[0][0], parts[2][1]) == whole
    assert all(one[1] + timedelta(days=1) == two[0] for one, two in pairwise(parts))


def test_years_before_christ_keep_their_order() -> None:
    salamis, plataea = date(9520, 9, 1), date(9521, 8, 1)
    assert salamis < plataea
    assert ancient(salamis)
    assert not ancient(MONDAY)
    assert [value(salamis, unit) for unit in ("D", "M", "Y", "DE", "CE")] == [
        "BC0480-09-01",
        "BC0480-09",
        "BC0480",
        "BC048",
        "BC04",
    ]
    assert (year_of(9999), year_of(33)) == ("BC0001", "0033")


def test_easter() -> None:
    assert [easter(year) for year in (1991, 2014, 2016, 2018)] == [
        date(1991, 3, 31),
        date(2014, 4, 20),
        date(2016, 3, 27),
        date(2018, 4, 1),
    ]
    assert [easter(year, eastern=True) for year in (2014, 2016, 2018)] == [
        date(2014, 4, 20),
        date(2016, 5, 1),
        date(2018, 4, 8),
    ]


@given(st.integers(min_value=1900, max_value=2099), st.booleans())
def test_easter_is_a_sunday_of_spring(year: int, eastern: bool) -> None:
    day = easter(year, eastern=eastern)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 5, 8)


def test_the_islamic_calendar() -> None:
    assert hijri(1435, 9) == (date(2014, 6, 28), date(2014, 7, 27))
    assert hijri(1435, 10, 1) == (date(2014, 7, 28), date(2014, 7, 28))
    assert hijri(1435, 9, 31) is None
    assert hijri(1000, 9) is None


@given(st.integers(min_value=1344, max_value=1499))
def test_the_islamic_year_of_a_day_is_near(year: int) -> None:
    ramadan = hijri(year, 9)
    assert ramadan is not None
    assert abs(hijri_year(ramadan[0]) - year) <= 1
