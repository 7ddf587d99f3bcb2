"""Where an event happened: the inmost of several places, and the places that inherit or locate nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import CodedReport

Coding = Callable[..., CodedReport]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells killed two people in the village of Umm Zardan in Idlib province, Syria.", "village of Umm Zardan"),
        ("Jets bombed the town of Saraqib in the Idlib countryside in Syria.", "town of Saraqib"),
        ("Rebels seized the town of Manbij in northern Syria, to the west of Qamishli.", "town of Manbij"),
        ("Gunmen killed five villagers in Gao in northern Mali.", "Gao"),
        ("Shells wounded three people in Saraqib and killed one in Syria.", "Saraqib"),
    ],
)
def test_the_inmost_of_several_places(text: str, name: str, code: Coding) -> None:
    assert code(text).events[0].where.name == name


def test_a_seat_named_in_the_lead_stands_for_its_province(code: Coding) -> None:
    text = "A blast in Idlib, Syria, killed 30 soldiers on Tuesday. The blast took place in the town of Maarat al-Numan in Idlib province."
    assert code(text).events[0].where.name == "town of Maarat al-Numan"


def test_a_state_that_acts_is_no_place(code: Coding) -> None:
    event = code("The United States launched a missile strike on Idlib in Syria on Monday.").events[0]
    assert event.where.country == "SYR"


def test_where_a_person_comes_from_is_no_place_of_the_event(code: Coding) -> None:
    event = code("Ann Lind, 42, of Woodbridge, Virginia, was killed in Gao in Mali on Monday.").events[0]
    assert event.where.name == "Gao"


def test_the_people_before_a_town_tells_its_country(code: Coding) -> None:
    event = code("Rebels liberated the Syrian town of Qzabiq on Sunday with the support of our ally Turkey.").events[0]
    assert (event.where.name, event.where.country) == ("town of Qzabiq", "SYR")


def test_a_place_without_a_name_keeps_its_words_and_lies_where_the_rest_does(code: Coding) -> None:
    text = "Jets bombed the town of Saraqib in Syria, killing two people. Another five people were killed in two other villages."
    where = code(text).events[-1].where
    assert (where.name, where.precision, where.country) == ("two other villages", "near", "SYR")


def test_the_place_its_sentence_names_for_something_else(code: Coding) -> None:
    text = "Gunmen abducted a man moments after he was released from custody in the Kenyan capital on Friday."
    assert {e.where.name for e in code(text).events} == {"Kenyan capital"}
