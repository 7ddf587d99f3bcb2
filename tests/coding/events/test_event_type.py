"""Which type an event is: frames by strength, then means, then sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import pytest

from onrecord.codebook import Codebook
from onrecord.codebook.event_type import Choice, When
from onrecord.codebook.triggers import Frame
from onrecord.coding.events.compatible import compatible
from onrecord.coding.events.event_type import CHOICES, CONDITIONS, decide
from onrecord.coding.records import Means, Mention, Typing
from onrecord.schema import Span


@pytest.fixture(scope="module")
def frame(book: Codebook) -> dict[str, Frame]:
    return {f.name: f for f in book.triggers.frames}


def decided(
    frames: Iterable[Frame],
    means: Iterable[str],
    acting: Iterable[str],
    struck: Iterable[str],
    book: Codebook,
) -> Typing:
    return decide(
        [Mention(n, (n,), frame, nominal=False) for n, frame in enumerate(frames)],
        [Means(n, Span.of("it", 0, 2), kind) for n, kind in enumerate(means)],
        acting,
        struck,
        book,
    )


CASES = [
    # frames, means, who acts, who is acted upon, type
    ("attack", "", "", "", "ATTACK"),
    ("kill", "", "armed", "civilians", "ATTACK"),
    ("kill", "", "state_forces", "rebel_group armed", "ARMED_CLASH"),
    ("attack", "", "rebel_group", "state_forces armed", "ARMED_CLASH"),
    ("attack kill", "", "rebel_group", "state_forces civilians", "ATTACK"),
    ("clash", "", "", "", "ARMED_CLASH"),
    ("clash kill", "SHELLING", "", "", "ARMED_CLASH"),
    ("attack", "AIR_STRIKE", "", "", "AIR_STRIKE"),
    ("kill", "SHELLING", "", "civilians", "SHELLING"),
    ("kill", "SHELLING AIR_STRIKE", "", "civilians", "SHELLING"),  # the means named first decides
    ("air-strike kill", "", "external_forces", "civilians", "AIR_STRIKE"),
    ("explode kill", "REMOTE_EXPLOSIVE", "", "civilians", "REMOTE_EXPLOSIVE"),
    ("explode kill", "SUICIDE_BOMB", "", "civilians", "SUICIDE_BOMB"),
    ("attack", "CHEMICAL_WEAPON", "", "civilians", "CHEMICAL_WEAPON"),
    ("attack", "GRENADE", "", "civilians", "GRENADE"),
    ("arrest", "", "state_forces", "civilians", "ARREST"),
    ("raid arrest kill", "", "state_forces", "armed rebel_group", "ARMED_CLASH"),
    ("abduct", "", "rebel_group", "civilians", "ABDUCTION"),
    ("rape", "", "state_forces", "civilians", "SEXUAL_VIOLENCE"),
    ("take-territory", "", "state_forces", "territory", "GOV_REGAINS_TERRITORY"),
    ("take-territory clash", "", "rebel_group", "territory", "NON_STATE_OVERTAKES_TERRITORY"),
    ("retake", "", "external_forces", "territory", "GOV_REGAINS_TERRITORY"),
    ("find-weapons", "", "state_forces", "weapon", "DISRUPTED_WEAPONS_USE"),
    ("protest", "", "protesters", "", "PEACEFUL_PROTEST"),
    ("riot", "", "rioters", "", "VIOLENT_DEMONSTRATION"),
    ("protest disperse", "", "state_forces", "protesters", "PROTEST_WITH_INTERVENTION"),
    ("protest arrest", "", "state_forces", "protesters", "PROTEST_WITH_INTERVENTION"),
    ("protest kill", "", "state_forces", "protesters", "EXCESSIVE_FORCE_AGAINST_PROTESTERS"),
    ("shoot-protesters", "", "state_forces", "protesters", "EXCESSIVE_FORCE_AGAINST_PROTESTERS"),
    ("truce", "", "", "", "AGREEMENT"),
    ("search", "", "state_forces", "", "OTHER"),
    ("besiege", "", "rebel_group", "territory", "OTHER"),
    ("displace", "", "", "civilians", "OTHER"),
]


@pytest.mark.parametrize(("frames", "means", "acting", "struck", "type_"), CASES)
def test_type(
    frames: str,
    means: str,
    acting: str,
    struck: str,
    type_: str,
    frame: dict[str, Frame],
    book: Codebook,
) -> None:
    typing = decided(
        [frame[name] for name in frames.split()],
        means.split(),
        acting.split(),
        struck.split(),
        book,
    )
    assert typing.type == type_, typing
    assert typing.rule


def test_what_lost_is_kept_with_what_spoke_for_it(frame: dict[str, Frame], book: Codebook) -> None:
    typing = decided(
        [frame["air-strike"], frame["kill"]], [], ["external_forces"], ["civilians"], book
    )
    assert ("ATTACK", "kill (strength 1)") in typing.lost or any(
        t == "ATTACK" for t, _ in typing.lost
    )
    assert all(t != typing.type for t, _ in typing.lost)


def test_nothing_fired(book: Codebook) -> None:
    assert decided([], [], [], [], book).type == "OTHER"


def test_every_frame_of_the_codebook_decides_a_type_of_it(book: Codebook) -> None:
    known = set(book.types.root)
    for one in book.triggers.frames:
        assert one.type in known, one.name
        assert decided([one], [], [], [], book).type in known, one.name


@pytest.mark.parametrize(
    ("acting", "type_"),
    [
        ({"state_forces"}, "GOV_REGAINS_TERRITORY"),
        ({"external_forces", "rebel_group"}, "GOV_REGAINS_TERRITORY"),
        ({"rebel_group"}, "NON_STATE_OVERTAKES_TERRITORY"),
        ({"political_militia"}, "NON_STATE_OVERTAKES_TERRITORY"),
        (set(), "NON_STATE_OVERTAKES_TERRITORY"),
    ],
)
def test_the_territory_code_follows_who_takes_the_place(
    acting: set[str], type_: str, frame: dict[str, Frame], book: Codebook
) -> None:
    assert decided([frame["take-territory"]], [], acting, [], book).type == type_


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        ("attack", "kill", True),
        ("air-strike", "kill", True),
        ("raid", "arrest", True),
        ("kill", "kill", True),
        ("protest", "disperse", True),
        ("take-territory", "kill", True),
        (
            "kill",
            "search",
            True,
        ),  # "killed five during a search operation in Gao" lost its place to an event of its own
        ("protest", "abduct", False),
        ("arrest", "truce", False),
        ("rape", "truce", False),
    ],
)
def test_triggers_of_one_candidate(
    one: str, two: str, together: bool, frame: dict[str, Frame], book: Codebook
) -> None:
    assert compatible(frame[one], frame[two], book.types) is together
    assert compatible(frame[two], frame[one], book.types) is together


def test_arms_that_decide_nothing_are_no_rival(frame: dict[str, Frame], book: Codebook) -> None:
    assert all(t for t, _ in decided([frame["attack"]], ["", "SHELLING"], [], [], book).lost)


def test_what_decided_is_named(frame: dict[str, Frame], book: Codebook) -> None:
    by_means = decided(
        [frame["attack"], frame["kill"]], ["", "AIR_STRIKE", "SHELLING"], [], ["civilians"], book
    )
    assert [w.kind for w in by_means.by if isinstance(w, Means)] == ["AIR_STRIKE"]
    by_trigger = decided([frame["kill"], frame["murder"]], [], [], [], book)
    assert [w.frame.name for w in by_trigger.by if isinstance(w, Mention)] == ["kill", "murder"]
    by_sides = decided([frame["kill"]], [], ["state_forces"], ["rebel_group"], book)
    assert (by_sides.type, by_sides.by) == ("ARMED_CLASH", ())


def test_every_condition_and_choice_of_the_table_is_known() -> None:
    assert set(CONDITIONS) == set(When.model_fields)
    assert set(CHOICES) == set(get_args(Choice))
