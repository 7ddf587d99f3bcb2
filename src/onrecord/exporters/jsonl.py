"""JSON lines: the contract's object, one line a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.schema import CodedReport

SUFFIX = ".jsonl"


def export(coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False) -> Iterator[str]:
    """One line a report, in their order."""
    for one in coded:
        yield one.to_json(indent=None) + "\n"
