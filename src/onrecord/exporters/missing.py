"""What is missing: the fields that no claim fills, over a whole casebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.exporters.matrix import name
from onrecord.schema import Incident

SHOWN = 6
"""The most incidents that are named next to a field."""


class Gap(NamedTuple):
    """A field, the incidents in which no claim fills it, and the number of incidents that need it
    (including those that have it)."""

    field: str
    incidents: tuple[str, ...]
    asked: int

    @property
    def share(self) -> float:
        """The share of incidents without it, 0 to 1."""
        return len(self.incidents) / self.asked


def missing(incidents: Iterable[Incident]) -> tuple[Gap, ...]:
    """The fields missing anywhere, the largest share first."""
    lacking: dict[str, list[str]] = {}
    filled: dict[str, int] = {}
    for incident in incidents:
        for field in incident.missing:
            lacking.setdefault(field, []).append(incident.id)
        for field in incident.basis:
            filled[field] = filled.get(field, 0) + 1
    gaps = [
        Gap(field, tuple(ids), len(ids) + filled.get(field, 0)) for field, ids in lacking.items()
    ]
    return tuple(sorted(gaps, key=lambda g: (-g.share, -len(g.incidents), g.field)))


def table(gaps: Iterable[Gap], *, whole: bool = False) -> Iterator[str]:
    """The gaps as lines for the terminal: field, share, incidents (all of them with ``whole``)."""
    found = list(gaps)
    if not found:
        yield "No field is missing: claims fill all that is asked of each incident.\n"
        return
    yield f"{'nobody says':14}{'incidents':>14}{'share':>8}\n"
    for gap in found:
        shown = gap.incidents if whole else gap.incidents[:SHOWN]
        some = " ".join(shown) + (" …" if len(gap.incidents) > len(shown) else "")
        share = f"{100 * gap.share:.0f} %"
        yield (
            f"{name(gap.field):14}{f'{len(gap.incidents):,} of {gap.asked:,}':>14}{share:>8}"
            f"  {some}\n"
        )
