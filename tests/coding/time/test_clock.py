"""Hours and parts of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.coding.time.clock import clock, tod
from onrecord.coding.time.context import Setting


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"hour": "5.30", "ampm": 12}, "T17:30"),
        ({"hour": "12", "ampm": 0}, "T00:00"),
        ({"hour": "12", "ampm": 12}, "T12:00"),
        ({"clock": "15:45"}, "T15:45"),
        ({"military": "0300"}, "T03:00"),
        ({"military": "1500", "zone": "gmt"}, "T15:00Z"),
        ({"military": "1500", "letter": "+03:00"}, "T15:00+03:00"),
    ],
)
def test_hours(fields: dict[str, Any], value: str, setting: Callable[..., Setting]) -> None:
    reading = clock(setting(), fields)
    assert reading is not None
    assert (reading.value, reading.days) == (value, None)


def test_an_hour_with_its_day(setting: Callable[..., Setting]) -> None:
    fields = {"military": "1500", "letter": "Z", "day": "2", "month": 8, "yy": "18"}
    reading = clock(setting(), fields)
    assert reading is not None
    assert (reading.value, reading.type) == ("2018-08-02T15:00Z", "TIME")
    assert reading.days == (date(2018, 8, 2), date(2018, 8, 2))


def test_a_part_of_the_day_has_no_days_of_its_own(setting: Callable[..., Setting]) -> None:
    reading = tod(setting(), {"tod": "MO"})
    assert reading is not None
    assert (reading.value, reading.days) == ("TMO", None)
