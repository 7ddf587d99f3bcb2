"""GeoJSON."""

from __future__ import annotations

import json

from onrecord.exporters.geojson import export
from onrecord.schema import CodedReport


def test_collection(coded: CodedReport) -> None:
    data = json.loads("".join(export([coded])))
    assert data["type"] == "FeatureCollection"
    assert [f["geometry"] and f["geometry"]["coordinates"] for f in data["features"]] == [
        [-0.05, 16.2666],
        [-0.05, 16.2666],
        None,
        [-4.0, 17.0],
    ]
    assert data["features"][0]["properties"]["type"] == "ATTACK"
    assert len({f["id"] for f in data["features"]}) == 4


def test_empty() -> None:
    assert json.loads("".join(export([]))) == {"type": "FeatureCollection", "features": []}
