"""The claims on an event: who vouches for it, and how."""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.findings import Findings
from onrecord.coding.records import Attribution, EventCandidate
from onrecord.schema import Claim, Speaker

REPORT = Speaker(name="REPORT", kind="outlet")


def own_deed(said: Attribution, candidate: EventCandidate) -> Attribution:
    """An armed group that says what it did itself claims responsibility ("the group said it had
    shot down the aircraft")."""
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


def claims_of(candidate: EventCandidate, findings: Findings) -> tuple[list[Claim], dict[int, int]]:
    """The claims of an event, and the number of the claim that each voice makes."""
    claims: list[Claim] = []
    numbers: dict[int, int] = {}
    for voice in candidate.voices:
        if voice == -1:
            claim = Claim(speaker=REPORT, stance="states")
        else:
            said = own_deed(findings.attributions[voice], candidate)
            spans = [s for s in (said.speaker_span, said.cue) if s is not None]
            claim = Claim(
                speaker=said.speaker,
                via=said.via,
                stance=said.stance,
                cue=said.cue.text if said.cue else None,
                spans=tuple(spans),
            )
        same = next(
            (
                n
                for n, c in enumerate(claims)
                if c.speaker.name == claim.speaker.name and c.stance == claim.stance
            ),
            None,
        )
        if same is None:
            claims.append(claim)
            same = len(claims) - 1
        numbers[voice] = same
    return claims, numbers
