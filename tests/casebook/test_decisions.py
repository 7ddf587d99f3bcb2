"""What people decide: respected by every later run, undoable, kept apart from what the machine
found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from onrecord.casebook import Casebook, Decision, graph, tables
from onrecord.casebook.audit import compact
from onrecord.casebook.engine import writing
from onrecord.errors import OnrecordError
from onrecord.linking import clusters
from onrecord.schema import CodedReport

from .conftest import CLOCK, FAR, OTHER, SAME, make

ANA = {"by": "Ana", "reason": "read both"}


def groups(book: Casebook) -> dict[str, list[str]]:
    return {one.id: [a.id for a in one.accounts] for one in book.incidents(evidence=False)}


MACHINE = {"i5": ["r5e1"], "i1": ["r1e1", "r2e1", "r3e1"], "i4": ["r4e1"]}


def test_unlink_and_undo(filled: Casebook) -> None:
    made = filled.decide("unlink", "r1e1", "r2e1", **ANA)
    assert (made.id, made.by, made.reason, made.at) == (
        "d1",
        "Ana",
        "read both",
        "2026-03-01T12:00:00Z",
    )
    assert not any({"r1e1", "r2e1"} <= set(members) for members in groups(filled).values())
    assert filled.why("r2e1", "r1e1").decision == "d1"
    filled.undo("d1", by="Ben", reason="misread")
    assert groups(filled) == MACHINE
    assert filled.why("r2e1", "r1e1").decision is None
    assert [(d.id, d.undone) for d in filled.decisions()] == [("d1", True)]


def test_link(filled: Casebook) -> None:
    filled.decide("link", "r4e1", "r5e1", **ANA)
    assert groups(filled)["i4"] == ["r4e1", "r5e1"]
    (link,) = filled.incident("i4").links
    assert link.decision == "d1"
    assert link.probability < 0.5


def test_merge_holds_all_accounts_together(filled: Casebook) -> None:
    filled.decide("merge", "i5", "i1", **ANA)
    assert groups(filled)["i1"] == ["r1e1", "r2e1", "r3e1", "r5e1"]
    filled.undo("d1", **ANA)
    assert groups(filled) == MACHINE


def test_split(filled: Casebook) -> None:
    filled.decide("split", "i1", "r2e1", "r3e1", **ANA)
    assert groups(filled) == {
        "i5": ["r5e1"],
        "i1": ["r1e1"],
        "i2": ["r2e1", "r3e1"],
        "i4": ["r4e1"],
    }


def test_a_later_report_respects_what_was_decided(book: Casebook) -> None:
    for one in SAME[:2]:
        book.add(one, by="Ana")
    book.decide("unlink", "r1e1", "r2e1", **ANA)
    book.add(SAME[2], by="Ana")
    assert not any({"r1e1", "r2e1"} <= set(members) for members in groups(book).values())
    assert sum(map(len, groups(book).values())) == 3


def test_set_and_clear_keep_the_machine_value_beside(filled: Casebook) -> None:
    machine = filled.incident("i1")
    filled.decide(
        "set", "i1", field="totals.killed", value={"low": 13, "best": 13, "high": 14}, **ANA
    )
    filled.decide("clear", "i1", field="where", **ANA)
    one = filled.incident("i1")
    assert (one.totals["killed"].low, one.totals["killed"].high) == (13, 14)
    assert one.basis["totals.killed"].decision == "d1"
    assert one.basis["totals.killed"].machine["best"] == machine.totals["killed"].best
    assert one.where.name is None
    assert one.basis["where"].decision == "d2"
    assert one.basis["where"].machine["name"] == "Tinzawa"
    assert next(filled.incidents(place="tinzawa")).id == "i1"  # its accounts still say so
    filled.undo("d1", **ANA)
    filled.undo("d2", **ANA)
    assert filled.incident("i1") == machine


def test_the_later_of_two_values_counts(filled: Casebook) -> None:
    filled.decide("set", "i1", field="totals.killed", value=5, **ANA)
    filled.decide("set", "i1", field="totals.killed", value=6, **ANA)
    assert filled.incident("i1").totals["killed"].best == 6
    filled.undo("d2", **ANA)
    assert filled.incident("i1").totals["killed"].best == 5


def test_a_value_stays_when_accounts_come_and_go(filled: Casebook) -> None:
    filled.decide("set", "i4", field="status", value="attempted", **ANA)
    filled.add(
        make(
            "Orbel",
            "2024-08-20",
            4,
            by="a driver",
            outlet="Plain News",
            words="He had counted four bodies beside the bridge.",
        ),
        by="Ana",
    )
    assert groups(filled)["i4"] == ["r4e1", "r6e1"]
    assert filled.incident("i4").status == "attempted"
    filled.headline("official_first", by="Ana")
    assert filled.incident("i4").status == "attempted"
    filled.decide("merge", "i1", "i4", **ANA)
    assert filled.incident("i1").status == "attempted"


def test_accept_and_reject(filled: Casebook) -> None:
    filled.decide("accept", "i1", **ANA)
    assert filled.incident("i1").review == "accepted"
    filled.decide("reject", "i1", **ANA)
    assert filled.incident("i1").review == "rejected"
    filled.undo("d2", **ANA)
    assert filled.incident("i1").review == "accepted"


def test_a_rejected_account_is_left_out(filled: Casebook) -> None:
    filled.decide("reject", "r2e1", **ANA)
    one = filled.incident("i1")
    assert [a.id for a in one.accounts] == ["r1e1", "r3e1"]
    assert one.totals["killed"].high == 12
    assert one.sources == 2
    assert filled.incident("r2e1").id == "i1"
    filled.undo("d1", **ANA)
    assert groups(filled) == MACHINE


def test_an_incident_whose_accounts_are_all_rejected_is_rejected(filled: Casebook) -> None:
    filled.decide("reject", "r4e1", **ANA)
    assert filled.incident("i4").review == "rejected"
    assert "i4" not in [one.id for one in filled.incidents(review=["open"])]
    filled.decide("accept", "i4", **ANA)  # the later decision counts
    assert filled.incident("i4").review == "accepted"
    filled.undo("d2", **ANA)
    filled.undo("d1", **ANA)
    assert filled.incident("i4").review == "open"


BAD: list[tuple[Any, tuple[str, ...], dict[str, Any], str]] = [
    ("merge", ("i1",), {}, "E714"),
    ("merge", ("i1", "i1"), {}, "E714"),
    ("merge", ("i1", "i9"), {}, "E711"),
    ("split", ("i1",), {}, "E714"),
    ("split", ("i1", "r4e1"), {}, "E714"),
    ("split", ("i1", "r1e1", "r2e1", "r3e1"), {}, "E714"),
    ("link", ("r1e1",), {}, "E714"),
    ("link", ("r1e1", "r1e1"), {}, "E714"),
    ("link", ("i1", "r1e1"), {}, "E712"),
    ("set", ("i1",), {"field": "totals.killed", "value": "many"}, "E682"),
    ("set", ("i1",), {"field": "totals.killed", "value": {"low": 41, "high": 20}}, "E682"),
    ("set", ("i1",), {"field": "totals.killed", "value": -3}, "E682"),
    (
        "set",
        ("i1",),
        {"field": "when", "value": {"start": "2024-05-13", "end": "2024-05-12"}},
        "E682",
    ),
    ("clear", ("i1",), {"field": "status"}, "E714"),
    ("clear", ("i1",), {"field": "type"}, "E714"),
    ("set", ("i1",), {"field": "mood", "value": "grim"}, "E682"),
    ("set", ("i1",), {}, "E682"),
    ("set", ("i1",), {"field": "type", "value": "PICNIC"}, "E603"),
    ("clear", ("i1",), {"field": "mood"}, "E682"),
    ("accept", ("i1", "i4"), {}, "E714"),
    ("accept", ("r1e1",), {}, "E711"),
    ("accept", ("i1",), {"reason": " "}, "E714"),
    ("accept", ("i1",), {"by": ""}, "E714"),
]


def test_decisions_that_do_not_work(filled: Casebook) -> None:
    rows = len(list(filled.log()))
    for kind, named, more, code in BAD:
        with pytest.raises(OnrecordError) as error:
            filled.decide(kind, *named, **{**ANA, **more})
        assert error.value.code == code, (kind, named, more)
    assert filled.decisions() == []
    assert groups(filled) == MACHINE
    assert len(list(filled.log())) == rows


def test_decisions_that_contradict_each_other_are_refused(filled: Casebook) -> None:
    filled.decide("unlink", "r1e1", "r4e1", **ANA)
    filled.decide("link", "r4e1", "r5e1", **ANA)
    with pytest.raises(OnrecordError, match="E715 d1 and d3"):
        filled.decide("link", "r5e1", "r1e1", **ANA)
    filled.undo("d1", **ANA)
    assert filled.decide("link", "r5e1", "r1e1", **ANA).id == "d3"
    assert {"r1e1", "r4e1", "r5e1"} <= set(groups(filled)["i1"])


def test_undo_of_what_is_none(filled: Casebook) -> None:
    filled.decide("accept", "i1", **ANA)
    for name in ("d2", "1", "d", "i1"):
        with pytest.raises(OnrecordError, match="E713"):
            filled.undo(name, **ANA)
    filled.undo("d1", **ANA)
    with pytest.raises(OnrecordError, match="E716"):
        filled.undo("d1", **ANA)


REPORTS: tuple[CodedReport, ...] = (
    *SAME,
    OTHER,
    FAR,
    make(
        "Orbel",
        "2024-08-20",
        4,
        by="a driver",
        outlet="Plain News",
        words="He had counted four bodies beside the bridge.",
    ),
    make(
        "Tinzawa",
        "2024-06-02",
        14,
        by="a nurse",
        outlet="Clinic Notes",
        words="Eleven beds stood in the corridor that night, she said.",
    ),
)
STEPS = st.lists(
    st.one_of(
        st.just(("add",)),
        st.tuples(st.sampled_from(["link", "unlink"]), st.integers(1, 7), st.integers(1, 7)),
        st.tuples(
            st.sampled_from(["merge", "split", "accept", "clear"]),
            st.integers(1, 7),
            st.integers(1, 7),
        ),
        st.tuples(st.just("undo"), st.integers(1, 4)),
    ),
    max_size=14,
)


def replay(book: Casebook, decisions: list[Decision]) -> None:
    """Put decisions into a casebook as they are in another, and group everything again."""
    with writing(book._engine) as connection:
        for one in decisions:
            row = {
                name: getattr(one, name)
                for name in ("number", "kind", "field", "by", "reason", "at", "undone")
            }
            value = compact(one.value) if one.kind == "set" else None
            connection.execute(
                insert(tables.decisions),
                {**row, "named": compact(one.named), "groups": compact(one.groups), "value": value},
            )
        book._regroup(
            connection, list(connection.execute(select(tables.events.c.id)).scalars()), whole=True
        )


@pytest.mark.parametrize("largest", [400, 2])
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_order_of_steps_does_not_matter(
    steps: list[tuple[Any, ...]],
    largest: int,
    blank: Any,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Reports and decisions in any order give the same result as all reports in one batch followed
    by the decisions in force, even if components are so large that they are cut."""
    monkeypatch.setattr(clusters, "LARGEST", largest)
    monkeypatch.setattr(graph, "LARGEST", largest)
    import shutil
    from itertools import count

    def new(number: int) -> Casebook:
        return Casebook.open(shutil.copy(blank, tmp_path / f"{number}.db"), clock=lambda: CLOCK)

    rest = iter(REPORTS)
    numbers = count()
    with new(next(numbers)) as book:
        for step in steps:
            try:
                if step[0] == "add":
                    book.add(next(rest), by="Ana")
                elif step[0] == "undo":
                    book.undo(f"d{step[1]}", **ANA)
                elif step[0] in ("link", "unlink"):
                    book.decide(step[0], f"r{step[1]}e1", f"r{step[2]}e1", **ANA)
                elif step[0] == "merge":
                    book.decide(
                        "merge",
                        book.incident(f"r{step[1]}e1").id,
                        book.incident(f"r{step[2]}e1").id,
                        **ANA,
                    )
                elif step[0] == "split":
                    book.decide("split", book.incident(f"r{step[1]}e1").id, f"r{step[2]}e1", **ANA)
                else:
                    field = "where" if step[0] == "clear" else None
                    book.decide(step[0], book.incident(f"r{step[1]}e1").id, field=field, **ANA)
            except (OnrecordError, StopIteration):
                pass
        found = [one.model_dump_json() for one in book.incidents()]
        counts = book.counts()
        accounts = sorted(a.id for one in book.incidents() for a in one.accounts)
        assert accounts == sorted(f"r{n}e1" for n in range(1, counts["reports"] + 1))
        assert all(
            one.id == f"i{min(int(a.id[1:-2]) for a in one.accounts)}" for one in book.incidents()
        )
        assert list(book.verify()) == []
        coded, decisions = list(book.coded()), book.decisions()
    with new(next(numbers)) as fresh:
        list(fresh.extend(coded, by="Ana"))
        replay(fresh, decisions)
        assert [one.model_dump_json() for one in fresh.incidents()] == found


def test_link_of_two_that_a_split_keeps_apart(open_book: Callable[[], Casebook]) -> None:
    book = open_book()
    list(book.extend(SAME, by="Ana"))
    book.decide("split", "i1", "r3e1", **ANA)
    with pytest.raises(OnrecordError, match="E715"):
        book.decide("merge", "i1", "i3", **ANA)
