"""Which place a name means in the light of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.place.page import Name
from onrecord.coding.place.ranking import Option
from onrecord.coding.place.resolution import (
    Shared,
    compact,
    holds,
    in_its_town,
    is_namesake,
    near_any,
    nearness,
    surrounding_place,
    times_held,
    town_of_part,
    without_far_variants,
)
from onrecord.gazetteer import Entry

BOOK = Codebook.load().places
TOWN = Entry("geonames:1", "Wardan", "city", "SYR", "Hama", None, 35.0, 37.0, 50_000, 5.0, 1.0)
PROVINCE = replace(TOWN, id="geonames:2", kind="admin1")
COUNTRY = replace(TOWN, id="geonames:3", kind="country", admin1=None)
FAR = replace(TOWN, id="geonames:4", latitude=39.0, match="variant", score=0.6)


def name(text: str, start: int, *found: Entry, sentence: int = 0, group: object = None) -> Name:
    """A name of these words with its candidates."""
    end = start + len(text)
    return Name(text, 0, 1, (0, 1), (start, end), start, end, sentence, list(found), group=group)  # type: ignore[arg-type]


def options(*entries: Entry) -> list[Option]:
    """Candidates, the first the best."""
    return [Option(entry, 1.0) for entry in entries]


@pytest.mark.parametrize(
    ("outer", "held"),
    [(COUNTRY, True), (PROVINCE, True), (replace(PROVINCE, admin1="Homs"), False)],
)
def test_what_holds_a_place(outer: Entry, held: bool) -> None:
    assert holds(outer, TOWN) is held


@pytest.mark.parametrize(
    ("text", "times"),
    [("Wardan, Hama", 1.0), ("Wardan in Hama", 1.0), ("Wardan against Hama", 0.0)],
)
def test_the_words_that_say_so(text: str, times: float) -> None:
    names = [name("Wardan", 0, TOWN), name("Hama", text.index("Hama"), PROVINCE)]
    settled = [options(TOWN), options(PROVINCE)]
    assert times_held(0, TOWN, names, settled, text, BOOK) == times


def test_nearness_falls_with_the_distance() -> None:
    mine = name("Wardan", 0, TOWN)
    close, far = replace(FAR, latitude=35.1), FAR
    near = nearness(TOWN, mine, [("X", close)], BOOK.resolution.near_km)
    assert 0 < nearness(TOWN, mine, [("X", far)], BOOK.resolution.near_km) < near < 1
    assert nearness(TOWN, mine, [("Wardan", close)], BOOK.resolution.near_km) == 0


def test_far_variants_are_dropped() -> None:
    assert without_far_variants(options(FAR), [TOWN], BOOK.resolution) == []
    assert without_far_variants(options(FAR), [], BOOK.resolution) == options(FAR)
    assert near_any(FAR, [], 1.0)
    assert not near_any(FAR, [TOWN], BOOK.resolution.variant_km)


def test_a_part_lies_in_its_town() -> None:
    part = replace(TOWN, id="geonames:5", kind="neighbourhood", population=900)
    far = replace(part, id="geonames:6", latitude=36.5)
    names = [name("Zor", 0, part, far, group="part"), name("Wardan", 10, TOWN)]
    found = [options(part, far), options(TOWN)]
    assert town_of_part(0, names, found) == TOWN
    assert in_its_town(0, names, found, BOOK.resolution) == options(part)


def test_an_unknown_name_lies_where_its_sentence_does() -> None:
    names = [name("Zor", 0), name("Wardan", 10, TOWN), name("Hama", 20, PROVINCE)]
    found = [[], options(TOWN), options(PROVINCE)]
    assert surrounding_place(0, names, found, BOOK.resolution) == (TOWN, True)
    elsewhere = [names[0], replace_sentence(names[1])]
    assert surrounding_place(0, elsewhere, found[:2], BOOK.resolution) == (TOWN, False)
    assert compact(TOWN, BOOK.resolution)
    assert not compact(PROVINCE, BOOK.resolution)


def replace_sentence(one: Name) -> Name:
    """The name in the next sentence."""
    return replace(one, sentence=1)


def test_namesakes_are_small_or_of_another_kind() -> None:
    assert is_namesake(TOWN, name("Wardan", 0, TOWN), BOOK)
    assert is_namesake(PROVINCE, name("Wardan", 0, PROVINCE, group="city"), BOOK)
    assert not is_namesake(PROVINCE, name("Wardan", 0, PROVINCE), BOOK)
    assert not is_namesake(replace(TOWN, population=2_000_000), name("Wardan", 0, TOWN), BOOK)


def test_a_province_that_has_the_other_names() -> None:
    other = replace(TOWN, id="geonames:7", name="Zor")
    names = [name("Wardan", 0, TOWN), name("Zor", 10, other)]
    assert Shared(names).of(TOWN, names[0]) == pytest.approx(0.5)
    assert Shared(names).of(COUNTRY, names[0]) == 0
