"""Where an event happened: the places that its words govern, or one inherited from what comes
before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.coding.events.agreement import grain
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.place_reference import (
    COUNTRY,
    PROVINCE,
    TOWN,
    boundary,
    indefinite,
    level,
    referent,
    seat,
)
from onrecord.coding.records import EventCandidate, EventDraft, Toponym, Why, because, decision
from onrecord.coding.text.dependencies import clause_path
from onrecord.coding.text.spans import holds_offset, token_at, tokens_at
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Place, Span

REACH = 2
"""Sentences over which the place of one event carries over to a later one that names none."""


class Found(NamedTuple):
    """A place, the rule that gave it, the words that carry it, and the other places that these
    words name with it."""

    place: Place
    why: Why
    spans: Sequence[Span]
    also: tuple[Place, ...] = ()


def with_places(
    drafts: Sequence[EventDraft], home: Place, findings: Findings
) -> tuple[EventDraft, ...]:
    """The drafts, each with its place; one can inherit the place of the draft before it."""
    done: list[EventDraft] = []
    for draft in drafts:
        found, lost = place_of(draft.candidate, done[-1] if done else None, home, findings)
        done.append(placed(draft, found, lost, home))
    return tuple(done)


def place_of(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> tuple[Found, Sequence[tuple[str, str]]]:
    """The place of an event, by the first way that gives one, or else the country that the report
    is about; and the places that lost."""
    best, lost = named_place(candidate, home, findings)
    if best is not None:
        return best, lost
    for way in WAYS:
        found = way(candidate, earlier, home, findings)
        if found is not None:
            return found, lost
    precision = "none" if home.country is None else "country"
    whole = Place(country=home.country, admin1=home.admin1, precision=precision)
    return Found(whole, because("where.country"), ()), lost


def placed(
    draft: EventDraft, found: Found, lost: Sequence[tuple[str, str]], home: Place
) -> EventDraft:
    """A draft with its place and the decision behind it."""
    where, why, spans, also = found
    decisions = [decision("where", where.name or home.country, why, spans, lost)]
    if also:
        names = "; ".join(place.name or "" for place in also)
        words = [span for place in also for span in place.spans]
        decisions.append(decision("where_also", names, because("where.also"), words))
    return replace(draft, where=where, where_also=also, decisions=(*draft.decisions, *decisions))


def named_place(
    candidate: EventCandidate, home: Place, findings: Findings
) -> tuple[Found | None, Sequence[tuple[str, str]]]:
    """The place named for it, and those that lost; none if a finer one is referred to ("a town in
    the north of X … the town")."""
    if not candidate.places:
        return None, ()
    best = most_specific(candidate, findings)
    back = referent(candidate, findings)
    if back is not None and level(best) <= PROVINCE < level(back[0]) and lies_in(back[0], best, ""):
        return None, ()
    listed = listed_with(best, candidate.places, findings)
    rim = boundary(candidate, findings) if level(best) == COUNTRY else None
    if rim is not None:
        return at_border(with_container(best, candidate.places, home), rim), [
            (best.span.text, "the country alone")
        ]
    lost = [
        (t.span.text, "less specific, or named later")
        for t in candidate.places
        if t is not best and t not in listed
    ]
    read_as = "; " + ": ".join(best.candidates[0]) if best.candidates else ""
    why = because("where.named", toponym=best.rule, reading=read_as)
    also = tuple(with_container(t, candidate.places, home) for t in map(by_itself, listed))
    return Found(with_container(best, candidate.places, home), why, [best.span], also), [
        *lost,
        *best.candidates[1:],
    ]


def listed_with(best: Toponym, places: Sequence[Toponym], findings: Findings) -> list[Toponym]:
    """The places named with one in a list or by "and" ("in A and near B"), each once, in the order
    of the text; none that contains it or lies in it."""
    others = [t for t in sorted(places, key=lambda t: t.head.start) if t is not best]
    text = findings.cast.doc.text if others else ""
    out: list[Toponym] = []
    for other in others:
        if not coordinated(best, other, findings) or any(
            same(other, known) for known in (best, *out)
        ):
            continue
        if not lies_in(other, best, text) and not lies_in(best, other, text):
            out.append(other)
    return out


def same(a: Toponym, b: Toponym) -> bool:
    """Whether two toponyms are one place: by name, by id, or as the ends of one stretch of road."""
    p, q = a.place, b.place
    if p.gazetteer_id and p.gazetteer_id == q.gazetteer_id:
        return True
    return a.head.text.lower() == b.head.text.lower() or (not listed(a, b) and a.span == b.span)


def listed(a: Toponym, b: Toponym) -> bool:
    """Whether two places are members of one list."""
    return a.own is not None and a.span == b.span


def coordinated(a: Toponym, b: Toponym, findings: Findings) -> bool:
    """Whether two places are in one list, or their words or the prepositions before them are joined
    by "and"."""
    if listed(a, b):
        return True
    p, q = (topmost(token) for token in (head_of(a, findings), head_of(b, findings)))
    return p == q or (p.dep_ == q.dep_ == "pobj" and topmost(p.head) == topmost(q.head))


def head_of(toponym: Toponym, findings: Findings) -> Token:
    """The token that carries the syntax of a place's name."""
    doc, name = findings.cast.doc, toponym.head
    first, end = tokens_at(doc, name.start, name.end) or (0, 1)
    return doc[first:end].root


def topmost(token: Token) -> Token:
    """The first of what a word is coordinated with."""
    while (
        token.dep_ == "conj" and token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX")
    ):
        token = token.head
    return token


def by_itself(toponym: Toponym) -> Toponym:
    """A place of a list, by its own words alone."""
    if toponym.own is None:
        return toponym
    return replace(
        toponym,
        place=toponym.place.model_copy(update={"name": toponym.own.text, "spans": (toponym.own,)}),
    )


def at_border(land: Place, rim: Span) -> Found:
    """A border, known by its country."""
    words = {
        "name": rim.text,
        "spans": (rim,),
        "precision": "none" if land.country is None else "country",
    }
    return Found(
        Place(country=land.country).model_copy(update=words), because("where.border"), [rim]
    )


def bordering(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """The border at which it happened, in the country that the report is about."""
    rim = boundary(candidate, findings)
    return at_border(home, rim) if rim is not None else None


def referred(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """The place that a definite noun refers to ("the town")."""
    back = referent(candidate, findings)
    if back is None:
        return None
    toponym, noun = back
    return Found(
        toponym.place.model_copy(update={"spans": (toponym.span, noun)}),
        because("where.definite", noun=noun.text),
        [noun, toponym.span],
    )


def unnamed_place(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """A place without a name ("a farm", "two other districts"), in or near the place of the event
    before it, or else in the country."""
    span = indefinite(candidate, findings)
    if span is None:
        return None
    base = (
        earlier.where
        if earlier is not None
        and reached(candidate, earlier)
        and earlier.where.country == home.country
        else home
    )
    update: dict[str, object] = {"name": span.text, "spans": (span,)}
    if base.precision in ("exact", "near"):
        update["precision"] = "near"
    return Found(base.model_copy(update=update), because("where.unnamed"), [span])


def place_of_previous(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """The place of the event reported shortly before."""
    if (
        earlier is None
        or not earlier.where.name
        or intended(candidate)
        or not reached(candidate, earlier)
    ):
        return None
    return Found(
        earlier.where,
        because("where.carried", event=earlier.id),
        earlier.where.spans,
        earlier.where_also,
    )


def reached(candidate: EventCandidate, earlier: EventDraft) -> bool:
    """Whether an earlier event is reported shortly before."""
    return candidate.sentence - earlier.candidate.sentences[-1] <= REACH


def intended(candidate: EventCandidate) -> bool:
    """Whether it has not happened: then its place need not be where the rest happens."""
    return candidate.status in ("planned", "threatened")


def whose(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """The place that says whose police or army it is ("Hong Kong police")."""
    toponym = None if intended(candidate) else qualifying(candidate, findings)
    return bare_name(toponym, because("where.body")) if toponym else None


def about(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """The country that the report is about, if the report names it."""
    lands = (
        t
        for t in findings.toponyms
        if home.country == t.place.country and t.place.resolved and level(t) == COUNTRY
    )
    toponym = None if intended(candidate) else next(lands, None)
    return bare_name(toponym, because("where.country")) if toponym else None


def nearest_in_sentence(
    candidate: EventCandidate, earlier: EventDraft | None, home: Place, findings: Findings
) -> Found | None:
    """The nearest place that its sentence names for something else."""
    doc = findings.cast.doc
    at = doc[candidate.first].idx
    sentence = doc[candidate.first].sent
    here = [t for t in findings.toponyms if t.locates and holds_offset(sentence, t.head.start)]
    here = [
        t
        for t in here
        if spoken_of(t, candidate, findings)
        and t.place.country in (None, home.country)
        and level(t) > COUNTRY
    ]
    if not here:
        return None
    best = min(here, key=lambda t: abs(t.head.start - at))
    also = tuple(by_itself(t).place for t in listed_with(best, here, findings))
    return Found(best.place, because("where.nearest"), [best.span], also)


WAYS = (referred, bordering, nearest_in_sentence, unnamed_place, place_of_previous, whose, about)


def bare_name(toponym: Toponym, why: Why) -> Found:
    """A place by its bare name."""
    return Found(
        toponym.place.model_copy(update={"name": toponym.head.text, "spans": (toponym.head,)}),
        why,
        [toponym.head],
    )


def qualifying(candidate: EventCandidate, findings: Findings) -> Toponym | None:
    """A place that only says whose police or army it is, in the event's own sentence and within
    what is reported ("Hong Kong police")."""
    sentence = findings.cast.doc[candidate.first].sent
    here = (
        t
        for t in findings.toponyms
        if holds_offset(sentence, t.head.start) and t.rule in ("qualifier", "body")
    )
    return next((t for t in here if spoken_of(t, candidate, findings)), None)


def with_container(best: Toponym, places: Sequence[Toponym], home: Place) -> Place:
    """The finest place, its country and province taken from a coarser one named with it if its own
    are not known."""
    where = best.place
    update: dict[str, object] = {}
    around = [t.place for t in sorted(places, key=specificity, reverse=True)]
    if where.resolved is None and home.admin1 and where.country in (None, home.country):
        around.insert(0, home)
    for wider in around:
        if where.country is None and wider.country and "country" not in update:
            update["country"] = wider.country
        if (
            where.admin1 is None
            and wider.admin1
            and "admin1" not in update
            and wider.country == (where.country or update.get("country"))
        ):
            update["admin1"] = wider.admin1
    if where.country is None and "country" not in update:
        update["country"] = home.country
    return where.model_copy(update=update) if update else where


def located(
    candidate: EventCandidate, findings: Findings, owners: dict[int, int], n: int
) -> tuple[tuple[Toponym, ...], bool]:
    """The places of an event, most specific first, and whether its own sentence names them."""
    doc = findings.cast.doc
    sentence = doc[candidate.mentions[0].trigger].sent
    here = [t for t in findings.toponyms if t.locates and holds_offset(sentence, t.span.start)]
    own, shared = [], []
    for toponym in here:
        token = token_at(findings.cast.doc, toponym.head.start)
        owner = owners.get(token)
        if owner == n:
            own.append(toponym)
        elif owner is None and spoken_of(toponym, candidate, findings):
            shared.append(toponym)
    picked = own or shared
    if not picked and here:
        governing = [
            g
            for m in candidate.mentions
            for t in clause_path(doc[m.trigger])
            if (g := owners.get(t.i)) is not None and g != n
        ]
        picked = [
            t for t in here if owners.get(token_at(findings.cast.doc, t.head.start)) in governing
        ]
    finest = sorted(picked, key=lambda t: (-specificity(t), t.span.start))
    return tuple(finest), bool(own or shared)


def spoken_of(toponym: Toponym, candidate: EventCandidate, findings: Findings) -> bool:
    """Whether a place is part of what the speaker says, not where the speaker is ("in Beijing, Zhao
    said …")."""
    voice = candidate.voices[0] if candidate.voices else -1
    return voice < 0 or findings.attributions[voice].covers(toponym.head.start)


WITHIN = re.compile(r",?\s+(?:in|of|near|on)\s+(?:the\s+)?")


def most_specific(candidate: EventCandidate, findings: Findings) -> Toponym:
    """Of the places named for it the one in which no other lies; a town or smaller before an area;
    those below the headline; then the first."""
    text = findings.cast.doc.text
    title = findings.cast.doc[: candidate.title_end].text if candidate.title_end else ""
    inmost = [
        t
        for t in candidate.places
        if not any(lies_in(o, t, text) for o in candidate.places if o is not t)
    ] or candidate.places
    return min(
        inmost,
        key=lambda t: (
            level(t) < TOWN,
            -min(level(t), TOWN),
            t.head.start < len(title),
            t.head.start,
        ),
    )


def lies_in(fine: Toponym, wide: Toponym, text: str) -> bool:
    """Whether one lies in the other, by words ("X in Y"), provinces and distances."""
    if same_name_and_level(fine, wide) or (listed(fine, wide) and level(wide) >= TOWN):
        return False
    said = WITHIN.fullmatch(text[fine.span.end : wide.span.start])
    if said and level(wide) <= level(fine):
        return True
    return can_hold(wide, fine) and holds(wide, fine)


def same_name_and_level(a: Toponym, b: Toponym) -> bool:
    """Whether two places have one name and are equally precise."""
    return a.head.text == b.head.text and level(a) == level(b)


def can_hold(wide: Toponym, fine: Toponym) -> bool:
    """Whether another place can lie in a place of this kind: a coarser one, or a town with its
    province's name."""
    if level(fine) > level(wide):
        return True
    return level(fine) == TOWN and seat(wide) and not seat(fine)


def holds(wide: Toponym, fine: Toponym) -> bool:
    """Whether a place contains another, by country, province or distance."""
    p, q = fine.place, wide.place
    if p.country and q.country and p.country != q.country:
        return False
    if level(wide) == COUNTRY:
        return p.country == q.country
    by_province = level(wide) == PROVINCE or seat(wide) or p.latitude is None
    if p.admin1 and p.admin1 == q.admin1 and by_province:
        return True
    apart = distance(p, q)
    return apart is not None and apart <= (q.radius_km or 0.0)


def distance(p: Place, q: Place) -> float | None:
    """Kilometres between two places; None if one has no point."""
    if p.latitude is None or p.longitude is None or q.latitude is None or q.longitude is None:
        return None
    return kilometres(p.latitude, p.longitude, q.latitude, q.longitude)


def specificity(toponym: Toponym) -> float:
    """How precise a place is: a quarter before a town, a town before a province, a province before
    a country."""
    return -grain(toponym)
