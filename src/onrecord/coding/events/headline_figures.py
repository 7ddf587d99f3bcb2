"""Harm rows, and the headline figure of each kind of harm."""

from __future__ import annotations

from onrecord.coding.records import EventCandidate, Toll
from onrecord.schema import Harm, Interval
from onrecord.schema.event import HarmKind

KINDS: tuple[HarmKind, ...] = ("killed", "injured", "arrested", "abducted", "missing", "displaced")


def harm_of(
    candidate: EventCandidate, claims: dict[int, int]
) -> tuple[list[Harm], dict[str, Interval], list[tuple[str, str, str]]]:
    """(harm rows, headline figures, (kind, value, rule) of each headline)."""
    rows: list[Harm] = []
    totals: dict[str, Interval] = {}
    why: list[tuple[str, str, str]] = []
    told = survivors(candidate)
    for kind in KINDS:
        tolls = [(t, v) for t, v in told if t.kind == kind and t.count is not None]
        for toll, voice in tolls:
            assert toll.count is not None
            row = Harm(
                kind=kind,
                low=toll.count.low,
                best=toll.count.best,
                high=toll.count.high,
                whom=toll.whom or None,
                class_=toll.class_,
                cumulative=toll.cumulative,
                claim=claims.get(voice, 0),
                spans=(toll.span,),
            )
            if not any(
                r.kind == row.kind
                and r.low == row.low
                and r.high == row.high
                and r.claim == row.claim
                and r.whom == row.whom
                for r in rows
            ):
                rows.append(row)
        if tolls:
            interval, rule = headline(candidate, kind)
            totals[kind] = Interval(
                low=interval[0],
                best=interval[0] if interval[0] == interval[1] else None,
                high=interval[1],
                rule=rule,
            )
            why.append((kind, f"{interval[0]}–{interval[1]}", rule))
    return rows, totals, why


def survivors(candidate: EventCandidate) -> list[tuple[Toll, int]]:
    """The tolls without those who were shot and, as other words say, died: as many dead are told of
    as were shot."""
    shot = {m.trigger for m in candidate.mentions if m.frame.unless_dead}
    dead = max(
        (t.count.low or 0 for t, _ in candidate.tolls if t.kind == "killed" and t.count), default=0
    )
    dead = max(dead, any(m.frame.harm == "killed" for m in candidate.mentions))
    return [
        (t, v)
        for t, v in candidate.tolls
        if not (t.trigger in shot and t.count and (t.count.low or 0) <= dead)
    ]


Bounds = tuple[int | None, int | None]


def headline(candidate: EventCandidate, kind: str) -> tuple[Bounds, str]:
    """The headline interval of one kind of harm and the rule that gave it.

    Numbers of one mention over several groups of people are added; of several statements by one
    speaker the last that is not part of an earlier one counts; vague words yield to numbers; over
    several speakers the lowest low and the highest high (coding guideline, "Conflicting numbers").
    """
    statements: list[tuple[int, Bounds, bool]] = []  # voice, bounds, vague
    for mention in candidate.mentions:
        mine = [
            (t, v)
            for t, v in candidate.tolls
            if t.kind == kind and t.count is not None and t.trigger == mention.trigger
        ]
        if not mine:
            continue
        whole = [t for t, _ in mine if t.count and not t.count.part] or [t for t, _ in mine]
        lows = [t.count.low for t in whole if t.count]
        highs = [t.count.high for t in whole if t.count]
        bounds = (
            None if None in lows else sum(x for x in lows if x is not None),
            None if None in highs else sum(x for x in highs if x is not None),
        )
        headline_only = candidate.in_headline(mention)
        vague = headline_only or any("vague" in t.count.rule for t in whole if t.count)
        statements.append((mine[0][1], bounds, vague))
    if not statements:
        lows = [t.count.low for t, _ in candidate.tolls if t.kind == kind and t.count]
        highs = [t.count.high for t, _ in candidate.tolls if t.kind == kind and t.count]
        return (lows[0], highs[0]), "single claim"
    exact = [s for s in statements if not s[2]] or statements
    by_voice: dict[int, Bounds] = {}
    for voice, bounds, _ in exact:
        before = by_voice.get(voice)
        if (
            before is None
            or (bounds[0] or 0) > (before[0] or 0)
            or (bounds[0] == before[0] and before[1] is not None and bounds[1] is None)
        ):
            by_voice[voice] = bounds
    values = list(dict.fromkeys(by_voice.values()))
    if len(values) == 1:
        return values[0], "single claim" if len(statements) == 1 else "claims agree"
    if -1 in by_voice and len(by_voice) == 2:
        other = next(b for v, b in by_voice.items() if v != -1)
        own = by_voice[-1]
        if (other[0] or 0) < (own[0] or 0) and len(statements) > 2:
            return own, "the report's own figure; the source gives a part"
    lows, highs = [b[0] for b in values], [b[1] for b in values]
    return (
        min((x for x in lows if x is not None), default=None),
        None if None in highs else max(x for x in highs if x is not None),
    ), "lowest and highest claim"
