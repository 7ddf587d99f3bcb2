"""Lengths of time, distances to an event and repetitions.

Normalisations like those in :mod:`onrecord.coding.time.calendar_dates`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import ceil

from onrecord.coding.records import Shift
from onrecord.coding.time.calendar import Stretch, period, step
from onrecord.coding.time.calendar_dates import calendar
from onrecord.coding.time.context import Reading, Setting
from onrecord.coding.time.grammar import Fields

_DAYS = {
    "TH": (1 / 24, 1 / 24),
    "TM": (1 / 1440, 1 / 1440),
    "W": (7, 7),
    "WE": (7, 7),
    "M": (28, 31),
    "Q": (90, 92),
    "Y": (365, 366),
}
# days from an event within which "shortly after" and "two hours later" still mean that day
_SAME_DAY = 6 / 24


def up_to(setting: Setting, base: date, low: float, unit: str) -> Stretch:
    """The ``low`` units that end with a day."""
    if unit in ("TH", "TM"):
        return base - timedelta(days=ceil(low / (24 if unit == "TH" else 1440))), base
    whole = int(low)
    if whole != low:
        return base - timedelta(
            days=round(low * {"W": 7, "M": 30.4, "Y": 365.2}.get(unit, 1)) - 1
        ), base
    return step(base, -whole, "W" if unit == "WE" else unit) + timedelta(days=1), base


def window(setting: Setting, f: Fields) -> Reading | None:
    """ "the past two weeks": up to the report's day."""
    low, _, label = setting.number(f)
    unit, reference = str(f["unit"]), setting.reference()
    written = written_length(label, unit)
    if reference is None:
        return Reading(written)
    if label == "X" and unit in ("M", "Y", "DE"):
        return Reading(written, None, reference[1], "range")
    start, end = up_to(setting, reference[1], low, unit)
    return Reading(written, start, end, "week" if (end - start).days == 6 else "range")


def coming(setting: Setting, f: Fields) -> Reading | None:
    """ "the next 48 hours": from the report's day on."""
    low, _, label = setting.number(f)
    unit, reference = str(f["unit"]), setting.reference()
    if reference is None or label == "X" or unit in ("TH", "TM"):
        return Reading(written_length(label, unit))
    return Reading(
        written_length(label, unit),
        reference[1] + timedelta(days=1),
        step(reference[1], int(low), unit),
        "range",
    )


def shift(setting: Setting, f: Fields) -> Reading | None:
    """ "two days after", "the eve of"."""
    return shifted(setting, f, int(f["after"]))


def shifted(setting: Setting, f: Fields, sign: int) -> Reading:
    """A distance to an event: sign 1 after it, -1 before it, 0 with it."""
    low, high, label = setting.number(f)
    unit = str(f["unit"])
    width = _DAYS.get(unit, (1, 1))
    slack = {"about": setting.times.slack.get(unit, 0)}.get(str(f.get("approx")), 0)
    near = int(low * width[0])
    far = 0 if high * width[1] <= _SAME_DAY else ceil(high * width[1])
    if f.get("approx") == "more":
        far = ceil((high + 1) * width[1])
    if f.get("approx") == "less":
        near = max(0, near - 2 * setting.times.slack.get(unit, 0))
    near, far = max(0, near - slack), far + slack
    shift = Shift(near, far) if sign > 0 else Shift(-far, -near) if sign < 0 else Shift(0, 0)
    return Reading(written_length(label, unit) if low else None, shift=shift)


def first_of(setting: Setting, f: Fields) -> Reading | None:
    """ "the first two weeks of July", "the last three months of 2016"."""
    whole = calendar(setting, {k: v for k, v in f.items() if k in ("month", "year")})
    low, _, label = setting.number(f)
    unit, rank = str(f["unit"]), int(f["rank"])
    if whole is None or whole.start is None or whole.end is None:
        return None
    if label == "X" or rank not in (1, -1):
        return None
    start, end = period(whole.start, "M" if "month" in f else "Y")
    if rank > 0:
        end = min(end, step(start, int(low), unit) - timedelta(days=1))
    else:
        start = max(start, step(end + timedelta(days=1), -int(low), unit))
    return Reading(written_length(label, unit), start, end, "range")


def durations(setting: Setting, f: Fields) -> Reading | None:
    """ "60 to 90 days": both ends."""
    low = setting.number({k: f[k] for k in ("number", "digits") if k in f})[2]
    high = setting.number({k: f[f"until{k}"] for k in ("number", "digits") if f"until{k}" in f})[2]
    return Reading("/".join(written_length(label, str(f["unit"])) for label in (low, high)))


def duration(setting: Setting, f: Fields) -> Reading | None:
    """A length of time; "has lasted for two weeks" gives it days, up to the report's."""
    low, _, label = setting.number(f)
    unit = str(f["unit"])
    written = written_length(label, unit)
    if unit == "Q" and "calendar" not in f:  # "three quarters" is a part
        return None
    if setting.today is None or setting.narrative or unit in ("TH", "TM"):
        return Reading(written)
    before = re.split(r"[.;!?]\s", setting.text[max(0, setting.at - 160) : setting.at])[-1]
    after = re.split(r"[.;!?]\s", setting.text[setting.at : setting.at + 160])[0]
    cues = setting.language.cues
    if not cues["during"].search(before) or not cues["lasting"].search(before + after):
        return Reading(written)
    if f.get("approx") == "more":
        return Reading(written, step(setting.today[1], -int(low), unit), setting.today[1], "range")
    return Reading(written, *up_to(setting, setting.today[1], low, unit), "range")


def setword(setting: Setting, f: Fields) -> Reading | None:
    """ "daily"."""
    return Reading(str(f["setword"]))


def every(setting: Setting, f: Fields) -> Reading | None:
    """ "every two weeks", "15 a year"."""
    return Reading(written_length(setting.number(f)[2], str(f["unit"])))


def written_length(label: str, unit: str) -> str:
    """A length as ISO 8601 writes it, which has no decades."""
    if unit == "DE":
        label, unit = label if label == "X" else f"{float(label) * 10:g}", "Y"
    return f"PT{label}{unit[1:]}" if unit in ("TH", "TM") else f"P{label}{unit}"
