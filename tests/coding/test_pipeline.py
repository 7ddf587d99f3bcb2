from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

import onrecord
from onrecord.coding.coder import Coder
from onrecord.coding.pipeline import PIPELINE, UNSET, Kit, State, in_order, resume, run, stage
from onrecord.schema import CodedReport, Report

TEXT = (
    "Fighter jets bombed the village of Gao on Tuesday, killing at least 12 people, police said. "
    "The army denied that anyone was killed."
)
ROOT = Path(onrecord.__file__).parents[2]


@pytest.fixture(scope="module")
def kit(coder: Coder) -> Kit:
    return coder.kit


def test_each_stage_gives_what_it_says_and_changes_nothing_else(kit: Kit) -> None:
    state = State(Report(text=TEXT, published="2018-08-08"))
    for one in PIPELINE:
        after = one(state, kit)
        changed = {
            field.name
            for field in fields(State)
            if getattr(after, field.name) is not getattr(state, field.name)
        }
        assert changed == set(one.gives), one.name
        state = after
    assert all(getattr(state, field.name) is not UNSET for field in fields(State))


def test_every_field_is_given_by_one_stage() -> None:
    given = [name for one in PIPELINE for name in one.gives]
    assert sorted([*given, "report"]) == sorted(field.name for field in fields(State))


def test_a_stage_before_what_it_needs_is_refused() -> None:
    names = {one.name: one for one in PIPELINE}
    with pytest.raises(ValueError, match="stage merging needs"):
        in_order(names["merging"], names["candidates"])
    with pytest.raises(ValueError, match="again"):
        in_order(names["publication_date"], names["publication_date"])


def test_a_stage_with_an_unknown_field_is_refused() -> None:
    @stage(needs=("weather",), gives=(), module="text/parse", by=())
    def forecast(state: State, kit: Kit) -> State:
        """nothing"""
        return state

    with pytest.raises(ValueError, match="no field of the state"):
        in_order(forecast)


def test_until_stops_behind_a_stage(kit: Kit) -> None:
    report = Report(text=TEXT, published="2018-08-08")
    state = run(report, kit, until="times")
    assert [t.span.text for t in state.times] == ["Tuesday"]
    assert state.cast is UNSET
    with pytest.raises(KeyError):
        run(report, kit, until="weather")


def test_a_state_is_taken_further_by_another_kit(kit: Kit) -> None:
    half = run(Report(text=TEXT, published="2018-08-08"), kit, until="candidates")
    whole = resume(half, kit, after="candidates")
    strict = kit.codebook.confidence.model_copy(update={"threshold": 1.01})
    none = replace(kit, codebook=kit.codebook.model_copy(update={"confidence": strict}))
    assert whole.events
    assert resume(half, none, after="candidates").events == ()
    assert len(half.candidates) >= len(whole.events)  # what is taken further is not changed


def test_the_same_state_twice_gives_the_same_events(kit: Kit) -> None:
    half = run(Report(text=TEXT, published="2018-08-08"), kit, until="candidates")
    first, second = resume(half, kit, after="candidates"), resume(half, kit, after="candidates")
    assert first.events == second.events
    assert first.decisions == second.decisions


def test_confidence_is_that_of_the_candidate(code: Callable[..., CodedReport], kit: Kit) -> None:
    # the second attack takes the doer of the first: which is no evidence that it happened
    text = "Gunmen killed five people in Gao on Monday. A teacher was killed in Mopti on Tuesday."
    state = run(Report(text=text, published="2018-08-08"), kit)
    judged = [draft.candidate.confidence for draft in state.drafts]
    assert [event.confidence for event in state.events] == judged


def test_the_page_has_the_table_of_stages() -> None:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.stages() in (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
    for one in PIPELINE:
        assert (ROOT / "src" / "onrecord" / "coding" / f"{one.module}.py").is_file(), one.name
