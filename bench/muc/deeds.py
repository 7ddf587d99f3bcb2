"""What the words of an act say beyond the coded event: its type, its doers, the things hit, the
means."""

from __future__ import annotations

import re

from bench.muc.words import NUMBERS, common, known, says, singular, sort, tidy, words
from onrecord.schema import Event

KINDS = {
    "ABDUCTION": "KIDNAPPING",
    "REMOTE_EXPLOSIVE": "BOMBING",
    "SUICIDE_BOMB": "BOMBING",
    "GRENADE": "BOMBING",
    "ATTACK": "ATTACK",
    "ARMED_CLASH": "ATTACK",
    "AIR_STRIKE": "ATTACK",
    "SHELLING": "ATTACK",
    "CHEMICAL_WEAPON": "ATTACK",
    "SEXUAL_VIOLENCE": "ATTACK",
    "MOB_VIOLENCE": "ATTACK",
    "LOOTING_PROPERTY_DESTRUCTION": "ATTACK",
    "EXCESSIVE_FORCE_AGAINST_PROTESTERS": "ATTACK",
    "NON_STATE_OVERTAKES_TERRITORY": "ATTACK",
    "DISRUPTED_WEAPONS_USE": "BOMBING",
}


def type_of(event: Event, said: str) -> str | None:
    """The incident type (7.5): ATTACK only if no other type fits."""
    if says("strike", said):
        return "FORCED WORK STOPPAGE"
    kind = KINDS.get(event.type)
    if event.type == "AIR_STRIKE" and says("bomb", said) and not says("aircraft", said):
        return "BOMBING"
    things = bool(event.side_b) and all(thing(tidy(actor.name)) for actor in event.side_b)
    if kind == "ATTACK" and says("burn", said) and things and not event.harm:
        return "ARSON"
    if event.type == "DISRUPTED_WEAPONS_USE" and not (says("bomb", said) and says("cleared", said)):
        return None
    if kind == "ATTACK" and event.type == "LOOTING_PROPERTY_DESTRUCTION":
        for name, type_ in (("burn", "ARSON"), ("bomb", "BOMBING"), ("rob", "ROBBERY")):
            if says(name, said):
                return type_
    return kind


def thing(name: str) -> str | None:
    """The type of a physical target; None if the phrase does not name a thing."""
    lists = words()
    return None if sort(name, lists.persons) else sort(name, lists.physical)


def mentioned(said: str) -> list[tuple[str, str]]:
    """Things that the words of an act name after a word for hitting something, with their types."""
    found: dict[str, str] = {}
    for sentence in re.split(r"(?<=[.;:])\s", said.upper()):
        for hit in words().patterns["struck"].finditer(sentence):
            tokens = re.findall(r"[\w'-]+|[,(]", sentence[hit.end() :])[:14]
            for i, token in enumerate(tokens):
                start = i
                while (
                    start > 0
                    and tokens[start - 1] not in words().stops
                    and not tokens[start - 1].isdigit()
                    and i - start < 4
                    and tokens[start - 1] not in NUMBERS
                ):
                    start -= 1
                following = tokens[i + 1] if i + 1 < len(tokens) else ""
                name = " ".join(tokens[start : i + 1])
                if (
                    following
                    and sort(f"{token} {following}", words().physical)
                    and following not in words().stops
                ):
                    continue
                kind = sort(name, words().physical)
                before = tokens[start - 2 : start]
                if kind and token not in words().stops and not {"FROM", "BY"} & set(before):
                    found.setdefault(name, kind)
    return list(found.items())[:3]


def doers(said: str) -> list[str]:
    """Phrases in the words of an act that name unlawful doers, the first one first."""
    for hit in words().patterns["doers"].finditer(said):
        before = re.findall(r"[\w'-]+|[,(\[\])]", said[: hit.start()])[-4:]
        taken: list[str] = []
        for token in reversed(before):
            if (
                token in words().stops
                or token in NUMBERS
                or token in "[])("
                or token.isdigit()
                or (
                    common(token)
                    and not known(token)
                    and token.endswith(("ED", "ING"))
                    and token not in words().adjectives
                )
            ):
                break
            taken.insert(0, token)
        return [tidy(" ".join([*taken, hit[0]]))]
    return []


def better(one_: str, item: str, other: str, wide: str) -> bool:
    """Whether one instrument is more specific than another: the same word, or a kind of bomb as
    opposed to "bomb" or "explosive"."""
    if singular(one_) == singular(other) or set(map(singular, other.split())) < set(
        map(singular, one_.split())
    ):
        return len(one_) > len(other) or (len(one_) == len(other) and one_ < other)
    return (
        item != wide
        and item in ("VEHICLE BOMB", "DYNAMITE", "BOMB")
        and wide in ("BOMB", "EXPLOSIVE")
        and len(other.split()) == 1
        and wide != item
        and not (item == "BOMB" and wide == "BOMB")
    )
