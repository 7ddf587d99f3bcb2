"""Makes the borders that the HTML page draws (src/onrecord/exporters/data/borders.json).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/borders.py package/countries-50m.json src/onrecord/exporters/data/borders.json

Source: Natural Earth 1:50m (public domain) as the TopoJSON of the npm package world-atlas 2.0.2
(ISC). Shared borders are kept once (arcs), thinned (Douglas–Peucker) and rounded; specks far
smaller than a province and Antarctica are left out. Standard library only.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

STEP = 0.02  # degrees: the grid that points are rounded to
TOLERANCE = 0.05  # degrees: how far a thinned line may leave the true one
# square degrees (about 700 km² at the equator): smaller rings are left out if a country has a
# larger one
SPECK = 0.06


def thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas–Peucker; the ends stay."""
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = math.hypot(x2 - x1, y2 - y1)
        worst, at = 0.0, 0
        for i in range(first + 1, last):
            x, y = points[i]
            off = (
                abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
                if length
                else math.hypot(x - x1, y - y1)
            )
            if off > worst:
                worst, at = off, i
        if worst > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def area(points: list[tuple[float, float]]) -> float:
    """The area of a ring, in square degrees."""
    return (
        abs(
            sum(
                a[0] * b[1] - b[0] * a[1]
                for a, b in zip(points, points[1:] + points[:1], strict=True)
            )
        )
        / 2
    )


def main(source: Path, target: Path) -> None:
    """Read the topology, write the borders."""
    topology = json.loads(source.read_text())
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        lines.append(line)

    def ring(arcs: list[int]) -> list[tuple[float, float]]:
        return [p for a in arcs for p in (lines[a] if a >= 0 else lines[~a][::-1])[:-1]]

    countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["properties"]["name"] == "Antarctica":
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = sorted((r for polygon in polygons for r in polygon), key=lambda r: -area(ring(r)))
        kept = rings[:1] + [r for r in rings[1:] if area(ring(r)) >= SPECK]
        countries.setdefault(geometry["properties"]["name"], []).extend(kept)

    used = sorted({a if a >= 0 else ~a for rings in countries.values() for r in rings for a in r})
    number = {old: new for new, old in enumerate(used)}
    arcs = []
    for old in used:
        grid = [(round(x / STEP), round(y / STEP)) for x, y in thin(lines[old])]
        flat, (px, py) = [], (0, 0)
        for i, (x, y) in enumerate(grid):
            if i in (0, len(grid) - 1) or (x, y) != (px, py):
                flat += [x - px, y - py]
                px, py = x, y
        arcs.append(flat)
    data = {
        "source": "Natural Earth 1:50m, public domain, by world-atlas 2.0.2 (ISC)",
        "step": STEP,
        "countries": {
            name: [[number[a] if a >= 0 else ~number[~a] for a in r] for r in rings]
            for name, rings in sorted(countries.items())
        },
        "arcs": arcs,
    }
    target.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
