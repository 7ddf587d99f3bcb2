import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.incidents import ARMY, BRIGADE, CROWD, account, claim, day, gao, incident, killed

from onrecord.codebook import Codebook
from onrecord.exporters import export_incidents, write_incidents
from onrecord.exporters.facts import dead
from onrecord.exporters.ucdp import LAYOUT, priogrid
from onrecord.schema import Actor, Incident, Interval, Toll

COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,"
    "priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,"
    "best,high,low,gwnoa,gwnob"
)


def rows(book: Codebook, *incidents: Incident) -> list[dict[str, str]]:
    return list(
        csv.DictReader("".join(export_incidents(incidents, as_="ucdp", book=book)).splitlines())
    )


def test_columns(book: Codebook) -> None:
    assert ",".join(LAYOUT.header) == COLUMNS
    assert len(LAYOUT.columns) == 49


def test_a_row(book: Codebook) -> None:
    (row,) = rows(book, incident())
    assert (row["id"], row["relid"], row["year"], row["type_of_violence"]) == (
        "1",
        "i1",
        "2024",
        "3",
    )
    assert (row["side_a"], row["side_b"]) == ("Dawn Brigade (Mali)", "Civilians")
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "15")
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == (
        "0",
        "0",
        "12",
        "0",
    )
    assert (row["number_of_sources"], row["source_office"]) == ("2", "Sahel Wire;Radio Niger Bend")
    assert row["source_article"].startswith('"Sahel Wire,2024-06-02,Blast in Gao, part 1";"Radio')
    assert row["source_original"] == "Ada Lindqvist"
    assert (row["where_prec"], row["date_prec"]) == ("1", "1")
    assert (row["country"], row["country_id"], row["region"]) == ("Mali", "432", "Africa")
    assert row["geom_wkt"] == "POINT (-0.044720 16.271670)"
    assert row["priogrid_gid"] == str(212 * 720 + 359 + 1)
    assert not any(row[c.name] for c in LAYOUT.columns if c.kind == "empty")


def test_a_government_is_side_a(book: Codebook) -> None:
    dead_soldiers = account(
        1,
        side_a=(BRIGADE,),
        side_b=(ARMY,),
        harm=(killed(4, whom="soldiers of the army", class_="combatant"),),
        type="ARMED_CLASH",
    )
    (row,) = rows(
        book,
        incident(
            dead_soldiers,
            totals={"killed": Interval(low=4, best=4, high=4)},
            tolls=(Toll(kind="killed", class_="combatant", low=4, best=4, high=4),),
        ),
    )
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (
        "1",
        "Government of Mali",
        "Dawn Brigade (Mali)",
    )
    assert (row["deaths_a"], row["deaths_b"], row["gwnoa"], row["gwnob"]) == ("4", "0", "432", "")


def test_the_dead_of_both_sides(book: Codebook) -> None:
    both = (
        killed(4, whom="soldiers of the army", class_="combatant"),
        killed(3, whom="men of the Dawn Brigade", class_="combatant"),
    )
    clash = account(1, side_a=(ARMY,), side_b=(BRIGADE,), harm=both, type="ARMED_CLASH")
    tolls = (Toll(kind="killed", class_="combatant", low=7, best=7, high=7),)
    (row,) = rows(
        book, incident(clash, totals={"killed": Interval(low=8, best=8, high=8)}, tolls=tolls)
    )
    assert (row["deaths_a"], row["deaths_b"], row["deaths_unknown"], row["best"]) == (
        "4",
        "3",
        "1",
        "8",
    )


def test_combatants_of_no_told_side_are_unknown(book: Codebook) -> None:
    fighters = account(
        1,
        side_a=(ARMY,),
        side_b=(BRIGADE,),
        harm=(killed(4, whom="men", class_="combatant"),),
        type="ARMED_CLASH",
    )
    tolls = (Toll(kind="killed", class_="combatant", low=4, best=4, high=4),)
    (row,) = rows(
        book, incident(fighters, totals={"killed": Interval(low=4, best=4, high=4)}, tolls=tolls)
    )
    assert (row["deaths_a"], row["deaths_b"], row["deaths_unknown"], row["best"]) == (
        "0",
        "0",
        "4",
        "4",
    )


def test_a_side_that_is_not_known_leaves_the_type_of_violence_open(book: Codebook) -> None:
    people = (Actor(name="people"),)
    mixed, civilian = rows(
        book,
        incident(side_b=people, totals={"killed": Interval(low=14, best=14, high=14)}),
        incident(side_b=people),
    )
    assert (mixed["type_of_violence"], mixed["side_b"]) == ("", "people")
    # all of the dead are
    assert (civilian["type_of_violence"], civilian["side_b"]) == ("3", "Civilians")


def test_names_as_ucdp_has_them(book: Codebook) -> None:
    forces = Actor(
        name="troops", actor="Military Forces of Yemen", kind="state_forces", country="YEM"
    )
    (row,) = rows(book, incident(where=gao(country="YEM", admin1=None), side_a=(forces,)))
    assert (row["country"], row["country_id"], row["region"], row["side_a"]) == (
        "Yemen (North Yemen)",
        "678",
        "Middle East",
        "Government of Yemen (North Yemen)",
    )


def test_what_ged_does_not_count_is_left_out_and_counted(book: Codebook, tmp_path: Path) -> None:
    odd = [
        incident(id="i1", totals={}),
        incident(id="i2", totals={"killed": Interval(low=0, best=0, high=0)}),
        incident(id="i3", totals={"killed": Interval(low=0, high=8)}),
        incident(id="i4", status="threatened"),
        incident(id="i5", type="PEACEFUL_PROTEST"),
        incident(id="i6", when=day("2020-01-01", end="2024-12-31")),
    ]
    stamp = write_incidents(odd, tmp_path / "u.csv", as_="ucdp", book=book)
    assert stamp.count == 1
    assert stamp.left_out == {
        "a type that UCDP does not count": 1,
        "no day within a year": 1,
        "no death": 2,
        "status threatened": 1,
    }


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (-90, -180, 1),
        (90, 180, 259200),
        (0, 0, 129961),
        (5.399784, 26.486881, 137213),
        (4.366667, 18.583333, 135758),
    ],
)
def test_cells_of_prio_grid(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude) == cell


BOUND = st.none() | st.integers(0, 300)


@settings(max_examples=150)
@given(low=BOUND, best=BOUND, high=BOUND, civilian=BOUND, combatant=BOUND)
def test_best_is_the_sum_whatever_the_claims(
    low: int | None, best: int | None, high: int | None, civilian: int | None, combatant: int | None
) -> None:
    tolls = tuple(
        Toll(kind="killed", class_=c, low=n, best=n, high=n)
        for c, n in (("civilian", civilian), ("combatant", combatant))
    )
    told = account(
        1,
        harm=(killed(combatant, whom="fighters of the Dawn Brigade", class_="combatant"),),
        claims=(claim(),),
    )
    found = dead(
        incident(told, totals={"killed": Interval(low=low, best=best, high=high)}, tolls=tolls)
    )
    if found is None:
        assert low is best is high is None
        return
    assert found.best == found.side_a + found.side_b + found.civilians + found.unknown
    assert 0 <= found.low <= found.best <= found.high
    assert min(found[3:]) >= 0
    assert CROWD.kind == "civilians"
