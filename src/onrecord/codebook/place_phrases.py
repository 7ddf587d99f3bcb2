"""The part ``places.phrases``: words that tie place names together, and the patterns made of
them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from onrecord.codebook.words import WordSet

Phrases = Annotated[tuple[str, ...], Field(min_length=1)]

_THE = r"(?:the\s+)?"
_NOUN_OF = r"(?:\w+\s+of\s+)?"  # "the town of"


class PlacePhrases(BaseModel):
    """Words between and around place names. The comments of ``data/place_phrases.yaml`` say what
    each list means; an empty list would match everywhere and is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    listing: Phrases
    within: Phrases
    holder_behind: Phrases
    holder_before: Phrases
    age: Phrases
    origin: Phrases
    apposed: Phrases
    small: WordSet
    capital: WordSet
    polities: WordSet
    not_first: WordSet
    beside: WordSet
    vague_numbers: Phrases
    units: dict[str, float] = Field(min_length=1)
    after_distance: Phrases
    before_bearing: Phrases
    main_points: Phrases
    points: Phrases
    from_place: Phrases
    roads: Phrases
    road_links: Phrases
    between: Phrases
    other_end: Phrases
    leading: Phrases
    road_ends: Phrases
    along: Phrases
    onward: Phrases
    named_also: Phrases
    named: Phrases
    named_as: Phrases

    @cached_property
    def list_joint(self) -> re.Pattern[str]:
        """What comes between two names of a list."""
        return re.compile(rf"{literal(self.listing)}?\s+{_THE}")

    @cached_property
    def within_joint(self) -> re.Pattern[str]:
        """What comes between a place and the place that contains it."""
        return re.compile(rf",?\s+{spaced(self.within)}\s+{_THE}")

    @cached_property
    def person_before(self) -> re.Pattern[str]:
        """What ends before the place that a person comes from: "Lind, 42, of"."""
        age = rf"(?:(?:{spaced(self.age)}\s)?\d{{1,3}},?\s)?"
        return re.compile(rf"\w,\s{age}{spaced(self.origin)}\s(?:the\s)?$")

    @cached_property
    def apposition(self) -> re.Pattern[str]:
        """The noun after a name that says what kind of place it is; group ``noun``."""
        noun = rf"(?P<noun>{spaced(self.apposed)})\b"
        return re.compile(rf",?\s(?:an?|the)\s(?:[a-z-]+\s){{0,3}}?{noun}")

    @cached_property
    def distance(self) -> re.Pattern[str]:
        """A distance or bearing that ends before a name; groups ``number``, ``unit``,
        ``bearing``."""
        number = rf"(?P<number>\d+(?:[.,]\d+)?|{literal(self.vague_numbers)})"
        unit = rf"(?P<unit>{literal(self.units)})\b"
        measured = rf"(?:{number}[ -]?{unit}\s*{literal(self.after_distance)}?\s*)?"
        compass = rf"{literal(self.main_points)}?[ -]?{literal(self.points)}"
        bearing = rf"(?:{literal(self.before_bearing)} )?(?P<bearing>{compass})?\s*"
        return re.compile(
            rf"{measured}{bearing}{literal(self.from_place)}\s+{_THE}$", re.IGNORECASE
        )

    @cached_property
    def stretch_before(self) -> re.Pattern[str]:
        """What ends before the first end of a stretch: "the road linking", "between"."""
        road = rf"\b{spaced(self.roads)}\s+{spaced(self.road_links)}"
        opening = rf"(?:{road}|\b{spaced(self.between)})"
        return re.compile(rf"{opening}\s+{_THE}{_NOUN_OF}$", re.IGNORECASE)

    @cached_property
    def stretch_between(self) -> re.Pattern[str]:
        """What comes between the two ends of such a stretch."""
        return re.compile(rf"\s+{spaced(self.other_end)}\s+{_THE}{_NOUN_OF}", re.IGNORECASE)

    @cached_property
    def road_behind(self) -> re.Pattern[str]:
        """The noun after a stretch that its ends name: "the A-B desert highway"."""
        return re.compile(rf"\s+(?:[a-z]+\s+)?{spaced(self.roads)}\b", re.IGNORECASE)

    @cached_property
    def road_before(self) -> re.Pattern[str]:
        """What ends before a name at the end of a road: "the road to"."""
        leading = rf"(?:{spaced(self.leading)}\s+)?"
        return re.compile(
            rf"\b{spaced(self.roads)}\s+{leading}{spaced(self.road_ends)}\s+{_THE}$", re.IGNORECASE
        )

    @cached_property
    def onward_road(self) -> re.Pattern[str]:
        """What comes between a place and the end of the road from it: "on the road to"."""
        on = rf",?\s+{spaced(self.along)}\s+(?:the|a)\s+(?:[a-z]+\s+)?{spaced(self.roads)}\s+"
        leading = rf"(?:{spaced(self.leading)}\s+)?{spaced(self.onward)}\s+"
        return re.compile(rf"{on}{leading}{_THE}{_NOUN_OF}", re.IGNORECASE)

    @cached_property
    def known_as(self) -> re.Pattern[str]:
        """What comes between a place and its other name: ", also known as"."""
        verb = rf"(?:{spaced(self.named_also)}\s+)?{spaced(self.named)}"
        return re.compile(rf",?\s+{verb}(?:\s+{spaced(self.named_as)})*\s+[\"“]?{_THE}[\"“]?")


def literal(phrases: Iterable[str]) -> str:
    """A group that matches each phrase letter by letter, the longest first."""
    return _group(phrases, " ")


def spaced(phrases: Iterable[str]) -> str:
    """The same with any white space for a blank."""
    return _group(phrases, r"\s+")


def _group(phrases: Iterable[str], blank: str) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    joined = "|".join(re.escape(phrase).replace(r"\ ", blank) for phrase in ordered)
    return f"(?:{joined})"
