"""What an expression is read against: the years of bare months, the report's day as an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.coding.time.context import Setting, full, named_month, nth_weekday, on, short_year

Make = Callable[..., Setting]


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        ("Shells fell in ", 7, 0, 2018),
        ("Shells fell in ", 12, 0, 2017),
        ("They will meet in ", 12, 0, 2018),
        ("Shells fell on ", 8, 20, 2018),  # two weeks ahead: the coming one
        ("Shells fell on ", 10, 20, 2017),
        ("Shells fell on ", 2, 29, 2016),  # the latest that has the day
    ],
)
def test_the_year_of_a_bare_month(
    text: str, month: int, day: int, year: int, setting: Make
) -> None:
    assert setting(text).year_for(month, day) == year


def test_in_a_narrative_the_year_in_which_the_telling_goes_on(setting: Make) -> None:
    day = date(1941, 12, 7)
    made = setting(narrative=True, last=on((day, day), "D"))
    assert made.year_for(11) == 1941
    assert made.year_for(1) == 1942
    assert made.reference() == (day, day)


def test_a_weekday_chooses_the_year_unless_it_errs(setting: Make) -> None:
    assert setting().year_named(10, 20, 4) == 2016  # 20 October 2016 was a Thursday
    assert setting().year_named(8, 3, 1) == 2018  # so close that the weekday is a mistake


def test_the_report_cuts_a_stretch_unless_it_lies_ahead(setting: Make) -> None:
    august = on((date(2018, 8, 1), date(2018, 8, 31)), "M")
    assert setting("Shells fell in ").capped(august).end == date(2018, 8, 6)
    assert setting("They will meet in ").capped(august).end == date(2018, 8, 31)
    assert setting("The truce holds until ").capped(august).end == date(2018, 8, 31)


def test_what_hangs_on_an_event_has_no_anchor(setting: Make) -> None:
    day = on((date(2018, 7, 3), date(2018, 7, 3)), "D")
    assert setting("x" * 50, last=day, last_end=10).anchor() == day
    assert setting("x" * 50, last=day, last_end=10, hung=30).anchor() is None
    assert setting("x" * 900, last=day, last_end=10).anchor() is None  # too far


def test_numbers_and_vague_words(setting: Make) -> None:
    assert setting().number({"number": 2, "half": True}) == (2.5, 2.5, "2.5")
    assert setting().number({"number": "X"})[2] == "X"
    assert setting().number({}) == (1, 1, "1")


def test_full_dates_and_short_years(setting: Make) -> None:
    assert full({"day": "3", "month": 5, "year": "2017"}) == date(2017, 5, 3)
    assert full({"day": "3", "month": 5}) is None
    assert named_month({"year": "2017", "month": 5}) == 2017 * 12 + 5
    assert (short_year(setting(), "18"), short_year(setting(), "89")) == (2018, 1989)
    assert nth_weekday(2016, 11, 4, 4) == date(2016, 11, 24)
