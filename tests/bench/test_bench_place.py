"""The geoparsing scorer and reader on an invented article."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.place import (
    Answer,
    Article,
    Name,
    country_id,
    distance,
    iso3,
    locate,
    read,
    score,
    splits,
)

GOLD = (
    Name((0, 5), "Paris", (48.85, 2.35), "FRA", "Ile-de-France"),
    Name((10, 16), "London", (51.5, -0.12), "GBR", None),
    Name((20, 24), "Bund", None, None, None),
    Name((30, 35), "Delhi", (28.65, 77.22), "IND", "Delhi"),
)
ARTICLE = Article("a", "x" * 60, None, None, GOLD)


def test_scores_by_hand() -> None:
    """Found: Paris in Texas, London right but with too long an extent, the Bund (no point in gold),
    an invention. Delhi is missed."""
    texas = Name((0, 5), "Paris", (33.66, -95.56), "USA", "Texas")
    london = Name((8, 16), "in London", (51.5, -0.12), "GBR", "England")
    answer = Answer(
        found=(texas, london, Name((20, 24), "Bund"), Name((40, 44), "Hope", (1.0, 1.0))),
        resolved=(
            texas,
            london,
            None,
            Name((30, 35), "Delhi", (28.0, 77.0), "IND", "National Capital Territory of Delhi"),
        ),
        held=(True, True, True),
    )
    scores, errors = score([ARTICLE], [answer])
    assert scores["recognition_f"] == pytest.approx(75)  # 3 of 4 and 4
    assert scores["recognition_exact_f"] == pytest.approx(50)
    # London and Delhi (75 km off) of three with a point
    assert scores["acc161"] == pytest.approx(200 / 3)
    assert scores["median_km"] == pytest.approx(75, abs=2)
    assert scores["country_acc"] == pytest.approx(200 / 3)
    assert scores["admin1_acc"] == pytest.approx(50)
    # the Bund counts neither way
    assert scores["end_to_end_f161"] == pytest.approx(100 * 2 * 1 / (3 + 3))
    assert scores["gazetteer_holds"] == 100
    assert sorted(e.cause for e in errors) == [
        "no place name in gold",
        "not found",
        "resolved elsewhere",
    ]


def test_nothing_resolved() -> None:
    scores, _ = score([ARTICLE], [Answer((), (None,) * 4)])
    assert scores["acc161"] == scores["end_to_end_f161"] == 0
    assert scores["median_km"] == 20038
    assert "gazetteer_holds" not in scores


def test_a_name_is_located_nearest_and_once() -> None:
    text = "Rome and Rome"
    assert locate(text, "Rome", 7) == (9, 13)
    assert locate(text, "Rome", 7, taken=[(9, 13)]) == (0, 4)
    assert locate(text, "Oslo", 0) is None


def test_reads_both_forms(tmp_path: Path) -> None:
    folder = tmp_path / "geoparsing"
    folder.mkdir()
    (folder / "lgl.xml").write_text(
        '<articles><article docid="7"><domain>d.example</domain><dltime>2009-03-20 12:24</dltime><text>In Lyon.</text><toponyms><toponym>'
        "<start>2</start><end>6</end><phrase>Lyon</phrase><gaztag geonameid='2996944'><lat>45.7</lat><lon>4.8</lon>"
        '<country geonameid="3017382">France</country><admin1>Rhone-Alpes</admin1></gaztag></toponym></toponyms></article></articles>'
    )
    (folder / "GeoVirus.xml").write_text(
        "<articles><article><text>In Lyon.</text><locations><location><name>Lyon</name><start>4</start><end>8</end>"
        "<lat>45.7</lat><lon>4.8</lon></location></locations></article></articles>"
    )
    assert splits(tmp_path) == ["lgl", "geovirus"]
    (lgl,) = read(folder / "lgl.xml")
    assert (lgl.name, lgl.outlet, lgl.fetched) == ("7", "d.example", "2009-03-20")
    assert lgl.gold == (
        Name((3, 7), "Lyon", (45.7, 4.8), "FRA", "Rhone-Alpes", "geonames:2996944"),
    )
    (virus,) = read(folder / "GeoVirus.xml")
    assert virus.gold == (Name((3, 7), "Lyon", (45.7, 4.8)),)


def test_country_codes() -> None:
    assert iso3("3017382", None) == "FRA"
    assert iso3(None, "Turkey") == "TUR"
    assert iso3(None, "Narnia") is None
    assert country_id("https://en.wikipedia.org/wiki/South_Korea") == "geonames:1835841"
    assert country_id("https://en.wikipedia.org/wiki/Paris") is None


def test_the_same_region_is_no_distance_away() -> None:
    gold = Name((0, 5), "Texas", (31.25, -99.25), "USA", "Texas", "geonames:4736286", province=True)
    assert (
        distance(
            gold,
            Name((0, 5), "Texas", (30.1, -97.0), "USA", "Texas", "admin1:US.TX", province=True),
        )
        == 0
    )
    assert distance(gold, Name((0, 5), "Texas", (30.1, -97.0), "USA", "Texas", "geonames:1")) > 161
    assert distance(gold, Name((0, 5), "Texas", (0.0, 0.0), None, None, "geonames:4736286")) == 0
