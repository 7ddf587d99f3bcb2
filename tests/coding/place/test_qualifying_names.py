"""Names of places that locate nothing, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.coding.place.page import Name


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("U.S.-led forces struck Mosul in Iraq.", "U.S.", "compound"),
        ("The Islamic State of Iraq claimed the attack.", "Iraq", "body"),
        ("The Ministry of Health in Gao reported three deaths.", "Gao", "body"),
        ("Ann Lind, 42, of Gao, was hurt in Mali.", "Gao", "origin"),
        ("Iraq said that three soldiers were killed in Mali.", "Iraq", "actor"),
        ("The talks with Iraq ended in Mali.", "Iraq", "partner"),
    ],
)
def test_why_a_name_locates_nothing(
    text: str, name: str, rule: str, recognised: Callable[..., dict[str, Name]]
) -> None:
    found = recognised(text, "IRQ" if name != "Iraq" else "MLI", "MLI")[name]
    assert (found.rule, found.locates) == (rule, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Three men were killed in Gao.", "Gao"),
        ("Three men died in the Gao attack in Mali.", "Gao"),
        ("Gao's eastern countryside was shelled in Mali.", "Gao"),
        ("Shells fell 20 km from Gao in Mali.", "Gao"),
    ],
)
def test_what_locates(text: str, name: str, recognised: Callable[..., dict[str, Name]]) -> None:
    assert recognised(text, "MLI")[name].locates
