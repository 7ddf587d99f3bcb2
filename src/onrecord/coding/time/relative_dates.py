"""Times that count from the report's day, the last date or an event: weekdays, "three days ago",
"the next day".

Normalisations like those in :mod:`onrecord.coding.time.calendar_dates`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.coding.records import Shift
from onrecord.coding.time.calendar import Stretch, period, step, value
from onrecord.coding.time.context import Reading, Setting, on
from onrecord.coding.time.durations import shifted
from onrecord.coding.time.grammar import Fields


def weekday(setting: Setting, f: Fields) -> Reading | None:
    """ "Tuesday", "last Monday", "the following Friday", "Monday of last week"."""
    number, reference = int(f["weekday"]), weekday_reference(setting, f)
    if reference is None:
        return Reading(f"XXXX-WXX-{number}")
    base = reference[1]
    if "week" in f:
        day = period(step(base, int(f["week"]), "W"), "W")[0] + timedelta(days=number - 1)
    else:
        day = base + timedelta(days=days_to_weekday(setting, f, base.isoweekday(), number))
    return on((day, day), "D")


def weekday_reference(setting: Setting, f: Fields) -> Stretch | None:
    """The days from which a weekday counts: "the following Friday" from the last date."""
    anchor = setting.anchor() if "near" in f else None
    return (anchor.days if anchor else None) or setting.reference()


def days_to_weekday(setting: Setting, f: Fields, base: int, number: int) -> int:
    """The days from one weekday to another, back (negative) unless the words look ahead."""
    back, forth = (base - number) % 7, (number - base) % 7
    direction = f.get("near", f.get("direction"))
    if direction == 1:
        return forth or 7
    if direction == -1:
        return -(back or 7)
    return forth if looks_ahead(setting, sooner=forth < back) else -back


def looks_ahead(setting: Setting, *, sooner: bool) -> bool:
    """Whether a weekday is the coming one: the words look ahead, a narrative goes on, or it ends an
    interval ("until Tuesday") and the coming one is nearer (``sooner``)."""
    if setting.ahead() or (setting.narrative and setting.last):
        return True
    return sooner and setting.until()


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
    """ "today", "last week", "the end of this month": a number of units from the report's day."""
    unit, offset, part = str(f["unit"]), int(f["offset"]), str(f.get("part", ""))
    # "this day", "last hour" say too little
    if unit in ("TH", "TM") or (unit == "D" and "phrase" in f):
        return None
    if unit == "D":
        return day_from_report(setting, offset)
    reference = setting.reference()
    if reference is None:
        return Reading("XXXX")
    if offset:
        stretch = period(step(reference[1], offset, unit), unit)
    else:
        stretch = this_unit(setting, reference[1], unit, part)
    return setting.capped(setting.parted(on(stretch, unit, value(stretch[1], unit)), part))


def day_from_report(setting: Setting, offset: int) -> Reading:
    """ "yesterday", "today", "tomorrow"."""
    if setting.today is None:
        return Reading({0: "PRESENT_REF", -1: "PAST_REF", 1: "FUTURE_REF"}.get(offset, "PAST_REF"))
    start, end = (step(day, offset, "D") for day in setting.today)
    if start == end:
        return on((start, end), "D")
    return Reading(None, start, end, "range", unit="D")


def this_unit(setting: Setting, today: date, unit: str, part: str) -> Stretch:
    """The days of "this week": up to the report's day; of "the weekend" the last one; unless the
    words look ahead."""
    stretch, backward = period(today, unit), not setting.ahead()
    if unit == "WE" and backward and stretch[0] > today:
        stretch = period(step(today, -1, "W"), unit)
    if unit == "W" and backward and not part:
        stretch = today - timedelta(days=6), today
    return (max(stretch[0], today), stretch[1]) if part == "LATER" else stretch


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
        day = today - timedelta(days=int((high if unit == "TH" else high / 60) // 24))
        return on((day, day), "D")
    if label == "X":
        first, last = step(today, -int(high), unit), step(today, -int(low), unit)
        return Reading("PAST_REF", first, last, "range", unit=unit)
    return counted_back(setting, f, today, low)


def counted_back(setting: Setting, f: Fields, today: date, count: float) -> Reading:
    """The days a number of units before a day, with the slack that the unit and "about" leave."""
    unit, slack = str(f["unit"]), timedelta(days=setting.times.slack[str(f["unit"])])
    start, end = days_around(f, day_before(today, count, unit), today, slack)
    exact = unit in ("D", "Y") and start != end - slack
    value_ = value(day_before(today, count, unit), unit)
    return on((start, end), unit, value_, None if exact else "range")


def day_before(today: date, count: float, unit: str) -> date:
    """The day a number of units before; halves count in days."""
    whole = int(count)
    day = step(today, -whole, unit)
    days = {"W": 7, "M": 30, "Y": 365}.get(unit, 1)
    return day - timedelta(days=round((count - whole) * days)) if count != whole else day


def days_around(f: Fields, day: date, today: date, slack: timedelta) -> Stretch:
    """The days that "about", "more than", "less than" and the unit leave around a day."""
    unit, approx = str(f["unit"]), f.get("approx")
    if approx == "more":
        return step(day, -1, unit), day
    if approx == "less":
        return day, min(day + 2 * slack, today)
    if unit == "D" and approx != "about":
        return day, day
    if unit in ("Y", "DE", "CE"):
        return period(day, unit)
    return day - slack, min(day + slack, today)


def later(setting: Setting, f: Fields) -> Reading | None:
    """ "three weeks later", "a year earlier": from the last date, or else from an event."""
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
    """ "the next day", "that year", "the same month": from the last date."""
    offset, anchor = int(f["near"]), setting.anchor()
    unit = str(f.get("unit", "D"))
    if unit in ("TH", "TM"):
        return None
    if "told" in f:
        return last_day_named(setting, anchor)
    days = anchor.days if anchor else None
    if anchor is None or days is None:
        return (
            shifted(setting, {"number": 1, "unit": unit}, offset) if offset or unit == "D" else None
        )
    if unit == "D" and anchor.unit != "D":
        return Reading("XXXX-XX-XX", shift=Shift(offset, offset))
    if unit == "D":
        return on((step(days[0], offset, "D"), step(days[1], offset, "D")), "D")
    base = period(step(days[0], offset, unit), unit)
    return setting.capped(setting.parted(on(base, unit), str(f.get("part", ""))))


def last_day_named(setting: Setting, anchor: Reading | None) -> Reading | None:
    """ "later in the day": the last day named, or else the report's."""
    if setting.day and anchor:
        days = setting.day.days
    else:
        days = None if setting.narrative else setting.today
    return on(days, "D") if days else None


def yearback(setting: Setting, f: Fields) -> Reading | None:
    """ "the same month last year": the last time named, a year before."""
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
