"""ACLED's table: 31 columns, its vocabularies, one row per incident.

After the ACLED codebook: an incident known only to a country, or only to more than a month, is not
coded; a day that is not known is the middle of its interval; no number of dead is 0; actor 1 and
actor 2 do not say who did what to whom.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations_with_replacement
from typing import NamedTuple

from onrecord.codebook import Codebook
from onrecord.exporters import facts
from onrecord.exporters.check import Column, Layout, Row
from onrecord.exporters.text_form import LeftOut, Tabular
from onrecord.schema import Actor, Incident
from onrecord.schema.precision import acled_geo_precision, acled_time_precision

KINDS = {
    "state_forces": "State forces",
    "rebel_group": "Rebel group",
    "political_militia": "Political militia",
    "identity_militia": "Identity militia",
    "rioters": "Rioters",
    "protesters": "Protesters",
    "civilians": "Civilians",
    "external_forces": "External/Other forces",
}
"""ACLED's eight kinds, in the order of their former numbers: the smaller comes first in an
interaction."""
UNARMED = frozenset({"civilians", "protesters"})
SUB_EVENTS = {
    "Battles": (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Protest with intervention",
        "Peaceful protest",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
DISORDER = frozenset(
    {
        "Political violence",
        "Demonstrations",
        "Strategic developments",
        "Political violence; Demonstrations",
    }
)
REGIONS = frozenset(
    {
        "Northern Africa",
        "Western Africa",
        "Middle Africa",
        "Eastern Africa",
        "Southern Africa",
        "Middle East",
        "Caucasus and Central Asia",
        "South Asia",
        "Southeast Asia",
        "East Asia",
        "Europe",
        "North America",
        "Central America",
        "Caribbean",
        "South America",
        "Oceania",
        "Antarctica",
    }
)
SIDED = ("Explosions/Remote violence",)
INTERACTIONS = frozenset(
    {f"{kind} only" for kind in KINDS.values()}
    | {f"{a}-{b}" for a, b in combinations_with_replacement(KINDS.values(), 2)}
)


def row(incident: Incident, book: Codebook) -> dict[str, object]:
    """An incident as ACLED's columns. Raises LeftOut if ACLED codes no such event."""
    scope = admitted(incident, book)
    place, kind = incident.where, book.types.acled(incident.type)
    country = book.crosswalks.countries.get(scope.country)
    first, second = leader(incident.side_a), leader(incident.side_b)
    dead = facts.dead(incident)
    return {
        "event_id_cnty": incident.id,
        "event_date": scope.day,
        "year": scope.day.year,
        "time_precision": scope.time_precision,
        "disorder_type": kind.disorder_type,
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
        "actor1": first and called(first),
        "assoc_actor_1": facts.listed(rest(incident.side_a, first)),
        "inter1": label(first),
        "actor2": second and called(second),
        "assoc_actor_2": facts.listed(rest(incident.side_b, second)),
        "inter2": label(second),
        "interaction": interaction(first, second),
        "civilian_targeting": (
            "Civilian targeting" if on_civilians(incident, kind.event_type) else None
        ),
        "iso": country and country.iso,
        "region": country and country.region,
        "country": book.actors.country_name(scope.country),
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": facts.named(place, book),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": scope.geo_precision,
        "source": facts.listed(facts.outlets(incident)),
        "notes": notes(incident),
        "fatalities": dead.best if dead else 0,
    }


class Scope(NamedTuple):
    """What ACLED demands of an event: a day, and a point in a country."""

    day: date
    time_precision: int
    country: str
    geo_precision: int


def admitted(incident: Incident, book: Codebook) -> Scope:
    """What makes an incident an event of ACLED. Raises LeftOut if it is not one."""
    facts.happened(incident)
    if incident.type not in book.types:
        raise LeftOut(f"type {incident.type} is not in the codebook")
    day, time = facts.middle(incident.when), acled_time_precision(incident.when)
    if day is None or time is None:
        raise LeftOut("no day within a month")
    place, geo = incident.where, acled_geo_precision(incident.where)
    if geo is None or place.country is None:
        raise LeftOut("known to a country only" if place.country else "no country")
    if place.latitude is None or place.longitude is None:
        raise LeftOut("no coordinates")
    return Scope(day, time, place.country, geo)


def leader(side: tuple[Actor, ...]) -> Actor | None:
    """The first actor of a side whose kind is known, otherwise the first."""
    return min(side, key=lambda actor: actor.kind not in KINDS, default=None)


def called(actor: Actor) -> str:
    """An actor's known name, otherwise the words of the report."""
    return actor.actor or actor.name


def rest(side: tuple[Actor, ...], taken: Actor | None) -> list[str]:
    """The others of a side by name."""
    return [name for name in facts.actor_names(side) if taken is None or name != called(taken)]


def label(actor: Actor | None) -> str | None:
    """ACLED's label of an actor's kind."""
    return KINDS.get(actor.kind or "") if actor else None


def interaction(first: Actor | None, second: Actor | None) -> str | None:
    """ "State forces-Rebel group", the smaller number first; "State forces only" without an actor
    2; None if a kind is not known."""
    one, other = label(first), label(second)
    if one is None or (second and other is None):
        return None
    if other is None:
        return f"{one} only"
    order = list(KINDS.values())
    return "-".join(sorted((one, other), key=order.index))


def on_civilians(incident: Incident, event_type: str) -> bool:
    """Whether unarmed people are the target: by the type, or because there is nobody else on the
    side acted upon."""
    if (
        event_type == "Violence against civilians"
        or incident.type == "EXCESSIVE_FORCE_AGAINST_PROTESTERS"
    ):
        return True
    struck = set(facts.kinds(incident.side_b))
    return (
        (event_type in SIDED or incident.type == "MOB_VIOLENCE")
        and bool(struck)
        and struck <= UNARMED
    )


def notes(incident: Incident) -> str:
    """The reports' own words, and the interval behind the number of dead if it is one."""
    parts = [f"{outlet}: {said}" for outlet, said in facts.reported(incident)]
    total = incident.totals.get("killed")
    if total and (total.low != total.high or total.best not in (None, total.low)):
        high = "or more" if total.high is None else f"to {total.high}"
        parts.append(
            f"Killed: {total.low if total.low is not None else 'up'} {high}"
            f" ({total.rule or 'headline rule'})"
        )
    return " | ".join(parts)


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((kind, sub) for kind, subs in SUB_EVENTS.items() for sub in subs)


def _interacts(row: Row) -> bool:
    one, other, both = row["inter1"], row["inter2"], row["interaction"]
    return not both or both in (f"{one} only" if not other else f"{one}-{other}", f"{other}-{one}")


LABELS = frozenset(KINDS.values())
LAYOUT = Layout(
    "acled",
    (
        Column(
            "event_id_cnty",
            "the incident's id in the casebook; ACLED's own ids are ACLED's to give",
            required=True,
        ),
        Column(
            "event_date",
            "the day; the middle of the interval if no day is known",
            "date",
            required=True,
        ),
        Column("year", "year of event_date", "integer", required=True, low=1900, high=2200),
        Column(
            "time_precision",
            "1 the day, 2 within a week, 3 within a month",
            "integer",
            required=True,
            low=1,
            high=3,
        ),
        Column("disorder_type", "from the type", required=True, values=DISORDER),
        Column("event_type", "from the type", required=True, values=frozenset(SUB_EVENTS)),
        Column(
            "sub_event_type",
            "from the type",
            required=True,
            values=frozenset(sub for subs in SUB_EVENTS.values() for sub in subs),
        ),
        Column("actor1", "the first actor of the side that acted; empty if nobody is named"),
        Column("assoc_actor_1", "the others of that side"),
        Column("inter1", "kind of actor1", values=LABELS),
        Column("actor2", "the first actor of the side acted upon"),
        Column("assoc_actor_2", "the others of that side"),
        Column("inter2", "kind of actor2", values=LABELS),
        Column("interaction", "both kinds; empty if one is not known", values=INTERACTIONS),
        Column(
            "civilian_targeting",
            "from the type, or if only unarmed people are attacked",
            values=frozenset({"Civilian targeting"}),
        ),
        Column("iso", "ISO 3166-1 numeric", "integer", low=1, high=999),
        Column("region", "from the country", values=REGIONS),
        Column("country", "its name", required=True),
        Column("admin1", "first-order division"),
        Column("admin2", "second-order division"),
        Column("admin3", "the gazetteer has no third-order divisions", "empty"),
        Column("location", "the resolved place, or its name in the report's words"),
        Column("latitude", "degrees (WGS 84)", "decimal", required=True, low=-90, high=90),
        Column("longitude", "degrees (WGS 84)", "decimal", required=True, low=-180, high=180),
        Column(
            "geo_precision",
            "1 a town or a point, 2 near one or a district, 3 a province",
            "integer",
            required=True,
            low=1,
            high=3,
        ),
        Column("source", "outlets, near-copies counted once"),
        Column("source_scale", "reports do not give the reach of their outlet", "empty"),
        Column("notes", "the reports' words, and the interval behind the number of dead"),
        Column(
            "fatalities",
            "from the casebook's headline rule; 0 if no number is given, as ACLED counts",
            "integer",
            required=True,
            low=0,
        ),
        Column("tags", "ACLED's own", "empty"),
        Column("timestamp", "when ACLED uploaded it", "empty"),
    ),
    (
        (
            "event_type and sub_event_type do not go together",
            lambda r: (r["event_type"], r["sub_event_type"]) in _pairs(),
        ),
        ("year is not that of event_date", lambda r: r["year"] == r["event_date"][:4]),
        ("interaction is not of inter1 and inter2", _interacts),
    ),
)
FORM = Tabular(LAYOUT, row)
