"""The accounts that a decision refers to: the names it gives, as lasting numbers in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select

from onrecord.casebook import incidents, tables
from onrecord.casebook.decisions import Kind, refusal

Groups = tuple[tuple[int, ...], ...]


def groups_of(connection: Connection, kind: Kind, named: Sequence[str]) -> Groups:
    """The lasting numbers of the accounts that the names of a decision refer to. Raises
    OnrecordError: E711, E712, E714."""
    if len(set(named)) < len(named):
        raise refusal("one name is given twice")
    return READERS.get(kind, one)(connection, kind, named)


def merged(connection: Connection, kind: Kind, named: Sequence[str]) -> Groups:
    """A group for each incident."""
    if len(named) < 2:
        raise refusal("to merge, name two incidents or more")
    return tuple(members(connection, name) for name in named)


def split(connection: Connection, kind: Kind, named: Sequence[str]) -> Groups:
    """The accounts that are taken out of an incident, and those that stay."""
    if len(named) < 2:
        raise refusal("to split, name an incident and the accounts to be taken out of it")
    whole = members(connection, named[0])
    part = tuple(account(connection, name) for name in named[1:])
    foreign = [name for name, seq in zip(named[1:], part, strict=True) if seq not in whole]
    if foreign:
        raise refusal(f"{named[0]} does not contain {', '.join(foreign)}")
    if not set(whole) - set(part):
        raise refusal(f"it would take every account out of {named[0]}")
    return part, tuple(seq for seq in whole if seq not in part)


def two(connection: Connection, kind: Kind, named: Sequence[str]) -> Groups:
    """Two accounts, each by itself."""
    if len(named) != 2:
        raise refusal(f"to {kind}, name two accounts")
    return (account(connection, named[0]),), (account(connection, named[1]),)


def one(connection: Connection, kind: Kind, named: Sequence[str]) -> Groups:
    """One incident, or an account to be rejected."""
    if len(named) != 1:
        raise refusal(f"to {kind}, name one incident")
    if kind == "reject" and named[0].startswith("r"):
        return ((account(connection, named[0]),),)
    return (members(connection, named[0]),)


READERS: dict[Kind, Callable[[Connection, Kind, Sequence[str]], Groups]] = {
    "merge": merged,
    "split": split,
    "link": two,
    "unlink": two,
}
"""By kind of decision; the others name :func:`one`."""


def members(connection: Connection, name: str) -> tuple[int, ...]:
    """The accounts of an incident (``i12``)."""
    number = incidents.number_of(connection, name)
    query = (
        select(tables.events.c.seq).join(tables.members).where(tables.members.c.incident == number)
    )
    return tuple(connection.execute(query.order_by(tables.events.c.seq)).scalars())


def account(connection: Connection, name: str) -> int:
    """One account (``r7e3``)."""
    return int(incidents.event_of(connection, name).seq)
