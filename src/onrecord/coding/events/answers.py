"""Words about an act that name no event of their own: denials and accusations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.events.blamed import accused
from onrecord.coding.events.candidates import sentence_numbers
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.sides import able, with_actors
from onrecord.coding.records import Attribution, EventCandidate
from onrecord.coding.text.dependencies import base_form, objects
from onrecord.coding.text.spans import token_at
from onrecord.schema import Actor

DENIED = 6
"""Sentences within which a denial that names no place and day is about an event reported before."""


def denied_before(candidate: EventCandidate, kept: Sequence[EventCandidate]) -> int | None:
    """The position of the event reported shortly before that a bare denial is about ("denied that
    anyone was killed"): its account joins the others."""
    if candidate.own_place or candidate.own_time:
        return None
    near = [
        i
        for i, k in enumerate(kept)
        if any(0 < candidate.sentence - s <= DENIED for s in k.sentences)
        and (
            k.typing.family == candidate.typing.family
            or (k.typing.nature.is_violent and candidate.typing.nature.is_violent)
        )
    ]
    struck = {a.name.lower() for a in candidate.side_b}

    def fits(i: int) -> tuple[bool, bool, int]:
        k = kept[i]
        return (
            k.typing.type == candidate.typing.type,
            any(name in a.name.lower() for name in struck for a in k.side_b),
            k.first,
        )

    return max(near, key=fits, default=None)


def with_answers(
    candidates: Sequence[EventCandidate], findings: Findings
) -> tuple[EventCandidate, ...]:
    """The candidates, with words about an act that name no event of their own added to the one
    reported before: "denied involvement", "blamed the rebels"."""
    numbers = sentence_numbers(findings.cast.doc)
    spoken = {v for c in candidates for v in c.voices}
    answers = ("denies", "alleges")
    kept = list(candidates)
    for voice, said in enumerate(findings.attributions):
        if voice in spoken or said.cue is None or said.stance not in answers:
            continue
        cue = findings.cast.doc[token_at(findings.cast.doc, said.cue.start)]
        number = numbers[cue.sent.start]
        near = [i for i, c in enumerate(kept) if answerable(c, number)]
        answer = denial if said.stance == "denies" and is_disclaimer(cue, said, findings) else blame
        meant = answer(near, kept, cue, said, findings)
        if meant is None:
            continue
        position, blamed = meant
        kept[position] = replace(
            kept[position],
            side_a=with_actors(kept[position].side_a, blamed),
            voices=(*kept[position].voices, voice),
            merged=(*kept[position].merged, f"sentence {number + 1}: {said.stance}"),
        )
    return tuple(kept)


Answer = tuple[int, Sequence[Actor | None]]
"""The position of the event that an answer is about, and those it names as the doers."""


def answerable(candidate: EventCandidate, sentence: int) -> bool:
    """Whether it is an act reported shortly before a sentence."""
    deed = candidate.typing.nature.is_violent or candidate.typing.family == "taken"
    return deed and any(0 <= sentence - s <= DENIED for s in candidate.sentences)


def is_disclaimer(cue: Token, said: Attribution, findings: Findings) -> bool:
    """Whether a denial is of an act."""
    return disclaimed(cue, said, findings.codebook.speech)


def denial(
    near: Sequence[int],
    kept: Sequence[EventCandidate],
    cue: Token,
    said: Attribution,
    findings: Findings,
) -> Answer | None:
    """The act that somebody denies: one done by the speaker, or one whose doer is unnamed, or the
    last."""
    name = said.speaker.name.lower()
    doer = [i for i in near if any(a.name.lower() in name for a in kept[i].side_a)]
    free = [i for i in near if unnamed(kept[i])]
    meant = doer or free or near
    return (meant[-1], ()) if meant else None


def blame(
    near: Sequence[int],
    kept: Sequence[EventCandidate],
    cue: Token,
    said: Attribution,
    findings: Findings,
) -> Answer | None:
    """The last act whose doer is unnamed, and those blamed for it."""
    cast = findings.cast
    named = [cast.actor(t.i) for t in accused(cue, findings.codebook.speech)[0] if able(t.i, cast)]
    meant = next((i for i in reversed(near) if unnamed(kept[i])), None) if any(named) else None
    return (meant, named) if meant is not None else None


def disclaimed(cue: Token, said: Attribution, speech: SpeechCodebook) -> bool:
    """Whether a denial is of an act, not of a request or a rumour."""
    text = cue.doc.text
    words = " ".join(text[a:b].lower() for a, b in said.content)
    nouns = {base_form(t) for t in objects(cue)}
    return bool(nouns & speech.deeds) or any(phrase in words for phrase in speech.disclaimers)


def unnamed(candidate: EventCandidate) -> bool:
    """Whether no doer of it is known by name or body."""
    return all(a.actor is None or a.actor.startswith("Unidentified") for a in candidate.side_a)
