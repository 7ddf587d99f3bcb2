"""A table for the terminal: what, when and where; who to whom; harm and who says so."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.exporters import words
from onrecord.exporters.facts import called
from onrecord.schema import CodedReport, Event

NARROW, WIDE = 60, 120
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # a report must not steer the terminal


def export(
    coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
    """One table per report, ``width`` columns wide (60 to 120), with a blank line between two."""
    for number, one in enumerate(coded):
        out = io.StringIO()
        console = Console(
            file=out,
            width=max(NARROW, min(width, WIDE)),
            force_terminal=colour,
            no_color=not colour,
            highlight=False,
            legacy_windows=False,
        )
        console.print(safe(heading(one)))
        if one.events:
            console.print(table(one.events))
        else:
            console.print("No events are found in this report.\n")
        for diagnostic in one.diagnostics:
            console.print(Text(f"{diagnostic.code} {diagnostic.message}", style="yellow"))
        yield (
            "\n" * bool(number)
            + "\n".join(line.rstrip() for line in out.getvalue().splitlines())
            + "\n"
        )


def heading(one: CodedReport) -> Text:
    """Title, outlet and publication date."""
    report = one.report
    when = report.published
    published = (
        f"published {words.days(when)} ({words.BASES[when.basis]})"
        if when.start
        else "publication date not known"
    )
    count = f"{len(one.events)} event{'' if len(one.events) == 1 else 's'}"
    return Text.assemble(
        (words.heading(report), "bold"),
        "\n",
        (" · ".join(p for p in (report.outlet, published, count) if p), "dim"),
    )


def table(events: Iterable[Event]) -> Table:
    """The events, one row each."""
    grid = Table(box=None, expand=True, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold")
    grid.add_column("", width=4, no_wrap=True)
    grid.add_column("What, when, where", ratio=10)
    grid.add_column("Who → whom", ratio=9)
    grid.add_column("Harm, who says so", ratio=10)
    for event in events:
        grid.add_row(
            *(
                safe(cell)
                for cell in (Text(event.id, style="bold"), what(event), sides(event), says(event))
            )
        )
    return grid


def safe(text: Text) -> Text:
    """The same text, control characters replaced."""
    text.plain = CONTROL.sub("\ufffd", text.plain)
    return text


def what(event: Event) -> Text:
    """Type, status, date and place."""
    text = Text(words.title(event.type), style="bold cyan")
    if event.status != "occurred":
        text.append(f" ({event.status})", style="magenta")
    origin = words.basis(event.when)
    text.append(
        "\n" + words.days(event.when) + (f" ({origin})" if origin else ""), style="not bold green"
    )
    place = event.where
    known = words.resolved(place.model_copy(update={"admin2": None}))
    if place.name:
        text.append("\n" + place.name, style="not bold default")
    if known and known != place.name:
        text.append("\n= " if place.name else "\n", style="not bold dim default")
        reach = f", ±{place.radius_km:g} km" if place.radius_km else ""
        text.append(f"{known} ({place.precision}{reach})", style="not bold dim default")
    if event.where_also:
        text.append(
            f"\nalso {words.listed(filter(None, map(called, event.where_also)))}",
            style="not bold default",
        )
    return text


def sides(event: Event) -> Text:
    """Who acted, on whom."""
    doers, targets = (
        words.listed(a.name for a in event.side_a),
        words.listed(a.name for a in event.side_b),
    )
    if not doers and not targets:
        return Text("not said", style="dim")
    text = Text(doers or "not said", style="" if doers else "dim")
    return text.append(f"\n→ {targets}") if targets else text


def says(event: Event) -> Text:
    """Harm, then each speaker with its stance."""
    text = Text()
    for kind, value, class_ in words.headline(event):
        text.append(f"{kind} {words.figure(value)}", style="red")
        text.append(f" ({class_})\n" if class_ != "unknown" else "\n")
    for item in event.items:
        count = (
            f" {words.interval(item.low, item.high)}"
            if item.low is not None or item.high is not None
            else ""
        )
        text.append(f"{item.act}{count} {item.kind}\n")
    for claim in event.claims:
        via = f" (via {', '.join(claim.via)})" if claim.via else ""
        text.append(f"{words.speaker(claim)}: {words.stance(claim)}{via}\n", style="italic")
    text.rstrip()
    return text
