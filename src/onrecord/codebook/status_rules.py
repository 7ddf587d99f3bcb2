"""The table ``status`` of the section ``modality``: which status a trigger gets, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.codebook.row_order import in_order
from onrecord.codebook.triggers import Words
from onrecord.schema.event import Status

Trigger = Literal["noun", "noun_under_verb", "verb"]
Relation = Literal[
    "acl",
    "advcl",
    "ccomp",
    "compound",
    "conj",
    "dobj",
    "nsubj",
    "nsubjpass",
    "pcomp",
    "pobj",
    "relcl",
    "xcomp",
]
PartOfSpeech = Literal["ADJ", "AUX", "NOUN", "PROPN", "VERB"]
Value = str | bool
IN_WORDING = frozenset({"governor", "preposition"})
LABELS = frozenset({"relation", "governor_is"})  # conditions that give the parser's own labels


class StatusWhen(BaseModel):
    """Conditions on a trigger; all that are given must hold. Words are given by the names of lists;
    if several are named, a word of one of them is enough.

    Attributes:
        relation: its relation to its governor, as the parser labels it.
        governor: the verb, noun or adjective above it is in one of these lists.
        governor_is: the part of speech of that word.
        governor_modifiers: the determiners and adjectives before that word.
        preposition: the preposition between the two.
        modifiers: determiners, adjectives and nouns that modify the trigger.
        auxiliaries: its auxiliaries.
        marks: the conjunctions that open its clause.
        negation: the words that negate it.
        subject_determiners: the determiners of its subject.
        question: its sentence ends with a question mark.
        passive: it is passive.
        infinitive: it is an infinitive.
        progressive: it is in a progressive tense.
        complement: it completes its governor: an open complement, or an infinitive clause.
        own_clause: it has a subject or an auxiliary of its own.
        near: only a preposition comes between a noun and the verb above it.
        verb_above: its governor is a verb that can be asked for its own status.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: tuple[Relation, ...] = ()
    governor: Words = ()
    governor_is: tuple[PartOfSpeech, ...] = ()
    governor_modifiers: Words = ()
    preposition: Words = ()
    modifiers: Words = ()
    auxiliaries: Words = ()
    marks: Words = ()
    negation: Words = ()
    subject_determiners: Words = ()
    question: bool | None = None
    passive: bool | None = None
    infinitive: bool | None = None
    progressive: bool | None = None
    complement: bool | None = None
    own_clause: bool | None = None
    near: bool | None = None
    verb_above: bool | None = None

    def given(self) -> Iterator[tuple[str, tuple[str, ...] | bool]]:
        """(fact, what is wanted of it) of each condition that is given."""
        for name in type(self).model_fields:
            wanted = getattr(self, name)
            if wanted is not None and wanted != ():
                yield name, wanted

    def lists(self) -> Iterator[str]:
        """The names of the lists of words that the conditions go by."""
        for name, wanted in self.given():
            if isinstance(wanted, tuple) and name not in LABELS:
                yield from wanted


class StatusRule(BaseModel):
    """One row of the table: it applies if ``when`` holds and nothing of ``unless`` does.

    Attributes:
        of: what it is asked of: an event ``noun`` by its own words and the noun above it; a
            ``noun_under_verb``; a ``verb``.
        says: the rule in words, for ``onrecord explain``; ``{governor}`` and ``{preposition}`` are
            replaced by the trigger's.
        status: the status it gives; ``governor``: the reading of the verb above, real or not.
        real: whether the trigger reports an event at all; ``governor``: if the verb above does.
        stops: statuses of the verb above that do not reach the trigger, which then counts as
            ``occurred``.
        before: the row before which this one goes; it goes last if none is named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: Trigger
    says: str = Field(min_length=1)
    when: StatusWhen
    unless: tuple[StatusWhen, ...] = ()
    status: Status | Literal["governor"]
    real: bool | Literal["governor"] = True
    stops: tuple[Status, ...] = ()
    before: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.status == "governor" and "real" in self.model_fields_set:
            raise ValueError("with status: governor, real is the governor's as well: leave it out")
        if self.stops and self.status != "governor":
            raise ValueError("stops goes with status: governor alone")
        for _, field, _, _ in Formatter().parse(self.says):
            if field is not None and field not in IN_WORDING:
                raise ValueError(f"says knows {{governor}} and {{preposition}}, not {{{field}}}")
        return self

    def lists(self) -> Iterator[str]:
        """The names of the lists of words that the row goes by."""
        for when in (self.when, *self.unless):
            yield from when.lists()


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact about a trigger and the values of which it must have one."""

    fact: str
    allowed: frozenset[Value]


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A row as the coder asks it: its id, and its conditions with the words of the lists."""

    id: str
    rule: StatusRule
    when: tuple[Condition, ...]
    unless: tuple[tuple[Condition, ...], ...]

    @property
    def asks_governor(self) -> bool:
        """Whether the status depends on the verb above."""
        return "governor" in (self.rule.status, self.rule.real)

    @property
    def by_governor(self) -> bool:
        """Whether the word above the trigger decides."""
        return any(each.fact in ("governor", "governor_is") for each in self.when)


def rows_of(
    trigger: Trigger, rules: Mapping[str, StatusRule], words: Mapping[str, frozenset[str]]
) -> tuple[StatusRow, ...]:
    """The rows that are asked of a kind of trigger, in their order."""
    return tuple(
        StatusRow(
            f"status.{name}",
            rule,
            conditions(rule.when, words),
            tuple(conditions(when, words) for when in rule.unless),
        )
        for name, rule in in_order(rules).items()
        if rule.of == trigger
    )


def conditions(when: StatusWhen, words: Mapping[str, frozenset[str]]) -> tuple[Condition, ...]:
    """The conditions of a row, the names of lists replaced by their words."""

    def allowed(fact: str, wanted: tuple[str, ...] | bool) -> frozenset[Value]:
        if isinstance(wanted, bool):
            return frozenset({wanted})
        if fact in LABELS:
            return frozenset(wanted)
        return frozenset().union(*(words[name] for name in wanted))

    return tuple(Condition(fact, allowed(fact, wanted)) for fact, wanted in when.given())
