"""The base of every incident format: a head, one line per incident, a foot, and a checker of what
was written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from onrecord.exporters.check import Layout, cells
from onrecord.exporters.stamp import Stamp
from onrecord.schema import Incident

if TYPE_CHECKING:
    from onrecord.codebook import Codebook


class LeftOut(Exception):  # noqa: N818  # not an error: the table has no row for such an incident
    """An incident for which a table has no row, and why; the stamp counts these by reason."""


class Form(Protocol):
    """A format written line by line."""

    between: str

    def head(self, stamp: Stamp) -> str:
        """What comes before the lines."""

    def line(self, incident: Incident, book: Codebook) -> str:
        """An incident's line, without the newline. Raises LeftOut if the format has none for it."""

    def problems(self, line: str) -> list[str]:
        """What is wrong with a line as written."""

    def foot(self, stamp: Stamp) -> str:
        """What comes after the lines."""


@dataclass(frozen=True)
class Tabular:
    """A table: a header and one line per incident.

    Args:
        layout: its columns and their rules.
        row: an incident's values by column; a missing value or None is an empty cell.
        delimiter: a tab makes a table without quoting: tabs and line ends within a value become
            blanks.
        under: lines below the header, by the names of the columns (HXL's tags).
    """

    layout: Layout
    row: Callable[[Incident, Codebook], Mapping[str, object]]
    delimiter: str = ","
    under: tuple[str, ...] = ()
    between: str = "\n"

    def head(self, stamp: Stamp) -> str:
        """The header, and the tags if the format has them."""
        rows = [self.layout.header, *([self.under] if self.under else [])]
        return "".join(self.written(row) + "\n" for row in rows)

    def line(self, incident: Incident, book: Codebook) -> str:
        """The incident's row."""
        row = self.row(incident, book)
        return self.written(text(row.get(name)) for name in self.layout.header)

    def problems(self, line: str) -> list[str]:
        """What the checker says of the row, read back."""
        quoting: Literal[0, 3] = csv.QUOTE_NONE if self.delimiter == "\t" else csv.QUOTE_MINIMAL
        rows = list(
            csv.reader(io.StringIO(line, newline=""), delimiter=self.delimiter, quoting=quoting)
        )
        return (
            self.layout.problems(dict(cells(self.layout, rows[0])))
            if len(rows) == 1
            else [f"{len(rows)} rows instead of one"]
        )

    def foot(self, stamp: Stamp) -> str:
        """The last newline."""
        return "\n" if stamp.count else ""

    def written(self, values: Iterable[str]) -> str:
        """A row as text: RFC 4180, or tabs."""
        if self.delimiter == "\t":
            return "\t".join(" ".join(value.split()) for value in values)
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="").writerow([plain(value) for value in values])
        return out.getvalue()


def text(value: object) -> str:
    """A value as a cell: numbers and days as they are, an unknown value empty."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".") if value else "0"
    return str(value)


def plain(value: str) -> str:
    """A cell without line ends and control characters: one incident, one line."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in value).split())
