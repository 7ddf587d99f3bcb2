"""JSON and JSON lines."""

from __future__ import annotations

import json

import jsonschema

from onrecord.exporters import export
from onrecord.schema import CodedReport, json_schema


def test_one_is_the_contract(coded: CodedReport) -> None:
    data = json.loads("".join(export([coded], format="json")))
    jsonschema.validate(data, json_schema())
    assert data["schema"] == "onrecord/1"
    assert list(data) == ["schema", "report", "events", "diagnostics"]
    assert CodedReport.model_validate(data) == coded


def test_many_are_an_array(coded: CodedReport) -> None:
    for count in (0, 1, 2):
        assert len(json.loads("".join(export([coded] * count, format="json", many=True)))) == count


def test_lines(coded: CodedReport) -> None:
    lines = "".join(export([coded, coded], format="jsonl")).splitlines()
    assert [CodedReport.model_validate_json(line) for line in lines] == [coded, coded]


def test_offsets_count_code_points(coded: CodedReport) -> None:
    data = json.loads("".join(export([coded], format="json")))
    text = data["report"]["text"]
    for event in data["events"]:
        for span in event["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]
