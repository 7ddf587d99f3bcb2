"""Other people's tables of events, read row by row: UCDP GED, ACLED, or any table with its own
layout (``codebook/tables.py``)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onrecord.codebook import Codebook
from onrecord.codebook.loader import fault, read, trail
from onrecord.codebook.tables import Bounds, Layout
from onrecord.coding.actors.matching import matcher
from onrecord.errors import Errors, OnrecordError, complaint
from onrecord.schema import Actor, Interval, Place, When
from onrecord.schema.event import HarmKind

DATES = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S.%f")
YEARS = re.compile(r"\s*\((?:\d{4})?\s*[-–]\s*(?:\d{4})?\)$")
"""ACLED's years of an actor: "Military Forces of Iraq (2014-2019)"."""
GOVERNMENT = "Government of "
FORCES = "Military Forces of {country}"
PROBLEMS = {
    "missing": "is missing: name the column that contains it",
    "extra_forbidden": "there is no such key: choose from {keys}",
    "string_type": "give the name of a column",
    "tuple_type": "give a list of names of columns",
    "dict_type": "give each code and its meaning",
    "model_type": "give keys and their columns: there are {keys}",
}
"""What is wrong with a layout, by pydantic's types of errors."""
COUNTED: tuple[HarmKind, ...] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Foreign:
    """One event of another table: its line in the file (the header is 1; for GeoJSON the feature's
    number), its values in our shapes."""

    line: int
    id: str
    type: str | None
    when: When
    where: Place
    side_a: tuple[Actor, ...]
    side_b: tuple[Actor, ...]
    totals: Mapping[str, Interval]
    published: date | None
    words: str


def layout(path: Path) -> Layout:
    """A user's own layout from a YAML file.

    Raises:
        OnrecordError: E201 if it cannot be read, E301 if a key does not fit, E302 if it is not
            YAML.
    """
    name = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(Errors.E201.format(source=name, reason=error), code="E201") from error
    data = read(text, name)
    try:
        return Layout.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        problem = PROBLEMS.get(first["type"], complaint(error))
        raise fault(
            problem.format(keys=", ".join(Layout.model_fields)),
            text=text,
            name=name,
            path=trail(first["loc"], data),
        ) from error


def foreign(
    path: Path, *, book: Codebook, mapping: Layout | None = None
) -> Iterator[Foreign | OnrecordError]:
    """The rows of a table, in its order; an unusable row is returned as an error (E209) with its
    line.

    Args:
        path: CSV (commas, semicolons or tabs) or GeoJSON of points.
        mapping: the layout; by default the one of the codebook that the header matches.

    Raises:
        OnrecordError: E201 if the file cannot be read, E683 if no layout fits it.
    """
    source = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(Errors.E201.format(source=source, reason=error), code="E201") from error
    rows = features(text, source) if text.lstrip().startswith("{") else records(text, book)
    first = next(rows, None)
    if first is None:
        return
    found = mapping or chosen(tuple(first[1]), book, source)
    lacking = [
        column for column in needed(found, own=mapping is not None) if column not in first[1]
    ]
    if lacking:
        raise OnrecordError(
            Errors.E683.format(
                source=source, problem=f"it has no column {', '.join(map(repr, lacking))}"
            ),
            code="E683",
        )
    reader = Reader(found, book)
    for line, values in chain(first, rows):
        try:
            yield reader(line, values)
        except (ValueError, OverflowError) as error:
            problem = complaint(error) if isinstance(error, ValidationError) else str(error)
            yield OnrecordError(
                Errors.E209.format(source=source, row=line, problem=problem), code="E209"
            )


Line = tuple[int, dict[str, Any]]


def chain(first: Line, rows: Iterable[Line]) -> Iterator[Line]:
    yield first
    yield from rows


def records(text: str, book: Codebook) -> Iterator[Line]:
    """The rows of a CSV text.

    If the first line is not a header but as wide as a layout that lists its columns, that layout
    names them.
    """
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next(table, [])
    if not any(set(one.known_by) & set(names) for one in book.tables.root.values()) and any(
        cell.isdecimal() for cell in names
    ):
        known = next(
            (one.columns for one in book.tables.root.values() if len(one.columns) == len(names)),
            None,
        )
        if known:
            yield 1, dict(zip(known, names, strict=True))
            names = list(known)
    for cells in table:
        if any(cells):
            yield (
                table.line_num,
                dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False)),
            )


def features(text: str, source: str) -> Iterator[Line]:
    """The features of a GeoJSON text: their properties, with the point as ``longitude`` and
    ``latitude`` if they name none."""
    try:
        found = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise OnrecordError(
            Errors.E683.format(source=source, problem=f"it is not GeoJSON ({error})"), code="E683"
        ) from error
    for number, feature in enumerate(found, 1):
        point = ((feature.get("geometry") or {}).get("coordinates") or [None, None])[:2]
        yield (
            number,
            {"longitude": point[0], "latitude": point[1], **(feature.get("properties") or {})},
        )


def chosen(columns: tuple[str, ...], book: Codebook, source: str) -> Layout:
    """The layout that a header matches."""
    found = book.tables.of(columns)
    if found is None:
        problem = (
            f"its header is that of none of {', '.join(book.tables.root)}: say with --mapping which"
            " column holds what"
        )
        raise OnrecordError(Errors.E683.format(source=source, problem=problem), code="E683")
    return found[1]


def needed(layout: Layout, *, own: bool) -> list[str]:
    """The columns that a layout names.

    Prose columns are needed only if the layout was given for this table: a known table may come
    without them.
    """
    single = [
        layout.id,
        layout.start,
        layout.end,
        layout.published,
        layout.place,
        layout.admin1,
        layout.country,
        layout.latitude,
        layout.longitude,
        layout.type,
    ]
    coded = [one.column for one in (layout.spread, layout.precision) if one]
    bounds = [
        c for one in (layout.killed, layout.injured) if one for c in (one.low, one.best, one.high)
    ]
    return list(
        dict.fromkeys(
            c
            for c in (
                *single,
                *coded,
                *bounds,
                *layout.side_a,
                *layout.side_b,
                *(layout.words if own else ()),
            )
            if c
        )
    )


class Reader:
    """Reads rows of one layout. Raises ValueError for a value that cannot be read."""

    def __init__(self, layout: Layout, book: Codebook) -> None:
        self.layout = layout
        self.book = book
        self.matcher = matcher(book.actors)
        self.types = {
            names.sub_event_type: code
            for code in book.types.codes
            if (names := book.types.acled(code))
        }
        self.countries = {c.ucdp: code for code, c in book.crosswalks.countries.items() if c.ucdp}
        self.actor = cache(self._actor)

    def __call__(self, line: int, values: Mapping[str, Any]) -> Foreign:
        layout = self.layout
        id = cell(values, layout.id)
        if not id:
            raise ValueError(f"no value under {layout.id!r}")
        when = self.when(values)
        where = self.where(values)
        year, country = (when.start or when.end or date.min).year, where.country
        code = cell(values, layout.type)
        published = cell(values, layout.published)
        return Foreign(
            line=line,
            id=id,
            type=code if code is None or code in self.book.types else self.types.get(code),
            when=when,
            where=where,
            side_a=tuple(self.actor(name, year, country) for name in names(values, layout.side_a)),
            side_b=tuple(self.actor(name, year, country) for name in names(values, layout.side_b)),
            totals={
                k: value for k in COUNTED if (value := self.figure(values, getattr(layout, k)))
            },
            published=day(published, layout.dates) if published else None,
            words=" ".join(part for column in layout.words if (part := cell(values, column))),
        )

    def when(self, values: Mapping[str, Any]) -> When:
        """The interval of days of a row, as wide as its codes say."""
        layout = self.layout
        first = cell(values, layout.start)
        if first is None:
            return When()
        start = day(first, layout.dates)
        last = cell(values, layout.end)
        end = day(last, layout.dates) if last else start
        if end < start:
            raise ValueError(f"{last!r} under {layout.end!r} is before {first!r}")
        if layout.spread:
            off = timedelta(layout.spread.values.get(cell(values, layout.spread.column) or "", 0))
            start, end = start - off, end + off
        return When(
            start=start, end=end, precision="day" if start == end else "range", basis="stated"
        )

    def where(self, values: Mapping[str, Any]) -> Place:
        """The place of a row."""
        layout = self.layout
        latitude, longitude = number(values, layout.latitude), number(values, layout.longitude)
        code = cell(values, layout.precision.column) if layout.precision else None
        name, country = cell(values, layout.place), cell(values, layout.country)
        known = "exact" if latitude is not None else "none"
        return Place(
            name=name,
            resolved=name,
            country=self.country(country) if country else None,
            admin1=cell(values, layout.admin1),
            latitude=latitude,
            longitude=longitude,
            precision=(
                layout.precision.values.get(code or "", "none") if layout.precision else known
            ),
        )

    def country(self, name: str) -> str | None:
        """A country's alpha-3 from its code or name."""
        code = name.upper()
        return (
            code
            if code in self.book.crosswalks.countries
            else self.countries.get(name) or self.matcher.nation(name)
        )

    def figure(self, values: Mapping[str, Any], columns: Bounds | None) -> Interval | None:
        """A figure of a row; None if none is known."""
        if columns is None:
            return None
        low, best, high = (
            whole(cell(values, c), c, self.layout.unknown)
            for c in (columns.low, columns.best, columns.high)
        )
        known = [n for n in (low, best, high) if n is not None]
        return (
            Interval(
                low=min(known) if low is not None else None,
                best=best,
                high=max(known) if high is not None else None,
            )
            if known
            else None
        )

    def _actor(self, name: str, year: int, country: str | None) -> Actor:
        plain = YEARS.sub("", name)
        nation = (
            self.matcher.nation(plain.removeprefix(GOVERNMENT))
            if plain.startswith(GOVERNMENT)
            else None
        )
        if nation:  # other tables write the government, but its forces fight
            kind = "state_forces" if nation == country else "external_forces"
            return Actor(
                name=name, actor=self.book.actors.called(FORCES, nation), kind=kind, country=nation
            )
        known = self.matcher.match(plain, year=year if year > 1 else None, country=country)
        if known is None:
            return Actor(name=name)
        return Actor(name=name, actor=known.actor, kind=known.kind, country=known.country)


def cell(values: Mapping[str, Any], column: str | None) -> str | None:
    """The words under a column; None if they mean that nothing is known."""
    value = values.get(column) if column else None
    text = "" if value is None else str(value).strip()
    return text or None


def names(values: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    """The names under columns; several in one cell are separated by semicolons."""
    return [
        part.strip()
        for column in columns
        for part in (cell(values, column) or "").split(";")
        if part.strip()
    ]


def number(values: Mapping[str, Any], column: str | None) -> float | None:
    """A number under a column."""
    text = cell(values, column)
    try:
        return None if text is None else float(text)
    except ValueError as error:
        raise ValueError(f"{text!r} under {column!r} is not a number") from error


def whole(text: str | None, column: str, unknown: Iterable[str]) -> int | None:
    """A whole number; None if it is not known (an empty cell, a value of ``unknown``, a negative
    one)."""
    if text is None or text in unknown:
        return None
    try:
        value = float(text)
        if value != int(value):
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} under {column!r} is not a whole number") from error
    return int(value) if value >= 0 else None


def day(text: str, form: str | None) -> date:
    """A day in the layout's format, or in ISO's or ACLED's."""
    if form:
        return datetime.strptime(text, form).date()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"{text!r} is not a day")
