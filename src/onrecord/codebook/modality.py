"""The section ``modality``: cues that keep a happening from being a plain fact of the past."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Words = frozenset[str]


class Unreal(BaseModel):
    """Words under which a happening is only imagined, wished, asked for or spoken of in general."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: Words
    nouns: Words
    modals: Words
    conditions: Words
    adjectives: Words
    prepositions: Words


class Modality(BaseModel):
    """Cues of status by lemma; see the YAML for what each list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    planned: Words
    attempted: Words
    threatened: Words
    denied: Words
    ongoing: Words
    begin: Words
    unreal: Unreal
    future: Words
    negations: Words
    tail: tuple[str, ...]
    asides: tuple[str, ...]
    court: Words
