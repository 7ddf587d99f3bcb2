"""The command line: a thin layer over the package. Results go to standard output, messages to
standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import casebook
from onrecord.cli.common import (
    SOME_FAILED,
    Codebooks,
    GazetteerFile,
    MaxBytes,
    Mode,
    Outlet,
    Published,
    Retrieved,
    Rules,
    RuleSet,
    TimeMode,
    Title,
    build_coder,
    columns,
    hanging,
    knowledge,
    reported,
    status_of,
    write,
)
from onrecord.cli.gazetteer import app as gazetteer_app
from onrecord.exporters.registry import REPORT_FORMATS

if TYPE_CHECKING:
    from onrecord.coding.coder import Coder
    from onrecord.coding.records import Decision
    from onrecord.readers import Known
    from onrecord.schema import CodedReport

app = typer.Typer(
    name="onrecord",
    help="Who did what to whom, where, when, how many were hurt — and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
codebook_app = typer.Typer(
    no_args_is_help=True, help="What is coded: the event types and their definitions."
)
app.add_typer(codebook_app, name="codebook")
app.add_typer(gazetteer_app, name="gazetteer")


if TYPE_CHECKING:

    class Format(StrEnum):
        """What ``--format`` takes: the registry's rows."""

else:
    Format = StrEnum("Format", {name: name for name in REPORT_FORMATS})

IN_TERMINAL = Format("table")


def version(value: bool) -> None:
    """Print the version and exit."""
    if value:
        from onrecord import __version__

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Who did what to whom, where, when, how many were hurt — and who says so."""


@app.command()
def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders, web addresses (http, https), or - for standard input.",
        ),
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = IN_TERMINAL,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write to this file instead of standard output."
        ),
    ] = None,
    published: Published = None,
    retrieved: Retrieved = None,
    outlet: Outlet = None,
    title: Title = None,
    rules: RuleSet = Rules.literal,
    mode: TimeMode = Mode.auto,
    codebook: Codebooks = None,
    gazetteer: GazetteerFile = None,
    max_bytes: MaxBytes = 1_000_000,
) -> None:
    """Code reports: from news text to events, each value with its words and its speaker."""
    from onrecord.exporters import export
    from onrecord.readers import holds_many, within

    failures: list[str] = []
    done: list[str] = []
    # where a format has no place for warnings, they go to standard error
    quiet = not REPORT_FORMATS[format.value].keeps_warnings
    with reported():
        coder = build_coder(rules, codebook, gazetteer, mode)
        known = knowledge(published, retrieved, outlet, title, max_bytes)
        inputs = within(inputs)
        coded = tally(
            each(inputs, known=known, coder=coder, failures=failures), done=done, warn=quiet
        )
        many = len(inputs) > 1 or holds_many(inputs[0])
        first = next(coded, None)
        if first is not None or not failures:
            colour = out is None and sys.stdout.isatty()
            pieces = export(
                rest(first, coded), format=format.value, width=columns(), colour=colour, many=many
            )
            write(pieces, out)
    if failures:
        raise typer.Exit(SOME_FAILED if done else status_of(failures[0]))


def each(
    inputs: Sequence[str], *, known: Known, coder: Coder, failures: list[str]
) -> Iterator[CodedReport]:
    """The coded reports of the inputs; a failure is reported on standard error, its code kept, and
    the next input is taken."""
    from onrecord.errors import OnrecordError, coding
    from onrecord.readers import readings

    def fail(error: OnrecordError) -> None:
        typer.echo(str(error), err=True)
        failures.append(error.code)

    for source in inputs:
        try:
            for reading in readings(source, known=known):
                if isinstance(reading, OnrecordError):
                    fail(reading)
                    continue
                try:
                    with coding(reading.source):
                        coded = reading.with_doubts(coder.code(reading.report))
                except OnrecordError as error:
                    fail(error)
                else:
                    yield coded
        except OnrecordError as error:
            fail(error)


def tally(coded: Iterator[CodedReport], *, done: list[str], warn: bool) -> Iterator[CodedReport]:
    """The same reports; their ids are kept in ``done``, and with ``warn`` their warnings go to
    standard error."""
    for one in coded:
        done.append(one.report.id)
        for diagnostic in one.diagnostics if warn else ():
            typer.echo(f"{diagnostic.code} {diagnostic.message}", err=True)
        yield one


def rest(first: CodedReport | None, others: Iterator[CodedReport]) -> Iterator[CodedReport]:
    """``first`` put back in front of the others."""
    if first is not None:
        yield first
        yield from others


@app.command()
def schema() -> None:
    """Print the JSON Schema of what 'code --format json' prints."""
    import json

    from onrecord.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command()
def explain(
    input: Annotated[
        str, typer.Argument(metavar="INPUT", help="A file, a web address, or - for standard input.")
    ],
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event's id, such as e5.")],
    published: Published = None,
    retrieved: Retrieved = None,
    outlet: Outlet = None,
    title: Title = None,
    rules: RuleSet = Rules.literal,
    mode: TimeMode = Mode.auto,
    codebook: Codebooks = None,
    gazetteer: GazetteerFile = None,
    max_bytes: MaxBytes = 1_000_000,
) -> None:
    """Show how each value of one event was found: its words, the rule that chose it, what lost."""
    from onrecord.errors import Errors, OnrecordError
    from onrecord.readers import readings

    with reported():
        known = knowledge(published, retrieved, outlet, title, max_bytes)
        found = list(readings(input, known=known))
        if len(found) != 1:
            raise OnrecordError(Errors.E210.format(source=input, count=len(found)), code="E210")
        if isinstance(found[0], OnrecordError):
            raise found[0]
        coder = build_coder(rules, codebook, gazetteer, mode)
        report = found[0].report
        try:
            decisions = coder.explain(report, event)
        except KeyError as error:
            known_ids = ", ".join(e.id for e in coder.code(report).events) or "none"
            raise OnrecordError(
                Errors.E601.format(event=event, known=known_ids), code="E601"
            ) from error
    for decision in decisions:
        typer.echo(paragraph(decision))


def paragraph(decision: Decision) -> str:
    """A decision as lines: the field and its value, the words, the rule, what lost."""
    import textwrap

    lines = [f"{decision.field}: {decision.value or 'not said'}"]
    lines += [
        f"  words  “{' '.join(s.text.split())}” ({s.start} to {s.end})" for s in decision.spans
    ]
    lines += [f"  rule   {decision.rule}"]
    lines += [f"  lost   {value}" + (f": {why}" if why else "") for value, why in decision.lost]
    return "\n".join(
        textwrap.fill(line, max(40, columns()), subsequent_indent=" " * 9, break_long_words=False)
        for line in lines
    )


@codebook_app.command("show")
def codebook_show(
    type: Annotated[
        str | None,
        typer.Argument(metavar="[TYPE]", help="An event type's code; if omitted, all are listed."),
    ] = None,
    codebook: Codebooks = None,
) -> None:
    """List the event types, or show one: its definition, its names elsewhere, the words that point
    to it."""
    from onrecord.codebook import Codebook
    from onrecord.codebook.reference import describe, overview
    from onrecord.errors import Errors, OnrecordError

    with reported():
        book = Codebook.load(*(codebook or ()))
        if type is None:
            entries = overview(book)
        elif (code := type.upper()) in book.types:
            typer.echo(code)
            entries = describe(book, code)
        else:
            raise OnrecordError(Errors.E603.format(type=type), code="E603")
        for name, words in entries:
            typer.echo(
                f"{name}\n{hanging('', words, 4)}" if type is None else hanging(name, words, 13)
            )


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="Hand coding: a JSON list of reports with their events.",
        ),
    ],
    coded: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="Coded reports, JSON lines of 'code --format jsonl'."
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of a table.")
    ] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="Also print where the two differ.")
    ] = False,
) -> None:
    """Compare coded reports with hand coding: precision, recall and F of each slot, in percent."""
    import json

    from onrecord.evaluate import evaluate, read_coded, read_gold, reports_of

    with reported():
        truth, answers = read_gold(gold), read_coded(coded)
        scores = evaluate(truth, answers)
    missing, foreign = reports_of(truth, answers)
    for side, ids in (("not coded", missing), ("not in the hand coding", foreign)):
        if ids:
            typer.echo(
                f"{len(ids)} reports {side}: {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}",
                err=True,
            )
    if as_json:
        table = {
            name: {
                "precision": round(100 * s.precision, 1),
                "recall": round(100 * s.recall, 1),
                "f": round(100 * s.f, 1),
            }
            for name, s in scores.rows()
        }
        typer.echo(
            json.dumps(
                {"scores": table, "spans": scores.spans, "not_verbatim": scores.not_verbatim},
                indent=2,
            )
        )
        return
    typer.echo(f"{'':14}{'possible':>9}{'actual':>9}{'correct':>9}{'P':>8}{'R':>8}{'F':>8}")
    for name, s in scores.rows():
        typer.echo(
            f"{name:14}{s.possible:9}{s.actual:9}{s.correct:9}"
            f"{100 * s.precision:8.1f}{100 * s.recall:8.1f}{100 * s.f:8.1f}"
        )
    typer.echo(f"{scores.spans} spans, {scores.not_verbatim} not verbatim")
    for d in scores.differences if errors else ():
        typer.echo(
            f"{d.report} {d.slot}: gold {d.gold!r}, coded {d.coded!r} —"
            f" {' '.join(d.evidence.split())[:100]}"
        )


casebook.register(app)
