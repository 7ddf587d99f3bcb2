"""Many inputs into a casebook: each report is coded only where it is not in; one that fails does not end the batch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from onrecord.casebook.casebook import CHUNK, Casebook
from onrecord.casebook.intake import Added
from onrecord.coding.coder import CoderProtocol
from onrecord.errors import Errors, OnrecordError, coding, complaint
from onrecord.readers import Known, Reading, readings
from onrecord.schema import CodedReport, Diagnostic

LINES = (".jsonl", ".ndjson")
CODED = "onrecord/1"
INCIDENTS = ("onrecord/stamp/1", "onrecord/incident/1")


@dataclass(frozen=True, slots=True)
class Done:
    """A report that is in, and the warnings on the way."""

    added: Added
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that cannot be read or coded."""

    error: OnrecordError


def each(
    inputs: Sequence[str], casebook: Casebook, *, coder: CoderProtocol, known: Known, by: str | None = None
) -> Iterator[tuple[str, Done | Failed]]:
    """(source, what became of it) for every report of the inputs; reports are in once they are handed out."""
    for source in inputs:
        try:
            schema = schema_of(source)
            if schema == CODED:
                yield from lines(source, casebook, by=by)
                continue
            if schema in INCIDENTS:
                raise OnrecordError(Errors.E718.format(source=source), code="E718")
            for reading in readings(source, known=known):
                yield (
                    (source, Failed(reading)) if isinstance(reading, OnrecordError) else (reading.source, one(reading, casebook, coder, by))
                )
        except OnrecordError as error:
            yield source, Failed(error)


def one(reading: Reading, casebook: Casebook, coder: CoderProtocol, by: str | None) -> Done | Failed:
    """One report that was read."""
    if name := casebook.find(reading.report):
        return Done(Added(name, new=False))
    try:
        with coding(reading.source):
            coded = reading.with_doubts(coder.code(reading.report))
            reading.report.model_dump_json()  # what cannot be written cannot be kept
    except OnrecordError as error:
        return Failed(error)
    return Done(casebook.store(reading.report, coded, coder=coder, by=by), coded.diagnostics)


def schema_of(source: str) -> str | None:
    """What the first of a file's JSON lines calls itself; coded reports are JSON lines of ``onrecord code``."""
    if not source.endswith(LINES) or not Path(source).is_file():
        return None
    with Path(source).open("rb") as file:
        start = file.readline(1 << 24)
    try:
        first = json.loads(start)
    except ValueError:
        return None
    return first.get("schema") if isinstance(first, dict) else None


def lines(source: str, casebook: Casebook, *, by: str | None) -> Iterator[tuple[str, Done | Failed]]:
    """The coded reports of a file, many in a transaction."""
    with Path(source).open("rb") as file:
        numbered = enumerate(file, start=1)
        while some := list(islice(((row, text) for row, text in numbered if text.strip()), CHUNK)):
            read: list[tuple[str, CodedReport]] = []
            for row, text in some:
                try:
                    read.append((f"{source}#{row}", CodedReport.model_validate_json(text)))
                except ValidationError as error:
                    problem = complaint(error)
                    yield source, Failed(OnrecordError(Errors.E209.format(source=source, row=row, problem=problem), code="E209"))
            for (name, _), added in zip(read, casebook.extend((coded for _, coded in read), by=by), strict=True):
                yield name, Done(added)
