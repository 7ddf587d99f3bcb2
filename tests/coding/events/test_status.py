"""What is reported as fact, as ongoing, planned, attempted, threatened or denied; and what is not
an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.mentions import find_mentions
from onrecord.coding.events.status import judge
from onrecord.coding.records import Mention

Judge = Callable[[str], list[Mention]]


@pytest.fixture(scope="module")
def judged(cast: Callable[..., Cast], book: Codebook) -> Judge:
    def read(text: str) -> list[Mention]:
        people = cast(text)
        return [
            judge(m, people.parsed, book.modality)
            for m in find_mentions(people.parsed, book.triggers, people.classes)
        ]

    return read


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("occurred", "Rebels attacked the town."),
        ("occurred", "The town was attacked by rebels."),
        ("occurred", "The mayor condemned the attack on the school."),
        ("occurred", "Rebels have attacked the town."),
        ("ongoing", "Clashes are continuing."),
        ("ongoing", "Police are searching the village."),
        ("ongoing", "Rebels are besieging the town."),
        ("planned", "Rebels will attack the town."),
        ("planned", "Rebels were planning to attack the town."),
        ("planned", "Militants were planning to carry out attacks on markets."),
        ("attempted", "Militants tried to kill the mayor."),
        ("attempted", "Rebels failed to capture the village."),
        ("attempted", "The mayor survived an attempted assassination."),
        ("threatened", "Rebels threatened to attack the town."),
        ("threatened", "Rebels threatened an attack on the town."),
        ("denied", "The army denied that it had shelled the town."),
        ("denied", "The army denied shelling the town."),  # formerly reported as fact
    ],
)
def test_status(status: str, text: str, judged: Judge) -> None:
    (mention,) = judged(text)
    assert (mention.status, mention.real) == (status, True), mention.rule


@pytest.mark.parametrize(
    "text",
    [
        "Rebels did not attack the town.",
        "Rebels never attacked the town.",
        "No attack took place.",
        "If rebels attack the town, troops will respond.",
        "Did rebels attack the town?",
        "Rebels could attack the town.",
        "Rebels may have attacked the town.",
        "Rebels hoped to attack the town.",  # "hoped" was lemmatised as "hop"
        "Residents fear an attack on the town.",
        "The mayor called for protests.",
        "The mayor urged rebels to stop attacks.",  # formerly an attempted attack
        "A possible attack worried the mayor.",
        "There was a risk of attacks.",
    ],
)
def test_no_candidate(text: str, judged: Judge) -> None:
    assert [m.rule for m in judged(text) if m.real] == []


def test_only_what_stands_under_the_cue(judged: Judge) -> None:
    enter, kill = judged("Troops entered the town without killing anybody.")
    assert enter.real and not kill.real


def test_a_charge_tells_what_was_done_to_somebody_named(judged: Judge) -> None:
    assert [
        m.real
        for m in judged("Police arrested a man on suspicion of murdering Robert Lind in London.")
    ] == [True, True]
    assert [m.real for m in judged("Police arrested a man on suspicion of murder in London.")] == [
        True,
        False,
    ]


def test_the_cue_is_named(judged: Judge) -> None:
    (mention,) = judged("Rebels threatened to attack the town.")
    assert mention.rule == "attack: attack; under threaten"
