"""Turns the accounts of one incident into an incident: headline values by a named rule, what
differs, what nobody says.

Nothing here depends on the order of the accounts, and a near-copy adds no weight: reports are
counted by the origin of their story.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from onrecord.codebook.headline import Headline
from onrecord.codebook.types import Types
from onrecord.errors import Errors, OnrecordError, complaint
from onrecord.linking.fields import Accounts, Choice, empty, first, merged, widest
from onrecord.linking.figures import Figure, choose, figures, standing, tolls
from onrecord.linking.voices import order, plain
from onrecord.schema import (
    Account,
    Actor,
    Basis,
    Incident,
    Interval,
    Item,
    Link,
    Place,
    Toll,
    Weapon,
    When,
)
from onrecord.schema.event import HarmKind, Status
from onrecord.schema.incident import Review

KINDS: tuple[HarmKind, ...] = ("killed", "injured", "arrested", "abducted", "missing", "displaced")
DECIDED = "decided"
VOTED = ("type", "status", "when", "where", "side_a", "side_b")
POINT_KM = 10.0
"""A point within a wider radius than this is near a place, not at it."""
SHAPES: dict[str, TypeAdapter[Any]] = {
    "type": TypeAdapter(str),
    "status": TypeAdapter(Status),
    "when": TypeAdapter(When),
    "where": TypeAdapter(Place),
    "side_a": TypeAdapter(tuple[Actor, ...]),
    "side_b": TypeAdapter(tuple[Actor, ...]),
    **{f"totals.{kind}": TypeAdapter(Interval) for kind in KINDS},
}
"""The fields that a person can set, and the shape of each."""


class Setting(NamedTuple):
    """A person's value for a field, and the id of the decision (``d4``). ``value`` as JSON or as a
    record; None clears the field."""

    decision: str
    value: Any = None


def reconcile(
    accounts: Iterable[Account],
    *,
    id: str,
    headline: Headline,
    types: Types,
    rule: str | None = None,
    links: Iterable[Link] = (),
    settings: Mapping[str, Setting] | None = None,
    rejected: Collection[str] = (),
    review: Review = "open",
) -> Incident:
    """One incident from its accounts.

    Args:
        id: the incident's, ``i12``.
        headline: the codebook's section of that name; ``types``: its event types.
        rule: one of ``headline.rules`` for figures; by default ``headline.default``.
        links: what connects the accounts; those between other accounts are left out.
        settings: a person's values by field (see ``SHAPES``); each takes effect, with the rule's
            value kept in ``Basis.machine``.
        rejected: accounts (``r7e3``), which are left out, and claims (``r7e3/0``), whose figures
            are left out. If every account is rejected all are kept, because an incident has at
            least one account; ``review`` then says that it is rejected.

    Raises:
        OnrecordError: E681 for a rule that is none, E682 for a setting that does not fit its field.
        ValueError: no account is given.
    """
    name = rule or headline.default
    if name not in headline.rules:
        raise OnrecordError(
            Errors.E681.format(rule=name, known=", ".join(headline.rules)), code="E681"
        )
    every = sorted(accounts, key=lambda a: order(a.id))
    kept = [a for a in every if a.id not in rejected] or every
    own = {
        field: setting._replace(value=fitted(field, setting.value, types))
        for field, setting in (settings or {}).items()
    }
    said = Accounts(kept, headline)
    counts = {kind: counted(said, kind, rejected) for kind in KINDS}
    machine = voted(said, types) | ruled(counts, headline, name)
    values, basis = settle(machine, own, said)
    totals = {k: values[f"totals.{k}"] for k in KINDS if values.get(f"totals.{k}") is not None}
    disputed = {*said.differs(), *(f"totals.{k}" for k, count in counts.items() if count.disputed)}
    return Incident(
        id=id,
        review=review,
        **{field: values[field] for field in VOTED},
        where_also=said.where_also(machine["where"]) if "where" not in own else (),
        totals=totals,
        tolls=divided(totals, counts, basis),
        items=items(said),
        weapons=weapons(said),
        basis=basis,
        differs=tuple(field for field in SHAPES if field in disputed),
        missing=missing(headline.fields(values["type"], types), values, machine),
        sources=len(set(said.origins.values())),
        accounts=tuple(kept),
        links=between(kept, links),
    )


# --- what the accounts give -----------------------------------------------------------------------


class Count(NamedTuple):
    """The figures of one kind of harm that count, and whether no number fits all that is said."""

    standing: Sequence[Figure]
    disputed: bool


def counted(said: Accounts, kind: HarmKind, rejected: Collection[str]) -> Count:
    """What the accounts say about one kind of harm."""
    found = [
        f
        for a in said.accounts
        for f in figures(a, kind, said.origins[a.id], said.headline)
        if f.claim not in rejected
    ]
    stand = standing(found)
    denials = [f for f in found if f.silent and said.denies(f.claim)]
    return Count(stand, any(f.disputes(g) for f, g in combinations([*stand, *denials], 2)))


def voted(said: Accounts, types: Types) -> dict[str, Choice]:
    """The fields that are not figures: by the majority of the reports."""
    return {
        "type": said.type(types),
        "status": said.status(),
        "when": said.when(),
        "where": said.where(),
        "side_a": said.side("side_a"),
        "side_b": said.side("side_b"),
    }


def ruled(counts: Mapping[HarmKind, Count], headline: Headline, name: str) -> dict[str, Choice]:
    """The figures: by the rule of this name."""
    chosen = {
        k: choose(c.standing, headline.rules[name], headline, name) for k, c in counts.items()
    }
    return {f"totals.{k}": Choice(it[0], name, it[1]) for k, it in chosen.items() if it}


def divided(
    totals: Mapping[HarmKind, Interval],
    counts: Mapping[HarmKind, Count],
    basis: Mapping[str, Basis],
) -> tuple[Toll, ...]:
    """The figures by the classes of people."""
    return tuple(
        toll
        for kind, total in totals.items()
        for toll in tolls(kind, total, counts[kind].standing, basis[f"totals.{kind}"].claims)
    )


def items(said: Accounts) -> tuple[Item, ...]:
    """What was taken, found or destroyed, each thing once."""
    every = (item for a in said.told for item in a.event.items)
    return merged(every, lambda i: (i.act, plain(i.kind)), widest)


def weapons(said: Accounts) -> tuple[Weapon, ...]:
    """The weapons named, each once."""
    every = (weapon for a in said.told for weapon in a.event.weapons)
    return merged(every, lambda w: (w.kind, plain(w.name)), first)


def missing(
    fields: Iterable[str], values: Mapping[str, Any], machine: Mapping[str, Choice]
) -> tuple[str, ...]:
    """The fields that neither a person nor an account fills."""
    return tuple(
        field
        for field in fields
        if empty(values.get(field)) and (field not in machine or empty(machine[field].value))
    )


def between(accounts: Iterable[Account], links: Iterable[Link]) -> tuple[Link, ...]:
    """The links between these accounts, in the order of the accounts."""
    ids = {a.id for a in accounts}
    own = (link for link in links if {link.a, link.b} <= ids)
    return tuple(sorted(own, key=lambda link: (order(link.a), order(link.b))))


# --- a person's values ----------------------------------------------------------------------------


def fitted(field: str, value: Any, types: Types) -> Any:
    """A person's value in the field's shape; None stays None.

    Args:
        value: a record or its JSON; for figures also a plain number, for days an ISO day, for a
            place or a side its name.

    Raises:
        OnrecordError: E682 for a field that cannot be set or a value that does not fit, E603 for a
            type that is none.
    """
    if field not in SHAPES:
        raise misfit(field, value, f"the fields are {', '.join(SHAPES)}")
    if value is None:
        return None
    if field == "type" and value not in types:
        raise OnrecordError(Errors.E603.format(type=value), code="E603")
    try:
        found = SHAPES[field].validate_python(full(field, value))
        return exact(found) if isinstance(found, Place) else found
    except ValidationError as error:
        raise misfit(field, value, complaint(error)) from error


def full(field: str, value: Any) -> Any:
    """The record that a plain number, day or name stands for."""
    if isinstance(value, int) and field.startswith("totals."):
        return {"low": value, "best": value, "high": value, "rule": DECIDED}
    if isinstance(value, str | date) and field == "when":
        return {"start": value, "end": value, "precision": "day", "basis": "stated"}
    if isinstance(value, str) and field == "where":
        return {"name": value}
    if isinstance(value, str) and field.startswith("side_"):
        return [{"name": value}]
    return value


def exact(place: Place) -> Place:
    """A place whose precision is derived from what is known about it, if it states none itself."""
    if place.precision != "none":
        return place
    point = place.latitude is not None and place.longitude is not None
    wide = (place.radius_km or 0.0) > POINT_KM
    level = (
        "near"
        if point and wide
        else "exact"
        if point
        else next((f for f in ("admin2", "admin1", "country") if getattr(place, f)), None)
    )
    return place.model_copy(update={"precision": level}) if level else place


def ordered(field: str, value: Any) -> Any:
    """A fitted value whose bounds are in order. Raises OnrecordError (E682) if they are not."""
    if isinstance(value, When) and value.start and value.end and value.end < value.start:
        raise misfit(field, f"{value.start}..{value.end}", "it ends before it begins")
    if isinstance(value, Interval):
        bounds = [n for n in (value.low, value.best, value.high) if n is not None]
        if bounds != sorted(bounds) or any(n < 0 for n in bounds):
            raise misfit(
                field, "..".join(map(str, bounds)), "low, best and high rise, and none is below 0"
            )
    return value


def misfit(field: str, value: Any, problem: str) -> OnrecordError:
    """The error of a value that does not fit its field (E682)."""
    if isinstance(value, Mapping | list):
        value = json.dumps(plainly(value), ensure_ascii=False)
    return OnrecordError(Errors.E682.format(field=field, value=value, problem=problem), code="E682")


ALWAYS = ("type", "status")
"""The fields that every incident has: they can be set, but not cleared."""
CLEARED: dict[str, Any] = {"when": When(), "where": Place(), "side_a": (), "side_b": ()}


def settle(
    machine: Mapping[str, Choice], settings: Mapping[str, Setting], said: Accounts
) -> tuple[dict[str, Any], dict[str, Basis]]:
    """(values, basis) by field: the person's value if there is one, with the machine's next to it.
    A field that every incident has keeps the machine's value when it is cleared."""
    values: dict[str, Any] = {}
    basis: dict[str, Basis] = {}
    for field in SHAPES:
        choice, setting = machine.get(field), settings.get(field)
        if choice is not None:
            values[field] = choice.value
            basis[field] = Basis(rule=choice.rule, claims=said.claims(choice.bearers))
        if setting is not None:
            bearers = basis[field].claims if field in basis and field.startswith("totals.") else ()
            basis[field] = Basis(
                rule=DECIDED,
                claims=bearers,
                decision=setting.decision,
                machine=plainly(choice.value) if choice else None,
            )
            if setting.value is not None:
                values[field] = (
                    setting.value.model_copy(update={"candidates": ()})
                    if field == "where"
                    else setting.value
                )
            elif field not in ALWAYS:
                values[field] = CLEARED.get(field)
    return values, {
        field: b for field, b in basis.items() if b.decision or not empty(values.get(field))
    }


def plainly(value: Any) -> Any:
    """A value as JSON."""
    return TypeAdapter(Any).dump_python(value, mode="json", by_alias=True)
