"""Places of a report: names found, resolved by what the whole document tells, or located by what
surrounds them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.codebook.places import Places
from onrecord.coding.place.document_countries import Evidence, outlet_country, peoples
from onrecord.coding.place.name_candidates import Name, Page
from onrecord.coding.place.ranking import Option, Ranked
from onrecord.coding.place.recognition import LIST, accepted
from onrecord.coding.place.resolution import around, compact, resolve, town
from onrecord.coding.place.stretches import along, defined, middle, reach, stretch
from onrecord.coding.records import Parsed, Toponym
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.schema import Place
from onrecord.schema.event import Candidate, PlacePrecision

CANDIDATES = 5
SURE_KM = (
    25.0  # of provinces and countries a point is given only where they lie within about this of it
)
WIDEST_KM = 50.0  # and of regions
PROVINCE_KM = 60.0  # a province so small places an unknown name at its chief town
UNMEASURED_KM = 30.0  # "north of X", "a few kilometres from X"
# radius of what is known only by a town beside it, or as a part of one
BESIDE_KM, PART_KM = (30.0, 10.0)
RANK: dict[PlacePrecision, int] = {
    "none": 0,
    "country": 1,
    "admin1": 2,
    "admin2": 3,
    "near": 4,
    "exact": 4,
}


def find_places(parsed: Parsed, gazetteer: Gazetteer, book: Places) -> list[Toponym]:
    """The place names of a report in text order, each resolved as far as the document allows.

    A name that the gazetteer lacks keeps its words and gets country, province and point (precision
    ``near``) of what surrounds it. ``locates`` is false where a name only qualifies something ("the
    Damascus government") or is the date line's town.
    """
    page = Page(parsed, gazetteer, book)
    people = peoples(page, parsed.report.title or "")
    outlet = outlet_country(parsed.report, gazetteer, book)
    main = Evidence(accepted(page.names(), page), people, book.ranking, outlet).main()
    names = accepted(page.names(main), page)
    evidence = Evidence(names, people, book.ranking, outlet)
    for a, b in pairwise(names):
        # the noun of "the A-B highway" is not B's
        if stretch(a, b, page.text) and b.start == b.head[0]:
            b.noun, b.group = "", None
    options = resolve(names, page.text, evidence)
    shares = evidence.shares()
    land = min(shares, key=lambda c: (-shares[c], c), default=None)
    out: list[Toponym] = []
    points: dict[str, Place] = {}
    meanings = defined(names, page.text)
    for k, (name, (start, end)) in enumerate(zip(names, listed(names, page.text), strict=True)):
        if (start, end) == (name.start, name.end) and alone(name):
            start = name.head[0]
        place = (
            known(name, options[k], page)
            if options[k]
            else unknown(k, names, options, land, gazetteer)
        )
        if meanings.get(name.text, k) < k and not options[k]:
            place = out[meanings[name.text]].place
        if not place.resolved and place.latitude is not None:
            points.setdefault(name.text, place)
        elif not place.resolved:
            place = points.get(name.text, place)
        told = said(name, page)
        if told and place.country != told and not place.resolved:
            place = Place(country=told, precision="country")
        span = parsed.span(start, end)
        place = place.model_copy(update={"name": span.text, "spans": (span,)})
        own = (
            parsed.span(name.head[0] if alone(name) else name.start, name.end)
            if (start, end) != (name.start, name.end)
            else None
        )
        out.append(
            Toponym(
                span,
                parsed.span(*name.head),
                place,
                name.locates,
                name.rule,
                reasons(options[k], book),
                own,
            )
        )
    return stretched(out, names, parsed)


def stretched(toponyms: Sequence[Toponym], names: Sequence[Name], parsed: Parsed) -> list[Toponym]:
    """The toponyms, two that bound a stretch of road or land at its middle ("on the road from A to
    B"), or so far on it as is told."""
    out, text = list(toponyms), parsed.doc.text
    for k, (a, b) in enumerate(pairwise(names)):
        on = along(a, b, toponyms[k].place, toponyms[k + 1].place, text)
        if on:
            span = parsed.span(a.start, b.end)
            out[k] = replace(
                out[k],
                span=span,
                place=on.model_copy(update={"name": span.text, "spans": (span,)}),
                own=None,
            )
            out[k + 1] = replace(out[k + 1], locates=False, rule="direction")
            continue
        found = stretch(a, b, text)
        place = middle(toponyms[k].place, toponyms[k + 1].place) if found else None
        if found and place:
            span = parsed.span(*found)
            place = place.model_copy(update={"name": span.text, "spans": (span,)})
            out[k : k + 2] = [
                replace(t, span=span, place=place, own=None) for t in toponyms[k : k + 2]
            ]
    return out


def alone(name: Name) -> bool:
    """Whether a noun in the plural stands before a single settlement ("the towns of X in Y, and
    Z"): it belongs to more than the name."""
    return name.noun.endswith("s") and (
        name.group == "city" or (name.group == "part" and not name.found)
    )


def said(name: Name, page: Page) -> str | None:
    """The country whose demonym stands right before the phrase ("the Syrian town of X")."""
    before = page.text[: name.start].rstrip().rsplit(None, 1)[-1:]
    return (
        page.book.demonyms.get(before[0])
        if before and name.group and name.start < name.head[0]
        else None
    )


def home(toponyms: Sequence[Toponym], parsed: Parsed, book: Places) -> Place:
    """Where the report as a whole plays: its dominant country, and the province where most of its
    places lie in one.

    For events without a place of their own. ``precision`` is ``country``, ``admin1`` or ``none``;
    there is no name and no point.
    """
    tally: dict[str, float] = {}
    provinces: Counter[tuple[str, str]] = Counter()
    for toponym in toponyms:
        land = toponym.place.country
        if land:
            inner = toponym.place.precision not in ("country", "none") and bool(
                toponym.place.resolved
            )
            tally[land] = tally.get(land, 0.0) + (
                0.3 if not toponym.locates and toponym.rule != "dateline" else 1.0 if inner else 0.6
            )
            if toponym.place.admin1 and toponym.locates:
                provinces[land, toponym.place.admin1] += 1
    people = Counter(
        book.demonyms[token.text] for token in parsed.doc if token.text in book.demonyms
    )
    for land, n in people.items():
        tally[land] = tally.get(land, 0.0) + 0.5 * math.sqrt(n)
    if not tally:
        return Place()
    country = min(tally, key=lambda c: (-tally[c], c))
    inside = {a: n for (c, a), n in provinces.items() if c == country}
    total = sum(inside.values())
    admin1 = min(inside, key=lambda a: (-inside[a], a)) if inside else None
    if admin1 is None or inside[admin1] < 0.8 * total:
        return Place(country=country, precision="country")
    return Place(country=country, admin1=admin1, precision="admin1")


def most_specific(toponyms: Sequence[Toponym]) -> Toponym | None:
    """The toponym that says most exactly where: those that locate before those that do not, then
    the finer level (a name that the gazetteer lacks is taken for a small place), then the smaller
    radius, then the first."""
    best: tuple[tuple[bool, int, float], Toponym] | None = None
    for toponym in toponyms:
        place = toponym.place
        rank = (
            toponym.locates,
            RANK[place.precision] if place.resolved else 4,
            -(place.radius_km or 0.0) if place.resolved else 0.0,
        )
        if best is None or rank > best[0]:
            best = (rank, toponym)
    return best[1] if best else None


def listed(names: Sequence[Name], text: str) -> list[tuple[int, int]]:
    """For each name the stretch of its whole phrase: that of the list where it stands in one ("the
    towns of X, Y and Z")."""
    out = [(name.start, name.end) for name in names]
    first = 0
    for k in range(1, len(names) + 1):
        if k < len(names) and paired(names[k - 1], names[k], text):
            continue
        if k - first > 1:
            out[first:k] = [(names[first].start, names[k - 1].end)] * (k - first)
        first = k
    return out


def paired(a: Name, b: Name, text: str) -> bool:
    """Whether two names follow each other in a list, both locating and smaller than a country."""
    between = text[a.end : b.start]
    return (
        a.sentence == b.sentence
        and not any(x.land or not x.locates for x in (a, b))
        and bool(LIST.fullmatch(between) and between.strip())
    )


def unknown(
    k: int, names: Sequence[Name], options: Ranked, land: str | None, gazetteer: Gazetteer
) -> Place:
    """A name that the gazetteer lacks, located by what surrounds it: in or beside a town
    (``near``), else in its province, at whose chief town it is put where the province is small
    enough (as ACLED's geo_precision 3), or only in its country."""
    near, same = around(k, names, options)
    centre = town(k, names, options) if names[k].group in ("part", "facility") else None
    base = centre or near
    if base is None:
        return Place(country=land, precision="country" if land else "none")
    if not (centre or (same and compact(base))):
        place = Place(
            country=base.country,
            admin1=base.admin1,
            precision="admin1" if base.admin1 else "country",
        )
        province = gazetteer.admin1_of(base.country or "", base.admin1 or "")
        seat = gazetteer.seat(province) if province and province.radius_km <= PROVINCE_KM else None
        if province is None or seat is None:
            return place
        return place.model_copy(
            update={
                "latitude": seat.latitude,
                "longitude": seat.longitude,
                "radius_km": province.radius_km,
            }
        )
    return Place(
        country=base.country,
        admin1=base.admin1,
        latitude=base.latitude,
        longitude=base.longitude,
        radius_km=max(base.radius_km, PART_KM if centre else BESIDE_KM),
        precision="near",
    )


def measured(name: Name, text: str) -> bool:
    """Whether a distance is told in numbers ("20 km north of", not "north of")."""
    return any(c.isdigit() for c in text[name.start : name.head[0]])


def known(name: Name, options: Sequence[Option], page: Page) -> Place:
    """A resolved name. A point is given for what lies about it (``SURE_KM``, ``WIDEST_KM``); a
    shift ("20 km north of") moves it."""
    entry = options[0].entry
    precision, widest = extent(entry, name)
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
    latitude, longitude, radius = entry.latitude, entry.longitude, entry.radius_km
    if name.shift:
        latitude, longitude, radius = moved(entry, *name.shift)
        radius = radius if measured(name, page.text) else UNMEASURED_KM
    elif name.near:
        more = reach(f"{name.preposition} {page.text[name.start : name.end]}", name.text, page.book)
        radius = max(PART_KM, radius + (more or 0.0))
    return place.model_copy(
        update={
            "latitude": round(latitude, 5),
            "longitude": round(longitude, 5),
            "radius_km": radius,
        }
    )


def extent(entry: Entry, name: Name) -> tuple[PlacePrecision, float]:
    """The precision of a resolved name, and the radius (km) up to which its point is given."""
    match entry.kind:
        case "country" | "continent":
            return "country", SURE_KM
        case "admin1":
            return "admin1", SURE_KM
        case "admin2":
            return "admin2", SURE_KM
    wide = entry.id.startswith("onrecord:") and entry.radius_km > PART_KM
    return "near" if name.near or wide else "exact", WIDEST_KM


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


def moved(entry: Entry, km: float, bearing: float | None) -> tuple[float, float, float]:
    """The point ``km`` from a place in a direction, and the radius of what is not known; without a
    direction the place itself."""
    if bearing is None:
        return entry.latitude, entry.longitude, km
    angle = math.radians(bearing)
    latitude = entry.latitude + km / 111.2 * math.cos(angle)
    longitude = entry.longitude + km / (
        111.2 * max(0.1, math.cos(math.radians(entry.latitude)))
    ) * math.sin(angle)
    return max(-90.0, min(90.0, latitude)), (longitude + 180) % 360 - 180, max(3.0, km / 3)
