"""Text to parse: sentences, tags and dependencies, with the report's own offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from spacy.language import Language

from onrecord.codebook.english import english
from onrecord.coding.records import Parsed
from onrecord.coding.text.spans import tokens_at
from onrecord.schema import Report

ENGLISH = english()
FUNCTION_WORDS = ENGLISH.function_words.all
MENDED = ENGLISH.verbs.lemmas
UPPER_SHARE = 0.6
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\s•*-])")
SAME_LENGTH = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "\u00a0": " ",
        "\t": " ",
        "\r": " ",
    }
)
WIRE_MARK = re.compile(r"\[(?:TEXT|EXCERPTS?|EXCERPT FROM [A-Z ]+|COMMUNIQUE|REPORT|INTERVIEW)\]")


NAME = r"[^\W\d_][\w.'’/-]{0,40}"
DATELINE = re.compile(
    rf"(?:^|(?<=[.!?] ))[ \t]*{NAME}(?:[ ,]{{1,2}}{NAME}){{0,5}}[ ,]*"
    r"(?:\([^)\n]{2,30}\)[ ,]*)?"
    r"(?:(?:\d{1,2} [A-Za-z]{3,9}|[A-Za-z]{3,9} \d{1,2})\.?(?: \d{2,4})?[ ,]*)?(?:\([^)\n]{2,30}\)"
    r" ?)?(?:(?:--|—|–|-)\s+|－)"
    r"|(?:^|(?<=[.!?] ))[A-Z]{3,20}(?:[ /][A-Z]{2,20}){0,4} \([A-Z][A-Za-z ]{1,20}\) ",
    re.MULTILINE,
)
"""A date line: place, perhaps a country in brackets, a day, an agency in brackets, a dash."""


def parse(
    report: Report, nlp: Language, proper: Callable[[str], bool], given: Collection[str] = ()
) -> Parsed:
    """Parse a report.

    Upper-case copy is recased first, and typographic quotes and hard line ends are replaced one
    character for one: the parsed text is as long as the report's. Blank lines always end a
    sentence.

    Args:
        report: the report.
        nlp: a spaCy pipeline with tagger, parser and lemmatizer.
        proper: whether a lower-case word is (part of) a known name; used for recasing alone.
        given: given names in lower case; used for recasing alone.
    """
    text = plain(report.text)
    recased = is_upper(text)
    if recased:
        text = recase(
            text,
            proper=proper,
            common=lexicon(nlp),
            given=given,
            other=lexicon(nlp, ("verb", "adj", "adv")),
        )
    doc = nlp.make_doc(text)
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") > 0:
            doc[token.i + 1].is_sent_start = True
    for offset in breaks(report, text):
        words = tokens_at(doc, offset, offset + 1)
        if words is not None and not doc[words[0]].is_space:
            doc[words[0]].is_sent_start = True
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in MENDED:
            token.lemma_ = MENDED[token.lower_]
    return Parsed(report=report, doc=doc, recased=recased)


def breaks(report: Report, text: str) -> list[int]:
    """Offsets at which a sentence must begin: after a date line, after the date that opens a page,
    after its repeated title."""
    found = [
        m.end()
        for m in DATELINE.finditer(text)
        if m.end() < len(text) and sum(c.isupper() for c in m.group()) > 3
    ]
    for span in report.published.spans:
        if span.end < 80:
            found.append(span.end + len(text[span.end :]) - len(text[span.end :].lstrip()))
    if report.title and (at := text.find(report.title[:60])) >= 0 and at < 120:
        found.append(at)
    return [f for f in found if f < len(text)]


def plain(text: str) -> str:
    """``text`` with plain quotes and unwrapped lines, of the same length."""
    text = WIRE_MARK.sub(lambda m: " " * len(m.group()), text)
    wrapped = [len(line) for line in text.split("\n") if line.strip()]
    if len(wrapped) > 4 and max(wrapped) <= 90:
        text = LINE_END.sub(" ", text)
    return text.translate(SAME_LENGTH)


def is_upper(text: str) -> bool:
    """Whether a text is upper-case copy."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) > UPPER_SHARE


def lexicon(
    nlp: Language, parts: Collection[str] = ("noun", "verb", "adj", "adv")
) -> Collection[str]:
    """The lower-case English words that the pipeline's lemmatizer knows as one of the parts of
    speech."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index = lookups.get_table("lemma_index") if lookups.has_table("lemma_index") else {}
    exceptions = lookups.get_table("lemma_exc") if lookups.has_table("lemma_exc") else {}
    words: set[str] = set()
    for tables in (index, exceptions):
        for part in parts:
            words.update(tables.get(part, ()))
    return words


def is_common(word: str, common: Collection[str]) -> bool:
    """Whether a lower-case word, or what it is inflected from, is an ordinary word."""
    if word in common or len(word) <= 2:
        return True
    return any(
        word.endswith(suffix) and is_stem(word[: -len(suffix)], common)
        for suffix in ENGLISH.verbs.endings
    )


def is_stem(stem: str, common: Collection[str]) -> bool:
    """Whether an ordinary word becomes ``stem`` before an ending: "hop" + "e", "carr" + "y",
    "stopp"."""
    if stem in common or stem + "e" in common or stem + "y" in common:
        return True
    return len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in common


def recase(
    text: str,
    *,
    proper: Callable[[str], bool],
    common: Collection[str],
    given: Collection[str] = (),
    other: Collection[str] = (),
) -> str:
    """Upper-case copy in sentence case: names by the codebook and by absence from the lexicon,
    acronyms in brackets kept.

    The word after a given name is a name, unless it is a verb, an adjective or an adverb
    (``other``); it is then a name wherever it occurs alone.
    """
    out = list(text.lower())
    if len(out) != len(text):
        return text
    surnames = family_names(text, given, other)
    start = True
    for match in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?\n]\s|\n\n|\[[A-Z]+\]|--", text):
        word, at = match.group(), match.start()
        if not word[0].isalpha():
            if word[0] == "[":
                out[at : match.end()] = list(word)
            else:
                start = True
            continue
        bare = word.lower().removesuffix("'s")
        person = (bare in given and not saintly(text, at)) or bare in surnames
        unusual = bare not in FUNCTION_WORDS and not is_common(word.lower(), common)
        if start or person or unusual or proper(bare) or is_capital(text, word, at):
            out[at] = word[0]
        if in_brackets(text, word, at):
            out[at : match.end()] = list(word)
        start = False
    return "".join(out)


def is_capital(text: str, word: str, at: int) -> bool:
    """Whether a word is an initial, or a month that is a verb too ("3 MAY")."""
    if len(word) == 1:
        return word.lower() != "a"
    return word.lower() in ENGLISH.calendar.verb_months and text[:at].rstrip()[-1:].isdigit()


def in_brackets(text: str, word: str, at: int) -> bool:
    """Whether a word is an acronym alone in brackets."""
    end = at + len(word)
    return (
        1 < len(word) <= 6
        and text[end : end + 1] in ("]", ")")
        and text[:at].rstrip(" ").endswith(("[", "("))
    )


SAINTS = tuple(f" {word}" for word in ENGLISH.names.saints)
BEHIND = re.compile(r"(?<![^\W\d_])([^\W\d_]+) ([^\W\d_]{3,})(?:'s)?(?![^\W\d_])")


def saintly(text: str, at: int) -> bool:
    """Whether the word before ``at`` makes a given name the name of a place or a house ("SAN
    CARLOS")."""
    return text[max(0, at - 8) : at].rstrip().lower().endswith(SAINTS)


def family_names(text: str, given: Collection[str], other: Collection[str]) -> frozenset[str]:
    """The words after a given name in a text that are not verbs, adjectives or adverbs."""
    found, at = set(), 0
    lower = text.lower()
    while match := BEHIND.search(lower, at):
        at = match.start(2)
        if (
            match[1] in given
            and not saintly(lower, match.start())
            and match[2] not in FUNCTION_WORDS
            and not is_common(match[2], other)
        ):
            found.add(match[2])
    return frozenset(found)
