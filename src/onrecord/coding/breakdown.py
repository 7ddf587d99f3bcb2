"""A toll broken down by place: "54 were killed, including 9 in A, 8 in B and 5 in C" tells three events, not one."""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.findings import Findings, token_at
from onrecord.coding.happenings import Happening
from onrecord.coding.records import Count, Toll, Toponym

REACH = 5
"""Tokens between a number and the place it is told for."""
AT = frozenset({"in", "at", "on", "near", "around", "from"})


def broken_down(happening: Happening, findings: Findings) -> list[Happening]:
    """The happening, or one for each place where its sentence counts the harmed place by place (coding guideline: a total given over
    several strikes is an event of its own only if its parts are not counted themselves)."""
    kinds = {t.kind for t, _ in happening.tolls}
    if len(kinds) != 1 or len(happening.sentences) != 1:
        return [happening]
    pairs = placed_counts(happening, findings)
    if len({p.head.text for _, p in pairs}) < 2:
        return [happening]
    kind = kinds.pop()
    voice = happening.tolls[0][1]
    whom, class_ = happening.tolls[0][0].whom, happening.tolls[0][0].class_
    return [
        replace(
            happening,
            tolls=[(Toll(kind=kind, count=count, token=token_at(count.span.start, findings), whom=whom, span=count.span, class_=class_), voice)],
            places=[toponym],
            own_place=True,
            another=True,
            merged=[f"counted for {toponym.span.text}"],
            **{name: list(getattr(happening, name)) for name in ("mentions", "means", "side_a", "side_b", "times", "voices", "sentences")},
        )
        for count, toponym in pairs
    ]


def placed_counts(happening: Happening, findings: Findings) -> list[tuple[Count, Toponym]]:
    """Numbers of the sentence that stand right before "in" and a place."""
    doc = findings.cast.doc
    sentence = doc[happening.first].sent
    found: list[tuple[Count, Toponym]] = []
    for toponym in findings.toponyms:
        head = token_at(toponym.span.start, findings)
        if not (toponym.locates and sentence.start <= head < sentence.end):
            continue
        before = range(head - 1, max(sentence.start, head - REACH) - 1, -1)
        at = next((i for i in before if doc[i].lower_ in AT), None)
        if at is not None and at - 1 in findings.counts and not doc[at - 1].is_punct and doc[at - 1].like_num:
            found.append((findings.counts[at - 1], toponym))
    return found
