"""Opening casebooks: new ones, older ones, newer ones, and files that are not casebooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from onrecord.casebook import Casebook, Made, engine
from onrecord.casebook.engine import HEAD, STEPS, reading, shown, writing
from onrecord.casebook.tables import metadata
from onrecord.errors import OnrecordError

from .conftest import SAME, make


def test_tables_and_steps_agree(book: Casebook) -> None:
    with reading(book._engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_head_is_the_last_step() -> None:
    assert max(path.name[:4] for path in (STEPS / "versions").glob("0*.py")) == HEAD


def test_what_is_stored_is_there_when_it_is_opened_again(places: Callable[[], str]) -> None:
    where = places()
    with Casebook.open(where) as book:
        book.add(SAME[0], by="Ana")
    with Casebook.open(where, create=False) as book:
        assert book.counts()["reports"] == 1


def test_a_newer_casebook_is_refused(places: Callable[[], str]) -> None:
    where = places()
    with Casebook.open(where) as book, writing(book._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OnrecordError, match=r"E703.*9999"):
        Casebook.open(where)


def made_by_0001(filled: Casebook) -> str:
    """A casebook as the first version would have left it; returns its address."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS))
    with reading(filled._engine) as connection:
        rows = {
            table: [dict(row._mapping) for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
        }
    with writing(filled._engine, steps=True) as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, some in rows.items():
            for row in some:
                connection.execute(
                    table.insert().values(
                        {name: value for name, value in row.items() if name != "mode"}
                    )
                )
    where = filled._engine.url.render_as_string(hide_password=False)
    filled.close()
    return where


def test_a_casebook_of_the_first_version_is_upgraded(filled: Casebook) -> None:
    made = Made(
        version="0.1.0",
        codebook="sha256:1",
        gazetteer="sha256:2",
        model="m 1",
        rules="acled",
        mode="narrative",
    )
    list(filled.extend([make("Kessou", "2024-02-02", 2)], made=made, by="Ana"))
    before = [one.model_dump_json() for one in filled.incidents()]
    where = made_by_0001(filled)
    with Casebook.open(where) as book:
        assert [one.model_dump_json() for one in book.incidents()] == before
        assert list(book.verify()) == []
        with reading(book._engine) as connection:
            assert engine.revision(connection) == HEAD
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            assert connection.execute(
                text("SELECT id, rules, mode FROM coders ORDER BY id")
            ).all() == [(1, "", ""), (2, "acled", "auto")]
        other = make("Dunmar", "2024-02-02", 2)
        assert book.add(other, by="Ana").report == "r7"
        with pytest.raises(OnrecordError, match="E705"), writing(book._engine) as connection:
            connection.execute(text("DELETE FROM coders"))


@pytest.mark.parametrize("locked", ["the file", "the folder"])
def test_a_casebook_that_can_only_be_read_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str
) -> None:
    where = tmp_path / "shelf of books" / "my book.db"
    where.parent.mkdir()
    with Casebook.open(where) as book:
        book.add(SAME[0], by="Ana")
    monkeypatch.setattr(
        engine, "writable", lambda path: path != (where if locked == "the file" else where.parent)
    )
    with Casebook.open(where, create=False) as book:
        assert [one.id for one in book.incidents()] == ["i1"]
        assert len(list(book.log())) == 1
        assert not list(book.verify())
        with pytest.raises(
            OnrecordError, match=r"E706 the casebook .*my book\.db can only be read"
        ):
            book.add(SAME[1], by="Ana")
    assert [path.name for path in where.parent.iterdir()] == ["my book.db"]


def test_another_kind_of_server_is_none() -> None:
    with pytest.raises(
        OnrecordError,
        match=r"E702 the casebook mysql://ana@db\.example/book.*a file or a PostgreSQL database",
    ):
        Casebook.open("mysql://ana@db.example/book")


def test_no_casebook_can_be_made_in_a_folder_that_can_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "writable", lambda _: False)
    with pytest.raises(OnrecordError, match=r"E702.*is read-only or missing"):
        Casebook.open(tmp_path / "new.db")


STEP = '''"""A later step."""

import sqlalchemy as sa
from alembic import op

revision = "{this}"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("reports", sa.Column("shelf", sa.Text))
    op.execute("UPDATE reports SET shelf = 'A'")
    {then}
'''


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The steps of a future version, which has one more."""
    import shutil

    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps)
    monkeypatch.setattr(engine, "STEPS", steps)
    monkeypatch.setattr(engine, "HEAD", "0099")
    return steps / "versions" / "0099_shelf.py"


def test_an_older_casebook_is_upgraded(filled: Casebook, later: Path) -> None:
    later.write_text(STEP.format(this="0099", before=HEAD, then="pass"))
    where = filled._engine.url
    before = [one.model_dump_json() for one in filled.incidents()]
    filled.close()
    with Casebook.open(where.render_as_string(hide_password=False)) as book:
        assert [one.model_dump_json() for one in book.incidents()] == before
        with reading(book._engine) as connection:
            assert set(connection.execute(text("SELECT shelf FROM reports")).scalars()) == {"A"}
            assert engine.revision(connection) == "0099"


def test_an_upgrade_that_fails_leaves_the_casebook_as_it_was(
    filled: Casebook, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later.write_text(STEP.format(this="0099", before=HEAD, then="raise ZeroDivisionError"))
    where = filled._engine.url.render_as_string(hide_password=False)
    filled.close()
    with pytest.raises(ZeroDivisionError):
        Casebook.open(where)
    monkeypatch.undo()
    with Casebook.open(where) as book:
        assert book.counts()["reports"] == 5
        with reading(book._engine) as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_what_is_no_casebook(tmp_path: Path) -> None:
    import sqlite3

    text_file = tmp_path / "notes.txt"
    text_file.write_text("Nothing of ours." * 100)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    for where in (text_file, other):
        with pytest.raises(OnrecordError, match="E704"):
            Casebook.open(where)
    with pytest.raises(OnrecordError, match="E701"):
        Casebook.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(OnrecordError, match="E702"):
        Casebook.open(tmp_path / "no" / "such" / "folder.db")
    for address in ("cabinet://drawer/3", "postgresql://onrecord@/none?host=/nowhere"):
        with pytest.raises(OnrecordError, match="E702"):
            Casebook.open(address)


def test_an_empty_file_becomes_one(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    file.touch()
    with Casebook.open(file) as book:
        assert book.counts()["reports"] == 0


def test_names_show_no_password() -> None:
    assert "secret" not in shown("postgresql://ana:secret@host/book")
    assert shown("a book.db") == "a book.db"


def test_two_writers_wait_for_each_other(places: Callable[[], str]) -> None:
    from threading import Thread

    where = places()

    def add(number: int) -> None:
        with Casebook.open(where) as book:
            book.add(SAME[number], by="Ana")

    threads = [Thread(target=add, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Casebook.open(where) as book:
        assert book.counts() == {
            "reports": 3,
            "copies": 0,
            "events": 3,
            "incidents": 1,
            "decisions": 0,
        }
        assert list(book.verify()) == []
