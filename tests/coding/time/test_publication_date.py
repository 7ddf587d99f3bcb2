"""The publication date: date line, given, inferred."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.coding.time.publication_date import find_publication
from onrecord.schema import Published, Report

TIMES = Codebook.load().times
BOUND = date(2026, 11, 22)


def published(text: str, given: str | None = None, bound: date = BOUND) -> Published:
    found = find_publication(Report(text=text, published=given), TIMES, bound=bound)
    assert all(text[span.start : span.end] == span.text for span in found.spans)
    return found


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("06-07-2016 Two Killed in Hilltown. Two men were killed.", "06-07-2016", "2016-07-06"),
        (
            "Wednesday 10 August 2016 20:02 Two Killed in Hilltown. Two men were killed.",
            "Wednesday 10 August 2016",
            "2016-08-10",
        ),
        ("Thu Jul 30 2015 Two killed in Hilltown.", "Thu Jul 30 2015", "2015-07-30"),
        ("07.08.2015Get short URL Two men were killed.", "07.08.2015", "2015-08-07"),
        (
            "HILLTOWN (NORTHLAND), 20 SEP 89 (AGENCY) -- [TEXT] TWO MEN WERE KILLED.",
            "20 SEP 89",
            "1989-09-20",
        ),
        ("HILLTOWN, 5 JAN 90 -- [REPORT] TWO MEN WERE KILLED.", "5 JAN 90", "1990-01-05"),
        (
            "HILLTOWN, Northland, Nov. 21, 2016 (AP) — Two men were killed.",
            "Nov. 21, 2016",
            "2016-11-21",
        ),
        ("January 10, 2017 — Two men were killed.", "January 10, 2017", "2017-01-10"),
        (
            "Date of publication 26 October 2016 Two men were killed.",
            "26 October 2016",
            "2016-10-26",
        ),
        ("Last updated at Jul 012016 HILLTOWN Two men were killed.", "Jul 012016", "2016-07-01"),
        (
            "Two killed in Hilltown Agency Sunday 8 Oct 2017 At least two men were killed.",
            "Sunday 8 Oct 2017",
            "2017-10-08",
        ),
        (
            "Two killed in Hilltown Security 31-08-2014 0742 PM Men of a group killed two.",
            "31-08-2014",
            "2014-08-31",
        ),
        (
            "Two killed in Hilltown\nBy Jane Roe, May 3, 2017\nTwo men were killed.",
            "May 3, 2017",
            "2017-05-03",
        ),
        (
            "Two killed in Hilltown\nPublished: 3 May 2017\nTwo men were killed.",
            "3 May 2017",
            "2017-05-03",
        ),
    ],
)
def test_date_lines(text: str, words: str, day: str) -> None:
    found = published(text, given="2013-01-01")
    assert (found.basis, found.spans[0].text, str(found.start), str(found.end)) == (
        "dateline",
        words,
        day,
        day,
    )


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2016 two men were killed.",
        "Two men were killed on 3 May 2016 in Hilltown.",
        "3 May 2016, the day of the vote, was calm.",
        "The 3 May 2016 attack killed two.",
        "Two men were killed. Sunday 8 Oct 2017 Hilltown was calm.",
        "Two men were killed in 2016.",
    ],
)
def test_dates_in_prose_are_no_date_lines(text: str) -> None:
    assert published(text).basis == "none"
    assert published(text, given="2018-08-06").basis == "given"


def test_no_date_line_after_the_bound() -> None:
    assert published("3 May 2016 Two men were killed.", bound=date(2016, 1, 1)).basis == "none"


def test_the_given_day_decides_between_day_and_month() -> None:
    assert published("03-04-2016 Two men were killed.", given="2016-03-04").start == date(
        2016, 3, 4
    )
    assert published("03-04-2016 Two men were killed.", given="2016-04-03").start == date(
        2016, 4, 3
    )
    assert published("03-04-2016 Two men were killed.").start == date(2016, 4, 3)
    assert published("03/04/2016 Two men were killed.").start == date(2016, 3, 4)


def test_the_year_of_a_weekday() -> None:
    found = published("The mayor told us Monday (August 6th).")
    assert (found.start, found.basis, found.spans[0].text) == (
        date(2018, 8, 6),
        "weekday",
        "Monday (August 6th)",
    )
    assert published(
        "The mayor told us Monday (August 6th).", bound=date(2018, 8, 5)
    ).start == date(2012, 8, 6)
    assert published("The mayor told us Monday (August 6th).", given="2018-08-07").basis == "given"
    assert published("The mayor told us Monday.").basis == "none"


@given(
    st.dates(min_value=date(1951, 1, 1), max_value=BOUND),
    st.sampled_from(["%d %B %Y", "%A %d %B %Y", "%d.%m.%Y", "%B %d, %Y", "%Y-%m-%d"]),
)
def test_a_date_line_is_read_back(day: date, form: str) -> None:
    found = published(
        f"{day.strftime(form)} Two Killed in Hilltown. Two men were killed.", given=day.isoformat()
    )
    assert (found.start, found.basis) == (day, "dateline")
