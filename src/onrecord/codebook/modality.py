"""The section ``modality``: cues that an event is not a plain fact of the past, and the table of
rules that go by them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from onrecord.codebook.row_order import in_order
from onrecord.codebook.status_rules import StatusRow, StatusRule, rows_of
from onrecord.codebook.words import WordSet


class Unreal(BaseModel):
    """Words under which an event is only imagined, wished, asked for or spoken of in general."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: WordSet
    nouns: WordSet
    modals: WordSet
    conditions: WordSet
    adjectives: WordSet
    prepositions: WordSet


class Forms(BaseModel):
    """The auxiliaries by which the forms of a verb are known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    infinitive: WordSet
    progressive: WordSet


class Modality(BaseModel):
    """Cues of status by lemma, and the rows that go by them; see the YAML for what each means."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    planned: WordSet
    attempted: WordSet
    threatened: WordSet
    denied: WordSet
    ongoing: WordSet
    unreal: Unreal
    negations: WordSet
    forms: Forms
    reporting: WordSet
    lists: dict[str, WordSet]
    status: dict[str, StatusRule]
    tail: tuple[str, ...]
    asides: tuple[str, ...]
    court: WordSet

    @field_validator("status")
    @classmethod
    def _known_names(
        cls, rules: dict[str, StatusRule], info: ValidationInfo
    ) -> dict[str, StatusRule]:
        in_order(rules)
        known = word_lists(info.data)
        for name, rule in rules.items():
            unknown = next((each for each in rule.lists() if each not in known), None)
            if unknown is not None:
                raise ValueError(
                    f"{name} names a list that is not there: {unknown};"
                    f" there are {', '.join(sorted(known))}"
                )
        return rules

    @cached_property
    def noun_rows(self) -> tuple[StatusRow, ...]:
        """The rows for an event noun's own words and the noun above it."""
        return rows_of("noun", self.status, self._words)

    @cached_property
    def noun_under_verb_rows(self) -> tuple[StatusRow, ...]:
        """The rows for an event noun and the verb above it."""
        return rows_of("noun_under_verb", self.status, self._words)

    @cached_property
    def verb_rows(self) -> tuple[StatusRow, ...]:
        """The rows for a verb."""
        return rows_of("verb", self.status, self._words)

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return word_lists(dict(self))


def word_lists(fields: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Every list of words that a row may go by, under its name: the cues ("planned"), those of the
    unreal ("unreal.verbs"), and the small ones under ``lists``."""
    cues = {name: words for name, words in fields.items() if isinstance(words, frozenset)}
    unreal = {f"unreal.{name}": words for name, words in fields.get("unreal", ())}
    return {**cues, **unreal, **fields.get("lists", {})}
