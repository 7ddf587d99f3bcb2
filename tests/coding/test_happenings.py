"""What tells one happening: pure comparisons."""

from __future__ import annotations

import pytest

from onrecord.codebook.triggers import Frame
from onrecord.coding.happenings import (
    Happening,
    family,
    general,
    places_meet,
    same_place,
    shared_names,
    types_meet,
)
from onrecord.coding.kinds import Typing
from onrecord.coding.records import Count, Mention, Toll, Toponym
from onrecord.schema import Actor, Place, Span


def happening(
    type_: str = "ATTACK",
    *,
    strength: int = 1,
    trigger: int = 0,
    killed: int | None = None,
    place: Toponym | None = None,
    definite: bool = False,
) -> Happening:
    frame = Frame(name=type_.lower(), type=type_, strength=strength)
    made = Happening(mentions=[Mention(trigger, (trigger,), frame, nominal=False)], sentence=trigger)
    made.typing = Typing(type_, "by hand")
    made.definite = definite
    if killed is not None:
        span = Span.of("people", 0, 6)
        made.tolls.append((Toll("killed", Count(span, killed, killed, killed, "people"), trigger, "people", span), -1))
    if place:
        made.places, made.own_place = [place], True
    return made


def toponym(name: str, latitude: float, longitude: float, *, radius: float = 5, country: str = "MLI") -> Toponym:
    span = Span.of(name, 0, len(name))
    found = Place(
        name=name,
        resolved=name,
        gazetteer_id=f"test:{name}",
        country=country,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        precision="exact",
    )
    return Toponym(span=span, head=span, place=found)


GAO, MOPTI = toponym("Gao", 16.27, -0.05), toponym("Mopti", 14.48, -4.18)
REGION = toponym("Gao Region", 16.4, 0.2, radius=200)


def test_places() -> None:
    assert places_meet(GAO, GAO) == 1
    assert places_meet(GAO, MOPTI) == -1
    assert 0 < places_meet(GAO, REGION) < 1
    assert places_meet(GAO, toponym("Gaya", 11.88, 3.45, country="NER")) == -1
    assert same_place(happening(place=GAO), happening()) == 0, "one is silent"


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
def test_types_of_one_happening(one: str, two: str, may: bool) -> None:
    strength = 3 if {one, two} == {"AIR_STRIKE", "SHELLING"} else 1
    assert types_meet(happening(one, strength=strength), happening(two, strength=strength, trigger=1)) is may


def test_families() -> None:
    assert family("GOV_REGAINS_TERRITORY") == family("NON_STATE_OVERTAKES_TERRITORY") == "territory"
    assert family("ARREST") == family("ABDUCTION") == "taken"
    assert family("ATTACK") == family("AIR_STRIKE") == "violence"
    assert family("AGREEMENT") == "AGREEMENT"


def test_general_words() -> None:
    assert general(happening(strength=1))
    assert not general(happening("AIR_STRIKE", strength=3))


def test_names_that_sides_share() -> None:
    brigade, short = Actor(name="the Dawn Brigade", actor="Dawn Brigade (Mali)"), Actor(name="DB", actor="Dawn Brigade (Mali)")
    assert shared_names([brigade], [short])
    assert shared_names([Actor(name="two guards")], [Actor(name="guards")])
    assert not shared_names([brigade], [Actor(name="guards")])
