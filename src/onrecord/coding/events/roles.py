"""Who acts and who is acted upon: the arguments of a trigger, read from the dependency parse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.codebook.triggers import Arguments, Frame
from onrecord.coding.text.dependencies import (
    conjuncts,
    is_passive,
    lemma,
    objects,
    owner,
    subjects,
    under,
)

Classes = Callable[[Token], Collection[str]]
"""The classes of things and kinds of actors that a noun phrase, by its head, belongs to."""


class Roles(NamedTuple):
    """The heads of the noun phrases that act and are acted upon."""

    agents: list[Token]
    patients: list[Token]


def verb_roles(verb: Token, frame: Frame, words: tuple[int, ...], arguments: Arguments) -> Roles:
    """Who acts and is acted upon of a verb, whose phrase is the tokens ``words``."""
    role = frame.roles.get(f"{verb.lemma_.lower()}.subject", frame.roles.get("subject"))
    by = [t for t in under(verb, arguments.agent) if not gerund(t)]
    subject = verb_subjects(verb, frame, words, arguments)
    patients = verb_objects(verb, words)
    if is_passive(verb) or (not patients and bare_participle(verb, frame, arguments)):
        agents, patients = by, subject + patients
    else:
        agents = subject
        patients = active_patients(verb, patients, role, words, arguments)
    if role == "patient":
        agents, patients = by, agents
    elif role == "instrument" and not objects(verb):
        agents = by
    return Roles(agents, joined(patients, *under_roles(verb, frame)))


def verb_subjects(
    verb: Token, frame: Frame, words: tuple[int, ...], arguments: Arguments
) -> list[Token]:
    """A verb's subjects; of a participle of harm behind a passive ("a convoy was ambushed, killing
    two"), the doers of the passive."""
    if frame.harm and verb.dep_ == "advcl" and verb.tag_ == "VBG" and is_passive(verb.head):
        return under(verb.head, arguments.agent)
    return [t for t in subjects(verb) if t.i not in words]


def verb_objects(verb: Token, words: tuple[int, ...]) -> list[Token]:
    """A verb's objects that are not part of its phrase."""
    return [t for t in objects(verb) if t.i not in words and not headline_break(verb, t)]


def active_patients(
    verb: Token,
    patients: list[Token],
    role: str | None,
    words: tuple[int, ...],
    arguments: Arguments,
) -> list[Token]:
    """Who is acted upon by a verb in the active: its objects, or else the objects of a preposition
    of aim ("fired at"); and the objects of the nouns of its phrase ("opened fire on")."""
    if not patients and role is None:
        patients = [t for t in under(verb, arguments.target) if t.i not in words]
    for word in words[1:]:
        reached = under(verb.doc[word], arguments.target | arguments.whole)
        patients = joined(patients, [t for t in reached if t.i not in words])
    return patients


def under_roles(verb: Token, frame: Frame) -> list[list[Token]]:
    """The objects of each preposition that the frame gives the role of patient."""
    return [
        under(verb, {preposition})
        for preposition, role in frame.roles.items()
        if role == "patient" and preposition not in ("subject", "object")
    ]


def joined(found: list[Token], *more: Sequence[Token]) -> list[Token]:
    """One list after the other, what was found before left out."""
    for tokens in more:
        found = [*found, *(t for t in tokens if t not in found)]
    return found


def headline_break(verb: Token, thing: Token) -> bool:
    """In "3 Civilians Killed 38 Injured in …" the second number is not an object of the first verb:
    it has its own participle."""
    return verb.tag_ in ("VBN", "VBD") and any(
        c.dep_ in ("acl", "amod") and c.tag_ in ("VBN", "VBD") and c.i == thing.i + 1
        for c in thing.children
    )


def bare_participle(verb: Token, frame: Frame, arguments: Arguments) -> bool:
    """A verb of harm without an object in -ed is a participle that lost its auxiliary ("Dozens
    killed in strikes", "and 50 wounded")."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    return (
        frame.harm is not None
        and frame.roles.get("subject") is None
        and verb.lower_.endswith(arguments.participles)
        and not any(c.dep_ == "aux" for c in verb.children)
        and (bool(own) or verb.dep_ in ("conj", "oprd", "ccomp", "ROOT", "dep"))
    )


def gerund(token: Token) -> bool:
    """Whether a word is a gerund: "by shelling the town" names no doer."""
    return token.tag_ == "VBG"


def noun_roles(noun: Token, frame: Frame, arguments: Arguments) -> Roles:
    """Who acts and is acted upon of an event noun, from its prepositions, possessor and clauses."""
    sides = noun_sides(noun, frame, arguments)
    if len(sides) >= 2:
        return Roles(sides[:1], sides[1:])
    agents = noun_agents(noun, arguments)
    patients = noun_targets(noun, frame, arguments)
    agents, patients = with_possessor(noun, frame, Roles(agents, patients))
    patients = joined(patients, *clause_objects(noun, arguments)) or verb_victims(noun, arguments)
    return Roles(agents or noun_owner(noun), patients)


def noun_agents(noun: Token, arguments: Arguments) -> list[Token]:
    """Who did it: behind "by", at the noun or in a passive clause of it ("carried out by")."""
    agents = [t for t in under(noun, arguments.agent) if not gerund(t)]
    clauses = (
        under(c, arguments.agent)
        for c in noun.children
        if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB" and is_passive(c)
    )
    return joined(agents, *clauses)


def noun_sides(noun: Token, frame: Frame, arguments: Arguments) -> list[Token]:
    """Those between whom it is ("clashes between police and rebels")."""
    more = (under(noun, {name}) for name, role in frame.roles.items() if role == "both")
    return joined(under(noun, arguments.sides), *more)


def noun_targets(noun: Token, frame: Frame, arguments: Arguments) -> list[Token]:
    """Those under its prepositions: "on" and the like, "of" if the noun is not somebody's attack
    ("the bombing of the town", but "the attack of the rebels"), "with" if the frame says so."""
    of_patient = frame.strength != 1 or frame.harm
    found = under(noun, arguments.target | (arguments.whole if of_patient else frozenset()))
    if frame.roles.get("of") == "patient" or frame.harm:
        found = joined(found, under(noun, arguments.whole))
    if frame.roles.get("with"):
        found = joined(found, under(noun, {"with"}))
    return found


def with_possessor(noun: Token, frame: Frame, roles: Roles) -> Roles:
    """The possessor put in: of a noun of harm who is harmed ("the mayor's murder"), else who acts
    ("the rebels' attack")."""
    possessor = next((c for c in noun.children if c.dep_ == "poss"), None)
    if possessor is None:
        return roles
    if frame.harm and not roles.patients:
        return roles._replace(patients=conjuncts(possessor))
    return roles if roles.agents else roles._replace(agents=conjuncts(possessor))


def clause_objects(noun: Token, arguments: Arguments) -> list[list[Token]]:
    """What the noun's clauses say it hit ("an attack targeting a market")."""
    return [
        objects(c)
        for c in noun.children
        if (c.dep_ == "relcl" or (c.dep_ == "acl" and c.tag_ == "VBG"))
        and lemma(c) in arguments.striking
    ]


def verb_victims(noun: Token, arguments: Arguments) -> list[Token]:
    """What the noun hit or hurt, as the verb says whose subject it is ("the attack killed
    five")."""
    head = noun.head
    if noun.dep_ != "nsubj" or lemma(head) not in arguments.striking | arguments.harming:
        return []
    return objects(head)


def noun_owner(noun: Token) -> list[Token]:
    """Whose doing the noun is by the verb it belongs to; an object's is read from its verb."""
    return [] if noun.dep_ == "dobj" else owner(noun)


def meets(
    frame: Frame,
    agents: list[Token],
    patients: list[Token],
    classes: Classes,
    *,
    subject: list[Token] | None = None,
    nominal: bool = False,
) -> bool:
    """Whether the arguments are of the classes the frame asks for; a noun without arguments is
    given the benefit of the doubt."""

    if frame.subject:
        holders = subject if frame.roles.get("subject") and subject is not None else agents
        if not (nominal and not holders) and not anyof(holders, frame.subject, classes):
            return False
    if (
        frame.object
        and not (nominal and not patients)
        and not anyof(patients, frame.object, classes)
    ):
        return False
    if frame.plural and patients and not any(several(t) for t in patients):
        return False
    return not anyof([t for t in patients if t.pos_ != "PRON"], frame.object_not, classes)


def anyof(tokens: list[Token], wanted: tuple[str, ...], classes: Classes) -> bool:
    """Whether one of the phrases is of one of the classes."""
    return any(set(wanted) & set(classes(t)) for t in tokens)


def several(token: Token) -> bool:
    """Whether a phrase names more than one."""
    return (
        token.tag_ in ("NNS", "NNPS")
        or token.pos_ == "NUM"
        or token.lower_ in ("they", "them", "we", "us", "many", "people", "others", "those", "who")
    )
