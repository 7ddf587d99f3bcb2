"""Building: which names are kept, and a GeoNames dump added."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.gazetteer import Gazetteer
from onrecord.gazetteer.build import Row, centre, from_dump, keys, plain, reach, romanised, usable
from onrecord.gazetteer.store import EMBEDDED
from onrecord.gazetteer.table import Nation, Region


def line(ident: int, name: str, kind: str, *, also: str = "", people: int = 0) -> str:
    """One line of a GeoNames dump, in Iraq's province 18."""
    feature, code = kind.split(".")
    where = ["34.5", "43.5", feature, code, "IQ", "", "18", "", "", ""]
    cells = [str(ident), name, name, also, *where, str(people), "", "", "Asia/Baghdad", "2020-01-01"]
    return "\t".join(cells) + "\n"


@pytest.mark.parametrize("name", ["Idleb", "Al Ḩawījah", "Dar‘ā", "al-Bab", "سامراء", "São Paulo"])
def test_names_that_english_text_can_hold_are_kept(name: str) -> None:
    assert usable(name)


@pytest.mark.parametrize("name", ["OSM", "mo su er", "Мосул", "摩苏尔", "X", "Qism 4", "Idlib, Syria"])
def test_names_that_it_cannot_are_dropped(name: str) -> None:
    assert not usable(name)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Salah ad Din Governorate", "Salah ad Din"),
        ("Muhafazat Kirkuk", "Kirkuk"),
        ("Uttar Pradesh", "Uttar Pradesh"),
        ("Northern Province", "Northern Province"),
        ("District of Columbia", "District of Columbia"),
    ],
)
def test_provinces_lose_their_generic_word(full: str, short: str) -> None:
    assert plain(full) == short


def test_transliteration_marks_go_where_the_press_has_none() -> None:
    assert romanised("Sāmarrā’", "IQ") == "Samarra"
    assert romanised("Bogotá", "CO") == "Bogotá"


def test_a_name_is_keyed_with_and_without_its_article() -> None:
    assert keys(Row(1, "Al Bab", "city", "SY", 36.4, 37.5)) == {"albab": 0, "bab": 1}


def test_radius_grows_with_the_people_within_bounds() -> None:
    assert reach(0) == 2.0
    assert 2.0 < reach(500_000) < reach(1_500_000) <= reach(30_000_000) == 25.0


def test_the_centre_of_few_members_is_the_largest() -> None:
    rows = [Row(1, "A", "city", "SY", 36.0, 37.0, 10), Row(2, "B", "city", "SY", 36.1, 37.1, 99)]
    assert centre(rows)[:2] == (36.1, 37.1)


def test_a_dump_is_added_to_a_copy(tmp_path: Path) -> None:
    dump, out = tmp_path / "IQ.txt", tmp_path / "more.db"
    dump.write_text(
        line(900000001, "Tall Wardan", "P.PPL", also="Tel Wardan,Tall Wardān", people=300) + line(900000002, "Jabal Nasrin", "T.MT")
        + line(900000003, "Some Road", "R.RD"),
        encoding="utf-8",
    )  # fmt: skip
    assert from_dump([dump], out, EMBEDDED) == 2
    more = Gazetteer.open(out)
    assert more.search("Tel Wardan", country="IRQ")[0].admin1 == "Salah ad Din"
    assert more.search("Tell Wardane", country="IRQ")[0].match == "variant"
    assert more.search("Jabal Nasrin")[0].kind == "mountain"
    assert not more.search("Some Road", variants=False)
    assert more.search("Mosul")


def test_a_file_that_is_no_dump_is_told_by_line(tmp_path: Path) -> None:
    dump = tmp_path / "bad.txt"
    dump.write_text(line(900000001, "Tall Wardan", "P.PPL") + "one\ttwo\n", encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"E403.*line 2"):
        from_dump([dump], tmp_path / "out.db", EMBEDDED)
    with pytest.raises(OnrecordError, match="E401"):
        from_dump([dump], tmp_path / "out.db", tmp_path / "none.db")


def test_lines_of_the_hand_kept_table() -> None:
    assert Nation.read("Burma | Burmese, Rohingya | 21 96") == Nation(("Burma",), ("Burmese", "Rohingya"), (21.0, 96.0))
    region = Region.read("Quiet Valley", "valley | SYR | Hama | 35.1 36.7 | 12 | Wadi Hadi")
    assert (region.country, region.admin1, region.also, region.radius_km) == ("SYR", "Hama", ("Wadi Hadi",), 12.0)
    for wrong in ("valley | SYR | Hama | 35.1 | 12 |", "valley | SYR | 35.1 36.7", "valley | SYR | | 135.1 36.7 | 12 |"):
        with pytest.raises(ValueError, match=r".+"):
            Region.read("Quiet Valley", wrong)
