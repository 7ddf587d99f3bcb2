"""What the readers of tables share: turning a row into a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.errors import Errors, OnrecordError
from onrecord.readers.reading import Known, Reading, build

FIELDS = ("id", "title", "outlet", "url", "published", "retrieved")


def row(
    values: Mapping[str, Any], *, number: int, source: str, known: Known
) -> Reading | OnrecordError:
    """The report of a row, from its ``text`` and, if given, ``id``, ``title``, ``outlet``, ``url``,
    ``published``, ``retrieved``.

    A bad row is returned as an error, so that the rows after it are still read.
    """
    name = f"{source}#{number}"
    text = values.get("text")
    try:
        if not isinstance(text, str) or not text.strip():
            raise OnrecordError(
                Errors.E209.format(source=source, row=number, problem="no text under 'text'"),
                code="E209",
            )
        found = {field: values[field] for field in FIELDS if values.get(field) not in (None, "")}
        if isinstance(found.get("id"), int):
            found["id"] = str(found["id"])
        return build(text, source=name, known=known, found=found, row=number)
    except OnrecordError as error:
        return error
