"""Time expressions: values, days, spans."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.codebook.times import Language, Mode, TimesCodebook
from onrecord.coding.records import Parsed, Shift, Timex
from onrecord.coding.time.expressions import doubtful, find_times, resolve_shift
from onrecord.coding.time.grammar import select
from onrecord.coding.time.normalise import NORMALISATIONS
from onrecord.errors import OnrecordError
from onrecord.schema import Report

TIMES = Codebook.load().times
ENGLISH = TIMES.language("en")
NLP = spacy.blank("en")
MONDAY = date(2018, 8, 6)
DOCS = (Path(__file__).parents[3] / "docs" / "times.md").read_text(encoding="utf-8")
NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2035, 12, 31))


def times_in(text: str, published: date | None = MONDAY) -> list[Timex]:
    report = Report(text=text, published=published)
    found = find_times(
        Parsed(report=report, doc=NLP.make_doc(text), recased=False), report.published, TIMES
    )
    assert all(text[t.span.start : t.span.end] == t.span.text for t in found)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    return found


def only(text: str, published: date | None = MONDAY) -> Timex:
    found = times_in(text, published)
    assert len(found) == 1, found
    return found[0]


def days(timex: Timex) -> tuple[str | None, str | None]:
    return timex.start and timex.start.isoformat(), timex.end and timex.end.isoformat()


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        # days and weekdays: the latest that is not after the report's day, Monday 6 August 2018
        ("Two men fell on Tuesday.", "Tuesday", "2018-07-31", "2018-07-31", "2018-07-31"),
        ("Two men fell on Monday.", "Monday", "2018-08-06", "2018-08-06", "2018-08-06"),
        ("Two men fell last Monday.", "last Monday", "2018-07-30", "2018-07-30", "2018-07-30"),
        (
            "It struck the town last Thursday night.",
            "last Thursday night",
            "2018-08-02TNI",
            "2018-08-02",
            "2018-08-02",
        ),
        ("It struck early Sunday.", "early Sunday", "2018-08-05", "2018-08-05", "2018-08-05"),
        (
            "It struck in the early hours of Sunday.",
            "the early hours of Sunday",
            "2018-08-05TMO",
            "2018-08-05",
            "2018-08-05",
        ),
        ("Tuesdays raid killed two.", "Tuesday", "2018-07-31", "2018-07-31", "2018-07-31"),
        ("They will meet on Wednesday.", "Wednesday", "2018-08-08", "2018-08-08", "2018-08-08"),
        (
            "He told us Monday (August 6th).",
            "Monday (August 6th)",
            "2018-08-06",
            "2018-08-06",
            "2018-08-06",
        ),
        ("It fell on Oct. 16.", "Oct. 16", "2017-10-16", "2017-10-16", "2017-10-16"),
        ("IT FELL ON 20 MAY.", "20 MAY", "2018-05-20", "2018-05-20", "2018-05-20"),
        ("It began on 3 May 2017.", "3 May 2017", "2017-05-03", "2017-05-03", "2017-05-03"),
        ("It began on May 3rd, 2017.", "May 3rd, 2017", "2017-05-03", "2017-05-03", "2017-05-03"),
        (
            "It fell on the second of July.",
            "the second of July",
            "2018-07-02",
            "2018-07-02",
            "2018-07-02",
        ),
        (
            "It fell on the thirty-first of May, 2017.",
            "the thirty-first of May, 2017",
            "2017-05-31",
            "2017-05-31",
            "2017-05-31",
        ),
        ("It fell on New Year's Eve.", "New Year's Eve", "2017-12-31", "2017-12-31", "2017-12-31"),
        # months, years and their parts
        ("It fell in May.", "May", "2018-05", "2018-05-01", "2018-05-31"),
        ("It fell in August.", "August", "2018-08", "2018-08-01", "2018-08-06"),
        ("It fell in December 2016.", "December 2016", "2016-12", "2016-12-01", "2016-12-31"),
        ("It fell in mid-July.", "mid-July", "2018-07", "2018-07-11", "2018-07-20"),
        ("It fell in late 2015.", "late 2015", "2015", "2015-09-01", "2015-12-31"),
        ("It fell last July.", "last July", "2018-07", "2018-07-01", "2018-07-31"),
        (
            "It fell in the summer of 2014.",
            "the summer of 2014",
            "2014-SU",
            "2014-06-01",
            "2014-08-31",
        ),
        (
            "It fell in the first half of 2016.",
            "the first half of 2016",
            "2016-H1",
            "2016-01-01",
            "2016-06-30",
        ),
        ("It fell in the 1980s.", "the 1980s", "198", "1980-01-01", "1989-12-31"),
        (
            "It fell in last year's September floods.",
            "last year's September",
            "2017-09",
            "2017-09-01",
            "2017-09-30",
        ),
        ("The 2011 rallies shook it.", "2011", "2011", "2011-01-01", "2011-12-31"),
        # counted from the report's day
        ("They left today.", "today", "2018-08-06", "2018-08-06", "2018-08-06"),
        ("They left this morning.", "this morning", "2018-08-06TMO", "2018-08-06", "2018-08-06"),
        ("They left overnight.", "overnight", "2018-08-05TNI", "2018-08-05", "2018-08-06"),
        ("They left three days ago.", "three days ago", "2018-08-03", "2018-08-03", "2018-08-03"),
        (
            "They left about a month ago.",
            "about a month ago",
            "2018-07",
            "2018-06-29",
            "2018-07-13",
        ),
        (
            "They left more than a month ago.",
            "more than a month ago",
            "2018-07",
            "2018-06-06",
            "2018-07-06",
        ),
        ("They left last week.", "last week", "2018-W31", "2018-07-30", "2018-08-05"),
        ("They left over the weekend.", "the weekend", "2018-W31-WE", "2018-08-04", "2018-08-05"),
        ("Earlier they had left.", "Earlier", "PAST_REF", None, "2018-08-06"),
        ("On April 19 alliance jets struck.", "April 19", "2018-04-19", "2018-04-19", "2018-04-19"),
        ("They will leave in the coming weeks.", "the coming weeks", "PXW", None, None),
        ("In May 10 civilians fell.", "May", "2018-05", "2018-05-01", "2018-05-31"),
        ("On May 10 civilians fell.", "May 10", "2018-05-10", "2018-05-10", "2018-05-10"),
        ("They left last month.", "last month", "2018-07", "2018-07-01", "2018-07-31"),
        (
            "They left earlier this month.",
            "earlier this month",
            "2018-08",
            "2018-08-01",
            "2018-08-06",
        ),
        ("They will leave next week.", "next week", "2018-W33", "2018-08-13", "2018-08-19"),
        # windows that end with the report's day
        (
            "In the past two weeks they seized rifles.",
            "the past two weeks",
            "P2W",
            "2018-07-24",
            "2018-08-06",
        ),
        (
            "In the last 24 hours they seized rifles.",
            "the last 24 hours",
            "PT24H",
            "2018-08-05",
            "2018-08-06",
        ),
        (
            "Over the past few days they seized rifles.",
            "the past few days",
            "PXD",
            "2018-08-04",
            "2018-08-06",
        ),
        ("In recent weeks they seized rifles.", "recent weeks", "PXW", "2018-07-17", "2018-08-06"),
        (
            "The town has been besieged for two years.",
            "two years",
            "P2Y",
            "2016-08-07",
            "2018-08-06",
        ),
        ("They recently seized rifles.", "recently", "PAST_REF", None, "2018-08-06"),
        # what comes before
        (
            "Since the end of July troops patrol.",
            "the end of July",
            "2018-07",
            "2018-07-21",
            "2018-08-06",
        ),
        ("Since March troops patrol.", "March", "2018-03", "2018-03-01", "2018-08-06"),
        ("By Friday evening ten were held.", "Friday evening", "2018-08-03TEV", None, "2018-08-03"),
        ("He fled before June 2015.", "June 2015", "2015-06", None, "2015-05-31"),
        # decades, centuries, quarters, fiscal years
        ("It fell in the mid-1990s.", "the mid-1990s", "199", "1993-05-01", "1996-08-31"),
        ("It fell in the '80s.", "the '80s", "198", "1980-01-01", "1989-12-31"),
        (
            "It fell in the early twentieth century.",
            "the early twentieth century",
            "19",
            "1900-01-01",
            "1933-04-30",
        ),
        (
            "An eighteenth-century fort fell.",
            "eighteenth-century",
            "17",
            "1700-01-01",
            "1799-12-31",
        ),
        ("It fell in the 1800s.", "the 1800s", "18", "1800-01-01", "1899-12-31"),
        ("It fell in Q3 2017.", "Q3 2017", "2017-Q3", "2017-07-01", "2017-09-30"),
        (
            "Output fell in the second quarter.",
            "the second quarter",
            "2018-Q2",
            "2018-04-01",
            "2018-06-30",
        ),
        ("It grew in FY2017.", "FY2017", "FY2017", "2016-10-01", "2017-09-30"),
        # days by other countings
        ("They came on the 14th.", "the 14th", "2018-07-14", "2018-07-14", "2018-07-14"),
        (
            "They came in the early hours of the 5th.",
            "the early hours of the 5th",
            "2018-08-05TMO",
            "2018-08-05",
            "2018-08-05",
        ),
        ("They came on 02 Aug 2018.", "02 Aug 2018", "2018-08-02", "2018-08-02", "2018-08-02"),
        (
            "Struck at 021500Z AUG 18.",
            "021500Z AUG 18",
            "2018-08-02T15:00Z",
            "2018-08-02",
            "2018-08-02",
        ),
        (
            "Struck at 011200C JUL 2018.",
            "011200C JUL 2018",
            "2018-07-01T12:00+03:00",
            "2018-07-01",
            "2018-07-01",
        ),
        (
            "They came on day 214 of 2018.",
            "day 214 of 2018",
            "2018-08-02",
            "2018-08-02",
            "2018-08-02",
        ),
        ("They came on 2018-214.", "2018-214", "2018-08-02", "2018-08-02", "2018-08-02"),
        ("They came in 2018-W31.", "2018-W31", "2018-W31", "2018-07-30", "2018-08-05"),
        ("They came on 2018/08/02.", "2018/08/02", "2018-08-02", "2018-08-02", "2018-08-02"),
        (
            "They left on Monday of last week.",
            "Monday of last week",
            "2018-07-30",
            "2018-07-30",
            "2018-07-30",
        ),
        (
            "It struck the first Friday of May 2016.",
            "the first Friday of May 2016",
            "2016-05-06",
            "2016-05-06",
            "2016-05-06",
        ),
        (
            "It struck the last day of June.",
            "the last day of June",
            "2018-06-30",
            "2018-06-30",
            "2018-06-30",
        ),
        (
            "It struck at 8 a.m. Monday.",
            "8 a.m. Monday",
            "2018-08-06T08:00",
            "2018-08-06",
            "2018-08-06",
        ),
        (
            "It struck overnight Thursday.",
            "overnight Thursday",
            "2018-08-02TNI",
            "2018-08-02",
            "2018-08-03",
        ),
        ("They fell on 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("They came on 02AUG18.", "02AUG18", "2018-08-02", "2018-08-02", "2018-08-02"),
        ("They came on 05-Aug-2018.", "05-Aug-2018", "2018-08-05", "2018-08-05", "2018-08-05"),
        (
            "They came before dawn on Friday.",
            "dawn on Friday",
            "2018-08-03TMO",
            "2018-08-03",
            "2018-08-03",
        ),
        ("They came a fortnight ago.", "a fortnight ago", "2018-W30", "2018-07-22", "2018-07-24"),
        (
            "In the first two weeks of July it fell.",
            "the first two weeks of July",
            "P2W",
            "2018-07-01",
            "2018-07-14",
        ),
        (
            "In the last three months of 2016 it fell.",
            "the last three months of 2016",
            "P3M",
            "2016-10-01",
            "2016-12-31",
        ),
        # feasts that move
        (
            "It fell in Ramadan 2014.",
            "Ramadan 2014",
            "2014-06-28/2014-07-27",
            "2014-06-28",
            "2014-07-27",
        ),
        ("It fell in Ramadan.", "Ramadan", "2018-05-16/2018-06-14", "2018-05-16", "2018-06-14"),
        (
            "It fell on Eid al-Fitr 2014.",
            "Eid al-Fitr 2014",
            "2014-07-28/2014-07-30",
            "2014-07-28",
            "2014-07-30",
        ),
        (
            "It fell on 17 Ramadan 1435.",
            "17 Ramadan 1435",
            "2014-07-14",
            "2014-07-14",
            "2014-07-14",
        ),
        (
            "It fell in the last ten days of Ramadan 2016.",
            "the last ten days of Ramadan 2016",
            "2016-06-26/2016-07-05",
            "2016-06-26",
            "2016-07-05",
        ),
        (
            "It fell on Good Friday 2016.",
            "Good Friday 2016",
            "2016-03-25",
            "2016-03-25",
            "2016-03-25",
        ),
        (
            "It fell on Orthodox Easter 2016.",
            "Orthodox Easter 2016",
            "2016-05-01",
            "2016-05-01",
            "2016-05-01",
        ),
        # what lies ahead and is near
        ("The truce holds until Tuesday.", "Tuesday", "2018-08-07", None, "2018-08-07"),
        ("They face an August 20 deadline.", "August 20", "2018-08-20", "2018-08-20", "2018-08-20"),
        # not a day
        ("They fought for two consecutive years.", "two consecutive years", "P2Y", None, None),
        ("Ten die 15 a year.", "a year", "P1Y", None, None),
        ("It lasted decades-long.", "decades-long", "PXY", None, None),
        ("The late autumn of 481 BC.", "The late autumn of 481 BC", "BC0481-FA", None, None),
        ("They fought for two days.", "two days", "P2D", None, None),
        ("Shells fall daily.", "daily", "P1D", None, None),
        ("It stood in 264 BC still.", "264 BC", "BC0264", None, None),
    ],
)
def test_values_and_days(
    text: str, words: str, value: str, start: str | None, end: str | None
) -> None:
    timex = only(text)
    assert (timex.span.text, timex.value, *days(timex)) == (words, value, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "They march on.",
        "It may rain.",
        "The Second Division dialled 911.",
        "About 2000 people fled.",
        "At least 1,000 fled with $500.",
        "He, 34, left.",
        "China Daily reports.",
        "On 31 June.",
        "March through the town!",
        "The April 19 Movement spoke.",
        "Black Friday is over.",
    ],
)
def test_no_times(text: str) -> None:
    assert times_in(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They fought between Tuesday and Friday.", "2018-07-31", "2018-08-03"),
        ("They fought from May 2016 to June 2017.", "2016-05-01", "2017-06-30"),
        ("They died on Friday and Saturday.", "2018-08-03", "2018-08-04"),
        ("They fought from 3 to 5 May.", "2018-05-03", "2018-05-05"),
        ("They fought on May 3-5, 2017.", "2017-05-03", "2017-05-05"),
        ("They fought in 2012-14.", "2012-01-01", "2014-12-31"),
        ("They fought in March and April 2017.", "2017-03-01", "2017-04-30"),
        ("They fought from 28 July to 3 August.", "2018-07-28", "2018-08-03"),
        ("They fought July 28-Aug. 3, 2016.", "2016-07-28", "2016-08-03"),
        ("They fought between 28 July and 3 August 2016.", "2016-07-28", "2016-08-03"),
        ("They fought from Dec. 28 to Jan. 3, 2017.", "2016-12-28", "2017-01-03"),
        ("They fought from December 2015 to February 2016.", "2015-12-01", "2016-02-29"),
        ("They fell on 3, 4 and 5 August.", "2018-08-03", "2018-08-05"),
        ("They fell on 5/6 August.", "2018-08-05", "2018-08-06"),
    ],
)
def test_both_ends_carry_the_whole_stretch(text: str, start: str, end: str) -> None:
    one, two = times_in(text)
    assert days(one) == days(two) == (start, end)
    assert one.precision == two.precision == "range"


def test_the_ends_have_their_own_values() -> None:
    assert [(t.span.text, t.value) for t in times_in("On May 3-5, 2017 they fought.")] == [
        ("May 3", "2017-05-03"),
        ("5, 2017", "2017-05-05"),
    ]


def test_the_ends_of_a_range_before_christ_and_of_a_length() -> None:
    assert [
        (t.span.text, t.value)
        for t in times_in("From 499 to 493 BC they fought, for 60 to 90 days.")
    ] == [
        ("499", "BC0499"),
        ("493 BC", "BC0493"),
        ("60", "P60D"),
        ("90 days", "P90D"),
    ]


def test_two_lone_days_stay_apart() -> None:
    one, two = times_in("They died on Tuesday and Saturday.")
    assert days(one) != days(two)


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("It came two days after a raid.", Shift(2, 2)),
        ("It came a week before the vote.", Shift(-7, -7)),
        ("It came a day after troops left.", Shift(1, 1)),
        ("It came hours after the raid.", Shift(0, 1)),
        ("It came the same day.", Shift(0, 0)),
        ("It came the day after the raid.", Shift(1, 1)),
        ("It came the day before in a deal.", Shift(-1, -1)),
        ("It came three weeks into the siege.", Shift(21, 21)),
        ("It came three weeks later.", Shift(21, 21)),
    ],
)
def test_shifts_wait_for_their_event(text: str, shift: Shift) -> None:
    timex = only(text, None)
    assert timex.shift == shift
    assert days(timex) == (None, None)


def test_a_shift_resolves_both_ways() -> None:
    timex = only("It came two days after a raid.")
    third = date(2018, 8, 3)
    assert resolve_shift(timex, third, third) == (date(2018, 8, 5), date(2018, 8, 5))
    assert resolve_shift(timex, third, third, inverse=True) == (date(2018, 8, 1), date(2018, 8, 1))


def test_words_that_count_from_the_last_date() -> None:
    found = times_in(
        "On 7 March 2017 he fled. The next day he was caught. Two weeks later he was freed, and a year later he died.",
        None,
    )
    assert [t.value for t in found] == ["2017-03-07", "2017-03-08", "2017-03-22", "2018"]


def test_words_that_count_from_the_day_told_in_news() -> None:
    text = "On 3 March 2016 they came; the same month they left, the following morning he died. Later in the day it rained."
    assert [t.value for t in times_in(text)] == [
        "2016-03-03",
        "2016-03",
        "2016-03-04TMO",
        "2016-03-04",
    ]


def test_the_eve_of_a_day() -> None:
    eve, _ = times_in("On the eve of a vote on 5 May they struck.")
    assert days(eve) == ("2018-05-04", "2018-05-04")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It came two days after the 3 March raid.", "2018-03-05"),
        ("It came a week before 5 May 2017.", "2017-04-28"),
    ],
)
def test_a_distance_from_a_day_that_is_named(text: str, day: str) -> None:
    timex = times_in(text)[0]
    assert (timex.value, timex.shift, *days(timex)) == (day, None, day, day)


def test_times_of_day_get_the_nearest_day() -> None:
    dawn, _ = times_in("They struck at dawn on a hill in the north on Tuesday.")
    assert (dawn.value, *days(dawn)) == ("2018-07-31TMO", "2018-07-31", "2018-07-31")
    _, before = times_in("They struck on Tuesday before dawn.")
    assert days(before) == ("2018-07-31", "2018-07-31")
    clock = only("They struck at 8.30 pm.")
    assert (clock.value, clock.start) == ("2018-08-06T20:30", None)


def test_without_a_publication_date() -> None:
    assert (only("It fell on Dec. 10.", None).value, only("It fell on Dec. 10.", None).start) == (
        "XXXX-12-10",
        None,
    )
    assert days(only("They left yesterday.", None)) == (None, None)
    assert days(only("They left on Tuesday.", None)) == (None, None)
    assert [t.value for t in times_in("It fell on Dec. 10. He spoke on 3 January 2017.", None)] == [
        "2016-12-10",
        "2017-01-03",
    ]


def test_a_narrative_counts_from_what_it_tells() -> None:
    text = "In 1911, 1912, 1913, 1914, 1915 and 1916 they fought. On 3 December 1916 it fell. In January they fled, on 4 March they won."
    found = times_in(text)
    assert [t.value for t in found[-3:]] == ["1916-12-03", "1917-01", "1917-03-04"]


PAST = "In 1911, 1912, 1913, 1914 and 1915 they fought. "


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "On 3 December 1916 it fell, the worst loss since 1905. In January they fled.",
            "1917-01",
        ),  # since: looks back
        (
            "On 3 December 1916 it fell. A book of 2005 tells of it. On 9 January 1917 they fled, in March they won.",
            "1917-03",
        ),  # an aside
        (
            "On 3 December 1916 it fell. It was the worst day of that year. In January they fled.",
            "1917-01",
        ),  # adds nothing
        ("In 1916 it fell. In August they fled.", "1916-08"),  # within the year given
        ("In June 1916 it fell. The previous year they had won. In August they fled.", "1916-08"),
    ],
)
def test_where_a_narrative_goes_on(text: str, value: str) -> None:
    assert times_in(PAST + text)[-1].value == value


def test_before_christ_a_narrative_goes_on_too() -> None:
    text = "In 490 BC, 486 BC, 484 BC, 483 BC and 481 BC they armed. In 480 BC they came. In August they won, the following year they lost."
    assert [t.value for t in times_in(text)[-2:]] == ["BC0480-08", "BC0479"]


def test_the_user_says_which_it_is() -> None:
    text = "In 2010 it began. On 3 March 2012 it fell. In April they fled."
    report = Report(text=text, published=MONDAY)
    parsed = Parsed(report=report, doc=NLP.make_doc(text), recased=False)
    found = {
        mode: find_times(parsed, report.published, TIMES, mode=mode)[-1].value
        for mode in get_args(Mode)
    }
    assert found == {"auto": "2018-04", "news": "2018-04", "narrative": "2012-04"}


def test_a_weekday_that_does_not_fit_is_told() -> None:
    timex = only("It fell on Tuesday August 8, 2018.")
    assert days(timex) == ("2018-08-08", "2018-08-08")
    assert (timex.doubt, timex.other) == ("W102", ((date(2018, 8, 7), date(2018, 8, 7)),))
    assert doubtful(timex).endswith("(2018-08-08); the weekday would fit 2018-08-07")
    assert only("It fell on Wednesday August 8, 2018.").doubt == ""


def test_a_weekday_gives_the_year_unless_the_day_is_near() -> None:
    assert only("It fell on Thursday, 12 October.").value == "2017-10-12"
    timex = only("It fell on Monday, August 3.")  # the Friday before the report; a Monday in 2015
    assert (timex.value, [d.isoformat() for d, _ in timex.other]) == (
        "2018-08-03",
        ["2015-08-03", "2018-08-06"],
    )


def test_digits_that_can_be_read_two_ways() -> None:
    timex = only("It fell on 03-04-2016.")
    assert (timex.value, timex.doubt, timex.other) == (
        "2016-04-03",
        "W103",
        ((date(2016, 3, 4), date(2016, 3, 4)),),
    )
    assert only("It fell on 03-08-2018.").doubt == ""  # near the report's day
    assert [(t.value, t.doubt) for t in times_in("It fell on 03-04-2016, not on 03-25-2016.")] == [
        ("2016-03-04", ""),
        ("2016-03-25", ""),
    ]


SPANISH = """
times:
  languages:
    es:
      words:
        month: {enero: 1, agosto: 8, septiembre: 9}
        weekday: {lunes: 1, martes: 2}
        offset: {hoy: 0, ayer: -1}
      around: {future: '\\b(?:será|serán)\\b[^.!?]*$'}
      before: {since: '\\bdesde\\s+(?:el\\s+)?$'}
      rules:
        - {name: fecha, type: DATE, as: calendar, match: '{day} de {month}(?: (?:de|del) {year})?'}
        - {name: dia, type: DATE, as: weekday, match: '{weekday}'}
        - {name: hoy, type: DATE, as: unit, set: {unit: D}, match: '{offset}'}
"""


def test_a_language_is_a_data_file(tmp_path: Path) -> None:
    (tmp_path / "es.yaml").write_text(SPANISH, encoding="utf-8")
    book = Codebook.load(tmp_path / "es.yaml").times
    text = "El 14 de agosto de 2018 cayeron dos. Ayer huyeron, el martes volvieron. Desde el 2 de enero resisten. On Monday, 2018-08-01."
    report = Report(text=text, published=date(2018, 8, 20), language="es")
    found = find_times(
        Parsed(report=report, doc=NLP.make_doc(text), recased=False), report.published, book
    )
    assert [(t.span.text, t.value, *days(t)) for t in found] == [
        ("14 de agosto de 2018", "2018-08-14", "2018-08-14", "2018-08-14"),
        ("Ayer", "2018-08-19", "2018-08-19", "2018-08-19"),
        ("martes", "2018-08-14", "2018-08-14", "2018-08-14"),
        ("2 de enero", "2018-01-02", "2018-01-02", "2018-08-20"),
        ("2018-08-01", "2018-08-01", "2018-08-01", "2018-08-01"),
    ]


def test_of_a_language_that_is_not_there_the_digits_are_read() -> None:
    text = "Am 14. August 2018, also 2018-08-14."
    report = Report(text=text, published=MONDAY, language="de")
    found = find_times(
        Parsed(report=report, doc=NLP.make_doc(text), recased=False), report.published, TIMES
    )
    assert [t.value for t in found] == ["2018-08-14"]


def test_nothing_is_lost_by_trying_rules_only_where_they_can_match() -> None:
    text = " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', Path(__file__).read_text(encoding="utf-8")))
    everywhere = Language.model_validate(ENGLISH.model_dump(by_alias=True))
    everywhere.__dict__["patterns"] = tuple(
        pattern._replace(anchor=None, literal="") for pattern in ENGLISH.patterns
    )
    found = select(text, ENGLISH)
    assert len(found) > 200
    assert found == select(text, everywhere)


def test_no_match_over_an_empty_line() -> None:
    assert [
        t.span.text
        for t in times_in("Closed until Friday\n\nAugust 6, 2018\n\nThe bank is closed.")
    ] == ["Friday", "August 6, 2018"]


def test_the_date_line_is_named() -> None:
    text = "6 August 2018 Two fell on Tuesday."
    report = Report(text=text)
    published = report.published.model_copy(
        update={"start": MONDAY, "end": MONDAY, "spans": (report.span(0, 13),)}
    )
    found = find_times(
        Parsed(report=report, doc=NLP.make_doc(text), recased=False), published, TIMES
    )
    assert [t.rule for t in found] == ["dateline", "weekday"]


def test_the_example_of_the_docs(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = re.findall(
        r"```(?:python)?\n(.*?)```", DOCS[DOCS.index("## An example") :], re.DOTALL
    )[:2]
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    mine, spanish = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    for name, text in (("mine", mine), ("es", spanish)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    book = Codebook.load(tmp_path / "mine.yaml", tmp_path / "es.yaml").times
    for language, text, found in (
        ("en", "It fell in the 3rd year of the reign, on The Ides.", ["PAST_REF", "2018-03-15"]),
        ("es", "El 14 de agosto de 2018, ayer.", ["2018-08-14", "2018-08-05"]),
    ):
        report = Report(text=text, language=language, published=MONDAY)
        times = find_times(
            Parsed(report=report, doc=NLP.make_doc(text), recased=False), report.published, book
        )
        assert [t.value for t in times] == found


@pytest.mark.parametrize("key", ["rules", "macros"])
def test_a_rule_must_name_what_there_is(key: str) -> None:
    data = TIMES.model_dump(by_alias=True)
    own = data["languages"]["en"]
    own[key] = (
        [{**own["rules"][0], "match": "{month} {moon}"}]
        if key == "rules"
        else {**own["macros"], "mine": "{moon}"}
    )
    with pytest.raises(ValueError, match="moon"):
        TimesCodebook.model_validate(data)


def test_a_rule_must_be_a_regular_expression() -> None:
    mine = Language(
        rules=(ENGLISH.rules[0].model_copy(update={"name": "mine", "match": "(unclosed"}),)
    )
    with pytest.raises(OnrecordError, match=r"E301 .*times\.rules\.mine"):
        _ = mine.patterns


def test_every_rule_has_its_normalisation() -> None:
    assert {rule.as_ for rule in ENGLISH.rules} == set(NORMALISATIONS)
    assert len({rule.name for rule in ENGLISH.rules}) == len(ENGLISH.rules)


@given(
    DAYS,
    st.sampled_from(
        [
            "%Y-%m-%d",
            "%d %B %Y",
            "%B %d, %Y",
            "%A, %B %d, %Y",
            "%d %b %Y",
            "%A %d %B %Y",
            "the %dth of %B %Y",
        ]
    ),
)
def test_written_days_are_read_back(day: date, form: str) -> None:
    written = day.strftime(form)
    timex = only(f"It fell {written} at sea.")
    assert (timex.start, timex.end, timex.value) == (day, day, day.isoformat())


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2035, 12, 31)), st.sampled_from(NAMES))
def test_a_bare_weekday_is_never_after_the_report(published: date, name: str) -> None:
    start = only(f"They struck on {name}.", published).start
    assert start is not None
    assert published - timedelta(days=6) <= start <= published
    assert start.strftime("%A") == name


@given(DAYS, DAYS)
def test_a_day_without_year_is_the_latest_past_one_unless_it_comes_soon(
    published: date, day: date
) -> None:
    start = only(f"They struck on {day.strftime('%d %B')}.", published).start
    assert start is not None
    assert start <= published + timedelta(days=TIMES.ahead)
    assert (start.month, start.day) == (day.month, day.day)


@given(
    st.text(alphabet="ab 0123456789-/.:,;\n'’MayJune", max_size=80) | st.text(max_size=60),
    st.none() | DAYS,
)
def test_any_text_is_read(text: str, published: date | None) -> None:
    for timex in times_in(text or " ", published):
        assert timex.start is None or timex.end is None or timex.start <= timex.end
