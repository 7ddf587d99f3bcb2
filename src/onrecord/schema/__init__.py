"""What a record is. The ground floor: imports nothing of ours but the messages."""

from onrecord.schema.event import (
    Actor,
    Candidate,
    Claim,
    CodedReport,
    Diagnostic,
    Event,
    Harm,
    Interval,
    Item,
    Place,
    Speaker,
    Weapon,
    When,
    json_schema,
    spans_of,
)
from onrecord.schema.report import Published, Report
from onrecord.schema.span import Record, Span

__all__ = [
    "Actor",
    "Candidate",
    "Claim",
    "CodedReport",
    "Diagnostic",
    "Event",
    "Harm",
    "Interval",
    "Item",
    "Place",
    "Published",
    "Record",
    "Report",
    "Span",
    "Speaker",
    "Weapon",
    "When",
    "json_schema",
    "spans_of",
]
