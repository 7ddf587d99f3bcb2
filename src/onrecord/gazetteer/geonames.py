"""Reads what GeoNames publishes (download.geonames.org/export/dump): country dumps, names of
divisions, alternate names.

All three are tab-separated UTF-8. A line becomes a record, or a :class:`Fault` that says what is
wrong with it; a file without a single usable line is refused.
https://download.geonames.org/export/dump/readme.txt names the columns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from onrecord.errors import Errors, OnrecordError
from onrecord.gazetteer.rows import Row, reach, romanised, usable

# kind and radius in km (0: from the population) by feature class, and by class and code if the
# class alone says too little
KINDS: dict[str, tuple[str, float]] = {
    "A": ("region", 50.0),
    "A.ADM1": ("admin1", 60.0),
    "A.ADM1H": ("admin1", 60.0),
    "A.ADM2": ("admin2", 20.0),
    "A.ADM2H": ("admin2", 20.0),
    "A.ADM3": ("admin2", 10.0),
    "A.ADM4": ("admin2", 6.0),
    "A.ADM5": ("admin2", 4.0),
    "A.ADMD": ("admin2", 10.0),
    "A.PCLI": ("country", 400.0),
    "A.PCLD": ("country", 100.0),
    "A.PCLS": ("country", 100.0),
    "A.PCLF": ("country", 100.0),
    "H": ("water", 3.0),
    "H.BAY": ("bay", 5.0),
    "H.CNL": ("canal", 10.0),
    "H.GULF": ("gulf", 60.0),
    "H.LK": ("lake", 10.0),
    "H.MRSH": ("marsh", 10.0),
    "H.RSV": ("reservoir", 8.0),
    "H.SEA": ("sea", 200.0),
    "H.STM": ("river", 40.0),
    "H.WAD": ("wadi", 20.0),
    "H.WLL": ("well", 1.0),
    "H.SPNG": ("spring", 1.0),
    "H.STRT": ("strait", 30.0),
    "L": ("area", 10.0),
    "L.CMN": ("area", 5.0),
    "L.OILF": ("oilfield", 8.0),
    "L.MILB": ("base", 3.0),
    "L.NVB": ("base", 3.0),
    "L.PRK": ("park", 10.0),
    "L.RGN": ("region", 40.0),
    "L.TRB": ("region", 40.0),
    "L.BTL": ("battlefield", 3.0),
    "L.REFC": ("camp", 2.0),
    "P": ("city", 0.0),
    "P.PPLX": ("neighbourhood", 2.0),
    "P.PPLL": ("city", 2.0),
    "R": ("road", 10.0),
    "R.RR": ("railway", 20.0),
    "R.TNL": ("tunnel", 1.0),
    "S": ("landmark", 1.0),
    "S.AIRB": ("airbase", 4.0),
    "S.AIRF": ("airfield", 2.0),
    "S.AIRH": ("helipad", 1.0),
    "S.AIRP": ("airport", 4.0),
    "S.BDG": ("bridge", 1.0),
    "S.CMP": ("camp", 2.0),
    "S.CMPRF": ("camp", 2.0),
    "S.CMPL": ("camp", 2.0),
    "S.CTRF": ("facility", 1.0),
    "S.DAM": ("dam", 3.0),
    "S.FRM": ("farm", 2.0),
    "S.FT": ("fort", 1.0),
    "S.HSP": ("hospital", 1.0),
    "S.INSM": ("base", 2.0),
    "S.MSQE": ("mosque", 1.0),
    "S.MNMT": ("monument", 1.0),
    "S.OILR": ("refinery", 2.0),
    "S.PO": ("post", 1.0),
    "S.PP": ("checkpoint", 1.0),
    "S.PRN": ("prison", 1.0),
    "S.PS": ("power station", 2.0),
    "S.RSTN": ("station", 1.0),
    "S.RUIN": ("ruin", 2.0),
    "S.SCH": ("school", 1.0),
    "S.CSTM": ("checkpoint", 1.0),
    "S.PSTB": ("checkpoint", 1.0),
    "S.PSTP": ("checkpoint", 1.0),
    "T": ("relief", 5.0),
    "T.DSRT": ("desert", 100.0),
    "T.HLL": ("hill", 3.0),
    "T.ISL": ("island", 10.0),
    "T.MT": ("mountain", 5.0),
    "T.MTS": ("mountain", 25.0),
    "T.PASS": ("pass", 3.0),
    "T.PEN": ("peninsula", 25.0),
    "T.PLN": ("plain", 20.0),
    "T.VAL": ("valley", 10.0),
    "U": ("seabed", 50.0),
    "V": ("forest", 10.0),
}
T = TypeVar("T")
CLASSES = {
    "A": "countries and divisions",
    "H": "waters",
    "L": "areas and parks",
    "P": "settlements",
    "R": "roads and railways",
    "S": "spots, buildings, farms",
    "T": "mountains, islands, deserts",
    "U": "under the sea",
    "V": "forests",
}
TRIES = 200  # unusable lines at the start, after which a file is refused
NO_NAME = frozenset(
    ("link", "wkdt", "post", "iata", "icao", "faac", "abbr", "unlc", "tcid", "phon", "piny")
)
"""Pseudo-languages of alternate names whose text is not a name that a report would print."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that was left out: its number (from 1) and what is wrong with it."""

    path: Path
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class Division:
    """The name of a province or district under its code ("IQ.18", "IQ.18.90148")."""

    code: str
    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another name of the place ``id``; None if it cannot occur in English text."""

    id: int
    name: str | None
    colloquial: bool


def places(
    path: Path, *, warn: Callable[[Fault], None], read: Callable[[int], None]
) -> Iterator[tuple[Row, str]]:
    """The places of a dump, each with the day on which GeoNames last changed it (ISO).

    ``Row.country`` is ISO alpha-2; ``Row.code`` the code of the place's district, province or
    country ("IQ.18.90148", "IQ.18", "IQ").

    Args:
        warn: called with each line that is left out.
        read: called with the number of bytes of each line.

    Raises:
        OnrecordError: E403 if no line of the file (or none of the first ``TRIES``) is one of a
            dump, E404 if it cannot be read.
    """
    return records(path, 19, place, "a GeoNames dump", warn, read)


def divisions(path: Path, *, warn: Callable[[Fault], None]) -> Iterator[Division]:
    """The lines of ``admin1CodesASCII.txt`` or ``admin2Codes.txt``. Raises OnrecordError (E403,
    E404)."""
    return records(
        path,
        4,
        division,
        "a GeoNames list of divisions (admin1CodesASCII.txt, admin2Codes.txt)",
        warn,
        ignore,
    )


def alternates(
    path: Path, *, warn: Callable[[Fault], None], read: Callable[[int], None]
) -> Iterator[Alternate]:
    """The lines of ``alternateNamesV2.txt``. Raises OnrecordError (E403, E404)."""
    return records(
        path, 10, alternate, "a GeoNames list of alternate names (alternateNamesV2.txt)", warn, read
    )


def place(cells: Sequence[str]) -> tuple[Row, str]:
    """A line of a dump. Raises ValueError if a cell is not what it should be."""
    (
        ident,
        name,
        _,
        others,
        lat,
        lon,
        letter,
        code,
        country,
        _,
        admin1,
        admin2,
        _,
        _,
        people,
        _,
        _,
        _,
        changed,
    ) = cells
    point = (number(lat, "latitude", 90), number(lon, "longitude", 180))
    if not ident.isdecimal() or not name.strip():
        raise ValueError(f"no GeoNames id: {ident!r}" if name.strip() else "no name")
    if people and not people.isdecimal():
        raise ValueError(f"no population: {people!r}")
    if letter and letter not in CLASSES:
        raise ValueError(f"no feature class: {letter!r}")
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise ValueError(f"no country code: {country!r}")
    feature = f"{letter}.{code}" if code else letter
    kind, radius = KINDS.get(feature) or KINDS.get(letter, ("landmark", 1.0))
    inhabitants = int(people or 0)
    row = Row(
        int(ident),
        romanised(name, country),
        kind,
        country,
        *point,
        inhabitants,
        radius or reach(inhabitants),
        feature=feature,
    )
    row.code = ".".join(part for part in (country, admin1, admin2 if admin1 else "") if part)
    row.names = {name, *filter(usable, others.split(","))} if others else {name}
    return row, changed


def division(cells: Sequence[str]) -> Division:
    """A line of a list of divisions. Raises ValueError if a cell is not what it should be."""
    code, name, _, ident = cells
    if not name or not ident.isdecimal() or not 1 <= code.count(".") <= 2:
        raise ValueError(f"no code, name and GeoNames id: {code!r}, {name!r}, {ident!r}")
    return Division(code, name, int(ident))


def alternate(cells: Sequence[str]) -> Alternate:
    """A line of a list of alternate names. Raises ValueError if a cell is not what it should be."""
    _, ident, language, name, _, _, colloquial, *_ = cells
    if not ident.isdecimal() or not name:
        raise ValueError(f"no GeoNames id and name: {ident!r}, {name!r}")
    return Alternate(
        int(ident), name if language not in NO_NAME and usable(name) else None, colloquial == "1"
    )


def number(text: str, what: str, most: float) -> float:
    """A coordinate in degrees. Raises ValueError if it is not one."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise ValueError(f"no {what}: {text!r}")
    return value


def ignore(size: int) -> None:
    """Report no progress: a short file needs none."""


def records(
    path: Path,
    columns: int,
    make: Callable[[Sequence[str]], T],
    what: str,
    warn: Callable[[Fault], None],
    read: Callable[[int], None],
) -> Iterator[T]:
    """What ``make`` returns for each line's cells; a line for which it returns nothing is a fault,
    held back until one line was usable."""
    faults: list[Fault] | None = []
    try:
        with path.open("rb") as lines:
            for n, raw in enumerate(lines, 1):
                read(len(raw))
                try:
                    cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
                    if len(cells) != columns:
                        raise ValueError(f"{len(cells)} columns, not {columns}")
                    made = make(cells)
                except ValueError as error:
                    fault = Fault(
                        path,
                        n,
                        "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error),
                    )
                    if faults is None:
                        warn(fault)
                        continue
                    faults.append(fault)
                    if len(faults) >= TRIES:
                        break
                    continue
                for fault in faults or ():
                    warn(fault)
                faults = None
                yield made
    except OSError as error:
        raise OnrecordError(
            Errors.E404.format(path=path, reason=(error.strerror or str(error)).lower()),
            code="E404",
        ) from error
    if faults is not None:
        first = faults[0] if faults else Fault(path, 1, "the file is empty")
        raise OnrecordError(
            Errors.E403.format(path=path, what=what, line=first.line, problem=first.problem),
            code="E403",
        )
