"""Protection policies: what leaves the casebook of private persons, exact places, sources and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal, Self

from pydantic import Field

from onrecord.codebook import Codebook
from onrecord.codebook.loader import read
from onrecord.errors import Errors, OnrecordError
from onrecord.schema import Incident, Record

POLICIES = ("public", "partner", "internal")


class Policy(Record):
    """What leaves, and in what shape.

    Args:
        name: under which the stamp of an export names it.
        persons: names of private persons: kept, replaced by stable pseudonyms, or left out.
        officials: names of those who hold a public office.
        places: how exactly places are told: as known, on a grid, or as the middle of their district, province or country.
        grid: the cell of the grid, in degrees.
        sources: outlets, titles, addresses and ids of reports: kept or masked.
        text: the reports' own words: kept, where they name no private person, or left out.
    """

    name: str = Field(min_length=1)
    persons: Literal["keep", "pseudonym", "out"] = "pseudonym"
    officials: Literal["keep", "pseudonym", "out"] = "keep"
    places: Literal["keep", "grid", "admin2", "admin1", "country"] = "admin2"
    grid: float = Field(default=0.1, gt=0, le=10)
    sources: Literal["keep", "mask"] = "mask"
    text: Literal["keep", "out"] = "out"

    @classmethod
    def load(cls, name: str | Path) -> Self:
        """A shipped policy by name, or a user's from a YAML file.

        Raises:
            OnrecordError: E201 where the file cannot be read, E302 where it is not YAML, E616 for an unknown name, E617 where it does not
                hold a policy.
        """
        if str(name) in POLICIES:
            text = (files("onrecord.exporters") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
        elif Path(name).suffix:
            try:
                text = Path(name).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise OnrecordError(Errors.E201.format(source=name, reason=str(error)), code="E201") from error
        else:
            raise OnrecordError(Errors.E616.format(name=name, known=", ".join(POLICIES)), code="E616")
        try:
            return cls.model_validate(read(text, str(name)))
        except ValueError as error:
            raise OnrecordError(Errors.E617.format(file=name, problem=str(error)), code="E617") from error


class Protection:
    """A policy at work. ``salt`` keys the pseudonyms. Raises OnrecordError (E618) where the policy needs a salt and there is none."""

    def __init__(self, policy: Policy, *, salt: str = "", book: Codebook) -> None:
        if not salt:
            raise OnrecordError(Errors.E618, code="E618")
        self.policy, self.salt, self.book = policy, salt, book

    @property
    def name(self) -> str:
        """Name and digest of the policy."""
        return self.policy.name

    def over(self, incidents: Iterable[Incident]) -> Iterator[Incident]:
        """The incidents as the policy lets them out."""
        raise NotImplementedError
