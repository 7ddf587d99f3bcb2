"""Which accounts are compared at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.blocking import LONGEST, NEXT, WHOLE, candidates, keys, moment
from onrecord.linking.rarity import pack
from onrecord.linking.traits import Traits

DAY = date(2024, 6, 1).toordinal()
GAO = Traits(
    id="r1e1",
    report="r1",
    copy="r1",
    type="ATTACK",
    family="Violence against civilians",
    start=DAY,
    end=DAY,
    published=DAY + 1,
    latitude=16.27,
    longitude=-0.04,
    radius=5.0,
    precision="exact",
    country="MLI",
    admin1="Gao",
    actors=("Lantern Front",),
    tolls=(("killed", 12, 12),),
)
drawn = st.builds(
    Traits,
    id=st.just(""),
    report=st.just(""),
    copy=st.just(""),
    family=st.sampled_from(["Battles", "Riots"]),
    start=st.one_of(st.none(), st.integers(DAY, DAY + 20)),
    published=st.one_of(st.none(), st.integers(DAY, DAY + 60)),
    latitude=st.floats(10, 12),
    longitude=st.floats(1, 3),
    radius=st.floats(0, 30),
    precision=st.sampled_from(["exact", "admin1", "none"]),
    country=st.sampled_from([None, "MLI", "NER"]),
    actors=st.sampled_from([(), ("Lantern Front",)]),
    story=st.lists(st.sampled_from(["zinderite", "kauranova", "ouallamix"]), max_size=2).map(pack),
)


def named(accounts: list[Traits]) -> list[Traits]:
    return [
        replace(one, id=f"r{n}e1", report=f"r{n}", copy=f"r{n}") for n, one in enumerate(accounts)
    ]


def found(accounts: list[Traits]) -> list[tuple[int, int]]:
    left, right = candidates(accounts)
    return list(zip(left.tolist(), right.tolist(), strict=True))


@given(st.lists(drawn, max_size=12))
def test_few_accounts_are_candidates_exactly_where_they_share_a_key(accounts: list[Traits]) -> None:
    accounts = named(accounts)
    shared = [
        (a, b)
        for a, b in combinations(range(len(accounts)), 2)
        if set(keys(accounts[a])) & set(keys(accounts[b]))
    ]
    assert found(accounts) == shared


def test_events_of_one_report_are_not_compared() -> None:
    assert found([GAO, replace(GAO, id="r1e2")]) == []
    assert found([GAO, replace(GAO, id="r2e1", report="r2")]) == [(0, 1)]


def test_a_day_off_is_still_met_and_a_month_off_is_not() -> None:
    def meets(**fields: object) -> bool:
        return bool(set(keys(GAO)) & set(keys(replace(GAO, published=None, **fields))))  # type: ignore[arg-type]

    assert meets(start=DAY + 1, end=DAY + 1) and meets(start=DAY - 1, end=DAY - 1)
    assert not meets(start=DAY + 30, end=DAY + 30)
    assert meets(start=DAY + 1, end=DAY + 1, latitude=None, longitude=None, precision="admin1")
    assert not meets(
        start=DAY,
        end=DAY,
        latitude=48.0,
        longitude=2.0,
        country="FRA",
        admin1="Paris",
        actors=(),
        tolls=(),
    )


def test_a_long_stretch_counts_by_its_publication() -> None:
    year = replace(GAO, start=DAY - 300, end=DAY - 300 + LONGEST + 1)
    assert set(keys(year)) & set(keys(GAO))
    assert not any("|" in key for key in keys(replace(year, published=None)))


def test_rare_words_need_no_day() -> None:
    one = Traits(id="r1", report="r1", copy="r1", story=pack(["quizzlewick", "the"]))
    other = replace(one, id="r2", report="r2", story=pack(["quizzlewick", "brackenfold"]))
    assert found([one, other]) == [(0, 1)]
    assert keys(replace(one, story=pack(["the", "police"]))) == ()


def test_a_large_block_is_read_in_order_of_time() -> None:
    crowd = [
        Traits(
            id=f"r{n}",
            report=f"r{n}",
            copy=f"r{n}",
            start=DAY + 100 * n,
            end=DAY + 100 * n,
            story=pack(["quizzlewick"]),
        )
        for n in range(3 * WHOLE)
    ]
    pairs = found(crowd)
    assert max(b - a for a, b in pairs) == NEXT
    assert len(pairs) == sum(min(NEXT, len(crowd) - 1 - n) for n in range(len(crowd)))
    assert sorted(crowd, key=moment) == crowd
