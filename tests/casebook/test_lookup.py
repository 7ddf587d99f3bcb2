"""Names that a person sets: looked up in the gazetteer and among the known actors, from the
viewpoint of the incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onrecord.casebook import Casebook
from onrecord.casebook.lookup import place
from onrecord.codebook import Codebook
from onrecord.coding.actors.matching import matcher
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Place

ANA = {"by": "Ana", "reason": "asked the mayor"}
TOWN = Entry("onrecord:t1", "Tinzawa", "city", "MLI", "Gao", None, 16.3, -0.02, 4_000, 3.0)
PLACES: list[tuple[Entry, tuple[str, ...]]] = [
    (TOWN, ()),
    (replace(TOWN, id="onrecord:t2", country="NER", admin1="Tahoua", population=90_000), ()),
    (replace(TOWN, id="onrecord:t3", admin1="Kayes", population=60_000), ()),
    (replace(TOWN, id="onrecord:d1", kind="admin2", radius_km=60.0), ()),
    (
        replace(
            TOWN, id="onrecord:p1", name="Kayes", kind="admin1", admin1="Kayes", radius_km=200.0
        ),
        (),
    ),
]
GAZETTEER = Gazetteer((), PLACES)
MATCHER = matcher(Codebook.load().actors)
HOME = Place(name="Orbel", country="MLI", admin1="Gao", precision="admin1")


def look(name: str, home: Place = HOME, **more: Any) -> Place:
    return place(Place(name=name, **more), home, GAZETTEER, MATCHER)


def test_of_namesakes_the_one_in_the_country_and_province_of_the_incident() -> None:
    found = look("Tinzawa")
    assert (found.gazetteer_id, found.country, found.admin1, found.precision) == (
        "onrecord:t1",
        "MLI",
        "Gao",
        "exact",
    )
    assert (found.latitude, found.longitude) == (16.3, -0.02)
    # not the district that it lies in
    assert [one.gazetteer_id for one in found.candidates] == ["onrecord:t3", "onrecord:t2"]
    assert look("Tinzawa", Place()).gazetteer_id == "onrecord:t2"


def test_what_holds_a_place_chooses() -> None:
    assert look("Tinzawa, Kayes, Mali").gazetteer_id == "onrecord:t3"
    assert look("Tinzawa, Kayes").gazetteer_id == "onrecord:t3"
    assert look("Tinzawa, Niger").country == "NER"
    assert look("Tinzawa", country="Niger").country == "NER"
    assert look("Tinzawa, Kayes").name == "Tinzawa"


def test_a_name_that_is_not_held_stays_in_its_country() -> None:
    found = look("Ubrezi")
    assert (found.name, found.resolved, found.country, found.precision) == (
        "Ubrezi",
        None,
        "MLI",
        "country",
    )
    found = look("Ubrezi, Kayes, Mali")
    assert (found.country, found.admin1, found.precision) == ("MLI", "Kayes", "admin1")


def test_a_wide_division_has_no_point() -> None:
    found = look("Kayes")
    assert (found.resolved, found.precision, found.latitude) == ("Kayes", "admin1", None)


def test_what_says_where_it_is_is_not_looked_up() -> None:
    given = Place(name="Tinzawa", country="MLI", latitude=1.0, longitude=2.0)
    assert place(given, HOME, GAZETTEER, MATCHER) == given
    bare = Place(name="Tinzawa", precision="none")
    assert place(bare, HOME, GAZETTEER, MATCHER) == bare


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ({"name": "Ubrezi", "country": "MLI", "latitude": 13.7, "longitude": -3.6}, "exact"),
        (
            {
                "name": "Ubrezi",
                "country": "MLI",
                "latitude": 13.7,
                "longitude": -3.6,
                "radius_km": 25,
            },
            "near",
        ),
        ({"country": "MLI", "admin1": "Gao"}, "admin1"),
        ({"country": "MLI"}, "country"),
    ],
)
def test_precision_follows_from_what_is_given(
    filled: Casebook, value: dict[str, Any], precision: str
) -> None:
    filled.decide("set", "i1", field="where", value=value, **ANA)
    assert filled.incident("i1").where.precision == precision


def test_a_place_and_an_actor_set_by_name(filled: Casebook) -> None:
    made = filled.decide("set", "i1", field="where", value="Tinzawa", gazetteer=GAZETTEER, **ANA)
    one = filled.incident("i1")
    assert (one.where.gazetteer_id, one.where.country, one.basis["where"].decision) == (
        "onrecord:t1",
        "MLI",
        made.id,
    )
    assert made.value["candidates"]
    assert not one.where.candidates
    filled.decide("set", "i1", field="side_a", value="the army", **ANA)
    (army,) = filled.incident("i1").side_a
    assert (army.name, army.actor, army.kind) == (
        "the army",
        "Military Forces of Mali",
        "state_forces",
    )
    assert one.when.start == date(2024, 6, 1)
