"""The lines of the hand-kept table ``codebook/data/places.yaml``.

Standard library only, so that the build hook can read them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nation:
    """Other names of a country and the words for its people or state."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    middle: tuple[float, float] | None = None

    @classmethod
    def read(cls, line: str) -> Nation:
        """Read "names | demonyms | latitude longitude"; the last part is optional. Raises
        ValueError if the line has another form."""
        names, demonyms, *at = line.split("|")
        return cls(listed(names), listed(demonyms), point(at[0]) if at else None)


@dataclass(frozen=True, slots=True)
class Region:
    """A place that is missing from GeoNames' settlements; ``country`` is ISO alpha-3, None if it
    lies in several."""

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
        """Read "kind | country | province | latitude longitude | radius in km | other names".

        Raises ValueError if the line has another form.
        """
        kind, country, admin1, at, radius, also = (part.strip() for part in line.split("|"))
        return cls(
            name, kind, country or None, admin1 or None, *point(at), float(radius), listed(also)
        )


def listed(text: str) -> tuple[str, ...]:
    """The parts of a comma-separated list."""
    return tuple(part for part in (p.strip() for p in text.split(",")) if part)


def joined(entry: object) -> object:
    """A list of names as the comma-separated string that it replaces; anything else as it is."""
    return ", ".join(map(str, entry)) if isinstance(entry, list | tuple) else entry


def nation_line(entry: object) -> object:
    """The line that :meth:`Nation.read` reads, of a mapping with its fields as keys; anything else
    as it is. Raises ValueError for another key."""
    if not isinstance(entry, Mapping):
        return entry
    if strange := [str(key) for key in entry if key not in ("names", "demonyms", "middle")]:
        raise ValueError(f"no such key: {', '.join(strange)}; there are names, demonyms, middle")
    fields = [joined(entry.get("names", "")), joined(entry.get("demonyms", ""))]
    return " | ".join(map(str, [*fields, entry["middle"]] if "middle" in entry else fields))


def region_line(entry: object) -> object:
    """The line that :meth:`Region.read` reads, of a list: the line up to the radius, then the other
    names; anything else as it is."""
    if not isinstance(entry, list | tuple):
        return entry
    return f"{entry[0] if entry else ''} | {joined(entry[1:])}"


def point(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees. Raises ValueError if they are invalid."""
    latitude, longitude = (float(x) for x in text.split())
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no such point: {text}")
    return latitude, longitude
