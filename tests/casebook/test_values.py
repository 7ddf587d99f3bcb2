"""What a person writes as a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.casebook.values import field_of, value_of
from onrecord.errors import OnrecordError


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("killed", "12", {"low": 12, "best": 12, "high": 12}),
        ("killed", "1,200", {"low": 1200, "best": 1200, "high": 1200}),
        ("injured", "12..15", {"low": 12, "best": None, "high": 15}),
        ("injured", "12..", {"low": 12, "best": None, "high": None}),
        ("injured", "..15", {"low": None, "best": None, "high": 15}),
        ("killed", "12..13..15", {"low": 12, "best": 13, "high": 15}),
        ("when", "2024-06-01", "2024-06-01"),
        (
            "when",
            "2024-06-01..2024-06-03",
            {"start": "2024-06-01", "end": "2024-06-03", "precision": "range", "basis": "stated"},
        ),
        (
            "when",
            "..2024-06-03",
            {"start": None, "end": "2024-06-03", "precision": "range", "basis": "stated"},
        ),
        ("side_a", "the army", "the army"),
        ("side_a", '[{"name": "the army"}]', [{"name": "the army"}]),
        ("where", "Gao", "Gao"),
    ],
)
def test_values(field: str, text: str, value: object) -> None:
    assert value_of(field_of(field), text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("killed", "many"),
        ("killed", ".."),
        ("killed", "1..2..3..4"),
        ("killed", ""),
        ("side_a", "[oops"),
    ],
)
def test_values_that_are_none(field: str, text: str) -> None:
    with pytest.raises(OnrecordError, match="E682"):
        value_of(field_of(field), text)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_any_two_numbers(low: int, high: int) -> None:
    assert value_of("totals.killed", f"{low}..{high}") == {
        "low": low,
        "best": low if low == high else None,
        "high": high,
    }
