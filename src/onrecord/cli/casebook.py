"""The casebook's commands: a thin layer over :class:`onrecord.casebook.Casebook`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import common
from onrecord.cli.common import Country, code_of, many
from onrecord.exporters.registry import LAYOUTS

if TYPE_CHECKING:
    from onrecord.casebook import Added, Casebook
    from onrecord.casebook.decisions import Decision, Kind
    from onrecord.codebook import Codebook

BEGINNING = len("sha256:") + 12
"""The length to which a hash is cut when it is shown."""

decide_app = typer.Typer(
    no_args_is_help=True,
    help="Decide on incidents and accounts. Later runs respect a decision until it is undone.",
)

Book = Annotated[
    str,
    typer.Option(
        "--casebook",
        "-c",
        envvar="ONRECORD_CASEBOOK",
        show_envvar=True,
        metavar="FILE",
        help="The casebook: a file, or postgresql://user@host/database.",
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        envvar="ONRECORD_BY",
        show_envvar=True,
        metavar="WHO",
        help="Your name, for the record.",
    ),
]
Who = Annotated[
    str | None,
    typer.Option(
        "--by",
        envvar="ONRECORD_BY",
        show_envvar=True,
        metavar="WHO",
        help="Your name, for the record; by default the login name.",
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for the record.")]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Only those that may have happened on this day or later.",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Only those that may have happened on this day or earlier.",
    ),
]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="Only of this event type; may be repeated."),
]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="NAME", help="Only if a place's name contains this."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object per line.")]
IncidentName = Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident, such as i12.")]


class Review(StrEnum):
    """What ``--review`` takes."""

    open = "open"
    accepted = "accepted"
    rejected = "rejected"


Reviews = Annotated[
    list[Review] | None,
    typer.Option("--review", help="Only those with this review status; may be repeated."),
]


@contextmanager
def opened(
    where: str, *, create: bool = False, codebook: Codebook | None = None
) -> Iterator[Casebook]:
    """The casebook; an error of the library becomes a message and an exit status."""
    from onrecord.casebook import Casebook

    with common.reported(), Casebook.open(where, create=create, codebook=codebook) as casebook:
        yield casebook


def chosen(
    country: str | None,
    since: datetime | None,
    until: datetime | None,
    types: Sequence[str] | None,
    review: Sequence[Review] | None,
    place: str | None,
) -> dict[str, Any]:
    """The options that select incidents, as arguments of ``Casebook.incidents``. Raises
    OnrecordError (E604) for an unknown country."""
    return {
        "country": code_of(country),
        "since": since.date() if since else None,
        "until": until.date() if until else None,
        "types": tuple(types or ()),
        "review": tuple(one.value for one in review or ()),
        "place": place,
    }


# --- reports --------------------------------------------------------------------------------------


STOPPED = 130
"""Exit status after Ctrl-C."""


def add(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORTS...",
            help=(
                "Files, folders, web addresses, or - for standard input; also JSON lines that"
                " 'code' wrote."
            ),
        ),
    ],
    casebook: Book,
    published: common.Published = None,
    retrieved: common.Retrieved = None,
    outlet: common.Outlet = None,
    title: common.Title = None,
    rules: common.RuleSet = common.Rules.literal,
    mode: common.TimeMode = common.Mode.auto,
    codebook: common.Codebooks = None,
    gazetteer: common.GazetteerFile = None,
    max_bytes: common.MaxBytes = 1_000_000,
    by: Who = None,
) -> None:
    """Add reports to a casebook: code them, keep them whole and link them with the reports already
    in it. Adding a report again changes nothing."""
    from onrecord.casebook.inputs import Failed, each, expected
    from onrecord.cli.progress import steps
    from onrecord.readers import within

    failures: list[str] = []
    done = new = 0
    fresh = not Path(casebook).exists()
    with common.reported():
        coder = common.build_coder(rules, codebook, gazetteer, mode)
        known, inputs = (
            common.knowledge(published, retrieved, outlet, title, max_bytes),
            within(inputs),
        )
        with opened(casebook, create=True, codebook=getattr(coder, "codebook", None)) as book:
            try:
                with steps("adding", expected(inputs)) as bar:
                    for source, result in each(inputs, book, coder=coder, known=known, by=by):
                        bar.step()
                        if isinstance(result, Failed):
                            bar.say(str(result.error), err=True)
                            failures.append(result.error.code)
                            continue
                        for doubt in result.diagnostics:
                            bar.say(f"{source}: {doubt.code} {doubt.message}", err=True)
                        done += 1
                        new += result.added.new
                        bar.say(line(result.added, source))
            except KeyboardInterrupt:  # what is in stays in: the same call continues from there
                typer.echo(f"stopped: {summary(book, new, done - new, len(failures))}", err=True)
                raise typer.Exit(STOPPED) from None
            if book.linked_otherwise:
                typer.echo(
                    "the linker has changed since: 'onrecord recode' links all events again",
                    err=True,
                )
            if len(inputs) > 1 or done > 1:
                typer.echo(summary(book, new, done - new, len(failures)), err=True)
    if fresh and not done:
        Path(casebook).unlink(missing_ok=True)  # nothing was added: no casebook is left behind
    if failures:
        raise typer.Exit(common.SOME_FAILED if done else common.status_of(failures[0]))


def line(added: Added, source: str) -> str:
    """What became of a report, in one line."""
    if not added.new:
        return f"{added.report}  already in: {source}"
    events = many(len(added.events), "event") + (
        f" in {', '.join(added.incidents)}" if added.events else ""
    )
    return (
        f"{added.report}  {events}{f'; a near-copy of {added.copy_of}' if added.copy_of else ''}:"
        f" {source}"
    )


def summary(book: Casebook, new: int, old: int, failed: int) -> str:
    """What adding resulted in, and what the casebook contains now."""
    counts = book.counts()
    parts = [f"{new:,} new", f"{old:,} already in"] + ([f"{failed:,} failed"] if failed else [])
    copies = f" ({many(counts['copies'], 'near-copy', 'near-copies')})" if counts["copies"] else ""
    contents = (
        f"{many(counts['reports'], 'report')}{copies}, {many(counts['events'], 'event')},"
        f" {many(counts['incidents'], 'incident')}"
    )
    return f"{', '.join(parts)}. {book.name}: {contents}"


def recode(
    casebook: Book,
    rules: common.RuleSet = common.Rules.literal,
    mode: common.TimeMode = common.Mode.auto,
    codebook: common.Codebooks = None,
    gazetteer: common.GazetteerFile = None,
    by: Who = None,
) -> None:
    """Code the reports again if this version, codebook, gazetteer, rules or mode differ from what
    coded them; older codings are kept."""
    from onrecord.cli.progress import steps

    with common.reported():
        coder = common.build_coder(rules, codebook, gazetteer, mode)
        with opened(casebook, codebook=getattr(coder, "codebook", None)) as book:
            count = 0
            with steps("coding again", book.due(coder)) as bar:
                for one in book.recode(coder, by=by):
                    count += 1
                    bar.step()
                    if one.changed or one.new or one.gone:
                        kept = many(one.same, "event")
                        bar.say(
                            f"{one.report}  {kept} as before, {one.changed} changed, {one.new} new,"
                            f" {one.gone} gone"
                        )
            typer.echo(f"{many(count, 'report')} coded again", err=True)
            if book.linked_otherwise:
                book.relink(by=by)
                typer.echo("all events linked again: the linker has changed", err=True)
            for decision in book.decisions():
                if not decision.fits and not decision.undone:
                    typer.echo(f"{decision.id} no longer applies: {words(decision)}", err=True)


# --- incidents ------------------------------------------------------------------------------------


def incidents(
    casebook: Book,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    type: Types = None,
    review: Reviews = None,
    place: Place = None,
    as_json: Json = False,
) -> None:
    """List the incidents: day, place, type, killed, independent sources, what the accounts differ
    on."""
    from onrecord.exporters.listing import listing

    with opened(casebook) as book:
        found = book.incidents(
            **chosen(country, since, until, type, review, place), evidence=as_json
        )
        first = next(found, None)
        if first is None:
            typer.echo(
                f"none of {many(book.counts()['incidents'], 'incident')} is of that kind", err=True
            )
            return
        found = chain([first], found)
        for piece in (
            (one.model_dump_json(by_alias=True) + "\n" for one in found)
            if as_json
            else listing(found, common.columns())
        ):
            typer.echo(piece, nl=False)


def show(incident: IncidentName, casebook: Book, as_json: Json = False) -> None:
    """Show an incident: one row per claim, one column per field, differences marked, what set each
    headline value."""
    import sys

    from onrecord.exporters.matrix import matrix

    with opened(casebook) as book:
        found = book.incident(incident)
        for piece in (
            (found.model_dump_json(by_alias=True) + "\n",)
            if as_json
            else matrix(found, common.columns(), sys.stdout.isatty())
        ):
            typer.echo(piece, nl=False)


def why(
    a: Annotated[str, typer.Argument(metavar="E1", help="An account, such as r7e3.")],
    b: Annotated[str, typer.Argument(metavar="E2", help="Another one.")],
    casebook: Book,
    as_json: Json = False,
) -> None:
    """Show the evidence for and against two accounts being about the same incident: by field, in
    bits."""
    from onrecord.exporters.waterfall import waterfall
    from onrecord.linking.model import shipped

    with opened(casebook) as book:
        link = book.why(a, b)
        model = shipped()
        for piece in (
            (link.model_dump_json() + "\n",)
            if as_json
            else waterfall(link, prior=model.prior, threshold=model.threshold)
        ):
            typer.echo(piece, nl=False)


def silent(casebook: Book, as_json: Json = False) -> None:
    """List the reports in which no event was found, each with the incident that it most likely
    belongs to."""
    with opened(casebook) as book:
        for source, link in book.silent():
            home = book.incident(link.b).id if link else None
            if as_json:
                record = {
                    "report": source.id,
                    "title": source.title,
                    "incident": home,
                    "link": link.model_dump() if link else None,
                }
                typer.echo(json.dumps(record, ensure_ascii=False))
            else:
                nearest = (
                    f"{home} ({link.b}, {100 * link.probability:.0f} %)" if link else "no incident"
                )
                typer.echo(f"{source.id}  {nearest}  {source.title or ''}".rstrip())


# --- decisions ------------------------------------------------------------------------------------


def take(
    casebook: str, kind: Kind, *named: str, codebook: Codebook | None = None, **details: Any
) -> None:
    """Record a decision and print its name and its consequences; ``details``: further arguments of
    ``Casebook.decide``."""
    with opened(casebook, codebook=codebook) as book:
        made = book.decide(kind, *named, **details)
        typer.echo(f"{made.id}  {words(made)}")
        if made.kind == "set" and made.field == "where":
            for one in found_for(made.value):
                typer.echo(f"    {one}")
        for one in consequences(book, made):
            typer.echo(f"    {one}")


def consequences(book: Casebook, made: Decision) -> Iterator[str]:
    """Which incidents the accounts are in after a decision, or after it was undone."""
    from onrecord.errors import OnrecordError

    for name in made.named:
        try:
            found = book.incident(name)
        except OnrecordError:
            continue
        if name == found.id:
            yield f"{name} has {', '.join(a.id for a in found.accounts)} ({found.review})"
        elif made.kind != "reject" or made.undone:
            yield f"{name} is in {found.id}"
        elif name in (account.id for account in found.accounts):
            yield f"{found.id} has no other account: it is {found.review}"
        else:
            yield (
                f"{name} is left out of {found.id}, which has"
                f" {', '.join(a.id for a in found.accounts)} ({found.review})"
            )


def found_for(place: dict[str, Any]) -> Iterator[str]:
    """What the gazetteer knows a place by, and what else its name could mean."""
    if not place["resolved"] and place["latitude"] is None:
        yield (
            f"the gazetteer does not have {place['name']}: give coordinates, as JSON, to show"
            " it on the map"
        )
    if others := [
        ", ".join(filter(None, (e["resolved"], e["admin1"], e["country"])))
        for e in place["candidates"]
    ]:
        yield (
            f"it could also be {'; '.join(others)}: name what contains it, as 'Place, Province,"
            " Country'"
        )


def words(decision: Decision) -> str:
    """A decision as words."""
    field = f" {decision.field}" if decision.field else ""
    value = (
        f" {json.dumps(bare(decision.value), ensure_ascii=False)}" if decision.kind == "set" else ""
    )
    return f"{decision.kind} {' '.join(decision.named)}{field}{value}"


def bare(value: Any) -> Any:
    """A value without empty fields and without its other candidates."""
    if isinstance(value, dict):
        return {
            key: bare(one)
            for key, one in value.items()
            if one not in (None, [], {}) and key != "candidates"
        }
    return [bare(one) for one in value] if isinstance(value, list) else value


@decide_app.command("merge")
def merge(
    incidents: Annotated[
        list[str], typer.Argument(metavar="INCIDENTS...", help="Two or more, such as i3 i5.")
    ],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Merge incidents into one; it keeps the oldest one's number."""
    take(casebook, "merge", *incidents, by=by, reason=reason)


@decide_app.command("split")
def split(
    incident: IncidentName,
    accounts: Annotated[
        list[str],
        typer.Argument(metavar="ACCOUNTS...", help="The accounts to take out, such as r7e3."),
    ],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Take accounts out of an incident: together they become a new one."""
    take(casebook, "split", incident, *accounts, by=by, reason=reason)


@decide_app.command("link")
def link(
    a: Annotated[str, typer.Argument(metavar="E1", help="An account, such as r7e3.")],
    b: Annotated[str, typer.Argument(metavar="E2", help="Another one.")],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Two accounts report the same incident, whatever the evidence."""
    take(casebook, "link", a, b, by=by, reason=reason)


@decide_app.command("unlink")
def unlink(
    a: Annotated[str, typer.Argument(metavar="E1", help="An account, such as r7e3.")],
    b: Annotated[str, typer.Argument(metavar="E2", help="Another one.")],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Two accounts report different incidents, whatever the evidence."""
    take(casebook, "unlink", a, b, by=by, reason=reason)


@decide_app.command("set")
def set_(
    incident: IncidentName,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD", help="type, status, when, where, side_a, side_b, killed, injured …"
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="12, 12..15, 12.. (or more); a day, or two: 2024-06-01..2024-06-03; a name; JSON.",
        ),
    ],
    casebook: Book,
    by: By,
    reason: Reason,
    codebook: common.Codebooks = None,
    gazetteer: common.GazetteerFile = None,
) -> None:
    """Set a headline value; the rule's own value is kept next to it. Names of places and actors are
    looked up, and the result is printed."""
    from onrecord.casebook.values import field_of, value_of
    from onrecord.codebook import Codebook
    from onrecord.gazetteer import Gazetteer

    with common.reported():
        name = field_of(field)
        given = value_of(name, value)
        codes = Codebook.load(*codebook) if codebook else None
        places = Gazetteer.open(gazetteer) if gazetteer else None
    take(
        casebook,
        "set",
        incident,
        codebook=codes,
        by=by,
        reason=reason,
        field=name,
        value=given,
        gazetteer=places,
    )


@decide_app.command("clear")
def clear(
    incident: IncidentName,
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="when, where, side_a, side_b, killed, injured …")
    ],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Clear a headline value: it is not known, whatever the claims say."""
    from onrecord.casebook.values import field_of

    take(casebook, "clear", incident, by=by, reason=reason, field=field_of(field))


@decide_app.command("accept")
def accept(incident: IncidentName, casebook: Book, by: By, reason: Reason) -> None:
    """Accept an incident as reviewed."""
    take(casebook, "accept", incident, by=by, reason=reason)


@decide_app.command("reject")
def reject(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="An incident, such as i12, or one account, such as r7e3."
        ),
    ],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Reject an incident, or leave one account out of its incident."""
    take(casebook, "reject", name, by=by, reason=reason)


def undo(
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="Such as d4; 'onrecord decisions' lists them.")
    ],
    casebook: Book,
    by: By,
    reason: Reason,
) -> None:
    """Undo a decision; it stays on record."""
    with opened(casebook) as book:
        made = book.undo(decision, by=by, reason=reason)
        typer.echo(f"{made.id} undone: {words(made)}")
        for one in consequences(book, made):
            typer.echo(f"    {one}")


def decisions(casebook: Book, as_json: Json = False) -> None:
    """List the decisions: who, when, why, and whether they are still in force."""
    with opened(casebook) as book:
        for one in book.decisions():
            if as_json:
                typer.echo(json.dumps({"id": one.id, **asdict(one)}, ensure_ascii=False))
                continue
            state = " (undone)" if one.undone else "" if one.fits else " (no longer applies)"
            typer.echo(common.hanging(one.id, f"{words(one)}{state}", 6))
            typer.echo(common.hanging("", f"{one.by}, {one.at}: {one.reason}", 6))


def log(
    casebook: Book,
    last: Annotated[
        int | None, typer.Option("--last", metavar="N", help="Only the newest N rows.")
    ] = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="Check the trail and what it records; status 1 if anything was changed.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the audit trail: imports, recoding, decisions, settings, exports."""
    with opened(casebook) as book:
        if verify:
            problems = list(book.verify())
            for problem in problems:
                typer.echo(problem, err=True)
            if problems:
                raise typer.Exit(1)
            end = next(book.log(last=1), None)
            typer.echo(
                f"{end.number:,} rows are intact; the last hash is {end.hash}"
                if end
                else "The trail is empty."
            )
            return
        for one in book.log(last=last):
            if as_json:
                typer.echo(json.dumps(asdict(one), ensure_ascii=False))
            else:
                details = ", ".join(f"{name} {brief(value)}" for name, value in one.details.items())
                typer.echo(
                    common.hanging(
                        str(one.number),
                        f"{one.at} {one.by}: {one.action} {one.subject}; {details}",
                        6,
                    )
                )


def brief(value: Any) -> str:
    """A detail of the trail for reading; a hash is cut to its beginning (whole with ``--json``)."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"{value[:BEGINNING]}…" if value.startswith("sha256:") else value


def headline(
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[RULE]", help="Its name; if omitted, the rules are listed."),
    ] = None,
    *,
    casebook: Book,
    codebook: common.Codebooks = None,
    by: Who = None,
) -> None:
    """Set the casebook's rule for headline values, or list the rules."""
    from onrecord.codebook import Codebook

    with (
        common.reported(),
        opened(casebook, codebook=Codebook.load(*codebook) if codebook else None) as book,
    ):
        if rule:
            book.headline(rule, by=by)
            typer.echo(f"headline values by {rule}")
            return
        current = book.settings["headline"]
        for name, meaning in book.rules():
            here = " (this casebook)" if name == current else ""
            typer.echo(f"{name}{here}\n{common.hanging('', meaning, 4)}")


def missing(
    casebook: Book,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    type: Types = None,
    review: Reviews = None,
    place: Place = None,
    whole: Annotated[
        bool, typer.Option("--all", help="Name every incident, not only the first few.")
    ] = False,
) -> None:
    """List the fields that no claim fills, and in how many incidents."""
    from onrecord.exporters.missing import missing as gaps
    from onrecord.exporters.missing import table

    with opened(casebook) as book:
        for piece in table(
            gaps(
                book.incidents(**chosen(country, since, until, type, review, place), evidence=False)
            ),
            whole=whole,
        ):
            typer.echo(piece, nl=False)


# --- tables out and in ----------------------------------------------------------------------------


if TYPE_CHECKING:

    class Layout(StrEnum):
        """What ``--as`` takes: the registry's rows."""

else:
    Layout = StrEnum("Layout", {name: name for name in LAYOUTS})


def export(
    casebook: Book,
    layout: Annotated[
        Layout,
        typer.Option(
            "--as",
            help="The table's layout; 'reports': coded reports, which 'add' reads back.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write to this file; by default to standard output."
        ),
    ] = None,
    protect: Annotated[
        str | None,
        typer.Option(
            "--protect",
            metavar="POLICY",
            help="What is withheld: public, partner, internal, or a YAML file.",
        ),
    ] = None,
    preview: Annotated[
        bool,
        typer.Option(
            "--preview", help="Only show what would be exported, field by field; with --protect."
        ),
    ] = False,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    type: Types = None,
    review: Reviews = None,
    place: Place = None,
    codebook: common.Codebooks = None,
    gazetteer: common.GazetteerFile = None,
    by: Who = None,
) -> None:
    """Write incidents as a table, checked and stamped; the export is put on record. Rejected
    incidents are left out."""
    from onrecord.casebook.exports import Order, changes, write
    from onrecord.codebook import Codebook

    with common.reported():
        codes = Codebook.load(*(codebook or ()))
        order = Order(
            layout.value, chosen(country, since, until, type, review, place), protect, gazetteer
        )
        with opened(casebook, codebook=codes) as book:
            if preview:
                for piece in changes(book, codes, order, width=common.columns()):
                    typer.echo(piece, nl=False)
                return
            stamp, pieces = write(book, codes, order, out, by=by)
            for piece in pieces:
                typer.echo(piece, nl=False)
            left = "".join(
                f"; {count:,} left out: {reason}" for reason, count in stamp.left_out.items()
            )
            files = (
                ", ".join(str(out.with_name(name)) for name in stamp.files or (out.name,))
                if out
                else ""
            )
            typer.echo(
                f"{many(stamp.count, 'row')}{f' in {files}' if files else ''}{left}", err=True
            )


def match(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            exists=True,
            dir_okay=False,
            help="CSV or GeoJSON: UCDP GED, ACLED, or any with --mapping.",
        ),
    ],
    casebook: Book,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="YAML that says which column contains what.",
        ),
    ] = None,
    as_csv: Annotated[
        bool,
        typer.Option(
            "--csv",
            help="Print CSV: one row per match, and one for each event that only one side has.",
        ),
    ] = False,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    type: Types = None,
    review: Reviews = None,
    place: Place = None,
    codebook: common.Codebooks = None,
) -> None:
    """Compare the incidents with another table: which it has, which it lacks, where values
    differ."""
    from onrecord.casebook.incidents import Filter
    from onrecord.codebook import Codebook
    from onrecord.exporters import matches
    from onrecord.linking.foreign import foreign, layout
    from onrecord.linking.match import match as pair

    with common.reported():
        codes = Codebook.load(*(codebook or ()))
        rows = foreign(table, book=codes, mapping=layout(mapping) if mapping else None)
        with opened(casebook, codebook=codes) as book:
            some = chosen(country, since, until, type, review, place)
            found = pair(
                book.incidents(**some, evidence=False),
                rows,
                types=codes.types,
                wanted=Filter(**some).allows,
            )
        for fault in found.faults:
            typer.echo(str(fault), err=True)
        for piece in (
            matches.rows(found) if as_csv else matches.table(found, table.name, common.columns())
        ):
            typer.echo(piece, nl=False)


COMMANDS = (
    add,
    recode,
    incidents,
    show,
    why,
    silent,
    undo,
    decisions,
    log,
    headline,
    missing,
    export,
    match,
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in COMMANDS:
        app.command(command.__name__)(command)
    app.add_typer(decide_app, name="decide")
