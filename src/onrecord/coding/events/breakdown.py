"""A toll broken down by place: "54 were killed, including 9 in A, 8 in B and 5 in C" reports three
events, not one."""

from __future__ import annotations

from dataclasses import replace

from onrecord.codebook.english import english
from onrecord.coding.events.findings import Findings
from onrecord.coding.records import Count, EventCandidate, Toll, Toponym
from onrecord.coding.text.spans import token_at

REACH = 5
"""Tokens between a number and the place it is given for."""
AT = english().prepositions.count_place


def broken_down(candidate: EventCandidate, findings: Findings) -> list[EventCandidate]:
    """The event, or one for each place if its sentence counts the harmed place by place (coding
    guideline: a total given over several strikes is an event of its own only if its parts are not
    counted themselves)."""
    kinds = {t.kind for t, _ in candidate.tolls}
    if len(kinds) != 1 or len(candidate.sentences) != 1:
        return [candidate]
    pairs = placed_counts(candidate, findings)
    if len({p.head.text for _, p in pairs}) < 2 or not are_parts(candidate, pairs, findings):
        return [candidate]
    kind = kinds.pop()
    voice = candidate.tolls[0][1]
    whom, class_ = candidate.tolls[0][0].whom, candidate.tolls[0][0].class_
    parts = []
    for count, toponym in pairs:
        toll = Toll(
            kind=kind,
            count=count,
            token=token_at(findings.cast.doc, count.span.start),
            whom=whom,
            span=count.span,
            class_=class_,
        )
        parts.append(
            replace(
                candidate,
                tolls=((toll, voice),),
                places=(toponym,),
                own_place=True,
                another=True,
                merged=(f"counted for {toponym.span.text}",),
            )
        )
    return parts


def are_parts(
    candidate: EventCandidate, pairs: list[tuple[Count, Toponym]], findings: Findings
) -> bool:
    """Whether the numbers are parts of the event's own: one of them is its own, or its own comes
    before them, as a total does."""
    first = min(token_at(findings.cast.doc, count.span.start) for count, _ in pairs)
    return any(
        toll.token <= first or any(toll.count == count for count, _ in pairs)
        for toll, _ in candidate.tolls
    )


def placed_counts(candidate: EventCandidate, findings: Findings) -> list[tuple[Count, Toponym]]:
    """Numbers in the sentence that come right before "in" and a place, each with the first one ("in
    Koro, Mali")."""
    doc = findings.cast.doc
    sentence = doc[candidate.first].sent
    found: list[tuple[Count, Toponym]] = []
    for toponym in findings.toponyms:
        head = token_at(findings.cast.doc, toponym.span.start)
        if not (toponym.locates and sentence.start <= head < sentence.end):
            continue
        before = range(head - 1, max(sentence.start, head - REACH) - 1, -1)
        at = next((i for i in before if doc[i].lower_ in AT), None)
        count = findings.counts.get(at - 1) if at is not None else None
        if (
            count is not None
            and count not in (c for c, _ in found)
            and count.noun not in findings.codebook.quantities.things
        ):
            found.append((count, toponym))
    return found
