"""Places that are referred to: "the town", "the rebel-held district", "the area"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import CodedReport

Coding = Callable[..., CodedReport]
SIEGE = "Traders stayed in Gao in Mali all winter. Nobody could leave. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SIEGE + "On Monday shells killed two people in the city.", "Gao"),
        (
            "Umm Zardan village lies near Gao in Mali. Traders pass it. Roads are bad. Gunmen killed a nurse in the village.",
            "Umm Zardan village",
        ),
    ],
)
def test_a_definite_noun_stands_for_the_place_before_it(text: str, name: str, code: Coding) -> None:
    assert code(text).events[-1].where.name == name


def test_the_noun_is_kept_beside_the_name(code: Coding) -> None:
    spans = code(SIEGE + "On Monday shells killed two people in the city.").events[-1].where.spans
    assert [s.text for s in spans] == ["Gao", "city"]


def test_another_town_is_not_that_town(code: Coding) -> None:
    text = "Saraqib in Syria has been under siege since May. Nobody could leave. Nothing is sold. On Monday shells hit the surrounding towns."
    assert all(
        e.where.name != "Saraqib" or "town" not in [s.text for s in e.where.spans]
        for e in code(text).events
    )
