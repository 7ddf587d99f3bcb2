"""How values are written."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.exporters import words
from onrecord.schema import Claim, CodedReport, Interval, Place, Report, Speaker, When


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (15, 15, "15"),
        (24, 99, "24–99"),
        (15, None, "15 or more"),
        (0, 15, "up to 15"),
        (None, 15, "up to 15"),
        (0, 0, "none"),
        (None, None, "number not known"),
        (2000, 2000, "2,000"),
        (0, None, "0 or more"),
    ],
)
def test_interval(low: int | None, high: int | None, said: str) -> None:
    assert words.interval(low, high) == said


def test_best_is_said_where_it_is_no_end() -> None:
    assert words.figure(Interval(low=10, best=12, high=30)) == "10–30, best 12"
    assert words.figure(Interval(low=10, best=10, high=30)) == "10–30"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(), "no date"),
        (When(value="XXXX-12-10"), "XXXX-12-10 (year not known)"),
        (When(start=date(2024, 6, 1), end=date(2024, 6, 1), precision="day"), "2024-06-01"),
        (When(start=date(2024, 6, 1), end=date(2024, 6, 30), precision="month"), "2024-06"),
        (When(start=date(2024, 1, 1), end=date(2024, 12, 31), precision="year"), "2024"),
        (
            When(start=date(2024, 6, 1), end=date(2024, 6, 7), precision="week"),
            "2024-06-01 to 2024-06-07",
        ),
        (When(end=date(2024, 6, 1), precision="range"), "until 2024-06-01"),
        (When(start=date(2024, 6, 1), precision="range"), "since 2024-06-01"),
    ],
)
def test_days(when: When, said: str) -> None:
    assert words.days(when) == said


def test_place() -> None:
    place = Place(
        name="Gao", resolved="Gao", admin1="Gao", country="MLI", precision="exact", radius_km=5
    )
    assert words.resolved(place) == "Gao, MLI"
    assert words.precision(place) == "exact, within 5 km"
    assert words.resolved(Place(name="a hill")) is None


def test_speaker() -> None:
    assert words.speaker(Claim(speaker=Speaker(name="REPORT"))) == "the report"
    assert words.speaker(Claim(speaker=Speaker(name="Awa Sow", title="mayor"))) == "Awa Sow, mayor"
    assert (
        words.speaker(Claim(speaker=Speaker(name="mayor Awa Sow", title="Mayor")))
        == "mayor Awa Sow"
    )


def test_headline(coded: CodedReport) -> None:
    rows = words.headline(coded.events[0])
    assert [(kind, words.figure(value), class_) for kind, value, class_ in rows] == [
        ("killed", "12–15", "civilian")
    ]


def test_a_report_without_a_title_is_called_by_its_first_paragraph() -> None:
    report = Report(
        text="\nRaid on a village near Orbel\nleaves two dead\n\nORBEL, 3 March 2031 - Gunmen came at dawn."
    )
    assert words.heading(report) == "Raid on a village near Orbel leaves two dead"
