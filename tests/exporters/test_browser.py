"""The page in a real browser: a selection highlights its words, its card, its place and its row."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from onrecord.exporters.html import export
from onrecord.schema import CodedReport

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def dom(page: str, folder: Path, fragment: str = "", script: str = "") -> str:
    """The page after its script has run; ``script`` runs after it."""
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM),
            *QUIET,
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            file.as_uri() + fragment,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def lit(page: str, kind: str) -> list[str]:
    """The data of the elements of a class that are highlighted."""
    return [
        re.search(r'(?:data-v|data-e|id)="([^"]+)"', tag)[1]  # type: ignore[index]
        for tag in re.findall(r"<(?:a|article)\b[^>]*>", page)
        if re.search(rf'class="{kind}\b[^"]*\bon\b', tag)
    ]


def words_of(page: str) -> str:
    """The highlighted words of the text."""
    return " ".join(re.findall(r'<a class="m[^"]*\bon\b[^>]*>([^<]*)</a>', page))


def test_address_chooses_an_event(coded: CodedReport, tmp_path: Path) -> None:
    page = dom("".join(export([coded])), tmp_path, "#e2")
    assert lit(page, "card") == ["e2"]
    assert lit(page, "row") == ["e2"]
    assert "an air force" in words_of(page)
    assert "Gunmen" not in words_of(page)


def test_value_to_words(coded: CodedReport, tmp_path: Path) -> None:
    script = "document.querySelector('#e1 .v.r-when').click()"
    page = dom("".join(export([coded])), tmp_path, script=script)
    assert words_of(page) == "on Saturday"


def test_words_to_value(coded: CodedReport, tmp_path: Path) -> None:
    script = "[...document.querySelectorAll('.m')].find(m => m.textContent == '15').click()"
    page = dom("".join(export([coded])), tmp_path, script=script)
    assert lit(page, "card") == ["e1"]
    said = re.search(r'<div id="said"[^>]*>(.*?)</div>\s*<footer', page, re.DOTALL)
    assert said
    assert "killed 15" in said[1]


def test_pointing_and_keys(coded: CodedReport, tmp_path: Path) -> None:
    script = """
      document.querySelector('#e2 .v.r-where').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
      document.title = [...document.querySelectorAll('.m.on')].map(m => m.textContent).join(' ');
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
    """
    page = dom("".join(export([coded])), tmp_path, script=script)
    assert "<title>near Gao</title>" in page
    assert words_of(page) == ""


def test_arrow_keys_go_from_mark_to_mark(coded: CodedReport, tmp_path: Path) -> None:
    script = """
      const marks = [...document.querySelectorAll('.m')];
      marks[0].focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft'])
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
      document.title = marks.indexOf(document.activeElement) + ' of ' + marks.filter((m) => m.tabIndex === 0).length;
    """
    assert "<title>1 of 1</title>" in dom("".join(export([coded])), tmp_path, script=script)
