"""When: each event as an interval of days between the first and the last day of the report's
events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.exporters import words
from onrecord.schema import CodedReport, Event

TICKS = 4
ROOM = 85  # percent: a tick further right has no room for its label


@dataclass(frozen=True, slots=True)
class Row:
    """One event: ``left`` and ``width`` in percent of the axis. ``shape``: day, stretch (somewhere
    within), assumed (the report's day) or none; an open end fades."""

    id: str
    label: str
    words: str
    left: float
    width: float
    shape: str
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The year or years, the rows, the axis's (position, label) and where the report was published,
    in percent."""

    years: str
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    published: float | None


@dataclass(frozen=True, slots=True)
class Axis:
    """An interval of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Its length."""
        return (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """The position at which a day begins, in percent."""
        return round(100 * (day - self.first).days / self.days, 2)


def timeline(coded: CodedReport, *, prefix: str = "") -> Timeline | None:
    """The timeline of a report; None if no event has a date."""
    day = coded.report.published.start
    ends = [d for e in coded.events for d in (e.when.start, e.when.end) if d]
    if not ends:
        return None
    ends += [day] if day else []
    room = max(1, (max(ends) - min(ends)).days // 20)
    axis = Axis(back(min(ends), room), on(max(ends), room))
    rows = tuple(row(event, axis=axis, prefix=prefix) for event in coded.events)
    years = (
        str(axis.first.year)
        if axis.first.year == axis.last.year
        else f"{axis.first.year}–{axis.last.year}"
    )
    return Timeline(years, rows, ticks(axis), axis.at(day) + 50 / axis.days if day else None)


def row(event: Event, *, axis: Axis, prefix: str) -> Row:
    """One event on the axis."""
    when = event.when
    label, said = words.title(event.type), words.days(when)
    if when.start is None and when.end is None:
        return Row(prefix + event.id, label, said, 0, 0, "none")
    start, end = when.start or axis.first, when.end or axis.last
    shape = "assumed" if when.basis == "report" else "day" if when.start == when.end else "stretch"
    width = round(axis.at(end) - axis.at(start) + 100 / axis.days, 2)
    return Row(
        prefix + event.id,
        label,
        said,
        axis.at(start),
        width,
        shape,
        when.start is None,
        when.end is None,
    )


def ticks(axis: Axis) -> tuple[tuple[float, str], ...]:
    """A few days at even distances."""
    step = max(1, round(axis.days / TICKS))
    days = [axis.first + timedelta(n) for n in range(step // 2, axis.days, step)]
    return tuple((axis.at(d), tick(d, axis)) for d in days if axis.at(d) < ROOM)


def tick(day: date, axis: Axis) -> str:
    """A day on the axis: "30 Jul" within a year, "Jul 2018" over several, "2018" over many."""
    if axis.days > 3 * 366:
        return f"{day.year}"
    return f"{day:%b} {day.year}" if axis.first.year != axis.last.year else f"{day.day} {day:%b}"


def back(day: date, days: int) -> date:
    """``days`` before, not beyond the calendar."""
    return day - timedelta(min(days, (day - date.min).days))


def on(day: date, days: int) -> date:
    """``days`` after, not beyond the calendar."""
    return day + timedelta(min(days, (date.max - day).days))
