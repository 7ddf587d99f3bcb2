"""Options and helpers that the commands share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.coding.coder import Coder
    from onrecord.readers import Known

SOME_FAILED = 3
"""Exit status when some of several inputs were coded and some failed."""


class Rules(StrEnum):
    """What ``--rules`` takes: how vague number words are read."""

    literal = "literal"
    acled = "acled"
    ucdp = "ucdp"


class Mode(StrEnum):
    """What ``--mode`` takes: whether the dates of a text count from the report's day or from each
    other."""

    auto = "auto"
    news = "news"
    narrative = "narrative"


Published = Annotated[
    datetime | None,
    typer.Option(
        "--published",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Publication date, such as 2018-08-06.",
    ),
]

Retrieved = Annotated[
    datetime | None,
    typer.Option(
        "--retrieved",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Day the report was fetched; no date in it is taken to be later.",
    ),
]

Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.")]

Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its headline.")]

RuleSet = Annotated[
    Rules, typer.Option("--rules", help="How vague number words ('dozens') are read.")
]

TimeMode = Annotated[
    Mode,
    typer.Option(
        "--mode",
        help="What completes unfinished dates: the report's day, or the last date mentioned.",
    ),
]

Codebooks = Annotated[
    list[Path] | None,
    typer.Option(
        "--codebook",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="YAML that extends or replaces the codebook; may be repeated.",
    ),
]

MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", help="The longest text of one report that is accepted."
    ),
]


def status_of(code: str) -> int:
    """The exit status of an error: 20 + n for E20n (inputs), 1 for any other."""
    return int(code[2:]) + 20 if code.startswith("E2") else 1


@contextmanager
def reported() -> Iterator[None]:
    """Turn an error of the library into a message and an exit status."""
    from onrecord.errors import OnrecordError

    try:
        yield
    except OnrecordError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(status_of(error.code)) from error


def knowledge(
    published: datetime | None,
    retrieved: datetime | None,
    outlet: str | None,
    title: str | None,
    limit: int,
) -> Known:
    """The options that say something about a report."""
    from onrecord.readers import Known

    return Known(
        title=title,
        outlet=outlet,
        published=published.date() if published else None,
        retrieved=retrieved.date() if retrieved else None,
        limit=limit,
    )


def build_coder(
    rules: Rules, codebook: Sequence[Path] | None, gazetteer: Path | None, mode: Mode = Mode.auto
) -> Coder:
    """The coder that the options describe. Raises OnrecordError (E3xx, E4xx) if one of their files
    cannot be used."""
    from onrecord.codebook import Codebook
    from onrecord.coding.coder import Coder
    from onrecord.gazetteer import Gazetteer

    return Coder(
        codebook=Codebook.load(*(codebook or ())),
        gazetteer=Gazetteer.open(gazetteer),
        rules=rules.value,
        mode=mode.value,
    )


def columns() -> int:
    """The width of the terminal; 80 if there is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def write(pieces: Iterator[str], out: Path | None) -> None:
    """Pieces of text to a file, or to standard output. Raises OnrecordError (E602) if the file
    cannot be written."""
    from onrecord.errors import writing

    if out is None:
        for piece in pieces:
            typer.echo(piece, nl=False)
        return
    with writing(out), out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


def hanging(name: str, words: str, indent: int) -> str:
    """A name with its words in a column next to it, wrapped to the terminal."""
    import textwrap

    return textwrap.fill(
        words,
        max(indent + 30, columns()),
        initial_indent=name.ljust(indent),
        subsequent_indent=" " * indent,
    )


GazetteerFile = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        help="Your gazetteer, searched together with the embedded one; see 'gazetteer add'.",
    ),
]

Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="COUNTRY",
        help="Only in this country: a name or an ISO 3166-1 code, such as Iraq or IRQ.",
    ),
]


def many(count: int, one: str, several: str | None = None) -> str:
    """A count with its word: "1 report", "2 reports"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def code_of(country: str | None) -> str | None:
    """The alpha-3 code of a country given by code or name. Raises OnrecordError (E604) if there is
    none."""
    from onrecord.errors import Errors, OnrecordError
    from onrecord.gazetteer import Gazetteer

    if country is None:
        return None
    places, code = Gazetteer.embedded(), country.strip().upper()
    if places.country(code):
        return code
    named = places.search(country, kinds=("country",), variants=False, limit=1)
    found = places.alpha3(code) or (named[0].country if named else None)
    if found is None:
        raise OnrecordError(Errors.E604.format(country=country), code="E604")
    return found
