"""Harm rows, and the headline figure of each kind of harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from onrecord.coding.records import Count, Decision, EventCandidate, Toll, Why, because, decision
from onrecord.rules import worded
from onrecord.schema import Harm, Interval
from onrecord.schema.event import HarmKind

KINDS: tuple[HarmKind, ...] = get_args(HarmKind)
REPORT_VOICE = -1
"""The number of the report's own voice among the attributions."""

Bounds = tuple[int | None, int | None]
"""The lowest and the highest number; None if a bound is open."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People harmed whose number is given, and the voice that gives it."""

    toll: Toll
    count: Count
    voice: int


class Statement(NamedTuple):
    """What one trigger says of one kind of harm; ``weak``: it yields to other numbers."""

    voice: int
    bounds: Bounds
    weak: bool


def harm_of(
    candidate: EventCandidate, claims: dict[int, int]
) -> tuple[tuple[Harm, ...], dict[str, Interval], tuple[Decision, ...]]:
    """(harm rows, headline figures, the decisions behind both).

    Args:
        claims: the number of the claim that each voice makes.
    """
    rows: list[Harm] = []
    totals: dict[str, Interval] = {}
    decisions: list[Decision] = []
    counted = survivors(candidate)
    for kind in KINDS:
        mine = [one for one in counted if one.toll.kind == kind]
        if not mine:
            continue
        bounds, why = headline(candidate, kind)
        totals[kind] = interval_of(bounds, why)
        decisions.append(
            decision(kind, in_words(bounds), why, [t.span for t in numbered(candidate, kind)])
        )
        for one in mine:
            row = harm_row(one, claims)
            if not any(same_row(row, known) for known in rows):
                rows.append(row)
                decisions.append(row_decision(one))
    return tuple(rows), totals, tuple(decisions)


def harm_row(one: Counted, claims: dict[int, int]) -> Harm:
    """The row of people harmed."""
    toll, count = one.toll, one.count
    return Harm(
        kind=toll.kind,
        low=count.low,
        best=count.best,
        high=count.high,
        whom=toll.whom or None,
        class_=toll.class_,
        cumulative=toll.cumulative,
        claim=claims.get(one.voice, 0),
        spans=(toll.span,),
    )


def same_row(a: Harm, b: Harm) -> bool:
    """Whether two rows say the same about the same people in the same claim."""
    return (a.kind, a.low, a.high, a.claim, a.whom) == (b.kind, b.low, b.high, b.claim, b.whom)


def row_decision(one: Counted) -> Decision:
    """How the words of a number were read: why a bound is open."""
    toll, count = one.toll, one.count
    people = f" ({toll.whom})" if toll.whom else ""
    value = f"{toll.kind} {in_words((count.low, count.high))}{people}"
    rule = count.modifier or count.rule
    words = worded(count.rule)
    if count.modifier and count.rule != "count.exact":
        words = f"{worded(count.modifier)}; {words}"
    elif count.modifier:
        words = worded(count.modifier)
    return decision("harm", value, Why(rule, words), [count.span])


def in_words(bounds: Bounds) -> str:
    """An interval as people write it."""
    low, high = bounds
    if low is None and high is None:
        return "unknown"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low}–{high}"


def interval_of(bounds: Bounds, why: Why) -> Interval:
    """The headline interval; a best value only if both bounds agree."""
    low, high = bounds
    return Interval(low=low, best=low if low == high else None, high=high, rule=why.words)


def numbered(candidate: EventCandidate, kind: str) -> list[Toll]:
    """The tolls of one kind whose number is given."""
    return [t for t, _ in candidate.tolls if t.kind == kind and t.count is not None]


def survivors(candidate: EventCandidate) -> list[Counted]:
    """The counted, without those who were shot and, as other words say, died: as many dead are
    reported as were shot."""
    shot = {m.trigger for m in candidate.mentions if m.frame.unless_dead}
    dead = max((t.count.low or 0 for t in numbered(candidate, "killed") if t.count), default=0)
    dead = max(dead, any(m.frame.harm == "killed" for m in candidate.mentions))
    return [
        Counted(toll, toll.count, voice)
        for toll, voice in candidate.tolls
        if toll.count is not None and not (toll.trigger in shot and (toll.count.low or 0) <= dead)
    ]


def headline(candidate: EventCandidate, kind: str) -> tuple[Bounds, Why]:
    """The headline interval of one kind of harm and the rule that gave it.

    Numbers of one mention over several groups of people are added; of several statements by one
    speaker the last that is not part of an earlier one counts; vague words yield to numbers; over
    several speakers the lowest low and the highest high (coding guideline, "Conflicting numbers").
    """
    said = statements(candidate, kind)
    if not said:
        first = next(t.count for t in numbered(candidate, kind) if t.count)
        return (first.low, first.high), because("figure.single")
    strong = [one for one in said if not one.weak] or said
    by_voice = highest_by_voice(strong)
    values = list(dict.fromkeys(by_voice.values()))
    if len(values) == 1:
        return values[0], because("figure.single" if len(said) == 1 else "figure.agree")
    own = by_voice.get(REPORT_VOICE)
    if own is not None and len(by_voice) == 2 and len(said) > 2:
        other = next(bounds for voice, bounds in by_voice.items() if voice != REPORT_VOICE)
        if (other[0] or 0) < (own[0] or 0):
            return own, because("figure.own")
    return widest(values), because("figure.widest")


def statements(candidate: EventCandidate, kind: str) -> list[Statement]:
    """What each trigger says of one kind of harm; the headline and vague words are weak."""
    said = []
    for mention in candidate.mentions:
        mine = [
            (t, t.count, voice)
            for t, voice in candidate.tolls
            if t.kind == kind and t.count is not None and t.trigger == mention.trigger
        ]
        if not mine:
            continue
        whole = [count for _, count, _ in mine if not count.part] or [count for _, count, _ in mine]
        vague = any(count.rule == "count.vague" for count in whole)
        weak = candidate.in_headline(mention) or vague
        said.append(Statement(mine[0][2], added(whole), weak))
    return said


def added(counts: Sequence[Count]) -> Bounds:
    """The sum of several numbers; a bound that is open in one of them is open."""
    lows, highs = [c.low for c in counts], [c.high for c in counts]
    return (
        None if None in lows else sum(x for x in lows if x is not None),
        None if None in highs else sum(x for x in highs if x is not None),
    )


def highest_by_voice(said: Sequence[Statement]) -> dict[int, Bounds]:
    """Each voice's highest number, an open bound before a closed one."""
    found: dict[int, Bounds] = {}
    for voice, bounds, _ in said:
        before = found.get(voice)
        if before is None or exceeds(bounds, before):
            found[voice] = bounds
    return found


def exceeds(bounds: Bounds, before: Bounds) -> bool:
    """Whether one number lies above another, or is the same and open above."""
    if (bounds[0] or 0) > (before[0] or 0):
        return True
    return bounds[0] == before[0] and before[1] is not None and bounds[1] is None


def widest(values: Sequence[Bounds]) -> Bounds:
    """The lowest low and the highest high."""
    highs = [high for _, high in values]
    return (
        min((low for low, _ in values if low is not None), default=None),
        None if None in highs else max(x for x in highs if x is not None),
    )
