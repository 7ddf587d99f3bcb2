"""A type of a user's own is treated like the shipped types of its family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import MONDAY

from onrecord.codebook import Codebook
from onrecord.coding.coder import Coder
from onrecord.schema import CodedReport, Report

Read = Callable[[str], CodedReport]

OWN = """
types:
  CATTLE_RAID: {family: violence, priority: 10, <rest>}
  ACID_ATTACK: {family: violence, priority: 10, <rest>}
  POISONING: {family: violence, priority: 10, <rest>}
  DRONE_STRIKE: {family: violence, by_means: true, priority: 5, <rest>}
  FORCED_RECRUITMENT: {family: taken, crime: true, priority: 10, <rest>}
  ROAD_BLOCKADE: {family: protest, priority: 10, <rest>}
  MINE_SEIZED: {family: territory, goes_with: [violence], priority: 10, <rest>}
  DRUG_BUST: {goes_with: [ARREST], priority: 10, <rest>}
triggers:
  frames:
    - {name: rustle, type: CATTLE_RAID, strength: 2, verbs: [rustle], nouns: [cattle raid]}
    - {name: acid, type: ACID_ATTACK, strength: 3, verbs: [throw acid], nouns: [acid attack]}
    - name: poison
      type: POISONING
      strength: 2
      verbs: [poison]
      object: [person, armed, civilians, name]
    - {name: drones, type: DRONE_STRIKE, strength: 3, nouns: [drone strike, drone attack]}
    - {name: conscript, type: FORCED_RECRUITMENT, strength: 2, harm: abducted, verbs: [conscript]}
    - {name: block-road, type: ROAD_BLOCKADE, strength: 2, verbs: [barricade street],
       nouns: [road blockade]}
    - {name: seize-mine, type: MINE_SEIZED, strength: 3, verbs: [overrun mine, seize mine]}
    - {name: bust, type: DRUG_BUST, strength: 3, nouns: [drug bust]}
  means:
    DRONE_STRIKE: [drone]
""".replace("<rest>", "definition: Own., acled: [Battles, Armed clash, Political violence]")


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Codebook]:
    folder = tmp_path_factory.mktemp("own")

    def loaded(text: str) -> Codebook:
        path: Path = folder / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return Codebook.load(path)

    return loaded


def reading(coder: Coder, book: Codebook) -> Read:
    own = replace(coder, codebook=book)
    return lambda text: own.code(Report(text=text, published=MONDAY))


@pytest.fixture(scope="module")
def read(coder: Coder, load: Callable[[str], Codebook]) -> Iterator[Read]:
    yield reading(coder, load(OWN))


def found(report: CodedReport) -> list[tuple[str, dict[str, int | None]]]:
    return [(e.type, {kind: v.best for kind, v in e.totals.items()}) for e in report.events]


CASES = [
    (
        "Gunmen rustled 40 cows near Gao on Monday, killing three herders, the army said.",
        [("CATTLE_RAID", {"killed": 3})],
    ),
    (
        "Three herders were killed in a cattle raid near Gao on Monday, the army said.",
        [("CATTLE_RAID", {"killed": 3})],
    ),
    (
        "Gunmen rustled 40 cows near Gao on Monday. Three herders were killed in the raid.",
        [("CATTLE_RAID", {"killed": 3})],
    ),
    (
        "A cattle raid left three herders dead near Gao on Monday.",
        [("CATTLE_RAID", {"killed": 3})],
    ),
    (
        "Two women were injured in an acid attack in Gao on Monday, police said.",
        [("ACID_ATTACK", {"injured": 2})],
    ),
    (
        "Two women were wounded in Gao on Monday when men threw acid at them.",
        [("ACID_ATTACK", {"injured": 2})],
    ),
    (
        "Two opposition leaders were poisoned in Bamako on Monday. One of them died.",
        [("POISONING", {"killed": 1})],
    ),
    (
        "A drone killed five people in Gao on Monday.",
        [("DRONE_STRIKE", {"killed": 5})],
    ),
    (
        "Five people were killed in a drone strike in Gao on Monday. "
        "Another two died in a nearby village.",
        [("DRONE_STRIKE", {"killed": 5}), ("DRONE_STRIKE", {"killed": 2})],
    ),
    (
        "Fighters conscripted 20 boys in a raid on a village near Gao on Monday.",
        [("FORCED_RECRUITMENT", {"abducted": 20})],
    ),
    (
        "Rebels conscripted 15 men near Gao on Monday and killed two villagers who resisted.",
        [("FORCED_RECRUITMENT", {"abducted": 15, "killed": 2})],
    ),
    (
        "Police shot dead two protesters at a road blockade in Gao on Monday.",
        [("EXCESSIVE_FORCE_AGAINST_PROTESTERS", {"killed": 2})],
    ),
    (
        "Demonstrators barricaded streets in Gao on Monday.",
        [("ROAD_BLOCKADE", {})],
    ),
    (
        "Rebels overran the gold mine near Gao on Monday, killing four guards.",
        [("MINE_SEIZED", {"killed": 4})],
    ),
    (
        "Police arrested two men in a drug bust in Gao on Monday.",
        [("DRUG_BUST", {"arrested": 2})],
    ),
]


@pytest.mark.parametrize(("text", "events"), CASES)
def test_own_types(text: str, events: list[tuple[str, dict[str, int | None]]], read: Read) -> None:
    assert found(read(text)) == events


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Gunmen killed three herders near Gao on Monday.", ["ARMED_CLASH"]),
        ("The army rescued 40 cows near Gao on Monday.", []),
        ("Police arrested five men over the cattle raid near Gao on Monday.", ["ARREST"]),
        ("Two women were injured in an attack in Gao on Monday.", ["ATTACK"]),
        ("The factory in Gao stores acid.", []),
        ("The river was poisoned near Gao on Monday.", []),
        ("An air strike killed five people in Gao on Monday.", ["AIR_STRIKE"]),
        ("Rebels overran the town of Gao on Monday.", ["NON_STATE_OVERTAKES_TERRITORY"]),
        ("Police arrested two men in Gao on Monday.", ["ARREST"]),
    ],
)
def test_look_alikes_keep_their_type(text: str, types: list[str], read: Read) -> None:
    assert [type_ for type_, _ in found(read(text))] == types


SHIPPED = """
triggers:
  frames:
    - {name: rustle, type: MOB_VIOLENCE, strength: 2, verbs: [rustle], nouns: [cattle raid]}
"""


@pytest.mark.parametrize("text", [text for text, _ in CASES[:4]])
def test_an_own_type_is_treated_like_a_shipped_one(
    text: str, read: Read, coder: Coder, load: Callable[[str], Codebook]
) -> None:
    shipped, own = reading(coder, load(SHIPPED))(text).events, read(text).events
    assert [e.type for e in shipped] == ["MOB_VIOLENCE"]
    assert [e.type for e in own] == ["CATTLE_RAID"]
    for one, other in zip(shipped, own, strict=True):
        assert one.model_copy(update={"type": other.type}) == other


def test_a_type_of_no_family_stands_alone(coder: Coder, load: Callable[[str], Codebook]) -> None:
    alone = reading(coder, load(OWN.replace("CATTLE_RAID: {family: violence,", "CATTLE_RAID: {")))
    assert [type_ for type_, _ in found(alone(CASES[0][0]))] == ["CATTLE_RAID", "ARMED_CLASH"]


@pytest.mark.parametrize(
    ("priority", "type_"), [(5, "CATTLE_RAID"), (10, "ATTACK"), (15, "ATTACK")]
)
def test_of_two_types_named_equally_strongly_the_lower_priority_wins(
    priority: int, type_: str, coder: Coder, load: Callable[[str], Codebook]
) -> None:
    text = OWN.replace(
        "CATTLE_RAID: {family: violence, priority: 10",
        f"CATTLE_RAID: {{family: violence, priority: {priority}",
    )
    read = reading(coder, load(text))
    report = read("Gunmen murdered three herders in a cattle raid near Gao on Monday.")
    assert found(report) == [(type_, {"killed": 3})]


def test_the_cattle_raid_of_the_guide(coder: Coder, load: Callable[[str], Codebook]) -> None:
    page = (Path(__file__).parents[3] / "docs" / "extending.md").read_text(encoding="utf-8")
    read = reading(coder, load(page.split("```yaml\n")[1].split("```")[0]))
    for text, events in CASES[:4]:
        assert found(read(text)) == events
    thrown = read("A hand grenade killed two men in Gao on Monday.")
    assert [(e.type, [w.kind for w in e.weapons]) for e in thrown.events] == [("ATTACK", ["ARM"])]


def test_a_rule_of_ones_own(coder: Coder, load: Callable[[str], Codebook]) -> None:
    text = "Gunmen in helicopters rustled 40 cows near Gao on Monday."
    rule = (
        "event_type:\n  rules:\n    mine:\n      says: a raid, whatever its means\n"
        "      before: means_from_the_air\n      when: {strongest: [CATTLE_RAID]}\n"
        "      type: CATTLE_RAID\n"
    )
    assert found(reading(coder, load(OWN))(text)) == [("AIR_STRIKE", {})]
    own = replace(coder, codebook=load(OWN + rule))
    report = own.code(Report(text=text, published=MONDAY))
    assert found(report) == [("CATTLE_RAID", {})]
    decisions = own.explain(report.report, report.events[0].id)
    assert "a raid, whatever its means" in [d.rule for d in decisions]
