"""Turns drafts into events: everything that the stages found, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.coding.events.event_claims import claims_of
from onrecord.coding.events.evidence import evidence, items_of, words_of
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.headline_figures import harm_of
from onrecord.coding.records import (
    Decision,
    EventCandidate,
    EventDraft,
    Means,
    Timex,
    Why,
    because,
    decision,
)
from onrecord.coding.time.expressions import doubtful
from onrecord.errors import Warnings
from onrecord.schema import Diagnostic, Event, Published, Weapon

CODED_LANGUAGE = "en"
"""The language whose reports are coded; its regions ("en-GB") are too."""


def finish(draft: EventDraft, findings: Findings) -> tuple[Event, tuple[Decision, ...]]:
    """The event of a draft, and the decision behind each of its values."""
    candidate = draft.candidate
    claims, numbers, claimed = claims_of(candidate, findings)
    rows, totals, counted = harm_of(candidate, numbers)
    weapons, armed = weapons_of(candidate)
    items, handled = items_of(candidate, findings)
    event = Event(
        id=draft.id,
        type=candidate.typing.type,
        status=candidate.status,
        when=draft.when,
        where=draft.where,
        where_also=draft.where_also,
        side_a=candidate.side_a,
        side_b=candidate.side_b,
        harm=rows,
        totals=totals,
        items=items,
        weapons=weapons,
        claims=claims,
        evidence=evidence(candidate, findings),
        confidence=candidate.confidence or 0.0,
    )
    decisions = (
        *type_decisions(candidate, findings),
        *draft.decisions,
        *side_decisions(draft),
        *counted,
        *armed,
        *handled,
        *claimed,
        *merge_decisions(draft),
    )
    return event, decisions


def type_decisions(candidate: EventCandidate, findings: Findings) -> Iterator[Decision]:
    """The type with the types that lost, and the status."""
    typing = candidate.typing
    spans = [words_of(m, findings) for m in typing.by or candidate.mentions]
    yield decision("type", typing.type, Why(typing.rule_id, typing.rule), spans, typing.lost)
    rules = dict.fromkeys(m.rule for m in candidate.mentions)
    yield decision("status", candidate.status, because("status", triggers="; ".join(rules)))


def side_decisions(draft: EventDraft) -> Iterator[Decision]:
    """Both sides with the words that name them."""
    own = because("side.arguments")
    lent = because("side.carried", event=draft.doer_from) if draft.doer_from else own
    sides = (("side_a", draft.candidate.side_a, lent), ("side_b", draft.candidate.side_b, own))
    for name, side, why in sides:
        names = ", ".join(a.name for a in side)
        yield decision(name, names, why, [s for a in side for s in a.spans])


def merge_decisions(draft: EventDraft) -> Iterator[Decision]:
    """Why later sentences were joined to it."""
    if draft.candidate.merged:
        parts = "; ".join(draft.candidate.merged)
        yield decision("merged", draft.id, because("merged", parts=parts))


def weapons_of(candidate: EventCandidate) -> tuple[tuple[Weapon, ...], tuple[Decision, ...]]:
    """The weapons and carriers, each name once, and the decision behind each."""
    named: dict[str, Means] = {}
    for means in (m for m in candidate.means if m.weapon):
        named.setdefault(means.span.text.lower(), means)
    weapons, decisions = [], []
    for means in named.values():
        kind, name = means.kind or "ARM", means.span.text
        weapons.append(Weapon(kind=kind, name=name, spans=(means.span,)))
        rule = because("weapon.type", type=means.kind) if means.kind else because("weapon.any")
        decisions.append(decision("weapon", name, rule, [means.span]))
    return tuple(weapons), tuple(decisions)


def diagnostics_of(
    language: str, published: Published, times: Sequence[Timex]
) -> tuple[Diagnostic, ...]:
    """What a reader of the events should know: that the report is not in English or has no day,
    that a date is doubtful."""
    warning = Diagnostic(code="W104", message=Warnings.W104.format(language=language))
    foreign = () if language.partition("-")[0] == CODED_LANGUAGE else (warning,)
    undated = () if published.start else (Diagnostic(code="W101", message=Warnings.W101),)
    doubts = (Diagnostic(code=t.doubt, message=doubtful(t)) for t in times if t.doubt)
    return (*foreign, *undated, *doubts)
