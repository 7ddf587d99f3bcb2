"""Who acts and who is acted upon in a candidate."""

from __future__ import annotations

from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.grouping import classes_of
from onrecord.coding.records import EventCandidate
from onrecord.coding.text.dependencies import under
from onrecord.schema import Actor


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
