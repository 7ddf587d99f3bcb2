"""Accounts grouped into incidents: average-link clustering of the pairs' weights, subject to
people's decisions.

The accounts that links connect (directly or through others) are a component; each is clustered by
itself, so that a new report affects only its own. Within a component the two clusters whose members
agree best on average are merged as long as that average is above 0: one strong link between two
groups that otherwise disagree joins nothing (no chains). Decisions come first: must-links are
merged at the start, cannot-links never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from onrecord.linking.compare import Floats, Ints
from onrecord.schema.incident import Link

Pair = tuple[str, str]
Row = tuple[int, int]
Weigh = Callable[[Ints, Ints], Floats]
LARGEST = 400
"""A component of more accounts is first cut along its weakest links."""
PAIRS = 100_000
"""So many pairs are weighed at once, or all pairs of a single component."""
DIGITS = 6
"""Digits of an average: values that differ only by the order of summation are equal."""
CAP = 12.0
"""Bits: more than this either way counts as this, so that one pair does not outvote all others."""


def cluster(
    links: Iterable[Link],
    accounts: Sequence[str],
    *,
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """The clusters of the accounts, ordered by the position of each one's first account in
    ``accounts``; an account without a link is alone.

    A pair without a link weighs -CAP / 2.

    Args:
        links: pairs with their weights, those against included if known.
        accounts: ids of all accounts, in order.
        must: pairs that belong together.
        cannot: pairs that do not; a must-link wins over it.
    """
    number = {name: i for i, name in enumerate(accounts)}
    kept = [
        (number[link.a], number[link.b], link.weight)
        for link in links
        if link.a in number and link.b in number
    ]
    known = {(min(a, b), max(a, b)): weight for a, b, weight in kept}
    edges = np.array([[a, b] for a, b, weight in kept if weight > 0], np.int64).reshape(-1, 2)
    strength = np.array([weight for _, _, weight in kept if weight > 0], np.float64)

    def weigh(left: Ints, right: Ints) -> Floats:
        pairs = zip(np.minimum(left, right).tolist(), np.maximum(left, right).tolist(), strict=True)
        return np.array([known.get(pair, -CAP / 2) for pair in pairs], np.float64)

    found = group(
        len(number),
        edges[:, 0],
        edges[:, 1],
        strength,
        weigh,
        must=_numbers(must, number),
        cannot=_numbers(cannot, number),
    )
    return [tuple(accounts[i] for i in members) for members in found]


def _numbers(pairs: Iterable[Pair], number: dict[str, int]) -> list[tuple[int, int]]:
    return [(number[a], number[b]) for a, b in pairs if a in number and b in number]


def group(
    size: int,
    left: Ints,
    right: Ints,
    weight: Floats,
    weigh: Weigh,
    *,
    must: Iterable[Row] = (),
    cannot: Iterable[Row] = (),
) -> list[list[int]]:
    """As :func:`cluster`, in numbers below ``size``: ``left``, ``right``, ``weight`` are the links,
    ``weigh`` returns any pair's weight."""
    forced = np.array(list(must), np.int64).reshape(-1, 2)
    ends = np.concatenate([left, forced[:, 0]]), np.concatenate([right, forced[:, 1]])
    strength = np.concatenate([weight, np.full(len(forced), np.inf)])
    apart: dict[int, set[int]] = {}
    for a, b in cannot:
        apart.setdefault(a, set()).add(b)
    together = roots(size, forced[:, 0], forced[:, 1])
    parts = components(size, *ends, strength)
    found = [members for members in parts if len(members) == 1]
    for members, weights in _weighed([members for members in parts if len(members) > 1], weigh):
        found += _average(members, together, apart, weights)
    return sorted(found)


def _weighed(parts: Sequence[list[int]], weigh: Weigh) -> Iterator[tuple[list[int], Floats]]:
    """Each part with the weights of all pairs in it; many parts are weighed at once."""
    first = 0
    while first < len(parts):
        left: list[Ints] = []
        right: list[Ints] = []
        cuts = [0]
        while first + len(left) < len(parts) and cuts[-1] < PAIRS:
            rows = np.array(parts[first + len(left)], np.int64)
            a, b = np.triu_indices(len(rows), 1)
            left.append(rows[a])
            right.append(rows[b])
            cuts.append(cuts[-1] + len(a))
        weights = weigh(np.concatenate(left), np.concatenate(right))
        yield from zip(parts[first:], np.split(weights, cuts[1:-1]), strict=False)
        first += len(left)


def components(size: int, left: Ints, right: Ints, weight: Floats) -> list[list[int]]:
    """What links connect. In a component larger than LARGEST the weakest links are cut, bit by bit,
    until its parts are small enough."""
    done: list[list[int]] = []
    bar = 0.0
    rows = np.arange(size, dtype=np.int64)
    while True:
        root = roots(size, left, right)
        count = np.bincount(root[rows], minlength=size)
        large = count[root[rows]] > LARGEST
        if not np.isfinite(weight[weight > bar]).any():
            large[:] = False
        small = rows[~large]
        order = small[np.argsort(root[small], kind="stable")]
        cuts = np.flatnonzero(np.diff(root[order])) + 1
        done += [part.tolist() for part in np.split(order, cuts) if len(part)]
        rows = rows[large]
        if not len(rows):
            return done
        bar += 1.0
        alive = np.zeros(size, bool)
        alive[rows] = True
        keep = (weight > bar) & alive[left] & alive[right]
        left, right, weight = left[keep], right[keep], weight[keep]


def roots(size: int, left: Ints, right: Ints) -> Ints:
    """For each of ``size`` numbers the lowest one that pairs connect it with."""
    root = np.arange(size, dtype=np.int64)
    while True:
        least = np.minimum(root[left], root[right])
        new = root.copy()
        np.minimum.at(new, root[left], least)
        np.minimum.at(new, root[right], least)
        new = new[new]
        if np.array_equal(new, root):
            return root
        root = new


def _average(
    members: list[int], together: Ints, apart: Mapping[int, set[int]], weights: Floats
) -> list[list[int]]:
    a, b = np.triu_indices(len(members), 1)
    sums = np.zeros((len(members), len(members)))
    sums[a, b] = sums[b, a] = np.clip(weights, -CAP, CAP)
    for i, j in _inside(apart, members):
        sums[i, j] = sums[j, i] = -np.inf
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(members))
    parts = [[member] for member in members]
    first: dict[int, int] = {}
    for i, member in enumerate(members):
        root = int(together[member])
        if root in first:
            _merge(sums, sizes, parts, first[root], i)
        else:
            first[root] = i
    while True:
        with np.errstate(invalid="ignore"):
            mean = np.round(sums / np.outer(sizes, sizes), DIGITS)
        mean[sizes == 0, :] = mean[:, sizes == 0] = -np.inf
        i, j = divmod(int(np.argmax(mean)), len(members))
        if not mean[i, j] > 0:
            return [sorted(part) for part in parts if part]
        _merge(sums, sizes, parts, min(i, j), max(i, j))


def _inside(apart: Mapping[int, set[int]], members: Sequence[int]) -> list[tuple[int, int]]:
    spot = {member: i for i, member in enumerate(members)} if apart else {}
    return [(spot[a], spot[b]) for a in spot if a in apart for b in apart[a] if b in spot]


def _merge(sums: Floats, sizes: Floats, parts: list[list[int]], i: int, j: int) -> None:
    sums[i, :] += sums[j, :]
    sums[:, i] += sums[:, j]
    sums[i, i] = -np.inf
    sums[j, :] = sums[:, j] = -np.inf
    sizes[i] += sizes[j]
    sizes[j] = 0
    parts[i] += parts[j]
    parts[j] = []
