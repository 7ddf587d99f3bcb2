"""Candidates to events: everything that the stages found, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.events.confidence import confidence
from onrecord.coding.events.doers import doer, face
from onrecord.coding.events.event_claims import claims_of
from onrecord.coding.events.event_date import day
from onrecord.coding.events.event_place import place
from onrecord.coding.events.evidence import evidence, items_of, m_span
from onrecord.coding.events.headline_figures import harm_of
from onrecord.coding.findings import Findings
from onrecord.coding.records import Decision, Draft, EventCandidate
from onrecord.schema import Event, Place, Weapon


def events_of(
    candidates: Sequence[EventCandidate], findings: Findings, home: Place
) -> list[tuple[Event, tuple[Decision, ...]]]:
    """The events of a report with the decisions behind them, in the order of the text; none below
    the codebook's threshold."""
    model = findings.codebook.confidence
    kept = [h for h in candidates if confidence(h, findings, model) >= model.threshold]
    drafts = [Draft(h, f"e{n}") for n, h in enumerate(kept, 1)]
    for draft, earlier in zip(drafts, [None, *drafts], strict=False):
        place(draft, earlier, home, findings)
        doer(draft, drafts)
        face(draft.candidate)
        day(draft, earlier, drafts, findings)
    return [(finish(draft, findings), tuple(draft.decisions)) for draft in drafts]


def finish(draft: Draft, findings: Findings) -> Event:
    """The event of a draft."""
    candidate = draft.candidate
    claims, numbers = claims_of(candidate, findings)
    rows, totals, why = harm_of(candidate, numbers)
    for kind, value, rule in why:
        draft.decided(
            kind, value, rule, [t.span for t, _ in candidate.tolls if t.kind == kind and t.count]
        )
    draft.decided(
        "type",
        candidate.typing.type,
        candidate.typing.rule,
        [m_span(m, findings) for m in candidate.mentions],
        candidate.typing.lost,
    )
    draft.decided(
        "status", candidate.status, "; ".join(dict.fromkeys(m.rule for m in candidate.mentions))
    )
    for name, side in (("side_a", candidate.side_a), ("side_b", candidate.side_b)):
        rule = (
            f"carried over from {draft.doer_from}"
            if name == "side_a" and draft.doer_from
            else "arguments of the triggers"
        )
        draft.decided(
            name, ", ".join(a.name for a in side), rule, [s for a in side for s in a.spans]
        )
    draft.decided(
        "claims",
        ", ".join(c.speaker.name for c in claims),
        "attribution over the trigger; else the report's own voice",
        [s for c in claims for s in c.spans],
    )
    if candidate.merged:
        draft.decided("merged", draft.id, "; ".join(candidate.merged))
    weapons: list[Weapon] = []
    for means in candidate.means:
        if not any(w.name.lower() == means.span.text.lower() for w in weapons):
            weapons.append(
                Weapon(kind=means.kind or "ARM", name=means.span.text, spans=(means.span,))
            )
    return Event(
        id=draft.id,
        type=candidate.typing.type,
        status=candidate.status,
        when=draft.when,
        where=draft.where,
        where_also=draft.where_also,
        side_a=tuple(candidate.side_a),
        side_b=tuple(candidate.side_b),
        harm=tuple(rows),
        totals=totals,
        items=items_of(candidate, findings),
        weapons=tuple(weapons),
        claims=tuple(claims),
        evidence=evidence(candidate, findings),
        confidence=confidence(candidate, findings, findings.codebook.confidence),
    )
