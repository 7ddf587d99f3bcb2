"""The registry of formats: the command line offers its rows, and each row has its module."""

from __future__ import annotations

from importlib import import_module

import pytest

from onrecord import cli
from onrecord.cli.casebook import Layout
from onrecord.exporters.registry import INCIDENT_LAYOUTS, LAYOUTS, REPORT_FORMATS


def test_the_command_line_offers_every_row() -> None:
    assert tuple(cli.Format) == tuple(REPORT_FORMATS)
    assert tuple(Layout) == tuple(LAYOUTS)


@pytest.mark.parametrize("name", INCIDENT_LAYOUTS)
def test_a_layout_is_written_by_lines_or_as_files(name: str) -> None:
    module = import_module(f"onrecord.exporters.{name}")
    assert hasattr(module, "FORM") == INCIDENT_LAYOUTS[name].text
    assert hasattr(module, "write") != INCIDENT_LAYOUTS[name].text
