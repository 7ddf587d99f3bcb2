"""Intervals of the calendar: inclusive pairs of days, by TimeML's units (D, W, WE, M, Q, Y, DE,
CE).

A year before Christ is kept as ``ERA`` minus its number, so that earlier days stay earlier: 480 BC
is 9520. Such days serve for counting and for values (``BC0480-08``); no record holds them.
"""

from __future__ import annotations

from datetime import date, timedelta

Stretch = tuple[date, date]
ERA = 10000
_BEFORE = 5000  # from this year on, a year is before Christ

_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def step(day: date, count: int, unit: str) -> date:
    """The day ``count`` units later (earlier if negative); the last day of a month replaces one
    that the month lacks.

    Raises:
        OverflowError: the day lies outside the years 1 to 9999.
    """
    if unit not in _MONTHS:
        return day + timedelta(days=count * (7 if unit in ("W", "WE") else 1))
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    for last in (day.day, 30, 29, 28):
        found = day_of(year, month + 1, min(day.day, last))
        if found:
            return found
    raise OverflowError(f"year {year}")


def period(day: date, unit: str) -> Stretch:
    """The week (from Monday), weekend, month, quarter, year, decade or century that contains the
    day."""
    if unit == "W":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    if unit == "WE":
        start = day - timedelta(days=day.weekday())
        return start + timedelta(days=5), start + timedelta(days=6)
    if unit not in _MONTHS:
        return day, day
    width = _MONTHS[unit]
    if width <= 12:
        start = date(day.year, (day.month - 1) // width * width + 1, 1)
    else:
        start = date(max(1, day.year // (width // 12) * (width // 12)), 1, 1)
    return start, step(start, 1, unit) - timedelta(days=1)


def season(year: int, code: str) -> Stretch:
    """The season (northern half, meteorological) that begins in the year; a winter ends in the
    next."""
    start = date(year, _SEASONS[code], 1)
    return start, step(start, 3, "M") - timedelta(days=1)


def portion(stretch: Stretch, part: str) -> Stretch:
    """A part of an interval: START, MID, END are its thirds (of a month: 1–10, 11–20, 21–), H1/H2
    its halves, Q1–Q4 its quarters."""
    start, end = stretch
    length = (end - start).days + 1
    if part in ("START", "MID", "END"):
        index, of = ("START", "MID", "END").index(part), 3
    elif part[0] in "HQ" and part[1:].isdigit():
        index, of = int(part[1:]) - 1, 2 if part[0] == "H" else 4
    else:
        return stretch
    if length >= 365:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        first = step(start, months * index // of, "M")
        last = (
            end
            if index + 1 == of
            else step(start, months * (index + 1) // of, "M") - timedelta(days=1)
        )
        return first, last
    size = max(1, length // of)
    first = start + timedelta(days=min(size * index, length - 1))
    return first, end if index + 1 == of else min(end, first + timedelta(days=size - 1))


def value(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that contains the day: 2018-07-31, 2018-W31, 2018-07, 2018-Q3,
    2018, 201 (decade), 20 (century)."""
    year, number = year_of(day.year), ERA - day.year if ancient(day) else day.year
    match unit:
        case "W" | "WE":
            weeks = day.isocalendar()
            return f"{weeks.year:04}-W{weeks.week:02}{'-WE' if unit == 'WE' else ''}"
        case "M":
            return f"{year}-{day.month:02}"
        case "Q":
            return f"{year}-Q{(day.month + 2) // 3}"
        case "Y":
            return year
        case "DE" | "CE":
            era = year[:-4]
            return f"{era}{number // 10:03}" if unit == "DE" else f"{era}{number // 100:02}"
        case _:
            return f"{year}-{day.month:02}-{day.day:02}"


def year_of(year: int) -> str:
    """A year as TIMEX3 writes it: 2018, BC0480."""
    return f"BC{ERA - year:04}" if year >= _BEFORE else f"{year:04}"


def ancient(day: date) -> bool:
    """Whether a day lies before Christ."""
    return day.year >= _BEFORE


def easter(year: int, *, eastern: bool = False) -> date:
    """Easter Sunday in the Gregorian calendar: of the western or the eastern churches (Meeus,
    Astronomical Algorithms, ch. 8)."""
    if eastern:
        moon = (19 * (year % 19) + 15) % 30
        days = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114
        return date(year, days // 31, days % 31 + 1) + timedelta(days=year // 100 - year // 400 - 2)
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    days = epact + sunday - 7 * ((golden + 11 * epact + 22 * sunday) // 451) + 114
    return date(year, days // 31, days % 31 + 1)


def hijri(year: int, month: int, day: int = 0) -> Stretch | None:
    """The days of a month, or of one day, of the Islamic year (AH), by the Umm al-Qura calendar;
    None outside 1343 to 1500 AH.

    Local sightings of the moon may differ by a day.
    """
    from hijridate import Hijri, ummalqura

    if (
        not ummalqura.HIJRI_RANGE[0][0] <= year <= ummalqura.HIJRI_RANGE[1][0]
        or not 1 <= month <= 12
    ):
        return None
    length = Hijri(year, month, 1).month_length()
    if day > length:
        return None
    first = Hijri(year, month, day or 1).to_gregorian()
    start = date(first.year, first.month, first.day)
    return start, start + timedelta(days=0 if day else length - 1)


def hijri_year(day: date) -> int:
    """The Islamic year in which a day falls, close enough to look for a feast in it and its
    neighbours."""
    return int((day - date(622, 7, 19)).days / 354.367) + 1
