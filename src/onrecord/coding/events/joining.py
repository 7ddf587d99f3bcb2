"""Two candidates made one."""

from __future__ import annotations

from onrecord.codebook.codebook import Codebook
from onrecord.coding.events.agreement import (
    places_meet,
    same_place,
    types_meet,
)
from onrecord.coding.events.event_place import specificity
from onrecord.coding.events.grouping import retype
from onrecord.coding.events.sides import add
from onrecord.coding.events.time_of_mention import ranked
from onrecord.coding.records import EventCandidate


def within(found: list[EventCandidate], book: Codebook) -> list[EventCandidate]:
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
            absorb(near, candidate, ["same sentence"], book)
    return kept


def neighbours(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events of one sentence are told as one."""
    if (
        a.status != b.status
        or b.another
        or not (
            types_meet(a, b)
            or ((bare(a) or bare(b)) and {a.typing.family, b.typing.family} <= {"violence"})
        )
    ):
        return False
    if a.typing.family == b.typing.family == "protest":
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
        and candidate.typing.family == "violence"
    )


def absorb(into: EventCandidate, more: EventCandidate, why: list[str], book: Codebook) -> None:
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
    into.typing = retype(into, book)


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
