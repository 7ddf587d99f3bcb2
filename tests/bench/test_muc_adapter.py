"""Hand-built events of an invented report."""

from datetime import date
from typing import Any

import pytest
from bench.muc.adapter import templates
from bench.muc.keys import Template
from bench.muc.places import Places
from bench.muc.setting import Dateline

from onrecord.schema import (
    Actor,
    Claim,
    CodedReport,
    Event,
    Harm,
    Place,
    Report,
    Span,
    Speaker,
    Weapon,
    When,
)

TEXT = (
    "SAN SALVADOR, 8 MAY 91 (AGENCY) -- TWO GUNMEN OF THE FMLN SHOT MAYOR INES QUIROGA AND WOUNDED FIVE PEASANTS IN SAN MIGUEL ON 6 MAY. "
    "A CAR BOMB DESTROYED THE BANK. SOLDIERS CLASHED WITH GUERRILLAS."
)
LINE = Dateline("SAN SALVADOR", None, date(1991, 5, 8), "AGENCY")
PLACES = Places()
PLACES.add("EL SALVADOR", ("SAN MIGUEL", "CITY"))
PLACES.add("EL SALVADOR", ("SAN SALVADOR", "CITY"))
PLACES.add("FRANCE", ("PARIS", "CITY"))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def actor(words: str, kind: str | None = None, country: str | None = None) -> Actor:
    return Actor(name=words, kind=kind, country=country, spans=(span(words),))


def event(kind: str, evidence: str, **more: Any) -> Event:
    claims = more.pop("claims", (Claim(speaker=Speaker(name="REPORT", kind="outlet")),))
    where = more.pop(
        "where", Place(name="SAN MIGUEL", resolved="San Miguel", country="SLV", precision="exact")
    )
    when = more.pop(
        "when", When(start=date(1991, 5, 6), end=date(1991, 5, 6), precision="day", basis="stated")
    )
    return Event(
        id="e1",
        type=kind,
        where=where,
        when=when,
        claims=claims,
        evidence=(span(evidence),),
        confidence=0.9,
        **more,
    )


def made(*events: Event) -> list[Template]:
    return templates(
        CodedReport(report=Report(text=TEXT, published="1991-05-08"), events=events),
        "M1",
        LINE,
        PLACES,
    )


def shooting(**more: Any) -> Event:
    return event(
        "ATTACK",
        "TWO GUNMEN OF THE FMLN SHOT MAYOR INES QUIROGA",
        side_a=(actor("GUNMEN OF THE FMLN", "rebel_group"),),
        side_b=(actor("MAYOR INES QUIROGA"),),
        harm=(
            Harm(
                kind="killed",
                low=1,
                best=1,
                high=1,
                whom="MAYOR INES QUIROGA",
                spans=(span("MAYOR"),),
            ),
            Harm(kind="injured", low=5, best=5, high=5, whom="PEASANTS", spans=(span("FIVE"),)),
        ),
        **more,
    )


def told(template: Template, slot: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(fill.values[0].texts[0], fill.values[0].tags) for fill in template.fills.get(slot, [])]


def test_an_attack_with_all_its_slots() -> None:
    (template,) = made(shooting())
    assert template.texts("inc-date") == ["06 MAY 91"]
    assert template.texts("inc-loc") == ["EL SALVADOR: SAN MIGUEL (CITY)"]
    assert template.texts("inc-type") == ["ATTACK"]
    assert template.texts("inc-stage") == ["ACCOMPLISHED"]
    assert told(template, "inc-instr-type") == [("GUN", ("-",))]
    assert template.texts("perp-inc-cat") == ["TERRORIST ACT"]
    assert template.texts("perp-ind-id") == ["GUNMEN OF THE FMLN"]
    assert told(template, "perp-org-conf") == [("REPORTED AS FACT", ("FMLN",))]
    assert template.texts("hum-tgt-name") == ["INES QUIROGA"]
    assert told(template, "hum-tgt-desc") == [("MAYOR", ("INES QUIROGA",)), ("PEASANTS", ())]
    assert told(template, "hum-tgt-type") == [
        ("GOVERNMENT OFFICIAL", ("INES QUIROGA",)),
        ("CIVILIAN", ("PEASANTS",)),
    ]
    assert told(template, "hum-tgt-num") == [("1", ("INES QUIROGA",)), ("5", ("PEASANTS",))]
    assert told(template, "hum-tgt-effect") == [
        ("DEATH", ("INES QUIROGA",)),
        ("INJURY", ("PEASANTS",)),
    ]


def test_a_bombing_of_a_building() -> None:
    bomb = Weapon(kind="REMOTE_EXPLOSIVE", name="CAR BOMB")
    today = When(basis="report", start=date(1991, 5, 8), end=date(1991, 5, 8), precision="day")
    (template,) = made(
        event(
            "REMOTE_EXPLOSIVE",
            "A CAR BOMB DESTROYED THE BANK",
            side_b=(actor("THE BANK"),),
            weapons=(bomb,),
            when=today,
        )
    )
    assert template.texts("inc-type") == ["BOMBING"]
    assert template.texts("inc-date") == ["- 08 MAY 91"]
    assert told(template, "inc-instr-type") == [("VEHICLE BOMB", ("CAR BOMB",))]
    assert told(template, "phys-tgt-type") == [("FINANCIAL", ("BANK",))]
    assert told(template, "phys-tgt-effect") == [("DESTROYED", ("BANK",))]


@pytest.mark.parametrize(
    ("stance", "kind", "confidence"),
    [
        ("claims_responsibility", "group", "CLAIMED OR ADMITTED"),
        ("alleges", "official", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("alleges", "person", "SUSPECTED OR ACCUSED"),
        ("states", "official", "REPORTED AS FACT"),
    ],
)
def test_confidence_follows_the_decision_tree(stance: Any, kind: str, confidence: str) -> None:
    (template,) = made(
        shooting(claims=(Claim(speaker=Speaker(name="X", kind=kind), stance=stance),))
    )
    assert told(template, "perp-org-conf") == [(confidence, ("FMLN",))]


def test_what_is_no_relevant_incident() -> None:
    clash = event(
        "ARMED_CLASH",
        "SOLDIERS CLASHED",
        side_a=(actor("SOLDIERS", "state_forces", "SLV"),),
        side_b=(actor("GUERRILLAS", "rebel_group"),),
    )
    elsewhere = shooting(
        where=Place(name="PARIS", resolved="Paris", country="FRA", precision="exact")
    )
    denied = shooting(status="denied")
    long_ago = shooting(
        when=When(start=date(1990, 1, 1), end=date(1990, 1, 1), precision="day", basis="stated")
    )
    protest = event("PEACEFUL_PROTEST", "SOLDIERS CLASHED")
    for one in (clash, elsewhere, denied, long_ago, protest):
        assert made(one) == []


def test_threats_and_attempts() -> None:
    assert made(shooting(status="attempted"))[0].texts("inc-stage") == ["ATTEMPTED"]
    assert made(shooting(status="threatened"))[0].texts("inc-stage") == ["THREATENED"]


def test_two_events_of_one_incident_are_one_template_and_two_days_are_two() -> None:
    again = event(
        "ATTACK",
        "SHOT MAYOR INES QUIROGA",
        side_b=(actor("INES QUIROGA"),),
        when=When(basis="report"),
        where=Place(country="SLV", precision="country"),
    )
    assert len(made(shooting(), again)) == 1
    next_day = When(start=date(1991, 5, 7), end=date(1991, 5, 7), precision="day", basis="stated")
    later = event(
        "ATTACK",
        "SHOT MAYOR",
        side_b=(actor("PEASANTS"),),
        side_a=(actor("GUERRILLAS", "rebel_group"),),
        when=next_day,
    )
    assert [template.number for template in made(shooting(), later)] == [1, 2]
    assert len(made(shooting(), shooting(when=next_day))) == 1  # nobody dies twice


def test_a_kidnapping_has_no_physical_targets_and_no_instruments() -> None:
    (template,) = made(
        event(
            "ABDUCTION",
            "SHOT MAYOR INES QUIROGA",
            side_b=(actor("MAYOR INES QUIROGA"), actor("THE BANK")),
        )
    )
    assert template.texts("inc-type") == ["KIDNAPPING"]
    assert "phys-tgt-id" not in template.fills
    assert "inc-instr-type" not in template.fills
