"""CSV: one row an event, flat; several values in one cell are separated by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from onrecord.exporters import words
from onrecord.schema import CodedReport, Event, acled_geo_precision, acled_time_precision, ucdp_date_prec, ucdp_where_prec

SUFFIX = ".csv"
KINDS = ("killed", "injured", "arrested", "abducted", "missing", "displaced")
COLUMNS = (
    "report_id",
    "title",
    "outlet",
    "url",
    "published",
    "published_basis",
    "event_id",
    "type",
    "status",
    "date_start",
    "date_end",
    "date_precision",
    "date_basis",
    "acled_time_precision",
    "ucdp_date_prec",
    "place",
    "resolved",
    "gazetteer_id",
    "country",
    "admin1",
    "admin2",
    "latitude",
    "longitude",
    "radius_km",
    "place_precision",
    "acled_geo_precision",
    "ucdp_where_prec",
    "side_a",
    "side_a_actor",
    "side_a_kind",
    "side_b",
    "side_b_actor",
    "side_b_kind",
    *(f"{kind}_{bound}" for kind in KINDS for bound in ("low", "best", "high", "class")),
    "items",
    "weapons",
    "speakers",
    "stances",
    "evidence",
    "confidence",
)


def export(coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False) -> Iterator[str]:
    """The header, then the rows of each report."""
    yield lines([COLUMNS])
    for one in coded:
        yield lines([[row[c] for c in COLUMNS] for row in (flat(one, event) for event in one.events)])


def flat(one: CodedReport, event: Event) -> dict[str, object]:
    """An event as one row; what is not known is None."""
    report, when, place = one.report, event.when, event.where
    row: dict[str, object] = {
        "report_id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published.start,
        "published_basis": report.published.basis,
        "event_id": event.id,
        "type": event.type,
        "status": event.status,
        "date_start": when.start,
        "date_end": when.end,
        "date_precision": when.precision,
        "date_basis": when.basis,
        "acled_time_precision": acled_time_precision(when),
        "ucdp_date_prec": ucdp_date_prec(when),
        "place": place.name,
        "resolved": place.resolved,
        "gazetteer_id": place.gazetteer_id,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_km": place.radius_km,
        "place_precision": place.precision,
        "acled_geo_precision": acled_geo_precision(place),
        "ucdp_where_prec": ucdp_where_prec(place),
        "items": words.listed(f"{i.act} {i.kind}" for i in event.items),
        "weapons": words.listed(w.name for w in event.weapons),
        "speakers": "; ".join(c.speaker.name for c in event.claims),
        "stances": "; ".join(c.stance for c in event.claims),
        "evidence": " … ".join(s.text for s in event.evidence),
        "confidence": event.confidence,
    }
    for side, actors in (("side_a", event.side_a), ("side_b", event.side_b)):
        row[side] = "; ".join(a.name for a in actors)
        row[f"{side}_actor"] = aligned(a.actor for a in actors)
        row[f"{side}_kind"] = aligned(a.kind for a in actors)
    found = {kind: (value, class_) for kind, value, class_ in words.headline(event)}
    for kind in KINDS:
        value, class_ = found.get(kind, (None, None))
        row |= {f"{kind}_low": value and value.low, f"{kind}_best": value and value.best, f"{kind}_high": value and value.high}
        row[f"{kind}_class"] = class_
    return row


def aligned(values: Iterable[str | None]) -> str:
    """Values in the order of the names beside them, an empty place for each unknown one; nothing where all are unknown."""
    parts = [v or "" for v in values]
    return "; ".join(parts) if any(parts) else ""


def lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV (RFC 4180 quoting, lines ended by a newline)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
