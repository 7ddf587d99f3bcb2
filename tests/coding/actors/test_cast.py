"""Noun phrases to actors: words, kinds, what pronouns stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.coding.actors.cast import Cast, tokens_of
from onrecord.schema import Actor, Span

Casting = Callable[..., Cast]


def actor(people: Cast, word: str) -> Actor | None:
    """The actor whose phrase the last ``word`` of the text heads."""
    return people.actor([t.i for t in people.doc if t.text == word][-1])


@pytest.mark.parametrize(
    ("text", "head", "name"),
    [
        ("At least 15 soldiers fell.", "soldiers", "soldiers"),
        ("Two young nurses fell.", "nurses", "young nurses"),
        ("The mayor of the town fell.", "mayor", "The mayor of the town"),
        ("Members of the Dawn Brigade fell.", "Members", "Members of the Dawn Brigade"),
        ("The army’s engineers fell.", "engineers", "The army’s engineers"),
    ],
)
def test_the_words_without_the_number(text: str, head: str, name: str, cast: Casting) -> None:
    found = actor(cast(text), head)
    assert found is not None and found.name == name
    assert [text[s.start : s.end] for s in found.spans] == [name]


@pytest.mark.parametrize("name", ["The activist Robert Lind", "A reporter, Robert Lind"])
def test_a_person_described_keeps_the_name(name: str, cast: Casting) -> None:
    found = actor(cast(f"{name}, was killed."), name.replace(",", "").split()[1])
    assert found is not None and (found.name, found.kind) == (name, "civilians")


@pytest.mark.parametrize(
    ("text", "head", "kind"),
    [
        ("The soldiers left.", "soldiers", "state_forces"),
        ("The rebels left.", "rebels", "rebel_group"),
        ("The police left.", "police", "state_forces"),
        ("ISIS left.", "ISIS", "rebel_group"),
        ("The protesters left.", "protesters", "protesters"),
        ("The villagers left.", "villagers", "civilians"),
    ],
)
def test_kind(text: str, head: str, kind: str, cast: Casting) -> None:
    found = actor(cast(text), head)
    assert found is not None and found.kind == kind


def test_a_known_group_has_its_name_whatever_it_is_called(cast: Casting) -> None:
    names = {
        found.actor
        for text, head in (("ISIS left.", "ISIS"), ("ISIL left.", "ISIL"), ("Daesh left.", "Daesh"))
        if (found := actor(cast(text), head))
    }
    assert len(names) == 1 and None not in names


def test_they_are_the_last_people_who_did_something(cast: Casting) -> None:
    found = actor(cast("Rebels entered the village. They killed two men."), "They")
    assert found is not None and found.name == "Rebels"


def test_a_pronoun_of_nobody_is_no_actor(cast: Casting) -> None:
    assert actor(cast("They killed two men."), "They") is None


def test_modifiers_of_an_event_noun(cast: Casting) -> None:
    people = cast("Army airstrikes hit a market.")
    assert [a.name for a in people.modifiers(people.doc[1])] == ["Army"]
    people = cast("Russian airstrikes hit a market.")
    assert [(a.name, a.country) for a in people.modifiers(people.doc[1])] == [("Russian", "RUS")]


def test_class_of_the_harmed(cast: Casting) -> None:
    people = cast("Civilians and soldiers and people fell.")
    assert [people.harm_class(i) for i in (0, 2, 4)] == ["civilian", "combatant", "unknown"]


def test_tokens_that_spans_touch(cast: Casting) -> None:
    people = cast("Rain fell in Gao.")
    assert tokens_of(people.doc, [Span.of("Rain fell in Gao.", 6, 16)]) == {1, 2, 3}
    assert tokens_of(people.doc, []) == frozenset()
