"""Fuzzy and relative places: how far from a name an event may lie, and what lies between two names.

Radii are in the codebook (``places.reach``, ``places.locating``), words in ``places.phrases``. A
stretch between two towns is its middle, with half its length as radius.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.codebook.locating import Locating
from onrecord.codebook.place_phrases import PlacePhrases
from onrecord.codebook.places import Places
from onrecord.coding.place.page import Name
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Place

DASH = re.compile(r"\s?[-–—]\s?|\s?/\s?")
BRACKET = re.compile(r"\s\(\"?")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
# characters before a name in which "the road from" and "the highway to" must fit
STRETCH_CHARACTERS, ROAD_CHARACTERS = 60, 40


def kilometres_of_words(phrase: str, head: str, book: Places) -> float | None:
    """The kilometres that the words of a phrase add around its place ("countryside of X"), the
    widest of them; None if none does."""
    words = WORD.findall(phrase.replace(head, " ").lower())
    return max((book.reach[word] for word in words if word in book.reach), default=None)


def stretch_between(a: Name, b: Name, text: str, phrases: PlacePhrases) -> tuple[int, int] | None:
    """The whole words of a stretch between two names, as offsets: "road from A to B", "the A-B
    highway", "between A and B"."""
    if a.sentence != b.sentence:
        return None
    window = max(0, a.start - STRETCH_CHARACTERS)
    before = phrases.stretch_before.search(text[window : a.start])
    if before and phrases.stretch_between.fullmatch(text[a.end : b.start]):
        return window + before.start(), b.end
    behind = phrases.road_behind.match(text, b.head[1])
    if behind and DASH.fullmatch(text[a.head[1] : b.head[0]]):
        return a.head[0], max(behind.end(), b.end)
    return None


def middle(a: Place, b: Place, locating: Locating) -> Place | None:
    """The middle of the way from one place to another; None if either has no point, or they are too
    far apart."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    length = kilometres(a.latitude, a.longitude, b.latitude, b.longitude)
    if not locating.shortest_km <= length <= locating.longest_km or a.country != b.country:
        return None
    return Place(
        country=a.country,
        admin1=a.admin1 if a.admin1 == b.admin1 else None,
        latitude=round((a.latitude + b.latitude) / 2, 5),
        longitude=round((a.longitude + b.longitude) / 2, 5),
        radius_km=round(length / 2, 1),
        precision="near",
    )


def on_road(text: str, start: int, phrases: PlacePhrases) -> bool:
    """Whether a name is an end of a road: "the road to X", "the highway from X"."""
    return bool(phrases.road_before.search(text[max(0, start - ROAD_CHARACTERS) : start]))


def told_along_road(a: Name, b: Name, text: str, phrases: PlacePhrases) -> float | None:
    """The kilometres of "15 km from A on the road to B"; None for other words."""
    if not a.shift or a.shift[1] is not None or a.sentence != b.sentence:
        return None
    return a.shift[0] if phrases.onward_road.fullmatch(text[a.end : b.start]) else None


def point_along(km: float, start: Place, end: Place, locating: Locating) -> Place | None:
    """The point so far along the way from one place to another; None if either has no point, or it
    does not lie between them."""
    if start.latitude is None or start.longitude is None:
        return None
    if end.latitude is None or end.longitude is None:
        return None
    length = kilometres(start.latitude, start.longitude, end.latitude, end.longitude)
    if not km < length <= locating.longest_km:
        return None
    part = km / length
    point = {
        "latitude": round(start.latitude + part * (end.latitude - start.latitude), 5),
        "longitude": round(start.longitude + part * (end.longitude - start.longitude), 5),
        "radius_km": max(locating.least_off_km, round(km / locating.off_part, 1)),
    }
    return start.model_copy(update=point)


def defined_names(names: Sequence[Name], text: str, phrases: PlacePhrases) -> dict[str, int]:
    """Names that the text defines by a place before them ("the desert of X, known as Y", "X (Camp
    Y)"), with the name of that place; a country between the two is skipped."""
    out: dict[str, int] = {}
    for k in range(1, len(names)):
        name, before = names[k], names[k - 1]
        if name.found or name.text in out or not definition(before, name, text, phrases):
            continue
        over_country = k > 1 and before.land and names[k - 2].sentence == name.sentence
        out[name.text] = k - 2 if over_country else k - 1
    return out


def definition(a: Name, b: Name, text: str, phrases: PlacePhrases) -> bool:
    """Whether the words between two names make the second another name for the first."""
    if a.sentence != b.sentence:
        return False
    between = text[a.end : b.start]
    if BRACKET.fullmatch(between) and text[b.end : b.end + 2].lstrip('"').startswith(")"):
        return True
    return bool(phrases.known_as.fullmatch(between))
