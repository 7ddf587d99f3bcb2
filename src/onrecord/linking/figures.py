"""Figures of people harmed: what each claim gives, which of them count, and the headline that a
named rule takes from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.codebook.headline import Headline, Rule
from onrecord.linking.voices import voice
from onrecord.schema import Account, Harm, Interval, Toll
from onrecord.schema.event import HarmClass, HarmKind

CLASSES: tuple[HarmClass, ...] = ("civilian", "combatant", "mixed", "unknown")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one claim (``r7e3/0``) says about one kind of harm.

    ``voice``: who speaks, wherever it is printed; ``speaker``: the kind of speaker; ``day``: when
    the report was published; ``running``: a total that goes on rising; ``silent``: shown, but it
    sets nothing (a denial, a plan); ``parts``: its rows.
    """

    claim: str
    voice: str
    speaker: str
    day: date | None
    low: int | None
    best: int | None
    high: int | None
    running: bool = False
    silent: bool = False
    parts: tuple[Harm, ...] = ()

    @property
    def report(self) -> str:
        """The number of its report, ``r7``."""
        return self.claim.split("e")[0]

    @property
    def point(self) -> int | None:
        """The single number: best, otherwise low; None if nothing but an upper bound is given ("up
        to 15")."""
        if self.best is not None:
            return self.best
        return None if self.low == 0 and self.high != 0 else self.low

    def holds(self, number: int) -> bool:
        """Whether a number lies in the interval."""
        return (self.low is None or self.low <= number) and (
            self.high is None or number <= self.high
        )

    def disputes(self, other: Figure) -> bool:
        """Whether no number fits both."""
        return beyond(self.low, other.high) or beyond(other.low, self.high)


def beyond(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


def figures(account: Account, kind: HarmKind, origin: str, headline: Headline) -> Iterator[Figure]:
    """What each claim of an account says about one kind of harm.

    The rows of one claim are added up if the event's own headline confirms their sum ("a nurse and
    two guards"); otherwise the largest counts: the others are parts of it, or tolls that have since
    been raised. A claim wholly outside the event's headline was set aside by the coder.
    """
    event = account.event
    total = event.totals.get(kind)
    for index, claim in enumerate(event.claims):
        rows = tuple(h for h in event.harm if h.kind == kind and h.claim == index)
        if not rows:
            continue
        low, best, high = whole(rows, total)
        yield Figure(
            claim=f"{account.id}/{index}",
            voice=voice(claim, origin),
            speaker=claim.speaker.kind,
            day=account.source.published.end,
            low=low,
            best=best,
            high=high,
            running=any(h.cumulative for h in rows),
            silent=claim.stance in headline.silent.stances
            or event.status in headline.silent.statuses
            or outside(low, high, total),
            parts=rows,
        )


Bounds = tuple[int | None, int | None, int | None]


def whole(rows: Sequence[Harm], total: Interval | None) -> Bounds:
    """(low, best, high) of one claim's rows together."""
    bounds = [ordered(h.low, h.best, h.high) for h in rows]
    if len(bounds) > 1:
        added = (plus(b[0] for b in bounds), plus(b[1] for b in bounds), plus(b[2] for b in bounds))
        if (
            total is not None
            and (added[0] == total.low or added[2] == total.high)
            and not outside(added[0], added[2], total)
        ):
            return added
    return max(bounds, key=lambda b: (b[1] or b[0] or 0, b[0] or 0))


def ordered(low: int | None, best: int | None, high: int | None) -> Bounds:
    """The bounds as an interval around best, whatever order they were written in."""
    if best is None:
        return (high, None, low) if beyond(low, high) else (low, None, high)
    return (best if beyond(low, best) else low, best, best if beyond(best, high) else high)


def plus(numbers: Iterable[int | None]) -> int | None:
    """The sum; open if a part of it is."""
    found = list(numbers)
    return None if None in found else sum(n for n in found if n is not None)


def outside(low: int | None, high: int | None, total: Interval | None) -> bool:
    """Whether an interval and a headline share no number."""
    return total is not None and (beyond(low, total.high) or beyond(total.low, high))


def standing(found: Sequence[Figure]) -> list[Figure]:
    """The figures that count: not silent, and not superseded.

    Of one voice's figures its latest day's counts, and within one report the highest (the others
    are parts of it, or have been raised). A running total ("the toll rose to 14") supersedes the
    lower figures of earlier days, but not one that was given in opposition to a higher one: that is
    a separate count, not an early one.
    """
    spoken = [f for f in found if not f.silent]
    against = {
        f.claim
        for f in spoken
        if any(after(f, g) and f.voice != g.voice and beyond(g.low, f.high) for g in spoken)
    }
    return [
        f
        for f in spoken
        if not any(supersedes(g, f) or (grown(g, f) and f.claim not in against) for g in spoken)
    ]


def supersedes(one: Figure, other: Figure) -> bool:
    """Whether a voice's figure replaces another of its own."""
    if one.voice != other.voice:
        return False
    return after(one, other) or (one.report == other.report and beyond(one.low, other.high))


def grown(one: Figure, other: Figure) -> bool:
    """Whether a figure is a running total that a lower one of an earlier day has grown into."""
    return one.running and after(one, other) and beyond(one.low, other.high)


def after(one: Figure, other: Figure) -> bool:
    """Whether a figure was published on a later day."""
    return one.day is not None and other.day is not None and one.day > other.day


def choose(
    found: Sequence[Figure], rule: Rule, headline: Headline, name: str
) -> tuple[Interval, tuple[str, ...]] | None:
    """The headline that a rule takes from the figures that count, and the claims that give its best
    value; None if nobody gives one."""
    pool = [f for f in found if f.speaker in rule.voices] or list(found)
    if not pool:
        return None
    points = sorted({f.point for f in pool if f.point is not None})
    if not points:
        return Interval(
            low=least(f.low for f in pool), best=None, high=most(pool), rule=name
        ), claims(pool)

    best = min(points, key=lambda point: merit(point, pool, rule, headline))
    chosen = [f for f in pool if f.point == best]
    low, high = (least(f.low for f in pool), most(pool)) if rule.range == "all" else common(chosen)
    return Interval(low=low, best=best, high=high, rule=name), claims(chosen)


def merit(point: int, pool: Sequence[Figure], rule: Rule, headline: Headline) -> tuple[int, ...]:
    """What a rule goes by, in its order: the lowest is best."""
    exact = [f for f in pool if f.point == point]
    values = {
        "voices": -len({f.voice for f in exact}),
        "nearby": -len({f.voice for f in pool if f.holds(point)}),
        "trust": min(headline.rank(f.speaker) for f in exact),
        "lowest": point,
        "highest": -point,
    }
    return tuple(values[criterion] for criterion in (*rule.best, "lowest"))


def common(found: Sequence[Figure]) -> tuple[int | None, int | None]:
    """The interval on which figures agree."""
    low = max((f.low for f in found if f.low is not None), default=None)
    return low, min((f.high for f in found if f.high is not None), default=None)


def claims(found: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(f.claim for f in found)


def least(numbers: Iterable[int | None]) -> int | None:
    """The lowest number; open if one of them is."""
    found = list(numbers)
    return None if None in found else min(n for n in found if n is not None)


def most(pool: Sequence[Figure]) -> int | None:
    """The highest figure reported; open if that is an "at least" which no closed figure reaches."""
    closed = max((f.high for f in pool if f.high is not None), default=None)
    opened = max((f.point or 0 for f in pool if f.high is None), default=None)
    return None if closed is None or (opened is not None and opened > closed) else closed


def tolls(
    kind: HarmKind, total: Interval, found: Sequence[Figure], chosen: Sequence[str]
) -> list[Toll]:
    """The headline of one kind divided among the classes of people.

    The claims that set the headline come first, then those that agree with it, as far as it leaves
    room; what no claim assigns to a class is unknown. So the best values of the classes always add
    up to the headline's.
    """
    room = total.best
    fitting = [f for f in found if f.claim in chosen or room is None or f.holds(room)]
    # a stable sort keeps the order of the claims
    shares = shared(total, sorted(fitting, key=lambda f: f.claim not in chosen))
    if not shares:
        return [Toll(kind=kind, class_="unknown", low=total.low, best=total.best, high=total.high)]
    named = [
        Toll(kind=kind, class_=c, low=shares[c][0], best=shares[c][1], high=shares[c][2])
        for c in CLASSES
        if c in shares
    ]
    left = rest(kind, total, named)
    return [*named, left] if left else named


def shared(total: Interval, found: Iterable[Figure]) -> dict[HarmClass, Bounds]:
    """The share of each class: what the first claim that counts it says, as far as the headline
    leaves room."""
    room = total.best
    shares: dict[HarmClass, Bounds] = {}
    for figure in found:
        for class_ in CLASSES[:-1]:
            part = part_of(figure, class_)
            if part is None or class_ in shares:
                continue
            number = taken(part, room)
            if room is not None:
                if number is None:
                    continue
                room -= number
            shares[class_] = within(part[0], number, part[2], total)
    return shares


def part_of(figure: Figure, class_: HarmClass) -> Bounds | None:
    """What a claim says about one class: the highest of its rows, or all of it if it speaks of
    nobody else; None if it says nothing."""
    rows = [h for h in figure.parts if h.class_ == class_]
    if not rows:
        return None
    if 1 < len(rows) == len(figure.parts):
        return figure.low, figure.best, figure.high
    bounds = (ordered(h.low, h.best, h.high) for h in rows)
    return max(bounds, key=lambda b: b[1] or b[0] or 0)


def taken(part: Bounds, room: int | None) -> int | None:
    """The number of a share, not above the room that is left; None if there is no number or no
    room."""
    low, best, _ = part
    number = best if best is not None else low
    if number is None or room is None:
        return number
    number = min(number, room)
    return None if number == 0 and best != 0 else number


def within(low: int | None, best: int | None, high: int | None, total: Interval) -> Bounds:
    """A share's bounds, none above the whole."""
    if total.high is not None:
        high = total.high if high is None else min(high, total.high)
    if best is not None:
        return around(low, best, high)
    return high if beyond(low, high) else low, best, high


def around(low: int | None, best: int, high: int | None) -> Bounds:
    """Bounds that do not exclude the best value."""
    return None if low is None else min(low, best), best, None if high is None else max(high, best)


def rest(kind: HarmKind, total: Interval, rows: Sequence[Toll]) -> Toll | None:
    """What the shares leave of the whole, as a toll of class unknown; None if they leave
    nothing."""
    known = plus(t.best for t in rows)
    best = None if total.best is None or known is None else total.best - known
    low = (
        None if total.low is None else max(0, total.low - (plus(t.high for t in rows) or total.low))
    )
    high = None if total.high is None else max(0, total.high - sum(t.low or 0 for t in rows))
    if best == 0 or high == 0:
        return None
    if best is not None:
        low, best, high = around(low, best, high)
    return Toll(kind=kind, class_="unknown", low=low, best=best, high=high)
