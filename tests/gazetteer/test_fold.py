"""Keys that the spellings of one name share, and neighbouring names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.gazetteer.fold import bare, fold, likeness, skeleton

SAME = [
    ("Salaheddine", "Salah ad Din"),
    ("Hawija", "Al Ḩawījah"),
    ("Maarrat al-Numan", "Ma‘arrat an Nu‘mān"),
    ("Maaret Alnouman", "Ma‘arrat an Nu‘mān"),
    ("Deir Ezzor", "Dayr az Zawr"),
    ("Kafrzita", "Kafr Zaytā"),
    ("Khan Sheikhun", "Khān Shaykhūn"),
    ("Tal Rifaat", "Tall Rif‘at"),
    ("Qamishli", "Kamishly"),
]
OTHERS = [("Homs", "Hama"), ("Sarmada", "Sarmin"), ("Mosul", "Basra"), ("Kabul", "Kunar")]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_share_a_skeleton_and_are_alike(a: str, b: str) -> None:
    assert skeleton(bare(a)) == skeleton(bare(b))
    assert likeness(bare(a), bare(b)) > 0.85


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_other_names_are_not_alike(a: str, b: str) -> None:
    assert likeness(bare(a), bare(b)) < 0.84


def test_articles_and_final_h_fall_away_from_the_bare_key() -> None:
    assert {bare(x) for x in ("Ar-Raqqah", "Al Raqqa", "Raqqah", "Raqqa")} == {"raqqa"}
    assert fold("Ar-Raqqah") == "arraqqah"


def test_arabic_letters_of_one_sound_meet() -> None:
    assert fold("إدلب") == fold("ادلب")
    assert bare("الموصل") == bare("موصل")


@given(st.text(max_size=40))
def test_keys_are_stable_and_hold_no_blanks(name: str) -> None:
    assert fold(name) == fold(name.strip())
    assert not any(c.isspace() for c in fold(name) + bare(name))


@given(
    st.text(alphabet="abdehiklmnorstuwz", min_size=1, max_size=12),
    st.text(alphabet="abdehiklmnorstuwz", min_size=1, max_size=12),
)
def test_likeness_is_symmetric_and_full_for_a_name_itself(a: str, b: str) -> None:
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert likeness(a, a) == 1.0
    assert likeness(a, b) <= 1.0
