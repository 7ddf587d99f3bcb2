"""The TempEval-3 scorer and both readers on invented documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bench.time import Document, Expression, glued, read, score, splits

TEXT = "On 3 May 2004 rebels left; two days later, in early June, they came back."


def at(words: str, value: str, type_: str = "DATE") -> Expression:
    start = TEXT.index(words)
    return Expression((start, start + len(words)), type_, value)


GOLD = (
    at("3 May 2004", "2004-05-03"),
    at("two days later", "2004-05-05"),
    at("early June", "2004-06", "DATE"),
)


def test_scores_by_hand() -> None:
    """One exact, one overlapping with the right value, one missed, one invented: 3 possible, 3
    actual."""
    mine = (at("3 May 2004", "2004-05-03"), at("June", "2004-06"), at("came back", "PAST_REF"))
    scores, errors = score([Document("d", TEXT, None, GOLD)], [mine])
    assert scores["span_strict_f"] == pytest.approx(100 / 3)
    assert scores["span_relaxed_f"] == pytest.approx(200 / 3)
    assert scores["value_f"] == pytest.approx(200 / 3)
    assert "type_f" not in scores  # the gold knows one type only
    assert sorted(e.cause for e in errors) == ["extent", "no time expression", "not found"]


def test_type_counts_where_gold_tells_types_apart() -> None:
    gold = (at("3 May 2004", "2004-05-03"), at("two days later", "P2D", "DURATION"))
    mine = (at("3 May 2004", "2004-05-03"), at("two days later", "P2D", "DATE"))
    scores, _ = score([Document("d", TEXT, None, gold)], [mine])
    assert scores["value_f"] == scores["type_f"] == 50
    assert scores["span_strict_f"] == 100


def test_one_answer_cannot_meet_two_golds() -> None:
    scores, _ = score(
        [Document("d", TEXT, None, GOLD)], [[Expression((0, len(TEXT)), "DATE", "2004-05-03")]]
    )
    assert scores["span_relaxed_f"] == 50  # 1 of 1 and 3


def test_answers_in_unscored_stretches_do_not_count() -> None:
    document = Document("d", TEXT, None, GOLD[:1], unscored=((20, len(TEXT)),))
    scores, _ = score([document], [GOLD])
    assert scores["span_strict_f"] == 100


def test_reads_timeml(tmp_path: Path) -> None:
    folder = tmp_path / "wars" / "timex3"
    folder.mkdir(parents=True)
    path = folder / "a.tml"
    path.write_text(
        '<TimeML><DCT><TIMEX3 type="DATE" value="2009-12-19">2009-12-19</TIMEX3></DCT><TEXT>It began on '
        '<TIMEX3 type="DATE" value="1936-07-20">20 July</TIMEX3> &amp; ended.</TEXT></TimeML>'
    )
    document = read(path)
    assert document.text == "It began on 20 July & ended."
    assert document.created == date(2009, 12, 19)
    assert document.gold == (Expression((12, 19), "DATE", "1936-07-20"),)
    assert splits(tmp_path) == ["wars"]


def test_reads_cat(tmp_path: Path) -> None:
    words = [
        (0, "Plant"),
        (0, "opens"),
        (1, "June"),
        (1, "2005"),
        (2, "It"),
        (2, "opened"),
        (2, "today"),
        (2, "."),
        (6, "Tomorrow"),
    ]
    tokens = "".join(
        f'<token t_id="{i}" sentence="{s}">{w}</token>' for i, (s, w) in enumerate(words)
    )
    timex = (
        '<TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="2005-06-13">'
        '<token_anchor t_id="2"/><token_anchor t_id="3"/></TIMEX3>'
        '<TIMEX3 functionInDocument="NONE" type="DATE" value="2005-06-13"><token_anchor t_id="6"/></TIMEX3>'
        '<TIMEX3 functionInDocument="NONE" type="DATE" value="2058"/>'
    )
    path = tmp_path / "a.xml"
    path.write_text(f"<Document>{tokens}<Markables>{timex}</Markables></Document>")
    document = read(path)
    assert document.text == "Plant opens\n\nJune 2005\n\nIt opened today. Tomorrow"
    assert document.created == date(2005, 6, 13)
    assert [document.text[slice(*e.extent)] for e in document.gold] == ["today"]
    assert [document.text[slice(*zone)] for zone in document.unscored] == ["June 2005", "Tomorrow"]


def test_glue() -> None:
    assert glued("Boeing", "'s")
    assert glued("$", "40")
    assert not glued("in", "May")
