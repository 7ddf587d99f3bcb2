"""Who acts and who is acted upon, by the ways in which English says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.mentions import find_mentions

Roles = Callable[[str], list[tuple[str, list[str], list[str]]]]


@pytest.fixture(scope="module")
def roles(cast: Callable[..., Cast], book: Codebook) -> Roles:
    def read(text: str) -> list[tuple[str, list[str], list[str]]]:
        people = cast(text)
        doc = people.parsed.doc
        return [
            (
                doc[m.trigger].text,
                [doc[i].text for i in m.agents],
                [doc[i].text for i in m.patients],
            )
            for m in find_mentions(people.parsed, book.triggers, people.classes)
        ]

    return read


@pytest.mark.parametrize(
    ("text", "trigger", "agents", "patients"),
    [
        ("Rebels killed a nurse.", "killed", ["Rebels"], ["nurse"]),
        ("A nurse was killed by rebels.", "killed", ["rebels"], ["nurse"]),
        ("Dozens killed in strikes.", "killed", [], ["Dozens"]),
        ("Rebels opened fire on the convoy.", "opened", ["Rebels"], ["convoy"]),
        ("The convoy was ambushed by rebels, killing two.", "killing", ["rebels"], ["two"]),
        ("A nurse died.", "died", [], ["nurse"]),
        ("Clashes between police and rebels broke out.", "Clashes", ["police"], ["rebels"]),
        ("The murder of a nurse shocked the town.", "murder", [], ["nurse"]),
        ("The attack by rebels shocked the town.", "attack", ["rebels"], []),
        ("The rebels' attack on the town ended.", "attack", ["rebels"], ["town"]),
        ("An attack targeting a market was reported.", "attack", [], ["market"]),
        ("The attack hit a market.", "attack", [], ["market"]),
        ("Rebels launched an attack on the town.", "attack", ["Rebels"], ["town"]),
        ("The rebels claimed responsibility for the bombing.", "bombing", ["rebels"], []),
        ("The rebels carried out a series of bombings.", "bombings", ["rebels"], []),
        ("An attack carried out by rebels was reported.", "attack", ["rebels"], []),
    ],
)
def test_roles(
    text: str, trigger: str, agents: list[str], patients: list[str], roles: Roles
) -> None:
    assert (trigger, agents, patients) in roles(text)


@pytest.mark.parametrize(
    "text",
    [
        "Residents saw an attack helicopter.",
        "Some soldiers from Operation Silent Attack arrived there after midnight with heavy equipment.",
    ],
)
def test_a_name_or_a_kind_of_thing_is_no_event(text: str, roles: Roles) -> None:
    assert not [trigger for trigger, _, _ in roles(text) if trigger.lower() == "attack"]
