"""Every figure here is worked out by hand."""

from collections.abc import Mapping, Sequence

import pytest
from bench.muc.assign import assign
from bench.muc.keys import Template, read
from bench.muc.match import CORRECT, INCORRECT, PARTIAL, date, number, place, string
from bench.muc.reports import History, Judgement, spell
from bench.muc.score import Count, score
from hypothesis import given
from hypothesis import strategies as st

LABELS = {
    2: "INCIDENT: DATE",
    3: "INCIDENT: LOCATION",
    4: "INCIDENT: TYPE",
    5: "INCIDENT: STAGE OF EXECUTION",
    7: "INCIDENT: INSTRUMENT TYPE",
    9: "PERP: INDIVIDUAL ID",
    10: "PERP: ORGANIZATION ID",
    11: "PERP: ORGANIZATION CONFIDENCE",
    12: "PHYS TGT: ID",
    13: "PHYS TGT: TYPE",
    18: "HUM TGT: NAME",
    19: "HUM TGT: DESCRIPTION",
    20: "HUM TGT: TYPE",
    21: "HUM TGT: NUMBER",
    23: "HUM TGT: EFFECT OF INCIDENT",
}
PLAIN = {
    2: "06 MAY 91",
    3: "FREEDONIA: SPRINGFIELD (CITY)",
    4: "ATTACK",
    5: "ACCOMPLISHED",
    19: '"CLERKS"',
    20: 'CIVILIAN: "CLERKS"',
    21: '2: "CLERKS"',
    23: 'DEATH: "CLERKS"',
}
Slots = Mapping[int, str | Sequence[str]]


def text(message: str, *templates: tuple[str, Slots]) -> str:
    blocks = []
    for number_, slots in templates or (("*", {}),):
        lines = [f"0.  MESSAGE: ID   {message}", f"1.  MESSAGE: TEMPLATE   {number_}"]
        for slot, fills in slots.items():
            one, *more = [fills] if isinstance(fills, str) else fills
            lines += [f"{slot}.  {LABELS[slot]}   {one}", *(f"      {fill}" for fill in more)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def keys(*templates: tuple[str, Slots], message: str = "M1") -> dict[str, list[Template]]:
    return read(text(message, *templates))


def counts(count: Count) -> tuple[int, int, int, int, int, int, int]:
    return (
        count.possible,
        count.actual,
        count.correct,
        count.partial,
        count.incorrect,
        count.spurious,
        count.missing,
    )


def test_a_perfect_answer_earns_everything() -> None:
    found = score(keys(("1", PLAIN)), keys(("1", PLAIN)))
    assert counts(found.all_templates) == (8, 8, 8, 0, 0, 0, 0)
    assert (
        found.all_templates.f == found.all_templates.recall == found.all_templates.precision == 100
    )
    assert found.text_filtering.f == 100
    assert found.templates.correct == 1


def test_one_template_missing() -> None:
    second = PLAIN | {
        4: "KIDNAPPING",
        19: '"BEN IVES"',
        20: 'CIVILIAN: "BEN IVES"',
        21: '1: "BEN IVES"',
        23: "-",
    }
    found = score(keys(("1", PLAIN), ("2", second)), keys(("1", PLAIN)))
    assert counts(found.all_templates) == (15, 8, 8, 0, 0, 0, 7)  # eight fills and seven
    assert found.all_templates.recall == pytest.approx(100 * 8 / 15)
    assert found.all_templates.precision == 100
    assert counts(found.matched_only) == (8, 8, 8, 0, 0, 0, 0)
    assert counts(found.matched_missing) == counts(found.all_templates)
    assert counts(found.matched_spurious) == (8, 8, 8, 0, 0, 0, 0)
    assert (found.templates.correct, found.templates.missing) == (1, 1)


def test_one_template_spurious() -> None:
    other = PLAIN | {4: "BOMBING", 19: '"WALLS"', 20: "-", 21: "-", 23: "-"}
    found = score(keys(("1", PLAIN)), keys(("1", PLAIN), ("2", other)))
    assert counts(found.all_templates) == (8, 13, 8, 0, 0, 5, 0)
    assert found.all_templates.overgeneration == pytest.approx(100 * 5 / 13)
    assert found.all_templates.f == pytest.approx(200 * 8 / 21)
    assert counts(found.matched_spurious) == (8, 13, 8, 0, 0, 5, 0)
    assert counts(found.matched_missing) == (8, 8, 8, 0, 0, 0, 0)


def test_partial_place_costs_half() -> None:
    found = score(keys(("1", PLAIN)), keys(("1", PLAIN | {3: "FREEDONIA"})))
    assert counts(found.slots["inc-loc"]) == (1, 1, 0, 1, 0, 0, 0)
    assert found.all_templates.recall == pytest.approx(100 * 7.5 / 8)


def test_optional_fills_cost_nothing_when_left_out_and_count_when_given() -> None:
    key = keys(("1", PLAIN | {9: ['"MASKED MEN"', '? "DRIVER"']}))
    without = score(key, keys(("1", PLAIN | {9: '"MASKED MEN"'})))
    assert counts(without.slots["perp-ind-id"]) == (1, 1, 1, 0, 0, 0, 0)
    both = score(key, keys(("1", PLAIN | {9: ['"MASKED MEN"', '"DRIVER"']})))
    assert counts(both.slots["perp-ind-id"]) == (2, 2, 2, 0, 0, 0, 0)
    wrong = score(key, keys(("1", PLAIN | {9: ['"MASKED MEN"', '"COOK"']})))
    assert counts(wrong.slots["perp-ind-id"]) == (2, 2, 1, 0, 1, 0, 0)


def test_optional_templates_cost_nothing_when_left_out_and_count_when_matched() -> None:
    key = keys(("1 (OPTIONAL)", PLAIN))
    assert counts(score(key, keys()).all_templates) == (0, 0, 0, 0, 0, 0, 0)
    assert counts(score(key, keys(("1", PLAIN))).all_templates) == (8, 8, 8, 0, 0, 0, 0)


def test_irrelevant_texts() -> None:
    found = score({"M1": [], "M2": []}, {"M1": keys(("1", PLAIN))["M1"]})
    assert counts(found.all_templates) == (0, 8, 0, 0, 0, 8, 0)
    assert counts(found.text_filtering) == (0, 1, 0, 0, 0, 1, 0)


def test_templates_are_mapped_only_where_type_and_content_meet() -> None:
    same_place = PLAIN | {19: '"HORSES"', 20: "-", 21: "-", 23: "-"}
    found = score(keys(("1", PLAIN)), keys(("1", same_place)))
    assert (found.templates.correct, found.templates.missing, found.templates.spurious) == (0, 1, 1)
    found = score(keys(("1", PLAIN)), keys(("1", PLAIN | {4: "BOMBING"})))
    assert found.templates.correct == 0
    found = score(keys(("1", PLAIN | {4: "BOMBING"})), keys(("1", PLAIN)))
    # ATTACK for another type is half right
    assert counts(found.slots["inc-type"]) == (1, 1, 0, 1, 0, 0, 0)


def test_the_better_pair_is_mapped_first() -> None:
    other = PLAIN | {
        2: "01 MAY 91",
        19: '"MINERS"',
        20: 'CIVILIAN: "MINERS"',
        21: '9: "MINERS"',
        23: 'INJURY: "MINERS"',
    }
    found = score(keys(("1", PLAIN), ("2", other)), keys(("1", other), ("2", PLAIN)))
    assert counts(found.all_templates) == (16, 16, 16, 0, 0, 0, 0)


def test_wrong_reference_costs_half_and_one_to_another_fill_all() -> None:
    key = PLAIN | {
        19: ['"CLERKS"', '"GUARD"'],
        20: ['CIVILIAN: "CLERKS"', 'SECURITY GUARD: "GUARD"'],
        21: "-",
        23: "-",
    }
    nobody = key | {20: ['CIVILIAN: "CROWD"', 'SECURITY GUARD: "GUARD"']}
    assert counts(score(keys(("1", key)), keys(("1", nobody))).slots["hum-tgt-type"]) == (
        2,
        2,
        1,
        1,
        0,
        0,
        0,
    )
    swapped = key | {20: ['CIVILIAN: "GUARD"', 'SECURITY GUARD: "CLERKS"']}
    assert counts(score(keys(("1", key)), keys(("1", swapped))).slots["hum-tgt-type"]) == (
        2,
        2,
        0,
        0,
        2,
        0,
        0,
    )


def test_a_reference_is_right_where_its_string_was() -> None:
    given_ = PLAIN | {
        19: '"THE 2 CLERKS"',
        20: 'CIVILIAN: "THE 2 CLERKS"',
        21: '2: "THE 2 CLERKS"',
        23: 'DEATH: "THE 2 CLERKS"',
    }
    assert score(keys(("1", PLAIN)), keys(("1", given_))).all_templates.f == 100


def test_partial_set_fills() -> None:
    key = PLAIN | {
        10: '"OWL FRONT"',
        11: 'SUSPECTED OR ACCUSED BY AUTHORITIES: "OWL FRONT"',
        20: 'FORMER ACTIVE MILITARY: "CLERKS"',
    }
    ours = key | {
        11: 'SUSPECTED OR ACCUSED: "OWL FRONT"',
        20: 'ACTIVE MILITARY: "CLERKS"',
        7: 'GUN: "-"',
    }
    found = score(keys(("1", key | {7: 'RIFLE: "-"'})), keys(("1", ours)))
    for slot in ("perp-org-conf", "hum-tgt-type", "inc-instr-type"):
        assert counts(found.slots[slot]) == (1, 1, 0, 1, 0, 0, 0)
    backwards = score(keys(("1", ours)), keys(("1", key)))
    assert counts(backwards.slots["perp-org-conf"]) == (1, 1, 0, 0, 1, 0, 0)


def test_fallout_counts_the_wrong_items_that_could_have_been_given() -> None:
    found = score(keys(("1", PLAIN)), keys(("1", PLAIN | {5: "ATTEMPTED"})))
    # one wrong of the two wrong stages
    assert found.slots["inc-stage"].fallout == pytest.approx(50)


def test_human_judgements_come_before_the_rules() -> None:
    key, ours = keys(("1", PLAIN)), keys(("1", PLAIN | {19: '"STAFF"', 20: "-", 21: "-", 23: "-"}))
    history = History(
        {
            ("M1", 1, "hum-tgt-desc", spell(("STAFF", ""))): [
                Judgement("match", (frozenset({spell(("CLERKS", ""))}),))
            ]
        }
    )
    # not mapped: none of the content matches
    assert counts(score(key, ours).slots["hum-tgt-desc"]) == (1, 1, 0, 0, 0, 1, 1)
    assert counts(score(key, ours, history).slots["hum-tgt-desc"]) == (1, 1, 1, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ("06 MAY 91", "06 MAY 91", CORRECT),
        ("06 MAY 91", "05 MAY 91 - 06 MAY 91", PARTIAL),
        ("05 MAY 91", "- 06 MAY 91", PARTIAL),
        ("- 06 MAY 91", "05 MAY 91 - 06 MAY 91", PARTIAL),
        ("- 06 MAY 91", "06 MAY 91", PARTIAL),
        ("- 06 MAY 91", "05 MAY 91", INCORRECT),
        ("07 MAY 91", "06 MAY 91", INCORRECT),
        ("SOON", "06 MAY 91", INCORRECT),
    ],
)
def test_dates(ours: str, theirs: str, verdict: int) -> None:
    assert date(ours, theirs) == verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ("A: B (CITY)", "A: B (CITY / TOWN)", CORRECT),
        ("A: B (CITY): C (DISTRICT)", "A: C (DISTRICT): B (CITY)", CORRECT),
        ("A", "A: B (CITY)", PARTIAL),
        ("A: D (CITY)", "A: B (CITY)", PARTIAL),
        ("E: B (CITY)", "A: B (CITY)", PARTIAL),
        ("E", "A", INCORRECT),
    ],
)
def test_places(ours: str, theirs: str, verdict: int) -> None:
    assert place(ours, theirs) == verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ("7", "7", CORRECT),
        ("7-", "7 -", CORRECT),
        ("7", "5 - 7", PARTIAL),
        ("7", "~7", PARTIAL),
        ("7", "8", INCORRECT),
        ("PLURAL", "2", INCORRECT),
    ],
)
def test_numbers(ours: str, theirs: str, verdict: int) -> None:
    assert number(ours, theirs) == verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ("THE 3 PEASANTS", "PEASANTS", CORRECT),
        ("OLD PEASANTS", "PEASANTS", CORRECT),
        ("PEASANTS, WHICH WAS A MISTAKE", "PEASANTS", PARTIAL),
        ("MOSS", "ADA GRACE MOSS", PARTIAL),
        ("OIL", "OIL PIPELINE", PARTIAL),
        ("BAKERS", "PEASANTS", INCORRECT),
    ],
)
def test_strings(ours: str, theirs: str, verdict: int) -> None:
    assert string(ours, theirs) == verdict


@given(
    st.integers(0, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), max_size=4)
    )
)
def test_assignment_is_one_to_one_and_the_best_there_is(grid: list[list[int]]) -> None:
    from itertools import permutations

    pairs = assign(grid)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    rows, columns = len(grid), len(grid[0]) if grid else 0
    wide = grid if rows <= columns else [list(column) for column in zip(*grid, strict=True)]
    best = max(
        (
            sum(row[j] for row, j in zip(wide, chosen, strict=True))
            for chosen in permutations(range(max(rows, columns)), len(wide))
        ),
        default=0,
    )
    assert sum(grid[i][j] for i, j in pairs) == best
