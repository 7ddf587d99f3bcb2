"""Candidates of several sentences that report one event, merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.codebook.joining import Joining
from onrecord.coding.events.agreement import (
    shared_names,
)
from onrecord.coding.events.answers import denied_before, with_answers
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.joining import absorb, bare, with_new
from onrecord.coding.events.likeness import likeness
from onrecord.coding.events.sides import with_actors
from onrecord.coding.records import EventCandidate, Typing
from onrecord.rules import worded

LENT = 2
"""Sentences over which the type of one event carries over to a later one reported in general
words."""


def merge(candidates: Sequence[EventCandidate], findings: Findings) -> tuple[EventCandidate, ...]:
    """The events of a report, in the order of the text: what its sentences report, merged where
    they report one event, with the people named among those attacked, and the answers to it."""
    kept = [c for c in merge_sentences(candidates, findings) if reports_an_event(c)]
    # not before merging: some shared names do not make two groups of people one
    named = [with_members(candidate, findings) for candidate in kept]
    return with_answers(named, findings)


def reports_an_event(candidate: EventCandidate) -> bool:
    """Whether more than that somebody is missing is reported."""
    return any(m.frame.harm != "missing" or m.frame.strength for m in candidate.mentions)


def with_members(candidate: EventCandidate, findings: Findings) -> EventCandidate:
    """A candidate with the people named among those acted upon."""
    struck = (index for m in candidate.mentions for index in m.patients)
    members = (actor for index in struck for actor in findings.cast.members(index))
    return replace(candidate, side_b=with_actors(candidate.side_b, members))


def merge_sentences(
    candidates: Sequence[EventCandidate], findings: Findings
) -> list[EventCandidate]:
    """Candidates that report one event, joined: each joins the best earlier one, if enough speaks
    for it."""
    kept: list[EventCandidate] = []
    for candidate in candidates:
        denied = denied_before(candidate, kept) if candidate.status == "denied" else None
        if denied is not None:
            kept[denied] = with_denial(kept[denied], candidate)
            continue
        best = likeliest(candidate, kept, findings.codebook.joining)
        if best is None:
            kept.append(candidate)
        else:
            position, why = best
            kept[position] = absorb(kept[position], candidate, why, findings.codebook)
    typed = lend_types(kept)
    return [c for c in typed if not (in_title(c) and summed_up(c, typed))]


def with_denial(known: EventCandidate, denial: EventCandidate) -> EventCandidate:
    """An event with the voices that deny it."""
    return replace(
        known,
        voices=with_new(known.voices, denial.voices),
        merged=(*known.merged, f"sentence {denial.sentence + 1}: denied"),
    )


def likeliest(
    candidate: EventCandidate, kept: Sequence[EventCandidate], book: Joining
) -> tuple[int, list[str]] | None:
    """The position of the earlier candidate that most likely reports the same event, the last of
    equals, and the signs for it; None if none reaches the codebook's threshold."""
    best: tuple[float, int, list[str]] | None = None
    for position, earlier in enumerate(kept):
        same_sentence = earlier.sentence == candidate.sentence == earlier.sentences[-1]
        if same_sentence and not candidate.definite:
            continue
        score, why = likeness(earlier, candidate, book)
        if score >= book.threshold and (best is None or (score, position) > best[:2]):
            best = (score, position, why)
    return best[1:] if best is not None else None


def lend_types(kept: Sequence[EventCandidate]) -> list[EventCandidate]:
    """The candidates; violence reported only in general words takes the type of what was reported
    right before ("Another five died in two other districts")."""
    typed = list(kept[:1])
    for candidate in kept[1:]:
        before = typed[-1]
        lent = borrows_type(candidate, before)
        typed.append(replace(candidate, typing=lent_type(candidate, before)) if lent else candidate)
    return typed


def borrows_type(candidate: EventCandidate, before: EventCandidate) -> bool:
    """Whether it is violence in general words, without another doer, right after an act with a
    known means."""
    if not candidate.typing.nature.unspecified or not bare(candidate) or candidate.means:
        return False
    if not before.typing.nature.by_means:
        return False
    if candidate.sentence - before.sentences[-1] > LENT:
        return False
    if not candidate.side_a or not before.side_a:
        return True
    return shared_names(before.side_a, candidate.side_a)


def lent_type(candidate: EventCandidate, before: EventCandidate) -> Typing:
    """The type of the event before, which the candidate takes."""
    lost = ((candidate.typing.type, candidate.typing.rule),)
    lent = "type.lent"
    return Typing(before.typing.type, worded(lent), lost, before.typing.nature, rule_id=lent)


def summed_up(candidate: EventCandidate, kept: Sequence[EventCandidate]) -> bool:
    """Whether another candidate is of its family of types."""
    mine = candidate.typing.family
    return any(k is not candidate and k.typing.family == mine for k in kept)


def in_title(candidate: EventCandidate) -> bool:
    """Whether only the headline reports it: if the text below reports something of the kind, the
    headline only sums up."""
    return all(candidate.in_headline(m) for m in candidate.mentions)
