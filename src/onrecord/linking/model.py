"""Probabilistic record linkage after Fellegi and Sunter (1969).

Each field's level adds log2(m/u) bits to the odds that two accounts report the same incident. ``m``
is how often two accounts of one incident reach the level, ``u`` how often two accounts of different
ones do. The weights ship as ``model.json`` with their model card; ``python -m bench.teach`` makes
them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp2, log2
from typing import Any, Self

import numpy as np

from onrecord.linking.compare import EXPENSIVE, FIELDS, LEVELS, Floats, Ints, Levels, Table, compare
from onrecord.linking.traits import Traits
from onrecord.schema.incident import Evidence, Link

ROUNDING = 1e-6
"""The most, in bits, by which sums of the same weights in another order may differ."""


@dataclass(frozen=True, slots=True)
class Model:
    """The weights by field and level in bits, the odds before any evidence in bits (``prior``), and
    the probability from which a pair counts as a link (``threshold``)."""

    weights: dict[str, tuple[float, ...]]
    prior: float
    threshold: float

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a model file. Raises ValueError if it does not have the fields and levels of this
        version."""
        data: dict[str, Any] = json.loads(text)
        fields = data["fields"]
        if {
            name: tuple(level["level"] for level in levels) for name, levels in fields.items()
        } != LEVELS:
            raise ValueError("the model was made for other fields or levels")
        weights = {
            name: tuple(log2(level["m"] / level["u"]) for level in levels)
            for name, levels in fields.items()
        }
        return cls(weights, float(data["prior"]), float(data["threshold"]))

    @property
    def bar(self) -> float:
        """The threshold in bits."""
        return log2(self.threshold / (1 - self.threshold))


@cache
def shipped() -> Model:
    """The model that ships with the package."""
    return Model.from_json((files("onrecord.linking") / "model.json").read_text(encoding="utf-8"))


def weigh(table: Table, left: Ints, right: Ints, model: Model) -> Floats:
    """The weight of each pair in bits, prior included."""
    return total(compare(table, left, right), model)


def likely(table: Table, left: Ints, right: Ints, model: Model) -> tuple[Ints, Ints, Floats]:
    """The pairs whose weight is above the threshold, with their weights.

    A field that takes long to compare is skipped if neither it nor those after it could lift a pair
    above the threshold.
    """
    rough = total(
        compare(table, left, right, [name for name in LEVELS if name not in EXPENSIVE]), model
    )
    for i, name in enumerate(EXPENSIVE):
        most = sum(max(0.0, *model.weights[rest]) for rest in EXPENSIVE[i:])
        open = rough + most > model.bar - ROUNDING
        left, right = left[open], right[open]
        rough = (
            rough[open] + np.array([*model.weights[name], 0.0])[FIELDS[name](table, left, right)]
        )
    open = rough > model.bar - ROUNDING
    left, right = left[open], right[open]
    weight = weigh(table, left, right, model)
    above = weight > model.bar
    return left[above], right[above], weight[above]


def total(levels: dict[str, Levels], model: Model) -> Floats:
    """The sum of the levels' weights, prior included."""
    weight = model.prior + sum(
        np.array([*model.weights[name], 0.0])[level] for name, level in levels.items()
    )
    return np.asarray(weight, np.float64)


def score(pairs: Iterable[tuple[Traits, Traits]], model: Model | None = None) -> list[Link]:
    """A Link for each pair, whatever its weight, with the evidence by field."""
    model = model or shipped()
    pairs = list(pairs)
    table = Table.of([one for pair in pairs for one in pair])
    rows = np.arange(len(pairs), dtype=np.int64)
    return links(table, 2 * rows, 2 * rows + 1, model)


def why(a: Traits, b: Traits, model: Model | None = None) -> Link:
    """The evidence for and against two accounts being about the same incident."""
    return score([(a, b)], model)[0]


def links(table: Table, left: Ints, right: Ints, model: Model) -> list[Link]:
    """The Links of pairs of rows."""
    found = compare(table, left, right)
    sums = total(found, model).tolist()
    names, said = list(found), spelled(model)
    rows = zip(*(found[name].tolist() for name in names), strict=True)
    return [
        Link(
            a=table.ids[i],
            b=table.ids[j],
            weight=round(weight, 3),
            probability=probability(weight),
            evidence=evidence(names, levels, said),
        )
        for i, j, weight, levels in zip(left.tolist(), right.tolist(), sums, rows, strict=True)
    ]


def evidence(
    names: Sequence[str], levels: Sequence[int], said: Mapping[str, Sequence[Evidence | None]]
) -> tuple[Evidence, ...]:
    """What each field says, in the fields' order; a field that one of the two leaves open is not
    named."""
    found = (said[name][level] for name, level in zip(names, levels, strict=True) if level >= 0)
    return tuple(one for one in found if one)


def spelled(model: Model) -> dict[str, list[Evidence | None]]:
    """The words for each level of each field; empty if the level has no weight."""
    return {
        name: [
            Evidence(field=name, level=level, weight=round(bits, 3))
            if abs(bits) >= 0.0005
            else None
            for level, bits in zip(LEVELS[name], model.weights[name], strict=True)
        ]
        for name in LEVELS
    }


def probability(weight: float) -> float:
    """The probability for a weight in bits."""
    return round(1 / (1 + exp2(-max(-60.0, min(60.0, weight)))), 6)
