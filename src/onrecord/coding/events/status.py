"""Whether an event is reported as fact, as ongoing, planned, attempted, threatened, denied, or not
as an event at all: the codebook's table of rows, asked in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Token

from onrecord.codebook.modality import Modality
from onrecord.codebook.status_rules import Condition, StatusRow
from onrecord.coding.events.status_context import (
    Context,
    of_noun,
    of_noun_under,
    of_verb,
    verb_over,
)
from onrecord.coding.records import Mention, Parsed
from onrecord.schema.event import Status


@dataclass(frozen=True, slots=True)
class Reading:
    """The status of a trigger, whether it reports an event, and why.

    Attributes:
        words: the rule in words; ``rules``: the ids of the rows, the trigger's own first, then
            those of the verbs above from which it took its status.
        governor: the word above by which the rule went; empty if there is none.
    """

    status: Status
    real: bool
    words: str = ""
    rules: tuple[str, ...] = ()
    governor: str = ""


PLAIN = Reading("occurred", True)


def judge(mention: Mention, parsed: Parsed, modality: Modality) -> Mention:
    """The mention with its status, and ``real`` false if it is not an event: hypothetical, negated,
    wished, general.

    Read from what governs the trigger, nearest first (TimeML's SLINKs and FactBank's
    source-introducing predicates).
    """
    read = named_in_court(reading_of(mention, parsed, modality), mention, parsed, modality)
    return replace(
        mention,
        status=status_of_frame(read.status, mention, parsed, modality),
        real=read.real,
        rule=f"{mention.rule}; {read.words}" if read.words else mention.rule,
        status_rules=read.rules,
    )


def reading_of(mention: Mention, parsed: Parsed, modality: Modality) -> Reading:
    """What the words of a trigger say; of a noun under a light verb, those of both."""
    trigger = parsed.doc[mention.trigger]
    if not mention.nominal:
        return verb_reading(parsed.doc[mention.carrier], modality)
    if not mention.via:
        return noun_reading(trigger, modality)
    light = verb_reading(parsed.doc[mention.carrier], modality)
    own = first_reading(modality.noun_rows, of_noun(trigger))
    if own is None:
        return light
    if own.status == "occurred":
        return replace(light, real=light.real and own.real, rules=(*own.rules, *light.rules))
    return replace(own, real=light.real and own.real)


def named_in_court(read: Reading, mention: Mention, parsed: Parsed, modality: Modality) -> Reading:
    """A charge reports what was done to somebody whom it names: "suspicion of killing Adil Karim"
    reports a killing, "suspicion of murder" does not."""
    if read.real or read.governor not in modality.court or not particular(mention, parsed):
        return read
    return replace(read, real=True, words=f"{read.words}, somebody named")


def particular(mention: Mention, parsed: Parsed) -> bool:
    """Whether somebody acted upon is called by name."""
    patients = [parsed.doc[i] for i in mention.patients]
    return any(
        t.pos_ == "PROPN" or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in t.children)
        for t in patients
    )


def status_of_frame(status: Status, mention: Mention, parsed: Parsed, modality: Modality) -> Status:
    """The status that the trigger's frame makes of a plain fact: its own, or ``ongoing`` if a
    lasting event is not said to be over."""
    if status != "occurred":
        return status
    if mention.frame.status:
        return mention.frame.status
    if mention.frame.durative and still(parsed.doc[mention.trigger], modality):
        return "ongoing"
    return status


def still(token: Token, modality: Modality) -> bool:
    """Whether a lasting event is reported in the present or the perfect, so that nothing says it is
    over."""
    above = token if token.pos_ in ("VERB", "AUX") else verb_over(token)
    if above is None or above.lemma_.lower() in modality.reporting:
        return False
    auxiliaries = (c for c in above.children if c.dep_ in ("aux", "auxpass"))
    return any(t.tag_ in ("VBZ", "VBP") for t in (above, *auxiliaries))


def noun_reading(noun: Token, modality: Modality) -> Reading:
    """What an event noun's own words say, else the verb above it."""
    own = first_reading(modality.noun_rows, of_noun(noun))
    verb = verb_over(noun)
    if own is not None or verb is None:
        return own or PLAIN
    read = first_reading(
        modality.noun_under_verb_rows,
        of_noun_under(verb, noun),
        lambda: verb_reading(verb, modality),
    )
    return read or PLAIN


def verb_reading(verb: Token, modality: Modality, depth: int = 0) -> Reading:
    """What a verb's auxiliaries, negation, mood and governors say; ``depth`` counts the verbs below
    it that ask."""
    context = of_verb(verb, modality, depth)

    def above() -> Reading:
        return verb_reading(verb.head, modality, depth + 1) if context.verb_above else PLAIN

    return first_reading(modality.verb_rows, context, above) or PLAIN


def first_reading(
    rows: Iterable[StatusRow], context: Context, above: Callable[[], Reading] = lambda: PLAIN
) -> Reading | None:
    """What the first row that applies says, None if none does; ``above`` gives the reading of the
    verb above, if the row asks for it."""
    row = next((row for row in rows if applies(row, context)), None)
    if row is None:
        return None
    return passed_on(row, context, above()) if row.asks_governor else own_reading(row, context)


def applies(row: StatusRow, context: Context) -> bool:
    """Whether the conditions of a row are met."""
    return holds(row.when, context) and not any(holds(each, context) for each in row.unless)


def holds(conditions: Sequence[Condition], context: Context) -> bool:
    """Whether each condition is met."""
    return all(met(condition, getattr(context, condition.fact)) for condition in conditions)


def met(condition: Condition, value: str | bool | frozenset[str]) -> bool:
    """Whether a fact, or one of several words, is among the values that a condition allows."""
    if isinstance(value, frozenset):
        return not condition.allowed.isdisjoint(value)
    return value in condition.allowed


def own_reading(row: StatusRow, context: Context) -> Reading:
    """What a row says by itself."""
    rule = row.rule
    words = rule.says.format(governor=context.governor, preposition=context.preposition)
    governor = context.governor if row.by_governor else ""
    return Reading(cast(Status, rule.status), rule.real is not False, words, (row.id,), governor)


def passed_on(row: StatusRow, context: Context, above: Reading) -> Reading:
    """What a row makes of the reading of the verb above: its status, or only whether there is an
    event at all."""
    if row.rule.status != "governor":
        own = own_reading(row, context)
        return (
            own if above.real else replace(above, status=own.status, rules=(row.id, *above.rules))
        )
    status = "occurred" if above.status in row.rule.stops else above.status
    return replace(above, status=status, rules=(row.id, *above.rules))
