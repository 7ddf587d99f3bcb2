"""Which names are taken for a place's, and what the names around them add."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.place.name_candidates import candidate_names
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.recognition import accepted

Recognised = Callable[..., dict[str, Name]]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Gunmen attacked the town of Wardanak in Mali.", {"Wardanak", "Mali"}),
        ("The army shelled Ansongo in Mali.", {"Ansongo", "Mali"}),
        ("Mayor Salem spoke in Gao. Salem left on Monday.", {"Gao"}),  # a person's elsewhere
        ("The Gao City Council met in Mali.", {"Mali"}),  # a body
        ("SWAT teams came to Gao in Mali.", {"Gao", "Mali"}),  # an abbreviation
    ],
)
def test_what_is_a_place(text: str, places: set[str], recognised: Recognised) -> None:
    assert set(recognised(text, "MLI")) == places


def test_a_list_shares_preposition_noun_and_what_holds_it(recognised: Recognised) -> None:
    found = recognised("Rebels met in the villages of Tinzar, Amradak and Gao in Mali.", "MLI")
    for name in ("Tinzar", "Amradak", "Gao"):
        assert (found[name].noun, found[name].preposition) == ("villages", "in")
        assert "in or near a place" in found[name].signs
    assert "listed with its like" in found["Tinzar"].signs


def test_a_sure_mention_carries_the_others(recognised: Recognised) -> None:
    text = "Wardanak fell. Rebels hold the town of Wardanak in Mali."
    assert recognised(text, "MLI")["Wardanak"].score > 0
    assert "Wardanak" not in recognised("Wardanak fell.", "MLI")


def test_the_score_is_the_sum_of_the_weights(recognised: Recognised, book: Codebook) -> None:
    weights = book.places.recognition.weights
    for name in recognised("Shells hit Gao and the town of Wardanak in Mali.", "MLI").values():
        assert name.score == pytest.approx(sum(weights[sign] for sign in name.signs))


def test_other_weights_choose_other_names(page: Callable[[str], Page], book: Codebook) -> None:
    read = page("Gunmen attacked the town of Wardanak in Mali.")
    strict = book.places.recognition.model_copy(
        update={"accept": 99.0, "sure_here": 99.0, "sure": 99.0}
    )
    read.book = book.places.model_copy(update={"recognition": strict})
    assert accepted(candidate_names(read, ["MLI"]), read) == []
