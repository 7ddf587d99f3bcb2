"""Which sentences of a report are about the same event: named signs, weighed by the codebook's
section ``joining``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from onrecord.codebook.joining import Joining
from onrecord.coding.events.agreement import same_place, shared_names, types_meet
from onrecord.coding.records import EventCandidate, Timex
from onrecord.schema import Actor
from onrecord.schema.event import HarmKind

Bounds = tuple[int | None, int | None]


def likeness(a: EventCandidate, b: EventCandidate, book: Joining) -> tuple[float, list[str]]:
    """How much speaks for ``b`` reporting the same event as ``a``, and the signs for it; minus
    infinity if they contradict."""
    reason = contradiction(a, b)
    if reason:
        return float("-inf"), [reason]
    found = signs(a, b)
    return sum(book.weights[name] * value for name, value in found.items()), list(found)


def contradiction(a: EventCandidate, b: EventCandidate) -> str:
    """What rules out that the two are one event; empty if nothing does."""
    near = b.sentence - a.sentences[-1]
    if not (
        types_meet(a, b)
        or (b.definite and near <= 1 and a.typing.family == b.typing.family == "violence")
    ):
        return "types differ"
    if a.status != b.status and not {a.status, b.status} <= {"occurred", "ongoing"}:
        return "status differs"
    if a.own_time and b.own_time:
        apart = a.start and b.start and a.end and b.end and (a.start > b.end or b.start > a.end)
        if apart and not told_after(a, b) and not (b.told_time and running(b)):
            return "days differ"
        if summed(a.times[0], b.times[0]) or summed(b.times[0], a.times[0]):
            return "a day and a long stretch"
        if other_day(a.times[0], b.times[0]):
            return "days differ"
    return "places differ" if same_place(a, b) < 0 else ""


def signs(a: EventCandidate, b: EventCandidate) -> dict[str, float]:
    """The signs that hold, by the names of the codebook's weights; each 1 unless stated otherwise
    there."""
    near = b.sentence - a.sentences[-1]
    silent = (
        not any(t.count and t.count.rule != "count.one_person" for t, _ in b.tolls)
        and not b.own_place
        and not b.another
    )
    persons, target = named_alike(a.side_b, b.side_b), shared_names(a.side_b, b.side_b)
    found = {
        "same place": max(0.0, same_place(a, b)),
        "same day": a.own_time and b.own_time and a.start is not None and a.start == b.start,
        **figures(a, b),
        "definite": b.definite,
        "another": b.another,
        "other victims": other_victims(a, b),
        "other doer": bool(a.side_a and b.side_a) and not shared_names(a.side_a, b.side_a),
        "same persons": persons,
        "same target": target and not persons,
        "only harm": bool(b.tolls)
        and not b.own_place
        and near <= 1
        and all(m.frame.strength == 0 for m in b.mentions),
        "same type": a.typing.type == b.typing.type,
        "reported in the headline": a.headline and a.first < a.title_end,
        "reported in the lead": a.headline and a.first >= a.title_end,
        "same sentence": near == 0,
        "next sentence": near == 1,
        "two sentences on": near == 2,
        "farther on": min(1.0, max(0, near - 2) / FAR),
        "adds nothing but a time": silent and b.own_time,
        "adds nothing": silent and not b.own_time,
    }
    return {name: float(value) for name, value in found.items() if value}


def figures(a: EventCandidate, b: EventCandidate) -> dict[str, float]:
    """How the numbers of the two go together, over the kinds of harm that both report."""
    found: dict[str, float] = {}

    def add(name: str) -> None:
        found[name] = found.get(name, 0.0) + 1.0

    for kind in get_args(HarmKind):
        mine, theirs = a.numbers(kind), b.numbers(kind)
        if not mine or not theirs:
            continue
        if any(x == y for x in mine for y in theirs):
            add("same number")
            if max(x[0] or 0 for x in mine if x in theirs) >= LARGE:
                add("same large number")
        elif any(intervals_meet(x, y) for x in mine for y in theirs):
            add("numbers meet")
        elif running(b) and not b.own_place:
            continue
        elif min(y[0] or 0 for y in theirs) < max(x[0] or 0 for x in mine) and (
            b.definite or one_of_them(b, theirs)
        ):
            add("part of the number")
        elif disputed(a, b):
            add("number disputed")
        else:
            add("numbers differ")
            if not b.definite and a.own_place and b.own_place:
                add("numbers of two places differ")
    return found


FAR = 6
"""The number of sentences beyond the next two from which distance no longer matters."""
LARGE = 3
"""The number from which equality is hardly chance."""


def intervals_meet(a: Bounds, b: Bounds) -> bool:
    """Whether two intervals overlap; an open bound is infinite."""
    low = max(a[0] if a[0] is not None else 0, b[0] if b[0] is not None else 0)
    high = min(a[1] if a[1] is not None else 10**9, b[1] if b[1] is not None else 10**9)
    return low <= high


def named_alike(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    """Whether two sides name one person or body: a capitalised name that is not a known armed side
    occurs in both."""
    mine = {
        w
        for x in a
        if not x.actor
        for w in x.name.split()
        if w[:1].isupper() and len(w) > 3 and not w.isupper()
    }
    theirs = {
        w
        for x in b
        if not x.actor
        for w in x.name.split()
        if w[:1].isupper() and len(w) > 3 and not w.isupper()
    }
    return bool(mine & theirs)


def other_victims(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether only harm to uncounted civilians is reported, and armed men were attacked before."""
    harm = all(m.frame.strength == 0 for m in b.mentions) and b.nobody_counted
    return (
        harm
        and "civilians" in b.struck
        and "armed" in a.struck - b.struck
        and "civilians" not in a.struck
    )


def one_of_them(b: EventCandidate, numbers: Sequence[Bounds]) -> bool:
    """Whether it is about one person alone and names neither place nor day: one of those reported
    before ("one man died")."""
    return not (b.own_place or b.own_time) and all(high == 1 for _, high in numbers)


def disputed(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether somebody else gives other numbers for what may be the same: another voice, neither a
    day nor a place of its own, nobody counted on top ("15 others")."""
    more = any(t.count and t.count.extra for t, _ in b.tolls)
    return (
        -1 not in b.voices
        and not set(a.voices) & set(b.voices)
        and not (b.own_time or b.own_place or b.another or more)
    )


def running(candidate: EventCandidate) -> bool:
    """Whether only a toll is reported ("the toll rose to 41"): a new count without a day of its
    own."""
    return all(m.frame.running_toll for m in candidate.mentions)


TOLD_WITHIN = timedelta(days=2)
"""How long after an event it is still reported as news ("activists said on Tuesday" of a blast on
Monday)."""


LONG = timedelta(days=28)
"""A range that sums up what happened over it ("since April"), next to a day within it."""


def summed(a: Timex, b: Timex) -> bool:
    """Whether one is a day and the other a range so long that it sums up."""
    return (
        a.precision == "day"
        and b.precision == "range"
        and b.start is not None
        and b.end is not None
        and b.end - b.start >= LONG
    )


def told_after(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether one of two days is only that of the statement, and the other lies shortly before
    it."""
    return any(
        x.told_time
        and not y.told_time
        and x.start
        and y.end
        and timedelta() < x.start - y.end <= TOLD_WITHIN
        for x, y in ((a, b), (b, a))
    )


def other_day(a: Timex, b: Timex) -> bool:
    """Whether two days of an unknown year are different ones ("XXXX-01-01", "XXXX-01-03")."""
    return (
        a.start is None
        and b.start is None
        and bool(a.value and b.value)
        and len(a.value or "") == len(b.value or "") == 10
        and a.value != b.value
    )
