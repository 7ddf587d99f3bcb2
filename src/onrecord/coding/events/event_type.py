"""Which type an event is of: the codebook's table of rules, asked in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onrecord.codebook.codebook import Codebook
from onrecord.codebook.event_type import Rule, TypeRule, When
from onrecord.codebook.triggers import Frame
from onrecord.codebook.types import Types
from onrecord.coding.records import Means, Mention, Typing
from onrecord.rules import worded


@dataclass(frozen=True)
class Said:
    """What is said of one event, as far as its type depends on it. ``frames`` and ``means`` (the
    types that the means name) are in text order, ``acting`` and ``struck`` are classes."""

    frames: tuple[Frame, ...]
    means: tuple[str, ...]
    acting: frozenset[str]
    struck: frozenset[str]
    types: Types

    @cached_property
    def strength(self) -> int:
        """The strength of the strongest trigger."""
        return max((f.strength for f in self.frames), default=0)

    @cached_property
    def strongest(self) -> tuple[Frame, ...]:
        """The strongest triggers, by the priority of their types; of one priority in text order."""
        strongest = (f for f in self.frames if f.strength == self.strength)
        return tuple(sorted(strongest, key=lambda f: self.types.priority(f.type)))

    def fired(self, frames: Iterable[Frame], terms: Sequence[str]) -> bool:
        """Whether one of the frames is of one of the types or families."""
        return any(self.types.among(f.type, terms) for f in frames)


def decide(
    mentions: Sequence[Mention],
    means: Sequence[Means],
    acting: Iterable[str],
    struck: Iterable[str],
    book: Codebook,
) -> Typing:
    """The type of one event.

    Args:
        mentions: the triggers that fired, in text order.
        means: the means named for it, in text order.
        acting: classes of those who act (see :meth:`Cast.classes`).
        struck: classes of those acted upon.
        book: the codebook: its types, and its rules in the section ``event_type``.
    """
    deciding = [m for m in means if m.kind]
    said = read(
        Said(
            frames=tuple(m.frame for m in mentions),
            means=tuple(m.kind for m in deciding),
            acting=frozenset(acting),
            struck=frozenset(struck),
            types=book.types,
        ),
        book,
    )
    type_, name = chosen(said, book)
    rule = book.event_type.rules.get(name)
    offered = [(m.frame.type, f"{m.frame.name} (strength {m.frame.strength})") for m in mentions]
    offered += [(m.kind, "means") for m in deciding]
    return Typing(
        type_,
        rule.says if rule else worded("type.no_trigger"),
        tuple(dict.fromkeys((t, why) for t, why in offered if t != type_)),
        nature=book.types.nature(type_),
        by=spoke(rule, type_, mentions, deciding) if rule else (),
        rule_id=f"type.{name}" if name else "type.no_trigger",
    )


def read(said: Said, book: Codebook) -> Said:
    """What is said, without the triggers that the codebook sets aside and with the first means as
    it reads it."""
    rules = book.event_type
    for aside in rules.set_aside.values():
        if applies(aside, said):
            kept = tuple(f for f in said.frames if not said.types.among(f.type, aside.frames))
            said = replace(said, frames=kept)
    for reading in rules.read_as.values():
        if applies(reading, said) and said.means and reading.means in said.types:
            said = replace(said, means=(reading.means, *said.means[1:]))
    return said


def chosen(said: Said, book: Codebook) -> tuple[str, str]:
    """The type that the first rule to apply gives, and the rule's name; "" if none applies."""
    for name, rule in book.event_type.ordered.items():
        if applies(rule, said) and (type_ := result(rule, said)) is not None:
            return type_, name
    return book.event_type.otherwise, ""


def applies(rule: Rule, said: Said) -> bool:
    """Whether the conditions of a rule are met."""
    return holds(rule.when, said) and not any(holds(when, said) for when in rule.unless)


def holds(when: When, said: Said) -> bool:
    """Whether every condition that is given holds."""
    return all(CONDITIONS[name](said, wanted) for name, wanted in when.given)


def hurt(said: Said) -> bool:
    """Whether there is violence, or people are killed or injured."""
    return said.fired(said.frames, ("violence",)) or any(
        f.harm in ("killed", "injured") for f in said.frames
    )


def deadly(said: Said) -> bool:
    """Whether people are killed, stated or not."""
    return any(f.harm == "killed" or f.deadly for f in said.frames)


CONDITIONS: dict[str, Callable[[Said, Any], bool]] = {
    "frames": lambda said, terms: said.fired(said.frames, terms),
    "also": lambda said, terms: said.fired(said.frames, terms),
    "strongest": lambda said, terms: said.fired(said.strongest, terms),
    "first": lambda said, terms: said.fired(said.strongest[:1], terms),
    "strength": lambda said, wanted: said.strength in wanted,
    "hurt": lambda said, wanted: hurt(said) is wanted,
    "harm": lambda said, wanted: any(f.harm for f in said.frames) is wanted,
    "deadly": lambda said, wanted: deadly(said) is wanted,
    "means": lambda said, kinds: any(kind in kinds for kind in said.means),
    "first_means": lambda said, kinds: any(kind in kinds for kind in said.means[:1]),
    "acting": lambda said, classes: not said.acting.isdisjoint(classes),
    "struck": lambda said, classes: not said.struck.isdisjoint(classes),
}
"""Each condition of the table, by its name."""


def result(rule: TypeRule, said: Said) -> str | None:
    """The type that a rule gives; None if there is none to give."""
    if rule.choose is not None:
        return CHOICES[rule.choose](rule, said)
    return rule.type if rule.type in said.types else None


def strongest(rule: TypeRule, said: Said) -> str | None:
    """The type of the first of the strongest triggers."""
    return first_of(said.strongest, rule, said.types)


def at_any_strength(rule: TypeRule, said: Said) -> str | None:
    """The type of the first trigger, the strongest before the others."""
    return first_of(sorted(said.frames, key=lambda f: -f.strength), rule, said.types)


def first_of(frames: Iterable[Frame], rule: TypeRule, types: Types) -> str | None:
    """The type of the first trigger that the rule may choose from."""
    for frame in frames:
        wanted = not rule.of or types.among(frame.type, rule.of)
        if wanted and not types.among(frame.type, rule.but):
            return frame.type
    return None


def first_means(rule: TypeRule, said: Said) -> str | None:
    """The type of the means named first."""
    return said.means[0] if said.means else None


def holder(rule: TypeRule, said: Said) -> str | None:
    """The type of a place taken: by who acts, if they are known and the trigger's own type depends
    on it."""
    territory = [f for f in said.frames if said.types.nature(f.type).family == "territory"]
    if not territory:
        return None
    told = max(territory, key=lambda f: f.strength).type
    if not said.types.nature(told).holder:
        return told
    held = (t for t in said.types.codes if not said.acting.isdisjoint(said.types[t].holder))
    return next(held, told)


CHOICES: dict[str, Callable[[TypeRule, Said], str | None]] = {
    "strongest": strongest,
    "at_any_strength": at_any_strength,
    "first_means": first_means,
    "holder": holder,
}
"""Each way to take the type from what is said, by its name."""


def spoke(
    rule: TypeRule, type_: str, mentions: Sequence[Mention], means: Sequence[Means]
) -> tuple[Means | Mention, ...]:
    """The means, or else the triggers, that decided; empty if no single one did (the sides)."""
    if rule.choose == "first_means" or rule.when.first_means:
        return tuple(means[:1])
    if rule.when.means:
        return tuple(m for m in means if m.kind in rule.when.means)
    return tuple(m for m in mentions if m.frame.type == type_)
