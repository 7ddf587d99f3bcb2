"""The graph of stored links, read as it is walked: only the part that a change affects, however
large the component around it.

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
    """The links of events with their excess over the threshold in bits; each event's links are read
    once."""

    def __init__(self, connection: Connection, bar: float) -> None:
        self.connection, self.bar = connection, bar
        self.found: dict[int, dict[int, float]] = {}

    def read(self, ids: Iterable[int]) -> None:
        """Read the links of those events that have not been read yet."""
        new = [id for id in ids if id not in self.found]
        self.found.update((id, {}) for id in new)
        for mine, theirs in ((links.c.a, links.c.b), (links.c.b, links.c.a)):
            for some in within(mine, new):
                for a, b, weight in self.connection.execute(
                    select(mine, theirs, links.c.weight).where(some)
                ):
                    self.found[a][b] = weight - self.bar


class Graph:
    """Links and must-links, without some events: those that are about to be added or removed."""

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
        """The events that one is linked with, and how strongly; a must-link has infinite
        strength."""
        return {**self.links.found[id], **dict.fromkeys(self.must.get(id, ()), inf)}

    def part(self, id: int) -> frozenset[int]:
        """The part that contains an event. ``cut`` becomes true once one was part of a larger
        component."""
        level = 0
        while id not in self._parts:
            found = self._walk(id, level)
            if found is not None:
                self._parts.update(dict.fromkeys(found, found))
            self.cut |= found is None
            level += 1
        return self._parts[id]

    def parts(self, ids: Iterable[int]) -> list[frozenset[int]]:
        """The parts that contain any of the events."""
        return list(dict.fromkeys(self.part(id) for id in sorted(ids)))

    def _walk(self, id: int, level: int) -> frozenset[int] | None:
        """Everything that links of more than ``level`` bits connect with an event; None if that is
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
