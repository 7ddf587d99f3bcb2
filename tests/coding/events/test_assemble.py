"""Headline figures, claims, place and day of an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.schema import CodedReport, Event

Coding = Callable[..., CodedReport]


def only(coded: CodedReport) -> Event:
    assert len(coded.events) == 1, coded.events
    return coded.events[0]


def bounds(event: Event, kind: str = "killed") -> tuple[int | None, int | None]:
    return event.totals[kind].low, event.totals[kind].high


# --- how many -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Gunmen killed five villagers in Gao.", 5, 5),
        ("At least 15 villagers were killed in Gao.", 15, None),
        ("Up to 15 people were killed in Gao.", 0, 15),
        ("Gunmen killed a nurse and two soldiers in Gao.", 3, 3),
        ("Twelve people, including three children, were killed in an attack in Gao.", 12, 12),
        ("A family of six was killed in shelling in Gao.", 6, 6),
        ("Nobody was killed in the blast in Gao.", 0, 0),
        ("None was killed in the blast in Gao.", 0, 0),
        ("A blast in Gao left five people dead.", 5, 5),
        ("A blast in Gao killed seven people. The toll later rose to nine.", 9, 9),
        ("A man was shot and killed in Gao on Saturday.", 1, 1),
        (
            "Gunmen killed dozens of people in Gao. Gunmen killed 31 people in the attack, the mayor said.",
            31,
            31,
        ),
    ],
)
def test_headline_of_the_dead(text: str, low: int, high: int | None, code: Coding) -> None:
    assert bounds(only(code(text))) == (low, high)


@pytest.mark.parametrize(
    "text",
    ["A blast hit Gao.", "Gunmen killed villagers in Gao.", "Rebels attacked a school in Gao."],
)
def test_unknown_is_absent_and_never_nought(text: str, code: Coding) -> None:
    event = only(code(text))
    assert event.totals == {}
    assert event.harm == ()


def test_two_speakers_two_numbers(code: Coding) -> None:
    event = only(
        code(
            "A rebel spokesman said 30 soldiers were killed in the attack on the base in Gao on Saturday. "
            "The army said 12 soldiers were killed in the attack."
        )
    )
    assert bounds(event) == (12, 30)
    assert event.totals["killed"].best is None
    assert event.totals["killed"].rule == "lowest and highest claim"
    said = {event.claims[h.claim].speaker.name: h.low for h in event.harm}
    assert said == {"A rebel spokesman": 30, "The army": 12}


def test_speakers_who_agree(code: Coding) -> None:
    event = only(
        code(
            "The army said 12 people were killed in the blast in Gao. The mayor said 12 people were killed in the blast."
        )
    )
    assert bounds(event) == (12, 12)
    assert len(event.claims) == 2


def test_dead_and_wounded(code: Coding) -> None:
    event = only(code("At least 10 people were killed and 50 wounded in an attack in Gao."))
    assert bounds(event) == (10, None)
    assert bounds(event, "injured") == (50, 50)


def test_the_fled_are_displaced(code: Coding) -> None:
    # formerly 2 or more, and not displaced
    assert bounds(only(code("Some 2,000 people fled their homes in Gao.")), "displaced") == (
        2000,
        2000,
    )


def test_things_are_items(code: Coding) -> None:
    event = only(code("Security forces seized 20 rockets in Gao."))
    assert event.type == "DISRUPTED_WEAPONS_USE"
    assert [(i.kind, i.act, i.low, i.high) for i in event.items] == [("rocket", "seized", 20, 20)]
    assert event.totals == {}


# --- who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "side_a", "side_b"),
    [
        ("Rebels attacked an army base in Gao.", ["Rebels"], ["an army base"]),
        ("Five villagers were killed by gunmen in Gao.", ["gunmen"], ["villagers"]),
        (
            "At least 15 villagers were killed by gunmen in Gao.",
            ["gunmen"],
            ["villagers"],
        ),  # "At least 15 villagers" was a side
        (
            "Six villagers were killed in shelling in Gao.",
            [],
            ["villagers"],
        ),  # people killed in shelling shelled nobody
    ],
)
def test_sides(text: str, side_a: list[str], side_b: list[str], code: Coding) -> None:
    event = only(code(text))
    assert [a.name for a in event.side_a] == side_a
    assert [a.name for a in event.side_b] == side_b


@pytest.mark.parametrize(
    ("text", "type_", "side_a", "side_b"),
    [
        (
            "A roadside bomb hit a police patrol in Gao, killing two officers.",
            "REMOTE_EXPLOSIVE",
            set(),
            {"a police patrol", "officers"},
        ),
        ("Gunmen ambushed an army patrol in Gao.", "ARMED_CLASH", {"Gunmen"}, {"an army patrol"}),
    ],
)
def test_a_patrol_that_is_struck_is_no_doer(
    text: str, type_: str, side_a: set[str], side_b: set[str], code: Coding
) -> None:
    """The police of "a police patrol" set off the bomb, and a bomb of state forces was dropped from
    the air."""
    event = only(code(text))
    assert (event.type, {a.name for a in event.side_a}, {a.name for a in event.side_b}) == (
        type_,
        side_a,
        side_b,
    )


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            "Soldiers killed nine villagers in Gao on Sunday. Two farmers were killed in Mopti on Monday.",
            [["Soldiers"], ["Soldiers"]],
        ),
        (
            "Soldiers killed nine villagers in Gao on Sunday. Another attack on the town left 30 people dead.",
            [["Soldiers"], []],
        ),
        (
            "Soldiers killed nine villagers in Gao on Sunday. Thirty people were killed in the town in June 2021.",
            [["Soldiers"], []],
        ),
    ],
)
def test_a_doer_is_carried_over_only_to_what_may_be_his(
    text: str, doers: list[list[str]], code: Coding
) -> None:
    """A massacre of two years before was attributed to the army that the sentence before
    mentioned."""
    assert [[a.name for a in e.side_a] for e in code(text, published="2023-05-16").events] == doers


@pytest.mark.parametrize(
    ("text", "doer", "actor"),
    [
        (
            "MAIDUGURI, Nigeria, 5 March 2021 - Boko Haram fighters attacked Dikwa.",
            "Boko Haram fighters",
            "Boko Haram",
        ),
        (
            "On Tuesday Al Shabaab militants killed three people in Mandera.",
            "Al Shabaab militants",
            "Al Shabaab",
        ),
        (
            "On 03-04-2016 gunmen killed three men in Kidal.",
            "gunmen",
            "Unidentified Armed Group (Mali)",
        ),
        ("In Ramadan 2014 rebels shelled Menaka, killing six civilians.", "rebels", None),
    ],
)
def test_a_time_before_a_name_is_no_part_of_it(
    text: str, doer: str, actor: str | None, code: Coding
) -> None:
    """ "-04-2016 gunmen" acted, and Boko Haram lost its first word to the date line."""
    event = code(text).events[0]
    assert [(a.name, a.actor) for a in event.side_a] == [(doer, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked Gao on Sunday.",
        "Jets struck Gao, killing two.",
        "Overnight, rebels shelled Gao.",
    ],
)
def test_a_town_that_is_struck_is_the_place(text: str, code: Coding) -> None:
    event = only(code("BAMAKO, 14 May 2024 - " + text))
    assert event.where.resolved == "Gao"
    assert "Gao" not in [a.name for a in event.side_b]


@pytest.mark.parametrize(
    ("text", "type_", "side_a", "side_b"),
    [
        (
            "A convoy was ambushed near Gao, killing one soldier.",
            "ARMED_CLASH",
            [],
            ["A convoy", "soldier"],
        ),
        ("A Mali village massacre left 20 farmers dead.", "ATTACK", [], ["farmers"]),
        (
            "Police opened fire on hundreds of people marching in Gao, killing three.",
            "EXCESSIVE_FORCE_AGAINST_PROTESTERS",
            ["Police"],
            ["hundreds of people"],
        ),
        (
            "Four police officers were injured during a protest in Gao.",
            "VIOLENT_DEMONSTRATION",
            [],
            ["police officers"],
        ),
        (
            "Army experts defused a second device near Gao.",
            "DISRUPTED_WEAPONS_USE",
            ["Army experts"],
            [],
        ),
        (
            "Mali released 32 Nigerien soldiers on Monday in exchange for two officers.",
            "AGREEMENT",
            ["Mali"],
            ["Nigerien soldiers"],
        ),
    ],
)
def test_who_did_it_and_what_it_was(
    text: str, type_: str, side_a: list[str], side_b: list[str], code: Coding
) -> None:
    event = only(code(text))
    assert (event.type, [a.name for a in event.side_a]) == (type_, side_a)
    assert set(side_b) <= {a.name for a in event.side_b}


def test_they_who_struck_are_the_jets(code: Coding) -> None:
    coded = code(
        "Jets bombed Gao on Monday, killing eight civilians. On Wednesday they hit Mopti, killing 15 fighters."
    )
    assert [e.type for e in coded.events] == ["AIR_STRIKE", "AIR_STRIKE"]


def test_a_toll_told_days_later_is_of_the_event(code: Coding) -> None:
    event = only(
        code(
            "Gunmen killed 20 villagers in Koro on Sunday, officials said. The mayor said on Thursday that the toll rose to 41.",
            published="2024-05-16",
        )
    )
    assert [(h.low, event.claims[h.claim].speaker.name) for h in event.harm] == [
        (20, "officials"),
        (41, "The mayor"),
    ]


def test_had_been_arrested_earlier_is_another_arrest(code: Coding) -> None:
    now, then = code(
        "Defender detained in Gao\n\nPolice arrested Awa Tiloko Keita, a land rights defender, in Gao on 15 October 2022. Keita had been "
        "arrested earlier, in 2019.",
        title="Defender detained in Gao",
    ).events
    assert (now.when.start, then.when.start) == (date(2022, 10, 15), date(2019, 1, 1))
    assert now.totals["arrested"].best == then.totals["arrested"].best == 1


def test_it_is_the_army(code: Coding) -> None:
    """ "it" could not act, and the place was attached to an event that was left out."""
    event = only(code("The army said it had killed 40 militants in an operation in Gao."))
    assert [a.name for a in event.side_a] == ["The army"]
    assert event.where.name == "Gao"


def test_they_are_named(code: Coding) -> None:
    last = code("Rebels entered Gao on Saturday. They killed two soldiers.").events[-1]
    assert [a.name for a in last.side_a] == ["Rebels"]


# --- who says so ----------------------------------------------------------------------------------


def test_the_report_s_own_voice(code: Coding) -> None:
    (claim,) = only(code("Gunmen killed five villagers in Gao.")).claims
    assert (claim.speaker.name, claim.speaker.kind, claim.stance) == ("REPORT", "outlet", "states")


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("The mayor said gunmen killed five villagers in Gao.", "The mayor", "states"),
        ("Gunmen killed five villagers in Gao, according to witnesses.", "witnesses", "states"),
        ("The police confirmed the arrest of three students in Gao.", "The police", "confirms"),
        ("The army denied that it had shelled Gao.", "The army", "denies"),
    ],
)
def test_claims(text: str, speaker: str, stance: str, code: Coding) -> None:
    event = only(code(text))
    assert [(c.speaker.name, c.stance) for c in event.claims] == [(speaker, stance)]


def test_denied_is_not_occurred(code: Coding) -> None:
    assert only(code("The army denied that it had shelled Gao.")).status == "denied"


# --- when -----------------------------------------------------------------------------------------


def test_a_day_that_is_named(code: Coding) -> None:
    when = only(code("Gunmen killed five villagers in Gao on Saturday.")).when
    assert (when.start, when.end, when.basis, when.value) == (
        date(2024, 6, 1),
        date(2024, 6, 1),
        "stated",
        "2024-06-01",
    )
    assert [s.text for s in when.spans] in (["on Saturday"], ["Saturday"])


def test_no_day_named_is_the_report_s_and_says_so(code: Coding) -> None:
    when = only(code("Gunmen killed five villagers in Gao.")).when
    assert (when.start, when.basis, when.spans) == (date(2024, 6, 3), "report", ())


def test_no_day_at_all(code: Coding) -> None:
    coded = code("Gunmen killed five villagers in Gao.", published=None)
    assert (only(coded).when.start, only(coded).when.basis, only(coded).when.precision) == (
        None,
        "none",
        "none",
    )
    assert [d.code for d in coded.diagnostics] == ["W101"]


def test_a_day_counted_from_another_event(code: Coding) -> None:
    shelled, attacked = code(
        "Troops shelled Mopti on Friday, two days after rebels attacked Gao."
    ).events
    assert shelled.when.start == date(2024, 5, 31)
    assert (attacked.when.start, attacked.when.basis, attacked.when.anchor) == (
        date(2024, 5, 29),
        "anchored",
        shelled.id,
    )
    assert [s.text for s in attacked.when.spans] == ["two days after"]


def test_a_day_carries_on(code: Coding) -> None:
    first, second = code("Rebels entered Gao on Saturday. They killed two soldiers.").events
    assert second.when == first.when


def test_planned_events_have_no_day_of_the_report(code: Coding) -> None:
    event = only(code("Militants were planning to carry out attacks on markets."))
    assert (event.status, event.when.start, event.when.basis) == ("planned", None, "none")


def test_what_goes_on_has_no_beginning_that_nobody_named(code: Coding) -> None:
    event = only(code("Clashes are continuing in Gao."))
    assert (event.status, event.when.start, event.when.end) == ("ongoing", None, date(2024, 6, 3))


# --- where ----------------------------------------------------------------------------------------


def test_the_place_named_for_it(code: Coding) -> None:
    where = only(code("Gunmen killed five villagers in Gao.")).where
    assert (where.name, where.resolved, where.country) == ("Gao", "Gao", "MLI")
    assert [s.text for s in where.spans] == ["Gao"]


def test_a_place_carries_on(code: Coding) -> None:
    first, second = code("Rebels entered Gao on Saturday. They killed two soldiers.").events
    assert second.where.name == first.where.name == "Gao"


def test_a_place_that_nobody_knows_keeps_its_words_and_costs_nothing_else(code: Coding) -> None:
    event = only(code("Gunmen killed five villagers in Xorlovia on Saturday."))
    assert event.where.latitude is None
    assert bounds(event) == (5, 5)


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("4 shot in Gao on Saturday.", 4),
        ("Six people were shot in Gao on Saturday.", 6),
        ("4 hurt in Gao shooting on Saturday.", 4),
    ],
)
def test_those_shot_are_injured_unless_they_died(text: str, injured: int, code: Coding) -> None:
    assert bounds(only(code(text)), "injured") == (injured, injured)


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot and killed in Gao on Saturday.",
        "Gunmen killed the mayor of Gao on Saturday. The mayor was shot at his home.",
    ],
)
def test_whoever_died_of_the_shots_is_not_injured_too(text: str, code: Coding) -> None:
    assert "injured" not in only(code(text)).totals


def test_a_number_alone_is_no_side(code: Coding) -> None:
    event = only(
        code("Gunmen attacked a bus near Gao on Saturday. The attack killed 14 and wounded 20.")
    )
    assert [a.name for a in event.side_b] == ["a bus"]


def test_that_before_a_plural_belongs_to_no_name(code: Coding) -> None:
    event = only(
        code(
            "THE POLICE HAVE REPORTED IN GAO THAT ALLEGED TERRORISTS ON SATURDAY KILLED FIVE VILLAGERS IN GAO."
        )
    )
    assert [a.name for a in event.side_a] == ["ALLEGED TERRORISTS"]


def test_a_titles_toll_takes_no_later_one() -> None:
    """A toll in the title took every later number of the text for its own."""
    from onrecord.coding.coder import Coder
    from onrecord.schema import Report

    title = "Death toll in Gao blast rises"
    text = f"{title}\n\nA bomb exploded in a market in Gao on Monday, killing nine people and two soldiers. Three more died on Tuesday."
    totals = [
        e.totals["killed"].low
        for e in Coder().code(Report(title=title, text=text, published="2024-05-15")).events
        if "killed" in e.totals
    ]
    assert totals[0] == 11


def test_a_participle_behind_the_speaker_is_the_speakers_word(code: Coding) -> None:
    """ "…, police said, killing 11": police did not kill, and it is they who say it."""
    event = only(code("A car bomb exploded at dawn in Gao, police said, killing 11 people."))
    assert [a.name for a in event.side_a] == []
    assert [c.speaker.name for c in event.claims] == ["police"]
    event = only(
        code(
            "The bomb went off near a school in Gao, officials said on Monday, killing 11 and wounding 20 people."
        )
    )
    assert [c.speaker.name for c in event.claims] == ["officials"]


def test_a_building_does_not_act(code: Coding) -> None:
    event = only(code("A bomb exploded on the sixth floor of the Gao Hotel killing two people."))
    assert event.side_a == ()
