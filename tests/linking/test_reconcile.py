"""Headline values from accounts made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.codebook.headline import Headline
from onrecord.errors import OnrecordError
from onrecord.linking.reconcile import SHAPES, Setting, fitted, reconcile
from onrecord.schema import (
    Account,
    Actor,
    Claim,
    Event,
    Harm,
    Incident,
    Interval,
    Link,
    Place,
    Published,
    Source,
    Span,
    Speaker,
    When,
)

BOOK = Codebook.load()
DAY = date(2031, 3, 5)
TOWN = Place(
    name="Anvik",
    resolved="Anvik",
    gazetteer_id="own:1",
    country="SWE",
    admin1="Norrland",
    latitude=63.0,
    longitude=18.0,
    radius_km=5,
    precision="exact",
)
PROVINCE = Place(
    name="Norrland",
    resolved="Norrland",
    gazetteer_id="own:2",
    country="SWE",
    admin1="Norrland",
    latitude=64.5,
    longitude=17.0,
    radius_km=150,
    precision="admin1",
)
FAR = Place(
    name="Sundby",
    resolved="Sundby",
    gazetteer_id="own:3",
    country="SWE",
    admin1="Skåne",
    latitude=55.5,
    longitude=13.5,
    radius_km=5,
    precision="exact",
)
SAID = (("REPORT", "outlet"),)


def account(
    number: int,
    *tolls: int | tuple[int | None, int | None] | None,
    said: tuple[tuple[str, str], ...] = SAID,
    stances: tuple[str, ...] = (),
    outlet: str | None = None,
    copy_of: str | None = None,
    published: date | None = DAY,
    running: bool = False,
    event: int = 1,
    via: tuple[str, ...] = (),
    class_: str = "unknown",
    kind: str = "killed",
    **fields: Any,
) -> Account:
    """Report ``number`` reports one event; ``tolls`` are the figures of its claims in order."""
    harm = []
    for claim, toll in enumerate(tolls):
        if toll is not None:
            low, high = toll if isinstance(toll, tuple) else (toll, toll)
            harm.append(
                Harm(
                    kind=kind,
                    low=low,
                    best=low if low == high else None,
                    high=high,
                    class_=class_,
                    cumulative=running,
                    claim=claim,
                )
            )
    claims = tuple(
        Claim(
            speaker=Speaker(name=name, kind=kind_),
            via=via,
            stance=stances[n] if n < len(stances) else "states",
        )
        for n, (name, kind_) in enumerate(said)
    )
    return Account(
        id=f"r{number}e{event}",
        source=Source(
            id=f"r{number}",
            outlet=outlet,
            copy_of=copy_of,
            published=Published.on(published, "given") if published else Published(),
        ),
        event=Event(
            id=f"e{event}",
            claims=claims,
            harm=tuple(harm),
            evidence=(Span(start=0, end=1, text="x"),),
            confidence=0.9,
            **{"type": "REMOTE_EXPLOSIVE", **fields},
        ),
    )


def incident(*accounts: Account, **options: Any) -> Incident:
    return reconcile(accounts, id="i1", headline=BOOK.headline, types=BOOK.types, **options)


def killed(*accounts: Account, rule: str) -> tuple[int | None, int | None, int | None]:
    value = incident(*accounts, rule=rule).totals["killed"]
    return value.low, value.best, value.high


POLICE, HOSPITAL, GROUP = (
    (("Police", "official"),),
    (("The hospital", "organisation"),),
    (("The Lantern Brigade", "group"),),
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("most_conservative", (9, 9, 9)),
        ("best_low_high", (9, 14, 30)),
        ("official_first", (12, 12, 12)),
        ("independent_majority", (12, 12, 12)),
    ],
)
def test_rules(rule: str, expected: tuple[int, int, int]) -> None:
    accounts = (
        account(1, 12, said=POLICE),
        account(2, 14, said=HOSPITAL),
        account(3, 30, said=GROUP),
        account(4, 12),
        account(5, 9, said=(("A witness", "anonymous"),)),
    )
    assert killed(*accounts, rule=rule) == expected


def test_basis_names_rule_and_claims() -> None:
    found = incident(
        account(1, 12, 15, said=(("REPORT", "outlet"), ("Police", "official"))),
        account(2, 15),
        rule="independent_majority",
    )
    assert (
        found.basis["totals.killed"].rule == found.totals["killed"].rule == "independent_majority"
    )
    assert found.basis["totals.killed"].claims == ("r1e1/1", "r2e1/0")
    assert found.basis["type"].claims == ("r1e1/0", "r1e1/1", "r2e1/0")
    assert found.differs == ("totals.killed",)


def test_one_speaker_in_many_reports_is_one_voice() -> None:
    quoted = [account(n, 12, said=POLICE) for n in (1, 2, 3)]
    others = [account(4, 14, said=HOSPITAL), account(5, 14)]
    assert killed(*quoted, *others, rule="independent_majority") == (14, 14, 14)


def test_copies_and_wires_are_one_voice() -> None:
    wire = account(1, 12, outlet="Sahel Wire")
    copy = account(2, 12, outlet="Daily Post", copy_of="r1")
    told = account(
        3, 12, said=(("A witness", "anonymous"),), via=("Sahel Wire",), outlet="Evening Post"
    )
    others = [account(4, 14, outlet="A"), account(5, 14, outlet="B"), account(6, 14, outlet="C")]
    found = incident(wire, copy, told, *others, rule="independent_majority")
    assert found.totals["killed"].best == 14
    assert found.sources == 4


def test_near_figures_support() -> None:
    """ "At least 12" supports 14, not 9."""
    accounts = [account(1, (12, None), said=POLICE), account(2, 14), account(3, 9)]
    assert killed(*accounts, rule="independent_majority")[1] == 14


@pytest.mark.parametrize("rule", sorted(BOOK.headline.rules))
def test_a_later_toll_supersedes(rule: str) -> None:
    first = account(1, 9, said=POLICE)
    later = account(2, 14, said=HOSPITAL, published=date(2031, 3, 6), running=True)
    assert killed(first, later, rule=rule) == (14, 14, 14)
    assert "totals.killed" not in incident(first, later, rule=rule).differs


def test_a_lower_count_is_no_early_one() -> None:
    """The ministry says nine after twelve have been reported: the later seventeen does not replace
    its nine."""
    days = [date(2031, 3, n) for n in (5, 6, 7)]
    accounts = (
        account(1, 12, said=POLICE, published=days[0]),
        account(2, 9, said=(("The ministry", "official"),), published=days[1]),
        account(3, 17, said=HOSPITAL, published=days[2], running=True),
    )
    assert killed(*accounts, rule="best_low_high") == (9, 17, 17)
    assert killed(*accounts[1:], rule="best_low_high") == (17, 17, 17)


def test_a_voice_corrects_itself() -> None:
    first, later = (
        account(1, 20, said=POLICE),
        account(2, 14, said=(("the police", "official"),), published=date(2031, 3, 6)),
    )
    assert killed(first, later, rule="best_low_high") == (14, 14, 14)
    undated = account(2, 14, said=POLICE, published=None)
    assert killed(first, undated, rule="best_low_high") == (14, 14, 20)


def test_denials_show_and_set_nothing() -> None:
    found = incident(
        account(1, 12),
        account(2, 0, said=(("The army", "official"),), stances=("denies",)),
        account(3, 12),
        rule="official_first",
    )
    assert found.totals["killed"].best == 12
    assert {"status", "totals.killed"} <= set(found.differs)
    assert len(found.accounts) == 3
    alone = incident(account(1, 0, said=POLICE, stances=("denies",), status="denied"))
    assert alone.totals == {} and alone.status == "denied"


def test_status_takes_what_went_furthest() -> None:
    planned, done = account(1, status="planned", type="ATTACK"), account(2, status="occurred")
    found = incident(planned, done)
    assert (found.status, found.type) == ("occurred", "REMOTE_EXPLOSIVE")
    assert found.basis["status"].claims == ("r2e1/0",)


def test_type_by_majority_then_priority() -> None:
    kinds = ["ATTACK", "SUICIDE_BOMB", "REMOTE_EXPLOSIVE"]
    assert incident(*(account(n, type=t) for n, t in enumerate(kinds))).type == "SUICIDE_BOMB"
    assert (
        incident(*(account(n, type=t) for n, t in enumerate([*kinds, "ATTACK"]))).type == "ATTACK"
    )


def test_days_narrow() -> None:
    week = When(start=date(2031, 3, 1), end=date(2031, 3, 7), precision="week", basis="stated")
    day = When(start=DAY, end=DAY, precision="day", basis="stated", value="2031-03-05")
    other = When(start=date(2031, 3, 6), end=date(2031, 3, 6), precision="day", basis="report")
    found = incident(
        account(1, when=week), account(2, when=day), account(3, when=other), account(4, when=other)
    )
    assert found.when == day
    assert found.basis["when"].claims == ("r1e1/0", "r2e1/0")
    assert "when" not in found.differs
    assert (
        "when"
        in incident(
            account(1, when=day), account(2, when=other.model_copy(update={"basis": "stated"}))
        ).differs
    )


def test_stretches_meet() -> None:
    early = When(start=date(2031, 3, 1), end=date(2031, 3, 5), precision="range", basis="stated")
    late = When(start=date(2031, 3, 4), end=None, precision="range", basis="stated")
    found = incident(account(1, when=early), account(2, when=late)).when
    assert (found.start, found.end, found.precision) == (
        date(2031, 3, 4),
        date(2031, 3, 5),
        "range",
    )


def test_year_not_known_is_kept() -> None:
    assert incident(account(1, when=When(value="XXXX-03-05"))).when.value == "XXXX-03-05"


def test_the_finest_agreeing_place() -> None:
    found = incident(
        account(1, where=PROVINCE),
        account(2, where=TOWN),
        account(3, where=PROVINCE),
        account(4, where=FAR),
    )
    assert found.where.resolved == "Anvik"
    assert found.basis["where"].claims == ("r1e1/0", "r2e1/0", "r3e1/0")
    assert "where" in found.differs
    assert "where" not in incident(account(1, where=PROVINCE), account(2, where=TOWN)).differs


def test_the_other_places_of_the_accounts_that_agree() -> None:
    hill, mill = Place(name="Hill 40"), Place(name="the old mill")
    found = incident(
        account(1, where=TOWN, where_also=(FAR, hill)),
        account(2, where=FAR, where_also=(TOWN, mill)),
        account(3, where=TOWN),
    )
    assert found.where.resolved == "Anvik"
    assert found.where_also == (FAR, hill, mill)
    assert "where" not in found.differs
    ford = Place(name="the ford", country="SWE", latitude=63.5, longitude=18.5, precision="exact")
    assert (
        "where"
        in incident(account(1, where=TOWN, where_also=(ford,)), account(2, where=FAR)).differs
    )
    assert (
        incident(
            account(1, where=TOWN, where_also=(hill,)), settings={"where": Setting("d1", "Anvik")}
        ).where_also
        == ()
    )


def test_names_without_a_point() -> None:
    hill = Place(name="Hill 40")
    assert incident(account(1, where=hill), account(2)).where.name == "Hill 40"
    assert incident(
        account(1, where=hill), account(2, where=Place(name="the hill 40"))
    ).where.name in ("Hill 40", "the hill 40")


BRIGADE = Actor(name="the Lantern Brigade", actor="Lantern Brigade (Sweden)", kind="rebel_group")
LEAGUE = Actor(name="the League", actor="River League (Sweden)", kind="rebel_group")
GUNMEN = Actor(name="gunmen", actor="Unidentified Armed Group (Sweden)", kind="political_militia")
CROWD = Actor(name="worshippers", kind="civilians")


def test_sides() -> None:
    found = incident(
        account(1, side_a=(GUNMEN,), side_b=(CROWD,)),
        account(2, side_a=(BRIGADE,), side_b=(CROWD,)),
        account(3, side_a=(GUNMEN,)),
    )
    assert [a.actor for a in found.side_a] == ["Lantern Brigade (Sweden)"]
    assert [a.name for a in found.side_b] == ["worshippers"]
    assert "side_a" not in found.differs
    both = incident(account(1, side_a=(BRIGADE,)), account(2, side_a=(LEAGUE,)))
    assert len(both.side_a) == 2 and "side_a" in both.differs


def test_nobody_stands_on_both_sides() -> None:
    found = incident(
        account(1, side_a=(BRIGADE,), side_b=(CROWD,)), account(2, side_b=(BRIGADE, CROWD))
    )
    assert [a.name for a in found.side_a] == ["the Lantern Brigade"]
    assert [a.name for a in found.side_b] == ["worshippers"]


def test_who_is_named_only_in_the_words() -> None:
    front = Actor(name="The Lantern Front")
    found = incident(
        account(1, side_a=(GUNMEN,)),
        account(2, side_a=(Actor(name="26"),)),
        account(3, side_a=(front,)),
    )
    assert found.side_a == (front,)
    assert incident(account(1, side_a=(Actor(name="26"),))).side_a == ()
    shouted = incident(
        account(1, side_a=(Actor(name="THE ATTACKERS"),)),
        account(2, side_a=(Actor(name="two men"),)),
    )
    assert "side_a" not in shouted.differs


def test_one_report_has_one_toll() -> None:
    """Five died later: part of the seventeen of the same report."""
    found = incident(
        account(1, 17, said=HOSPITAL), account(1, 5, said=HOSPITAL, event=2), account(2, 12)
    )
    assert (found.totals["killed"].low, found.totals["killed"].high) == (12, 17)


def test_missing() -> None:
    assert incident(account(1, 12)).missing == (
        "when",
        "where",
        "side_a",
        "side_b",
        "totals.injured",
    )
    assert "totals.arrested" in incident(account(1, type="ARREST")).missing


def test_classes_add_up() -> None:
    harm = (
        Harm(kind="killed", low=10, best=10, high=10, claim=0),
        Harm(kind="killed", low=3, best=3, high=3, class_="civilian", claim=1),
    )
    one = account(1, said=(("REPORT", "outlet"), ("Police", "official")))
    one = one.model_copy(
        update={
            "event": one.event.model_copy(
                update={"harm": harm, "totals": {"killed": Interval(low=10, best=10, high=10)}}
            )
        }
    )
    found = incident(one)
    assert found.totals["killed"].best == 10
    # the coder set the part aside
    assert [(t.class_, t.best) for t in found.tolls] == [("unknown", 10)]
    two = incident(account(1, 10), account(2, 3, said=POLICE, class_="civilian"))
    assert sum(t.best or 0 for t in two.tolls) == two.totals["killed"].best


def test_a_claim_that_does_not_agree_gives_no_class() -> None:
    found = incident(
        account(1, 17, said=HOSPITAL),
        account(2, 31, said=GROUP, class_="combatant"),
        rule="best_low_high",
    )
    assert [(t.class_, t.best) for t in found.tolls] == [("unknown", 17)]
    found = incident(
        account(1, 17, said=HOSPITAL),
        account(2, 17, said=GROUP, class_="combatant"),
        rule="best_low_high",
    )
    assert [(t.class_, t.best) for t in found.tolls] == [("combatant", 17)]


def test_groups_of_one_claim_are_added() -> None:
    harm = tuple(
        Harm(kind="killed", low=n, best=n, high=n, class_=c, claim=0)
        for n, c in ((1, "civilian"), (2, "combatant"))
    )
    one = account(1)
    one = one.model_copy(
        update={
            "event": one.event.model_copy(
                update={"harm": harm, "totals": {"killed": Interval(low=3, best=3, high=3)}}
            )
        }
    )
    found = incident(one)
    assert found.totals["killed"].best == 3
    assert [(t.class_, t.best) for t in found.tolls] == [("civilian", 1), ("combatant", 2)]


# --- a person's values ----------------------------------------------------------------------------


def test_a_person_sets_and_clears() -> None:
    accounts = (account(1, 12, where=TOWN), account(2, 14))
    settings = {
        "totals.killed": Setting("d1", 13),
        "where": Setting("d2", None),
        "when": Setting("d3", "2031-03-04"),
    }
    found = incident(*accounts, settings=settings)
    assert found.totals["killed"].best == 13
    assert found.basis["totals.killed"].decision == "d1"
    assert found.basis["totals.killed"].machine["best"] == 12
    assert (
        found.where == Place()
        and found.basis["where"].machine["resolved"] == "Anvik"
        and "where" not in found.missing
    )
    assert found.when.start == date(2031, 3, 4) and "when" not in found.missing
    assert sum(t.best or 0 for t in found.tolls) == 13
    assert Incident.model_validate_json(found.model_dump_json(by_alias=True)) == found


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("colour", 1, "E682"), ("totals.killed", "many", "E682"), ("type", "RAIN", "E603")],
)
def test_what_does_not_fit(field: str, value: Any, code: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        fitted(field, value, BOOK.types)
    assert caught.value.code == code


def test_names_of_sides_and_places_do() -> None:
    assert fitted("side_a", "the League", BOOK.types)[0].name == "the League"
    assert fitted("where", "Anvik", BOOK.types).name == "Anvik"


def test_rejected_sets_nothing() -> None:
    accounts = (
        account(1, 12),
        account(2, 30),
        account(3, 14, 50, said=(("REPORT", "outlet"), ("Police", "official"))),
    )
    found = incident(*accounts, rejected={"r2e1", "r3e1/1"}, rule="best_low_high")
    assert (found.totals["killed"].low, found.totals["killed"].high) == (12, 14)
    assert [a.id for a in found.accounts] == ["r1e1", "r3e1"]
    assert len(incident(*accounts, rejected={"r1e1", "r2e1", "r3e1"}).accounts) == 3


def test_no_such_rule() -> None:
    with pytest.raises(OnrecordError) as caught:
        incident(account(1), rule="loudest")
    assert caught.value.code == "E681"


def test_links_of_others_are_left_out() -> None:
    links = [
        Link(a="r2e1", b="r10e1", weight=1, probability=0.9),
        Link(a="r1e1", b="r2e1", weight=1, probability=0.9),
    ]
    assert incident(account(2), account(1), links=links).links == (links[1],)
    assert [a.id for a in incident(account(10), account(2), account(1)).accounts] == [
        "r1e1",
        "r2e1",
        "r10e1",
    ]


# --- whatever the accounts ------------------------------------------------------------------------

SPEAKERS = st.sampled_from(
    [SAID, POLICE, HOSPITAL, GROUP, (("A witness", "anonymous"),), (*SAID, *POLICE)]
)
NUMBERS = st.one_of(
    st.integers(0, 20),
    st.tuples(st.integers(0, 9), st.one_of(st.none(), st.integers(9, 30))),
    st.tuples(st.none(), st.integers(0, 30)),
)
PLACES = st.sampled_from([Place(), TOWN, PROVINCE, FAR, Place(name="Hill 40")])
DAYS = st.dates(date(2031, 3, 1), date(2031, 3, 5))
WHENS = st.one_of(
    st.just(When()),
    st.builds(
        lambda a, b, basis: When(
            start=min(a, b), end=max(a, b), precision="day" if a == b else "range", basis=basis
        ),
        DAYS,
        DAYS,
        st.sampled_from(["stated", "report", "anchored"]),
    ),
)


@st.composite
def several(draw: st.DrawFn) -> list[Account]:
    """One to five accounts of one incident."""
    return [
        account(
            n + 1,
            *draw(st.lists(NUMBERS, min_size=len(said), max_size=len(said))),
            said=said,
            stances=draw(st.sampled_from([(), ("denies",), ("alleges",)])),
            published=draw(st.one_of(st.none(), DAYS)),
            outlet=draw(st.sampled_from([None, "A", "B"])),
            running=draw(st.booleans()),
            class_=draw(st.sampled_from(["civilian", "unknown", "mixed"])),
            type=draw(st.sampled_from(["ATTACK", "SUICIDE_BOMB"])),
            status=draw(st.sampled_from(["occurred", "denied", "planned"])),
            where=draw(PLACES),
            where_also=tuple(draw(st.lists(PLACES, max_size=2))),
            when=draw(WHENS),
            side_a=tuple(
                draw(st.lists(st.sampled_from([BRIGADE, LEAGUE, GUNMEN, CROWD]), max_size=2))
            ),
        )
        for n, said in enumerate(draw(st.lists(SPEAKERS, min_size=1, max_size=5)))
    ]


RULES = st.sampled_from(sorted(BOOK.headline.rules))


@settings(max_examples=40)
@given(several(), RULES, st.randoms())
def test_order_changes_nothing(accounts: list[Account], rule: str, random: Any) -> None:
    shuffled = list(accounts)
    random.shuffle(shuffled)
    assert incident(*accounts, rule=rule) == incident(*shuffled, rule=rule)


@settings(max_examples=40)
@given(several(), RULES, st.data())
def test_a_copy_changes_nothing_but_the_accounts(
    accounts: list[Account], rule: str, data: st.DataObject
) -> None:
    original = data.draw(st.sampled_from(accounts))
    source = original.source.model_copy(
        update={"id": "r9", "copy_of": original.source.id, "outlet": "Copyist"}
    )
    copy = original.model_copy(update={"id": "r9e1", "source": source})
    before, after = incident(*accounts, rule=rule), incident(*accounts, copy, rule=rule)
    same = set(Incident.model_fields) - {"accounts", "basis", "links"}
    assert before.model_dump(include=same) == after.model_dump(include=same)


@settings(max_examples=40)
@given(several(), RULES)
def test_intervals_hold(accounts: list[Account], rule: str) -> None:
    found = incident(*accounts, rule=rule)
    for value in (*found.totals.values(), *found.tolls):
        known = [n for n in (value.low, value.best, value.high) if n is not None]
        assert known == sorted(known)
    for kind, total in found.totals.items():
        shares = [t.best for t in found.tolls if t.kind == kind]
        if total.best is not None:
            assert None not in shares and sum(n or 0 for n in shares) == total.best
    assert Incident.model_validate_json(found.model_dump_json(by_alias=True)) == found
    assert set(found.missing).isdisjoint(found.basis)


# --- the rules as data ----------------------------------------------------------------------------


def test_the_default_is_a_rule() -> None:
    data = BOOK.headline.model_dump()
    with pytest.raises(ValueError, match="not one of the rules"):
        Headline.model_validate({**data, "default": "loudest"})


def test_every_field_asked_for_can_be_set() -> None:
    for code in BOOK.types.codes:
        assert set(BOOK.headline.fields(code, BOOK.types)) <= set(SHAPES)
    assert BOOK.headline.fields("UNKNOWN", BOOK.types) == BOOK.headline.asked
