"""What the other rooms found in one report: all that the functions of ``events/`` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.codebook.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.records import Attribution, Count, Means, Mention, Timex, Toponym
from onrecord.schema import Published


@dataclass(frozen=True)
class Findings:
    """What the other rooms found in one report, and the codebook."""

    cast: Cast
    codebook: Codebook
    mentions: Sequence[Mention]
    counts: Mapping[int, Count]
    means: Sequence[Means]
    toponyms: Sequence[Toponym]
    times: Sequence[Timex]
    attributions: Sequence[Attribution]
    published: Published

    def voice(self, offset: int) -> int:
        """The innermost attribution that covers an offset, by its number; -1 for the report's own
        voice."""
        best, size = -1, 10**9
        for n, attribution in enumerate(self.attributions):
            for start, end in attribution.content:
                if start <= offset < end and end - start < size:
                    best, size = n, end - start
        return best
