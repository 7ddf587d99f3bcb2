"""The contract itself: one object for one report, an array for several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.schema import CodedReport


def export(
    coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
    """The object of the one report; with ``many`` an array, however many reports there are."""
    if not many:
        for one in coded:
            yield one.to_json() + "\n"
        return
    first = True
    for one in coded:
        yield ("[\n" if first else ",\n") + one.to_json()
        first = False
    yield "[]\n" if first else "\n]\n"
