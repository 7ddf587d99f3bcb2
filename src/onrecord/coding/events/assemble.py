"""Candidates to events: everything that the stages found, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.coding.events.event_claims import claims_of
from onrecord.coding.events.evidence import evidence, items_of, m_span
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.headline_figures import harm_of
from onrecord.coding.records import Decision, EventCandidate, EventDraft, Timex, decision
from onrecord.coding.time.expressions import doubtful
from onrecord.errors import Warnings
from onrecord.schema import Claim, Diagnostic, Event, Published, Weapon


def finish(draft: EventDraft, findings: Findings) -> tuple[Event, tuple[Decision, ...]]:
    """The event of a draft, and the decision behind each of its values."""
    candidate = draft.candidate
    claims, numbers = claims_of(candidate, findings)
    rows, totals, why = harm_of(candidate, numbers)
    weapons = weapons_of(candidate)
    decisions = (
        *draft.decisions,
        *harm_decisions(candidate, why),
        *type_decisions(candidate, findings),
        *side_decisions(draft),
        claim_decision(claims),
        *merge_decisions(draft),
    )
    event = Event(
        id=draft.id,
        type=candidate.typing.type,
        status=candidate.status,
        when=draft.when,
        where=draft.where,
        where_also=draft.where_also,
        side_a=candidate.side_a,
        side_b=candidate.side_b,
        harm=tuple(rows),
        totals=totals,
        items=items_of(candidate, findings),
        weapons=weapons,
        claims=tuple(claims),
        evidence=evidence(candidate, findings),
        confidence=candidate.confidence or 0.0,
    )
    return event, decisions


def harm_decisions(
    candidate: EventCandidate, why: Sequence[tuple[str, str, str]]
) -> Iterator[Decision]:
    """Each headline figure with the words that count."""
    for kind, value, rule in why:
        spans = [t.span for t, _ in candidate.tolls if t.kind == kind and t.count]
        yield decision(kind, value, rule, spans)


def type_decisions(candidate: EventCandidate, findings: Findings) -> Iterator[Decision]:
    """The type with the types that lost, and the status."""
    typing = candidate.typing
    spans = [m_span(m, findings) for m in candidate.mentions]
    yield decision("type", typing.type, typing.rule, spans, typing.lost)
    rules = dict.fromkeys(m.rule for m in candidate.mentions)
    yield decision("status", candidate.status, "; ".join(rules))


def side_decisions(draft: EventDraft) -> Iterator[Decision]:
    """Both sides with the words that name them."""
    own = "arguments of the triggers"
    lent = f"carried over from {draft.doer_from}" if draft.doer_from else own
    sides = (("side_a", draft.candidate.side_a, lent), ("side_b", draft.candidate.side_b, own))
    for name, side, rule in sides:
        names = ", ".join(a.name for a in side)
        yield decision(name, names, rule, [s for a in side for s in a.spans])


def claim_decision(claims: Sequence[Claim]) -> Decision:
    """Who vouches for the event."""
    names = ", ".join(c.speaker.name for c in claims)
    rule = "attribution over the trigger; else the report's own voice"
    return decision("claims", names, rule, [s for c in claims for s in c.spans])


def merge_decisions(draft: EventDraft) -> Iterator[Decision]:
    """Why later sentences were joined to it."""
    if draft.candidate.merged:
        yield decision("merged", draft.id, "; ".join(draft.candidate.merged))


def weapons_of(candidate: EventCandidate) -> tuple[Weapon, ...]:
    """The weapons and carriers, each name once."""
    found: dict[str, Weapon] = {}
    for means in candidate.means:
        name = means.span.text
        weapon = Weapon(kind=means.kind or "ARM", name=name, spans=(means.span,))
        found.setdefault(name.lower(), weapon)
    return tuple(found.values())


def diagnostics_of(published: Published, times: Sequence[Timex]) -> tuple[Diagnostic, ...]:
    """What a reader of the events should know: that the report has no day, that a date is
    doubtful."""
    undated = () if published.start else (Diagnostic(code="W101", message=Warnings.W101),)
    doubts = (Diagnostic(code=t.doubt, message=doubtful(t)) for t in times if t.doubt)
    return (*undated, *doubts)
