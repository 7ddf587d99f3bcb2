"""The codebook as a whole: every default that an analyst might dispute, as data."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from onrecord.codebook.actors import Actors
from onrecord.codebook.confidence import Confidence
from onrecord.codebook.crosswalks import Crosswalks
from onrecord.codebook.dating import DatingCodebook
from onrecord.codebook.event_type import EventTypeRules
from onrecord.codebook.headline import Headline
from onrecord.codebook.joining import Joining
from onrecord.codebook.loader import gather
from onrecord.codebook.modality import Modality
from onrecord.codebook.persons import Persons
from onrecord.codebook.places import Places
from onrecord.codebook.quantities import Quantities
from onrecord.codebook.speech import SpeechCodebook
from onrecord.codebook.tables import Tables
from onrecord.codebook.times import TimesCodebook
from onrecord.codebook.triggers import Triggers
from onrecord.codebook.types import Types


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
        return gather(cls, paths)

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` of the contents: results carry it, so that they say what produced them."""
        return "sha256:" + hashlib.sha256(self.model_dump_json().encode()).hexdigest()


SECTIONS: dict[str, Any] = {name: field.annotation for name, field in Codebook.model_fields.items()}
