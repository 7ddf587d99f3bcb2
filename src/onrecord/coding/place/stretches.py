"""Fuzzy and relative places: how far around a name an event lies, and what lies between two names.

Radii stand in the codebook (``places.reach``); a stretch between two towns is its middle, with half
its length as radius.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.codebook.places import Places
from onrecord.coding.place.name_candidates import Name
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Place

LONGEST_KM, SHORTEST_KM = 300.0, 3.0  # between two towns
ROAD = r"(?:road|highway|motorway|route|railway|pipeline|line|track)"
FROM = re.compile(
    rf"(?:\b{ROAD}\s+(?:linking|connecting|joining|leading\s+from|between|from)|\bbetween)\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
    re.IGNORECASE,
)
END = re.compile(
    rf"\b{ROAD}\s+(?:leading\s+)?(?:to|from|towards?|between|linking|connecting)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
TO = re.compile(r"\s+(?:and|to|towards?|with)\s+(?:the\s+)?(?:\w+\s+of\s+)?", re.IGNORECASE)
DASH = re.compile(r"\s?[-–—]\s?|\s?/\s?")
AFTER = re.compile(rf"\s+(?:[a-z]+\s+)?{ROAD}\b", re.IGNORECASE)
ALONG = re.compile(
    rf",?\s+(?:on|along)\s+(?:the|a)\s+(?:[a-z]+\s+)?{ROAD}\s+(?:leading\s+)?(?:to|towards?)\s+(?:the\s+)?(?:\w+\s+of\s+)?",
    re.IGNORECASE,
)
KNOWN_AS = re.compile(
    r",?\s+(?:(?:also|locally|better|sometimes)\s+)?(?:known|called|dubbed|named|referred\s+to)(?:\s+(?:locally|as))*\s+[\"“]?(?:the\s+)?[\"“]?"
)
BRACKET = re.compile(r"\s\(\"?")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def reach(phrase: str, head: str, book: Places) -> float | None:
    """The kilometres that the words of a phrase add around its place ("countryside of X"), the
    widest of them; null where none does."""
    said = [
        book.reach[w] for w in WORD.findall(phrase.replace(head, " ").lower()) if w in book.reach
    ]
    return max(said, default=None)


def stretch(a: Name, b: Name, text: str) -> tuple[int, int] | None:
    """The whole words of a stretch between two names, as offsets: "road from A to B", "the A-B
    highway", "between A and B"."""
    if a.sentence != b.sentence:
        return None
    before, between = FROM.search(text[max(0, a.start - 60) : a.start]), text[a.end : b.start]
    if before and TO.fullmatch(between):
        return max(0, a.start - 60) + before.start(), b.end
    after = AFTER.match(text, b.head[1])
    if after and DASH.fullmatch(text[a.head[1] : b.head[0]]):
        return a.head[0], max(after.end(), b.end)
    return None


def middle(a: Place, b: Place) -> Place | None:
    """The middle of the way from one place to another; null where either has no point, or they lie
    too far apart to say where."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    length = kilometres(a.latitude, a.longitude, b.latitude, b.longitude)
    if not SHORTEST_KM <= length <= LONGEST_KM or a.country != b.country:
        return None
    return Place(
        country=a.country,
        admin1=a.admin1 if a.admin1 == b.admin1 else None,
        latitude=round((a.latitude + b.latitude) / 2, 5),
        longitude=round((a.longitude + b.longitude) / 2, 5),
        radius_km=round(length / 2, 1),
        precision="near",
    )


def on_road(text: str, start: int) -> bool:
    """Whether a name is an end of a road: "the road to X", "the highway from X"."""
    return bool(END.search(text[max(0, start - 40) : start]))


def along(a: Name, b: Name, start: Place, end: Place, text: str) -> Place | None:
    """The point of "15 km from A on the road to B": so far on the way from one to the other; null
    where the words are others."""
    if (
        not a.shift
        or a.shift[1] is not None
        or a.sentence != b.sentence
        or not ALONG.fullmatch(text[a.end : b.start])
    ):
        return None
    if (
        start.latitude is None
        or start.longitude is None
        or end.latitude is None
        or end.longitude is None
    ):
        return None
    km, length = (
        a.shift[0],
        kilometres(start.latitude, start.longitude, end.latitude, end.longitude),
    )
    if not km < length <= LONGEST_KM:
        return None
    part = km / length
    point = {
        "latitude": round(start.latitude + part * (end.latitude - start.latitude), 5),
        "longitude": round(start.longitude + part * (end.longitude - start.longitude), 5),
        "radius_km": max(SHORTEST_KM, round(km / 3, 1)),
    }
    return start.model_copy(update=point)


def defined(names: Sequence[Name], text: str) -> dict[str, int]:
    """Names that the text defines by a place before them ("the desert of X, known as Y", "X (Camp
    Y)"), and which name that is; a country between the two is passed over."""
    out: dict[str, int] = {}
    for k in range(1, len(names)):
        if (
            not names[k].found
            and names[k].text not in out
            and definition(names[k - 1], names[k], text)
        ):
            out[names[k].text] = (
                k - 2
                if k > 1 and names[k - 1].land and names[k - 2].sentence == names[k].sentence
                else k - 1
            )
    return out


def definition(a: Name, b: Name, text: str) -> bool:
    """Whether the words between two names make the second another name of the first."""
    between = text[a.end : b.start]
    bracketed = bool(BRACKET.fullmatch(between)) and text[b.end : b.end + 2].lstrip('"').startswith(
        ")"
    )
    return a.sentence == b.sentence and (bracketed or bool(KNOWN_AS.fullmatch(between)))
