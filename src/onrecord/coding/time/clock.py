"""Hours and parts of the day. Normalisations like those in
:mod:`onrecord.coding.time.calendar_dates`."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.coding.time.calendar_dates import calendar
from onrecord.coding.time.context import Reading, Setting
from onrecord.coding.time.grammar import Fields


def clock(setting: Setting, f: Fields) -> Reading | None:
    """ "5.30 pm", "0300 hours", "021500Z AUG 18"."""
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
    day = calendar(
        setting, {k: v for k, v in f.items() if k in ("day", "month", "mm", "year", "yy")}
    )
    return replace(day, value=f"{day.value}{time}", type="TIME") if day else None


def tod(setting: Setting, f: Fields) -> Reading | None:
    """ "at dawn"."""
    return Reading(f"T{f['tod']}")


def _hour(digits: str) -> tuple[int, int]:
    """Hour and minute of "5", "5:30", "5.30", "530"."""
    found = re.match(r"(\d{1,2}?)[:.]?([0-5]\d)?(?![0-9])", digits)
    return (int(found[1]), int(found[2] or 0)) if found else (int(digits[:2]), 0)
