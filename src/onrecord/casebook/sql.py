"""Long lists of values in pieces that every server accepts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement

MANY = 500
"""The number of values that go into one IN (…)."""


def within(column: Any, values: Iterable[Any]) -> list[ColumnElement[bool]]:
    """Conditions that a column has one of many values, in pieces that every server accepts."""
    every = sorted(values)
    return [column.in_(every[i : i + MANY]) for i in range(0, len(every), MANY)]
