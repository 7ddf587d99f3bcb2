"""Who acts and who is acted upon in a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import NamedTuple

from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.grouping import classes_of
from onrecord.coding.records import Mention
from onrecord.coding.text.dependencies import base_form, under
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
    event_words = {i for m in mentions for i in m.words}
    none = Sides((), (), frozenset(), frozenset())
    return reduce(
        lambda known, mention: with_arguments(known, mention, event_words, cast),
        sorted(mentions, key=lambda m: (-m.frame.strength, m.trigger)),
        none,
    )


def with_arguments(known: Sides, mention: Mention, event_words: set[int], cast: Cast) -> Sides:
    """The sides with the arguments of one more trigger."""
    apart = event_words | cast.times
    resolved = (cast.resolve(i) or i for i in mention.agents)
    agents = [i for i in resolved if i not in apart and able(i, cast)]
    patients = [i for i in mention.patients if i not in apart]
    before = list(modifying(mention, cast))
    struck = [i for i in patients if struck_side(i, mention, cast)]
    acting = known.acting | classes_of(agents, cast)
    for kind in (actor.kind for actor in before if actor.kind):
        acting |= {kind, "armed"}
    return Sides(
        with_actors(known.side_a, [*named_in(agents, cast), *before]),
        with_actors(known.side_b, [cast.actor(i) for i in struck]),
        acting,
        known.struck | classes_of(patients, cast),
    )


def named_in(agents: Sequence[int], cast: Cast) -> Iterator[Actor | None]:
    """The actors that act, each with the named ones behind it ("fighters from the Dawn
    Brigade")."""
    for index in agents:
        yield cast.actor(index)
        for inner in under(cast.doc[index], {"from", "of"}):
            known = cast.known(inner.i)
            if known is not None and known.form == "named":
                yield cast.actor(inner.i)


def modifying(mention: Mention, cast: Cast) -> Iterator[Actor]:
    """The actors before an event noun ("Russian airstrikes")."""
    for index in mention.words if mention.nominal else ():
        yield from cast.modifiers(cast.doc[index])


GROUND = frozenset({"territory", "weapon"})
BODIES = frozenset({"armed", "person", "property", "stronghold"})


def struck_side(index: int, mention: Mention, cast: Cast) -> bool:
    """Whether what is acted upon is a side: not ground, a weapon or a thing that is handled."""
    classes = cast.classes(cast.doc[index])
    if classes & GROUND and not classes & BODIES:
        return False
    return mention.frame.roles.get("object") != "item" and affected(index, cast)


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
        and known.head == base_form(token)
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
    """Add an actor to a side unless its name is there; a fuller name replaces a shorter one."""
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
