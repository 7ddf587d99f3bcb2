"""GeoJSON (RFC 7946): one FeatureCollection, one feature an event; an event without a point has the geometry null."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exporters.csv import flat
from onrecord.schema import CodedReport, Event

SUFFIX = ".geojson"


def export(coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False) -> Iterator[str]:
    """The collection; a feature's properties are the columns of the CSV without the coordinates."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for one in coded:
        for event in one.events:
            yield separator + json.dumps(feature(one, event), ensure_ascii=False, default=str)
            separator = ",\n"
    yield "\n]}\n"


def feature(one: CodedReport, event: Event) -> dict[str, Any]:
    """An event as a feature; coordinates in the order longitude, latitude (WGS 84)."""
    place = event.where
    known = place.latitude is not None and place.longitude is not None
    return {
        "type": "Feature",
        "id": f"{one.report.id}#{event.id}",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if known else None,
        "properties": {k: v for k, v in flat(one, event).items() if k not in ("latitude", "longitude") and v not in (None, "")},
    }
