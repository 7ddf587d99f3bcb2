from bench.muc.deeds import doers, mentioned
from bench.muc.people import Person, combatant, named, person_type
from bench.muc.places import Places, load
from bench.muc.words import sort, tidy, within, words


def test_phrases_lose_what_says_nothing() -> None:
    assert tidy("the three alleged hooded men,") == "HOODED MEN"
    assert tidy("his [AS HEARD] house in") == "HOUSE"
    assert tidy("the bodies of two farmers") == "FARMERS"


def test_heads_sort_phrases() -> None:
    lists = words()
    assert sort("POLICE STATION IN SPRINGFIELD", lists.physical) == "LAW ENFORCEMENT FACILITY"
    assert sort("THE OLD BUSES", lists.physical) == "TRANSPORT VEHICLE"
    assert sort("SUNSHINE", lists.physical) is None


def test_names_titles_and_descriptions() -> None:
    assert named("RADIO ANNOUNCER INES QUIROGA") == Person("INES QUIROGA", "RADIO ANNOUNCER")
    assert named("INES QUIROGA, MAYOR OF SPRINGFIELD") == Person(
        "INES QUIROGA", "MAYOR OF SPRINGFIELD"
    )
    assert named("HEAVILY ARMED MEN") == Person(None, "HEAVILY ARMED MEN")
    assert person_type(named("FORMER MINISTER INES QUIROGA")) == "FORMER GOVERNMENT OFFICIAL"
    assert person_type(named("FARMERS")) == "CIVILIAN"


def test_who_is_no_civilian() -> None:
    assert combatant(Person(None, "SOLDIERS", armed=True))
    assert combatant(Person(None, "GUERRILLAS"))
    assert not combatant(Person(None, "PEASANTS"))
    assert not combatant(Person(None, "COLONEL'S WIFE", armed=True))


def test_organizations_are_named_once_under_their_longest_name() -> None:
    assert within("FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN)") == [
        "FARABUNDO MARTI NATIONAL LIBERATION FRONT"
    ]
    assert within("THE FIRMLY HELD VIEW") == []


def test_things_struck_and_doers_in_the_words_of_an_act() -> None:
    assert mentioned("A charge exploded near the provincial bank, damaging two buses.") == [
        ("PROVINCIAL BANK", "FINANCIAL"),
        ("BUSES", "TRANSPORT VEHICLE"),
    ]
    assert mentioned("The bank opened.") == []
    assert doers("TWO HOODED INDIVIDUALS PLACED THE CHARGE") == ["HOODED INDIVIDUALS"]


def test_places_are_told_as_the_lists_have_them(tmp_path) -> None:
    (tmp_path / "containing-areas-part1").write_text(
        "A place list\n\nFREEDONIA: SPRINGFIELD (CITY) *x* VALIDATED\nFREEDONIA: EAST END (TOWN?) *x*\n"
    )
    (tmp_path / "containing-areas-part2").write_text(
        "FREEDONIA: NORTH (DEPARTMENT): SPRINGFIELD (CITY): OLD TOWN (NEIGHBORHOOD) *x*\n"
    )
    places = load(tmp_path)
    assert places.country("EAST END", None) == "FREEDONIA"
    assert places.fill("FREEDONIA", "EAST END", "", "") == "FREEDONIA: EAST END (TOWN)"
    assert (
        places.fill("FREEDONIA", "OLD TOWN", "", "SPRINGFIELD AND THE NORTH")
        == "FREEDONIA: SPRINGFIELD (CITY): OLD TOWN (NEIGHBORHOOD)"
    )
    assert (
        places.fill("FREEDONIA", "OLD TOWN", "IN THE NORTH", "SPRINGFIELD")
        == "FREEDONIA: NORTH (DEPARTMENT): SPRINGFIELD (CITY): OLD TOWN (NEIGHBORHOOD)"
    )
    assert Places().fill("FREEDONIA", "OLD TOWN", "", "") is None
