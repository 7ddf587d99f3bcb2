"""One sentence's events filled with what belongs to each, then events of several sentences
made one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.blamed import accused
from onrecord.coding.events.breakdown import broken_down
from onrecord.coding.events.casualties import find_tolls
from onrecord.coding.events.event_place import located, specificity
from onrecord.coding.events.event_type import TAKEN, VIOLENT, Typing
from onrecord.coding.events.grouping import (
    EventCandidate,
    apart,
    classes_of,
    family,
    gather,
    places_meet,
    retype,
    same_place,
    shared_names,
    types_meet,
)
from onrecord.coding.events.likeness import likeness
from onrecord.coding.events.time_of_mention import dated, ranked
from onrecord.coding.findings import Findings, token_at
from onrecord.coding.records import Attribution, Mention
from onrecord.coding.text.dependencies import clause_path, objects, under
from onrecord.schema import Actor

LENT = 2
"""Sentences over which the type of one event reaches a next one told in general words."""
DENIED = 6
"""Sentences within which a denial that names no place and day speaks of an event told before."""
WITH_MEANS = frozenset({"SHELLING", "AIR_STRIKE", "REMOTE_EXPLOSIVE", "SUICIDE_BOMB", "GRENADE"})


def tell(findings: Findings) -> list[EventCandidate]:
    """The events of a report, in the order of the text, each told by one sentence or
    several."""
    return joined(tellings(findings), findings)


def joined(told: list[EventCandidate], findings: Findings) -> list[EventCandidate]:
    """What the sentences tell made one where they tell the same, with those named among the struck
    and what others answer to it."""
    kept = [
        h
        for h in merge(told, findings)
        if any(m.frame.harm != "missing" or m.frame.strength for m in h.mentions)
    ]
    for candidate in kept:  # not before: some names in common do not make two groups of people one
        for actor in (
            a
            for m in candidate.mentions
            for index in m.patients
            for a in findings.cast.members(index)
        ):
            add(candidate.side_b, actor)
    answered(kept, findings)
    return kept


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
    return within(sorted((h for h in found if not habitual(h, findings)), key=lambda h: h.first))


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


def within(found: list[EventCandidate]) -> list[EventCandidate]:
    """Events of one sentence made one where the parse alone did not join them: bare harm or
    violence goes to its neighbour.

    "Two were killed in the attack while five others were wounded" is one event unless each half
    has its own place or time.
    """
    kept: list[EventCandidate] = []
    for candidate in found:
        near = next((k for k in reversed(kept) if neighbours(k, candidate)), None)
        if near is None:
            kept.append(candidate)
        else:
            absorb(near, candidate, ["same sentence"])
    return kept


def neighbours(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events of one sentence are told as one."""
    if (
        a.status != b.status
        or b.another
        or not (
            types_meet(a, b)
            or (
                (bare(a) or bare(b))
                and {family(a.typing.type), family(b.typing.type)} <= {"violence"}
            )
        )
    ):
        return False
    if family(a.typing.type) == family(b.typing.type) == "protest":
        return not (a.places and b.places) or same_place(a, b) >= 0
    if not (bare(a) or bare(b)):
        return False
    if any(
        x.means and bare(x) and y.typing.type not in {m.kind for m in x.means} and not bare(y)
        for x, y in ((a, b), (b, a))
    ):
        return False
    if a.places and b.places and same_place(a, b) < 0:
        return False
    if a.own_time and b.own_time and a.times[0] != b.times[0]:
        return False
    kinds = {t.kind for t, _ in a.tolls} & {t.kind for t, _ in b.tolls}
    return not any(
        set(a.numbers(k)) and set(b.numbers(k)) and not set(a.numbers(k)) & set(b.numbers(k))
        for k in kinds
    )


def bare(candidate: EventCandidate) -> bool:
    """Whether only words of harm or unspecified violence tell it."""
    return (
        all(m.frame.strength <= 1 for m in candidate.mentions)
        and family(candidate.typing.type) == "violence"
    )


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
    if candidate.status == "planned" and voice >= 0 and bare_violence(group):
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
    candidate.typing = retype(candidate)
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


def bare_violence(mentions: Sequence[Mention]) -> bool:
    """Whether what is announced is violence: an armed group that announces it threatens it."""
    return any(m.frame.type in VIOLENT for m in mentions)


def owned_elsewhere(token: int, owners: dict[int, int], n: int) -> bool:
    return owners.get(token, n) != n


def sides(candidate: EventCandidate, cast: Cast) -> None:
    """Both sides from the arguments of the mentions and the words before event nouns; harm words
    last, since their patients are victims."""
    doc = cast.doc
    event_words = {i for m in candidate.mentions for i in m.words}
    order = sorted(candidate.mentions, key=lambda m: (-m.frame.strength, m.trigger))
    for mention in order:
        for index in (cast.resolve(i) or i for i in mention.agents):
            if index in event_words or index in cast.times or not able(index, cast):
                continue
            add(candidate.side_a, cast.actor(index))
            for inner in under(doc[index], {"from", "of"}):
                known = cast.known(inner.i)
                if known is not None and known.form == "named":
                    add(candidate.side_a, cast.actor(inner.i))
            candidate.acting |= classes_of([index], cast)
        for index in mention.patients:
            if index in event_words or index in cast.times:
                continue
            candidate.struck |= classes_of([index], cast)
            if cast.classes(doc[index]) & {"territory", "weapon"} and not cast.classes(
                doc[index]
            ) & {
                "armed",
                "person",
                "property",
                "stronghold",
            }:
                continue
            if mention.frame.roles.get("object") == "item" or not affected(index, cast):
                continue
            add(candidate.side_b, cast.actor(index))
        if mention.nominal:
            for i in mention.words:
                for actor in cast.modifiers(doc[i]):
                    add(candidate.side_a, actor)
                    if actor.kind:
                        candidate.acting.add(actor.kind)
                        candidate.acting.add("armed")


def able(index: int, cast: Cast) -> bool:
    """Whether a phrase can act: people, armed sides, carriers; not dates, numbers and
    events."""
    token = cast.doc[index]
    if token.lower_ == "it":
        return cast.resolve(index) is not None
    if token.is_upper and index in cast.places and token.i == token.sent.start:
        return False
    classes = cast.classes(token)
    known = cast.known(index)
    if (
        known is not None
        and known.form == "thing"
        and known.head == token.lemma_.lower()
        and "aircraft" not in classes
    ):
        return False
    if classes & {"armed", "person", "aircraft", "pronoun"}:
        return True
    if known is not None and (known.kind or known.form in ("nation", "named")):
        return True
    return token.ent_type_ in ("ORG", "NORP", "PERSON", "GPE") and "territory" not in classes


def affected(index: int, cast: Cast) -> bool:
    """Whether a phrase can be a side acted upon: people, bodies, buildings, vehicles, names;
    nothing abstract ("a political solution")."""
    token = cast.doc[index]
    known = cast.known(index)
    return (
        bool(cast.classes(token))
        or known is not None
        or token.pos_ in ("PROPN", "NUM", "PRON")
        or token.ent_type_ in ("ORG", "NORP", "PERSON", "FAC", "GPE")
    )


def add(side: list[Actor], actor: Actor | None) -> None:
    """An actor joins a side unless its name stands there already; a fuller name replaces a shorter
    one."""
    if actor is None:
        return
    for i, known in enumerate(side):
        if actor.name.lower() == known.name.lower() or actor.name.lower() in known.name.lower():
            return
        if known.name.lower() in actor.name.lower():
            side[i] = actor
            return
    side.append(actor)


DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "it", "such", "both"}
)
ANOTHER = frozenset(
    {
        "another",
        "other",
        "second",
        "third",
        "separate",
        "similar",
        "more",
        "further",
        "additional",
        "also",
        "meanwhile",
        "elsewhere",
        "separately",
    }
)


def reference(candidate: EventCandidate, cast: Cast) -> tuple[bool, bool]:
    """(definite, another): whether the words point back to something told ("the attack") or to a
    further one ("another attack")."""
    doc = cast.doc
    definite = another = False
    for mention in candidate.mentions:
        token = doc[mention.trigger]
        if mention.nominal:
            marks = {
                c.lower_ for c in doc[mention.words[0]].lefts if c.dep_ in ("det", "poss", "amod")
            } | {c.lower_ for c in token.lefts if c.dep_ in ("det", "poss", "amod")}
            if marks & DEFINITE and not marks & ANOTHER:
                definite = True
            if marks & ANOTHER:
                another = True
        else:
            adverbs = {c.lower_ for c in token.children if c.dep_ == "advmod"}
            if adverbs & {"earlier", "previously", "before"} and any(
                c.dep_ == "aux" and c.lower_ == "had" for c in token.children
            ):
                another = True  # "had been arrested earlier"
            for child in token.children:
                if child.dep_ == "det" and child.lower_ in DEFINITE:  # "the dead"
                    definite = True
                if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ == "it":
                    definite = True
                if (
                    child.dep_ == "nsubj"
                    and "weapon" in cast.classes(child)
                    and any(d.lower_ in ANOTHER for d in child.lefts)
                ):
                    another = True
                if (
                    child.dep_ == "nsubj"
                    and child.lemma_.lower()
                    in (
                        "attack",
                        "operation",
                        "blast",
                        "explosion",
                        "strike",
                        "incident",
                        "raid",
                        "assault",
                    )
                    and any(d.lower_ in DEFINITE for d in child.lefts)
                ):
                    definite = True
    first = doc[candidate.mentions[0].trigger].sent[0]
    if first.lower_ in ("meanwhile", "elsewhere", "separately", "other", "earlier", "previously"):
        another = True
    return definite, another


def merge(told: list[EventCandidate], findings: Findings) -> list[EventCandidate]:
    """Events that several sentences tell, made one: each joins the best earlier one, if enough
    speaks for it."""
    kept: list[EventCandidate] = []
    book = findings.codebook.joining
    for candidate in told:
        if candidate.status == "denied" and (meant := denied_before(candidate, kept)) is not None:
            meant.voices += [v for v in candidate.voices if v not in meant.voices]
            meant.merged.append(f"sentence {candidate.sentence + 1}: denied")
            continue
        best: tuple[float, int, EventCandidate, list[str]] | None = None
        for position, earlier in enumerate(kept):
            if (
                earlier.sentence == candidate.sentence
                and earlier.sentences[-1] == candidate.sentence
                and not candidate.definite
            ):
                continue
            score, said = likeness(earlier, candidate, book)
            if score >= book.threshold and (best is None or (score, position) > (best[0], best[1])):
                best = (score, position, earlier, said)
        if best is None:
            kept.append(candidate)
        else:
            absorb(best[2], candidate, best[3])
    lend_types(kept)
    return [
        h
        for h in kept
        if not (
            in_title(h)
            and any(k is not h and family(k.typing.type) == family(h.typing.type) for k in kept)
        )
    ]


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
            family(k.typing.type) == family(candidate.typing.type)
            or {k.typing.type, candidate.typing.type} <= VIOLENT
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
            if h.typing.type in VIOLENT | TAKEN
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


def lend_types(kept: Sequence[EventCandidate]) -> None:
    """Violence told only in general words takes the type of what was told right before ("Another
    five died in two other districts")."""
    for before, candidate in pairwise(kept):
        same = (
            not candidate.side_a
            or not before.side_a
            or shared_names(before.side_a, candidate.side_a)
        )
        close = candidate.sentence - before.sentences[-1] <= LENT
        if (
            candidate.typing.type == "ATTACK"
            and bare(candidate)
            and not candidate.means
            and same
            and close
            and before.typing.type in WITH_MEANS
        ):
            candidate.typing = Typing(
                before.typing.type,
                "the means of what is told right before",
                (("ATTACK", candidate.typing.rule),),
            )


def in_title(candidate: EventCandidate) -> bool:
    """Whether the headline alone tells it: where the text below tells its like, the headline only
    sums up."""
    return all(candidate.in_headline(m) for m in candidate.mentions)


def absorb(into: EventCandidate, more: EventCandidate, why: list[str]) -> None:
    """Everything that ``more`` tells goes to ``into``; a mere word for it ("these operations")
    tells nothing, and vouches for nothing."""
    into.merged.append(f"sentence {more.sentence + 1}: {', '.join(why)}")
    if mere_word(more):
        return
    into.mentions += more.mentions
    if more.sentence not in into.sentences:
        into.sentences.append(more.sentence)
    into.tolls += more.tolls
    into.means += more.means
    for actor in more.side_a:
        add(into.side_a, actor)
    for actor in more.side_b:
        add(into.side_b, actor)
    into.acting |= more.acting
    into.struck |= more.struck
    if more.own_place and (
        not into.own_place
        or (
            into.places
            and specificity(more.places[0]) > specificity(into.places[0])
            and places_meet(more.places[0], into.places[0]) > 0
        )
    ):
        into.places, into.own_place = (
            more.places + [p for p in into.places if p not in more.places],
            True,
        )
    elif more.own_place:
        into.places += [p for p in more.places if p not in into.places]
    elif not into.places:
        into.places = more.places
    into.datings = ranked(into.datings, more.datings)
    into.voices += [v for v in more.voices if v not in into.voices]
    into.tokens |= more.tokens
    into.headline = False
    into.typing = retype(into)


def mere_word(candidate: EventCandidate) -> bool:
    """Whether only a noun refers to it, and nothing is said of it: no number, place, time, doer or
    target."""
    said = (
        candidate.tolls
        or candidate.own_place
        or candidate.own_time
        or candidate.side_a
        or candidate.side_b
        or candidate.means
    )
    return not said and all(m.nominal and not m.via for m in candidate.mentions)
