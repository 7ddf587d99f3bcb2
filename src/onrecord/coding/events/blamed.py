"""Who is held to have done it: "blamed X for the attack", "blamed the attack on X", "attributed the
attack to X"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.codebook.english import english
from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.events.mentions import ids
from onrecord.coding.records import Mention
from onrecord.coding.text.dependencies import base_form, objects, subjects, under

ACTS = english().prepositions.responsibility


def accused(verb: Token, speech: SpeechCodebook) -> tuple[list[Token], list[Token]]:
    """(doers, acts) of a verb that names a doer; both empty for any other verb."""
    mark = speech.blaming.get(base_form(verb))
    if mark is None:
        return [], []
    things = objects(verb) or [t for t in subjects(verb) if t.dep_ == "nsubjpass"]
    behind = [t for thing in (verb, *things) for t in under(thing, {mark})]
    if mark not in ACTS and behind:
        return behind, things
    if mark == "to":
        return [], []
    return things, [t for thing in (verb, *things) for t in under(thing, ACTS)]


def with_blamed(mention: Mention, doc: Doc, speech: SpeechCodebook) -> Mention:
    """The mention with those who are blamed for it as its agents."""
    if not mention.nominal:
        return mention
    for above in doc[mention.trigger].ancestors:
        doers, acts = accused(above, speech)
        if mention.trigger in {t.i for t in acts}:
            blamed = ids(doers)
            return replace(
                mention,
                agents=blamed,
                patients=tuple(i for i in mention.patients if i not in blamed),
            )
        if above.pos_ in ("VERB", "AUX"):
            break
    return mention
