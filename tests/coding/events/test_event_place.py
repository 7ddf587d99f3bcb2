"""Where an event happened: the innermost of several places, and the places that inherit or locate
nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.coding.coder import Coder
from onrecord.schema import CodedReport, Report

Coding = Callable[..., CodedReport]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Shells killed two people in the village of Umm Zardan in Idlib province, Syria.",
            "village of Umm Zardan",
        ),
        ("Jets bombed the town of Saraqib in the Idlib countryside in Syria.", "town of Saraqib"),
        (
            "Rebels seized the town of Manbij in northern Syria, to the west of Qamishli.",
            "town of Manbij",
        ),
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
    event = code("The United States launched a missile strike on Idlib in Syria on Monday.").events[
        0
    ]
    assert event.where.country == "SYR"


def test_where_a_person_comes_from_is_no_place_of_the_event(code: Coding) -> None:
    event = code(
        "Ann Lind, 42, of Woodbridge, Virginia, was killed in Gao in Mali on Monday."
    ).events[0]
    assert event.where.name == "Gao"


def test_the_people_before_a_town_tells_its_country(code: Coding) -> None:
    event = code(
        "Rebels liberated the Syrian town of Qzabiq on Sunday with the support of our ally Turkey."
    ).events[0]
    assert (event.where.name, event.where.country) == ("town of Qzabiq", "SYR")


def test_a_place_without_a_name_keeps_its_words_and_lies_where_the_rest_does(code: Coding) -> None:
    text = "Jets bombed the town of Saraqib in Syria, killing two people. Another five people were killed in two other villages."
    where = code(text).events[-1].where
    assert (where.name, where.precision, where.country) == ("two other villages", "near", "SYR")


def test_the_place_its_sentence_names_for_something_else(code: Coding) -> None:
    text = "Gunmen abducted a man moments after he was released from custody in the Kenyan capital on Friday."
    assert {e.where.name for e in code(text).events} == {"Kenyan capital"}


@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        (
            "Jets hit the towns of Azaz, Marea and Tal Rifaat in northern Aleppo province in Syria, killing 14 people.",
            "towns of Azaz, Marea and Tal Rifaat",
            ["Marea", "Tal Rifaat"],
        ),
        (
            "Car bombs exploded in Kirkuk and in Baquba in Iraq on Tuesday, killing 12 people.",
            "Kirkuk",
            ["Baquba"],
        ),
        (
            "Suicide bombers attacked Syria and Iraq on Monday, killing 40 people.",
            "Syria",
            ["Iraq"],
        ),
        ("Rebels fired rockets from Azaz to Afrin in Syria on Sunday.", "Azaz", []),
        (
            "Gunmen shot two drivers on the road from Homs to Hama in Syria.",
            "road from Homs to Hama",
            [],
        ),
        ("Gunmen killed five villagers in Gao in northern Mali.", "Gao", []),
    ],
)
def test_several_places_of_one_event(text: str, name: str, also: list[str], code: Coding) -> None:
    event = code(text).events[0]
    assert event.where.name == name
    assert [place.name for place in event.where_also] == also
    assert all(place.resolved and place.country for place in event.where_also)
    assert [span.text for place in event.where_also for span in place.spans] == also


def test_the_other_places_are_explained_and_carried_over(coder: Coder) -> None:
    text = "Jets bombed the towns of Azaz and Marea in Syria on Monday. Later gunmen killed two people."
    report = Report(text=text)
    first, second = coder.code(report).events
    assert (
        [place.name for place in second.where_also]
        == [place.name for place in first.where_also]
        == ["Marea"]
    )
    why = {decision.field: decision for decision in coder.explain(report, first.id)}
    assert (why["where_also"].value, why["where_also"].rule) == ("Marea", "named with it")
    assert "Marea" not in [name for name, _ in why["where"].lost]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "Militants attacked a post near the border with Chad on Thursday, killing eight Nigerian soldiers.",
            "border with Chad",
            "NGA",
        ),
        (
            "Militants attacked a post near the border with Chad in northeastern Nigeria, killing eight soldiers.",
            "border with Chad",
            "NGA",
        ),
        (
            "Gunmen shot four farmers on the Iraqi border with Iran on Monday, police in Baghdad said.",
            "Iraqi border with Iran",
            "IRQ",
        ),
        (
            "Gunmen attacked the town of Manbij near the border with Turkey in Syria, killing two.",
            "town of Manbij",
            "SYR",
        ),
    ],
)
def test_at_a_border(text: str, name: str, country: str, code: Coding) -> None:
    where = code(text).events[0].where
    assert (where.name, where.country) == (name, country)


def test_the_members_of_a_list_do_not_lie_in_one_another(code: Coding) -> None:
    text = "The army shelled the villages of Kafr Nabl, Qzabiq and Tel Harbush south of Idlib, Syria, killing eleven civilians."
    event = code(text).events[0]
    assert event.where.name == "villages of Kafr Nabl, Qzabiq and Tel Harbush"
    assert event.where.resolved == "Kafranbel"
    assert [place.name for place in event.where_also] == ["Qzabiq", "Tel Harbush"]


def test_police_in_a_town_are_no_body_that_sits_there(code: Coding) -> None:
    assert (
        code("Police in Jackson, Mississippi, arrested three protesters on Monday.")
        .events[0]
        .where.resolved
        == "Jackson"
    )


def test_off_a_port_is_near_it(code: Coding) -> None:
    where = (
        code(
            "Gunmen attacked a cargo ship in the Red Sea off Hodeidah, Yemen, on Saturday, killing three crew."
        )
        .events[0]
        .where
    )
    assert (where.resolved, where.precision) == ("Al Hudaydah", "near")
    assert where.radius_km is not None and where.radius_km > 50
