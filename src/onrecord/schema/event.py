"""One event as one report gives it, and a whole coded report: the contract ``onrecord/1``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.errors import OnrecordError
from onrecord.schema.report import Report
from onrecord.schema.span import Record, Span

Status = Literal["occurred", "ongoing", "planned", "attempted", "threatened", "denied"]
Stance = Literal[
    "states", "alleges", "confirms", "denies", "claims_responsibility", "plans", "threatens"
]
HarmKind = Literal["killed", "injured", "arrested", "abducted", "missing", "displaced"]
HarmClass = Literal["civilian", "combatant", "mixed", "unknown"]
DatePrecision = Literal["day", "week", "month", "year", "range", "none"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "none"]


class Days(Record):
    """Days that the words of a time expression could have meant."""

    start: date
    end: date


class When(Record):
    """When an event happened: an inclusive interval of days; None is an open end.

    ``value`` is the TimeML value of the words ("XXXX-12-10" if the year is not known: then both
    ends are None); ``anchor`` is the id of the event it is counted from, for ``basis`` anchored.
    ``basis`` report: the day is assumed to be the day of the report, of its lead or of the
    statement. ``candidates``: if the words contradict themselves ("Tuesday 8 August 2018" was a
    Wednesday) or can be read two ways ("03-04-2016"), each reading, the chosen one first; otherwise
    empty.
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "none"
    basis: Literal["stated", "anchored", "report", "none"] = "none"
    value: str | None = None
    anchor: str | None = None
    spans: tuple[Span, ...] = ()
    candidates: tuple[Days, ...] = ()


class Candidate(Record):
    """A place that the name could have meant, and its score among the candidates (0 to 1)."""

    resolved: str
    gazetteer_id: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    score: float


class Place(Record):
    """Where an event happened: the words (``name``) and what they resolve to.

    ``latitude``/``longitude`` in degrees (WGS 84), ``radius_km`` the radius within which the event
    lies, ``precision`` after ACLED's geo_precision and UCDP's where_prec. A name that does not
    resolve keeps its words.
    """

    name: str | None = None
    resolved: str | None = None
    gazetteer_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    radius_km: float | None = None
    precision: PlacePrecision = "none"
    spans: tuple[Span, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Actor(Record):
    """Who did it or who was affected: the words (``name``), the known actor, its kind (ACLED's
    eight) and country (ISO alpha-3)."""

    name: str
    actor: str | None = None
    kind: str | None = None
    country: str | None = None
    spans: tuple[Span, ...] = ()


class Interval(Record):
    """A number as an interval; an open bound is None. ``rule`` names how a headline was derived
    from the claims."""

    low: int | None
    best: int | None = None
    high: int | None
    rule: str | None = None


class Harm(Record):
    """A number of people harmed, as one claim gives it (``claim`` indexes the event's
    ``claims``)."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: HarmKind
    low: int | None
    best: int | None
    high: int | None
    whom: str | None = None
    class_: HarmClass = Field(default="unknown", alias="class")
    cumulative: bool = False
    claim: int = 0
    spans: tuple[Span, ...] = ()


class Item(Record):
    """Things rather than people: what was found, seized, detonated or destroyed, and how many."""

    kind: str
    act: str
    low: int | None = None
    high: int | None = None
    spans: tuple[Span, ...] = ()


class Weapon(Record):
    """A weapon or means named for the event."""

    kind: str
    name: str
    spans: tuple[Span, ...] = ()


class Speaker(Record):
    """Who vouches for the claim: the words, the title, the kind (outlet, official, group,
    organisation, person, anonymous, media)."""

    name: str
    title: str | None = None
    kind: str = "person"


class Claim(Record):
    """What one speaker says about an event: the channel it came through (``via``), its stance and
    the cue that shows it."""

    speaker: Speaker
    via: tuple[str, ...] = ()
    stance: Stance = "states"
    cue: str | None = None
    spans: tuple[Span, ...] = ()


class Event(Record):
    """One event as one report gives it.

    ``side_a`` acted, ``side_b`` was acted upon; ``totals``: headline figures by kind of harm;
    ``where_also``: its other places if the report names several ("strikes hit A, B and C": A is
    ``where``).
    """

    id: str
    type: str
    status: Status = "occurred"
    when: When = Field(default_factory=When)
    where: Place = Field(default_factory=Place)
    where_also: tuple[Place, ...] = ()
    side_a: tuple[Actor, ...] = ()
    side_b: tuple[Actor, ...] = ()
    harm: tuple[Harm, ...] = ()
    totals: dict[str, Interval] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    claims: tuple[Claim, ...] = Field(min_length=1)
    evidence: tuple[Span, ...] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _claims_exist(self) -> Self:
        for harm in self.harm:
            if harm.claim >= len(self.claims):
                raise ValueError(f"harm names claim {harm.claim}, the event has {len(self.claims)}")
        return self


class Diagnostic(Record):
    """A warning about this report, with its code."""

    code: str
    message: str


class CodedReport(Record):
    """A report and its events: one object of the contract. Every span in it is checked against the
    report's text."""

    model_config = ConfigDict(serialize_by_alias=True)

    schema_: Literal["onrecord/1"] = Field(default="onrecord/1", alias="schema")
    report: Report
    events: tuple[Event, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @model_validator(mode="after")
    def _verbatim(self) -> Self:
        for span in spans_of(self):
            try:
                span.verify(self.report.text)
            except OnrecordError as error:
                raise ValueError(str(error)) from error
        return self

    def to_json(self, *, indent: int | None = 2) -> str:
        """The object as JSON, with its keys in the order of the contract."""
        return self.model_dump_json(by_alias=True, indent=indent)


def spans_of(node: Any) -> Iterator[Span]:
    """Every span inside a record, in the order of its fields."""
    if isinstance(node, Span):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from spans_of(getattr(node, name))
    elif isinstance(node, tuple | list):
        for item in node:
            yield from spans_of(item)
    elif isinstance(node, dict):
        for item in node.values():
            yield from spans_of(item)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return CodedReport.model_json_schema(by_alias=True, mode="serialization")
