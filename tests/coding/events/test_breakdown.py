"""Tolls counted place by place."""

from __future__ import annotations

from onrecord.coding.coder import Coder
from onrecord.schema import Event, Report


def told(coder: Coder, text: str, kind: str) -> list[Event]:
    return [
        e for e in coder.code(Report(text=text, published="2014-08-31")).events if kind in e.totals
    ]


def test_parts_of_a_total_are_candidates_of_their_own(coder: Coder) -> None:
    text = "Government air strikes killed 14 people in Syria on Sunday, including 9 in Aleppo and 5 in Homs."
    assert sorted((e.where.name, e.totals["killed"].best) for e in told(coder, text, "killed")) == [
        ("Aleppo", 9),
        ("Homs", 5),
        ("Syria", 14),
    ]


def test_the_first_count_behind_a_colon_is_one(coder: Coder) -> None:
    text = "Twelve people were killed on Saturday: nine in Aleppo, three in Homs."
    assert sorted((e.where.name, e.totals["killed"].best) for e in told(coder, text, "killed")) == [
        ("Aleppo", 9),
        ("Homs", 3),
    ]


def test_one_count_is_of_one_place(coder: Coder) -> None:
    assert [
        e.where.name
        for e in told(coder, "Gunmen killed 20 villagers in Koro, Mali, on Sunday.", "killed")
    ] == ["Koro"]


def test_counts_told_before_another_candidates_own_are_not_its_parts(coder: Coder) -> None:
    """The places of the killed were taken for places of the abducted ("… and killed a lawyer who
    had been abducted")."""
    text = (
        "Fighters killed and crucified two more citizens in Hama executed two others in Homs town and assassinated lawyer Omar Beld "
        "member of the bar association in Idlib who had been abducted for several days."
    )
    assert [e.totals["abducted"].best for e in told(coder, text, "abducted")] == [1]
    assert sorted((e.where.name, e.totals["killed"].best) for e in told(coder, text, "killed")) == [
        ("Hama", 2),
        ("Homs town", 2),
    ]
