"""The claims about an event: who vouches for it, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from onrecord.coding.events.findings import Findings
from onrecord.coding.records import (
    Attribution,
    Decision,
    EventCandidate,
    Why,
    because,
    decision,
)
from onrecord.rules import worded
from onrecord.schema import Claim, Speaker

REPORT = Speaker(name="REPORT", kind="outlet")


def own_deed(said: Attribution, candidate: EventCandidate) -> Attribution:
    """An armed group that reports its own act claims responsibility ("the group said it had shot
    down the aircraft")."""
    doers = {
        name
        for a in candidate.side_a
        if a.kind in GROUPS
        for name in (a.actor, a.name.lower())
        if name
    }
    speaker = said.speaker.name.lower()
    names = {speaker, *(a.actor for a in candidate.side_a if a.actor and a.name.lower() in speaker)}
    if said.stance == "states" and candidate.typing.nature.is_violent and names & doers:
        return replace(said, stance="claims_responsibility")
    return said


GROUPS = frozenset({"rebel_group", "political_militia", "identity_militia"})


class EventClaims(NamedTuple):
    """The claims of an event, the number of the claim that each voice makes, and the decision
    behind each claim."""

    claims: tuple[Claim, ...]
    numbers: dict[int, int]
    decisions: tuple[Decision, ...]


def claims_of(candidate: EventCandidate, findings: Findings) -> EventClaims:
    """The claims of an event: one for each speaker and stance."""
    claims: list[Claim] = []
    numbers: dict[int, int] = {}
    decisions: list[Decision] = []
    for voice in candidate.voices:
        claim, why = claim_of(voice, candidate, findings)
        known = [(c.speaker.name, c.stance) for c in claims]
        said = (claim.speaker.name, claim.stance)
        if said not in known:
            known.append(said)
            claims.append(claim)
            value = f"{claim.speaker.name} {claim.stance}"
            decisions.append(decision("claim", value, why, claim.spans))
        numbers[voice] = known.index(said)
    return EventClaims(tuple(claims), numbers, tuple(decisions))


def claim_of(voice: int, candidate: EventCandidate, findings: Findings) -> tuple[Claim, Why]:
    """What one voice claims about an event, and the rule that gave its stance."""
    if voice == -1:
        return Claim(speaker=REPORT, stance="states"), because("claim.report")
    told = findings.attributions[voice]
    said = own_deed(told, candidate)
    rule = "claim.attribution" if said is told else "claim.own_deed"
    claim = Claim(
        speaker=said.speaker,
        via=said.via,
        stance=said.stance,
        cue=said.cue.text if said.cue else None,
        spans=tuple(s for s in (said.speaker_span, said.cue) if s is not None),
    )
    return claim, because(rule, attribution="; ".join(worded(r) for r in said.rules))
