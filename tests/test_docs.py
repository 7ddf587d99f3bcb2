"""What the documentation must say: every command, option, format, column, exit status and public
name; what is generated is current."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import onrecord
from onrecord import cli, exporters
from onrecord.codebook import Codebook
from onrecord.codebook.reference import markdown
from onrecord.errors import Errors
from onrecord.exporters.csv import COLUMNS

ROOT = Path(__file__).parent.parent
GUIDE = "".join(
    (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("guide.md", "casebook.md", "exports.md")
)
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def leaves(command: Any, name: str) -> dict[str, Any]:
    """Every command that does something, by its whole name."""
    children = getattr(command, "commands", None)
    if not children:
        return {name: command}
    return {
        key: value
        for child in children
        for key, value in leaves(children[child], f"{name} {child}").items()
    }


COMMANDS = leaves(get_command(cli.app), "onrecord")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_in_the_guide(name: str) -> None:
    assert name in GUIDE
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"{option}" in GUIDE, f"{name} {option}"


def test_formats_columns_statuses() -> None:
    for word in (*exporters.FORMATS, *COLUMNS, *(rule.value for rule in cli.Rules)):
        assert f"`{word}`" in GUIDE, word
    for code in (name for name in vars(Errors) if name.startswith("E2")):
        assert re.search(rf"^\| {cli.status_of(code)} \| {code}:", GUIDE, re.MULTILINE), code


def test_public_names_are_in_the_api() -> None:
    for name in onrecord.__all__:
        assert f"`{name}" in API, name


def test_yaml_of_the_guide_is_a_codebook(tmp_path: Path) -> None:
    blocks = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "guide.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert blocks
    for block in blocks:
        (tmp_path / "mine.yaml").write_text(block, encoding="utf-8")
        book = Codebook.load(tmp_path / "mine.yaml")
    assert book.quantities.rules["literal"]["dozens"] == (20, None, 99)
    assert book.triggers.frames[-1].name == "carjack"


def test_python_of_the_docs_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports").mkdir()
    text = "Gunmen killed five villagers near Gao on Monday, the army said."
    for name in ("report.txt", "reports/a.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "reports" / "b.txt").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", API + README, re.DOTALL):
        exec(block, {})
    printed = capsys.readouterr().out
    assert "onrecord/1" in printed
    assert "E202" in printed
    assert text in (tmp_path / "events.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda p: p.name
)
def test_inner_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_generated_pages_are_current() -> None:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    assert spec
    assert spec.loader
    docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(docs)
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == docs.commands(), (
        "run: make docs"
    )
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == markdown(
        Codebook.load()
    ), "run: make docs"
    for page in (ROOT / "docs").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert docs.tables(text) == text, f"{page.name}: run: make docs"
    for name in docs.TABLES:
        assert any(
            f"<!-- made: {name} -->" in page.read_text(encoding="utf-8")
            for page in (ROOT / "docs").glob("*.md")
        ), name
