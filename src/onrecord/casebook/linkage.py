"""Links between the stored events, and the incidents that follow: only what a new event or a
decision affects is examined.

After each addition the links are the same as if everything had been linked at once: in a large
block, pairs that new events have come between are dropped unless another block contains them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    Select,
    bindparam,
    delete,
    exists,
    insert,
    select,
    tuple_,
    update,
)

from onrecord.casebook.accounts import rebuilt_traits, traits_of
from onrecord.casebook.graph import Links, Pair
from onrecord.casebook.sql import within
from onrecord.casebook.tables import events, keys, links
from onrecord.codebook.types import Types
from onrecord.linking import blocking
from onrecord.linking.clusters import group
from onrecord.linking.compare import Floats, Ints, Table
from onrecord.linking.linker import edges
from onrecord.linking.model import probability, shipped, weigh
from onrecord.linking.traits import Traits

BATCH = 10_000
"""So many rows are written at once."""


def block(connection: Connection, new: Mapping[int, Traits]) -> None:
    """Store the blocking keys of events."""
    rows = [
        {"key": key, "moment": blocking.moment(one), "event": id}
        for id, one in new.items()
        for key in blocking.keys(one)
    ]
    if rows:
        connection.execute(insert(keys), rows)


def candidates(connection: Connection, new: Mapping[int, Traits]) -> tuple[set[Pair], set[Pair]]:
    """Pairs of stored events, the smaller id first.

    Either one is new and they share a block, or new events have come between them, so that they may
    no longer be candidates (see :func:`part`). A block of many events is read as
    :mod:`onrecord.linking.blocking` reads it: each event with its next ones in time.
    """
    near: set[Pair] = set()
    parted: set[Pair] = set()
    for key, mine in sorted(shared_keys(connection, new).items()):
        most = blocking.WHOLE + len(mine)
        block = [row.event for row in connection.execute(BLOCK, {"key": key, "most": most + 1})]
        if len(block) <= blocking.WHOLE:
            near.update(pair(a, b) for a in mine for b in block if a != b)
        elif len(block) <= most:
            outgrown(block, mine, near, parted)
        else:
            for id in sorted(mine):
                at = {"key": key, "moment": blocking.moment(new[id]), "event": id}
                squeezed(connection, at, mine, near, parted)
    return near, parted - near


def shared_keys(connection: Connection, new: Collection[int]) -> dict[str, set[int]]:
    """The blocks that new events share with others, and the new events in each."""
    owners: dict[str, set[int]] = {}
    for some in within(keys.c.event, new):
        for row in connection.execute(
            select(keys.c.key, keys.c.event).where(some, exists().where(*_other))
        ):
            owners.setdefault(row.key, set()).add(row.event)
    return owners


def outgrown(
    block: Sequence[int], mine: Collection[int], near: set[Pair], parted: set[Pair]
) -> None:
    """Add the pairs of a block that was small until now, in the order of time: the new candidates
    to ``near``, to ``parted`` those that are too far apart for a large block."""
    for i, a in enumerate(block):
        for j, b in enumerate(block[i + 1 :], start=1):
            if j > blocking.NEXT:
                parted.add(pair(a, b))
            elif a in mine or b in mine:
                near.add(pair(a, b))


def squeezed(
    connection: Connection,
    at: Mapping[str, Any],
    mine: Collection[int],
    near: set[Pair],
    parted: set[Pair],
) -> None:
    """Add the pairs of a new event in a large block: with its neighbours to ``near``, to ``parted``
    those that it came between."""
    before, after = (neighbours(connection, query, at, mine) for query in (BEFORE, AFTER))
    near.update(
        pair(at["event"], other) for rows in (before, after) for other in rows[: blocking.NEXT]
    )
    parted.update(
        pair(a, b)
        for i, a in enumerate(before, start=1)
        for b in after[max(0, blocking.NEXT - i) :]
        if a not in mine and b not in mine
    )


def neighbours(
    connection: Connection, query: Select[Any], at: Mapping[str, object], mine: Collection[int]
) -> list[int]:
    """The events next to a place in a block, as far as the last of the NEXT ones that are not
    new."""
    most = blocking.NEXT
    while True:
        found = [row.event for row in connection.execute(query, {**at, "most": most})]
        wanted = blocking.NEXT + sum(id in mine for id in found)
        if len(found) < most or most >= wanted:
            return found
        most = wanted


def pair(a: int, b: int) -> Pair:
    """Two events, the smaller id first."""
    return (a, b) if a < b else (b, a)


_twin = keys.alias()
_other = (_twin.c.key == keys.c.key, _twin.c.event != keys.c.event)
_block = (
    select(keys.c.moment, keys.c.event)
    .where(keys.c.key == bindparam("key"))
    .limit(bindparam("most"))
)
_place = tuple_(keys.c.moment, keys.c.event)
_here = tuple_(bindparam("moment", type_=BigInteger), bindparam("event", type_=Integer))
_there = tuple_(bindparam("until", type_=BigInteger), bindparam("last", type_=Integer))
BLOCK = _block.order_by(keys.c.moment, keys.c.event)
AFTER = BLOCK.where(_place > _here)
BETWEEN = AFTER.where(_place < _there)
BEFORE = _block.where(_place < _here).order_by(keys.c.moment.desc(), keys.c.event.desc())


def part(connection: Connection, parted: Collection[Pair]) -> set[Pair]:
    """Remove the links of pairs that no block contains any longer; returns those pairs."""
    ids = {id for one in parted for id in one}
    stored = {
        (row.a, row.b)
        for some in within(links.c.a, ids)
        for row in connection.execute(select(links.c.a, links.c.b).where(some))
    }
    lost = {one for one in sorted(stored.intersection(parted)) if not held(connection, one)}
    for a, b in sorted(lost):
        connection.execute(delete(links).where(links.c.a == a, links.c.b == b))
    return lost


def held(connection: Connection, two: Pair) -> bool:
    """Whether some block contains both events."""
    mine = {row.key: row.moment for row in connection.execute(SPOTS, {"event": two[0]})}
    for row in connection.execute(SPOTS, {"event": two[1]}).all():
        if row.key not in mine:
            continue
        whole = connection.execute(BLOCK, {"key": row.key, "most": blocking.WHOLE + 1}).all()
        if len(whole) <= blocking.WHOLE:
            return True
        (moment, event), (until, last) = sorted(((mine[row.key], two[0]), (row.moment, two[1])))
        at = {
            "key": row.key,
            "moment": moment,
            "event": event,
            "until": until,
            "last": last,
            "most": blocking.NEXT,
        }
        if len(connection.execute(BETWEEN, at).all()) < blocking.NEXT:
            return True
    return False


SPOTS = (
    select(keys.c.key, keys.c.moment).where(keys.c.event == bindparam("event")).order_by(keys.c.key)
)


def link(connection: Connection, new: Mapping[int, Traits]) -> set[int]:
    """Link new events, whose keys are stored, with the others.

    Returns the events that lost a link because the new ones came between.
    """
    pairs, parted = candidates(connection, new)
    ids = sorted({id for one in pairs for id in one})
    traits = {**new, **traits_of(connection, [id for id in ids if id not in new])}
    row = {id: i for i, id in enumerate(ids)}
    ordered = sorted((a, b) for a, b in pairs if traits[a].report != traits[b].report)
    table = Table.of([traits[id] for id in ids])
    left, right = (np.array([row[one[i]] for one in ordered], np.int64) for i in (0, 1))
    store(connection, ids, table, left, right)
    return {id for one in part(connection, parted) for id in one}


def relink(connection: Connection, ids: Sequence[int], types: Types) -> None:
    """Block and link all current events again, in memory."""
    connection.execute(delete(links))
    connection.execute(delete(keys))
    known: dict[int, Traits] = {}
    for i in range(0, len(ids), BATCH):
        some = rebuilt_traits(connection, ids[i : i + BATCH], types)
        rows = [{"of": id, "new": one.to_json()} for id, one in some.items()]
        connection.execute(
            update(events).where(events.c.id == bindparam("of")).values(traits=bindparam("new")),
            rows,
        )
        block(connection, some)
        known |= some
    left, right = blocking.candidates([known[id] for id in ids])
    store(connection, ids, Table.of([known[id] for id in ids]), left, right)


def store(
    connection: Connection, ids: Sequence[int], table: Table, left: Ints, right: Ints
) -> None:
    """Score pairs of rows and store those that reach the threshold, by the ids of the rows."""
    model = shipped()
    a, b, above = edges(table, left, right, model)
    rows = [
        {
            "a": ids[i],
            "b": ids[j],
            "weight": bits + model.bar,
            "probability": probability(bits + model.bar),
        }
        for i, j, bits in zip(a.tolist(), b.tolist(), above.tolist(), strict=True)
    ]
    for i in range(0, len(rows), BATCH):
        connection.execute(insert(links), rows[i : i + BATCH])


def unblock(connection: Connection, ids: Collection[int]) -> None:
    """Take events out of blocks and links."""
    for some in within(keys.c.event, ids):
        connection.execute(delete(keys).where(some))
    for column in (links.c.a, links.c.b):
        for some in within(column, ids):
            connection.execute(delete(links).where(some))


def clusters(
    links: Links,
    traits: Mapping[int, Traits],
    part: Collection[int],
    *,
    must: Iterable[Pair],
    cannot: Iterable[Pair],
) -> list[list[int]]:
    """The events of a part of the graph in groups, each one incident. ``traits``: of all its
    events, if there is more than one."""
    if len(part) == 1:
        return [list(part)]
    # so that ties do not depend on who came first
    ids = sorted(part, key=lambda id: (blocking.moment(traits[id]), str(traits[id].tolls), id))
    model = shipped()
    table = Table.of([traits[id] for id in ids])
    row = {id: i for i, id in enumerate(ids)}
    left, right, weights = edges_of(links, ids, row)
    found = group(
        len(ids),
        left,
        right,
        weights,
        lambda left, right: weigh(table, left, right, model) - model.bar,
        must=inside(must, row),
        cannot=inside(cannot, row),
    )
    return sorted(sorted(ids[i] for i in members) for members in found)


def edges_of(links: Links, ids: Sequence[int], row: Mapping[int, int]) -> tuple[Ints, Ints, Floats]:
    """The links among events: the rows of each two, and the weights."""
    edges = [
        (row[a], row[b], weight)
        for a in ids
        for b, weight in sorted(links.found[a].items())
        if a < b and b in row
    ]
    return (
        np.array([a for a, _, _ in edges], np.int64),
        np.array([b for _, b, _ in edges], np.int64),
        np.array([weight for _, _, weight in edges], np.float64),
    )


def inside(decided: Iterable[Pair], row: Mapping[int, int]) -> list[Pair]:
    """The decided pairs both of which are among the rows, by row."""
    return [(row[a], row[b]) for a, b in decided if a in row and b in row]
