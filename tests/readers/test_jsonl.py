"""JSON lines."""

from __future__ import annotations

import json
from datetime import date

from onrecord.errors import OnrecordError
from onrecord.readers.jsonl import read
from onrecord.readers.reading import Known, Reading

TEXT = "The army said on Monday that five of its men were killed."


def test_lines() -> None:
    lines = [
        json.dumps(
            {
                "id": 7,
                "text": TEXT,
                "title": "A",
                "outlet": "B",
                "published": "2024-06-03",
                "more": 1,
            }
        ),
        "",
        "{broken",
        "[1]",
        json.dumps({"text": " "}),
        json.dumps({"text": TEXT, "published": "June"}),
        json.dumps({"text": TEXT + " Cinq."}),
    ]
    found = list(read("\n".join(lines).encode(), source="a.jsonl", known=Known()))
    assert [f.code if isinstance(f, OnrecordError) else "" for f in found] == [
        "",
        "E209",
        "E209",
        "E209",
        "E209",
        "",
    ]
    first = found[0]
    assert isinstance(first, Reading)
    assert (first.source, first.report.id, first.report.title, first.report.outlet) == (
        "a.jsonl#1",
        "7",
        "A",
        "B",
    )
    assert first.report.published.start == date(2024, 6, 3)
    assert "row 3" in str(found[1])
    assert "a.jsonl: row 6: 'June' is not a date" in str(found[4])


def test_limit_holds_for_each_text() -> None:
    line = json.dumps({"text": TEXT})
    (found,) = read(line.encode(), source="a.jsonl", known=Known(limit=20))
    assert isinstance(found, OnrecordError)
    assert found.code == "E205"
