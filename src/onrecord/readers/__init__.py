"""Read files, standard input and web pages as reports; one module per format, one row
of :mod:`onrecord.readers.registry` for each."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from onrecord.errors import Errors, OnrecordError
from onrecord.readers.reading import Known, Reading
from onrecord.readers.registry import PAGE, PLAIN, SUFFIXES, InputFormat, by_content, by_suffix
from onrecord.readers.source import LIMIT, ROOM, fetch, is_url
from onrecord.schema import Report

MOST = 2**31
"""The most bytes of a table of reports."""

__all__ = ["LIMIT", "Known", "Reading", "holds_many", "read", "readings", "within"]


def suffix(source: str) -> str:
    """The ending of a file's name, in lower case; empty for standard input and web pages."""
    return "" if source == "-" or is_url(source) else Path(source).suffix.lower()


def within(sources: Iterable[str]) -> list[str]:
    """The sources, with each folder replaced by the readable files in it, by name.

    Raises:
        OnrecordError: E211 if a folder contains none.
    """
    found: list[str] = []
    for source in sources:
        if source == "-" or is_url(source) or not Path(source).is_dir():
            found.append(source)
            continue
        files = sorted(
            str(file)
            for file in Path(source).iterdir()
            if file.suffix.lower() in SUFFIXES and file.is_file()
        )
        if not files:
            raise OnrecordError(
                Errors.E211.format(source=source, suffixes=", ".join(SUFFIXES)), code="E211"
            )
        found += files
    return found


def called(source: str) -> str:
    """What messages call a source."""
    return "standard input" if source == "-" else source


def holds_many(source: str) -> bool:
    """Whether ``source`` is of a format that holds many reports."""
    known = by_suffix(suffix(source))
    return known is not None and known.many


def readings(
    source: str | Path, *, known: Known | None = None
) -> Iterator[Reading | OnrecordError]:
    """The reports of ``source``: a file (text, HTML, JSON lines, CSV), ``"-"`` for standard input,
    or a page's http(s) address.

    The format is recognised by the file's ending, otherwise by its first bytes. An error in one row
    of a table is returned as a value, and the rows after it are still read.

    Raises:
        OnrecordError: E201 to E208, when the whole source cannot be read.
    """
    name, known = str(source), known or Known()
    told = PAGE if is_url(name) else by_suffix(suffix(name))
    data = fetch(name, most=room(told, known))
    format = told or by_content(data)
    if format is PLAIN and len(data) > known.limit:
        raise OnrecordError(
            Errors.E205.format(source=called(name), size=len(data), limit=known.limit), code="E205"
        )
    yield from format.read(data, source=name if format.many else called(name), known=known)


def room(format: InputFormat | None, known: Known) -> int:
    """The most bytes to fetch: a table holds many reports, a page's text is only a part of it."""
    if format is None or format.markup:
        return known.limit * ROOM
    return MOST if format.many else known.limit


def read(
    source: str | Path,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: date | None = None,
    retrieved: date | None = None,
    limit: int = LIMIT,
) -> Report:
    """The one report of ``source`` (see :func:`readings`).

    What the caller gives takes precedence over what the file says. ``limit`` is in bytes of text.
    Warns (``UserWarning``) about anything doubtful, such as a guessed encoding.

    Raises:
        OnrecordError: E201 to E209; E210 when the source contains no report or several.
    """
    known = Known(title=title, outlet=outlet, published=published, retrieved=retrieved, limit=limit)
    found = list(readings(source, known=known))
    if len(found) != 1:
        raise OnrecordError(Errors.E210.format(source=source, count=len(found)), code="E210")
    if isinstance(found[0], OnrecordError):
        raise found[0]
    for doubt in found[0].diagnostics:
        warnings.warn(f"{doubt.code} {doubt.message}", stacklevel=2)
    return found[0].report
