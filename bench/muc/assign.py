"""The best one-to-one assignment: the Hungarian method (Kuhn 1955, in Jonker and Volgenant's
shortest-path form), O(n³)."""

from __future__ import annotations

from collections.abc import Sequence

INFINITY = float("inf")


def assign(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column), each row and column at most once, with the highest sum of gains; as many
    pairs as the shorter side is long."""
    if not gains or not gains[0]:
        return []
    if len(gains) > len(gains[0]):
        return sorted(
            (row, column)
            for column, row in assign([list(column) for column in zip(*gains, strict=True)])
        )
    rows, columns = len(gains), len(gains[0])
    potential, price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, done = [INFINITY] * (columns + 1), [False] * (columns + 1)
        while owner[at]:
            done[at] = True
            here, step, nearest = owner[at], INFINITY, 0
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                cost = -gains[here - 1][column - 1] - potential[here] - price[column]
                if cost < least[column]:
                    least[column], way[column] = cost, at
                if least[column] < step:
                    step, nearest = least[column], column
            for column in range(columns + 1):
                if done[column]:
                    potential[owner[column]] += step
                    price[column] -= step
                else:
                    least[column] -= step
            at = nearest
        while at:
            owner[at], at = owner[way[at]], way[at]
    return sorted(
        (owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]
    )
