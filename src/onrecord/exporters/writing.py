"""Coded reports and incidents to text and files, whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from onrecord.errors import Errors, OnrecordError, writing
from onrecord.exporters.registry import INCIDENT_LAYOUTS, REPORT_FORMATS
from onrecord.exporters.stamp import Stamp, sidecar, write_stamp
from onrecord.exporters.text_form import Form, LeftOut
from onrecord.schema import CodedReport, Incident

if TYPE_CHECKING:
    from onrecord.codebook import Codebook
    from onrecord.exporters.protect import Protection


def export(
    coded: Iterable[CodedReport],
    *,
    format: str = "json",
    width: int = 80,
    colour: bool = False,
    many: bool = False,
) -> Iterator[str]:
    """Coded reports in a format, in pieces of text as they come.

    Args:
        coded: the reports; taken one by one.
        format: a name of :data:`onrecord.exporters.registry.REPORT_FORMATS`.
        width: of the table, in columns.
        colour: whether the table has terminal colours.
        many: whether ``json`` is an array; the other formats take any number of reports.

    Raises:
        KeyError: no format has that name.
    """
    return REPORT_FORMATS[format].export(coded, width=width, colour=colour, many=many)


def export_incidents(
    incidents: Iterable[Incident],
    *,
    as_: str,
    book: Codebook,
    rule: str | None = None,
    protect: Protection | None = None,
) -> Iterator[str]:
    """Incidents in a format, in pieces of text; for standard output. Arguments as for
    :func:`write_incidents`.

    Nothing is yielded before the last incident is checked.

    Raises:
        OnrecordError: E611 for an unknown format, E612 if a row does not fit its layout, E615
            if the format is not text (parquet).
    """
    layout = form(as_)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as rows:
        stamp = _rows(
            incidents,
            layout,
            rows,
            stamped(as_, book=book, rule=rule, protect=protect),
            book=book,
            protect=protect,
        )
        yield layout.head(stamp)
        rows.seek(0)
        while piece := rows.read(1 << 16):
            yield piece
        yield layout.foot(stamp)


def write_incidents(
    incidents: Iterable[Incident],
    out: Path,
    *,
    as_: str,
    book: Codebook,
    rule: str | None = None,
    protect: Protection | None = None,
) -> Stamp:
    """Write incidents to a file, whole or not at all, with its stamp next to it
    (``FILE.stamp.json``).

    Args:
        incidents: taken one by one; with ``protect`` they are read twice (an iterator is kept in a
            temporary file meanwhile).
        out: the file; ``parquet`` writes three: ``x.parquet`` names ``x.incidents.parquet``,
            ``x.events.parquet``, ``x.claims.parquet``.
        as_: a name of :data:`onrecord.exporters.registry.INCIDENT_LAYOUTS`.
        book: the casebook's codebook: its crosswalks fill the columns, its digest goes into the
            stamp.
        rule: the named rule by which the casebook sets headline values.
        protect: a protection policy with its salt.

    Returns:
        The stamp, with the number of rows, what was left out and why, and the hashes: what an audit
        trail records about an export.

    Raises:
        OnrecordError: E602 if the file cannot be written, E611 for an unknown format, E612 if
            a row does not fit its layout (it names the incident), E691 if an optional package is
            missing.
    """
    if as_ in INCIDENT_LAYOUTS and not INCIDENT_LAYOUTS[as_].text:
        write = import_module(f"onrecord.exporters.{as_}").write
        return cast(
            "Stamp",
            write(
                incidents,
                out,
                stamped(as_, book=book, rule=rule, protect=protect),
                book=book,
                protect=protect,
            ),
        )
    pieces = form(as_)
    with writing(out), tempfile.TemporaryDirectory(prefix=".onrecord-", dir=out.parent) as folder:
        body, made, beside = (Path(folder) / name for name in ("rows", "whole", "stamp"))
        with body.open("w+", encoding="utf-8", newline="") as rows:
            stamp = _rows(
                incidents,
                pieces,
                rows,
                stamped(as_, book=book, rule=rule, protect=protect),
                book=book,
                protect=protect,
            )
        with (
            made.open("w", encoding="utf-8", newline="") as whole,
            body.open(encoding="utf-8", newline="") as rows,
        ):
            whole.write(pieces.head(stamp))
            shutil.copyfileobj(rows, whole)
            whole.write(pieces.foot(stamp))
        stamp = write_stamp(beside, stamp, {out.name: made})
        made.replace(out)
        beside.replace(sidecar(out))
    return stamp


def form(as_: str) -> Form:
    """The format with this name."""
    if as_ not in INCIDENT_LAYOUTS:
        raise OnrecordError(
            Errors.E611.format(name=as_, known=", ".join(INCIDENT_LAYOUTS)), code="E611"
        )
    if not INCIDENT_LAYOUTS[as_].text:
        raise OnrecordError(Errors.E615.format(name=as_), code="E615")
    return INCIDENT_LAYOUTS[as_].form


def stamped(as_: str, *, book: Codebook, rule: str | None, protect: Protection | None) -> Stamp:
    """The stamp of an export before its rows are known."""
    from onrecord import __version__

    return Stamp(
        layout=as_,
        version=__version__,
        codebook=book.digest,
        rule=rule,
        policy=protect.name if protect else None,
    )


def _rows(
    incidents: Iterable[Incident],
    form: Form,
    out: IO[str],
    stamp: Stamp,
    *,
    book: Codebook,
    protect: Protection | None,
) -> Stamp:
    """Write the lines, each checked as written; returns the stamp with their number and hash."""
    left: Counter[str] = Counter()
    hash, count = hashlib.sha256(), 0
    for incident in protect.over(incidents) if protect else incidents:
        try:
            line = form.line(incident, book)
        except LeftOut as reason:
            left[str(reason)] += 1
            continue
        if problems := form.problems(line):
            raise OnrecordError(
                Errors.E612.format(
                    incident=incident.id, layout=stamp.layout, problems="; ".join(problems)
                ),
                code="E612",
            )
        out.write((form.between if count else "") + line)
        hash.update(line.encode() + b"\n")
        count += 1
    return stamp.model_copy(
        update={
            "count": count,
            "left_out": dict(sorted(left.items())),
            "rows": f"sha256:{hash.hexdigest()}",
        }
    )
