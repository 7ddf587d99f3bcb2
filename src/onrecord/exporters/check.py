"""Layouts of other tables, and the checker that every row goes through on its way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Row = Mapping[str, str]
Rule = tuple[str, Callable[[Row], bool]]
"""What must be true of a row, in words, and the test. A rule is applied only to rows whose columns
are all valid."""

_INTEGER = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d([T ]00:00:00(\.0+)?)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a layout.

    Args:
        name: its header.
        what: what we fill it with, or why it stays empty, in a few words for the documentation.
        kind: ``empty`` if we cannot know it.
        required: whether every row must fill it.
        values: its vocabulary.
        low, high: the bounds of a number.
        many: whether its vocabulary applies to each of several values separated by ";".
    """

    name: str
    what: str
    kind: Literal["text", "integer", "decimal", "date", "empty"] = "text"
    required: bool = False
    values: frozenset[str] | None = None
    low: float | None = None
    high: float | None = None
    many: bool = False

    def problem(self, value: str) -> str | None:
        """What is wrong with a value; None if nothing is."""
        if not value:
            return "is empty" if self.required else None
        if self.kind == "empty":
            return None  # other makers of the table may fill it
        return self._malformed(value) or self._out_of_bounds(value) or self._strange(value)

    def _malformed(self, value: str) -> str | None:
        if self.kind == "integer" and not _INTEGER.fullmatch(value):
            return f"{value!r} is not a whole number"
        if self.kind == "decimal" and not _DECIMAL.fullmatch(value):
            return f"{value!r} is not a number"
        if self.kind == "date" and not is_day(value):
            return f"{value!r} is not an ISO day"
        return None

    def _out_of_bounds(self, value: str) -> str | None:
        if self.kind not in ("integer", "decimal"):
            return None
        if not (self.low is None or float(value) >= self.low):
            return f"{value} is less than {self.low:g}"
        if not (self.high is None or float(value) <= self.high):
            return f"{value} is more than {self.high:g}"
        return None

    def _strange(self, value: str) -> str | None:
        if self.values is None:
            return None
        found = [part.strip() for part in value.split(";")] if self.many else [value]
        strange = next((part for part in found if part not in self.values), None)
        return None if strange is None else f"{strange!r} is not in its vocabulary"


@dataclass(frozen=True)
class Layout:
    """The columns of a table in order, and the rules between them.

    Args:
        name: of the table.
        columns: in order.
        rules: true of every row, whoever made it.
        ours: also true of our rows.
    """

    name: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    ours: tuple[Rule, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def problems(self, row: Row, *, foreign: bool = False) -> list[str]:
        """What is wrong with a row, empty if it fits: columns, types, vocabularies, ranges, then
        the rules; for a ``foreign`` row only the rules that its makers keep too."""
        if tuple(row) != self.header:
            return [f"columns: {difference(tuple(row), self.header)}"]
        found = [f"{c.name} {said}" for c in self.columns if (said := c.problem(row[c.name]))]
        rules = self.rules if foreign else (*self.rules, *self.ours)
        return found or [words for words, holds in rules if not holds(row)]


def cells(layout: Layout, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and values of a row that was read back; a cell too many or too few shows as a separate
    column."""
    for at in range(max(len(layout.columns), len(values))):
        name = layout.columns[at].name if at < len(layout.columns) else f"column {at + 1}"
        if at < len(values):
            yield name, values[at]


def difference(found: Sequence[str], wanted: Sequence[str]) -> str:
    """The first column by which two headers differ."""
    for at, (one, other) in enumerate(zip(found, wanted, strict=False), 1):
        if one != other:
            return f"column {at} is {one!r}, not {other!r}"
    return f"{len(found)} instead of {len(wanted)}"


def is_day(value: str) -> bool:
    """Whether a text is an ISO day; midnight may follow it."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def whole(row: Row, name: str) -> int:
    """A cell as a whole number; an empty one counts as none."""
    return int(row[name] or 0)
