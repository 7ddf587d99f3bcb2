"""Feasts of three calendars, months of the Islamic year, fiscal years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.coding.time.context import Setting
from onrecord.coding.time.feasts import fiscal, holiday, lunar, movable, named, part_of

Make = Callable[..., Setting]


@pytest.mark.parametrize(
    ("normalisation", "fields", "day"),
    [
        (holiday, {"holiday": "12-25"}, date(2017, 12, 25)),  # the latest begun
        (holiday, {"holiday": "12-25", "year": "2016"}, date(2016, 12, 25)),
        (holiday, {"holiday": "11-4-4", "year": "2016"}, date(2016, 11, 24)),  # the fourth Thursday
        (movable, {"movable": "0", "year": "2018"}, date(2018, 4, 1)),
        (movable, {"movable": "x0", "year": "2018"}, date(2018, 4, 8)),  # of the eastern churches
        (named, {"namedday": "2001-09-11"}, date(2001, 9, 11)),
    ],
)
def test_feasts_of_one_day(
    normalisation: Callable[..., Any], fields: dict[str, Any], day: date, setting: Make
) -> None:
    assert normalisation(setting(), fields).days == (day, day)


def test_a_feast_of_several_days(setting: Make) -> None:
    reading = lunar(setting(), {"lunar": "10-1-3"})
    assert reading is not None
    assert reading.days == (date(2018, 6, 15), date(2018, 6, 17))


def test_of_two_feasts_the_nearer(setting: Make) -> None:
    reading = lunar(setting(today=date(2018, 8, 22)), {"lunar": "10-1-3 12-10-4"})
    assert reading is not None
    assert reading.start == date(2018, 8, 21)


def test_a_feast_without_any_year_keeps_a_gap(setting: Make) -> None:
    reading = holiday(setting(today=None), {"holiday": "05-01"})
    assert reading is not None
    assert (reading.value, reading.days) == ("XXXX-05-01", None)


def test_parts_of_a_month() -> None:
    month = (date(2018, 5, 17), date(2018, 6, 14))
    assert part_of(month, "EVE") == (date(2018, 5, 16), date(2018, 5, 16))
    assert part_of(month, "1-10") == (date(2018, 5, 17), date(2018, 5, 26))
    assert part_of(month, "") == month


def test_a_fiscal_year_ends_in_the_year_named(setting: Make) -> None:
    reading = fiscal(setting(), {"year": "2017"})
    assert reading is not None
    assert (reading.value, reading.days) == ("FY2017", (date(2016, 10, 1), date(2017, 9, 30)))
