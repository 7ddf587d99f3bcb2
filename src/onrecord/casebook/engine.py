"""Opens the file or the server of a casebook, SQLite or PostgreSQL, and upgrades it to this
version's tables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from onrecord.errors import Errors, OnrecordError

HEAD = "0002"
"""The newest step under ``migrations/versions``."""
STEPS = Path(__file__).parent / "migrations"
WAIT = 60
"""Seconds that a writer waits for another one."""
LOCK = 0x6F6E7265
"""The advisory lock under which a PostgreSQL casebook is written."""
READ_ONLY = "read_only"
"""The option of an engine on a file that can only be read; its value is what messages call the
file."""
ADDRESS = re.compile(r"\w+(\+\w+)?://")


def address(where: str | Path) -> URL:
    """The address of a casebook: a file's, or the one given. Raises OnrecordError (E702) if it
    cannot be used."""
    name = str(where)
    if not ADDRESS.match(name):
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError as error:
        raise OnrecordError(Errors.E702.format(casebook=name, reason=error), code="E702") from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        reason = "a casebook is a file or a PostgreSQL database (postgresql://user@host/database)"
        raise OnrecordError(
            Errors.E702.format(casebook=url.render_as_string(hide_password=True), reason=reason),
            code="E702",
        )
    return url


def shown(where: str | Path) -> str:
    """What messages call it: an address without its password."""
    name = str(where)
    return address(name).render_as_string(hide_password=True) if ADDRESS.match(name) else name


def connect(where: str | Path, *, create: bool = True) -> Engine:
    """An engine on an existing casebook, or on a new one, upgraded to this version's tables.

    Raises:
        OnrecordError: E701 no such file, E702 cannot be opened, E703 made by a newer onrecord, E704
            is not a casebook.
    """
    url = address(where)
    name = shown(where)
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        options = {"connect_args": {"timeout": WAIT}}
        if not file.is_file() and not create:
            raise OnrecordError(Errors.E701.format(casebook=name), code="E701")
        if file.is_file() and not (writable(file) and writable(file.absolute().parent)):
            url, options = still(file), {**options, "execution_options": {READ_ONLY: name}}
        elif not file.exists() and not writable(file.absolute().parent):
            reason = f"{file.absolute().parent} is read-only or missing"
            raise OnrecordError(Errors.E702.format(casebook=name, reason=reason), code="E702")
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise OnrecordError(
            Errors.E691.format(package=error.name, extra="postgres"), code="E691"
        ) from error
    except NoSuchModuleError as error:
        raise OnrecordError(Errors.E702.format(casebook=name, reason=error), code="E702") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    try:
        upgrade(engine, name, create=create)
    except OnrecordError as error:
        engine.dispose()
        cause = error.__cause__
        if not isinstance(cause, DBAPIError):
            raise
        code = "E704" if "not a database" in str(cause.orig) else "E702"
        reason = str(cause.orig).strip().splitlines()[0]
        raise OnrecordError(
            getattr(Errors, code).format(casebook=name, reason=reason), code=code
        ) from cause
    return engine


def writable(path: Path) -> bool:
    """Whether a file or a folder may be written."""
    return os.access(path, os.W_OK)


def still(file: Path) -> URL:
    """The address of a file that can only be read.

    If no other program has it open it is opened as immutable: otherwise SQLite would create files
    next to it.
    """
    query = {"mode": "ro", "uri": "true"} | (
        {} if Path(f"{file}-wal").exists() else {"immutable": "1"}
    )
    return URL.create("sqlite", database=file.absolute().as_uri(), query=query)


@contextmanager
def writing(engine: Engine, *, steps: bool = False) -> Iterator[Connection]:
    """A transaction that writes: one at a time, all of it or nothing.

    ``steps``: it may replace one table with another. Raises OnrecordError (E706) if the casebook
    can only be read.
    """
    if name := engine.get_execution_options().get(READ_ONLY):
        raise OnrecordError(Errors.E706.format(casebook=name), code="E706")
    with (
        _failing(engine),
        engine.connect().execution_options(writes=True, steps=steps) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees a single state of the casebook from its first statement to its
    last."""
    with _failing(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def _failing(engine: Engine) -> Iterator[None]:
    """Turn an error of the file or the server into one of ours (E705)."""
    try:
        yield
    except DBAPIError as error:
        name, reason = (
            engine.url.render_as_string(hide_password=True),
            str(error.orig).strip().splitlines()[0],
        )
        raise OnrecordError(
            Errors.E705.format(casebook=name, reason=reason), code="E705"
        ) from error


def upgrade(engine: Engine, name: str, *, create: bool = True) -> None:
    """Upgrade the tables to this version. Raises OnrecordError (E703, E704)."""
    with reading(engine) as connection:
        found = revision(connection)
        tables = inspect(connection).get_table_names() if found is None else []
    if found == HEAD:
        return
    if found is None and (tables or not create):
        raise OnrecordError(
            Errors.E704.format(casebook=name, reason="it has none of our tables"), code="E704"
        )
    if found is not None and found not in {
        path.name[:4] for path in (STEPS / "versions").glob("0*.py")
    }:
        raise OnrecordError(Errors.E703.format(casebook=name, found=found, known=HEAD), code="E703")
    if found is None and engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            _outside(connection, "PRAGMA journal_mode = WAL")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    with writing(engine, steps=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()  # SQLite's connections enforce foreign keys again


def revision(connection: Connection) -> str | None:
    """The step that a casebook's tables are at; None if there are no tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = (
        None  # we issue BEGIN ourselves: sqlite3 would leave tables out of a transaction
    )
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "cache_size = -64000",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    # SQLite would delete the rows that refer to a dropped table; this cannot be set within a
    # transaction
    if options.get("steps"):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _outside(connection: Connection, statement: str) -> None:
    """Run a statement that cannot run inside a transaction."""
    raw: Any = connection.connection.driver_connection
    raw.execute(statement)
