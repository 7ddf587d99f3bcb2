"""The page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.exporters.html import export
from onrecord.exporters.page import map as maps
from onrecord.exporters.page.cards import Value
from onrecord.exporters.page.marks import pieces
from onrecord.exporters.page.timeline import timeline
from onrecord.schema import CodedReport, Place, Report, Span


class Page(HTMLParser):
    """Ids, inner links, outer references and the text of the report."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outer: list[str] = []
        self.text, self.depth = "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("href", "src", "action", "data", "srcset", "poster"):
            if name in values:
                (self.links if values[name].startswith("#") else self.outer).append(values[name])
        if self.depth or (tag == "article" and values.get("class") == "text"):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data


def test_self_contained(coded: CodedReport) -> None:
    html = "".join(export([coded]))
    page = Page(html)
    assert page.outer == []
    assert "url(" not in html
    assert "@import" not in html
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_text_to_the_letter(coded: CodedReport) -> None:
    page = Page("".join(export([coded])))
    assert page.text.strip() == coded.report.text.strip()


def test_every_value_finds_its_words(coded: CodedReport) -> None:
    html = "".join(export([coded]))
    in_cards = set(re.findall(r'<a class="v [^>]*data-v="(\d+)"', html))
    in_text = {
        n
        for numbers in re.findall(r'<a class="m[^>]*data-v="([\d ]+)"', html)
        for n in numbers.split()
    }
    assert in_cards == in_text


def test_hostile_text() -> None:
    report = Report(
        text='<script>alert(1)</script> & "quotes"', title="</title><img src=x>", outlet="<b>"
    )
    html = "".join(export([CodedReport(report=report)]))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert Page(html).text.strip() == report.text


def test_several_reports_have_ids_of_their_own(coded: CodedReport) -> None:
    page = Page("".join(export([coded, coded], many=True)))
    assert len(page.ids) == len(set(page.ids))
    assert {"r1-e1", "r2-e1"} <= set(page.ids)
    assert {link[1:] for link in page.links} <= set(page.ids)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.sampled_from("ab \n"), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=6),
)
def test_pieces_make_up_the_text(text: str, bounds: list[tuple[int, int]]) -> None:
    spans = [Span.of(text, a, b) for a, b in bounds if a < b <= len(text)]
    values = [Value(n, "when", "e1", "x", spans=(span,)) for n, span in enumerate(spans, 1)]
    made = pieces(text, values)
    assert "".join(p.text for p in made) == text
    for value in values:
        (span,) = value.spans
        at, covered = 0, ""
        for piece in made:
            if value in piece.values:
                assert span.start <= at
                covered += piece.text
            at += len(piece.text)
        assert covered == span.text


def test_timeline(coded: CodedReport) -> None:
    made = timeline(coded)
    assert made is not None
    assert [row.shape for row in made.rows] == ["day", "day", "none", "stretch"]
    attack, strike, _, flight = made.rows
    assert strike.left < attack.left
    assert flight.width > 5 * attack.width
    assert all(row.left >= 0 and row.left + row.width <= 100 for row in made.rows)
    assert timeline(coded.model_copy(update={"events": coded.events[2:3]})) is None


def test_map(coded: CodedReport) -> None:
    made = maps.draw(coded)
    assert made is not None
    assert [m.events for m in made.markers] == [("e1", "e2"), ("e4",)]
    assert all(0 <= m.x <= maps.WIDTH and 0 <= m.y <= maps.HEIGHT for m in made.markers)
    assert "Mali" in {c.name for c in made.countries}
    assert made.nowhere == ("e3",)
    assert maps.draw(coded.model_copy(update={"events": coded.events[2:3]})) is None


def test_several_places(coded: CodedReport) -> None:
    first = coded.events[0]
    also = Place(name="the ford", latitude=17.5, longitude=-1.25, precision="exact", country="MLI")
    told = coded.model_copy(
        update={
            "events": (
                first.model_copy(update={"where": Place(), "where_also": (also,)}),
                *coded.events[1:],
            )
        }
    )
    made = maps.draw(told)
    assert made is not None
    assert [m.events for m in made.markers] == [("e1",), ("e2",), ("e4",)]
    assert made.nowhere == ("e3",)
    page = "".join(export([told]))
    assert "Also at" in page and "the ford" in page


def test_borders() -> None:
    rings = maps.borders()
    assert {"Iraq", "Syria", "Mali", "Ukraine", "Colombia"} <= set(rings)
    assert all(
        -181 <= x <= 181 and -91 <= y <= 91 for ring in rings["Iraq"] for x, y in ring.points
    )


def test_clip() -> None:
    assert maps.clip([(-10, -10), (10, -10), (10, 10), (-10, 10)], (0, 0, 5, 5)) != []
    assert maps.clip([(-10, -10), (-5, -10), (-5, -5)], (0, 0, 5, 5)) == []
