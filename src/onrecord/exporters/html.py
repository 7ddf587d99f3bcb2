"""One self-contained HTML page: the marked text, the events, a map and a timeline; nothing is
loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain

from onrecord.exporters import words
from onrecord.exporters.page.cards import ROLES, Card, Numbers, cards
from onrecord.exporters.page.map import Map, draw
from onrecord.exporters.page.marks import Piece, pieces
from onrecord.exporters.page.timeline import Timeline, timeline
from onrecord.schema import CodedReport, Report

PREFIX = re.compile(r"^r\d+-")


@dataclass(frozen=True, slots=True)
class Section:
    """One report on the page."""

    report: Report
    heading: str
    published: str
    pieces: list[Piece]
    cards: list[Card]
    map: Map | None
    timeline: Timeline | None
    anchors: dict[int, int]  # a value's number → the first piece of its words
    warnings: list[str]


def export(
    coded: Iterable[CodedReport], *, width: int = 80, colour: bool = False, many: bool = False
) -> Iterator[str]:
    """The page, in pieces; with ``many`` the events' ids have a prefix (``r2-e5``), otherwise they
    are the report's own (``e5``)."""
    from jinja2 import Environment, StrictUndefined

    folder = files("onrecord.exporters") / "data"
    parts = {
        name: (folder / name).read_text(encoding="utf-8")
        for name in ("page.html", "page.css", "page.js")
    }
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["short"] = lambda id: PREFIX.sub("", id)
    template = environment.from_string(parts["page.html"])
    reports = sections(coded, many=many)
    first = next(reports, None)
    title = first.heading if first else "onrecord"
    whole = chain([first] if first else [], reports)
    yield from template.generate(
        css=parts["page.css"], js=parts["page.js"], roles=ROLES, title=title, sections=whole
    )


def sections(coded: Iterable[CodedReport], *, many: bool) -> Iterator[Section]:
    """The reports as the template takes them; values and pieces are numbered over the whole
    page."""
    numbers, piece = Numbers(), 1
    for place, one in enumerate(coded, 1):
        prefix = f"r{place}-" if many else ""
        numbers.values.clear()
        made = cards(one, numbers=numbers, prefix=prefix)
        text = pieces(one.report.text, numbers.values, first=piece)
        piece += len(text)
        anchors: dict[int, int] = {}
        for part in text:
            for value in part.values:
                anchors.setdefault(value.number, part.number)
        when = one.report.published
        yield Section(
            report=one.report,
            heading=words.heading(one.report),
            published=f"published {words.days(when)} ({words.BASES[when.basis]})"
            if when.start
            else "publication date not known",
            pieces=text,
            cards=made,
            map=draw(one, prefix=prefix),
            timeline=timeline(one, prefix=prefix),
            anchors=anchors,
            warnings=[f"{d.code} {d.message}" for d in one.diagnostics],
        )
