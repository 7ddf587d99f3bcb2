"""The casebook: many reports, their events, the incidents that these report, and what people
decided."""

from __future__ import annotations

import getpass
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from onrecord.casebook import audit, incidents, intake, linkage, tables
from onrecord.casebook.accounts import traits_of
from onrecord.casebook.audit import Entry, Trail
from onrecord.casebook.decisions import Decision, Kind, Ruling, keep, load, number_of, refusal
from onrecord.casebook.engine import connect, reading, shown, writing
from onrecord.casebook.groups import groups_of
from onrecord.casebook.incidents import Filter, Maker
from onrecord.casebook.intake import Added, Intake, Made
from onrecord.casebook.makers import linker, made_by, shipped_coder, shipped_headline
from onrecord.casebook.recode import Old, Recoded, compared, continued
from onrecord.casebook.sql import within
from onrecord.casebook.verify import problems
from onrecord.codebook.headline import Headline, Rule
from onrecord.codebook.types import Types
from onrecord.errors import Errors, OnrecordError
from onrecord.linking.model import why
from onrecord.linking.reconcile import ALWAYS, SHAPES, fitted, misfit, ordered, plainly
from onrecord.linking.silent import nearest
from onrecord.linking.traits import Traits, shipped, story
from onrecord.schema import CodedReport, Incident, Link, Place, Report
from onrecord.schema.incident import Review, Source

if TYPE_CHECKING:
    from onrecord.codebook import Codebook
    from onrecord.coding.coder import CoderProtocol
    from onrecord.gazetteer import Gazetteer

CHUNK = 200
"""The number of coded reports that go into one transaction when many are added at once."""
RULE, MEANING = "headline", "headline_rule"
SALT = "salt"
LINKER = "linker"


class Casebook:
    """The store of reports, events, incidents and decisions. Open one with :meth:`open`; it is a
    context manager.

    Every method that writes does so in one transaction: all of it or nothing, even if the process
    is killed.
    """

    def __init__(
        self, engine: Engine, name: str, *, codebook: Codebook | None, clock: Callable[[], datetime]
    ) -> None:
        self.name = name
        self._engine, self._codebook, self._clock = engine, codebook, clock

    @classmethod
    def open(
        cls,
        where: str | Path,
        *,
        create: bool = True,
        codebook: Codebook | None = None,
        clock: Callable[[], datetime] = audit.now,
    ) -> Self:
        """Open a casebook; create it if there is none, upgrade it if an older onrecord made it.

        Args:
            where: a file (SQLite), or the address of a PostgreSQL database
                (``postgresql://user@host/database``).
            create: whether to create one if there is none.
            codebook: the source of event types and headline rules; the shipped one by default.
            clock: returns the time for the audit trail and for decisions.

        Raises:
            OnrecordError: E691 if PostgreSQL's driver is not installed, E701 to E704 if it
                cannot be opened.
        """
        return cls(connect(where, create=create), shown(where), codebook=codebook, clock=clock)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- reports ----------------------------------------------------------------------------------

    def find(self, report: Report) -> str | None:
        """The name (``r7``) of a report that is already in; reports are distinguished by their
        text, title, outlet, address and given id."""
        with reading(self._engine) as connection:
            number = intake.known(connection, report)
        return f"r{number}" if number else None

    def add(
        self,
        report: Report | CodedReport,
        *,
        coder: CoderProtocol | None = None,
        by: str | None = None,
    ) -> Added:
        """Add one report: coded first, then stored and linked in one short transaction. Adding a
        report that is already in changes nothing.

        Args:
            report: a Report, which is coded, or a CodedReport.
            coder: the coder to use; the shipped one by default.
            by: who adds it; by default the user's login name.

        Raises:
            OnrecordError: E401 if the gazetteer cannot be opened.
        """
        if isinstance(report, Report):
            if name := self.find(report):
                return Added(name, new=False)
            coder = coder or shipped_coder()
            return self.store(report, coder.code(report), coder=coder, by=by)
        return self._add([(intake.as_read(report.report), report)], Made(), by)[0]

    def store(
        self, report: Report, coded: CodedReport, *, coder: CoderProtocol, by: str | None = None
    ) -> Added:
        """Add a report as it was read, with the coding that ``coder`` made of it, in one short
        transaction."""
        return self._add([(report, coded)], made_by(coder), by)[0]

    def extend(
        self,
        coded: Iterable[CodedReport],
        *,
        made: Made | None = None,
        by: str | None = None,
        chunk: int = CHUNK,
    ) -> Iterator[Added]:
        """Add many coded reports, ``chunk`` of them per transaction; the result is the same as
        adding one after the other."""
        rest = iter(coded)
        while some := [(intake.as_read(one.report), one) for one in islice(rest, chunk)]:
            yield from self._add(some, made or Made(), by)

    def _add(
        self, coded: Sequence[tuple[Report, CodedReport]], made: Made, by: str | None
    ) -> list[Added]:
        with writing(self._engine) as connection:
            found: list[Added] = []
            new: dict[int, Traits] = {}
            taker = Intake(
                connection, made=made, types=self._types, trail=self._trail(connection, by)
            )
            for report, one in coded:
                added, traits = taker.take(report, one)
                found.append(added)
                new |= traits
            if self._setting(connection, LINKER) is None:
                self._set(connection, LINKER, linker())
            self._regroup(connection, {*new, *linkage.link(connection, new)}, new=new)
            home = self._homes(connection, new)
        return [
            replace(one, incidents=tuple(dict.fromkeys(home[name] for name in one.events)))
            for one in found
        ]

    def report(self, name: str) -> Report:
        """A report as it was read. Raises OnrecordError (E712) if there is none of this name
        (``r7``)."""
        with reading(self._engine) as connection:
            found = (
                intake.report_of(connection, int(name[1:]))
                if name[:1] == "r" and name[1:].isdigit()
                else None
            )
        if found is None:
            raise OnrecordError(Errors.E712.format(account=name), code="E712")
        return found

    def coded(self) -> Iterator[CodedReport]:
        """Every report with its newest coding, in the order of adding."""
        with reading(self._engine) as connection:
            query = select(
                tables.codings.c.id, tables.codings.c.report, tables.codings.c.diagnostics
            )
            for row in connection.execute(
                query.where(tables.codings.c.current).order_by(tables.codings.c.report)
            ).all():
                report = intake.stored_report(connection, row.report)
                source, events = intake.coded_of(connection, row.id)
                yield CodedReport(
                    report=report.model_copy(update={"published": source.published}),
                    events=events,
                    diagnostics=json.loads(row.diagnostics),
                )

    # --- incidents --------------------------------------------------------------------------------

    def incidents(
        self,
        *,
        country: str | None = None,
        since: date | None = None,
        until: date | None = None,
        types: Iterable[str] = (),
        review: Iterable[Review] = (),
        place: str | None = None,
        evidence: bool = True,
    ) -> Iterator[Incident]:
        """The incidents with their accounts and links, by day, the undated last.

        Args:
            country: ISO 3166-1 alpha-3.
            since, until: only incidents whose interval of days touches this period (both days
                included); the undated touch none.
            types: event types; an incident matches any of them.
            review: open, accepted, rejected; an incident matches any of them; by default all.
            place: a part of a place's name; case and accents are ignored.
            evidence: whether the links say why; it takes about twice as long.

        Raises:
            OnrecordError: E603 for a type that neither the codebook nor any incident has.
        """
        chosen = Filter(country, since, until, tuple(types), tuple(review), place)
        with reading(self._engine) as connection:
            for name in chosen.types:
                if name.upper() not in self._types and not incidents.has_type(
                    connection, name.upper()
                ):
                    raise OnrecordError(Errors.E603.format(type=name), code="E603")
            yield from incidents.load(
                connection,
                incidents.find(connection, chosen),
                self._ruling(connection),
                evidence=evidence,
            )

    def incident(self, name: str) -> Incident:
        """One incident (``i12``), or the incident of an account (``r7e3``). Raises OnrecordError
        (E711, E712) if there is none."""
        with reading(self._engine) as connection:
            if name[:1] == "r":
                number = self._home(connection, incidents.event_of(connection, name).id)
            else:
                number = incidents.number_of(connection, name)
            return next(incidents.load(connection, [number], self._ruling(connection)))

    def why(self, a: str, b: str) -> Link:
        """The evidence for and against two accounts (``r7e3``) being about the same incident, and
        the decision if a person made one.

        Raises:
            OnrecordError: E712 if there is no such account, E718 if it is one and the same.
        """
        if a == b:
            raise OnrecordError(Errors.E718.format(account=a), code="E718")
        with reading(self._engine) as connection:
            rows = [incidents.event_of(connection, name) for name in (a, b)]
            traits = traits_of(connection, [row.id for row in rows])
            ruling = self._ruling(connection)
        pair = {row.seq for row in rows}
        decision = next(
            (name for seqs, name in (*ruling.must, *ruling.cannot) if set(seqs) == pair), None
        )
        return why(traits[rows[0].id], traits[rows[1].id]).model_copy(update={"decision": decision})

    def silent(self) -> list[tuple[Source, Link | None]]:
        """The reports in which no event was found, each with its link to the account of another
        report that it most likely belongs with."""
        with reading(self._engine) as connection:
            ids = list(
                connection.execute(
                    select(tables.events.c.id)
                    .where(tables.events.c.current)
                    .order_by(tables.events.c.id)
                ).scalars()
            )
            with_events = select(tables.events.c.report).where(tables.events.c.current)
            query = (
                select(tables.codings.c.source, tables.reports.c.payload)
                .join(tables.reports, tables.codings.c.report == tables.reports.c.number)
                .where(tables.codings.c.current, tables.codings.c.report.not_in(with_events))
                .order_by(tables.codings.c.report)
            )
            found = [
                (
                    Source.model_validate_json(row.source),
                    Report.model_validate_json(row.payload).text,
                )
                for row in connection.execute(query)
            ]
            accounts = traits_of(connection, ids)
        nearest_accounts = {
            link.a: link
            for link in nearest([story(*one) for one in found], [accounts[id] for id in ids])
        }
        return [(source, nearest_accounts.get(source.id)) for source, _ in found]

    # --- decisions --------------------------------------------------------------------------------

    def decide(
        self,
        kind: Kind,
        *named: str,
        by: str,
        reason: str,
        field: str | None = None,
        value: Any = None,
        gazetteer: Gazetteer | None = None,
    ) -> Decision:
        """Record a person's decision, which every later run respects until it is undone.

        Args:
            kind: ``merge`` incidents; ``split`` accounts (the names after the first) from an
                incident; ``link`` or ``unlink`` two accounts; ``set`` or ``clear`` a field of an
                incident; ``accept`` or ``reject`` an incident, or reject an account.
            named: incidents (``i12``) and accounts (``r7e3``).
            by: who decides; ``reason``: why.
            field: for set and clear: type, status, when, where, side_a, side_b, totals.killed …
            value: for set: a record of the schema, its JSON, or simply a number, an ISO day, a
                name; names of places and actors are looked up.
            gazetteer: where a place's name is looked up; the embedded one by default.

        Raises:
            OnrecordError: E682 (a value that does not fit), E711, E712, E714, E715.
        """
        if not by.strip() or not reason.strip():
            raise refusal("it needs a person and a reason")
        value = self._checked(kind, named, field, value, gazetteer)
        with writing(self._engine) as connection:
            groups = groups_of(connection, kind, named)
            trail = self._trail(connection, by)
            last = connection.execute(select(func.max(tables.decisions.c.number))).scalar()
            made = Decision(
                (last or 0) + 1, kind, named, groups, field, value, by, reason, trail.at
            )
            before, ruling = self._ruling(connection), self._ruling(connection, made)
            if clash := ruling.clash():
                raise OnrecordError(
                    Errors.E715.format(first=clash[0], second=clash[1]), code="E715"
                )
            keep(connection, made)
            changed = self._touch(connection, made, ruling, before)
            details = {
                "named": named,
                "groups": groups,
                "field": field,
                "value": value,
                "reason": reason,
                "incidents": names(changed),
            }
            trail.write(
                kind, made.id, {key: given for key, given in details.items() if given is not None}
            )
        return made

    def _checked(
        self,
        kind: Kind,
        named: Sequence[str],
        field: str | None,
        value: Any,
        gazetteer: Gazetteer | None,
    ) -> Any:
        """The value of a decision as JSON, in its field's shape; only ``set`` and ``clear`` have a
        field. Raises OnrecordError (E682, E714)."""
        if kind not in ("set", "clear"):
            return value
        if kind == "clear" and field in ALWAYS:
            raise refusal(f"every incident has a {field}: set another one")
        if field not in SHAPES:
            raise misfit(str(field), value, f"the fields are {', '.join(SHAPES)}")
        if kind == "clear":
            return value
        shaped = ordered(field, fitted(field, value, self._types))
        return plainly(self._looked_up(shaped, named, gazetteer))

    def _looked_up(self, value: Any, named: Sequence[str], gazetteer: Gazetteer | None) -> Any:
        """A value with its names looked up, if it has any."""
        if not isinstance(value, Place | tuple) or len(named) != 1:
            return value
        from onrecord.casebook.lookup import known
        from onrecord.codebook import Codebook
        from onrecord.coding.actors.matching import matcher
        from onrecord.gazetteer import Gazetteer

        return known(
            value,
            self.incident(named[0]),
            gazetteer=gazetteer or Gazetteer.open(),
            matcher=matcher((self._codebook or Codebook.load()).actors),
        )

    def undo(self, decision: str, *, by: str, reason: str) -> Decision:
        """Undo a decision; it stays on record. Raises OnrecordError (E713, E714, E716)."""
        if not by.strip() or not reason.strip():
            raise refusal("it needs a person and a reason")
        with writing(self._engine) as connection:
            number = number_of(decision)
            found = next((one for one in load(connection) if one.number == number), None)
            if found is None:
                raise OnrecordError(Errors.E713.format(decision=decision), code="E713")
            if found.undone:
                raise OnrecordError(Errors.E716.format(decision=decision), code="E716")
            before = self._ruling(connection)
            connection.execute(
                update(tables.decisions)
                .where(tables.decisions.c.number == number)
                .values(undone=True)
            )
            changed = self._touch(connection, found, self._ruling(connection), before)
            self._trail(connection, by).write(
                "undo", decision, {"reason": reason, "incidents": names(changed)}
            )
        return replace(found, undone=True)

    def decisions(self) -> list[Decision]:
        """All decisions in order, including the undone ones; ``fits`` is false if recoding left
        nothing of what one refers to."""
        with reading(self._engine) as connection:
            found = load(connection)
            alive = self._alive(connection, found)
        return [replace(one, fits=all(set(group) & alive for group in one.groups)) for one in found]

    # --- recoding ---------------------------------------------------------------------------------

    def recode(
        self, coder: CoderProtocol | None = None, *, by: str | None = None
    ) -> Iterator[Recoded]:
        """Code every report again whose current coding was made by another coder; the older codings
        are kept.

        An event that continues one of an older coding (by its words and type) keeps its lasting
        number, so that decisions and incident numbers stay valid. One transaction per report.
        """
        coder = coder or shipped_coder()
        made = made_by(coder)
        for number in self._due(made):
            with reading(self._engine) as connection:
                report = intake.stored_report(connection, number)
            yield self._recode(number, report, coder.code(report), made, by)

    def due(self, coder: CoderProtocol) -> int:
        """How many reports :meth:`recode` would code again."""
        return len(self._due(made_by(coder)))

    def _due(self, made: Made) -> list[int]:
        c, k = tables.codings.c, tables.coders.c
        same = (
            select(k.id)
            .where(*(k[name] == getattr(made, name) for name in Made.__slots__))
            .scalar_subquery()
        )
        with reading(self._engine) as connection:
            query = select(c.report).where(c.current, c.coder.not_in(same)).order_by(c.report)
            return list(connection.execute(query).scalars())

    def _recode(
        self, number: int, report: Report, coded: CodedReport, made: Made, by: str | None
    ) -> Recoded:
        with writing(self._engine) as connection:
            e = tables.events.c
            rows = connection.execute(
                select(e.id, e.coding, e.seq, e.current, e.payload)
                .where(e.report == number)
                .order_by(e.id)
            ).all()
            current = [row for row in rows if row.current]
            old = [Old(row.coding, row.seq, intake.event(row.payload)) for row in rows]
            seqs = continued(old, coded.events)
            gone = {row.id for row in current}
            mates = incidents.parts_of(connection, gone, self._ruling(connection)) - gone
            linkage.unblock(connection, [row.id for row in current])
            incidents.drop(connection, (), [row.id for row in current])
            copy_of = connection.execute(
                select(tables.reports.c.copy_of).where(tables.reports.c.number == number)
            ).scalar()
            intake.retire(connection, number)
            trail = self._trail(connection, by)
            taker = Intake(connection, made=made, types=self._types, trail=trail)
            new, hashed = taker.code(number, report, coded, copy_of=copy_of, seqs=seqs)
            self._regroup(connection, {*new, *mates, *linkage.link(connection, new)}, new=new)
            incidents.sweep(connection)
            before = {row.seq: intake.event(row.payload) for row in current}
            result = compared(f"r{number}", before, coded.events, seqs)
            details = {
                "coding": hashed,
                "same": result.same,
                "changed": result.changed,
                "new": result.new,
                "gone": result.gone,
            }
            trail.write("recode", f"r{number}", details)
        return result

    @property
    def linked_otherwise(self) -> bool:
        """Whether another version's weights made the current links: :meth:`relink` makes them
        again."""
        with reading(self._engine) as connection:
            return self._setting(connection, LINKER) not in (None, linker())

    def relink(self, *, by: str | None = None) -> None:
        """Link all events again, in one transaction; decisions apply as before."""
        with writing(self._engine) as connection:
            query = (
                select(tables.events.c.id)
                .where(tables.events.c.current)
                .order_by(tables.events.c.id)
            )
            ids = list(connection.execute(query).scalars())
            linkage.relink(connection, ids, self._types)
            self._regroup(connection, ids, whole=True)
            self._set(connection, LINKER, linker())
            self._trail(connection, by).write("relink", linker(), {"events": len(ids)})

    # --- settings, audit trail --------------------------------------------------------------------

    @property
    def settings(self) -> Mapping[str, str]:
        """What is set for this casebook: ``headline``, the rule for headline values."""
        with reading(self._engine) as connection:
            return {RULE: self._rule(connection)}

    def salt(self, *, by: str | None = None) -> str:
        """The secret under which this casebook's exports assign pseudonyms; created on first
        use."""
        with writing(self._engine) as connection:
            found = self._setting(connection, SALT)
            if found is None:
                found = secrets.token_hex(16)
                self._set(connection, SALT, found)
                self._trail(connection, by).write("salt", "made", {})
        return found

    def headline(self, rule: str, *, by: str | None = None) -> None:
        """Set the named rule for headline values; all of them are computed again. Raises
        OnrecordError (E681) if there is no such rule."""
        if rule not in self._headline.rules:
            raise OnrecordError(
                Errors.E681.format(rule=rule, known=", ".join(self._headline.rules)), code="E681"
            )
        with writing(self._engine) as connection:
            before = self._rule(connection)
            self._set(connection, RULE, rule)
            self._set(connection, MEANING, self._headline.rules[rule].model_dump_json())
            incidents.remake(connection, self._ruling(connection), self._maker(connection))
            self._trail(connection, by).write("headline", rule, {"before": before})

    def rules(self) -> list[tuple[str, str]]:
        """The rules for headline values: name and definition."""
        return [(name, rule.definition) for name, rule in self._headline.rules.items()]

    def exported(self, details: Mapping[str, Any], *, by: str | None = None) -> None:
        """Put an export on record."""
        with writing(self._engine) as connection:
            self._trail(connection, by).write("export", str(details.get("as", "")), details)

    def log(self, *, last: int | None = None) -> Iterator[Entry]:
        """The audit trail in order; if ``last`` is given only that many rows from the end."""
        with reading(self._engine) as connection:
            yield from audit.entries(connection, last=last)

    def verify(self) -> Iterator[str]:
        """What in the casebook does not match its audit trail, in words; empty if everything
        matches."""
        with reading(self._engine) as connection:
            yield from problems(connection)

    def counts(self) -> dict[str, int]:
        """How many reports, copies among them, events, incidents and decisions in force there
        are."""
        t = tables
        questions = {
            "reports": select(func.count()).select_from(t.reports),
            "copies": select(func.count())
            .select_from(t.reports)
            .where(t.reports.c.copy_of.is_not(None)),
            "events": select(func.count()).select_from(t.events).where(t.events.c.current),
            "incidents": select(func.count()).select_from(t.incidents),
            "decisions": select(func.count())
            .select_from(t.decisions)
            .where(t.decisions.c.undone.is_(False)),
        }
        with reading(self._engine) as connection:
            return {
                name: connection.execute(question).scalar_one()
                for name, question in questions.items()
            }

    # --- within a transaction ---------------------------------------------------------------------

    @cached_property
    def _types(self) -> Types:
        return self._codebook.types if self._codebook else shipped()

    @cached_property
    def _headline(self) -> Headline:
        return self._codebook.headline if self._codebook else shipped_headline()

    def _trail(self, connection: Connection, by: str | None) -> Trail:
        return Trail(connection, by=by or getpass.getuser(), at=self._clock())

    def _rule(self, connection: Connection) -> str:
        return self._setting(connection, RULE) or self._headline.default

    def _setting(self, connection: Connection, name: str) -> str | None:
        return connection.execute(
            select(tables.settings.c.value).where(tables.settings.c.name == name)
        ).scalar()

    def _set(self, connection: Connection, name: str, value: str) -> None:
        connection.execute(delete(tables.settings).where(tables.settings.c.name == name))
        connection.execute(insert(tables.settings), {"name": name, "value": value})

    def _maker(self, connection: Connection) -> Maker:
        name, meaning = self._rule(connection), self._setting(connection, MEANING)
        headline = self._headline
        # a rule of the user's own stays in force, whatever codebook the casebook is opened with
        if meaning:
            headline = headline.model_copy(
                update={"rules": {**headline.rules, name: Rule.model_validate_json(meaning)}}
            )
        return Maker(headline, self._types, name)

    def _alive(self, connection: Connection, found: Iterable[Decision]) -> set[int]:
        return set(
            incidents.seq_of(
                connection, {seq for one in found for group in one.groups for seq in group}
            )
        )

    def _ruling(self, connection: Connection, *more: Decision) -> Ruling:
        found = (*load(connection), *more)
        return Ruling.of(found, self._alive(connection, found)) if found else Ruling()

    def _regroup(
        self,
        connection: Connection,
        touched: Iterable[int],
        *,
        ruling: Ruling | None = None,
        before: Ruling | None = None,
        new: Iterable[int] = (),
        whole: bool = False,
    ) -> set[int]:
        every = set(touched)
        if not every:
            return set()
        ruling, maker = ruling or self._ruling(connection), self._maker(connection)
        return incidents.regroup(
            connection, every, ruling, maker, before=before, new=set(new), whole=whole
        )

    def _touch(
        self, connection: Connection, decision: Decision, ruling: Ruling, before: Ruling
    ) -> set[int]:
        seqs = {seq for group in decision.groups for seq in group}
        return self._regroup(
            connection, incidents.seq_of(connection, seqs).values(), ruling=ruling, before=before
        )

    def _home(self, connection: Connection, event: int) -> int:
        return int(
            connection.execute(
                select(tables.members.c.incident).where(tables.members.c.event == event)
            ).scalar_one()
        )

    def _homes(self, connection: Connection, new: Mapping[int, Traits]) -> dict[str, str]:
        m = tables.members.c
        return {
            new[row.event].id: f"i{row.incident}"
            for some in within(m.event, new)
            for row in connection.execute(select(m.event, m.incident).where(some))
        }


def names(numbers: Iterable[int]) -> list[str]:
    """Incidents by name, in order."""
    return [f"i{number}" for number in sorted(numbers)]
