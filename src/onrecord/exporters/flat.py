"""Our own tables: incidents, the events behind them, and the claims behind those; one value per
cell, several separated by "; "."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from onrecord.codebook import Codebook
from onrecord.exporters import facts, words
from onrecord.exporters.check import Column, Layout, Row
from onrecord.schema import (
    Account,
    Event,
    Harm,
    Incident,
    Interval,
    acled_geo_precision,
    acled_time_precision,
    ucdp_date_prec,
    ucdp_where_prec,
)
from onrecord.schema.event import DatePrecision, HarmClass, HarmKind, PlacePrecision, Stance, Status
from onrecord.schema.incident import Review

KINDS = ("killed", "injured", "arrested", "abducted", "missing", "displaced")


def shared(it: Event | Incident) -> dict[str, object]:
    """What an event and an incident have in common, by column; unknown values are None."""
    when, place = it.when, it.where
    row: dict[str, object] = {
        "type": it.type,
        "status": it.status,
        "date_start": when.start,
        "date_end": when.end,
        "date_precision": when.precision,
        "date_basis": when.basis,
        "acled_time_precision": acled_time_precision(when),
        "ucdp_date_prec": ucdp_date_prec(when),
        "place": place.name,
        "resolved": place.resolved,
        "gazetteer_id": place.gazetteer_id,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_km": None if place.radius_km is None else round(place.radius_km, 1),
        "place_precision": place.precision,
        "acled_geo_precision": acled_geo_precision(place),
        "ucdp_where_prec": ucdp_where_prec(place),
        "places_also": facts.listed(
            name for other in it.where_also if (name := facts.called(other))
        ),
    }
    for side, actors in (("side_a", it.side_a), ("side_b", it.side_b)):
        row[side] = "; ".join(a.name for a in actors)
        row[f"{side}_actor"] = aligned(a.actor for a in actors)
        row[f"{side}_kind"] = aligned(a.kind for a in actors)
    figures: Iterable[tuple[str, Harm | Interval, str]] = (
        words.headline(it) if isinstance(it, Event) else tolls(it)
    )
    found = {kind: (value, class_) for kind, value, class_ in figures}
    for kind in KINDS:
        value, class_ = found.get(kind, (None, None))
        row |= {
            f"{kind}_low": value and value.low,
            f"{kind}_best": value and value.best,
            f"{kind}_high": value and value.high,
        }
        row[f"{kind}_class"] = class_
    row["items"] = words.listed(f"{i.act} {i.kind}" for i in it.items)
    row["weapons"] = words.listed(w.name for w in it.weapons)
    return row


def tolls(incident: Incident) -> Iterator[tuple[str, Interval, str]]:
    """(kind, headline interval, class) of each kind of harm; the class that all tolls of the
    kind share, otherwise mixed."""
    for kind, total in incident.totals.items():
        classes = {toll.class_ for toll in incident.tolls if toll.kind == kind} - {"unknown"}
        yield kind, total, classes.pop() if len(classes) == 1 else "mixed" if classes else "unknown"


def aligned(values: Iterable[str | None]) -> str:
    """Values in the order of the names next to them, an empty place for each unknown one; None if
    all are unknown."""
    parts = [v or "" for v in values]
    return "; ".join(parts) if any(parts) else ""


def incident_row(incident: Incident, book: Codebook) -> dict[str, object]:
    """An incident, whatever its review and status."""
    killed = incident.basis.get("totals.killed")
    total = incident.totals.get("killed")
    return {
        "incident": incident.id,
        "review": incident.review,
        **shared(incident),
        "killed_rule": killed.rule if killed else total and total.rule,
        "decisions": words.listed(
            basis.decision for basis in incident.basis.values() if basis.decision
        ),
        "differs": "; ".join(incident.differs),
        "missing": "; ".join(incident.missing),
        "sources": incident.sources,
        "outlets": facts.listed(facts.outlets(incident)),
        "speakers": facts.listed(facts.speakers(incident)),
        "accounts": "; ".join(account.id for account in incident.accounts),
        "evidence": " | ".join(said for _, said in facts.reported(incident)),
    }


def event_rows(incident: Incident) -> Iterator[dict[str, object]]:
    """The events behind an incident, as their reports give them."""
    for account in incident.accounts:
        event, source = account.event, account.source
        yield {
            "account": account.id,
            "incident": incident.id,
            "report_id": source.id,
            "title": source.title,
            "outlet": source.outlet,
            "url": source.url,
            "language": source.language,
            "published": source.published.start,
            "copy_of": source.copy_of,
            **shared(event),
            "speakers": "; ".join(claim.speaker.name for claim in event.claims),
            "stances": "; ".join(claim.stance for claim in event.claims),
            "evidence": facts.words(event),
            "confidence": event.confidence,
        }


def claim_rows(incident: Incident) -> Iterator[dict[str, object]]:
    """The claims behind an incident: one row for each number that a claim gives, and one for a
    claim that gives none."""
    for account in incident.accounts:
        for at, claim in enumerate(account.event.claims):
            head: dict[str, object] = {
                "claim": f"{account.id}/{at}",
                "account": account.id,
                "incident": incident.id,
                "speaker": claim.speaker.name,
                "speaker_title": claim.speaker.title,
                "speaker_kind": claim.speaker.kind,
                "via": "; ".join(claim.via),
                "stance": claim.stance,
                "cue": claim.cue,
            }
            yield from numbers(account, at, head)


def numbers(account: Account, at: int, head: dict[str, object]) -> Iterator[dict[str, object]]:
    """The rows of one claim."""
    given = [harm for harm in account.event.harm if harm.claim == at]
    for harm in given:
        span = next((s.text for s in harm.spans if s != facts.WITHHELD), None)
        yield {
            **head,
            "kind": harm.kind,
            "low": harm.low,
            "best": harm.best,
            "high": harm.high,
            "whom": harm.whom,
            "class": harm.class_,
            "cumulative": int(harm.cumulative),
            "words": span,
        }
    if not given:
        yield head


def _ordered(row: Row) -> bool:
    bounds = [
        [int(row[f"{kind}_{end}"]) for end in ("low", "best", "high") if row[f"{kind}_{end}"]]
        for kind in KINDS
    ]
    return all(found == sorted(found) for found in bounds)


def _harm(kind: str) -> tuple[Column, ...]:
    return (
        *(
            Column(
                f"{kind}_{end}",
                f"people {kind}: {end}; empty if open or not given",
                "integer",
                low=0,
            )
            for end in ("low", "best", "high")
        ),
        Column(f"{kind}_class", "who they were", values=frozenset(get_args(HarmClass))),
    )


SHARED = (
    Column("type", "code of the event type", required=True),
    Column("status", "whether it happened", required=True, values=frozenset(get_args(Status))),
    Column("date_start", "first possible day", "date"),
    Column("date_end", "last possible day", "date"),
    Column(
        "date_precision",
        "how exactly the day is known",
        required=True,
        values=frozenset(get_args(DatePrecision)),
    ),
    Column("date_basis", "where the day comes from", required=True),
    Column("acled_time_precision", "1 to 3", "integer", low=1, high=3),
    Column("ucdp_date_prec", "1 to 5", "integer", low=1, high=5),
    Column("place", "the report's words"),
    Column("resolved", "the place meant"),
    Column("gazetteer_id", "the place's id in the gazetteer"),
    Column("country", "ISO alpha-3"),
    Column("admin1", "first-order division"),
    Column("admin2", "second-order division"),
    Column("latitude", "degrees (WGS 84)", "decimal", low=-90, high=90),
    Column("longitude", "degrees (WGS 84)", "decimal", low=-180, high=180),
    Column("radius_km", "the radius within which it lies", "decimal", low=0),
    Column(
        "place_precision",
        "how exactly the place is known",
        required=True,
        values=frozenset(get_args(PlacePrecision)),
    ),
    Column("acled_geo_precision", "1 to 3", "integer", low=1, high=3),
    Column("ucdp_where_prec", "1 to 7", "integer", low=1, high=7),
    Column("places_also", "its other places"),
    *(
        Column(f"{side}{what}", words)
        for side in ("side_a", "side_b")
        for what, words in (
            ("", "the report's words"),
            ("_actor", "known names, in their order"),
            ("_kind", "kinds, in their order"),
        )
    ),
    *(column for kind in KINDS for column in _harm(kind)),
    Column("items", "things: what was done with them"),
    Column("weapons", "means"),
)
INCIDENTS = Layout(
    "incidents",
    (
        Column("incident", "the incident's id", required=True),
        Column(
            "review",
            "what a person decided about it",
            required=True,
            values=frozenset(get_args(Review)),
        ),
        *SHARED,
        Column("killed_rule", "what set the number killed"),
        Column("decisions", "decisions of people who set a value"),
        Column("differs", "fields on which the accounts differ"),
        Column("missing", "fields that no claim fills"),
        Column("sources", "number of independent sources", "integer", required=True, low=1),
        Column("outlets", "near-copies counted once"),
        Column("speakers", "whom the reports quote"),
        Column("accounts", "ids of the events behind it", required=True),
        Column("evidence", "the reports' words"),
    ),
    (
        ("low, best and high are not in order", _ordered),
        (
            "date_end is before date_start",
            lambda r: not r["date_start"] or not r["date_end"] or r["date_start"] <= r["date_end"],
        ),
        ("latitude without longitude", lambda r: bool(r["latitude"]) == bool(r["longitude"])),
    ),
)
EVENTS = Layout(
    "events",
    (
        Column("account", "id: the report's number and the event's", required=True),
        Column("incident", "the incident that it belongs to", required=True),
        Column("report_id", "id of the report", required=True),
        Column("title", "title of the report"),
        Column("outlet", "outlet of the report"),
        Column("url", "web address of the report"),
        Column("language", "language of the report", required=True),
        Column("published", "first day it can have been published", "date"),
        Column("copy_of", "the report that this one is a near-copy of"),
        *SHARED,
        Column("speakers", "in the order of the claims"),
        Column("stances", "in the order of the claims"),
        Column("evidence", "the report's words"),
        Column("confidence", "0 to 1", "decimal", required=True, low=0, high=1),
    ),
)
CLAIMS = Layout(
    "claims",
    (
        Column("claim", "id: the account and the number of the claim", required=True),
        Column("account", "the account that it is part of", required=True),
        Column("incident", "the incident that it belongs to", required=True),
        Column("speaker", "who says so; REPORT: the report in its own voice", required=True),
        Column("speaker_title", "the report's words"),
        Column("speaker_kind", "person, official, media …", required=True),
        Column("via", "the channel through which it came"),
        Column("stance", "states, denies …", required=True, values=frozenset(get_args(Stance))),
        Column("cue", "the words that show the stance"),
        Column("kind", "kind of harm", values=frozenset(get_args(HarmKind))),
        Column("low", "empty if open or not given", "integer", low=0),
        Column("best", "best value", "integer", low=0),
        Column("high", "empty if open or not given", "integer", low=0),
        Column("whom", "the report's words"),
        Column("class", "who they were", values=frozenset(get_args(HarmClass))),
        Column("cumulative", "1: a running total", "integer", low=0, high=1),
        Column("words", "the report's words for the number"),
    ),
)
