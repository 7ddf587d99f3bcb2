"""One source document."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from onrecord.errors import Errors, OnrecordError
from onrecord.schema.span import Record, Span


class Published(Record):
    """The publication date and how it is known.

    ``basis``: given by the user, read from metadata, taken from the text's date line, inferred from
    a weekday ("Monday (August 6th)": the latest fitting year not after the retrieval), or none.
    """

    start: date | None = None
    end: date | None = None
    precision: Literal["day", "week", "month", "year", "range", "none"] = "none"
    basis: Literal["given", "metadata", "dateline", "weekday", "none"] = "none"
    spans: tuple[Span, ...] = ()

    @classmethod
    def on(
        cls,
        day: date,
        basis: Literal["given", "metadata", "dateline", "weekday"],
        spans: tuple[Span, ...] = (),
    ) -> Published:
        """A publication date of one day."""
        return cls(start=day, end=day, precision="day", basis=basis, spans=spans)


class Report(Record):
    """One source document: text, title, outlet, publication date and how that date is known.

    ``published`` may be given as an ISO day, a :class:`datetime.date` or a :class:`Published`;
    ``id`` defaults to the SHA-256 of the text. ``text`` is kept verbatim: all offsets count its
    code points.
    """

    id: str = ""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "en"
    published: Published = Field(default_factory=Published)
    retrieved: date | None = None
    text: str

    @model_validator(mode="before")
    @classmethod
    def _accept_days(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        given = data.get("published")
        if given is None:
            data.pop("published", None)
        elif isinstance(given, date):
            data["published"] = Published.on(given, "given")
        elif isinstance(given, str):
            try:
                data["published"] = Published.on(date.fromisoformat(given[:10]), "given")
            except ValueError as error:
                raise ValueError(Errors.E104.format(value=given)) from error
        return data

    @model_validator(mode="after")
    def _identify(self) -> Self:
        if not self.id:
            digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", f"sha256:{digest}")
        for span in self.published.spans:
            try:
                span.verify(self.text)
            except OnrecordError as error:
                raise ValueError(str(error)) from error
        return self

    def span(self, start: int, end: int) -> Span:
        """The span of this report's text from ``start`` to ``end``. Raises OnrecordError (E102) if
        it lies outside the text."""
        return Span.of(self.text, start, end)
