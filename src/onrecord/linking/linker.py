"""Accounts to incidents in one step: candidates, scores, clusters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.linking.blocking import candidates
from onrecord.linking.clusters import Pair, group
from onrecord.linking.compare import Floats, Ints, Table
from onrecord.linking.model import Model, likely, links, shipped, weigh
from onrecord.linking.traits import Traits
from onrecord.schema.incident import Link

CHUNK = 500_000


@dataclass(frozen=True, slots=True)
class Linked:
    """``clusters``: the accounts of each incident, in the order given, incidents by their first
    account.

    ``links``: every candidate pair whose probability reaches the model's threshold, even if
    clustering kept the two apart.
    """

    clusters: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


def link(
    traits: Sequence[Traits],
    *,
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
    model: Model | None = None,
) -> Linked:
    """Link accounts and group them.

    A component is grouped by itself: linking the candidates of a new account, together with
    everything linked to those, gives the same result as linking everything again.

    Args:
        traits: of all accounts, in the order in which they were added.
        must: pairs of ids that a person joined.
        cannot: pairs of ids that a person separated; a must-link wins over it.
        model: the weights; the shipped ones by default.
    """
    model = model or shipped()
    number = {one.id: i for i, one in enumerate(traits)}
    table = Table.of(traits)
    left, right, weight = edges(table, *candidates(traits), model)
    pairs = [
        [(number[a], number[b]) for a, b in each if a in number and b in number]
        for each in (must, cannot)
    ]
    groups = group(
        len(traits),
        left,
        right,
        weight,
        lambda a, b: weigh(table, a, b, model) - model.bar,
        must=pairs[0],
        cannot=pairs[1],
    )
    return Linked(
        tuple(tuple(traits[i].id for i in members) for members in groups),
        tuple(links(table, left, right, model)),
    )


def edges(table: Table, left: Ints, right: Ints, model: Model) -> tuple[Ints, Ints, Floats]:
    """The pairs that reach the threshold, with their excess over it in bits."""
    kept = [
        likely(table, left[a : a + CHUNK], right[a : a + CHUNK], model)
        for a in range(0, len(left), CHUNK)
    ]
    if not kept:
        return left, right, np.zeros(0)
    a, b, weight = (np.concatenate([part[i] for part in kept]) for i in range(3))
    return a, b, weight - model.bar
