"""Quoted stretches."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.text.quotes import find_quotes

NLP = spacy.blank("en")


def quoted(text: str) -> list[str]:
    doc = NLP.make_doc(text)
    return [doc[q.start : q.end].text for q in find_quotes(doc, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We saw smoke," she said. "It was thick."', ["We saw smoke,", "It was thick."]),
        ("“We saw smoke,” she said.", ["We saw smoke,"]),
        ("''We saw smoke,'' the group said.", ["We saw smoke,"]),
        ("‘We all saw the thick smoke,’ he said.", ["We all saw the thick smoke,"]),
        ("The rebels' camp and the town's mill burnt.", []),
        ('"We saw smoke\n\nThe mayor left.', ["We saw smoke"]),
        ('He said: "We saw smoke.\n\n"Then it rained."', ['We saw smoke.\n\n"Then it rained.']),
        ('The "ceasefire" held.', ["ceasefire"]),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_unclosed_quotation_ends_with_its_sentence() -> None:
    assert quoted('She said "we saw smoke. The mayor left. He wept.') == ["we saw smoke."]


@given(st.text(alphabet="ab .,'\"“”‘’\n", max_size=60))
def test_quotes_stand_in_order_and_apart(text: str) -> None:
    doc = NLP.make_doc(text)
    found = find_quotes(doc, text)
    for one, two in pairwise(found):
        assert one.outer[0] < one.outer[1] and one.start <= two.start
    assert all(q.outer[0] <= q.start < q.end <= q.outer[1] <= len(doc) for q in found)
