"""Human targets: names, descriptions, types."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bench.muc.words import name_like, says, singular, sort, tidy, words


@dataclass(slots=True)
class Person:
    """A human target: name, description, effects, number."""

    name: str | None
    description: str | None
    effects: list[str] = field(default_factory=list)
    number: str = "1"
    nation: str | None = None
    armed: bool = False

    @property
    def tag(self) -> str:
        return self.name or self.description or "-"

    @property
    def tokens(self) -> set[str]:
        return {
            singular(word)
            for text in (self.name, self.description)
            if text
            for word in re.findall(r"[\w'-]+", text)
        }


def named(phrase: str) -> Person:
    """A person's name and title, or a description: the part after the last title is a name if its
    words are not common nouns."""
    lists = words()
    head, comma, tail = phrase.partition(",")
    if comma and name_like(head.strip()):
        return Person(head.strip(), tidy(tail) if sort(tidy(tail) or "-", lists.persons) else None)
    tokens = phrase.split()
    for cut in range(len(tokens)):
        title = (
            {tokens[cut - 1].strip(".,"), singular(tokens[cut - 1].strip(".,"))}
            if cut
            else lists.titles
        )
        if (title & lists.titles or title & lists.persons.keys()) and name_like(
            " ".join(tokens[cut:])
        ):
            return Person(" ".join(tokens[cut:]), " ".join(tokens[:cut]) or None)
    return Person(None, phrase)


def human(phrase: str) -> bool:
    """Whether a phrase can be a person: a head of the lists, or a name."""
    return sort(phrase, words().persons) is not None or named(phrase).name is not None


def person_type(person: Person) -> str:
    """The type of a human target (7.21); CIVILIAN if nothing else is stated."""
    title = person.description or ""
    kind = sort(title, words().persons) if title else None
    former = re.search(r"\b(?:FORMER|EX|RETIRED)\b", title)
    if former and kind in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY"):
        return (
            "FORMER GOVERNMENT OFFICIAL"
            if kind == "GOVERNMENT OFFICIAL"
            else "FORMER ACTIVE MILITARY"
        )
    return kind or "CIVILIAN"


def fighter(person: Person) -> bool:
    """Whether a person is described as one of an armed group."""
    return any(says("fighter", text) for text in (person.name, person.description) if text)


def combatant(person: Person) -> bool:
    """Whether a person belongs to a force of the country or to an armed group."""
    kind = sort(person.description or "-", words().persons)
    if person.nation or (
        kind not in (None, "ACTIVE MILITARY", "LAW ENFORCEMENT") and not fighter(person)
    ):
        return (
            person.armed
            and kind == "CIVILIAN"
            and bool(person.tokens & {"MEMBER", "GROUP", "PERSON", "MAN", "DEAD", "CASUALTY"})
        )
    return person.armed or fighter(person) or kind is not None


def same(a: Person, b: Person) -> bool:
    """Whether two are the same: a name within the other, or descriptions that share their words."""
    if a.name and b.name:
        return set(a.name.split()) <= set(b.name.split()) or set(b.name.split()) <= set(
            a.name.split()
        )
    return not a.name and not b.name and (a.tokens <= b.tokens or b.tokens <= a.tokens)
