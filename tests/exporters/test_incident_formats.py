"""Whatever an incident contains, every format takes it or says why not, and its checker finds
nothing wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.incidents import TEXT_LAYOUTS, account, claim, gao, incident, killed, source

from onrecord.codebook import Codebook
from onrecord.exporters import form
from onrecord.exporters.text_form import LeftOut
from onrecord.schema import Actor, Incident, Interval, Item, Place, Toll, When

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
NAMES = (
    st.sampled_from(
        ["men", "the army", "a; b", 'the "old" guard', "=1+1", "line\nend", "tab\tstop"]
    )
    | TEXT
)
KINDS = st.sampled_from(
    ["state_forces", "rebel_group", "civilians", "protesters", "unidentified_armed_group", None]
)
ACTORS = st.lists(
    st.builds(
        Actor,
        name=NAMES,
        actor=st.none() | NAMES,
        kind=KINDS,
        country=st.sampled_from(["MLI", "YEM", "PSE", "XKX", "QQQ", None]),
    ),
    max_size=3,
).map(tuple)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
WHENS = st.builds(
    lambda day, length, open_: When(
        start=None if open_ == 1 else day, end=None if open_ == 2 else day + timedelta(days=length)
    ),
    DAYS,
    st.integers(0, 500),
    st.integers(0, 2),
)
PLACES = st.builds(
    lambda precision, country, lat, lon, name, known: gao(
        precision=precision,
        country=country,
        latitude=lat if known else None,
        longitude=lon if known else None,
        name=name,
        resolved=name,
    ),
    st.sampled_from(["exact", "near", "admin2", "admin1", "country", "none"]),
    st.sampled_from(["MLI", "PSE", "XKX", "GUF", "QQQ", None]),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.none() | NAMES,
    st.booleans(),
) | st.just(Place())


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, best, high = sorted(draw(st.tuples(*[st.integers(0, 500)] * 3)))
    hidden = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return Interval(
        low=None if hidden[0] else low,
        best=None if hidden[1] else best,
        high=None if hidden[2] else high,
    )


@st.composite
def incidents(draw: st.DrawFn, types: tuple[str, ...]) -> Incident:
    fields = {
        "type": draw(st.sampled_from(types)),
        "status": draw(
            st.sampled_from(["occurred", "ongoing", "planned", "attempted", "threatened", "denied"])
        ),
        "when": draw(WHENS),
        "where": draw(PLACES),
        "where_also": tuple(draw(st.lists(PLACES, max_size=2))),
        "side_a": draw(ACTORS),
        "side_b": draw(ACTORS),
        "items": tuple(
            Item(kind=draw(NAMES), act="seized") for _ in range(draw(st.integers(0, 2)))
        ),
        "totals": {
            kind: draw(intervals())
            for kind in draw(st.sets(st.sampled_from(["killed", "injured", "arrested"])))
        },
    }
    one = account(
        1,
        source=source(1, outlet=draw(st.none() | NAMES), title=draw(st.none() | NAMES), url=None),
        claims=(
            claim(draw(NAMES), kind=draw(st.sampled_from(["person", "official", "media"]))),
            claim(),
        ),
        harm=(killed(draw(st.integers(0, 9)), whom=draw(st.none() | NAMES), class_="combatant"),),
        **fields,
    )
    tolls = tuple(
        Toll(kind="killed", class_=c, low=n, best=n, high=n)
        for c in ("civilian", "combatant")
        if (n := draw(st.integers(0, 400)))
    )
    return incident(
        one,
        id="i12",
        tolls=tolls,
        review=draw(st.sampled_from(["open", "accepted", "rejected"])),
        **fields,
    )


@pytest.fixture(scope="module")
def codes(book: Codebook) -> Codebook:
    """The codebook, without its contents in the output of a failing test."""

    class Quiet(Codebook):
        def __repr__(self) -> str:
            return "the codebook"

    return Quiet.model_construct(**{name: getattr(book, name) for name in Codebook.model_fields})


@settings(max_examples=100)
@given(data=st.data())
def test_every_format_takes_any_incident_or_says_why_not(
    data: st.DataObject, codes: Codebook
) -> None:
    it = data.draw(incidents((*codes.types.codes, "OF_MY_OWN")))
    for name in TEXT_LAYOUTS:
        pieces = form(name)
        try:
            line = pieces.line(it, codes)
        except LeftOut as reason:
            assert str(reason)
            continue
        assert "\n" not in line
        assert pieces.problems(line) == [], name
