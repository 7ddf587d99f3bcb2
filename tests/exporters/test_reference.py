import re
from pathlib import Path

import pytest

from onrecord.casebook import Casebook
from onrecord.codebook import Codebook
from onrecord.exporters import TABLES, write_incidents
from onrecord.exporters.check import Column
from onrecord.exporters.protect import POLICIES, Policy
from onrecord.exporters.reference import SECTIONS, bounds, markdown
from onrecord.schema import CodedReport

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_columns_is_current() -> None:
    assert (DOCS / "columns.md").read_text(encoding="utf-8") == markdown(), "run: make docs"


@pytest.mark.parametrize(
    "name", [*TABLES, *POLICIES, "--protect", "--preview", "stamp.json", "left_out"]
)
def test_the_guide_names_every_format_policy_and_option(name: str) -> None:
    assert name in (DOCS / "exports.md").read_text(encoding="utf-8")


def test_python_of_the_guide_runs(
    tmp_path: Path,
    coded: CodedReport,
    book: Codebook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with Casebook.open("bombing.db") as casebook:
        casebook.add(coded)
        for name, as_ in (("bombing.csv", "acled"), ("bombing.jsonl", "jsonl")):
            write_incidents(casebook.incidents(), Path(name), as_=as_, book=book)
    blocks = re.findall(
        r"```python\n(.*?)```", (DOCS / "exports.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert len(blocks) == 3
    for block in blocks:
        exec(block, {})
    assert "i1 low=12" in capsys.readouterr().out


def test_the_guide_has_a_policy_that_loads(tmp_path: Path) -> None:
    (block,) = re.findall(
        r"```yaml\n(.*?)```", (DOCS / "exports.md").read_text(encoding="utf-8"), re.DOTALL
    )
    (tmp_path / "own.yaml").write_text(block, encoding="utf-8")
    assert set(block.replace(":", " ").split()) >= set(Policy.model_fields)
    assert Policy.load(tmp_path / "own.yaml").grid == 0.5


def test_every_column_says_what_it_is() -> None:
    for title, layout in SECTIONS:
        assert len(set(layout.header)) == len(layout.header), title
        assert all(column.what or column.name == "best" for column in layout.columns), title


def test_bounds_in_words() -> None:
    assert (
        bounds(Column("a", "", "integer", low=1, high=3, required=True))
        == "whole number from 1 to 3, never empty"
    )
    assert bounds(Column("a", "", values=frozenset({"x", "y"}))) == "x, y"
    assert bounds(Column("a", "", values=frozenset("abcdefghij"))) == "one of 10 terms"
    assert bounds(Column("a", "", "decimal", low=0)) == "number from 0"
