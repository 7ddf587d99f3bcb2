"""PLOVER's JSON: one object per line, the fields of its manual; unknown values are left out.

Auxiliary modes mark what did not happen: ``future`` for what is planned, ``negation`` for what is
denied.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from onrecord.codebook import Codebook
from onrecord.codebook.crosswalks import Sector
from onrecord.codebook.types import PloverEvent
from onrecord.exporters import facts
from onrecord.exporters.check import is_day
from onrecord.exporters.stamp import Stamp
from onrecord.exporters.text_form import LeftOut
from onrecord.schema import Actor, Incident, Place, Source

AUXILIARY = {"planned": "future", "denied": "negation"}
FIELDS = (
    "id",
    "has_event",
    "date",
    "enddate",
    "actor",
    "recipient",
    "event",
    "event_loc",
    "event_text",
    "quad_code",
    "mode",
    "size_info",
    "cite_info",
    "coder",
    "comment",
)
SIZES = {"dead": "killed", "injured": "injured", "arrested": "arrested"}


def record(incident: Incident, book: Codebook) -> dict[str, Any]:
    """An incident as PLOVER's object. Raises LeftOut if PLOVER has no type for it, or its first day
    is not known."""
    from onrecord import __version__

    kind = facts.plover(incident, book)
    if incident.when.start is None:
        raise LeftOut("no first day")
    end = incident.when.end
    found = {
        "id": incident.id,
        "has_event": True,
        "date": str(incident.when.start),
        "enddate": str(end) if end and end != incident.when.start else None,
        "actor": [person(actor, book) for actor in incident.side_a],
        "recipient": [person(actor, book) for actor in incident.side_b],
        "event": [kind.event],
        "event_loc": location(incident.where, book),
        "event_text": [said for _, said in facts.reported(incident)],
        "quad_code": list(book.crosswalks.quads).index(book.crosswalks.quad(kind.event)) + 1,
        "mode": [mode for mode in (kind.mode, AUXILIARY.get(incident.status)) if mode],
        "size_info": {
            name: best for name, key in SIZES.items() if (best := figure(incident, key)) is not None
        },
        "cite_info": [cited(source) for source in facts.sources(incident)],
        "coder": f"onrecord {__version__}",
        "comment": "ongoing" if incident.status == "ongoing" else None,
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def cited(source: Source) -> dict[str, str]:
    """PLOVER's citation object."""
    found = {
        "publication": source.outlet,
        "title": source.title,
        "url": source.url,
        "language": source.language,
    }
    return {name: value for name, value in found.items() if value}


def person(actor: Actor, book: Codebook) -> dict[str, str]:
    """PLOVER's actor object."""
    found = {
        "code": actor.country,
        "sector": book.crosswalks.sector(actor.actor, actor.kind),
        "actor_text": actor.name,
        "identifier_text": actor.actor,
    }
    return {name: value for name, value in found.items() if value}


def location(place: Place, book: Codebook) -> dict[str, object]:
    """PLOVER's location object, after GeoNames' columns."""
    found = {
        "geonameid": facts.geonames(place),
        "name": facts.named(place, book),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "cc3": place.country,
    }
    return {name: value for name, value in found.items() if value is not None}


def figure(incident: Incident, kind: str) -> int | None:
    """The best figure of a kind of harm, otherwise its low."""
    total = incident.totals.get(kind)
    return None if total is None else total.best if total.best is not None else total.low


class Records:
    """One object per line, as PLOVER's manual suggests; the stamp is only in the sidecar, because
    each line is an event."""

    between = "\n"

    def head(self, stamp: Stamp) -> str:
        """Nothing."""
        return ""

    def line(self, incident: Incident, book: Codebook) -> str:
        """The incident's object."""
        return json.dumps(record(incident, book), ensure_ascii=False)

    def problems(self, line: str) -> list[str]:
        """What is wrong with an object read back: fields, vocabularies, days, coordinates."""
        found = json.loads(line)
        wrong = [f"{name} is not a field of PLOVER" for name in found if name not in FIELDS]
        wrong += [f"{name} is missing" for name in ("id", "date", "event") if not found.get(name)]
        wrong += [
            f"{name}: {found[name]!r} is not an ISO day"
            for name in ("date", "enddate")
            if name in found and not is_day(found[name])
        ]
        wrong += [
            f"event: {event!r} is not in its vocabulary"
            for event in found.get("event", [])
            if event not in get_args(PloverEvent)
        ]
        wrong += [
            f"{side}: sector {actor['sector']!r} is not in its vocabulary"
            for side in ("actor", "recipient")
            for actor in found.get(side, [])
            if actor.get("sector", "UNK") not in get_args(Sector)
        ]
        wrong += [] if found.get("quad_code") in (1, 2, 3, 4) else ["quad_code is none of 1 to 4"]
        for name, most in (("latitude", 90), ("longitude", 180)):
            if abs(found.get("event_loc", {}).get(name, 0)) > most:
                wrong.append(f"event_loc: {name} is more than {most}")
        return wrong

    def foot(self, stamp: Stamp) -> str:
        """The last newline."""
        return "\n" if stamp.count else ""


FORM = Records()
