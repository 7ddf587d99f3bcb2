"""Event candidates and places made by hand, for the tests of code that compares them."""

from __future__ import annotations

from onrecord.codebook.loader import section
from onrecord.codebook.triggers import Frame
from onrecord.codebook.types import Types
from onrecord.coding.records import Count, EventCandidate, Mention, Toll, Toponym, Typing
from onrecord.schema import Place, Span

TYPES = section("types", Types)

TYPES = section("types", Types)


def candidate(
    type_: str = "ATTACK",
    *,
    strength: int = 1,
    trigger: int = 0,
    killed: int | None = None,
    place: Toponym | None = None,
    definite: bool = False,
) -> EventCandidate:
    frame = Frame(name=type_.lower(), type=type_, strength=strength)
    span = Span.of("people", 0, 6)
    count = Count(span, killed, killed, killed, "people")
    toll = Toll("killed", count, trigger, "people", span)
    return EventCandidate(
        mentions=(Mention(trigger, (trigger,), frame, nominal=False),),
        sentence=trigger,
        sentences=(trigger,),
        typing=Typing(type_, "by hand", nature=TYPES.nature(type_)),
        definite=definite,
        tolls=((toll, -1),) if killed is not None else (),
        places=(place,) if place else (),
        own_place=place is not None,
    )


def toponym(
    name: str, latitude: float, longitude: float, *, radius: float = 5, country: str = "MLI"
) -> Toponym:
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
