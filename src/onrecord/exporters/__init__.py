"""Coded reports to what leaves the program; one file a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Literal, get_args

from onrecord.schema import CodedReport

__all__ = ["FORMATS", "Format", "export"]

Format = Literal["table", "json", "jsonl", "csv", "geojson", "html"]
FORMATS: tuple[str, ...] = get_args(Format)


def export(
    coded: Iterable[CodedReport], *, format: Format = "json", width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
    """Coded reports in a format, in pieces of text as they come.

    Args:
        coded: the reports; taken one by one.
        format: ``table``, ``json``, ``jsonl``, ``csv``, ``geojson`` or ``html``.
        width: of the table, in columns.
        colour: whether the table has terminal colours.
        many: whether ``json`` is an array; the other formats take any number of reports.
    """
    pieces: Iterator[str] = import_module(f"onrecord.exporters.{format}").export(coded, width=width, colour=colour, many=many)
    return pieces
