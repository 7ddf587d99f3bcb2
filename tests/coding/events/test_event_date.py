"""When an event happened: named, assumed from the report, counted, inherited. The reports are
published on Monday, 3 June 2024."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.coding.coder import Coder
from onrecord.schema import CodedReport, Event, Report, When

Coding = Callable[..., CodedReport]


def find(coded: CodedReport, words: str) -> Event:
    found = [e for e in coded.events if any(words in s.text for s in e.evidence)]
    assert found, [e.evidence for e in coded.events]
    return found[0]


def days(when: When) -> tuple[str | None, str | None, str]:
    return (
        when.start.isoformat() if when.start else None,
        when.end.isoformat() if when.end else None,
        when.basis,
    )


def test_the_day_of_the_telling_is_assumed_not_stated(code: Coding) -> None:
    event = find(
        code("Gunmen killed five villagers near Gao, the mayor said on Saturday."), "killed"
    )
    assert days(event.when) == ("2024-06-01", "2024-06-01", "report")
    assert [s.text for s in event.when.spans] == ["Saturday"]


def test_the_event_s_own_day_beats_that_of_the_telling(code: Coding) -> None:
    event = find(
        code("The mayor said on Sunday that gunmen killed five villagers near Gao on Friday."),
        "killed",
    )
    assert days(event.when) == ("2024-05-31", "2024-05-31", "stated")


def test_a_blast_told_of_a_day_later_is_one_blast(code: Coding) -> None:
    coded = code(
        "A bomb killed 31 soldiers in Gao, activists said on Sunday. The blast, which occurred on Saturday, destroyed a checkpoint."
    )
    event = find(coded, "31 soldiers")
    assert days(event.when) == ("2024-06-01", "2024-06-01", "stated")


def test_the_day_of_the_story_holds_for_what_is_told_without_one(code: Coding) -> None:
    coded = code(
        "Rebels shelled Gao on Friday, killing three people. The mayor visited the wounded. He spoke of a black day. "
        "Schools were closed. Markets were empty. Troops arrested two men in Mopti."
    )
    event = find(coded, "arrested two men")
    assert days(event.when) == ("2024-05-31", "2024-05-31", "report")


def test_a_year_long_past_is_no_day_of_the_story(code: Coding) -> None:
    coded = code(
        "Rebels burnt down a school in Gao in 2012. The town is calm. Its people trade. Cattle graze. Troops arrested two men in Mopti."
    )
    assert days(find(coded, "arrested two men").when) == ("2024-06-03", "2024-06-03", "report")


def test_the_perfect_falls_within_the_stretch_told_before(code: Coding) -> None:
    coded = code(
        "Rebels have abducted 40 traders in Gao since 10 March. They have executed 12 villagers in Mopti."
    )
    assert days(find(coded, "12 villagers").when)[:2] == ("2024-03-10", "2024-06-03")


def test_what_somebody_protests_against_is_over_at_no_time_said(code: Coding) -> None:
    coded = code("Students marched through Gao in protest against the arrest of 12 teachers.")
    assert days(next(e for e in coded.events if e.type == "ARREST").when) == (
        None,
        "2024-06-03",
        "report",
    )


def test_a_relative_clause_keeps_its_time(code: Coding) -> None:
    coded = code(
        "Gunmen of a group that laid down its weapons in March 2019 killed five villagers near Gao."
    )
    assert find(coded, "killed").when.start == date(2024, 6, 3)


def test_a_long_stretch_is_no_part_of_one_day(code: Coding) -> None:
    coded = code(
        "Air strikes on Gao on Saturday killed nine civilians. Since 10 February, 300 civilians have been killed in Gao."
    )
    assert find(coded, "nine civilians").when.end == date(2024, 6, 1)
    assert days(find(coded, "300 civilians").when)[:2] == ("2024-02-10", "2024-06-03")


@pytest.mark.parametrize(
    ("text", "start"),
    [("Clashes are continuing in Gao.", None), ("Troops are shelling Gao.", date(2024, 6, 3))],
)
def test_what_goes_on(text: str, start: date | None, code: Coding) -> None:
    (event,) = code(text).events
    assert (event.status, event.when.start, event.when.end) == ("ongoing", start, date(2024, 6, 3))


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        (
            "A bomb killed five traders in Gao on Friday. Two days after the attack, soldiers raided a camp near Mopti.",
            "raided",
            "2024-06-02",
        ),
        (
            "Troops shelled Mopti on Friday, two days after rebels attacked Gao.",
            "rebels attacked",
            "2024-05-29",
        ),
    ],
)
def test_counted_on_or_back(text: str, words: str, day: str, code: Coding) -> None:
    event = code(text).events[-1]
    assert any(words in s.text for s in event.evidence)
    assert days(event.when) == (day, day, "anchored")


def test_the_times_that_lost_are_explained(coder: Coder) -> None:
    report = Report.model_validate(
        {
            "text": "The mayor said on Sunday that gunmen killed five villagers near Gao on Friday.",
            "published": "2024-06-03",
        }
    )
    event = find(coder.code(report), "killed")
    (when,) = [d for d in coder.explain(report, event.id) if d.field == "when"]
    assert when.rule == "named for it (weekday)"
    assert when.lost == (("Sunday (2024-06-02)", "when it was said"),)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # the news itself; a total of what was done over time; what somebody now says about himself
        (
            "A car bomb has killed four people in Gao. Shops were closed.",
            "car bomb",
            ("2024-06-03", "2024-06-03", "report"),
        ),
        (
            "Hundreds of villagers have been killed in Gao.",
            "villagers",
            (None, "2024-06-03", "report"),
        ),
        (
            "The town is calm. Its people trade. Cattle graze. The rebels claim to have captured two villages near Gao.",
            "captured",
            ("2024-06-03", "2024-06-03", "report"),
        ),
    ],
)
def test_a_perfect(
    text: str, word: str, expected: tuple[str | None, str, str], code: Coding
) -> None:
    assert days(find(code(text), word).when) == expected


def test_what_lasts_and_is_named_in_passing_began_at_no_time_said(code: Coding) -> None:
    coded = code(
        "Rebels fled Gao. Aid reached Ansongo, a town which is besieged by government forces."
    )
    assert days(find(coded, "besieged").when) == (None, "2024-06-03", "report")


def test_what_came_after_is_of_no_day_between_then_and_the_report(code: Coding) -> None:
    coded = code(
        "In April, a trader was lynched by a mob in Gao. Subsequently, the police arrested a baker."
    )
    when = find(coded, "arrested").when
    assert (days(when), when.anchor) == (
        ("2024-04-01", "2024-06-03", "anchored"),
        find(coded, "lynched").id,
    )


@pytest.mark.parametrize(
    ("lead", "start", "end"),
    [
        ("Gunmen abducted a nurse in Gao on Saturday.", "2024-06-01", "2024-06-03"),
        (
            "Traders in Gao went on strike on Saturday.",
            "2024-06-01",
            "2024-06-01",
        ),  # nothing that an arrest would answer
        ("Gunmen abducted a nurse in Gao in 2019.", "2024-06-03", "2024-06-03"),  # long ago
    ],
)
def test_an_arrest_answers_the_violence_told_before_it(
    lead: str, start: str, end: str, code: Coding
) -> None:
    coded = code(
        f"{lead} The mayor spoke of a black day. Schools were closed. Markets were empty. The town is calm. Three men were arrested."
    )
    assert days(find(coded, "Three men were arrested").when) == (start, end, "report")


def test_what_the_telling_followed_was_over_by_then(code: Coding) -> None:
    coded = code(
        "The governor on Sunday announced a curfew following a wave of airstrikes that killed 38 civilians in Gao."
    )
    assert days(find(coded, "airstrikes").when) == (None, "2024-06-02", "stated")


def test_nothing_that_happened_begins_after_the_report(code: Coding) -> None:
    coded = code("Rebels raided Gao on Friday. The raid came 20 days after troops shelled Ansongo.")
    assert all(e.when.start is None or e.when.start <= date(2024, 6, 3) for e in coded.events)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # the year before the noun whose killing is reported
        (
            "A court acquitted him on Friday of a 2013 attack in which 67 people were killed.",
            "killed",
            ("2013-01-01", "2013-12-31"),
        ),
        # attached by the parser to the last noun of the charges
        (
            "The state hanged a man for murder, abduction and arson on Saturday, its website said.",
            "hanged",
            ("2024-06-01", "2024-06-01"),
        ),
        # attached by the parser to the verb of saying
        (
            "In connection with the bomb attack on the university on 31 May, the rebels state the following.",
            "bomb",
            ("2024-05-31", "2024-05-31"),
        ),
        # of the murder, not of the claim
        (
            "Rebels have claimed the murder of two teachers committed on Saturday in Gao, a source told us.",
            "murder",
            ("2024-06-01", "2024-06-01"),
        ),
        # the day of the dispatches
        (
            "Earlier this year 20 fighters were killed in raids near Gao in the east on Friday dispatches said.",
            "killed",
            ("2024-01-01", "2024-06-03"),
        ),
    ],
)
def test_a_time_and_the_verb_or_noun_that_it_belongs_to(
    text: str, word: str, expected: tuple[str, str], code: Coding
) -> None:
    assert days(find(code(text), word).when) == (*expected, "stated")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "The trader left Gao on 13 May, two days after troops shelled Ansongo.",
            "shelled",
            ("2024-05-11", "2024-05-11", "stated"),
        ),
        (
            "Gunmen raided Gao on Friday. Shortly after the raid, troops shelled Ansongo.",
            "shelled",
            ("2024-05-31", "2024-05-31", "anchored"),
        ),
        # of earlier events: from then on
        (
            "Ten men were arrested at sea after the town had voted for peace in 2019.",
            "arrested",
            ("2019-01-01", "2024-06-03", "stated"),
        ),
    ],
)
def test_counted_from_what_stands_beside(
    text: str, word: str, expected: tuple[str, str, str], code: Coding
) -> None:
    assert days(find(code(text), word).when) == expected


def test_what_somebody_is_accused_of_is_over_at_no_time_said(code: Coding) -> None:
    event = find(
        code(
            "Rebels shelled Gao on Friday. The army has accused the rebels of kidnapping 30 farmers."
        ),
        "kidnapping",
    )
    assert days(event.when) == (None, "2024-06-03", "report")


def test_a_round_up_of_a_month_dates_what_it_lists(code: Coding) -> None:
    coded = code(
        "Rebels killed 20 soldiers during May. They shelled Gao. We also mention the daring fighters who attacked the fort of Mopti."
    )
    assert {days(e.when)[:2] for e in coded.events} == {("2024-05-01", "2024-05-31")}


def test_a_chain_of_events_each_counted_from_the_one_before(code: Coding) -> None:
    coded = code(
        "The raid on Gao took place on 5 May. Rebels were shelled two days after that attack in Mopti. "
        "The next morning planes bombed Timbuktu. Two days later rebels killed nine people in Kidal."
    )
    found = [
        (find(coded, words).when.start, find(coded, words).when.anchor)
        for words in ("raid", "shelled", "bombed", "killed nine")
    ]
    assert found == [
        (date(2024, 5, 5), None),
        (date(2024, 5, 7), "e1"),
        (date(2024, 5, 8), "e2"),
        (date(2024, 5, 10), "e3"),
    ]


def test_words_that_count_back_and_have_nothing_to_count_from(code: Coding) -> None:
    event = find(code("Gunmen had kidnapped the nurse two weeks earlier in Gao."), "kidnapped")
    assert days(event.when) == ("2024-05-20", "2024-05-20", "stated")


def test_a_time_counted_from_the_telling_past_the_report_is_not_taken(code: Coding) -> None:
    event = find(
        code(
            "Gunmen killed nine farmers in Gao on Sunday, officials said on Monday. The next morning troops killed four rebels."
        ),
        "troops",
    )
    assert event.when.start is not None and event.when.start <= date(2024, 6, 3)
