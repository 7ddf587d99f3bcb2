"""English as the coding reads it: closed classes of words and small lists that a rule of grammar
goes by (``data/english.yaml``).

It is not a section of the codebook. A section is what an analyst may dispute and extend; that
"themselves" is a pronoun is neither, and half of the functions that need such a word read a parse
and have no codebook. So there is one shipped list for all, which :func:`english` gives: a module
calls it once, when it is imported.
"""

from __future__ import annotations

from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from onrecord.codebook.loader import section
from onrecord.codebook.words import WordSet

Words = tuple[str, ...]


class Part(BaseModel):
    """A group of lists; what each is for is said above it in ``data/english.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Determiners(Part):
    """Words that open a noun phrase."""

    articles: WordSet
    indefinite: WordSet
    definite: WordSet
    pointing: WordSet
    of_event: WordSet
    of_place: WordSet
    other_place: WordSet
    of_anybody: WordSet


class Pronouns(Part):
    """Pronouns, and nouns that are used like them."""

    personal: WordSet
    plural: WordSet
    referring: WordSet
    possessive: WordSet
    relative: WordSet
    relative_subjects: WordSet
    nobody: WordSet
    groups: WordSet
    group_modifiers: WordSet
    people: WordSet


class Prepositions(Part):
    """Prepositions, by their objects."""

    nominal: WordSet
    within: WordSet
    circumstance: WordSet
    charge: WordSet
    maker: WordSet
    hearer: WordSet
    responsibility: WordSet
    count: WordSet
    place: WordSet
    alongside: WordSet
    border: WordSet
    narrowing: WordSet
    count_place: WordSet


class Conjunctions(Part):
    """Conjunctions and what else opens or closes a clause."""

    joining: WordSet
    contrasting: WordSet
    subordinating: WordSet
    trailing: WordSet
    time_links: WordSet


class Auxiliaries(Part):
    """Auxiliary verbs."""

    have: WordSet
    modal: WordSet


class Verbs(Part):
    """Verbs and their forms. ``endings`` are tried in their order."""

    charging: WordSet
    calling: WordSet
    mended: dict[str, Words]
    endings: Words

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """Form → lemma, of the verbs that the lemmatizer gets wrong."""
        return {form: verb for verb, forms in self.mended.items() for form in forms}


class Calendar(Part):
    """Days and months as words of a sentence."""

    days: WordSet
    near_days: WordSet
    months: WordSet
    verb_months: WordSet
    parts_of_day: WordSet

    @cached_property
    def dated(self) -> frozenset[str]:
        """Words that date what is next to them."""
        return self.days | self.near_days | self.months


class Names(Part):
    """Words within and around proper names."""

    particles: WordSet
    within: WordSet
    linking: Words
    prefixes: Words
    inner: WordSet
    joins: WordSet
    saints: Words


class Numbers(Part):
    """Words around numbers."""

    range: WordSet
    other: WordSet
    before_other: WordSet
    unit: WordSet
    counted: WordSet
    numbered: WordSet
    ages: Words
    of_quantity: WordSet


class Events(Part):
    """Words that distinguish one event from another, or refer to it by a common noun."""

    another: WordSet
    opening: WordSet
    earlier: WordSet
    deeds: WordSet
    areas: WordSet


class Modifiers(Part):
    """Words before an event noun."""

    no_side: WordSet


class FunctionWords(Part):
    """Articles, pronouns, prepositions, auxiliaries, conjunctions and the adverbs next to them."""

    english: WordSet
    weak: WordSet
    foreign: WordSet

    @cached_property
    def all(self) -> frozenset[str]:
        """The English ones, signs of English or not."""
        return self.english | self.weak


class English(Part):
    """The language file as a whole."""

    determiners: Determiners
    pronouns: Pronouns
    prepositions: Prepositions
    conjunctions: Conjunctions
    auxiliaries: Auxiliaries
    verbs: Verbs
    calendar: Calendar
    names: Names
    numbers: Numbers
    events: Events
    modifiers: Modifiers
    function_words: FunctionWords


@cache
def english() -> English:
    """The shipped list, read once."""
    return section("english", English)
