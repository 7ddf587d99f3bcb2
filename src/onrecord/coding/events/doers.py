"""The doer of an event: inherited where a report does not repeat it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from onrecord.coding.records import Draft, EventCandidate

DOER_REACH = 8
"""Sentences over which an unnamed doer is that of the event told before."""
DOER_DAYS = timedelta(days=30)
"""Days over which he is."""


def doer(draft: Draft, drafts: Sequence[Draft]) -> None:
    """An act of violence whose doer is not said takes that of the last event of its type told
    shortly before."""
    candidate = draft.candidate
    if candidate.side_a or candidate.another or not candidate.typing.nature.is_violent:
        return
    before = [
        d
        for d in drafts
        if d.candidate.first < candidate.first
        and d.candidate.typing.type == candidate.typing.type
        and d.candidate.side_a
    ]
    if (
        before
        and candidate.sentence - before[-1].candidate.sentences[-1] <= DOER_REACH
        and not long_apart(candidate, before[-1].candidate)
    ):
        candidate.side_a = list(before[-1].candidate.side_a)
        draft.doer_from = before[-1].id


def long_apart(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events are told of days so far apart that nothing says one doer did both."""
    if not (a.own_time and b.own_time and a.start and a.end and b.start and b.end):
        return False
    return max(a.start, b.start) - min(a.end, b.end) > DOER_DAYS


def face(candidate: EventCandidate) -> None:
    """Where state forces act against a protest, the protesters are those acted upon."""
    forces = any(a.kind == "state_forces" for a in candidate.side_a)
    if forces and candidate.typing.nature.confronts_protesters:
        protesting = [a for a in candidate.side_a if a.kind in ("protesters", "civilians", None)]
        candidate.side_a = [a for a in candidate.side_a if a not in protesting]
        candidate.side_b += [a for a in protesting if a not in candidate.side_b]
