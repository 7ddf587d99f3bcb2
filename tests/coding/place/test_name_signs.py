"""The signs that a name bears by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.coding.place.name_candidates import candidate_names
from onrecord.coding.place.name_signs import own_signs
from onrecord.coding.place.page import Page


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("They met in Mali.", "Mali", "country"),
        ("They met in Mali.", "Mali", "strong preposition"),
        ("They came from Mali.", "Mali", "weak preposition"),
        ("They left the town of Wardanak.", "Wardanak", "settlement noun, unknown"),
        ("They left the town of Ansongo.", "Ansongo", "settlement noun"),
        ("They stopped at Wardanak hospital.", "Wardanak", "facility, unknown"),
        ("The army shelled Ansongo.", "Ansongo", "struck"),
        ("Ansongo was shelled.", "Ansongo", "struck"),
        ("They left Wardanak, a small village in Mali.", "Wardanak", "settlement noun, unknown"),
        ("They fled to al-Bab.", "al-Bab", "article"),
        ("They fled to Kafr Zordanak.", "Kafr Zordanak", "head or ending"),
        ("SWAT teams came to Gao.", "SWAT", "abbreviation"),
        ("The mayor spoke to Mayor Salem.", "Salem", "title before"),
        ("They met Wardanak, Jr. in Gao.", "Wardanak", "suffix behind"),
        ("The Gao Council met.", "Gao", "body in the run"),
        ("The Gao Massacre was long ago.", "Gao", "name behind"),
        ("He is Syrian.", "Syrian", "demonym"),
        ("They met on Friday.", "Friday", "no name's words"),
        ("Every gao counts in Gao.", "Gao", "lower case elsewhere"),
        ("Ansongo said that he was ill.", "Ansongo", "says something"),
    ],
)
def test_signs(text: str, name: str, sign: str, page: Callable[[str], Page]) -> None:
    read = page(text)
    signs = {n.text: own_signs(n, read) for n in candidate_names(read, ["MLI", "SYR"])}
    assert sign in signs[name], signs


def test_a_date_lines_town_locates_nothing(page: Callable[[str], Page]) -> None:
    read = page("GAO, Sept 17 (Sahel Wire) - Gunmen shot a man near Ansongo.")
    (name, *_) = candidate_names(read, ["MLI"])
    assert "date line" in own_signs(name, read)
    assert (name.rule, name.locates) == ("dateline", False)
