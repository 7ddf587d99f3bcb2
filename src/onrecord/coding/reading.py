"""What one time expression means by itself: the normalisations that the rules of the codebook name.

Each reads the fields of a match against the day of the report or, in a narrative, the last date told, and gives a TIMEX3 value and days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Literal

from onrecord.codebook.times import Language, TimesCodebook
from onrecord.coding.calendar import ERA, Stretch, day_of, period, portion, season, step, value, year_of
from onrecord.coding.grammar import Fields, Match
from onrecord.coding.records import Shift
from onrecord.schema.event import DatePrecision

_PRECISION: dict[str, DatePrecision] = {"D": "day", "W": "week", "WE": "range", "M": "month", "Y": "year"}
_DAYS = {"TH": (1 / 24, 1 / 24), "TM": (1 / 1440, 1 / 1440), "W": (7, 7), "WE": (7, 7), "M": (28, 31), "Q": (90, 92), "Y": (365, 366)}
_CLOSE = 15  # days within which a known day decides between day-month and month-day
REACH = 400  # characters back to which "two days later" and "at dawn" look for their day in a news story


@dataclass(frozen=True, slots=True)
class Reading:
    """What one match means, before its surroundings are looked at. ``unit``: how fine it is."""

    value: str | None
    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "none"
    shift: Shift | None = None
    type: Literal["DATE", "TIME", "DURATION", "SET"] | None = None
    unit: str = ""


def _on(stretch: Stretch, unit: str, value_: str | None = None, precision: DatePrecision | None = None) -> Reading:
    return Reading(value_ or value(stretch[0], unit), *stretch, precision or _PRECISION.get(unit, "range"), unit=unit)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a match is read against.

    ``at``: where it starts; ``today``: the report's day or days; ``last``: the last dated reading and where it ended; ``hint``: the first
    full date of the text, for the year where nothing else gives one; ``narrative``: dates count from the last one told, not from today.
    """

    text: str
    times: TimesCodebook
    language: Language
    today: Stretch | None
    narrative: bool
    hint: Stretch | None = None
    at: int = 0
    last: Reading | None = None
    last_end: int = 0

    def read(self, match: Match) -> Reading | None:
        """What the match means; None where it is no time expression ("2000 people") or no day of the calendar ("31 June")."""
        try:
            reading = NORMALISATIONS[match.rule.as_](self, match.fields)
        except (OverflowError, ValueError):  # outside the years 1 to 9999
            return None
        tod = match.fields.get("tod")
        if reading and tod and reading.unit == "D" and reading.value and match.rule.as_ not in ("tod", "overnight"):
            return replace(reading, value=f"{reading.value}T{tod}", type="TIME")
        return reading

    def told(self, reading: Reading, end: int) -> Setting:
        """The setting after a dated reading: what is told next may count from it."""
        if reading.unit in ("DE", "CE"):
            return self
        return replace(self, last=reading, last_end=end)

    def reference(self) -> Stretch | None:
        """The days from which undated words count: the report's, or in a narrative the last ones told."""
        if self.narrative and self.last and self.last.start and self.last.end:
            return self.last.start, self.last.end
        return (self.hint or self.today) if self.narrative else self.today

    def anchor(self) -> Reading | None:
        """The last dated reading, where it is near enough for "the next day"."""
        return self.last if self.last and (self.narrative or self.at - self.last_end <= REACH) else None

    def ahead(self) -> bool:
        """Whether the words before speak of what is to come."""
        return bool(self.language.cues["future"].search(self.text[max(0, self.at - 90) : self.at]))

    def number(self, f: Fields) -> tuple[float, float, str]:
        """The number of units: low, high and as TIMEX3 writes it (X where it is vague)."""
        raw = f.get("number") or f.get("digits") or 1
        if raw == "X":
            return *(self.times.plural if f.get("bare") else self.times.vague), "X"
        count = float(raw) + (0.5 if f.get("half") else 0)
        return count, count, f"{count:g}"

    def capped(self, reading: Reading) -> Reading:
        """A stretch that the report's day cuts ends with it, unless it lies ahead."""
        if self.narrative or not self.today or not reading.start or not reading.end:
            return reading
        before = self.text[max(0, self.at - 24) : self.at]
        deadline = self.language.cues["until"].search(before) or self.language.cues["before"].search(before)
        if reading.start <= self.today[1] < reading.end and not deadline and not self.ahead():
            return replace(reading, end=self.today[1], precision="range")
        return reading

    # -- normalisations

    def year_for(self, month: int, day: int = 0, weekday: int | None = None) -> int | None:
        """The year of a month or day: in news the latest that is not ahead, in a narrative the one in which the telling goes on."""
        reference = self.reference()
        if reference is None:
            return None
        base = reference[1]
        fits = [y for y in range(base.year + 1, base.year - 30, -1) if not day or _fits(day_of(y, month, day), weekday)]
        if not fits:
            return self.year_for(month, day) if weekday else None
        if self.narrative and self.last:
            return min(fits, key=lambda y: (self.away(y * 12 + month, y * 12 + month, reference), y))
        future = [y for y in fits if (y, month, day or 31) >= (base.year, base.month, base.day)]
        past = next((y for y in fits if (y, month, day) <= (base.year, base.month, base.day)), None)
        if future and (past is None or self.ahead() or self.deadline(month, day, past, min(future), base)):
            return min(future)
        return past

    def away(self, first: int, last: int, reference: Stretch) -> float:
        """How far months (counted from year 0) lie from the ones told last: those that went before count ``back`` times."""
        told = [_months(day) for day in reference]
        return first - told[1] if first > told[1] else self.times.narrative.back * (told[0] - last) if last < told[0] else 0

    def deadline(self, month: int, day: int, past: int, future: int, base: date) -> bool:
        """Whether "by 12 September", "may be signed in October" means the coming one: it is near, the past one far."""
        gone, coming = base - date(past, month, day or 1), date(future, month, day or 1) - base
        return coming < gone and bool(self.language.cues["deadline"].search(self.text[max(0, self.at - 40) : self.at]))

    def calendar(self, f: Fields) -> Reading | None:
        month = int(f.get("month") or f.get("mm") or 0)
        day = int(f.get("day") or 0)
        year = int(f["year"]) if "year" in f else self.short_year(f["yy"]) if "yy" in f else None
        part = str(f.get("part", ""))
        if "season" in f:
            return self.seasonal(str(f["season"]), year, part)
        if year is None and month:
            year = self.year_for(month, day, f.get("weekday"))
        if not month and day:  # "the 20th": of the month told last
            reference = self.reference()
            found = day_of(reference[0].year, reference[0].month, day) if reference else None
            return _on((found, found), "D") if found else None
        if year is None:
            if day and day_of(2000, month, day) is None:
                return None
            return Reading(f"XXXX-{month:02}" + (f"-{day:02}" if day else ""), unit="")
        if day:
            found = day_of(year, month, day)
            return _on((found, found), "D") if found else None
        if month:
            return self.capped(self.parted(_on(period(date(year, month, 1), "M"), "M"), part))
        return self.capped(self.parted(_on(period(date(year, 1, 1), "Y"), "Y"), part))

    def short_year(self, digits: str) -> int:
        """Two digits of a year: the latest that is not more than a year ahead of the report (of 2030 where it has no day)."""
        latest = self.reference()
        base = latest[1].year + 1 if latest else 2030
        return base - (base - int(digits)) % 100

    def parted(self, reading: Reading, part: str) -> Reading:
        if not part or not reading.start or not reading.end:
            return reading
        start, end = portion((reading.start, reading.end), part)
        suffix = f"-{part}" if part[0] in "HQ" and reading.unit == "Y" else ""
        return replace(reading, value=f"{reading.value}{suffix}", start=start, end=end, precision="range")

    def seasonal(self, code: str, year: int | None, part: str) -> Reading | None:
        if year is None:
            reference = self.reference()
            if reference is None:
                return Reading(f"XXXX-{code}")
            year = reference[1].year
            if self.narrative and self.last:
                stretches = [season(y, code) for y in range(year - 2, year + 3)]
                year = min(stretches, key=lambda s: (self.away(_months(s[0]), _months(s[1]), reference), s))[0].year
            elif season(year, code)[0] > reference[1]:
                year -= 1
        return self.capped(self.parted(_on(season(year, code), "S", f"{year_of(year)}-{code}"), part))

    def numeric(self, f: Fields) -> Reading | None:
        year = int(f["year"]) if "year" in f else self.short_year(f["yy"])
        found = numeric_day(int(f["one"]), int(f["two"]), year, f["sep"], self.today[1] if self.today else None, self.language)
        if found is None or ("yy" in f and f["sep"] == "."):
            return None
        return _on((found, found), "D")

    def year(self, f: Fields) -> Reading | None:
        """Four digits that are a year: after a word of time ("since 2011"), or where nothing says that they count something."""
        if not (1000 if self.narrative else 1900) <= int(f["year"]) <= 2039:
            return None
        before, after = self.text[max(0, self.at - 20) : self.at], self.text[self.at + 4 : self.at + 24]
        if "cued" not in f and (self.language.cues["number_before"].search(before) or self.language.cues["number_after"].search(after)):
            return None
        return self.calendar(f)

    def days(self, f: Fields) -> Reading | None:
        first = self.calendar({k: v for k, v in f.items() if k != "until"})
        last = self.calendar({**f, "day": f["until"]})
        if not first or not last or not first.start or not last.end:
            return first if first and last else None
        if last.end <= first.start:
            return None
        return Reading(f"{first.value}/{last.value}", first.start, last.end, "range", unit="D")

    def months(self, f: Fields) -> Reading | None:
        first, last = date(int(f["year"]), int(f["month"]), 1), date(int(f["year"]), int(f["until_month"]), 1)
        if last <= first:
            return None
        return Reading(f"{value(first, 'M')}/{value(last, 'M')}", first, period(last, "M")[1], "range", unit="M")

    def years(self, f: Fields) -> Reading | None:
        first = int(f["year"])
        last = int(f["until"]) if len(f["until"]) == 4 else first // 100 * 100 + int(f["until"])
        if not first < last <= first + 120:
            return None
        return self.capped(Reading(f"{first:04}/{last:04}", date(first, 1, 1), date(last, 12, 31), "range", unit="Y"))

    def directed(self, f: Fields) -> Reading | None:
        """ "last July", "next summer": the one before or after the report's day; "this": the calendar's."""
        reference, direction = self.reference(), int(f["direction"])
        if reference is None:
            return Reading(f"XXXX-{int(f['month']):02}" if "month" in f else f"XXXX-{f['season']}")
        base, part = reference[1], str(f.get("part", ""))
        year = base.year
        for year in range(base.year + 1, base.year - 3, -1):
            start, end = period(date(year, int(f["month"]), 1), "M") if "month" in f else season(year, str(f["season"]))
            if (direction < 0 and end < base) or (direction == 0 and start <= base):
                break
        if direction > 0:
            starts = {
                y: date(y, int(f["month"]), 1) if "month" in f else season(y, str(f["season"]))[0] for y in (base.year, base.year + 1)
            }
            year = next(y for y, start in starts.items() if start > base)
        if "season" in f:
            return self.seasonal(str(f["season"]), year, part)
        return self.capped(self.parted(_on(period(date(year, int(f["month"]), 1), "M"), "M"), part))

    def month_of(self, f: Fields) -> Reading | None:
        reference = self.reference()
        anchor = self.anchor() if "near" in f else None
        base = anchor.start if anchor and anchor.start else reference[1] if reference else None
        if base is None:
            return Reading(f"XXXX-{int(f['month']):02}")
        year = base.year + int(f.get("direction", 0))
        return self.capped(self.parted(_on(period(date(year, int(f["month"]), 1), "M"), "M"), str(f.get("part", ""))))

    def week_of(self, f: Fields) -> Reading | None:
        month = self.calendar({k: v for k, v in f.items() if k in ("month", "year")})
        if month is None or month.start is None or month.value is None:
            return month
        last = step(month.start, 1, "M") - timedelta(days=1)
        rank = int(f["rank"])
        start = last - timedelta(days=6) if rank < 0 else month.start + timedelta(days=7 * (rank - 1))
        return _on((start, start + timedelta(days=6)), "W")

    def bc(self, f: Fields) -> Reading | None:
        """Years before Christ, "480 BC", "autumn of 481 BC", "480-479 BC"."""
        years = [ERA - int(f[key]) for key in ("bc", "until") if key in f]
        if len(years) == 2:
            return Reading("/".join(map(year_of, years)), date(years[0], 1, 1), date(years[1], 12, 31), "range", unit="Y")
        return self.calendar({**f, "year": years[0]})

    def decade(self, f: Fields) -> Reading | None:
        if "tens" in f:
            reference = self.reference()
            century = (reference[1].year if reference else 2000) // 100 * 100
            start = century + int(f["tens"])
            start -= 100 if start > (reference[1].year if reference else 2020) else 0
        else:
            start = int(f["decade"])
        if "bc" in f:
            return _on((date(ERA - start - 9, 1, 1), date(ERA - start, 12, 31)), "DE", f"BC{start // 10:03}")
        return self.capped(self.parted(_on(period(date(start, 1, 1), "DE"), "DE"), str(f.get("part", ""))))

    def century(self, f: Fields) -> Reading | None:
        nth = int(f.get("nth") or f["ordinal"])
        if "bc" in f:
            return _on((date(ERA - nth * 100, 1, 1), date(ERA - (nth - 1) * 100 - 1, 12, 31)), "CE", f"BC{nth - 1:02}")
        return self.capped(self.parted(_on(period(date(max(1, (nth - 1) * 100), 1, 1), "CE"), "CE"), str(f.get("part", ""))))

    def weekday(self, f: Fields) -> Reading | None:
        number, direction = int(f["weekday"]), f.get("direction")
        reference = self.reference()
        if reference is None:
            return Reading(f"XXXX-WXX-{number}")
        base = reference[1]
        back, on = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
        if direction == 1:
            day = base + timedelta(days=on or 7)
        elif direction == -1:
            day = base - timedelta(days=back or 7)
        elif self.ahead() or (self.narrative and self.last):
            day = base + timedelta(days=on)
        else:
            day = base - timedelta(days=back)
        return _on((day, day), "D")

    def weekday_set(self, f: Fields) -> Reading | None:
        return Reading(f"XXXX-WXX-{int(f['weekday'])}")

    def overnight(self, f: Fields) -> Reading | None:
        if "weekday" in f:
            reading = self.weekday(f)
            if reading is None or reading.start is None:
                return reading
            return Reading(f"{reading.value}TNI", reading.start, reading.start + timedelta(days=1), "range", unit="D", type="TIME")
        if self.today is None or self.narrative:
            return Reading("XXXX-XX-XXTNI")
        night = self.today[0] - timedelta(days=1)
        return Reading(f"{night.isoformat()}TNI", night, self.today[1], "range", unit="D")

    def unit(self, f: Fields) -> Reading | None:
        unit, offset, part = str(f["unit"]), int(f["offset"]), str(f.get("part", ""))
        reference = self.today if unit == "D" else self.reference()
        if unit in ("TH", "TM") or (unit == "D" and "phrase" in f):  # "this day", "last hour" say too little
            return None
        if reference is None:
            return Reading({0: "PRESENT_REF", -1: "PAST_REF", 1: "FUTURE_REF"}.get(offset, "PAST_REF") if unit == "D" else "XXXX")
        start, end = (step(day, offset, unit) for day in reference)
        if unit == "D":
            return _on((start, end), "D") if start == end else Reading(None, start, end, "range", unit="D")
        stretch = period(end, unit)
        if unit == "WE" and offset == 0 and stretch[0] > end and not self.ahead():
            stretch = period(step(end, -1, "W"), unit)
        if unit == "W" and offset == 0 and not part and not self.ahead():
            stretch = reference[1] - timedelta(days=6), reference[1]  # up to the report's day
        if part == "LATER":
            stretch = (max(stretch[0], reference[1]), stretch[1]) if offset == 0 else stretch
        return self.capped(self.parted(_on(stretch, unit, value(stretch[1], unit)), part))

    def ago(self, f: Fields) -> Reading | None:
        low, high, label = self.number(f)
        unit, reference = str(f["unit"]), self.reference() if self.narrative else self.today
        if label == "X" and (unit in ("Y", "DE", "CE") or reference is None):
            return Reading("PAST_REF")
        if reference is None:
            return Reading("PAST_REF")
        today = reference[1]
        if unit in ("TH", "TM"):
            hours = high if unit == "TH" else high / 60
            return _on((today - timedelta(days=int(hours // 24)), today - timedelta(days=int(hours // 24))), "D")
        if label == "X":
            return Reading("PAST_REF", step(today, -int(high), unit), step(today, -int(low), unit), "range", unit=unit)
        count = int(low)
        day = step(today, -count, unit)
        if low != count:
            day = day - timedelta(days=round((low - count) * {"W": 7, "M": 30, "Y": 365}.get(unit, 1)))
        slack = timedelta(days=self.times.slack[unit])
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
        return _on((start, end), unit, value(day, unit), None if unit in ("D", "Y") and start != end - slack else "range")

    def up_to(self, base: date, low: float, unit: str) -> Stretch:
        """The ``low`` units that end with a day."""
        if unit in ("TH", "TM"):
            return base - timedelta(days=ceil(low / (24 if unit == "TH" else 1440))), base
        whole = int(low)
        if whole != low:
            return base - timedelta(days=round(low * {"W": 7, "M": 30.4, "Y": 365.2}.get(unit, 1)) - 1), base
        return step(base, -whole, "W" if unit == "WE" else unit) + timedelta(days=1), base

    def window(self, f: Fields) -> Reading | None:
        low, _, label = self.number(f)
        unit, reference = str(f["unit"]), self.reference()
        written = _duration(label, unit)
        if reference is None:
            return Reading(written)
        if label == "X" and unit in ("M", "Y", "DE"):
            return Reading(written, None, reference[1], "range")
        start, end = self.up_to(reference[1], low, unit)
        return Reading(written, start, end, "week" if (end - start).days == 6 else "range")

    def coming(self, f: Fields) -> Reading | None:
        low, _, label = self.number(f)
        unit, reference = str(f["unit"]), self.reference()
        if reference is None or label == "X" or unit in ("TH", "TM"):
            return Reading(_duration(label, unit))
        return Reading(_duration(label, unit), reference[1] + timedelta(days=1), step(reference[1], int(low), unit), "range")

    def later(self, f: Fields) -> Reading | None:
        """ "three weeks later", "a year earlier": from the last date told, else from an event."""
        anchor, sign, unit = self.anchor(), int(f["later"]), str(f["unit"])
        low, high, label = self.number(f)
        if anchor is None or anchor.start is None or anchor.end is None:
            return self.shifted(f, sign)
        if unit in ("TH", "TM"):
            return replace(_on((anchor.start, anchor.end), "D"), type="TIME") if anchor.unit == "D" else Reading(None)
        if label == "X":
            first, last = sorted((step(anchor.start, sign * int(low), unit), step(anchor.end, sign * int(high), unit)))
            return Reading("FUTURE_REF" if sign > 0 else "PAST_REF", first, last, "range")
        stretch = step(anchor.start, sign * int(low), unit), step(anchor.end, sign * int(low), unit)
        if unit in ("M", "Y") and anchor.unit == "D":
            slack = timedelta(days=self.times.slack["M"])
            return Reading(value(stretch[0], unit), stretch[0] - slack, stretch[1] + slack, "range", unit=unit)
        if unit in ("D", "W") and anchor.unit != "D":
            return Reading(f"{value(stretch[0], 'Y')}-XX-XX", *stretch, "range")
        return _on(stretch, anchor.unit if unit in ("D", "W") else unit, None, "range" if stretch[0] < stretch[1] else "day")

    def near(self, f: Fields) -> Reading | None:
        """ "the next day", "that year", "the same month": by the last date told."""
        offset, anchor = int(f["near"]), self.anchor()
        unit = str(f.get("unit", "D"))
        if unit in ("TH", "TM"):
            return None
        if anchor is None or anchor.start is None or anchor.end is None:
            return self.shifted({"number": 1, "unit": unit}, offset) if offset or unit == "D" else None
        if unit == "D" and anchor.unit != "D":
            return Reading("XXXX-XX-XX", shift=Shift(offset, offset))
        if unit == "D":
            return _on((step(anchor.start, offset, "D"), step(anchor.end, offset, "D")), "D")
        base = period(step(anchor.start, offset, unit), unit)
        return self.capped(self.parted(_on(base, unit), str(f.get("part", ""))))

    def shift(self, f: Fields) -> Reading | None:
        return self.shifted(f, int(f["after"]))

    def shifted(self, f: Fields, sign: int) -> Reading:
        low, high, label = self.number(f)
        unit = str(f["unit"])
        width = _DAYS.get(unit, (1, 1))
        slack = {"about": self.times.slack.get(unit, 0)}.get(str(f.get("approx")), 0)
        near = int(low * width[0])
        far = ceil(high * width[1])
        if f.get("approx") == "more":
            far = ceil((high + 1) * width[1])
        if f.get("approx") == "less":
            near = max(0, near - 2 * self.times.slack.get(unit, 0))
        near, far = max(0, near - slack), far + slack
        shift = Shift(near, far) if sign > 0 else Shift(-far, -near) if sign < 0 else Shift(0, 0)
        return Reading(_duration(label, unit) if low else None, shift=shift)

    def duration(self, f: Fields) -> Reading | None:
        """A length of time; "has lasted for two weeks" gives it days, up to the report's."""
        low, _, label = self.number(f)
        unit = str(f["unit"])
        written = _duration(label, unit)
        if unit == "Q":
            return None
        if self.today is None or self.narrative or unit in ("TH", "TM"):
            return Reading(written)
        before = re.split(r"[.;!?]\s", self.text[max(0, self.at - 160) : self.at])[-1]
        after = re.split(r"[.;!?]\s", self.text[self.at : self.at + 160])[0]
        if not re.search(r"\bfor\s+(?:the\s+)?$", before, re.IGNORECASE) or not self.language.cues["lasting"].search(before + after):
            return Reading(written)
        if f.get("approx") == "more":
            return Reading(written, step(self.today[1], -int(low), unit), self.today[1], "range")
        return Reading(written, *self.up_to(self.today[1], low, unit), "range")

    def setword(self, f: Fields) -> Reading | None:
        return Reading(str(f["setword"]))

    def every(self, f: Fields) -> Reading | None:
        return Reading(_duration(self.number(f)[2], str(f["unit"])))

    def clock(self, f: Fields) -> Reading | None:
        digits = re.findall(r"\d\d?(?=\D|$)|\d\d(?=\d\d)", str(f.get("clock") or f.get("military") or f["hour"]))
        raw = str(f.get("military") or "")
        hour, minute = (int(raw[:2]), int(raw[2:])) if raw else (int(digits[0]), int(digits[1]) if len(digits) > 1 else 0)
        if "hour" in f and re.fullmatch(r"\d{3,4}", f["hour"]):
            hour, minute = int(f["hour"][:-2]), int(f["hour"][-2:])
        afternoon = str(f.get("ampm", ""))[:1]
        if afternoon and 1 <= hour <= 12:
            hour = hour % 12 + (12 if afternoon == "p" else 0)
        return Reading(f"T{hour:02}:{minute:02}{'Z' if f.get('zone') else ''}")

    def tod(self, f: Fields) -> Reading | None:
        return Reading(f"T{f['tod']}")

    def holiday(self, f: Fields) -> Reading | None:
        """A feast with its year; else the one within a month of the reference, else the latest."""
        month, *rest = (int(n) for n in str(f["holiday"]).split("-"))
        reference = self.reference()
        if reference is None and "year" not in f:
            return Reading(f"XXXX-{month:02}-{rest[0]:02}" if len(rest) == 1 else f"XXXX-{month:02}")
        base = reference[1] if reference else date(int(f["year"]), 1, 1)
        years = [int(f["year"])] if "year" in f else [base.year + 1, base.year, base.year - 1]
        days = [date(y, month, rest[0]) if len(rest) == 1 else _nth(y, month, rest[0], rest[1]) for y in years]
        near = [d for d in days if abs((d - base).days) <= 30] or [d for d in days if d <= base] or days
        return _on((near[0], near[0]), "D")

    def nothing(self, f: Fields) -> Reading | None:
        """A name that only looks like a time."""
        return None

    def ref(self, f: Fields) -> Reading | None:
        return Reading(str(f["ref"]))

    def reach(self, f: Fields) -> Reading | None:
        """ "recently", "so far": some time up to the report's day."""
        if self.today is None or self.narrative:
            return Reading(str(f["reach"]))
        return Reading(str(f["reach"]), None, self.today[1], "range")


def full(f: Fields) -> date | None:
    """The day of an expression that names year, month and day itself, in words or as ISO."""
    month = f.get("month") or f.get("mm")
    return day_of(int(f["year"]), int(month), int(f["day"])) if month and {"year", "day"} <= f.keys() else None


def _fits(day: date | None, weekday: int | None) -> bool:
    return day is not None and (weekday is None or day.isoweekday() == weekday)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _duration(label: str, unit: str) -> str:
    return f"PT{label}{unit[1:]}" if unit in ("TH", "TM") else f"P{label}{unit}"


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def numeric_day(one: int, two: int, year: int, sep: str, near: date | None, language: Language) -> date | None:
    """The day that "03-04-2016" writes: the only one of the calendar, else the one close to ``near``, else by the codebook's order."""
    readings = {order: day for order, day in (("dmy", day_of(year, two, one)), ("mdy", day_of(year, one, two))) if day}
    if near is not None:
        close = [day for day in readings.values() if abs((day - near).days) <= _CLOSE]
        if close:
            return min(close, key=lambda day: abs(day - near))
    return readings.get(language.order.get(sep, "dmy")) or next(iter(readings.values()), None)


Normalisation = Callable[[Setting, Fields], Reading | None]

NORMALISATIONS: dict[str, Normalisation] = {
    name: getattr(Setting, name)
    for name in (
        "calendar", "numeric", "year", "days", "months", "years", "directed", "month_of", "week_of", "bc", "decade", "century", "weekday",
        "weekday_set", "overnight", "unit", "ago", "window", "coming", "later", "near", "shift", "duration", "setword", "every", "clock",
        "tod", "holiday", "ref", "reach", "nothing",
    )
}  # fmt: skip
