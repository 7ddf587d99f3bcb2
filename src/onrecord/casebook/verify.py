"""Checks what a casebook contains against its audit trail: a report, a coding or a decision that
was changed or removed shows up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.casebook.audit import Entry, broken, entries
from onrecord.casebook.decisions import KINDS, Decision, load
from onrecord.casebook.intake import digest, sha
from onrecord.casebook.tables import codings, events, reports
from onrecord.schema import Report


def problems(connection: Connection) -> Iterator[str]:
    """Mismatches, in words: rows of the trail first, then what the trail records."""
    row = broken(connection)
    if row is not None:
        yield f"row {row} of the audit trail was changed, or a row before it was removed"
    trail = recorded(connection)
    yield from reports_off(connection, trail)
    yield from codings_off(connection, trail)
    yield from decisions_off(connection, trail)


class Recorded(NamedTuple):
    """What the audit trail says: the hash of each report, those of its codings in order, each
    decision as it was taken, and the decisions taken back."""

    added: Mapping[str, str]
    hashes: Mapping[str, Sequence[str]]
    taken: Mapping[str, tuple[object, ...]]
    undone: Collection[str]


def recorded(connection: Connection) -> Recorded:
    """Read the trail."""
    added: dict[str, str] = {}
    hashes: dict[str, list[str]] = {}
    taken: dict[str, tuple[object, ...]] = {}
    undone: set[str] = set()
    for entry in entries(connection):
        if entry.action == "import":
            added[entry.subject] = entry.details["report"]
        if entry.action in ("import", "recode"):
            hashes.setdefault(entry.subject, []).append(entry.details["coding"])
        if entry.action in KINDS:
            taken[entry.subject] = as_taken(entry)
        if entry.action == "undo":
            undone.add(entry.subject)
    return Recorded(added, hashes, taken, undone)


def as_taken(entry: Entry) -> tuple[object, ...]:
    """A decision as the trail has it."""
    d = entry.details
    field, value = d.get("field"), d.get("value")
    return (
        entry.action,
        d["named"],
        d["groups"],
        field,
        value,
        entry.by,
        d["reason"],
        entry.at,
    )


def as_stored(one: Decision) -> tuple[object, ...]:
    """A decision as the casebook has it, in the same order."""
    return (
        one.kind,
        list(one.named),
        [list(g) for g in one.groups],
        one.field,
        one.value,
        one.by,
        one.reason,
        one.at,
    )


def reports_off(connection: Connection, trail: Recorded) -> Iterator[str]:
    """Reports that were changed or removed."""
    found = set()
    for number, payload in connection.execute(
        select(reports.c.number, reports.c.payload).order_by(reports.c.number)
    ):
        found.add(name := f"r{number}")
        if trail.added.get(name) != digest(Report.model_validate_json(payload)):
            yield f"report {name} is not the one that was added"
    yield from (f"report {name} is gone" for name in trail.added if name not in found)


def codings_off(connection: Connection, trail: Recorded) -> Iterator[str]:
    """Codings that were changed or removed."""
    seen: dict[str, list[str]] = {}
    query = select(
        codings.c.id, codings.c.report, codings.c.source, codings.c.diagnostics
    ).order_by(codings.c.id)
    for id, number, source, diagnostics in connection.execute(query).all():
        payloads = connection.execute(
            select(events.c.payload).where(events.c.coding == id).order_by(events.c.id)
        ).scalars()
        seen.setdefault(f"r{number}", []).append(sha([source, diagnostics, list(payloads)]))
    for name, made in trail.hashes.items():
        if seen.get(name, []) != made:
            yield f"the coding of {name} is not the one that was made"


def decisions_off(connection: Connection, trail: Recorded) -> Iterator[str]:
    """Decisions that were changed, removed or added past the trail."""
    stored = {one.id: one for one in load(connection)}
    for name, taken in trail.taken.items():
        one = stored.get(name)
        if one is None:
            yield f"decision {name} is gone"
        elif as_stored(one) != taken or one.undone != (name in trail.undone):
            yield f"decision {name} is not the one that was taken"
    for name in stored:
        if name not in trail.taken:
            yield f"decision {name} is in no row of the trail"
