"""The section ``event_type``: the ordered table of rules that choose an event's type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.codebook.row_order import in_order
from onrecord.codebook.triggers import Words

Choice = Literal["strongest", "at_any_strength", "first_means", "holder"]


class When(BaseModel):
    """Conditions on what is said of one event; all that are given must hold. Where a list is given,
    one of it is enough. Types may be named by their code or their family.

    Attributes:
        frames: a trigger of one of these types fired.
        also: so did one of these.
        strongest: one of the strongest triggers is of these types.
        first: the first of the strongest triggers is of these types.
        strength: the strength of the strongest trigger.
        hurt: there is violence, or people are killed or injured.
        harm: a trigger reports harm of any kind, an arrest included.
        deadly: people are killed, or a trigger is ``deadly``.
        means: a means of these types is named.
        first_means: the means named first is of these types.
        acting: classes of those who act.
        struck: classes of those acted upon.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    frames: Words = ()
    also: Words = ()
    strongest: Words = ()
    first: Words = ()
    strength: tuple[int, ...] = ()
    hurt: bool = True
    harm: bool = True
    deadly: bool = True
    means: Words = ()
    first_means: Words = ()
    acting: Words = ()
    struck: Words = ()

    @cached_property
    def given(self) -> tuple[tuple[str, object], ...]:
        """(name, value) of each condition that is given."""
        names = (name for name in type(self).model_fields if name in self.model_fields_set)
        return tuple((name, getattr(self, name)) for name in names)

    def named(self) -> Iterator[str]:
        """The types and families that it names."""
        yield from (*self.frames, *self.also, *self.strongest, *self.first)
        yield from (*self.means, *self.first_means)


class Rule(BaseModel):
    """Conditions under which a rule applies: ``when`` holds and nothing of ``unless`` does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: When = When()
    unless: tuple[When, ...] = ()

    def named(self) -> Iterator[str]:
        """The types and families that the rule names."""
        for when in (self.when, *self.unless):
            yield from when.named()


class SetAside(Rule):
    """Triggers of the types ``frames`` are set aside before anything is chosen."""

    frames: Words

    def named(self) -> Iterator[str]:
        yield from (*super().named(), *self.frames)


class ReadAs(Rule):
    """The means named first is read as one of the type ``means``."""

    means: str

    def named(self) -> Iterator[str]:
        yield from (*super().named(), self.means)


class TypeRule(Rule):
    """One row of the table. The row is skipped if its type is not in the codebook or there is
    nothing to choose from.

    Attributes:
        says: the rule in words, for ``onrecord explain``; no two rows say the same.
        type: the type; or, in its place,
        choose: what the type is taken from: the first of the ``strongest`` triggers; the first
            trigger ``at_any_strength``, the strongest before the others; the ``first_means``; the
            type of a place taken, by its ``holder``.
        of: only triggers of these types or families are chosen from.
        but: no triggers of these are.
        before: the row before which this one goes; it goes last if none is named.
    """

    says: str = Field(min_length=1)
    type: str | None = None
    choose: Choice | None = None
    of: Words = ()
    but: Words = ()
    before: str | None = None

    @model_validator(mode="after")
    def _one_result(self) -> Self:
        if (self.type is None) == (self.choose is None):
            raise ValueError("give either type or choose")
        return self

    def named(self) -> Iterator[str]:
        yield from (*super().named(), *self.of, *self.but)
        if self.type is not None:
            yield self.type


class EventTypeRules(BaseModel):
    """The table: what is set aside and read otherwise first, then the rows, the first that applies
    wins; ``otherwise`` is the type if none does."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    set_aside: dict[str, SetAside]
    read_as: dict[str, ReadAs]
    rules: dict[str, TypeRule]
    otherwise: str

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        said: set[str] = set()
        for name, rule in self.rules.items():
            if rule.says in said:
                raise ValueError(f"{name} says what another rule says: {rule.says}")
            said.add(rule.says)
        in_order(self.rules)
        return self

    @cached_property
    def ordered(self) -> dict[str, TypeRule]:
        """The rows in the order in which they are asked."""
        return in_order(self.rules)
