"""The table of the status: what the loader refuses, and in which order the rows are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import Codebook
from onrecord.errors import OnrecordError

ROW = """\
modality:
  status:
    mine:
      of: verb
      says: mine
      when: {relation: [ccomp]}
      status: occurred
"""


def load(text: str, folder: Path) -> Codebook:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return Codebook.load(path)


def test_rows_are_asked_as_written(book: Codebook) -> None:
    modality = book.modality
    asked = [*modality.noun_rows, *modality.noun_under_verb_rows, *modality.verb_rows]
    assert [row.id for row in asked] == [f"status.{name}" for name in modality.status]


def test_every_list_is_used_by_a_row(book: Codebook) -> None:
    used = {name for rule in book.modality.status.values() for name in rule.lists()}
    assert set(book.modality.lists) <= used


def test_a_users_row_stands_last_or_before_the_one_it_names(tmp_path: Path) -> None:
    last = load(ROW, tmp_path).modality.verb_rows
    assert last[-1].id == "status.mine"
    first = load(ROW + "      before: asked\n", tmp_path).modality.verb_rows
    assert [row.id for row in first[:2]] == ["status.mine", "status.asked"]


def test_a_users_word_reaches_the_rows_of_its_list(tmp_path: Path) -> None:
    book = load("modality:\n  denied: [gainsay]\n", tmp_path)
    row = next(r for r in book.modality.verb_rows if r.id == "status.clause_under_denial")
    allowed = {condition.fact: condition.allowed for condition in row.when}
    assert {"gainsay", "deny"} <= allowed["governor"]


def test_a_shipped_row_can_be_removed(tmp_path: Path) -> None:
    book = load("modality:\n  status:\n    asked: null\n", tmp_path)
    assert "status.asked" not in {row.id for row in book.modality.verb_rows}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("relation: [ccomp]", "relation: [object]", 6, "relation"),
        ("relation: [ccomp]", "governer: [denied]", 6, "governer"),
        ("      status: occurred", "      status: rumoured", 7, "status"),
        ("      status: occurred", "      status: occurred\n      unles: []", 8, "unles"),
        ("of: verb", "of: adverb", 4, "of"),
        ("says: mine", "says: under {verb}", 3, "says knows {governor} and {preposition}"),
        ("status: occurred", "status: governor\n      real: false", 3, "leave it out"),
        ("status: occurred", "status: occurred\n      stops: [planned]", 3, "stops goes with"),
        ("relation: [ccomp]", "governor: [deniers]", 2, "mine names a list that is not there"),
        ("of: verb", "of: verb\n      before: nothing", 2, "stands before a rule"),
    ],
)
def test_a_mistake_names_file_and_line(
    old: str, new: str, line: int, says: str, tmp_path: Path
) -> None:
    assert old in ROW
    with pytest.raises(OnrecordError) as caught:
        load(ROW.replace(old, new), tmp_path)
    assert caught.value.code == "E301"
    assert f"mine.yaml, line {line}, key modality.status" in str(caught.value)
    assert says in str(caught.value)
