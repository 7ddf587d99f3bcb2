"""The order of the rows of a table in which a user's row can come before a shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar


class Row(Protocol):
    """A row that may name the one it comes before."""

    @property
    def before(self) -> str | None: ...


R = TypeVar("R", bound=Row)


def in_order(rows: Mapping[str, R]) -> dict[str, R]:
    """The rows as they are asked: each where it is written, or before the row that it names.

    Raises:
        ValueError: a row names one to come before that is not there.
    """
    order = list(rows)
    for name, row in rows.items():
        if row.before is None:
            continue
        if row.before not in rows or row.before == name:
            raise ValueError(f"{name} stands before a rule that is not there: {row.before}")
        order.remove(name)
        order.insert(order.index(row.before), name)
    return {name: rows[name] for name in order}
