"""Matches the events of a report's new coding with those of the older ones: by the words that carry
them, and their type."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.schema import Event

ALIKE = 0.5
"""Events of different types are the same from this share of common words on; if the types match,
any common word is enough."""
TYPE = 0.5
"""How much the same type counts in addition to the share of common words."""


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
