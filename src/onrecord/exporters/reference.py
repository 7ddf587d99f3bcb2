"""The columns of every table to which incidents are exported, in readable form: what
``docs/columns.md`` contains."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exporters import acled, flat, hxl, polecat, ucdp
from onrecord.exporters.check import Column, Layout

SECTIONS = (
    ("ACLED (`acled`)", acled.LAYOUT),
    ("UCDP GED (`ucdp`)", ucdp.LAYOUT),
    ("POLECAT (`polecat`)", polecat.LAYOUT),
    ("HXL (`hxl`)", hxl.LAYOUT),
    ("Incidents (`csv`, `geojson`, `parquet`)", flat.INCIDENTS),
    ("Events (`parquet`)", flat.EVENTS),
    ("Claims (`parquet`)", flat.CLAIMS),
)


def markdown() -> str:
    """The reference as one Markdown page."""
    lines = [
        "# Columns of the exports",
        "",
        (
            "Generated from the layouts in `src/onrecord/exporters/` by `make docs`; a test checks"
            " that this page is up to date. Columns that only a table's"
        ),
        (
            "publisher can fill stay empty; the others are filled if the claims give the value."
            " [exports.md](exports.md) is the guide."
        ),
    ]
    for title, layout in SECTIONS:
        lines += ["", f"## {title}", ""]
        lines += list(table(layout))
        lines += list(empty(layout))
    return "\n".join(lines) + "\n"


def table(layout: Layout) -> Iterator[str]:
    """The columns that are filled, in order."""
    tagged = layout is hxl.LAYOUT
    yield f"| column |{' tag |' if tagged else ''} filled with | must be |"
    yield "|---" * (4 if tagged else 3) + "|"
    for column in layout.columns:
        if column.kind != "empty":
            tag = f" `{hxl.TAGS[column.name]}` |" if tagged else ""
            yield f"| `{column.name}` |{tag} {column.what} | {bounds(column)} |"


def empty(layout: Layout) -> Iterator[str]:
    """The columns that stay empty, by reason."""
    reasons: dict[str, list[str]] = {}
    for column in layout.columns:
        if column.kind == "empty":
            reasons.setdefault(column.what, []).append(f"`{column.name}`")
    if reasons:
        yield from ("", "These stay empty:", "", "| columns | why |", "|---|---|")
        yield from (f"| {', '.join(names)} | {why} |" for why, names in reasons.items())


def bounds(column: Column) -> str:
    """What a value must be, in words."""
    kind = {"integer": "whole number", "decimal": "number", "date": "ISO day"}.get(column.kind, "")
    if column.low is not None and column.high is not None:
        kind += f" from {column.low:g} to {column.high:g}"
    elif column.low is not None:
        kind += f" from {column.low:g}"
    if column.values is not None:
        listed = sorted(column.values)
        kind = ", ".join(listed) if len(listed) <= 8 else f"one of {len(listed)} terms"
    return ", ".join(part for part in (kind, "never empty" if column.required else "") if part)
