"""Words about a deed that name no event of their own: denials and accusations."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.events.blamed import accused
from onrecord.coding.events.candidates import numbered
from onrecord.coding.events.sides import able, add
from onrecord.coding.findings import Findings, token_at
from onrecord.coding.records import Attribution, EventCandidate
from onrecord.coding.text.dependencies import objects

DENIED = 6
"""Sentences within which a denial that names no place and day speaks of an event told before."""


def denied_before(
    candidate: EventCandidate, kept: Sequence[EventCandidate]
) -> EventCandidate | None:
    """The event told shortly before that a bare denial speaks of ("denied that anyone was killed"):
    its account joins the others."""
    if candidate.own_place or candidate.own_time:
        return None
    near = [
        k
        for k in kept
        if any(0 < candidate.sentence - s <= DENIED for s in k.sentences)
        and (
            k.typing.family == candidate.typing.family
            or (k.typing.nature.is_violent and candidate.typing.nature.is_violent)
        )
    ]
    struck = {a.name.lower() for a in candidate.side_b}

    def fits(k: EventCandidate) -> tuple[bool, bool, int]:
        return (
            k.typing.type == candidate.typing.type,
            any(name in a.name.lower() for name in struck for a in k.side_b),
            k.first,
        )

    return max(near, key=fits, default=None)


def answered(kept: Sequence[EventCandidate], findings: Findings) -> None:
    """Words about a deed that name no event of their own go to the one told before: "denied
    involvement", "blamed the rebels"."""
    doc, speech = findings.cast.doc, findings.codebook.speech
    numbers = numbered(doc)
    spoken = {v for h in kept for v in h.voices}
    for voice, said in enumerate(findings.attributions):
        if voice in spoken or said.cue is None or said.stance not in ("denies", "alleges"):
            continue
        cue = doc[token_at(said.cue.start, findings)]
        number = numbers[cue.sent.start]
        near = [
            h
            for h in kept
            if (h.typing.nature.is_violent or h.typing.family == "taken")
            and any(0 <= number - s <= DENIED for s in h.sentences)
        ]
        if said.stance == "denies" and disclaimed(cue, said, speech):
            doer = [
                h
                for h in near
                if any(a.name.lower() in said.speaker.name.lower() for a in h.side_a)
            ]
            free = [h for h in near if unnamed(h)]
            meant = (doer or free or near)[-1] if near else None
        else:
            named = [
                findings.cast.actor(t.i)
                for t in accused(cue, speech)[0]
                if able(t.i, findings.cast)
            ]
            meant = next((h for h in reversed(near) if unnamed(h)), None) if any(named) else None
            if meant is not None:
                for actor in named:
                    add(meant.side_a, actor)
        if meant is not None:
            meant.voices.append(voice)
            meant.merged.append(f"sentence {number + 1}: {said.stance}")


def disclaimed(cue: Token, said: Attribution, speech: SpeechCodebook) -> bool:
    """Whether a denial is one of a deed, not of a request or a rumour."""
    text = cue.doc.text
    words = " ".join(text[a:b].lower() for a, b in said.content)
    nouns = {t.lemma_.lower() for t in objects(cue)}
    return bool(nouns & speech.deeds) or any(phrase in words for phrase in speech.disclaimers)


def unnamed(candidate: EventCandidate) -> bool:
    """Whether no doer of it is known by name or body."""
    return all(a.actor is None or a.actor.startswith("Unidentified") for a in candidate.side_a)
