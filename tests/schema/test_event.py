"""The contract: events, coded reports, their JSON and its schema."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest
from pydantic import ValidationError

from onrecord.schema import (
    Claim,
    CodedReport,
    Event,
    Harm,
    Report,
    Span,
    Speaker,
    json_schema,
    spans_of,
)

SCHEMA = json_schema()
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
STORIES = [
    "",
    "Rain fell.",
    "Gunmen killed at least five villagers in Gao on Saturday, the mayor said. The army denied that anyone was killed.",
    "GAO, 3 June — Two days after troops seized dozens of rockets in Mopti, a car bomb wounded up to nine people in Gao. "
    "Rebels threatened to attack again.",
]


def event(text: str, *, of: str, **fields: object) -> Event:
    """An event whose evidence is some words of a text."""
    start = text.index(of)
    made = {
        "id": "e1",
        "type": "OTHER",
        "claims": (Claim(speaker=Speaker(name="REPORT", kind="outlet")),),
        "evidence": (Span.of(text, start, start + len(of)),),
        "confidence": 0.5,
    }
    return Event.model_validate({**made, **fields})


def test_the_schema_is_a_schema() -> None:
    VALIDATOR.check_schema(SCHEMA)
    assert {"schema", "report", "events", "diagnostics"} <= set(SCHEMA["properties"])


def test_records_made_by_hand_keep_to_the_schema(coded: CodedReport) -> None:
    VALIDATOR.validate(json.loads(coded.to_json()))


@pytest.mark.parametrize("text", STORIES)
def test_what_the_coder_makes_keeps_to_the_schema(
    text: str, code: Callable[..., CodedReport]
) -> None:
    for fields in (
        {},
        {"published": None, "title": "Gunmen kill villagers", "outlet": "Sahel Wire"},
    ):
        VALIDATOR.validate(json.loads(code(text, **fields).to_json()))


def test_the_schema_refuses_what_is_not_in_the_contract(coded: CodedReport) -> None:
    data = json.loads(coded.to_json())
    for change in (
        {"schema": "onrecord/9"},
        {"more": 1},
        {"events": [{**data["events"][0], "status": "rumoured"}]},
    ):
        assert not VALIDATOR.is_valid({**data, **change})


def test_json_names_and_order(coded: CodedReport) -> None:
    data = json.loads(coded.to_json())
    assert list(data) == ["schema", "report", "events", "diagnostics"]
    assert data["schema"] == "onrecord/1"
    assert "class" in data["events"][0]["harm"][0]
    assert data["events"][0]["harm"][0]["high"] is None, "an open bound is null"


def test_read_back_from_json(coded: CodedReport) -> None:
    again = CodedReport.model_validate_json(coded.to_json())
    assert again == coded
    assert again.to_json() == coded.to_json()
    assert coded.to_json(indent=None).count("\n") == 0


def test_every_span_is_held_against_the_report(coded: CodedReport) -> None:
    assert all(coded.report.text[s.start : s.end] == s.text for s in spans_of(coded))
    assert len(list(spans_of(coded))) > 20
    with pytest.raises(ValidationError, match="the span says"):
        CodedReport(
            report=Report(text=coded.report.text.replace("Gunmen", "Troops")), events=coded.events
        )


def test_one_wrong_letter_deep_inside_is_refused(coded: CodedReport) -> None:
    data = json.loads(coded.to_json())
    spans = [s for e in data["events"] for h in e["harm"] for s in h["spans"]]
    spans[-1]["text"] = "x" * len(spans[-1]["text"])
    with pytest.raises(ValidationError, match="the span says 'x"):
        CodedReport.model_validate(data)


def test_an_event_without_words_or_speaker_is_refused() -> None:
    text = "A mill burnt."
    for missing in ("claims", "evidence"):
        with pytest.raises(ValidationError):
            event(text, of="burnt", **{missing: ()})


def test_harm_names_a_claim_that_is_there() -> None:
    text = "Two men died."
    harm = Harm(kind="killed", low=2, best=2, high=2, claim=1)
    with pytest.raises(ValidationError, match="names claim 1"):
        event(text, of="died", harm=(harm,))


def test_confidence_is_a_probability() -> None:
    for wrong in (-0.1, 1.1):
        with pytest.raises(ValidationError):
            event("A mill burnt.", of="burnt", confidence=wrong)


def test_an_event_does_not_change() -> None:
    made = event("A mill burnt.", of="burnt")
    with pytest.raises(ValidationError):
        made.type = "ATTACK"  # type: ignore[misc]


def test_what_was_coded_before_there_were_other_places_is_read(coded: CodedReport) -> None:
    data = json.loads(coded.to_json())
    for one in data["events"]:
        assert one.pop("where_also") == []
    assert CodedReport.model_validate(data) == coded
