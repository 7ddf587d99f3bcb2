import pytest

from onrecord.codebook import Codebook
from onrecord.codebook.actors import Actors


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Codebook.load().actors


def test_the_lexicon_is_large_and_covers_the_regions(actors: Actors) -> None:
    names = {
        name
        for countries in actors.groups.values()
        for listed in countries.values()
        for name in listed
    }
    assert len(names) > 900
    countries = {code for countries in actors.groups.values() for code in countries} - {"INT"}
    assert len(countries) > 90
    assert countries <= set(actors.nations)


def test_what_the_lists_refer_to_exists(actors: Actors) -> None:
    names = {
        name
        for countries in actors.groups.values()
        for listed in countries.values()
        for name in listed
    }
    assert set(actors.branches) <= names
    assert set(actors.theatres) <= names
    assert {
        code for listed in (*actors.branches.values(), *actors.theatres.values()) for code in listed
    } <= set(actors.nations)
    assert len(actors.kinds) == 8


def test_countries_by_code(actors: Actors) -> None:
    assert actors.country_name("PHL") == "Philippines"
    assert actors.country_name("XXX") == "XXX"
