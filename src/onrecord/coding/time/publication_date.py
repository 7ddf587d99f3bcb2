"""The publication date: the text's own date line, or the date given, or a year inferred from a
weekday."""

from __future__ import annotations

from datetime import date

from onrecord.codebook.times import Language, TimesCodebook
from onrecord.coding.time.calendar import day_of
from onrecord.coding.time.calendar_dates import numeric_day
from onrecord.coding.time.grammar import Match, select
from onrecord.schema import Published, Report

_NAMED_DAY = frozenset(("weekday", "month", "day"))


def find_publication(report: Report, times: TimesCodebook, *, bound: date) -> Published:
    """When the report was published, and how this is known.

    A date line near the start ("12 March 2016 20:02", "CITY, 12 MAR 89 (AGENCY) --") wins over a
    given date; the given date comes next; then "Monday (August 6th)" gives the latest year, not
    after ``bound``, in which that day is a Monday; otherwise there is none.

    Args:
        bound: the day of retrieval, or of this release: no report is later.
    """
    given, language = report.published.start, times.language(report.language)
    for match in select(report.text[: times.within], language):
        day = _full(match, given, bound, language)
        if day is not None and day <= bound and _is_line(report.text, match, language):
            return Published.on(day, "dateline", (report.span(match.start, match.end),))
    if report.published.basis != "none":
        return report.published
    for match in select(report.text, language, holding=_NAMED_DAY):
        day = _by_weekday(match, bound)
        if day is not None:
            return Published.on(day, "weekday", (report.span(match.start, match.end),))
    return report.published


def _full(match: Match, given: date | None, bound: date, language: Language) -> date | None:
    """The day of an expression that names day, month and year; two digits of a year mean the latest
    that ``bound`` allows."""
    f = match.fields
    if not f.keys() & {"year", "yy"} or f.keys() & {"until", "tod", "part"}:
        return None
    year = int(f["year"]) if "year" in f else bound.year - (bound.year - int(f["yy"])) % 100
    if match.rule.as_ == "numeric":
        return numeric_day(
            int(f["one"]), int(f["two"]), year, language.order.get(f["sep"], "dmy"), given
        )
    if "day" not in f:
        return None
    return day_of(year, int(f.get("month") or f["mm"]), int(f["day"]))


def _is_line(text: str, match: Match, language: Language) -> bool:
    """Whether a date is the report's date line, by what comes before and after it."""
    cues, before, after = language.cues, text[: match.start], text[match.end :]
    if cues["dateline_cue"].search(before):
        return True
    if cues["dateline_tail"].match(after) and cues["dateline_place"].match(
        before.rsplit("\n", 1)[-1]
    ):
        return True
    clock = cues["dateline_clock"].match(after)
    rest = after[clock.end() :] if clock else after
    if not before.strip() or before.endswith("\n"):
        return bool(cues["dateline_start"].match(rest))
    if (
        (not after or after[0] == "\n")
        and not before.isupper()
        and cues["dateline_byline"].search(before)
    ):
        return True
    if before.isupper() or ". " in before or cues["dateline_not_before"].search(before):
        return False
    return bool(cues["dateline_begin"].match(rest))


def _by_weekday(match: Match, bound: date) -> date | None:
    f = match.fields
    if not {"weekday", "month", "day"} <= f.keys() or "year" in f or "yy" in f:
        return None
    years = range(bound.year, bound.year - 30, -1)
    days = (day_of(year, int(f["month"]), int(f["day"])) for year in years)
    return next(
        (day for day in days if day and day <= bound and day.isoweekday() == f["weekday"]), None
    )
