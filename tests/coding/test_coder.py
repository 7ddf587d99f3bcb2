"""A whole report: the shipped example, determinism, robustness, explanations."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.codebook.times import Mode
from onrecord.coding.coder import Coder
from onrecord.errors import OnrecordError
from onrecord.gazetteer import Gazetteer
from onrecord.schema import CodedReport, Event, Report, spans_of

Coding = Callable[..., CodedReport]
EXAMPLE = Path(__file__).parents[2] / "examples" / "samarra.txt"
STORY = (
    "GAO, 3 June — Gunmen killed at least five villagers in Gao on Saturday, mayor Ines Keita said. “They burnt the mill”, she said. "
    "The army denied that anyone was killed. Two days earlier troops seized dozens of rockets near Mopti."
)


# --- the example report ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def samarra(coder: Coder) -> CodedReport:
    return coder.code(Report(text=EXAMPLE.read_text(encoding="utf-8")))


def find(coded: CodedReport, words: str) -> Event:
    """The event whose evidence begins with a sentence that contains some words."""
    found = [e for e in coded.events if words in e.evidence[0].text]
    assert len(found) == 1, (words, [e.evidence[0].text for e in coded.events])
    return found[0]


def speakers(event: Event) -> set[str]:
    return {c.speaker.name for c in event.claims}


def test_example_its_day_by_the_weekday(samarra: CodedReport) -> None:
    published = samarra.report.published
    assert (published.start, published.basis) == (date(2018, 8, 6), "weekday")
    assert [s.text for s in published.spans] == ["Monday (August 6th)"]


def test_example_the_operation_of_august_2nd(samarra: CodedReport) -> None:
    event = find(samarra, "August 2nd launched extensive pursuit operations")
    assert event.type in ("AIR_STRIKE", "ARMED_CLASH")
    assert (event.status, event.when.start, event.when.end, event.when.basis) == (
        "occurred",
        date(2018, 8, 2),
        date(2018, 8, 2),
        "stated",
    )
    assert (event.where.name, event.where.resolved, event.where.country, event.where.precision) == (
        "southern Samarra",
        "Samarra",
        "IRQ",
        "near",
    )
    killed = event.totals["killed"]
    assert (killed.low, killed.best, killed.high) == (15, 15, 15)
    assert {h.class_ for h in event.harm} == {"combatant"}
    assert speakers(event) == {"Mahmoud Khalaf"}
    assert any("air force" in a.name for a in event.side_a)
    assert any("ISIS" in a.name for a in event.side_b)


def test_example_the_raid_two_days_before(samarra: CodedReport) -> None:
    event, operation = (
        find(samarra, "raided an ISIS stronghold"),
        find(samarra, "pursuit operations"),
    )
    assert (event.type, event.status) == ("ARMED_CLASH", "occurred")
    assert (event.when.start, event.when.basis, event.when.anchor) == (
        date(2018, 7, 31),
        "anchored",
        operation.id,
    )
    assert [s.text for s in event.when.spans] == ["two days after"]
    assert event.where.name == "Samarra Island"
    assert (event.totals["killed"].low, event.totals["killed"].high) == (5, 5)
    assert (event.totals["arrested"].low, event.totals["arrested"].high) == (1, 1)
    assert {event.claims[h.claim].speaker.name for h in event.harm} == {"REPORT"}
    assert any("intelligence and military force" in a.name for a in event.side_a)


def test_example_clearance_of_explosives(samarra: CodedReport) -> None:
    event = find(samarra, "detonated dozens of improvised explosive devices")
    assert (event.type, event.status) == ("DISRUPTED_WEAPONS_USE", "occurred")
    assert (event.when.start, event.when.end) == (date(2018, 7, 24), date(2018, 8, 6))
    assert event.where.name is not None and "al-Line" in event.where.name
    assert event.where.country == "IRQ"
    assert (24, 99) in [(i.low, i.high) for i in event.items]
    assert "REPORT" in speakers(event)
    assert event.totals == {}


def test_example_security_duties(samarra: CodedReport) -> None:
    event = find(samarra, "security duties")
    assert (event.type, event.status) == ("OTHER", "ongoing")
    assert (event.when.start, event.when.end) == (date(2018, 7, 21), date(2018, 8, 6))
    assert [a.name for a in event.side_a] == ["Iraqi forces"]
    assert speakers(event) == {"Mahmoud Khalaf"}


def test_example_search_operations(samarra: CodedReport) -> None:
    event = find(samarra, "Search and clearing operations")
    assert event.type == "OTHER"
    assert event.where.resolved == "Samarra"
    assert "Mahmoud Khalaf" in speakers(event)
    assert event.when.start is None
    assert any(c.via == ("Diyaruna",) for c in event.claims)


def test_example_what_unnamed_media_allege(samarra: CodedReport) -> None:
    event = find(samarra, "trying to find shelter")
    assert event.type == "CHANGE_TO_GROUP"
    assert event.where.name == "Samarra Island"
    assert [(c.speaker.name, c.stance) for c in event.claims] == [
        ("Recent media reports", "alleges")
    ]


def test_example_planned_attacks(samarra: CodedReport) -> None:
    event = find(samarra, "planning to carry out attacks")
    assert event.status == "planned"
    assert event.type in ("ATTACK", "SUICIDE_BOMB")
    assert event.when.start is None
    assert event.totals == {}
    assert {a.name for a in event.side_b} == {"civilian targets", "security headquarters"}


def test_example_nothing_else(samarra: CodedReport) -> None:
    assert len(samarra.events) == 7
    first = [e.evidence[0].text for e in samarra.events]
    for words in (
        "will never stop",
        "any attempt to infiltrate",
        "administrative borders",
        "end the terrorists",
    ):
        assert not any(words in text for text in first), words


# --- spans and determinism ------------------------------------------------------------------------


@pytest.mark.parametrize("text", [STORY, STORY.upper(), EXAMPLE.read_text(encoding="utf-8")])
def test_every_value_points_at_its_words(text: str, code: Coding) -> None:
    coded = code(text, published=None)
    assert coded.events
    assert coded.report.text == text
    assert all(text[s.start : s.end] == s.text for s in spans_of(coded))
    for event in coded.events:
        assert all(h.spans for h in event.harm)
        assert all(a.spans for a in (*event.side_a, *event.side_b))


def test_ids_count_through(code: Coding) -> None:
    events = code(STORY).events
    assert [e.id for e in events] == [f"e{n}" for n in range(1, len(events) + 1)]


def test_twice_the_same(code: Coding) -> None:
    assert code(STORY).to_json() == code(STORY).to_json()


def test_the_same_in_another_process_with_other_hashes(coder: Coder) -> None:
    program = "import sys; from onrecord import code, Report; sys.stdout.buffer.write(code(Report(text=sys.stdin.read())).to_json().encode())"
    text = EXAMPLE.read_text(encoding="utf-8")
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=text.encode(),
        capture_output=True,
        check=True,
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        },
    )
    assert run.stdout.decode() == coder.code(Report(text=text)).to_json()


def test_what_was_coded_before_changes_nothing(code: Coding) -> None:
    before = code(STORY).to_json()
    code(
        "Rebels captured Mopti on Friday. Ines Lind, the mayor of Mopti, was killed.",
        published="2011-01-01",
    )
    assert code(STORY).to_json() == before


# --- robustness -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "Attack",
        "killed",
        "15",
        "...",
        "?!?!",
        "“”‘’—–…",
        "\u200b\u200b",
        "🕊️🔥💣",
        "Gunmen 🔫 killed five 👨‍👩‍👧 in Gao 🇲🇱.",
        "\x00\x01 killed \x7f",
        "killed " * 200,
        "and five soldiers " * 200,
        "((((" * 100,
        "ATTACK ATTACK ATTACK",
        "İSTANBUL: FIVE KILLED",
        "ﬁve killed in oﬀensive",
        "قتل خمسة في غاو",
        "Five were killed.\u2028Six were wounded.\u2029",
        "Five were\r\nkilled\rin Gao.",
    ],
)
def test_odd_texts_are_coded_all_the_same(text: str, code: Coding) -> None:
    for published in (None, "2024-06-03"):
        coded = code(text, published=published)
        assert CodedReport.model_validate_json(coded.to_json()) == coded


def test_a_very_long_sentence(code: Coding) -> None:
    text = (
        "Gunmen killed five villagers in Gao on Saturday, "
        + ", ".join(f"and in the village of Ko{n} they burnt {n} mills" for n in range(2, 120))
        + "."
    )
    events = code(text).events
    assert events
    assert all(len(s.text) <= 300 for e in events for s in e.evidence)


WORDS = """Gunmen rebels killed attacked bombed arrested were five dozens of at least soldiers Gao on Saturday in the , . “ ” ( ) —
two days after said army denied that it planned to will not an attack explosion and injured 15 2,300"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(PIECES, max_size=30).map(" ".join))
@example(text="two days after two days after")
@example(text="killed and injured and killed five , five and 15 of 15")
def test_words_of_the_trade_in_any_order(text: str, code: Coding) -> None:
    coded = code(text)
    assert all(text[s.start : s.end] == s.text for s in spans_of(coded))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=80))
def test_any_text(text: str, code: Coding) -> None:
    assert code(text).report.text == text


# --- rule sets, explanations, the coder itself ----------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "low", "high"), [("literal", 24, 99), ("acled", 12, 12), ("ucdp", 24, None)]
)
def test_rule_sets_for_vague_numbers(rules: str, low: int, high: int | None, coder: Coder) -> None:
    made = Coder(codebook=coder.codebook, gazetteer=coder.gazetteer, rules=rules)
    (event,) = made.code(Report(text="Dozens of villagers were killed in Gao.")).events
    assert (event.totals["killed"].low, event.totals["killed"].high) == (low, high)


def test_every_value_is_explained(coder: Coder) -> None:
    report = Report(text=STORY)
    events = coder.code(report).events
    for event in events:
        decided = {d.field: d for d in coder.explain(report, event.id)}
        assert {"type", "status", "when", "where", "side_a", "side_b", "claim"} <= set(decided)
        assert set(event.totals) <= set(decided)
        assert decided["type"].value == event.type
        assert decided["status"].value == event.status
        assert all(d.rule and d.rule_id for d in decided.values())
        assert all(
            report.text[s.start : s.end] == s.text for d in decided.values() for s in d.spans
        )


def test_a_number_is_explained_by_the_words_that_tell_it(coder: Coder) -> None:
    """ "they", for which a number is given elsewhere, was among the words."""
    report = Report(text=EXAMPLE.read_text(encoding="utf-8"))
    event = find(coder.code(report), "pursuit operations")
    (killed,) = [d for d in coder.explain(report, event.id) if d.field == "killed"]
    assert [s.text for s in killed.spans] == ["15"]


@pytest.mark.parametrize(
    ("words", "value", "rule_id"),
    [
        ("at least 15", "15 or more", "count.at_least"),
        ("more than 15", "15 or more", "count.more_than"),
        ("up to 15", "0–15", "count.up_to"),
        ("fewer than 15", "0–15", "count.fewer_than"),
        ("about 15", "15", "count.about"),
        ("15", "15", "count.exact"),
        ("10 to 15", "10–15", "count.range"),
        ("dozens of", "24–99", "count.vague"),
    ],
)
def test_an_open_bound_is_explained(coder: Coder, words: str, value: str, rule_id: str) -> None:
    report = Report(text=f"Gunmen killed {words} villagers in Gao on Monday.")
    (harm,) = [d for d in coder.explain(report, "e1") if d.field == "harm"]
    assert harm.value.startswith(f"killed {value} (")
    assert harm.rule_id == rule_id
    assert [s.text for s in harm.spans] == [words]


def test_weapons_items_and_stances_are_explained(coder: Coder) -> None:
    report = Report(
        text="Fighter jets bombed a depot in Gao on Monday, the army said. On Tuesday police seized"
        " three rifles in Mopti."
    )
    first, second = coder.code(report).events
    decided = [(d.field, d.value, d.rule_id) for d in coder.explain(report, first.id)]
    assert ("weapon", "Fighter jets", "weapon.type") in decided
    assert ("claim", "the army states", "claim.attribution") in decided
    decided = [(d.field, d.value, d.rule_id) for d in coder.explain(report, second.id)]
    assert ("item", "rifle", "item.object") in decided
    assert ("claim", "REPORT states", "claim.report") in decided


def test_no_such_event_to_explain(coder: Coder) -> None:
    with pytest.raises(KeyError):
        coder.explain(Report(text=STORY), "e99")


def test_without_gazetteer(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError) as caught:
        Gazetteer.open(tmp_path / "none.db")
    assert caught.value.code == "E401"


def test_the_year_is_no_later_than_the_retrieval(coder: Coder) -> None:
    text = "Gunmen killed five villagers in Gao, the mayor told Sahel Wire Monday (August 6th)."
    for retrieved, year in ((date(2013, 1, 1), 2012), (date(2020, 1, 1), 2018)):
        assert coder.code(Report(text=text, retrieved=retrieved)).report.published.start == date(
            year, 8, 6
        )


def test_output_is_json(code: Coding) -> None:
    data = json.loads(code(STORY).to_json(indent=None))
    assert data["schema"] == "onrecord/1"
    assert [e["id"] for e in data["events"]] == [e.id for e in code(STORY).events]


# --- the page that explains it --------------------------------------------------------------------

PAGE = (EXAMPLE.parents[1] / "docs" / "coding.md").read_text(encoding="utf-8")


def test_the_page_names_what_there_is() -> None:
    source = Path(onrecord.__file__).parent
    for name in re.findall(r"`(\w+\.yaml)`", PAGE):
        assert (source / "codebook" / "data" / name).is_file(), name


def test_the_worked_example_is_what_explain_says(coder: Coder) -> None:
    decided = {
        d.field: d for d in coder.explain(Report(text=EXAMPLE.read_text(encoding="utf-8")), "e5")
    }
    for name, value, words in (
        ("where", "Samarra Island", "Samarra Island"),
        ("when", "2018-07-31", "two days after"),
        ("killed", "5", "five"),
        ("arrested", "1", "one"),
        ("type", "ARMED_CLASH", "raided"),
    ):
        assert decided[name].value == value
        assert words in [s.text for s in decided[name].spans]
    assert decided["when"].rule == "counted from e4"
    assert decided["type"].rule == "both sides armed"


# --- languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "codes"), [("en", []), ("en-GB", []), ("fr", ["W104"]), ("fr-ML", ["W104"])]
)
def test_a_report_in_another_language_is_not_passed_over_in_silence(
    coder: Coder, language: str, codes: list[str]
) -> None:
    text = "Des hommes armés ont tué cinq villageois près de Gao lundi, selon l'armée."
    coded = coder.code(Report(text=text, language=language, published="2024-06-03"))
    assert [d.code for d in coded.diagnostics] == codes
    assert all(repr(language) in d.message for d in coded.diagnostics)


# --- times ----------------------------------------------------------------------------------------


def test_times_that_contradict_themselves_are_told(coder: Coder) -> None:
    text = "Gunmen killed two men in Gao on Tuesday August 8, 2018. Another fell on 03-04-2016."
    coded = coder.code(Report(text=text, published="2018-08-20"))
    assert [d.code for d in coded.diagnostics] == ["W102", "W103"]
    assert "2018-08-07" in coded.diagnostics[0].message
    assert coded.events[0].when.start == date(2018, 8, 8)
    assert [(c.start, c.end) for c in coded.events[0].when.candidates] == [
        (date(2018, 8, d), date(2018, 8, d)) for d in (8, 7)
    ]
    when = next(
        d
        for d in coder.explain(Report(text=text, published="2018-08-20"), coded.events[0].id)
        if d.field == "when"
    )
    assert ("Tuesday August 8, 2018 (2018-08-07)", "its weekday would fit this day") in when.lost


def test_a_plain_time_has_no_other_reading(coder: Coder) -> None:
    (event,) = coder.code(
        Report(text="Gunmen killed two men in Gao on Tuesday.", published="2018-08-20")
    ).events
    assert event.when.candidates == ()


@pytest.mark.parametrize(("mode", "year"), [("auto", 2018), ("news", 2018), ("narrative", 2012)])
def test_the_mode_decides_what_an_unfinished_date_counts_from(
    coder: Coder, mode: Mode, year: int
) -> None:
    made = replace(coder, mode=mode)
    text = "On 3 March 2012 the town fell. In April 2012 gunmen killed two men. In June soldiers shot a man."
    assert made.code(Report(text=text, published="2018-08-20")).events[-1].when.start == date(
        year, 6, 1
    )


def test_a_verb_decides_the_type_but_is_not_a_weapon(coder: Coder) -> None:
    texts = ("Rebels bombed the village of Gao.", "Fighter jets bombed the village of Gao.")
    events = [coder.code(Report(text=text)).events[0] for text in texts]
    assert [e.type for e in events] == ["REMOTE_EXPLOSIVE", "AIR_STRIKE"]
    assert [[w.name for w in e.weapons] for e in events] == [[], ["Fighter jets"]]


def test_a_type_is_explained_by_the_words_that_won(coder: Coder) -> None:
    report = Report(text="Fighter jets bombed the village of Gao on Monday, killing 15 people.")
    decided = {d.field: d for d in coder.explain(report, "e1")}
    assert decided["type"].value == "AIR_STRIKE"
    assert [s.text for s in decided["type"].spans] == ["Fighter jets"]
    assert decided["type"].rule_id.startswith("type.")


def test_a_report_in_another_language_says_so(coder: Coder) -> None:
    """A French report gave no event and no word about it."""
    text = "Des hommes armés ont tué cinq villageois à Gao lundi, selon la police."
    coded = coder.code(Report(text=text, language="fr", published="2018-08-08"))
    assert [d.code for d in coded.diagnostics] == ["W104"]
    assert "'fr'" in coded.diagnostics[0].message
    english = coder.code(Report(text="Gunmen killed five in Gao.", published="2018-08-08"))
    assert english.diagnostics == ()
