"""UCDP GED's table: 49 columns, one row per incident with at least one dead.

After the UCDP GED codebook: ``best`` is the sum of the four counts of deaths, ``low`` and ``high``
the range that the claims give; a government is side A; an incident in which no claim counts dead is
not an event. UCDP's own numbers (conflicts, dyads, sides) are UCDP's to assign.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from onrecord.codebook import Codebook
from onrecord.exporters import facts
from onrecord.exporters.check import Column, Layout, Row, whole
from onrecord.exporters.text_form import LeftOut, Tabular
from onrecord.schema import Actor, Incident, Place
from onrecord.schema.precision import ucdp_date_prec, ucdp_where_prec

STATES = frozenset({"state_forces", "external_forces"})
UNARMED = frozenset({"civilians", "protesters"})
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


def row(incident: Incident, book: Codebook) -> dict[str, object]:
    """An incident as GED's columns. Raises LeftOut if GED has no such event."""
    scope = admitted(incident, book)
    place, country = incident.where, book.crosswalks.countries.get(scope.country)
    dyad = dyad_of(incident, scope.dead, book)
    return {
        "id": incident.id.lstrip("i"),
        "relid": incident.id,
        "year": scope.start.year,
        "type_of_violence": dyad.violence,
        "side_a": side(dyad.side_a, book),
        "side_b": "Civilians" if dyad.violence == ONE_SIDED else side(dyad.side_b, book),
        "number_of_sources": incident.sources,
        "source_article": ";".join(article(incident)),
        "source_office": parts(source.outlet for source in facts.sources(incident)),
        "source_date": parts(source.published.start for source in facts.sources(incident)),
        "source_headline": parts(source.title for source in facts.sources(incident)),
        "source_original": parts(facts.speakers(incident)),
        "where_prec": scope.where_prec,
        "where_coordinates": (
            place.resolved
            or place.admin2
            or place.admin1
            or book.actors.country_name(scope.country)
        ),
        "where_description": place.name,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "latitude": place.latitude,
        "longitude": place.longitude,
        **point(place),
        "country": country_name(scope.country, book),
        "country_id": country and country.gw,
        "region": country and book.crosswalks.ucdp_region(country.gw),
        "date_prec": scope.date_prec,
        "date_start": scope.start,
        "date_end": scope.end,
        "deaths_a": dyad.deaths_a,
        "deaths_b": dyad.deaths_b,
        "deaths_civilians": scope.dead.civilians,
        "deaths_unknown": scope.dead.unknown,
        "best": scope.dead.best,
        "high": scope.dead.high,
        "low": scope.dead.low,
        "gwnoa": state(dyad.side_a, book),
        "gwnob": state(dyad.side_b, book) if dyad.violence == STATE_BASED else None,
    }


class Scope(NamedTuple):
    """What GED demands of an event: dead, days within a year, and a country."""

    dead: facts.Dead
    start: date
    end: date
    date_prec: int
    country: str
    where_prec: int


def admitted(incident: Incident, book: Codebook) -> Scope:
    """What makes an incident an event of GED. Raises LeftOut if it is not one."""
    facts.happened(incident)
    if incident.type not in book.types:
        raise LeftOut(f"type {incident.type} is not in the codebook")
    dead = facts.dead(incident)
    if dead is None or dead.high < 1:
        raise LeftOut("no death")
    when, date_prec = incident.when, ucdp_date_prec(incident.when)
    if when.start is None or when.end is None or date_prec is None:
        raise LeftOut("no day within a year")
    country, where_prec = incident.where.country, ucdp_where_prec(incident.where)
    if where_prec is None or country is None:
        raise LeftOut("no country")
    if book.types[incident.type].ucdp == "none":
        raise LeftOut("a type that UCDP does not count")
    return Scope(dead, when.start, when.end, date_prec, country, where_prec)


class Dyad(NamedTuple):
    """The type of violence, and the sides as GED orders them, each with its dead."""

    violence: int | None
    side_a: tuple[Actor, ...]
    side_b: tuple[Actor, ...]
    deaths_a: int
    deaths_b: int


def dyad_of(incident: Incident, dead: facts.Dead, book: Codebook) -> Dyad:
    """Who fought whom: in state-based violence a government is side A."""
    struck = facts.kinds(incident.side_b)
    if not struck and dead.civilians == dead.best > 0:
        struck = ["civilians"]
    acted = facts.kinds(incident.side_a)
    violence = book.types.ucdp(incident.type, acted, struck)
    if violence == STATE_BASED and STATES.isdisjoint(acted):
        return Dyad(violence, incident.side_b, incident.side_a, dead.side_b, dead.side_a)
    return Dyad(violence, incident.side_a, incident.side_b, dead.side_a, dead.side_b)


def point(place: Place) -> dict[str, object]:
    """A place's point as WKT and as a cell of PRIO-GRID."""
    if place.latitude is None or place.longitude is None:
        return {"geom_wkt": None, "priogrid_gid": None}
    return {
        "geom_wkt": f"POINT ({place.longitude:.6f} {place.latitude:.6f})",
        "priogrid_gid": priogrid(place.latitude, place.longitude),
    }


def country_name(code: str, book: Codebook) -> str:
    """A country's name as GED spells it."""
    country = book.crosswalks.countries.get(code)
    return country.ucdp if country and country.ucdp else book.actors.country_name(code)


def side(actors: tuple[Actor, ...], book: Codebook) -> str | None:
    """What UCDP calls a side: a state's forces by its government, others by their names, only the
    armed ones if there are any."""
    armed = [actor for actor in actors if actor.kind and actor.kind not in UNARMED] or list(actors)
    return (
        ", ".join(
            dict.fromkeys(
                called(actor, book)
                for actor in sorted(armed, key=lambda actor: actor.kind not in STATES)
            )
        )
        or None
    )


def called(actor: Actor, book: Codebook) -> str:
    """What UCDP calls an actor: "Government of Iraq" for its forces; the known name, or the words
    of the report."""
    country = book.crosswalks.countries.get(actor.country or "")
    if actor.kind in STATES and actor.country and country and country.gw:
        return f"Government of {country.ucdp or book.actors.nations[actor.country].full}"
    return actor.actor or actor.name


def state(actors: tuple[Actor, ...], book: Codebook) -> int | None:
    """The Gleditsch and Ward number of the first government on a side."""
    found = (
        book.crosswalks.countries.get(actor.country or "")
        for actor in actors
        if actor.kind in STATES
    )
    return next((country.gw for country in found if country and country.gw), None)


def article(incident: Incident) -> list[str]:
    """UCDP's short form of each report: outlet, day, headline within quotes."""
    return [
        f'"{part(source.outlet, comma=True)},{part(source.published.start)},{part(source.title)}"'
        for source in facts.sources(incident)
        if source.outlet or source.title
    ]


def parts(values: Iterable[object]) -> str:
    """Values in one cell, an empty place for each unknown one; None if all are unknown."""
    found = [part(value) for value in values]
    return ";".join(found) if any(found) else ""


def part(value: object, *, comma: bool = False) -> str:
    """A value within a list separated by semicolons (and, with ``comma``, by commas)."""
    plain = "" if value is None else str(value).replace(";", ",").replace('"', "'")
    return plain.replace(",", " ") if comma else plain


def priogrid(latitude: float, longitude: float) -> int:
    """The cell of PRIO-GRID that contains a point.

    Half-degree cells counted from 1 at the south-west corner (90 S, 180 W), 720 to a row eastwards,
    360 rows northwards (Tollefsen, Strand and Buhaug 2012).
    """
    line = min(359, math.floor((latitude + 90) * 2))
    column = min(719, math.floor((longitude + 180) * 2))
    return line * 720 + column + 1


def _sum(row: Row) -> bool:
    return whole(row, "best") == sum(
        whole(row, name) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    )


def _cell(row: Row) -> bool:
    known = row["latitude"] and row["longitude"] and row["priogrid_gid"]
    return not known or int(row["priogrid_gid"]) in _cells(
        float(row["latitude"]), float(row["longitude"])
    )


def _cells(latitude: float, longitude: float) -> set[int]:
    """The cell of a point, and those that a point on an edge may be counted in too."""
    edge = 1e-6
    return {
        priogrid(latitude + y, longitude + x) for y in (-edge, 0, edge) for x in (-edge, 0, edge)
    }


NUMBER = "UCDP's own number"
LAYOUT = Layout(
    "ucdp",
    (
        Column(
            "id",
            "the incident's number in the casebook, not a UCDP id",
            "integer",
            required=True,
            low=0,
        ),
        Column("relid", "the incident's id in the casebook", required=True),
        Column("year", "the year of date_start", "integer", required=True, low=1900, high=2200),
        Column(
            "active_year",
            "whether the dyad reached 25 deaths in the year is for UCDP to say",
            "empty",
        ),
        Column("code_status", "UCDP's own review", "empty"),
        Column(
            "type_of_violence",
            "1 state-based, 2 non-state, 3 one-sided, by type and sides; empty if a side is not"
            " known",
            "integer",
            low=1,
            high=3,
        ),
        Column("conflict_dset_id", NUMBER, "empty"),
        Column("conflict_new_id", NUMBER, "empty"),
        Column("conflict_name", "UCDP's own list", "empty"),
        Column("dyad_dset_id", NUMBER, "empty"),
        Column("dyad_new_id", NUMBER, "empty"),
        Column("dyad_name", "UCDP's own list", "empty"),
        Column("side_a_dset_id", NUMBER, "empty"),
        Column("side_a_new_id", NUMBER, "empty"),
        Column("side_a", "who acted; the government in state-based violence"),
        Column("side_b_dset_id", NUMBER, "empty"),
        Column("side_b_new_id", NUMBER, "empty"),
        Column("side_b", "the other side; Civilians in one-sided violence"),
        Column(
            "number_of_sources", "independent reports, near-copies counted once", "integer", low=-1
        ),
        Column("source_article", "outlet, day and headline of each"),
        Column("source_office", "their outlets"),
        Column("source_date", "their days"),
        Column("source_headline", "their headlines"),
        Column("source_original", "whom they quote"),
        Column(
            "where_prec",
            "1 a town or a point … 6 a country, 7 waters",
            "integer",
            required=True,
            low=1,
            high=7,
        ),
        Column("where_coordinates", "the place to which the coordinates belong"),
        Column("where_description", "the report's words for the place"),
        Column("adm_1", "first-order division"),
        Column("adm_2", "second-order division"),
        Column("latitude", "degrees (WGS 84)", "decimal", low=-90, high=90),
        Column("longitude", "degrees (WGS 84)", "decimal", low=-180, high=180),
        Column("geom_wkt", "the point as WKT, longitude first"),
        Column(
            "priogrid_gid", "cell of PRIO-GRID, from the coordinates", "integer", low=1, high=259200
        ),
        Column("country", "its name as GED spells it", required=True),
        Column("country_id", "Gleditsch and Ward number", "integer", low=1, high=999),
        Column(
            "region",
            "from that number",
            values=frozenset({"Africa", "Americas", "Asia", "Europe", "Middle East"}),
        ),
        Column(
            "event_clarity",
            "onrecord does not code whether a report sums up several events",
            "empty",
        ),
        Column("date_prec", "1 the day … 5 up to a year", "integer", required=True, low=1, high=5),
        Column("date_start", "first day", "date", required=True),
        Column("date_end", "last day", "date", required=True),
        Column(
            "deaths_a",
            "combatants of side A, if the words for the dead are words for that side",
            "integer",
            required=True,
            low=0,
        ),
        Column("deaths_b", "combatants of side B, likewise", "integer", required=True, low=0),
        Column("deaths_civilians", "from the claims", "integer", required=True, low=0),
        Column("deaths_unknown", "all others", "integer", required=True, low=0),
        Column("best", "from the casebook's headline rule", "integer", required=True, low=0),
        Column(
            "high",
            "the highest that a claim gives; best if it is open",
            "integer",
            required=True,
            low=0,
        ),
        Column(
            "low",
            "the lowest that a claim gives; best if it is open",
            "integer",
            required=True,
            low=0,
        ),
        Column(
            "gwnoa",
            "Gleditsch and Ward number of the government on side A",
            "integer",
            low=1,
            high=999,
        ),
        Column("gwnob", "the same of side B, in state-based violence", "integer", low=1, high=999),
    ),
    (
        ("best is not the sum of deaths_a, deaths_b, deaths_civilians and deaths_unknown", _sum),
        ("no death", lambda r: whole(r, "high") >= 1),
        ("date_end is before date_start", lambda r: r["date_start"][:10] <= r["date_end"][:10]),
        (
            "year is not within date_start and date_end",
            lambda r: r["date_start"][:4] <= r["year"] <= r["date_end"][:4],
        ),
        ("priogrid_gid is not the cell of the coordinates", _cell),
    ),
    # 20 of the 1,848 events of GED 23.1 for the Central African Republic break this rule
    ours=(
        (
            "low, best and high are not in order",
            lambda r: whole(r, "low") <= whole(r, "best") <= whole(r, "high"),
        ),
    ),
)
FORM = Tabular(LAYOUT, row)
