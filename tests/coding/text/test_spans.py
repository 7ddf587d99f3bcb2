from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.records import Parsed
from onrecord.coding.text.spans import (
    characters,
    holds_offset,
    span_of,
    span_of_token,
    token_at,
    tokens_at,
)

TEXT = "Gunmen killed five people in Gao. “They burnt the granaries”, he said."


@pytest.fixture(scope="session")
def report(parsed: Callable[[str], Parsed]) -> Parsed:
    return parsed(TEXT)


@given(st.integers(0, len(TEXT) - 1))
def test_the_token_at_an_offset_holds_it(report: Parsed, offset: int) -> None:
    token = report.doc[token_at(report.doc, offset)]
    if not TEXT[offset].isspace():
        assert token.idx <= offset < token.idx + len(token)


def test_no_token_beyond_the_text(report: Parsed) -> None:
    assert tokens_at(report.doc, len(TEXT) + 5, len(TEXT) + 6) is None
    assert token_at(report.doc, len(TEXT) + 5) == 0


def test_there_and_back(report: Parsed) -> None:
    for first in range(len(report.doc)):
        for end in range(first + 1, min(first + 4, len(report.doc)) + 1):
            assert tokens_at(report.doc, *characters(report.doc, first, end)) == (first, end)


def test_spans_are_verbatim(report: Parsed) -> None:
    assert span_of(report, 2, 4).text == "five people"
    assert span_of_token(report, report.doc[5]).text == "Gao"


def test_a_sentence_holds_its_characters(report: Parsed) -> None:
    first, last = report.doc[0], report.doc[len(report.doc) - 1]
    assert holds_offset(first.sent, TEXT.index("Gao"))
    assert not holds_offset(first.sent, TEXT.index("burnt"))
    assert holds_offset(last.sent, TEXT.index("said"))
