"""CSV: one report per row, columns named by the header; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from onrecord.errors import Errors, OnrecordError
from onrecord.readers.decode import decode
from onrecord.readers.reading import Known, Reading
from onrecord.readers.rows import row


def read(data: bytes, *, source: str, known: Known) -> Iterator[Reading | OnrecordError]:
    """The reports of a file, in its order; a bad row is returned as an error (E209, or E205 and
    E206 for its text)."""
    text, _ = decode(data, source=source)
    header = text.lstrip().split("\n", 1)[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    if "text" not in (table.fieldnames or ()):
        raise OnrecordError(
            Errors.E209.format(source=source, row=1, problem="the header names no column 'text'"),
            code="E209",
        )
    try:
        for number, values in enumerate(table, 2):
            yield row(values, number=number, source=source, known=known)
    except csv.Error as error:
        yield OnrecordError(
            Errors.E209.format(source=source, row=table.line_num, problem=str(error)), code="E209"
        )
