"""The section ``headline``: the rules by which the headline values of an incident follow from the
claims of its accounts."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.codebook.types import Types
from onrecord.codebook.words import WordSet

Criterion = Literal["voices", "nearby", "trust", "lowest", "highest"]


class Rule(BaseModel):
    """A named rule for figures: who sets them (``voices``, kinds of speakers), what decides
    (``best``), and what low and high span."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    definition: str = Field(min_length=1)
    voices: tuple[str, ...] = ()
    best: tuple[Criterion, ...] = Field(min_length=1)
    range: Literal["chosen", "all"]


class Silent(BaseModel):
    """Stances of claims and statuses of accounts that set no figure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stances: WordSet
    statuses: WordSet


class Headline(BaseModel):
    """The rules by name, the default rule, and the fields that are asked of an incident."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    default: str
    rules: dict[str, Rule]
    trust: tuple[str, ...]
    status: tuple[tuple[str, ...], ...]
    silent: Silent
    asked: tuple[str, ...]
    asked_of: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _default_is_a_rule(self) -> Self:
        if self.default not in self.rules:
            raise ValueError(
                f"the default {self.default!r} is not one of the rules: {', '.join(self.rules)}"
            )
        return self

    def rank(self, kind: str) -> int:
        """A kind of speaker's place in the order of trust, 0 the most trusted; an unknown kind
        comes last."""
        return self.trust.index(kind) if kind in self.trust else len(self.trust)

    def fields(self, type_: str, types: Types) -> tuple[str, ...]:
        """The fields asked of an incident of a type; figures as ``totals.killed``."""
        names = (
            [*self.asked_of.get(types.acled(type_).event_type, ()), *self.asked_of.get(type_, ())]
            if type_ in types
            else []
        )
        return (*self.asked, *(f"totals.{name}" for name in dict.fromkeys(names)))
