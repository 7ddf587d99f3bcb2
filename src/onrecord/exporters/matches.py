"""Our incidents compared with another table, for the terminal and as CSV: what both have and where
they differ, what either lacks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.exporters import words
from onrecord.exporters.csv import lines
from onrecord.exporters.matrix import name
from onrecord.schema import Actor, Incident, Interval

if TYPE_CHECKING:
    from onrecord.linking.foreign import Foreign
    from onrecord.linking.match import Matches

COLUMNS = (
    "incident",
    "line",
    "id",
    "probability",
    "differs",
    "date",
    "their_date",
    "place",
    "their_place",
    "killed",
    "their_killed",
)
SHOWN = 20
"""The most rows that are shown of those that we lack."""


def table(found: Matches, source: str, width: int = 80) -> Iterator[str]:
    """The matches as lines for the terminal, none longer than ``width``; ``source``: what the table
    is called."""
    pairs, ours, theirs = len(found.pairs), len(found.ours), len(found.theirs)
    yield from wrapped(
        f"{source} has {pairs} of our {pairs + ours} incidents; it lacks {ours} of ours, we lack"
        f" {theirs} of its {pairs + theirs}.",
        width,
    )
    if found.pairs:
        yield "\nIn both\n"
    for pair in found.pairs:
        off = [
            f"{name(f)} (ours {value(pair.incident, f)}, theirs {value(pair.row, f)})"
            for f in pair.differs
        ]
        yield from wrapped(f"{pair.incident.id}  {summary(pair.incident)}", width)
        yield from wrapped(
            f"    line {pair.row.line}, {pair.row.id} ({100 * pair.link.probability:.0f} %)"
            + "".join(f"; ≠ {o}" for o in off),
            width,
        )
    if found.ours:
        yield "\nOnly ours\n"
    for incident in found.ours:
        yield from wrapped(f"{incident.id}  {summary(incident)}", width)
    if found.theirs:
        yield "\nOnly theirs\n"
    for row in found.theirs[:SHOWN]:
        yield from wrapped(f"line {row.line}, {row.id}  {summary(row)}", width)
    if theirs > SHOWN:
        yield f"and {theirs - SHOWN:,} more\n"
    if found.faults:
        yield (
            f"\n{len(found.faults)} row{'' if len(found.faults) == 1 else 's'} could not be read\n"
        )


def rows(found: Matches) -> Iterator[str]:
    """CSV: one row per match, then our incidents without a row, then rows without an incident."""
    yield lines([COLUMNS])
    for pair in found.pairs:
        yield lines(
            [
                [
                    pair.incident.id,
                    pair.row.line,
                    pair.row.id,
                    pair.link.probability,
                    "; ".join(pair.differs),
                    *side_by_side(pair.incident, pair.row),
                ]
            ]
        )
    for incident in found.ours:
        yield lines([[incident.id, None, None, None, None, *side_by_side(incident, None)]])
    for row in found.theirs:
        yield lines([[None, row.line, row.id, None, None, *side_by_side(None, row)]])


def side_by_side(ours: Incident | None, theirs: Foreign | None) -> Iterator[str | None]:
    """Day, place and dead of both, in the order of the columns."""
    for field in ("when", "where", "totals.killed"):
        for one in (ours, theirs):
            yield (
                None
                if one is None or (field == "totals.killed" and "killed" not in one.totals)
                else value(one, field)
            )


def wrapped(text: str, width: int) -> list[str]:
    """A line broken to the width, its continuation indented."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return [
        line + "\n"
        for line in textwrap.wrap(text, width, subsequent_indent="      ", drop_whitespace=True)
        or [""]
    ]


def summary(one: Incident | Foreign) -> str:
    """What happened, in one line."""
    parts = [
        words.title(one.type) if one.type else None,
        value(one, "when"),
        value(one, "where"),
        value(one, "sides"),
    ]
    parts += [f"{kind} {number(one.totals, kind)}" for kind in one.totals]
    return ", ".join(part for part in parts if part)


def value(one: Incident | Foreign, field: str) -> str:
    """One value of either as words."""
    if field == "when":
        return words.days(one.when)
    if field == "where":
        return words.resolved(one.where.model_copy(update={"admin2": None})) or one.where.name or ""
    if field == "sides":
        ours = isinstance(one, Incident)  # their kinds are called what their table calls them
        return " against ".join(
            side
            for side in (listed(one.side_a, known=ours), listed(one.side_b, known=ours))
            if side
        )
    if field == "type":
        return words.title(one.type or "")
    return number(one.totals, field.removeprefix("totals."))


def listed(side: tuple[Actor, ...], *, known: bool) -> str:
    return words.listed((known and actor.actor) or actor.name for actor in side)


def number(totals: Mapping[str, Interval], kind: str) -> str:
    return words.best(totals[kind])
