"""Links between the stored events, and the incidents that follow: only what a new event or a decision touches is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from sqlalchemy import BigInteger, Connection, Integer, bindparam, delete, func, insert, select, tuple_, union_all, update

from onrecord.casebook.accounts import anew, traits_of
from onrecord.casebook.graph import Links, Pair
from onrecord.casebook.sql import within
from onrecord.casebook.tables import events, keys, links
from onrecord.codebook.types import Types
from onrecord.linking import blocking
from onrecord.linking.clusters import group
from onrecord.linking.compare import Ints, Table
from onrecord.linking.linker import edges
from onrecord.linking.model import probability, shipped, weigh
from onrecord.linking.traits import Traits

BATCH = 10_000
"""So many rows are written at once."""


def block(connection: Connection, new: Mapping[int, Traits]) -> None:
    """Store the blocking keys of events."""
    rows = [{"key": key, "moment": blocking.moment(one), "event": id} for id, one in new.items() for key in blocking.keys(one)]
    if rows:
        connection.execute(insert(keys), rows)


def candidates(connection: Connection, new: Mapping[int, Traits]) -> set[tuple[int, int]]:
    """Pairs of stored events, the smaller id first, in which one is new and which share a block.

    A block of many events is read as :mod:`onrecord.linking.blocking` reads it: the new event with its next ones in time.
    """
    owners: dict[str, list[int]] = {}
    for id, one in new.items():
        for key in blocking.keys(one):
            owners.setdefault(key, []).append(id)
    pairs: set[tuple[int, int]] = set()

    def pair(id: int, others: Iterable[int]) -> None:
        pairs.update((min(id, other), max(id, other)) for other in others if other != id)

    sizes: dict[str, int] = {}
    for some in within(keys.c.key, owners):
        sizes.update(
            (row.key, row.size)
            for row in connection.execute(select(keys.c.key, func.count().label("size")).where(some).group_by(keys.c.key))
        )
    small = [key for key, size in sizes.items() if 1 < size <= blocking.WHOLE]
    for some in within(keys.c.key, small):
        for row in connection.execute(select(keys.c.key, keys.c.event).where(some)):
            for id in owners[row.key]:
                pair(id, (row.event,))
    for key in (key for key, size in sizes.items() if size > blocking.WHOLE):
        for id in owners[key]:
            found = connection.execute(NEXT, {"key": key, "moment": blocking.moment(new[id]), "id": id, "most": blocking.NEXT})
            pair(id, (row.event for row in found))
    return pairs


_moment = tuple_(keys.c.moment, keys.c.event)
_here = tuple_(bindparam("moment", type_=BigInteger), bindparam("id", type_=Integer))
_block = select(keys.c.event).where(keys.c.key == bindparam("key")).limit(bindparam("most"))
_before = _block.where(_moment < _here).order_by(keys.c.moment.desc(), keys.c.event.desc()).subquery()
_after = _block.where(_moment > _here).order_by(keys.c.moment, keys.c.event).subquery()
NEXT = union_all(select(_before.c.event), select(_after.c.event))


def link(connection: Connection, pairs: Collection[tuple[int, int]], known: Mapping[int, Traits]) -> set[tuple[int, int]]:
    """Score candidate pairs and store those that reach the threshold; gives these. ``known``: traits that need not be read again."""
    if not pairs:
        return set()
    ids = sorted({id for pair in pairs for id in pair})
    traits = {**known, **traits_of(connection, [id for id in ids if id not in known])}
    row = {id: i for i, id in enumerate(ids)}
    ordered = sorted((a, b) for a, b in pairs if traits[a].report != traits[b].report)
    table = Table.of([traits[id] for id in ids])
    left, right = (np.array([row[pair[i]] for pair in ordered], np.int64) for i in (0, 1))
    return set(store(connection, ids, table, left, right))


def relink(connection: Connection, ids: Sequence[int], types: Types) -> None:
    """Block and link all current events anew, in memory."""
    connection.execute(delete(links))
    connection.execute(delete(keys))
    known: dict[int, Traits] = {}
    for i in range(0, len(ids), BATCH):
        some = anew(connection, ids[i : i + BATCH], types)
        rows = [{"of": id, "new": one.to_json()} for id, one in some.items()]
        connection.execute(update(events).where(events.c.id == bindparam("of")).values(traits=bindparam("new")), rows)
        block(connection, some)
        known |= some
    left, right = blocking.candidates([known[id] for id in ids])
    store(connection, ids, Table.of([known[id] for id in ids]), left, right)


def store(connection: Connection, ids: Sequence[int], table: Table, left: Ints, right: Ints) -> list[tuple[int, int]]:
    """Score pairs of rows and store those that reach the threshold, by the ids of the rows; gives these."""
    model = shipped()
    a, b, above = edges(table, left, right, model)
    rows = [
        {"a": ids[i], "b": ids[j], "weight": bits + model.bar, "probability": probability(bits + model.bar)}
        for i, j, bits in zip(a.tolist(), b.tolist(), above.tolist(), strict=True)
    ]
    for i in range(0, len(rows), BATCH):
        connection.execute(insert(links), rows[i : i + BATCH])
    return [(row["a"], row["b"]) for row in rows]


def unblock(connection: Connection, ids: Collection[int]) -> None:
    """Take events out of blocks and links."""
    for some in within(keys.c.event, ids):
        connection.execute(delete(keys).where(some))
    for column in (links.c.a, links.c.b):
        for some in within(column, ids):
            connection.execute(delete(links).where(some))


def clusters(
    links: Links, traits: Mapping[int, Traits], part: Collection[int], *, must: Iterable[Pair], cannot: Iterable[Pair]
) -> list[list[int]]:
    """The events of a part of the graph in groups, each one happening. ``traits``: of all its events, where they are more than one."""
    ids = sorted(part)
    if len(ids) == 1:
        return [ids]
    model = shipped()
    table = Table.of([traits[id] for id in ids])
    row = {id: i for i, id in enumerate(ids)}
    edges = [(row[a], row[b], weight) for a in ids for b, weight in sorted(links.found[a].items()) if a < b and b in row]
    found = group(
        len(ids),
        np.array([a for a, _, _ in edges], np.int64),
        np.array([b for _, b, _ in edges], np.int64),
        np.array([weight for _, _, weight in edges], np.float64),
        lambda left, right: weigh(table, left, right, model) - model.bar,
        must=[(row[a], row[b]) for a, b in must if a in row and b in row],
        cannot=[(row[a], row[b]) for a, b in cannot if a in row and b in row],
    )
    return [[ids[i] for i in members] for members in found]
