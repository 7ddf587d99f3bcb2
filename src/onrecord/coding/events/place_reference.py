"""Places that are referred to but not named: "the town" for the town named before, "two villages
near X", "a farm"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.codebook.english import english
from onrecord.codebook.places import Cues, Group
from onrecord.coding.events.findings import Findings
from onrecord.coding.records import EventCandidate, Toponym
from onrecord.coding.text.dependencies import base_form, conjuncts, is_passive, phrase
from onrecord.coding.text.spans import span_of, span_of_token
from onrecord.gazetteer.fold import bare, skeleton
from onrecord.schema import Span

REACH = 12
"""Sentences back within which "the town" finds its town."""
DETERMINERS, PREPOSITIONS = english().determiners, english().prepositions
AREAS = english().events.areas
IDLE = frozenset(("actor", "compound", "partner"))
COUNTRY, PROVINCE, AREA, TOWN, SPOT = range(5)


def level(toponym: Toponym) -> int:
    """How precise a place is, from a country to a spot in a town or a name that the gazetteer
    lacks."""
    place, radius = toponym.place, toponym.place.radius_km or 0.0
    if place.resolved is None:
        return SPOT
    match place.precision:
        case "country":
            return COUNTRY
        case "admin1":
            return PROVINCE
        case "admin2":
            return AREA
        case "near" if radius >= 40.0:
            return AREA if radius < 100.0 else PROVINCE
    return TOWN


def referent(candidate: EventCandidate, findings: Findings) -> tuple[Toponym, Span] | None:
    """The place that a definite noun of the event refers to ("the town", "the rebel-held
    district"), and the noun."""
    cues = findings.codebook.places.cues
    for noun in nouns(candidate, findings):
        if pointing(noun) and noun.lower_ not in cues.abstract:
            found = meant(noun, cues, findings)
            if found is not None:
                return found, span_of_token(findings.cast.parsed, noun)
    return None


def indefinite(candidate: EventCandidate, findings: Findings) -> Span | None:
    """The first phrase for a place that has no name and was not mentioned before ("a farm", "two
    other districts"), with what lies near it."""
    cues = findings.codebook.places.cues
    for noun in nouns(candidate, findings):
        plain = (
            group_of(noun, cues) in ("city", "part", "facility")
            and noun.tag_ in ("NN", "NNS")
            and noun.dep_ == "pobj"
        )
        if (
            plain
            and noun.head.lower_ in PREPOSITIONS.place
            and not pointing(noun)
            and noun.lower_ not in cues.abstract
        ):
            first, end = phrase(noun)
            if first == noun.i:  # "in villages"
                continue
            return span_of(findings.cast.parsed, first, end)
    return None


def boundary(candidate: EventCandidate, findings: Findings) -> Span | None:
    """The words for a border at which it happened ("the Turkish border", "the border with X")."""
    doc, cues = findings.cast.doc, findings.codebook.places.cues
    for noun in (doc[i] for i in sorted(candidate.tokens)):
        if (
            noun.lower_ not in cues.borders
            or noun.dep_ != "pobj"
            or noun.head.lower_ not in PREPOSITIONS.alongside
        ):
            continue
        first, end = phrase(noun)
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ in PREPOSITIONS.border:
                end = max(
                    end,
                    *(
                        max(c.i for c in conjuncts(p)) + 1
                        for p in child.children
                        if p.dep_ == "pobj"
                    ),
                    end,
                )
        while first < noun.i and doc[first].dep_ in ("det", "poss"):
            first += 1
        return span_of(findings.cast.parsed, first, end)
    return None


def nouns(candidate: EventCandidate, findings: Findings) -> Iterator[Token]:
    """The common nouns of places in the position of an event's place: after a preposition of place,
    or as what is attacked or taken."""
    doc, cues = findings.cast.doc, findings.codebook.places.cues
    taken = [(t.span.start, t.span.end) for t in findings.toponyms]
    for i in sorted(candidate.tokens):
        token = doc[i]
        if (
            token.pos_ not in ("NOUN", "PROPN")
            or group_of(token, cues) is None
            or not standing(token, cues)
        ):
            continue
        if not any(start <= token.idx < end for start, end in taken):
            yield token


def group_of(token: Token, cues: Cues) -> Group | None:
    """The kind of place that a noun names."""
    return cues.group.get(token.lower_) or cues.group.get(base_form(token))


def standing(token: Token, cues: Cues) -> bool:
    """Whether a noun is the place or the target of what is reported."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    match token.dep_:
        case "pobj":
            return token.head.lower_ in cues.strong | cues.weak | {"of"}
        case "dobj" | "nsubjpass":
            return True
        case "nsubj":
            return is_passive(token.head)
    return False


def pointing(noun: Token) -> bool:
    """Whether a noun points back ("the town", "its outskirts"), and is not distinguished at once
    ("the town of …", "the other town")."""
    marks = {c.lower_ for c in noun.lefts}
    if not marks & DETERMINERS.of_place or marks & DETERMINERS.other_place:
        return False
    return not any(c.dep_ == "prep" and c.lower_ in PREPOSITIONS.narrowing for c in noun.rights)


def meant(noun: Token, cues: Cues, findings: Findings) -> Toponym | None:
    """The nearest place before a noun that the noun fits; one whose name contains the noun goes
    first ("Akara village" … "the village")."""
    word, group = base_form(noun), group_of(noun, cues)
    first = max(0, noun.sent.start_char - 4000)
    before = [
        t for t in findings.toponyms if first <= t.head.start < noun.idx and t.rule not in IDLE
    ][::-1]
    doc = findings.cast.doc
    starts = [s.start_char for s in doc.sents if s.start_char <= noun.idx][-REACH:]
    before = [t for t in before if t.head.start >= starts[0]]
    bearing = next(
        (
            t
            for t in before
            if word in t.span.text.lower().split() or f"{word}s" in t.span.text.lower().split()
        ),
        None,
    )
    if bearing is not None or group == "facility":
        return bearing
    return next((t for t in before if fits(t, word, group)), None)


def fits(toponym: Toponym, word: str, group: Group | None) -> bool:
    """Whether a place can be called by a noun of a kind."""
    fine = level(toponym)
    match group:
        case "city":
            plain = toponym.place.precision == "exact"
            return (fine == TOWN and plain and (word == "city" or not seat(toponym))) or (
                fine == SPOT and word != "city"
            )
        case "admin1":
            return fine == PROVINCE
        case "admin2":
            return fine == AREA
        case "part":
            # "west of X" is not a district
            beside = toponym.place.resolved and toponym.place.precision == "near"
            return fine >= AREA and not beside if word == "district" else fine == SPOT
        case "area":
            return word in AREAS and fine > COUNTRY
    return False


def seat(toponym: Toponym) -> bool:
    """Whether a town has its province's name, so that the name may mean the province."""
    place = toponym.place
    return bool(
        place.resolved
        and place.admin1
        and skeleton(bare(place.resolved)) == skeleton(bare(place.admin1))
    )
