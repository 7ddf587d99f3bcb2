"""How likely it is that a careful reader would code an event: a small logistic model over what the
text says about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from onrecord.codebook.confidence import Confidence
from onrecord.coding.events.agreement import grain
from onrecord.coding.events.findings import Findings
from onrecord.coding.records import EventCandidate, EventDraft, Mention
from onrecord.coding.text.dependencies import base_form, clause_path


def features(candidate: EventCandidate, findings: Findings) -> dict[str, float]:
    """What the text says about an event, as named numbers from 0 to 1."""
    doc = findings.cast.doc
    mentions = candidate.mentions
    top = max(m.frame.strength for m in mentions)
    verbs = [m for m in mentions if not m.nominal or m.via]
    last = max(1, sum(1 for _ in doc.sents) - 1)
    found = {
        f"strength {top}": 1.0,
        f"family {candidate.typing.family}": 1.0,
        f"status {candidate.status}": 1.0,
        "reported by a verb": float(bool(verbs)),
        "reported by a noun alone": float(not verbs),
        "reported in the past": float(any(doc[m.carrier].tag_ in ("VBD", "VBN") for m in verbs)),
        "reported in the present": float(
            bool(verbs) and all(doc[m.carrier].tag_ in ("VBZ", "VBP", "VB") for m in verbs)
        ),
        "has a number": float(any(t.count for t, _ in candidate.tolls)),
        "has harm": float(bool(candidate.tolls)),
        "has a place": float(candidate.own_place),
        "has a town": float(
            candidate.own_place and bool(candidate.places) and grain(candidate.places[0]) <= 30
        ),
        "has a time": float(candidate.own_time),
        "has a day": float(candidate.own_time and candidate.times[0].precision == "day"),
        "has a year alone": float(candidate.own_time and candidate.times[0].precision == "year"),
        "has a doer": float(bool(candidate.side_a)),
        "has a target": float(bool(candidate.side_b)),
        "has a means": float(any(m.kind for m in candidate.means)),
        "several mentions": float(len(mentions) > 1),
        "several sentences": float(len(candidate.sentences) > 1),
        "at the beginning": float(candidate.sentence <= 1),
        "position": candidate.sentence / last,
        "points back": float(candidate.definite),
        "bare plural": float(all(bare_plural(m, findings) for m in mentions)),
        "somebody else's word": float(-1 not in candidate.voices),
        "court": float(any(in_court(m, findings) for m in mentions)),
        "only a headline": float(candidate.headline),
    }
    return {name: value for name, value in found.items() if value}


def bare_plural(mention: Mention, findings: Findings) -> bool:
    """Whether an event noun is a bare plural, without article, number or name: a general
    statement."""
    token = findings.cast.doc[mention.trigger]
    return (
        mention.nominal
        and token.tag_ == "NNS"
        and not any(c.dep_ in ("det", "nummod", "poss") for c in token.lefts)
    )


def in_court(mention: Mention, findings: Findings) -> bool:
    """Whether a trigger depends on words of charge and trial."""
    words = findings.codebook.modality.court
    return any(
        base_form(t) in words for t in list(clause_path(findings.cast.doc[mention.trigger]))[1:6]
    )


def confidence(candidate: EventCandidate, findings: Findings, model: Confidence) -> float:
    """The probability, from 0 to 1, that the event is one to code (logistic; weights in the
    codebook)."""
    score = model.intercept + sum(
        model.weights.get(name, 0.0) * value
        for name, value in features(candidate, findings).items()
    )
    return round(1 / (1 + math.exp(-score)), 3)


def drafts_of(candidates: Sequence[EventCandidate], findings: Findings) -> tuple[EventDraft, ...]:
    """A draft for each candidate that reaches the codebook's threshold, numbered in the order of
    the text.

    Confidence is judged here, once, by what the report says about the event itself: what the event
    inherits later (place, day, doer) is not evidence for it.
    """
    model = findings.codebook.confidence
    judged = (replace(c, confidence=confidence(c, findings, model)) for c in candidates)
    kept = (c for c in judged if (c.confidence or 0.0) >= model.threshold)
    return tuple(EventDraft(c, f"e{n}") for n, c in enumerate(kept, 1))
