"""Every input format, one row each: reading, the list of endings, the documentation and the tests
are made from this table.

A new format is one file of this folder and one row here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.readers.reading import Known, Reading


class Reader(Protocol):
    """What a format's module gives as ``read``: the reports of its bytes, in order. A row that
    cannot be read is an error among them."""

    def __call__(
        self, data: bytes, *, source: str, known: Known
    ) -> Iterator[Reading | OnrecordError]: ...


@dataclass(frozen=True, slots=True)
class InputFormat:
    """A format that reports are read from.

    Attributes:
        name: the name, and that of its module.
        title: what people call it.
        suffixes: the endings of its files, in lower case.
        recognised: how else it is recognised, in words; "" for by its ending alone.
        meaning: what is read, in one line.
        many: whether one file holds any number of reports.
        markup: whether the text is only a part of the bytes, so that more of these are allowed.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognised: str
    meaning: str
    many: bool = False
    markup: bool = False

    @property
    def read(self) -> Reader:
        """The reader; its module is loaded when it is asked for."""
        return cast("Reader", import_module(f"onrecord.readers.{self.name}").read)

    @property
    def has_looks(self) -> bool:
        """Whether its module says how its bytes look, so that standard input may be of it."""
        return hasattr(import_module(f"onrecord.readers.{self.name}"), "looks")

    def looks(self, data: bytes) -> bool:
        """Whether bytes without a known ending look like this format."""
        module = import_module(f"onrecord.readers.{self.name}")
        return self.has_looks and bool(module.looks(data))


FIELDS = "`text`, and if given `id`, `title`, `outlet`, `url`, `published`, `retrieved` (ISO days)"

INPUT_FORMATS: dict[str, InputFormat] = {
    row.name: row
    for row in (
        InputFormat(
            "text",
            "plain text",
            (".txt", ".text", ".md"),
            "any other ending",
            "the text, unchanged",
        ),
        InputFormat(
            "html",
            "HTML",
            (".html", ".htm", ".xhtml"),
            "a web address, or a page's first bytes",
            "main text, title, outlet, date (trafilatura); the date only where the page's metadata"
            " give it",
            markup=True,
        ),
        InputFormat(
            "jsonl",
            "JSON lines",
            (".jsonl", ".ndjson"),
            "",
            f"one report per line: {FIELDS}",
            many=True,
        ),
        InputFormat(
            "csv",
            "CSV",
            (".csv", ".tsv"),
            "",
            "the same, one report per row, under a header with these names; separated by commas,"
            " semicolons or tabs",
            many=True,
        ),
    )
}
"""The input formats, by name."""

PLAIN, PAGE = INPUT_FORMATS["text"], INPUT_FORMATS["html"]
SUFFIXES: tuple[str, ...] = tuple(s for row in INPUT_FORMATS.values() for s in row.suffixes)


def by_suffix(suffix: str) -> InputFormat | None:
    """The format whose files end so; None where no format claims the ending."""
    return next((row for row in INPUT_FORMATS.values() if suffix in row.suffixes), None)


def by_content(data: bytes) -> InputFormat:
    """The format that bytes without a known ending look like; plain text where they look like
    none."""
    return next((row for row in INPUT_FORMATS.values() if row.looks(data)), PLAIN)
