"""What is reported as fact, as ongoing, planned, attempted, threatened or denied; and what is not
an event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.mentions import find_mentions
from onrecord.coding.events.status import judge
from onrecord.coding.records import Mention

Judge = Callable[[str], list[Mention]]


@pytest.fixture(scope="module")
def judged(cast: Callable[..., Cast], book: Codebook) -> Judge:
    def read(text: str) -> list[Mention]:
        people = cast(text)
        return [
            judge(m, people.parsed, book.modality)
            for m in find_mentions(people.parsed, book.triggers, people.classes)
        ]

    return read


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("occurred", "Rebels attacked the town."),
        ("occurred", "The town was attacked by rebels."),
        ("occurred", "The mayor condemned the attack on the school."),
        ("occurred", "Rebels have attacked the town."),
        ("ongoing", "Clashes are continuing."),
        ("ongoing", "Police are searching the village."),
        ("ongoing", "Rebels are besieging the town."),
        ("planned", "Rebels will attack the town."),
        ("planned", "Rebels were planning to attack the town."),
        ("planned", "Militants were planning to carry out attacks on markets."),
        ("attempted", "Militants tried to kill the mayor."),
        ("attempted", "Rebels failed to capture the village."),
        ("attempted", "The mayor survived an attempted assassination."),
        ("threatened", "Rebels threatened to attack the town."),
        ("threatened", "Rebels threatened an attack on the town."),
        ("denied", "The army denied that it had shelled the town."),
        ("denied", "The army denied shelling the town."),  # formerly reported as fact
    ],
)
def test_status(status: str, text: str, judged: Judge) -> None:
    (mention,) = judged(text)
    assert (mention.status, mention.real) == (status, True), mention.rule


@pytest.mark.parametrize(
    "text",
    [
        "Rebels did not attack the town.",
        "Rebels never attacked the town.",
        "No attack took place.",
        "If rebels attack the town, troops will respond.",
        "Did rebels attack the town?",
        "Rebels could attack the town.",
        "Rebels may have attacked the town.",
        "Rebels hoped to attack the town.",  # "hoped" was lemmatised as "hop"
        "Residents fear an attack on the town.",
        "The mayor called for protests.",
        "The mayor urged rebels to stop attacks.",  # formerly an attempted attack
        "A possible attack worried the mayor.",
        "There was a risk of attacks.",
    ],
)
def test_no_candidate(text: str, judged: Judge) -> None:
    assert [m.rule for m in judged(text) if m.real] == []


def test_only_what_stands_under_the_cue(judged: Judge) -> None:
    enter, kill = judged("Troops entered the town without killing anybody.")
    assert enter.real and not kill.real


def test_a_charge_tells_what_was_done_to_somebody_named(judged: Judge) -> None:
    assert [
        m.real
        for m in judged("Police arrested a man on suspicion of murdering Robert Lind in London.")
    ] == [True, True]
    assert [m.real for m in judged("Police arrested a man on suspicion of murder in London.")] == [
        True,
        False,
    ]


def test_the_cue_is_named(judged: Judge) -> None:
    (mention,) = judged("Rebels threatened to attack the town.")
    assert mention.rule == "attack: attack; under threaten"


# One sentence a row of the table ``modality.status``, by the name of the row.
ROWS = [
    ("unreal_modifier", "A possible attack worried the mayor."),
    ("attempted_modifier", "The mayor survived an attempted assassination."),
    ("planned_modifier", "A planned attack worried the mayor."),
    ("ongoing_modifier", "Residents reported continuing clashes."),
    ("noun_of_threat", "There were threats of attacks."),
    ("noun_of_unreal_noun", "There was a risk of attacks."),
    ("noun_of_attempt", "There was an attempt at assassination."),
    ("without_noun", "The day ended without clashes."),
    ("modifier_of_unreal_noun", "The mayor met attack victims."),
    ("modifier_of_attempt", "The mayor spoke of an assassination attempt."),
    ("object_of_attempt", "The army averted an attack on the market."),
    ("noun_under_plan", "Militants plotted an attack on the market."),
    ("noun_under_threat", "Rebels threatened an attack on the town."),
    ("object_of_denial", "The army denied the attack."),
    ("object_of_unreal_verb", "Residents fear an attack on the town."),
    ("noun_under_unreal_verb", "The mayor called for protests."),
    ("subject_of_lasting_verb", "Clashes continued in the town."),
    ("noun_behind_preposition", "The minister will visit the town after the attack."),
    ("object_of_verb", "The mayor could see the attack."),
    ("noun_at_verb", "Clashes will erupt in the town."),
    ("asked", "Did rebels attack the town?"),
    ("negated", "Rebels did not attack the town."),
    ("negated_subject", "No rebels attacked the town."),
    ("conditional", "If rebels attack the town, troops will respond."),
    ("future", "Rebels will attack the town."),
    ("modal", "Rebels could attack the town."),
    ("gerund_barred", "Troops entered the town without killing anybody."),
    ("gerund_of_unreal_noun", "Police arrested a man on suspicion of murdering a nurse."),
    ("gerund_under_unreal_verb", "The walls discouraged rebels from attacking the town."),
    ("gerund_averted", "Troops prevented rebels from attacking the town."),
    ("complement_of_unreal", "Rebels made no attempt to attack the town."),
    ("complement_of_plan", "Rebels were planning to attack the town."),
    ("complement_of_attempt", "Militants tried to kill the mayor."),
    ("complement_of_threat", "Rebels threatened to attack the town."),
    ("complement_of_denial", "The army denied shelling the town."),
    ("complement_of_lasting_verb", "Rebels continued to attack the town."),
    ("purpose", "Rebels crossed the river to attack the town."),
    ("infinitive_under_unreal", "Rebels hoped to attack the town."),
    ("infinitive_of_noun_or_adjective", "Rebels were eager to attack the town."),
    ("clause_under_denial", "The army denied that it had shelled the town."),
    ("clause_under_unreal_verb", "Residents feared that rebels had attacked the town."),
    ("infinitive_with_another", "Rebels hoped to enter the town and to attack the base."),
    ("verb_without_own_clause", "Rebels will enter the town and attack the base."),
    ("progressive", "Rebels are attacking the town."),
]


@pytest.mark.parametrize(("row", "text"), ROWS, ids=[row for row, _ in ROWS])
def test_each_row_decides_its_sentence(row: str, text: str, judged: Judge, book: Codebook) -> None:
    rule = book.modality.status[row]
    mention = next(m for m in judged(text) if f"status.{row}" in m.status_rules[:1])
    if rule.status != "governor":
        assert mention.status == rule.status
    if isinstance(rule.real, bool) and rule.status != "governor":
        assert mention.real == rule.real


def test_every_row_has_its_sentence(book: Codebook) -> None:
    assert [row for row, _ in ROWS] == list(book.modality.status)


def test_a_plan_behind_a_preposition_is_not_the_nouns(judged: Judge) -> None:
    (mention,) = judged("The minister will visit the town after the attack.")
    assert mention.status == "occurred"
    assert mention.status_rules == ("status.noun_behind_preposition", "status.future")


def test_what_the_verb_above_denies_is_no_event(judged: Judge) -> None:
    (mention,) = judged("Rebels did not try to kill Adil Karim.")  # "try" is a word of court too
    assert not mention.real
    assert mention.rule.endswith("; negated")


def test_a_long_coordination_ends(judged: Judge) -> None:
    text = "Rebels will " + ", ".join(["enter, leave and burn the town"] * 9) + " and kill people."
    assert judged(text)


def test_a_users_row_comes_before_the_one_it_names(
    cast: Callable[..., Cast], tmp_path: Path
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        """\
modality:
  lists:
    alleged: [allege]
  status:
    clause_under_allegation:
      of: verb
      says: alleged
      when: {relation: [ccomp], governor: [alleged]}
      status: occurred
      real: false
      before: asked
""",
        encoding="utf-8",
    )
    people = cast("Residents alleged that rebels had attacked the town.")
    book = Codebook.load(mine)
    (mention,) = (
        judge(m, people.parsed, book.modality)
        for m in find_mentions(people.parsed, book.triggers, people.classes)
    )
    assert (mention.real, mention.status_rules) == (False, ("status.clause_under_allegation",))
