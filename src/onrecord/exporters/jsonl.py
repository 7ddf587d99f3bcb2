"""JSON lines: coded reports, one per line; incidents with everything known about them, read back
byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from onrecord.codebook import Codebook
from onrecord.errors import Errors, OnrecordError
from onrecord.exporters.stamp import Stamp
from onrecord.schema import CodedReport, Incident


def export(
    coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
    """One line per report, in their order."""
    for one in coded:
        yield one.to_json(indent=None) + "\n"


class Lines:
    """Incidents: the stamp on the first line, then one line per incident."""

    between = "\n"

    def head(self, stamp: Stamp) -> str:
        """The stamp."""
        return stamp.to_json() + "\n"

    def line(self, incident: Incident, book: Codebook) -> str:
        """The whole incident."""
        return incident.model_dump_json(by_alias=True)

    def problems(self, line: str) -> list[str]:
        """What is wrong with a line: it must read back as the same incident, to the byte."""
        try:
            back = Incident.model_validate_json(line)
        except ValidationError as error:
            return [complaint(error)]
        return (
            [] if back.model_dump_json(by_alias=True) == line else ["does not read back as it was"]
        )

    def foot(self, stamp: Stamp) -> str:
        """The last newline."""
        return "\n" if stamp.count else ""


FORM = Lines()


def stamp_of(path: Path) -> Stamp:
    """The stamp on the first line. Raises OnrecordError: E201 if the file cannot be read, E614 if
    it has none."""
    with _opened(path) as file:
        first = file.readline()
    try:
        return Stamp.model_validate_json(first)
    except ValidationError as error:
        raise OnrecordError(
            Errors.E614.format(file=path, line=1, problem="there is no stamp of an export"),
            code="E614",
        ) from error


def read(path: Path) -> Iterator[Incident]:
    """The incidents of an export as ``jsonl``, in their order, as they were.

    Raises:
        OnrecordError: E201 if the file cannot be read, E613 if it does not contain as many
            incidents as its stamp says, E614 if a line is not one.
    """
    stamp, count = stamp_of(path), 0
    with _opened(path) as file:
        next(file)
        for number, line in enumerate(file, 2):
            try:
                yield Incident.model_validate_json(line)
            except ValidationError as error:
                raise OnrecordError(
                    Errors.E614.format(file=path, line=number, problem=complaint(error)),
                    code="E614",
                ) from error
            count += 1
    if count != stamp.count:
        raise OnrecordError(
            Errors.E613.format(
                file=path.name, problem=f"it contains {count} incidents, not {stamp.count}"
            ),
            code="E613",
        )


def complaint(error: ValidationError) -> str:
    """The first thing that pydantic found wrong, with where."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _opened(path: Path) -> IO[str]:
    try:
        return path.open(encoding="utf-8", newline="\n")
    except OSError as error:
        raise OnrecordError(
            Errors.E201.format(source=path, reason=(error.strerror or str(error)).lower()),
            code="E201",
        ) from error
