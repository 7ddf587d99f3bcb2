"""The audit trail: who did what when, each row hashed with the one before it, so that a change to
any row shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from onrecord.casebook.tables import audit

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the audit trail.

    ``action``: import, recode, a kind of decision (merge, set …), undo, headline, salt, export;
    ``subject``: what it was done to (``r7``, ``i12``, ``d4``); ``at``: UTC; ``hash``: over this row
    and the hash of the one before.
    """

    number: int
    at: str
    by: str
    action: str
    subject: str
    details: Mapping[str, Any]
    hash: str


def now() -> datetime:
    """The clock of decisions and of the audit trail; no result depends on it."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as text, to the second, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def compact(value: Any) -> str:
    """JSON in one line, its keys in order: the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(
    before: str, number: int, at: str, by: str, action: str, subject: str, details: str
) -> str:
    """The hash of a row."""
    return hashlib.sha256(
        "\x1f".join((before, str(number), at, by, action, subject, details)).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


class Trail:
    """Writes rows of the audit trail within one transaction."""

    def __init__(self, connection: Connection, *, by: str, at: datetime) -> None:
        self.connection, self.by, self.at = connection, by, stamp(at)
        last = connection.execute(
            select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
        ).first()
        self.number: int = last.number if last else 0
        self.hash: str = last.hash if last else START

    def write(self, action: str, subject: str, details: Mapping[str, Any]) -> int:
        """Add a row; returns its number."""
        self.number += 1
        text = compact(details)
        self.hash = seal(self.hash, self.number, self.at, self.by, action, subject, text)
        row = {
            "number": self.number,
            "at": self.at,
            "by": self.by,
            "action": action,
            "subject": subject,
            "details": text,
            "hash": self.hash,
        }
        self.connection.execute(insert(audit), row)
        return self.number


def entries(connection: Connection, *, last: int | None = None) -> Iterator[Entry]:
    """The rows in order; if ``last`` is given only that many rows from the end."""
    query = select(audit).order_by(audit.c.number)
    if last is not None:
        end = connection.execute(select(func.max(audit.c.number))).scalar() or 0
        query = query.where(audit.c.number > end - last)
    for row in connection.execute(query):
        yield Entry(
            row.number, row.at, row.by, row.action, row.subject, json.loads(row.details), row.hash
        )


def broken(connection: Connection) -> int | None:
    """The number of the first row that does not fit the one before it; None if the whole trail is
    intact."""
    before = START
    for number, row in enumerate(
        connection.execute(select(audit).order_by(audit.c.number)), start=1
    ):
        if row.number != number or row.hash != seal(
            before, number, row.at, row.by, row.action, row.subject, row.details
        ):
            return number
        before = row.hash
    return None
