"""The records of the contract. The bottom layer: of this package it imports only the messages."""

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
from onrecord.schema.incident import Account, Basis, Evidence, Incident, Link, Source, Toll
from onrecord.schema.precision import (
    acled_geo_precision,
    acled_time_precision,
    ucdp_date_prec,
    ucdp_where_prec,
)
from onrecord.schema.report import Published, Report
from onrecord.schema.span import Record, Span

__all__ = [
    "Account",
    "Actor",
    "Basis",
    "Candidate",
    "Claim",
    "CodedReport",
    "Diagnostic",
    "Event",
    "Evidence",
    "Harm",
    "Incident",
    "Interval",
    "Item",
    "Link",
    "Place",
    "Published",
    "Record",
    "Report",
    "Source",
    "Span",
    "Speaker",
    "Toll",
    "Weapon",
    "When",
    "acled_geo_precision",
    "acled_time_precision",
    "json_schema",
    "spans_of",
    "ucdp_date_prec",
    "ucdp_where_prec",
]
