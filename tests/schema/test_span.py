"""A span cannot say what the report does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.errors import OnrecordError
from onrecord.schema import Report, Span

TEXTS = st.text(min_size=1, max_size=60)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(cuts())
def test_a_span_holds_the_words_of_its_offsets(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    span = Span.of(text, start, end)
    assert span.text == text[start:end]
    assert span == Report(text=text).span(start, end)
    span.verify(text)


@given(cuts())
def test_a_span_read_back_is_the_same(cut: tuple[str, int, int]) -> None:
    span = Span.of(*cut)
    assert Span.model_validate(span.model_dump()) == span
    assert Span.model_validate_json(span.model_dump_json()) == span


@given(TEXTS, st.integers(-5, 70), st.integers(-5, 70))
def test_no_span_outside_the_text_and_none_that_holds_nothing(
    text: str, start: int, end: int
) -> None:
    if 0 <= start < end <= len(text):
        return
    with pytest.raises(OnrecordError) as caught:
        Span.of(text, start, end)
    assert caught.value.code == "E102"


@given(cuts(), TEXTS)
def test_other_words_are_refused(cut: tuple[str, int, int], other: str) -> None:
    text, start, end = cut
    if len(other) != end - start:
        with pytest.raises(ValidationError, match="lengths differ"):
            Span(start=start, end=end, text=other)
    elif other != text[start:end]:
        with pytest.raises(OnrecordError) as caught:
            Span(start=start, end=end, text=other).verify(text)
        assert caught.value.code == "E103"


def test_offsets_count_code_points() -> None:
    text = "🕊️ Gao: “fünf” tote"
    start = text.index("fünf")
    assert Span.of(text, start, start + 4).text == "fünf"


def test_a_span_does_not_change() -> None:
    span = Span.of("a mill burnt", 2, 6)
    with pytest.raises(ValidationError):
        span.start = 3  # type: ignore[misc]


def test_no_other_keys() -> None:
    with pytest.raises(ValidationError):
        Span.model_validate({"start": 0, "end": 1, "text": "a", "colour": "red"})
