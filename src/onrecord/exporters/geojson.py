"""GeoJSON (RFC 7946): one FeatureCollection, one feature per event of a report or per incident.

A feature without a point has the geometry null; one with several places is a MultiPoint with its
``where`` first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.codebook import Codebook
from onrecord.exporters.csv import flat
from onrecord.exporters.flat import INCIDENTS, incident_row
from onrecord.exporters.stamp import Stamp
from onrecord.exporters.text_form import text
from onrecord.schema import CodedReport, Event, Incident, Place


def export(
    coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
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
    return made(f"{one.report.id}#{event.id}", (event.where, *event.where_also), flat(one, event))


def made(id: str, places: Iterable[Place], row: dict[str, object]) -> dict[str, Any]:
    """A feature of a row, without its coordinates and empty cells among the properties."""
    found = [
        [place.longitude, place.latitude]
        if place.latitude is not None and place.longitude is not None
        else None
        for place in places
    ]
    points = [point for point in found if point]
    several = {"type": "MultiPoint", "coordinates": points} if points else None
    return {
        "type": "Feature",
        "id": id,
        "geometry": {"type": "Point", "coordinates": points[0]}
        if points and points == found[:1]
        else several,
        "properties": {
            k: v
            for k, v in row.items()
            if k not in ("latitude", "longitude") and v not in (None, "")
        },
    }


class Features:
    """Incidents: a feature a line, the stamp as the collection's member ``onrecord``."""

    between = ",\n"

    def head(self, stamp: Stamp) -> str:
        """The collection's beginning."""
        return '{"type": "FeatureCollection", "features": [\n'

    def line(self, incident: Incident, book: Codebook) -> str:
        """The incident's feature."""
        return json.dumps(
            made(incident.id, (incident.where, *incident.where_also), incident_row(incident, book)),
            ensure_ascii=False,
            default=str,
        )

    def problems(self, line: str) -> list[str]:
        """What is wrong with a feature read back: its members, its points, and its properties as
        the CSV's columns."""
        found = json.loads(line)
        if list(found) != ["type", "id", "geometry", "properties"] or found["type"] != "Feature":
            return ["is not a feature"]
        shape = found["geometry"] or {"type": "Point", "coordinates": [None, None]}
        points = shape["coordinates"] if shape["type"] == "MultiPoint" else [shape["coordinates"]]
        pointed = shape["type"] in ("Point", "MultiPoint") and points
        if not pointed or any(len(point) != 2 for point in points):
            return ["geometry is not a point"]
        if strange := [name for name in found["properties"] if name not in INCIDENTS.header]:
            return [f"{strange[0]} is not a property of an incident"]
        rows = (
            dict(zip(("longitude", "latitude"), point, strict=True)) | found["properties"]
            for point in points
        )
        return [
            problem
            for row in rows
            for problem in INCIDENTS.problems(
                {name: text(row.get(name)) for name in INCIDENTS.header}
            )
        ]

    def foot(self, stamp: Stamp) -> str:
        """The collection's end with the stamp."""
        return f'\n], "onrecord": {stamp.to_json()}}}\n'


FORM = Features()
