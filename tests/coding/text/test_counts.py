"""Numbers in words: the interval they stand for, what they count, and what is not a count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.coding.records import Count, Parsed
from onrecord.coding.text.counts import find_counts

Bounds = tuple[int | None, int | None]
Reader = Callable[..., list[Count]]


@pytest.fixture(scope="module")
def counts(parsed: Callable[[str], Parsed], book: Codebook) -> Reader:
    """The counts of a text in order, each checked against the text."""

    def read(text: str, rules: str = "literal") -> list[Count]:
        found = list(
            dict.fromkeys(find_counts(parsed(text), book.quantities, rules=rules).values())
        )
        assert all(text[c.span.start : c.span.end] == c.span.text for c in found)
        return sorted(found, key=lambda c: c.span.start)

    return read


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("15 miners", 15, 15),
        ("2,300 miners", 2300, 2300),
        ("1.5 million people", 1_500_000, 1_500_000),
        ("three million people", 3_000_000, 3_000_000),
        ("twenty-five miners", 25, 25),
        ("twenty five miners", 25, 25),
        ("a hundred miners", 100, 100),
        ("one hundred and five miners", 105, 105),
        ("two hundred fifty miners", 250, 250),
        ("five hundred thousand people", 500_000, 500_000),
        ("two thousand miners", 2000, 2000),
        ("two dozen miners", 24, 24),
        ("a dozen miners", 12, 12),
        ("half a dozen miners", 6, 6),
        ("nearly half a million people", 500_000, 500_000),
        ("a couple of miners", 2, 2),
        ("both miners", 2, 2),
        ("at least 15 miners", 15, None),
        ("no fewer than 12 miners", 12, None),
        ("more than 15 miners", 15, None),
        ("over a hundred miners", 100, None),
        ("at least two dozen miners", 24, None),
        ("up to 15 miners", 0, 15),
        ("as many as 200 miners", 0, 200),
        ("fewer than 15 miners", 0, 15),
        ("about 40 miners", 40, 40),
        ("almost 70 miners", 70, 70),
        ("exactly 40 miners", 40, 40),
        ("some 2,300 miners", 2300, 2300),
        ("10 to 15 miners", 10, 15),
        ("10-15 miners", 10, 15),
        ("10–15 miners", 10, 15),
        ("between 10 and 15 miners", 10, 15),
        ("three or four miners", 3, 4),
        ("dozens of miners", 24, 99),
        ("hundreds of miners", 200, 999),
        ("tens of thousands of miners", 20_000, 99_999),
        ("several miners", 3, 9),
        ("many miners", 2, None),
        ("a number of miners", 2, None),
        ("no miners", 0, 0),
    ],
)
def test_bounds(words: str, low: int | None, high: int | None, counts: Reader) -> None:
    found = counts(f"{words[0].upper()}{words[1:]} were hurt.")
    assert [(c.low, c.high) for c in found] == [(low, high)]
    assert found[0].noun in ("miner", "people")


@pytest.mark.parametrize(
    ("words", "literal", "acled", "ucdp"),
    [
        ("dozens of", (24, 99), (12, 12), (24, None)),
        ("hundreds of", (200, 999), (100, 100), (200, None)),
        ("several", (3, 9), (3, 3), (3, None)),
        ("many", (2, None), (3, 3), (2, None)),
        ("half a dozen", (6, 6), (6, 6), (6, 6)),  # formerly read by the literal rules alone
        ("both", (2, 2), (2, 2), (2, 2)),
        ("15", (15, 15), (15, 15), (15, 15)),
    ],
)
def test_rule_sets(
    words: str, literal: Bounds, acled: Bounds, ucdp: Bounds, counts: Reader
) -> None:
    for rules, bounds in (("literal", literal), ("acled", acled), ("ucdp", ucdp)):
        (count,) = counts(f"They hurt {words} miners.", rules)
        assert (count.low, count.high) == bounds, rules


@pytest.mark.parametrize(
    "text",
    [
        "A 35-year-old miner was hurt.",
        "Ada Lind, 35, was hurt.",
        "The mill burnt on 3 June 2019.",
        "The mill burnt on June 3.",
        "In 2014 the mill burnt.",
        "The guards came at 10:30.",
        "He paid $300 for the mill.",
        "The price of flour rose by 15%.",
        "The 15th brigade came.",
        "The third brigade came.",
        "Article 12 says so.",
    ],
)
def test_dates_ages_money_and_ordinals_count_nobody(text: str, counts: Reader) -> None:
    assert counts(text) == []


def test_measures_count_no_people(counts: Reader) -> None:
    assert [c.noun for c in counts("The guards drove 20 miles.")] == ["mile"]
    assert [c.noun for c in counts("They paid 300 dollars.")] == ["dollar"]


def test_ages_beside_a_count(counts: Reader) -> None:
    assert [(c.low, c.noun) for c in counts("Two miners, aged 35 and 40, were hurt.")] == [
        (2, "miner")
    ]


def test_the_modifier_is_not_shared(counts: Reader) -> None:
    assert [(c.low, c.high) for c in counts("At least 10 killed and 50 wounded.")] == [
        (10, None),
        (50, 50),
    ]


def test_several_groups(counts: Reader) -> None:
    assert [(c.low, c.noun) for c in counts("15 soldiers and two officers were hurt.")] == [
        (15, "soldier"),
        (2, "officer"),
    ]


def test_a_number_within_another(counts: Reader) -> None:
    whole, part = counts("Twelve people, including three children, were hurt.")
    assert (whole.low, whole.part) == (12, False)
    assert (part.low, part.part, part.noun) == (3, True, "child")


@pytest.mark.parametrize(
    "text", ["Five others were hurt.", "Another five were hurt.", "Three more guards were hurt."]
)
def test_a_number_on_top_of_another(text: str, counts: Reader) -> None:
    (count,) = counts(text)
    assert count.extra


@pytest.mark.parametrize("text", ["More than 15 guards were hurt.", "15 guards were hurt."])
def test_more_than_is_no_addition(text: str, counts: Reader) -> None:
    (count,) = counts(text)
    assert not count.extra


def test_nobody_is_none(counts: Reader) -> None:
    for text in ("None was hurt.", "Nobody was hurt."):
        (count,) = counts(text)
        assert (count.low, count.high) == (0, 0)


def test_inside_a_collective(counts: Reader) -> None:
    assert [c.low for c in counts("A family of six was hurt.")] == [6]
    assert [(c.low, c.noun) for c in counts("A group of 15 guards was hurt.")] == [(15, "guard")]


MODIFIERS = [
    "",
    "at least ",
    "more than ",
    "over ",
    "up to ",
    "as many as ",
    "fewer than ",
    "no fewer than ",
    "about ",
    "nearly ",
    "some ",
    "only ",
]


@settings(max_examples=60)
@given(
    number=st.integers(2, 999_999).filter(lambda n: not 1900 <= n <= 2100),
    modifier=st.sampled_from(MODIFIERS),
    commas=st.booleans(),
)
def test_bounds_hold_the_number(number: int, modifier: str, commas: bool, counts: Reader) -> None:
    (count,) = counts(
        f"They hurt {modifier}{number:,} miners."
        if commas
        else f"They hurt {modifier}{number} miners."
    )
    low, high = (
        (0 if count.low is None else count.low),
        (10**9 if count.high is None else count.high),
    )
    assert low <= number <= high
    assert number in (count.low, count.high)
    assert count.noun == "miner"


@settings(max_examples=40)
@given(
    low=st.integers(2, 900),
    more=st.integers(1, 900),
    dash=st.sampled_from([" to ", "-", "–", " or "]),
)
def test_ranges_keep_both_ends(low: int, more: int, dash: str, counts: Reader) -> None:
    high = low + min(more, 19 * low)
    (count,) = counts(f"They hurt {low}{dash}{high} miners.")
    assert (count.low, count.best, count.high) == (low, None, high)
