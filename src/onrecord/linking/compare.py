"""Compares two accounts field by field: the level of agreement that they reach in each.

Dates compare as intervals of days (overlap, or the gap between them), places as circles (the gap
between their rims) and as containment if one is only a region or a country, tolls as intervals.
What one of the two does not say gives no level (-1), and no evidence. Everything is vectorised: a
:class:`Table` has the traits in columns, pairs are two arrays of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.linking.rarity import unpack, weights
from onrecord.linking.traits import Traits

Ints = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]

KINDS = ("killed", "injured", "arrested", "abducted", "missing", "displaced")
LEVELS: dict[str, tuple[str, ...]] = {
    "when": (
        "same day",
        "stretches of days overlap",
        "wide stretches overlap",
        "a day apart",
        "2 to 3 days apart",
        "4 to 10 days apart",
        "11 to 60 days apart",
        "more than 60 days apart",
    ),
    "published": (
        "within a day",
        "within 3 days",
        "within 10 days",
        "within 60 days",
        "more than 60 days apart",
    ),
    "where": (
        "same small place",
        "same place",
        "circles touch",
        "within 25 km",
        "within 100 km",
        "one region contains the other",
        "one country contains the other",
        "same region, elsewhere",
        "same country, elsewhere",
        "other country",
    ),
    "type": ("same type", "same family", "other family", "one is not violence or protest"),
    "status": ("same", "one denies it", "other"),
    "actors": ("all the same", "one the same", "none the same"),
    "killed": ("same, 10 or more", "same, 3 to 9", "same, 1 or 2", "near", "apart", "far apart"),
    "injured": ("same, 10 or more", "same, 3 to 9", "same, 1 or 2", "near", "apart", "far apart"),
    "others": ("same, 3 or more", "same, 1 or 2", "near", "apart"),
    "words": (
        "none shared",
        "hardly any shared",
        "few shared",
        "some shared",
        "many shared",
        "most shared",
    ),
    "story": (
        "none shared",
        "hardly any shared",
        "few shared",
        "some shared",
        "many shared",
        "most shared",
    ),
    "names": (
        "none shared",
        "common ones shared",
        "one shared",
        "two shared",
        "several shared",
        "many shared",
        "very many shared",
    ),
    "figures": (
        "none shared",
        "common ones shared",
        "one shared",
        "two shared",
        "several shared",
        "many shared",
    ),
    "days": ("2 to 3 days between the days named", "more days between the days named"),
    "towns": ("other towns named",),
    "report": ("two events of one report", "two reports", "two copies of one report"),
}
"""The fields and their levels, by number from 0."""
WHOLE = ("published", "story", "names", "figures")
"""Fields that describe a whole report, not one of its events."""
SMALL = 6.0
"""km: a place of this radius or less is a small one; sharing it says more."""
MILD = "Strategic developments"
"""ACLED's event type for what is neither violence nor protest: an arrest is not the bombing that it
follows."""
TOWN, APART = 15.0, 25.0
"""km: the radius of a town, and the distance between two that are different towns."""
NAMES, FIGURES = (1, 12, 16, 27, 45, 80), (1, 9, 12, 20, 35)
"""Bits from which shared names and figures reach the next level: one name has 12 to 15, one figure
about 9."""
SHARES = (0.02, 0.08, 0.16, 0.3, 0.5)
EARTH = 6371.0
PIECE = 50_000
"""The number of pairs that are searched for common words at once."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Sets of numbers below 2**32, one per row, concatenated: ``numbers[starts[i]:starts[i+1]]``
    are row i's; ``mass`` is the sum of their weights."""

    numbers: Ints
    starts: Ints
    mass: Floats
    weigh: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]

    @classmethod
    def of(
        cls,
        rows: Sequence[Sequence[int] | npt.NDArray[np.uint32]],
        weigh: Callable[[npt.NDArray[Any]], npt.NDArray[Any]],
    ) -> Bags:
        """Build the bags of the rows. ``weigh``: the weight of each number."""
        lengths = np.array([len(row) for row in rows], np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        numbers = (
            np.concatenate([np.asarray(row, np.int64) for row in rows])
            if len(rows)
            else np.zeros(0, np.int64)
        )
        total = np.concatenate([[0], np.cumsum(weigh(numbers))]).astype(np.float64)
        return cls(numbers, starts, total[starts[1:]] - total[starts[:-1]], weigh)

    def shared(self, left: Ints, right: Ints) -> Floats:
        """The weight of what two rows share, for each pair."""
        found = np.zeros(len(left))
        filled = np.flatnonzero((self.mass[left] > 0) & (self.mass[right] > 0))
        for a in range(0, len(filled), PIECE):
            rows = filled[a : a + PIECE]
            both = np.concatenate([self._spread(left[rows]), self._spread(right[rows])])
            both.sort()
            twice = both[:-1][both[1:] == both[:-1]]
            found[rows] = np.bincount(
                twice >> 32, self.weigh(twice & 0xFFFFFFFF), minlength=len(rows)
            )
        return found

    def _spread(self, rows: Ints) -> Ints:
        """The numbers of the rows concatenated, each under the position of its row among ``rows``
        (from bit 32 on)."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        pairs = np.repeat(np.arange(len(rows), dtype=np.int64), lengths)
        ends = np.cumsum(lengths)
        index = np.arange(len(pairs), dtype=np.int64) + np.repeat(
            self.starts[rows] - ends + lengths, lengths
        )
        return np.asarray(pairs << 32 | self.numbers[index], np.int64)


@dataclass(frozen=True, slots=True)
class Table:
    """Traits in columns. Unknown numbers are NaN, unknown codes -1."""

    ids: tuple[str, ...]
    report: Ints
    copy: Ints
    type: Ints
    family: Ints
    mild: npt.NDArray[np.bool_]
    denied: npt.NDArray[np.bool_]
    status: Ints
    start: Floats
    end: Floats
    published: Floats
    latitude: Floats
    longitude: Floats
    radius: Floats
    point: npt.NDArray[np.bool_]
    dated: npt.NDArray[np.bool_]
    town: npt.NDArray[np.bool_]
    country: Ints
    admin1: Ints
    actors: Bags
    low: Floats
    high: Floats
    words: Bags
    story: Bags
    names: Bags
    figures: Bags

    @classmethod
    def of(cls, traits: Sequence[Traits]) -> Table:
        """The columns of the traits, in their order."""
        low, high = _tolls(traits)
        codes, floats = Columns(traits), partial(_numbers, traits)
        actors = [sorted({codes.coder("actor", name) for name in one.actors}) for one in traits]
        return cls(
            ids=tuple(one.id for one in traits),
            report=codes("report"),
            copy=codes("report", lambda one: one.copy),  # the report that it is a copy of
            type=codes("type"),
            family=codes("family"),
            mild=_flags(traits, lambda one: one.family == MILD),
            denied=_flags(traits, lambda one: one.status == "denied"),
            status=codes("status"),
            start=floats(lambda one: one.start if one.start is not None else one.end),
            end=floats(lambda one: one.end if one.end is not None else one.start),
            published=floats(lambda one: one.published),
            latitude=floats(lambda one: one.latitude),
            longitude=floats(lambda one: one.longitude),
            radius=np.nan_to_num(floats(lambda one: one.radius)),
            point=_flags(traits, is_point),
            dated=_flags(traits, lambda one: one.dated),
            town=_flags(traits, is_town),
            country=codes("country"),
            admin1=codes("admin1", lambda one: one.admin1 and f"{one.country} {one.admin1}"),
            actors=Bags.of(actors, np.ones_like),
            low=low,
            high=high,
            words=_bags([one.words for one in traits]),
            story=_bags([one.story for one in traits]),
            names=_bags([one.names for one in traits]),
            figures=_bags([one.figures for one in traits]),
        )


def is_point(one: Traits) -> bool:
    """Whether a place is known so well that the distance to another says something."""
    return one.precision in ("exact", "near", "admin2") and one.latitude is not None


def is_town(one: Traits) -> bool:
    """Whether a place is a town or smaller."""
    return one.precision == "exact" and one.latitude is not None and (one.radius or 0.0) <= TOWN


class Coder:
    """Numbers for names, by column, in order of appearance."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], int] = {}

    def __call__(self, column: str, name: str | None) -> int:
        return self.known.setdefault((column, name), len(self.known)) if name else -1


class Columns:
    """Columns of numbers for names."""

    def __init__(self, traits: Sequence[Traits]) -> None:
        self.traits = traits
        self.coder = Coder()

    def __call__(self, name: str, get: Callable[[Traits], str | None] | None = None) -> Ints:
        get = get or attrgetter(name)
        return np.array([self.coder(name, get(one)) for one in self.traits], np.int64)


def _tolls(traits: Sequence[Traits]) -> tuple[Floats, Floats]:
    """The bounds of each kind of toll, a row for each kind."""
    low = np.full((len(KINDS), len(traits)), np.nan)
    high = low.copy()
    for i, one in enumerate(traits):
        for kind, least, most in one.tolls:
            k = KINDS.index(kind)
            low[k, i] = 0 if least is None else least
            high[k, i] = np.inf if most is None else most
    return low, high


def _bags(packed: Sequence[bytes]) -> Bags:
    return Bags.of([unpack(one) for one in packed], weights)


def _numbers(traits: Sequence[Traits], get: Callable[[Traits], float | None]) -> Floats:
    values = [np.nan if value is None else value for value in map(get, traits)]
    return np.array(values, np.float64)


def _flags(traits: Sequence[Traits], test: Callable[[Traits], bool]) -> npt.NDArray[np.bool_]:
    return np.array([test(one) for one in traits], bool)


def compare(
    table: Table, left: Ints, right: Ints, fields: Iterable[str] = LEVELS
) -> dict[str, Levels]:
    """The level of each field (of all by default) for each pair of rows.

    It is -1 if one of the two does not say, and for what two events of one report share because it
    belongs to the report (``WHOLE``).
    """
    own = table.report[left] == table.report[right]
    found = {name: FIELDS[name](table, left, right) for name in fields}
    return {
        name: np.where(own, -1, level).astype(np.int8) if name in WHOLE else level
        for name, level in found.items()
    }


def gaps(gap: Floats, bounds: tuple[float, ...]) -> Levels:
    """0 up to the first bound, 1 up to the second …; -1 if the gap is not known."""
    return np.where(np.isnan(gap), -1, np.searchsorted(bounds, np.nan_to_num(gap))).astype(np.int8)


def published(table: Table, left: Ints, right: Ints) -> Levels:
    return gaps(np.abs(table.published[left] - table.published[right]), (1, 3, 10, 60))


def when(table: Table, left: Ints, right: Ints) -> Levels:
    a, b, c, d = table.start[left], table.end[left], table.start[right], table.end[right]
    gap = np.maximum(0, np.maximum(a - d, c - b))
    longest = np.maximum(b - a, d - c)
    level = gaps(gap, (0, 1, 3, 10, 60))
    apart = np.where(level > 0, level + 2, np.where(longest == 0, 0, np.where(longest <= 8, 1, 2)))
    return np.where(level < 0, -1, apart).astype(np.int8)


def distance(table: Table, left: Ints, right: Ints) -> Floats:
    """km between two places along the great circle."""
    a, b = np.radians(table.latitude[left]), np.radians(table.latitude[right])
    half = (
        np.sin((b - a) / 2) ** 2
        + np.cos(a)
        * np.cos(b)
        * np.sin(np.radians(table.longitude[right] - table.longitude[left]) / 2) ** 2
    )
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1))), np.float64)


def where(table: Table, left: Ints, right: Ints) -> Levels:
    points = table.point[left] & table.point[right]
    far = np.full(len(left), np.nan)
    far[points] = distance(table, left[points], right[points])
    radius = np.maximum(table.radius[left], table.radius[right])
    rims = far - table.radius[left] - table.radius[right]
    lands, regions = (
        (table.country[left], table.country[right]),
        (table.admin1[left], table.admin1[right]),
    )
    both_lands, both_regions = (
        (lands[0] >= 0) & (lands[1] >= 0),
        (regions[0] >= 0) & (regions[1] >= 0),
    )
    same_land, same_region = (
        both_lands & (lands[0] == lands[1]),
        both_regions & (regions[0] == regions[1]),
    )
    return np.select(
        [
            points & (far <= 1.5) & (radius <= SMALL),
            points & (far <= 1.5),
            points & (rims <= 0),
            points & (rims <= 25),
            points & (rims <= 100),
            points & same_region,
            points & same_land,
            points & both_lands,
            points,
            both_lands & ~same_land,
            both_regions & ~same_region,
            same_region,
            same_land,
        ],
        [0, 1, 2, 3, 4, 7, 8, 9, 8, 9, 8, 5, 6],
        -1,
    ).astype(np.int8)


def days(table: Table, left: Ints, right: Ints) -> Levels:
    """Two single days that both reports name and that differ: reports in the same words are then
    about different incidents."""
    gap = np.where(
        table.dated[left] & table.dated[right], np.abs(table.start[left] - table.start[right]), 0
    )
    return np.select([gap >= 4, gap >= 2], [1, 0], -1).astype(np.int8)


def towns(table: Table, left: Ints, right: Ints) -> Levels:
    """Two towns that both reports name and that differ."""
    both = table.town[left] & table.town[right]
    level = np.full(len(left), -1, np.int8)
    a, b = left[both], right[both]
    level[both] = np.where(distance(table, a, b) - table.radius[a] - table.radius[b] > APART, 0, -1)
    return level


def kinds(table: Table, left: Ints, right: Ints) -> Levels:
    a, b, f, g = table.type[left], table.type[right], table.family[left], table.family[right]
    mild = table.mild[left] != table.mild[right]
    return np.select(
        [(a == b) & (a >= 0), (f < 0) | (g < 0), f == g, mild], [0, -1, 1, 3], 2
    ).astype(np.int8)


def status(table: Table, left: Ints, right: Ints) -> Levels:
    one = table.denied[left] | table.denied[right]
    return np.where(table.status[left] == table.status[right], 0, np.where(one, 1, 2)).astype(
        np.int8
    )


def report(table: Table, left: Ints, right: Ints) -> Levels:
    copy = table.copy[left] == table.copy[right]
    return np.where(table.report[left] == table.report[right], 0, np.where(copy, 2, 1)).astype(
        np.int8
    )


def actors(table: Table, left: Ints, right: Ints) -> Levels:
    a, b = table.actors.mass[left], table.actors.mass[right]
    both = table.actors.shared(left, right)
    return np.select(
        [(a == 0) | (b == 0), (both == a) & (both == b), both > 0], [-1, 0, 1], 2
    ).astype(np.int8)


def _apart(
    table: Table, kind: int, left: Ints, right: Ints
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """How far apart two tolls are, as the ratio of the nearest bounds (1 if they overlap), and
    whether they are the same."""
    a, b, c, d = (
        table.low[kind, left],
        table.high[kind, left],
        table.low[kind, right],
        table.high[kind, right],
    )
    over, under = np.maximum(a, c), np.minimum(b, d)
    with np.errstate(invalid="ignore"):
        ratio = np.where(under >= over, 1.0, (over + 1) / (under + 1))
    return np.where(np.isnan(a) | np.isnan(c), np.nan, ratio), (a == c) & (b == d)


def numbers(table: Table, kind: int, left: Ints, right: Ints) -> Levels:
    """The level of a toll: one that grew from report to report is near; a multiple belongs to
    another incident, or to the first hour of this one."""
    ratio, same = _apart(table, kind, left, right)
    low = table.low[kind, left]
    return np.select(
        [np.isnan(ratio), same & (low >= 10), same & (low >= 3), same, ratio <= 1.6, ratio <= 3],
        [-1, 0, 1, 2, 3, 4],
        5,
    ).astype(np.int8)


def others(table: Table, left: Ints, right: Ints) -> Levels:
    """Arrested, abducted, missing and displaced: the best agreement on any kind that both give."""
    best = np.full(len(left), 9, np.int8)
    for kind in range(2, len(KINDS)):
        if np.isnan(table.low[kind]).all():
            continue
        ratio, same = _apart(table, kind, left, right)
        level = np.select(
            [np.isnan(ratio), same & (table.low[kind, left] >= 3), same, ratio <= 1.6],
            [9, 0, 1, 2],
            3,
        )
        best = np.minimum(best, level).astype(np.int8)
    return np.where(best == 9, -1, best).astype(np.int8)


def shares(bags: Bags, left: Ints, right: Ints) -> Levels:
    """The distinctive words that both have, by their bits, as a share of the (geometric) mean of
    all that either has."""
    mass = np.sqrt(bags.mass[left] * bags.mass[right])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = bags.shared(left, right) / mass
    return np.where(
        mass == 0, -1, np.searchsorted(SHARES, np.nan_to_num(share), side="right")
    ).astype(np.int8)


def amounts(bags: Bags, left: Ints, right: Ints, bounds: tuple[int, ...]) -> Levels:
    """What both have, in bits, grouped by bounds."""
    level = np.searchsorted(bounds, bags.shared(left, right), side="right")
    return np.where((bags.mass[left] == 0) | (bags.mass[right] == 0), -1, level).astype(np.int8)


FIELDS: dict[str, Callable[[Table, Ints, Ints], Levels]] = {
    "when": when,
    "published": published,
    "where": where,
    "type": kinds,
    "status": status,
    "actors": actors,
    "killed": lambda table, left, right: numbers(table, 0, left, right),
    "injured": lambda table, left, right: numbers(table, 1, left, right),
    "others": others,
    "words": lambda table, left, right: shares(table.words, left, right),
    "story": lambda table, left, right: shares(table.story, left, right),
    "names": lambda table, left, right: amounts(table.names, left, right, NAMES),
    "figures": lambda table, left, right: amounts(table.figures, left, right, FIGURES),
    "days": days,
    "towns": towns,
    "report": report,
}
"""How each field is compared."""
EXPENSIVE = ("figures", "names", "words", "story")
"""Fields whose comparison takes longer than all the others together, the longest last."""
