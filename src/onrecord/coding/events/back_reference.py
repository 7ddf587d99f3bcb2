"""Whether words point back to an event reported before ("the attack") or to another one."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.codebook.english import english
from onrecord.coding.actors.cast import Cast
from onrecord.coding.records import EventCandidate, Mention
from onrecord.coding.text.dependencies import base_form, has_child

DEFINITE = english().determiners.of_event
EVENTS = english().events


def reference(candidate: EventCandidate, cast: Cast) -> tuple[bool, bool]:
    """(definite, another): whether the words point back to something reported ("the attack") or to
    a further one ("another attack")."""
    doc = cast.doc
    nouns = [m for m in candidate.mentions if m.nominal]
    verbs = [doc[m.trigger] for m in candidate.mentions if not m.nominal]
    marks = [noun_marks(m, doc) for m in nouns]
    first = doc[candidate.mentions[0].trigger].sent[0]
    definite = any(m & DEFINITE and not m & EVENTS.another for m in marks)
    another = any(m & EVENTS.another for m in marks) or first.lower_ in EVENTS.opening
    return (
        definite or any(verb_points_back(v) for v in verbs),
        another or any(verb_of_another(v, cast) for v in verbs),
    )


def noun_marks(mention: Mention, doc: Doc) -> set[str]:
    """The words before an event noun that say which one it is."""
    heads = (doc[mention.words[0]], doc[mention.trigger])
    return {c.lower_ for h in heads for c in h.lefts if c.dep_ in ("det", "poss", "amod")}


def verb_points_back(verb: Token) -> bool:
    """Whether a verb is about what was reported: "it killed five", "the blast killed five"."""
    for child in verb.children:
        if child.dep_ == "det" and child.lower_ in DEFINITE:  # "the dead"
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ == "it":
            return True
        if child.dep_ == "nsubj" and base_form(child) in EVENTS.deeds and led_by(child, DEFINITE):
            return True
    return False


def verb_of_another(verb: Token, cast: Cast) -> bool:
    """Whether a verb is about another event: "had been arrested earlier", "another bomb went
    off"."""
    adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod"}
    had = has_child(verb, "aux", words=("had",))
    if had and adverbs & EVENTS.earlier:
        return True
    subjects = (c for c in verb.children if c.dep_ == "nsubj")
    return any("weapon" in cast.classes(c) and led_by(c, EVENTS.another) for c in subjects)


def led_by(noun: Token, words: frozenset[str]) -> bool:
    """Whether one of the words comes before a noun."""
    return any(d.lower_ in words for d in noun.lefts)
