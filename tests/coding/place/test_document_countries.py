"""Which countries a document is about, by the votes of its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.place.document_countries import Evidence, outlet_country, peoples, titled
from onrecord.coding.place.page import Name, Page
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Report

BOOK = Codebook.load().places
TOWN = Entry("geonames:1", "Wardan", "city", "SYR", "Hama", None, 35.0, 37.0, 900_000, 5.0, 1.0)
COUNTRY = Entry("geonames:2", "Iraq", "country", "IRQ", None, None, 33.0, 44.0, 9, 500.0, 1.0)


def name(entry: Entry, preposition: str = "") -> Name:
    """A name that can mean one place."""
    return Name(entry.name, 0, 1, (0, 1), (0, 6), 0, 6, 0, [entry], preposition=preposition)


def test_a_country_only_named_is_not_where_it_plays() -> None:
    names = [name(TOWN), name(COUNTRY, "with")]
    assert Evidence(names, Counter(), BOOK).main() == ["SYR"]
    assert Evidence([name(TOWN), name(COUNTRY, "in")], Counter(), BOOK).main() == ["SYR", "IRQ"]


def test_a_name_has_no_vote_about_itself() -> None:
    evidence = Evidence([name(TOWN), name(COUNTRY, "in")], Counter(), BOOK)
    assert evidence.shares()["SYR"] > 0.5
    assert evidence.shares("Wardan")["SYR"] == pytest.approx(0)


def test_peoples_vote_less_than_names() -> None:
    shares = Evidence([name(COUNTRY, "in")], Counter({"SYR": 1}), BOOK).shares()
    assert shares["IRQ"] == pytest.approx(2 * shares["SYR"])


def test_nothing_named_nothing_meant() -> None:
    assert Evidence([], Counter(), BOOK).main() == []


@pytest.mark.parametrize(
    ("title", "lands"),
    [
        ("Syrian troops leave", ["SYR"]),
        ("Blast in Mosul kills three", ["IRQ"]),
        ("three killed by a bomb", []),
    ],
)
def test_what_a_title_names(title: str, lands: list[str], gazetteer: Gazetteer) -> None:
    assert titled(title, gazetteer, BOOK) == lands


def test_a_title_counts_twice(page: Callable[[str], Page]) -> None:
    assert peoples(page("A Syrian was hurt."), "Syrian hurt") == {"SYR": 3}


def test_an_outlet_names_its_country(gazetteer: Gazetteer) -> None:
    report = Report(text="x", outlet="The Iraqi Courier", url="https://news.example.com.pk/a")
    assert outlet_country(report, gazetteer, BOOK) == "IRQ"
