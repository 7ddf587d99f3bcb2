"""Every stage of the coder, in order, with what it needs and gives.

A stage is a pure function of a :class:`State` (what is known of the report so far) and a
:class:`Kit` (what does not change from report to report). It returns a new state. The order is
checked when this module is imported: what a stage needs, an earlier one gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from spacy.language import Language

from onrecord.codebook.codebook import Codebook
from onrecord.codebook.times import Mode
from onrecord.coding.actors.cast import Cast, tokens_of
from onrecord.coding.actors.matching import matcher
from onrecord.coding.claims.attributions import find_attributions
from onrecord.coding.events.assemble import diagnostics_of, finish
from onrecord.coding.events.blamed import with_blamed
from onrecord.coding.events.candidates import find_candidates
from onrecord.coding.events.confidence import drafts_of
from onrecord.coding.events.doers import with_doers
from onrecord.coding.events.event_date import with_dates
from onrecord.coding.events.event_place import with_places
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.mentions import find_means, find_mentions
from onrecord.coding.events.merging import merge
from onrecord.coding.events.status import judge
from onrecord.coding.place.find_places import find_places, home
from onrecord.coding.records import (
    Attribution,
    Count,
    Decision,
    EventCandidate,
    EventDraft,
    Means,
    Mention,
    Parsed,
    Timex,
    Toponym,
)
from onrecord.coding.text.counts import find_counts
from onrecord.coding.text.page_tail import page_tail
from onrecord.coding.text.parse import parse
from onrecord.coding.time.expressions import find_times
from onrecord.coding.time.publication_date import find_publication
from onrecord.gazetteer import Gazetteer
from onrecord.schema import Diagnostic, Event, Place, Published, Report

RELEASED = date(2026, 11, 22)
"""The day of this version: the bound for inferring a year if ``Report.retrieved`` is not given, so
that no clock is read."""

UNSET: Any = None
"""A field that no stage has given yet. No stage reads one: :func:`in_order` makes sure of it."""


@dataclass(frozen=True)
class Kit:
    """What the stages know before they see a report.

    Args:
        model: the spaCy pipeline that parses.
        rules: the rule set for vague numbers: ``literal``, ``acled`` or ``ucdp``.
        mode: how unfinished dates are completed: ``news``, ``narrative`` or ``auto``.
    """

    codebook: Codebook
    gazetteer: Gazetteer
    model: Language
    rules: str = "literal"
    mode: Mode = "auto"

    @cached_property
    def names(self) -> frozenset[str]:
        """The lower-case words of known names, for recasing upper-case copy."""
        words: set[str] = set()
        for nation in self.codebook.actors.nations.values():
            for phrase in (*nation.names, *nation.demonyms, *nation.seats):
                words.update(w.lower() for w in phrase.split() if w[:1].isupper())
        calendar = self.codebook.times.language("en").words
        words.update(calendar["plainmonth"], calendar["plainweekday"])
        return frozenset(words)


@dataclass(frozen=True)
class State:
    """What is known of one report. Each field is given by one stage, which the table in
    docs/coding.md names."""

    report: Report
    published: Published = UNSET
    parsed: Parsed = UNSET
    toponyms: tuple[Toponym, ...] = UNSET
    home: Place = UNSET
    times: tuple[Timex, ...] = UNSET
    counts: Mapping[int, Count] = UNSET
    means: tuple[Means, ...] = UNSET
    attributions: tuple[Attribution, ...] = UNSET
    cast: Cast = UNSET
    triggers: tuple[Mention, ...] = UNSET
    mentions: tuple[Mention, ...] = UNSET
    candidates: tuple[EventCandidate, ...] = UNSET
    merged: tuple[EventCandidate, ...] = UNSET
    drafts: tuple[EventDraft, ...] = UNSET
    placed: tuple[EventDraft, ...] = UNSET
    ascribed: tuple[EventDraft, ...] = UNSET
    dated: tuple[EventDraft, ...] = UNSET
    events: tuple[Event, ...] = UNSET
    decisions: Mapping[str, tuple[Decision, ...]] = UNSET
    diagnostics: tuple[Diagnostic, ...] = UNSET


class Stage(Protocol):
    """One step of the pipeline.

    Attributes:
        name: as in docs/coding.md, whose table is generated from the pipeline.
        needs: the fields of the state that must be given before.
        gives: the fields that it gives, each once.
        module: the file of ``coding/`` that does the work.
        by: the files of the codebook that it reads, and whatever else decides.
    """

    @property
    def name(self) -> str: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def gives(self) -> tuple[str, ...]: ...
    @property
    def module(self) -> str: ...
    @property
    def by(self) -> tuple[str, ...]: ...
    @property
    def decides(self) -> str: ...
    def __call__(self, state: State, kit: Kit) -> State: ...


Work = Callable[[State, Kit], State]


@dataclass(frozen=True)
class Step:
    """A stage made from a function: its name and docstring say what it decides."""

    work: Work
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    module: str
    by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The function's name."""
        return self.work.__name__

    @property
    def decides(self) -> str:
        """What it decides, in one line."""
        return (self.work.__doc__ or "").strip()

    def __call__(self, state: State, kit: Kit) -> State:
        """The state with what this stage gives."""
        return self.work(state, kit)


def stage(
    *, needs: tuple[str, ...], gives: tuple[str, ...], module: str, by: tuple[str, ...]
) -> Callable[[Work], Step]:
    """Make a stage from a function."""
    return lambda work: Step(work, needs, gives, module, by)


# --- the stages -----------------------------------------------------------------------------------


@stage(
    needs=("report",),
    gives=("published",),
    module="time/publication_date",
    by=("times.en.yaml",),
)
def publication_date(state: State, kit: Kit) -> State:
    """the report's day and how it is known"""
    bound = state.report.retrieved or RELEASED
    return replace(state, published=find_publication(state.report, kit.codebook.times, bound=bound))


@stage(
    needs=("report", "published"),
    gives=("parsed",),
    module="text/parse",
    by=("spaCy, `en_core_web_sm`",),
)
def text(state: State, kit: Kit) -> State:
    """sentences, tags, dependencies; every offset stays the report's own"""
    report = state.report.model_copy(update={"published": state.published})
    given = kit.codebook.persons.given
    return replace(state, parsed=parse(report, kit.model, kit.names.__contains__, given))


@stage(
    needs=("parsed",),
    gives=("toponyms", "home"),
    module="place/find_places",
    by=("places.yaml", "ranking.yaml", "the gazetteer"),
)
def places(state: State, kit: Kit) -> State:
    """which words name places, which places they are, and where the report is set"""
    found = find_places(state.parsed, kit.gazetteer, kit.codebook.places)
    whole = home(found, state.parsed, kit.codebook.places)
    return replace(state, toponyms=tuple(found), home=whole)


@stage(
    needs=("parsed", "published"),
    gives=("times",),
    module="time/expressions",
    by=("times.yaml", "times.en.yaml"),
)
def times(state: State, kit: Kit) -> State:
    """which days the words of time mean"""
    found = find_times(state.parsed, state.published, kit.codebook.times, mode=kit.mode)
    return replace(state, times=tuple(found))


@stage(needs=("parsed",), gives=("counts",), module="text/counts", by=("quantities.yaml",))
def counts(state: State, kit: Kit) -> State:
    """how many people or things a phrase counts"""
    found = find_counts(state.parsed, kit.codebook.quantities, rules=kit.rules)
    return replace(state, counts=found)


@stage(needs=("parsed",), gives=("means",), module="events/mentions", by=("triggers.yaml",))
def means(state: State, kit: Kit) -> State:
    """which weapons and carriers are named"""
    found = find_means(state.parsed.doc, state.parsed, kit.codebook.triggers)
    return replace(state, means=tuple(found))


@stage(
    needs=("parsed",),
    gives=("attributions",),
    module="claims/attributions",
    by=("speech.yaml",),
)
def attributions(state: State, kit: Kit) -> State:
    """who vouches for which words, with which stance"""
    return replace(state, attributions=tuple(find_attributions(state.parsed, kit.codebook.speech)))


@stage(
    needs=("parsed", "published", "toponyms", "home", "times"),
    gives=("cast",),
    module="actors/cast",
    by=("actors.yaml", "groups.yaml", "parties.yaml", "monitors.yaml", "nations.yaml"),
)
def actors(state: State, kit: Kit) -> State:
    """who a noun phrase names: known actor, kind, country; what "they" refers to"""
    book, doc = kit.codebook, state.parsed.doc
    cast = Cast(
        state.parsed,
        matcher(book.actors),
        book.triggers,
        state.home.country,
        state.published.start.year if state.published.start else None,
        places=tokens_of(doc, (t.head for t in state.toponyms)),
        times=tokens_of(doc, (t.span for t in state.times)),
    )
    return replace(state, cast=cast)


@stage(
    needs=("parsed", "cast"),
    gives=("triggers",),
    module="events/mentions",
    by=("triggers.yaml", "speech.yaml"),
)
def triggers(state: State, kit: Kit) -> State:
    """which words report an event, who does it and to whom"""
    book, doc = kit.codebook, state.parsed.doc
    until = page_tail(doc, book.modality.tail)
    found = find_mentions(state.parsed, book.triggers, state.cast.classes, until=until)
    return replace(state, triggers=tuple(with_blamed(m, doc, book.speech) for m in found))


@stage(
    needs=("parsed", "triggers"),
    gives=("mentions",),
    module="events/status",
    by=("modality.yaml",),
)
def status(state: State, kit: Kit) -> State:
    """reported as fact, ongoing, planned, attempted, threatened, denied, or no event"""
    book, doc = kit.codebook.modality, state.parsed.doc
    judged = (judge(mention, state.parsed, book) for mention in state.triggers)
    real = (m for m in judged if m.real)
    return replace(
        state,
        mentions=tuple(
            m for m in real if not doc[m.trigger].sent.text.lstrip().startswith(book.asides)
        ),
    )


@stage(
    needs=(
        "cast",
        "mentions",
        "counts",
        "means",
        "toponyms",
        "times",
        "attributions",
        "published",
    ),
    gives=("candidates",),
    module="events/candidates",
    by=("types.yaml", "triggers.yaml", "quantities.yaml", "dating.yaml"),
)
def candidates(state: State, kit: Kit) -> State:
    """what each sentence reports of one event: type, sides, harm, means, its places and times"""
    return replace(state, candidates=find_candidates(findings(state, kit)))


@stage(
    needs=("candidates",),
    gives=("merged",),
    module="events/merging",
    by=("joining.yaml",),
)
def merging(state: State, kit: Kit) -> State:
    """which sentences report the same event"""
    return replace(state, merged=merge(state.candidates, findings(state, kit)))


@stage(
    needs=("merged",),
    gives=("drafts",),
    module="events/confidence",
    by=("confidence.yaml",),
)
def confidence(state: State, kit: Kit) -> State:
    """how likely a careful reader would code it; the unlikely are left out"""
    return replace(state, drafts=drafts_of(state.merged, findings(state, kit)))


@stage(
    needs=("drafts", "home"),
    gives=("placed",),
    module="events/event_place",
    by=("places.yaml", "[places.md](places.md)"),
)
def event_places(state: State, kit: Kit) -> State:
    """where it happened: named for it, referred to, or inherited"""
    return replace(state, placed=with_places(state.drafts, state.home, findings(state, kit)))


@stage(needs=("placed",), gives=("ascribed",), module="events/doers", by=("types.yaml",))
def doers(state: State, kit: Kit) -> State:
    """who did it, if the report does not repeat it"""
    return replace(state, ascribed=with_doers(state.placed))


@stage(
    needs=("ascribed",),
    gives=("dated",),
    module="events/event_date",
    by=("dating.yaml", "[dating.md](dating.md)"),
)
def event_dates(state: State, kit: Kit) -> State:
    """when it happened: named for it, counted from another event, or inherited"""
    return replace(state, dated=with_dates(state.ascribed, findings(state, kit)))


@stage(
    needs=("report", "dated", "published", "times"),
    gives=("events", "decisions", "diagnostics"),
    module="events/assemble",
    by=("the rules below",),
)
def assemble(state: State, kit: Kit) -> State:
    """headline figures, claims, evidence; every value with the decision behind it"""
    done = [finish(draft, findings(state, kit)) for draft in state.dated]
    return replace(
        state,
        events=tuple(event for event, _ in done),
        decisions={event.id: why for event, why in done},
        diagnostics=diagnostics_of(state.report.language, state.published, state.times),
    )


def findings(state: State, kit: Kit) -> Findings:
    """What the other rooms found, as the functions of ``events/`` read it."""
    return Findings(
        cast=state.cast,
        codebook=kit.codebook,
        mentions=state.mentions,
        counts=state.counts,
        means=state.means,
        toponyms=state.toponyms,
        times=state.times,
        attributions=state.attributions,
        published=state.published,
    )


# --- the order ------------------------------------------------------------------------------------


def in_order(*stages: Stage) -> tuple[Stage, ...]:
    """The stages, checked: what one needs an earlier one gives, and no field is given twice.

    Raises:
        ValueError: a field is unknown, needed before it is given, or given twice.
    """
    known = {field.name for field in fields(State)}
    given = {"report"}
    for one in stages:
        if unknown := {*one.needs, *one.gives} - known:
            raise ValueError(f"stage {one.name}: no field of the state: {sorted(unknown)}")
        if lacking := set(one.needs) - given:
            raise ValueError(f"stage {one.name} needs {sorted(lacking)}, which no stage gives")
        if again := set(one.gives) & given:
            raise ValueError(f"stage {one.name} gives {sorted(again)} again")
        given |= set(one.gives)
    return stages


PIPELINE: tuple[Stage, ...] = in_order(
    publication_date,
    text,
    places,
    times,
    counts,
    means,
    attributions,
    actors,
    triggers,
    status,
    candidates,
    merging,
    confidence,
    event_places,
    doers,
    event_dates,
    assemble,
)
"""Every stage of the coder, in order."""


def run(report: Report, kit: Kit, *, until: str | None = None) -> State:
    """A report's state after all stages, or after the stage named ``until``.

    Raises:
        KeyError: no stage has that name.
    """
    return resume(State(report), kit, until=until)


def resume(state: State, kit: Kit, *, after: str | None = None, until: str | None = None) -> State:
    """A state taken further: from the stage after ``after`` up to and including ``until``.

    Raises:
        KeyError: no stage has that name.
    """
    first = position(after) + 1 if after is not None else 0
    last = position(until) if until is not None else len(PIPELINE) - 1
    for one in PIPELINE[first : last + 1]:
        state = one(state, kit)
    return state


def position(name: str) -> int:
    """The place of a stage in the pipeline.

    Raises:
        KeyError: no stage has that name.
    """
    names = [one.name for one in PIPELINE]
    if name not in names:
        raise KeyError(name)
    return names.index(name)
