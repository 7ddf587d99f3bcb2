"""The scorer for attacks on rights defenders on invented articles."""

from __future__ import annotations

import pytest
from bench.rights import Attack, attack_of, main_city, month, number, persons, report, said, same, score

from onrecord.schema import Claim, Event, Place, Span, Speaker

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
    gold = [attack_of(GOLD), Attack(country="Nigeria", city="Lagos", victims=("Ben Oyo", "Cy Obi"), types=frozenset({"killing"}))]
    mine = [
        Attack(
            country="CHN", year=2021, month=3, perpetrator=True, victims=("Ada Lind", "Eve Moss"), types=frozenset({"arbitrary detention"})
        ),
        Attack(country="NGA", city="Lagos", year=2020, perpetrator=True, victims=("Mr Ben Oyo",), types=frozenset({"killing", "torture"})),
    ]
    scores, errors = score(["a", "b"], gold, mine)
    assert [scores[f] for f in ("country", "region", "city", "year", "month", "day")] == [100, 100, 100, 50, 50, 50]
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
    ("gold", "mine"), [("Nigerian", "NGA"), ("Texas", "USA"), ("England", "GBR"), ("China", "HKG"), ("Greece and India", "IND")]
)
def test_a_country_by_its_people_or_part(gold: str, mine: str) -> None:
    assert same("country", gold, mine)


def event(name: str, precision: str = "exact", country: str = "NGA") -> Event:
    claim = Claim(speaker=Speaker(name="REPORT", kind="outlet"))
    where = Place.model_validate({"name": name, "resolved": name, "country": country, "precision": precision})
    return Event(id="e1", type="ATTACK", where=where, claims=(claim,), evidence=(Span(start=0, end=1, text="A"),), confidence=1)


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
    assert persons("the journalist Ada van Lind and Mr Ben Oyo’s friend") == ["Ada van Lind", "Ben Oyo"]


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
