"""Triggers and who does what to whom, in the constructions of news English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.mentions import find_means, find_mentions
from onrecord.coding.records import Parsed

Row = tuple[str, str, str]
Reader = Callable[[str], list[Row]]


@pytest.fixture(scope="module")
def told(cast: Callable[..., Cast], book: Codebook) -> Reader:
    """(type, agents, patients) of each mention, in the order of the text."""

    def read(text: str) -> list[Row]:
        people = cast(text)
        words = [t.text for t in people.doc]
        return [
            (
                m.frame.type,
                " ".join(words[i] for i in m.agents),
                " ".join(words[i] for i in m.patients),
            )
            for m in find_mentions(people.parsed, book.triggers, people.classes)
        ]

    return read


@pytest.mark.parametrize(
    ("text", "type_", "agents", "patients"),
    [
        ("Gunmen killed five villagers.", "ATTACK", "Gunmen", "villagers"),
        ("Five villagers were killed by gunmen.", "ATTACK", "gunmen", "villagers"),
        ("Five villagers, killed by gunmen, were buried.", "ATTACK", "gunmen", "villagers"),
        ("The killing of five villagers by gunmen caused anger.", "ATTACK", "gunmen", "villagers"),
        ("Gunmen attacked a school.", "ATTACK", "Gunmen", "school"),
        ("Gunmen launched an attack on a school.", "ATTACK", "Gunmen", "school"),
        ("An attack on a school was carried out by gunmen.", "ATTACK", "gunmen", "school"),
        ("The attack on the school by gunmen lasted an hour.", "ATTACK", "gunmen", "school"),
        ("The gunmen's attack on the school lasted an hour.", "ATTACK", "gunmen", "school"),
        (
            "Militants were planning to carry out attacks on markets.",
            "ATTACK",
            "Militants",
            "markets",
        ),
        ("Militants tried to kill the mayor.", "ATTACK", "Militants", "mayor"),
        ("The mayor was accused of killing two farmers.", "ATTACK", "mayor", "farmers"),
        ("Clashes between rebels and soldiers broke out.", "ARMED_CLASH", "rebels", "soldiers"),
        ("Rebels clashed with soldiers.", "ARMED_CLASH", "Rebels", "soldiers"),
        ("Rebels attacked a police station and a school.", "ATTACK", "Rebels", "station school"),
        ("Troops shelled a hospital.", "SHELLING", "Troops", "hospital"),
        ("A nurse was kidnapped.", "ABDUCTION", "", "nurse"),
        ("Police arrested three students.", "ARREST", "Police", "students"),
        ("The arrest of three students caused anger.", "ARREST", "", "students"),
        ("Robert Lind has been behind bars since May.", "ARREST", "", "Lind"),
        ("The editor has been in custody since May.", "ARREST", "", "editor"),
        ("Workers held two directors captive.", "ABDUCTION", "Workers", "directors"),
        ("Robert Lind disappeared in May.", "ABDUCTION", "", "Lind"),
        ("The army captured the village.", "NON_STATE_OVERTAKES_TERRITORY", "army", "village"),
        ("The army recaptured the village.", "GOV_REGAINS_TERRITORY", "army", "village"),
        (
            "Soldiers burned 40 houses.",
            "LOOTING_PROPERTY_DESTRUCTION",
            "Soldiers",
            "houses",
        ),  # formerly injured
        (
            "Soldiers raped three women.",
            "SEXUAL_VIOLENCE",
            "Soldiers",
            "women",
        ),  # formerly lemmatised as "rap"
        ("Three women were raped by soldiers.", "SEXUAL_VIOLENCE", "soldiers", "women"),
        (
            "Two thousand people fled.",
            "OTHER",
            "",
            "people",
        ),  # someone who flees is displaced, and does nothing to anybody
        (
            "Students staged a protest.",
            "PEACEFUL_PROTEST",
            "Students",
            "",
        ),  # formerly lemmatised as "stag"
        ("Troops cordoned off the market.", "OTHER", "Troops", ""),
    ],
)
def test_one_mention(text: str, type_: str, agents: str, patients: str, told: Reader) -> None:
    assert told(text) == [(type_, agents, patients)]


def test_participles_share_their_subject(told: Reader) -> None:
    assert told("Troops raided a camp, killing five fighters and arresting one man.") == [
        ("ARMED_CLASH", "Troops", "camp"),
        ("ATTACK", "Troops", "fighters"),
        ("ARREST", "Troops", "man"),
    ]


def test_coordinated_verbs_share_their_subject(told: Reader) -> None:
    assert told("Gunmen attacked a school and abducted a nurse.") == [
        ("ATTACK", "Gunmen", "school"),
        ("ABDUCTION", "Gunmen", "nurse"),
    ]


def test_relative_clauses(told: Reader) -> None:
    assert told("The gunmen who shot two farmers were caught.")[0] == (
        "ATTACK",
        "gunmen",
        "farmers",
    )


def test_left_dead(told: Reader) -> None:
    """ "left five people dead" had nobody dead."""
    assert ("ATTACK", "", "people") in told("An attack on a school left five people dead.")


@pytest.mark.parametrize(
    "text",
    ["The attack helicopter landed.", "Rain fell on the market.", "The mayor opened a school.", ""],
)
def test_no_mention(text: str, told: Reader) -> None:
    assert told(text) == []


def test_none_behind_the_end_of_the_report(cast: Callable[..., Cast], book: Codebook) -> None:
    people = cast("Gunmen attacked a school. Related news: Gunmen abducted a nurse.")
    assert len(find_mentions(people.parsed, book.triggers, people.classes)) == 2
    assert len(find_mentions(people.parsed, book.triggers, people.classes, until=6)) == 1


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Jets dropped barrel bombs on the town.", "barrel bombs"),
        ("A car bomb exploded.", "car bomb"),
        ("Artillery hit the town.", "Artillery"),
        ("Police used tear gas.", "tear gas"),
    ],
)
def test_means_by_their_longest_words(
    text: str, means: str, parsed: Callable[[str], Parsed], book: Codebook
) -> None:
    read = parsed(text)
    found = find_means(read.doc, read, book.triggers)
    assert means in [m.span.text for m in found]
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)


@pytest.mark.parametrize(
    ("text", "weapons", "acts"),
    [
        ("Fighter jets bombed the village.", ["Fighter jets"], ["bombed"]),
        ("The army shelled the town with mortars.", ["mortars"], ["shelled"]),
        ("Rockets fired from a hill hit the town.", ["Rockets"], []),
        ("Three people were killed in air strikes.", ["air strikes"], []),
        ("Militants threw grenades and fled on motorcycles.", ["grenades"], []),
        ("The bombs hit a market.", ["bombs"], []),
    ],
)
def test_a_verb_is_not_a_weapon(
    text: str,
    weapons: list[str],
    acts: list[str],
    parsed: Callable[[str], Parsed],
    book: Codebook,
) -> None:
    read = parsed(text)
    found = find_means(read.doc, read, book.triggers)
    assert [m.span.text for m in found if m.weapon] == weapons
    assert [m.span.text for m in found if not m.weapon] == acts


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A strike by 3,000 workers shut the copper mine on Monday.", ["PEACEFUL_PROTEST"]),
        ("Detainees began a hunger strike on Monday.", ["PEACEFUL_PROTEST"]),
        ("Teachers went on strike on Tuesday over unpaid wages.", ["PEACEFUL_PROTEST"]),
        ("Bus drivers staged a 48-hour strike in the capital.", ["PEACEFUL_PROTEST"]),
        (
            "A union called a strike on Monday. The strike shut the port.",
            ["PEACEFUL_PROTEST", "PEACEFUL_PROTEST"],
        ),
        ("A strike by the air force hit a convoy.", ["AIR_STRIKE", "ATTACK"]),
        (
            "The army launched a strike on a rebel camp. The strike lasted an hour.",
            ["AIR_STRIKE", "AIR_STRIKE"],
        ),
    ],
)
def test_a_labour_strike_is_no_air_strike(text: str, types: list[str], told: Reader) -> None:
    assert [row[0] for row in told(text)] == types
