"""Searches the gazetteers: the embedded one and the user's."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from onrecord.errors import Errors, OnrecordError
from onrecord.gazetteer import location
from onrecord.gazetteer.fold import bare, fold, likeness, skeleton
from onrecord.gazetteer.rows import FORMAT, kilometres

EMBEDDED = Path(__file__).parent / "data" / "places.db"
MATCH: dict[int, Literal["exact", "alternate"]] = {0: "exact", 1: "alternate", 2: "alternate"}
SEAT_PEOPLE = 10_000
SEATS = frozenset(("P", "P.PPLA", "P.PPLA2", "P.PPLA3", "P.PPLC", "P.PPLG"))
ALIKE = 0.84  # the least likeness of a variant spelling
_COLUMNS = (
    "p.id, p.ref, p.name, p.kind, p.country, a.name, b.name, p.lat, p.lon, p.population, p.radius,"
    " p.feature"
)
_JOINS = "LEFT JOIN place a ON a.id = p.admin1 LEFT JOIN place b ON b.id = p.admin2"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``kind``: country, admin1, admin2, city, or that of another feature (desert, river, airbase,
    neighbourhood …); ``country`` is ISO alpha-3, None if a region lies in several;
    ``latitude``/``longitude`` in degrees; ``radius_km`` the radius it covers; ``feature`` GeoNames'
    class and code ("P.PPLX"), the class alone or "" if only that or nothing is known; ``score`` (0
    to 1) and ``match`` say how well the name sought fits.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    population: int
    radius_km: float
    score: float = 1.0
    match: Literal["exact", "alternate", "variant"] = "exact"
    feature: str = ""

    @property
    def people(self) -> int:
        """The population; for a settlement without a count ``SEAT_PEOPLE`` if its source says or
        implies that it is a seat."""
        return self.population or (
            SEAT_PEOPLE if self.kind == "city" and self.feature in SEATS else 0
        )

    @property
    def minor(self) -> bool:
        """Whether it is one of many: a settlement, a district, a stream; not a country, a province
        or a region of the hand-kept table."""
        return self.kind not in ("country", "continent", "admin1") and not self.id.startswith(
            "onrecord:"
        )

    def distance(self, other: Entry) -> float:
        """Kilometres between the two points."""
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


def connect(file: Path) -> sqlite3.Connection:
    """Open a gazetteer's file for reading.

    Raises OnrecordError: E401 if it is missing, E402 if it is not a gazetteer of this version.
    """
    if not file.is_file():
        raise OnrecordError(Errors.E401.format(path=file), code="E401")
    try:
        db = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        found = db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.Error as error:
        raise OnrecordError(Errors.E402.format(path=file, problem=error), code="E402") from error
    if not found or found[0] != FORMAT:
        db.close()
        raise OnrecordError(
            Errors.E402.format(path=file, problem=f"format {found and found[0]}, not {FORMAT}"),
            code="E402",
        )
    return db


class Gazetteer:
    """Place names looked up by spelling: exact and alternate names first, other romanisations if
    those find nothing.

    ``digest`` is the hash of all its contents: codings with the same digest saw the same places.
    """

    def __init__(
        self,
        shelves: Sequence[sqlite3.Connection],
        extra: Iterable[tuple[Entry, Sequence[str]]] = (),
    ) -> None:
        self._shelves = tuple(shelves)
        self._extra: dict[str, list[Entry]] = {}
        whole = hashlib.sha256()
        for shelf in shelves:
            whole.update("".join(digests(shelf)).encode())
        for entry, names in extra:
            whole.update(repr((entry, *names)).encode())
            for key in sorted(
                {k for name in (entry.name, *names) for k in (fold(name), bare(name))}
            ):
                self._extra.setdefault(key, []).append(entry)
        self.digest = whole.hexdigest()
        self._strict = lru_cache(maxsize=20000)(self._look_up)
        self._capital = lru_cache(maxsize=300)(self._seat_of)
        self._loose = lru_cache(maxsize=5000)(self._look_alike)

    @classmethod
    def open(
        cls, path: Path | str | None = None, *, extra: Iterable[tuple[Entry, Sequence[str]]] = ()
    ) -> Gazetteer:
        """Open the embedded gazetteer together with the user's: the one of ``onrecord gazetteer
        add``.

        Args:
            path: the user's gazetteer; by default the one that ``ONRECORD_GAZETTEER`` names,
                otherwise the one in the user's data folder if there is one.
            extra: a program's own places with their other names, in addition to those of the files.

        Raises:
            OnrecordError: E401 when a file is missing, E402 when it is not a gazetteer of this
                version.
        """
        file = Path(path) if path is not None else location.named() or location.path()
        mine = [connect(file)] if path is not None or location.named() or file.is_file() else []
        return cls([connect(EMBEDDED), *mine], extra)

    @classmethod
    def embedded(cls) -> Gazetteer:
        """The embedded gazetteer alone. Raises OnrecordError (E401, E402)."""
        return cls([connect(EMBEDDED)])

    def search(
        self,
        name: str,
        *,
        country: str | None = None,
        kinds: Collection[str] | None = None,
        variants: bool = True,
        limit: int = 10,
    ) -> list[Entry]:
        """The places that a name can mean, best first: main before other names, then by kind and
        population.

        Other romanisations ("Hawija", "Deir Ezzor") are tried if no place in ``country`` has the
        name as it is spelt.

        Args:
            country: ISO alpha-3 to look in.
            kinds: kinds to look among.
            variants: whether to try other romanisations.
            limit: the most to return.
        """

        def fits(entry: Entry) -> bool:
            return (country is None or entry.country == country) and (
                kinds is None or entry.kind in kinds
            )

        full, short = fold(name), bare(name)
        found = [e for e in self._strict(full, short) if fits(e)]
        if not found and variants and len(short) > 3:
            found = [e for e in self._loose(short, country) if fits(e)]
        return found[:limit]

    def known(self, name: str) -> bool:
        """Whether some place has this name as it is spelt."""
        return bool(self._strict(fold(name), bare(name)))

    def renowned(self, name: str, *, people: int = 100_000) -> bool:
        """Whether the name alone brings a place to mind: a country, a province, or a town with this
        many people. For recasing."""
        return len(name) > 3 and any(
            e.kind in ("country", "admin1") or e.population >= people
            for e in self._strict(fold(name), fold(name))
            if e.score >= 0.9
        )

    def country(self, code: str) -> Entry | None:
        """The country with this ISO alpha-3 code."""
        return self._one("p.kind = 'country' AND p.country = ?", code)

    def alpha3(self, code: str) -> str | None:
        """The ISO alpha-3 code of the country with this alpha-2 code; "UK" is the one used in
        internet addresses."""
        found = (
            self._shelves[0]
            .execute("SELECT alpha3 FROM land WHERE alpha2 = ?", ("GB" if code == "UK" else code,))
            .fetchone()
        )
        return str(found[0]) if found else None

    def capital(self, code: str) -> Entry | None:
        """The capital of the country with this ISO alpha-3 code."""
        return self._capital(code)

    def admin1_of(self, country: str, name: str) -> Entry | None:
        """The province of a country by name, other spellings included."""
        found = self.search(name, country=country, kinds=("admin1",), limit=1)
        return found[0] if found else None

    def seat(self, province: Entry) -> Entry | None:
        """The town that has the province's own name, or None."""
        found = self.search(province.name, country=province.country, kinds=("city",), limit=40)
        return next((e for e in found if e.admin1 == province.admin1), None)

    def get(self, ident: str) -> Entry | None:
        """The place with this id ("geonames:91597", "onrecord:donbas")."""
        scheme, _, rest = ident.partition(":")
        if scheme == "geonames" and rest.isdigit():
            found = next(
                self._all(self._shelves[:1], "p.ref IS NULL AND p.id = ?", int(rest)), None
            )
            return found or next(self._all(self._shelves[1:], "p.ref = ?", ident), None)
        return self._one("p.ref = ?", ident)

    def coverage(self, *, country: str | None = None) -> list[dict[str, int]]:
        """For each file, the embedded one first: GeoNames' feature class → number of its places (in
        ``country``, alpha-3)."""
        query = (
            "SELECT substr(feature, 1, 1), count(*) FROM place WHERE feature <> '' AND (?1 IS NULL"
            " OR country = ?1) GROUP BY 1"
        )
        return [dict(shelf.execute(query, (country,))) for shelf in self._shelves]

    def _seat_of(self, code: str) -> Entry | None:
        return self._one(
            "p.id = (SELECT capital FROM place WHERE kind = 'country' AND country = ?)", code
        )

    def _one(self, where: str, value: str | int) -> Entry | None:
        return next(self._all(self._shelves[:1], where, value), None)

    def _all(
        self, shelves: Sequence[sqlite3.Connection], where: str, *values: str | int
    ) -> Iterator[Entry]:
        for shelf in shelves:
            for row in shelf.execute(
                f"SELECT {_COLUMNS} FROM place p {_JOINS} WHERE {where}", values
            ):
                yield _entry(row)

    def _look_up(self, full: str, short: str) -> list[Entry]:
        if not full:
            return []
        found: list[Entry] = []
        for shelf in self._shelves:
            rows = shelf.execute(
                f"SELECT {_COLUMNS}, min(n.rank + (n.key <> ?1) * 2) FROM name n JOIN place p ON"
                f" p.id = n.place {_JOINS} WHERE n.key IN (?1, ?2) GROUP BY p.id",
                (full, short),
            )
            found += [
                _entry(row, score=1 - 0.1 * row[-1], match=MATCH.get(row[-1], "alternate"))
                for row in rows
            ]
        found += self._extra.get(full, []) or self._extra.get(short, [])
        return sorted(self._merged(found), key=_order)

    def _look_alike(self, short: str, country: str | None) -> list[Entry]:
        key = skeleton(short)
        found = (e for shelf in self._shelves for e in _alike(shelf, short, key, country))
        return sorted(self._merged(found), key=lambda e: (-e.score, _order(e)))

    def _merged(self, entries: Iterable[Entry]) -> Iterable[Entry]:
        """One entry per id, with the best match of all; the embedded entry wins."""
        first: dict[str, Entry] = {}
        for entry in entries:
            mine = first.get(entry.id)
            if mine is None and len(self._shelves) > 1:
                mine = self.get(entry.id)
            mine = mine or entry
            better = entry.id not in first or entry.score > mine.score
            first[entry.id] = (
                replace(mine, score=entry.score, match=entry.match) if better else mine
            )
        return first.values()


def digests(shelf: sqlite3.Connection) -> list[str]:
    """What identifies the contents of a gazetteer's file: its own hash, or those of its dumps in
    order."""
    own = shelf.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
    return [own[0]] if own else sorted(d for (d,) in shelf.execute("SELECT digest FROM dump"))


def _alike(shelf: sqlite3.Connection, short: str, key: str, country: str | None) -> Iterator[Entry]:
    if len(key) < 2:
        return
    forms: dict[str, float] = {}
    best: dict[int, float] = {}
    where = (
        "SELECT s.place, s.form FROM skeleton s JOIN place p ON p.id = s.place WHERE s.key = ?1 AND"
        " (?2 IS NULL OR p.country = ?2)"
    )
    for place, form in shelf.execute(where, (key, country)):
        if form not in forms:
            forms[form] = likeness(short, form)
        if forms[form] >= ALIKE:
            best[place] = max(best.get(place, 0), forms[form])
    top = sorted(best, key=lambda i: (-best[i], i))[:60]
    for row in shelf.execute(
        f"SELECT {_COLUMNS} FROM place p {_JOINS} WHERE p.id IN ({','.join('?' * len(top))})", top
    ):
        yield _entry(row, score=round(0.7 * best[row[0]], 3), match="variant")


def _order(entry: Entry) -> tuple[bool, int, float, int, str]:
    return (
        entry.score < 0.85,
        0 if entry.kind == "country" else 1,
        -entry.score if entry.score < 0.85 else 0,
        -entry.population,
        entry.id,
    )


def _entry(
    row: Sequence[object],
    score: float = 1.0,
    match: Literal["exact", "alternate", "variant"] = "exact",
) -> Entry:
    ident, ref, name, kind, country, admin1, admin2, lat, lon, population, radius, feature = row[
        :12
    ]
    return Entry(
        str(ref) if ref else f"geonames:{ident}",
        str(name),
        str(kind),
        None if country is None else str(country),
        None if admin1 is None else str(admin1),
        None if admin2 is None else str(admin2),
        float(lat) / 1e5,  # type: ignore[arg-type]
        float(lon) / 1e5,  # type: ignore[arg-type]
        int(population),  # type: ignore[call-overload]
        float(radius),  # type: ignore[arg-type]
        score,
        match,
        str(feature),
    )
