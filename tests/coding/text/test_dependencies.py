"""Readings of a dependency parse, on parses made by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from onrecord.coding.text.dependencies import (
    antecedent,
    clause_path,
    conjuncts,
    ending_words,
    is_passive,
    lemma,
    objects,
    owner,
    phrase,
    subjects,
    under,
)

VOCAB = spacy.blank("en").vocab


def doc(*rows: str) -> Doc:
    """A parse from rows of "word tag pos dep head [lemma]", head counted from 0."""
    cells = [row.split() for row in rows]
    return Doc(
        VOCAB,
        words=[c[0] for c in cells],
        tags=[c[1] for c in cells],
        pos=[c[2] for c in cells],
        deps=[c[3] for c in cells],
        heads=[int(c[4]) for c in cells],
        lemmas=[c[5] if len(c) > 5 else c[0].lower() for c in cells],
        sent_starts=[i == 0 for i in range(len(cells))],
    )


def words(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


ACTIVE = doc(
    "Rebels NNS NOUN nsubj 1 rebel",
    "shot VBD VERB ROOT 1 shoot",
    "guards NNS NOUN dobj 1 guard",
    ", , PUNCT punct 2",
    "farmers NNS NOUN conj 2 farmer",
    "and CC CCONJ cc 4",
    "nurses NNS NOUN conj 4 nurse",
    "killing VBG VERB advcl 1 kill",
    "two CD NUM dobj 7",
)
PASSIVE = doc(
    "Guards NNS NOUN nsubjpass 2 guard",
    "were VBD AUX auxpass 2 be",
    "shot VBN VERB ROOT 2 shoot",
    "by IN ADP agent 2",
    "rebels NNS NOUN pobj 3 rebel",
    "and CC CCONJ cc 2",
    "wounded VBN VERB conj 2 wound",
)
RELATIVE = doc(
    "The DT DET det 1",
    "men NNS NOUN ROOT 1 man",
    "who WP PRON nsubj 4",
    "had VBD AUX aux 4 have",
    "shot VBN VERB relcl 1 shoot",
    "guards NNS NOUN dobj 4 guard",
)
REDUCED = doc(
    "Guards NNS NOUN ROOT 0 guard",
    "killed VBN VERB acl 0 kill",
    "by IN ADP agent 1",
    "rebels NNS NOUN pobj 2 rebel",
)
CONTROL = doc(
    "Rebels NNS NOUN nsubj 1 rebel",
    "tried VBD VERB ROOT 1 try",
    "to TO PART aux 3",
    "storm VB VERB xcomp 1",
    "camps NNS NOUN dobj 3 camp",
)
NOMINAL = doc(
    "The DT DET det 1",
    "killing NN NOUN ROOT 1",
    "of IN ADP prep 1",
    "guards NNS NOUN pobj 2 guard",
    "and CC CCONJ cc 3",
    "nurses NNS NOUN conj 3 nurse",
    "by IN ADP prep 1",
    "rebels NNS NOUN pobj 6 rebel",
)


def test_coordination_in_text_order() -> None:
    assert words(conjuncts(ACTIVE[2])) == ["guards", "farmers", "nurses"]
    assert words(objects(ACTIVE[1])) == ["guards", "farmers", "nurses"]


def test_who_does_it() -> None:
    assert words(subjects(ACTIVE[1])) == ["Rebels"]
    assert words(subjects(ACTIVE[7])) == ["Rebels"], "a participle shares the subject of its verb"
    assert words(subjects(CONTROL[3])) == ["Rebels"], "so does an infinitive"
    assert words(subjects(PASSIVE[6])) == ["Guards"], "and a coordinated verb"
    assert words(subjects(RELATIVE[4])) == ["men"], "a relative pronoun stands for its noun"
    assert words(subjects(REDUCED[1])) == ["Guards"]


@pytest.mark.parametrize(
    ("token", "passive"),
    [
        (ACTIVE[1], False),
        (PASSIVE[2], True),
        (PASSIVE[6], True),
        (RELATIVE[4], False),
        (REDUCED[1], True),
        (ACTIVE[7], False),
    ],
)
def test_passive(token: Token, passive: bool) -> None:
    assert is_passive(token) is passive


def test_whose_doing_a_noun_is() -> None:
    assert words(owner(NOMINAL[1])) == ["rebels"]
    poss = doc("Rebels NNS NOUN poss 2 rebel", "' POS PART case 0", "attack NN NOUN ROOT 2")
    assert words(owner(poss[2])) == ["Rebels"]
    light = doc(
        "Rebels NNS NOUN nsubj 1 rebel",
        "launched VBD VERB ROOT 1 launch",
        "attacks NNS NOUN dobj 1 attack",
    )
    assert words(owner(light[2])) == ["Rebels"]


def test_what_stands_under_a_preposition() -> None:
    assert words(under(NOMINAL[1], {"of"})) == ["guards", "nurses"]
    assert words(under(PASSIVE[2], {"by"})) == ["rebels"]
    assert under(NOMINAL[1], {"against"}) == []


def test_antecedent() -> None:
    found = antecedent(RELATIVE[2])
    assert found is not None and found.text == "men"
    assert antecedent(RELATIVE[1]) is None


def test_a_phrase_holds_its_modifiers_and_an_of_phrase() -> None:
    made = doc(
        "At IN ADP advmod 2",
        "least RBS ADV advmod 2",
        "five CD NUM nummod 3",
        "members NNS NOUN ROOT 3 member",
        "of IN ADP prep 3",
        "the DT DET det 6",
        "Brigade NNP PROPN pobj 4",
        "who WP PRON nsubj 8",
        "fled VBD VERB relcl 3 flee",
    )
    first, end = phrase(made[3])
    assert words(list(made[2:end])) == ["five", "members", "of", "the", "Brigade"]
    assert first <= 2


def test_the_path_to_the_root() -> None:
    assert words(list(clause_path(ACTIVE[8]))) == ["two", "killing", "shot"]


def test_lemmas_before_a_word_without_hyphens() -> None:
    made = doc(
        "Rebels NNS NOUN ROOT 0 rebel",
        "'s POS PART case 0",
        "car NN NOUN compound 4",
        "- HYPH PUNCT punct 4",
        "bombs NNS NOUN dep 0 bomb",
    )
    assert ending_words(made, 4, 2) == ["car", "bomb"]
    assert ending_words(made, 0) == ["rebel"]


def test_capitalised_headline_words_lose_their_plural() -> None:
    made = doc("Airstrikes NNPS PROPN ROOT 0 Airstrikes", "Press NNP PROPN dep 0 Press")
    assert [lemma(t) for t in made] == ["airstrike", "press"]
