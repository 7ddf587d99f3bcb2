"""Floors are enforced, rise, and are lowered only with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.floors import PLAN, breaches, lowered, raised, read, write
from bench.frame import SUITES


def result(f: float, km: float = 10, corpus: str = "aa") -> dict[str, Any]:
    scores = {"f": f, "median_km": km}
    return {
        "suite": "place",
        "split": "x",
        "documents": 3,
        "scores": scores,
        "version": "1",
        "corpus_sha256": corpus,
    }


EMPTY: dict[str, Any] = {"full": {}, "quick": {}, "regressions": []}
FLOORS = raised(EMPTY, "full", [result(50)])


def causes(*results: dict[str, Any]) -> list[tuple[str, float | None]]:
    return [(b.score, b.measured) for b in breaches(FLOORS, "full", results)]


def test_what_holds() -> None:
    assert causes(result(50)) == causes(result(60, 5)) == []


def test_another_processors_arithmetic_is_no_fall() -> None:
    assert causes(result(49.8, 10.2)) == []
    strict = raised(EMPTY, "full", [{**result(50), "scores": {"not_verbatim": 0.0}}])
    assert list(breaches(strict, "full", [{**result(50), "scores": {"not_verbatim": 0.01}}]))


def test_the_quick_run_has_floors_for_the_main_scores_of_muc4() -> None:
    made = {**result(50), "suite": "muc4", "scores": {"all_templates_f": 40.0, "inc_date_f": 30.0}}
    assert raised(EMPTY, "quick", [made])["quick"]["muc4 x"]["floors"] == {"all_templates_f": 40.0}
    assert len(raised(EMPTY, "full", [made])["full"]["muc4 x"]["floors"]) == 2


def test_what_does_not() -> None:
    assert causes(result(49.7)) == [("f", 49.7)]
    assert causes(result(50, 10.3)) == [("median_km", 10.3)]
    assert causes() == [("f", None), ("median_km", None)]
    assert causes(result(99, 0, "bb")) == [("corpus_sha256", None)]
    assert [str(b) for b in breaches(FLOORS, "full", [result(1)])] == [
        "place x: f 1.00 is below the floor 50.00"
    ]


def test_a_floor_only_rises() -> None:
    assert raised(FLOORS, "full", [result(40, 20)]) == FLOORS
    assert raised(FLOORS, "full", [result(60, 5)])["full"]["place x"]["floors"] == {
        "f": 60,
        "median_km": 5,
    }
    assert raised(FLOORS, "full", [result(60, 5, "bb")]) == FLOORS
    assert raised(FLOORS, "quick", [result(60)])["full"] == FLOORS["full"]


def test_lowering_keeps_the_reason() -> None:
    new = lowered(FLOORS, "full", [result(40)], "a new tokenizer")
    assert new["full"]["place x"]["floors"] == {"f": 40, "median_km": 10}
    (note,) = new["regressions"]
    assert (note["score"], note["from"], note["to"], note["reason"]) == (
        "f",
        50,
        40,
        "a new tokenizer",
    )
    assert not list(breaches(new, "full", [result(40)]))


def test_another_corpus_is_pinned_with_a_reason() -> None:
    new = lowered(FLOORS, "full", [result(30, 9, "bb")], "a corrected corpus")
    assert new["full"]["place x"] == {
        "corpus_sha256": "bb",
        "documents": 3,
        "floors": {"f": 30, "median_km": 9},
    }


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read(path) == EMPTY
    write(FLOORS, path)
    assert read(path) == FLOORS


def test_every_suite_but_speed_is_planned() -> None:
    assert {step.suite for step in PLAN} == set(SUITES) - {"speed"}
