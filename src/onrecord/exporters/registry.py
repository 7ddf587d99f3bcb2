"""Every export format, one row each: what the command line offers, its help, the documentation and
the tests are made from these two tables.

A new format is one file of this folder and one row here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from onrecord.exporters.text_form import Form
    from onrecord.schema import CodedReport


class ReportExporter(Protocol):
    """What the module of a report format gives as ``export``: coded reports as pieces of text."""

    def __call__(
        self, coded: Iterable[CodedReport], *, width: int, colour: bool, many: bool
    ) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format of coded reports: ``onrecord code --format NAME``.

    Attributes:
        name: the name, and that of its module.
        suffix: the usual ending of its files.
        meaning: what it is, in one line; ``several``: what becomes of several reports.
        keeps_warnings: whether it has a place for a report's warnings; if not, the command prints
            them to standard error.
    """

    name: str
    suffix: str
    meaning: str
    several: str
    keeps_warnings: bool = True

    @property
    def export(self) -> ReportExporter:
        """The exporter; its module is loaded when it is asked for."""
        return cast("ReportExporter", import_module(f"onrecord.exporters.{self.name}").export)


@dataclass(frozen=True, slots=True)
class IncidentLayout:
    """A layout of incidents: ``onrecord export --as NAME``.

    Attributes:
        name: the name, and that of its module.
        suffix: the usual ending of its files.
        meaning: what it is, in one line; ``purpose``: what it is for.
        text: whether it is text; if not, its module writes files with ``write``.
    """

    name: str
    suffix: str
    meaning: str
    purpose: str
    text: bool = True

    @property
    def form(self) -> Form:
        """How its lines are written and checked; only for text layouts."""
        return cast("Form", import_module(f"onrecord.exporters.{self.name}").FORM)


REPORT_FORMATS: dict[str, ReportFormat] = {
    row.name: row
    for row in (
        ReportFormat(
            "table",
            ".txt",
            "for the terminal, the default",
            "one table after the other",
        ),
        ReportFormat(
            "json",
            ".json",
            "the whole record, under the schema `onrecord/1`",
            "an array if there are several inputs or the input is JSON lines or CSV, otherwise one"
            " object",
        ),
        ReportFormat(
            "jsonl",
            ".jsonl",
            "the same, one line per report",
            "one line each",
        ),
        ReportFormat(
            "csv",
            ".csv",
            "one row per event",
            "all rows under one header",
            keeps_warnings=False,
        ),
        ReportFormat(
            "geojson",
            ".geojson",
            "one feature per event; geometry null where the place has no point",
            "one FeatureCollection",
            keeps_warnings=False,
        ),
        ReportFormat(
            "html",
            ".html",
            "one self-contained page",
            "all on one page",
        ),
    )
}
"""The formats of coded reports, by name."""

INCIDENT_LAYOUTS: dict[str, IncidentLayout] = {
    row.name: row
    for row in (
        IncidentLayout(
            "acled",
            ".csv",
            "CSV, ACLED's 31 columns and vocabularies",
            "tools made for ACLED's data",
        ),
        IncidentLayout(
            "ucdp",
            ".csv",
            "CSV, the 49 columns of UCDP GED",
            "tools made for UCDP's data",
        ),
        IncidentLayout(
            "polecat",
            ".tsv",
            "TSV, POLECAT's 40 columns, PLOVER types and sectors",
            "event-data models",
        ),
        IncidentLayout(
            "plover",
            ".jsonl",
            "PLOVER's JSON, one object per line",
            "the same, with lists",
        ),
        IncidentLayout(
            "csv",
            ".csv",
            "our own columns, one row per incident",
            "spreadsheets",
        ),
        IncidentLayout(
            "geojson",
            ".geojson",
            "one feature per incident; several places make it a MultiPoint",
            "maps",
        ),
        IncidentLayout(
            "hxl",
            ".csv",
            "CSV with a row of HXL tags",
            "the Humanitarian Data Exchange",
        ),
        IncidentLayout(
            "parquet",
            ".parquet",
            "three tables: incidents, their events, their claims",
            "databases, R, pandas; needs `pip install 'onrecord[parquet]'`",
            text=False,
        ),
        IncidentLayout(
            "jsonl",
            ".jsonl",
            "each incident in full, one per line",
            "keeping, reading back in Python (`onrecord.exporters.jsonl.read`)",
        ),
    )
}
"""The layouts of incidents, by name."""

FORMATS: tuple[str, ...] = tuple(REPORT_FORMATS)
TABLES: tuple[str, ...] = tuple(INCIDENT_LAYOUTS)

REPORTS = IncidentLayout(
    "reports",
    ".jsonl",
    "every report with its newest coding, one per line",
    "another casebook: `onrecord add` reads it",
)
"""What a casebook exports in addition to incidents: its reports, as
``onrecord code --format jsonl`` prints them."""

LAYOUTS: dict[str, IncidentLayout] = {**INCIDENT_LAYOUTS, REPORTS.name: REPORTS}
"""What ``onrecord export --as`` takes, by name."""
