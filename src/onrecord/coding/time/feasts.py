"""Feasts, months of the Islamic calendar and fiscal years as days. Normalisations like those in
:mod:`onrecord.coding.time.calendar_dates`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.coding.time.calendar import Stretch, easter, hijri, hijri_year, portion, step
from onrecord.coding.time.context import Reading, Setting, nth_weekday, on, short_year
from onrecord.coding.time.grammar import Fields


def holiday(setting: Setting, f: Fields) -> Reading | None:
    """A feast of the Gregorian calendar: month-day, or month-weekday-nth."""
    month, *rest = (int(n) for n in str(f["holiday"]).split("-"))

    def day(year: int) -> Stretch | None:
        found = (
            date(year, month, rest[0])
            if len(rest) == 1
            else nth_weekday(year, month, rest[0], rest[1])
        )
        return found, found

    open_ = f"XXXX-{month:02}-{rest[0]:02}" if len(rest) == 1 else f"XXXX-{month:02}"
    return nearest_feast(
        setting, f, [(year, day(year)) for year in years_of_feast(setting, f)], open_
    )


def movable(setting: Setting, f: Fields) -> Reading | None:
    """A feast counted from Easter, in days; after an x from Easter in the eastern churches."""
    code = str(f["movable"])
    offset = timedelta(days=int(code.removeprefix("x")))

    def day(year: int) -> Stretch:
        found = easter(year, eastern=code.startswith("x")) + offset
        return found, found

    return nearest_feast(
        setting, f, [(year, day(year)) for year in years_of_feast(setting, f)], "XXXX"
    )


def lunar(setting: Setting, f: Fields) -> Reading | None:
    """A month or feast of the Islamic calendar, or a part of it: month, month-day or
    month-day-days; of several the nearest."""
    feasts = [[int(n) for n in code.split("-")] for code in str(f["lunar"]).split()]
    found = {
        (days[0].year, part_of(days, str(f.get("part", ""))))
        for year in hijri_years(setting, f)
        for feast in feasts
        if (days := lunar_days(year, feast, f.get("day")))
    }
    if "year" in f:
        found = {(year, days) for year, days in found if year == int(f["year"])}
    if not found:
        return Reading(f.get("year", "PAST_REF" if "ah" in f else "XXXX"))
    return nearest_feast(setting, f, sorted(found), "XXXX")


def hijri_years(setting: Setting, f: Fields) -> list[int]:
    """The Islamic years in which to look."""
    if "ah" in f:
        return [int(f["ah"])]
    middles = {hijri_year(date(year, 7, 1)) for year in years_of_feast(setting, f)}
    return sorted({middle + n for middle in middles for n in (-1, 0, 1)})


def lunar_days(year: int, feast: list[int], day: str | int | None) -> Stretch | None:
    """The days of a feast (month, month-day, month-day-days) in an Islamic year, or one day of its
    month: -1 is the last."""
    month, *rest = feast
    if day is not None and int(day) < 0:
        whole = hijri(year, month)
        return whole and (whole[1], whole[1])
    days = hijri(year, month, int(day) if day is not None else rest[0] if rest else 0)
    if days and day is None and len(rest) == 2:
        return days[0], days[0] + timedelta(days=rest[1] - 1)
    return days


def part_of(days: Stretch, part: str) -> Stretch:
    """A part of a month: its eve, days by number ("1-10"), or a third."""
    if part == "EVE":
        return days[0] - timedelta(days=1), days[0] - timedelta(days=1)
    if part[:1].isdigit():
        first, last = (int(n) for n in part.split("-"))
        return days[0] + timedelta(days=first - 1), min(days[1], days[0] + timedelta(days=last - 1))
    return portion(days, part) if part else days


def years_of_feast(setting: Setting, f: Fields) -> list[int]:
    """The years in which to look for a feast: the one named, or those around the day from which
    undated words count."""
    reference = setting.reference()
    if "year" in f:
        return [int(f["year"])]
    return [reference[1].year + n for n in (1, 0, -1)] if reference else []


def nearest_feast(
    setting: Setting, f: Fields, found: Sequence[tuple[int, Stretch | None]], open_: str
) -> Reading | None:
    """Of the days found by year the only ones, or those within a month of the reference, or the
    latest that have begun."""
    stretches = sorted(days for _, days in found if days is not None)
    if not stretches:
        return Reading(open_)
    reference = setting.reference()
    if reference is not None and "ah" not in f:
        base = reference[1]
        gaps = {days: max((days[0] - base).days, (base - days[1]).days, 0) for days in stretches}
        close = min(stretches, key=lambda days: (gaps[days], days))
        begun = [days for days in stretches if days[0] <= base]
        chosen = close if gaps[close] <= 30 or setting.ahead() or not begun else begun[-1]
    else:
        chosen = stretches[0]
    if chosen[0] == chosen[1]:
        return on(chosen, "D")
    return setting.capped(
        on(chosen, "D", f"{chosen[0].isoformat()}/{chosen[1].isoformat()}", "range")
    )


def fiscal(setting: Setting, f: Fields) -> Reading | None:
    """ "FY2018", "last fiscal year": twelve months that end in the year named, from the month given
    by the codebook."""
    opens = setting.times.fiscal
    if "year" in f or "yy" in f:
        year = int(f["year"]) if "year" in f else short_year(setting, f["yy"])
    elif reference := setting.reference():
        today = reference[1]
        year = today.year + (opens > 1 and today.month >= opens) + int(f["direction"])
    else:
        return Reading("XXXX")
    start = date(year - (opens > 1), opens, 1)
    return setting.capped(
        on((start, step(start, 12, "M") - timedelta(days=1)), "Y", f"FY{year:04}")
    )


def named(setting: Setting, f: Fields) -> Reading | None:
    """A day that has a name of its own."""
    day = date.fromisoformat(str(f["namedday"]))
    return on((day, day), "D")
