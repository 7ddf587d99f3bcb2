"""Where rules match: the longest claim wins, none reaches over an empty line."""

from __future__ import annotations

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.time.grammar import select


def words(text: str, book: Codebook, **options: frozenset[str]) -> list[str]:
    """The words that are claimed."""
    return [text[m.start : m.end] for m in select(text, book.times.language("en"), **options)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("They met on 3 May 2017 in Gao.", ["3 May 2017"]),  # not "3 May" and "2017"
        ("They met on Friday and on 4 June.", ["Friday", "4 June"]),
        ("They met on 3\n\nMay was mild.", []),  # an empty line parts them
        ("They met on 3\nMay 2017.", ["3\nMay 2017"]),
        ("No one was there.", []),
    ],
)
def test_the_longest_claim(text: str, claimed: list[str], book: Codebook) -> None:
    assert words(text, book) == claimed


def test_months_need_their_capital(book: Codebook) -> None:
    assert words("They march in May, not in may.", book) == ["May"]


def test_only_rules_that_hold_some_fields(book: Codebook) -> None:
    text = "On Monday (August 7th) and in June they met."
    weekday = frozenset(("weekday", "month", "day"))
    assert words(text, book, holding=weekday) == ["Monday (August 7th)"]


def test_fields_hold_normalised_values(book: Codebook) -> None:
    (match,) = select("on 3 May 2017", book.times.language("en"))
    assert (match.fields["day"], match.fields["month"], match.fields["year"]) == ("3", 5, "2017")
