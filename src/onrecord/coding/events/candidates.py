"""What each sentence reports: one candidate for each event, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.codebook.codebook import Codebook
from onrecord.coding.events.back_reference import reference
from onrecord.coding.events.breakdown import broken_down
from onrecord.coding.events.casualties import find_tolls
from onrecord.coding.events.event_place import located
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.grouping import apart, gather, retype
from onrecord.coding.events.joining import joined_in_sentence
from onrecord.coding.events.sides import find_sides
from onrecord.coding.events.time_of_mention import dated
from onrecord.coding.records import EventCandidate, Means, Mention, Toll
from onrecord.coding.text.dependencies import base_form, clause_path, has_child
from onrecord.coding.text.spans import tokens_at
from onrecord.schema.event import Status


def find_candidates(findings: Findings) -> tuple[EventCandidate, ...]:
    """What each sentence reports of each event, in the order of the text."""
    doc = findings.cast.doc
    numbers = sentence_numbers(doc)
    title = title_end(findings)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in findings.mentions:
        by_sentence.setdefault(numbers[doc[mention.trigger].sent.start], []).append(mention)
    found = (
        candidate
        for number in sorted(by_sentence)
        for candidate in events_of_sentence(by_sentence[number], number, findings, title)
    )
    counted = (c for c in found if not war_total(c, findings))
    return tuple(part for c in counted for part in broken_down(c, findings))


def sentence_numbers(doc: Doc) -> dict[int, int]:
    """The number of each sentence by its first token."""
    return {sentence.start: n for n, sentence in enumerate(doc.sents)}


def war_total(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether the dead are those of a whole war, which is not an event (coding guideline,
    "background totals")."""
    limit = findings.codebook.quantities.war_total
    return any(
        t.kind == "killed" and t.count is not None and (t.count.low or 0) >= limit
        for t, _ in candidate.tolls
    )


def events_of_sentence(
    mentions: Sequence[Mention], number: int, findings: Findings, title: int
) -> list[EventCandidate]:
    """The events of one sentence; tokens before ``title`` are the report's headline."""
    cast = findings.cast
    groups = gather(mentions, cast, findings.codebook)
    owners = apart(cast.doc, groups)
    found = [
        replace(
            fill(group, n, owners, number, findings, alone=len(groups) == 1),
            headline=number == 0,
            title_end=title,
        )
        for n, group in enumerate(groups)
    ]
    told = sorted((c for c in found if not habitual(c, findings)), key=lambda c: c.first)
    return joined_in_sentence(told, findings.codebook)


def habitual(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether it is in the simple present after the lead: what somebody does, not what happened
    ("they target strongholds")."""
    doc = findings.cast.doc
    verbs = [doc[m.carrier] for m in candidate.mentions if not m.nominal or m.via]
    if (
        not verbs
        or candidate.sentence <= 1
        or any(t.count for t, _ in candidate.tolls)
        or candidate.own_time
    ):
        return False
    return all(v.tag_ in ("VBP", "VBZ") and not has_child(v, "aux", "auxpass") for v in verbs)


def title_end(findings: Findings) -> int:
    """The token after the headline if the text begins with it (at most a date line before it), or
    else 0."""
    report, doc = findings.cast.parsed.report, findings.cast.doc
    if not report.title:
        return 0
    at = report.text.find(report.title[:30])
    if not 0 <= at < 120:
        return 0
    words = tokens_at(doc, at, min(len(report.text), at + len(report.title)))
    return words[1] if words is not None else 0


def fill(
    group: Sequence[Mention],
    n: int,
    owners: dict[int, int],
    number: int,
    findings: Findings,
    *,
    alone: bool,
) -> EventCandidate:
    """One group of mentions with all that surrounds it in its sentence.

    Args:
        n: the number of the group; ``owners``: the number of the group that governs each token.
        number: the number of the sentence.
        alone: whether the sentence reports nothing else.
    """
    cast = findings.cast
    voices = voices_of(group, findings)
    bare = EventCandidate(
        mentions=tuple(group),
        sentence=number,
        sentences=(number,),
        tokens=frozenset(i for i, g in owners.items() if g == n),
        voices=voices,
        tolls=tolls_of(group, findings),
        status=status_of(group, voices[0], findings),
    )
    peopled = replace(bare, **find_sides(group, cast)._asdict())
    armed = replace(peopled, means=find_means_of(peopled, n, owners, findings, alone=alone))
    places, own_place = located(armed, findings, owners, n)
    set_ = replace(armed, places=places, own_place=own_place)
    timed = replace(set_, datings=dated(set_, findings, owners, n))
    definite, another = reference(timed, cast)
    whole = replace(timed, definite=definite, another=another)
    return replace(whole, typing=retype(whole, findings.codebook))


def voices_of(group: Sequence[Mention], findings: Findings) -> tuple[int, ...]:
    """The attributions in force over the triggers, each once, in order."""
    doc = findings.cast.doc
    return tuple(dict.fromkeys(findings.voice(doc[m.trigger].idx) for m in group))


def tolls_of(group: Sequence[Mention], findings: Findings) -> tuple[tuple[Toll, int], ...]:
    """The people harmed, each phrase once for each kind of harm, with the voice that says so."""
    cast, found = findings.cast, list[tuple[Toll, int]]()
    for mention in group:
        voice = findings.voice(cast.doc[mention.trigger].idx)
        if mention.patients and all(p in cast.times for p in mention.patients):
            continue
        for toll in find_tolls(mention, cast, findings.counts, findings.codebook.quantities):
            if not any(t.token == toll.token and t.kind == toll.kind for t, _ in found):
                found.append((toll, voice))
    return tuple(found)


def status_of(group: Sequence[Mention], voice: int, findings: Findings) -> Status:
    """The status of a group: the first that is neither fact nor ongoing; violence that an armed
    group plans is threatened."""
    statuses = [m.status for m in group]
    plain: Status = "ongoing" if all(s == "ongoing" for s in statuses) else "occurred"
    status = next((s for s in statuses if s not in ("occurred", "ongoing")), plain)
    if status != "planned" or voice < 0 or not bare_violence(group, findings.codebook):
        return status
    said = findings.attributions[voice]
    threat = said.stance == "threatens" or said.speaker.kind == "group"
    return "threatened" if threat else "planned"


def find_means_of(
    candidate: EventCandidate, n: int, owners: dict[int, int], findings: Findings, *, alone: bool
) -> tuple[Means, ...]:
    """The weapons and carriers with which it was done, those that a pronoun refers to last."""
    cast, group = findings.cast, candidate.mentions
    struck = {i for m in group for i in m.patients if m.frame.roles.get("object") != "means"}
    own = [
        m
        for m in findings.means
        if means_of(m.token, candidate, struck, owners, n, cast.doc, alone=alone)
    ]
    # "they" who attacked are the jets
    meant = {cast.resolve(i) for m in group for i in m.agents if cast.doc[i].pos_ == "PRON"}
    return (*own, *(m for m in findings.means if m.token in meant and m not in own))


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
    """Whether a weapon or carrier is a means of the event: part of it, but not what was attacked or
    what supports a side."""
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
    return not any(base_form(t) in BEHIND for t in list(clause_path(doc[token]))[1:3])


BEHIND = frozenset({"back", "support", "accompany"})
"""Verbs whose by-phrase supports a side without being the means of the act ("troops backed by
warplanes")."""


def bare_violence(mentions: Sequence[Mention], book: Codebook) -> bool:
    """Whether what is announced is violence: an armed group that announces it threatens it."""
    return any(book.types.nature(m.frame.type).is_violent for m in mentions)


def owned_elsewhere(token: int, owners: dict[int, int], n: int) -> bool:
    return owners.get(token, n) != n
