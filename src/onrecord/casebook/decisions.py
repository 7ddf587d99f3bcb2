"""What people decided, kept apart from what machines found: each decision with person, time and
reason, in force until it is undone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any, Literal, get_args

from sqlalchemy import Connection, insert, select

from onrecord.casebook.audit import compact
from onrecord.casebook.tables import decisions
from onrecord.errors import Errors, OnrecordError

Kind = Literal["merge", "split", "link", "unlink", "set", "clear", "accept", "reject"]
KINDS: tuple[str, ...] = get_args(Kind)
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision.

    ``named``: the incidents and accounts as they were called then; ``groups``: the accounts that
    they referred to, by their lasting numbers (``events.seq``); ``field`` and ``value``: what was
    set or cleared; ``fits``: whether what it refers to still exists after recoding.
    """

    number: int
    kind: Kind
    named: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    field: str | None
    value: Any
    by: str
    reason: str
    at: str
    undone: bool = False
    fits: bool = True

    @property
    def id(self) -> str:
        return f"d{self.number}"

    @property
    def must(self) -> Iterator[Pair]:
        """The pairs of accounts that it joins."""
        if self.kind in ("merge", "link"):
            yield from pairwise(dict.fromkeys(seq for group in self.groups for seq in group))
        elif self.kind == "split":
            yield from pairwise(self.groups[0])

    @property
    def cannot(self) -> Iterator[Pair]:
        """The pairs of accounts that it keeps apart."""
        if self.kind in ("split", "unlink"):
            yield from product(self.groups[0], self.groups[1])

    @property
    def on_account(self) -> bool:
        """Whether it accepts or rejects an account rather than an incident."""
        return self.kind in ("accept", "reject") and self.named[0].startswith("r")


@dataclass(frozen=True)
class Ruling:
    """The decisions in force in the form the linker takes: pairs of seqs, and by seq what is set,
    cleared, accepted or rejected."""

    must: tuple[tuple[Pair, str], ...] = ()
    cannot: tuple[tuple[Pair, str], ...] = ()
    on_incident: Mapping[int, tuple[Decision, ...]] = field(default_factory=dict)
    on_account: Mapping[int, Decision] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Iterable[Decision], alive: Collection[int]) -> Ruling:
        """The decisions that are not undone. One about an incident is attached to the oldest of its
        accounts that still exists."""
        must, cannot = [], []
        on_incident: dict[int, tuple[Decision, ...]] = {}
        on_account: dict[int, Decision] = {}
        for one in found:
            if one.undone:
                continue
            must += [(pair, one.id) for pair in one.must]
            cannot += [(pair, one.id) for pair in one.cannot]
            if one.on_account:
                on_account[one.groups[0][0]] = one
            elif one.kind in ("set", "clear", "accept", "reject"):
                seq = next((seq for seq in one.groups[0] if seq in alive), None)
                if seq is not None:
                    on_incident[seq] = (*on_incident.get(seq, ()), one)
        return cls(tuple(must), tuple(cannot), on_incident, on_account)

    def clash(self) -> tuple[str, str] | None:
        """Two decisions that cannot both be in force: one keeps apart what others join."""
        parent: dict[int, int] = {}

        def root(seq: int) -> int:
            while parent.setdefault(seq, seq) != seq:
                parent[seq] = parent[parent[seq]]
                seq = parent[seq]
            return seq

        last: dict[int, str] = {}
        for (a, b), name in self.must:
            parent[root(b)] = root(a)
            last[a] = last[b] = name
        return next(
            ((name, last[a]) for (a, b), name in self.cannot if a in last and root(a) == root(b)),
            None,
        )


def load(connection: Connection) -> tuple[Decision, ...]:
    """All decisions in order, including the undone ones."""
    return tuple(
        Decision(
            number=row.number,
            kind=row.kind,
            named=tuple(json.loads(row.named)),
            groups=tuple(tuple(group) for group in json.loads(row.groups)),
            field=row.field,
            value=json.loads(row.value) if row.value is not None else None,
            by=row.by,
            reason=row.reason,
            at=row.at,
            undone=row.undone,
        )
        for row in connection.execute(select(decisions).order_by(decisions.c.number))
    )


def number_of(name: str) -> int:
    """The number in ``d4``. Raises OnrecordError (E713) if it is not a decision's name."""
    if name[:1] != "d" or not name[1:].isdigit():
        raise OnrecordError(Errors.E713.format(decision=name), code="E713")
    return int(name[1:])


def keep(connection: Connection, made: Decision) -> None:
    """Store a new decision."""
    value = json.dumps(made.value, ensure_ascii=False) if made.kind == "set" else None
    row = {
        "number": made.number,
        "kind": made.kind,
        "named": compact(made.named),
        "groups": compact(made.groups),
        "field": made.field,
        "value": value,
        "by": made.by,
        "reason": made.reason,
        "at": made.at,
        "undone": False,
    }
    connection.execute(insert(decisions), row)


def refusal(problem: str) -> OnrecordError:
    """The error of a decision that cannot be applied (E714)."""
    return OnrecordError(Errors.E714.format(problem=problem), code="E714")
