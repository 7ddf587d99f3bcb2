"""The scorer for attacks on rights defenders on invented articles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.rights import (
    Attack,
    attack,
    attack_of,
    main_city,
    month,
    number,
    readings,
    report,
    said,
    same,
    score,
    shifted,
    victims,
)

from onrecord.schema import Actor, Claim, CodedReport, Event, Place, Report, Span, Speaker, When

GOLD = {
    "perpetrator_mention": True,
    "violation_types": ["arbitrary detention", "unknown"],
    "year": "2021.0",
    "month": "Febuary",
    "date": "26.0",
    "city": "None",
    "region": "N//A",
    "country": "People's Republic of China",
    "victims": [{"victim_name": "Ada Lind"}, {"victim_name": None}],
}


def test_gold_is_read() -> None:
    assert attack_of(GOLD) == Attack(
        country="People's Republic of China",
        year=2021,
        month=2,
        day=26,
        perpetrator=True,
        victims=("Ada Lind",),
        types=frozenset({"arbitrary detention"}),
    )


def test_scores_by_hand() -> None:
    gold = [
        attack_of(GOLD),
        Attack(
            country="Nigeria",
            city="Lagos",
            victims=("Ben Oyo", "Cy Obi"),
            types=frozenset({"killing"}),
        ),
    ]
    mine = [
        Attack(
            country="CHN",
            year=2021,
            month=3,
            perpetrator=True,
            victims=("Ada Lind", "Eve Moss"),
            types=frozenset({"arbitrary detention"}),
        ),
        Attack(
            country="NGA",
            city="Lagos",
            year=2020,
            perpetrator=True,
            victims=("Mr Ben Oyo",),
            types=frozenset({"killing", "torture"}),
        ),
    ]
    scores, errors = score(["a", "b"], gold, mine)
    assert [scores[f] for f in ("country", "region", "city", "year", "month", "day")] == [
        100,
        100,
        100,
        50,
        50,
        50,
    ]
    assert scores["perpetrator_f"] == pytest.approx(100 * 2 * 1 / (2 + 1))
    assert scores["victim_f"] == pytest.approx(100 * 2 * 1 / (3 + 3))
    assert scores["victim_loose_f"] == pytest.approx(100 * 2 * 2 / (3 + 3))
    assert scores["type_f"] == pytest.approx(100 * 2 * 2 / (3 + 2))
    assert [e.cause for e in errors] == ["month", "day", "victims", "year", "victims", "types"]


def test_nothing_agrees_with_nothing() -> None:
    assert same("city", None, None)
    assert not same("city", "Lagos", None)
    assert not same("country", "Narnia", None)
    assert not same("country", "Narnia", "NGA")


@pytest.mark.parametrize(
    ("gold", "mine"),
    [
        ("Nigerian", "NGA"),
        ("Texas", "USA"),
        ("England", "GBR"),
        ("China", "HKG"),
        ("Greece and India", "IND"),
        ("Nigeia", "NGA"),
    ],
)
def test_a_country_by_its_people_or_part(gold: str, mine: str) -> None:
    assert same("country", gold, mine)


def test_a_continent_is_no_country() -> None:
    assert not same("country", "Africa", "TUN")


def test_a_country_under_city_is_put_right() -> None:
    assert shifted("Africa", "Ghana") == ("Ghana", None)
    assert shifted(None, "Ghana") == ("Ghana", None)
    assert shifted("Nigeria", "Ghana") == ("Nigeria", "Ghana")
    assert shifted(None, "Hong Kong") == (None, "Hong Kong")
    assert shifted(None, "Lagos") == (None, "Lagos")


def event(
    name: str = "Lagos", precision: str = "exact", country: str = "NGA", **more: Any
) -> Event:
    claim = Claim(speaker=Speaker(name="REPORT", kind="outlet"))
    where = Place.model_validate(
        {"name": name, "resolved": name, "country": country, "precision": precision}
    )
    return Event(
        id="e1",
        type="ATTACK",
        where=where,
        claims=(claim,),
        evidence=(Span(start=0, end=1, text="A"),),
        confidence=1,
        **more,
    )


def test_the_year_of_the_first_dated_attack_that_is_not_to_come() -> None:
    def told(*stretches: tuple[date, date]) -> int | None:
        events = tuple(
            event(when=When(start=a, end=b, precision="range", basis="stated"))
            for a, b in stretches
        )
        made = Report.model_validate({"text": "A short report.", "published": "2020-05-04"})
        return attack(CodedReport(report=made, events=events)).year

    trial, arrest = (date(2021, 1, 1), date(2021, 1, 31)), (date(2018, 3, 1), date(2020, 5, 4))
    assert told(trial, arrest) == 2018
    assert told() is None
    assert told(trial) == 2020


def test_the_country_of_most_events_the_first_attack_counted_twice() -> None:
    def told(*lands: str) -> str | None:
        made = Report.model_validate({"text": "A short report."})
        return attack(
            CodedReport(report=made, events=tuple(event(country=land) for land in lands))
        ).country

    assert told("GHA", "NGA", "NGA") == "GHA"
    assert told("GHA", "NGA", "NGA", "NGA") == "NGA"


def test_victims_by_their_full_names() -> None:
    def struck(*names: str) -> Event:
        return event(side_b=tuple(Actor(name=name) for name in names))

    text = "Ada van Lind spoke. Police later beat Lind, Ms Oyo and a member of the Lantern Front in Lagos."
    assert victims(
        [struck("Lind", "Ms Oyo", "Lantern Front", "Lagos", "journalist Ben Obi’s friend")], text
    ) == ("Ada van Lind", "Ben Obi")


def test_readings_of_one_text(tmp_path: Path) -> None:
    words = (
        "Police in the town arrested the editor of a weekly paper and two of her staff on the way to a meeting of the union "
        * 3
    )

    def row(text: str, year: str) -> dict[str, Any]:
        return {
            "sample": {
                "Input.GLOBALEVENTID": 1,
                "Input.title": "",
                "Input.publish_date": "",
                "Input.article_interface": text,
            },
            "merged_sample": {**GOLD, "year": year},
        }

    (tmp_path / "hrdsattack").mkdir()
    file = tmp_path / "hrdsattack" / "train.json"
    file.write_text(
        json.dumps(
            [
                row(words, "2021"),
                row("Nothing of the kind happened here.", "2021"),
                row(f"{words} again", "2019"),
            ]
        )
    )
    ((name, scores),) = readings(tmp_path).items()
    assert name == "gold of 1 near-copies"
    assert (scores["country"], scores["year"]) == (100, 0)
    file.write_text(json.dumps([row(words, "2021")]))
    assert readings(tmp_path) == {}


def test_the_city_of_most_events_if_told_twice() -> None:
    text = "In Lagos, and in Lagos again; then in Abuja."
    assert main_city([event("Lagos"), event("Abuja")], text) == "Lagos"
    assert main_city([event("Abuja")], text) is None
    assert main_city([event("Nigeria", "country"), event("Lagos")], text) is None
    assert main_city([event("Hong Kong", "country", "HKG")], "Hong Kong, Hong Kong") == "Hong Kong"


def test_small_readers() -> None:
    assert said("unknown") is None
    assert said(" Lagos ") == "Lagos"
    assert number("26.0") == 26
    assert number("N/A") is None
    assert month("09") == 9
    assert month("Decenmber") == 12
    assert month("13") is None


def test_paragraphs_and_markup() -> None:
    sample = {
        "Input.GLOBALEVENTID": 7,
        "Input.title": "T",
        "Input.publish_date": "2021-03-08 23:00:34",
        "Input.article_interface": "<p>One &amp; two.</p> <p><b>Three</b>.</p>",
    }
    made = report(sample)
    assert made.text == "One & two.\n\nThree."
    assert str(made.published.start) == "2021-03-08"
