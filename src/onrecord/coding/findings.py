"""What the stages before found in one report, as one thing to hand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.codebook.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.records import Attribution, Count, Means, Mention, Timex, Toponym
from onrecord.schema import Published


@dataclass(frozen=True)
class Findings:
    """What the stages before found in one report."""

    cast: Cast
    codebook: Codebook
    mentions: Sequence[Mention]
    counts: dict[int, Count]
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


def token_at(offset: int, findings: Findings) -> int:
    """The token that holds an offset."""
    doc = findings.cast.doc
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return int(span.start) if span is not None else 0
