"""The part ``places.recognition``: what counts for and against a name as a place name."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

Sign = Literal[
    # what the gazetteer knows
    "unknown",
    "country",
    "region",
    "large city",
    "city",
    "town",
    "village",
    "several words",
    "another spelling",
    "in the document's countries",
    "far namesake",
    # the words around it
    "strong preposition",
    "weak preposition",
    "settlement noun",
    "settlement noun, unknown",
    "facility",
    "facility, unknown",
    "part or direction",
    "unlabelled after a strong preposition",
    "article",
    "article after a weak preposition",
    "head or ending",
    "date line",
    "struck",
    "capital of a country",
    "listed with a place",
    "listed with a place, unknown",
    "in or near a place",
    "listed with its like",
    "another name for the place before",
    # labels of the parse
    "GPE",
    "LOC",
    "FAC",
    "PERSON",
    "ORG",
    "NORP",
    "DATE",
    "LANGUAGE",
    "PERSON, but",
    "ORG, but",
    "NORP, but",
    "DATE, but",
    "LANGUAGE, but",
    "label against a noun",
    "not a noun",
    # what speaks against a place
    "lower case elsewhere",
    "words in lower case elsewhere",
    "demonym or event in it",
    "body in the run",
    "body in it",
    "name before",
    "name before, with a noun",
    "name behind",
    "title in the run",
    "title before",
    "suffix behind",
    "no name's words",
    "says something",
    "demonym",
    "abbreviation",
    "a person's elsewhere",
]
SIGNS: tuple[Sign, ...] = get_args(Sign)


class RecognitionPeople(BaseModel):
    """Inhabitants from which a place counts as large, each for another purpose."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    large_city: int = Field(gt=0)
    city: int = Field(gt=0)
    town: int = Field(gt=0)
    renowned: int = Field(gt=0)
    prominent: int = Field(gt=0)
    government: int = Field(gt=0)
    namesake: int = Field(gt=0)
    known: int = Field(gt=0)
    unpossessed: int = Field(gt=0)


class RecognitionFit(BaseModel):
    """How well a name must fit what the gazetteer calls the place, each for another purpose."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: float = Field(ge=0, le=1)
    region_known: float = Field(ge=0, le=1)
    known: float = Field(ge=0, le=1)
    variant: float = Field(ge=0, le=1)
    article: float = Field(ge=0, le=1)


class Recognition(BaseModel):
    """Weights of the signs by which a name is taken for a place's, and the scores that decide.
    The comments of ``data/recognition.yaml`` say what each means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accept: float
    like: float
    lister: float
    sure: float
    sure_here: float
    people: RecognitionPeople
    fit: RecognitionFit
    weights: dict[Sign, float]

    @field_validator("weights")
    @classmethod
    def _every_sign_has_a_weight(cls, weights: dict[Sign, float]) -> dict[Sign, float]:
        missing = [sign for sign in SIGNS if sign not in weights]
        if missing:
            raise ValueError(f"no weight for {', '.join(map(repr, missing))}")
        return weights
