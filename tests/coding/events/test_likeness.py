"""Which sentences of a report describe the same event again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.candidates import GAO, MOPTI, candidate

from onrecord.codebook import Codebook
from onrecord.codebook.joining import Joining
from onrecord.coding.events.likeness import intervals_meet, likeness, named_alike, signs
from onrecord.schema import Actor, CodedReport

BOUND = st.one_of(st.none(), st.integers(0, 500))
INTERVAL = st.tuples(BOUND, BOUND)


@pytest.fixture(scope="module")
def weights() -> Joining:
    return Codebook.load().joining


@given(INTERVAL, INTERVAL)
def test_intervals_meet_both_ways(
    a: tuple[int | None, int | None], b: tuple[int | None, int | None]
) -> None:
    assert intervals_meet(a, b) == intervals_meet(b, a)


@given(st.integers(0, 500), INTERVAL)
def test_an_interval_meets_what_lies_in_it(n: int, b: tuple[int | None, int | None]) -> None:
    inside = (b[0] is None or b[0] <= n) and (b[1] is None or n <= b[1])
    assert intervals_meet((n, n), b) == inside


def test_what_contradicts_is_never_one(weights: Joining) -> None:
    apart, why = likeness(candidate(place=GAO), candidate(trigger=1, place=MOPTI), weights)
    assert apart < 0 and why == ["places differ"]
    threatened = replace(candidate(trigger=1), status="threatened")
    assert likeness(candidate(), threatened, weights)[0] < 0


def test_evidence_adds_up(weights: Joining) -> None:
    base = likeness(candidate(killed=4), candidate(trigger=1, killed=9), weights)[0]
    same_number = likeness(candidate(killed=9), candidate(trigger=1, killed=9), weights)[0]
    pointing_back = likeness(
        candidate(killed=9), candidate(trigger=1, killed=9, definite=True), weights
    )[0]
    assert base < same_number < pointing_back


def test_another_one_is_another(weights: Joining) -> None:
    one, two = candidate(place=GAO), candidate(trigger=1, place=GAO)
    before = likeness(one, two, weights)[0]
    assert likeness(one, replace(two, another=True), weights)[0] < before


def test_every_sign_has_a_weight(weights: Joining) -> None:
    one, two = candidate(killed=9, place=GAO), candidate(trigger=1, killed=4, place=GAO)
    assert signs(one, two).keys() <= weights.weights.keys()
    assert signs(one, two)["numbers of two places differ"] == 1


def test_the_farther_on_the_less_likely(weights: Joining) -> None:
    near, far = (likeness(candidate(), candidate(trigger=n), weights)[0] for n in (4, 9))
    assert far < near


def test_names_alike() -> None:
    assert named_alike([Actor(name="Ada Lind")], [Actor(name="Lind")])
    brigade, short = (
        Actor(name="the Dawn Brigade", actor="Dawn Brigade (Mali)"),
        Actor(name="DB", actor="Dawn Brigade (Mali)"),
    )
    assert not named_alike([brigade], [short])


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed seven villagers on Saturday. The villagers were killed in Gao, residents said.",
        "Police arrested a reporter in Gao on Saturday. He was detained at his home.",
    ],
)
def test_a_retelling_joins(text: str, code: Callable[..., CodedReport]) -> None:
    assert len(code(text).events) == 1
