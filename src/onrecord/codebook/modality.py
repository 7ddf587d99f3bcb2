"""The section ``modality``: cues that an event is not a plain fact of the past."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from onrecord.codebook.words import WordSet


class Unreal(BaseModel):
    """Words under which an event is only imagined, wished, asked for or spoken of in general."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: WordSet
    nouns: WordSet
    modals: WordSet
    conditions: WordSet
    adjectives: WordSet
    prepositions: WordSet


class Modality(BaseModel):
    """Cues of status by lemma; see the YAML for what each list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    planned: WordSet
    attempted: WordSet
    threatened: WordSet
    denied: WordSet
    ongoing: WordSet
    unreal: Unreal
    negations: WordSet
    tail: tuple[str, ...]
    asides: tuple[str, ...]
    court: WordSet
