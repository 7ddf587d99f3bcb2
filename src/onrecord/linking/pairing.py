"""Pairs two tables of the same incidents one to one, by the linker's comparison with weights fitted
to the two tables.

The weights are fitted by expectation maximisation over the candidate pairs, as Splink and fastLink
do, starting from the shipped weights. Each row of one table gets at most one row of the other: its
candidates compete with each other and with the possibility that there is none (Sadinle 2017), so
that the share of rows with a counterpart is estimated as well and need not be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.linking.blocking import candidates
from onrecord.linking.compare import Floats, Ints, Levels, Table, compare, distance
from onrecord.linking.model import Model, links, probability, shipped
from onrecord.linking.traits import Traits
from onrecord.schema import Link

GAP = 8
"""The most days between the intervals of two candidates."""
NEAR_KM = 60.0
"""The most km between the points of two candidates; if one has no point (a province, a country) any
distance is allowed."""
LONGEST = 31
"""Days of an interval; longer ones are looked up separately, so that a few do not widen the search
for all."""
CHUNK = 1000
ROUNDS = 6
SHRINK = 30.0
"""The shipped weights count as much as this many pairs in the fitted ones."""
CAP = 60.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs: ``left`` rows of the first table, ``right`` of the second, as positions in
    the ``size`` rows of both together."""

    left: Ints
    right: Ints
    size: int


def paired(
    ours: Sequence[Traits], theirs: Sequence[Traits], model: Model | None = None
) -> list[Link]:
    """The links between two tables, each row in one at most, in the order of the first; ``a`` is
    from the first, ``b`` from the second.

    A link's probability is the probability of its pair against there being no such row.
    """
    both = [*ours, *theirs]
    table = Table.of(both)
    pairs = across(both, table, len(ours))
    if not len(pairs.left):
        return []
    fitted, odds = fit(
        compare(table, pairs.left, pairs.right), pairs, len(ours), model or shipped()
    )
    rank = np.lexsort((pairs.right, pairs.left, -odds))
    chosen = np.sort(one_to_one(pairs, rank[odds[rank] > 0]))
    return [
        link.model_copy(update={"weight": round(weight, 3), "probability": probability(weight)})
        for link, weight in zip(
            links(table, pairs.left[chosen], pairs.right[chosen], fitted),
            odds[chosen].tolist(),
            strict=True,
        )
    ]


def across(both: Sequence[Traits], table: Table, ours: int) -> Pairs:
    """Pairs of rows near in days and place, and those that share one of the linker's own keys."""
    left, right = candidates(both)
    cross = (left < ours) & (right >= ours)
    found = [left[cross] * len(both) + right[cross]]
    length = table.end - table.start
    for rows in (np.flatnonzero(length <= LONGEST), np.flatnonzero(length > LONGEST)):
        theirs = rows[rows >= ours]
        theirs = theirs[np.argsort(table.start[theirs], kind="stable")]
        widest = length[theirs].max(initial=0) + GAP
        dated = np.flatnonzero(length[:ours] >= 0)
        for first in range(0, len(dated), CHUNK):
            mine = dated[first : first + CHUNK]
            low = np.searchsorted(table.start[theirs], table.start[mine] - widest)
            count = np.searchsorted(table.start[theirs], table.end[mine] + GAP, side="right") - low
            a = np.repeat(mine, count)
            b = theirs[
                np.arange(len(a))
                - np.repeat(np.cumsum(count) - count, count)
                + np.repeat(low, count)
            ]
            kept = (table.start[a] - table.end[b] <= GAP) & near(table, a, b)
            found.append(a[kept] * len(both) + b[kept])
    pairs = np.unique(np.concatenate(found))
    return Pairs(pairs // len(both), pairs % len(both), len(both))


def near(table: Table, left: Ints, right: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether two rows may be in the same place."""
    lands = table.country[left], table.country[right]
    other = (lands[0] >= 0) & (lands[1] >= 0) & (lands[0] != lands[1])
    points = table.point[left] & table.point[right]
    return np.where(points, distance(table, left, right) <= NEAR_KM, ~other)


def fit(levels: dict[str, Levels], pairs: Pairs, ours: int, model: Model) -> tuple[Model, Floats]:
    """The model fitted to two tables, and for each pair the odds in bits that it is the same
    incident rather than missing from the other table."""
    weights = {name: np.array([*values, 0.0]) for name, values in model.weights.items()}
    sides = (Side(pairs.left, ours), Side(pairs.right - ours, pairs.size - ours))
    for _ in range(ROUNDS):
        bits = np.clip(sum(weights[name][level] for name, level in levels.items()), -CAP, CAP)
        likely = np.sqrt(sides[0].expect(bits) * sides[1].expect(bits))
        trust = likely.sum() / (likely.sum() + SHRINK)
        for name, level in levels.items():
            found = trust * learned(level, likely, len(model.weights[name])) + (
                1 - trust
            ) * np.array(model.weights[name])
            seen = np.bincount(level + 1, minlength=len(found) + 1)[1:] > 0
            weights[name][:-1][seen] = found[seen]
    bits = np.clip(sum(weights[name][level] for name, level in levels.items()), -CAP, CAP)
    odds = np.minimum(*(side.odds(bits) for side in sides))
    return Model(
        {name: tuple(values[:-1].tolist()) for name, values in weights.items()},
        model.prior,
        model.threshold,
    ), odds


def learned(level: Levels, likely: Floats, size: int) -> Floats:
    """log2(m/u) of each level of a field, given how likely each pair is the same incident."""
    known = level >= 0
    one = np.bincount(level[known], likely[known], minlength=size)
    other = np.bincount(level[known], 1 - likely[known], minlength=size)
    return np.asarray(
        np.log2((one + 0.5) / (one.sum() + 1)) - np.log2((other + 0.5) / (other.sum() + 1)),
        np.float64,
    )


class Side:
    """One of the two tables: how its rows' candidates share the probability between them, and what
    share of its rows the other table has."""

    def __init__(self, rows: Ints, size: int) -> None:
        self.rows = rows
        self.size = size
        self.choices = np.bincount(rows, minlength=size)[rows]
        self.share = 0.5

    def expect(self, bits: Floats) -> Floats:
        """The probability of each pair among its row's candidates and none; the share is estimated
        again."""
        each = np.exp2(bits) * self.share / self.choices
        total = np.bincount(self.rows, each, minlength=self.size)
        found = each / (1 - self.share + total[self.rows])
        self.share = min(0.99, max(0.01, float(found.sum()) / self.size))
        return np.asarray(found, np.float64)

    def odds(self, bits: Floats) -> Floats:
        """The odds in bits of each pair against none."""
        return np.asarray(bits + np.log2(self.share / (1 - self.share) / self.choices), np.float64)


def one_to_one(pairs: Pairs, rank: Ints) -> Ints:
    """Of the pairs in an order, those whose rows are both still free."""
    taken: set[int] = set()
    kept = []
    for pair, i, j in zip(
        rank.tolist(), pairs.left[rank].tolist(), pairs.right[rank].tolist(), strict=True
    ):
        if i not in taken and j not in taken:
            taken |= {i, j}
            kept.append(pair)
    return np.array(kept, np.int64)
