"""What every suite is built on."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.frame import (
    BenchError,
    Tally,
    Workers,
    corpus_hash,
    overlap,
    pair,
    percent,
    subset,
    suite,
)
from hypothesis import given
from hypothesis import strategies as st

from bench import frame
from onrecord.schema import CodedReport, Report


def test_subset_is_the_same_in_every_run_and_in_order() -> None:
    items = [f"doc{i}" for i in range(50)]
    ten = subset(items, 10, str)
    assert len(ten) == 10
    assert ten == sorted(ten, key=items.index)
    assert ten == subset(items, 10, str)
    assert set(ten) < set(subset(items, 20, str))
    assert subset(items, None, str) == subset(items, 99, str) == items


def test_hash_follows_content_and_name_not_place(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_text("x")
        (tmp_path / folder / "b").write_text("y")
    one, two = (
        corpus_hash([tmp_path / f / "b", tmp_path / f / "a"], tmp_path / f) for f in ("one", "two")
    )
    assert one == two
    (tmp_path / "two" / "b").write_text("z")
    assert one != corpus_hash([tmp_path / "two" / "a", tmp_path / "two" / "b"], tmp_path / "two")


def test_tally() -> None:
    tally = Tally()
    tally.add(3, actual=4, possible=6)
    assert (tally.precision, tally.recall, tally.f) == (75, 50, 60)
    assert Tally().f == percent(0, 0) == 0


def test_pairs_prefer_the_exact_and_use_each_once() -> None:
    assert pair([(0, 10), (12, 20)], [(0, 4), (0, 10), (11, 30)]) == [(0, 1), (1, 2)]
    assert pair([(0, 2), (4, 6)], [(0, 6)]) == [(0, 0)]


stretches = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda t: (t[0], t[0] + t[1])), max_size=8
)


@given(stretches, stretches)
def test_pairs_overlap_one_to_one(gold: list[tuple[int, int]], mine: list[tuple[int, int]]) -> None:
    pairs = pair(gold, mine)
    assert all(overlap(gold[i], mine[j]) for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_an_unknown_suite_is_refused() -> None:
    with pytest.raises(BenchError, match="no suite"):
        suite("astrology")


def shout(word: str) -> str:
    if not word:
        raise ValueError("no word")
    return word.upper()


@pytest.mark.parametrize("processes", [1, 2])
def test_failures_are_noted_and_do_not_end_a_run(processes: int) -> None:
    code = Workers(processes)
    assert list(code.map(shout, ["a", "", "b"], "?")) == ["A", "?", "B"]
    assert [e.words for e in code.crashes] == [": ValueError: no word"]


def test_a_report_that_the_coder_fails_on_comes_back_without_events(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def code(self, report: Report) -> CodedReport:
            raise RuntimeError("oh")

    monkeypatch.setattr(frame, "coder", Broken)
    code = Workers(1)
    (coded,) = code([Report(id="r", text="x")])
    assert coded.events == ()
    assert [e.words for e in code.crashes] == ["r: RuntimeError: oh"]
    with pytest.raises(BenchError, match="does not run"):
        frame.ready()
