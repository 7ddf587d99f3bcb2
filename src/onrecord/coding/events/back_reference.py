"""Whether words point back to an event reported before ("the attack") or to another one."""

from __future__ import annotations

from onrecord.coding.actors.cast import Cast
from onrecord.coding.records import EventCandidate

DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "it", "such", "both"}
)
ANOTHER = frozenset(
    {
        "another",
        "other",
        "second",
        "third",
        "separate",
        "similar",
        "more",
        "further",
        "additional",
        "also",
        "meanwhile",
        "elsewhere",
        "separately",
    }
)


def reference(candidate: EventCandidate, cast: Cast) -> tuple[bool, bool]:
    """(definite, another): whether the words point back to something told ("the attack") or to a
    further one ("another attack")."""
    doc = cast.doc
    definite = another = False
    for mention in candidate.mentions:
        token = doc[mention.trigger]
        if mention.nominal:
            marks = {
                c.lower_ for c in doc[mention.words[0]].lefts if c.dep_ in ("det", "poss", "amod")
            } | {c.lower_ for c in token.lefts if c.dep_ in ("det", "poss", "amod")}
            if marks & DEFINITE and not marks & ANOTHER:
                definite = True
            if marks & ANOTHER:
                another = True
        else:
            adverbs = {c.lower_ for c in token.children if c.dep_ == "advmod"}
            if adverbs & {"earlier", "previously", "before"} and any(
                c.dep_ == "aux" and c.lower_ == "had" for c in token.children
            ):
                another = True  # "had been arrested earlier"
            for child in token.children:
                if child.dep_ == "det" and child.lower_ in DEFINITE:  # "the dead"
                    definite = True
                if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ == "it":
                    definite = True
                if (
                    child.dep_ == "nsubj"
                    and "weapon" in cast.classes(child)
                    and any(d.lower_ in ANOTHER for d in child.lefts)
                ):
                    another = True
                if (
                    child.dep_ == "nsubj"
                    and child.lemma_.lower()
                    in (
                        "attack",
                        "operation",
                        "blast",
                        "explosion",
                        "strike",
                        "incident",
                        "raid",
                        "assault",
                    )
                    and any(d.lower_ in DEFINITE for d in child.lefts)
                ):
                    definite = True
    first = doc[candidate.mentions[0].trigger].sent[0]
    if first.lower_ in ("meanwhile", "elsewhere", "separately", "other", "earlier", "previously"):
        another = True
    return definite, another
