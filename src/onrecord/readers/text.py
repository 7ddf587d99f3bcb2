"""Plain text: the whole text is the report, verbatim."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers.decode import decode
from onrecord.readers.reading import Known, Reading, build


def read(data: bytes, *, source: str, known: Known) -> Iterator[Reading]:
    """The one report of a text file. Raises OnrecordError (E202 to E206)."""
    text, doubts = decode(data, source=source)
    yield build(text, source=source, known=known, found={}, doubts=doubts)
