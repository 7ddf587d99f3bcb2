"""Time expressions: values, days, spans."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from onrecord.codebook.codebook import Codebook
from onrecord.coding.records import Parsed, Timex
from onrecord.coding.times import find_times
from onrecord.schema import Published, Report

TIMES = Codebook.load().times
NLP = spacy.blank("en")
MONDAY = date(2018, 8, 6)


def times_in(text: str, published: date | None = MONDAY) -> list[Timex]:
    report = Report(text=text, published=published) if published else Report(text=text)
    found = find_times(Parsed(report=report, doc=NLP(text), recased=False), report.published or Published(), TIMES)
    assert all(text[t.span.start : t.span.end] == t.span.text for t in found)
    return found


def only(text: str, published: date | None = MONDAY) -> Timex:
    found = times_in(text, published)
    assert len(found) == 1, found
    return found[0]


def days(text: str, published: date | None = MONDAY) -> tuple[str | None, str | None]:
    timex = only(text, published)
    return (timex.start and timex.start.isoformat(), timex.end and timex.end.isoformat())


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        ("Two men fell on Tuesday.", "Tuesday", "2018-07-31", "2018-07-31", "2018-07-31"),
        ("It began on 3 May 2017.", "3 May 2017", "2017-05-03", "2017-05-03", "2017-05-03"),
        ("Since the end of July troops patrol.", "the end of July", "2018-07", "2018-07-21", "2018-08-06"),
        ("In the past two weeks they seized rifles.", "the past two weeks", "P2W", "2018-07-24", "2018-08-06"),
    ],
)
def test_days_of_the_guideline(text: str, words: str, value: str, start: str, end: str) -> None:
    timex = only(text)
    assert (timex.span.text, timex.value) == (words, value)
    assert days(text) == (start, end)
