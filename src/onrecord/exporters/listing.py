"""Incidents as a list for the terminal: one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.exporters import words
from onrecord.exporters.table import CONTROL
from onrecord.schema import Incident, Interval, When

REVIEW = {"open": "", "accepted": " ✓", "rejected": " ✗"}
NARROW = 80
TYPE, KILLED = 17, 8


def listing(incidents: Iterable[Incident], width: int = NARROW) -> Iterator[str]:
    """A heading and one line per incident, none longer than ``width`` (80 at least).

    Id, day, place, type, killed, independent sources, the fields on which accounts differ. ``✓``: a
    person accepted it, ``✗``: rejected it; ``…`` after a day: the first of an interval.
    """
    more = max(width, NARROW) - NARROW
    place, differs = 16 + more // 2, 14 + more - more // 2
    first = True
    for one in incidents:
        if first:
            yield row("", "day", "place", "type", "killed", "src", "differs", place, differs)
            first = False
        name = one.where.name or one.where.resolved or ""
        country = f" ({one.where.country})" if one.where.country else ""
        where = cut(name, place - len(country)) + country if name else country[2:-1]
        yield row(
            one.id + REVIEW[one.review],
            day(one.when),
            where,
            words.title(one.type),
            killed(one.totals.get("killed")),
            str(one.sources),
            ", ".join(field.removeprefix("totals.") for field in one.differs),
            place,
            differs,
        )


def row(
    id: str,
    when: str,
    where: str,
    type_: str,
    dead: str,
    sources: str,
    differs: str,
    place: int,
    rest: int,
) -> str:
    """The cells of a line, cut to their columns."""
    cells = [
        f"{id:8}",
        f"{cut(when, 11):11}",
        f"{cut(where, place):{place}}",
        f"{cut(type_, TYPE):{TYPE}}",
        f"{cut(dead, KILLED):>{KILLED}}",
    ]
    return (
        CONTROL.sub("\ufffd", " ".join([*cells, f"{sources:>3}", cut(differs, rest)]).rstrip())
        + "\n"
    )


def cut(text: str, width: int) -> str:
    """A text in one line, no longer than a column."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"


def day(when: When) -> str:
    """A day, a month, a year; for any other interval its first day."""
    text = words.days(when)
    if " to " in text or text.startswith("since"):
        return f"{when.start}…"
    return f"…{when.end}" if text.startswith("until") else "" if text == "no date" else text


def killed(value: Interval | None) -> str:
    """The figure for a narrow column: 12, 12–15, 12+ (or more), ≤15."""
    if value is None or (value.low is None and value.high is None):
        return ""
    if value.high is None:
        return f"{value.low:,}+"
    if value.low is None:
        return f"≤{value.high:,}"
    return f"{value.low:,}" if value.low == value.high else f"{value.low:,}–{value.high:,}"
