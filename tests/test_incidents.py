"""The worked example of docs/incidents.md: its commands print what the page says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "incidents.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def run() -> str:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(docs)
    return str(docs.session(PAGE))


def test_the_page_is_current(run: str) -> None:
    assert run == PAGE, "run: make docs"


def test_four_reports_are_one_incident(run: str) -> None:
    shown = re.findall(r"\$ onrecord show i1 .*?\n(.*?)```", run, re.DOTALL)
    before, after = (" ".join(text.split()) for text in shown)
    for part in (
        "Suicide bomb (occurred)",
        "of 3 independent sources",
        "2021-03-02",
        "Zinder, NER",
        "[copy of r1]",
        "17 (9–17)",
        "≠ 9",
        "12+",
        "17 ↑",
    ):
        assert part in before, part
    for part in (
        "denies",
        "≠ 30+",
        "Lantern Front",
        "people at the market",
        "a person (d2)",
        "accepted",
    ):
        assert part in after, part
