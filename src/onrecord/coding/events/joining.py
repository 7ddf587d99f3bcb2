"""Joins two candidates into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.codebook.codebook import Codebook
from onrecord.coding.events.agreement import (
    places_meet,
    same_place,
    types_meet,
)
from onrecord.coding.events.event_place import specificity
from onrecord.coding.events.grouping import retype
from onrecord.coding.events.sides import with_actors
from onrecord.coding.events.time_of_mention import ranked
from onrecord.coding.records import EventCandidate, Toponym

T = TypeVar("T")


def joined_in_sentence(found: list[EventCandidate], book: Codebook) -> list[EventCandidate]:
    """Events of one sentence joined where the parse alone did not: bare harm or violence goes to
    its neighbour.

    "Two were killed in the attack while five others were wounded" is one event unless each half
    has its own place or time.
    """
    kept: list[EventCandidate] = []
    for candidate in found:
        near = next((i for i in reversed(range(len(kept))) if neighbours(kept[i], candidate)), None)
        if near is None:
            kept.append(candidate)
        else:
            kept[near] = absorb(kept[near], candidate, ["same sentence"], book)
    return kept


def neighbours(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two candidates of one sentence report one event."""
    if a.status != b.status or b.another or not types_join(a, b):
        return False
    if a.typing.family == b.typing.family == "protest":
        return not (a.places and b.places) or same_place(a, b) >= 0
    if not (bare(a) or bare(b)):
        return False
    return not (other_means(a, b) or other_means(b, a) or other_place_or_time(a, b)) and not (
        other_numbers(a, b)
    )


def types_join(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two candidates could be one by their types, or are both violence and one is bare."""
    families = {a.typing.family, b.typing.family}
    return types_meet(a, b) or ((bare(a) or bare(b)) and families <= {"violence"})


def other_means(plain: EventCandidate, b: EventCandidate) -> bool:
    """Whether a bare one names a means and the other is of a type that this does not decide."""
    if not plain.means or not bare(plain) or bare(b):
        return False
    return b.typing.type not in {m.kind for m in plain.means}


def other_place_or_time(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether each names a place or a time of its own."""
    if a.places and b.places and same_place(a, b) < 0:
        return True
    return a.own_time and b.own_time and a.times[0] != b.times[0]


def other_numbers(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether both count one kind of harm and no number is the same."""
    kinds = {t.kind for t, _ in a.tolls} & {t.kind for t, _ in b.tolls}
    numbers = ((set(a.numbers(k)), set(b.numbers(k))) for k in kinds)
    return any(mine and theirs and not mine & theirs for mine, theirs in numbers)


def bare(candidate: EventCandidate) -> bool:
    """Whether only words of harm or unspecified violence report it."""
    return (
        all(m.frame.strength <= 1 for m in candidate.mentions)
        and candidate.typing.family == "violence"
    )


def absorb(
    into: EventCandidate, more: EventCandidate, why: Sequence[str], book: Codebook
) -> EventCandidate:
    """A candidate with everything that ``more`` reports; a mere reference to it ("these
    operations") adds nothing."""
    merged = (*into.merged, f"sentence {more.sentence + 1}: {', '.join(why)}")
    if mere_word(more):
        return replace(into, merged=merged)
    places, own_place = places_of_both(into, more)
    both = replace(
        into,
        mentions=into.mentions + more.mentions,
        sentences=with_new(into.sentences, (more.sentence,)),
        tolls=into.tolls + more.tolls,
        means=into.means + more.means,
        side_a=with_actors(into.side_a, more.side_a),
        side_b=with_actors(into.side_b, more.side_b),
        acting=into.acting | more.acting,
        struck=into.struck | more.struck,
        places=places,
        own_place=own_place,
        datings=ranked(into.datings, more.datings),
        voices=with_new(into.voices, more.voices),
        tokens=into.tokens | more.tokens,
        headline=False,
        merged=merged,
    )
    return replace(both, typing=retype(both, book))


def with_new(known: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    """What is known and what is new, in order."""
    return (*known, *(x for x in more if x not in known))


def places_of_both(into: EventCandidate, more: EventCandidate) -> tuple[tuple[Toponym, ...], bool]:
    """The places of two candidates joined, and whether one of their sentences names them: a finer
    place within the first candidate's goes before it."""
    if not more.own_place:
        return into.places or more.places, into.own_place
    if not into.own_place or finer_within(more.places, into.places):
        return with_new(more.places, into.places), True
    return with_new(into.places, more.places), True


def finer_within(fine: Sequence[Toponym], wide: Sequence[Toponym]) -> bool:
    """Whether the first place of one list lies within the first of the other."""
    if not wide or specificity(fine[0]) <= specificity(wide[0]):
        return False
    return places_meet(fine[0], wide[0]) > 0


def mere_word(candidate: EventCandidate) -> bool:
    """Whether only a noun refers to it, and nothing is said about it: no number, place, time, doer
    or target."""
    said = (
        candidate.tolls
        or candidate.own_place
        or candidate.own_time
        or candidate.side_a
        or candidate.side_b
        or candidate.means
    )
    return not said and all(m.nominal and not m.via for m in candidate.mentions)
