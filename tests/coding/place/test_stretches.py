"""Fuzzy and relative places: radii by words, stretches between two towns, names that the text
defines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.coding.place.stretches import middle
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import CodedReport, Place

LOCATING = Codebook.load().places.locating
Coding = Callable[..., CodedReport]


def where(text: str, code: Coding) -> Place:
    return code(text).events[-1].where


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Jets bombed central Hama in Syria on Monday.", 10, 15),
        ("Jets bombed the outskirts of Hama in Syria on Monday.", 15, 25),
        ("Jets bombed the countryside of Hama in Syria on Monday.", 45, 60),
        ("Rebels shelled a post north of Hama in Syria on Monday.", 30, 30),
        ("Rebels shelled a post 6 km north of Hama in Syria on Monday.", 3, 3),
    ],
)
def test_a_word_says_how_far_around(text: str, least: float, most: float, code: Coding) -> None:
    place = where(text, code)
    assert place.precision == "near"
    assert place.radius_km is not None
    assert least <= place.radius_km <= most


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Gunmen attacked a convoy on the road from Mosul to Kirkuk in Iraq on Monday.",
            "road from Mosul to Kirkuk",
        ),
        (
            "A bomb exploded on the Homs-Tartus highway in Syria, killing two soldiers.",
            "Homs-Tartus highway",
        ),
        (
            "A bomb exploded on the Homs-Palmyra highway in Syria, killing two soldiers.",
            "Homs-Palmyra highway",
        ),
        (
            "Fighters clashed with police between Gao and Ansongo in Mali.",
            "between Gao and Ansongo",
        ),
    ],
)
def test_a_stretch_lies_at_its_middle(text: str, name: str, code: Coding) -> None:
    place = where(text, code)
    assert (place.name, place.precision, place.resolved) == (name, "near", None)
    assert place.latitude is not None
    assert place.radius_km is not None
    assert 20 < place.radius_km < 100


def test_so_far_on_the_road(code: Coding) -> None:
    place = where(
        "The convoy was ambushed 30 km from Gao on the road to Ansongo in Mali; seven soldiers were killed.",
        code,
    )
    assert place.name == "30 km from Gao on the road to Ansongo"
    assert place.latitude is not None and place.longitude is not None
    assert 25 < kilometres(16.2717, -0.0447, place.latitude, place.longitude) < 35
    assert kilometres(15.6597, 0.5022, place.latitude, place.longitude) < 65


def test_a_definition_holds_from_then_on(code: Coding) -> None:
    text = "Troops searched the desert of western Samarra in Iraq, known as the Zarda Strip, on Monday. "
    place = where(text + "Two days later jets bombed Zarda Strip.", code)
    assert (place.name, place.resolved) == ("Zarda Strip", "Samarra")


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0.1, 1), st.floats(0.1, 1))
def test_both_ends_lie_within_the_radius(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    a = Place(country="SYR", latitude=latitude, longitude=longitude)
    b = Place(country="SYR", latitude=latitude + north, longitude=longitude + east)
    found = middle(a, b, LOCATING)
    assert found is not None
    assert found.latitude is not None
    assert found.longitude is not None
    assert found.radius_km is not None
    for end in (a, b):
        assert end.latitude is not None
        assert end.longitude is not None
        assert (
            kilometres(found.latitude, found.longitude, end.latitude, end.longitude)
            <= found.radius_km * 1.02 + 0.1
        )


def test_no_middle_between_countries_or_far_apart() -> None:
    a = Place(country="SYR", latitude=35, longitude=36)
    assert middle(a, Place(country="LBN", latitude=34, longitude=36), LOCATING) is None
    assert middle(a, Place(country="SYR", latitude=45, longitude=36), LOCATING) is None
    assert middle(a, Place(country="SYR"), LOCATING) is None
