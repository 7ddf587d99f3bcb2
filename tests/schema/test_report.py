"""One source document."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.schema import Published, Report, Span


@given(st.text())
def test_the_text_is_kept_and_names_the_report(text: str) -> None:
    report = Report(text=text)
    assert report.text == text
    assert (
        report.id == "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    )
    assert Report(text=text) == report


def test_an_id_that_is_given_stays() -> None:
    assert Report(id="r7", text="A mill burnt.").id == "r7"


@pytest.mark.parametrize(
    "given",
    [
        "2018-08-06",
        "2018-08-06T10:00:00Z",
        date(2018, 8, 6),
        Published.on(date(2018, 8, 6), "given"),
    ],
)
def test_days_of_publication(given: str | date | Published) -> None:
    published = Report(text="A mill burnt.", published=given).published  # type: ignore[arg-type]
    assert (published.start, published.end) == (date(2018, 8, 6), date(2018, 8, 6))
    assert (published.precision, published.basis) == ("day", "given")


def test_no_day_of_publication() -> None:
    for report in (Report(text="A mill burnt."), Report(text="A mill burnt.", published=None)):  # type: ignore[arg-type]
        assert report.published.start is None
        assert report.published.basis == "none"


@pytest.mark.parametrize("given", ["yesterday", "06/08/2018", "2018-13-01", ""])
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="give an ISO day"):
        Report(text="A mill burnt.", published=given)  # type: ignore[arg-type]


def test_the_words_of_the_date_must_stand_in_the_text() -> None:
    text = "GAO, 3 June — A mill burnt."
    span = Span.of(text, 5, 11)
    assert (
        Report(text=text, published=Published.on(date(2024, 6, 3), "dateline", (span,)))
        .published.spans[0]
        .text
        == "3 June"
    )
    with pytest.raises(ValidationError, match="the span says '3 June'"):
        Report(
            text=text.replace("3", "4"),
            published=Published.on(date(2024, 6, 3), "dateline", (span,)),
        )


def test_a_report_does_not_change() -> None:
    with pytest.raises(ValidationError):
        Report(text="A mill burnt.").text = "Two mills burnt."  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Report.model_validate({"text": "A mill burnt.", "colour": "red"})
