"""The traits by which accounts are compared."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.rarity import pack
from onrecord.linking.silent import nearest
from onrecord.linking.traits import Traits, fold, story, telling, tolls, traits
from onrecord.schema import (
    Account,
    Actor,
    Claim,
    Event,
    Harm,
    Interval,
    Place,
    Published,
    Source,
    Span,
    Speaker,
    When,
)

DAY = date(2024, 6, 1)
BY = Published.on(DAY, "given")
EVENT = Event(
    id="e2",
    type="SUICIDE_BOMB",
    when=When(start=DAY, end=DAY, precision="day", basis="stated"),
    where=Place(
        name="Gao",
        resolved="Gao",
        country="MLI",
        admin1="Gao",
        latitude=16.3,
        longitude=0.0,
        radius_km=5,
        precision="exact",
    ),
    side_a=(Actor(name="the Lantern Front", actor="Lantern Front", kind="rebel_group"),),
    side_b=(Actor(name="shoppers", actor="Civilians (Mali)", kind="civilians"),),
    harm=(
        Harm(kind="killed", low=9, best=9, high=9),
        Harm(kind="killed", low=12, best=12, high=12),
    ),
    totals={"killed": Interval(low=12, best=12, high=17)},
    evidence=(Span(start=0, end=12, text="A blast shook"[:12]),),
    claims=(Claim(speaker=Speaker(name="REPORT", kind="outlet")),),
    confidence=0.8,
)
TEXT = "Ada Lindqvist, 34, sold fabric at the Meridien market. A 9mm casing was found."


def of(**source: object) -> Traits:
    return traits(
        Account(id="r7e2", source=Source(id="r7", published=BY, **source), event=EVENT), TEXT
    )  # type: ignore[arg-type]


def test_traits_of_an_account() -> None:
    one = of()
    assert (one.id, one.report, one.copy, one.type, one.family) == (
        "r7e2",
        "r7",
        "r7",
        "SUICIDE_BOMB",
        "Explosions/Remote violence",
    )
    assert (one.start, one.end, one.published) == (DAY.toordinal(),) * 3
    assert (one.country, one.place, one.precision, one.radius) == ("MLI", ("gao",), "exact", 5)
    assert one.actors == ("Lantern Front",)
    assert of(copy_of="r3").copy == "r3"


def test_a_toll_is_as_wide_as_its_claims() -> None:
    assert tolls(EVENT) == (("killed", 9, 17),)


def test_names_and_figures_of_a_text() -> None:
    words, names, figures = telling(TEXT)
    assert "fabric" in words and "ada_lindqvist" in names and "lindqvist_34" in figures
    assert not any("market" in name for name in names)


@given(st.text())
def test_folding_is_final(text: str) -> None:
    assert [word for once in fold(text) for word in fold(once)] == fold(" ".join(fold(text)))


def test_traits_are_stored_and_read_back() -> None:
    one = of(title="Market bombed")
    assert Traits.from_json(one.to_json()) == one


def test_a_report_without_an_event_is_named_beside_the_one_it_tells_of() -> None:
    told = of(title="Market bombed")
    quiet = story(
        Source(id="r9", title="Ada Lindqvist remembered", published=BY),
        "She sold fabric at the Meridien market until it was bombed.",
    )
    other = story(Source(id="r10", published=BY), "The harvest was good this year, farmers said.")
    assert (quiet.start, quiet.words, quiet.type) == (None, b"", None) and quiet.story != pack([])
    (link,) = nearest([quiet, other], [told])
    assert (link.a, link.b) == ("r9", "r7e2") and {"story", "names", "published"} <= {
        e.field for e in link.evidence
    }
    assert nearest([quiet], []) == [] == nearest([], [told])
