"""Other people's tables: read, and matched with our incidents."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.casebook.incidents import Filter
from onrecord.codebook import Codebook
from onrecord.errors import OnrecordError
from onrecord.exporters.matches import rows as as_csv
from onrecord.exporters.matches import table
from onrecord.linking.foreign import Foreign, foreign, layout
from onrecord.linking.match import Matches, match
from onrecord.linking.pairing import paired
from onrecord.linking.traits import Traits
from onrecord.schema import (
    Account,
    Actor,
    Claim,
    Event,
    Incident,
    Interval,
    Place,
    Source,
    Span,
    Speaker,
    When,
)

BOOK = Codebook.load()
GED = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,"
    "longitude,country,date_start,date_end,best,high,low,source_headline,where_description"
)
ACLED = (
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,assoc_actor_1,actor2,assoc_actor_2,"
    "country,admin1,location,latitude,longitude,geo_precision,notes,fatalities"
)


def ged(
    id: int,
    day: str,
    latitude: float,
    best: int | str,
    side: str = "LRA",
    prec: int = 1,
    end: str | None = None,
) -> str:
    place = f"{prec},Town {id},Haut-Mbomou,{latitude},25.3,Central African Republic"
    return f"{id},3,{side},Civilians,{place},{day},{end or day},{best},{best},{best},,"


def write(tmp_path: Path, *lines: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path, **options: Any) -> list[Foreign | OnrecordError]:
    return list(foreign(path, book=BOOK, **options))


def good(path: Path, **options: Any) -> list[Foreign]:
    return [row for row in read(path, **options) if isinstance(row, Foreign)]


def test_ged(tmp_path: Path) -> None:
    row, other = good(
        write(
            tmp_path,
            GED,
            ged(1, "2009-10-02T00:00:00", 6.07, 4),
            ged(2, "2009-10-01", 6.07, 4, "Government of Uganda", 4, "2009-10-07"),
        )
    )
    assert (row.line, row.id, row.type) == (2, "1", None)
    assert row.when == When(
        start=date(2009, 10, 2), end=date(2009, 10, 2), precision="day", basis="stated"
    )
    assert (row.where.country, row.where.precision, row.where.latitude) == ("CAF", "exact", 6.07)
    assert row.side_a[0].actor == "Lord's Resistance Army"
    assert row.totals == {"killed": Interval(low=4, best=4, high=4)}
    assert (other.side_a[0].actor, other.side_a[0].kind) == (
        "Military Forces of Uganda",
        "external_forces",
    )
    assert (other.where.precision, other.when.precision) == ("admin1", "range")


def test_acled(tmp_path: Path) -> None:
    line = (
        "SYR7,02 October 2031,2,Suicide bomb,Islamic State (Syria) (2013-),,Civilians (Syria),Sunni Muslim Group (Syria)"
        ",Syria,Aleppo,Manbij,36.5,37.9,1,{},{}"
    )
    first, second = good(
        write(tmp_path, ACLED, line.format("A blast.", 0), line.format('"A blast, two."', 6))
    )
    assert first.type == "SUICIDE_BOMB" and first.totals == {} and second.totals["killed"].best == 6
    assert (first.when.start, first.when.end) == (date(2031, 9, 29), date(2031, 10, 5))
    assert first.side_a[0].actor == "Islamic State (Syria)" and len(first.side_b) == 2
    assert second.words == "A blast, two."


def test_geojson(tmp_path: Path) -> None:
    values = dict(zip(GED.split(","), ged(1, "2009-10-02", 0, 4).split(","), strict=True))
    values.pop("latitude")
    values.pop("longitude")
    feature = {
        "type": "Feature",
        "properties": values,
        "geometry": {"type": "Point", "coordinates": [25.3, 6.1]},
    }
    assert (
        good(write(tmp_path, json.dumps({"features": [feature]}), name="t.geojson"))[
            0
        ].where.latitude
        == 6.1
    )


def test_a_file_without_a_header(tmp_path: Path) -> None:
    columns = BOOK.tables.root["ucdp"].columns
    values = dict(zip(GED.split(","), ged(1, "2009-10-02", 6.1, 4).split(","), strict=True))
    line = ",".join(values.get(column, "") for column in columns)
    assert [row.line for row in good(write(tmp_path, line, line))] == [1, 2]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (ged(2, "Tuesday", 6, 4), "is not a day"),
        (ged(2, "2009-10-02", 6, "many"), "is not a whole number"),
        (ged(2, "2009-10-02", 6, 4).replace(",6,", ",north,"), "is not a number"),
        (ged(2, "2009-10-02", 96, 4), "less than or equal to 90"),
        (ged(2, "2009-10-02", 6, 4, end="2009-10-01"), "is before"),
        (ged(2, "2009-10-02", 6, 4)[1:], "no value under 'id'"),
        ("2", ""),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, line: str, problem: str) -> None:
    found = read(write(tmp_path, GED, ged(1, "2009-10-02", 6, 4), line, ged(3, "2009-10-02", 6, 4)))
    assert [type(f) is Foreign for f in found][0::2] == [True, True]
    if line == "2":  # a row cut short: missing values are not known
        return
    error = found[1]
    assert isinstance(error, OnrecordError) and error.code == "E209" and "row 3" in str(error)
    assert problem in str(error)


def test_a_table_that_nobody_knows(tmp_path: Path) -> None:
    for path in (
        write(tmp_path, "a,b", "1,2"),
        write(tmp_path, "{}", name="t.json"),
        write(tmp_path, GED.replace("adm_1,", ""), ged(1, "2009-10-02", 6, 4)),
    ):
        with pytest.raises(OnrecordError) as caught:
            read(path)
        assert caught.value.code == "E683"
    with pytest.raises(OnrecordError) as caught:
        read(tmp_path / "none.csv")
    assert caught.value.code == "E201"


def test_a_layout_of_ones_own(tmp_path: Path) -> None:
    mapping = write(
        tmp_path,
        "id: nr",
        "start: day",
        "dates: '%d/%m/%Y'",
        "country: land",
        "killed: dead",
        "side_a: who",
        "type: kind",
        name="m.yaml",
    )
    path = write(tmp_path, "nr;day;land;dead;who;kind", "7;03/04/2031;MLI;3;Gunmen;ATTACK")
    row = good(path, mapping=layout(mapping))[0]
    assert (row.when.start, row.where.country, row.totals["killed"].best, row.type) == (
        date(2031, 4, 3),
        "MLI",
        3,
        "ATTACK",
    )
    assert row.side_a[0].name == "Gunmen"
    with pytest.raises(OnrecordError) as caught:
        layout(write(tmp_path, "id: nr", "start: day", "colour: red", name="bad.yaml"))
    assert caught.value.code == "E301" and "line 3" in str(caught.value)


def test_a_known_table_without_its_prose(tmp_path: Path) -> None:
    short = GED.removesuffix(",source_headline,where_description")
    assert (
        good(write(tmp_path, short, ged(1, "2009-10-02", 6.07, 4).removesuffix(",,")))[0].words
        == ""
    )


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("start: day",), "key id: is missing: name the column that contains it"),
        (
            ("id: nr", "start: day", "colour: red"),
            "there is no such key: choose from known_by, columns, id",
        ),
        (("id: nr", "start: day", "words: {nr: day}"), "give a list of names of columns"),
        (("id: no", "start: day"), "give the name of a column"),
    ],
)
def test_a_layout_that_does_not_fit_says_what_to_write(
    tmp_path: Path, lines: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(OnrecordError) as caught:
        layout(write(tmp_path, *lines, name="m.yaml"))
    assert caught.value.code == "E301" and problem in str(caught.value)


def incident(
    number: int, day: date, latitude: float, killed: int, *, review: Any = "open"
) -> Incident:
    when = When(start=day, end=day, precision="day", basis="stated")
    where = Place(
        name="Fouka",
        resolved="Fouka",
        country="CAF",
        latitude=latitude,
        longitude=25.31,
        radius_km=5,
        precision="exact",
    )
    event = Event(
        id="e1",
        type="ATTACK",
        when=when,
        where=where,
        claims=(Claim(speaker=Speaker(name="REPORT", kind="outlet")),),
        evidence=(Span(start=0, end=1, text="x"),),
        confidence=0.9,
    )
    return Incident(
        id=f"i{number}",
        type="ATTACK",
        status="occurred",
        review=review,
        when=when,
        where=where,
        sources=1,
        side_a=(Actor(name="LRA rebels", actor="Lord's Resistance Army", kind="rebel_group"),),
        totals={"killed": Interval(low=killed, best=killed, high=killed)},
        accounts=(Account(id=f"r{number}e1", source=Source(id=f"r{number}"), event=event),),
    )


@pytest.fixture
def matches(tmp_path: Path) -> Matches:
    path = write(
        tmp_path,
        GED,
        ged(10, "2009-10-02", 6.07, 4),
        ged(11, "2009-10-02", 6.9, 3),
        ged(12, "2010-05-01", 6.07, 40),
        "x,,,,,,,,,,never,,,,,,",
    )
    ours = [
        incident(1, date(2009, 10, 2), 6.07, 4),
        incident(2, date(2009, 10, 2), 6.9, 9),
        incident(3, date(2012, 1, 1), 4.3, 2),
        incident(4, date(2010, 5, 1), 6.07, 40, review="rejected"),
    ]
    return match(ours, foreign(path, book=BOOK), types=BOOK.types)


def test_match(matches: Matches) -> None:
    assert [(p.incident.id, p.row.id) for p in matches.pairs] == [("i1", "10"), ("i2", "11")]
    assert [p.differs for p in matches.pairs] == [(), ("totals.killed",)]
    assert [i.id for i in matches.ours] == ["i3"]
    assert [r.id for r in matches.theirs] == ["12"]
    assert [f.code for f in matches.faults] == ["E209"]
    assert all(p.link.probability > 0.5 and p.link.evidence for p in matches.pairs)


def test_rows_that_are_not_wanted_are_not_lacking(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        GED,
        ged(10, "2009-10-02", 6.07, 4),
        ged(12, "2010-05-01", 6.07, 40),
        ged(13, "2011-05-01", 6.07, 4),
    )
    wanted = Filter(country="caf", until=date(2010, 12, 31), types=("ATTACK",), place="town").allows
    found = match(
        [incident(1, date(2009, 10, 2), 6.07, 4)],
        foreign(path, book=BOOK),
        types=BOOK.types,
        wanted=wanted,
    )
    assert [p.row.id for p in found.pairs] == ["10"]
    assert [r.id for r in found.theirs] == ["12"]
    assert not any(map(Filter(country="MLI").allows, found.theirs))


def test_two_best_figures_that_differ(tmp_path: Path) -> None:
    ours = incident(1, date(2009, 10, 2), 6.07, 8)
    ours = ours.model_copy(update={"totals": {"killed": Interval(low=5, best=8, high=20)}})
    path = write(tmp_path, GED, ged(10, "2009-10-02", 6.07, 12, side="Government of Uganda"))
    found = match([ours], foreign(path, book=BOOK), types=BOOK.types)
    text = " ".join("".join(table(found, "t")).split())
    assert "≠ killed (ours 8 (5–20), theirs 12)" in text
    assert "theirs Government of Uganda against Civilians" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_rendering(matches: Matches, width: int) -> None:
    text = "".join(table(matches, "ged.csv", width))
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for part in (
        "ged.csv has 2 of our 3 incidents",
        "≠ killed (ours 9, theirs 3)",
        "Only ours i3",
        "Only theirs line 4, 12",
        "1 row could not be read",
    ):
        assert part in flat, part
    assert "".join(as_csv(matches)).splitlines()[1].startswith("i1,2,10,")
    assert len("".join(as_csv(matches)).splitlines()) == 5


def test_nothing_to_match() -> None:
    empty = match([], [], types=BOOK.types)
    assert empty == Matches((), (), (), ())
    assert "has 0 of our 0" in "".join(table(empty, "t"))
    assert paired([Traits("i1", "i1", "i1")], [Traits("t1", "t1", "t1")]) == []


def test_one_to_one() -> None:
    """Two equal rows: one of ours takes only one of them."""
    same = {
        "start": 730000,
        "end": 730000,
        "latitude": 6.0,
        "longitude": 25.0,
        "radius": 5.0,
        "precision": "exact",
        "country": "CAF",
        "tolls": (("killed", 12, 12),),
    }
    links = paired(
        [Traits("i1", "i1", "i1", **same)],
        [Traits(f"t{n}", f"t{n}", f"t{n}", **same) for n in (1, 2)],
    )
    assert [(k.a, k.b) for k in links] == [("i1", "t1")]
