"""Which triggers of a sentence report one event."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from onrecord.codebook.codebook import Codebook
from onrecord.codebook.types import Types
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.compatible import compatible
from onrecord.coding.events.event_type import decide
from onrecord.coding.records import (
    EventCandidate,
    Mention,
    Typing,
)
from onrecord.coding.text.dependencies import base_form, clause_path, has_child

PASSED = frozenset(
    [
        "prep",
        "pobj",
        "advcl",
        "xcomp",
        "acl",
        "conj",
        "dobj",
        "relcl",
        "oprd",
        "pcomp",
        "agent",
        "nmod",
        "appos",
        "nsubj",
        "nsubjpass",
        "attr",
        "acomp",
        "dep",
        "amod",
        "compound",
        "ccomp",
    ]
)


def gather(mentions: Sequence[Mention], cast: Cast, codebook: Codebook) -> list[list[Mention]]:
    """Mentions of each sentence that report one event: joined if one governs the other and their
    frames agree."""
    doc = cast.doc
    parent = list(range(len(mentions)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    at: dict[int, int] = {}
    for n, mention in enumerate(mentions):
        for i in (*mention.words, *mention.via):
            at.setdefault(i, n)
    for n, mention in enumerate(mentions):
        for other in linked(doc, mention, n, at, mentions, codebook):
            a, b = find(n), find(other)
            if a != b:
                parent[max(a, b)] = min(a, b)
    groups: dict[int, list[Mention]] = {}
    for n, mention in enumerate(mentions):
        groups.setdefault(find(n), []).append(mention)
    return list(groups.values())


def linked(
    doc: Doc,
    mention: Mention,
    n: int,
    at: dict[int, int],
    mentions: Sequence[Mention],
    codebook: Codebook,
) -> list[int]:
    """The mentions that report one event with a mention, by their numbers."""
    found: list[int] = []
    results = codebook.triggers.results
    for i in (*mention.agents, *mention.patients):
        other = at.get(i)
        if (
            other is not None
            and other != n
            and compatible(mention.frame, mentions[other].frame, codebook.types)
        ):
            found.append(other)
    previous: Token = doc[mention.trigger]
    for token in list(clause_path(doc[mention.trigger]))[1:]:
        if token.sent.start != doc[mention.trigger].sent.start or previous.dep_ not in PASSED:
            break
        if (
            token.pos_ in ("VERB", "AUX")
            and base_form(token) in codebook.speech.clause_stance
            and previous.dep_ in ("ccomp", "dobj", "nsubj", "prep", "advcl")
        ):
            break
        if previous.dep_ == "prep" and previous.lower_ not in {*results.prepositions} | {
            "of",
            "on",
            "to",
            "against",
            "at",
            "between",
            "including",
            "into",
            "as",
        }:
            break
        other = at.get(token.i)
        if other is not None and other != n:
            if joins(mention, mentions[other], previous, codebook.types):
                found.append(other)
            break
        if token.pos_ == "VERB" and (
            base_form(token) in results.verbs or base_form(token) in codebook.triggers.light
        ):
            for child in token.children:
                sibling = at.get(child.i)
                if (
                    sibling is not None
                    and sibling != n
                    and compatible(mention.frame, mentions[sibling].frame, codebook.types)
                ):
                    found.append(sibling)
        previous = token
    return found


def joins(lower: Mention, upper: Mention, step: Token, types: Types) -> bool:
    """Whether a mention reports the event of the one that governs it; ``step`` is the word that
    links them."""
    if not compatible(lower.frame, upper.frame, types):
        return False
    # "arrested over the killing of …"
    if (
        types.nature(upper.frame.type).family == "taken"
        and lower.frame.harm == "killed"
        and step.dep_ == "prep"
    ):
        return False
    if step.dep_ == "advcl" and has_child(
        step,
        "mark",
        words=("while", "as", "after", "before", "when", "since", "because", "although"),
    ):
        return lower.frame.strength == 0 or (
            upper.frame.strength == 0 and types.nature(lower.frame.type).is_violent
        )
    if step.dep_ == "ccomp":
        return False
    if (
        step.dep_ == "conj"
        and lower.frame.strength >= 2
        and upper.frame.strength >= 2
        and lower.frame.type != upper.frame.type
    ):
        return all(types.nature(m.frame.type).by_means for m in (lower, upper))
    return True


def apart(doc: Doc, groups: list[list[Mention]]) -> dict[int, int]:
    """Each token's group: the group of the first trigger that governs it; tokens under none are
    shared (absent)."""
    trigger_of = {i: g for g, group in enumerate(groups) for m in group for i in (*m.words, *m.via)}
    owners: dict[int, int] = {}
    for sentence in {doc[m.trigger].sent for group in groups for m in group}:
        for token in sentence:
            for above in clause_path(token):
                if above.i in trigger_of:
                    owners[token.i] = trigger_of[above.i]
                    break
    return owners


def classes_of(indexes: Sequence[int], cast: Cast) -> set[str]:
    """The classes of several noun phrases."""
    return set().union(*(cast.classes(cast.doc[i]) for i in indexes)) if indexes else set()


def retype(candidate: EventCandidate, book: Codebook) -> Typing:
    """The type of an event from all that its mentions say."""
    mentions = sorted(candidate.mentions, key=lambda m: m.trigger)
    return decide(mentions, candidate.means, candidate.acting, candidate.struck, book)
