"""Dates of the calendar as days: days, weeks, months, seasons, years, decades, centuries and their
ranges.

Each function is a normalisation: it takes the setting and the fields of a match, and returns a
reading, or None if the match is not a time expression.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.coding.time.calendar import ERA, day_of, period, season, step, value, year_of
from onrecord.coding.time.context import (
    CLOSE,
    Reading,
    Setting,
    months_of,
    nth_weekday,
    on,
    short_year,
)
from onrecord.coding.time.grammar import Fields

# the years that four digits can be
EARLIEST_IN_NARRATIVE, EARLIEST_IN_NEWS, LATEST = 1000, 1900, 2039
NUMBER_CHARACTERS = 20  # around four digits that show whether they count something
LEAP_YEAR = 2000  # any with a 29 February


def calendar(setting: Setting, f: Fields) -> Reading | None:
    """ "3 May 2017", "mid-July", "the summer of 2014", "late 2015", by what of them is written."""
    month = int(f.get("month") or f.get("mm") or 0)
    day, part = int(f.get("day") or 0), str(f.get("part", ""))
    year = named_year(setting, f)
    if "season" in f:
        return seasonal(setting, str(f["season"]), year, part)
    if day and not month:
        return monthless(setting, day)
    if year is None and month:
        year = year_from_setting(setting, f, month, day)
    if year is None:
        return without_year(month, day)
    if day:
        found = day_of(year, month, day)
        return checked_by_weekday(setting, on((found, found), "D"), f) if found else None
    unit = "M" if month else "Y"
    return setting.capped(setting.parted(on(period(date(year, month or 1, 1), unit), unit), part))


def named_year(setting: Setting, f: Fields) -> int | None:
    """The year as written, with four digits or two."""
    if "year" in f:
        return int(f["year"])
    return short_year(setting, f["yy"]) if "yy" in f else None


def year_from_setting(setting: Setting, f: Fields, month: int, day: int) -> int | None:
    """The year of a month or day without one, by its weekday if that is named."""
    if "weekday" in f and day:
        return setting.year_named(month, day, f["weekday"])
    return setting.year_for(month, day)


def without_year(month: int, day: int) -> Reading | None:
    """A month or day whose year nothing gives; None if no year has that day."""
    if day and day_of(LEAP_YEAR, month, day) is None:
        return None
    return Reading(f"XXXX-{month:02}" + (f"-{day:02}" if day else ""), unit="")


def monthless(setting: Setting, day: int) -> Reading | None:
    """ "the 20th": of the month named last; otherwise the latest that is not after the report's
    day."""
    base = last_month_named(setting)
    if base is None:
        return None
    found = day_of(base.year, base.month, day)
    backward = setting.today and not setting.narrative and not setting.ahead()
    if setting.today and backward and (found is None or found > setting.today[1]):
        base = step(base.replace(day=1), -1, "M")
        found = day_of(base.year, base.month, day)
    return on((found, found), "D") if found else None


def last_month_named(setting: Setting) -> date | None:
    """A day of the month named last, or else of the month from which undated words count."""
    anchor, reference = setting.anchor(), setting.reference()
    if anchor and anchor.start and anchor.unit in ("D", "M"):
        return anchor.start
    return reference[1] if reference else None


def checked_by_weekday(setting: Setting, reading: Reading, f: Fields) -> Reading:
    """A day checked against the weekday named with it: if they do not fit, the date is kept, with
    the days that would fit."""
    day, weekday = reading.start, f.get("weekday")
    if day is None or weekday is None or day.isoweekday() == weekday:
        return reading
    beside = day + timedelta(days=(int(weekday) - day.isoweekday() + 3) % 7 - 3)
    others = {beside}
    if (
        "year" not in f
        and "yy" not in f
        and (year := setting.year_for(day.month, day.day, weekday))
    ):
        others.add(day.replace(year=year))
    return replace(reading, other=tuple((d, d) for d in sorted(others - {day})), doubt="W102")


def seasonal(setting: Setting, code: str, year: int | None, part: str) -> Reading | None:
    """A season; without a year the latest that has begun, in a narrative the nearest to the last
    date."""
    if year is None:
        reference = setting.reference()
        if reference is None:
            return Reading(f"XXXX-{code}")
        year = reference[1].year
        if setting.narrative and setting.last:
            stretches = [season(y, code) for y in range(year - 2, year + 3)]
            year = min(
                stretches,
                key=lambda s: (setting.away(months_of(s[0]), months_of(s[1]), reference), s),
            )[0].year
        elif season(year, code)[0] > reference[1]:
            year -= 1
    return setting.capped(
        setting.parted(on(season(year, code), "S", f"{year_of(year)}-{code}"), part)
    )


def numeric(setting: Setting, f: Fields) -> Reading | None:
    """ "03-04-2016": kept with the other reading if nothing decides between them."""
    year = int(f["year"]) if "year" in f else short_year(setting, f["yy"])
    order = setting.order or setting.language.order.get(f["sep"], "dmy")
    found = numeric_day(
        int(f["one"]), int(f["two"]), year, order, setting.today[1] if setting.today else None
    )
    if found is None or ("yy" in f and f["sep"] == "."):
        return None
    swapped = day_of(year, found.day, found.month)
    reading = on((found, found), "D")
    if swapped is None or swapped == found or order_is_known(setting, f, found):
        return reading
    return replace(reading, other=((swapped, swapped),), doubt="W103")


def order_is_known(setting: Setting, f: Fields, found: date) -> bool:
    """Whether the order of day and month in a date in digits is known: the text shows it, it is
    written the German way, or the day is close to the report's."""
    if setting.order or f["sep"] == ".":
        return True
    today = setting.today
    return today is not None and abs((found - today[1]).days) <= CLOSE


def year(setting: Setting, f: Fields) -> Reading | None:
    """Four digits that are a year: after a word of time ("since 2011"), or if nothing says that
    they count something."""
    earliest = EARLIEST_IN_NARRATIVE if setting.narrative else EARLIEST_IN_NEWS
    if not earliest <= int(f["year"]) <= LATEST:
        return None
    return None if "cued" not in f and counts_something(setting) else calendar(setting, f)


def counts_something(setting: Setting) -> bool:
    """Whether the words around four digits make them a number: "some 2000 people"."""
    cues, at, end = setting.language.cues, setting.at, setting.at + 4
    before = setting.text[max(0, at - NUMBER_CHARACTERS) : at]
    after = setting.text[end : end + NUMBER_CHARACTERS]
    return bool(cues["number_before"].search(before) or cues["number_after"].search(after))


def days(setting: Setting, f: Fields) -> Reading | None:
    """ "3 to 5 May", "28 July to 3 August 2018": a year at either end applies to both."""
    end = end_of_range(f)
    last = calendar(setting, end)
    first = calendar(setting, start_of_range(f, end, last)) if last else None
    if last is None or first is None or not not_reversed(first, last):
        return None
    return Reading(
        f"{first.value}/{last.value}",
        first.start,
        last.end,
        "range" if last.end else "none",
        unit="D" if last.end else "",
    )


def end_of_range(f: Fields) -> Fields:
    """The fields of the last day of "28 July to 3 August 2018"."""
    month = int(f["month"])
    end: Fields = {"day": f["until"], "month": int(f.get("until_month", month))}
    end |= {key: f[key] for key in ("yy", "tod") if key in f}
    if "until_year" in f:
        end["year"] = int(f["until_year"])
    elif "year" in f:
        end["year"] = int(f["year"]) + (end["month"] < month)
    return end


def start_of_range(f: Fields, end: Fields, last: Reading) -> Fields:
    """The fields of its first day; its year is the year of the last, or the one before."""
    start: Fields = {key: f[key] for key in ("day", "month", "year", "yy") if key in f}
    if last.end and "year" not in f and "yy" not in f:
        start["year"] = last.end.year - (end["month"] < int(f["month"]))
    return start


def not_reversed(first: Reading, last: Reading) -> bool:
    """Whether two readings are not known to be in the wrong order."""
    return not first.start or not last.end or first.start < last.end


def months(setting: Setting, f: Fields) -> Reading | None:
    """ "March to May 2017", "December 2015 to February 2016"."""
    last = date(int(f["until_year" if "until_year" in f else "year"]), int(f["until_month"]), 1)
    first = date(
        int(f["year"]) - ("until_year" not in f and int(f["month"]) > last.month),
        int(f["month"]),
        1,
    )
    if last <= first:
        return None
    return Reading(
        f"{value(first, 'M')}/{value(last, 'M')}", first, period(last, "M")[1], "range", unit="M"
    )


def years(setting: Setting, f: Fields) -> Reading | None:
    """ "2012-14"."""
    first = int(f["year"])
    last = int(f["until"]) if len(f["until"]) == 4 else first // 100 * 100 + int(f["until"])
    if not first < last <= first + 120:
        return None
    return setting.capped(
        Reading(f"{first:04}/{last:04}", date(first, 1, 1), date(last, 12, 31), "range", unit="Y")
    )


def directed(setting: Setting, f: Fields) -> Reading | None:
    """ "last July", "next summer": the one before or after the report's day; "this": that of the
    current calendar year."""
    reference, direction = setting.reference(), int(f["direction"])
    if reference is None:
        return Reading(f"XXXX-{int(f['month']):02}" if "month" in f else f"XXXX-{f['season']}")
    base, part = reference[1], str(f.get("part", ""))
    year = base.year
    for year in range(base.year + 1, base.year - 3, -1):
        start, end = (
            period(date(year, int(f["month"]), 1), "M")
            if "month" in f
            else season(year, str(f["season"]))
        )
        if (direction < 0 and end < base) or (direction == 0 and start <= base):
            break
    if direction > 0:
        starts = {
            y: date(y, int(f["month"]), 1) if "month" in f else season(y, str(f["season"]))[0]
            for y in (base.year, base.year + 1)
        }
        year = next(y for y, start in starts.items() if start > base)
    if "season" in f:
        return seasonal(setting, str(f["season"]), year, part)
    return setting.capped(
        setting.parted(on(period(date(year, int(f["month"]), 1), "M"), "M"), part)
    )


def quarter(setting: Setting, f: Fields) -> Reading | None:
    """ "Q3 2018", "the fourth quarter": without a year the latest that has begun, or the coming one
    if the words look ahead."""
    code = str(f.get("quarter") or f"Q{f.get('q') or f['q2']}")
    month = int(code[1]) * 3 - 2
    year = named_year(setting, f)
    if year is None:
        year = setting.year_for(month)
    if year is None:
        return Reading(f"XXXX-{code}")
    return setting.capped(on(period(date(year, month, 1), "Q"), "Q"))


def yearday(setting: Setting, f: Fields) -> Reading | None:
    """ "day 214 of 2018", "2018-214"."""
    nth, year = int(f.get("nth") or f["nth2"]), int(f["year"])
    day = date(year, 1, 1) + timedelta(days=nth - 1)
    return on((day, day), "D") if nth and day.year == year else None


def isoweek(setting: Setting, f: Fields) -> Reading | None:
    """ "2018-W31", "2018-W31-4"."""
    day = date.fromisocalendar(int(f["year"]), int(f["week"]), int(f.get("weekday", 1)))
    return on((day, day), "D") if "weekday" in f else on(period(day, "W"), "W")


def nth(setting: Setting, f: Fields) -> Reading | None:
    """ "the first Friday of May", "the last day of March"."""
    whole = calendar(setting, {k: v for k, v in f.items() if k in ("month", "year")})
    if whole is None or whole.start is None:
        return whole
    month, rank = period(whole.start, "M"), int(f["rank"])
    if "weekday" not in f:
        day = month[1] if rank < 0 else month[0] + timedelta(days=rank - 1)
    elif rank < 0:
        day = month[1] - timedelta(days=(month[1].isoweekday() - int(f["weekday"])) % 7)
    else:
        day = nth_weekday(month[0].year, month[0].month, int(f["weekday"]), rank)
    return on((day, day), "D") if day <= month[1] else None


def month_of(setting: Setting, f: Fields) -> Reading | None:
    """ "September of last year", "July 25 of that year"."""
    reference = setting.reference()
    anchor = setting.anchor() if "near" in f else None
    base = anchor.start if anchor and anchor.start else reference[1] if reference else None
    if base is None:
        return Reading(f"XXXX-{int(f['month']):02}")
    year = base.year + int(f.get("direction", 0))
    if "day" in f:
        return calendar(setting, {"day": f["day"], "month": f["month"], "year": year})
    return setting.capped(
        setting.parted(on(period(date(year, int(f["month"]), 1), "M"), "M"), str(f.get("part", "")))
    )


def week_of(setting: Setting, f: Fields) -> Reading | None:
    """ "the first week of May"."""
    month = calendar(setting, {k: v for k, v in f.items() if k in ("month", "year")})
    if month is None or month.start is None or month.value is None:
        return month
    last = step(month.start, 1, "M") - timedelta(days=1)
    rank = int(f["rank"])
    start = last - timedelta(days=6) if rank < 0 else month.start + timedelta(days=7 * (rank - 1))
    return on((start, start + timedelta(days=6)), "W")


def bc(setting: Setting, f: Fields) -> Reading | None:
    """Years before Christ, "480 BC", "autumn of 481 BC", "480-479 BC"."""
    years = [ERA - int(f[key]) for key in ("bc", "until") if key in f]
    if len(years) == 2:
        return Reading(
            "/".join(map(year_of, years)),
            date(years[0], 1, 1),
            date(years[1], 12, 31),
            "range",
            unit="Y",
        )
    return calendar(setting, {**f, "year": years[0]})


def decade(setting: Setting, f: Fields) -> Reading | None:
    """ "the early 1980s", "the eighties", "the 470s BC"."""
    if "tens" in f:
        reference = setting.reference()
        century = (reference[1].year if reference else 2000) // 100 * 100
        start = century + int(f["tens"])
        start -= 100 if start > (reference[1].year if reference else 2020) else 0
    else:
        start = int(f["decade"])
    if "bc" in f:
        return on(
            (date(ERA - start - 9, 1, 1), date(ERA - start, 12, 31)), "DE", f"BC{start // 10:03}"
        )
    return setting.capped(
        setting.parted(on(period(date(start, 1, 1), "DE"), "DE"), str(f.get("part", "")))
    )


def century(setting: Setting, f: Fields) -> Reading | None:
    """ "the 19th century", "the 1800s"."""
    nth = int(f["hundreds"]) + 1 if "hundreds" in f else int(f.get("nth") or f["ordinal"])
    if "bc" in f:
        return on(
            (date(ERA - nth * 100, 1, 1), date(ERA - (nth - 1) * 100 - 1, 12, 31)),
            "CE",
            f"BC{nth - 1:02}",
        )
    return setting.capped(
        setting.parted(
            on(period(date(max(1, (nth - 1) * 100), 1, 1), "CE"), "CE"), str(f.get("part", ""))
        )
    )


def numeric_day(one: int, two: int, year: int, order: str, near: date | None) -> date | None:
    """The day that "03-04-2016" writes: the only one that the calendar has, or the one close to
    ``near``, or by the order, dmy or mdy."""
    readings = {
        name: day
        for name, day in (("dmy", day_of(year, two, one)), ("mdy", day_of(year, one, two)))
        if day
    }
    if near is not None:
        close = [day for day in readings.values() if abs((day - near).days) <= CLOSE]
        if close:
            return min(close, key=lambda day: abs(day - near))
    return readings.get(order) or next(iter(readings.values()), None)
