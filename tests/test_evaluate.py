"""Slot scores and agreement on invented reports, counted by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.evaluate import (
    SLOTS,
    Coded,
    Coding,
    agreement,
    align,
    evaluate,
    flat,
    kilometres,
    read_coded,
    read_gold,
    reports_of,
    same_days,
    same_name,
    same_province,
)

TEXT = "Gunmen killed four farmers near Dorva on Monday, police said. Police later arrested two men in Lesk."


def event(type_: str, evidence: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(evidence)
    return {
        "type": type_,
        "status": "occurred",
        "evidence": [{"start": start, "end": start + len(evidence), "text": evidence}],
        "claims": [{"speaker": {"name": "police"}, "stance": "states"}],
        **more,
    }


GOLD = [
    Coding(
        type="ATTACK",
        status="occurred",
        date_start="2020-03-02",
        date_end="2020-03-02",
        place="Dorva",
        side_a=["Gunmen"],
        side_b=["four farmers"],
        killed=[4, 4],
        claims=[{"speaker": "police", "stance": "states"}],
        evidence="Gunmen killed four farmers near Dorva on Monday",
    ),
    Coding(
        type="ARREST",
        status="occurred",
        place="Lesk",
        detained=[2, 2],
        claims=[{"speaker": "REPORT", "stance": "states"}],
        evidence="Police later arrested two men in Lesk",
    ),
]


def test_slots_counted_by_hand() -> None:
    """The attack is matched except for its place and killed; the arrest is missed; a clash is
    invented."""
    attack = event(
        "ATTACK",
        "Gunmen killed four farmers near Dorva",
        when={"start": "2020-03-02", "end": "2020-03-02"},
        where={"name": "Lesk"},
        side_a=[{"name": "gunmen"}],
        harm=[{"kind": "killed", "low": 3, "high": 4}],
    )
    invented = event("ARMED_CLASH", "on Monday")
    coded = Coded.of({"report": {"text": TEXT}, "events": [attack, invented]})
    scores = evaluate({"r": GOLD}, {"r": coded})
    kept = {slot: (c.possible, c.actual, c.correct) for slot, c in scores.slots.items()}
    assert kept["type"] == (2, 2, 1)
    assert kept["date"] == (1, 1, 1)
    assert kept["place"] == (2, 1, 0)
    assert kept["side_a"] == (1, 1, 1)
    assert kept["side_b"] == (1, 0, 0)
    assert kept["killed"] == (1, 1, 0)
    assert kept["detained"] == (1, 0, 0)
    assert kept["speaker"] == (2, 2, 1)
    assert (scores.events.possible, scores.events.actual, scores.events.correct) == (2, 2, 1)
    assert [
        (scores.slots[slot].matched, scores.slots[slot].right)
        for slot in ("date", "place", "detained")
    ] == [
        (1, 1.0),
        (1, 0.0),
        (0, 0.0),
    ]
    # possible: 9 of the attack, 6 of the arrest; actual: 8, and 4 of the invention
    total = scores.all_slots
    assert (total.possible, total.actual, total.correct) == (15, 12, 6)
    assert total.f == pytest.approx(12 / 27)
    assert (scores.spans, scores.not_verbatim) == (2, 0)
    assert [d.slot for d in scores.differences] == [
        "place",
        "side_b",
        "killed",
        "missing",
        "spurious",
    ]


def test_an_absent_report_counts_as_without_events() -> None:
    scores = evaluate({"r": GOLD}, {})
    assert (scores.events.possible, scores.events.actual) == (2, 0)
    assert reports_of({"r"}, {"x": Coded(())}) == (["r"], ["x"])


def test_a_span_that_is_not_verbatim_is_counted() -> None:
    wrong = event("ATTACK", "Gunmen killed")
    wrong["evidence"][0]["start"] += 1
    coded = Coded.of({"report": {"text": TEXT}, "events": [wrong]})
    assert evaluate({"r": GOLD}, {"r": coded}).not_verbatim == 1


def test_headline_is_the_total_else_the_widest_claims() -> None:
    rows = [
        {"kind": "arrested", "low": 3, "high": 5},
        {"kind": "abducted", "low": 2, "high": 2},
        {"kind": "killed", "low": 1, "high": None},
    ]
    coding = flat(
        event(
            "ARREST",
            "arrested two men",
            harm=rows,
            totals={"killed": {"low": 2, "best": 2, "high": 2}},
        )
    )
    assert coding.detained == (2, 5)
    assert coding.killed == (2, 2)
    assert coding.injured is None


def test_events_whose_evidence_shares_too_little_are_not_paired() -> None:
    other = Coding(type="ATTACK", evidence="An entirely different sentence")
    assert align(GOLD, [other]) == []


def test_also_accepted_types() -> None:
    gold = Coding(type="ATTACK", also_accept=["ABDUCTION"], evidence="a b c")
    scores = evaluate({"r": [gold]}, {"r": Coded((Coding(type="ABDUCTION", evidence="a b c"),))})
    assert scores.slots["type"].correct == 1


@pytest.mark.parametrize(
    ("gold", "mine", "same"),
    [
        (("2020-03-02", "2020-03-02"), ("2020-03-02", "2020-03-02"), True),
        (("2020-03-02", "2020-03-02"), ("2020-03-01", "2020-03-02"), False),
        (("2020-03-01", "2020-03-14"), ("2020-03-04", "2020-03-14"), True),  # 11 of 14 days
        (("2020-03-01", "2020-03-14"), ("2020-03-09", "2020-03-15"), False),  # 6 of 15
        ((None, "2020-03-02"), (None, "2020-03-02"), True),
        ((None, "2020-03-02"), ("2020-03-02", "2020-03-02"), False),
        (("2020-03-02", None), ("2020-03-02", "2020-03-09"), True),
    ],
)
def test_days(
    gold: tuple[str | None, str | None], mine: tuple[str | None, str | None], same: bool
) -> None:
    def days(pair: tuple[str | None, str | None]) -> tuple[date | None, date | None]:
        return tuple(date.fromisoformat(d) if d else None for d in pair)  # type: ignore[return-value]

    assert same_days(days(gold), days(mine)) is same


def test_names() -> None:
    assert same_name("the town of Dorva", "Dorva")
    assert same_name("Free Dorva Army fighters", "Dorva Army")
    assert not same_name("Dorva", "Lesk")
    assert not same_name("the city", "the city")  # nothing but stop words
    assert same_province("Deir ez-Zor", "Deir al-Zour")
    assert not same_province("Idlib", "Hama")


def test_kilometres() -> None:
    assert kilometres((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.05)


@given(st.dates(), st.dates())
def test_a_stretch_meets_itself(a: date, b: date) -> None:
    pair = (min(a, b), max(a, b))
    assert same_days(pair, pair)


def test_alpha_of_a_coding_with_itself_is_one() -> None:
    found = agreement({"r": GOLD}, {"r": GOLD})
    assert set(found) <= set(SLOTS)
    assert found["type"] == found["place"] == 1.0
    assert "displaced" not in found  # nobody fills it
    assert "status" not in found  # nothing varies


def test_alpha_by_hand() -> None:
    """Types (A A) (A B) (B B): pairs of values 6, observed disagreement 2/6, expected 2·3·3/(6·5) =
    0.6, alpha 1 - (1/3)/0.6."""
    words = ("one two three", "four five six", "seven eight nine")
    one = [Coding(type=t, evidence=w) for t, w in zip("AAB", words, strict=True)]
    two = [Coding(type=t, evidence=w) for t, w in zip("ABB", words, strict=True)]
    assert agreement({"r": one}, {"r": two})["type"] == pytest.approx(1 - (1 / 3) / 0.6)


def test_files(tmp_path: Path) -> None:
    gold, coded = tmp_path / "gold.json", tmp_path / "coded.jsonl"
    gold.write_text(
        json.dumps(
            [
                {
                    "id": "r",
                    "events": [
                        {"type": "ATTACK", "evidence": "Gunmen killed", "notes": "kept aside"}
                    ],
                }
            ]
        )
    )
    contract = {"report": {"id": "r", "text": TEXT}, "events": [event("ATTACK", "Gunmen killed")]}
    coded.write_text(
        json.dumps(contract) + "\n\n" + json.dumps({"id": "s", "coded": contract}) + "\n"
    )
    assert read_gold(gold)["r"][0].type == "ATTACK"
    assert sorted(read_coded(coded)) == ["r", "s"]


@pytest.mark.parametrize(
    "content", ["{", "[1]", '[{"id": "r"}]', '[{"id": "r", "events": [{"date_start": "soon"}]}]']
)
def test_a_gold_file_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content)
    with pytest.raises(OnrecordError, match="E692"):
        read_gold(path)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"events": []}', '{"id": "r", "coded": {"events": [{"when": 3}]}}']
)
def test_a_coded_line_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(OnrecordError, match="E692"):
        read_coded(path)
