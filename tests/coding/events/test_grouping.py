"""What describes the same event: pure comparisons."""

from __future__ import annotations

import pytest
from tests.candidates import GAO, MOPTI, candidate, toponym

from onrecord.coding.events.agreement import (
    general,
    places_meet,
    same_place,
    shared_names,
    types_meet,
)
from onrecord.schema import Actor

REGION = toponym("Gao Region", 16.4, 0.2, radius=200)


def test_places() -> None:
    assert places_meet(GAO, GAO) == 1
    assert places_meet(GAO, MOPTI) == -1
    assert 0 < places_meet(GAO, REGION) < 1
    assert places_meet(GAO, toponym("Gaya", 11.88, 3.45, country="NER")) == -1
    assert same_place(candidate(place=GAO), candidate()) == 0, "one is silent"


@pytest.mark.parametrize(
    ("one", "two", "may"),
    [
        ("ATTACK", "ATTACK", True),
        ("ATTACK", "ARMED_CLASH", True),
        ("ATTACK", "ARREST", False),
        ("AIR_STRIKE", "SHELLING", False),
        ("ATTACK", "PEACEFUL_PROTEST", False),
        ("REMOTE_EXPLOSIVE", "SUICIDE_BOMB", True),
        ("PEACEFUL_PROTEST", "PROTEST_WITH_INTERVENTION", True),
    ],
)
def test_types_of_one_candidate(one: str, two: str, may: bool) -> None:
    strength = 3 if {one, two} == {"AIR_STRIKE", "SHELLING"} else 1
    assert (
        types_meet(candidate(one, strength=strength), candidate(two, strength=strength, trigger=1))
        is may
    )


def test_families() -> None:
    def family(type_: str) -> str:
        return candidate(type_).typing.family

    assert family("GOV_REGAINS_TERRITORY") == family("NON_STATE_OVERTAKES_TERRITORY") == "territory"
    assert family("ARREST") == family("ABDUCTION") == "taken"
    assert family("ATTACK") == family("AIR_STRIKE") == "violence"
    assert family("AGREEMENT") == "AGREEMENT"


def test_general_words() -> None:
    assert general(candidate(strength=1))
    assert not general(candidate("AIR_STRIKE", strength=3))


def test_names_that_sides_share() -> None:
    brigade, short = (
        Actor(name="the Dawn Brigade", actor="Dawn Brigade (Mali)"),
        Actor(name="DB", actor="Dawn Brigade (Mali)"),
    )
    assert shared_names([brigade], [short])
    assert shared_names([Actor(name="two guards")], [Actor(name="guards")])
    assert not shared_names([brigade], [Actor(name="guards")])
