"""Coders broken on purpose, to show that accuracy notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from onrecord.schema import CodedReport


def drop_events(coded: CodedReport) -> CodedReport:
    """Lose every other event."""
    return coded.model_copy(update={"events": coded.events[::2]})


def shift_dates(coded: CodedReport) -> CodedReport:
    """Move every event to a day later."""
    day = timedelta(days=1)
    events = []
    for event in coded.events:
        start, end = event.when.start, event.when.end
        when = event.when.model_copy(
            update={"start": start + day if start else None, "end": end + day if end else None}
        )
        events.append(event.model_copy(update={"when": when}))
    return coded.model_copy(update={"events": tuple(events)})


BREAKS: dict[str, Callable[[CodedReport], CodedReport]] = {
    "drop-events": drop_events,
    "shift-dates": shift_dates,
}
