"""Precision codes of ACLED and UCDP."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.schema import (
    Place,
    When,
    acled_geo_precision,
    acled_time_precision,
    ucdp_date_prec,
    ucdp_where_prec,
)

DAY = date(2014, 3, 1)


def over(days: int, basis: str = "stated") -> When:
    return When.model_validate(
        {"start": DAY, "end": DAY + timedelta(days=days - 1), "precision": "range", "basis": basis}
    )


@pytest.mark.parametrize(
    ("days", "acled", "ucdp"),
    [
        (1, 1, 1),
        (2, 2, 2),
        (6, 2, 2),
        (7, 2, 3),
        (8, 3, 4),
        (28, 3, 4),
        (31, 3, 4),
        (32, None, 5),
        (366, None, 5),
        (367, None, None),
    ],
)
def test_days(days: int, acled: int | None, ucdp: int | None) -> None:
    assert acled_time_precision(over(days)) == acled
    assert ucdp_date_prec(over(days)) == ucdp


def test_an_assumed_day_is_never_the_best_code() -> None:
    assert (acled_time_precision(over(1, "report")), ucdp_date_prec(over(1, "report"))) == (2, 2)


@pytest.mark.parametrize(
    "when",
    [When(), When(end=DAY, basis="report"), When(start=DAY, precision="range", basis="stated")],
)
def test_an_open_stretch_has_no_code(when: When) -> None:
    assert acled_time_precision(when) is None
    assert ucdp_date_prec(when) is None


@given(st.integers(1, 800), st.integers(1, 800))
def test_longer_is_never_finer(one: int, two: int) -> None:
    for code in (acled_time_precision, ucdp_date_prec):
        short, long = (code(over(n)) or 9 for n in sorted((one, two)))
        assert short <= long


@pytest.mark.parametrize(
    ("precision", "radius", "country", "acled", "ucdp"),
    [
        ("exact", 3.0, "MLI", 1, 1),
        ("near", 15.0, "MLI", 2, 2),
        ("near", None, "MLI", 2, 2),
        ("near", 60.0, "MLI", 2, 5),
        ("admin2", 40.0, "MLI", 2, 3),
        ("admin1", 200.0, "MLI", 3, 4),
        ("country", 700.0, "MLI", None, 6),
        ("near", 300.0, None, 2, 5),
        ("none", None, "MLI", None, None),
    ],
)
def test_places(
    precision: str, radius: float | None, country: str | None, acled: int | None, ucdp: int | None
) -> None:
    place = Place.model_validate(
        {
            "name": "Gao",
            "latitude": 16.3,
            "longitude": 0.0,
            "precision": precision,
            "radius_km": radius,
            "country": country,
        }
    )
    assert acled_geo_precision(place) == acled
    assert ucdp_where_prec(place) == ucdp


def test_waters_belong_to_no_country() -> None:
    assert (
        ucdp_where_prec(
            Place(
                name="off the coast",
                resolved="Red Sea",
                latitude=20,
                longitude=38,
                precision="near",
                radius_km=300,
            )
        )
        == 7
    )
    assert (
        ucdp_where_prec(
            Place(name="Gulf of Aden", resolved="Gulf of Aden", precision="near", radius_km=300)
        )
        == 7
    )
    assert (
        ucdp_where_prec(
            Place(
                name="Mediterranean",
                resolved="Mediterranean Sea",
                country="LBY",
                precision="near",
                radius_km=1500,
            )
        )
        == 7
    )
    assert (
        ucdp_where_prec(
            Place(
                name="Bay",
                resolved="Bay City",
                country="USA",
                precision="exact",
                latitude=43,
                longitude=-83,
            )
        )
        == 1
    )
