"""The tables of a casebook, as the newest migration leaves them; a test keeps the two together.

Three kinds of rows: what was taken in (reports, coders, codings, events) and is never changed; what
people and programs did (decisions, audit, settings); and what follows from the two and can be
rebuilt at any time (bands, keys, links, members, incidents).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("payload", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("copy_of", ForeignKey("reports.number")),
)
"""``payload``: the whole Report as JSON, as it was read; ``digest``: the hash of its text and of
who published it and where."""

bands = Table(
    "bands",
    metadata,
    Column("band", Text, primary_key=True),
    Column("report", ForeignKey("reports.number"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Parts of the reports' signatures: two near-copies share at least one, so that copies are found
without comparing all."""

coders = Table(
    "coders",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("gazetteer", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("mode", Text, nullable=False),
    UniqueConstraint("version", "codebook", "gazetteer", "model", "rules", "mode"),
)
"""What made a coding: the version of onrecord, the hashes of codebook and gazetteer, the language
model, the rules for vague numbers, and what unfinished dates count from."""

codings = Table(
    "codings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("report", ForeignKey("reports.number"), nullable=False),
    Column("coder", ForeignKey("coders.id"), nullable=False),
    Column("digest", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("diagnostics", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Index("codings_report", "report"),
)
"""One coder's coding of a report; the newest is ``current``. ``source``: the Source as JSON, with
the day of publication as that coder read it; ``digest``: over the coding and its events."""

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("coding", ForeignKey("codings.id"), nullable=False),
    Column("report", ForeignKey("reports.number"), nullable=False),
    Column("name", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
    Column("traits", Text, nullable=False),
    Index("events_report", "report"),
    Index("events_coding", "coding"),
    Index("events_seq", "seq"),
)
"""``payload``: the Event as JSON; ``traits``: what the linker compares of it.

``seq`` stays with an account across its codings: decisions and incident numbers rely on it; an
event without a counterpart in an older coding has its own id.
"""

keys = Table(
    "keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("moment", BigInteger, primary_key=True),
    Column("event", ForeignKey("events.id"), primary_key=True),
    Index("keys_event", "event"),
    sqlite_with_rowid=False,
)
"""The blocking keys of the current events; ``moment``: what a large block is sorted by."""

links = Table(
    "links",
    metadata,
    Column("a", ForeignKey("events.id"), primary_key=True),
    Column("b", ForeignKey("events.id"), primary_key=True),
    Column("weight", Float, nullable=False),
    Column("probability", Float, nullable=False),
    Index("links_b", "b"),
    sqlite_with_rowid=False,
)
"""Pairs of current events that the linker joins; ``a`` is the smaller id."""

incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("review", Text, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("country", Text),
    Column("places", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Index("incidents_start", "start"),
    Index("incidents_country", "country"),
)
"""``number`` is the seq of its oldest account; ``payload``: the Incident as JSON, with only the ids
of its accounts and without its links."""

members = Table(
    "members",
    metadata,
    Column("event", ForeignKey("events.id"), primary_key=True),
    Column("incident", ForeignKey("incidents.number"), nullable=False),
    Index("members_incident", "incident"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("named", Text, nullable=False),
    Column("groups", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
)
"""``named``: the incidents and accounts as the person named them; ``groups``: the seqs of the
accounts that these referred to."""

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
"""``hash``: over the row and the hash of the row before it."""

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
