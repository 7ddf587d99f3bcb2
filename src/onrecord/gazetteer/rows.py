"""One place on its way into a gazetteer file, and the file's tables.

Tables: ``place`` (kind, GeoNames' feature and code, country, the ids of its province and district,
point in 1/100,000 degree, population, radius in km), ``name`` (strict keys), ``skeleton`` (loose
keys), ``land`` (ISO alpha-2 to alpha-3), ``meta``. Standard library only: the build hook runs it
before the package is installed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from onrecord.gazetteer.fold import bare, fold, skeleton, unmarked, words

FORMAT = "4"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE land (alpha2 TEXT PRIMARY KEY, alpha3 TEXT) WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind TEXT, feature TEXT, code TEXT, country TEXT, admin1 INTEGER,
                    admin2 INTEGER, lat INTEGER, lon INTEGER, population INTEGER, radius REAL, capital INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT, place INTEGER, form TEXT, PRIMARY KEY (key, place, form)) WITHOUT ROWID;
"""  # noqa: E501
PLACE = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
NAME = "INSERT OR IGNORE INTO name VALUES (?, ?, ?)"
SKELETON = "INSERT OR IGNORE INTO skeleton VALUES (?, ?, ?)"
HAND_KEPT = 200_000_000  # ids from here on are not GeoNames' but of the hand-kept table
# where Arabic articles are part of a name
ARABIC = words(
    "AE BH DJ DZ EG EH ER IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE ML NE NG"
    " AF PK"
)
# where names reach English through several romanisations: they get loose keys
ROMANISED = ARABIC | words(
    "AM AZ BD BG BY BA CD CF CM ET GE IN KG KH KZ KE LA LK MD MK MM MN NP RS RU TH TJ TM UA UZ XK"
    " BF ME"
)
OWN_MARKS = words("TR BF ML NE CD CF CM TD ME RS BY VN XK SN TN DZ")
_KIND = (
    r"governorates?|province|region|regional"
    r" state|state|oblast|district|departments?|county|krai|kray|republic|division|parish"
    r"|municipality|prefecture|canton|emirate|wilaya|vilayat|d\.?c\.?"
)
_GENERIC = re.compile(
    rf"^(?:muhafazat|provinsi|imarat|qada|mintaqat|nahiyat|(?:{_KIND}) of (?!columbia))\s*|["
    rf" -](?:{_KIND})[’']?$",
    re.IGNORECASE,
)
_DIRECTIONS = words(
    "free north south east west northern southern eastern western central upper lower far"
)
_CODE = re.compile(r"[A-Z]{2,4}|.*\d.*")
_ENGLISH = re.compile(
    r"(?:al|el|ar|as|ash|az|an|at|ad|es|ech|er|ez|de|la|le|les|los|l|d|s|t|'s)[-'"
    r" ]?\w*[A-ZÀ-ÞĀ-ſ]|[A-ZÀ-ÞĀ-ſƏ‘’ʻʿʾ`'Ḁ-ỿ]"
)
_LATIN = re.compile(r"(?:[\u0000-\u024f\u1e00-\u1eff]|[^\w]|[\d_])+")
_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\s]+")
_QUOTES = str.maketrans("", "", "‘’ʻʼʿʾ`'")


@dataclass(slots=True)
class Row:
    """One place on its way into the file.

    Names other than ``name`` are its alternates. ``country`` is ISO alpha-2, ``feature`` GeoNames'
    class and code ("P.PPL"), ``code`` a division's own ("IQ.18").
    """

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
    feature: str = ""
    code: str | None = None
    names: set[str] = field(default_factory=set)


def usable(name: str) -> bool:
    """Whether an alternate name can occur in English text: Latin letters with a capital, or Arabic
    script."""
    if not 2 <= len(name) <= 60 or "," in name or "(" in name or _CODE.fullmatch(name):
        return False
    return bool(
        (_ENGLISH.match(name) and (name.isascii() or _LATIN.fullmatch(name)))
        or _SCRIPT.fullmatch(name)
    )


def plain(name: str) -> str:
    """A division's name without its generic word: "Salah ad Din Governorate" → "Salah ad Din"."""
    short = " ".join(_GENERIC.sub("", name).split()).strip(" -’'")
    return name if len(short) < 3 or short.lower() in _DIRECTIONS else short


def romanised(name: str, country: str) -> str:
    """The name as the press prints it: without transliteration marks if they are not letters of the
    country's own Latin alphabet."""
    if country not in ROMANISED or country in OWN_MARKS:
        return name
    return unmarked(name.translate(_QUOTES)).strip()


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    p, r = math.radians(lat), math.radians(lat2)
    h = (
        math.sin((r - p) / 2) ** 2
        + math.cos(p) * math.cos(r) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def reach(population: int) -> float:
    """Radius in km of a settlement, from its population."""
    return round(min(25.0, max(2.0, 0.5 * math.sqrt(population / 1000))), 1)


def keys(row: Row) -> dict[str, int]:
    """A row's strict keys with their rank: 0 its main name, 1 an alternate, 2 a name without its
    article."""
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
    """A row's names as the loose keys see them, for countries whose names reach English through
    several romanisations."""
    if row.id < HAND_KEPT and (row.country not in ROMANISED or row.kind in ("admin2", "country")):
        return set()
    latin = {bare(name) for name in (row.name, *row.names) if not _SCRIPT.fullmatch(name)}
    return {form for form in latin if len(skeleton(form)) > 1}


def cells(row: Row, alpha3: dict[str, str]) -> tuple[int | float | str | None, ...]:
    """A row as stored in the table ``place``."""
    at = (round(row.lat * 1e5), round(row.lon * 1e5))
    land = alpha3.get(row.country)
    kind = (row.kind, row.feature, row.code)
    return (
        row.id,
        row.ref,
        row.name,
        *kind,
        land,
        row.admin1,
        row.admin2,
        *at,
        row.population,
        row.radius,
        row.capital,
    )
