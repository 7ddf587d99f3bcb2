"""How exactly an event is dated and placed, in the codes of ACLED and of UCDP GED.

The code is None if their codebooks would not code the event. Days go by the length of the interval,
as UCDP's own ``date_start`` and ``date_end`` relate to ``date_prec`` in all 1,848 events of GED
23.1 for the Central African Republic. A day that is only assumed (``basis`` report: nothing is
stated, so the report's day is taken) never gets the best code: such an event happened on the
report's day or shortly before it. An interval with an open end has no code.
"""

from __future__ import annotations

from onrecord.schema.event import Place, When

WEEK, MONTH, YEAR = 7, 31, 366
"""Longest intervals, in days, that count as a week, a month, a year."""
NEAR_KM = 30.0
"""UCDP's "within about 25 km of a known point": the radius of what lies near a town; a wider place
is fuzzy."""
WATERS = frozenset({"sea", "ocean", "gulf", "strait", "straits", "bay", "channel", "waters"})
"""Words that distinguish international waters from a region that lies in several countries."""

CODES = {
    "acled_time_precision": {
        1: "the day",
        2: "within 7 days, or the report's day assumed",
        3: "within 31 days",
    },
    "ucdp_date_prec": {
        1: "the day",
        2: "2–6 days, or the report's day assumed",
        3: "7 days",
        4: "8–31 days",
        5: "longer, up to a year",
    },
    "acled_geo_precision": {
        1: "a town or a point",
        2: "near one, or a second-order division",
        3: "a first-order division",
    },
    "ucdp_where_prec": {
        1: "a town or a point",
        2: "within about 25 km of one",
        3: "a second-order division",
        4: "a first-order division",
        5: "a wider area without borders, or a region in several countries",
        6: "a country",
        7: "international waters",
    },
}
"""What each code means, by field."""


def days(when: When) -> int | None:
    """The number of days within which the event lies, both ends counted; None if an end is open."""
    return (when.end - when.start).days + 1 if when.start and when.end else None


def acled_time_precision(when: When) -> int | None:
    """ACLED's ``time_precision``, 1 to 3; None beyond a month, which ACLED does not code."""
    length = days(when)
    if length is None or length > MONTH:
        return None
    best = 2 if when.basis == "report" else 1
    return best if length == 1 else 2 if length <= WEEK else 3


def ucdp_date_prec(when: When) -> int | None:
    """UCDP GED's ``date_prec``, 1 to 5; None beyond a year."""
    length = days(when)
    if length is None or length > YEAR:
        return None
    if length == 1:
        return 2 if when.basis == "report" else 1
    return 2 if length < WEEK else 3 if length == WEEK else 4 if length <= MONTH else 5


def acled_geo_precision(place: Place) -> int | None:
    """ACLED's ``geo_precision``, 1 to 3; None if only a country is known, which ACLED does not
    code."""
    return {"exact": 1, "near": 2, "admin2": 2, "admin1": 3}.get(place.precision)


def ucdp_where_prec(place: Place) -> int | None:
    """UCDP GED's ``where_prec``, 1 to 7."""
    words = f"{place.name or ''} {place.resolved or ''}".lower().split()
    wide = place.precision == "near" and (
        place.latitude is None or (place.radius_km or 0) > NEAR_KM
    )
    if WATERS.intersection(words) and (
        wide or (place.precision != "none" and place.country is None)
    ):
        return 7
    if place.precision != "none" and place.country is None and place.latitude is not None:
        return 5
    if place.precision == "near":
        return 2 if place.radius_km is None or place.radius_km <= NEAR_KM else 5
    return {"exact": 1, "admin2": 3, "admin1": 4, "country": 6}.get(place.precision)
