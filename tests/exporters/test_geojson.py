"""GeoJSON."""

from __future__ import annotations

import json

from onrecord.exporters.geojson import export
from onrecord.schema import CodedReport, Place


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


def test_several_places(coded: CodedReport) -> None:
    first, *_ = coded.events
    also = (
        Place(name="the mill"),
        Place(name="the ford", latitude=16.5, longitude=-0.25, precision="exact"),
    )

    def shape(where: Place) -> object:
        told = coded.model_copy(
            update={"events": (first.model_copy(update={"where": where, "where_also": also}),)}
        )
        (feature,) = json.loads("".join(export([told])))["features"]
        assert feature["properties"]["places_also"] == "the mill; the ford"
        return feature["geometry"]

    assert shape(first.where) == {
        "type": "MultiPoint",
        "coordinates": [[-0.05, 16.2666], [-0.25, 16.5]],
    }
    assert shape(Place(country="MLI")) == {"type": "MultiPoint", "coordinates": [[-0.25, 16.5]]}


def test_empty() -> None:
    assert json.loads("".join(export([]))) == {"type": "FeatureCollection", "features": []}
