"""Checks what a casebook contains against its audit trail: a report, a coding or a decision that
was changed or removed shows up."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from onrecord.casebook.audit import broken, entries
from onrecord.casebook.decisions import KINDS, load
from onrecord.casebook.intake import digest, sha
from onrecord.casebook.tables import codings, events, reports
from onrecord.schema import Report


def problems(connection: Connection) -> Iterator[str]:
    """Mismatches, in words: rows of the trail first, then what the trail records."""
    row = broken(connection)
    if row is not None:
        yield f"row {row} of the audit trail was changed, or a row before it was removed"
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
            d = entry.details
            taken[entry.subject] = (
                entry.action,
                d["named"],
                d["groups"],
                d.get("field"),
                d.get("value"),
                entry.by,
                d["reason"],
                entry.at,
            )
        if entry.action == "undo":
            undone.add(entry.subject)
    found = set()
    for number, payload in connection.execute(
        select(reports.c.number, reports.c.payload).order_by(reports.c.number)
    ):
        found.add(name := f"r{number}")
        if added.get(name) != digest(Report.model_validate_json(payload)):
            yield f"report {name} is not the one that was added"
    yield from (f"report {name} is gone" for name in added if name not in found)
    seen: dict[str, list[str]] = {}
    query = select(
        codings.c.id, codings.c.report, codings.c.source, codings.c.diagnostics
    ).order_by(codings.c.id)
    for id, number, source, diagnostics in connection.execute(query).all():
        payloads = (
            connection.execute(
                select(events.c.payload).where(events.c.coding == id).order_by(events.c.id)
            )
            .scalars()
            .all()
        )
        seen.setdefault(f"r{number}", []).append(sha([source, diagnostics, list(payloads)]))
    yield from (
        f"the coding of {name} is not the one that was made"
        for name, made in hashes.items()
        if seen.get(name, []) != made
    )
    decisions = {one.id: one for one in load(connection)}
    for name, recorded in taken.items():
        one = decisions.get(name)
        if one is None:
            yield f"decision {name} is gone"
        elif recorded != (
            one.kind,
            list(one.named),
            [list(g) for g in one.groups],
            one.field,
            one.value,
            one.by,
            one.reason,
            one.at,
        ) or one.undone != (name in undone):
            yield f"decision {name} is not the one that was taken"
    yield from (
        f"decision {name} is in no row of the trail" for name in decisions if name not in taken
    )
