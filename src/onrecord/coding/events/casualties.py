"""Who was harmed, and how many: harm triggers joined with the numbers of those they act upon."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from onrecord.codebook.english import english
from onrecord.codebook.quantities import Quantities
from onrecord.coding.actors.cast import Cast, described, without_number
from onrecord.coding.records import Count, Mention, Toll
from onrecord.coding.text.dependencies import NOMINAL, base_form, phrase, under
from onrecord.coding.text.spans import span_of, span_of_token

ANYBODY = english().determiners.of_anybody


def find_tolls(
    mention: Mention, cast: Cast, counts: Mapping[int, Count], quantities: Quantities
) -> list[Toll]:
    """The tolls of one mention: one for each coordinated group of people harmed; none if the frame
    reports no harm.

    A singular noun is one person; a bare plural has no number (unknown is absent, never 0).
    """
    frame, doc = mention.frame, cast.doc
    if frame.harm is None:
        return []
    if frame.roles.get("of") == "number":
        return running_toll(mention, cast, counts)
    found: list[Toll] = []
    for index in mention.patients:
        token = doc[index]
        if among(token, mention, counts):
            continue
        count = counts.get(index) or inner_count(token, counts)
        if count is None and frame.harm != "displaced" and (one := single(token, quantities)):
            span = span_of_token(cast.parsed, token)
            count = (
                Count(
                    span=span,
                    low=1,
                    best=1,
                    high=1,
                    noun=base_form(token),
                    rule="count.one_person",
                )
                if one
                else None
            )
        if not harmed(token, count, cast, quantities):
            continue
        found.append(
            toll(mention, token, count, cast, cumulative=is_cumulative(mention, cast, quantities))
        )
    return found


def among(token: Token, mention: Mention, counts: Mapping[int, Count]) -> bool:
    """Whether the people named are among those counted right before ("four reporters, Robert Lind
    and Ada Moss among them")."""
    while token.pos_ == "PROPN" and token.head.pos_ == "PROPN" and token.dep_ in ("conj", "appos"):
        token = token.head
    return (
        token.pos_ == "PROPN"
        and token.dep_ == "appos"
        and token.head.i in counts
        and token.head.i in mention.patients
    )


def toll(
    mention: Mention, token: Token, count: Count | None, cast: Cast, *, cumulative: bool = False
) -> Toll:
    """A toll of the people whose phrase ``token`` heads."""
    first, end = phrase(token)
    first = without_number(cast.doc, first, token.i)
    span = span_of(cast.parsed, first, end)
    return Toll(
        kind=mention.frame.harm or "killed",
        count=count,
        token=token.i,
        whom=span.text if token.pos_ in NOMINAL and token.pos_ != "NUM" else "",
        span=count.span if count else span,
        class_=cast.harm_class(token.i),
        cumulative=cumulative,
        trigger=mention.trigger,
    )


def inner_count(token: Token, counts: Mapping[int, Count]) -> Count | None:
    """The number inside a collective: "a family of six", "a group of 15 extremists"."""
    for inner in under(token, {"of"}):
        if inner.i in counts:
            return counts[inner.i]
    return None


def single(token: Token, quantities: Quantities) -> bool:
    """Whether a noun phrase names one person: singular, with an article or a name, and no mass or
    collective."""
    if token.tag_ not in ("NN", "NNP") or token.lower_ in quantities.collectives:
        return False
    if token.tag_ == "NNP":
        return (
            token.ent_type_ == "PERSON"
            or any(c.ent_type_ == "PERSON" for c in token.lefts)
            or token.ent_type_ == ""
            or described(token) is not None
        )
    return any(
        c.dep_ in ("det", "poss", "amod", "compound") and c.lower_ not in ANYBODY
        for c in token.lefts
    )


def harmed(token: Token, count: Count | None, cast: Cast, quantities: Quantities) -> bool:
    """Whether the phrase names people, not things."""
    word = (
        count.noun
        if count is not None and count.noun and base_form(token) in cast.triggers.partitive
        else base_form(token)
    )
    if word in quantities.things:
        return False
    classes = cast.classes(token)
    if classes & {"person", "armed", "civilians", "pronoun", "protesters", "rioters"}:
        return True
    if classes & {"weapon", "territory", "property", "stronghold", "aircraft"}:
        return False
    return count is not None or token.ent_type_ == "PERSON"


def is_cumulative(mention: Mention, cast: Cast, quantities: Quantities) -> bool:
    """Whether the words around make it a running total."""
    token = cast.doc[mention.trigger]
    words = {base_form(t) for t in token.sent} | {t.lower_ for t in token.sent}
    return bool(words & quantities.cumulative)


def running_toll(mention: Mention, cast: Cast, counts: Mapping[int, Count]) -> list[Toll]:
    """A toll given as a number: "the death toll rose to 14", "death toll from the blast at least
    112"."""
    token = cast.doc[mention.trigger]
    stands = [t.i for t in under(token.head, {"at", "to"}) if t.i in counts and t.i > token.i]
    if stands:
        return [toll(mention, cast.doc[stands[0]], counts[stands[0]], cast, cumulative=True)]
    after = [i for i in sorted(counts) if token.i < i < token.sent.end and i - token.i < 16]
    for index in after:
        if counts[index].noun in (
            "",
            "people",
            "person",
            "dead",
            "death",
            "civilian",
        ) or index == min(after):
            return [toll(mention, cast.doc[index], counts[index], cast, cumulative=True)]
    return []
