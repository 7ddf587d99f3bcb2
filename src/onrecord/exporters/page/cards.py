"""Events as cards: every value has a number that connects it with its words in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.exporters import words
from onrecord.schema import (
    Actor,
    Candidate,
    CodedReport,
    Event,
    Harm,
    Item,
    Place,
    Span,
    Weapon,
)

ROLES = {
    "evidence": "what happened",
    "when": "when",
    "where": "where",
    "side_a": "who did it",
    "side_b": "to whom",
    "harm": "harm",
    "thing": "things and weapons",
    "claim": "who says so",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an event in readable form. ``number`` is 0 if no words of the report carry it."""

    number: int
    role: str
    event: str
    label: str
    note: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def quote(self) -> str:
        """The words that carry the value."""
        return " … ".join(s.text for s in self.spans)


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval drawn on a scale of 0 to 100: ``open`` if no upper bound is known."""

    left: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Toll:
    """The number that one claim gives."""

    value: Value
    note: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Card:
    """One event."""

    id: str
    type: Value
    status: str
    confidence: float
    when: Value
    where: Value
    candidates: tuple[Candidate, ...]
    where_also: tuple[Value, ...]
    side_a: tuple[Value, ...]
    side_b: tuple[Value, ...]
    totals: tuple[tuple[str, str, str], ...]
    tolls: tuple[Toll, ...]
    things: tuple[Value, ...]
    claims: tuple[tuple[Value, str, str], ...]


@dataclass(slots=True)
class Numbers:
    """Numbers the values, starting at 1, over the whole page."""

    values: list[Value] = field(default_factory=list)
    last: int = 0

    def value(
        self, role: str, event: str, label: str, spans: Sequence[Span], note: str = ""
    ) -> Value:
        """A value, with the next number if words carry it."""
        self.last += bool(spans)
        made = Value(self.last if spans else 0, role, event, label, note, tuple(spans))
        if spans:
            self.values.append(made)
        return made


def cards(coded: CodedReport, *, numbers: Numbers, prefix: str = "") -> list[Card]:
    """The report's events as cards; their values are kept in ``numbers``. ``prefix`` keeps the
    events of several reports apart."""
    return [card(event, numbers=numbers, prefix=prefix) for event in coded.events]


def card(event: Event, *, numbers: Numbers, prefix: str) -> Card:
    """One event as a card."""
    id, when = prefix + event.id, event.when
    dated = joined(when.precision if when.precision != "none" else "", words.basis(when))
    return Card(
        id=id,
        type=numbers.value("evidence", id, words.title(event.type), event.evidence),
        status=event.status,
        confidence=event.confidence,
        when=numbers.value("when", id, words.days(when), when.spans, dated),
        where=located(event.where, id, numbers),
        candidates=event.where.candidates,
        where_also=tuple(located(place, id, numbers) for place in event.where_also),
        side_a=tuple(numbers.value("side_a", id, a.name, a.spans, who(a)) for a in event.side_a),
        side_b=tuple(numbers.value("side_b", id, a.name, a.spans, who(a)) for a in event.side_b),
        totals=tuple((k, words.figure(v), v.rule or "") for k, v in event.totals.items()),
        tolls=tolls(event, id, numbers),
        things=things(event, id, numbers),
        claims=tuple(
            (
                numbers.value("claim", id, words.speaker(c), c.spans, c.speaker.kind),
                words.stance(c) + (f" (“{c.cue}”)" if c.cue else ""),
                ", ".join(c.via),
            )
            for c in event.claims
        ),
    )


def joined(*parts: str | None) -> str:
    """The parts that say something, in one line."""
    return " · ".join(part for part in parts if part)


def tolls(event: Event, id: str, numbers: Numbers) -> tuple[Toll, ...]:
    """The numbers that the claims give, with bars if they differ."""
    most = max((n for h in event.harm for n in (h.low, h.high) if n), default=1)
    drawn = are_drawn(event.harm)
    return tuple(
        Toll(
            value=numbers.value("harm", id, f"{h.kind} {words.figure(h)}", h.spans),
            note=remark(h, event),
            bar=bar(h, most) if drawn else None,
        )
        for h in event.harm
    )


def are_drawn(harm: Sequence[Harm]) -> bool:
    """Whether bars show more than the numbers do: an interval, or two numbers of one kind."""
    if any(h.low != h.high for h in harm):
        return True
    return len({(h.kind, h.low) for h in harm}) > len({h.kind for h in harm})


def remark(harm: Harm, event: Event) -> str:
    """Who was harmed, and who says so if there are several claims."""
    return joined(
        harm.whom,
        harm.class_ if harm.class_ not in ("unknown", harm.whom) else "",
        "a running total" if harm.cumulative else "",
        f"says {words.speaker(event.claims[harm.claim])}" if len(event.claims) > 1 else "",
    )


def things(event: Event, id: str, numbers: Numbers) -> tuple[Value, ...]:
    """The things and the weapons."""
    return (
        *(numbers.value("thing", id, i.kind, i.spans, handled(i)) for i in event.items),
        *(numbers.value("thing", id, w.name, w.spans, weapon(w)) for w in event.weapons),
    )


def handled(item: Item) -> str:
    """What was done with a thing, and with how many."""
    counted = (item.low, item.high) != (None, None)
    return f"{item.act}, {words.interval(item.low, item.high)}" if counted else item.act


def weapon(named: Weapon) -> str:
    """The kind of a weapon, unless its name says it."""
    return f"weapon: {words.title(named.kind).lower()}" if named.kind != named.name else "weapon"


def located(place: Place, id: str, numbers: Numbers) -> Value:
    """A place: its words, what it resolved to, and how exactly."""
    known = words.resolved(place)
    note = (
        words.precision(place)
        if place.precision != "none"
        else "not found in the gazetteer"
        if place.name
        else ""
    )
    return numbers.value(
        "where",
        id,
        place.name or known or "no place",
        place.spans,
        " · ".join(p for p in (known if place.name else None, note) if p),
    )


def who(actor: Actor) -> str:
    """The known actor, its kind and country."""
    kind = words.title(actor.kind).lower() if actor.kind else None
    named = actor.actor if actor.actor and actor.actor.lower() != actor.name.lower() else None
    return " · ".join(p for p in (named, kind, actor.country) if p)


def bar(harm: Harm, most: int) -> Bar:
    """A number on the scale of the event's largest."""
    low = harm.low or 0
    high = harm.high if harm.high is not None else max(most, low)
    left, right = 100 * low / most, 100 * high / most
    return Bar(round(min(left, 100), 1), round(max(0.0, right - left), 1), harm.high is None)
