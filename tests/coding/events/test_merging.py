"""Which sentences describe one event, and which describe two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import CodedReport

Coding = Callable[..., CodedReport]


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb killed seven people in Gao on Saturday. The blast also wounded twelve.",
        "Rebels attacked an army base in Gao on Saturday. The attack left five soldiers dead.",
        "A blast in Gao killed seven people. The toll later rose to nine.",
        "Rebels attacked a base in Gao. No one was killed.",
        "Rebels attacked an army base in Gao on Saturday, killing four soldiers, the army said. The Dawn Front said its rebels killed 10.",
        "Gunmen abducted a priest in Gao on Saturday. The priest was abducted in front of his church, witnesses said.",
        "Five soldiers were killed and dozens wounded when rebels attacked a base in Gao on Saturday.",
        "Government forces bombed rebel positions in Aleppo. It led to the death of four fighters.",
        "Security forces killed five militants during a search operation in Gao on Saturday.",
        "Troops raided a camp in Gao, killing five fighters and arresting one woman.",
        "At least nine people were killed and 14 wounded when gunmen attacked a bus near Mandera on Saturday, police said on Sunday.",
    ],
)
def test_one_candidate(text: str, code: Coding) -> None:
    assert len(code(text).events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed seven villagers in Gao on Saturday. Gunmen killed two villagers in Mopti on Sunday.",
        "A bomb killed seven people in Gao on Saturday. A bomb killed seven people in Mopti on Saturday.",
        "A bomb killed seven people in Gao. Another attack in Gao killed two.",
        "Gunmen abducted a priest in Gao on Friday. Police arrested three students in Mopti on Saturday.",
        "In Gao, a bomb killed two people; in Mopti, a bomb killed three.",
        "A bomb exploded at a hotel in Gao on Saturday, killing two people. Another bomb exploded in front of a bank, injuring a guard.",
        "Two men were arrested in Gao on Friday in connection with the killing of the journalist Robert Lind.",
        "Police arrested two men in Gao on Friday on suspicion of murdering Robert Lind.",
        "Gunmen killed four villagers in Gao on Friday. Gunmen killed nine villagers in Gao on Saturday.",
    ],
)
def test_two_candidates(text: str, code: Coding) -> None:
    assert len(code(text).events) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested four reporters, including Robert Lind and Ada Moss, in Gao on Friday.",
        "Four reporters, Robert Lind and Ada Moss among them, were arrested in Gao on Friday.",
        "Four reporters — Robert Lind and Ada Moss — were arrested in Gao on Friday.",
    ],
)
def test_who_is_named_among_those_struck_is_struck_and_not_counted_again(
    text: str, code: Coding
) -> None:
    (event,) = code(text).events
    assert {"reporters", "Robert Lind", "Ada Moss"} <= {a.name for a in event.side_b}
    assert (event.totals["arrested"].low, event.totals["arrested"].high) == (4, 4)


def test_what_several_sentences_tell_is_joined(code: Coding) -> None:
    (event,) = code(
        "A car bomb killed seven people in Gao on Saturday. The blast also wounded twelve."
    ).events
    assert event.type == "REMOTE_EXPLOSIVE"
    assert {kind: total.low for kind, total in event.totals.items()} == {"killed": 7, "injured": 12}
    assert len(event.evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        "At least 300,000 people have been killed in the war since 2011.",
        "Ines Keita opened a school in Gao.",
        "Rain fell in Gao on Saturday.",
        "Residents of Gao fear an attack.",
    ],
)
def test_no_candidate(text: str, code: Coding) -> None:
    assert code(text).events == ()


def test_links_to_other_articles_are_none_of_this_report(code: Coding) -> None:
    text = "Gunmen killed two farmers in Gao on Saturday. The mayor of the town came to see it.\n\nREAD ALSO: Rebels attack a school in Mopti"
    assert [e.where.name for e in code(text).events] == ["Gao"]


def test_a_bare_denial_is_an_account_of_the_event_before(code: Coding) -> None:
    coded = code(
        "Gunmen attacked a convoy near Menaka on Tuesday, killing six civilians, residents said. The army denied that anyone was killed."
    )
    (event,) = coded.events
    assert [(c.speaker.name, c.stance) for c in event.claims] == [
        ("residents", "states"),
        ("The army", "denies"),
    ]


KILLED = (
    "Gunmen killed six farmers in Gao on Monday. Soldiers killed two rebels near Mopti on Tuesday. "
)


@pytest.mark.parametrize(
    ("answer", "speaker", "stance"),
    [
        ("The Dawn Front denied involvement.", "Dawn Front", "denies"),
        ("The Dawn Front denied killing the farmers.", "Dawn Front", "denies"),
        ("The Dawn Front denied that its men had attacked the farmers.", "Dawn Front", "denies"),
        ("The Dawn Front said it had nothing to do with the attack.", "Dawn Front", "denies"),
        ("The Dawn Front rejected the accusation.", "Dawn Front", "denies"),
        ("Residents blamed the Dawn Front.", "Residents", "alleges"),
    ],
)
def test_whose_deed_it_was_is_said_of_the_event_whose_doer_nobody_knows(
    answer: str, speaker: str, stance: str, code: Coding
) -> None:
    farmers, rebels = code(KILLED + answer).events
    assert (speaker, stance) in [(c.speaker.name, c.stance) for c in farmers.claims]
    assert speaker not in [c.speaker.name for c in rebels.claims]


@pytest.mark.parametrize(
    "answer",
    [
        "Residents blamed the Dawn Brigade.",
        "Residents blamed the attack on the Dawn Brigade.",
        "Residents accused the Dawn Brigade of the attack.",
        "Residents attributed the attack to the Dawn Brigade.",
    ],
)
def test_whom_somebody_blames_is_the_alleged_doer(answer: str, code: Coding) -> None:
    (event,) = code("Gunmen killed six farmers in Gao on Monday. " + answer).events
    assert [a.name for a in event.side_a] == ["Gunmen", "the Dawn Brigade"]
    assert [a.name for a in event.side_b] == ["farmers"]
    assert ("Residents", "alleges") in [(c.speaker.name, c.stance) for c in event.claims]


def test_a_denied_request_is_no_denial_of_a_deed(code: Coding) -> None:
    (event,) = code(
        "Gunmen killed six farmers in Gao on Monday. The court denied bail to two guards."
    ).events
    assert [c.stance for c in event.claims] == ["states"]


def test_a_toll_that_somebody_gives_is_one_of_the_event_told_before(code: Coding) -> None:
    (event,) = code(
        "Gunmen killed at least 20 villagers in Koro, Mali, on Sunday, officials said. The mayor put the toll at 32 and said eleven people "
        "were still missing. On Monday the governor raised the death toll to 35."
    ).events
    rows = {(h.kind, h.low, event.claims[h.claim].speaker.name) for h in event.harm}
    assert rows == {
        ("killed", 20, "officials"),
        ("killed", 32, "The mayor"),
        ("missing", 11, "The mayor"),
        ("killed", 35, "the governor"),
    }


def test_among_the_dead_is_no_number_and_tells_the_event_again(code: Coding) -> None:
    strike, clash = code(
        "Warplanes bombed a market in Gao on Monday, killing eight civilians. Soldiers clashed with rebels near Mopti on Tuesday, killing "
        "two rebels. Radio Sahel said women and children were among the dead in Gao and put the toll there at 12."
    ).events
    assert [h.low for h in strike.harm] == [8, 12]
    assert [h.low for h in clash.harm] == [2]


def test_traders_among_the_dead_are_not_of_a_clash_of_soldiers(code: Coding) -> None:
    bomb, clash = code(
        "A suicide bombing at a market in Gao killed 17 people on Monday. Rebels killed two soldiers near Mopti on Tuesday. Witnesses said "
        "that traders were among the dead."
    ).events
    assert "traders" in [a.name for a in bomb.side_b]
    assert "traders" not in [a.name for a in clash.side_b]


def test_people_who_are_missing_are_no_violence(code: Coding) -> None:
    assert code("Two hikers are missing near Gao, police said.").events == ()


def test_a_headline_of_protesters_shot_is_the_event_below(code: Coding) -> None:
    (event,) = code(
        "Three protesters shot dead, rights group says\n\nPolice opened fire on Thursday on hundreds of people marching against taxes in "
        "Gao, killing three, the Lakeside Network said. Police spokesman Ali Keita said officers had used only tear gas, and denied that "
        "live bullets were fired.",
        title="Three protesters shot dead, rights group says",
    ).events
    assert event.type == "EXCESSIVE_FORCE_AGAINST_PROTESTERS"
    assert event.totals["killed"].best == 3
    assert ("Ali Keita", "denies") in [(c.speaker.name, c.stance) for c in event.claims]


def test_people_counted_place_by_place_are_events_of_their_own(code: Coding) -> None:
    coded = code(
        "Police arrested 12 people in Gao and 15 in Mopti on Monday.", published="2023-05-13"
    )
    assert [(e.where.resolved, e.totals["arrested"].best) for e in coded.events] == [
        ("Gao", 12),
        ("Mopti", 15),
    ]


def test_an_arrest_in_a_raid_is_an_arrest(code: Coding) -> None:
    (event,) = code(
        "Security forces detained 30 suspects during raids in Sirte on Monday.",
        published="2023-05-13",
    ).events
    assert event.type == "ARREST"


def test_fighters_on_the_run_are_not_displaced(code: Coding) -> None:
    coded = code(
        "Aircraft struck a group of terrorists fleeing toward the border near Gao on Monday, killing 11 of them.",
        published="2023-05-13",
    )
    assert [e.type for e in coded.events] == ["AIR_STRIKE"]


def test_what_has_happened_since_does_not_take_the_day_told_before(code: Coding) -> None:
    coded = code(
        "A bomb killed three soldiers near Gao on Monday. Hundreds of residents have fled to Mopti.",
        published="2023-05-13",
    )
    bomb, flight = coded.events
    assert bomb.when.basis == "stated"
    assert (flight.when.start, flight.when.basis) == (None, "report")


def test_they_who_open_fire_are_the_armed(code: Coding) -> None:
    (event,) = code(
        "Ten people were killed when armed men attacked the village of Bria on Monday. They opened fire at dawn.",
        published="2023-05-13",
    ).events
    assert [a.name for a in event.side_a] == ["armed men"]
