"""Parquet: three tables, incidents, their events and their claims, joined by ids; the stamp is in
the metadata of each."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from onrecord.errors import Errors, OnrecordError, writing
from onrecord.exporters.check import Column, Layout
from onrecord.exporters.flat import CLAIMS, EVENTS, INCIDENTS, claim_rows, event_rows, incident_row
from onrecord.exporters.stamp import Stamp, sidecar, write_stamp
from onrecord.exporters.text_form import text
from onrecord.schema import Incident

if TYPE_CHECKING:
    from onrecord.codebook import Codebook
    from onrecord.exporters.protect import Protection

BATCH = 5000
KEY = b"onrecord"


def write(
    incidents: Iterable[Incident],
    out: Path,
    stamp: Stamp,
    *,
    book: Codebook,
    protect: Protection | None = None,
) -> Stamp:
    """Write incidents as three files next to each other, all or none.

    For ``x.parquet`` these are ``x.incidents.parquet``, ``x.events.parquet``, ``x.claims.parquet``,
    and the stamp ``x.parquet.stamp.json``. ``count`` and ``rows`` of the stamp are those of the
    incidents' table.

    Raises:
        OnrecordError: E602 if a file cannot be written, E612 if a row does not fit, E691 if pyarrow
            is missing.
    """
    arrow, parquet = _pyarrow()
    tables: dict[str, tuple[Layout, Callable[[Incident], Iterable[Mapping[str, object]]]]] = {
        "incidents": (INCIDENTS, lambda incident: [incident_row(incident, book)]),
        "events": (EVENTS, event_rows),
        "claims": (CLAIMS, claim_rows),
    }
    stem = out.stem if out.suffix == ".parquet" else out.name
    names = {name: f"{stem}.{name}.parquet" for name in tables}
    count, hash = 0, hashlib.sha256()
    with writing(out), tempfile.TemporaryDirectory(prefix=".onrecord-", dir=out.parent) as folder:
        paths = {name: Path(folder) / name for name in tables}
        schemas = {
            name: arrow.schema([(c.name, _type(arrow, c)) for c in layout.columns])
            for name, (layout, _) in tables.items()
        }
        writers = {
            name: parquet.ParquetWriter(paths[name], schemas[name], compression="zstd")
            for name in tables
        }
        given = iter(protect.over(incidents) if protect else incidents)
        while batch := list(islice(given, BATCH)):
            for name, (layout, rows) in tables.items():
                checked = [(incident, row) for incident in batch for row in rows(incident)]
                for line in _lines(layout, checked):
                    if name == "incidents":
                        hash.update(line.encode() + b"\n")
                        count += 1
                values = [
                    {c.name: _value(row.get(c.name), c) for c in layout.columns}
                    for _, row in checked
                ]
                writers[name].write_table(arrow.Table.from_pylist(values, schema=schemas[name]))
        made = stamp.model_copy(update={"count": count, "rows": f"sha256:{hash.hexdigest()}"})
        for writer in writers.values():
            writer.add_key_value_metadata({KEY: made.to_json().encode()})
            writer.close()
        stamp_file = Path(folder) / "stamp"
        made = write_stamp(stamp_file, made, {names[name]: path for name, path in paths.items()})
        for name, path in paths.items():
            path.replace(out.with_name(names[name]))
        stamp_file.replace(sidecar(out))
    return made


def stamp_of(path: Path) -> Stamp:
    """The stamp within a file. Raises OnrecordError: E613 if it has none, E691 if pyarrow is
    missing."""
    _, parquet = _pyarrow()
    found = (parquet.read_schema(path).metadata or {}).get(KEY) or (
        parquet.read_metadata(path).metadata or {}
    ).get(KEY)
    if found is None:
        raise OnrecordError(
            Errors.E613.format(file=path.name, problem="it has no stamp"), code="E613"
        )
    return Stamp.model_validate_json(found)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise OnrecordError(
            Errors.E691.format(package="pyarrow", extra="parquet"), code="E691"
        ) from error
    module: ModuleType = pyarrow
    return module, pyarrow.parquet


def _type(arrow: Any, column: Column) -> Any:
    return {"integer": arrow.int64, "decimal": arrow.float64, "date": arrow.date32}.get(
        column.kind, arrow.string
    )()


def _value(value: object, column: Column) -> object:
    """A value as the table stores it: an empty text becomes None."""
    if value is None or value == "":
        return None
    return value if column.kind in ("integer", "decimal") or isinstance(value, date) else str(value)


def _lines(layout: Layout, rows: Iterable[tuple[Incident, Mapping[str, object]]]) -> Iterator[str]:
    """Each row as text, checked against its layout. Raises OnrecordError (E612)."""
    for incident, row in rows:
        cells = {name: text(row.get(name)) for name in layout.header}
        if problems := layout.problems(cells):
            raise OnrecordError(
                Errors.E612.format(
                    incident=incident.id, layout=layout.name, problems="; ".join(problems)
                ),
                code="E612",
            )
        yield "\t".join(" ".join(value.split()) for value in cells.values())
