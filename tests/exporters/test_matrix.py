"""The matrix of an incident, and what is missing over many."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.incidents import account as told
from tests.incidents import incident as one_of

from onrecord.exporters.matrix import matrix, spanning
from onrecord.exporters.missing import Gap, missing, table
from onrecord.schema import (
    Account,
    Actor,
    Basis,
    Claim,
    Event,
    Evidence,
    Harm,
    Incident,
    Interval,
    Link,
    Place,
    Published,
    Source,
    Span,
    Speaker,
    Toll,
    When,
)

DAY = date(2031, 3, 5)
WHEN = When(start=DAY, end=DAY, precision="day", basis="stated")
TOWN = Place(name="Anvik market", resolved="Anvik", country="SWE", precision="exact", radius_km=5)


def account(
    id: str,
    *claims: Claim,
    harm: tuple[Harm, ...] = (),
    source: dict[str, Any] | None = None,
    **fields: Any,
) -> Account:
    event = Event(
        id="e1",
        claims=claims,
        harm=harm,
        evidence=(Span(start=0, end=1, text="x"),),
        confidence=0.9,
        **{"type": "SUICIDE_BOMB", **fields},
    )
    return Account(id=id, source=Source(id=id[:2], **(source or {})), event=event)


def says(name: str, stance: str = "states", kind: str = "official", **fields: Any) -> Claim:
    return Claim(speaker=Speaker(name=name, kind=kind), stance=stance, **fields)  # type: ignore[arg-type]


@pytest.fixture
def incident() -> Incident:
    wire = {
        "outlet": "Sahel Wire",
        "title": "Bomb kills twelve\x1b[2J at the market",
        "published": Published.on(DAY, "given"),
    }
    killed = [
        Harm(kind="killed", low=n, best=n, high=h, claim=c, cumulative=n == 14)
        for n, h, c in ((12, 12, 0), (14, None, 1), (0, 0, 0))
    ]
    accounts = (
        account(
            "r1e1",
            says("REPORT", kind="outlet"),
            says("Police", via=("Radio One",)),
            harm=tuple(killed[:2]),
            source=wire,
            when=WHEN,
            where=TOWN,
        ),
        account(
            "r2e1",
            says("The army", "denies"),
            harm=(killed[2],),
            source={"copy_of": "r1"},
            type="ATTACK",
            status="denied",
        ),
        account(
            "r3e1",
            says("The Lantern Brigade", "claims_responsibility"),
            side_a=(Actor(name="Brigade", actor="Lantern Brigade"),),
        ),
    )
    return Incident(
        id="i7",
        type="SUICIDE_BOMB",
        status="occurred",
        when=WHEN,
        where=TOWN,
        side_a=accounts[2].event.side_a,
        totals={"killed": Interval(low=12, best=12, high=None, rule="most_conservative")},
        tolls=(Toll(kind="killed", class_="civilian", low=12, best=12, high=None),),
        basis={
            "type": Basis(rule="most reports", claims=("r1e1/0", "r1e1/1", "r3e1/0")),
            "where": Basis(rule="decided", decision="d4", machine={"name": "Sundby"}),
            "totals.killed": Basis(rule="most_conservative", claims=("r1e1/0",)),
        },
        differs=("type", "status", "totals.killed"),
        missing=("side_b", "totals.injured"),
        sources=2,
        accounts=accounts,
        links=tuple(
            Link(
                a=a,
                b=b,
                weight=w,
                probability=0.97,
                evidence=(
                    Evidence(field="when", level="same day", weight=4.2),
                    Evidence(field="killed", level="apart", weight=-1.25),
                ),
            )
            for a, b, w in (("r1e1", "r2e1", 3.0), ("r1e1", "r3e1", 5.0), ("r2e1", "r3e1", 4.0))
        ),
    )


@pytest.mark.parametrize("width", [20, 60, 80, 100, 300])
def test_fits(incident: Incident, width: int) -> None:
    lines = "".join(matrix(incident, width=width)).splitlines()
    assert max(map(len, lines)) <= max(60, min(width, 160))
    assert all(line == line.rstrip() for line in lines)


def test_says_all(incident: Incident) -> None:
    text = " ".join("".join(matrix(incident, width=120)).split())
    for part in (
        "i7 Suicide bomb (occurred)",
        "3 accounts of 2 independent sources · figures by most_conservative · open",
        "≠ killed 12 (12 or more)",
        "most_conservative: r1e1",
        "a person (d4); machine: Sundby",
        "most reports: r1e1 r3e1",
        "/1 Police: states (via Radio One)",
        "14+ ↑",
        "≠ none",
        "≠ Attack",
        "The army: denies",
        "[copy of r1]",
        "r1e1 – r3e1 97 % when: same day +4.2, killed: apart −1.2",
        "and 1 more link",
        "Nobody says: side b, injured",
    ):
        assert part in text, part
    assert "\x1b" not in text and "nobody says" in text


def test_colour(incident: Incident) -> None:
    assert "\x1b[" in "".join(matrix(incident, colour=True))


def test_the_links_that_hold(incident: Incident) -> None:
    assert [(k.a, k.b) for k in spanning(incident.links)] == [("r1e1", "r3e1"), ("r2e1", "r3e1")]
    joined = incident.links[0].model_copy(update={"decision": "d1"})
    assert spanning([*incident.links[1:], joined])[0] is joined
    alone = incident.model_copy(update={"links": (joined,), "missing": ()})
    text = "".join(matrix(alone))
    assert "joined by a person (d1)" in text and "Nobody" not in text


def test_missing(incident: Incident) -> None:
    other = incident.model_copy(update={"id": "i8", "missing": ("side_b",)})
    whole = incident.model_copy(
        update={
            "id": "i9",
            "missing": (),
            "basis": {
                **incident.basis,
                "side_b": Basis(rule="x"),
                "totals.injured": Basis(rule="x"),
            },
        }
    )
    gaps = missing([incident, other, whole])
    assert [(g.field, g.incidents, g.asked) for g in gaps] == [
        ("side_b", ("i7", "i8"), 3),
        ("totals.injured", ("i7",), 2),
    ]
    assert "side b" in (text := "".join(table(gaps))) and "2 of 3" in text and "67 %" in text
    assert "No field" in "".join(table(missing([whole])))


def test_missing_names_all() -> None:
    gaps = [Gap("side_b", tuple(f"i{number}" for number in range(1, 10)), 12)]
    assert "i6 …" in "".join(table(gaps))
    assert "i8 i9\n" in "".join(table(gaps, whole=True))


def test_words_are_not_broken_where_there_is_room() -> None:
    one = one_of(told(1, side_b=(Actor(name="schoolteachers"),)))
    text = "".join(matrix(one, 80))
    assert "schoolteachers" in text.partition("r1e1")[2]


def test_a_value_that_many_accounts_bear_names_a_few() -> None:
    many = tuple(told(number) for number in range(1, 31))
    claims = tuple(f"{one.id}/0" for one in many)
    text = " ".join(
        "".join(
            matrix(one_of(*many, basis={"type": Basis(rule="most reports", claims=claims)}))
        ).split()
    )
    assert "most reports: r1e1 r2e1 r3e1 r4e1 r5e1 r6e1 r7e1 r8e1 and 22 more" in text
