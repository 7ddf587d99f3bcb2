"""Accounts grouped into incidents: subject to people's decisions, and without chains."""

from __future__ import annotations

from itertools import combinations
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import clusters
from onrecord.linking.clusters import cluster
from onrecord.schema import Link

NAMES = "abcdefgh"
PAIRS = list(combinations(NAMES, 2))
WEIGHTS = st.dictionaries(
    st.sampled_from(PAIRS),
    st.floats(-11, 11).filter(lambda weight: abs(weight) > 0.01),
    max_size=20,
)
DECIDED = st.lists(st.sampled_from(PAIRS), max_size=3, unique=True)


def links(weights: dict[tuple[str, str], float]) -> list[Link]:
    return [Link(a=a, b=b, weight=weight, probability=0.5) for (a, b), weight in weights.items()]


def grouped(
    weights: dict[tuple[str, str], float], names: str = NAMES, **decided: list[tuple[str, str]]
) -> list[str]:
    return ["".join(group) for group in cluster(links(weights), list(names), **decided)]


def test_who_has_no_link_is_alone() -> None:
    assert grouped({("a", "c"): 3.0}, "abcd") == ["ac", "b", "d"]


def test_one_strong_link_makes_no_chain() -> None:
    weights = {
        ("a", "b"): 6.0,
        ("c", "d"): 6.0,
        ("b", "c"): 5.0,
        ("a", "c"): -6.0,
        ("a", "d"): -6.0,
        ("b", "d"): -6.0,
    }
    assert grouped(weights, "abcd") == ["ab", "cd"]


def test_a_pair_of_which_nothing_is_known_speaks_against() -> None:
    chain = dict.fromkeys(zip("abcdef", "bcdefg", strict=True), 4.0)
    assert all(len(group) < 4 for group in grouped(chain, "abcdefg"))


def test_no_single_pair_outvotes_the_others() -> None:
    weights = {("a", "b"): 8.0, ("a", "c"): 90.0, ("b", "c"): -13.0}
    assert grouped(weights, "abc") == ["ac", "b"]


def test_decisions_hold_against_the_evidence() -> None:
    assert grouped({("a", "b"): -12.0}, "abc", must=[("a", "b"), ("b", "c")]) == ["abc"]
    assert grouped({("a", "b"): 12.0}, "ab", cannot=[("b", "a")]) == ["a", "b"]


def test_what_is_kept_apart_is_not_joined_by_a_third() -> None:
    weights = {("a", "b"): 9.0, ("b", "c"): 8.0, ("a", "c"): 7.0}
    assert grouped(weights, "abc", cannot=[("a", "c")]) == ["ab", "c"]


def test_large_components_are_cut_where_they_are_weakest() -> None:
    weights = dict.fromkeys([*combinations("abcd", 2), *combinations("efgh", 2)], 6.0) | {
        ("d", "e"): 0.5
    }
    with patch.object(clusters, "LARGEST", 5):
        assert grouped(weights) == ["abcd", "efgh"]


@given(WEIGHTS, DECIDED, DECIDED)
def test_every_account_is_in_one_group_and_decisions_hold(
    weights: dict[tuple[str, str], float],
    must: list[tuple[str, str]],
    cannot: list[tuple[str, str]],
) -> None:
    found = grouped(weights, must=must, cannot=cannot)
    assert sorted("".join(found)) == sorted(NAMES)
    assert found == sorted(found)
    home = {name: group for group in found for name in group}
    held = {name: set(group) for name, group in ((n, g) for g in grouped({}, must=must) for n in g)}
    for a, b in must:
        assert home[a] == home[b]
    for a, b in cannot:
        assert b in held[a] or home[a] != home[b]


@given(WEIGHTS, DECIDED, st.permutations(NAMES), st.floats(0, 0.001))
def test_the_order_does_not_matter(
    weights: dict[tuple[str, str], float],
    cannot: list[tuple[str, str]],
    order: list[str],
    shift: float,
) -> None:
    # no two are equal
    apart = {
        pair: weight + 1e-3 * 2**-i + shift
        for i, (pair, weight) in enumerate(sorted(weights.items()))
    }
    first = {frozenset(group) for group in grouped(apart, cannot=cannot)}
    turned = dict(sorted(apart.items(), reverse=True))
    assert {frozenset(group) for group in grouped(turned, "".join(order), cannot=cannot)} == first


@given(WEIGHTS)
def test_each_group_agrees_on_average(weights: dict[tuple[str, str], float]) -> None:
    for group in grouped(weights):
        pairs = list(combinations(group, 2))
        assert not pairs or sum(weights.get(pair, -6.0) for pair in pairs) > 0
