"""The event types and their crosswalks to the tables of this field."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Literal, NamedTuple, get_args

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

Family = Literal["violence", "protest", "territory", "taken", "none"]
"""Types of one family may be used for one event; those of ``none`` are each their own."""
FAMILIES: tuple[str, ...] = tuple(name for name in get_args(Family) if name != "none")
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


class Nature(BaseModel):
    """What the coder must know of a type to treat its events; a type that says nothing is of no
    family.

    Attributes:
        family: types of one family may be used for one event.
        violent: an act of violence, though of another family (force against protesters).
        explosive: something explodes: such types may be used for one event.
        by_means: a weapon fired or set off names it; it can be lent to the next sentence.
        unspecified: violence of no named sort: what is said nearby may name it.
        catch_all: anything else: only its words say whether two such events are one.
        answers: done in answer to an act reported before; it is set aside if people are killed.
        crime: an answer may follow it; acts of violence are crimes without this flag.
        confronts_protesters: those who protest are acted upon if state forces act.
        holder: classes of those who hold the place afterwards (family ``territory``).
        goes_with: families and types whose triggers may report one event together with its own.
        goes_with_weak: so may any trigger that names no type.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: Family = "none"
    violent: bool = False
    explosive: bool = False
    by_means: bool = False
    unspecified: bool = False
    catch_all: bool = False
    answers: bool = False
    crime: bool = False
    confronts_protesters: bool = False
    holder: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()
    goes_with_weak: bool = False

    @property
    def is_violent(self) -> bool:
        """Whether it is an act of violence."""
        return self.violent or self.family == "violence"

    @property
    def is_crime(self) -> bool:
        """Whether an arrest may answer it."""
        return self.crime or self.is_violent


NO_FAMILY = Nature()
LAST = 10**6
"""The priority of a code that is not listed."""


class EventType(Nature):
    """One event type. ``priority``: of two types that the words of one event name equally strongly,
    and of two that equally many reports give, the lower one wins; of one priority the type named
    first, or else the one that comes first in the codebook."""

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
        return tuple(sorted(self.root, key=self.priority))

    def first(self, codes: Collection[str]) -> str:
        """The code that wins over the others by priority. Raises ValueError when ``codes`` is
        empty."""
        return min(codes, key=self.codes.index)

    def priority(self, code: str) -> int:
        """The rank of a type; a code that is not listed comes last."""
        return self.root[code].priority if code in self.root else LAST

    def nature(self, code: str) -> Nature:
        """What the coder must know of a type; the nature of no family for a code that is not
        listed."""
        return self.root.get(code, NO_FAMILY)

    def among(self, code: str, terms: Collection[str]) -> bool:
        """Whether a type is one of ``terms``: its code or the name of a family. ``violence`` holds
        for every act of violence, also of another family."""
        nature = self.nature(code)
        return (
            code in terms or nature.family in terms or ("violence" in terms and nature.is_violent)
        )

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
