"""The worked examples of docs/extending.md do what the page says."""

import re
from pathlib import Path

import pytest

from onrecord.codebook import Codebook
from onrecord.codebook.actors import Actors
from onrecord.codebook.types import Nature
from onrecord.coding.actors.matching import matcher

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    folder = tmp_path_factory.mktemp("page")
    paths = []
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)):
        path = folder / f"{number}.yaml"
        path.write_text(block, encoding="utf-8")
        paths.append(path)
    assert len(paths) == 4
    return Codebook.load(*paths)


def test_the_new_type(codebook: Codebook) -> None:
    assert codebook.types.acled("CATTLE_RAID").sub_event_type == "Looting/property destruction"
    assert codebook.types.first(["CATTLE_RAID", "OTHER"]) == "CATTLE_RAID"
    assert "GRENADE" not in codebook.types


def test_the_new_actor(codebook: Codebook) -> None:
    for country in ("NER", "BFA", "BEN"):
        known = matcher(codebook.actors).match("fighters of the RDT", country=country, year=2021)
        assert known is not None
        assert (known.actor, known.kind, known.country) == (
            "Riders of Tamou",
            "identity_militia",
            "NER",
        )


def test_the_new_nouns(codebook: Codebook) -> None:
    known = matcher(codebook.actors).match("camel thieves", country="NER")
    assert known is not None
    assert known.actor == "Unidentified Armed Group (Niger)"
    assert matcher(codebook.actors).noun("looters") is None
    assert matcher(codebook.actors).noun("stone throwers") == codebook.actors.heads["rioters"]


def test_the_page_names_every_flag_of_a_type() -> None:
    assert all(f"`{name}`" in PAGE for name in Nature.model_fields)


def test_the_page_names_every_key_of_the_section() -> None:
    for name in Actors.model_fields:
        assert f"`{name}`" in PAGE
    for name in Codebook.model_fields:
        assert f"`{name}`" in PAGE


def test_the_new_word_of_denial_and_the_new_row_of_the_status(codebook: Codebook) -> None:
    assert "disavow" in codebook.modality.denied
    assert codebook.modality.verb_rows[0].id == "status.clause_under_allegation"
