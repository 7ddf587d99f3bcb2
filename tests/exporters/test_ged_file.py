"""UCDP's own rows go through the checker of our GED layout."""

import json
from pathlib import Path

import pytest

from onrecord.exporters.ucdp import LAYOUT

FILE = Path(__file__).parents[3] / "shared" / "corpora" / "ucdp_ged_car" / "GEDEvent_v23_1.geojson"
POINT = ("latitude", "longitude", "geom_wkt")


@pytest.mark.shared
@pytest.mark.skipif(not FILE.exists(), reason="the data folder is not next to the project")
def test_every_row_of_ged_fits_the_layout() -> None:
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    for feature in features:
        row = feature["properties"]
        assert tuple(row) == tuple(name for name in LAYOUT.header if name not in POINT)
        longitude, latitude = feature["geometry"]["coordinates"]
        whole = {
            **row,
            "latitude": latitude,
            "longitude": longitude,
            "geom_wkt": f"POINT ({longitude} {latitude})",
        }
        assert (
            LAYOUT.problems({name: str(whole[name]) for name in LAYOUT.header}, foreign=True) == []
        ), row["id"]
    assert len(features) == 1848
