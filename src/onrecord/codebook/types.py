"""The event types and their crosswalks to the tables of this field."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, RootModel

PloverEvent = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Disorder = Literal[
    "Political violence",
    "Demonstrations",
    "Strategic developments",
    "Political violence; Demonstrations",
]

STATES = frozenset({"state_forces", "external_forces"})
UNARMED = frozenset({"civilians", "protesters"})


class Acled(NamedTuple):
    """ACLED's three names of a type."""

    event_type: str
    sub_event_type: str
    disorder_type: Disorder


class Plover(NamedTuple):
    """A PLOVER event type and its mode, None if none fits."""

    event: PloverEvent
    mode: str | None = None


class EventType(BaseModel):
    """One event type. ``priority``: 1 wins over 2 if one sentence has triggers of both (ACLED's
    tie-breaking order)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    priority: int = Field(ge=1)
    definition: str = Field(min_length=1)
    acled: Acled
    plover: Plover | None = None
    cameo: str | None = Field(default=None, pattern=r"^(0[1-9]|1\d|20)$")
    ucdp: Literal["by_sides", "one_sided", "none"] = "none"


class Types(RootModel[dict[str, EventType]]):
    """The event types by code."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, code: str) -> EventType:
        return self.root[code]

    def __contains__(self, code: object) -> bool:
        return code in self.root

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes, the one that wins a tie first."""
        return tuple(sorted(self.root, key=lambda code: (self.root[code].priority, code)))

    def first(self, codes: Collection[str]) -> str:
        """The code that wins over the others by priority. Raises ValueError when ``codes`` is
        empty."""
        return min(codes, key=lambda code: (self.root[code].priority, code))

    def acled(self, code: str) -> Acled:
        """ACLED's event type, sub-event type and disorder type."""
        return self.root[code].acled

    def plover(self, code: str) -> Plover | None:
        """PLOVER's event type and mode; None if PLOVER has none."""
        return self.root[code].plover

    def cameo(self, code: str) -> str | None:
        """CAMEO's root code, two digits; None if CAMEO has none."""
        return self.root[code].cameo

    def ucdp(
        self, code: str, side_a: Collection[str | None], side_b: Collection[str | None]
    ) -> int | None:
        """UCDP's type_of_violence: 1 state-based, 2 non-state, 3 one-sided; None if UCDP would not
        count the event or a side is not known.

        After the UCDP GED codebook: state-based if a government fights an organised group (or
        another government), non-state if neither side is a government, one-sided if an organised
        actor kills unarmed people (an attack on policemen is not).

        Args:
            code: the event's type.
            side_a: the kinds (ACLED's eight) of those who acted.
            side_b: the kinds of those acted upon.
        """
        rule = self.root[code].ucdp
        if rule == "none":
            return None
        a, b = {kind for kind in side_a if kind}, {kind for kind in side_b if kind}
        if b <= UNARMED and (b or rule == "one_sided"):
            return 3
        a, b = a - UNARMED, b - UNARMED
        if not a or not b:
            return None
        return 1 if (a | b) & STATES else 2
