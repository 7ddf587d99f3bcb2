"""Parts of the graph found from within are those that the linker finds over all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.casebook import graph
from onrecord.casebook.graph import Graph
from onrecord.linking import clusters

SIZE = 14
EDGES = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(
        lambda pair: pair[0] < pair[1]
    ),
    st.floats(0.1, 6),
    max_size=40,
)
PAIRS = st.sets(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(
        lambda pair: pair[0] < pair[1]
    ),
    max_size=4,
)


class Known:
    """Links that need not be read."""

    def __init__(self, edges: dict[tuple[int, int], float]) -> None:
        self.found: dict[int, dict[int, float]] = {i: {} for i in range(SIZE)}
        for (a, b), weight in edges.items():
            self.found[a][b] = self.found[b][a] = weight

    def read(self, ids: Iterable[int]) -> None:
        pass


@pytest.mark.parametrize("largest", [1, 3, 5, 100])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=EDGES, must=PAIRS)
def test_parts(
    edges: dict[tuple[int, int], float],
    must: set[tuple[int, int]],
    largest: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "LARGEST", largest)
    monkeypatch.setattr(graph, "LARGEST", largest)
    known: Any = Known(edges)
    found = Graph(known, must)
    mine = sorted(sorted(part) for part in found.parts(range(SIZE)))
    ends = [*edges, *sorted(must)]
    weight = np.array([*edges.values(), *[np.inf] * len(must)])
    theirs = clusters.components(
        SIZE,
        np.array([a for a, _ in ends], np.int64),
        np.array([b for _, b in ends], np.int64),
        weight,
    )
    assert mine == sorted(sorted(part) for part in theirs)
