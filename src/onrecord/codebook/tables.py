"""The section ``tables``: layouts of other people's tables of events, by name."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator

from onrecord.schema.event import PlacePrecision


class Bounds(BaseModel):
    """The columns of an interval; a single column replaces all three."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: str
    best: str
    high: str


class Spread(BaseModel):
    """A column whose codes say by how many days the date may be off, either way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    values: dict[str, int]


class Precision(BaseModel):
    """A column whose codes say how exact the place is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    values: dict[str, PlacePrecision]


class Layout(BaseModel):
    """Which column of a table contains what; see ``tables.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    known_by: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    id: str
    start: str
    end: str | None = None
    dates: str | None = None
    spread: Spread | None = None
    published: str | None = None
    place: str | None = None
    admin1: str | None = None
    country: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    precision: Precision | None = None
    type: str | None = None
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    killed: Bounds | None = None
    injured: Bounds | None = None
    unknown: tuple[str, ...] = Field(
        default=(), description="values that mean that no figure is known"
    )
    words: tuple[str, ...] = ()

    @field_validator("killed", "injured", mode="before")
    @classmethod
    def _one_column(cls, value: Any) -> Any:
        return {"low": value, "best": value, "high": value} if isinstance(value, str) else value

    @field_validator("side_a", "side_b", "words", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


class Tables(RootModel[dict[str, Layout]]):
    """The layouts by name."""

    model_config = ConfigDict(frozen=True)

    def of(self, columns: tuple[str, ...]) -> tuple[str, Layout] | None:
        """The layout that a header matches, the one known by most columns first; None if none
        does."""
        held = [
            (name, one)
            for name, one in self.root.items()
            if one.known_by and set(one.known_by) <= set(columns)
        ]
        return max(held, key=lambda pair: len(pair[1].known_by), default=None)
