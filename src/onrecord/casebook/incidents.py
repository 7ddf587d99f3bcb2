"""Incidents in the casebook: made from the groups of events, stored with the columns they are
searched by, read back with their accounts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, or_, select

from onrecord.casebook.accounts import accounts_of, traits_of
from onrecord.casebook.decisions import Pair, Ruling
from onrecord.casebook.graph import Graph, Links
from onrecord.casebook.linkage import clusters
from onrecord.casebook.sql import within
from onrecord.casebook.tables import events, incidents, links, members
from onrecord.codebook.headline import Headline
from onrecord.codebook.types import Types
from onrecord.errors import Errors, OnrecordError
from onrecord.gazetteer.fold import unmarked
from onrecord.linking.model import score, shipped
from onrecord.linking.reconcile import Setting, reconcile
from onrecord.linking.traits import Traits
from onrecord.schema import Account, Incident, Link
from onrecord.schema.incident import Review

if TYPE_CHECKING:
    from onrecord.linking.foreign import Foreign

BATCH = 200
"""The number of incidents that are read at once."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents: ``since``/``until`` select those whose interval of days touches the period,
    ``place`` a part of a place's name."""

    country: str | None = None
    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    review: tuple[Review, ...] = ()
    place: str | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """The filter in SQL."""
        c = incidents.c
        if self.country:
            yield c.country == self.country.upper()
        if self.since:
            yield and_(
                or_(c.start.is_not(None), c.end.is_not(None)),
                or_(c.end.is_(None), c.end >= self.since),
            )
        if self.until:
            yield and_(
                or_(c.start.is_not(None), c.end.is_not(None)),
                or_(c.start.is_(None), c.start <= self.until),
            )
        if self.types:
            yield c.type.in_([name.upper() for name in self.types])
        if self.review:
            yield c.review.in_(self.review)
        if self.place:
            yield c.places.contains(fold(self.place), autoescape=True)

    def allows(self, row: Foreign) -> bool:
        """Whether nothing that a row of another table says contradicts the filter; the review
        status is ignored."""
        start, end = row.when.start or row.when.end, row.when.end or row.when.start
        types = {name.upper() for name in self.types}
        checks = (
            not self.country or row.where.country in (None, self.country.upper()),
            not self.since or end is None or end >= self.since,
            not self.until or start is None or start <= self.until,
            not types or row.type is None or row.type in types,
            not self.place or fold(self.place) in fold(row.where.name or ""),
        )
        return all(checks)


def fold(text: str) -> str:
    """A name without case and diacritics."""
    return unmarked(text).casefold()


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes incidents, by the codebook's sections and the casebook's rule for headline values."""

    headline: Headline
    types: Types
    rule: str | None

    def make(
        self, number: int, accounts: Sequence[Account], seqs: Mapping[str, int], ruling: Ruling
    ) -> Incident:
        """The incident of these accounts (``seqs``: the lasting number of each), with people's
        decisions applied."""
        # a merge brings two incidents' decisions together: the later one counts
        about = sorted(
            (d for seq in seqs.values() for d in ruling.on_incident.get(seq, ())),
            key=lambda d: d.number,
        )
        settings = {
            d.field: Setting(d.id, d.value if d.kind == "set" else None) for d in about if d.field
        }
        left = {
            name: d
            for name, seq in seqs.items()
            if (d := ruling.on_account.get(seq)) and d.kind == "reject"
        }
        reviews = [d for d in about if d.kind in REVIEWS]
        # if no account is left the incident is rejected too, unless a person says otherwise later
        if len(left) == len(seqs):
            reviews = sorted(
                [*reviews, max(left.values(), key=lambda d: d.number)], key=lambda d: d.number
            )
        return reconcile(
            accounts,
            id=f"i{number}",
            headline=self.headline,
            types=self.types,
            rule=self.rule,
            settings=settings,
            rejected=set(left),
            review=REVIEWS[reviews[-1].kind] if reviews else "open",
        )


REVIEWS: dict[str, Review] = {"accept": "accepted", "reject": "rejected"}


# --- names ----------------------------------------------------------------------------------------


def event_of(connection: Connection, account: str) -> Any:
    """The row (id, seq) of an account such as ``r7e3``. Raises OnrecordError (E712) if there is
    none."""
    number = account[1 : 1 + next((i for i, c in enumerate(account[1:]) if not c.isdigit()), 0)]
    if account[:1] == "r" and number:
        query = select(events.c.id, events.c.seq).where(
            events.c.report == int(number),
            events.c.name == account[1 + len(number) :],
            events.c.current,
        )
        row = connection.execute(query).first()
        if row:
            return row
    raise OnrecordError(Errors.E712.format(account=account), code="E712")


def number_of(connection: Connection, incident: str) -> int:
    """The number of an incident such as ``i12``. Raises OnrecordError (E711) if there is none."""
    if incident[:1] == "i" and incident[1:].isdigit():
        number = int(incident[1:])
        if connection.execute(
            select(incidents.c.number).where(incidents.c.number == number)
        ).first():
            return number
    raise OnrecordError(Errors.E711.format(incident=incident), code="E711")


# --- writing --------------------------------------------------------------------------------------


def regroup(
    connection: Connection,
    touched: Collection[int],
    ruling: Ruling,
    maker: Maker,
    *,
    before: Ruling | None = None,
    new: Collection[int] = (),
    whole: bool = False,
) -> set[int]:
    """Group again what a change affects, and make its incidents; returns the numbers of those made
    or changed.

    Args:
        touched: events that are new, lost a neighbour, or are decided on.
        before: the ruling before the change, if it changed.
        new: those of the touched events that did not exist before.
        whole: group all touched events in one step: there are no others.
    """
    must, cannot = pairs(connection, ruling.must), pairs(connection, ruling.cannot)
    graph = Graph(Links(connection, shipped().bar), must)
    graph.links.read(touched)
    parts = [frozenset(touched)] if whole else graph.parts(touched)
    if graph.cut:
        past = must if before is None else pairs(connection, before.must)
        parts = graph.parts(affected(graph, past, touched, new) | set(touched))
    every = sorted({id for part in parts for id in part})
    number = numbers(connection, every)
    traits = traits_of(connection, {id for part in parts if len(part) > 1 for id in part})
    groups = [
        group
        for part in parts
        for group in clusters(graph.links, traits, part, must=must, cannot=cannot)
    ]
    wanted = {min(number[id] for id in group): group for group in groups}
    homes = homes_of(connection, every)
    changed = altered(wanted, homes, set(touched))
    moved = [id for group in changed.values() for id in group]
    drop(connection, set(homes.values()) - set(wanted), moved)
    made = sorted(changed)
    for i in range(0, len(made), BATCH):
        some = {incident: changed[incident] for incident in made[i : i + BATCH]}
        store(connection, some, number, ruling, maker)
    return set(changed)


def affected(
    graph: Graph, must: Sequence[Pair], touched: Collection[int], new: Collection[int]
) -> set[int]:
    """What was one part with the touched events or their neighbours before the new ones came: the
    change may have moved the cuts. ``must``: the pairs decided before."""
    past = Graph(graph.links, must, without=set(new))
    near = {other for id in new for other in graph.around(id)}
    return {id for part in past.parts((near | set(touched)) - set(new)) for id in part}


def homes_of(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """The incidents that events are in."""
    homes: dict[int, int] = {}
    for some in within(members.c.event, ids):
        homes.update(
            (row.event, row.incident)
            for row in connection.execute(select(members.c.event, members.c.incident).where(some))
        )
    return homes


def altered(
    wanted: Mapping[int, Sequence[int]], homes: Mapping[int, int], touched: Collection[int]
) -> dict[int, Sequence[int]]:
    """The incidents, of those wanted, that have a touched event or other events than now."""
    sizes = Counter(homes.values())
    return {
        incident: group
        for incident, group in wanted.items()
        if not set(touched).isdisjoint(group)
        or sizes[incident] != len(group)
        or any(homes.get(id) != incident for id in group)
    }


def pairs(connection: Connection, decided: Iterable[tuple[Pair, str]]) -> list[Pair]:
    """Decided pairs of lasting numbers as pairs of current events."""
    decided = list(decided)
    ids = seq_of(connection, {seq for pair, _ in decided for seq in pair})
    return [(ids[a], ids[b]) for (a, b), _ in decided if a in ids and b in ids]


def parts_of(connection: Connection, ids: Collection[int], ruling: Ruling) -> set[int]:
    """All events that are grouped together with these, themselves included."""
    graph = Graph(Links(connection, shipped().bar), pairs(connection, ruling.must))
    return {id for part in graph.parts(ids) for id in part}


def drop(connection: Connection, gone: Collection[int], moved: Collection[int]) -> None:
    """Take events out of their incidents, and remove incidents that have no account left."""
    for some in within(members.c.event, moved):
        connection.execute(delete(members).where(some))
    for some in within(members.c.incident, gone):
        connection.execute(delete(members).where(some))
    for some in within(incidents.c.number, gone):
        connection.execute(delete(incidents).where(some))


def store(
    connection: Connection,
    groups: Mapping[int, Sequence[int]],
    seqs: Mapping[int, int],
    ruling: Ruling,
    maker: Maker,
) -> None:
    """Make incidents, by number, from the events of their groups, replacing what is stored under
    these numbers."""
    accounts = accounts_of(connection, [id for group in groups.values() for id in group])
    rows, places = [], []
    for number, group in sorted(groups.items()):
        made = maker.make(
            number,
            [accounts[id] for id in group],
            {accounts[id].id: seqs[id] for id in group},
            ruling,
        )
        rows.append(row_of(number, made))
        places += [{"event": id, "incident": number} for id in sorted(group)]
    for some in within(members.c.incident, groups):
        connection.execute(delete(members).where(some))
    for some in within(incidents.c.number, groups):
        connection.execute(delete(incidents).where(some))
    if rows:
        connection.execute(insert(incidents), rows)
        connection.execute(insert(members), places)


def sweep(connection: Connection) -> None:
    """Remove incidents that have no account left."""
    connection.execute(
        delete(incidents).where(~exists().where(members.c.incident == incidents.c.number))
    )


def remake(connection: Connection, ruling: Ruling, maker: Maker) -> None:
    """Make every incident again from the accounts that it has."""
    every = list(
        connection.execute(select(incidents.c.number).order_by(incidents.c.number)).scalars()
    )
    for i in range(0, len(every), BATCH):
        groups: dict[int, list[int]] = {}
        for some in within(members.c.incident, every[i : i + BATCH]):
            for row in connection.execute(
                select(members.c.event, members.c.incident).where(some).order_by(members.c.event)
            ):
                groups.setdefault(row.incident, []).append(row.event)
        store(
            connection,
            groups,
            numbers(connection, [id for group in groups.values() for id in group]),
            ruling,
            maker,
        )


def row_of(number: int, made: Incident) -> dict[str, Any]:
    """An incident as a row."""
    data = made.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"accounts", "links"}
    )
    where = made.where
    places = {where.name, where.resolved, where.admin1, where.admin2} | {
        n for a in made.accounts for n in (a.event.where.name, a.event.where.resolved)
    }
    return {
        "number": number,
        "type": made.type,
        "review": made.review,
        "start": made.when.start,
        "end": made.when.end,
        "country": where.country,
        "places": "\n".join(sorted({fold(name) for name in places if name})),
        "payload": json.dumps(
            {**data, "accounts": [a.id for a in made.accounts]},
            ensure_ascii=False,
            separators=(",", ":"),
        ),
    }


def numbers(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The lasting numbers (seq) of stored events, by id."""
    found: dict[int, int] = {}
    for some in within(events.c.id, ids):
        found.update(
            (row.id, row.seq)
            for row in connection.execute(select(events.c.id, events.c.seq).where(some))
        )
    return found


def seq_of(connection: Connection, seqs: Iterable[int]) -> dict[int, int]:
    """The current events with these lasting numbers, by number; a number that recoding left without
    an event is left out."""
    found: dict[int, int] = {}
    for some in within(events.c.seq, seqs):
        query = select(events.c.id, events.c.seq).where(some, events.c.current)
        found.update((row.seq, row.id) for row in connection.execute(query))
    return found


# --- reading --------------------------------------------------------------------------------------


def find(connection: Connection, chosen: Filter) -> list[int]:
    """The numbers of the incidents that match a filter: by day, the undated last."""
    c = incidents.c
    first = func.coalesce(c.start, c.end)
    query = select(c.number).where(*chosen.conditions()).order_by(first.is_(None), first, c.number)
    return list(connection.execute(query).scalars())


def has_type(connection: Connection, type: str) -> bool:
    """Whether any incident is of this type, for example from a codebook that is not loaded."""
    return (
        connection.execute(
            select(incidents.c.number).where(incidents.c.type == type).limit(1)
        ).first()
        is not None
    )


def load(
    connection: Connection, wanted: Sequence[int], ruling: Ruling, *, evidence: bool = True
) -> Iterator[Incident]:
    """Incidents by number, in the order given, with accounts and links; without ``evidence`` the
    links do not say why."""
    seqs = seq_of(connection, {seq for pair, _ in ruling.must for seq in pair})
    forced = {(seqs[a], seqs[b]): name for (a, b), name in ruling.must if a in seqs and b in seqs}
    for i in range(0, len(wanted), BATCH):
        yield from _load(connection, wanted[i : i + BATCH], forced, evidence)


def _load(
    connection: Connection, wanted: Sequence[int], forced: Mapping[Pair, str], evidence: bool
) -> Iterator[Incident]:
    home: dict[int, int] = {}
    payloads: dict[int, str] = {}
    for some in within(incidents.c.number, wanted):
        payloads.update(
            (row.number, row.payload)
            for row in connection.execute(
                select(incidents.c.number, incidents.c.payload).where(some)
            )
        )
    for some in within(members.c.incident, wanted):
        home.update(
            (row.event, row.incident)
            for row in connection.execute(select(members.c.event, members.c.incident).where(some))
        )
    accounts = accounts_of(connection, home)
    held = links_of(connection, home, forced, evidence)
    by_id = {account.id: account for account in accounts.values()}
    for number in wanted:
        data = json.loads(payloads[number])
        ids = set(data["accounts"])
        data["accounts"] = [by_id[id] for id in data["accounts"]]
        data["links"] = [link for link in held.get(number, ()) if {link.a, link.b} <= ids]
        yield Incident.model_validate(data)


def links_of(
    connection: Connection, home: Mapping[int, int], forced: Mapping[Pair, str], evidence: bool
) -> dict[int, list[Link]]:
    """The links within incidents, by incident: those that the linker found, and those that a person
    decided, which name the decision."""
    stored = weights_of(connection, home)
    names = {(min(a, b), max(a, b)): name for (a, b), name in forced.items()}
    pairs = sorted(
        pair for pair in {*stored, *names} if pair[0] in home and home.get(pair[1]) == home[pair[0]]
    )
    traits = traits_of(connection, {id for pair in pairs for id in pair})
    scored = scores([pair for pair in pairs if evidence or pair not in stored], traits)
    held: dict[int, list[Link]] = {}
    for pair in pairs:
        found = scored[pair] if pair in scored else remembered(pair, stored[pair], traits)
        if pair in names:
            found = found.model_copy(update={"decision": names[pair]})
        held.setdefault(home[pair[0]], []).append(found)
    return held


def weights_of(connection: Connection, ids: Mapping[int, int]) -> dict[Pair, tuple[float, float]]:
    """The weight and probability of the stored links of events."""
    return {
        (row.a, row.b): (row.weight, row.probability)
        for some in within(links.c.a, ids)
        for row in connection.execute(select(links).where(some))
    }


def scores(pairs: Sequence[Pair], traits: Mapping[int, Traits]) -> dict[Pair, Link]:
    """The links of pairs with their evidence."""
    if not pairs:
        return {}
    found = score((traits[a], traits[b]) for a, b in pairs)
    return dict(zip(pairs, found, strict=True))


def remembered(pair: Pair, stored: tuple[float, float], traits: Mapping[int, Traits]) -> Link:
    """A link as it is stored, without its evidence."""
    weight, probability = stored
    a, b = (traits[id].id for id in pair)
    return Link(a=a, b=b, weight=round(weight, 3), probability=probability)
