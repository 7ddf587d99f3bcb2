"""New codings in addition to the old ones: decisions and incident numbers stay with the events that
still exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from onrecord.casebook import Casebook, Made, tables
from onrecord.casebook.engine import reading, writing
from onrecord.casebook.makers import made_by
from onrecord.casebook.recode import pairs
from onrecord.coding.coder import Coder
from onrecord.schema import Claim, CodedReport, Event, Report, Span, Speaker, When

from .conftest import OTHER, SAME, make

ANA = {"by": "Ana", "reason": "read both"}


@dataclass
class Changed:
    """A coder that knows its answers."""

    answers: dict[str, CodedReport]

    def code(self, report: Report) -> CodedReport:
        return self.answers[report.text]


def coder(*coded: CodedReport) -> Changed:
    return Changed({one.report.text: one for one in coded})


def with_events(one: CodedReport, *events: Event) -> CodedReport:
    return CodedReport(report=one.report, events=events)


def event(one: CodedReport, start: int, end: int, *, id: str, type: str = "ATTACK") -> Event:
    claim = Claim(speaker=Speaker(name="REPORT", kind="outlet"))
    return Event(
        id=id,
        type=type,
        when=When(),
        claims=(claim,),
        evidence=(one.report.span(start, end),),
        confidence=0.5,
    )


def test_the_same_again_changes_nothing(filled: Casebook) -> None:
    before = [one.model_dump_json() for one in filled.incidents()]
    done = list(filled.recode(coder(*filled.coded()), by="Ana"))
    assert [(d.report, d.same, d.changed, d.new, d.gone) for d in done] == [
        (f"r{n}", 1, 0, 0, 0) for n in range(1, 6)
    ]
    assert [one.model_dump_json() for one in filled.incidents()] == before
    # nothing is left to do: the coder is not even called
    assert list(filled.recode(coder(), by="Ana")) == []
    assert [e.action for e in filled.log()] == ["import"] * 5 + ["recode"] * 5
    assert list(filled.verify()) == []
    with reading(filled._engine) as connection:
        assert connection.execute(select(func.count()).select_from(tables.codings)).scalar() == 10
        assert connection.execute(select(func.count()).select_from(tables.events)).scalar() == 10


def test_recoding_maps_events_by_their_words(filled: Casebook) -> None:
    filled.decide("unlink", "r1e1", "r2e1", **ANA)
    filled.decide("set", "i4", field="totals.killed", value=7, **ANA)
    first = SAME[0]
    long = len(first.events[0].evidence[0].text)
    fresh = event(first, long + 5, long + 40, id="e1", type="OTHER")
    moved = first.events[0].model_copy(update={"id": "e2", "type": "ARMED_CLASH"})
    answers = {one.report.text: one for one in filled.coded()} | {
        first.report.text: with_events(first, fresh, moved)
    }
    done = list(filled.recode(Changed(answers), by="Ana"))
    assert (done[0].same, done[0].changed, done[0].new, done[0].gone) == (0, 1, 1, 0)
    assert filled.incident("r1e2").id == "i1"
    assert filled.why("r1e2", "r2e1").decision == "d1"
    assert filled.incident("r2e1").id != "i1"
    assert sorted(a.id for one in filled.incidents() for a in one.accounts) == [
        "r1e1",
        "r1e2",
        "r2e1",
        "r3e1",
        "r4e1",
        "r5e1",
    ]
    assert filled.incident("i4").totals["killed"].best == 7
    assert all(d.fits for d in filled.decisions())


def test_decisions_whose_event_is_gone_are_listed_and_come_back_with_it(filled: Casebook) -> None:
    filled.decide("link", "r4e1", "r5e1", **ANA)
    filled.decide("set", "i4", field="totals.killed", value=7, **ANA)
    filled.decide("accept", "i1", **ANA)
    old = {one.report.text: one for one in filled.coded()}
    list(filled.recode(Changed(old | {OTHER.report.text: with_events(OTHER)}), by="Ana"))
    assert [(d.id, d.fits) for d in filled.decisions()] == [
        ("d1", False),
        ("d2", True),
        ("d3", True),
    ]
    assert [(one.id, [a.id for a in one.accounts]) for one in filled.incidents()] == [
        ("i5", ["r5e1"]),
        ("i1", ["r1e1", "r2e1", "r3e1"]),
    ]
    # the incident lives on in the account that is left
    assert filled.incident("i5").totals["killed"].best == 7

    class Another(Changed):
        """Another coder, by its name."""

    list(filled.recode(Another(old), by="Ana"))
    assert all(d.fits for d in filled.decisions())
    assert [a.id for a in filled.incident("i4").accounts] == ["r4e1", "r5e1"]
    assert filled.incident("i4").totals["killed"].best == 7
    assert list(filled.verify()) == []


TEXT = "abcdefghijklmnopqrstuvwxyz" * 2
STRETCH = st.tuples(st.integers(0, 50), st.integers(1, 20), st.sampled_from(["ATTACK", "OTHER"]))


def drawn(stretches: list[tuple[int, int, str]]) -> list[Event]:
    claim = Claim(speaker=Speaker(name="REPORT", kind="outlet"))
    return [
        Event(
            id=f"e{i}",
            type=type,
            claims=(claim,),
            evidence=(Span.of(TEXT, a, min(len(TEXT), a + n)),),
            confidence=0.5,
        )
        for i, (a, n, type) in enumerate(stretches)
    ]


@given(st.lists(STRETCH, max_size=6), st.lists(STRETCH, max_size=6))
def test_pairs_are_one_to_one_and_share_words(
    old: list[tuple[int, int, str]], new: list[tuple[int, int, str]]
) -> None:
    before, after = drawn(old), drawn(new)
    found = pairs(before, after)
    assert len(set(found.values())) == len(found)
    for j, i in found.items():
        a, b = before[i].evidence[0], after[j].evidence[0]
        assert a.start < b.end
        assert b.start < a.end


@given(st.lists(STRETCH, max_size=6, unique=True))
def test_the_same_events_are_paired_with_themselves(stretches: list[tuple[int, int, str]]) -> None:
    events = drawn(stretches)
    assert all(
        events[i].evidence == events[j].evidence and events[i].type == events[j].type
        for j, i in pairs(events, events).items()
    )
    assert len(pairs(events, events)) == len(events)


def test_linking_anew(filled: Casebook) -> None:
    filled.decide("unlink", "r1e1", "r2e1", **ANA)
    before = [one.model_dump_json() for one in filled.incidents()]
    assert not filled.linked_otherwise
    with writing(filled._engine) as connection:  # as another version may have left it
        connection.execute(update(tables.events).values(traits='{"id": "r1e1", "mood": "grim"}'))
        connection.execute(
            update(tables.settings)
            .where(tables.settings.c.name == "linker")
            .values(value="sha256:0")
        )
    assert filled.linked_otherwise
    assert [one.model_dump_json() for one in filled.incidents()] == before
    filled.relink(by="Ana")
    assert not filled.linked_otherwise
    assert [one.model_dump_json() for one in filled.incidents()] == before
    with reading(filled._engine) as connection:
        assert not any(
            "grim" in text for text in connection.execute(select(tables.events.c.traits)).scalars()
        )
    assert [e.action for e in filled.log(last=1)] == ["relink"]


def test_another_mode_or_rule_set_is_another_coder() -> None:
    book: Any = SimpleNamespace(digest="sha256:1")
    coders = [
        Coder(codebook=book, gazetteer=book, rules=rules, mode=mode)  # type: ignore[arg-type]
        for rules in ("literal", "acled")
        for mode in ("auto", "news", "narrative")
    ]
    assert len({made_by(one) for one in coders}) == 6
    assert made_by(coders[0]).mode == "auto"


def test_codings_of_another_mode_are_due(filled: Casebook) -> None:
    coded = list(filled.coded())
    made = Made(
        version="1",
        codebook="sha256:1",
        gazetteer="sha256:2",
        model="m",
        rules="literal",
        mode="news",
    )
    one = make("Kessou", "2024-02-02", 2)
    list(filled.extend([one], made=made, by="Ana"))
    assert filled._due(made) == [1, 2, 3, 4, 5]
    assert filled._due(replace(made, mode="narrative")) == [1, 2, 3, 4, 5, 6]
    assert filled.due(coder(*coded)) == 6
