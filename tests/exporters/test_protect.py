import json
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.incidents import ARMY, TEXT_LAYOUTS, account, claim, event, gao, incident, killed, span

from onrecord.codebook import Codebook
from onrecord.errors import OnrecordError
from onrecord.exporters import export_incidents
from onrecord.exporters.persons import People, pseudonym
from onrecord.exporters.preview import preview
from onrecord.exporters.protect import POLICIES, Policy, Protection
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Actor, Incident, Item, Source

SALT = "5a1e"


def guard(
    book: Codebook, gazetteer: Gazetteer, name: str = "public", **fields: object
) -> Protection:
    policy = Policy.model_validate(Policy.load(name).model_dump() | fields)
    return Protection(policy, salt=SALT, book=book, gazetteer=gazetteer)


def out(protection: Protection, *incidents: Incident, as_: str = "jsonl") -> str:
    return "".join(export_incidents(incidents, as_=as_, book=protection._book, protect=protection))


@pytest.fixture(scope="module")
def whole() -> Incident:
    """A mayor, his former colleague, a teacher who speaks, a nurse among the dead, an unnamed
    clerk."""
    talks = (
        claim("Salif Drabo", title="mayor of Gao"),
        claim("Oumar Tessougu", title="former governor"),
        claim("Ines Okonkwo", title="a teacher", via=("Sahel Wire",)),
        claim("a clerk at the town hall", kind="anonymous"),
    )
    first = account(
        1,
        claims=talks,
        side_b=(
            Actor(
                name="nurse Ada Lindqvist",
                actor="Civilians (Mali)",
                kind="civilians",
                country="MLI",
            ),
            Actor(name="Okonkwo"),
        ),
        harm=(killed(12, whom="Ada Lindqvist and eleven others"),),
        items=(
            Item(kind="the house of Ines Okonkwo", act="destroyed"),
            Item(kind="rocket", act="seized", low=2, high=2),
        ),
        evidence=(span("Ada Lindqvist died at once"), span("A car bomb went off", 40)),
    )
    return incident(first, account(2))


def test_public_names_no_private_person_no_source_no_words(
    book: Codebook, gazetteer: Gazetteer, whole: Incident
) -> None:
    text = out(guard(book, gazetteer), whole)
    for word in (
        "Lindqvist",
        "Okonkwo",
        "Tessougu",
        "Sahel Wire",
        "wire.example",
        "Blast in Gao",
        "car bomb",
        "clerk",
        "teacher",
        "sha256:000",
    ):
        assert word not in text, word
    assert "Salif Drabo" in text
    assert pseudonym("Ines Okonkwo", salt=SALT) in text
    assert "16.27167" not in text
    region = gazetteer.admin1_of("MLI", "Gao")
    # the gazetteer has no district of Gao
    assert region and f'"latitude":{region.latitude}' in text


def test_a_short_form_has_the_pseudonym_of_the_full_name(
    book: Codebook, gazetteer: Gazetteer, whole: Incident
) -> None:
    (after,) = guard(book, gazetteer).over([whole])
    speaker = after.accounts[0].event.claims[2].speaker
    assert speaker.name == pseudonym("Ines Okonkwo", salt=SALT)
    assert speaker.title is None
    assert speaker.name in {actor.name for actor in after.accounts[0].event.side_b}


def test_pseudonyms_are_stable_under_one_salt_and_differ_under_another() -> None:
    assert (
        pseudonym("Inés  Okonkwo", salt="a")
        == pseudonym("ines okonkwo", salt="a")
        == "person " + pseudonym("Ines Okonkwo", salt="a")[7:]
    )
    assert pseudonym("Ines Okonkwo", salt="a") != pseudonym("Ines Okonkwo", salt="b")


def test_internal_keeps_words_that_name_nobody(
    book: Codebook, gazetteer: Gazetteer, whole: Incident
) -> None:
    (after,) = guard(book, gazetteer, "internal").over([whole])
    assert [s.text for s in after.accounts[0].event.evidence] == ["A car bomb went off"]
    assert (
        after.accounts[0].event.harm[0].whom
        == f"{pseudonym('Ada Lindqvist', salt=SALT)} and eleven others"
    )
    assert after.accounts[0].source.outlet == "Sahel Wire"
    assert after.where == whole.where


def test_words_that_name_somebody_whom_no_record_names_are_left_out(
    book: Codebook, gazetteer: Gazetteer
) -> None:
    said = (
        "Among the dead was Bina Touré, 34",
        "shells fell on Burkina Faso and the Lantern Front fled",
        "President Salif Drabo came",
    )
    told = account(1, evidence=tuple(span(words, 100 * at) for at, words in enumerate(said)))
    (after,) = guard(book, gazetteer, "internal").over([incident(told)])
    assert [s.text for s in after.accounts[0].event.evidence] == list(said[1:])
    (after,) = guard(book, gazetteer, "internal", persons="keep").over([incident(told)])
    assert after == incident(told)


def test_partner_puts_places_on_a_grid(
    book: Codebook, gazetteer: Gazetteer, whole: Incident
) -> None:
    (after,) = guard(book, gazetteer, "partner").over([whole])
    where = after.where
    assert (
        where.latitude,
        where.longitude,
        where.precision,
        where.name,
        where.resolved,
        where.gazetteer_id,
    ) == (
        16.25,
        -0.05,
        "near",
        None,
        None,
        None,
    )
    assert where.radius_km is not None and where.radius_km > 7
    assert where.admin1 == "Gao"


def test_other_places_are_made_as_coarse(book: Codebook, gazetteer: Gazetteer) -> None:
    also = (
        gao(name="the Tinzawa crossing", resolved="Tinzawa", latitude=16.31111, longitude=-0.02222),
        gao(
            name="Bosso quarter",
            resolved=None,
            gazetteer_id=None,
            latitude=16.41234,
            longitude=-0.11234,
            precision="near",
        ),
    )
    told = account(
        1,
        where_also=also,
        evidence=(span("Fire rose over Bosso quarter"),),
        side_b=(Actor(name="guards of the Tinzawa crossing"),),
    )
    before = incident(told, where_also=also)
    for as_ in TEXT_LAYOUTS:
        text = out(guard(book, gazetteer), before, as_=as_)
        assert not [
            word
            for word in ("Tinzawa", "Bosso", "16.31111", "-0.02222", "16.41234")
            if word in text
        ], as_
    (after,) = guard(book, gazetteer).over([before])
    # all three are in one division
    assert after.where_also == after.accounts[0].event.where_also == ()
    (after,) = guard(book, gazetteer, "partner").over([before])
    assert [(p.name, p.resolved, p.latitude, p.longitude) for p in after.where_also] == [
        (None, None, 16.35, -0.05),
        (None, None, 16.45, -0.15),
    ]
    (after,) = guard(book, gazetteer, "internal").over([before])
    assert after.where_also == also


def test_a_district_where_the_gazetteer_has_it(book: Codebook, gazetteer: Gazetteer) -> None:
    named = gazetteer.search("Hawija", country="IRQ", limit=1)[0]
    entry = gazetteer.get(named.id)
    assert entry is not None
    place = gao(
        name="Hawija",
        resolved=entry.name,
        gazetteer_id=entry.id,
        country="IRQ",
        admin1=entry.admin1,
        admin2=entry.admin2,
        latitude=entry.latitude,
        longitude=entry.longitude,
    )
    (after,) = guard(book, gazetteer).over([incident(where=place)])
    assert after.where.precision in ("admin2", "admin1")
    assert (after.where.latitude, after.where.longitude) != (entry.latitude, entry.longitude)


def test_a_district_of_one_place_does_not_give_its_point_away(
    book: Codebook, gazetteer: Gazetteer
) -> None:
    class OnePlace(Gazetteer):
        def __init__(self) -> None:
            pass

        def search(self, name: str, **given: object) -> list[Entry]:  # type: ignore[override]
            return [
                Entry("geonames:9", name, "admin2", "MLI", "Gao", name, 16.27167, -0.04472, 0, 15.0)
            ]

    protection = Protection(Policy.load("public"), salt=SALT, book=book, gazetteer=OnePlace())
    after = protection.place(gao(admin2="Gao Ville"))
    assert (after.latitude, after.longitude, after.precision) == (16.25, -0.05, "admin2")


def test_what_has_no_point_gets_none(book: Codebook, gazetteer: Gazetteer) -> None:
    (after,) = guard(book, gazetteer).over(
        [incident(where=gao(latitude=None, longitude=None, radius_km=None, precision="admin1"))]
    )
    assert (after.where.latitude, after.where.radius_km, after.where.admin1) == (None, None, "Gao")


def test_what_is_coarser_than_the_policy_stays_so(book: Codebook, gazetteer: Gazetteer) -> None:
    (after,) = guard(book, gazetteer).over([incident(where=gao(precision="country", admin1=None))])
    assert (after.where.precision, after.where.country, after.where.admin1) == (
        "country",
        "MLI",
        None,
    )


@pytest.mark.parametrize("as_", TEXT_LAYOUTS)
def test_every_policy_and_format_passes_the_checker(
    book: Codebook, gazetteer: Gazetteer, whole: Incident, as_: str
) -> None:
    for name in POLICIES:
        assert out(guard(book, gazetteer, name), whole, as_=as_)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Lantern Front", "Lantern Front"),
        ("fighters of the Lantern Front", "Lantern Front"),
        ("the front", None),
        ("shoppers", None),
        ("nurse Bina", None),
    ],
)
def test_a_body_keeps_its_name(
    book: Codebook, gazetteer: Gazetteer, words: str, expected: str | None
) -> None:
    assert People(book).body(words) == expected
    (after,) = guard(book, gazetteer).over(
        [incident(side_a=(Actor(name=words, kind="rebel_group"),))]
    )
    assert after.side_a[0].name == (
        expected or (pseudonym("Bina", salt=SALT) if "Bina" in words else "Rebel group")
    )


def test_a_place_is_no_person(book: Codebook) -> None:
    private, _ = People(book).of(
        incident(side_b=(Actor(name="Tinzawa"), Actor(name="Tinzawo")), where=gao(name="Tinzawa"))
    )
    assert private == {"Ada Lindqvist", "Tinzawo"}


def test_a_name_protected_in_one_incident_is_protected_in_all(
    book: Codebook, gazetteer: Gazetteer, whole: Incident
) -> None:
    other = incident(
        account(3, source=Source(id="x", outlet="The Courier", title="What Ines Okonkwo saw")),
        id="i2",
    )
    protection = guard(book, gazetteer, "internal")
    assert "Okonkwo" not in out(protection, other, whole)
    assert list(protection.over(iter([other, whole]))) == list(protection.over([other, whole]))


def test_one_person_of_one_report_has_one_pseudonym_in_all_its_incidents(
    book: Codebook, gazetteer: Gazetteer
) -> None:
    first = incident(account(1, side_b=(Actor(name="Bina Tessougu Wele"),)))
    later = incident(account(1, id="r1e2", side_b=(Actor(name="Tessougu"),)), id="i2")
    other = incident(account(2, side_b=(Actor(name="Tessougu"),)), id="i3")
    one, two, three = (
        after.side_b[0].name
        for after in guard(book, gazetteer, "internal").over([first, later, other])
    )
    assert one == two == pseudonym("Bina Tessougu Wele", salt=SALT)
    assert three == pseudonym("Tessougu", salt=SALT)  # another report: it is not known who it is


def test_an_official_keeps_the_name_in_all_incidents_of_the_report(
    book: Codebook, gazetteer: Gazetteer
) -> None:
    talks = (claim("Salif Drabo", title="police commander of Gao, Colonel"),)
    later = incident(account(1, id="r1e2", side_b=(Actor(name="Drabo"),)), id="i2")
    first, second = guard(book, gazetteer).over([incident(account(1, claims=talks)), later])
    assert first.accounts[0].event.claims[0].speaker.name == "Salif Drabo"
    assert second.side_b[0].name == "Drabo"


def test_a_body_that_speaks_under_a_persons_kind_is_no_person(
    book: Codebook, gazetteer: Gazetteer
) -> None:
    talks = (
        claim("Selva Clara", title="the rights group"),
        claim("Ines Okonkwo", title="head of the rights group"),
    )
    private, _ = People(book).of(incident(account(1, claims=talks)))
    assert "Selva Clara" not in private
    assert "Ines Okonkwo" in private
    later = incident(account(1, id="r1e2", side_b=(Actor(name="Selva Clara"),)), id="i2")
    first, second = guard(book, gazetteer, "internal").over(
        [incident(account(1, claims=talks)), later]
    )
    assert first.accounts[0].event.claims[0].speaker.name == second.side_b[0].name == "Selva Clara"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lawyer Salif Drabo", [("Salif Drabo", False)]),
        ("Abu Bakr al-Tessougu", [("Abu Bakr al-Tessougu", False)]),
        ("President Salif Drabo", [("Salif Drabo", True)]),
        ("former president Salif Drabo", [("Salif Drabo", False)]),
        ("Mayor Drabo's driver Bina Toure", [("Drabo", True), ("Bina Toure", False)]),
        ("the Kurdish forces", []),
        ("members of the Syrian Democratic Forces", []),
        ("Several residents", []),
    ],
)
def test_persons_in_the_words_for_an_actor(
    book: Codebook, words: str, expected: list[tuple[str, bool]]
) -> None:
    found = list(People(book).named(words))
    assert [f for f in found if f[0] != "Drabo"] == [f for f in expected if f[0] != "Drabo"]


def test_the_preview_says_what_leaves(
    book: Codebook, gazetteer: Gazetteer, whole: Incident
) -> None:
    rows = {change.field: change for change in preview([whole], guard(book, gazetteer))}
    assert rows["where.latitude"].coarsened == 3  # the incident's, and those of its two events
    assert [before for before, _ in rows["where.latitude"].examples] == ["16.27167"]
    assert rows["evidence"].left_out == 3
    assert rows["evidence"].examples[0] == ("Ada Lindqvist died at once", "")
    assert rows["claims.speaker.name"][1:5] == (2, 1, 2, 0)
    assert rows["source.title"].left_out == 2
    assert rows["type"] == ("type", 3, 0, 0, 0, ())


def test_policies(tmp_path: Path, book: Codebook) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "name: own\npersons: keep\nofficials: keep\nplaces: grid\ngrid: 0.5\nsources: keep\ntext: out\n"
    )
    assert Policy.load(own).grid == 0.5
    assert Protection(Policy.load(own), book=book).name.startswith("own sha256:")
    with pytest.raises(
        OnrecordError, match="E616 there is no protection policy 'secret': choose from public"
    ):
        Policy.load("secret")
    own.write_text("name: own\nplaces: fog\n")
    with pytest.raises(OnrecordError, match=r"E617 .*own\.yaml: not a protection policy: places"):
        Policy.load(own)
    with pytest.raises(OnrecordError, match="E618"):
        Protection(Policy.load("public"), book=book)


class Quiet(Protection):
    """Without its codebook in the output of a failing test."""

    def __repr__(self) -> str:
        return "the public policy"


@pytest.fixture(scope="module")
def guarded(book: Codebook, gazetteer: Gazetteer) -> Protection:
    return Quiet(Policy.load("public"), salt=SALT, book=book, gazetteer=gazetteer)


LETTERS = st.text(string.ascii_lowercase, min_size=4, max_size=9)
NAMES = st.builds(lambda a, b: f"{a.capitalize()}q {b.capitalize()}x", LETTERS, LETTERS)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=4, max_size=60
).map(lambda t: f"¿{t.strip()}¡")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    speaker=NAMES,
    victim=NAMES,
    outlet=NAMES,
    evidence=WORDS,
    title=WORDS,
    whom=WORDS,
    as_=st.sampled_from(TEXT_LAYOUTS),
    lat=st.floats(-60, 60).map(lambda x: round(x, 5)),
)
def test_no_protected_string_is_in_the_bytes(
    guarded: Protection,
    speaker: str,
    victim: str,
    outlet: str,
    evidence: str,
    title: str,
    whom: str,
    as_: str,
    lat: float,
) -> None:
    where = gao(name=whom, latitude=lat + 0.000007, longitude=lat - 0.000003)
    told = account(
        1,
        source=Source(
            id="sha256:abc",
            outlet=outlet,
            title=title,
            url=f"https://{outlet.split()[0].lower()}.example/{title}",
        ),
        where=where,
        side_b=(Actor(name=victim, kind="civilians"), Actor(name=f"the driver of {speaker}")),
        claims=(
            claim(speaker, title="a witness", via=(outlet,), cue=title, spans=(span(evidence),)),
        ),
        harm=(killed(3, whom=f"{victim} and {whom}", spans=(span(whom),)),),
        evidence=(span(evidence),),
    )
    text = out(guarded, incident(told, where=where, side_a=(ARMY, Actor(name=speaker))), as_=as_)
    for secret in (
        speaker,
        victim,
        outlet,
        evidence,
        title,
        whom,
        str(where.latitude),
        str(where.longitude),
        "sha256:abc",
    ):
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text


def test_an_event_alone_is_protected_with_its_incident(
    book: Codebook, gazetteer: Gazetteer
) -> None:
    (after,) = guard(book, gazetteer).over([incident()])
    assert after.accounts[0].event.evidence[0].text == "…"
    assert event().evidence[0].text != "…"
