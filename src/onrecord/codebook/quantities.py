"""The section ``quantities``: number words, vague words under the named rule sets, and the words
around a number."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from onrecord.codebook.words import WordSet

Bounds = tuple[int | None, int | None, int | None]
Words = tuple[str, ...]


class Modifiers(BaseModel):
    """Words before a number that open or shift a bound."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: Words
    more_than: Words
    up_to: Words
    fewer_than: Words
    about: Words


class Quantities(BaseModel):
    """Number words. ``rules``: named rule set → vague word → (low, best, high); None is open or not
    stated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: dict[str, int]
    scales: dict[str, int]
    none: Words
    rules: dict[str, dict[str, Bounds]]
    modifiers: Modifiers
    part: Words
    extra: Words
    cumulative: WordSet
    collectives: WordSet
    things: Words
    war_total: int
    months: WordSet
    time_nouns: WordSet
