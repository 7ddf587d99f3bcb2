"""Who acts and who is acted upon: kinds, known actors, nations, and the nouns that name neither.

How words are matched with them is in :mod:`onrecord.coding.actors.matching`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from onrecord.schema.event import HarmClass

Kind = Literal[
    "state_forces",
    "rebel_group",
    "political_militia",
    "identity_militia",
    "rioters",
    "protesters",
    "civilians",
    "external_forces",
]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]

ARMED = frozenset(
    {"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"}
)


def _listed(value: Any) -> Any:
    if value is None:
        return ()
    return (
        tuple(part.strip() for part in value.split(",") if part.strip())
        if isinstance(value, str)
        else value
    )


def _fields(value: Any) -> Any:
    if isinstance(value, dict) and "names" in value and value.keys() <= set(Nation._fields):
        return tuple(value.get(name, ()) for name in Nation._fields)
    return tuple([*value.split(";"), "", ""][:3]) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Nation(NamedTuple):
    """A country's names, the words for its people and its things, and the seat of its government.

    In YAML one line, ``Syria, Syrian Arab Republic; Syrian; Damascus``, or a mapping of the three.
    """

    names: Words
    demonyms: Words = ()
    seats: Words = ()

    @property
    def name(self) -> str:
        """The first name, without an article: "Civilians (United States)"."""
        return self.names[0].removeprefix("the ")

    @property
    def full(self) -> str:
        """The first name as it is written after "of": "Military Forces of the United States"."""
        return self.names[0]


class Head(BaseModel):
    """Nouns that name no particular actor but give its kind. Singulars; plurals are derived.

    ``class``: the harm class of those so called. ``weak`` nouns ("forces", "group") take the kind
    of the word before them, ``thing`` marks places and things ("base", "market") as opposed to
    people. ``actor``: what ACLED calls such an actor if no name is given; ``{country}`` is filled
    in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Kind | None = None
    class_: HarmClass = Field(default="unknown", alias="class")
    actor: str | None = None
    weak: bool = False
    thing: bool = False
    words: Words


class Actors(BaseModel):
    """The section ``actors``.

    Args:
        kinds: ACLED's label of each of its eight kinds.
        heads: nouns by sort.
        final: nouns that are adjectives too: they count as the last word only.
        qualifiers: adjectives and nouns that give a weak noun its kind ("opposition forces").
        groups: known actors: kind → country (alpha-3, or ``INT``) → name → years and aliases
            ("2011-2017, ISIS, ISIL").
        common: names that bodies of several countries share; they count only in the actor's country
            or theatre.
        persons: aliases that are also people's names: next to another name they are not an actor.
        branches: known actors that ACLED distinguishes by country → the countries.
        theatres: known actors → the countries other than their own where they act.
        parties: parties and unions: country → name → aliases.
        monitors: bodies that watch and report → aliases.
        outlets: media → aliases.
        nations: countries by alpha-3.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[Kind, str]
    heads: dict[str, Head]
    final: Words = ()
    qualifiers: dict[Kind, Words] = {}
    groups: dict[Kind, dict[Country, dict[str, Words]]] = {}
    common: Words = ()
    persons: Words = ()
    branches: dict[str, Words] = {}
    theatres: dict[str, Words] = {}
    parties: dict[Country, dict[str, Words]] = {}
    monitors: dict[str, Words] = {}
    outlets: dict[str, Words] = {}
    nations: dict[Country, Annotated[Nation, BeforeValidator(_fields)]] = {}

    def country_name(self, code: str) -> str:
        """The name of a country by alpha-3; the code itself if it is not listed."""
        return self.nations[code].name if code in self.nations else code

    def called(self, pattern: str, code: str) -> str:
        """An actor's name formed from its country: ``Military Forces of {country}``, ``Civilians
        ({country})``."""
        nation = self.nations.get(code)
        if not nation:
            return pattern.format(country=code)
        return pattern.format(country=nation.full if "of {country}" in pattern else nation.name)

    def label(self, kind: Kind) -> str:
        """ACLED's label of a kind ("State forces")."""
        return self.kinds[kind]

    def __hash__(self) -> int:
        """By part of the contents: what is derived from the actors can be cached per codebook."""
        return hash((self.common, self.persons))
