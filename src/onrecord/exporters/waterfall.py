"""Why two accounts are about the same incident, or not: the evidence by field in bits, from the
odds before any to the sum."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.schema import Link

BAR = 24
"""Columns of the longest bar."""


def waterfall(link: Link, *, prior: float, threshold: float) -> Iterator[str]:
    """The evidence for and against as lines of at most 80 columns: field, level reached, bits, and
    a bar from the sum so far to the next.

    A bit doubles the odds. ``prior``: the odds before any evidence, in bits; ``threshold``: the
    probability from which accounts are linked.
    """
    steps = [
        ("before", "any two accounts", prior),
        *((e.field, e.level, e.weight) for e in link.evidence),
    ]
    sums = [0.0]
    for _, _, weight in steps:
        sums.append(sums[-1] + weight)
    low, high = min(sums), max(sums)
    scale = BAR / max(high - low, 1.0)

    def column(bits: float) -> int:
        return round((bits - low) * scale)

    found = "one incident" if link.probability >= threshold else "two incidents"
    yield (
        f"{link.a} and {link.b}: {found} by the evidence, probability {link.probability:.4g}"
        f" (linked from {threshold:g})\n"
    )
    if link.decision:
        yield f"A person decided: {link.decision}. That applies, whatever the evidence.\n"
    yield f"\n{'field':10} {'level':32} {'bits':>6}\n"
    for (field, level, weight), before, after in zip(steps, sums, sums[1:], strict=False):
        start, end = sorted((column(before), column(after)))
        bar = " " * start + ("+" if weight >= 0 else "-") * max(1, end - start)
        yield f"{field:10} {level[:32]:32} {weight:+6.1f}  {bar}".rstrip() + "\n"
    yield f"{'sum':10} {'':32} {sums[-1]:+6.1f}\n"
