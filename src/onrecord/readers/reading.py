"""What a reader returns: a report and what was doubtful in reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from onrecord.errors import Errors, OnrecordError, complaint
from onrecord.readers.language import require_english
from onrecord.readers.source import LIMIT
from onrecord.schema import CodedReport, Diagnostic, Published, Report


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows about the reports; it takes precedence over what a file says.
    ``published`` is a day; ``limit`` is in bytes of text."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    retrieved: date | None = None
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Reading:
    """One report, where it came from, and the reader's warnings."""

    source: str
    report: Report
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    def with_doubts(self, coded: CodedReport) -> CodedReport:
        """The report as coded, with the reader's warnings before the coder's."""
        return (
            coded.model_copy(update={"diagnostics": (*self.diagnostics, *coded.diagnostics)})
            if self.diagnostics
            else coded
        )


def build(
    text: str,
    *,
    source: str,
    known: Known,
    found: Mapping[str, Any],
    doubts: tuple[Diagnostic, ...] = (),
    row: int = 1,
) -> Reading:
    """The report of ``text``; ``found`` has the fields that the file itself gives (its date as a
    ``Published``).

    Raises:
        OnrecordError: E205 (too long), E206 (not English), E209 (a field that does not fit, such as
            an invalid date).
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > known.limit:
        raise OnrecordError(
            Errors.E205.format(source=source, size=size, limit=known.limit), code="E205"
        )
    require_english(text, source=source)
    fields = {name: value for name, value in found.items() if value not in (None, "")}
    given = {
        name: getattr(known, name) for name in ("title", "outlet", "url", "published", "retrieved")
    }
    fields |= {name: value for name, value in given.items() if value is not None}
    try:
        return Reading(source, Report(text=text, **fields), doubts)
    except ValidationError as error:
        problem = complaint(error)
        raise OnrecordError(
            Errors.E209.format(source=source.removesuffix(f"#{row}"), row=row, problem=problem),
            code="E209",
        ) from error


def metadata(day: str | None) -> Published | None:
    """A day from a file's metadata, or None if it is not an ISO day."""
    try:
        return Published.on(date.fromisoformat(day[:10]), "metadata") if day else None
    except ValueError:
        return None
