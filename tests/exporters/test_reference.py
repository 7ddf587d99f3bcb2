from pathlib import Path

import pytest

from onrecord.exporters import TABLES
from onrecord.exporters.check import Column
from onrecord.exporters.protect import POLICIES
from onrecord.exporters.reference import SECTIONS, bounds, markdown

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_columns_is_current() -> None:
    assert (DOCS / "columns.md").read_text(encoding="utf-8") == markdown(), "run: make docs"


@pytest.mark.parametrize("name", [*TABLES, *POLICIES, "--protect", "--preview", "stamp.json", "left_out"])
def test_the_guide_names_every_format_policy_and_option(name: str) -> None:
    assert name in (DOCS / "exports.md").read_text(encoding="utf-8")


def test_every_column_says_what_it_is() -> None:
    for title, layout in SECTIONS:
        assert len(set(layout.header)) == len(layout.header), title
        assert all(column.what or column.name == "best" for column in layout.columns), title


def test_bounds_in_words() -> None:
    assert bounds(Column("a", "", "integer", low=1, high=3, required=True)) == "whole number from 1 to 3, never empty"
    assert bounds(Column("a", "", values=frozenset({"x", "y"}))) == "x, y"
    assert bounds(Column("a", "", values=frozenset("abcdefghij"))) == "one of 10 terms"
    assert bounds(Column("a", "", "decimal", low=0)) == "number from 0"
