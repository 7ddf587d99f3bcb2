"""The lines of the hand-kept table ``codebook/data/places.yaml``: plain Python, so that the build hook can read them too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nation:
    """Other names of a country and the words for its people or state."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...]

    @classmethod
    def read(cls, line: str) -> Nation:
        """From "names | demonyms", each separated by commas. Raises ValueError where there are not two parts."""
        names, demonyms = (listed(part) for part in line.split("|"))
        return cls(names, demonyms)


@dataclass(frozen=True, slots=True)
class Region:
    """A place that GeoNames' settlements lack; ``country`` is ISO alpha-3, null where it lies in several."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    radius_km: float
    also: tuple[str, ...]

    @classmethod
    def read(cls, name: str, line: str) -> Region:
        """From "kind | country | province | latitude longitude | radius in km | other names". Raises ValueError where it is not so."""
        kind, country, admin1, at, radius, also = (part.strip() for part in line.split("|"))
        latitude, longitude = (float(x) for x in at.split())
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(f"{name}: no such point {at}")
        return cls(name, kind, country or None, admin1 or None, latitude, longitude, float(radius), listed(also))


def listed(text: str) -> tuple[str, ...]:
    """The parts of a comma-separated list."""
    return tuple(part for part in (p.strip() for p in text.split(",")) if part)
