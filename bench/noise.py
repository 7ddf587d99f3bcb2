"""A second coding of the same table: rows of UCDP's GED disturbed as another coder, other sources
and another gazetteer would.

The noise model, each line drawn independently for every row under a fixed seed:

- dates: 60 % as they are; 20 % moved by one day, 8 % by two or three, 2 % by four to seven; 10 %
  coarsened to the week around them;
- places: 55 % as they are; 30 % moved by up to 10 km, 8 % by up to 30 km (the next town's
  coordinates); 7 % coarsened to the province (its mean point, ``where_prec`` 4);
- counts (``best``, ``low``, ``high``): 55 % as they are; 30 % times a factor between 0.6 and 1.6;
  15 % not given;
- sides: 10 % with one side not named.

``kept``: the share of rows that the second table has at all; as many others are only in the second
table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi, radians, sin
from random import Random

KEPT = 0.8


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of GED that are matched. ``start``/``end``: days as ordinals; ``places``,
    ``days``: its ``where_prec``, ``date_prec``."""

    id: str
    start: int
    end: int
    days: int
    latitude: float
    longitude: float
    places: int
    country: str
    province: str
    violence: int
    sides: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None


def split(rows: Sequence[Row], seed: str) -> tuple[list[Row], list[Row]]:
    """Two tables of the same incidents: the first as it is, the second disturbed; one row in five
    of each is only in that one."""
    chance = Random(seed)
    centres = centre(rows)
    first, second = [], []
    for row in rows:
        lot = chance.random()
        other = disturb(row, centres, chance)
        if lot < (1 + KEPT) / 2:
            first.append(row)
        if lot < KEPT or lot >= (1 + KEPT) / 2:
            second.append(other)
    return first, second


def centre(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """The mean point of each province's rows."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.province, []).append(row)
    return {
        name: (sum(r.latitude for r in its) / len(its), sum(r.longitude for r in its) / len(its))
        for name, its in found.items()
    }


def disturb(row: Row, centres: dict[str, tuple[float, float]], chance: Random) -> Row:
    """One row as the second coder has it."""
    lot = chance.random()
    if lot >= 0.9:
        back = chance.randint(0, 6)
        row = replace(row, start=row.start - back, end=max(row.end, row.start - back + 6), days=2)
    elif lot >= 0.6:
        days = 1 if lot < 0.8 else chance.randint(2, 3) if lot < 0.88 else chance.randint(4, 7)
        days *= chance.choice((-1, 1))
        row = replace(row, start=row.start + days, end=row.end + days)
    lot = chance.random()
    if lot >= 0.93:
        latitude, longitude = centres[row.province]
        row = replace(row, latitude=latitude, longitude=longitude, places=max(4, row.places))
    elif lot >= 0.55:
        reach, turn = chance.uniform(0, 10 if lot < 0.85 else 30) / 111, chance.uniform(0, 2 * pi)
        east = reach * sin(turn) / cos(radians(row.latitude))
        row = replace(
            row, latitude=row.latitude + reach * cos(turn), longitude=row.longitude + east
        )
    lot, factor = chance.random(), chance.uniform(0.6, 1.6)
    if lot >= 0.85:
        row = replace(row, low=None, best=None, high=None)
    elif lot >= 0.55:
        low, best, high = (
            None if n is None else round(n * factor) for n in (row.low, row.best, row.high)
        )
        row = replace(row, low=low, best=best, high=high)
    if chance.random() < 0.1 and len(row.sides) > 1:
        row = replace(row, sides=(chance.choice(row.sides),))
    return row
