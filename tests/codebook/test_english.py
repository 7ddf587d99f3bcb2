"""The words of English that the coding goes by."""

import re

import pytest
from pydantic import ValidationError

from onrecord.codebook import Codebook
from onrecord.codebook.english import English, Part, english
from onrecord.codebook.loader import read, shipped


def lists():
    """(name, words) of every list, in the order of the file."""
    parts = read(dict(shipped())["english.yaml"], "english.yaml")["english"]
    for name, part in parts.items():
        for key, value in part.items():
            words = value if isinstance(value, list) else [w for v in value.values() for w in v]
            yield f"{name}.{key}", words


@pytest.mark.parametrize(("name", "words"), list(lists()))
def test_every_list_holds_lower_case_words_each_once(name, words):
    assert words and all(w == w.lower().strip() != "" for w in words), name
    assert len(words) == len(set(words)), name


def test_every_list_says_what_it_is():
    lines = dict(shipped())["english.yaml"].splitlines()
    heads = [i for i, line in enumerate(lines) if re.match(r" {2,4}\w+:$", line)]
    assert [lines[i] for i in heads if not lines[i - 1].strip().startswith("#")] == []


def test_it_is_read_once_and_cannot_be_changed():
    assert english() is english()
    with pytest.raises(ValidationError):
        english().pronouns.personal = frozenset()
    assert isinstance(english().pronouns.personal, frozenset)


def test_a_list_that_is_not_known_is_refused():
    data = english().model_dump()
    data["pronouns"]["impersonal"] = ["one"]
    with pytest.raises(ValidationError, match="impersonal"):
        English.model_validate(data)


def test_days_and_months_are_those_that_times_are_read_by():
    words = Codebook.load().times.language("en").words
    calendar = english().calendar
    assert calendar.days == words["plainweekday"].keys()
    assert calendar.months == words["plainmonth"].keys() | {"march"}


def test_function_words_of_other_languages_are_no_english_ones():
    words = english().function_words
    assert not words.foreign & words.all
    assert not words.english & words.weak


def test_mended_verbs_are_found_by_their_forms():
    assert english().verbs.lemmas["raped"] == "rape"


def test_every_group_is_described():
    assert all(part.__doc__ for part in Part.__subclasses__())
