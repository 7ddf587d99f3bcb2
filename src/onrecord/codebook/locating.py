"""The parts ``places.votes``, ``places.resolution`` and ``places.locating``: numbers by which a
name gets its place, and a place its point."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from onrecord.codebook.words import WordSet


class Votes(BaseModel):
    """How names vote for the countries that a document is about (``data/resolution.yaml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    demonym: float = Field(ge=0)
    country: float = Field(ge=0)
    title: int = Field(ge=0)
    least: float = Field(ge=0, le=1)
    from_score: float
    over_score: float = Field(gt=0)
    chosen_part: float = Field(ge=0, le=1)
    chosen_score: float
    main_share: float = Field(ge=0, le=1)
    most_countries: int = Field(gt=0)
    stage: WordSet


class Resolution(BaseModel):
    """Which candidates are near, parts of a town, or merely share the name
    (``data/resolution.yaml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    near_km: float = Field(gt=0)
    variant_km: float = Field(ge=0)
    part_km: float = Field(ge=0)
    part_people: int = Field(ge=0)
    part_fit: float = Field(ge=0, le=1)
    spoken_of: float = Field(ge=0, le=1)
    not_spoken_of: float = Field(ge=0, le=1)
    namesake_people: int = Field(ge=0)


class Home(BaseModel):
    """What names and peoples add to the country in which a report is set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    settlement: float = Field(ge=0)
    country: float = Field(ge=0)
    idle: float = Field(ge=0)
    demonym: float = Field(ge=0)
    province_part: float = Field(ge=0, le=1)


class Locating(BaseModel):
    """Which points are given, and how far around (``data/locating.yaml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sure_km: float = Field(ge=0)
    widest_km: float = Field(ge=0)
    province_km: float = Field(ge=0)
    part_km: float = Field(ge=0)
    beside_km: float = Field(ge=0)
    unmeasured_km: float = Field(ge=0)
    direction_km: float = Field(ge=0)
    vague_km: float = Field(ge=0)
    off_part: float = Field(gt=0)
    least_off_km: float = Field(ge=0)
    shortest_km: float = Field(ge=0)
    longest_km: float = Field(gt=0)
    home: Home
