"""The audit trail: everything is on record, and a change to any row shows."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from onrecord.casebook import Casebook
from onrecord.casebook.verify import problems

from .conftest import SAME

ANA = {"by": "Ana", "reason": "read both"}


@pytest.fixture
def busy(filled: Casebook) -> Casebook:
    """A casebook with decisions, one of them undone, and an export."""
    filled.decide("unlink", "r1e1", "r2e1", **ANA)
    filled.decide("set", "i4", field="totals.killed", value=4, **ANA)
    filled.undo("d1", by="Ben", reason="misread")
    filled.headline("official_first", by="Ben")
    filled.exported({"as": "acled", "count": 3, "rows": "ab"}, by="Ben")
    return filled


def test_everything_is_on_record(busy: Casebook) -> None:
    rows = list(busy.log())
    assert [(e.action, e.subject, e.by) for e in rows] == [
        *(("import", f"r{n}", "Ana") for n in range(1, 6)),
        ("unlink", "d1", "Ana"),
        ("set", "d2", "Ana"),
        ("undo", "d1", "Ben"),
        ("headline", "official_first", "Ben"),
        ("export", "acled", "Ben"),
    ]
    assert all(e.at == "2026-03-01T12:00:00Z" for e in rows)
    assert rows[5].details["named"] == ["r1e1", "r2e1"]
    assert rows[5].details["reason"] == "read both"
    assert [e.number for e in busy.log(last=2)] == [9, 10]
    assert list(busy.verify()) == []


def test_adding_again_and_reading_leave_no_trace(busy: Casebook) -> None:
    rows = list(busy.log())
    busy.add(SAME[0], by="Ben")
    list(busy.incidents())
    busy.why("r1e1", "r2e1")
    assert list(busy.log()) == rows


CHANGES = [
    ("UPDATE audit SET \"by\" = 'Eve' WHERE number = 6", "row 6"),
    ("UPDATE audit SET details = '{}' WHERE number = 9", "row 9"),
    ("DELETE FROM audit WHERE number = 7", "row 7"),
    ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE number = 1", "row 1"),
    (
        "UPDATE reports SET payload = replace(payload, 'Orbel', 'Kessou') WHERE number = 4",
        "report r4",
    ),
    ("UPDATE events SET payload = replace(payload, '0.9', '0.1') WHERE report = 2", "coding of r2"),
    (
        "UPDATE codings SET source = replace(source, 'River', 'Lake') WHERE report = 2",
        "coding of r2",
    ),
    ("UPDATE decisions SET reason = 'none' WHERE number = 1", "decision d1"),
    ("UPDATE decisions SET undone = (1 = 0) WHERE number = 1", "decision d1"),
    ("UPDATE decisions SET value = '5' WHERE number = 2", "decision d2"),
    ("DELETE FROM decisions WHERE number = 2", "decision d2 is gone"),
]


def test_a_change_shows(busy: Casebook) -> None:
    for change, said in CHANGES:
        with busy._engine.connect() as connection, connection.begin() as transaction:
            assert connection.execute(text(change)).rowcount == 1, change
            assert said in "\n".join(problems(connection)), change
            transaction.rollback()
    assert list(busy.verify()) == []
