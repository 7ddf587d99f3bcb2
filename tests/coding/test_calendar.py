"""Stretches of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.calendar import day_of, period, portion, season, step, value

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
        "2018-07-31", "2018-W31", "2018-07", "2018-Q3", "2018", "201", "20",
    ]  # fmt: skip
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
