"""Candidates of several sentences that report one event, merged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.coding.events.agreement import (
    shared_names,
)
from onrecord.coding.events.answers import answered, denied_before
from onrecord.coding.events.candidates import tellings
from onrecord.coding.events.joining import absorb, bare
from onrecord.coding.events.likeness import likeness
from onrecord.coding.events.sides import add
from onrecord.coding.findings import Findings
from onrecord.coding.records import EventCandidate, Typing

LENT = 2
"""Sentences over which the type of one event reaches a next one told in general words."""


def tell(findings: Findings) -> list[EventCandidate]:
    """The events of a report, in the order of the text, each told by one sentence or
    several."""
    return joined(tellings(findings), findings)


def joined(told: list[EventCandidate], findings: Findings) -> list[EventCandidate]:
    """What the sentences tell made one where they tell the same, with those named among the struck
    and what others answer to it."""
    kept = [
        h
        for h in merge(told, findings)
        if any(m.frame.harm != "missing" or m.frame.strength for m in h.mentions)
    ]
    for candidate in kept:  # not before: some names in common do not make two groups of people one
        for actor in (
            a
            for m in candidate.mentions
            for index in m.patients
            for a in findings.cast.members(index)
        ):
            add(candidate.side_b, actor)
    answered(kept, findings)
    return kept


def merge(told: list[EventCandidate], findings: Findings) -> list[EventCandidate]:
    """Events that several sentences tell, made one: each joins the best earlier one, if enough
    speaks for it."""
    kept: list[EventCandidate] = []
    book = findings.codebook.joining
    for candidate in told:
        if candidate.status == "denied" and (meant := denied_before(candidate, kept)) is not None:
            meant.voices += [v for v in candidate.voices if v not in meant.voices]
            meant.merged.append(f"sentence {candidate.sentence + 1}: denied")
            continue
        best: tuple[float, int, EventCandidate, list[str]] | None = None
        for position, earlier in enumerate(kept):
            if (
                earlier.sentence == candidate.sentence
                and earlier.sentences[-1] == candidate.sentence
                and not candidate.definite
            ):
                continue
            score, said = likeness(earlier, candidate, book)
            if score >= book.threshold and (best is None or (score, position) > (best[0], best[1])):
                best = (score, position, earlier, said)
        if best is None:
            kept.append(candidate)
        else:
            absorb(best[2], candidate, best[3], findings.codebook)
    lend_types(kept)
    return [
        h
        for h in kept
        if not (
            in_title(h) and any(k is not h and k.typing.family == h.typing.family for k in kept)
        )
    ]


def lend_types(kept: Sequence[EventCandidate]) -> None:
    """Violence told only in general words takes the type of what was told right before ("Another
    five died in two other districts")."""
    for before, candidate in pairwise(kept):
        same = (
            not candidate.side_a
            or not before.side_a
            or shared_names(before.side_a, candidate.side_a)
        )
        close = candidate.sentence - before.sentences[-1] <= LENT
        if (
            candidate.typing.nature.unspecified
            and bare(candidate)
            and not candidate.means
            and same
            and close
            and before.typing.nature.by_means
        ):
            candidate.typing = Typing(
                before.typing.type,
                "the means of what is told right before",
                ((candidate.typing.type, candidate.typing.rule),),
                nature=before.typing.nature,
            )


def in_title(candidate: EventCandidate) -> bool:
    """Whether the headline alone tells it: where the text below tells its like, the headline only
    sums up."""
    return all(candidate.in_headline(m) for m in candidate.mentions)
