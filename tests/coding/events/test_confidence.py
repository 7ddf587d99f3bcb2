"""How sure the coder is of an event."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.codebook import Codebook
from onrecord.coding.coder import Coder
from onrecord.schema import CodedReport, Report

Coding = Callable[..., CodedReport]


def test_it_is_a_probability_and_held_by_the_threshold(
    code: Coding, coder: Coder, book: Codebook
) -> None:
    text = (
        "Gunmen killed five villagers in Gao on Saturday, the mayor said. Clashes are continuing. Rebels threatened attacks. "
        "Police arrested a student. Protests were held across the region. Troops entered Mopti."
    )
    kept = [e.confidence for e in coder.code(Report(text=text)).events]
    assert kept
    assert all(book.confidence.threshold <= c <= 1 for c in kept)
    assert all(0 <= e.confidence <= 1 for e in code(text).events)


def test_a_threshold_leaves_the_unsure_out(code: Coding, coder: Coder, book: Codebook) -> None:
    text = "Gunmen killed five villagers in Gao on Saturday. Police arrested a student."
    sure = [e.confidence for e in code(text).events]
    strict = book.model_copy(
        update={"confidence": book.confidence.model_copy(update={"threshold": 1.01})}
    )
    made = Coder(codebook=strict, gazetteer=coder.gazetteer)
    assert made.code(Report(text=text)).events == ()
    assert len(sure) == 2
