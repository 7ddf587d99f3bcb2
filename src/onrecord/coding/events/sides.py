"""Who acts and who is acted upon in a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.grouping import classes_of
from onrecord.coding.records import Mention
from onrecord.coding.text.dependencies import under
from onrecord.schema import Actor


class Sides(NamedTuple):
    """Who acts (``side_a``) and who is acted upon (``side_b``), and the classes of each."""

    side_a: tuple[Actor, ...]
    side_b: tuple[Actor, ...]
    acting: frozenset[str]
    struck: frozenset[str]


def find_sides(mentions: Sequence[Mention], cast: Cast) -> Sides:
    """Both sides from the arguments of the mentions and the words before event nouns; harm words
    last, since their patients are victims."""
    doc = cast.doc
    side_a: list[Actor] = []
    side_b: list[Actor] = []
    acting: set[str] = set()
    struck: set[str] = set()
    event_words = {i for m in mentions for i in m.words}
    order = sorted(mentions, key=lambda m: (-m.frame.strength, m.trigger))
    for mention in order:
        for index in (cast.resolve(i) or i for i in mention.agents):
            if index in event_words or index in cast.times or not able(index, cast):
                continue
            add(side_a, cast.actor(index))
            for inner in under(doc[index], {"from", "of"}):
                known = cast.known(inner.i)
                if known is not None and known.form == "named":
                    add(side_a, cast.actor(inner.i))
            acting |= classes_of([index], cast)
        for index in mention.patients:
            if index in event_words or index in cast.times:
                continue
            struck |= classes_of([index], cast)
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
            add(side_b, cast.actor(index))
        if mention.nominal:
            for i in mention.words:
                for actor in cast.modifiers(doc[i]):
                    add(side_a, actor)
                    if actor.kind:
                        acting.add(actor.kind)
                        acting.add("armed")
    return Sides(tuple(side_a), tuple(side_b), frozenset(acting), frozenset(struck))


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


def with_actors(side: Sequence[Actor], more: Iterable[Actor | None]) -> tuple[Actor, ...]:
    """A side and those who join it, in order."""
    joined = list(side)
    for actor in more:
        add(joined, actor)
    return tuple(joined)
