import pytest

from onrecord.codebook import Codebook
from onrecord.codebook.types import Types

CODES = [
    "GOV_REGAINS_TERRITORY",
    "NON_STATE_OVERTAKES_TERRITORY",
    "ARMED_CLASH",
    "EXCESSIVE_FORCE_AGAINST_PROTESTERS",
    "PROTEST_WITH_INTERVENTION",
    "PEACEFUL_PROTEST",
    "VIOLENT_DEMONSTRATION",
    "MOB_VIOLENCE",
    "CHEMICAL_WEAPON",
    "AIR_STRIKE",
    "SUICIDE_BOMB",
    "SHELLING",
    "REMOTE_EXPLOSIVE",
    "GRENADE",
    "SEXUAL_VIOLENCE",
    "ATTACK",
    "ABDUCTION",
    "AGREEMENT",
    "ARREST",
    "CHANGE_TO_GROUP",
    "DISRUPTED_WEAPONS_USE",
    "BASE_ESTABLISHED",
    "LOOTING_PROPERTY_DESTRUCTION",
    "TERRITORY_TRANSFER",
    "OTHER",
]

DISORDER = {
    "Battles": {"Political violence"},
    "Protests": {"Demonstrations", "Political violence; Demonstrations"},
    "Riots": {"Demonstrations", "Political violence"},
    "Explosions/Remote violence": {"Political violence"},
    "Violence against civilians": {"Political violence"},
    "Strategic developments": {"Strategic developments"},
}


@pytest.fixture(scope="module")
def types() -> Types:
    return Codebook.load().types


def test_the_25_types_in_tie_breaking_order(types: Types) -> None:
    assert list(types.codes) == CODES
    assert {code for code in CODES if types[code].priority != 10} == {"OTHER"}
    assert types["OTHER"].priority == 20


@pytest.mark.parametrize(
    ("code", "terms", "among"),
    [
        ("ATTACK", ["violence"], True),
        ("ATTACK", ["ATTACK"], True),
        ("ATTACK", ["protest", "SHELLING"], False),
        ("EXCESSIVE_FORCE_AGAINST_PROTESTERS", ["violence"], True),
        ("EXCESSIVE_FORCE_AGAINST_PROTESTERS", ["protest"], True),
        ("VIOLENT_DEMONSTRATION", ["violence"], False),
        ("ARREST", ["taken"], True),
        ("AGREEMENT", ["violence", "protest", "territory", "taken"], False),
        ("NOT_LISTED", ["violence"], False),
        ("NOT_LISTED", ["NOT_LISTED"], True),
    ],
)
def test_types_by_code_or_family(types: Types, code: str, terms: list[str], among: bool) -> None:
    assert types.among(code, terms) is among


def test_crimes_are_violence_and_what_says_so(types: Types) -> None:
    crimes = {code for code in types.codes if types[code].is_crime}
    assert {"ABDUCTION", "LOOTING_PROPERTY_DESTRUCTION", "SHELLING"} <= crimes
    assert not crimes & {"ARREST", "PEACEFUL_PROTEST", "AGREEMENT", "OTHER"}


def test_acleds_names_fit_together(types: Types) -> None:
    names = [types.acled(code) for code in types.codes]
    assert len({name.sub_event_type for name in names}) == 25
    assert all(name.disorder_type in DISORDER[name.event_type] for name in names)
    assert [code for code in types.codes if ";" in types.acled(code).disorder_type] == [
        "EXCESSIVE_FORCE_AGAINST_PROTESTERS"
    ]


def test_the_first_type_wins(types: Types) -> None:
    assert types.first(["ATTACK", "AIR_STRIKE"]) == "AIR_STRIKE", "it stands first"
    assert types.first(["TERRITORY_TRANSFER", "CHANGE_TO_GROUP"]) == "CHANGE_TO_GROUP"
    assert types.first(["OTHER", "TERRITORY_TRANSFER"]) == "TERRITORY_TRANSFER"
    assert types.first({"ARMED_CLASH", "GOV_REGAINS_TERRITORY", "OTHER"}) == "GOV_REGAINS_TERRITORY"


def test_crosswalks(types: Types) -> None:
    assert types.acled("SHELLING").sub_event_type == "Shelling/artillery/missile attack"
    assert types.plover("ABDUCTION") == ("ASSAULT", "abduct")
    assert types.plover("OTHER") is None
    assert types.cameo("ARMED_CLASH") == "19"
    assert types.cameo("OTHER") is None


@pytest.mark.parametrize(
    ("code", "side_a", "side_b", "violence"),
    [
        ("ARMED_CLASH", ["state_forces"], ["rebel_group"], 1),
        ("ARMED_CLASH", ["rebel_group"], ["external_forces"], 1),
        ("ARMED_CLASH", ["rebel_group"], ["identity_militia"], 2),
        ("ARMED_CLASH", ["rebel_group"], [], None),
        ("AIR_STRIKE", ["state_forces"], ["civilians"], 3),
        ("AIR_STRIKE", ["state_forces"], ["civilians", "rebel_group"], 1),
        ("AIR_STRIKE", [None], ["rebel_group"], None),
        ("ATTACK", ["political_militia"], ["civilians"], 3),
        ("ATTACK", ["political_militia"], [], 3),
        ("ATTACK", ["rebel_group"], ["state_forces"], 1),
        ("EXCESSIVE_FORCE_AGAINST_PROTESTERS", ["state_forces"], ["protesters"], 3),
        ("PEACEFUL_PROTEST", ["protesters"], [], None),
        ("AGREEMENT", ["state_forces"], ["rebel_group"], None),
    ],
)
def test_ucdp_follows_the_sides(
    types: Types, code: str, side_a: list[str], side_b: list[str], violence: int | None
) -> None:
    assert types.ucdp(code, side_a, side_b) == violence
