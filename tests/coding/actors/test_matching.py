from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.codebook import Codebook
from onrecord.coding.actors.aliases import fold, plural, words
from onrecord.coding.actors.matching import Matcher, matcher


@cache
def load() -> Matcher:
    return matcher(Codebook.load().actors)


@pytest.fixture(scope="module")
def actors() -> Matcher:
    return load()


def told(
    actors: Matcher, text: str, country: str | None = None, year: int | None = None
) -> tuple[object, ...] | None:
    known = actors.match(text, country=country, year=year)
    return known and (known.actor, known.kind, known.country, known.class_)


def test_one_matcher_for_each_codebook() -> None:
    book = Codebook.load()
    assert matcher(book.actors) is matcher(Codebook.load().actors)


def test_every_known_actor_is_found_by_its_own_name(actors: Matcher) -> None:
    lost = []
    for kind, countries in actors.actors.groups.items():
        for code, listed in countries.items():
            for name in listed:
                home = None if code == "INT" else code
                theatre = actors.actors.theatres.get(name, ())
                known = actors.match(name, country=home or next(iter(theatre), None))
                if known is None or not (known.actor or "").startswith(name):
                    lost.append((kind, code, name, known))
    assert lost == []


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "ISIS",
        "ISIL",
        "IS",
        "Daesh",
        "DAESH",
        "Da’esh",
        "the Islamic State group",
        "Islamic State of Iraq and the Levant",
    ],
)
def test_spellings_of_one_name(actors: Matcher, text: str) -> None:
    assert told(actors, text, "IRQ", 2017) == (
        "Islamic State (Iraq)",
        "rebel_group",
        None,
        "combatant",
    )
    assert told(actors, text, "SYR", 2017) == (
        "Islamic State (Syria)",
        "rebel_group",
        None,
        "combatant",
    )


def test_the_article_and_hyphens_do_not_matter(actors: Matcher) -> None:
    for text in (
        "al-Nusra Front",
        "Al Nusra Front",
        "alNusra Front",
        "Nusra front",
        "an-Nusra Front",
        "AL-NUSRA FRONT",
    ):
        known = actors.match(text, country="SYR")
        assert known is not None
        assert known.actor == "Jabhat al-Nusra"


def test_short_acronyms_count_in_capitals_only(actors: Matcher) -> None:
    assert actors.match("is") is None
    assert actors.match("IS") is not None


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (
            ["Jaysh al-Islam", "Jaish al-Islam", "Jeish al-Islam", "Jaysh al-Islams"],
            "Jaysh al-Islam",
        ),
        (["Jabhat al-Nusra", "Jabhat al-Nusrah", "Jabhat an-Nusra"], "Jabhat al-Nusra"),
        (["Tahrik-e-Taliban Pakistan", "Tehrik-e-Taliban Pakistan"], "Tehreek-i-Taliban Pakistan"),
        (["ISIL", "Isil", "ISILs", "ISIL’s"], "Islamic State"),
    ],
)
def test_what_transliterations_and_lost_apostrophes_differ_in(
    actors: Matcher, spellings: list[str], name: str
) -> None:
    assert [told(actors, spelling)[0] for spelling in spellings[1:]] == [name] * (
        len(spellings) - 1
    )


def test_a_persons_name_is_no_group(actors: Matcher) -> None:
    assert told(actors, "President Abdel Fattah Renner", "EGY") == (
        None,
        "civilians",
        None,
        "civilian",
    )
    assert actors.match("Abdel Fattah Renner", country="EGY") is None
    assert actors.match("Alma Jordan") is None
    assert actors.match("Alma Haqqani") is None
    assert told(actors, "the journalist Alma Haqqani", "AFG") == (
        "Civilians (Afghanistan)",
        "civilians",
        None,
        "civilian",
    )
    assert told(actors, "the Haqqanis", "AFG")[0] == "Haqqani Network"
    assert told(actors, "Assad", "SYR")[0] == "Government of Syria"
    assert actors.match("let") is None
    assert actors.match("German Renner") is None


def test_the_country_chooses_between_namesakes(actors: Matcher) -> None:
    assert told(actors, "SLA fighters", "SDN")[0] == "Sudan Liberation Movement/Army"
    assert told(actors, "SLA fighters", "LBN")[0] == "South Lebanon Army"
    assert told(actors, "coalition forces", "YEM", 2016)[0] == "Saudi-led Coalition"
    assert told(actors, "coalition forces", "SYR", 2016)[0] == "Global Coalition Against Daesh"


def test_the_year_chooses_between_namesakes(actors: Matcher) -> None:
    assert told(actors, "the coalition", "IRQ", 2005)[0] == "Multi-National Force in Iraq"
    assert told(actors, "the coalition", "IRQ", 2016)[0] == "Global Coalition Against Daesh"
    assert actors.match("ISWAP", year=1990) is None


def test_namesakes_with_nothing_to_choose_by(actors: Matcher) -> None:
    assert told(actors, "SLA") == (None, "rebel_group", None, "combatant")


def test_common_names_count_only_at_home(actors: Matcher) -> None:
    assert told(actors, "bandits", "NGA")[0] == "Bandits (Nigeria)"
    assert told(actors, "bandits", "MEX")[0] == "Unidentified Gang (Mexico)"
    assert told(actors, "National Police", "SLV")[0] == "Police Forces of El Salvador"
    assert told(actors, "National Police", "COL")[0] == "Police Forces of Colombia"


@pytest.mark.parametrize("text", ["ISIS-held village", "anti-Taliban rally", "Hamas-run zone"])
def test_a_name_that_only_qualifies_is_no_actor(actors: Matcher, text: str) -> None:
    known = actors.match(text)
    assert known is None or known.form != "named"


# --- nouns ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("the army", "IRQ", ("Military Forces of Iraq", "state_forces", "IRQ", "combatant")),
        ("army soldiers", "SYR", ("Military Forces of Syria", "state_forces", "SYR", "combatant")),
        ("the army's men", "SYR", ("Military Forces of Syria", "state_forces", "SYR", "combatant")),
        ("two policemen", "KEN", ("Police Forces of Kenya", "state_forces", "KEN", "combatant")),
        (
            "special police units",
            "PER",
            ("Police Forces of Peru", "state_forces", "PER", "combatant"),
        ),
        (
            "unknown gunmen",
            "KEN",
            ("Unidentified Armed Group (Kenya)", "political_militia", None, "combatant"),
        ),
        ("rebel fighters", "SYR", (None, "rebel_group", None, "combatant")),
        ("opposition forces", "SYR", (None, "rebel_group", None, "combatant")),
        (
            "pro-government fighters",
            "SYR",
            ("Military Forces of Syria", "state_forces", "SYR", "combatant"),
        ),
        (
            "tribal fighters",
            "YEM",
            ("Communal Militia (Yemen)", "identity_militia", None, "unknown"),
        ),
        ("protesters", "EGY", ("Protesters (Egypt)", "protesters", None, "civilian")),
        ("an angry mob", "PAK", ("Rioters (Pakistan)", "rioters", None, "unknown")),
        ("three children", "SYR", ("Civilians (Syria)", "civilians", None, "civilian")),
        ("female journalists", "IRN", ("Civilians (Iran)", "civilians", None, "civilian")),
        ("two men", "IRQ", (None, None, None, "unknown")),
        ("people", "IRQ", (None, None, None, "unknown")),
        (
            "heavily armed men",
            "IRQ",
            ("Unidentified Armed Group (Iraq)", "political_militia", None, "combatant"),
        ),
        (
            "the armed forces",
            "IRQ",
            ("Military Forces of Iraq", "state_forces", "IRQ", "combatant"),
        ),
        ("a French national", "IRQ", ("Civilians (France)", "civilians", "FRA", "civilian")),
        (
            "the national army",
            "IRQ",
            ("Military Forces of Iraq", "state_forces", "IRQ", "combatant"),
        ),
        ("peacekeepers", "IRQ", (None, "external_forces", None, "combatant")),
        ("the prime minister", "IRQ", (None, "civilians", None, "civilian")),
        ("the authorities", "COL", ("Government of Colombia", "state_forces", "COL", "unknown")),
        ("trade union", "SLV", ("Civilians (El Salvador)", "civilians", None, "unknown")),
    ],
)
def test_nouns(actors: Matcher, text: str, country: str, expected: tuple[object, ...]) -> None:
    assert told(actors, text, country) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian jets", ("Military Forces of Russia", "external_forces", "RUS", "combatant")),
        ("Syrian army", ("Military Forces of Syria", "state_forces", "SYR", "combatant")),
        ("Turkish forces", ("Military Forces of Turkey", "external_forces", "TUR", "combatant")),
        (
            "U.S. troops",
            ("Military Forces of the United States", "external_forces", "USA", "combatant"),
        ),
        ("Ankara", ("Government of Turkey", "external_forces", "TUR", "unknown")),
        ("Iran", ("Government of Iran", "external_forces", "IRN", "unknown")),
        ("the Syrian government", ("Government of Syria", "state_forces", "SYR", "unknown")),
        (
            "Syrian government soldiers",
            ("Military Forces of Syria", "state_forces", "SYR", "combatant"),
        ),
        ("Chinese workers", ("Civilians (China)", "civilians", "CHN", "civilian")),
        ("United States", ("Government of the United States", "external_forces", "USA", "unknown")),
        ("Russian", (None, None, "RUS", "unknown")),
        ("Iraqis", ("Civilians (Iraq)", "civilians", "IRQ", "unknown")),
        ("US-backed fighters", (None, None, None, "combatant")),
    ],
)
def test_nations(actors: Matcher, text: str, expected: tuple[object, ...]) -> None:
    assert told(actors, text, "SYR", 2016) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "members of the Free Syrian Army",
            ("Free Syrian Army", "rebel_group", "SYR", "combatant"),
        ),
        (
            "soldiers of the Syrian army",
            ("Military Forces of Syria", "state_forces", "SYR", "combatant"),
        ),
        (
            "soldiers of the Lebanese army",
            ("Military Forces of Lebanon", "external_forces", "LBN", "combatant"),
        ),
        ("Albanians of southern Serbia", ("Civilians (Albania)", "civilians", "ALB", "unknown")),
        ("towns of Iraq", (None, None, "IRQ", "unknown")),
        ("people of Iraq", (None, None, "IRQ", "unknown")),
        ("victims of Hezbollah", (None, None, None, "unknown")),
        ("members of the Future Movement", ("Future Movement", "civilians", "LBN", "unknown")),
        ("a leader of Hezbollah", ("Hezbollah", "rebel_group", "LBN", "combatant")),
        ("dozens of civilians", ("Civilians (Syria)", "civilians", None, "civilian")),
        ("a group of farmers", ("Civilians (Syria)", "civilians", None, "civilian")),
        (
            "civilians fleeing the Islamic State",
            ("Civilians (Syria)", "civilians", None, "civilian"),
        ),
        (
            "residents of a town held by Hezbollah",
            ("Civilians (Syria)", "civilians", None, "civilian"),
        ),
        ("Hezbollah and its allies", ("Hezbollah", "rebel_group", "LBN", "combatant")),
        (
            "government forces and their allies",
            ("Military Forces of Syria", "state_forces", "SYR", "combatant"),
        ),
    ],
)
def test_complements(actors: Matcher, text: str, expected: tuple[object, ...]) -> None:
    assert told(actors, text, "SYR", 2016) == expected


def test_a_noun_alone(actors: Matcher) -> None:
    assert actors.noun("policemen").class_ == "combatant"
    assert actors.noun("Villagers").class_ == "civilian"
    assert actors.noun("passers-by") is None or actors.noun("passers-by").class_ == "civilian"
    assert actors.noun("umbrella") is None


def test_nations_by_word(actors: Matcher) -> None:
    assert actors.nation("Syrian") == "SYR"
    assert actors.nation("Democratic Republic of the Congo") == "COD"
    assert actors.nation("U.S.") == "USA"
    assert actors.nation("us") is None
    assert actors.nation("Damascus") is None


def test_persons_are_not_in_the_codebook(actors: Matcher) -> None:
    assert actors.match("Adil Renner") is None
    assert actors.match("") is None


# --- words ----------------------------------------------------------------------------------------


def test_fold_and_plural() -> None:
    assert fold("Da’esh") == "daesh"
    assert fold("Sureños") == "surenos"
    assert fold("army's") == "army"
    assert [plural(noun) for noun in ("gunman", "army", "convoy", "bus", "German")] == [
        "gunmen",
        "armies",
        "convoys",
        "buses",
        "Germans",
    ]
    assert [word.folded for word in words("the al-Qaida-linked U.S. group")] == [
        "the",
        "qaida",
        "linked",
        "us",
        "group",
    ]


calm = settings(suppress_health_check=[HealthCheck.too_slow])


@calm
@given(
    text=st.text(max_size=40),
    country=st.sampled_from([None, "SYR", "COL", "XXX"]),
    year=st.none() | st.integers(1900, 2100),
)
def test_any_text_is_taken(text: str, country: str | None, year: int | None) -> None:
    known = load().match(text, country=country, year=year)
    assert known is None or known.kind is None or known.kind in load().actors.kinds
    assert known == load().match(text, country=country, year=year)


@calm
@given(data=st.data())
def test_a_known_group_stays_armed_in_any_phrase(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(["COL", "MEX", "SYR", "NGA"]))
    name = data.draw(st.sampled_from(sorted(load().actors.groups["political_militia"][code])))
    before = data.draw(st.sampled_from(["", "the ", "suspected "]))
    after = data.draw(st.sampled_from(["", " fighters", " men", " and its allies"]))
    known = load().match(f"{before}{name}{after}", country=code)
    assert known is not None
    assert known.actor == name
