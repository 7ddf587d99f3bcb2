"""Compares our incidents with another table of events.

It finds which of them the table has, which it lacks, which of its rows we lack, and where the
values differ. The comparison that groups accounts also weighs the pairs
(:mod:`onrecord.linking.pairing`), each incident and each row used once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from onrecord.codebook.types import Types
from onrecord.errors import OnrecordError
from onrecord.linking.fields import apart, reach
from onrecord.linking.figures import beyond
from onrecord.linking.foreign import Foreign
from onrecord.linking.model import Model
from onrecord.linking.pairing import paired
from onrecord.linking.rarity import pack
from onrecord.linking.traits import GENERIC, Traits, fold
from onrecord.schema import Actor, Incident, Interval, Link, Place, When

PLACES = ("exact", "near", "admin2")


class Pair(NamedTuple):
    """An incident and the row that reports it; ``differs``: the fields on which they contradict
    each other."""

    incident: Incident
    row: Foreign
    link: Link
    differs: tuple[str, ...]


class Matches(NamedTuple):
    """``pairs`` in the order of the incidents; ``ours``: incidents that the table lacks;
    ``theirs``: rows that we lack; ``faults``: rows that could not be read."""

    pairs: tuple[Pair, ...]
    ours: tuple[Incident, ...]
    theirs: tuple[Foreign, ...]
    faults: tuple[OnrecordError, ...]


def match(
    incidents: Iterable[Incident],
    rows: Iterable[Foreign | OnrecordError],
    *,
    types: Types,
    model: Model | None = None,
    wanted: Callable[[Foreign], bool] = lambda _: True,
) -> Matches:
    """Pair incidents with rows of a table (see :func:`onrecord.linking.foreign.foreign`).

    Args:
        incidents: ours; rejected ones are skipped.
        types: the event types, for their families.
        model: the linker's weights; the shipped ones by default.
        wanted: which rows count among those that we lack, if only some incidents are compared with
            the table.
    """
    ours = [i for i in incidents if i.review != "rejected"]
    read = list(rows)
    theirs = [r for r in read if isinstance(r, Foreign)]
    pairs = matched(ours, theirs, types, model)
    had = {pair.row.line for pair in pairs.values()}
    return Matches(
        pairs=tuple(pairs.values()),
        ours=tuple(i for i in ours if i.id not in pairs),
        theirs=tuple(r for r in theirs if r.line not in had and wanted(r)),
        faults=tuple(r for r in read if isinstance(r, OnrecordError)),
    )


def matched(
    ours: Sequence[Incident], theirs: Sequence[Foreign], types: Types, model: Model | None
) -> dict[str, Pair]:
    """The pairs by incident, in the order of the incidents."""
    links = paired(
        [traits_of(i, types) for i in ours], [traits_of(r, types) for r in theirs], model
    )
    taken = {link.a: link for link in links}
    at = {f"t{r.line}": r for r in theirs}
    found = ((i, at[taken[i.id].b], taken[i.id]) for i in ours if i.id in taken)
    return {i.id: Pair(i, row, link, differs(i, row)) for i, row, link in found}


# --- what is compared -----------------------------------------------------------------------------


def traits_of(one: Incident | Foreign, types: Types) -> Traits:
    """The traits of an incident's headline values, or of a row of another table."""
    if isinstance(one, Incident):
        id, status = one.id, one.status
        published = min(
            (a.source.published.start for a in one.accounts if a.source.published.start),
            default=None,
        )
        words = " ".join(span.text for a in one.accounts for span in a.event.evidence)
    else:
        id, status, published, words = f"t{one.line}", "occurred", one.published, one.words
    when: When = one.when
    where: Place = one.where
    return Traits(
        id=id,
        report=id,
        copy=id,
        type=one.type,
        family=types.acled(one.type).event_type
        if one.type is not None and one.type in types
        else None,
        status=status,
        start=when.start.toordinal() if when.start else None,
        end=when.end.toordinal() if when.end else None,
        published=published.toordinal() if published else None,
        latitude=where.latitude,
        longitude=where.longitude,
        radius=reach(where) if where.precision in PLACES else where.radius_km,
        precision=where.precision,
        country=where.country,
        admin1=where.admin1,
        place=tuple(sorted(set(fold(where.resolved or where.name or "")))),
        actors=tuple(sorted(known_actors(one))),
        tolls=tuple(sorted((kind, t.low, t.high) for kind, t in one.totals.items())),
        words=pack(fold(words)),
    )


def differs(incident: Incident, row: Foreign) -> tuple[str, ...]:
    """The fields on which an incident and a row contradict each other."""
    checks = {
        "type": row.type is not None and row.type != incident.type,
        "when": days_apart(incident.when, row.when),
        "where": apart(incident.where, row.where),
        "sides": sides_apart(known_actors(incident), known_actors(row)),
    }
    return (
        *(field for field, differ in checks.items() if differ),
        *(
            f"totals.{k}"
            for k, value in row.totals.items()
            if k in incident.totals and unlike(incident.totals[k], value)
        ),
    )


def days_apart(a: When, b: When) -> bool:
    """Whether two closed intervals have no day in common."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


def sides_apart(a: Set[str], b: Set[str]) -> bool:
    """Whether both name actors, and none of them is the same."""
    return bool(a and b) and a.isdisjoint(b)


def known_actors(one: Incident | Foreign) -> set[str]:
    """The known actors of both sides that tell one event from another."""
    actors: tuple[Actor, ...] = (*one.side_a, *one.side_b)
    return {a.actor for a in actors if a.actor and a.kind not in GENERIC}


def unlike(a: Interval, b: Interval) -> bool:
    """Whether two figures have best values that differ, or no number fits both."""
    return (
        (a.best is not None and b.best is not None and a.best != b.best)
        or beyond(a.low, b.high)
        or beyond(b.low, a.high)
    )
