import csv
import json
from pathlib import Path

import pytest
from tests.incidents import ARMY, BRIGADE, CROWD, account, day, gao, incident

from onrecord.codebook import Codebook
from onrecord.errors import OnrecordError
from onrecord.exporters import export_incidents, verify, write_incidents
from onrecord.exporters.acled import LAYOUT
from onrecord.schema import Actor, Incident, Interval, Place

COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,"
    "region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def rows(book: Codebook, *incidents: Incident) -> list[dict[str, str]]:
    return list(
        csv.DictReader("".join(export_incidents(incidents, as_="acled", book=book)).splitlines())
    )


def test_columns(book: Codebook) -> None:
    assert ",".join(LAYOUT.header) == COLUMNS
    assert ",".join(rows(book, incident())[0]) == COLUMNS


def test_a_row(book: Codebook) -> None:
    (row,) = rows(book, incident())
    assert row["event_id_cnty"] == "i1"
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2024-06-01", "2024", "1")
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
    )
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "Dawn Brigade (Mali)",
        "Rebel group",
        "Civilians (Mali)",
        "Civilians",
    )
    assert row["interaction"] == "Rebel group-Civilians"
    assert row["civilian_targeting"] == "Civilian targeting"
    assert (row["iso"], row["region"], row["country"]) == ("466", "Western Africa", "Mali")
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == (
        "16.27167",
        "-0.04472",
        "1",
    )
    assert row["source"] == "Sahel Wire; Radio Niger Bend"
    assert row["fatalities"] == "12"
    assert row["notes"].startswith("Sahel Wire: A car bomb went off")
    assert row["notes"].endswith("Killed: 12 to 15 (most_conservative)")
    assert (
        not row["tags"] and not row["timestamp"] and not row["source_scale"] and not row["admin3"]
    )


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (day("2024-06-01", end="2024-06-07"), ("2024-06-04", "2")),
        (day("2024-06-01", end="2024-06-30"), ("2024-06-15", "3")),
        (day("2024-06-01", basis="report"), ("2024-06-01", "2")),
    ],
)
def test_a_day_that_is_not_known_is_the_middle(
    book: Codebook, when: object, expected: tuple[str, str]
) -> None:
    (row,) = rows(book, incident(when=when))
    assert (row["event_date"], row["time_precision"]) == expected


def test_what_acled_does_not_code_is_left_out_and_counted(book: Codebook, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    none = Place(country="MLI", latitude=17, longitude=-4, precision="country")
    odd = [
        incident(id="i1", where=none),
        incident(id="i2", when=day("2024-01-01", end="2024-12-31")),
        incident(id="i3", status="planned"),
        incident(id="i4", review="rejected"),
        incident(id="i5"),
    ]
    stamp = write_incidents(odd, out, as_="acled", book=book, rule="most_conservative")
    assert stamp.count == 1
    assert stamp.left_out == {
        "known to a country only": 1,
        "no day within a month": 1,
        "rejected in review": 1,
        "status planned": 1,
    }
    assert [line.split(",")[0] for line in out.read_text().splitlines()] == ["event_id_cnty", "i5"]


def test_interactions(book: Codebook) -> None:
    first, second, third, fourth = rows(
        book,
        incident(side_a=(BRIGADE,), side_b=(ARMY,)),
        incident(side_a=(ARMY,), side_b=()),
        incident(side_a=(ARMY,), side_b=(ARMY,)),
        incident(side_a=(Actor(name="men"), BRIGADE, ARMY), side_b=(Actor(name="the bridge"),)),
    )
    assert first["interaction"] == "State forces-Rebel group"
    assert (second["actor1"], second["actor2"], second["interaction"]) == (
        "Military Forces of Mali",
        "",
        "State forces only",
    )
    assert third["interaction"] == "State forces-State forces"
    assert (fourth["actor1"], fourth["assoc_actor_1"], fourth["interaction"]) == (
        "Dawn Brigade (Mali)",
        "Military Forces of Mali; men",
        "",
    )


def test_who_acted_stays_empty_where_nobody_is_named(book: Codebook) -> None:
    (row,) = rows(book, incident(side_a=()))
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"], row["interaction"]) == (
        "",
        "",
        "Civilians (Mali)",
        "Civilians",
        "",
    )


def test_no_number_of_dead_is_nought_and_an_open_one_its_low(book: Codebook) -> None:
    one, other = rows(
        book, incident(totals={}), incident(totals={"killed": Interval(low=15, high=None)})
    )
    assert (one["fatalities"], other["fatalities"]) == ("0", "15")


def test_copies_are_one_source(book: Codebook) -> None:
    first, second = account(1), account(2)
    copy = second.model_copy(
        update={"source": second.source.model_copy(update={"copy_of": first.source.id})}
    )
    (row,) = rows(book, incident(first, copy))
    assert row["source"] == "Sahel Wire"


def test_a_row_that_does_not_fit_is_an_error_and_no_file(book: Codebook, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("what stood there")
    with pytest.raises(OnrecordError, match=r"E612 i9: .*geo_precision|E612 i9: .*latitude"):
        write_incidents(
            [incident(), incident(id="i9", where=gao().model_copy(update={"latitude": 93.0}))],
            out,
            as_="acled",
            book=book,
        )
    assert out.read_text() == "what stood there"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_the_stamp_says_what_made_it(book: Codebook, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    stamp = write_incidents(
        [incident(), incident(id="i2", side_b=(CROWD,))],
        out,
        as_="acled",
        book=book,
        rule="most_conservative",
    )
    beside = json.loads((tmp_path / "a.csv.stamp.json").read_text())
    assert (beside["layout"], beside["rule"], beside["count"], beside["codebook"]) == (
        "acled",
        "most_conservative",
        2,
        book.digest,
    )
    assert verify(out) == stamp
    again = write_incidents(
        [incident(), incident(id="i2", side_b=(CROWD,))],
        out,
        as_="acled",
        book=book,
        rule="most_conservative",
    )
    assert again == stamp
    out.write_text(out.read_text().replace("Gao", "Goa"))
    with pytest.raises(OnrecordError, match=r"E613 a\.csv"):
        verify(out)


@pytest.mark.parametrize(
    ("words", "location"),
    [
        ("town of Kessou, 25 km west of Orbel", "Kessou"),
        ("the village of Umm al-Tessa", "Umm al-Tessa"),
        ("Pont de Drabo district", "Pont de Drabo"),
        ("a farm", "a farm"),
        ("Malian town", "Malian town"),
        ("Tinzawa", "Tinzawa"),
    ],
)
def test_a_place_that_did_not_resolve_goes_by_its_name(
    book: Codebook, words: str, location: str
) -> None:
    (row,) = rows(
        book, incident(where=gao(name=words, resolved=None, gazetteer_id=None, precision="near"))
    )
    assert row["location"] == location


def test_an_unknown_format(book: Codebook) -> None:
    with pytest.raises(OnrecordError, match="E611 there is no export 'gtd'"):
        list(export_incidents([], as_="gtd", book=book))
