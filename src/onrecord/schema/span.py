"""A piece of a report's text, verified when it is made."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.errors import Errors, OnrecordError


class Record(BaseModel):
    """Base of every record of the contract: frozen, no unknown keys, both names of an aliased field
    accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Record):
    """Characters ``start`` to ``end`` (Unicode code points, end exclusive) of ``Report.text`` and
    the text between.

    Make one with :meth:`of` or ``Report.span``: both cut the text out of the report, so the two
    cannot differ. ``CodedReport`` checks a span read back from JSON against its report.

    Raises:
        ValidationError: the offsets do not enclose as many characters as ``text`` has.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str = Field(min_length=1)

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(Errors.E101.format(start=self.start, end=self.end, text=self.text))
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``.

        Raises:
            OnrecordError: E102, when the offsets lie outside ``text`` or enclose nothing.
        """
        if not 0 <= start < end <= len(text):
            raise OnrecordError(
                Errors.E102.format(start=start, end=end, length=len(text)), code="E102"
            )
        return cls(start=start, end=end, text=text[start:end])

    def verify(self, text: str) -> None:
        """Check the span against the report's text.

        Raises:
            OnrecordError: E103, when ``text[start:end]`` is not the span's text.
        """
        if text[self.start : self.end] != self.text:
            raise OnrecordError(
                Errors.E103.format(
                    start=self.start,
                    end=self.end,
                    text=self.text,
                    found=text[self.start : self.end],
                ),
                code="E103",
            )
