"""Every message of the library in one place, each under a code that can be searched for.

E1xx records, E2xx input files, E3xx codebook, E4xx gazetteer, E5xx the coder, E6xx exporters and
commands, E7xx the casebook, W… warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class Errors:
    """Errors: what is wrong, and what to do about it."""

    E101 = "a span from {start} to {end} cannot contain {text!r}: the lengths differ"
    E102 = "no span from {start} to {end} is possible: the text has {length} characters"
    E103 = "the report reads {found!r} from {start} to {end}, the span says {text!r}"
    E104 = "{value!r} is not a date: give an ISO day such as 2018-08-06"
    E201 = "{source}: cannot be read: {reason}"
    E202 = "{source}: contains no text"
    E203 = "{source}: is not text: it is {kind}; save its text, or the page as HTML, and pass that"
    E204 = (
        "{source}: the encoding cannot be recognised (UTF-8, UTF-16 and Windows-1252 were tried):"
        " save it as UTF-8"
    )
    E205 = (
        "{source}: {size} bytes are more than the {limit} allowed: split it into reports, or raise"
        " --max-bytes"
    )
    E206 = (
        "{source}: is not in English: {share:.0%} of its words are English function words, but"
        " a report has {floor:.0%} or more"
    )
    E207 = "{source}: cannot be fetched: {reason}"
    E208 = "{source}: no article text was found in this HTML"
    E209 = "{source}: row {row}: {problem}"
    E210 = "{source}: contains {count} reports, but one is expected"
    E211 = "{source}: is a folder without any readable file ({suffixes})"
    E301 = "{file}, line {line}, key {key}: {problem}"
    E302 = "{file}, line {line}: not valid YAML: {problem}"
    E401 = (
        "the gazetteer {path} is missing: add a dump with 'onrecord gazetteer add', or reinstall"
        " the package if it is the embedded one"
    )
    E402 = (
        "{path} is not a gazetteer of this version ({problem}): rebuild it with 'onrecord gazetteer"
        " add'"
    )
    E403 = "{path}: is not {what}: line {line}: {problem}"
    E404 = "{path}: cannot be read: {reason}"
    E405 = "the gazetteer {path} has no dump {name!r}: it has {known}"
    E406 = "the gazetteer {path} cannot be written: {reason}"
    E501 = "{source}: the coder failed ({error}): please report this with the text"
    E601 = "this report has no event {event!r}: it has {known}"
    E602 = "{path}: cannot be written: {reason}"
    E603 = "the codebook has no event type {type!r}: see 'onrecord codebook show'"
    E604 = "there is no country {country!r}: give a name or an ISO 3166-1 code, such as Iraq or IRQ"
    E681 = "there is no headline rule {rule!r}: choose from {known}"
    E682 = "{field} cannot be {value}: {problem}"
    E611 = "there is no export {name!r}: choose from {known}"
    E612 = "{incident}: does not fit the layout {layout}: {problems}"
    E613 = "{file}: does not match its stamp: {problem}"
    E614 = "{file}, line {line}: is not an incident: {problem}"
    E615 = "the export {name!r} is not text: give a file to write to"
    E616 = "there is no protection policy {name!r}: choose from {known}, or give your own YAML file"
    E617 = "{file}: not a protection policy: {problem}"
    E618 = "pseudonyms need a salt: use a casebook, which keeps one, or give your own"
    E683 = "{source}: is not a readable table of events: {problem}"
    E619 = "coded reports contain whole texts: they can be neither protected nor filtered"
    E691 = (
        "this needs the package {package}: install 'onrecord[{extra}]' in onrecord's environment,"
        " for example with .venv/bin/pip install 'onrecord[{extra}]'"
    )
    E692 = "{file}: {problem}"
    E701 = (
        "there is no casebook {casebook}: 'onrecord add REPORT --casebook {casebook}' creates one"
    )
    E702 = "the casebook {casebook} cannot be opened: {reason}"
    E703 = (
        "the casebook {casebook} was made by a newer onrecord (its tables are at step {found}, this"
        " version knows {known}): update onrecord"
    )
    E704 = "{casebook} is not a casebook: {reason}"
    E705 = "the casebook {casebook} failed and nothing of this step was stored: {reason}"
    E706 = (
        "the casebook {casebook} can only be read: its file or folder is read-only; copy it to"
        " a place where you may write, or have its permissions changed"
    )
    E711 = "the casebook has no incident {incident!r}: see 'onrecord incidents'"
    E712 = (
        "the casebook has no account {account!r}: 'onrecord show INCIDENT' lists an incident's"
        " accounts, such as r7e3"
    )
    E713 = "the casebook has no decision {decision!r}: see 'onrecord decisions'"
    E714 = "this decision cannot be applied: {problem}"
    E715 = (
        "{first} and {second} cannot both be in force, because one separates what the other joins:"
        " undo one of them first"
    )
    E716 = "{decision} has already been undone"
    E717 = (
        "the coded report {report} cannot be added: the ids of its events must differ and begin"
        " with a letter (they are {ids})"
    )
    E718 = "{account} is a single account: name two, such as r7e3 and r9e1"
    E719 = (
        "{source}: contains incidents, not reports: 'export --as reports' writes what 'add' reads"
    )


class Warnings:
    """Warnings: what was done in spite of a doubt; they go into a result's ``diagnostics``."""

    W101 = "no publication date is given or found: relative dates stay open"
    W102 = (
        "{words!r}: the weekday does not fit the date, which is kept ({day}); the weekday would fit"
        " {others}"
    )
    W103 = "{words!r}: day and month could be either way round: read as {day}, not {others}"
    W104 = (
        "the report's language is {language!r}, but only English is coded, so events are missed:"
        " give an English translation, or set the language to 'en' if the text is English"
    )
    W201 = "{source} is not UTF-8: read as {encoding}"
    W401 = "{path}, line {line}: left out: {problem}"
    W202 = (
        "{source} contains characters that an earlier program broke (such as {sample!r}): names may"
        " not be found"
    )


class OnrecordError(Exception):
    """An error with a code of :class:`Errors`.

    Args:
        message: the filled message.
        code: its code, e.g. ``"E101"``.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message


def complaint(error: ValidationError) -> str:
    """The first thing that pydantic found wrong, in words."""
    return error.errors()[0]["msg"].removeprefix("Value error, ")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn any failure while writing a file into E602."""
    try:
        yield
    except OSError as error:
        raise OnrecordError(
            Errors.E602.format(path=path, reason=(error.strerror or str(error)).lower()),
            code="E602",
        ) from error


@contextmanager
def coding(source: str) -> Iterator[None]:
    """Turn any failure while coding a report into E501: one report that breaks the coder must not
    end a batch of thousands."""
    try:
        yield
    except OnrecordError:
        raise
    except Exception as error:
        raise OnrecordError(
            Errors.E501.format(source=source, error=f"{type(error).__name__}: {error}"), code="E501"
        ) from error
