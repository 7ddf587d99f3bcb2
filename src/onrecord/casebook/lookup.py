"""Looks up the bare names that a person sets, from the viewpoint of the incident: places of the
gazetteer, known actors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from onrecord.coding.actors.matching import Matcher
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.gazetteer.fold import bare
from onrecord.schema import Actor, Candidate, Incident, Place
from onrecord.schema.event import PlacePrecision

PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "continent": "country",
    "admin1": "admin1",
    "admin2": "admin2",
}
SURE_KM, WIDEST_KM = 25.0, 50.0
"""A division or a region gets a point only if it is no wider than this, as in the coder."""
SHOWN = 5
"""Places that the name could have meant, kept next to the one that is chosen."""


def known(value: Any, incident: Incident, *, gazetteer: Gazetteer, matcher: Matcher) -> Any:
    """A value to be set for an incident, with its names looked up: a place without a point, actors
    given only by name."""
    if isinstance(value, Place):
        return place(value, incident.where, gazetteer, matcher)
    if isinstance(value, tuple):
        year = incident.when.start.year if incident.when.start else None
        return tuple(
            actor(one, matcher, year=year, country=incident.where.country) for one in value
        )
    return value


def actor(who: Actor, matcher: Matcher, *, year: int | None, country: str | None) -> Actor:
    """An actor as the coder knows one of that name."""
    if who.actor or who.kind:
        return who
    known = matcher.match(who.name, year=year, country=who.country or country)
    if known is None:
        return who
    return who.model_copy(
        update={"actor": known.actor, "kind": known.kind, "country": known.country}
    )


def place(said: Place, home: Place, gazetteer: Gazetteer, matcher: Matcher) -> Place:
    """A place by its name, "Koro", or with what contains it, "Koro, Mopti, Mali": the best that the
    gazetteer has.

    ``home`` is where the incident was: among places of one name those in its country and province
    come first, and a name without a container is taken to be in its country. ``candidates`` lists
    what else the name could mean.
    """
    if said.country and len(said.country) != 3:
        said = said.model_copy(update={"country": matcher.nation(said.country) or said.country})
    if not said.name or is_located(said):
        return said
    name = asked(said, matcher)
    options = found(name, home, gazetteer)
    if not options:
        return said.model_copy(update=around(name, said, home, gazetteer))
    best, *others = sorted(options, key=lambda entry: rank(entry, name.inside, home))
    # no town and its own district
    namesakes = [
        e
        for e in others
        if e.kind == best.kind or (e.country, e.admin1) != (best.country, best.admin1)
    ]
    return resolved(
        said.model_copy(update={"name": name.name}),
        best,
        [e for e in namesakes if held(e, name.inside) == held(best, name.inside)],
    )


class Asked(NamedTuple):
    """A name in parts, "Koro, Mopti, Mali": the place's own, what holds it as it is written and, of
    this, the divisions, and its country if one is said."""

    name: str
    holders: Sequence[str]
    inside: Sequence[str]
    country: str | None


def is_located(said: Place) -> bool:
    """Whether a place says where it is or how exactly, so that it need not be looked up."""
    return bool(
        said.gazetteer_id or said.latitude is not None or "precision" in said.model_fields_set
    )


def asked(said: Place, matcher: Matcher) -> Asked:
    """What a place's name and fields ask for."""
    name, *holders = (part.strip() for part in (said.name or "").split(","))
    lands = [code for holder in holders if (code := matcher.nation(holder))]
    inside = [
        bare(holder)
        for holder in (*holders, said.admin1 or "")
        if holder and not matcher.nation(holder)
    ]
    return Asked(name, holders, inside, said.country or next(iter(lands), None))


def found(name: Asked, home: Place, gazetteer: Gazetteer) -> list[Entry]:
    """The places of that name; other spellings are looked for only where the incident is."""
    options = gazetteer.search(name.name, country=name.country, variants=False, limit=200)
    if not name.country and name.inside:
        options = [one for one in options if held(one, name.inside)]
    country = name.country or home.country
    if options or not country:
        return options
    return gazetteer.search(name.name, country=country)


def around(name: Asked, said: Place, home: Place, gazetteer: Gazetteer) -> dict[str, str | None]:
    """The province or country that holds a place which the gazetteer does not have."""
    land = name.country or home.country
    province = gazetteer.admin1_of(land, name.holders[0]) if land and name.holders else None
    admin1 = province.name if province else said.admin1
    precision = "admin1" if admin1 else "country" if land else "none"
    return {"country": land, "admin1": admin1, "precision": precision}


def rank(entry: Entry, inside: Sequence[str], home: Place) -> tuple[object, ...]:
    """Orders namesakes, the likeliest first."""
    near = entry.country == home.country
    settled = entry.kind == "city"
    return (
        -held(entry, inside),
        entry.kind != "country",
        not near,
        -entry.score,
        not (near and entry.admin1 == home.admin1),
        not settled,
    )


def held(entry: Entry, inside: Sequence[str]) -> int:
    """How many of the names are names of divisions in which a place lies."""
    return len({bare(name) for name in (entry.admin1, entry.admin2) if name}.intersection(inside))


def resolved(said: Place, entry: Entry, others: Sequence[Entry]) -> Place:
    """An entry of the gazetteer as a place, under the name given."""
    precision = PRECISION.get(entry.kind, "exact")
    pointed = entry.radius_km <= (WIDEST_KM if precision == "exact" else SURE_KM)
    return said.model_copy(
        update={
            "resolved": entry.name,
            "gazetteer_id": entry.id,
            "country": entry.country,
            "admin1": entry.admin1,
            "admin2": entry.admin2,
            "latitude": round(entry.latitude, 5) if pointed else None,
            "longitude": round(entry.longitude, 5) if pointed else None,
            "radius_km": entry.radius_km,
            "precision": precision,
            "candidates": tuple(
                Candidate(
                    resolved=e.name,
                    gazetteer_id=e.id,
                    country=e.country,
                    admin1=e.admin1,
                    latitude=round(e.latitude, 5),
                    longitude=round(e.longitude, 5),
                    score=e.score,
                )
                for e in others[:SHOWN]
            ),
        }
    )
