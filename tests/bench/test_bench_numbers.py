"""Gold numbers and ours on invented articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.numbers import Article, holds, read, score, splits

from onrecord.schema import Report


@pytest.mark.parametrize(
    ("text", "number", "held"),
    [
        ("Three were shot.", 3, True),
        ("3 were shot.", 3, True),
        ("A man of 33 was shot.", 3, False),
        ("It cost $3 and 3.5 hours, 3% more.", 3, False),
        ("Someone was shot.", 1, False),
        ("31 hurt", 31, True),
        ("thirty-one hurt", 31, False),
    ],
)
def test_what_a_text_holds(text: str, number: int, held: bool) -> None:
    assert holds(text, number) is held


def test_scores_by_hand() -> None:
    articles = [
        Article(Report(id="a", text="x"), {"killed": 2, "injured": 1}),
        Article(Report(id="b", text="x"), {"killed": 1}),
        Article(Report(id="c", text="x"), {"injured": 4}),
    ]
    scores, errors = score(
        articles, [{"killed": (2, 2), "injured": (1, None)}, {}, {"injured": (4, 4)}]
    )
    assert scores == {"killed_exact": 50, "injured_exact": 50}
    assert [e.cause for e in errors] == ["injured: other number", "killed: none"]


def test_reads_articles_whose_text_holds_the_number(tmp_path: Path) -> None:
    folder = tmp_path / "gva"
    folder.mkdir()
    incidents = [
        {"incident_uri": "1", "num_killed": 1, "num_injured": 0},
        {"incident_uri": "2", "num_killed": 5, "num_injured": 2},
    ]
    documents = [
        {
            "id": "a",
            "title": "t",
            "dct": "2014-05-16",
            "content": "One person died.",
            "incident_id": "1",
        },
        {
            "id": "b",
            "title": "t",
            "dct": "2014-05-16",
            "content": "Two were hurt, some died.",
            "incident_id": "2",
        },
        {"id": "c", "title": "t", "dct": "2014-05-16", "content": "No number.", "incident_id": "2"},
        {
            "id": "d",
            "title": "t",
            "dct": "2014-05-16",
            "content": "One died.",
            "incident_id": "unknown",
        },
    ]
    for name, rows in (("incidents", incidents), ("documents", documents)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n\n" for row in rows))
    assert splits(tmp_path) == ["gva"]
    found = read(folder / "documents.jsonl", folder / "incidents.jsonl")
    assert [(a.report.id, a.gold) for a in found] == [("a", {"killed": 1}), ("b", {"injured": 2})]
