"""The report's text cut wherever a span starts or ends: spans may overlap and nest, pieces do
not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from onrecord.exporters.page.cards import ROLES, Value

PARAGRAPH = 90  # median characters of a line that is a paragraph, not wrapped text


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with the values that all of it carries; ``starts`` are the events whose
    evidence begins here."""

    number: int
    text: str
    values: tuple[Value, ...] = ()
    starts: tuple[str, ...] = ()
    paragraph: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of its values, without evidence: each is one line under the words."""
        return tuple(r for r in ROLES if r != "evidence" and any(v.role == r for v in self.values))

    @property
    def numbers(self) -> str:
        """The values' numbers, as written in the page's attribute."""
        return " ".join(str(v.number) for v in self.values)

    @property
    def event(self) -> str:
        """The event that a tap leads to: the one with the shortest words here."""
        return min(self.values, key=lambda v: min(s.end - s.start for s in v.spans)).event


def pieces(text: str, values: Sequence[Value], *, first: int = 1) -> list[Piece]:
    """``text`` in pieces that, put together, are the text verbatim; numbered from ``first``."""
    spans = [(s.start, s.end, v) for v in values for s in v.spans]
    breaks = paragraphs(text)
    edges = (p for a, b, _ in spans for p in (a, b))
    cuts = sorted({0, len(text), *edges, *(p for at in breaks for p in at)})
    ends = {a for (a, _), between in breaks.items() if between}
    evidence = sorted(
        {(min(s.start for s in v.spans), v.event) for v in values if v.role == "evidence"}
    )
    return [
        Piece(
            number=number,
            text=text[a:b],
            values=tuple(dict.fromkeys(v for start, end, v in spans if start <= a and b <= end)),
            starts=tuple(event for at, event in evidence if at == a),
            paragraph=a in ends,
        )
        for number, (a, b) in enumerate(pairwise(cuts), first)
    ]


def paragraphs(text: str) -> dict[tuple[int, int], bool]:
    """The line breaks, each with whether it parts paragraphs: every one does if lines are as long
    as paragraphs, otherwise empty lines do."""
    lines = [len(line) for line in text.splitlines() if line.strip()]
    loose = len(lines) < 2 or median(lines) >= PARAGRAPH
    breaks = (match.span() for match in re.finditer(r"[ \t\r]*\n\s*", text))
    return {(a, b): loose or text[a:b].count("\n") > 1 for a, b in breaks}
