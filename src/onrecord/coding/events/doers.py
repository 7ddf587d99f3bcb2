"""The doer of an event: inherited if a report does not repeat it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from onrecord.coding.records import EventCandidate, EventDraft

DOER_REACH = 8
"""Sentences over which an event without a doer takes the doer reported before."""
DOER_DAYS = timedelta(days=30)
"""Days over which it does so."""


def with_doers(drafts: Sequence[EventDraft]) -> tuple[EventDraft, ...]:
    """The drafts, each with its own doer or the one it inherits."""
    done: list[EventDraft] = []
    for draft in drafts:
        heir = inherit_doer(draft, done)
        done.append(replace(heir, candidate=protesters_struck(heir.candidate)))
    return tuple(done)


def inherit_doer(draft: EventDraft, before: Sequence[EventDraft]) -> EventDraft:
    """An act of violence without a doer takes the doer of the last event of its type reported
    shortly before."""
    candidate = draft.candidate
    if candidate.side_a or candidate.another or not candidate.typing.nature.is_violent:
        return draft
    like = [
        d
        for d in before
        if d.candidate.first < candidate.first
        and d.candidate.typing.type == candidate.typing.type
        and d.candidate.side_a
    ]
    if not like:
        return draft
    last = like[-1]
    far = candidate.sentence - last.candidate.sentences[-1] > DOER_REACH
    if far or long_apart(candidate, last.candidate):
        return draft
    heir = replace(candidate, side_a=last.candidate.side_a)
    return replace(draft, candidate=heir, doer_from=last.id)


def long_apart(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events are so many days apart that nothing suggests one doer."""
    if not (a.own_time and b.own_time and a.start and a.end and b.start and b.end):
        return False
    return max(a.start, b.start) - min(a.end, b.end) > DOER_DAYS


def protesters_struck(candidate: EventCandidate) -> EventCandidate:
    """The candidate; if state forces act against a protest, the protesters are those acted upon."""
    forces = any(a.kind == "state_forces" for a in candidate.side_a)
    if not (forces and candidate.typing.nature.confronts_protesters):
        return candidate
    protesting = [a for a in candidate.side_a if a.kind in ("protesters", "civilians", None)]
    return replace(
        candidate,
        side_a=tuple(a for a in candidate.side_a if a not in protesting),
        side_b=(*candidate.side_b, *(a for a in protesting if a not in candidate.side_b)),
    )
