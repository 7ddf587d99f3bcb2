"""The graph of stored links, read where it is walked: the part of it that a change touches, however
large what it hangs together with.

:mod:`onrecord.linking.clusters` cuts a component of more than ``LARGEST`` accounts along its
weakest links, bit by bit, until its parts are not larger. Here the same parts are found from
within, one at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import inf, isfinite

from sqlalchemy import Connection, select

from onrecord.casebook.sql import within
from onrecord.casebook.tables import links
from onrecord.linking.clusters import LARGEST

Pair = tuple[int, int]


class Links:
    """The links of events with what they have above the threshold in bits, each event's read
    once."""

    def __init__(self, connection: Connection, bar: float) -> None:
        self.connection, self.bar = connection, bar
        self.found: dict[int, dict[int, float]] = {}

    def read(self, ids: Iterable[int]) -> None:
        """Read the links of those events that are not read yet."""
        new = [id for id in ids if id not in self.found]
        self.found.update((id, {}) for id in new)
        for mine, theirs in ((links.c.a, links.c.b), (links.c.b, links.c.a)):
            for some in within(mine, new):
                for a, b, weight in self.connection.execute(
                    select(mine, theirs, links.c.weight).where(some)
                ):
                    self.found[a][b] = weight - self.bar


class Graph:
    """Links and must-links, without some events: those that are about to come or to go."""

    def __init__(
        self, links: Links, must: Iterable[Pair] = (), without: Collection[int] = ()
    ) -> None:
        self.links, self.without = links, without
        self.must: dict[int, set[int]] = {}
        for a, b in must:
            self.must.setdefault(a, set()).add(b)
            self.must.setdefault(b, set()).add(a)
        self._parts: dict[int, frozenset[int]] = {}
        self._large: dict[int, set[int]] = {}
        self.cut = False

    def around(self, id: int) -> Mapping[int, float]:
        """The events that one is linked with, and how strongly; a must-link without bound."""
        return {**self.links.found[id], **dict.fromkeys(self.must.get(id, ()), inf)}

    def part(self, id: int) -> frozenset[int]:
        """The part that holds an event. ``cut`` is true once one was part of a larger component."""
        level = 0
        while id not in self._parts:
            found = self._walk(id, level)
            if found is not None:
                self._parts.update(dict.fromkeys(found, found))
            self.cut |= found is None
            level += 1
        return self._parts[id]

    def parts(self, ids: Iterable[int]) -> list[frozenset[int]]:
        """The parts that hold any of the events."""
        return list(dict.fromkeys(self.part(id) for id in sorted(ids)))

    def _walk(self, id: int, level: int) -> frozenset[int] | None:
        """All that links of more than ``level`` bits connect with an event; nothing where that is
        too large and can be cut."""
        large = self._large.setdefault(level, set())
        seen, edge, weak = {id}, {id}, False
        while edge:
            self.links.read(edge)
            found: set[int] = set()
            for one in edge:
                for other, weight in self.around(one).items():
                    if weight > level and other not in self.without:
                        weak |= isfinite(weight)
                        found.add(other)
            edge = found - seen
            seen |= edge
            if (len(seen) > LARGEST and weak) or seen & large:
                large |= seen
                return None
        return frozenset(seen)
