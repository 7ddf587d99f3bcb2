"""Weighted and macro F1 on invented snippets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench.types import NONE, Snippet, read, score, splits, type_of

from onrecord.schema import Claim, CodedReport, Event, Report, Span, Speaker

TEXT = "Jets bombed Dorva and troops clashed."


def coded(*kinds: tuple[str, Any]) -> CodedReport:
    """A report with one event for each (type, status)."""
    report = Report(id="r", text=TEXT)
    events = [
        Event(
            id=f"e{i}",
            type=t,
            status=s,
            claims=(Claim(speaker=Speaker(name="REPORT")),),
            evidence=(Span.of(TEXT, 0, 4),),
            confidence=1,
        )
        for i, (t, s) in enumerate(kinds)
    ]
    return CodedReport(report=report, events=tuple(events))


def test_scores_by_hand() -> None:
    """Gold A A A B none; ours A A B B A. F: A 2·2/(3+3), B 2·1/(1+2), none 0; weighted (3·2/3 + 2/3
    + 0)/5."""
    gold = [
        Snippet(str(i), "x", g)
        for i, g in enumerate(("ATTACK", "ATTACK", "ATTACK", "ARREST", NONE))
    ]
    scores, errors = score(gold, ["ATTACK", "ATTACK", "ARREST", "ARREST", "ATTACK"])
    assert scores["weighted_f"] == pytest.approx(100 * (3 * 2 / 3 + 2 / 3) / 5)
    assert scores["macro_f"] == pytest.approx(100 * (2 / 3 + 2 / 3) / 3)
    assert [e.cause for e in errors] == ["ATTACK coded as ARREST", f"{NONE} coded as ATTACK"]


def test_a_type_that_gold_has_not_is_only_a_miss() -> None:
    scores, _ = score([Snippet("1", "x", "ATTACK")], ["GRENADE"])
    assert scores == {"weighted_f": 0, "macro_f": 0}


def test_the_type_of_a_snippet() -> None:
    assert type_of(coded()) == NONE
    assert type_of(coded(("AIR_STRIKE", "occurred"), ("ARMED_CLASH", "occurred"))) == "ARMED_CLASH"
    assert type_of(coded(("AIR_STRIKE", "occurred"), ("ARMED_CLASH", "planned"))) == "AIR_STRIKE"
    assert type_of(coded(("AIR_STRIKE", "threatened"))) == "AIR_STRIKE"


def test_reads_snippets(tmp_path: Path) -> None:
    folder = tmp_path / "case2021"
    folder.mkdir()
    rows = [
        "id\tEventSnippet\tSubType",
        '1\tHe said "no"\tABDUCT_DISSAP',
        "2\tTalks held\tDIPLO",
        "3\tA flood\tNATURAL_DISASTER",
    ]
    (folder / "snippets_dev.tsv").write_text("\n".join(rows) + "\n")
    assert splits(tmp_path) == ["dev"]
    assert read(folder / "snippets_dev.tsv") == [
        Snippet("1", 'He said "no"', "ABDUCTION"),
        Snippet("3", "A flood", NONE),
    ]
