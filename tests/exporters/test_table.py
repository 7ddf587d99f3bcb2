"""The table of the terminal."""

from __future__ import annotations

import pytest

from onrecord.exporters.table import export
from onrecord.schema import Actor, CodedReport, Place, Report


@pytest.mark.parametrize("width", [20, 60, 80, 100, 300])
def test_fits(coded: CodedReport, width: int) -> None:
    lines = "".join(export([coded], width=width)).splitlines()
    assert max(map(len, lines)) <= max(60, min(width, 120))


def test_says_all(coded: CodedReport) -> None:
    text = " ".join("".join(export([coded], width=120)).split())
    for part in (
        "Gunmen kill villagers",
        "Sahel Wire",
        "2024-06-03",
        "4 events",
        "Attack (threatened)",
        "killed 12–15",
        "→ the Dawn Brigade",
    ):
        assert part in text
    for part in ("no date", "counted from e1", "The army: denies", "the report: states", "W101"):
        assert part in text
    assert "\x1b" not in text


def test_other_places(coded: CodedReport) -> None:
    also = (Place(name="the mill"), Place(resolved="Kidal", country="MLI"))
    told = coded.model_copy(
        update={"events": (coded.events[0].model_copy(update={"where_also": also}),)}
    )
    assert "also the mill; Kidal" in " ".join("".join(export([told], width=120)).split())


def test_colour(coded: CodedReport) -> None:
    assert "\x1b[" in "".join(export([coded], colour=True))


def test_no_events() -> None:
    assert "No events" in "".join(export([CodedReport(report=Report(text="Nothing."))]))


def test_a_report_does_not_steer_the_terminal(coded: CodedReport) -> None:
    event = coded.events[2].model_copy(update={"side_b": (Actor(name="a \x1b[2Jcamp"),)})
    text = "".join(export([coded.model_copy(update={"events": (event,)})]))
    assert "\x1b" not in text
    assert "camp" in text


def test_a_blank_line_parts_two_reports(coded: CodedReport) -> None:
    one, two = export([coded, coded])
    assert two == "\n" + one
