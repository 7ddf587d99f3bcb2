"""The ``speech`` section of the codebook: how the news attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from onrecord.codebook.words import WordSet
from onrecord.schema.event import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

K = TypeVar("K", bound=str)
Kind = Literal["anonymous", "official", "organisation", "group", "media", "document"]


class Hearsay(BaseModel):
    """Words that say "it is rumoured" and name nobody: adverbs, and verbs in the passive ("is
    believed to")."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    adverbs: tuple[str, ...]
    passives: tuple[str, ...]


class Counting(BaseModel):
    """Verbs by which a speaker gives a number, and the nouns for what is counted ("put the toll at
    30")."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: WordSet
    nouns: WordSet


class SpeechCodebook(BaseModel):
    """Verbs and nouns of speech with the stance they show, nouns that name a source by kind of
    speaker, titles.

    All words are lower-case lemmas. ``clause``, ``phrase``, ``infinitive`` and ``preposition`` say
    what follows a verb; see the comments in ``data/speech.yaml``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    clause: dict[Stance, tuple[str, ...]]
    phrase: dict[Stance, tuple[str, ...]]
    preposition: dict[Stance, dict[str, tuple[str, ...]]]
    infinitive: dict[Stance, tuple[str, ...]]
    gerund: dict[Stance, tuple[str, ...]]
    counting: Counting
    disclaimers: tuple[str, ...]
    deeds: WordSet
    blaming: dict[str, str]
    naming: WordSet
    marked: WordSet
    trailing: WordSet
    closing: WordSet
    evincing: WordSet
    withholding: WordSet
    addressing: WordSet
    responsibility: WordSet
    not_speech: dict[str, WordSet]
    negated: dict[Stance, Stance]
    according: tuple[str, ...]
    citing: WordSet
    passing: WordSet
    nouns: dict[Stance, tuple[str, ...]]
    hearsay: Hearsay
    pronouns: dict[str, Literal["person", "body", "many", "own", "antecedent"]]
    sources: dict[Kind, tuple[str, ...]]
    vague: WordSet
    shows: WordSet
    stands_for: dict[str, WordSet]
    generic: dict[str, tuple[Kind, ...]]
    hearers: WordSet
    titles: WordSet

    @cached_property
    def clause_stance(self) -> dict[str, Stance]:
        """Verb → stance, for verbs that take a clause or a quotation."""
        return _turned(self.clause)

    @cached_property
    def phrase_stance(self) -> dict[str, Stance]:
        """Verb → stance, for verbs that take a noun phrase."""
        return _turned(self.phrase)

    @cached_property
    def infinitive_stance(self) -> dict[str, Stance]:
        """Verb → stance, for verbs that take an infinitive."""
        return _turned(self.infinitive)

    @cached_property
    def gerund_stance(self) -> dict[str, Stance]:
        """Verb → stance, for verbs that take a gerund."""
        return _turned(self.gerund)

    @cached_property
    def preposition_stance(self) -> dict[str, tuple[Stance, tuple[str, ...]]]:
        """Verb → stance and the prepositions that introduce the act, for "accuse Y of", "blame Y
        for"."""
        return {
            verb: (stance, preps)
            for stance, verbs in self.preposition.items()
            for verb, preps in verbs.items()
        }

    @cached_property
    def noun_stance(self) -> dict[str, Stance]:
        """Noun → stance, for nouns that take a clause."""
        return _turned(self.nouns)

    def kind(self, noun: Token) -> Kind | None:
        """The kind of speaker that a noun names; None if the codebook does not know it."""
        kinds = self.source_kind
        return (
            kinds.get(noun.lemma_.lower())
            or kinds.get(noun.lower_)
            or kinds.get(noun.lower_.removesuffix("s"))
        )

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Every verb of speech."""
        return frozenset(
            {
                *self.clause_stance,
                *self.phrase_stance,
                *self.infinitive_stance,
                *self.preposition_stance,
            }
        )

    @cached_property
    def source_kind(self) -> dict[str, Kind]:
        """Noun → kind of speaker; for a noun under two kinds the later one wins."""
        return _turned(self.sources)


def _turned(lists: Mapping[K, Iterable[str]]) -> dict[str, K]:
    return {word: key for key, words in lists.items() for word in words}
