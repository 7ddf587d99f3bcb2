"""The codebook as a whole: every default that an analyst might dispute, as data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from onrecord.codebook.actors import Actors
from onrecord.codebook.confidence import Confidence
from onrecord.codebook.crosswalks import Crosswalks
from onrecord.codebook.dating import DatingCodebook
from onrecord.codebook.event_type import EventTypeRules
from onrecord.codebook.headline import Headline
from onrecord.codebook.joining import Joining
from onrecord.codebook.loader import gather, section
from onrecord.codebook.modality import Modality
from onrecord.codebook.persons import Persons
from onrecord.codebook.places import Places
from onrecord.codebook.quantities import Quantities
from onrecord.codebook.speech import SpeechCodebook
from onrecord.codebook.tables import Tables
from onrecord.codebook.times import TimesCodebook
from onrecord.codebook.triggers import Triggers
from onrecord.codebook.types import FAMILIES, Types


class Codebook(BaseModel):
    """The codebook: one field per section, each read from the YAML file of its name. To add a
    section, add its line here.

    ``Codebook.load()`` returns the shipped one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    types: Types
    crosswalks: Crosswalks
    persons: Persons
    triggers: Triggers
    event_type: EventTypeRules
    actors: Actors
    quantities: Quantities
    modality: Modality
    joining: Joining
    confidence: Confidence
    times: TimesCodebook
    dating: DatingCodebook
    places: Places
    speech: SpeechCodebook
    headline: Headline
    tables: Tables

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """The shipped codebook, extended by users' files in the order given (see
        :mod:`onrecord.codebook.loader`).

        Raises:
            OnrecordError: E301 if a value does not fit, E302 if a file is not YAML; both name
                file, line and key.
            OSError: a file cannot be read.
        """
        book = gather(cls, paths)
        return book.model_copy(update={"triggers": book.triggers.of(book.types)})

    @model_validator(mode="after")
    def _types_are_known(self) -> Self:
        """Every type that is named anywhere must be one of the codebook's, or a shipped one that a
        user took away."""
        known = {*FAMILIES, *self.types.root}
        unknown = [(loc, name) for loc, name in self._named_types() if name not in known]
        gone = section("types", Types) if unknown else self.types
        for loc, name in unknown:
            if name not in gone:
                problem = PydanticCustomError("type", "no such type: {name}", {"name": name})
                raise ValidationError.from_exception_data(
                    "Codebook", [{"type": problem, "loc": loc, "input": name}]
                )
        return self

    def _named_types(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """(where, code or family) of every type that a section other than ``types`` names, and of
        those that types name in each other."""
        for code, kind in self.types.root.items():
            yield from (((("types", code, "goes_with")), name) for name in kind.goes_with)
        for number, frame in enumerate(self.triggers.frames):
            yield ("triggers", "frames", number, "type"), frame.type
        yield from ((("triggers", "means", name), name) for name in self.triggers.means)
        rules = self.event_type
        for part in ("set_aside", "read_as", "rules"):
            for name, rule in getattr(rules, part).items():
                yield from ((("event_type", part, name), term) for term in rule.named())
        yield ("event_type", "otherwise"), rules.otherwise

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` of the contents: results carry it, so that they say what produced them."""
        return "sha256:" + hashlib.sha256(self.model_dump_json().encode()).hexdigest()


SECTIONS: dict[str, Any] = {name: field.annotation for name, field in Codebook.model_fields.items()}
