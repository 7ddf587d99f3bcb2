"""The store, on both servers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from onrecord.casebook import Casebook
from onrecord.casebook.engine import reading
from onrecord.casebook.tables import metadata
from onrecord.errors import OnrecordError
from onrecord.schema import CodedReport, Place, Published, Report

from .conftest import FAR, OTHER, SAME, make

Open = Callable[[], Casebook]


def dump(book: Casebook) -> dict[str, list[Any]]:
    """Every row of every table."""
    with reading(book._engine) as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(select(table)))  # type: ignore[type-var]
            for name, table in metadata.tables.items()
            if name != "incidents"
        } | {
            "incidents": sorted(
                tuple(map(str, row))
                for row in connection.execute(select(metadata.tables["incidents"]))
            )
        }


def groups(book: Casebook) -> dict[str, list[str]]:
    return {one.id: [a.id for a in one.accounts] for one in book.incidents(evidence=False)}


def test_accounts_that_agree_are_one_incident(filled: Casebook) -> None:
    assert groups(filled) == {"i5": ["r5e1"], "i1": ["r1e1", "r2e1", "r3e1"], "i4": ["r4e1"]}
    one = filled.incident("i1")
    assert one.when.start == date(2024, 6, 1)
    assert one.sources == 3
    assert one.totals["killed"].low == 12
    assert one.totals["killed"].high == 15
    assert {(link.a, link.b) for link in one.links} == {
        ("r1e1", "r2e1"),
        ("r1e1", "r3e1"),
        ("r2e1", "r3e1"),
    }
    assert all(link.evidence and link.decision is None for link in one.links)
    assert filled.incident("r3e1").id == "i1"


def test_adding_twice_changes_nothing(filled: Casebook) -> None:
    before = dump(filled)
    for one in (*SAME, OTHER, FAR):
        added = filled.add(one, by="Ben")
        assert not added.new
        assert added.events == ()
    assert [a.new for a in filled.extend([*SAME, OTHER], by="Ben")] == [False] * 4
    assert dump(filled) == before


def test_one_report_twice_in_one_batch_is_added_once(book: Casebook) -> None:
    assert [(a.report, a.new) for a in book.extend([OTHER, SAME[0], OTHER], by="Ana")] == [
        ("r1", True),
        ("r2", True),
        ("r1", False),
    ]
    assert book.counts() == {"reports": 2, "copies": 0, "events": 2, "incidents": 2, "decisions": 0}


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_a_batch_gives_what_one_by_one_gives(filled: Casebook, open_book: Open, chunk: int) -> None:
    other = open_book()
    added = list(other.extend([*SAME, OTHER, FAR], by="Ana", chunk=chunk))
    assert [a.report for a in added] == ["r1", "r2", "r3", "r4", "r5"]
    assert dump(other) == dump(filled)


def test_reports_are_kept_to_the_letter(book: Casebook) -> None:
    text = "“Ḥalab”\r\n\tfell — 12\u00a0killed \U0001f525 \x00 e\u0301"
    report = Report(
        text=text,
        title="T",
        outlet="O",
        url="https://x.example/?a=1&b",
        published="2024-06-01",
        retrieved=date(2024, 6, 3),
    )
    book.add(CodedReport(report=report), by="Ana")
    assert book.report("r1") == report
    assert book.find(report) == "r1"
    assert [one.report for one in book.coded()] == [report]


def test_what_the_coder_found_is_no_part_of_the_report(book: Casebook) -> None:
    text = "BAMAKO, 3 June 2024 - Nothing happened."
    read = Report(text=text)
    found = Published.on(date(2024, 6, 3), "dateline", (read.span(8, 19),))
    book.add(CodedReport(report=read.model_copy(update={"published": found})), by="Ana")
    assert book.report("r1") == read
    assert book.find(read) == "r1"
    assert next(book.coded()).report.published == found


CHANGES: list[dict[str, str]] = [
    {"outlet": "Other"},
    {"title": "Other"},
    {"url": "https://o.example"},
    {"id": "A-1"},
    {"text": "Other."},
]


def test_another_outlet_title_address_id_or_text_is_another_report(book: Casebook) -> None:
    fields = {"text": "Nothing happened.", "outlet": "Sahel Wire"}
    book.add(CodedReport(report=Report(**fields)), by="Ana")  # type: ignore[arg-type]
    assert (
        book.find(Report(**{**fields, "retrieved": date(2024, 6, 9), "published": "2024-01-01"}))
        == "r1"
    )
    for change in CHANGES:
        assert book.find(Report(**{**fields, **change})) is None  # type: ignore[arg-type]


def test_copies_count_as_one_source(book: Casebook) -> None:
    long = "Shepherds who fled to the river spoke of riders in three columns, and of a night in which nobody dared to light a lamp."
    first, second = make(words=long), make(outlet="Copy Post", words=long)
    third = make(outlet="Last Mirror", words=long)
    book.add(first, by="Ana")
    assert book.add(second, by="Ana").copy_of == "r1"
    assert book.add(third, by="Ana").copy_of == "r1"
    one = book.incident("i1")
    assert len(one.accounts) == 3
    assert one.sources == 1
    assert [a.source.copy_of for a in one.accounts] == [None, "r1", "r1"]
    assert book.counts()["copies"] == 2


def test_filters(filled: Casebook) -> None:
    def ids(**chosen: Any) -> list[str]:
        return [one.id for one in filled.incidents(**chosen)]

    assert ids() == ["i5", "i1", "i4"]
    assert ids(country="mli") == ["i5", "i1", "i4"]
    assert ids(country="IRQ") == []
    assert ids(since=date(2024, 6, 1)) == ["i1", "i4"]
    assert ids(since=date(2024, 6, 2), until=date(2024, 8, 20)) == ["i4"]
    assert ids(until=date(2024, 6, 1)) == ["i5", "i1"]
    assert ids(types=["attack"]) == ["i5", "i1", "i4"]
    assert ids(types=["ARMED_CLASH"]) == []
    assert ids(place="ORB") == ["i4"]
    assert ids(place="%") == []
    filled.decide("accept", "i4", by="Ana", reason="read twice")
    assert ids(review=["accepted"]) == ["i4"]
    assert ids(review=["open", "rejected"]) == ["i5", "i1"]


def test_why(filled: Casebook) -> None:
    held = filled.why("r1e1", "r2e1")
    apart = filled.why("r1e1", "r4e1")
    assert held.probability > 0.5 > apart.probability
    assert {"when", "where", "killed", "story"} <= {e.field for e in held.evidence}


def test_names_that_are_none(filled: Casebook) -> None:
    for name, code in [
        ("i2", "E711"),
        ("i99", "E711"),
        ("x1", "E711"),
        ("", "E711"),
        ("r9e1", "E712"),
        ("r1", "E712"),
        ("r1e9", "E712"),
    ]:
        with pytest.raises(OnrecordError) as error:
            filled.incident(name)
        assert error.value.code == code


def test_report_that_is_none(filled: Casebook) -> None:
    for name in ("r9", "i1", "r", "r1e1"):
        with pytest.raises(OnrecordError, match="E712"):
            filled.report(name)


def test_events_whose_ids_do_not_serve_are_refused(book: Casebook) -> None:
    one = make()
    for ids in (("e1", "e1"), ("1",), ("",)):
        bad = one.model_copy(
            update={"events": tuple(one.events[0].model_copy(update={"id": id}) for id in ids)}
        )
        with pytest.raises(OnrecordError, match="E717"):
            book.add(bad, by="Ana")
    assert book.counts()["reports"] == 0


def test_headline_rule(filled: Casebook) -> None:
    assert filled.settings["headline"] == "best_low_high"
    filled.headline("most_conservative", by="Ana")
    assert filled.settings["headline"] == "most_conservative"
    one = filled.incident("i1")
    assert one.totals["killed"].best == 12
    assert one.basis["totals.killed"].rule == "most_conservative"
    with pytest.raises(OnrecordError, match="E681"):
        filled.headline("loudest", by="Ana")
    assert filled.settings["headline"] == "most_conservative"
    assert [name for name, _ in filled.rules()][:2] == ["most_conservative", "best_low_high"]


def test_a_failure_leaves_nothing_behind(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.casebook import linkage

    book.add(OTHER, by="Ana")
    before = dump(book)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(linkage, "link", fail)
    with pytest.raises(ZeroDivisionError):
        book.add(SAME[0], by="Ana")
    assert dump(book) == before


def test_a_rule_of_ones_own_holds_on_without_its_codebook(places: Callable[[], str]) -> None:
    from onrecord.casebook.makers import shipped_headline
    from onrecord.codebook.headline import Rule
    from onrecord.linking.traits import shipped

    class Own:
        """A codebook with only the parts that a casebook uses."""

        types = shipped()
        headline = shipped_headline().model_copy(
            update={
                "rules": {
                    **shipped_headline().rules,
                    "loudest": Rule(
                        definition="The highest figure.", best=("highest",), range="chosen"
                    ),
                }
            }
        )

    where = places()
    with Casebook.open(where, codebook=Own()) as book:  # type: ignore[arg-type]
        book.headline("loudest", by="Ana")
    with Casebook.open(where) as book:
        list(book.extend(SAME, by="Ana"))
        one = book.incident("i1")
        assert one.totals["killed"].best == 15
        assert one.basis["totals.killed"].rule == "loudest"
        assert book.settings["headline"] == "loudest"


def test_other_places_are_kept(book: Casebook) -> None:
    told = SAME[0]
    also = (
        Place(name="the mill", country="MLI"),
        Place(name="the ford", latitude=16.4, longitude=-0.1, precision="exact"),
    )
    book.add(
        told.model_copy(
            update={"events": (told.events[0].model_copy(update={"where_also": also}),)}
        )
    )
    (incident,) = book.incidents()
    assert incident.where_also == incident.accounts[0].event.where_also == also
