"""A template in the making, and when two are the same (``template-doc-part1.v7``, section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.muc.keys import Fill, Template, Value
from bench.muc.people import Person, person_type, same
from bench.muc.words import says, singular


@dataclass(slots=True)
class Thing:
    """A physical target."""

    id: str
    type: str
    number: str
    effect: str | None = None
    nation: str | None = None


@dataclass(slots=True)
class Incident:
    """A template in the making."""

    type: str
    stage: str
    date: str
    place: str
    individuals: list[str] = field(default_factory=list)
    organizations: dict[str, str] = field(default_factory=dict)
    state: bool | None = None
    persons: list[Person] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    instruments: dict[str, str] = field(default_factory=dict)
    means: list[str] = field(default_factory=list)
    clear: int = 0  # the harm of nobody in particular: "no victims"


def specific(found: Incident) -> bool:
    """Section 1, 7: an incident names its target, or at least something about the attack."""
    if found.type == "KIDNAPPING":
        return bool(found.persons)
    if not found.things and all(says("crowd", person.tag) for person in found.persons):
        return not found.date.startswith("-") and bool(found.persons)
    return bool(found.persons or found.things)


def one(a: Incident, b: Incident) -> bool:
    """Whether two events are one template (section 5): same type, and neither date, place nor
    perpetrators differ."""
    if a.type != b.type:
        return False
    if any(fate(one_, other) for one_ in a.persons for other in b.persons):
        return True
    if not compatible(a, b):
        return False
    names = [{person.name for person in found.persons if person.name} for found in (a, b)]
    if (
        names[0]
        and names[1]
        and not any(set(x.split()) & set(y.split()) for x in names[0] for y in names[1])
    ):
        return False
    return not (
        a.organizations and b.organizations and not set(a.organizations) & set(b.organizations)
    )


def fate(a: Person, b: Person) -> bool:
    """Whether two are the same dead: nobody dies twice."""
    return (
        same(a, b)
        and "DEATH" in a.effects
        and "DEATH" in b.effects
        and not says("crowd", a.tag)
        and not says("crowd", b.tag)
    )


def compatible(a: Incident, b: Incident) -> bool:
    """Whether neither stage, date nor place distinguishes two incidents."""
    return (
        a.stage == b.stage
        and (a.date == b.date or a.date.startswith("-") or b.date.startswith("-"))
        and (a.place.startswith(b.place) or b.place.startswith(a.place))
    )


def merge(a: Incident, b: Incident) -> None:
    """Add what the second contributes to the first."""
    if a.date.startswith("-") and not b.date.startswith("-"):
        a.date = b.date
    if len(b.place) > len(a.place):
        a.place = b.place
    a.individuals += [name for name in b.individuals if name not in a.individuals]
    for name, confidence in b.organizations.items():
        if a.organizations.get(name) in (None, "REPORTED AS FACT"):
            a.organizations[name] = confidence
    a.state = b.state if a.state is None else a.state
    for person in b.persons:
        add_person(a, person)
    for thing in b.things:
        add_thing(a, thing)
    a.instruments |= {
        name: item for name, item in b.instruments.items() if name not in a.instruments
    }
    a.means += [item for item in b.means if item not in a.means]
    a.clear |= b.clear


def add_person(found: Incident, person: Person) -> None:
    """Add a human target, or what is new about a known one: same name, or a description with the
    same head."""
    for other in found.persons:
        if same(person, other):
            if person.name and other.name and len(person.name) > len(other.name):
                other.name = person.name
            other.description = other.description or person.description
            other.effects += [effect for effect in person.effects if effect not in other.effects]
            if other.number == "PLURAL":
                other.number = person.number
            other.nation = other.nation or person.nation
            other.armed = other.armed or person.armed
            return
    found.persons.append(person)


def add_thing(found: Incident, thing: Thing) -> None:
    """Add a physical target, or what is new about one known under a longer or shorter name."""
    for other in found.things:
        ours, theirs = (set(map(singular, one.id.split())) for one in (thing, other))
        if ours <= theirs or (theirs < ours and other.type == thing.type):
            if len(ours) > len(theirs):
                other.id = thing.id
            other.effect = other.effect or thing.effect
            if other.number == "PLURAL":
                other.number = thing.number
            return
    found.things.append(thing)


def template(found: Incident, message: str) -> Template:
    """The incident as a template."""
    made = Template(message, 1)

    def put(slot: str, values: Iterable[tuple[str, str | None]]) -> None:
        fills = [
            Fill((Value((text,), (tag,) if tag else ()),)) for text, tag in dict.fromkeys(values)
        ]
        if fills:
            made.fills[slot] = fills

    put("inc-date", [(found.date, None)] if found.date != "-" else [])
    put("inc-loc", [(found.place, None)])
    put("inc-type", [(found.type, None)])
    put("inc-stage", [(found.stage, None)])
    put("inc-instr-id", [(name, None) for name in found.instruments])
    put(
        "inc-instr-type",
        [
            *((item, name) for name, item in found.instruments.items()),
            *((item, "-") for item in found.means),
        ],
    )
    put("perp-inc-cat", [("STATE-SPONSORED VIOLENCE" if found.state else "TERRORIST ACT", None)])
    put("perp-ind-id", [(name, None) for name in found.individuals])
    put("perp-org-id", [(name, None) for name in found.organizations])
    put("perp-org-conf", [(how, name) for name, how in found.organizations.items()])
    put("phys-tgt-id", [(thing.id, None) for thing in found.things])
    put("phys-tgt-type", [(thing.type, thing.id) for thing in found.things])
    put("phys-tgt-num", [(thing.number, thing.id) for thing in found.things])
    put("phys-tgt-nation", [(thing.nation, thing.id) for thing in found.things if thing.nation])
    put("phys-tgt-effect", [(thing.effect, thing.id) for thing in found.things if thing.effect])
    put("hum-tgt-name", [(person.name, None) for person in found.persons if person.name])
    put(
        "hum-tgt-desc",
        [(person.description, person.name) for person in found.persons if person.description],
    )
    put("hum-tgt-type", [(person_type(person), person.tag) for person in found.persons])
    put("hum-tgt-num", [(person.number, person.tag) for person in found.persons])
    put(
        "hum-tgt-nation", [(person.nation, person.tag) for person in found.persons if person.nation]
    )
    effects = [(effect, person.tag) for person in found.persons for effect in person.effects]
    if found.clear and not effects:
        effects = [({1: "NO DEATH", 2: "NO INJURY", 3: "NO INJURY OR DEATH"}[found.clear], "-")]
    put("hum-tgt-effect", effects)
    return made
