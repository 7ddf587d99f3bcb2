"""How values are written for readers: shared by the exporters that people look at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from onrecord.schema import Claim, Event, Harm, Interval, Place, Published, Report, When

PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
BASES = {
    "given": "given",
    "metadata": "from the page's metadata",
    "dateline": "from the date line",
    "weekday": "the year inferred from the weekday",
    "none": "not known",
}


def heading(report: Report, longest: int = 60) -> str:
    """A report's title; if it has none, the beginning of its first paragraph."""
    start = " ".join(PARAGRAPH.split(report.text.strip(), maxsplit=1)[0][: 2 * longest].split())
    return report.title or (
        start if len(start) <= longest else start[:longest].rsplit(" ", 1)[0] + " …"
    )


def title(code: str) -> str:
    """A code as words: ``ARMED_CLASH`` → Armed clash, ``state_forces`` → State forces."""
    return code.replace("_", " ").capitalize()


def interval(low: int | None, high: int | None) -> str:
    """An interval as words: 15, 24–99, "12 or more", "up to 8", "none", "number not known"."""
    if low is None and high is None:
        return "number not known"
    if high is None:
        return f"{low:,} or more"
    if low is None or (low == 0 and high > 0):
        return f"up to {high:,}"
    if low == high:
        return f"{low:,}" if low else "none"
    return f"{low:,}–{high:,}"


def best(total: Interval) -> str:
    """The best figure first, its range behind it: "17 (9–31)"."""
    if total.best is None or total.low is None or total.low == total.high:
        return figure(total)
    return f"{total.best:,} ({interval(total.low, total.high)})"


def figure(value: Harm | Interval) -> str:
    """An interval as words, with its best value if that is neither end."""
    best = value.best
    return interval(value.low, value.high) + (
        f", best {best:,}" if best is not None and best not in (value.low, value.high) else ""
    )


def days(when: When | Published) -> str:
    """An interval of days as words, at its own precision."""
    start, end = when.start, when.end
    if start is None and end is None:
        value = getattr(when, "value", None)
        return f"{value} (year not known)" if value else "no date"
    if start is None:
        return f"until {end}"
    if end is None:
        return f"since {start}"
    if when.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    if when.precision == "year" and start.year == end.year:
        return f"{start:%Y}"
    return str(start) if start == end else f"{start} to {end}"


def basis(when: When) -> str | None:
    """Where a date comes from, unless it is from the words alone."""
    if when.basis == "anchored":
        return f"counted from {when.anchor}" if when.anchor else "counted from another event"
    return (
        None
        if when.basis != "report"
        else "the day is assumed"
        if when.spans
        else "the report's day"
    )


def resolved(place: Place) -> str | None:
    """What a place resolved to, smallest first: "Samarra, Salah ad Din, IRQ"; repeated names
    once."""
    parts = [p for p in (place.resolved, place.admin2, place.admin1, place.country) if p]
    kept = parts[:1] + [b for a, b in pairwise(parts) if a != b]
    return ", ".join(kept) or None


def precision(place: Place) -> str:
    """How exactly a place is known: "near, within 30 km"."""
    return place.precision + (f", within {place.radius_km:g} km" if place.radius_km else "")


def headline(event: Event) -> list[tuple[str, Harm | Interval, str]]:
    """The headline figure of each kind of harm, and the class that its claims agree on (``unknown``
    if they do not)."""
    kinds = list(dict.fromkeys([*event.totals, *(h.kind for h in event.harm)]))
    rows: list[tuple[str, Harm | Interval, str]] = []
    for kind in kinds:
        parts = [h for h in event.harm if h.kind == kind]
        classes = {h.class_ for h in parts if h.class_ != "unknown"}
        value = event.totals.get(kind) or parts[0]
        rows.append(
            (kind, value, classes.pop() if len(classes) == 1 else "mixed" if classes else "unknown")
        )
    return rows


def speaker(claim: Claim) -> str:
    """A claim's speaker: "Mahmoud Khalaf, Samarra mayor"; the report's own voice as "the
    report"."""
    who = claim.speaker
    name = "the report" if who.name == "REPORT" else who.name
    return f"{name}, {who.title}" if who.title and who.title.lower() not in name.lower() else name


def stance(claim: Claim) -> str:
    """A stance as words: ``claims_responsibility`` → claims responsibility."""
    return claim.stance.replace("_", " ")


def listed(names: Iterable[str]) -> str:
    """Names in a row, each once."""
    return "; ".join(dict.fromkeys(names))
