"""One incident in the world, built from all its events: the accounts next to each other, and
headline values with the rule that set each."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from onrecord.schema.event import (
    Actor,
    Event,
    HarmClass,
    HarmKind,
    Interval,
    Item,
    Place,
    Status,
    Weapon,
    When,
)
from onrecord.schema.report import Published
from onrecord.schema.span import Record

Review = Literal["open", "accepted", "rejected"]


class Source(Record):
    """The report of an account. ``copy_of`` is the id of the report that it is a near-copy of: both
    count as one source."""

    id: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "en"
    published: Published = Field(default_factory=Published)
    copy_of: str | None = None


class Account(Record):
    """One report's event as part of an incident. ``id``: the report's number in the casebook and
    the event's id, as ``r7e3``."""

    id: str
    source: Source
    event: Event


class Evidence(Record):
    """What one field says for or against two accounts being about the same incident.

    ``level``: the words of the comparison level reached ("same day"); ``weight``: its match weight
    in bits, log2 of m/u (Fellegi and Sunter 1969), negative if it is evidence against.
    """

    field: str
    level: str
    weight: float


class Link(Record):
    """Two accounts that report the same incident, and why. ``decision`` is the id of the decision
    if a person made the link."""

    a: str
    b: str
    weight: float
    probability: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()
    decision: str | None = None


class Basis(Record):
    """What set a headline value.

    ``rule``: the named rule; ``claims``: the claims it rests on, as ``r7e3/0`` (account and index
    of the claim); ``decision``: the id of the decision if a person set or cleared the value;
    ``machine``: what the rule gives, kept next to the person's value.
    """

    rule: str
    claims: tuple[str, ...] = ()
    decision: str | None = None
    machine: Any = None


class Toll(Record):
    """People harmed, by kind and class, reconciled over the claims."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: HarmKind
    class_: HarmClass = Field(default="unknown", alias="class")
    low: int | None
    best: int | None
    high: int | None


class Incident(Record):
    """One incident in the world.

    The headline fields have the same shape as an Event's. ``basis`` says for each field what set it
    ("when", "where", "type", "status", "side_a", "side_b", "totals.killed" …). ``differs``: fields
    on which accounts contradict each other; ``missing``: fields that no claim fills;
    ``where_also``: the other places of the accounts that agree on ``where``; ``sources``:
    independent sources, near-copies counted once; ``links``: what connects the accounts.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    schema_: Literal["onrecord/incident/1"] = Field(default="onrecord/incident/1", alias="schema")
    id: str
    review: Review = "open"
    type: str
    status: Status
    when: When = Field(default_factory=When)
    where: Place = Field(default_factory=Place)
    where_also: tuple[Place, ...] = ()
    side_a: tuple[Actor, ...] = ()
    side_b: tuple[Actor, ...] = ()
    totals: dict[str, Interval] = Field(default_factory=dict)
    tolls: tuple[Toll, ...] = ()
    items: tuple[Item, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    basis: dict[str, Basis] = Field(default_factory=dict)
    differs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    sources: int = Field(ge=1)
    accounts: tuple[Account, ...] = Field(min_length=1)
    links: tuple[Link, ...] = ()
