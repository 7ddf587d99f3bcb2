"""How distinctive words are, and how they are packed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.rarity import LEAST, bits, pack, unpack, weights

words = st.lists(st.text("abcdefghij", min_size=4, max_size=12))


def test_common_words_tell_nothing_and_unknown_ones_most() -> None:
    assert bits("the") < bits("police") < LEAST <= bits("kidnappers") < bits("quizzlewick")


def test_two_rare_words_tell_more_than_one() -> None:
    assert bits("ada_lindqvist") == bits("lindqvist") + 2
    assert bits("is_with") == LEAST
    assert bits("the_lindqvist") == bits("lindqvist")


@given(words)
def test_packed_words_are_sorted_once_each_and_order_says_nothing(some: list[str]) -> None:
    packed = pack(some)
    numbers = unpack(packed).tolist()
    assert numbers == sorted(set(numbers)) and pack([*reversed(some), *some]) == packed
    assert all(weight >= LEAST for weight in weights(unpack(packed)).tolist())


@given(words, words)
def test_texts_share_what_their_words_share(one: list[str], other: list[str]) -> None:
    both = set(unpack(pack(one)).tolist()) & set(unpack(pack(other)).tolist())
    assert both >= set(unpack(pack(set(one) & set(other))).tolist())


def test_the_rarest_are_kept() -> None:
    assert pack(["kidnappers", "quizzlewick"], 1) == pack(["quizzlewick"])
    assert pack(["the", "police"]) == b""
