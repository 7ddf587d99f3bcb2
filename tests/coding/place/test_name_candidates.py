"""Which words may be a name, and what the gazetteer knows of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.coding.place.page import Name

Candidates = Callable[..., dict[str, Name]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops left Deir Ezzor on Friday.", "Deir Ezzor"),  # the longest known name
        ("They fled to al-Bab in Syria.", "al-Bab"),  # a lower-case article opens it
        ("Shells fell on Northern Aleppo.", "Aleppo"),  # not its modifier
        ("The Kenyan capital was calm.", "Kenyan capital"),
        ("The capital of Kenya was calm.", "capital of Kenya"),
        ("Gunmen came to Wardanak.", "Wardanak"),  # unknown to the gazetteer
    ],
)
def test_what_is_a_name(text: str, name: str, candidates: Candidates) -> None:
    assert name in candidates(text)


def test_a_name_that_follows_a_capital_is_the_name(candidates: Candidates) -> None:
    assert not any(n.rule == "capital" for n in candidates("The Kenyan capital Nairobi.").values())
    assert not any(
        n.rule == "capital" for n in candidates("The Syrian capital of Damascus.").values()
    )


def test_and_parts_two_unknown_names(candidates: Candidates) -> None:
    assert {"Wardanak", "Tinzarou"} <= set(candidates("They left Wardanak and Tinzarou."))


def test_other_romanisations_only_in_the_documents_countries(candidates: Candidates) -> None:
    text = "Shells fell on Maaret Alnouman."
    assert candidates(text)["Maaret Alnouman"].found == []
    (first, *_) = candidates(text, "SYR")["Maaret Alnouman"].found
    assert (first.name, first.match) == ("Maarrat an Numan", "variant")


def test_a_short_word_is_a_country_in_capitals_only(candidates: Candidates) -> None:
    kinds = {entry.kind for entry in candidates("The UK sent help.")["UK"].found}
    assert kinds <= {"country", "admin1"}


def test_a_lost_apostrophe(candidates: Candidates) -> None:
    found = candidates("Syrias army left.")["Syrias"].found
    assert "SYR" in {entry.country for entry in found}


@pytest.mark.parametrize(
    ("text", "name", "noun", "near", "shift"),
    [
        ("They reached the town of Gao.", "Gao", "town", False, None),
        ("They reached the outskirts of the northern city of Gao.", "Gao", "city", True, None),
        ("They reached Kirkuk airport.", "Kirkuk", "airport", False, None),
        ("Shells fell 20 km north of Gao.", "Gao", "", True, (20.0, 0)),
        ("Shells fell 10 miles south-west of Gao.", "Gao", "", True, (16.09, 225)),
        ("Shells fell a few kilometres from Gao.", "Gao", "", True, (5.0, None)),
        ("Shells fell east of Gao.", "Gao", "", True, (8.0, 90)),
    ],
)
def test_the_words_around_a_name(
    text: str,
    name: str,
    noun: str,
    near: bool,
    shift: tuple[float, float | None] | None,
    candidates: Candidates,
) -> None:
    found = candidates(text)[name]
    assert (found.noun, found.near) == (noun, near)
    assert found.shift == (shift and (pytest.approx(shift[0]), shift[1]))
