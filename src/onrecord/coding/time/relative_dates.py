"""Times that count from the report's day, from the last one told or from an event: weekdays, "three
days ago", "the next day".

Normalisations, as those of :mod:`onrecord.coding.time.calendar_dates`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from onrecord.coding.records import Shift
from onrecord.coding.time.calendar import period, step, value
from onrecord.coding.time.context import Reading, Setting, on
from onrecord.coding.time.durations import shifted
from onrecord.coding.time.grammar import Fields


def weekday(setting: Setting, f: Fields) -> Reading | None:
    """ "Tuesday", "last Monday", "the following Friday", "Monday of last week"."""
    number, direction = int(f["weekday"]), f.get("near", f.get("direction"))
    anchor = setting.anchor() if "near" in f else None
    reference = (
        (anchor.start, anchor.end)
        if anchor and anchor.start and anchor.end
        else setting.reference()
    )
    if reference is None:
        return Reading(f"XXXX-WXX-{number}")
    base = reference[1]
    if "week" in f:
        day = period(step(base, int(f["week"]), "W"), "W")[0] + timedelta(days=number - 1)
        return on((day, day), "D")
    back, forth = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    if direction == 1:
        day = base + timedelta(days=forth or 7)
    elif direction == -1:
        day = base - timedelta(days=back or 7)
    elif (
        setting.ahead()
        or (setting.narrative and setting.last)
        or (forth < back and setting.until())
    ):
        day = base + timedelta(days=forth)
    else:
        day = base - timedelta(days=back)
    return on((day, day), "D")


def weekday_set(setting: Setting, f: Fields) -> Reading | None:
    """ "on Fridays"."""
    return Reading(f"XXXX-WXX-{int(f['weekday'])}")


def overnight(setting: Setting, f: Fields) -> Reading | None:
    """ "overnight", "Thursday night into Friday": a night and the day after it."""
    if "weekday" in f:
        reading = weekday(setting, f)
        if reading is None or reading.start is None:
            return reading
        night = reading.start
        if (
            setting.today
            and not setting.narrative
            and night == setting.today[1]
            and not setting.ahead()
        ):
            night -= timedelta(days=7)
        return Reading(
            f"{night.isoformat()}TNI",
            night,
            night + timedelta(days=1),
            "range",
            unit="D",
            type="TIME",
        )
    if setting.today is None or setting.narrative:
        return Reading("XXXX-XX-XXTNI")
    night = setting.today[0] - timedelta(days=1)
    return Reading(f"{night.isoformat()}TNI", night, setting.today[1], "range", unit="D")


def unit(setting: Setting, f: Fields) -> Reading | None:
    """ "today", "last week", "the end of this month": so many units from the report's day."""
    unit, offset, part = str(f["unit"]), int(f["offset"]), str(f.get("part", ""))
    reference = setting.today if unit == "D" else setting.reference()
    # "this day", "last hour" say too little
    if unit in ("TH", "TM") or (unit == "D" and "phrase" in f):
        return None
    if reference is None:
        return Reading(
            {0: "PRESENT_REF", -1: "PAST_REF", 1: "FUTURE_REF"}.get(offset, "PAST_REF")
            if unit == "D"
            else "XXXX"
        )
    start, end = (step(day, offset, unit) for day in reference)
    if unit == "D":
        return (
            on((start, end), "D") if start == end else Reading(None, start, end, "range", unit="D")
        )
    stretch = period(end, unit)
    if unit == "WE" and offset == 0 and stretch[0] > end and not setting.ahead():
        stretch = period(step(end, -1, "W"), unit)
    if unit == "W" and offset == 0 and not part and not setting.ahead():
        stretch = reference[1] - timedelta(days=6), reference[1]  # up to the report's day
    if part == "LATER":
        stretch = (max(stretch[0], reference[1]), stretch[1]) if offset == 0 else stretch
    return setting.capped(setting.parted(on(stretch, unit, value(stretch[1], unit)), part))


def ago(setting: Setting, f: Fields) -> Reading | None:
    """ "three days ago", "about a month ago"."""
    low, high, label = setting.number(f)
    unit, reference = str(f["unit"]), setting.reference() if setting.narrative else setting.today
    if label == "X" and (unit in ("Y", "DE", "CE") or reference is None):
        return Reading("PAST_REF")
    if reference is None:
        return Reading("PAST_REF")
    today = reference[1]
    if unit in ("TH", "TM"):
        hours = high if unit == "TH" else high / 60
        return on(
            (today - timedelta(days=int(hours // 24)), today - timedelta(days=int(hours // 24))),
            "D",
        )
    if label == "X":
        return Reading(
            "PAST_REF",
            step(today, -int(high), unit),
            step(today, -int(low), unit),
            "range",
            unit=unit,
        )
    count = int(low)
    day = step(today, -count, unit)
    if low != count:
        day = day - timedelta(days=round((low - count) * {"W": 7, "M": 30, "Y": 365}.get(unit, 1)))
    slack = timedelta(days=setting.times.slack[unit])
    match f.get("approx"):
        case "more":
            start, end = step(day, -1, unit), day
        case "less":
            start, end = day, min(day + 2 * slack, today)
        case _ if unit == "D" and f.get("approx") != "about":
            start = end = day
        case _ if unit in ("Y", "DE", "CE"):
            start, end = period(day, unit)
        case _:
            start, end = day - slack, min(day + slack, today)
    return on(
        (start, end),
        unit,
        value(day, unit),
        None if unit in ("D", "Y") and start != end - slack else "range",
    )


def later(setting: Setting, f: Fields) -> Reading | None:
    """ "three weeks later", "a year earlier": from the last date told, else from an event."""
    anchor, sign, unit = setting.anchor(), int(f["later"]), str(f["unit"])
    low, high, label = setting.number(f)
    if anchor is None or anchor.start is None or anchor.end is None:
        return shifted(setting, f, sign)
    if unit in ("TH", "TM"):
        return (
            replace(on((anchor.start, anchor.end), "D"), type="TIME")
            if anchor.unit == "D"
            else shifted(setting, f, sign)
        )
    if label == "X":
        first, last = sorted(
            (step(anchor.start, sign * int(low), unit), step(anchor.end, sign * int(high), unit))
        )
        return Reading("FUTURE_REF" if sign > 0 else "PAST_REF", first, last, "range")
    stretch = step(anchor.start, sign * int(low), unit), step(anchor.end, sign * int(low), unit)
    if unit in ("M", "Y") and anchor.unit == "D":
        slack = timedelta(days=setting.times.slack["M"])
        return Reading(
            value(stretch[0], unit), stretch[0] - slack, stretch[1] + slack, "range", unit=unit
        )
    if unit in ("D", "W") and anchor.unit != "D":
        return Reading(f"{value(stretch[0], 'Y')}-XX-XX", *stretch, "range")
    return on(
        stretch,
        anchor.unit if unit in ("D", "W") else unit,
        None,
        "range" if stretch[0] < stretch[1] else "day",
    )


def near(setting: Setting, f: Fields) -> Reading | None:
    """ "the next day", "that year", "the same month": by the last date told."""
    offset, anchor = int(f["near"]), setting.anchor()
    unit = str(f.get("unit", "D"))
    if unit in ("TH", "TM"):
        return None
    if "told" in f:  # "later in the day": the day told last, else that of the report
        days = (
            (setting.day.start, setting.day.end)
            if setting.day and anchor
            else None
            if setting.narrative
            else setting.today
        )
        return on((days[0], days[1]), "D") if days and days[0] and days[1] else None
    if anchor is None or anchor.start is None or anchor.end is None:
        return (
            shifted(setting, {"number": 1, "unit": unit}, offset) if offset or unit == "D" else None
        )
    if unit == "D" and anchor.unit != "D":
        return Reading("XXXX-XX-XX", shift=Shift(offset, offset))
    if unit == "D":
        return on((step(anchor.start, offset, "D"), step(anchor.end, offset, "D")), "D")
    base = period(step(anchor.start, offset, unit), unit)
    return setting.capped(setting.parted(on(base, unit), str(f.get("part", ""))))


def yearback(setting: Setting, f: Fields) -> Reading | None:
    """ "the same month last year": the time told last, a year before."""
    anchor = setting.last
    if anchor is None or anchor.start is None or anchor.end is None or not anchor.unit:
        return Reading("PAST_REF")
    start = step(anchor.start, -1, "Y")
    end = period(start, anchor.unit)[1] if anchor.unit in ("M", "Q") else step(anchor.end, -1, "Y")
    return on((start, end), anchor.unit)


def ref(setting: Setting, f: Fields) -> Reading | None:
    """ "now", "recent"."""
    return Reading(str(f["ref"]))


def reach(setting: Setting, f: Fields) -> Reading | None:
    """ "recently", "so far": some time up to the report's day."""
    if setting.today is None or setting.narrative:
        return Reading(str(f["reach"]))
    return Reading(str(f["reach"]), None, setting.today[1], "range")


def nothing(setting: Setting, f: Fields) -> Reading | None:
    """A name that only looks like a time."""
    return None
