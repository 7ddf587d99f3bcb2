"""The section ``triggers``: words that report an event, with the roles around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from onrecord.codebook.types import Types
from onrecord.codebook.words import WordSet
from onrecord.schema.event import HarmKind, Status

Words = tuple[str, ...]


class Frame(BaseModel):
    """One frame: lemmas of one meaning, the type they point to and how strongly, and the roles if
    they differ from the usual.

    The flags that say how its event is read, each described in ``triggers.yaml``: ``general``,
    ``deadly``, ``people_taken``, ``running_toll``, ``unless_dead``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: str
    strength: int = Field(ge=0, le=3)
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    harm: HarmKind | None = None
    roles: dict[str, str] = {}
    subject: Words = ()
    object: Words = ()
    subject_not: Words = ()
    object_not: Words = ()
    voice: Literal["passive"] | None = None
    durative: bool = False
    plural: bool = False
    body: bool = False
    status: Status | None = None
    general: bool = False
    deadly: bool = False
    people_taken: bool = False
    running_toll: bool = False
    unless_dead: bool = False


class Results(BaseModel):
    """Words by which one event brings about another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: Words = ()
    prepositions: Words = ()


class Arguments(BaseModel):
    """Words by which those who act and are acted upon are found; see the YAML for each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: WordSet
    target: WordSet
    whole: WordSet
    sides: WordSet
    striking: WordSet
    harming: WordSet
    participles: Words


class Phrases:
    """Lemma phrases, looked up by their words.

    ``head`` says which word carries the phrase: the first ("blow up") or the last ("air strike").
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], *, head: int) -> None:
        self.by_head: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for phrase, value in phrases:
            words = tuple(phrase.split())
            self.by_head[words[head]].append((words, value))
        for entries in self.by_head.values():
            entries.sort(key=lambda e: -len(e[0]))

    def ending(self, words: list[str]) -> tuple[int, str] | None:
        """The longest phrase that ``words`` end with: its length in words and its value."""
        for phrase, value in self.by_head.get(words[-1], ()):
            if len(phrase) <= len(words) and tuple(words[-len(phrase) :]) == phrase:
                return len(phrase), value
        return None


class Triggers(BaseModel):
    """All frames, the light and resulting verbs, classes of things, and means that decide a
    type."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    frames: tuple[Frame, ...]
    light: Words
    of_events: WordSet
    claimed: WordSet
    arguments: Arguments
    results: Results
    classes: dict[str, Words]
    means: dict[str, Words]
    arms: Words
    partitive: WordSet
    _priorities: dict[str, int] = PrivateAttr(default_factory=dict)

    def of(self, types: Types) -> Self:
        """The triggers for these types: if one word points to several, the frame of the type that
        wins over the others comes first. Frames of a type that is not there are left out; its means
        are arms."""
        gone = [words for kind, words in self.means.items() if kind not in types]
        kept = sorted((kind for kind in self.means if kind in types), key=types.priority)
        made = self.model_copy(
            update={
                "frames": tuple(f for f in self.frames if f.type in types),
                "means": {kind: self.means[kind] for kind in kept},
                "arms": tuple(chain(self.arms, *gone)),
            }
        )
        made._priorities = {code: types.priority(code) for code in types.root}
        return made

    @cached_property
    def verbs(self) -> dict[str, list[tuple[Words, Frame]]]:
        """Verb frames by the first word of the phrase: the longest phrase first, then by the
        priority of their types, then in the order of the codebook."""
        return self._index("verbs", 0)

    @cached_property
    def nouns(self) -> dict[str, list[tuple[Words, Frame]]]:
        """Noun frames by the last word of the phrase, longest phrase first."""
        return self._index("nouns", -1)

    @cached_property
    def adjectives(self) -> dict[str, list[tuple[Words, Frame]]]:
        """Adjective frames ("dead") by the word."""
        return self._index("adjectives", -1)

    def _index(self, field: str, head: int) -> dict[str, list[tuple[Words, Frame]]]:
        found: dict[str, list[tuple[Words, Frame]]] = defaultdict(list)
        for frame in self.frames:
            for phrase in getattr(frame, field):
                words = tuple(phrase.split())
                found[words[head]].append((words, frame))
        for entries in found.values():
            entries.sort(key=lambda e: (-len(e[0]), self._priorities.get(e[1].type, 0)))
        return dict(found)

    @cached_property
    def means_phrases(self) -> Phrases:
        """The words for means, each with the type it decides; weapons have the empty type."""
        pairs = [(phrase, kind) for kind, phrases in self.means.items() for phrase in phrases]
        return Phrases([*pairs, *((phrase, "") for phrase in self.arms)], head=-1)

    @cached_property
    def class_heads(self) -> frozenset[str]:
        """The last words of the phrases of all classes: a word that is none of them needs no
        look-up."""
        return frozenset(head for known in self.class_phrases.values() for head in known.by_head)

    @cached_property
    def class_phrases(self) -> dict[str, Phrases]:
        """The words of each class of things."""
        return {
            name: Phrases(((phrase, name) for phrase in phrases), head=-1)
            for name, phrases in self.classes.items()
        }
