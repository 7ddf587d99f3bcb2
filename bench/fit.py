"""Weights by field and level from labelled pairs: a log-linear Fellegi-Sunter model.

The odds that a pair is one event are 2 to the sum of its levels' weights, times a factor for its
set: how many of the pairs compared are one event says nothing about another collection. Weights are
fitted together, by logistic regression, since fields are not independent (two reports that share
names share words). They are drawn towards weights set by hand, so that a level which the sets
hardly reach keeps its own; and within a field a level of better agreement never weighs less
(``RANKED``), so that every step of a waterfall makes sense.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.linking.compare import LEVELS, Floats, Levels

RANKED: dict[str, tuple[int, ...]] = {
    "when": (0, 1, 3, 2, 4, 5, 6, 7),
    "published": (0, 1, 2, 3, 4),
    "where": (0, 1, 2, 5, 3, 6, 4, 7, 8, 9),
    "type": (0, 1, 2, 3),
    "status": (0, 2, 1),
    "actors": (0, 1, 2),
    "killed": (0, 1, 2, 3, 4, 5),
    "injured": (0, 1, 2, 3, 4, 5),
    "others": (0, 1, 2, 3),
    "words": (5, 4, 3, 2, 1, 0),
    "story": (5, 4, 3, 2, 1, 0),
    "names": (6, 5, 4, 3, 2, 1, 0),
    "figures": (5, 4, 3, 2, 1, 0),
    "days": (0, 1),
    "towns": (0,),
    "report": (2, 1, 0),
}
"""The levels of each field from the best agreement to the worst."""
FIXED = ("report", "type", "days", "towns")
"""Levels set by hand alone.

The pairs used for training are from different reports, and their gold says which documents report
one story, not which events are one: neither that an arrest is not the bombing that it follows, nor
that two stories in the same words each have their own day.
"""
PULL = 8.0
"""How strongly weights are drawn towards those set by hand: as strongly as this many supporting
pairs."""
STEPS = 3000


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs of one set: their levels, whether each is one event, and how much each counts."""

    levels: Mapping[str, Levels]
    same: Floats
    weight: float = 1.0


Weights = dict[str, Floats]


def fit(
    sets: Sequence[Labelled], hand: Mapping[str, Sequence[float]], *, pull: float = PULL
) -> tuple[Weights, list[float]]:
    """The weights in bits, by field, and each set's intercept: the odds there before any evidence,
    in bits."""
    free = [name for name in LEVELS if name not in FIXED]
    fixed = [
        sum((bits(hand[name], one.levels[name]) for name in FIXED), np.zeros(len(one.same)))
        for one in sets
    ]
    start = {name: np.array(hand[name], np.float64) for name in free}
    size = sum(one.weight * len(one.same) for one in sets)
    # the inverse of the largest curvature: no step is too long
    rate = 1 / (np.log(2) ** 2 * size * len(free) / 4 + pull)
    here, ahead, shift = dict(start), dict(start), [-4.0 for _ in sets]
    for step in range(STEPS):
        slope = {name: pull * (ahead[name] - start[name]) for name in free}
        for n, one in enumerate(sets):
            odds = fixed[n] + sum(bits(ahead[name], one.levels[name]) for name in free)
            shift[n] = intercept(odds, one.same, shift[n])
            off = one.weight * np.log(2) * (1 / (1 + np.exp2(-(odds + shift[n]))) - one.same)
            for name in free:
                slope[name] += np.bincount(
                    one.levels[name] + 1, off, minlength=len(start[name]) + 1
                )[1:]
        new = {name: ranked(ahead[name] - rate * slope[name], RANKED[name]) for name in free}
        # Nesterov's acceleration
        ahead = {name: new[name] + step / (step + 3) * (new[name] - here[name]) for name in free}
        here = new
    return {name: here.get(name, np.array(hand[name], np.float64)) for name in LEVELS}, shift


def bits(weights: Sequence[float] | Floats, level: Levels) -> Floats:
    """What each pair's level weighs; an unknown level weighs nothing."""
    return np.asarray(np.array([*weights, 0.0])[level], np.float64)


def intercept(odds: Floats, same: Floats, start: float) -> float:
    """The addition to the odds that makes as many of the pairs one event as there are; by Newton's
    method."""
    for _ in range(8):
        likely = 1 / (1 + np.exp2(-(odds + start)))
        slope = float((likely * (1 - likely)).sum()) * np.log(2)
        start = float(
            np.clip(
                start - (float((likely - same).sum()) / slope if slope > 1e-9 else 0.0), -40, 40
            )
        )
    return start


def ranked(values: Floats, order: Sequence[int]) -> Floats:
    """The nearest values that do not rise along an order (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values[list(order)].tolist():
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    found = np.empty(len(values))
    found[list(order)] = [value for value, count in pools for _ in range(count)]
    return found


def shares(sets: Sequence[Labelled], name: str) -> Floats:
    """m: how often the pairs that are one event reach each level of a field."""
    size = len(LEVELS[name])
    count = sum(
        (
            one.weight * np.bincount(one.levels[name] + 1, one.same, minlength=size + 1)[1:]
            for one in sets
        ),
        np.zeros(size),
    )
    return np.asarray((count + 0.5) / (count.sum() + 0.5 * size), np.float64)
