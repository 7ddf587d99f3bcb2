"""Many inputs into a casebook: a report is coded only if it is not yet in; one that fails does not
end the batch."""

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
from onrecord.readers import Known, Reading, holds_many, readings
from onrecord.schema import CodedReport, Diagnostic

OURS, CODED = "onrecord/", "onrecord/1"
"""Our own schemas, and the one of coded reports."""


@dataclass(frozen=True, slots=True)
class Done:
    """A report that is in, and the warnings raised on the way."""

    added: Added
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that cannot be read or coded."""

    error: OnrecordError


def expected(inputs: Sequence[str]) -> int | None:
    """How many reports the inputs contain, coded JSON lines counted; None if that is not known
    before they are read."""
    count = 0
    for source in inputs:
        if schema(source) == CODED:
            with Path(source).open("rb") as file:
                count += sum(1 for text in file if text.strip())
        elif holds_many(source):
            return None
        else:
            count += 1
    return count


def each(
    inputs: Sequence[str],
    casebook: Casebook,
    *,
    coder: CoderProtocol,
    known: Known,
    by: str | None = None,
) -> Iterator[tuple[str, Done | Failed]]:
    """(source, result) for every report of the inputs; a report is in the casebook by the time it
    is yielded."""
    for source in inputs:
        try:
            kind = schema(source)
            if kind.startswith(OURS) and kind != CODED:
                raise OnrecordError(Errors.E719.format(source=source), code="E719")
            if kind == CODED:
                yield from lines(source, casebook, by=by)
                continue
            for reading in readings(source, known=known):
                yield (
                    (source, Failed(reading))
                    if isinstance(reading, OnrecordError)
                    else (reading.source, one(reading, casebook, coder, by))
                )
        except OnrecordError as error:
            yield source, Failed(error)


def one(
    reading: Reading, casebook: Casebook, coder: CoderProtocol, by: str | None
) -> Done | Failed:
    """Add one report that was read."""
    if name := casebook.find(reading.report):
        return Done(Added(name, new=False))
    try:
        with coding(reading.source):
            coded = reading.with_doubts(coder.code(reading.report))
            reading.report.model_dump_json()  # what cannot be written cannot be stored
    except OnrecordError as error:
        return Failed(error)
    return Done(casebook.store(reading.report, coded, coder=coder, by=by), coded.diagnostics)


def schema(source: str) -> str:
    """The schema that a file's first line of JSON names, such as ``onrecord/1`` in the output of
    ``onrecord code``, whatever the file's name."""
    if not Path(source).is_file():
        return ""
    with Path(source).open("rb") as file:
        start = file.read(1)
        start += file.readline(1 << 24) if start == b"{" else b""
    try:
        first = json.loads(start)
    except ValueError:
        return ""
    return str(first.get("schema", "")) if isinstance(first, dict) else ""


def lines(
    source: str, casebook: Casebook, *, by: str | None
) -> Iterator[tuple[str, Done | Failed]]:
    """The coded reports of a file, many per transaction."""
    with Path(source).open("rb") as file:
        numbered = enumerate(file, start=1)
        while some := list(islice(((row, text) for row, text in numbered if text.strip()), CHUNK)):
            read: list[tuple[str, CodedReport]] = []
            for row, text in some:
                try:
                    read.append((f"{source}#{row}", CodedReport.model_validate_json(text)))
                except ValidationError as error:
                    problem = ": ".join(
                        [*map(str, error.errors()[0]["loc"][-1:]), complaint(error)]
                    )
                    yield (
                        source,
                        Failed(
                            OnrecordError(
                                Errors.E209.format(source=source, row=row, problem=problem),
                                code="E209",
                            )
                        ),
                    )
            for (name, _), added in zip(
                read, casebook.extend((coded for _, coded in read), by=by), strict=True
            ):
                yield name, Done(added)
