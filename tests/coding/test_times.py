"""Time expressions: values, days, spans."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.codebook.times import Language, TimesCodebook
from onrecord.coding.reading import NORMALISATIONS
from onrecord.coding.records import Parsed, Shift, Timex
from onrecord.coding.times import find_times, resolve_shift
from onrecord.errors import OnrecordError
from onrecord.schema import Report

TIMES = Codebook.load().times
ENGLISH = TIMES.language("en")
NLP = spacy.blank("en")
MONDAY = date(2018, 8, 6)
DOCS = (Path(__file__).parents[2] / "docs" / "times.md").read_text(encoding="utf-8")
NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2035, 12, 31))


def times_in(text: str, published: date | None = MONDAY) -> list[Timex]:
    report = Report(text=text, published=published)
    found = find_times(Parsed(report=report, doc=NLP.make_doc(text), recased=False), report.published, TIMES)
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
        ("It struck the town last Thursday night.", "last Thursday night", "2018-08-02TNI", "2018-08-02", "2018-08-02"),
        ("It struck early Sunday.", "early Sunday", "2018-08-05", "2018-08-05", "2018-08-05"),
        ("It struck in the early hours of Sunday.", "the early hours of Sunday", "2018-08-05TMO", "2018-08-05", "2018-08-05"),
        ("Tuesdays raid killed two.", "Tuesday", "2018-07-31", "2018-07-31", "2018-07-31"),
        ("They will meet on Wednesday.", "Wednesday", "2018-08-08", "2018-08-08", "2018-08-08"),
        ("He told us Monday (August 6th).", "Monday (August 6th)", "2018-08-06", "2018-08-06", "2018-08-06"),
        ("It fell on Oct. 16.", "Oct. 16", "2017-10-16", "2017-10-16", "2017-10-16"),
        ("IT FELL ON 20 MAY.", "20 MAY", "2018-05-20", "2018-05-20", "2018-05-20"),
        ("It began on 3 May 2017.", "3 May 2017", "2017-05-03", "2017-05-03", "2017-05-03"),
        ("It began on May 3rd, 2017.", "May 3rd, 2017", "2017-05-03", "2017-05-03", "2017-05-03"),
        ("It fell on New Year's Eve.", "New Year's Eve", "2017-12-31", "2017-12-31", "2017-12-31"),
        # months, years and their parts
        ("It fell in May.", "May", "2018-05", "2018-05-01", "2018-05-31"),
        ("It fell in August.", "August", "2018-08", "2018-08-01", "2018-08-06"),
        ("It fell in December 2016.", "December 2016", "2016-12", "2016-12-01", "2016-12-31"),
        ("It fell in mid-July.", "mid-July", "2018-07", "2018-07-11", "2018-07-20"),
        ("It fell in late 2015.", "late 2015", "2015", "2015-09-01", "2015-12-31"),
        ("It fell last July.", "last July", "2018-07", "2018-07-01", "2018-07-31"),
        ("It fell in the summer of 2014.", "the summer of 2014", "2014-SU", "2014-06-01", "2014-08-31"),
        ("It fell in the first half of 2016.", "the first half of 2016", "2016-H1", "2016-01-01", "2016-06-30"),
        ("It fell in the 1980s.", "the 1980s", "198", "1980-01-01", "1989-12-31"),
        ("It fell in last year's September floods.", "last year's September", "2017-09", "2017-09-01", "2017-09-30"),
        ("The 2011 rallies shook it.", "2011", "2011", "2011-01-01", "2011-12-31"),
        # counted from the report's day
        ("They left today.", "today", "2018-08-06", "2018-08-06", "2018-08-06"),
        ("They left this morning.", "this morning", "2018-08-06TMO", "2018-08-06", "2018-08-06"),
        ("They left overnight.", "overnight", "2018-08-05TNI", "2018-08-05", "2018-08-06"),
        ("They left three days ago.", "three days ago", "2018-08-03", "2018-08-03", "2018-08-03"),
        ("They left about a month ago.", "about a month ago", "2018-07", "2018-06-29", "2018-07-13"),
        ("They left more than a month ago.", "more than a month ago", "2018-07", "2018-06-06", "2018-07-06"),
        ("They left last week.", "last week", "2018-W31", "2018-07-30", "2018-08-05"),
        ("They left over the weekend.", "the weekend", "2018-W31-WE", "2018-08-04", "2018-08-05"),
        ("Earlier they had left.", "Earlier", "PAST_REF", None, "2018-08-06"),
        ("On April 19 alliance jets struck.", "April 19", "2018-04-19", "2018-04-19", "2018-04-19"),
        ("They will leave in the coming weeks.", "the coming weeks", "PXW", None, None),
        ("In May 10 civilians fell.", "May", "2018-05", "2018-05-01", "2018-05-31"),
        ("On May 10 civilians fell.", "May 10", "2018-05-10", "2018-05-10", "2018-05-10"),
        ("They left last month.", "last month", "2018-07", "2018-07-01", "2018-07-31"),
        ("They left earlier this month.", "earlier this month", "2018-08", "2018-08-01", "2018-08-06"),
        ("They will leave next week.", "next week", "2018-W33", "2018-08-13", "2018-08-19"),
        # windows that end with the report's day
        ("In the past two weeks they seized rifles.", "the past two weeks", "P2W", "2018-07-24", "2018-08-06"),
        ("In the last 24 hours they seized rifles.", "the last 24 hours", "PT24H", "2018-08-05", "2018-08-06"),
        ("Over the past few days they seized rifles.", "the past few days", "PXD", "2018-08-04", "2018-08-06"),
        ("In recent weeks they seized rifles.", "recent weeks", "PXW", "2018-07-17", "2018-08-06"),
        ("The town has been besieged for two years.", "two years", "P2Y", "2016-08-07", "2018-08-06"),
        ("They recently seized rifles.", "recently", "PAST_REF", None, "2018-08-06"),
        # what stands before
        ("Since the end of July troops patrol.", "the end of July", "2018-07", "2018-07-21", "2018-08-06"),
        ("Since March troops patrol.", "March", "2018-03", "2018-03-01", "2018-08-06"),
        ("By Friday evening ten were held.", "Friday evening", "2018-08-03TEV", None, "2018-08-03"),
        ("He fled before June 2015.", "June 2015", "2015-06", None, "2015-05-31"),
        # no days
        ("They fought for two days.", "two days", "P2D", None, None),
        ("Shells fall daily.", "daily", "P1D", None, None),
        ("It stood in 264 BC still.", "264 BC", "BC0264", None, None),
    ],
)
def test_values_and_days(text: str, words: str, value: str, start: str | None, end: str | None) -> None:
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
    found = times_in("On 7 March 2017 he fled. The next day he was caught. Two weeks later he was freed, and a year later he died.", None)
    assert [t.value for t in found] == ["2017-03-07", "2017-03-08", "2017-03-22", "2018"]


def test_the_eve_of_a_day() -> None:
    eve, _ = times_in("On the eve of a vote on 5 May they struck.")
    assert days(eve) == ("2018-05-04", "2018-05-04")


def test_times_of_day_get_the_nearest_day() -> None:
    dawn, _ = times_in("They struck at dawn on a hill in the north on Tuesday.")
    assert (dawn.value, *days(dawn)) == ("2018-07-31TMO", "2018-07-31", "2018-07-31")
    _, before = times_in("They struck on Tuesday before dawn.")
    assert days(before) == ("2018-07-31", "2018-07-31")
    clock = only("They struck at 8.30 pm.")
    assert (clock.value, clock.start) == ("2018-08-06T20:30", None)


def test_without_a_publication_date() -> None:
    assert (only("It fell on Dec. 10.", None).value, only("It fell on Dec. 10.", None).start) == ("XXXX-12-10", None)
    assert days(only("They left yesterday.", None)) == (None, None)
    assert days(only("They left on Tuesday.", None)) == (None, None)
    assert [t.value for t in times_in("It fell on Dec. 10. He spoke on 3 January 2017.", None)] == ["2016-12-10", "2017-01-03"]


def test_a_narrative_counts_from_what_it_tells() -> None:
    text = "In 1911, 1912, 1913, 1914, 1915 and 1916 they fought. On 3 December 1916 it fell. In January they fled, on 4 March they won."
    found = times_in(text)
    assert [t.value for t in found[-3:]] == ["1916-12-03", "1917-01", "1917-03-04"]


def test_the_date_line_is_named() -> None:
    text = "6 August 2018 Two fell on Tuesday."
    report = Report(text=text)
    published = report.published.model_copy(update={"start": MONDAY, "end": MONDAY, "spans": (report.span(0, 13),)})
    found = find_times(Parsed(report=report, doc=NLP.make_doc(text), recased=False), published, TIMES)
    assert [t.rule for t in found] == ["dateline", "weekday"]


def test_the_example_of_the_docs(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = re.findall(r"```(?:python)?\n(.*?)```", DOCS[DOCS.index("## An example") :], re.DOTALL)[:2]
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)[0], encoding="utf-8")
    mine = Codebook.load(tmp_path / "mine.yaml").times
    text = "It fell in 1440 AH, the town held at Nowruz."
    found = find_times(Parsed(report=Report(text=text), doc=NLP.make_doc(text), recased=False), Report(text=text).published, mine)
    assert [(t.span.text, t.value) for t in found] == [("1440 AH", "PAST_REF"), ("Nowruz", "XXXX-03-21")]


@pytest.mark.parametrize("key", ["rules", "macros"])
def test_a_rule_must_name_what_there_is(key: str) -> None:
    data = TIMES.model_dump(by_alias=True)
    own = data["languages"]["en"]
    own[key] = [{**own["rules"][0], "match": "{month} {moon}"}] if key == "rules" else {**own["macros"], "mine": "{moon}"}
    with pytest.raises(ValueError, match="moon"):
        TimesCodebook.model_validate(data)


def test_a_rule_must_be_a_regular_expression() -> None:
    mine = Language(rules=(ENGLISH.rules[0].model_copy(update={"name": "mine", "match": "(unclosed"}),))
    with pytest.raises(OnrecordError, match=r"E301 .*times\.rules\.mine"):
        _ = mine.patterns


def test_every_rule_has_its_normalisation() -> None:
    assert {rule.as_ for rule in ENGLISH.rules} == set(NORMALISATIONS)
    assert len({rule.name for rule in ENGLISH.rules}) == len(ENGLISH.rules)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %B %d, %Y", "%d %b %Y", "%A %d %B %Y", "the %dth of %B %Y"]))
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
def test_a_day_without_year_is_the_latest_past_one(published: date, day: date) -> None:
    start = only(f"They struck on {day.strftime('%d %B')}.", published).start
    assert start is not None
    assert start <= published
    assert (start.month, start.day) == (day.month, day.day)


@given(st.text(alphabet="ab 0123456789-/.:,;\n'’MayJune", max_size=80) | st.text(max_size=60), st.none() | DAYS)
def test_any_text_is_read(text: str, published: date | None) -> None:
    for timex in times_in(text or " ", published):
        assert timex.start is None or timex.end is None or timex.start <= timex.end
