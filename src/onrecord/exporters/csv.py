"""CSV: one flat row per event of a report, or per incident; several values in one cell are
separated by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from onrecord.exporters.flat import INCIDENTS, SHARED, incident_row, shared
from onrecord.exporters.text_form import Tabular
from onrecord.schema import CodedReport, Event

COLUMNS = (
    "report_id",
    "title",
    "outlet",
    "url",
    "published",
    "published_basis",
    "event_id",
    *(column.name for column in SHARED),
    "speakers",
    "stances",
    "evidence",
    "confidence",
)


def export(
    coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
    """The header, then the rows of each report."""
    yield lines([COLUMNS])
    for one in coded:
        yield lines(
            [[row[c] for c in COLUMNS] for row in (flat(one, event) for event in one.events)]
        )


def flat(one: CodedReport, event: Event) -> dict[str, object]:
    """An event as one row; unknown values are None."""
    report = one.report
    return {
        "report_id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published.start,
        "published_basis": report.published.basis,
        "event_id": event.id,
        **shared(event),
        "speakers": "; ".join(c.speaker.name for c in event.claims),
        "stances": "; ".join(c.stance for c in event.claims),
        "evidence": " … ".join(s.text for s in event.evidence),
        "confidence": event.confidence,
    }


def lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV (RFC 4180 quoting, lines ended by a newline)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


FORM = Tabular(INCIDENTS, incident_row)
