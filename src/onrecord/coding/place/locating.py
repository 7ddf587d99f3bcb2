"""The place record of a name: point, radius and precision, for a name that the gazetteer lacks by
what surrounds it.

Kilometres are set in the codebook (``data/locating.yaml``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.codebook.locating import Locating
from onrecord.codebook.places import Places
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.ranking import Option, Ranked, hand_kept
from onrecord.coding.place.resolution import compact, surrounding_place, town_of_part
from onrecord.coding.place.stretches import kilometres_of_words
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Place
from onrecord.schema.event import Candidate, PlacePrecision

CANDIDATES = 5
DEGREE_KM = 111.2


def place_of_resolved(name: Name, options: Sequence[Option], page: Page) -> Place:
    """The place of a resolved name. It has a point if it is not too wide; a shift ("20 km north
    of") moves the point."""
    entry, book = options[0].entry, page.book.locating
    precision, widest = extent(entry, name, book)
    place = Place(
        resolved=entry.name,
        gazetteer_id=entry.id,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        radius_km=entry.radius_km,
        precision=precision,
        candidates=candidates(options),
    )
    if entry.radius_km > widest:
        return place
    latitude, longitude, radius = point_of(entry, name, page)
    return place.model_copy(
        update={
            "latitude": round(latitude, 5),
            "longitude": round(longitude, 5),
            "radius_km": radius,
        }
    )


def point_of(entry: Entry, name: Name, page: Page) -> tuple[float, float, float]:
    """The point that the words give relative to a place, and its radius."""
    book = page.book.locating
    if name.shift:
        latitude, longitude, radius = moved(entry, *name.shift, book)
        measured = told_in_numbers(name, page.text)
        return latitude, longitude, radius if measured else book.unmeasured_km
    if not name.near:
        return entry.latitude, entry.longitude, entry.radius_km
    phrase = f"{name.preposition} {page.text[name.start : name.end]}"
    more = kilometres_of_words(phrase, name.text, page.book)
    return entry.latitude, entry.longitude, max(book.part_km, entry.radius_km + (more or 0.0))


def extent(entry: Entry, name: Name, book: Locating) -> tuple[PlacePrecision, float]:
    """The precision of a resolved name, and the radius (km) up to which its point is given."""
    match entry.kind:
        case "country" | "continent":
            return "country", book.sure_km
        case "admin1":
            return "admin1", book.sure_km
        case "admin2":
            return "admin2", book.sure_km
    wide = hand_kept(entry) and entry.radius_km > book.part_km
    return "near" if name.near or wide else "exact", book.widest_km


def told_in_numbers(name: Name, text: str) -> bool:
    """Whether a distance is given in numbers ("20 km north of", not "north of")."""
    return any(c.isdigit() for c in text[name.start : name.head[0]])


def moved(
    entry: Entry, km: float, bearing: float | None, book: Locating
) -> tuple[float, float, float]:
    """The point ``km`` from a place in a direction, and the radius of the uncertainty; without a
    direction the place itself."""
    if bearing is None:
        return entry.latitude, entry.longitude, km
    angle = math.radians(bearing)
    latitude = entry.latitude + km / DEGREE_KM * math.cos(angle)
    narrowing = max(0.1, math.cos(math.radians(entry.latitude)))
    longitude = entry.longitude + km / (DEGREE_KM * narrowing) * math.sin(angle)
    radius = max(book.least_off_km, km / book.off_part)
    return max(-90.0, min(90.0, latitude)), (longitude + 180) % 360 - 180, radius


def place_of_unresolved(
    k: int,
    names: Sequence[Name],
    options: Ranked,
    land: str | None,
    gazetteer: Gazetteer,
    book: Places,
) -> Place:
    """A name that the gazetteer lacks, located by what surrounds it: in or near a town (``near``),
    in its province, or only in its country (``land`` if nothing else gives one)."""
    near, same = surrounding_place(k, names, options, book.resolution)
    part = names[k].group in ("part", "facility")
    town = town_of_part(k, names, options) if part else None
    base = town or near
    if base is None:
        return Place(country=land, precision="country" if land else "none")
    if not town and not (same and compact(base, book.resolution)):
        return place_in_province(base, gazetteer, book.locating)
    return Place(
        country=base.country,
        admin1=base.admin1,
        latitude=base.latitude,
        longitude=base.longitude,
        radius_km=max(base.radius_km, book.locating.part_km if town else book.locating.beside_km),
        precision="near",
    )


def place_in_province(base: Entry, gazetteer: Gazetteer, book: Locating) -> Place:
    """The province of a place, with the point of its chief town if it is small enough (as in
    ACLED's geo_precision 3)."""
    place = Place(
        country=base.country,
        admin1=base.admin1,
        precision="admin1" if base.admin1 else "country",
    )
    province = gazetteer.admin1_of(base.country or "", base.admin1 or "")
    if province is None or province.radius_km > book.province_km:
        return place
    seat = gazetteer.seat(province)
    if seat is None:
        return place
    return place.model_copy(
        update={
            "latitude": seat.latitude,
            "longitude": seat.longitude,
            "radius_km": province.radius_km,
        }
    )


def candidates(options: Sequence[Option]) -> tuple[Candidate, ...]:
    """The best candidates, each with the probability that it is meant."""
    return tuple(
        Candidate(
            resolved=e.name,
            gazetteer_id=e.id,
            country=e.country,
            admin1=e.admin1,
            latitude=round(e.latitude, 5),
            longitude=round(e.longitude, 5),
            score=round(option.probability, 3),
        )
        for option in options[:CANDIDATES]
        for e in (option.entry,)
    )


def reasons(options: Sequence[Option], book: Places) -> tuple[tuple[str, str], ...]:
    """The best candidates and what speaks for each, for ``onrecord explain``."""
    return tuple(
        (
            (
                f"{', '.join(p for p in (e.name, e.admin1, e.country) if p)} ({e.id})"
                f" {100 * option.probability:.0f} %"
            ),
            option.reasons(book.ranking),
        )
        for option in options[:CANDIDATES]
        for e in (option.entry,)
    )
