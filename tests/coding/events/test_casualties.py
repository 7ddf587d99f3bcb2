"""Who was harmed, and how many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.casualties import find_tolls
from onrecord.coding.events.mentions import find_mentions
from onrecord.coding.records import Toll
from onrecord.coding.text.counts import find_counts

Reader = Callable[[str], list[Toll]]


@pytest.fixture(scope="module")
def tolls(cast: Callable[..., Cast], book: Codebook) -> Reader:
    def read(text: str) -> list[Toll]:
        people = cast(text)
        counts = find_counts(people.parsed, book.quantities)
        mentions = find_mentions(people.parsed, book.triggers, people.classes)
        return [t for m in mentions for t in find_tolls(m, people, counts, book.quantities)]

    return read


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "whom"),
    [
        ("Gunmen killed five villagers.", "killed", 5, 5, "villagers"),
        ("At least five villagers were killed.", "killed", 5, None, "villagers"),
        ("Gunmen killed a nurse.", "killed", 1, 1, "a nurse"),
        ("The blast wounded dozens of people.", "injured", 24, 99, "people"),
        ("Police arrested three students.", "arrested", 3, 3, "students"),
        ("Gunmen abducted two priests.", "abducted", 2, 2, "priests"),
        ("About 2,000 people were displaced.", "displaced", 2000, 2000, "people"),
        ("Two thousand people fled.", "displaced", 2000, 2000, "people"),
        ("A family of six was killed.", "killed", 6, 6, "family"),
        ("A group of 15 rebels was killed.", "killed", 15, 15, "rebels"),
        ("No villagers were killed.", "killed", 0, 0, "villagers"),
        ("None was killed.", "killed", 0, 0, "None"),
        ("No fewer than 12 villagers were killed.", "killed", 12, None, "villagers"),  # formerly 0
        (
            "As many as 200 villagers were killed.",
            "killed",
            0,
            200,
            "villagers",
        ),  # formerly 2 or more
    ],
)
def test_toll(text: str, kind: str, low: int, high: int | None, whom: str, tolls: Reader) -> None:
    (toll,) = tolls(text)
    assert toll.count is not None
    assert (toll.kind, toll.count.low, toll.count.high) == (kind, low, high)
    assert whom in toll.whom
    assert not toll.cumulative


@pytest.mark.parametrize("text", ["Gunmen killed villagers.", "Villagers were wounded."])
def test_a_bare_plural_has_no_number(text: str, tolls: Reader) -> None:
    assert [t.count for t in tolls(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a school.",
        "Troops entered the town.",
        "Rebels burnt 20 houses.",
        "Rain fell.",
    ],
)
def test_no_people_harmed(text: str, tolls: Reader) -> None:
    assert tolls(text) == []


def test_coordinated_groups(tolls: Reader) -> None:
    found = tolls("Gunmen killed a nurse and two soldiers.")
    assert [(t.count.low, t.class_) for t in found if t.count] == [
        (1, "civilian"),
        (2, "combatant"),
    ]


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Five civilians were killed.", "civilian"),
        ("Five soldiers were killed.", "combatant"),
        ("Five people were killed.", "unknown"),
    ],
)
def test_class(text: str, class_: str, tolls: Reader) -> None:
    assert [t.class_ for t in tolls(text)] == [class_]


def test_a_running_total_is_marked(tolls: Reader) -> None:
    (toll,) = tolls("The death toll rose to 14.")
    assert toll.count is not None
    assert (toll.kind, toll.count.low, toll.cumulative) == ("killed", 14, True)
