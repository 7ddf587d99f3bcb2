"""The embedded gazetteer: names found, spellings matched, faults reported."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.gazetteer.store import EMBEDDED


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_a_town_with_its_province(gazetteer: Gazetteer) -> None:
    samarra = gazetteer.search("Samarra", country="IRQ")[0]
    assert (samarra.id, samarra.admin1, samarra.kind) == ("geonames:91597", "Salah ad Din", "city")
    assert (samarra.latitude, samarra.longitude) == pytest.approx((34.196, 43.886), abs=0.01)


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Salaheddine", "IRQ", "Salah ad Din"),
        ("Salah al-Din", "IRQ", "Salah ad Din"),
        ("Hawija", "IRQ", "Al Hawijah"),
        ("Maarrat al-Numan", "SYR", "Maarrat an Numan"),
        ("Maaret Alnouman", "SYR", "Maarrat an Numan"),
        ("Deir Ezzor", "SYR", "Deir ez-Zor"),
        ("Deir al-Zour", "SYR", "Deir ez-Zor"),
        ("Lattakia", "SYR", "Latakia"),
        ("Idleb", "SYR", "Idlib"),
        ("Kafrzita", "SYR", "Kafr Zayta"),
        ("Falluja", "IRQ", "Al Fallujah"),
        ("Raqqah", "SYR", "Ar Raqqah"),
        ("Kiev", "UKR", "Kyiv"),
        ("Nikolaev", "UKR", "Mykolayiv"),
        ("سامراء", "IRQ", "Samarra"),
        ("Anbar", "IRQ", "Anbar"),
        ("Donbass", "UKR", "Donbas"),
    ],
)
def test_spellings_of_the_press(gazetteer: Gazetteer, name: str, country: str, found: str) -> None:
    assert found in [e.name for e in gazetteer.search(name, country=country, limit=5)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Syria", "SYR"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("DR Congo", "COD"),
        ("Ivory Coast", "CIV"),
        ("Burma", "MMR"),
    ],
)
def test_countries_by_their_names(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert gazetteer.search(name, kinds=("country",))[0].country == code


def test_a_spelling_that_is_known_is_not_bent_to_a_neighbour(gazetteer: Gazetteer) -> None:
    assert {e.match for e in gazetteer.search("Homs", country="SYR")} <= {"exact", "alternate"}
    assert gazetteer.search("Xyzzyq", country="SYR") == []


def test_kinds_country_and_limit_narrow(gazetteer: Gazetteer) -> None:
    assert {e.kind for e in gazetteer.search("Aleppo", kinds=("admin1",))} == {"admin1"}
    assert len(gazetteer.search("San Juan", limit=3)) == 3
    assert gazetteer.search("Mosul", country="FRA", variants=False) == []


def test_lookups_by_code(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("IRQ").name == "Iraq"  # type: ignore[union-attr]
    assert gazetteer.country("XXX") is None
    assert gazetteer.capital("KEN").name == "Nairobi"  # type: ignore[union-attr]
    assert gazetteer.admin1_of("SYR", "Deir ez-Zor").kind == "admin1"  # type: ignore[union-attr]
    assert gazetteer.get("geonames:91597").name == "Samarra"  # type: ignore[union-attr]
    assert gazetteer.get("onrecord:donbas").country == "UKR"  # type: ignore[union-attr]
    assert gazetteer.get("geonames:1") is None
    assert gazetteer.get("geonames:91695").kind == "admin1"  # type: ignore[union-attr]


def test_divisions_and_continents_have_the_ids_of_geonames(gazetteer: Gazetteer) -> None:
    assert gazetteer.admin1_of("IRQ", "Salah ad Din").id == "geonames:91695"  # type: ignore[union-attr]
    assert [e.id for e in gazetteer.search("Tikrit District", kinds=("admin2",))] == [
        "geonames:90148"
    ]
    assert gazetteer.search("Asia", kinds=("continent",))[0].id == "geonames:6255147"


def test_the_digest_is_that_of_the_contents(gazetteer: Gazetteer) -> None:
    ours = Entry("mine:1", "Checkpoint Heron", "landmark", "IRQ", None, None, 34.0, 43.0, 0, 1.0)
    assert (
        gazetteer.digest == Gazetteer.embedded().digest != Gazetteer.open(extra=[(ours, [])]).digest
    )


def test_renowned_names_bring_a_place_to_mind(gazetteer: Gazetteer) -> None:
    assert gazetteer.renowned("bogota")
    assert not gazetteer.renowned("of")


def test_a_users_own_places_stand_beside_the_others() -> None:
    ours = Entry("mine:1", "Checkpoint Heron", "landmark", "IRQ", None, None, 34.0, 43.0, 0, 1.0)
    found = Gazetteer.open(extra=[(ours, ["Heron post"])])
    assert found.search("Heron post") == [ours]
    assert found.search("Mosul")


def test_a_missing_and_a_corrupt_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E401"):
        Gazetteer.open(tmp_path / "none.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(OnrecordError, match="E402"):
        Gazetteer.open(broken)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('format', 'of another time')")
    with pytest.raises(OnrecordError, match="E402"):
        Gazetteer.open(other)


def test_the_file_is_small_enough() -> None:
    assert EMBEDDED.stat().st_size <= 60 * 2**20
