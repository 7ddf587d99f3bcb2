"""Turns a value written on the command line into what a field contains."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from onrecord.linking.reconcile import KINDS, misfit

RANGE = ".."


def field_of(name: str) -> str:
    """A field's whole name: figures may be called ``killed`` for ``totals.killed``."""
    return f"totals.{name}" if name in KINDS else name


def value_of(field: str, text: str) -> Any:
    """The value of a field.

    For a figure ``12``, ``12..15``, ``12..`` or ``..15`` (``12..13..15`` with the best one in the
    middle), for dates a day or two days ``2024-06-01..2024-06-03``; a name; or JSON. Raises
    OnrecordError (E682) if it is none of these.
    """
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError as error:
            raise misfit(field, text, str(error)) from error
    parts = [part.strip() for part in text.split(RANGE)]
    if field.startswith("totals."):
        return figure(field, text, parts)
    if field == "when" and len(parts) == 2:
        return {
            "start": parts[0] or None,
            "end": parts[1] or None,
            "precision": "range",
            "basis": "stated",
        }
    return text


def figure(field: str, text: str, parts: Sequence[str]) -> dict[str, int | None]:
    """The bounds of a figure and its best value: of three numbers the one in the middle, of one
    number itself."""
    try:
        numbers = [int(part.replace(",", "")) if part else None for part in parts]
    except ValueError as error:
        raise misfit(field, text, "give a number such as 12, or 12..15") from error
    if len(numbers) > 3:
        raise misfit(field, text, "give low..best..high")
    low, high = numbers[0], numbers[-1]
    if low is None and high is None:
        raise misfit(field, text, "give one bound at least")
    best = numbers[1] if len(numbers) == 3 else low if low == high else None
    return {"low": low, "best": best, "high": high}
