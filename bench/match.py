"""Matching of tables: UCDP GED against itself, as a second coder would record it (the noise model
of :mod:`bench.noise`).

Both tables are written as GED's CSV and read back by the reader of ``onrecord match``, with the
rows in an uninformative order and the ids hidden. ``pair_f``, ``pair_precision``, ``pair_recall``:
of the pairs found, when dates, places and counts of every row are disturbed; ``part_f``: the same
when sides are left out too and one row in five of each table exists only there. Peer ``same day,
nearest``: rows that begin on the same day, within 25 km, the nearest first.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench import noise
from bench.frame import SEED, Code, Error, Outcome, Progress, Tally, subset
from onrecord.codebook import Codebook
from onrecord.gazetteer.rows import kilometres
from onrecord.linking.foreign import Foreign, foreign
from onrecord.linking.match import traits_of
from onrecord.linking.pairing import paired

COLUMNS = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "latitude",
    "longitude",
    "country",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
    "source_headline",
    "where_description",
)
NEAR_KM = 25.0
Answers = dict[str, str]


def splits(data: Path) -> list[str]:
    return sorted(p.parent.name for p in data.glob("ucdp_*/*.geojson"))


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    files = sorted((data / split).glob("*.geojson"))
    rows = subset([r for path in files for r in read(path)], limit, lambda row: row.id)
    chance, centres = Random(SEED), noise.centre(rows)
    disturbed = [replace(noise.disturb(row, centres, chance), sides=row.sides) for row in rows]
    whole, errors, base = measure(rows, disturbed)
    part, _, _ = measure(*noise.split(rows, SEED))
    scores = {
        "pair_f": whole.f,
        "pair_precision": whole.precision,
        "pair_recall": whole.recall,
        "part_f": part.f,
    }
    return Outcome(
        len(rows), scores, errors, files=files, peers={"same day, nearest": {"pair_f": base.f}}
    )


def measure(
    first: Sequence[noise.Row], second: Sequence[noise.Row]
) -> tuple[Tally, list[Error], Tally]:
    """Our pairs of two tables, what went wrong, the baseline's pairs."""
    ours, theirs = reread(first, "first"), reread(second, "second")
    both = {r.id for r in first} & {r.id for r in second}
    gold = {hidden(id, "first"): hidden(id, "second") for id in sorted(both)}
    types = book().types
    links = paired(
        [replace(traits_of(r, types), id=r.id) for r in ours],
        [replace(traits_of(r, types), id=r.id) for r in theirs],
    )
    return *score(gold, {link.a: link.b for link in links}), score(gold, nearest(ours, theirs))[0]


def score(gold: Answers, found: Answers) -> tuple[Tally, list[Error]]:
    """Pairs found that gold has; what went wrong."""
    tally = Tally()
    tally.add(
        sum(gold.get(a) == b for a, b in found.items()), actual=len(found), possible=len(gold)
    )
    errors = [
        Error("another's row" if a in gold else "no such row", f"{a}: {b}")
        for a, b in found.items()
        if gold.get(a) != b
    ]
    return tally, errors + [Error("not found", a) for a in gold if a not in found]


def nearest(ours: Sequence[Foreign], theirs: Sequence[Foreign]) -> Answers:
    """The baseline: pairs that begin on the same day, within 25 km, the nearest first, each row
    once."""
    days: dict[date | None, list[Foreign]] = defaultdict(list)
    for row in theirs:
        days[row.when.start].append(row)
    near = []
    for a in ours:
        for b in days[a.when.start]:
            p, q = a.where, b.where
            if (
                p.latitude is not None
                and p.longitude is not None
                and q.latitude is not None
                and q.longitude is not None
            ):
                near.append(
                    (kilometres(p.latitude, p.longitude, q.latitude, q.longitude), a.id, b.id)
                )
    found: Answers = {}
    taken: set[str] = set()
    for km, x, y in sorted(near):
        if km <= NEAR_KM and x not in found and y not in taken:
            found[x] = y
            taken.add(y)
    return found


# --- the two tables -------------------------------------------------------------------------------


def read(path: Path) -> list[noise.Row]:
    """GED's rows, as the noise model takes them."""
    return [
        row(f["properties"], *f["geometry"]["coordinates"])
        for f in json.loads(path.read_text(encoding="utf-8"))["features"]
    ]


def row(p: dict[str, Any], longitude: float, latitude: float) -> noise.Row:
    return noise.Row(
        id=str(p["id"]),
        start=ordinal(p["date_start"]),
        end=ordinal(p["date_end"]),
        days=p["date_prec"],
        latitude=latitude,
        longitude=longitude,
        places=p["where_prec"],
        country=p["country"],
        province=p["adm_1"] or "",
        violence=p["type_of_violence"],
        sides=(p["side_a"], p["side_b"]),
        low=p["low"],
        best=p["best"],
        high=p["high"],
    )


def ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def hidden(id: str, table: str) -> str:
    """An id that reveals nothing about the other table's, and by which the rows are shuffled."""
    return hashlib.sha256(f"{SEED}\n{table}\n{id}".encode()).hexdigest()[:16]


def written(rows: Iterable[noise.Row], table: str, path: Path) -> None:
    """The rows as GED's CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        file = csv.writer(out)
        file.writerow(COLUMNS)
        for r in sorted(rows, key=lambda r: hidden(r.id, table)):
            sides = [*r.sides, ""][:2]
            start, end = date.fromordinal(r.start), date.fromordinal(r.end)
            file.writerow(
                [
                    hidden(r.id, table),
                    r.violence,
                    *sides,
                    r.places,
                    "",
                    r.province,
                    r.latitude,
                    r.longitude,
                    r.country,
                    r.days,
                    start,
                    end,
                    r.best,
                    r.high,
                    r.low,
                    "",
                    "",
                ]
            )


def reread(rows: Iterable[noise.Row], table: str) -> list[Foreign]:
    """The rows after being written to a file and read back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table}.csv"
        written(rows, table, path)
        return [r for r in foreign(path, book=book()) if isinstance(r, Foreign)]


@cache
def book() -> Codebook:
    return Codebook.load()
