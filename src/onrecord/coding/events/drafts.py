"""Events in the making, each value with the decision behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.coding.events.grouping import EventCandidate
from onrecord.schema import Place, Span, When


@dataclass(frozen=True)
class Decision:
    """How one value of an event came about: for ``onrecord explain``."""

    field: str
    value: str
    rule: str
    spans: tuple[Span, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()


@dataclass
class Draft:
    """An event in the making, with its decisions."""

    candidate: EventCandidate
    id: str
    decisions: list[Decision] = field(default_factory=list)
    doer_from: str | None = None
    when: When = field(default_factory=When)
    where: Place = field(default_factory=Place)
    where_also: tuple[Place, ...] = ()

    def decided(
        self,
        name: str,
        value: object,
        rule: str,
        spans: Sequence[Span] = (),
        lost: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.decisions.append(Decision(name, str(value), rule, tuple(spans), tuple(lost)))
