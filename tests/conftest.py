"""Records made by hand, so that tests of what comes after the coder load no model; for the coder's
tests whatever is expensive to load, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from onrecord.schema import (
    Actor,
    Candidate,
    Claim,
    CodedReport,
    Diagnostic,
    Event,
    Harm,
    Interval,
    Item,
    Place,
    Published,
    Report,
    Span,
    Speaker,
    Weapon,
    When,
)

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.codebook import Codebook
    from onrecord.coding.actors.cast import Cast
    from onrecord.coding.coder import Coder
    from onrecord.coding.records import Parsed
    from onrecord.gazetteer import Gazetteer

# no test hangs on the clock: the speed of a machine is measured in bench/
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")

TEXT = """BAMAKO, 3 June (Sahel Wire) — Gunmen on motorcycles shot dead at least 12 villagers in Tinzawa, \
east of Gao, on Saturday, district head Amadou Keïta told Sahel Wire. “They burnt the granaries”, he said.

A medical source put the toll at 15. The army denied that anyone was killed.

Two days earlier an air force drone struck a camp of the Dawn Brigade near Gao, killing several fighters <and> \
wounding a child, according to the army.
The Dawn Brigade vowed to attack the capital within weeks. Some 2,000 people have fled since late May.
"""
MONDAY = date(2024, 6, 3)


def spans(*words: str, text: str = TEXT) -> tuple[Span, ...]:
    """The first place of each of ``words`` in ``text``."""
    return tuple(Span.of(text, text.index(w), text.index(w) + len(w)) for w in words)


@pytest.fixture(autouse=True, scope="session")
def nobodys_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests from searching the dumps of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ONRECORD_GAZETTEER", raising=False)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture
def report() -> Report:
    """An invented report: five events, a conflicting toll, a denial, curly quotes, an angle
    bracket."""
    return Report(
        title="Gunmen kill villagers",
        outlet="Sahel Wire",
        url="https://wire.example/a?b=1&c=2",
        published=Published.on(date(2024, 6, 3), "dateline", spans("3 June")),
        retrieved=date(2024, 6, 10),
        text=TEXT,
    )


@pytest.fixture
def coded(report: Report) -> CodedReport:
    """That report as a careful reader codes it."""
    gao = Candidate(
        resolved="Gao",
        gazetteer_id="geonames:2457161",
        country="MLI",
        admin1="Gao",
        latitude=16.2666,
        longitude=-0.05,
        score=0.91,
    )
    namesake = Candidate(
        resolved="Gao",
        gazetteer_id="geonames:2360073",
        country="BFA",
        admin1="Centre-Ouest",
        latitude=11.66,
        longitude=-1.85,
        score=0.09,
    )
    brigade = Actor(
        name="the Dawn Brigade",
        actor="Dawn Brigade (Mali)",
        kind="rebel_group",
        country="MLI",
        spans=spans("the Dawn Brigade"),
    )
    attack = Event(
        id="e1",
        type="ATTACK",
        when=When(
            start=date(2024, 6, 1),
            end=date(2024, 6, 1),
            precision="day",
            basis="stated",
            value="2024-06-01",
            spans=spans("on Saturday"),
        ),
        where=Place(
            name="Tinzawa, east of Gao",
            resolved="Gao",
            gazetteer_id="geonames:2457161",
            country="MLI",
            admin1="Gao",
            latitude=16.2666,
            longitude=-0.05,
            radius_km=40,
            precision="near",
            spans=spans("Tinzawa, east of Gao"),
            candidates=(gao, namesake),
        ),
        side_a=(
            Actor(
                name="Gunmen on motorcycles",
                kind="unidentified_armed_group",
                spans=spans("Gunmen on motorcycles"),
            ),
        ),
        side_b=(
            Actor(name="villagers", kind="civilians", country="MLI", spans=spans("villagers")),
        ),
        harm=(
            Harm(
                kind="killed",
                low=12,
                best=12,
                high=None,
                whom="villagers",
                class_="civilian",
                claim=0,
                spans=spans("at least 12 villagers"),
            ),
            Harm(
                kind="killed",
                low=15,
                best=15,
                high=15,
                class_="unknown",
                claim=1,
                spans=spans("15"),
            ),
            Harm(
                kind="killed",
                low=0,
                best=0,
                high=0,
                claim=2,
                spans=spans("denied that anyone was killed"),
            ),
        ),
        totals={
            "killed": Interval(
                low=12, best=12, high=15, rule="lowest to highest of the claims that do not deny"
            )
        },
        items=(Item(kind="granaries", act="destroyed", spans=spans("granaries")),),
        claims=(
            Claim(
                speaker=Speaker(name="Amadou Keïta", title="district head", kind="official"),
                via=("Sahel Wire",),
                stance="states",
                cue="told",
                spans=spans("district head Amadou Keïta told Sahel Wire"),
            ),
            Claim(
                speaker=Speaker(name="A medical source", kind="anonymous"),
                stance="states",
                cue="put",
                spans=spans("A medical source put"),
            ),
            Claim(
                speaker=Speaker(name="The army", kind="official"),
                stance="denies",
                cue="denied",
                spans=spans("The army denied"),
            ),
        ),
        evidence=spans(
            "Gunmen on motorcycles shot dead at least 12 villagers in Tinzawa, east of Gao, on Saturday"
        ),
        confidence=0.86,
    )
    strike = Event(
        id="e2",
        type="AIR_STRIKE",
        when=When(
            start=date(2024, 5, 30),
            end=date(2024, 5, 30),
            precision="day",
            basis="anchored",
            value="2024-05-30",
            anchor="e1",
            spans=spans("Two days earlier"),
        ),
        where=Place(
            name="near Gao",
            resolved="Gao",
            gazetteer_id="geonames:2457161",
            country="MLI",
            admin1="Gao",
            latitude=16.2666,
            longitude=-0.05,
            radius_km=15,
            precision="near",
            spans=spans("near Gao"),
            candidates=(gao, namesake),
        ),
        side_a=(
            Actor(
                name="an air force drone",
                actor="Military Forces of Mali",
                kind="state_forces",
                country="MLI",
                spans=spans("an air force drone"),
            ),
        ),
        side_b=(brigade,),
        harm=(
            Harm(
                kind="killed",
                low=3,
                best=None,
                high=9,
                whom="fighters",
                class_="combatant",
                claim=0,
                spans=spans("several fighters"),
            ),
            Harm(
                kind="injured",
                low=1,
                best=1,
                high=1,
                whom="child",
                class_="civilian",
                claim=0,
                spans=spans("a child"),
            ),
        ),
        totals={
            "killed": Interval(low=3, best=None, high=9, rule="single claim"),
            "injured": Interval(low=1, best=1, high=1, rule="single claim"),
        },
        weapons=(Weapon(kind="drone", name="drone", spans=spans("drone")),),
        claims=(
            Claim(
                speaker=Speaker(name="the army", kind="official"),
                stance="states",
                cue="according to",
                spans=spans("according to the army"),
            ),
        ),
        evidence=spans(
            "an air force drone struck a camp of the Dawn Brigade near Gao, killing several fighters <and> wounding a child"
        ),
        confidence=0.9,
    )
    vow = Event(
        id="e3",
        type="ATTACK",
        status="threatened",
        where=Place(name="the capital", precision="none", spans=spans("the capital")),
        side_a=(brigade,),
        claims=(
            Claim(
                speaker=Speaker(name="The Dawn Brigade", kind="group"),
                stance="threatens",
                cue="vowed",
                spans=spans("vowed"),
            ),
        ),
        evidence=spans("The Dawn Brigade vowed to attack the capital within weeks"),
        confidence=0.55,
    )
    flight = Event(
        id="e4",
        type="OTHER",
        status="ongoing",
        when=When(
            start=date(2024, 5, 21),
            end=date(2024, 6, 3),
            precision="range",
            basis="stated",
            value="2024-05-21/2024-06-03",
            spans=spans("since late May"),
        ),
        where=Place(
            country="MLI", latitude=17.0, longitude=-4.0, radius_km=900, precision="country"
        ),
        harm=(
            Harm(
                kind="displaced",
                low=2000,
                best=2000,
                high=2000,
                whom="people",
                cumulative=True,
                claim=0,
                spans=spans("Some 2,000 people"),
            ),
        ),
        totals={"displaced": Interval(low=2000, best=2000, high=2000, rule="single claim")},
        claims=(Claim(speaker=Speaker(name="REPORT", kind="outlet")),),
        evidence=spans("Some 2,000 people have fled since late May"),
        confidence=0.7,
    )
    return CodedReport(
        report=report,
        events=(attack, strike, vow, flight),
        diagnostics=(Diagnostic(code="W101", message="an invented warning"),),
    )


# --- loaded once for all tests; whoever asks for none of these loads nothing ----------------------


@pytest.fixture(scope="session")
def nlp() -> Language:
    from onrecord.coding.coder import english_model

    return english_model()


@pytest.fixture(scope="session")
def book() -> Codebook:
    from onrecord.codebook import Codebook

    return Codebook.load()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    from onrecord.gazetteer import Gazetteer

    return Gazetteer.embedded()


@pytest.fixture(scope="session")
def coder(book: Codebook, gazetteer: Gazetteer) -> Coder:
    from onrecord.coding.coder import Coder

    return Coder(codebook=book, gazetteer=gazetteer)


@pytest.fixture(scope="session")
def code(coder: Coder, book: Codebook) -> Callable[..., CodedReport]:
    """Codes a text on a day of publication, unless the test gives another; unlikely events are
    kept, so that no test depends on the weights."""
    model = book.confidence.model_copy(update={"threshold": 0.0})
    made = replace(coder, codebook=book.model_copy(update={"confidence": model}))

    def coded_text(text: str, **fields: Any) -> CodedReport:
        return made.code(Report(text=text, **{"published": MONDAY, **fields}))

    return coded_text


@pytest.fixture(scope="session")
def parsed(nlp: Language) -> Callable[[str], Parsed]:
    """Parses a text as the coder does, without its list of names."""
    from onrecord.coding.text.parse import parse

    return lambda text: parse(Report(text=text), nlp, lambda word: False)


@pytest.fixture(scope="session")
def cast(parsed: Callable[[str], Parsed], book: Codebook) -> Callable[..., Cast]:
    """The actors of a text; ``places`` are words that a gazetteer would know."""
    from onrecord.coding.actors.cast import Cast
    from onrecord.coding.actors.matching import matcher

    def cast_of(text: str, places: tuple[str, ...] = ()) -> Cast:
        read = parsed(text)
        return Cast(
            read,
            matcher(book.actors),
            book.triggers,
            places=frozenset(t.i for t in read.doc if t.text in places),
        )

    return cast_of
