"""The commands of ``onrecord gazetteer``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import Country, GazetteerFile, code_of, many

app = typer.Typer(
    no_args_is_help=True,
    help="Place names: look one up, or add GeoNames dumps to the embedded ones.",
)

SHOWN_FAULTS = 20
"""The number of left-out lines of a dump that are printed one by one; beyond that only their
count."""


@app.command()
def add(
    dump: Annotated[
        Path,
        typer.Argument(
            metavar="DUMP",
            exists=True,
            dir_okay=False,
            readable=True,
            help="A GeoNames dump: IQ.txt, allCountries.txt.",
        ),
    ],
    alternate_names: Annotated[
        Path | None,
        typer.Option(
            "--alternate-names",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="GeoNames' alternateNamesV2.txt: more names.",
        ),
    ] = None,
    admin: Annotated[
        list[Path] | None,
        typer.Option(
            "--admin",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help=(
                "GeoNames' admin1CodesASCII.txt or admin2Codes.txt: names of divisions; may be"
                " repeated."
            ),
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="The gazetteer to add to, instead of your own."),
    ] = None,
) -> None:
    """Add a GeoNames dump to your gazetteer, which is searched together with the embedded one; an
    older dump of the same name is replaced."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from onrecord.cli.common import reported
    from onrecord.errors import Warnings
    from onrecord.gazetteer import location, user
    from onrecord.gazetteer.geonames import Fault

    faults = 0

    def warn(fault: Fault) -> None:
        nonlocal faults
        faults += 1
        if faults <= SHOWN_FAULTS:
            typer.echo(
                "W401"
                f" {Warnings.W401.format(path=fault.path, line=fault.line, problem=fault.problem)}",
                err=True,
            )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with (
        reported(),
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar,
    ):
        task = bar.add_task(dump.name, total=user.size(dump, alternate_names))
        file = to or location.path()
        added, new = user.add(
            dump,
            file,
            alternate_names=alternate_names,
            admin=admin or (),
            warn=warn,
            read=lambda size: bar.advance(task, size),
        )
    if faults > SHOWN_FAULTS:
        typer.echo(f"W401 {many(faults - SHOWN_FAULTS, 'more line')} left out", err=True)
    typer.echo(
        f"{file}: {added.name}, {many(added.places, 'place')}"
        + ("" if new else ": was there already, nothing changed")
    )


@app.command()
def remove(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The dump's name, as 'gazetteer list' shows it.")
    ],
    gazetteer: GazetteerFile = None,
) -> None:
    """Take a dump out of your gazetteer."""
    from onrecord.cli.common import reported
    from onrecord.gazetteer import location, user

    with reported():
        file = gazetteer or location.path()
        gone = user.remove(name, file)
    typer.echo(f"{file}: {gone.name} removed, {many(gone.places, 'place')}")


@app.command("list")
def list_dumps(gazetteer: GazetteerFile = None) -> None:
    """List the dumps of your gazetteer: places, day of the contents, hash."""
    from onrecord.cli.common import reported
    from onrecord.gazetteer import location, user

    with reported():
        file = gazetteer or location.path()
        found = user.dumps(file)
    if not found:
        typer.echo(f"{file}: no dump has been added yet", err=True)
    for dump in found:
        typer.echo(dump.name)
        lost = f", {many(dump.left_out, 'line')} left out" if dump.left_out else ""
        typer.echo(
            f"    {many(dump.places, 'place')}{lost}, contents of {dump.changed or 'no day'},"
            f" {dump.bytes:,} bytes"
        )
        typer.echo(f"    sha256 {dump.sha256}")


@app.command()
def info(country: Country = None, gazetteer: GazetteerFile = None) -> None:
    """Show what is searched: the files, their digest, and how many places of each of GeoNames'
    classes they contain."""
    from onrecord.cli.common import reported
    from onrecord.gazetteer import Gazetteer, location, user
    from onrecord.gazetteer.geonames import CLASSES

    with reported():
        places, code = Gazetteer.open(gazetteer), code_of(country)
        counts = places.coverage(country=code)
        file = gazetteer or location.path()
        dumps = user.dumps(file)
    typer.echo(f"digest    {places.digest}")
    typer.echo(
        f"yours     {file}: " + (", ".join(d.name for d in dumps) or "no dump has been added yet")
    )
    typer.echo(f"\n{code or 'all countries':35}{'embedded':>10}{'yours':>12}")
    for letter, words in sorted(CLASSES.items()):
        typer.echo(
            f"{letter}  {words:32}"
            + "".join(
                f"{c.get(letter, 0):{w},}" for c, w in zip((*counts, {})[:2], (10, 12), strict=True)
            )
        )


@app.command()
def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A place name, in any common spelling.")
    ],
    country: Country = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="The most places to show.")
    ] = 10,
    gazetteer: GazetteerFile = None,
) -> None:
    """Find the places that a name can mean, best first; status 1 if there is none."""
    from onrecord.cli.common import reported
    from onrecord.gazetteer import Gazetteer

    with reported():
        found = Gazetteer.open(gazetteer).search(name, country=code_of(country), limit=limit)
    if not found:
        typer.echo(f"No place called {name!r} is found.", err=True)
        raise typer.Exit(1)
    if found[0].match == "variant":
        typer.echo(f"No place is spelt {name!r}; these are spelt alike:", err=True)
    for entry in found:
        inside = ", ".join(p for p in (entry.admin2, entry.admin1, entry.country) if p)
        people = f", {entry.population:,} people" if entry.population else ""
        typer.echo(f"{entry.name} ({inside})" if inside else entry.name)
        typer.echo(
            f"    {entry.kind}, {entry.latitude:.4f} {entry.longitude:.4f}, radius"
            f" {entry.radius_km:g} km{people}"
        )
        typer.echo(f"    {entry.id}, {entry.match} name, score {entry.score:.2f}")
