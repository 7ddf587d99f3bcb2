"""Stored events as accounts, and as the traits that the linker compares."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from onrecord.casebook.sql import within
from onrecord.casebook.tables import codings, events, reports
from onrecord.codebook.types import Types
from onrecord.linking.traits import Traits, traits
from onrecord.schema import Account, Event, Report, Source


def accounts_of(connection: Connection, ids: Collection[int]) -> dict[int, Account]:
    """The accounts of stored events, by the events' ids."""
    found: dict[int, Account] = {}
    for some in within(events.c.id, ids):
        query = (
            select(events.c.id, events.c.report, events.c.name, events.c.payload, codings.c.source)
            .join(codings)
            .where(some)
        )
        for row in connection.execute(query):
            found[row.id] = Account(
                id=f"r{row.report}{row.name}",
                source=Source.model_validate_json(row.source),
                event=Event.model_validate_json(row.payload),
            )
    return found


def traits_of(connection: Connection, ids: Collection[int]) -> dict[int, Traits]:
    """The traits of stored events, by id; rebuilt if another version stored them in a form that
    cannot be used."""
    found: dict[int, Traits] = {}
    old: list[int] = []
    for some in within(events.c.id, ids):
        for row in connection.execute(select(events.c.id, events.c.traits).where(some)):
            try:
                found[row.id] = Traits.from_json(row.traits)
            except (TypeError, ValueError, KeyError):
                old.append(row.id)
    return found | rebuilt_traits(connection, old) if old else found


def rebuilt_traits(
    connection: Connection, ids: Collection[int], types: Types | None = None
) -> dict[int, Traits]:
    """The traits of stored events, built from the events and the texts of their reports; ``types``:
    the shipped ones by default."""
    accounts = accounts_of(connection, ids)
    found: dict[int, Traits] = {}
    for some in within(events.c.id, ids):
        for row in connection.execute(
            select(events.c.id, reports.c.payload)
            .join(reports, events.c.report == reports.c.number)
            .where(some)
        ):
            found[row.id] = traits(
                accounts[row.id], Report.model_validate_json(row.payload).text, types=types
            )
    return found
