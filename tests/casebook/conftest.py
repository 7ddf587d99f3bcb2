"""Casebooks in SQLite and in PostgreSQL, and invented reports coded by hand: no model is loaded."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from onrecord.casebook import Casebook
from onrecord.schema import (
    Actor,
    Claim,
    CodedReport,
    Event,
    Harm,
    Interval,
    Place,
    Published,
    Report,
    Speaker,
    When,
)

TOWNS = {
    "Tinzawa": (16.31, -0.02),
    "Orbel": (16.9, 1.4),
    "Kessou": (14.2, -3.9),
    "Dunmar": (12.6, -7.1),
}
CLOCK = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., CodedReport]


def make(
    place: str = "Tinzawa",
    day: str = "2024-06-01",
    killed: int | None = 12,
    *,
    type: str = "ATTACK",
    by: str = "the district head",
    outlet: str = "Sahel Wire",
    words: str = "",
    denied: bool = False,
) -> CodedReport:
    """An invented report of one event, coded as a careful reader would."""
    toll = "" if killed is None else f"{killed} villagers were killed"
    sentence = f"Gunmen of the Dawn Brigade attacked {place} on {day} and {toll or 'left'}"
    text = f"{sentence}, {by} said. {words}"
    report = Report(
        text=text, outlet=outlet, published=Published.on(date.fromisoformat(day), "given")
    )

    def spans(what: str) -> tuple:  # type: ignore[type-arg]
        start = text.index(what)
        return (report.span(start, start + len(what)),)

    latitude, longitude = TOWNS[place]
    event = Event(
        id="e1",
        type=type,
        status="denied" if denied else "occurred",
        when=When(
            start=date.fromisoformat(day),
            end=date.fromisoformat(day),
            precision="day",
            basis="stated",
            spans=spans(day),
        ),
        where=Place(
            name=place,
            resolved=place,
            country="MLI",
            admin1="Gao",
            latitude=latitude,
            longitude=longitude,
            radius_km=5,
            precision="exact",
            spans=spans(place),
        ),
        side_a=(
            Actor(
                name="Gunmen of the Dawn Brigade",
                actor="Dawn Brigade (Mali)",
                kind="rebel_group",
                spans=spans("Gunmen"),
            ),
        ),
        harm=(
            Harm(
                kind="killed",
                low=killed,
                best=killed,
                high=killed,
                class_="civilian",
                spans=spans(toll),
            ),
        )
        if toll
        else (),
        totals={"killed": Interval(low=killed, best=killed, high=killed)} if toll else {},
        claims=(
            Claim(
                speaker=Speaker(name=by, kind="official"),
                stance="denies" if denied else "states",
                spans=spans(by),
            ),
        ),
        evidence=spans(sentence),
        confidence=0.9,
    )
    return CodedReport(report=report, events=(event,))


SAME = (
    make(
        words="They came at dawn, burnt the granaries and left on motorcycles towards the border before soldiers arrived."
    ),
    make(
        killed=15,
        by="a medical source",
        outlet="River Post",
        words="The market had just opened when the riders came from the north.",
    ),
    make(
        killed=12,
        outlet="Harbour Times",
        by="the mayor",
        words="Survivors buried the dead the same evening, he added.",
    ),
)
"""Three accounts of one attack."""
OTHER = make(
    "Orbel",
    "2024-08-20",
    3,
    by="the army",
    outlet="River Post",
    words="The road to the coast was closed for two days.",
)
FAR = make(
    "Dunmar",
    "2023-01-05",
    None,
    by="residents",
    outlet="Plain News",
    words="Cattle were driven off, and two wells were filled in.",
)


def programs() -> Path | None:
    """The folder with PostgreSQL's programs."""
    found = shutil.which("initdb")
    folders = (
        [Path(found).parent]
        if found
        else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next(
        (
            folder
            for folder in folders
            if (folder / "initdb").exists() and (folder / "pg_ctl").exists()
        ),
        None,
    )


def somebody() -> str | None:
    """A user that PostgreSQL can run as, since it refuses to run as root. None if we are not root
    ourselves."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return None if os.geteuid() else next(name for name in ("postgres", "nobody") if name in names)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The socket folder of a PostgreSQL server in a temporary folder."""
    import psycopg

    bin = programs()
    if bin is None:
        pytest.skip("PostgreSQL's programs (initdb, pg_ctl) are not installed")
    user = somebody()
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        done = subprocess.run(
            command, user=user, cwd=folder, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr

    off = " ".join(
        f"-c {name}=off"
        for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
    )
    data = str(folder / "data")
    try:
        run(
            str(bin / "initdb"),
            "-D",
            data,
            "-U",
            "onrecord",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        )
        options = f"{off} -c listen_addresses='' -c unix_socket_directories='{folder}'"
        subprocess.run(
            [
                str(bin / "pg_ctl"),
                "-D",
                data,
                "-w",
                "-l",
                str(folder / "log"),
                "-o",
                options,
                "start",
            ],
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=120,
        )
        with psycopg.connect(
            f"postgresql://onrecord@/postgres?host={folder}", autocommit=True
        ) as admin:
            admin.execute("CREATE DATABASE blank")
        Casebook.open(f"postgresql://onrecord@/blank?host={folder}").close()
        yield str(folder)
    finally:
        subprocess.run(
            [str(bin / "pg_ctl"), "-D", data, "-m", "immediate", "stop"],
            user=user,
            cwd=folder,
            capture_output=True,
            timeout=120,
        )
        shutil.rmtree(folder, ignore_errors=True)


NUMBERS = count()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty casebook, to be copied."""
    file = tmp_path_factory.mktemp("blank") / "blank.db"
    Casebook.open(file).close()
    return file


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes new casebooks without reports, and returns their addresses."""
    if request.param == "sqlite":
        empty = request.getfixturevalue("blank")
        yield lambda: str(shutil.copy(empty, tmp_path / f"book{next(NUMBERS)}.db"))
        return
    import psycopg

    folder = request.getfixturevalue("server")
    made: list[str] = []

    def place() -> str:
        made.append(f"book{next(NUMBERS)}")
        admin.execute(f"CREATE DATABASE {made[-1]} TEMPLATE blank")
        return f"postgresql://onrecord@/{made[-1]}?host={folder}"

    with psycopg.connect(
        f"postgresql://onrecord@/postgres?host={folder}", autocommit=True
    ) as admin:
        yield place
        for name in made:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def open_book(places: Callable[[], str]) -> Iterator[Callable[[], Casebook]]:
    """Opens new casebooks, under a fixed clock."""
    books: list[Casebook] = []

    def book() -> Casebook:
        books.append(Casebook.open(places(), clock=lambda: CLOCK))
        return books[-1]

    yield book
    for one in books:
        one.close()


@pytest.fixture
def book(open_book: Callable[[], Casebook]) -> Casebook:
    return open_book()


@pytest.fixture
def filled(book: Casebook) -> Casebook:
    """Five reports: three of one attack (i1), two others (i4, i5)."""
    for one in (*SAME, OTHER, FAR):
        book.add(one, by="Ana")
    return book
