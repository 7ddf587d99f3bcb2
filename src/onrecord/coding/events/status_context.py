"""The facts about a trigger by which the rows of ``modality.status`` go, read from the parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.codebook.modality import Modality
from onrecord.coding.text.dependencies import is_passive, lemma

NO_WORDS: frozenset[str] = frozenset()
VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass"})
CLAUSES = frozenset({"acl", "relcl", "ccomp", "advcl"})
REACH = 4  # as many governors up are asked: coordination could go on for ever


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a trigger; every field is described at
    :class:`onrecord.codebook.status_rules.StatusWhen`."""

    relation: str = ""
    governor: str = ""
    governor_is: str = ""
    governor_modifiers: frozenset[str] = NO_WORDS
    preposition: str = ""
    modifiers: frozenset[str] = NO_WORDS
    auxiliaries: frozenset[str] = NO_WORDS
    marks: frozenset[str] = NO_WORDS
    negation: frozenset[str] = NO_WORDS
    subject_determiners: frozenset[str] = NO_WORDS
    question: bool = False
    passive: bool = False
    infinitive: bool = False
    progressive: bool = False
    complement: bool = False
    own_clause: bool = False
    near: bool = False
    verb_above: bool = False


def of_noun(noun: Token) -> Context:
    """An event noun's own words, and the noun it depends on ("threat of attacks")."""
    modifiers = frozenset(lemma(c) for c in noun.children if c.dep_ in ("amod", "det", "compound"))
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    above = noun_above(noun)
    return Context(
        relation=noun.dep_,
        governor=lemma(above) if above else "",
        governor_is=above.pos_ if above else "",
        preposition=preposition(noun),
        modifiers=modifiers,
    )


def noun_above(noun: Token) -> Token | None:
    """The noun that an event noun modifies or follows with a preposition."""
    head = noun.head
    if noun.dep_ == "compound":
        return head
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in ("NOUN", "PROPN"):
        return head.head
    return None


def preposition(noun: Token) -> str:
    """The preposition before a noun; empty if there is none."""
    return noun.head.lower_ if noun.dep_ == "pobj" else ""


def of_noun_under(verb: Token, noun: Token) -> Context:
    """An event noun and the verb above it ("foiled an attack", "called for protests")."""
    head = noun.head
    return Context(
        relation=noun.dep_,
        governor=verb.lemma_.lower(),
        governor_is=verb.pos_,
        preposition=preposition(noun),
        near=head.i == verb.i or (head.dep_ == "prep" and head.head.i == verb.i),
    )


def verb_over(noun: Token) -> Token | None:
    """The nearest verb above a noun."""
    return next((t for t in noun.ancestors if t.pos_ in VERBAL), None)


def of_verb(verb: Token, modality: Modality, depth: int) -> Context:
    """A verb's auxiliaries, negation and form, and what governs it."""
    above = governor(verb)
    auxiliaries = frozenset(auxiliary_words(verb))
    infinitive = any(
        c.dep_ == "aux" and c.lower_ in modality.forms.infinitive for c in verb.children
    )
    return Context(
        relation=verb.dep_,
        governor=above.lemma_.lower() if above else "",
        governor_is=above.pos_ if above else "",
        governor_modifiers=modifiers_before(above) if above else NO_WORDS,
        preposition=verb.head.lower_ if behind_preposition(verb) else "",
        auxiliaries=auxiliaries,
        marks=frozenset(c.lower_ for c in verb.children if c.dep_ == "mark"),
        negation=frozenset(c.lower_ for c in verb.children if c.dep_ == "neg"),
        subject_determiners=frozenset(subject_determiners(verb)),
        question=verb.sent.text.rstrip().endswith("?"),
        passive=is_passive(verb),
        infinitive=infinitive,
        progressive=progressive(verb, modality),
        complement=verb.dep_ == "xcomp" or (infinitive and verb.dep_ in CLAUSES),
        own_clause=own_clause(verb),
        verb_above=depth < REACH and verb.head.i != verb.i and verb.head.pos_ in VERBAL,
    )


def governor(verb: Token) -> Token | None:
    """The word above a verb; of a gerund behind a preposition, the one that the preposition is
    at."""
    if verb.dep_ != "pcomp":
        return verb.head
    return verb.head.head if behind_preposition(verb) else None


def behind_preposition(verb: Token) -> bool:
    """Whether a verb is a gerund behind a preposition ("without killing")."""
    return verb.dep_ == "pcomp" and verb.head.dep_ == "prep"


def modifiers_before(word: Token) -> frozenset[str]:
    """The determiners and adjectives before a word."""
    return frozenset(c.lower_ for c in word.lefts if c.dep_ in ("det", "amod"))


def auxiliary_words(verb: Token) -> Iterator[str]:
    """A verb's auxiliaries, as lemmas and as they are written: "'ll" is lemmatised, "ca" is not."""
    for child in verb.children:
        if child.dep_ in AUXILIARIES:
            yield child.lemma_.lower()
        if child.dep_ == "aux":
            yield child.lower_


def subject_determiners(verb: Token) -> Iterator[str]:
    """The determiners of a verb's subject ("no rebels")."""
    for subject in verb.children:
        if subject.dep_ in SUBJECTS:
            yield from (c.lower_ for c in subject.children if c.dep_ == "det")


def progressive(verb: Token, modality: Modality) -> bool:
    """Whether a verb is in a progressive tense."""
    return verb.tag_ == "VBG" and any(
        c.dep_ == "aux" and c.lemma_ in modality.forms.progressive for c in verb.children
    )


def own_clause(verb: Token) -> bool:
    """Whether a verb has a subject or auxiliary of its own, so that the mood of its neighbour does
    not reach it."""
    return any(c.dep_ in SUBJECTS | AUXILIARIES | {"mark"} for c in verb.children)
