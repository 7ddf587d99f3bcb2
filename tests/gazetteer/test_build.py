"""Building the embedded gazetteer: which names are kept, where the middle of a province is."""

from __future__ import annotations

import pytest

from onrecord.gazetteer.build import centre
from onrecord.gazetteer.rows import Row, keys, plain, reach, romanised, usable
from onrecord.gazetteer.table import Nation, Region, joined, nation_line, region_line


@pytest.mark.parametrize("name", ["Idleb", "Al Ḩawījah", "Dar‘ā", "al-Bab", "سامراء", "São Paulo"])
def test_names_that_english_text_can_hold_are_kept(name: str) -> None:
    assert usable(name)


@pytest.mark.parametrize(
    "name", ["OSM", "mo su er", "Мосул", "摩苏尔", "X", "Qism 4", "Idlib, Syria"]
)
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


def test_the_centre_of_a_wide_land_is_not_that_of_its_crowded_part() -> None:
    crowd = [Row(n, "A", "city", "AU", -27.0 - n / 100, 153.0, 10) for n in range(90)]
    sparse = [Row(100 + n, "B", "city", "AU", -27.0 + n, 153.0 - n, 10) for n in range(16)]
    assert centre(crowd + sparse)[1] < 147


def test_lines_of_the_hand_kept_table() -> None:
    assert Nation.read("Burma | Burmese, Rohingya | 21 96") == Nation(
        ("Burma",), ("Burmese", "Rohingya"), (21.0, 96.0)
    )
    region = Region.read("Quiet Valley", "valley | SYR | Hama | 35.1 36.7 | 12 | Wadi Hadi")
    assert (region.country, region.admin1, region.also, region.radius_km) == (
        "SYR",
        "Hama",
        ("Wadi Hadi",),
        12.0,
    )
    for wrong in (
        "valley | SYR | Hama | 35.1 | 12 |",
        "valley | SYR | 35.1 36.7",
        "valley | SYR | | 135.1 36.7 | 12 |",
    ):
        with pytest.raises(ValueError, match=r".+"):
            Region.read("Quiet Valley", wrong)


def test_lists_and_mappings_stand_for_lines() -> None:
    line = "Burma, Birma | Burmese | 21 96"
    entry = {"names": ["Burma", "Birma"], "demonyms": "Burmese", "middle": "21 96"}
    assert nation_line(entry) == nation_line(line) == line
    assert nation_line({"demonyms": ["Burmese", "Rohingya"]}) == " | Burmese, Rohingya"
    line = "valley | SYR | Hama | 35.1 36.7 | 12 | Wadi Hadi, Hadi"
    assert (
        region_line(["valley | SYR | Hama | 35.1 36.7 | 12", "Wadi Hadi", "Hadi"])
        == region_line(line)
        == line
    )
    assert joined(["Quiet", "Calm"]) == joined("Quiet, Calm") == "Quiet, Calm"
    with pytest.raises(ValueError, match="no such key: seats"):
        nation_line({"names": "Burma", "seats": "Naypyidaw"})
