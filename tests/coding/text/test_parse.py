"""From text to parse: every offset stays the report's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.coding.records import Parsed
from onrecord.coding.text.parse import is_upper, lexicon, parse, plain, recase
from onrecord.schema import Published, Report

Parser = Callable[[str], Parsed]


def sentences(parsed: Parsed) -> list[str]:
    return [s.text.strip() for s in parsed.doc.sents if s.text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "“The mill burnt”, Keita said. ‘It’s gone’, she added.",
        "The co-ordination centre at al-Orlo [the old mill] isn't open.",
        "GAO, 3 June — A mill burnt.\n\nGuards came.\tThey left.\r\nRain fell.",
        "A mill burnt 🔥 near Gao\u00a0town.",
        "Élodie Ñandú’s mill burnt…",
    ],
)
def test_tokens_stand_where_the_report_has_them(text: str, parsed: Parser) -> None:
    read = parsed(text)
    assert len(read.doc.text) == len(text)
    for token in read.doc:
        if token.text.isalnum():
            assert text[token.idx : token.idx + len(token)] == token.text
    word = next(t for t in read.doc if t.text == "mill")
    assert read.span(word.idx, word.idx + len(word)).text == "mill"


def test_curly_quotes_are_read_as_plain_ones(parsed: Parser) -> None:
    assert [t.text for t in parsed("“It burnt”, she said.").doc][:4] == ['"', "It", "burnt", '"']


@given(st.text())
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text())
def test_recase_keeps_length_and_letters(text: str) -> None:
    recased = recase(text, proper=lambda word: word == "gao", common={"mill", "burn"})
    assert len(recased) == len(text)
    assert recased.lower() == text.lower()


@given(st.text(alphabet="ABCDEFGHILMNORSTUÉÑ .,'-[]()1\n"))
def test_recase_of_upper_case_copy(text: str) -> None:
    recased = recase(text, proper=lambda word: False, common=set())
    assert len(recased) == len(text)
    assert recased.upper() == text


def test_upper_case_copy_is_recased(parsed: Parser) -> None:
    text = "GUNMEN SHOT TWO FARMERS NEAR THE TOWN. THE POLICE (PNC) FOUND ADA LIND IN MAY."
    read = parsed(text)
    assert read.recased
    assert read.report.text == text
    assert len(read.doc.text) == len(text)
    assert read.doc.text.startswith("Gunmen shot two farmers near the town. The police (PNC) found")
    assert read.span(0, 6).text == "GUNMEN"


def test_names_are_known_by_the_codebook_or_by_no_dictionary(nlp: Language) -> None:
    common = lexicon(nlp)
    recased = recase(
        "TROOPS MARCHED FROM TURKEY TO THE VILLAGE OF XORLO ON 3 MARCH.",
        proper={"turkey"}.__contains__,
        common=common,
    )
    assert recased == "Troops marched from Turkey to the village of Xorlo on 3 March."


def test_mixed_case_is_left_alone(parsed: Parser) -> None:
    assert not parsed("The UN and the EU met in Gao.").recased
    assert is_upper("TWO MEN DIED") and not is_upper("Two men died") and not is_upper("12:30")


@pytest.mark.parametrize(
    "line", ["BAMAKO (Sahel Wire) — ", "Bamako, June 3 (SW) -- ", "GAO, Mali - "]
)
def test_a_sentence_begins_behind_the_date_line(line: str, parsed: Parser) -> None:
    read = parsed(line + "Gunmen shot two guards.")
    assert len(line) in [s.start_char for s in read.doc.sents]


def test_a_sentence_begins_behind_the_date_of_the_page(nlp: Language) -> None:
    text = "03-06-2024 Gunmen burnt a mill near Gao."
    published = Published.on(date(2024, 6, 3), "dateline", (Report(text=text).span(0, 10),))
    read = parse(Report(text=text, published=published), nlp, lambda word: False)
    assert "Gunmen burnt a mill near Gao." in sentences(read)


def test_blank_lines_end_a_sentence(parsed: Parser) -> None:
    assert sentences(parsed("Gunmen burn mill\n\nThe mayor came to see it")) == [
        "Gunmen burn mill",
        "The mayor came to see it",
    ]


def test_wrapped_lines_do_not(parsed: Parser) -> None:
    lines = [
        "Gunmen on motorcycles came to the",
        "mill in the night and burnt it down,",
        "said the mayor, who had come to see",
        "what was left of it and to speak to",
        "the miller.",
    ]
    assert len(sentences(parsed("\n".join(lines)))) == 1


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("raped", "rape"),
        ("staged", "stage"),
        ("waged", "wage"),
        ("hoped", "hope"),
        ("cordoned", "cordon"),
        ("retook", "retake"),
    ],
)
def test_verbs_that_the_lemmatizer_misreads(form: str, verb: str, parsed: Parser) -> None:
    """ "raped" was taken for a form of "rap", "staged" of "stag"."""
    assert verb in {
        t.lemma_
        for t in parsed(f"Soldiers {form} it. They {form} them in Aleppo.").doc
        if t.pos_ == "VERB"
    }


def test_the_word_behind_a_given_name_is_a_name_in_upper_case_copy(nlp: Language) -> None:
    """Names that are in a dictionary, or that look like plurals of its words, stayed in lower
    case."""
    given, other = {"carlos", "maria"}, lexicon(nlp, ("verb", "adj", "adv"))
    text = "GUNMEN SHOT MARIA CASTRO AND CARLOS MONTES. CARLOS SAID CASTRO HAD FLED."
    recased = recase(text, proper=lambda word: False, common=lexicon(nlp), given=given, other=other)
    assert recased == "Gunmen shot Maria Castro and Carlos Montes. Carlos said Castro had fled."
