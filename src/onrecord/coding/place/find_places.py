"""Places of a report: names found, resolved by the evidence of the whole document, or located by
what surrounds them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.codebook.places import Places
from onrecord.coding.place.document_countries import Evidence, outlet_country, peoples
from onrecord.coding.place.locating import place_of_resolved, place_of_unresolved, reasons
from onrecord.coding.place.name_candidates import candidate_names
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.ranking import Ranked
from onrecord.coding.place.recognition import accepted, listed_together
from onrecord.coding.place.resolution import resolve
from onrecord.coding.place.stretches import (
    defined_names,
    middle,
    point_along,
    stretch_between,
    told_along_road,
)
from onrecord.coding.records import Parsed, Toponym
from onrecord.gazetteer import Gazetteer
from onrecord.schema import Place, Span
from onrecord.schema.event import PlacePrecision

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
    ``near``) from what surrounds it. ``locates`` is false if a name only qualifies something ("the
    Damascus government") or is the date line's town.
    """
    page = Page(parsed, gazetteer, book)
    people = peoples(page, parsed.report.title or "")
    outlet = outlet_country(parsed.report, gazetteer, book)
    main = Evidence(accepted(candidate_names(page), page), people, book, outlet).main()
    names = accepted(candidate_names(page, main), page)
    evidence = Evidence(names, people, book, outlet)
    free_nouns_of_stretches(names, page)
    options = resolve(names, page.text, evidence)
    shares = evidence.shares()
    land = min(shares, key=lambda c: (-shares[c], c), default=None)
    places = places_of(names, options, land, page)
    spans = phrase_spans(names, page)
    toponyms = [
        toponym_of(name, place, span, reasons(mine, book), parsed)
        for name, place, span, mine in zip(names, places, spans, options, strict=True)
    ]
    return placed_on_stretches(toponyms, names, page)


def free_nouns_of_stretches(names: Sequence[Name], page: Page) -> None:
    """Take the noun of "the A-B highway" away from B: it does not describe B."""
    for a, b in pairwise(names):
        if b.start == b.head[0] and stretch_between(a, b, page.text, page.book.phrases):
            b.noun, b.group = "", None


def places_of(names: Sequence[Name], options: Ranked, land: str | None, page: Page) -> list[Place]:
    """The place of each name. One that the gazetteer lacks has the place of the name that defines
    it, or the point given to an earlier mention."""
    out: list[Place] = []
    points: dict[str, Place] = {}
    meanings = defined_names(names, page.text, page.book.phrases)
    for k, name in enumerate(names):
        if options[k]:
            place = place_of_resolved(name, options[k], page)
        elif meanings.get(name.text, k) < k:
            place = out[meanings[name.text]]
        else:
            place = place_of_unresolved(k, names, options, land, page.gazetteer, page.book)
        if not place.resolved:
            place = remembered(name, place, points)
            place = in_country_said(name, place, page)
        out.append(place)
    return out


def remembered(name: Name, place: Place, points: dict[str, Place]) -> Place:
    """The place of an unresolved name, or of its first mention with a point, which is kept."""
    if place.latitude is None:
        return points.get(name.text, place)
    points.setdefault(name.text, place)
    return place


def in_country_said(name: Name, place: Place, page: Page) -> Place:
    """The place of an unresolved name, or only the country of the demonym before it if that is a
    different one."""
    land = country_of_demonym_before(name, page)
    return Place(country=land, precision="country") if land and place.country != land else place


def country_of_demonym_before(name: Name, page: Page) -> str | None:
    """The country whose demonym comes right before the phrase ("the Syrian town of X")."""
    if not name.group or name.start >= name.head[0]:
        return None
    before = page.text[: name.start].rstrip().rsplit(None, 1)[-1:]
    return page.book.demonyms.get(before[0]) if before else None


def toponym_of(
    name: Name,
    place: Place,
    span: tuple[int, int],
    candidates: tuple[tuple[str, str], ...],
    parsed: Parsed,
) -> Toponym:
    """A name as a toponym: ``span`` covers its phrase, or the list that contains it."""
    whole = (name.start, name.end)
    own = (name.head[0] if has_plural_noun(name) else name.start, name.end)
    if span == whole:
        span = own
    words = parsed.span(*span)
    return Toponym(
        words,
        parsed.span(*name.head),
        place_with_words(place, words),
        name.locates,
        name.rule,
        candidates,
        parsed.span(*own) if span != whole else None,
    )


def placed_on_stretches(
    toponyms: Sequence[Toponym], names: Sequence[Name], page: Page
) -> list[Toponym]:
    """The toponyms; two that bound a stretch of road or land are placed at its middle ("on the road
    from A to B"), or as far along as the text says."""
    out, parsed, book = list(toponyms), page.parsed, page.book
    for k, (a, b) in enumerate(pairwise(names)):
        start, end = toponyms[k].place, toponyms[k + 1].place
        km = told_along_road(a, b, page.text, book.phrases)
        on_the_way = None if km is None else point_along(km, start, end, book.locating)
        if on_the_way:
            span = parsed.span(a.start, b.end)
            out[k] = replace(out[k], span=span, place=place_with_words(on_the_way, span), own=None)
            out[k + 1] = replace(out[k + 1], locates=False, rule="direction")
            continue
        stretch = stretch_between(a, b, page.text, book.phrases)
        halfway = middle(start, end, book.locating) if stretch else None
        if stretch and halfway:
            span = parsed.span(*stretch)
            place = place_with_words(halfway, span)
            out[k : k + 2] = [
                replace(t, span=span, place=place, own=None) for t in toponyms[k : k + 2]
            ]
    return out


def place_with_words(place: Place, span: Span) -> Place:
    """A place with the words that name it."""
    return place.model_copy(update={"name": span.text, "spans": (span,)})


def has_plural_noun(name: Name) -> bool:
    """Whether a plural noun comes before a single settlement ("the towns of X in Y, and Z"): it
    belongs to more than the name."""
    settlement = name.group == "city" or (name.group == "part" and not name.found)
    return settlement and name.noun.endswith("s")


def home(toponyms: Sequence[Toponym], parsed: Parsed, book: Places) -> Place:
    """Where the report as a whole is set: its dominant country, and the province if most of its
    places lie in one.

    For events without a place of their own. ``precision`` is ``country``, ``admin1`` or ``none``;
    there is no name and no point.
    """
    tally = country_tally(toponyms, parsed, book)
    if not tally:
        return Place()
    country = min(tally, key=lambda land: (-tally[land], land))
    admin1 = main_province(toponyms, country, book.locating.home.province_part)
    return Place(country=country, admin1=admin1, precision="admin1" if admin1 else "country")


def country_tally(toponyms: Sequence[Toponym], parsed: Parsed, book: Places) -> Mapping[str, float]:
    """Country → what names and peoples say for it."""
    tally: dict[str, float] = {}
    for toponym in toponyms:
        land = toponym.place.country
        if land:
            tally[land] = tally.get(land, 0.0) + home_weight(toponym, book)
    people = Counter(
        book.demonyms[token.text] for token in parsed.doc if token.text in book.demonyms
    )
    for land, times in people.items():
        tally[land] = tally.get(land, 0.0) + book.locating.home.demonym * math.sqrt(times)
    return tally


def home_weight(toponym: Toponym, book: Places) -> float:
    """What a name adds to its country."""
    weights, place = book.locating.home, toponym.place
    if not toponym.locates and toponym.rule != "dateline":
        return weights.idle
    if place.resolved and place.precision not in ("country", "none"):
        return weights.settlement
    return weights.country


def main_province(toponyms: Sequence[Toponym], country: str, part: float) -> str | None:
    """The province of a country that contains at least this share of its locating places."""
    inside = Counter(
        t.place.admin1
        for t in toponyms
        if t.place.country == country and t.place.admin1 and t.locates
    )
    if not inside:
        return None
    admin1 = min(inside, key=lambda name: (-inside[name], name))
    return None if inside[admin1] < part * inside.total() else admin1


def phrase_spans(names: Sequence[Name], page: Page) -> list[tuple[int, int]]:
    """For each name the extent of its whole phrase, or of its list ("the towns of X, Y and Z")."""
    out = [(name.start, name.end) for name in names]
    first = 0
    for k in range(1, len(names) + 1):
        if k < len(names) and in_one_phrase(names[k - 1], names[k], page):
            continue
        if k - first > 1:
            out[first:k] = [(names[first].start, names[k - 1].end)] * (k - first)
        first = k
    return out


def in_one_phrase(a: Name, b: Name, page: Page) -> bool:
    """Whether two names follow each other in a list, both locating and smaller than a country, with
    more than spaces between."""
    if any(name.land or not name.locates for name in (a, b)):
        return False
    return listed_together(a, b, page) and bool(page.text[a.end : b.start].strip())
