"""The setting in which a time expression is read, and the result: a TIMEX3 value and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from onrecord.codebook.times import Language, TimesCodebook
from onrecord.coding.records import Shift
from onrecord.coding.time.calendar import Stretch, day_of, portion, value
from onrecord.coding.time.grammar import Fields
from onrecord.schema.event import DatePrecision

_PRECISION: dict[str, DatePrecision] = {
    "D": "day",
    "W": "week",
    "WE": "range",
    "M": "month",
    "Y": "year",
}
CLOSE = 15  # days within which a known day decides between day-month and month-day order
YEARS_BACK = 30  # in which a day without its year is looked for
MISTAKEN = 5  # years from the plain reading, beyond which a weekday counts as a mistake
# characters back within which "two days later" and "at dawn" look for their day in a news story
REACH = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """What one match means, before its surroundings are considered. ``unit``: its granularity."""

    value: str | None
    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "none"
    shift: Shift | None = None
    type: Literal["DATE", "TIME", "DURATION", "SET"] | None = None
    unit: str = ""
    other: tuple[Stretch, ...] = ()
    doubt: str = ""

    @property
    def days(self) -> Stretch | None:
        """The days from the first to the last, if both are known."""
        return (self.start, self.end) if self.start and self.end else None


def on(
    stretch: Stretch, unit: str, value_: str | None = None, precision: DatePrecision | None = None
) -> Reading:
    """The reading of an interval of days, a unit of the calendar unless stated otherwise."""
    return Reading(
        value_ or value(stretch[0], unit),
        *stretch,
        precision or _PRECISION.get(unit, "range"),
        unit=unit,
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting in which a match is read.

    ``at``: where it starts; ``today``: the report's day or days; ``narrative``: dates count from
    the last one, not from today; ``hint``: the first full date of the text, for the year if nothing
    else gives one; ``last``: the last dated reading and where it ended; ``day``: the last that was
    a day; ``order``: dmy or mdy if a date in digits in the text shows it; ``hung``: the end of the
    last words that count from an event.
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
    hung: int = -1

    def moved_to(self, reading: Reading, end: int) -> Setting:
        """The setting after a dated reading: what follows may count from it."""
        if reading.unit in ("DE", "CE"):
            return self
        return replace(
            self, last=reading, last_end=end, day=reading if reading.unit == "D" else self.day
        )

    def reference(self) -> Stretch | None:
        """The days from which undated words count: the report's, or in a narrative the last ones
        named."""
        named = self.last.days if self.narrative and self.last else None
        if named:
            return named
        return (self.hint or self.today) if self.narrative else self.today

    def anchor(self) -> Reading | None:
        """The last dated reading, if it is near enough for "the next day" and no event has been
        dated from another since ("two days after the raid"): otherwise the words count from that
        event."""
        if not self.narrative and self.hung > self.last_end:
            return None
        return (
            self.last
            if self.last and (self.narrative or self.at - self.last_end <= REACH)
            else None
        )

    def before(self) -> str:
        """The words right before the match."""
        return self.text[max(0, self.at - 24) : self.at]

    def until(self) -> bool:
        """Whether the words before make the match an end: "until Tuesday"."""
        return bool(self.language.cues["until"].search(self.before()))

    def ahead(self) -> bool:
        """Whether the words before speak of what is to come."""
        return bool(self.language.cues["future"].search(self.text[max(0, self.at - 90) : self.at]))

    def number(self, f: Fields) -> tuple[float, float, str]:
        """The number of units: low, high and as TIMEX3 writes it (X if it is vague)."""
        raw = f.get("number") or f.get("digits") or 1
        if raw == "X":
            return *(self.times.plural if f.get("bare") else self.times.vague), "X"
        count = float(raw) + (0.5 if f.get("half") else 0)
        return count, count, f"{count:g}"

    def capped(self, reading: Reading) -> Reading:
        """An interval that contains the report's day ends with it, unless the words look ahead."""
        if self.narrative or not self.today or not reading.start or not reading.end:
            return reading
        deadline = self.until() or self.language.cues["before"].search(self.before())
        if reading.start <= self.today[1] < reading.end and not deadline and not self.ahead():
            return replace(reading, end=self.today[1], precision="range")
        return reading

    def year_for(self, month: int, day: int = 0, weekday: int | None = None) -> int | None:
        """The year of a month or day: in news the latest that is not ahead, in a narrative the one
        in which the story continues."""
        reference = self.reference()
        if reference is None:
            return None
        base = reference[1]
        fits = [
            y
            for y in range(base.year + 1, base.year - YEARS_BACK, -1)
            if not day or _fits(day_of(y, month, day), weekday)
        ]
        if not fits:
            return self.year_for(month, day) if weekday else None
        if self.narrative and self.last:
            return min(
                fits, key=lambda y: (self.away(y * 12 + month, y * 12 + month, reference), y)
            )
        return self.year_in_news(fits, month, day, base)

    def year_in_news(self, fits: Sequence[int], month: int, day: int, base: date) -> int | None:
        """The last past year of those in which a month or day can lie (the latest first), unless
        the words mean the coming one."""
        today = (base.year, base.month, base.day)
        future = [y for y in fits if (y, month, day or 31) >= today]
        past = next((y for y in fits if (y, month, day) <= today), None)
        if not future or past == min(future):
            return past
        coming = min(future)
        if past is None or self.means_coming(past, coming, month, day, base):
            return coming
        return past

    def means_coming(self, past: int, coming: int, month: int, day: int, base: date) -> bool:
        """Whether a month or day belongs to the coming year: it is near, or the words before say
        so."""
        near = bool(day) and (date(coming, month, day) - base).days <= self.times.ahead
        if near or self.ahead():
            return True
        return self.deadline(date(past, month, day or 1), date(coming, month, day or 1), base)

    def away(self, first: int, last: int, reference: Stretch) -> float:
        """The distance of months (counted from year 0) from the last ones named; earlier months
        count ``back`` times."""
        around = [months_of(day) for day in reference]
        if first > around[1]:
            return first - around[1]
        return self.times.narrative.back * (around[0] - last) if last < around[0] else 0

    def deadline(self, past: date, future: date, base: date) -> bool:
        """Whether "by 12 September", "may be signed in October" means the coming one: it is near,
        and the past one is far."""
        return future - base < base - past and bool(
            self.language.cues["deadline"].search(self.text[max(0, self.at - 40) : self.at])
        )

    def year_named(self, month: int, day: int, weekday: int) -> int | None:
        """The year of a day named with its weekday: the one that fits, or the plain one if it is so
        close that the weekday must be wrong."""
        plain, fit = self.year_for(month, day), self.year_for(month, day, weekday)
        reference = self.reference()
        if plain is None or fit is None or reference is None:
            return fit
        found = day_of(plain, month, day)
        if found is None:
            return fit
        close = abs((found - reference[1]).days) <= self.times.ahead
        return plain if close or abs(fit - plain) > MISTAKEN else fit

    def parted(self, reading: Reading, part: str) -> Reading:
        """A part of an interval: its beginning, middle, end, a half or a quarter."""
        if not part or not reading.start or not reading.end:
            return reading
        start, end = portion((reading.start, reading.end), part)
        suffix = f"-{part}" if part[0] in "HQ" and reading.unit == "Y" else ""
        return replace(
            reading, value=f"{reading.value}{suffix}", start=start, end=end, precision="range"
        )


def full(f: Fields) -> date | None:
    """The day of an expression that itself names year, month and day, in words or as ISO."""
    month = f.get("month") or f.get("mm")
    return (
        day_of(int(f["year"]), int(month), int(f["day"]))
        if month and {"year", "day"} <= f.keys()
        else None
    )


def named_month(f: Fields) -> int | None:
    """The month, counted from year 0, of an expression that names its year; the middle of the year
    if it names no month."""
    if not str(f.get("year", "")).isdigit():
        return None
    month = f.get("month") or f.get("mm")
    return int(f["year"]) * 12 + (int(month) if month else 6)


def _fits(day: date | None, weekday: int | None) -> bool:
    return day is not None and (weekday is None or day.isoweekday() == weekday)


def months_of(day: date) -> int:
    """The month of a day, counted from year 0."""
    return day.year * 12 + day.month


def short_year(setting: Setting, digits: str) -> int:
    """The year of two digits: the latest up to the year after the report's (up to 2030 if it has no
    day)."""
    latest = setting.reference()
    base = latest[1].year + 1 if latest else 2030
    return base - (base - int(digits)) % 100


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth given weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
