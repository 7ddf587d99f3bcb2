"""Incidents in our own tables: CSV, GeoJSON, HXL, Parquet."""

import csv
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from tests.incidents import TEXT_LAYOUTS, account, claim, incident, killed

from onrecord.codebook import Codebook
from onrecord.errors import OnrecordError
from onrecord.exporters import export_incidents, form, verify, write_incidents
from onrecord.exporters.flat import INCIDENTS
from onrecord.exporters.hxl import TAGS
from onrecord.schema import Basis, Incident, Interval, Place, When

ODD = [
    incident(),
    incident(
        account(3, claims=(claim(),), harm=(), totals={}),
        id="i2",
        status="denied",
        review="rejected",
        when=When(),
        where=Place(name='the "blue" house, Gao\nand around'),
        totals={"injured": Interval(low=2, high=None)},
        basis={"totals.injured": Basis(rule="best_low_high", decision="d3")},
        missing=("when", "weapons"),
    ),
]


@pytest.mark.parametrize("as_", TEXT_LAYOUTS)
def test_the_same_bytes_each_time_and_nothing_for_nothing(
    book: Codebook, tmp_path: Path, as_: str
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    stamp = write_incidents(iter(ODD), one, as_=as_, book=book, rule="most_conservative")
    write_incidents(ODD, other, as_=as_, book=book, rule="most_conservative")
    assert (
        one.read_bytes()
        == other.read_bytes()
        == "".join(export_incidents(ODD, as_=as_, book=book, rule="most_conservative")).encode()
    )
    assert stamp.count + sum(stamp.left_out.values()) == len(ODD)
    assert verify(one).rows == stamp.rows
    assert write_incidents([], other, as_=as_, book=book).count == 0
    assert verify(other)


def test_csv_holds_every_incident(book: Codebook) -> None:
    rows = list(csv.DictReader("".join(export_incidents(ODD, as_="csv", book=book)).splitlines()))
    assert [tuple(row) for row in rows] == [INCIDENTS.header] * 2
    first, second = rows
    assert (
        first["killed_low"],
        first["killed_best"],
        first["killed_high"],
        first["killed_class"],
    ) == ("12", "12", "15", "civilian")
    assert (first["killed_rule"], first["differs"], first["accounts"]) == (
        "most_conservative",
        "totals.killed",
        "r1e1; r2e1",
    )
    assert (second["status"], second["review"], second["injured_low"], second["injured_high"]) == (
        "denied",
        "rejected",
        "2",
        "",
    )
    assert (second["place"], second["decisions"], second["missing"]) == (
        'the "blue" house, Gao and around',
        "d3",
        "when; weapons",
    )


def test_geojson(book: Codebook) -> None:
    whole = json.loads(
        "".join(export_incidents(ODD, as_="geojson", book=book, rule="official_first"))
    )
    assert whole["type"] == "FeatureCollection"
    assert whole["onrecord"]["rule"] == "official_first"
    assert whole["onrecord"]["count"] == 2
    assert [feature["id"] for feature in whole["features"]] == ["i1", "i2"]
    assert whole["features"][0]["geometry"] == {
        "type": "Point",
        "coordinates": [-0.04472, 16.27167],
    }
    assert whole["features"][1]["geometry"] is None
    assert whole["features"][0]["properties"]["killed_best"] == 12


def test_the_checker_of_geojson(book: Codebook) -> None:
    geojson = form("geojson")
    line = geojson.line(incident(), book)
    assert not geojson.problems(line)
    assert geojson.problems(line.replace("16.27167", "96.2")) == ["latitude 96.2 is more than 90"]
    assert geojson.problems(line.replace('"killed_low": 12', '"killed_low": 20')) == [
        "low, best and high are not in order"
    ]
    assert geojson.problems(line.replace('"type": "Feature"', '"type": "Point"')) == [
        "is not a feature"
    ]


def test_hxl(book: Codebook) -> None:
    header, tags, row = csv.reader(
        "".join(export_incidents(ODD, as_="hxl", book=book)).splitlines()
    )
    assert tags == list(TAGS.values())
    assert all(tag.startswith("#") for tag in tags) and len(set(tags)) == len(tags)
    found = dict(zip(tags, row, strict=True))
    assert header[0] == "incident"
    assert (found["#event+type"], found["#country+name"], found["#country+code"]) == (
        "Remote explosive/landmine/IED",
        "Mali",
        "MLI",
    )
    assert (
        found["#affected+killed"],
        found["#affected+killed+max"],
        found["#actor+name+from"],
    ) == ("12", "15", "Dawn Brigade (Mali)")
    assert found["#date+reported"] == "2024-06-02"
    assert found["#meta+rule"] == "most_conservative"


needs_pyarrow = pytest.mark.skipif(
    importlib.util.find_spec("pyarrow") is None,
    reason="pyarrow (the extra 'parquet') is not installed",
)


@needs_pyarrow
def test_parquet(book: Codebook, tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    from onrecord.exporters.parquet import stamp_of

    out = tmp_path / "x.parquet"
    given = [
        *ODD,
        incident(
            account(5, harm=(killed(3), killed(5, claim=1)), claims=(claim(), claim("A medic"))),
            id="i3",
        ),
    ]
    stamp = write_incidents(iter(given), out, as_="parquet", book=book, rule="best_low_high")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "x.claims.parquet",
        "x.events.parquet",
        "x.incidents.parquet",
        "x.parquet.stamp.json",
    ]
    incidents, events, claims = (
        parquet.read_table(tmp_path / f"x.{name}.parquet")
        for name in ("incidents", "events", "claims")
    )
    assert tuple(incidents.column_names) == INCIDENTS.header
    assert incidents["killed_best"].to_pylist() == [12, None, 12]
    assert str(incidents.schema.field("date_start").type) == "date32[day]"
    assert events["account"].to_pylist() == ["r1e1", "r2e1", "r3e1", "r5e1"]
    assert claims.select(["claim", "kind", "low"]).to_pylist()[-2:] == [
        {"claim": "r5e1/0", "kind": "killed", "low": 3},
        {"claim": "r5e1/1", "kind": "killed", "low": 5},
    ]
    assert stamp.count == 3
    assert stamp_of(tmp_path / "x.events.parquet") == stamp.model_copy(update={"files": {}})
    assert verify(out) == stamp
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write_incidents(given, out, as_="parquet", book=book, rule="best_low_high")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@needs_pyarrow
def test_parquet_is_written_whole_or_not(book: Codebook, tmp_path: Path) -> None:
    wrong = incident(id="i7", totals={"killed": Interval(low=9, best=2, high=3)})
    with pytest.raises(OnrecordError, match=r"E612 i7: .*not in order"):
        write_incidents([incident(), wrong], tmp_path / "x.parquet", as_="parquet", book=book)
    assert not list(tmp_path.iterdir())


def test_parquet_without_its_package_says_what_to_install(
    book: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnrecordError, match=r"E691 .*pip install 'onrecord\[parquet\]'"):
        write_incidents(ODD, tmp_path / "x.parquet", as_="parquet", book=book)
    with pytest.raises(OnrecordError, match="E615"):
        list(export_incidents(ODD, as_="parquet", book=book))


def test_a_folder_that_is_not_there(book: Codebook, tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E602"):
        write_incidents(ODD, tmp_path / "no" / "x.csv", as_="csv", book=book)


def test_a_file_of_its_own_checker(book: Codebook) -> None:
    wrong: list[Incident] = [incident(totals={"killed": Interval(low=9, best=2, high=3)})]
    with pytest.raises(
        OnrecordError,
        match="E612 i1: does not fit the layout csv: low, best and high are not in order",
    ):
        list(export_incidents(wrong, as_="csv", book=book))
