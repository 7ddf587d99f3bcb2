"""The table of rules that choose a type: its rows, their order, and what is wrong in a user's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.codebook import Codebook
from onrecord.codebook.event_type import TypeRule, When
from onrecord.errors import OnrecordError

Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refused(path: Path) -> str:
    with pytest.raises(OnrecordError) as error:
        Codebook.load(path)
    assert error.value.code == "E301"
    return error.value.message


def test_every_row_says_something_of_its_own(book: Codebook) -> None:
    said = [rule.says for rule in book.event_type.ordered.values()]
    assert len(said) == len(set(said)) == len(book.event_type.rules)


def test_the_last_row_takes_whatever_fired(book: Codebook) -> None:
    last = list(book.event_type.ordered.values())[-1]
    assert (last.when, last.unless, last.choose) == (When(), (), "strongest")


def test_only_conditions_that_are_given_are_asked() -> None:
    assert When().given == ()
    assert When(strength=(2,), hurt=False).given == (("strength", (2,)), ("hurt", False))


def test_a_rule_of_ones_own_stands_before_the_one_it_names(written: Written) -> None:
    path = written(
        "event_type:\n  rules:\n    mine:\n      says: mine\n      before: beyond_doubt\n"
        "      when: {strength: [3], struck: [civilians]}\n      type: ATTACK\n"
    )
    said = [rule.says for rule in Codebook.load(path).event_type.ordered.values()]
    assert said.index("mine") + 1 == said.index("named beyond doubt")


def test_a_rule_that_is_taken_away(written: Written) -> None:
    path = written("event_type:\n  rules:\n    both_sides_armed: null\n")
    assert "both sides armed" not in [
        r.says for r in Codebook.load(path).event_type.ordered.values()
    ]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("{says: mine}", "give either type or choose"),
        ("{says: mine, type: ATTACK, choose: strongest}", "give either type or choose"),
        ("{says: mine, choose: best}", "Input should be"),
        ("{says: mine, type: ATTACK, before: nobody}", "not there: nobody"),
        ("{says: named beyond doubt, type: ATTACK}", "says what another rule says"),
        ("{says: mine, type: ATTAK}", "no such type: ATTAK"),
        ("{says: mine, type: ATTACK, when: {frames: [violens]}}", "no such type: violens"),
        ("{says: mine, type: ATTACK, unless: [{first: [violens]}]}", "no such type: violens"),
        ("{says: mine, type: ATTACK, when: {frame: [ATTACK]}}", "not permitted"),
    ],
)
def test_a_rule_that_does_not_fit(written: Written, rule: str, problem: str) -> None:
    message = refused(written(f"event_type:\n  rules:\n    mine: {rule}\n"))
    assert problem in message
    assert "event_type" in message


def test_a_family_that_there_is_not(written: Written) -> None:
    message = refused(written("types:\n  ATTACK:\n    family: violens\n"))
    assert "line 3, key types.ATTACK.family" in message


def test_a_trigger_of_a_type_that_there_is_not(written: Written) -> None:
    frame = "{name: rustle, type: CATTLE_RIAD, strength: 2, verbs: [rustle]}"
    message = refused(written(f"triggers:\n  frames:\n    - {frame}\n"))
    assert "line 3, key triggers.frames.0.type: no such type: CATTLE_RIAD" in message


def test_means_and_companions_of_a_type_that_there_is_not(written: Written) -> None:
    assert "no such type: DRONES" in refused(written("triggers: {means: {DRONES: [drone]}}"))
    assert "no such type: RAIDS" in refused(written("types: {ATTACK: {goes_with: [RAIDS]}}"))


def test_a_type_taken_away_takes_its_words_along(written: Written) -> None:
    book = Codebook.load(written("types: {GRENADE: null}"))
    assert not any(f.type == "GRENADE" for f in book.triggers.frames)
    assert "GRENADE" not in book.triggers.means
    assert book.triggers.means_phrases.ending(["hand", "grenade"]) == (2, "")


def test_one_word_of_two_types_goes_to_the_lower_priority(written: Written) -> None:
    def first(priority: int) -> str:
        book = Codebook.load(
            written(
                f"types:\n  DRONE_STRIKE:\n    priority: {priority}\n    definition: A drone.\n"
                "    acled: [Battles, Armed clash, Political violence]\n"
                "triggers:\n  frames:\n    - {name: drones, type: DRONE_STRIKE, strength: 3,"
                " nouns: [drone strike]}\n  means: {DRONE_STRIKE: [drone]}\n"
            )
        )
        named = book.triggers.means_phrases.ending(["drone"])
        found = next(f.type for words, f in book.triggers.nouns["strike"] if "drone" in words)
        assert named == (1, found)
        return found

    assert (first(5), first(10), first(15)) == ("DRONE_STRIKE", "AIR_STRIKE", "AIR_STRIKE")


def test_a_rule_reads_as_it_is_written() -> None:
    rule = TypeRule.model_validate(
        {"says": "x", "when": {"frames": ["violence"]}, "choose": "strongest", "but": ["ATTACK"]}
    )
    assert list(rule.named()) == ["violence", "ATTACK"]
