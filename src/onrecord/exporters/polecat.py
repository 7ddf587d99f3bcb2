"""POLECAT's table: 40 columns separated by tabs, PLOVER's types and sectors, one row per incident.

An event that is only threatened is PLOVER's THREATEN; what is planned, attempted or denied has no
row: the table has no column for it.
"""

from __future__ import annotations

from typing import get_args

from onrecord.codebook import Codebook
from onrecord.codebook.crosswalks import Quad, Sector
from onrecord.codebook.types import PloverEvent
from onrecord.exporters import facts
from onrecord.exporters.check import Column, Layout
from onrecord.exporters.text_form import LeftOut, Tabular
from onrecord.schema import Actor, Incident
from onrecord.schema.precision import acled_time_precision

SECTORS = frozenset(get_args(Sector))


def row(incident: Incident, book: Codebook) -> dict[str, object]:
    """An incident as POLECAT's columns. Raises LeftOut if PLOVER has no type for it, or no day
    within a month is known."""
    from onrecord import __version__

    if incident.status in ("planned", "denied"):
        raise LeftOut(f"status {incident.status}")
    kind = facts.plover(incident, book)
    day = facts.middle(incident.when)
    if day is None or acled_time_precision(incident.when) is None:
        raise LeftOut("no day within a month")
    place, sources = incident.where, facts.sources(incident)
    return {
        "Event ID": incident.id,
        "Event Date": day,
        "Event Type": kind.event,
        "Event Mode": kind.mode,
        "Quad Code": book.crosswalks.quad(kind.event),
        **side("Actor", incident.side_a, book),
        **side("Recipient", incident.side_b, book),
        "Placename": facts.named(place, book),
        "City": place.resolved if place.precision in ("exact", "near") else None,
        "District": place.admin2,
        "Province": place.admin1,
        "Country": place.country,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": facts.geonames(place),
        "Raw Placename": place.name,
        "Source": facts.listed(facts.outlets(incident)),
        "Publication Date": min(
            (s.published.start for s in sources if s.published.start), default=None
        ),
        "Language": facts.listed(dict.fromkeys(s.language for s in sources)),
        "Version": f"onrecord {__version__}",
    }


def side(name: str, actors: tuple[Actor, ...], book: Codebook) -> dict[str, object]:
    """The columns of one side: values in the order of its actors, each once."""
    numbers = [
        book.crosswalks.countries[a.country].cow
        for a in actors
        if a.country in book.crosswalks.countries and a.country
    ]
    sectors = list(
        dict.fromkeys(sector for a in actors if (sector := book.crosswalks.sector(a.actor, a.kind)))
    )
    return {
        f"{name} Name": facts.listed(facts.actor_names(actors)),
        f"{name} Country": facts.listed(dict.fromkeys(a.country for a in actors if a.country)),
        f"{name} COW": facts.listed(dict.fromkeys(str(number) for number in numbers if number)),
        f"Primary {name} Sector": sectors[0] if sectors else None,
        f"{name} Sectors": facts.listed(sectors),
        f"{name} Name Raw": facts.listed(dict.fromkeys(a.name for a in actors)),
    }


def _side(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name} Name", "known names, or the report's words"),
        Column(f"{name} Country", "ISO alpha-3"),
        Column(f"{name} COW", "Correlates of War numbers"),
        Column(f"Primary {name} Sector", "sector of the first, by kind and name", values=SECTORS),
        Column(f"{name} Sectors", "sectors of all", values=SECTORS, many=True),
        Column(f"{name} Title", "titles are kept with speakers, not with actors", "empty"),
        Column(f"{name} Name Raw", "the report's words"),
        Column(f"Wikipedia {name} ID", "no such list is available offline", "empty"),
    )


LAYOUT = Layout(
    "polecat",
    (
        Column("Event ID", "the incident's id in the casebook", required=True),
        Column(
            "Event Date",
            "the day; the middle of the interval if no day is known",
            "date",
            required=True,
        ),
        Column(
            "Event Type",
            "PLOVER type, from the type",
            required=True,
            values=frozenset(get_args(PloverEvent)),
        ),
        Column("Event Mode", "PLOVER mode, if one fits the type"),
        Column("Intensity", "POLECAT's own scale", "empty"),
        Column("Quad Code", "from the event type", required=True, values=frozenset(get_args(Quad))),
        Column("Contexts", "not coded", "empty"),
        *_side("Actor"),
        *_side("Recipient"),
        Column("Placename", "the resolved place, or its name in the report's words"),
        Column("City", "the town, if known"),
        Column("District", "second-order division"),
        Column("Province", "first-order division"),
        Column("Country", "ISO alpha-3"),
        Column("Latitude", "degrees (WGS 84)", "decimal", low=-90, high=90),
        Column("Longitude", "degrees (WGS 84)", "decimal", low=-180, high=180),
        Column("GeoNames ID", "if the place is from GeoNames", "integer", low=1),
        Column("Raw Placename", "the report's words"),
        Column("Feature Type", "the gazetteer does not keep GeoNames' feature codes", "empty"),
        Column("Source", "outlets, near-copies counted once"),
        Column("Publication Date", "the earliest day of the reports", "date"),
        Column("Story People", "people are not listed", "empty"),
        Column("Story Organizations", "organisations are not listed", "empty"),
        Column("Story Locations", "only an event's own place is kept", "empty"),
        Column("Language", "language of the reports", required=True),
        Column("Version", "version of onrecord", required=True),
    ),
)
FORM = Tabular(LAYOUT, row, delimiter="\t")
