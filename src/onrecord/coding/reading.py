"""What one time expression means by itself.

Each reads the fields of a match against the day of the report or, in a narrative, the last date told, and gives a TIMEX3 value and days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Literal

from onrecord.codebook.times import Language, TimesCodebook
from onrecord.coding.calendar import ERA, Stretch, day_of, period, portion, season, step, value, year_of
from onrecord.coding.grammar import Fields
from onrecord.coding.records import Shift
from onrecord.schema.event import DatePrecision

_PRECISION: dict[str, DatePrecision] = {"D": "day", "W": "week", "WE": "range", "M": "month", "Y": "year"}
_DAYS = {"TH": (1 / 24, 1 / 24), "TM": (1 / 1440, 1 / 1440), "W": (7, 7), "WE": (7, 7), "M": (28, 31), "Q": (90, 92), "Y": (365, 366)}
CLOSE = 15  # days within which a known day decides between day-month and month-day
_MISTAKEN = 5  # years from the plain reading beyond which a weekday is taken for a mistake
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
    other: tuple[Stretch, ...] = ()
    doubt: str = ""


def on(stretch: Stretch, unit: str, value_: str | None = None, precision: DatePrecision | None = None) -> Reading:
    """The reading of a stretch of days, a unit of the calendar where nothing else is said."""
    return Reading(value_ or value(stretch[0], unit), *stretch, precision or _PRECISION.get(unit, "range"), unit=unit)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a match is read against.

    ``at``: where it starts; ``today``: the report's day or days; ``narrative``: dates count from the last one told, not from today;
    ``hint``: the first full date of the text, for the year where nothing else gives one; ``last``: the last dated reading and where it
    ended; ``day``: the last that was a day; ``order``: dmy or mdy where a date in digits of the text shows it.
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
    day: Reading | None = None
    order: str = ""

    def told(self, reading: Reading, end: int) -> Setting:
        """The setting after a dated reading: what is told next may count from it."""
        if reading.unit in ("DE", "CE"):
            return self
        return replace(self, last=reading, last_end=end, day=reading if reading.unit == "D" else self.day)

    def reference(self) -> Stretch | None:
        """The days from which undated words count: the report's, or in a narrative the last ones told."""
        if self.narrative and self.last and self.last.start and self.last.end:
            return self.last.start, self.last.end
        return (self.hint or self.today) if self.narrative else self.today

    def anchor(self) -> Reading | None:
        """The last dated reading, where it is near enough for "the next day"."""
        return self.last if self.last and (self.narrative or self.at - self.last_end <= REACH) else None

    def before(self) -> str:
        """The words right before the match."""
        return self.text[max(0, self.at - 24) : self.at]

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
        before = self.before()
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
        if not future or past == min(future):
            return past
        near = bool(day) and (date(min(future), month, day) - base).days <= self.times.ahead
        if past is None or near or self.ahead() or self.deadline(date(past, month, day or 1), date(min(future), month, day or 1), base):
            return min(future)
        return past

    def away(self, first: int, last: int, reference: Stretch) -> float:
        """How far months (counted from year 0) lie from the ones told last: those that went before count ``back`` times."""
        told = [_months(day) for day in reference]
        return first - told[1] if first > told[1] else self.times.narrative.back * (told[0] - last) if last < told[0] else 0

    def deadline(self, past: date, future: date, base: date) -> bool:
        """Whether "by 12 September", "may be signed in October" means the coming one: it is near, the past one far."""
        return future - base < base - past and bool(self.language.cues["deadline"].search(self.text[max(0, self.at - 40) : self.at]))

    def calendar(self, f: Fields) -> Reading | None:
        month = int(f.get("month") or f.get("mm") or 0)
        day = int(f.get("day") or 0)
        year = int(f["year"]) if "year" in f else short_year(self, f["yy"]) if "yy" in f else None
        part = str(f.get("part", ""))
        if "season" in f:
            return self.seasonal(str(f["season"]), year, part)
        if year is None and month:
            year = self.year_named(month, day, f["weekday"]) if "weekday" in f and day else self.year_for(month, day)
        if not month and day:
            return self.monthless(day)
        if year is None:
            if day and day_of(2000, month, day) is None:
                return None
            return Reading(f"XXXX-{month:02}" + (f"-{day:02}" if day else ""), unit="")
        if day:
            found = day_of(year, month, day)
            return self.held(on((found, found), "D"), f) if found else None
        if month:
            return self.capped(self.parted(on(period(date(year, month, 1), "M"), "M"), part))
        return self.capped(self.parted(on(period(date(year, 1, 1), "Y"), "Y"), part))

    def monthless(self, day: int) -> Reading | None:
        """ "the 20th": of the month told last; else the latest that is not after the report's day."""
        anchor, reference = self.anchor(), self.reference()
        base = anchor.start if anchor and anchor.start and anchor.unit in ("D", "M") else reference[1] if reference else None
        if base is None:
            return None
        found = day_of(base.year, base.month, day)
        if not self.narrative and self.today and not self.ahead() and (found is None or found > self.today[1]):
            base = step(base.replace(day=1), -1, "M")
            found = day_of(base.year, base.month, day)
        return on((found, found), "D") if found else None

    def year_named(self, month: int, day: int, weekday: int) -> int | None:
        """The year of a day named with its weekday: the one that fits, or the plain one where it is so close that the weekday errs."""
        plain, fit, reference = self.year_for(month, day), self.year_for(month, day, weekday), self.reference()
        if plain is None or fit is None or reference is None or not (found := day_of(plain, month, day)):
            return fit
        return plain if abs((found - reference[1]).days) <= self.times.ahead or abs(fit - plain) > _MISTAKEN else fit

    def held(self, reading: Reading, f: Fields) -> Reading:
        """A day held against the weekday named with it: where they do not fit the date stands, and the days that would fit are kept."""
        day, weekday = reading.start, f.get("weekday")
        if day is None or weekday is None or day.isoweekday() == weekday:
            return reading
        beside = day + timedelta(days=(int(weekday) - day.isoweekday() + 3) % 7 - 3)
        others = {beside}
        if "year" not in f and "yy" not in f and (year := self.year_for(day.month, day.day, weekday)):
            others.add(day.replace(year=year))
        return replace(reading, other=tuple((d, d) for d in sorted(others - {day})), doubt="W102")

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
        return self.capped(self.parted(on(season(year, code), "S", f"{year_of(year)}-{code}"), part))

    def numeric(self, f: Fields) -> Reading | None:
        year = int(f["year"]) if "year" in f else short_year(self, f["yy"])
        order = self.order or self.language.order.get(f["sep"], "dmy")
        found = numeric_day(int(f["one"]), int(f["two"]), year, order, self.today[1] if self.today else None)
        if found is None or ("yy" in f and f["sep"] == "."):
            return None
        swapped = day_of(year, found.day, found.month)
        if swapped in (None, found) or self.order or f["sep"] == "." or (self.today and abs((found - self.today[1]).days) <= CLOSE):
            return on((found, found), "D")
        assert swapped is not None
        return replace(on((found, found), "D"), other=((swapped, swapped),), doubt="W103")

    def year(self, f: Fields) -> Reading | None:
        """Four digits that are a year: after a word of time ("since 2011"), or where nothing says that they count something."""
        if not (1000 if self.narrative else 1900) <= int(f["year"]) <= 2039:
            return None
        before, after = self.text[max(0, self.at - 20) : self.at], self.text[self.at + 4 : self.at + 24]
        if "cued" not in f and (self.language.cues["number_before"].search(before) or self.language.cues["number_after"].search(after)):
            return None
        return self.calendar(f)

    def days(self, f: Fields) -> Reading | None:
        """ "3 to 5 May", "28 July to 3 August 2018": a year at either end holds for both."""
        month = int(f["month"])
        end: Fields = {"day": f["until"], "month": int(f.get("until_month", month))} | {k: f[k] for k in ("yy", "tod") if k in f}
        if "until_year" in f or "year" in f:
            end["year"] = int(f.get("until_year") or int(f["year"]) + (end["month"] < month))
        last = self.calendar(end)
        if last is None:
            return None
        start: Fields = {k: f[k] for k in ("day", "month", "year", "yy") if k in f}
        if last.end and "year" not in f and "yy" not in f:
            start["year"] = last.end.year - (end["month"] < month)
        first = self.calendar(start)
        if first is None or (first.start and last.end and last.end <= first.start):
            return None
        return Reading(f"{first.value}/{last.value}", first.start, last.end, "range" if last.end else "none", unit="D" if last.end else "")

    def months(self, f: Fields) -> Reading | None:
        last = date(int(f["until_year" if "until_year" in f else "year"]), int(f["until_month"]), 1)
        first = date(int(f["year"]) - ("until_year" not in f and int(f["month"]) > last.month), int(f["month"]), 1)
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
        return self.capped(self.parted(on(period(date(year, int(f["month"]), 1), "M"), "M"), part))

    def quarter(self, f: Fields) -> Reading | None:
        """ "Q3 2018", "the fourth quarter": without a year the latest begun, or the coming one where the words look ahead."""
        code = str(f.get("quarter") or f"Q{f.get('q') or f['q2']}")
        month = int(code[1]) * 3 - 2
        year = int(f["year"]) if "year" in f else short_year(self, f["yy"]) if "yy" in f else self.year_for(month)
        if year is None:
            return Reading(f"XXXX-{code}")
        return self.capped(on(period(date(year, month, 1), "Q"), "Q"))

    def yearback(self, f: Fields) -> Reading | None:
        """ "the same month last year": the time told last, a year before."""
        anchor = self.last
        if anchor is None or anchor.start is None or anchor.end is None or not anchor.unit:
            return Reading("PAST_REF")
        start = step(anchor.start, -1, "Y")
        end = period(start, anchor.unit)[1] if anchor.unit in ("M", "Q") else step(anchor.end, -1, "Y")
        return on((start, end), anchor.unit)

    def yearday(self, f: Fields) -> Reading | None:
        """ "day 214 of 2018", "2018-214"."""
        nth, year = int(f.get("nth") or f["nth2"]), int(f["year"])
        day = date(year, 1, 1) + timedelta(days=nth - 1)
        return on((day, day), "D") if nth and day.year == year else None

    def isoweek(self, f: Fields) -> Reading | None:
        day = date.fromisocalendar(int(f["year"]), int(f["week"]), int(f.get("weekday", 1)))
        return on((day, day), "D") if "weekday" in f else on(period(day, "W"), "W")

    def nth(self, f: Fields) -> Reading | None:
        """ "the first Friday of May", "the last day of March"."""
        whole = self.calendar({k: v for k, v in f.items() if k in ("month", "year")})
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

    def month_of(self, f: Fields) -> Reading | None:
        reference = self.reference()
        anchor = self.anchor() if "near" in f else None
        base = anchor.start if anchor and anchor.start else reference[1] if reference else None
        if base is None:
            return Reading(f"XXXX-{int(f['month']):02}")
        year = base.year + int(f.get("direction", 0))
        if "day" in f:
            return self.calendar({"day": f["day"], "month": f["month"], "year": year})
        return self.capped(self.parted(on(period(date(year, int(f["month"]), 1), "M"), "M"), str(f.get("part", ""))))

    def week_of(self, f: Fields) -> Reading | None:
        month = self.calendar({k: v for k, v in f.items() if k in ("month", "year")})
        if month is None or month.start is None or month.value is None:
            return month
        last = step(month.start, 1, "M") - timedelta(days=1)
        rank = int(f["rank"])
        start = last - timedelta(days=6) if rank < 0 else month.start + timedelta(days=7 * (rank - 1))
        return on((start, start + timedelta(days=6)), "W")

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
            return on((date(ERA - start - 9, 1, 1), date(ERA - start, 12, 31)), "DE", f"BC{start // 10:03}")
        return self.capped(self.parted(on(period(date(start, 1, 1), "DE"), "DE"), str(f.get("part", ""))))

    def century(self, f: Fields) -> Reading | None:
        nth = int(f["hundreds"]) + 1 if "hundreds" in f else int(f.get("nth") or f["ordinal"])
        if "bc" in f:
            return on((date(ERA - nth * 100, 1, 1), date(ERA - (nth - 1) * 100 - 1, 12, 31)), "CE", f"BC{nth - 1:02}")
        return self.capped(self.parted(on(period(date(max(1, (nth - 1) * 100), 1, 1), "CE"), "CE"), str(f.get("part", ""))))

    def weekday(self, f: Fields) -> Reading | None:
        number, direction = int(f["weekday"]), f.get("near", f.get("direction"))
        anchor = self.anchor() if "near" in f else None
        reference = (anchor.start, anchor.end) if anchor and anchor.start and anchor.end else self.reference()
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
        elif self.ahead() or (self.narrative and self.last) or (forth < back and self.language.cues["until"].search(self.before())):
            day = base + timedelta(days=forth)
        else:
            day = base - timedelta(days=back)
        return on((day, day), "D")

    def weekday_set(self, f: Fields) -> Reading | None:
        return Reading(f"XXXX-WXX-{int(f['weekday'])}")

    def overnight(self, f: Fields) -> Reading | None:
        if "weekday" in f:
            reading = self.weekday(f)
            if reading is None or reading.start is None:
                return reading
            night = reading.start
            if self.today and not self.narrative and night == self.today[1] and not self.ahead():
                night -= timedelta(days=7)
            return Reading(f"{night.isoformat()}TNI", night, night + timedelta(days=1), "range", unit="D", type="TIME")
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
            return on((start, end), "D") if start == end else Reading(None, start, end, "range", unit="D")
        stretch = period(end, unit)
        if unit == "WE" and offset == 0 and stretch[0] > end and not self.ahead():
            stretch = period(step(end, -1, "W"), unit)
        if unit == "W" and offset == 0 and not part and not self.ahead():
            stretch = reference[1] - timedelta(days=6), reference[1]  # up to the report's day
        if part == "LATER":
            stretch = (max(stretch[0], reference[1]), stretch[1]) if offset == 0 else stretch
        return self.capped(self.parted(on(stretch, unit, value(stretch[1], unit)), part))

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
            return on((today - timedelta(days=int(hours // 24)), today - timedelta(days=int(hours // 24))), "D")
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
        return on((start, end), unit, value(day, unit), None if unit in ("D", "Y") and start != end - slack else "range")

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
            return replace(on((anchor.start, anchor.end), "D"), type="TIME") if anchor.unit == "D" else self.shifted(f, sign)
        if label == "X":
            first, last = sorted((step(anchor.start, sign * int(low), unit), step(anchor.end, sign * int(high), unit)))
            return Reading("FUTURE_REF" if sign > 0 else "PAST_REF", first, last, "range")
        stretch = step(anchor.start, sign * int(low), unit), step(anchor.end, sign * int(low), unit)
        if unit in ("M", "Y") and anchor.unit == "D":
            slack = timedelta(days=self.times.slack["M"])
            return Reading(value(stretch[0], unit), stretch[0] - slack, stretch[1] + slack, "range", unit=unit)
        if unit in ("D", "W") and anchor.unit != "D":
            return Reading(f"{value(stretch[0], 'Y')}-XX-XX", *stretch, "range")
        return on(stretch, anchor.unit if unit in ("D", "W") else unit, None, "range" if stretch[0] < stretch[1] else "day")

    def near(self, f: Fields) -> Reading | None:
        """ "the next day", "that year", "the same month": by the last date told."""
        offset, anchor = int(f["near"]), self.anchor()
        unit = str(f.get("unit", "D"))
        if unit in ("TH", "TM"):
            return None
        if "told" in f:  # "later in the day": the day told last, else that of the report
            days = (self.day.start, self.day.end) if self.day and anchor else None if self.narrative else self.today
            return on((days[0], days[1]), "D") if days and days[0] and days[1] else None
        if anchor is None or anchor.start is None or anchor.end is None:
            return self.shifted({"number": 1, "unit": unit}, offset) if offset or unit == "D" else None
        if unit == "D" and anchor.unit != "D":
            return Reading("XXXX-XX-XX", shift=Shift(offset, offset))
        if unit == "D":
            return on((step(anchor.start, offset, "D"), step(anchor.end, offset, "D")), "D")
        base = period(step(anchor.start, offset, unit), unit)
        return self.capped(self.parted(on(base, unit), str(f.get("part", ""))))

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

    def first_of(self, f: Fields) -> Reading | None:
        """ "the first two weeks of July", "the last three months of 2016"."""
        whole = self.calendar({k: v for k, v in f.items() if k in ("month", "year")})
        low, _, label = self.number(f)
        unit, rank = str(f["unit"]), int(f["rank"])
        if whole is None or whole.start is None or whole.end is None or label == "X" or rank not in (1, -1):
            return None
        start, end = period(whole.start, "M" if "month" in f else "Y")
        if rank > 0:
            end = min(end, step(start, int(low), unit) - timedelta(days=1))
        else:
            start = max(start, step(end + timedelta(days=1), -int(low), unit))
        return Reading(_duration(label, unit), start, end, "range")

    def durations(self, f: Fields) -> Reading | None:
        """ "60 to 90 days": both ends."""
        low = self.number({k: f[k] for k in ("number", "digits") if k in f})[2]
        high = self.number({k: f[f"until{k}"] for k in ("number", "digits") if f"until{k}" in f})[2]
        return Reading("/".join(_duration(label, str(f["unit"])) for label in (low, high)))

    def duration(self, f: Fields) -> Reading | None:
        """A length of time; "has lasted for two weeks" gives it days, up to the report's."""
        low, _, label = self.number(f)
        unit = str(f["unit"])
        written = _duration(label, unit)
        if unit == "Q" and "calendar" not in f:  # "three quarters" is a part
            return None
        if self.today is None or self.narrative or unit in ("TH", "TM"):
            return Reading(written)
        before = re.split(r"[.;!?]\s", self.text[max(0, self.at - 160) : self.at])[-1]
        after = re.split(r"[.;!?]\s", self.text[self.at : self.at + 160])[0]
        cues = self.language.cues
        if not cues["during"].search(before) or not cues["lasting"].search(before + after):
            return Reading(written)
        if f.get("approx") == "more":
            return Reading(written, step(self.today[1], -int(low), unit), self.today[1], "range")
        return Reading(written, *self.up_to(self.today[1], low, unit), "range")

    def setword(self, f: Fields) -> Reading | None:
        return Reading(str(f["setword"]))

    def every(self, f: Fields) -> Reading | None:
        return Reading(_duration(self.number(f)[2], str(f["unit"])))

    def clock(self, f: Fields) -> Reading | None:
        if "military" in f:
            hour, minute = int(f["military"][:2]), int(f["military"][2:])
        else:
            hour, minute = _hour(str(f.get("clock") or f["hour"]))
        if "ampm" in f and 1 <= hour <= 12:
            hour = hour % 12 + int(f["ampm"])
        zone = "Z" if f.get("zone") else str(f.get("letter", ""))
        time = f"T{hour:02}:{minute:02}{zone}"
        if "mm" not in f and "month" not in f:
            return Reading(time)
        day = self.calendar({k: v for k, v in f.items() if k in ("day", "month", "mm", "year", "yy")})
        return replace(day, value=f"{day.value}{time}", type="TIME") if day else None

    def tod(self, f: Fields) -> Reading | None:
        return Reading(f"T{f['tod']}")

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


def named_month(f: Fields) -> int | None:
    """The month, counted from year 0, of an expression that names its year; the middle of the year where it names no month."""
    if not str(f.get("year", "")).isdigit():
        return None
    month = f.get("month") or f.get("mm")
    return int(f["year"]) * 12 + (int(month) if month else 6)


def _fits(day: date | None, weekday: int | None) -> bool:
    return day is not None and (weekday is None or day.isoweekday() == weekday)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _duration(label: str, unit: str) -> str:
    """A length as ISO 8601 writes it; it has no decade."""
    if unit == "DE":
        label, unit = label if label == "X" else f"{float(label) * 10:g}", "Y"
    return f"PT{label}{unit[1:]}" if unit in ("TH", "TM") else f"P{label}{unit}"


def short_year(setting: Setting, digits: str) -> int:
    """Two digits of a year: the latest that is not more than a year ahead of the report (of 2030 where it has no day)."""
    latest = setting.reference()
    base = latest[1].year + 1 if latest else 2030
    return base - (base - int(digits)) % 100


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _hour(digits: str) -> tuple[int, int]:
    """Hour and minute of "5", "5:30", "5.30", "530"."""
    found = re.match(r"(\d{1,2}?)[:.]?([0-5]\d)?(?![0-9])", digits)
    return (int(found[1]), int(found[2] or 0)) if found else (int(digits[:2]), 0)


def numeric_day(one: int, two: int, year: int, order: str, near: date | None) -> date | None:
    """The day that "03-04-2016" writes: the only one of the calendar, else the one close to ``near``, else by the order, dmy or mdy."""
    readings = {name: day for name, day in (("dmy", day_of(year, two, one)), ("mdy", day_of(year, one, two))) if day}
    if near is not None:
        close = [day for day in readings.values() if abs((day - near).days) <= CLOSE]
        if close:
            return min(close, key=lambda day: abs(day - near))
    return readings.get(order) or next(iter(readings.values()), None)
