"""Links and incidents follow from the accounts that are in, not from how they were added: one by
one, many at once, or in another order."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onrecord.casebook import Casebook, tables
from onrecord.casebook.engine import reading
from onrecord.linking import blocking
from onrecord.schema import CodedReport

from .conftest import TOWNS, make

SOME = {
    "town": st.sampled_from(sorted(TOWNS)),
    "day": st.integers(1, 12),
    "killed": st.sampled_from([None, 2, 12, 15]),
    "teller": st.sampled_from(["the mayor", "the army", "residents", "a medical source"]),
    "words": st.sampled_from(
        [
            "",
            "Granaries burnt all night beside the weir.",
            "The ferryman Odbar Kellim saw riders on the dyke.",
        ]
    ),
}
WORLDS = st.lists(st.fixed_dictionaries(SOME), min_size=2, max_size=14)
FEW = settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def told(world: Sequence[dict[str, object]], *, own: int = 0) -> list[CodedReport]:
    """Reports of the accounts, each in its own outlet and with this many words of its own."""
    return [
        make(
            str(one["town"]),
            f"2024-06-{one['day']:02}",
            one["killed"],  # type: ignore[arg-type]
            by=str(one["teller"]),
            outlet=f"Outlet {number}",
            words=" ".join([str(one["words"]), *(f"rumour{number}x{n}" for n in range(own))]),
        )
        for number, one in enumerate(world)
    ]


def stored(book: Casebook) -> list[list[tuple[object, ...]]]:
    """What follows from the events."""
    with reading(book._engine) as connection:
        return [
            sorted(tuple(map(str, row)) for row in connection.execute(select(table)))
            for table in (tables.keys, tables.links, tables.members, tables.incidents)
        ]


def groups(book: Casebook) -> list[list[str]]:
    """The incidents, by the outlets of their accounts."""
    return sorted(
        sorted(a.source.outlet or "" for a in one.accounts)
        for one in book.incidents(evidence=False)
    )


@pytest.fixture
def new(blank: Path, tmp_path: Path) -> Path:
    return tmp_path / "book.db"


def opened(blank: Path, where: Path) -> Casebook:
    for old in where.parent.glob(f"{where.name}*"):
        old.unlink()
    return Casebook.open(shutil.copy(blank, where))


@FEW
@given(
    world=WORLDS,
    chunk=st.integers(1, 14),
    sizes=st.sampled_from([(32, 16), (3, 1), (4, 2), (2, 1)]),
)
def test_adding_bit_by_bit_is_linking_all_at_once(
    world: list[dict[str, object]], chunk: int, sizes: tuple[int, int], blank: Path, new: Path
) -> None:
    with patch.multiple(blocking, WHOLE=sizes[0], NEXT=sizes[1]), opened(blank, new) as book:
        list(book.extend(told(world), by="Ana", chunk=chunk))
        before = stored(book)
        book.relink(by="Ana")
        assert stored(book) == before


@FEW
@given(
    world=WORLDS,
    chunk=st.integers(1, 14),
    sizes=st.sampled_from([(32, 16), (3, 1), (2, 1)]),
    data=st.data(),
)
def test_the_order_does_not_matter(
    world: list[dict[str, object]],
    chunk: int,
    sizes: tuple[int, int],
    data: st.DataObject,
    blank: Path,
    new: Path,
) -> None:
    # no near-copies: which of them is the original depends on who came first
    reports = told(world, own=60)
    with patch.multiple(blocking, WHOLE=sizes[0], NEXT=sizes[1]):
        with opened(blank, new) as book:
            list(book.extend(reports, by="Ana"))
            first = groups(book)
        with opened(blank, new) as book:
            list(book.extend(data.draw(st.permutations(reports)), by="Ana", chunk=chunk))
            assert groups(book) == first


def test_such_accounts_are_linked(blank: Path, new: Path) -> None:
    """The order is tested on incidents of several accounts."""
    world: list[dict[str, object]] = [
        {"town": min(TOWNS), "day": 3, "killed": 12, "teller": "the mayor", "words": ""}
    ] * 3
    with opened(blank, new) as book:
        list(book.extend(told(world, own=60), by="Ana"))
        assert [len(outlets) for outlets in groups(book)] == [3]
