"""Reports taken into the casebook: kept whole, told apart by their content, near-copies found, coded events stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from onrecord.casebook.audit import Trail, compact
from onrecord.casebook.linkage import block
from onrecord.casebook.tables import bands, coders, codings, events, reports
from onrecord.codebook.types import Types
from onrecord.linking.copies import Signature, is_copy, signature
from onrecord.linking.copies import bands as bands_of
from onrecord.linking.traits import Traits, traits
from onrecord.schema import Account, CodedReport, Event, Published, Report, Source

READ = ("given", "metadata")
"""Days of publication that come with a report; the others its coder found."""


@dataclass(frozen=True, slots=True)
class Made:
    """What made a coding: the version of onrecord, the hashes of codebook and gazetteer, the language model, the rules for vague numbers.
    Empty where it is not known, as of reports that were coded elsewhere."""

    version: str = ""
    codebook: str = ""
    gazetteer: str = ""
    model: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report: its number (``r7``), whether it is new, its events (``r7e3``), the report that it is a near-copy of, and
    the incidents that its events went into (``i12``)."""

    report: str
    new: bool
    events: tuple[str, ...] = ()
    copy_of: str | None = None
    incidents: tuple[str, ...] = ()


def as_read(report: Report) -> Report:
    """The report as it was before a coder found its day of publication."""
    return report if report.published.basis in READ else report.model_copy(update={"published": Published()})


def digest(report: Report) -> str:
    """What tells reports apart: text, title, outlet, address, and the id that it was given."""
    given = report.id if not report.id.startswith("sha256:") else None
    return sha([report.text, report.title, report.outlet, report.url, given])


def sha(value: Any) -> str:
    """``sha256:…`` of a value as JSON."""
    return "sha256:" + hashlib.sha256(compact(value).encode("utf-8", "surrogatepass")).hexdigest()


def known(connection: Connection, report: Report) -> int | None:
    """The number under which a report is already in."""
    return connection.execute(select(reports.c.number).where(reports.c.digest == digest(report))).scalar()


def following(connection: Connection, table: Table, column: str) -> int:
    """The next number of a table: no number is left out, so that the same steps give the same numbers."""
    return (connection.execute(select(func.max(table.c[column]))).scalar() or 0) + 1


def keep(connection: Connection, report: Report) -> tuple[int, int | None]:
    """Store a new report; gives its number and that of the report it is a near-copy of."""
    number = following(connection, reports, "number")
    mine = signature(report.text)
    shared = bands_of(mine)
    original = original_of(connection, mine, shared)
    row = {
        "number": number,
        "digest": digest(report),
        "id": report.id,
        "payload": report.model_dump_json(),
        "signature": mine.pack().hex(),
        "copy_of": original,
    }
    connection.execute(insert(reports), row)
    connection.execute(insert(bands), [{"band": band, "report": number} for band in dict.fromkeys(shared)])
    return number, original


def original_of(connection: Connection, mine: Signature, shared: Sequence[str]) -> int | None:
    """The first report that this is a near-copy of; of a copy's copy its original."""
    query = select(reports.c.number, reports.c.copy_of, reports.c.signature).where(
        reports.c.number.in_(select(bands.c.report).where(bands.c.band.in_(shared)))
    )
    for row in connection.execute(query.order_by(reports.c.number)):
        if is_copy(Signature.unpack(bytes.fromhex(row.signature)), mine):
            return int(row.copy_of or row.number)
    return None


def coder_of(connection: Connection, made: Made) -> int:
    """The id under which a coder stands."""
    c = coders.c
    fields = {name: getattr(made, name) for name in Made.__slots__}
    found = connection.execute(select(c.id).where(*(c[name] == value for name, value in fields.items()))).scalar()
    if found is None:
        found = following(connection, coders, "id")
        connection.execute(insert(coders), {"id": found, **fields})
    return found


def code(
    connection: Connection,
    number: int,
    coded: CodedReport,
    *,
    made: Made,
    copy_of: int | None,
    types: Types,
    seqs: Mapping[str, int] | None = None,
) -> tuple[dict[int, Traits], str]:
    """Store a coding as the report's current one; gives the traits of its events by their ids, and the coding's hash.

    Args:
        seqs: the lasting numbers that events have from older codings, by the events' names; the others get their own.
    """
    report = coded.report
    source = Source(
        id=f"r{number}", title=report.title, outlet=report.outlet, url=report.url, language=report.language, published=report.published,
        copy_of=f"r{copy_of}" if copy_of else None,
    ).model_dump_json(exclude_defaults=True)  # fmt: skip
    payloads = [payload(one) for one in coded.events]
    diagnostics = compact([d.model_dump() for d in coded.diagnostics])
    hashed = sha([source, diagnostics, payloads])
    connection.execute(update(codings).where(codings.c.report == number, codings.c.current).values(current=False))
    connection.execute(update(events).where(events.c.report == number, events.c.current).values(current=False))
    coding = following(connection, codings, "id")
    row = {
        "id": coding,
        "report": number,
        "coder": coder_of(connection, made),
        "digest": hashed,
        "source": source,
        "diagnostics": diagnostics,
        "current": True,
    }
    connection.execute(insert(codings), row)
    first = following(connection, events, "id")
    found: dict[int, Traits] = {}
    rows = []
    origin = Source.model_validate_json(source)
    for id, (one, text) in enumerate(zip(coded.events, payloads, strict=True), start=first):
        found[id] = traits(Account(id=f"r{number}{one.id}", source=origin, event=one), report.text, types=types)
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
        connection.execute(insert(events), rows)
    block(connection, found)
    return found, hashed


def payload(one: Event) -> str:
    """An event as stored: what is by default is left out."""
    return one.model_dump_json(by_alias=True, exclude_defaults=True)


def event(text: str) -> Event:
    """An event as it was stored by :func:`payload`."""
    return Event.model_validate_json(text)


def take(
    connection: Connection, report: Report, coded: CodedReport, *, made: Made, types: Types, trail: Trail
) -> tuple[Added, dict[int, Traits]]:
    """Store a report as it was read, and its coding, unless it is in; its events are blocked, not yet linked."""
    number = known(connection, report)
    if number is not None:
        return Added(f"r{number}", new=False), {}
    number, original = keep(connection, report)
    found, hashed = code(connection, number, coded, made=made, copy_of=original, types=types)
    details = {"report": digest(report), "coding": hashed, "events": len(found)}
    trail.write("import", f"r{number}", {**details, "copy_of": f"r{original}"} if original else details)
    return Added(f"r{number}", True, tuple(one.id for one in found.values()), f"r{original}" if original else None), found


def report_of(connection: Connection, number: int) -> Report | None:
    """A stored report, as it was read."""
    text = connection.execute(select(reports.c.payload).where(reports.c.number == number)).scalar()
    return Report.model_validate_json(text) if text else None


def coded_of(connection: Connection, coding: int) -> tuple[Source, tuple[Event, ...]]:
    """A stored coding: the source as that coder read it, and the events."""
    source = connection.execute(select(codings.c.source).where(codings.c.id == coding)).scalar_one()
    found = connection.execute(select(events.c.payload).where(events.c.coding == coding).order_by(events.c.id)).scalars()
    return Source.model_validate_json(source), tuple(event(text) for text in found)
