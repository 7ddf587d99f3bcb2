"""Incidents made by hand, for the tests of everything after linking: invented people, invented
events.

``incident()`` is one bombing reported by two reports; every part can be replaced.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from onrecord.exporters.registry import INCIDENT_LAYOUTS
from onrecord.schema import (
    Account,
    Actor,
    Basis,
    Claim,
    Event,
    Harm,
    Incident,
    Interval,
    Link,
    Place,
    Published,
    Source,
    Span,
    Speaker,
    Toll,
    When,
)
from onrecord.schema import Evidence as LinkEvidence

TEXT_LAYOUTS = [name for name, layout in INCIDENT_LAYOUTS.items() if layout.text]
"""The layouts that are written line by line."""

MARKET = "A car bomb went off at the market of Gao on Saturday, killing 12 people"
CLINIC = "Nurse Ada Lindqvist said 15 people had died in the blast"


def span(text: str, start: int = 0) -> Span:
    """A span of these words."""
    return Span(start=start, end=start + len(text), text=text)


def day(text: str, *, end: str | None = None, **fields: Any) -> When:
    """An interval of days; one day if ``end`` is not given."""
    first, last = date.fromisoformat(text), date.fromisoformat(end or text)
    return When(
        **{
            "start": first,
            "end": last,
            "precision": "day" if first == last else "range",
            "basis": "stated",
            **fields,
        }
    )


def gao(**fields: Any) -> Place:
    """A town."""
    return Place(
        **{
            "name": "Gao",
            "resolved": "Gao",
            "gazetteer_id": "geonames:2457161",
            "country": "MLI",
            "admin1": "Gao",
            "latitude": 16.27167,
            "longitude": -0.04472,
            "radius_km": 4.6,
            "precision": "exact",
            **fields,
        }
    )


ARMY = Actor(name="the army", actor="Military Forces of Mali", kind="state_forces", country="MLI")
BRIGADE = Actor(
    name="the Dawn Brigade", actor="Dawn Brigade (Mali)", kind="rebel_group", country="MLI"
)
CROWD = Actor(name="shoppers", actor="Civilians (Mali)", kind="civilians", country="MLI")


def killed(
    low: int | None, best: int | None = None, high: int | None = None, **fields: Any
) -> Harm:
    """People killed; one number stands for all three."""
    exact = best is None and high is None
    return Harm(
        **{
            "kind": "killed",
            "low": low,
            "best": low if exact else best,
            "high": low if exact else high,
            **fields,
        }
    )


def claim(name: str = "REPORT", **fields: Any) -> Claim:
    """What one speaker says; ``title`` and ``kind`` are the speaker's."""
    kind = fields.pop("kind", "outlet" if name == "REPORT" else "person")
    return Claim(speaker=Speaker(name=name, title=fields.pop("title", None), kind=kind), **fields)


def event(**fields: Any) -> Event:
    """A car bomb in a market, 12 dead, reported by the report itself."""
    return Event(
        **{
            "id": "e1",
            "type": "REMOTE_EXPLOSIVE",
            "when": day("2024-06-01"),
            "where": gao(),
            "side_a": (BRIGADE,),
            "side_b": (CROWD,),
            "harm": (killed(12, whom="people"),),
            "totals": {"killed": Interval(low=12, best=12, high=12, rule="single claim")},
            "claims": (claim(),),
            "evidence": (span(MARKET),),
            "confidence": 0.8,
            **fields,
        }
    )


def source(number: int = 1, **fields: Any) -> Source:
    """A report of an invented outlet."""
    return Source(
        **{
            "id": f"sha256:{number:064x}",
            "title": f"Blast in Gao, part {number}",
            "outlet": ("Sahel Wire", "Radio Niger Bend", "The Courier")[(number - 1) % 3],
            "url": f"https://wire.example/{number}",
            "published": Published.on(date(2024, 6, 2), "given"),
            **fields,
        }
    )


def account(number: int = 1, **fields: Any) -> Account:
    """The account of report ``r<number>``; ``source`` may be given, everything else is the
    event's."""
    given = fields.pop("source", None) or source(number)
    return Account(id=f"r{number}e1", source=given, event=event(**fields))


def incident(*accounts: Account, **fields: Any) -> Incident:
    """An incident of these accounts; by default two reports, 12 and 15 dead, headline 12 by the
    most conservative of them."""
    nurse = claim("Ada Lindqvist", title="nurse", via=("Radio Niger Bend",), cue="said")
    told = accounts or (
        account(1),
        account(
            2,
            claims=(nurse,),
            harm=(killed(15),),
            evidence=(span(CLINIC),),
            totals={"killed": Interval(low=15, best=15, high=15)},
        ),
    )
    first = told[0].event
    links = tuple(
        Link(
            a=a.id,
            b=b.id,
            weight=9.5,
            probability=0.998,
            evidence=(LinkEvidence(field="when", level="same day", weight=4.0),),
        )
        for a, b in pairwise(told)
    )
    return Incident(
        **{
            "id": "i1",
            "type": first.type,
            "status": first.status,
            "when": first.when,
            "where": first.where,
            "side_a": first.side_a,
            "side_b": first.side_b,
            "totals": {"killed": Interval(low=12, best=12, high=15, rule="most_conservative")},
            "tolls": (Toll(kind="killed", class_="civilian", low=12, best=12, high=12),),
            "basis": {"totals.killed": Basis(rule="most_conservative", claims=("r1e1/0",))},
            "differs": ("totals.killed",) if len(told) > 1 else (),
            "sources": len({a.source.copy_of or a.source.id for a in told}),
            "accounts": told,
            "links": links,
            **fields,
        }
    )
