"""What a match means by itself, under the name that its rule gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.time.context import Reading, Setting
from onrecord.coding.time.grammar import select
from onrecord.coding.time.normalise import NORMALISATIONS, read

Make = Callable[..., Setting]


def reading_of(text: str, book: Codebook, setting: Make) -> Reading | None:
    """The reading of the only match."""
    (match,) = select(text, book.times.language("en"))
    return read(setting(text, at=match.start), match)


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("on Friday", "2018-08-03", date(2018, 8, 3)),
        ("on Friday night", "2018-08-03TNI", date(2018, 8, 3)),
        ("on the morning of 3 May 2017", "2017-05-03TMO", date(2017, 5, 3)),
        ("three days ago", "2018-08-03", date(2018, 8, 3)),
        ("on Easter Sunday", "2018-04-01", date(2018, 4, 1)),
    ],
)
def test_days_and_parts_of_days(
    text: str, value: str, day: date, book: Codebook, setting: Make
) -> None:
    reading = reading_of(text, book, setting)
    assert reading is not None
    assert (reading.value, reading.start) == (value, day)


def test_a_day_that_no_calendar_has(book: Codebook, setting: Make) -> None:
    assert reading_of("on 31 June 2017", book, setting) is None


def test_every_rule_names_a_normalisation(book: Codebook) -> None:
    language = book.times.language("en")
    assert {pattern.rule.as_ for pattern in language.patterns} <= NORMALISATIONS.keys()
