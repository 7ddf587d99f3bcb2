"""Matches the events of a report's new coding with those of the older ones: by the words that carry
them, and their type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.schema import Event

ALIKE = 0.5
"""Events of different types are the same from this share of common words on; if the types match,
any common word is enough."""
TYPE = 0.5
"""How much the same type counts in addition to the share of common words."""


@dataclass(frozen=True, slots=True)
class Recoded:
    """What a new coding of a report changed: how many of its events are the same as before (by
    the words that carry them), how many are new or gone, and how many of those kept have other
    values."""

    report: str
    same: int
    changed: int
    new: int
    gone: int


class Old(NamedTuple):
    """An event of an earlier coding, and its lasting number."""

    coding: int
    seq: int
    event: Event


def continued(old: Sequence[Old], new: Sequence[Event]) -> dict[str, int]:
    """The lasting numbers that events of a new coding keep, by the event's id: those of the newest
    coding first."""
    seqs: dict[str, int] = {}
    for coding in sorted({one.coding for one in old}, reverse=True):
        left = [event for event in new if event.id not in seqs]
        free = [one for one in old if one.coding == coding and one.seq not in seqs.values()]
        found = pairs([one.event for one in free], left)
        seqs |= {left[j].id: free[i].seq for j, i in found.items()}
    return seqs


def compared(
    report: str, before: Mapping[int, Event], new: Sequence[Event], seqs: Mapping[str, int]
) -> Recoded:
    """What a new coding changed. ``before``: the events so far, by their lasting numbers."""
    kept = [(before[seqs[event.id]], event) for event in new if seqs.get(event.id) in before]
    same = sum(old.model_copy(update={"id": event.id}) == event for old, event in kept)
    changed, gone = len(kept) - same, len(before) - len(kept)
    return Recoded(report, same, changed, len(new) - len(kept), gone)


def letters(event: Event) -> frozenset[int]:
    """The characters of the report that carry an event."""
    return frozenset(i for span in event.evidence for i in range(span.start, span.end))


def pairs(old: Sequence[Event], new: Sequence[Event]) -> dict[int, int]:
    """Which of ``new`` (by position) matches which of ``old``: one to one, the best matches first.

    A match is as good as the share of the characters of both that they have in common, and better
    if the types are the same.
    """
    mine, theirs = [letters(e) for e in old], [letters(e) for e in new]
    scored = []
    for i, before in enumerate(old):
        for j, after in enumerate(new):
            share = len(mine[i] & theirs[j]) / len(mine[i] | theirs[j])
            same = before.type == after.type
            if share >= ALIKE or (share and same):
                scored.append((-(share + TYPE * same), i, j))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in used and j not in taken:
            taken[j] = i
            used.add(i)
    return taken
