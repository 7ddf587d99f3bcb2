"""The coder's pipeline up to a stage, for the suites that measure one; each process loads what the
stages need once."""

from __future__ import annotations

from functools import cache

from spacy.language import Language

from onrecord.codebook import Codebook
from onrecord.coding.coder import english_model
from onrecord.coding.pipeline import Kit, State, run
from onrecord.coding.records import Attribution, Timex, Toponym
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Place, Report


@cache
def kit() -> Kit:
    """What the shipped coder knows before it sees a report, with the embedded gazetteer alone."""
    return Kit(codebook(), gazetteer(), nlp())


def nlp() -> Language:
    """spaCy's pipeline, whole."""
    return english_model()


@cache
def codebook() -> Codebook:
    """The shipped codebook."""
    return Codebook.load()


@cache
def gazetteer() -> Gazetteer:
    """The embedded gazetteer."""
    return Gazetteer.embedded()


def until(report: Report, stage: str) -> State:
    """A report's state after a stage of the product's own pipeline."""
    return run(report, kit(), until=stage)


def times(report: Report) -> tuple[Timex, ...]:
    """The time expressions of a report."""
    return until(report, "times").times


def attributions(report: Report) -> tuple[Attribution, ...]:
    """Who says what in a report."""
    return until(report, "attributions").attributions


def places(report: Report) -> tuple[Toponym, ...]:
    """The place names of a report."""
    return until(report, "places").toponyms


def entry_of(place: Place) -> Entry | None:
    """The gazetteer's entry for a resolved place."""
    return gazetteer().get(place.gazetteer_id) if place.gazetteer_id else None
