"""Whether an event is told as fact, as going on, planned, attempted, threatened, denied, or not
as an event at all."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from onrecord.codebook.modality import Modality
from onrecord.coding.records import Mention, Parsed
from onrecord.coding.text.dependencies import is_passive, lemma
from onrecord.schema.event import Status


def judge(mention: Mention, parsed: Parsed, modality: Modality) -> Mention:
    """The mention with its status, and ``real`` false where it is no event: hypothetical, negated,
    wished, general.

    Read from what governs the trigger, nearest first (TimeML's SLINKs and FactBank's
    source-introducing predicates).
    """
    status, real, rule = reading(
        parsed.doc[mention.carrier], modality, nominal=mention.nominal and not mention.via
    )
    if mention.via and mention.nominal:
        own, own_real, own_rule = noun_reading(parsed.doc[mention.trigger], modality)
        real = real and own_real
        if own != "occurred":
            status, rule = own, own_rule
    if not real and rule.removeprefix("under ") in modality.court and particular(mention, parsed):
        real, rule = True, f"{rule}, somebody named"
    if mention.frame.status and status == "occurred":
        status = mention.frame.status
    if (
        mention.frame.durative
        and status == "occurred"
        and still(parsed.doc[mention.trigger], modality)
    ):
        status = "ongoing"
    return replace(
        mention, status=status, real=real, rule=f"{mention.rule}; {rule}" if rule else mention.rule
    )


def particular(mention: Mention, parsed: Parsed) -> bool:
    """Whether somebody acted upon is called by name: "suspicion of killing Adil Karim" tells a
    killing, "suspicion of murder" does not."""
    patients = [parsed.doc[i] for i in mention.patients]
    return any(
        t.pos_ == "PROPN" or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in t.children)
        for t in patients
    )


def still(token: Token, modality: Modality) -> bool:
    """Whether a lasting event is told in the present or the perfect, so that nothing says it is
    over."""
    for above in [token, *token.ancestors]:
        if above.pos_ in ("VERB", "AUX"):
            if above.lemma_.lower() in ("say", "tell", "add"):
                return False
            auxiliaries = [c for c in above.children if c.dep_ in ("aux", "auxpass")]
            return above.tag_ in ("VBZ", "VBP") or any(
                c.tag_ in ("VBZ", "VBP") for c in auxiliaries
            )
    return False


def reading(token: Token, modality: Modality, *, nominal: bool) -> tuple[Status, bool, str]:
    """(status, real, rule) of a trigger."""
    if nominal:
        status, real, rule = noun_reading(token, modality)
        if status != "occurred" or not real:
            return status, real, rule
        above = token.head
        while above.i != above.head.i and above.pos_ not in ("VERB", "AUX"):
            above = above.head
        if above.pos_ in ("VERB", "AUX"):
            return governed(above, token, modality)
        return "occurred", True, ""
    return verb_reading(token, modality)


def noun_reading(noun: Token, modality: Modality) -> tuple[Status, bool, str]:
    """What an event noun's own words say: its adjectives, and the noun it depends on ("threat of
    attacks")."""
    words = {lemma(c) for c in noun.children if c.dep_ in ("amod", "det", "compound")}
    if words & modality.unreal.adjectives:
        return "occurred", False, "unreal adjective"
    if words & modality.attempted:
        return "attempted", True, "attempted"
    if words & modality.planned or "planned" in words:
        return "planned", True, "planned"
    if words & modality.ongoing:
        return "ongoing", True, "ongoing"
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in ("NOUN", "PROPN"):
        word = lemma(head.head)
        if word in modality.threatened and head.lower_ in ("of", "to"):
            return "threatened", False, f"under {word}"
        if word in modality.unreal.nouns:
            return "occurred", False, f"under {word}"
        if word in modality.attempted:
            return "attempted", True, f"under {word}"
    if (
        noun.dep_ == "pobj"
        and head.lower_ in modality.unreal.prepositions
        and head.lower_ == "without"
    ):
        return "occurred", False, "without"
    if noun.dep_ == "compound" and lemma(head) in modality.unreal.nouns | {"threat"}:
        return "occurred", False, f"under {lemma(head)}"
    if noun.dep_ == "compound" and lemma(head) in modality.attempted:
        return "attempted", True, f"under {lemma(head)}"
    return "occurred", True, ""


def governed(verb: Token, noun: Token, modality: Modality) -> tuple[Status, bool, str]:
    """What the verb above an event noun makes of it ("foiled an attack", "called for protests")."""
    word = verb.lemma_.lower()
    near = noun.head.i == verb.i or (noun.head.dep_ == "prep" and noun.head.head.i == verb.i)
    if near:
        if word in modality.attempted and noun.dep_ in ("dobj", "nsubjpass"):
            _, real, rule = verb_reading(verb, modality)  # "urged them to stop attacks" tells none
            return "attempted", real, f"under {word}" if real else rule
        if word in modality.planned:
            return "planned", True, f"under {word}"
        if word in modality.threatened:
            return "threatened", True, f"under {word}"
        if word in modality.denied and noun.dep_ == "dobj":
            return "denied", True, f"under {word}"
        if word in modality.unreal.verbs and (
            noun.dep_ == "dobj"
            or (noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to", "against", "about"))
        ):
            return "occurred", False, f"under {word}"
    if noun.dep_ == "nsubj" and word in modality.ongoing:
        return "ongoing", True, f"under {word}"
    if noun.dep_ in ("dobj", "nsubjpass", "pobj") or near:
        status, real, rule = verb_reading(verb, modality)
        if noun.dep_ == "pobj" and status in ("planned", "ongoing"):
            status = "occurred"
        return status, real, rule
    return "occurred", True, ""


def verb_reading(verb: Token, modality: Modality, depth: int = 0) -> tuple[Status, bool, str]:
    """What a verb's auxiliaries, negation, mood and governors say."""
    auxiliaries = {c.lemma_.lower() for c in verb.children if c.dep_ in ("aux", "auxpass")} | {
        c.lower_ for c in verb.children if c.dep_ == "aux"
    }
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    if verb.sent.text.rstrip().endswith("?"):
        return "occurred", False, "asked"
    if any(c.dep_ == "neg" and c.lower_ in modality.negations for c in verb.children):
        return "occurred", False, "negated"
    if any(
        c.dep_ in ("nsubj", "nsubjpass")
        and any(d.dep_ == "det" and d.lower_ in ("no", "any") for d in c.children)
        for c in verb.children
    ) and not is_passive(verb):
        return "occurred", False, "negated subject"
    if marks & modality.unreal.conditions:
        return "occurred", False, "conditional"
    if auxiliaries & {"will", "'ll", "shall"}:
        return "planned", True, "future"
    if auxiliaries & modality.unreal.modals:
        return "occurred", False, "modal"
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    progressive = verb.tag_ == "VBG" and any(
        c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children
    )
    head = verb.head
    word = head.lemma_.lower()
    if infinitive or verb.dep_ in ("xcomp", "pcomp"):
        below: tuple[Status, bool, str] | None = None
        if verb.dep_ == "pcomp" and head.dep_ == "prep":
            if head.lower_ in ("without", "against", "instead"):
                return "occurred", False, head.lower_
            governor = head.head
            word = governor.lemma_.lower()
            if (
                (word in modality.unreal.nouns and governor.pos_ == "NOUN")
                or (
                    word in modality.unreal.verbs
                    and governor.pos_ in ("VERB", "ADJ")
                    and head.lower_ in ("from", "to", "of", "against", "about")
                )
                or (word in modality.attempted and head.lower_ == "from")
            ):
                return "occurred", False, f"under {word}"
        elif verb.dep_ in ("xcomp", "acl", "relcl", "ccomp", "advcl"):
            if head.pos_ == "NOUN" and any(
                c.dep_ in ("det", "amod") and c.lower_ in modality.unreal.adjectives
                for c in head.lefts
            ):
                return "occurred", False, f"under any {word}"
            if word in modality.planned:
                below = ("planned", True, f"under {word}")
            elif word in modality.attempted:
                below = ("attempted", True, f"under {word}")
            elif word in modality.threatened:
                below = ("threatened", True, f"under {word}")
            elif word in modality.denied and not infinitive:
                below = ("denied", True, f"under {word}")
            elif word in modality.ongoing:
                below = ("ongoing", True, f"under {word}")
            elif infinitive and verb.dep_ == "advcl":
                return "occurred", False, "purpose"
            elif infinitive and (
                word in modality.unreal.verbs
                or word in modality.unreal.nouns
                or head.pos_ in ("NOUN", "ADJ")
            ):
                return "occurred", False, f"under {word}"
        if below is not None:
            above = (
                verb_reading(head, modality, depth + 1)
                if head.pos_ in ("VERB", "AUX") and depth < 4 and head.i != verb.i
                else below
            )
            return (below[0], above[1], below[2])
    if verb.dep_ == "ccomp" and head.pos_ == "VERB" and depth < 4:
        if word in modality.denied:
            return "denied", True, f"under {word}"
        if word in modality.unreal.verbs and word not in ("believe", "understand"):
            return "occurred", False, f"under {word}"
        if word in modality.threatened and infinitive:
            return "threatened", True, f"under {word}"
    if infinitive and verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX") and depth < 4:
        return verb_reading(head, modality, depth + 1)
    if (
        verb.dep_ in ("conj", "xcomp")
        and head.pos_ in ("VERB", "AUX")
        and depth < 4
        and not own_clause(verb)
    ):
        return verb_reading(head, modality, depth + 1)
    if progressive and not auxiliaries & {"was", "were"}:
        return "ongoing", True, "progressive"
    return "occurred", True, ""


def own_clause(verb: Token) -> bool:
    """Whether a verb has a subject or auxiliary of its own, so that the mood of its neighbour does
    not reach it."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children)
