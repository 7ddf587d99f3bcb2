"""JSON lines: one object per line, one report per object."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.errors import Errors, OnrecordError
from onrecord.readers.decode import decode
from onrecord.readers.reading import Known, Reading
from onrecord.readers.rows import row


def read(data: bytes, *, source: str, known: Known) -> Iterator[Reading | OnrecordError]:
    """The reports of a file, in its order; a bad line is returned as an error (E209, or E205 and
    E206 for its text)."""
    text, _ = decode(data, source=source)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except ValueError as error:
            yield OnrecordError(
                Errors.E209.format(source=source, row=number, problem=f"not valid JSON: {error}"),
                code="E209",
            )
            continue
        if isinstance(values, dict):
            yield row(values, number=number, source=source, known=known)
        else:
            yield OnrecordError(
                Errors.E209.format(source=source, row=number, problem="no JSON object"), code="E209"
            )
