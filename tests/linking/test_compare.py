"""Two accounts field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.compare import EXPENSIVE, FIELDS, KINDS, LEVELS, Bags, Table, compare
from onrecord.linking.model import likely, shipped, weigh, why
from onrecord.linking.rarity import pack
from onrecord.linking.traits import Traits

DAY = date(2024, 6, 1).toordinal()
ONE = Traits(
    id="r1e1",
    report="r1",
    copy="r1",
    type="ATTACK",
    family="Violence against civilians",
    start=DAY,
    end=DAY,
    published=DAY + 1,
    latitude=16.3,
    longitude=-0.02,
    radius=5.0,
    precision="exact",
    country="MLI",
    admin1="Gao",
    actors=("Dawn Brigade (Mali)",),
    tolls=(("killed", 12, 12),),
    words=pack(["granary", "motorcycles", "tinzawa"]),
    story=pack(["granary", "motorcycles", "tinzawa", "weir"]),
    names=pack(["odbar_kellim"]),
    figures=pack(["17_year"]),
)


def other(**fields: Any) -> Traits:
    return replace(ONE, **{"id": "r2e1", "report": "r2", "copy": "r2", **fields})


def levels(a: Traits, b: Traits) -> dict[str, str]:
    """The levels that two accounts reach, by field; what one leaves open is left out."""
    found = compare(Table.of([a, b]), np.array([0]), np.array([1]))
    return {name: LEVELS[name][level[0]] for name, level in found.items() if level[0] >= 0}


def test_every_field_has_its_comparison() -> None:
    assert list(FIELDS) == list(LEVELS)
    assert set(EXPENSIVE) < set(FIELDS)


@pytest.mark.parametrize(
    ("field", "changes", "level"),
    [
        ("when", {}, "same day"),
        ("when", {"start": DAY - 2, "end": DAY + 2}, "stretches of days overlap"),
        ("when", {"start": DAY - 30, "end": DAY + 2}, "wide stretches overlap"),
        ("when", {"start": DAY + 1, "end": DAY + 1}, "a day apart"),
        ("when", {"start": DAY + 61, "end": DAY + 70}, "more than 60 days apart"),
        ("when", {"start": None, "end": DAY}, "same day"),
        ("published", {"published": DAY + 20}, "within 60 days"),
        ("where", {}, "same small place"),
        ("where", {"radius": 20.0}, "same place"),
        ("where", {"latitude": 16.38, "radius": 10.0}, "circles touch"),
        ("where", {"latitude": 17.0}, "within 100 km"),
        ("where", {"latitude": 20.0}, "same region, elsewhere"),
        ("where", {"latitude": 20.0, "admin1": "Kidal"}, "same country, elsewhere"),
        ("where", {"latitude": 20.0, "country": "NER"}, "other country"),
        (
            "where",
            {"latitude": None, "longitude": None, "precision": "admin1"},
            "one region contains the other",
        ),
        (
            "where",
            {"latitude": None, "longitude": None, "precision": "country", "admin1": None},
            "one country contains the other",
        ),
        ("type", {"type": "ABDUCTION"}, "same family"),
        ("type", {"type": "AIR_STRIKE", "family": "Explosions/Remote violence"}, "other family"),
        ("status", {"status": "denied"}, "one denies it"),
        ("status", {"status": "planned"}, "other"),
        ("actors", {"actors": ("Dawn Brigade (Mali)", "Military Forces of Mali")}, "one the same"),
        ("actors", {"actors": ("Military Forces of Mali",)}, "none the same"),
        ("killed", {}, "same, 10 or more"),
        ("killed", {"tolls": (("killed", 15, 15),)}, "near"),
        ("killed", {"tolls": (("killed", 10, None),)}, "near"),
        ("killed", {"tolls": (("killed", 100, 100),)}, "far apart"),
        ("words", {"words": b"" + pack(["harbour"])}, "none shared"),
        ("words", {}, "most shared"),
        ("names", {"names": pack(["ada_lindqvist"])}, "none shared"),
        ("names", {}, "one shared"),
        ("report", {"report": "r1"}, "two events of one report"),
        ("report", {"copy": "r1"}, "two copies of one report"),
    ],
)
def test_levels(field: str, changes: dict[str, Any], level: str) -> None:
    assert levels(ONE, other(**changes))[field] == level


def test_what_is_not_said_is_not_compared() -> None:
    empty = Traits(id="r2e1", report="r2", copy="r2")
    assert set(levels(ONE, empty)) == {"status", "report"}
    assert {e.field for e in why(ONE, empty).evidence} <= {"status", "report"}


def test_each_kind_of_harm_by_itself() -> None:
    assert "killed" not in levels(ONE, other(tolls=(("injured", 12, 12),)))
    assert (
        levels(other(tolls=(("missing", 4, 4),)), replace(ONE, tolls=(("missing", 4, 4),)))[
            "others"
        ]
        == "same, 3 or more"
    )


def test_bags_weigh_what_is_shared() -> None:
    bags = Bags.of([[1, 5, 9], [5, 9, 12], [], [2]], lambda numbers: 10 * numbers)
    assert bags.mass.tolist() == [150, 260, 0, 20]
    assert bags.shared(np.array([0, 0, 1, 0]), np.array([1, 2, 0, 3])).tolist() == [140, 0, 140, 0]


DAYS = st.none() | st.integers(DAY - 40, DAY + 40)
TELLING = st.sets(st.sampled_from(["granary", "weir", "kellim", "ferry", "dyke", "harbour"])).map(
    lambda words: pack(sorted(words))
)
TRAITS = st.builds(
    Traits,
    id=st.uuids().map(str),
    report=st.sampled_from(["r1", "r2", "r3"]),
    copy=st.sampled_from(["r1", "r2"]),
    type=st.sampled_from([None, "ATTACK", "AIR_STRIKE"]),
    family=st.sampled_from([None, "Battles", "Strategic developments"]),
    status=st.sampled_from(["occurred", "denied", "planned"]),
    start=DAYS,
    end=st.none(),
    published=DAYS,
    latitude=st.floats(-80, 80),
    longitude=st.floats(-170, 170),
    radius=st.none() | st.floats(0, 50),
    precision=st.sampled_from(["exact", "near", "admin1", "country", "none"]),
    country=st.sampled_from([None, "MLI", "NER"]),
    admin1=st.sampled_from([None, "Gao", "Kidal"]),
    actors=st.sets(st.sampled_from(["A", "B", "C"])).map(lambda names: tuple(sorted(names))),
    tolls=st.dictionaries(st.sampled_from(KINDS), st.integers(0, 60)).map(
        lambda d: tuple((k, n, n + n % 3) for k, n in sorted(d.items()))
    ),
    words=TELLING,
    story=TELLING,
    names=TELLING,
    figures=TELLING,
)


@given(TRAITS, TRAITS)
def test_it_does_not_matter_which_is_named_first(a: Traits, b: Traits) -> None:
    assert levels(a, b) == levels(b, a)
    assert why(a, b).weight == pytest.approx(why(b, a).weight, abs=0.002)


@given(TRAITS, TRAITS, TRAITS)
def test_who_else_is_there_does_not_matter(a: Traits, b: Traits, c: Traits) -> None:
    alone = compare(Table.of([a, b]), np.array([0]), np.array([1]))
    among = compare(Table.of([c, b, c, a]), np.array([3]), np.array([1]))
    assert {name: level.tolist() for name, level in alone.items()} == {
        name: level.tolist() for name, level in among.items()
    }


@given(st.lists(TRAITS, min_size=2, max_size=6))
def test_likely_pairs_are_those_above_the_threshold(traits: list[Traits]) -> None:
    table, model = Table.of(traits), shipped()
    left, right = np.triu_indices(len(traits), 1)
    weights = weigh(table, left, right, model)
    a, b, found = likely(table, left, right, model)
    above = weights > model.bar
    assert (a.tolist(), b.tolist(), found.tolist()) == (
        left[above].tolist(),
        right[above].tolist(),
        weights[above].tolist(),
    )
