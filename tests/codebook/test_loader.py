from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.codebook import SECTIONS, Codebook
from onrecord.codebook.loader import extend, line_of, merge, read, repeated, shipped
from onrecord.coding.actors.matching import matcher
from onrecord.errors import OnrecordError


@pytest.fixture
def users_file(tmp_path: Path):
    def write(text: str, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refused(*paths: Path) -> OnrecordError:
    with pytest.raises(OnrecordError) as caught:
        Codebook.load(*paths)
    return caught.value


def test_shipped_files_hold_no_key_twice() -> None:
    assert {name: repeated(text) for name, text in shipped() if repeated(text)} == {}


def test_every_section_is_a_field() -> None:
    assert {"types", "actors"} <= set(SECTIONS)
    assert set(SECTIONS) == set(Codebook.model_fields)


def test_a_user_adds_a_type_and_an_actor(users_file) -> None:
    path = users_file(
        """\
types:
  CYBER_ATTACK:
    priority: 26
    definition: A computer system is broken into or put out of work.
    acled: [Strategic developments, Other, Strategic developments]
actors:
  groups:
    rebel_group:
      SYR:
        Lantern Brigade: 2019-, Lanterns, LTB
"""
    )
    codebook = Codebook.load(path)
    assert codebook.types["CYBER_ATTACK"].priority == 26
    assert "ARMED_CLASH" in codebook.types
    known = matcher(codebook.actors).match("LTB fighters", country="SYR")
    assert known is not None
    assert known.actor == "Lantern Brigade"


def test_a_list_of_aliases_does_what_a_string_does(users_file) -> None:
    text = "actors: {groups: {rebel_group: {SYR: {Lantern Brigade: %s}}}, nations: {QQQ: %s}}"
    first = Codebook.load(
        users_file(text % ('"2019-, Lanterns"', '"Quietland; Quiet, Quietish"'), "string.yaml")
    )
    nation = "{names: [Quietland], demonyms: [Quiet, Quietish]}"
    assert (
        Codebook.load(users_file(text % ("[2019-, Lanterns]", nation), "list.yaml")).digest
        == first.digest
    )


def test_a_nation_has_no_other_fields(users_file) -> None:
    error = refused(users_file("actors: {nations: {QQQ: {names: Quietland, capital: Hush}}}"))
    assert error.code == "E301"
    assert "actors.nations.QQQ" in error.message


def test_null_takes_away_and_replace_takes_whole(users_file) -> None:
    path = users_file(
        """\
types:
  GRENADE: null
replace:
  actors.heads.rioters:
    kind: rioters
    words: brawler
"""
    )
    codebook = Codebook.load(path)
    assert "GRENADE" not in codebook.types
    assert codebook.actors.heads["rioters"].words == ("brawler",)
    assert matcher(codebook.actors).noun("looters") is None


def test_later_files_lie_over_earlier_ones(users_file) -> None:
    first = users_file("types: {OTHER: {priority: 30}}", "first.yaml")
    second = users_file("types: {OTHER: {priority: 40}}", "second.yaml")
    assert Codebook.load(first, second).types["OTHER"].priority == 40
    assert Codebook.load(second, first).types["OTHER"].priority == 30


def test_digest_tells_codebooks_apart(users_file) -> None:
    path = users_file("types: {OTHER: {priority: 30}}")
    assert Codebook.load().digest == Codebook.load().digest
    assert Codebook.load(path).digest != Codebook.load().digest
    assert Codebook.load().digest.startswith("sha256:")


def test_a_wrong_value_names_file_line_and_key(users_file) -> None:
    path = users_file(
        "# mine\ntypes:\n  OTHER:\n    definition: Anything else.\n    priority: high\n"
    )
    error = refused(path)
    assert error.code == "E301"
    assert str(path) in error.message
    assert "line 5" in error.message
    assert "types.OTHER.priority" in error.message


def test_the_faulty_one_of_two_files_is_named(users_file) -> None:
    good = users_file("types: {OTHER: {priority: 30}}", "good.yaml")
    bad = users_file("actors:\n  heads:\n    rioters: {class: dangerous}\n", "bad.yaml")
    error = refused(good, bad)
    assert "bad.yaml, line 3, key actors.heads.rioters.class" in error.message


def test_a_key_that_is_missing_is_named(users_file) -> None:
    error = refused(users_file("types:\n  NEW:\n    priority: 26\n"))
    assert "line 2" in error.message
    assert "types.NEW.definition" in error.message


def test_what_replaces_is_named_where_it_stands(users_file) -> None:
    error = refused(
        users_file("replace:\n  actors.heads.rioters:\n    words: brawler\n    kind: ruffians\n")
    )
    assert "line 4, key replace.actors.heads.rioters.kind" in error.message


def test_a_section_that_does_not_exist(users_file) -> None:
    error = refused(users_file("types: {}\nweather: {}\n"))
    assert error.code == "E301"
    assert "line 2, key weather" in error.message


@pytest.mark.parametrize(
    ("text", "line"),
    [("types: [\n", 2), ("types:\n\tOTHER: 1\n", 2), ("- types\n", 1)],
)
def test_not_yaml(users_file, text: str, line: int) -> None:
    error = refused(users_file(text))
    assert error.code == "E302"
    assert f"line {line}" in error.message


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"types: {}\n# Bogot\xe1\n")
    assert refused(path).code == "E302"


def test_a_key_given_twice(users_file) -> None:
    error = refused(users_file("types: {}\nactors: {}\ntypes: {}\n"))
    assert error.code == "E301"
    assert "line 3, key types: given twice" in error.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.yaml"):
        Codebook.load(tmp_path / "none.yaml")


def test_an_empty_file_changes_nothing(users_file) -> None:
    assert Codebook.load(users_file("# nothing yet\n")).digest == Codebook.load().digest


def test_line_of_falls_back_on_the_parent() -> None:
    text = "a:\n  b:\n    - 1\n    - c: 2\n"
    assert line_of(text, ["a", "b", 1, "c"]) == 4
    assert line_of(text, ["a", "x"]) == 1
    assert line_of(text, []) == 1


calm = settings(suppress_health_check=[HealthCheck.too_slow])
trees: Any = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: (
        st.dictionaries(st.sampled_from("abc"), inner, max_size=3) | st.lists(inner, max_size=2)
    ),
    max_leaves=8,
)


@calm
@given(st.dictionaries(st.sampled_from("abc"), trees, max_size=3))
def test_merging_nothing_changes_nothing(tree: dict[str, Any]) -> None:
    assert merge(tree, {}) == tree
    assert merge({}, tree) == tree
    assert extend(tree, {}) == tree


@calm
@given(st.dictionaries(st.sampled_from("abc"), trees, max_size=3), trees)
def test_what_is_replaced_stands_as_given(tree: dict[str, Any], value: Any) -> None:
    assert extend(tree, {"replace": {"a": value}})["a"] == value
    assert extend(tree, {"replace": {"a.b": value}})["a"]["b"] == value


def test_read_of_an_empty_text() -> None:
    assert read("", "none.yaml") == {}
