"""Near-copies: one wire story in several outlets, and what is a separate story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.copies import Signature, bands, containment, copies, is_copy, signature

WIRE = (
    "Gunmen on motorcycles rode into the market of Tinzawa at noon and opened fire on the traders, killing twelve people, the mayor told "
    "a wire service. The riders came from the north and left towards the border before soldiers arrived, he said, and the wounded were "
    "carried to the clinic in hand carts. Nobody has said that it was behind the attack. The market had been shut for a month after an "
    "earlier raid and had opened again only last week under the guard of a small detachment of the army."
)
HEADLINE = "Market attack leaves a town in mourning. "
UPDATE = WIRE.replace("twelve", "15")
OTHER = (
    "The regional council met on Monday to discuss the reopening of schools along the river, which have been closed since the floods of "
    "last autumn. Teachers asked for an escort on the road to the coast, where lorries were stopped three times this month. The council "
    "put the matter off to its next session, and the governor promised to write to the ministry about the road and about the bridge."
)


def copy(a: str, b: str) -> bool:
    return is_copy(signature(a), signature(b))


def test_a_wire_story_under_another_headline_is_a_copy() -> None:
    assert copy(WIRE, HEADLINE + WIRE)
    assert copy(WIRE, WIRE.upper().replace(", ", " – "))
    assert copies([("r1", signature(WIRE)), ("r2", signature(HEADLINE + WIRE))]) == {"r2": "r1"}


def test_a_piece_cut_from_a_story_is_a_copy() -> None:
    cut = WIRE[: WIRE.index(" Nobody")]
    assert copy(WIRE, cut)
    assert not copy(WIRE, WIRE[: WIRE.index(" at noon")])  # too little to decide


def test_a_changed_toll_is_no_copy() -> None:
    assert containment(signature(WIRE), signature(UPDATE)) > 0.7
    assert not copy(WIRE, UPDATE)


def test_another_story_is_no_copy() -> None:
    assert not copy(WIRE, OTHER)
    assert copies([("r1", signature(WIRE)), ("r2", signature(OTHER))]) == {}


def test_a_copy_of_a_copy_names_the_original() -> None:
    texts = [WIRE, OTHER, HEADLINE + WIRE, "From our correspondent. " + HEADLINE + WIRE]
    assert copies((f"r{i}", signature(text)) for i, text in enumerate(texts)) == {
        "r2": "r0",
        "r3": "r0",
    }


def test_copies_share_a_band() -> None:
    assert set(bands(signature(WIRE))) & set(bands(signature(HEADLINE + WIRE)))
    assert len(bands(signature(WIRE))) == 32


def test_a_signature_is_stored_and_read_back() -> None:
    mine = signature(WIRE)
    assert Signature.unpack(mine.pack()) == mine


def test_texts_of_few_words() -> None:
    for text in ("", "Shots.", "Two shots."):
        assert is_copy(signature(text), signature(text))


WORDS = st.lists(st.sampled_from(WIRE.split()), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_it_does_not_matter_which_is_named_first(a: str, b: str) -> None:
    assert copy(a, b) == copy(b, a)
    assert containment(signature(a), signature(b)) == containment(signature(b), signature(a))


@given(WORDS)
def test_a_text_is_a_copy_of_itself(text: str) -> None:
    assert copy(text, text)
