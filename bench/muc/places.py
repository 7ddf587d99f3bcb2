"""The task's lists of places (``TASK/TASKDOC/templ-doc-more/containing-areas-*``): names, their
types, and what contains them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

# if one name has several types, the first of these is taken: in order of their frequency in the
# keys of the dev set
TYPES = (
    "CITY",
    "DEPARTMENT",
    "TOWN",
    "MUNICIPALITY",
    "NEIGHBORHOOD",
    "PROVINCE",
    "VILLAGE",
    "UNIVERSITY",
)
LINE = re.compile(r"^([A-Z][A-Z .]+): ([^*\n]+?)\s*\*", re.MULTILINE)
PART = re.compile(r"\s*([^():]+?)\s*\(([A-Z ]+)\??\)\s*$")


@dataclass(slots=True)
class Places:
    """Places by country and name: the type, and the places around it from the widest, each with its
    type."""

    types: dict[tuple[str, str], str] = field(default_factory=dict)
    around: dict[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    countries: dict[str, list[str]] = field(default_factory=dict)

    def add(self, country: str, *path: tuple[str, str]) -> None:
        """Add a place and the places around it."""
        name, kind = path[-1]
        if rank(kind) < rank(self.types.get((country, name), "")):
            self.types[country, name] = kind
            self.around[country, name] = path[:-1]
        elif kind == self.types[country, name] and not self.around[country, name]:
            self.around[country, name] = path[:-1]
        if country not in self.countries.setdefault(name, []):
            self.countries[name].append(country)

    def country(self, name: str, likely: str | None) -> str | None:
        """The country of a name: the likely one if it is listed there, otherwise the only one it is
        listed in; None if there is no such country."""
        listed = self.countries.get(name, [])
        return likely if likely in listed else listed[0] if len(listed) == 1 else None

    def fill(self, country: str, name: str, said: str, text: str) -> str | None:
        """The location fill for a listed place; None if it is not listed.

        A city around it is given if the text names it, anything wider if the words of the act
        (``said``) do.
        """
        kind = self.types.get((country, name))
        if kind is None or name == country:
            return None
        around = ((one, type_) for one, type_ in self.around[country, name] if one != name)
        path = [
            *(
                (one, type_)
                for one, type_ in around
                if re.search(rf"\b{re.escape(one)}\b", text if type_ == "CITY" else said)
            ),
            (name, kind),
        ]
        return ": ".join([country, *(f"{one} ({type_})" for one, type_ in path)])


def rank(kind: str) -> int:
    return TYPES.index(kind) if kind in TYPES else len(TYPES) + (not kind)


def load(folder: Path) -> Places:
    """Load the places of every list in a folder; none if the folder is missing."""
    found = Places()
    for path in sorted(folder.glob("containing-areas-*")):
        for country, rest in LINE.findall(path.read_text(encoding="latin-1")):
            parts = [PART.match(part) for part in rest.split(":")]
            if all(parts):
                found.add(country, *((part[1], part[2]) for part in parts if part))
    return found
