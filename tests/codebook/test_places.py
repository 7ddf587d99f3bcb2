"""The numbers and words of place recognition: what a user's file may change, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import Codebook
from onrecord.codebook.recognition import SIGNS
from onrecord.errors import OnrecordError

BOOK = Codebook.load().places


def own(tmp_path: Path, text: str) -> Path:
    """A user's codebook file."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_sign_has_one_weight() -> None:
    assert set(BOOK.recognition.weights) == set(SIGNS)
    assert len(set(SIGNS)) == len(SIGNS)


def test_a_user_changes_a_weight_and_a_distance(tmp_path: Path) -> None:
    mine = own(
        tmp_path,
        "places:\n  recognition: {weights: {struck: 0.5}}\n  resolution: {near_km: 40}\n",
    )
    places = Codebook.load(mine).places
    assert places.recognition.weights["struck"] == 0.5
    assert places.resolution.near_km == 40
    assert places.recognition.weights["date line"] == BOOK.recognition.weights["date line"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("    weights: {strukc: 1.0}\n", 3, "strukc"),
        ("    weights:\n      struck:\n", 3, "no weight for 'struck'"),
        ("    accept: high\n", 3, "accept"),
        ("    people: {town: 0}\n", 3, "town"),
        ("    fit: {region: 7}\n", 3, "region"),
    ],
)
def test_a_wrong_number_is_refused_with_its_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    with pytest.raises(OnrecordError) as caught:
        Codebook.load(own(tmp_path, "places:\n  recognition:\n" + text))
    assert caught.value.code == "E301"
    assert f"line {line}" in str(caught.value)
    assert words in str(caught.value)


def test_a_sign_missing_from_a_replaced_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError) as caught:
        Codebook.load(own(tmp_path, "replace:\n  places.recognition.weights: {struck: 1.0}\n"))
    assert caught.value.code == "E301"
    assert "no weight for 'unknown'" in str(caught.value)


def test_an_empty_list_of_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError) as caught:
        Codebook.load(own(tmp_path, "replace:\n  places.phrases.roads: []\n"))
    assert caught.value.code == "E301"


def test_patterns_are_made_of_the_lists(tmp_path: Path) -> None:
    text = "15 leagues from "
    assert BOOK.phrases.distance.search("15 miles from ")["unit"] == "miles"  # type: ignore[index]
    assert BOOK.phrases.distance.search(text)["unit"] is None  # type: ignore[index]
    mine = own(tmp_path, "places: {phrases: {units: {leagues: 4.8}, roads: [causeway]}}\n")
    phrases = Codebook.load(mine).places.phrases
    assert phrases.distance.search(text)["unit"] == "leagues"  # type: ignore[index]
    assert phrases.road_before.search("along the causeway to ")
    assert not BOOK.phrases.road_before.search("along the causeway to ")


@pytest.mark.parametrize("between", [", ", " and ", ", and the ", " as well as ", "; ", "& "])
def test_what_joins_two_names_of_a_list(between: str) -> None:
    assert BOOK.phrases.list_joint.fullmatch(between)
    assert not BOOK.phrases.list_joint.fullmatch(" against ")
