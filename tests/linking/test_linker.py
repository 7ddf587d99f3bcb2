"""Accounts to incidents in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import blocking, candidates, keys, link
from onrecord.linking.model import shipped
from onrecord.linking.rarity import pack
from onrecord.linking.traits import Traits

DAY = date(2024, 6, 1).toordinal()
TOWNS = {
    "Tinzawa": (16.31, -0.02, "Gao"),
    "Orbel": (16.9, 1.4, "Kidal"),
    "Kessou": (14.2, -3.9, "Mopti"),
    "Dunmar": (12.6, -7.1, "Kayes"),
}


def told(number: int, town: str, day: int, killed: int | None, words: Iterable[str] = ()) -> Traits:
    """An account as a report gives it."""
    latitude, longitude, region = TOWNS[town]
    words = [town.casefold(), *words]
    return Traits(
        id=f"r{number}e1",
        report=f"r{number}",
        copy=f"r{number}",
        type="ATTACK",
        family="Violence against civilians",
        start=DAY + day,
        end=DAY + day,
        published=DAY + day + 1,
        latitude=latitude,
        longitude=longitude,
        radius=5.0,
        precision="exact",
        country="MLI",
        admin1=region,
        actors=("Dawn Brigade (Mali)",),
        tolls=(("killed", killed, killed),) if killed is not None else (),
        words=pack(words),
        story=pack([*words, "granary", "motorcycles"]),
    )


SAME = [
    told(1, "Tinzawa", 0, 12, ["kellim"]),
    told(2, "Tinzawa", 0, 15, ["kellim", "weir"]),
    told(3, "Tinzawa", 1, 12, ["kellim"]),
]
REST = [told(4, "Orbel", 80, 3, ["lorry"]), told(5, "Dunmar", -400, None, ["cattle"])]


def named(traits: Sequence[Traits], **decided: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    return list(link(traits, **decided).clusters)


def test_accounts_that_agree_are_one_incident() -> None:
    assert named([*SAME, *REST]) == [("r1e1", "r2e1", "r3e1"), ("r4e1",), ("r5e1",)]


def test_links_say_why() -> None:
    found = link([*SAME, *REST]).links
    assert {(one.a, one.b) for one in found} == {
        ("r1e1", "r2e1"),
        ("r1e1", "r3e1"),
        ("r2e1", "r3e1"),
    }
    for one in found:
        assert one.probability > shipped().threshold
        assert one.weight == pytest.approx(
            shipped().prior + sum(e.weight for e in one.evidence), abs=0.02
        )
        assert {"when", "where", "type", "killed"} <= {e.field for e in one.evidence}


def test_events_of_one_report_are_not_linked() -> None:
    two = replace(SAME[0], id="r1e2")
    assert named([SAME[0], two]) == [("r1e1",), ("r1e2",)]


def test_decisions_hold() -> None:
    everyone = [*SAME, *REST]
    assert named(everyone, cannot=[("r1e1", "r2e1")])[0] in (("r1e1", "r3e1"), ("r1e1",))
    assert ("r4e1", "r5e1") in named(everyone, must=[("r4e1", "r5e1")])
    assert named(everyone, must=[("r9e1", "r1e1")]) == named(everyone)


def test_nothing_and_one() -> None:
    assert link([]).clusters == ()
    assert link([SAME[0]]).clusters == (("r1e1",),)
    assert [len(part) for part in candidates([])] == [0, 0]


WORLDS = st.lists(
    st.builds(
        told,
        st.just(0),
        st.sampled_from(sorted(TOWNS)),
        st.integers(0, 9),
        st.sampled_from([None, 2, 12, 15]),
        st.sets(st.sampled_from(["kellim", "weir", "ferry", "dyke"])).map(sorted),
    ),
    max_size=12,
).map(
    lambda world: [
        replace(one, id=f"r{i}e1", report=f"r{i}", copy=f"r{i}") for i, one in enumerate(world)
    ]
)
SIZES = st.sampled_from([(32, 16), (3, 1), (2, 2)])


def by_hand(traits: Sequence[Traits]) -> set[tuple[int, int]]:
    """The candidates, block by block."""
    blocks: dict[str, list[int]] = {}
    for i, one in enumerate(traits):
        for key in keys(one):
            blocks.setdefault(key, []).append(i)
    found = set()
    for block in blocks.values():
        block.sort(key=lambda i: (blocking.moment(traits[i]), i))
        reach = len(block) if len(block) <= blocking.WHOLE else blocking.NEXT
        found |= {
            tuple(sorted((a, b))) for n, a in enumerate(block) for b in block[n + 1 : n + 1 + reach]
        }
    return {(a, b) for a, b in found if traits[a].report != traits[b].report}


@given(WORLDS, SIZES)
def test_candidates_are_those_that_share_a_block(
    traits: list[Traits], sizes: tuple[int, int]
) -> None:
    with patch.multiple(blocking, WHOLE=sizes[0], NEXT=sizes[1]):
        left, right = candidates(traits)
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        assert pairs == sorted(by_hand(traits))


@given(WORLDS, SIZES, st.integers(0, 99))
def test_the_order_does_not_matter(traits: list[Traits], sizes: tuple[int, int], seed: int) -> None:
    turned = list(traits)
    Random(seed).shuffle(turned)
    with patch.multiple(blocking, WHOLE=sizes[0], NEXT=sizes[1]):
        # accounts that are alike in everything are in the order of adding
        if len({blocking.moment(one) for one in traits}) == len(traits):
            assert {frozenset(group) for group in named(turned)} == {
                frozenset(group) for group in named(traits)
            }


def test_pairs_grow_with_the_accounts_not_with_their_square() -> None:
    def count(size: int) -> int:
        crowd = [
            replace(
                told(i, "Tinzawa", i % 7, 1 + i % 5),
                words=pack([f"own{i}"]),
                story=pack([f"own{i}"]),
            )
            for i in range(size)
        ]
        return len(candidates(crowd)[0])

    assert count(400) < 2.5 * count(200)


def test_moments_order_by_day_first() -> None:
    days = [told(1, "Dunmar", 0, 1), told(2, "Orbel", 0, 1), told(3, "Dunmar", 1, 1)]
    found = [blocking.moment(one) for one in days]
    assert found == sorted(found)
    assert max(found) < 2**63
    assert np.array(found, np.int64).tolist() == found
