"""Whether two candidates can be one event: by type, place and names."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.records import (
    EventCandidate,
    Toponym,
)
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Actor


def types_meet(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events could be one by their types: the same, or one of them reported only in
    general words."""
    x, y = a.typing, b.typing
    if x.type == y.type:
        return not x.nature.catch_all or b.definite or same_words(a, b)
    if x.family == y.family:
        return (
            general(a)
            or general(b)
            or (x.nature.explosive and y.nature.explosive)
            or x.family == "protest"
        )
    if x.nature.is_violent and y.nature.is_violent:  # one of them against protesters
        return "protesters" in a.struck | b.struck and (general(a) or general(b))
    if {x.family, y.family} == {"violence", "territory"}:
        return general(a) or general(b)
    return b.definite and (unnamed(a) or unnamed(b)) and all(weak_or_named(h) for h in (a, b))


def same_words(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether a trigger of the same meaning reports both."""
    return bool({m.frame.name for m in a.mentions} & {m.frame.name for m in b.mentions})


def unnamed(candidate: EventCandidate) -> bool:
    """Whether it is of the type for anything else."""
    return candidate.typing.nature.catch_all


def weak_or_named(candidate: EventCandidate) -> bool:
    """Whether, if it is of the type for anything else, only weak words report it."""
    return not unnamed(candidate) or all(m.frame.strength <= 1 for m in candidate.mentions)


def general(candidate: EventCandidate) -> bool:
    """Whether only general words of violence report it ("attack", "killed") and no means."""
    return all(m.frame.strength <= 1 or m.frame.general for m in candidate.mentions) and not any(
        m.kind for m in candidate.means
    )


def same_place(a: EventCandidate, b: EventCandidate) -> float:
    """1 if both name one place, 0.3 if one lies in the other or one names none, -1 if they name
    different ones."""
    if not (a.own_place and b.own_place and a.places and b.places):
        return 0.0
    best = -1.0
    for x in a.places:
        for y in b.places:
            best = max(best, places_meet(x, y))
    return best


UNPLACED = 4.0
"""Kilometres within which a named spot without coordinates of its own is taken to lie: a quarter, a
street, a farm."""


def grain(toponym: Toponym) -> float:
    """How coarse a place is: the radius in kilometres within which it lies."""
    if toponym.place.resolved is None:
        return UNPLACED
    return toponym.place.radius_km or UNPLACED


def places_meet(x: Toponym, y: Toponym) -> float:
    """How far two toponyms name one place: 1 the same, 0.4 one within the other, -1 apart."""
    p, q = x.place, y.place
    left, right = x.head.text.lower(), y.head.text.lower()
    if left == right or (len(left) > 4 and left in right) or (len(right) > 4 and right in left):
        return 1.0
    if p.gazetteer_id and p.gazetteer_id == q.gazetteer_id:
        return 1.0
    if p.country and q.country and p.country != q.country:
        return -1.0
    coarse = max((x, y), key=grain)
    if grain(coarse) <= UNPLACED:
        return -1.0
    if (
        p.resolved
        and q.resolved
        and p.latitude is not None
        and p.longitude is not None
        and q.latitude is not None
        and q.longitude is not None
    ):
        return (
            0.4
            if kilometres(p.latitude, p.longitude, q.latitude, q.longitude) <= grain(coarse)
            else -1.0
        )
    if coarse.place.precision == "country":
        return 0.4
    if p.admin1 is None or q.admin1 is None:
        return 0.4 if coarse.place.precision in ("admin1", "admin2") else -1.0
    return 0.4 if p.admin1 == q.admin1 else -1.0


def shared_names(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    """Whether two sides share a known actor or a name."""
    names = {x.actor for x in a if x.actor} & {x.actor for x in b if x.actor}
    if names:
        return True
    return any(
        x.name.lower() in y.name.lower() or y.name.lower() in x.name.lower() for x in a for y in b
    )
