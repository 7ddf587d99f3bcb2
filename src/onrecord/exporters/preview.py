"""What a protection policy would let out, shown before anything leaves: field by field, counted,
with examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.exporters.facts import WITHHELD
from onrecord.exporters.persons import STAND_IN
from onrecord.exporters.protect import Protection
from onrecord.schema import Incident

SHOWN = 3
KEPT, COARSENED, PSEUDONYMISED, LEFT_OUT = range(4)
_WITHHELD = WITHHELD.model_dump(mode="json")
_OFFSET = re.compile(r"(spans|evidence)\.(start|end)$")
_SHORT = re.compile(r"^accounts\.(event\.)?")


class Change(NamedTuple):
    """What a policy does to one field over all incidents and the events behind them.

    How many of its values it keeps, makes coarser, replaces by a pseudonym or leaves out, and up to
    three examples of (before, after); after is empty if the value is left out.
    """

    field: str
    kept: int
    coarsened: int
    pseudonymised: int
    left_out: int
    examples: tuple[tuple[str, str], ...]


def preview(incidents: Iterable[Incident], protection: Protection) -> list[Change]:
    """What a policy lets out, field by field in the order they are first met; found by comparing
    each incident with what remains of it.

    A field has the same name in an incident and in the events behind it ("where.latitude"); the
    reports' words for a field are "where.spans".
    """
    counts: dict[str, list[int]] = {}
    examples: dict[str, dict[tuple[str, str], None]] = {}
    for before, after in protection.pairs(incidents):
        for path, old, new in _values(
            before.model_dump(mode="json", by_alias=True),
            after.model_dump(mode="json", by_alias=True),
        ):
            if _OFFSET.search(path):
                continue
            field = _SHORT.sub("", path).removesuffix(".text")
            what = (
                KEPT
                if old == new
                else LEFT_OUT
                if new is None
                else PSEUDONYMISED
                if STAND_IN.search(str(new))
                else COARSENED
            )
            counts.setdefault(field, [0, 0, 0, 0])[what] += 1
            shown = examples.setdefault(field, {})
            if what != KEPT and len(shown) < SHOWN:
                shown[(str(old), "" if new is None else str(new))] = None
    return [Change(field, *_four(found), tuple(examples[field])) for field, found in counts.items()]


def _four(found: list[int]) -> tuple[int, int, int, int]:
    kept, coarsened, pseudonymised, left_out = found
    return kept, coarsened, pseudonymised, left_out


def _values(old: object, new: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    """(path, value before, value after) of every value there was; after is None if it is gone."""
    if isinstance(old, dict):
        after = new if isinstance(new, dict) and new != _WITHHELD else {}
        for key, value in old.items():
            yield from _values(value, after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(old, list):
        rest = new if isinstance(new, list) else []
        for at, value in enumerate(old):
            found = rest[at] if len(rest) == len(old) else value if value in rest else None
            yield from _values(value, found, path)
    elif old not in (None, ""):
        yield path, old, new
