"""``kill -9`` while ``onrecord add`` runs: nothing is lost, nothing is stored twice, and what comes
after is as if nothing had happened."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from onrecord.casebook import Casebook
from onrecord.casebook.engine import reading
from onrecord.casebook.tables import metadata

from .conftest import TOWNS, make

DRIVER = """
import sys, time
from datetime import UTC, datetime
from onrecord import cli
from onrecord.casebook import audit, casebook
from onrecord.schema import CodedReport

coded = {}
for line in open(sys.argv[1], encoding="utf-8"):
    one = CodedReport.model_validate_json(line)
    coded[one.report.text] = one


class ByHand:
    def code(self, report):
        time.sleep(0.01)
        return coded[report.text].model_copy(update={"report": report})


class Still(casebook.Casebook):
    @classmethod
    def open(cls, where, **more):
        return super().open(where, **{**more, "clock": lambda: datetime(2026, 3, 1, tzinfo=UTC)})


import onrecord.casebook
onrecord.casebook.Casebook = Still
onrecord.cli.casebook.common.build_coder = lambda *_: ByHand()
cli.app(sys.argv[2:])
"""
WORDS = (
    "river",
    "bridge",
    "market",
    "clinic",
    "school",
    "well",
    "tower",
    "granary",
    "field",
    "ferry",
    "mosque",
    "station",
    "depot",
)


def write_reports(folder: Path) -> tuple[Path, list[str]]:
    """A dozen invented reports as files, and what a coder makes of them."""
    chance = random.Random(5)
    files, lines = [], []
    for number in range(12):
        place, day = chance.choice(sorted(TOWNS)), f"2024-06-{chance.randint(1, 6):02}"
        one = make(
            place,
            day,
            chance.randint(1, 20),
            by=f"witness {number}",
            words=" ".join(chance.choices(WORDS, k=25)),
            outlet="",
        )
        one = one.model_copy(update={"report": one.report.model_copy(update={"outlet": None})})
        text = f"{one.report.text} The report was read on the radio, and nobody in the town had yet been told of it by those in charge."
        one = one.model_copy(
            update={"report": one.report.model_copy(update={"text": text, "id": ""})}
        )
        lines.append(one.model_dump_json(by_alias=True).replace('"id":"",', "", 1))
        files.append(folder / f"report{number:02}.txt")
        files[-1].write_text(text, encoding="utf-8")
    coded = folder / "coded.jsonl"
    coded.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return coded, [str(file) for file in files]


def rows(where: str) -> dict[str, list[str]]:
    with Casebook.open(where) as book, reading(book._engine) as connection:
        found = {
            name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for name, table in metadata.tables.items()
        }
        assert list(book.verify()) == []
        return found


def test_kill_at_any_moment(places: Callable[[], str], tmp_path: Path) -> None:
    coded, files = write_reports(tmp_path)
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER)
    chance = random.Random()

    def add(where: str) -> subprocess.Popen[str]:
        arguments = [
            sys.executable,
            str(driver),
            str(coded),
            "add",
            *files,
            "--casebook",
            where,
            "--by",
            "Ana",
        ]
        return subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    undisturbed, disturbed = places(), places()
    whole = add(undisturbed)
    out, err = whole.communicate(timeout=120)
    assert whole.returncode == 0, err
    assert len(out.splitlines()) == 12
    kills = before = 0
    for _ in range(4):
        run = add(disturbed)
        assert run.stdout is not None
        told = run.stdout.readline() if before or kills else ""  # the first is killed as it starts
        time.sleep(chance.uniform(0, 0.6))
        run.send_signal(signal.SIGKILL)
        rest, err = run.communicate(timeout=120)
        with Casebook.open(disturbed) as book:
            now = book.counts()["reports"]
            said = sum(" event" in line for line in [told, *rest.splitlines()])
            assert now >= before + said, err  # what was reported as added is in
            assert list(book.verify()) == []
        before = now
        kills += run.returncode == -signal.SIGKILL
    last = add(disturbed)
    out, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    assert out.count("already in") == before
    assert kills >= 1
    assert rows(disturbed) == rows(undisturbed)
