"""The user's gazetteer: GeoNames dumps in a file of their own, searched together with the embedded
one.

A change is made on a copy that replaces the file when it is complete: a run that is stopped leaves
nothing behind, and anyone reading meanwhile reads the old file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from onrecord.errors import Errors, OnrecordError
from onrecord.gazetteer.fold import skeleton
from onrecord.gazetteer.geonames import Fault, alternates, divisions, places
from onrecord.gazetteer.rows import FORMAT, NAME, PLACE, SCHEMA, SKELETON, Row, cells, forms, keys
from onrecord.gazetteer.store import EMBEDDED, connect

DUMPS = """
CREATE TABLE dump (name TEXT PRIMARY KEY, digest TEXT, sha256 TEXT, bytes INTEGER, places INTEGER, left_out INTEGER, changed TEXT,
                   first INTEGER, past INTEGER) WITHOUT ROWID;
"""  # noqa: E501
BATCH = 50_000
PRAGMAS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;"


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that was added.

    Its file name, what identifies it with its alternate names and divisions (``digest``), the hash
    and size of its file, how many places it gave and lines it lost, the latest day on which
    GeoNames changed one of them, and its ids in the file.
    """

    name: str
    digest: str
    sha256: str
    bytes: int
    places: int
    left_out: int
    changed: str
    first: int
    past: int


def dumps(file: Path) -> list[Dump]:
    """The dumps of a user's gazetteer, by name; none if the file is missing. Raises OnrecordError
    (E402)."""
    if not file.is_file():
        return []
    with closing(connect(file)) as db:
        return [Dump(*row) for row in db.execute("SELECT * FROM dump ORDER BY name")]


def add(
    dump: Path,
    file: Path,
    *,
    alternate_names: Path | None = None,
    admin: Sequence[Path] = (),
    warn: Callable[[Fault], None] = lambda fault: None,
    read: Callable[[int], None] = lambda size: None,
) -> tuple[Dump, bool]:
    """Add a country dump of GeoNames (or ``allCountries.txt``) to a user's gazetteer; it replaces
    an older one of the same name.

    Args:
        dump: the file; its name is the dump's.
        file: the user's gazetteer; created if it does not exist.
        alternate_names: ``alternateNamesV2.txt`` (a country's part or all): more names for the
            dump's places.
        admin: ``admin1CodesASCII.txt``, ``admin2Codes.txt``: names of divisions for which the dump
            gives only codes.
        warn: called with each line that is left out.
        read: called with the bytes of the dump and the alternate names as they are read (see
            ``size``).

    Returns:
        The dump, and whether anything changed (False if the same dump was already there).

    Raises:
        OnrecordError: E402 if ``file`` is not a gazetteer, E403 or E404 if a source is not what
            it should be, E406 if ``file`` cannot be written.
    """
    hashes = [hash_of(p) for p in (dump, *([alternate_names] if alternate_names else []), *admin)]
    with closing(connect(EMBEDDED)) as base:
        known = dict(
            base.execute("SELECT code, name FROM place WHERE kind IN ('admin1', 'admin2')")
        )
        lands: dict[str, str] = dict(base.execute("SELECT alpha2, alpha3 FROM land"))
        whole = base.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()[0]
    digest = hashlib.sha256("\n".join((FORMAT, whole, dump.name, *hashes)).encode()).hexdigest()
    standing = next((d for d in dumps(file) if d.name == dump.name), None)
    if standing and standing.digest == digest:
        return standing, False
    lost: list[Fault] = []

    def left_out(fault: Fault) -> None:
        lost.append(fault)
        warn(fault)

    named = {d.code: d.name for p in admin for d in divisions(p, warn=left_out)} | known
    with changed(file) as db:
        if standing:
            drop(db, standing)
        first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM place").fetchone()[0]
        filler = Filler(db, lands, named, first)
        for row, day in places(dump, warn=left_out, read=read):
            filler.put(row, day)
        filler.close()
        if alternate_names:
            for other in alternates(alternate_names, warn=left_out, read=read):
                if other.name:
                    filler.rename(other.id, other.name, 2 if other.colloquial else 1)
            filler.flush()
        made = Dump(
            dump.name,
            digest,
            hashes[0],
            dump.stat().st_size,
            filler.places,
            sum(f.path == dump for f in lost),
            filler.latest,
            first,
            filler.next,
        )
        db.execute("INSERT INTO dump VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(made))
    return made, True


def remove(name: str, file: Path) -> Dump:
    """Take a dump out of a user's gazetteer. Raises OnrecordError: E405 if it has no such dump,
    E402, E406."""
    there = dumps(file)
    found = next((d for d in there if d.name in (name, f"{name}.txt")), None)
    if found is None:
        known = ", ".join(d.name for d in there) or "none"
        raise OnrecordError(Errors.E405.format(path=file, name=name, known=known), code="E405")
    with changed(file) as db:
        drop(db, found)
        db.commit()
        db.execute("VACUUM")
    return found


def size(*files: Path | None) -> int:
    """The number of bytes that :func:`add` will read from these."""
    return sum(f.stat().st_size for f in files if f and f.is_file())


class Filler:
    """Places and their names on their way into the file, in batches. ``next`` is the next free id,
    ``latest`` the latest day of change."""

    def __init__(
        self, db: sqlite3.Connection, lands: dict[str, str], named: dict[str, str], first: int
    ) -> None:
        self.db, self.lands, self.named, self.next = db, lands, named, first
        self.places, self.latest = 0, ""
        self.codes: dict[str, int] = {}
        self.filled: set[str] = set()
        self.first = first
        self.alpha2 = {three: two for two, three in lands.items()}
        self.rows: list[tuple[int | float | str | None, ...]] = []
        self.names: list[tuple[str, int, int]] = []
        self.loose: list[tuple[str, int, str]] = []

    def put(self, row: Row, day: str) -> None:
        """A place, under an id of the file's own."""
        own = (
            row.code
            if row.feature in ("A.ADM1", "A.ADM2") and row.code and row.code not in self.filled
            else None
        )
        row.ref, row.id = f"geonames:{row.id}", self.number(own)
        parts = (row.code or "").split(".")
        row.admin1 = self.number(".".join(parts[:2])) if len(parts) > 1 else None
        row.admin2 = self.number(".".join(parts)) if len(parts) > 2 else None
        row.code = own
        if own:
            self.filled.add(own)
            row.names.add(row.name)
            row.name = self.named.get(own, row.name)
        self.rows.append(cells(row, self.lands))
        self.names += [(key, row.id, rank) for key, rank in keys(row).items()]
        self.loose += [(skeleton(form), row.id, form) for form in forms(row)]
        self.places += 1
        self.latest = max(self.latest, day)
        if len(self.rows) >= BATCH:
            self.flush()

    def rename(self, ident: int, name: str, rank: int) -> None:
        """Another name of a place, if the place is one of this dump."""
        found = self.db.execute(
            "SELECT id, kind, country FROM place WHERE ref = ? AND id >= ?",
            (f"geonames:{ident}", self.first),
        )
        for number, kind, country in found:
            row = Row(number, name, kind, self.alpha2.get(country, ""), 0, 0)
            self.names += [(key, number, max(rank, n)) for key, n in keys(row).items()]
            self.loose += [(skeleton(form), number, form) for form in forms(row)]
        if len(self.names) >= BATCH:
            self.flush()

    def number(self, code: str | None) -> int:
        """The id of the division with this code, or a new one."""
        if code is None:
            self.next += 1
            return self.next - 1
        if code not in self.codes:
            self.codes[code] = self.number(None)
        return self.codes[code]

    def flush(self) -> None:
        """Write what is pending, with the keys in order: an index is much faster to fill that
        way."""
        self.db.executemany(PLACE, self.rows)
        self.rows.clear()
        for statement, waiting in ((NAME, self.names), (SKELETON, self.loose)):
            self.db.executemany(statement, sorted(waiting))
            waiting.clear()

    def close(self) -> None:
        """Write what is pending, and the names of divisions known only from their codes."""
        for code in sorted(self.codes.keys() & self.named.keys() - self.filled):
            kind = f"admin{code.count('.')}"
            self.rows.append(
                cells(
                    Row(self.codes[code], self.named[code], kind, "", 0, 0, code=code), self.lands
                )
            )
        self.flush()
        self.db.execute("CREATE INDEX IF NOT EXISTS place_ref ON place (ref)")


@contextmanager
def changed(file: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the file to write in, which replaces it at the end. Raises OnrecordError (E402,
    E406)."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    if file.is_file():
        connect(file).close()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for stale in file.parent.glob(f"{file.name}.*.part"):
            stale.unlink()
        before = stamp(file)
        if before:
            shutil.copyfile(file, part)
        with closing(sqlite3.connect(part)) as db:
            db.executescript(PRAGMAS + ("" if before else SCHEMA + DUMPS))
            if not before:
                db.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
            yield db
            db.commit()
        if stamp(file) != before:
            raise OSError("another run has changed it in the meantime: run this again")
        part.replace(file)
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OnrecordError(Errors.E406.format(path=file, reason=reason), code="E406") from error
    finally:
        with suppress(OSError):
            part.unlink()


def drop(db: sqlite3.Connection, dump: Dump) -> None:
    """Delete a dump's rows."""
    mine = (dump.first, dump.past)
    db.execute("DELETE FROM place WHERE id >= ? AND id < ?", mine)
    for table in ("name", "skeleton"):
        db.execute(f"DELETE FROM {table} WHERE place >= ? AND place < ?", mine)
    db.execute("DELETE FROM dump WHERE name = ?", (dump.name,))


def stamp(file: Path) -> tuple[int, int, int] | None:
    """What changes when a file does; None if there is no file."""
    if not file.is_file():
        return None
    state = file.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns


def hash_of(file: Path) -> str:
    """The SHA-256 of a file. Raises OnrecordError (E404)."""
    try:
        with file.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except OSError as error:
        raise OnrecordError(
            Errors.E404.format(path=file, reason=(error.strerror or str(error)).lower()),
            code="E404",
        ) from error
