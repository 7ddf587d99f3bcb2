"""Looks up the bare names that a person sets, from the viewpoint of the incident: places of the
gazetteer, known actors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
    found = (
        None
        if who.actor or who.kind
        else matcher.match(who.name, year=year, country=who.country or country)
    )
    return (
        who.model_copy(update={"actor": found.actor, "kind": found.kind, "country": found.country})
        if found
        else who
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
    if (
        not said.name
        or said.gazetteer_id
        or said.latitude is not None
        or "precision" in said.model_fields_set
    ):
        return said
    name, *holders = (part.strip() for part in said.name.split(","))
    lands = [code for holder in holders if (code := matcher.nation(holder))]
    inside = [
        bare(holder)
        for holder in (*holders, said.admin1 or "")
        if holder and not matcher.nation(holder)
    ]
    country = said.country or next(iter(lands), None)
    options = [
        one
        for one in gazetteer.search(name, country=country, variants=False, limit=200)
        if country or not inside or held(one, inside)
    ]
    if not options:  # another spelling is only tried in the incident's country
        options = (
            gazetteer.search(name, country=country or home.country)
            if country or home.country
            else []
        )
    if not options:
        land = country or home.country
        province = gazetteer.admin1_of(land, holders[0]) if land and holders else None
        admin1 = province.name if province else said.admin1
        return said.model_copy(
            update={
                "country": land,
                "admin1": admin1,
                "precision": "admin1" if admin1 else "country" if land else "none",
            }
        )

    def rank(entry: Entry) -> tuple[object, ...]:
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

    best, *others = sorted(options, key=rank)
    # not a town and its own district
    namesakes = [
        e
        for e in others
        if e.kind == best.kind or (e.country, e.admin1) != (best.country, best.admin1)
    ]
    return resolved(
        said.model_copy(update={"name": name}),
        best,
        [e for e in namesakes if held(e, inside) == held(best, inside)],
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
