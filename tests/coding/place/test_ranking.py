"""Candidates ranked: what counts for each, probabilities, and what they say about themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.coding.place.document_countries import outlet_country
from onrecord.coding.place.page import Name
from onrecord.coding.place.ranking import Option, likely, traits, weigh
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Report

BOOK = Codebook.load().places
GAZETTEER = Gazetteer.embedded()


def entry(kind: str, people: int = 0, score: float = 1.0, ident: str = "geonames:1") -> Entry:
    """A place in Syria."""
    return Entry(ident, "Wardan", kind, "SYR", "Hama", None, 35.0, 37.0, people, 5.0, score)


def name(*found: Entry, noun: str = "", group: object = None) -> Name:
    """A name with these candidates and a noun next to it."""
    return Name("Wardan", 0, 1, (0, 1), (0, 6), 0, 6, 0, list(found), noun=noun, group=group)  # type: ignore[arg-type]


def test_every_trait_has_a_weight() -> None:
    kinds = (
        "country",
        "continent",
        "admin1",
        "admin2",
        "city",
        "river",
        "airbase",
        "neighbourhood",
    )
    groups = {
        "province": "admin1",
        "county": "admin2",
        "town": "city",
        "district": "part",
        "airbase": "facility",
        "river": "area",
    }
    for kind in kinds:
        for noun, group in (*groups.items(), ("", None)):
            one = entry(kind, score=0.7)
            assert {
                trait
                for trait, _ in traits(
                    one, name(one, entry("city"), noun=noun, group=group), BOOK.ranking
                )
            } <= BOOK.ranking.weights.keys()


def test_the_noun_beside_the_name_chooses_the_kind() -> None:
    town, river, province = (
        entry("city", 50_000),
        entry("river", ident="geonames:2"),
        entry("admin1", 500_000, ident="geonames:3"),
    )
    found = (town, river, province)

    def best(noun: str, group: object) -> str:
        return max(
            found, key=lambda e: weigh(e, name(*found, noun=noun, group=group), BOOK.ranking)
        ).kind

    assert best("", None) == "city"
    assert best("river", "area") == "river"
    assert best("province", "admin1") == "admin1"
    assert best("town", "city") == "city"


def test_a_place_that_is_no_settlement_yields_to_a_village_of_its_name() -> None:
    village, farm = entry("city", 0), entry("farm", 0, ident="geonames:2")
    assert weigh(village, name(village, farm), BOOK.ranking) > weigh(
        farm, name(village, farm), BOOK.ranking
    )


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_probabilities_leave_room_for_a_place_that_is_lacking(scores: list[float]) -> None:
    found = likely([Option(entry("city"), score) for score in scores], BOOK.ranking)
    assert 0 < sum(found) <= 1 + 1e-9
    assert [
        p for p, _ in sorted(zip(found, scores, strict=True), key=lambda pair: pair[1])
    ] == sorted(found)


def test_reasons_tell_points_the_greatest_first() -> None:
    told = Option(
        entry("city"), 5.0, traits=(("people", 4.0), ("its country", 1.0), ("so named before", 0.0))
    ).reasons(BOOK.ranking)
    assert told == "its country +4.5, people +4.0"


@pytest.mark.parametrize(
    ("outlet", "url", "land"),
    [
        ("The Iraqi Post", None, "IRQ"),
        ("Damascus Herald", None, "SYR"),
        (None, "https://news.example.com.pk/a/1", "PAK"),
        ("daily.example.co.uk", None, "GBR"),
        ("Wire", "https://wire.example.com/a", None),
        (None, None, None),
    ],
)
def test_the_outlets_country(outlet: str | None, url: str | None, land: str | None) -> None:
    assert outlet_country(Report(text="x", outlet=outlet, url=url), GAZETTEER, BOOK) == land


def test_a_division_yields_to_the_town_that_holds_all_its_people() -> None:
    """A quarter of London was read as a district abroad whose 1,846 people all live in the town of
    its name."""
    town = entry("city", 1_846)
    for people, yields in ((1_846, True), (900_000, False), (0, False)):
        division = entry("admin1", people, ident="geonames:2")
        assert (
            "a town of the name in it" in dict(traits(division, name(division, town), BOOK.ranking))
        ) is yields
