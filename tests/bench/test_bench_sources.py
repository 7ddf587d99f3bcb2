"""The attribution scorer and reader on an invented article."""

from __future__ import annotations

import pytest
from bench.sources import Article, Attribution, read, score

TEXT = (
    'Mayor Ada Lind said the bridge had fallen. "It was old," a guard told reporters, "and weak."'
)


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


MAYOR = Attribution((at("Mayor Ada Lind"),), (at("said"),), (at("the bridge had fallen"),))
GUARD = Attribution(
    (at("a guard"),), (at("told reporters"),), (at('"It was old,"'), at('"and weak."'))
)
ARTICLE = Article("a", TEXT, (MAYOR, GUARD))


def test_itself() -> None:
    scores, errors = score([ARTICLE], [ARTICLE.gold])
    assert set(scores.values()) == {100}
    assert not errors


def test_scores_by_hand() -> None:
    """The mayor's source is short and its content half; the guard is right but for the cue's
    length; one is invented."""
    mayor = Attribution((at("Ada Lind"),), (at("said"),), (at("the bridge"),))
    guard = Attribution((at("a guard"),), (at("told"),), (at("It was old"), at("and weak")))
    invented = Attribution((), (at("fallen"),), ())
    scores, errors = score([ARTICLE], [(mayor, guard, invented)])
    assert scores["source_exact_f"] == 50  # 1 of 2 and 2
    assert scores["cue_f"] == pytest.approx(100 * 2 * 2 / (2 + 3))
    assert scores["content_exact_f"] == 50
    # recall (10/21 + 1)/2, precision (1 + 1)/2
    recall = 50 * (10 / 21 + 1)
    assert scores["content_overlap_f"] == pytest.approx(2 * 100 * recall / (100 + recall))
    assert sorted(e.cause for e in errors) == ["content", "cue", "no attribution", "source"]


def test_without_shared_cue_the_content_pairs() -> None:
    other = Attribution(MAYOR.source, (), MAYOR.content)
    scores, _ = score([ARTICLE], [(other,)])
    assert scores["source_exact_f"] == pytest.approx(100 * 2 * 1 / (2 + 1))
    assert scores["cue_f"] == 0


def test_reads_standoff() -> None:
    marks = "T1\tSource 0 5\tThe x\nT2\tCue 6 10\tsaid\nT3\tContent 11 14;16 20\tabc defg\nT4\tAttribution 6 10\tsaid\n"
    marks += "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nE2\tAttribution:T4 Content:T3 Content2:T1 Cue:T2\nE3\tAttribution-no-source:T4 \n"
    assert read(marks) == (
        Attribution(((0, 5),), ((6, 10),), ((11, 14), (16, 20))),
        Attribution((), ((6, 10),), ((0, 5), (11, 14), (16, 20))),
    )
