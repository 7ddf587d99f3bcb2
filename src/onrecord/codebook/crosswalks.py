"""The section ``crosswalks``: countries in the numbers of other tables, and PLOVER's sectors and
quadrants."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from onrecord.codebook.actors import Country as Alpha3
from onrecord.codebook.actors import Kind
from onrecord.codebook.types import PloverEvent

Sector = Literal[
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
]
Quad = Literal["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]
AcledRegion = Literal[
    "Northern Africa",
    "Western Africa",
    "Middle Africa",
    "Eastern Africa",
    "Southern Africa",
    "Middle East",
    "Caucasus and Central Asia",
    "South Asia",
    "Southeast Asia",
    "East Asia",
    "Europe",
    "North America",
    "Central America",
    "Caribbean",
    "South America",
    "Oceania",
]


class Country(NamedTuple):
    """A country as other tables code it; None if a table does not have it. ``ucdp`` is GED's name
    if it differs from ours."""

    iso: int | None
    region: AcledRegion
    cow: int | None
    abbreviation: str | None
    gw: int | None
    ucdp: str | None


def _fields(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    iso, region, cow, abbreviation, gw, ucdp = (
        [part.strip() or None for part in value.split(";")] + [None] * 5
    )[:6]
    return iso, region, cow, abbreviation, gw or cow, ucdp


class Crosswalks(BaseModel):
    """Crosswalks of countries and kinds of actors.

    Args:
        countries: by alpha-3.
        regions: UCDP's regions: lowest and highest Gleditsch and Ward number.
        sectors: PLOVER's sector of each kind of actor.
        named_sectors: sectors of actors by the beginning of their name.
        quads: PLOVER's quadrants and their event types.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    countries: dict[Alpha3, Annotated[Country, BeforeValidator(_fields)]]
    regions: dict[str, tuple[int, int]]
    sectors: dict[Kind, Sector]
    named_sectors: dict[str, Sector]
    quads: dict[Quad, tuple[PloverEvent, ...]]

    def ucdp_region(self, gw: int | None) -> str | None:
        """UCDP's region of a Gleditsch and Ward number."""
        return next(
            (
                name
                for name, (low, high) in self.regions.items()
                if gw is not None and low <= gw <= high
            ),
            None,
        )

    def sector(self, actor: str | None, kind: str | None) -> Sector | None:
        """PLOVER's sector of an actor by name and kind; None if neither decides it."""
        named = next(
            (
                sector
                for start, sector in self.named_sectors.items()
                if actor and actor.startswith(start)
            ),
            None,
        )
        return named or next(
            (sector for known, sector in self.sectors.items() if known == kind), None
        )

    def quad(self, event: str) -> Quad:
        """The quadrant of a PLOVER event type. Raises KeyError for an unknown one."""
        return self._quads[event]

    @cached_property
    def _quads(self) -> dict[str, Quad]:
        return {event: quad for quad, events in self.quads.items() for event in events}
