"""The section ``places``: the words that mark a place, and place names in addition to GeoNames'."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from onrecord.codebook.locating import Locating, Resolution, Votes
from onrecord.codebook.place_phrases import PlacePhrases
from onrecord.codebook.recognition import Recognition
from onrecord.codebook.words import WordSet
from onrecord.gazetteer.table import Nation, Region, joined, nation_line, region_line


def split(value: object) -> object:
    """Words written one after the other as a list; anything else unchanged."""
    return value.split() if isinstance(value, str) else value


Group = Literal["city", "admin1", "admin2", "part", "area", "facility"]
Words = Annotated[WordSet, BeforeValidator(split)]
Suffixes = Annotated[tuple[str, ...], BeforeValidator(split)]


class Cues(BaseModel):
    """Words that mark a place. The comments of ``data/places.yaml`` say what each list means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    strong: Words
    weak: Words
    partners: Words
    nouns: dict[Group, Words]
    modifiers: Words
    bearings: dict[str, int]
    parts: Words
    happenings: Words
    speaking: Words
    striking: Words
    bodies: Words
    saying: Words
    titles: Words
    suffixes: Words
    never: Words
    heads: Words
    particles: Words
    articles: Words
    wordlike: Words
    idle: Words
    naming: Words
    still: Words
    between: Words
    borders: Words
    abstract: Words
    endings: Suffixes

    @cached_property
    def group(self) -> dict[str, Group]:
        """Noun → what kind of place it names."""
        return {noun: group for group, nouns in self.nouns.items() for noun in nouns}


class Ranking(BaseModel):
    """The weight of each piece of evidence for a candidate (``data/ranking.yaml``), and how scores
    become probabilities."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sharpness: float = Field(gt=0)
    elsewhere: float
    weights: dict[str, float]
    people_floor: int = Field(gt=0)
    town_people: dict[Literal["admin1", "admin2"], int]
    province_nouns: WordSet
    kinds: dict[str, tuple[str, ...]]


class Places(BaseModel):
    """The section ``places``: words of the sentence (``cues``) and between names (``phrases``),
    what makes a name a place name (``recognition``), what counts for a candidate (``votes``,
    ``ranking``, ``resolution``), points and radii (``locating``), kilometres that words add around
    a place (``reach``), and the hand-kept table by lines (see :mod:`onrecord.gazetteer.table`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cues: Cues
    phrases: PlacePhrases
    recognition: Recognition
    votes: Votes
    ranking: Ranking
    resolution: Resolution
    locating: Locating
    reach: dict[str, float]
    countries: dict[str, Annotated[str, BeforeValidator(nation_line)]]
    admin1: dict[str, dict[str, Annotated[str, BeforeValidator(joined)]]]
    regions: dict[str, Annotated[str, BeforeValidator(region_line)]]

    @field_validator("countries")
    @classmethod
    def _countries_read(cls, lines: dict[str, str]) -> dict[str, str]:
        for line in lines.values():
            Nation.read(line)
        return lines

    @field_validator("regions")
    @classmethod
    def _regions_read(cls, lines: dict[str, str]) -> dict[str, str]:
        for name, line in lines.items():
            Region.read(name, line)
        return lines

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """Demonym → ISO alpha-3."""
        return {
            word: code
            for code, line in self.countries.items()
            for word in Nation.read(line).demonyms
        }
