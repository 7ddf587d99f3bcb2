"""The time expressions of a report: what each means, and what its surroundings add.

The grammar is data (the section ``times`` of the codebook). Each match is first read by itself
(:mod:`onrecord.coding.time.context`); then times of day get their day, and "since", "until", "from
… to" extend the days. Spans are TIMEX3's: a preposition is not part of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.codebook.times import Language, Mode, TimesCodebook
from onrecord.coding.records import Parsed, Timex
from onrecord.coding.time.calendar import Stretch, ancient
from onrecord.coding.time.context import REACH, Reading, Setting, full, named_month
from onrecord.coding.time.grammar import Match, select
from onrecord.coding.time.normalise import read
from onrecord.errors import Warnings
from onrecord.schema import Published

_BREAK = re.compile(r"[.!?]\s|\n\s*\n")
_UNSTRETCHED = ("dateline", "tod", "clock", "clock_military")  # "before dawn" is that day
_BESIDE = re.compile(r"\s?,?[^\S\n]")
_RANGES = ("days", "months", "years", "bc", "durations")
_BEFORE = 24  # characters before a date in which "since" and "until" are looked for
_NEXT = 5  # characters between "two days after" and the day from which it counts
_EVE = 60  # characters within which "on the eve of" finds the day that it is the eve of


def find_times(
    parsed: Parsed, published: Published, times: TimesCodebook, *, mode: Mode = "auto"
) -> list[Timex]:
    """The time expressions of a report, in the order of the text; none overlaps another.

    Words that count from another event carry a ``shift`` and no days (see :func:`resolve_shift`);
    what nothing fixes gets a value such as ``XXXX-12-10`` and no days. Both ends of "from Monday to
    Friday" carry the days of the whole. The date line has the rule ``dateline``.

    Args:
        mode: ``news``: unfinished dates count from the report's day; ``narrative``: from the last
            date; ``auto``: as the text shows.
    """
    text, language = parsed.report.text, times.language(parsed.report.language)
    matches = select(text, language)
    today = (published.start, published.end) if published.start and published.end else None
    dates = (full(match.fields) for match in matches)
    hint = next(((day, day) for day in dates if day), None)
    narrative = mode == "narrative" if mode != "auto" else is_narrative(matches, today, times)
    matches = [
        match
        for match in matches
        if match.rule.only in (None, "narrative" if narrative else "news")
    ]
    setting = Setting(text, times, language, today, narrative, hint, order=_order(matches))
    found = _completed(_read_in_order(matches, setting, published, parsed), setting)
    return [_dayless(timex) for timex in _stretched(_merged(found, parsed), setting)]


def _read_in_order(
    matches: Sequence[Match], setting: Setting, published: Published, parsed: Parsed
) -> list[Timex]:
    """The expressions of the matches, each read in the setting of those before it."""
    aside = _asides(matches, setting) if setting.narrative else frozenset()
    datelines = [(span.start, span.end) for span in published.spans]
    found = []
    for match in matches:
        setting = replace(setting, at=match.start)
        reading = read(setting, match)
        if reading is None:
            continue
        dateline = any(start < match.end and match.start < end for start, end in datelines)
        found += _timexes(match, reading, parsed, setting.language, dateline=dateline)
        still = dateline or match.start in aside
        setting = _moved_on(setting, match, reading, still=still)
    return found


def _moved_on(setting: Setting, match: Match, reading: Reading, *, still: bool) -> Setting:
    """The setting after a match; one that is an aside (``still``) does not move the story on."""
    dated = bool(reading.start and reading.unit)
    if dated and not still and not _stays(match, reading, setting):
        return setting.moved_to(reading, match.end)
    return replace(setting, hung=match.end) if reading.shift else setting


def _timexes(
    match: Match, reading: Reading, parsed: Parsed, language: Language, *, dateline: bool
) -> list[Timex]:
    """The expression, or both ends of one that is a range."""
    timex = Timex(
        span=parsed.span(match.start, match.end),
        type=reading.type or match.rule.type,
        value=reading.value,
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
        shift=reading.shift,
        rule="dateline" if dateline else match.rule.name,
        other=reading.other,
        doubt="" if dateline else reading.doubt,
    )
    return _ends(timex, parsed, language) if match.rule.as_ in _RANGES else [timex]


def _order(matches: Sequence[Match]) -> str:
    """Which comes first in the text's dates in digits, day or month, if one of them can be read
    only one way."""
    digits = [
        (int(m.fields["one"]), int(m.fields["two"])) for m in matches if m.rule.as_ == "numeric"
    ]
    found = {"dmy" if one > 12 else "mdy" for one, two in digits if (one > 12) != (two > 12)}
    return found.pop() if len(found) == 1 else ""


def doubtful(timex: Timex) -> str:
    """The warning about words of time that contradict themselves or can be read two ways."""
    others = " or ".join(start.isoformat() for start, _ in timex.other)
    message: str = getattr(Warnings, timex.doubt)
    return message.format(words=" ".join(timex.span.text.split()), day=timex.start, others=others)


def _asides(matches: Sequence[Match], setting: Setting) -> frozenset[int]:
    """The dates that do not move a narrative on: those that look back, and those far from the date
    before, to which the next one returns."""
    found = {match.start for match in matches if _backward(replace(setting, at=match.start))}
    dates = [
        (match.start, months)
        for match in matches
        if match.start not in found and (months := named_month(match.fields)) is not None
    ]
    for i in range(1, len(dates) - 1):
        before = next(months for at, months in reversed(dates[:i]) if at not in found)
        (at, months), after = dates[i], dates[i + 1][1]
        away = abs(months - before)
        if away > setting.times.narrative.aside and abs(after - before) < min(
            away, abs(after - months)
        ):
            found.add(at)
    return frozenset(found)


def _backward(setting: Setting) -> bool:
    """Whether the words before say that the text looks back on a date: "since March", "than in
    2006"."""
    return bool(
        setting.language.cues["since"].search(setting.before())
        or setting.language.cues["compared"].search(setting.before())
    )


def _stays(match: Match, reading: Reading, setting: Setting) -> bool:
    """Whether the story continues from where it was after this date: it only looks back or ahead
    ("the previous year", "next summer"), or contains the last date ("in 1941" after a day of that
    year)."""
    if setting.narrative and _looks_away(match):
        return True
    last = setting.last.days if setting.last else None
    if setting.last is None or last is None or reading.days is None:
        return False
    (start, end), coarser = reading.days, reading.unit != setting.last.unit
    return start <= last[0] and last[1] <= end and coarser


def _looks_away(match: Match) -> bool:
    """Whether a date is given by its distance from another, back or ahead."""
    f = match.fields
    back = min(int(f.get("near", 0)), int(f.get("later", 0))) < 0
    return back or bool(f.get("offset") or f.get("direction"))


def resolve_shift(
    timex: Timex, anchor_start: date, anchor_end: date, *, inverse: bool = False
) -> Stretch:
    """The days of "two days after X", X lasting from ``anchor_start`` to ``anchor_end`` (both
    inclusive).

    A Timex without a shift gives the anchor's days.

    Args:
        inverse: give the days of X: the event that the words date is the known one.
    """
    if timex.shift is None:
        return anchor_start, anchor_end
    low, high = (
        (-timex.shift.high, -timex.shift.low) if inverse else (timex.shift.low, timex.shift.high)
    )
    return anchor_start + timedelta(days=low), anchor_end + timedelta(days=high)


def _dayless(timex: Timex) -> Timex:
    """The expression without its days if these lie before Christ: the value holds them."""
    return (
        replace(timex, start=None, end=None, precision="none")
        if any(d and ancient(d) for d in (timex.start, timex.end))
        else timex
    )


def _ends(timex: Timex, parsed: Parsed, language: Language) -> list[Timex]:
    """The two ends of "3 to 5 May", "2012-2014", as TIMEX3 separates them; each with the days of
    the whole."""
    to = (
        language.cues["between_split"].search(timex.span.text)
        if timex.value and "/" in timex.value
        else None
    )
    if to is None or timex.value is None:
        return [timex]
    first, last = timex.value.split("/")
    at = timex.span.start
    return [
        replace(timex, span=parsed.span(at, at + to.start()), value=first),
        replace(timex, span=parsed.span(at + to.end(), timex.span.end), value=last),
    ]


def is_narrative(matches: Sequence[Match], today: Stretch | None, times: TimesCodebook) -> bool:
    """Whether the text is about the past, not news: it names many years, nearly all before the
    report's, few words that count from the day of writing, and none of these near its start.
    Without a report's day there is nothing else to count from."""
    if today is None:
        return True
    by, deictic, years = times.narrative, 0, []
    for match in matches:
        if match.rule.as_ == "weekday" or (
            match.rule.as_ == "unit" and match.fields.get("unit") == "D"
        ):
            if match.start < by.start:
                return False
            deictic += 1
        if str(match.fields.get("year", "")).isdigit():
            years.append(int(match.fields["year"]))
        elif "bc" in match.fields:
            years.append(0)
    past = sum(year < today[0].year - 1 for year in years)
    return (
        len(years) >= by.dates
        and past >= by.share * len(years)
        and deictic <= by.deictic * len(matches)
    )


def _completed(found: list[Timex], setting: Setting) -> list[Timex]:
    """Times of day with the nearest day named; without one they have no days."""
    days = [timex for timex in found if timex.precision == "day" and timex.rule != "dateline"]
    return [
        _with_day(timex, days, setting)
        if timex.value is not None and timex.value.startswith("T")
        else timex
        for timex in found
    ]


def _with_day(timex: Timex, days: list[Timex], setting: Setting) -> Timex:
    """A time of day with the nearest of the days; without one its value takes the report's day."""
    near = _nearest(timex, days, setting.text)
    if near is None or near.start is None:
        today = setting.today[1].isoformat() if setting.today and not setting.narrative else None
        return replace(timex, value=f"{today or 'XXXX-XX-XX'}{timex.value}")
    return replace(
        timex,
        value=f"{near.start.isoformat()}{timex.value}",
        start=near.start,
        end=near.end,
        precision="day",
    )


def _merged(found: list[Timex], parsed: Parsed) -> list[Timex]:
    """ "12:00 UTC Monday" as one expression: a clock time and the day right after it."""
    done: list[Timex] = []
    for timex in found:
        clock = done[-1] if done else None
        if (
            clock
            and clock.rule == "clock"
            and (timex.type, timex.precision, timex.start) == ("DATE", "day", clock.start)
        ):
            between = parsed.report.text[clock.span.end : timex.span.start]
            if timex.rule != "dateline" and _BESIDE.fullmatch(between):
                done[-1] = replace(clock, span=parsed.span(clock.span.start, timex.span.end))
                continue
        done.append(timex)
    return done


def _nearest(timex: Timex, days: list[Timex], text: str) -> Timex | None:
    at = timex.span
    here = [
        day
        for day in days
        if not _BREAK.search(text, min(day.span.end, at.end), max(day.span.start, at.start))
    ]
    if here:
        return min(here, key=lambda day: (abs(day.span.start - at.start), day.span.start))
    before = [day for day in days if 0 <= at.start - day.span.end <= REACH]
    return before[-1] if before else None


def _stretched(found: list[Timex], setting: Setting) -> list[Timex]:
    """The days with the words around them: "since X", "until X", "before X", "from X to Y", "Friday
    and Saturday", "the eve of … X"."""
    done = list(found)
    for i, timex in enumerate(found):
        past = found[i - 1].span.end if i else 0
        before = setting.text[max(past, timex.span.start - _BEFORE) : timex.span.start]
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and _counted(timex, following, setting.text):
            done[i] = _counted_from(timex, following)
        elif following is not None and _joined(timex, following, before, setting):
            done[i] = replace(timex, end=following.end, precision="range")
            done[i + 1] = replace(following, start=timex.start, precision="range")
        elif done[i] is timex:
            done[i] = _stretched_by_words(timex, before, setting)
    return done


def _stretched_by_words(timex: Timex, before: str, setting: Setting) -> Timex:
    """A date with "since", "until" or "before" in front of it."""
    if timex.type not in ("DATE", "TIME") or timex.rule in _UNSTRETCHED:
        return timex
    cues = setting.language.cues
    if timex.start and cues["since"].search(before):
        return replace(timex, end=_today_from(timex.start, setting), precision="range")
    if timex.end and cues["until"].search(before):
        return replace(timex, start=None, precision="range")
    # "before dawn on Friday" is that day
    if timex.start and timex.type == "DATE" and cues["before"].search(before):
        return replace(timex, start=None, end=timex.start - timedelta(days=1), precision="range")
    return timex


def _today_from(start: date, setting: Setting) -> date | None:
    """The report's day as the end of what began on a day; None if it is not later."""
    if setting.today is None or setting.narrative:
        return None
    return setting.today[1] if setting.today[1] >= start else None


def _counted_from(timex: Timex, day: Timex) -> Timex:
    """A distance with its days, counted from the day that follows."""
    start, end = resolve_shift(timex, day.start or date.min, day.end or date.max)
    return replace(
        timex,
        type="DATE",
        value=start.isoformat() if start == end else timex.value,
        start=start,
        end=end,
        precision="day" if start == end else "range",
        shift=None,
    )


def _counted(one: Timex, two: Timex, text: str) -> bool:
    """Whether a distance counts from the day that follows: "on the eve of a vote on 5 May", "two
    days after the 3 March raid"."""
    if one.shift is None or two.shift is not None:
        return False
    if two.precision != "day" or _days_of(two) is None:
        return False
    between = text[one.span.end : two.span.start]
    return len(between) <= (_EVE if one.rule == "eve" else _NEXT) and not _BREAK.search(between)


def _days_of(timex: Timex) -> Stretch | None:
    """The days from the first to the last, if both are known."""
    return (timex.start, timex.end) if timex.start and timex.end else None


def _joined(one: Timex, two: Timex, before: str, setting: Setting) -> bool:
    """Whether two dates are the ends of one interval."""
    first, last = _days_of(one), _days_of(two)
    if first is None or last is None or first[1] >= last[0]:
        return False
    if "dateline" in (one.rule, two.rule) or not {one.type, two.type} <= {"DATE", "TIME"}:
        return False
    between, cues = setting.text[one.span.end : two.span.start], setting.language.cues
    if cues["between_to"].search(between):
        return True
    neighbours = one.precision == two.precision == "day" and (last[0] - first[1]).days == 1
    joined = neighbours or bool(cues["from"].search(before))
    return joined and bool(cues["between_and"].search(between))
