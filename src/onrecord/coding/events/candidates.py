"""What each sentence reports: one candidate for each event, filled with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.codebook.codebook import Codebook
from onrecord.coding.events.back_reference import reference
from onrecord.coding.events.breakdown import broken_down
from onrecord.coding.events.casualties import find_tolls
from onrecord.coding.events.event_place import located
from onrecord.coding.events.grouping import apart, gather, retype
from onrecord.coding.events.joining import within
from onrecord.coding.events.sides import sides
from onrecord.coding.events.time_of_mention import dated
from onrecord.coding.findings import Findings
from onrecord.coding.records import EventCandidate, Mention
from onrecord.coding.text.dependencies import clause_path


def tellings(findings: Findings) -> list[EventCandidate]:
    """What each sentence tells of one event, in the order of the text."""
    doc = findings.cast.doc
    numbers = numbered(doc)
    told: list[EventCandidate] = []
    title = title_end(findings)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in findings.mentions:
        by_sentence.setdefault(numbers[doc[mention.trigger].sent.start], []).append(mention)
    for number in sorted(by_sentence):
        told.extend(in_sentence(by_sentence[number], number, findings, title))
    return [part for h in told if not war_total(h, findings) for part in broken_down(h, findings)]


def numbered(doc: Doc) -> dict[int, int]:
    """The number of each sentence by its first token."""
    return {sentence.start: n for n, sentence in enumerate(doc.sents)}


def war_total(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether the dead are those of a whole war: no event (coding guideline, "background
    totals")."""
    limit = findings.codebook.quantities.war_total
    return any(
        t.kind == "killed" and t.count is not None and (t.count.low or 0) >= limit
        for t, _ in candidate.tolls
    )


def in_sentence(
    mentions: Sequence[Mention], number: int, findings: Findings, title: int
) -> list[EventCandidate]:
    """The events of one sentence; tokens before ``title`` are the report's headline."""
    cast = findings.cast
    groups = gather(mentions, cast, findings.codebook)
    owners = apart(cast.doc, groups)
    found = [
        fill(group, n, owners, number, findings, alone=len(groups) == 1)
        for n, group in enumerate(groups)
    ]
    for candidate in found:
        candidate.headline = number == 0
        candidate.title_end = title
    told = sorted((h for h in found if not habitual(h, findings)), key=lambda h: h.first)
    return within(told, findings.codebook)


def habitual(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether it is told in the plain present behind the lead: what somebody does, not what
    happened ("they target strongholds")."""
    doc = findings.cast.doc
    verbs = [doc[m.carrier] for m in candidate.mentions if not m.nominal or m.via]
    if (
        not verbs
        or candidate.sentence <= 1
        or any(t.count for t, _ in candidate.tolls)
        or candidate.own_time
    ):
        return False
    return all(
        v.tag_ in ("VBP", "VBZ") and not any(c.dep_ in ("aux", "auxpass") for c in v.children)
        for v in verbs
    )


def title_end(findings: Findings) -> int:
    """The token behind the headline where the text begins with it (at most a date line before it),
    else 0."""
    report, doc = findings.cast.parsed.report, findings.cast.doc
    if not report.title:
        return 0
    at = report.text.find(report.title[:30])
    if not 0 <= at < 120:
        return 0
    end = doc.char_span(at, min(len(report.text), at + len(report.title)), alignment_mode="expand")
    return int(end.end) if end is not None else 0


def fill(
    group: list[Mention],
    n: int,
    owners: dict[int, int],
    number: int,
    findings: Findings,
    *,
    alone: bool,
) -> EventCandidate:
    """One group of mentions with all that stands around it in its sentence."""
    cast = findings.cast
    doc = cast.doc
    candidate = EventCandidate(mentions=group, sentence=number, sentences=[number])
    candidate.tokens = {i for i, g in owners.items() if g == n}
    for mention in group:
        voice = findings.voice(doc[mention.trigger].idx)
        if voice not in candidate.voices:
            candidate.voices.append(voice)
        for toll in (
            ()
            if all(p in cast.times for p in mention.patients) and mention.patients
            else find_tolls(mention, cast, findings.counts, findings.codebook.quantities)
        ):
            if not any(t.token == toll.token and t.kind == toll.kind for t, _ in candidate.tolls):
                candidate.tolls.append((toll, voice))
    statuses = [m.status for m in group]
    candidate.status = "ongoing" if all(s == "ongoing" for s in statuses) else "occurred"
    candidate.status = next(
        (s for s in statuses if s not in ("occurred", "ongoing")), candidate.status
    )
    voice = candidate.voices[0]
    if candidate.status == "planned" and voice >= 0 and bare_violence(group, findings.codebook):
        said = findings.attributions[voice]
        candidate.status = (
            "threatened"
            if said.stance == "threatens" or said.speaker.kind == "group"
            else "planned"
        )
    sides(candidate, cast)
    struck = {i for m in group for i in m.patients if m.frame.roles.get("object") != "means"}
    candidate.means = [
        m
        for m in findings.means
        if means_of(m.token, candidate, struck, owners, n, doc, alone=alone)
    ]
    # "they" who struck are the jets
    meant = {cast.resolve(i) for m in group for i in m.agents if doc[i].pos_ == "PRON"}
    candidate.means += [m for m in findings.means if m.token in meant and m not in candidate.means]
    candidate.places, candidate.own_place = located(candidate, findings, owners, n)
    candidate.datings = dated(candidate, findings, owners, n)
    candidate.definite, candidate.another = reference(candidate, cast)
    candidate.typing = retype(candidate, findings.codebook)
    return candidate


def means_of(
    token: int,
    candidate: EventCandidate,
    struck: set[int],
    owners: dict[int, int],
    n: int,
    doc: Doc,
    *,
    alone: bool,
) -> bool:
    """Whether a weapon or carrier is a means of the event: within it, neither what was struck
    nor what stands behind a side."""
    sentence = doc[candidate.mentions[0].trigger].sent
    if not (
        token in candidate.tokens
        or (
            alone
            and sentence.start <= token < sentence.end
            and not owned_elsewhere(token, owners, n)
        )
    ):
        return False
    above = doc[token]
    while (
        above.i not in struck
        and above.dep_ in ("conj", "appos", "compound", "nmod", "amod")
        and above.head.i != above.i
    ):
        above = above.head
    if above.i in struck and not any(above.i in m.words for m in candidate.mentions):
        return False
    return not any(t.lemma_.lower() in BEHIND for t in list(clause_path(doc[token]))[1:3])


BEHIND = frozenset({"back", "support", "accompany"})
"""Verbs whose by-phrase stands behind a side without being the means of the act ("troops backed by
warplanes")."""


def bare_violence(mentions: Sequence[Mention], book: Codebook) -> bool:
    """Whether what is announced is violence: an armed group that announces it threatens it."""
    return any(book.types.nature(m.frame.type).is_violent for m in mentions)


def owned_elsewhere(token: int, owners: dict[int, int], n: int) -> bool:
    return owners.get(token, n) != n
