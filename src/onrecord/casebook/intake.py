"""Reports taken into the casebook: kept whole, distinguished by their content, near-copies found,
coded events stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from onrecord.casebook.audit import Trail, compact
from onrecord.casebook.linkage import block
from onrecord.casebook.tables import bands, coders, codings, events, reports
from onrecord.codebook.types import Types
from onrecord.errors import Errors, OnrecordError
from onrecord.linking.copies import Signature, is_copy, signature
from onrecord.linking.copies import bands as bands_of
from onrecord.linking.traits import Traits, traits
from onrecord.schema import Account, CodedReport, Event, Published, Report, Source

READ = ("given", "metadata")
"""Days of publication that come with a report; the coder finds the others."""


@dataclass(frozen=True, slots=True)
class Made:
    """What made a coding: the version of onrecord, the hashes of codebook and gazetteer, the
    language model, the rules for vague numbers, and what unfinished dates count from (``mode``).

    Empty if it is not known, for example for reports that were coded elsewhere.
    """

    version: str = ""
    codebook: str = ""
    gazetteer: str = ""
    model: str = ""
    rules: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report: its number (``r7``), whether it is new, its events (``r7e3``), the
    report that it is a near-copy of, and the incidents that its events were added to (``i12``)."""

    report: str
    new: bool
    events: tuple[str, ...] = ()
    copy_of: str | None = None
    incidents: tuple[str, ...] = ()


def as_read(report: Report) -> Report:
    """The report as it was before a coder found its day of publication."""
    return (
        report
        if report.published.basis in READ
        else report.model_copy(update={"published": Published()})
    )


def digest(report: Report) -> str:
    """What distinguishes reports: text, title, outlet, address, and the id that it was given."""
    given = report.id if not report.id.startswith("sha256:") else None
    return sha([report.text, report.title, report.outlet, report.url, given])


def sha(value: Any) -> str:
    """``sha256:…`` of a value as JSON."""
    return "sha256:" + hashlib.sha256(compact(value).encode("utf-8", "surrogatepass")).hexdigest()


def known(connection: Connection, report: Report) -> int | None:
    """The number of a report that is already in the casebook."""
    return connection.execute(KNOWN, {"digest": digest(report)}).scalar()


class Intake:
    """Takes reports in, within one transaction.

    Numbers go up by one from the last, without gaps: the same steps give the same numbers.
    Statements are prepared once: a batch runs them thousands of times.
    """

    def __init__(self, connection: Connection, *, made: Made, types: Types, trail: Trail) -> None:
        self.connection, self.made, self.types, self.trail = connection, made, types, trail
        self._last: dict[str, int] = {}

    def _number(self, table: Table, column: str = "id") -> int:
        last = self._last.get(table.name)
        if last is None:
            last = self.connection.execute(select(func.max(table.c[column]))).scalar() or 0
        self._last[table.name] = last + 1
        return last + 1

    @cached_property
    def _coder(self) -> int:
        """The id under which the coder is stored."""
        fields = {name: getattr(self.made, name) for name in Made.__slots__}
        query = select(coders.c.id).where(
            *(coders.c[name] == value for name, value in fields.items())
        )
        found = self.connection.execute(query).scalar()
        if found is None:
            found = self._number(coders)
            self.connection.execute(insert(coders), {"id": found, **fields})
        return found

    def take(self, report: Report, coded: CodedReport) -> tuple[Added, dict[int, Traits]]:
        """Store a report as it was read, and its coding, unless it is already in; its events are
        blocked, but not yet linked.

        Raises:
            OnrecordError: E717 if the events' ids are not distinct.
        """
        if (number := known(self.connection, report)) is not None:
            return Added(f"r{number}", new=False), {}
        ids = [one.id for one in coded.events]
        if len(set(ids)) < len(ids) or not all(id[:1].isalpha() for id in ids):
            raise OnrecordError(
                Errors.E717.format(report=report.id, ids=", ".join(ids)), code="E717"
            )
        number, original = self._keep(report)
        found, hashed = self.code(number, report, coded, copy_of=original)
        details = {"report": digest(report), "coding": hashed, "events": len(found)}
        self.trail.write(
            "import", f"r{number}", {**details, "copy_of": f"r{original}"} if original else details
        )
        return Added(
            f"r{number}",
            True,
            tuple(one.id for one in found.values()),
            f"r{original}" if original else None,
        ), found

    def _keep(self, report: Report) -> tuple[int, int | None]:
        """Store a new report; returns its number and the number of the report it is a near-copy
        of."""
        number = self._number(reports, "number")
        mine = signature(report.text)
        shared = list(dict.fromkeys(bands_of(mine)))
        original = self._original(mine, shared)
        row = {
            "number": number,
            "digest": digest(report),
            "payload": report.model_dump_json(),
            "signature": mine.pack().hex(),
            "copy_of": original,
        }
        self.connection.execute(insert(reports), row)
        self.connection.execute(
            insert(bands), [{"band": band, "report": number} for band in shared]
        )
        return number, original

    def _original(self, mine: Signature, shared: Sequence[str]) -> int | None:
        """The first report that this is a near-copy of; for a copy of a copy its original."""
        for row in self.connection.execute(NEAR, {"bands": shared}):
            if is_copy(Signature.unpack(bytes.fromhex(row.signature)), mine):
                return int(row.copy_of or row.number)
        return None

    def code(
        self,
        number: int,
        report: Report,
        coded: CodedReport,
        *,
        copy_of: int | None,
        seqs: Mapping[str, int] | None = None,
    ) -> tuple[dict[int, Traits], str]:
        """Store a coding as the report's current one.

        Returns the traits of its events by their ids, and the coding's hash.

        Args:
            seqs: the lasting numbers that events have from older codings, by the events' names; the
                others get new ones.
        """
        source = Source(
            id=f"r{number}",
            title=report.title,
            outlet=report.outlet,
            url=report.url,
            language=report.language,
            published=coded.report.published,
            copy_of=f"r{copy_of}" if copy_of else None,
        )
        origin, payloads = (
            source.model_dump_json(exclude_defaults=True),
            [payload(one) for one in coded.events],
        )
        diagnostics = compact([d.model_dump() for d in coded.diagnostics])
        coding = self._number(codings)
        row = {
            "id": coding,
            "report": number,
            "coder": self._coder,
            "digest": sha([origin, diagnostics, payloads]),
            "source": origin,
            "diagnostics": diagnostics,
            "current": True,
        }
        self.connection.execute(insert(codings), row)
        found: dict[int, Traits] = {}
        rows = []
        for one, text in zip(coded.events, payloads, strict=True):
            id = self._number(events)
            found[id] = traits(
                Account(id=f"r{number}{one.id}", source=source, event=one),
                report.text,
                types=self.types,
            )
            rows.append(
                {
                    "id": id,
                    "coding": coding,
                    "report": number,
                    "name": one.id,
                    "seq": (seqs or {}).get(one.id, id),
                    "current": True,
                    "payload": text,
                    "traits": found[id].to_json(),
                }
            )
        if rows:
            self.connection.execute(insert(events), rows)
        block(self.connection, found)
        return found, str(row["digest"])


def retire(connection: Connection, number: int) -> None:
    """Mark the current coding of a report as no longer current."""
    connection.execute(
        update(codings).where(codings.c.report == number, codings.c.current).values(current=False)
    )
    connection.execute(
        update(events).where(events.c.report == number, events.c.current).values(current=False)
    )


KNOWN = select(reports.c.number).where(reports.c.digest == bindparam("digest"))
NEAR = (
    select(reports.c.number, reports.c.copy_of, reports.c.signature)
    .where(
        reports.c.number.in_(
            select(bands.c.report).where(bands.c.band.in_(bindparam("bands", expanding=True)))
        )
    )
    .order_by(reports.c.number)
)


def payload(one: Event) -> str:
    """An event as stored: default values are left out."""
    return one.model_dump_json(by_alias=True, exclude_defaults=True)


def event(text: str) -> Event:
    """An event as it was stored by :func:`payload`."""
    return Event.model_validate_json(text)


def report_of(connection: Connection, number: int) -> Report | None:
    """A stored report, as it was read."""
    text = connection.execute(select(reports.c.payload).where(reports.c.number == number)).scalar()
    return Report.model_validate_json(text) if text else None


def stored_report(connection: Connection, number: int) -> Report:
    """A report that is known to be stored."""
    query = select(reports.c.payload).where(reports.c.number == number)
    return Report.model_validate_json(connection.execute(query).scalar_one())


def coded_of(connection: Connection, coding: int) -> tuple[Source, tuple[Event, ...]]:
    """A stored coding: the source as that coder read it, and the events."""
    source = connection.execute(select(codings.c.source).where(codings.c.id == coding)).scalar_one()
    found = connection.execute(
        select(events.c.payload).where(events.c.coding == coding).order_by(events.c.id)
    ).scalars()
    return Source.model_validate_json(source), tuple(event(text) for text in found)
