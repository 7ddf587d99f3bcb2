"""What speaks for each place that a name can mean, as named values whose weights are in the
codebook (``data/ranking.yaml``)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.codebook.places import Ranking
from onrecord.coding.place.page import Name
from onrecord.gazetteer import Entry
from onrecord.gazetteer.fold import bare, skeleton

KIND = {
    "country": "a country",
    "continent": "a continent",
    "admin1": "a province",
    "admin2": "a district",
}
SETTLED = frozenset(("city", "neighbourhood"))


@dataclass(frozen=True, slots=True)
class Option:
    """One place that a name can mean: its score, the probability that it is meant, and the values
    behind the score."""

    entry: Entry
    score: float
    probability: float = 0.0
    traits: tuple[tuple[str, float], ...] = ()

    def reasons(self, ranking: Ranking) -> str:
        """What counted, the greatest first: "people +5.2, its country +3.1"."""
        points = (
            (name, round(ranking.weights.get(name, 0.0) * value, 1)) for name, value in self.traits
        )
        return ", ".join(
            f"{name} {x:+.1f}"
            for name, x in sorted(points, key=lambda point: (-abs(point[1]), point[0]))
            if x
        )


Ranked = list[list[Option]]


def traits(entry: Entry, name: Name, ranking: Ranking) -> Iterator[tuple[str, float]]:
    """What a candidate is by itself: its kind and population, the fit of its name, and the fit of
    its kind to the noun with the name."""
    yield kind_trait(entry, ranking)
    if entry.score < 1:
        yield "spelt otherwise", 1 - entry.score
    if noun_fits_kind(name.noun, entry.kind, ranking):
        yield "noun of its kind", 1.0
    elif is_no_settlement(entry):
        yield "no settlement", 1.0
    for trait in noun_traits(entry, name, ranking):
        yield trait, 1.0


def kind_trait(entry: Entry, ranking: Ranking) -> tuple[str, float]:
    """What kind of place it is; for a settlement its population."""
    if entry.kind in KIND:
        return KIND[entry.kind], 1.0
    if hand_kept(entry):
        return "of the hand-kept table", 1.0
    return "people", math.log10(entry.people + ranking.people_floor)


def hand_kept(entry: Entry) -> bool:
    """Whether a place is from the codebook's own table, not from GeoNames."""
    return entry.id.startswith("onrecord:")


def noun_fits_kind(noun: str, kind: str, ranking: Ranking) -> bool:
    """Whether the noun with a name is the word for a kind of place, or another word for it."""
    return (bool(noun) and noun in (kind, f"{kind}s")) or kind in ranking.kinds.get(noun, ())


def is_no_settlement(entry: Entry) -> bool:
    """Whether a place is a river, farm or hill of GeoNames: neither a division nor a settlement."""
    return entry.kind not in KIND and entry.kind not in SETTLED and not hand_kept(entry)


def noun_traits(entry: Entry, name: Name, ranking: Ranking) -> Iterator[str]:
    """What the noun with the name says of a candidate's kind."""
    match name.group:
        case "admin1":
            yield from province_noun_traits(entry)
        case "admin2":
            if entry.kind == "admin2":
                yield "noun of districts"
        case "city" | "part" | "facility":
            yield from town_noun_traits(entry, name)
        case _:
            yield from division_traits(entry, name, ranking)


def province_noun_traits(entry: Entry) -> Iterator[str]:
    """What a province's noun says ("X province")."""
    if entry.kind == "admin1":
        yield "noun of provinces"
    elif entry.kind == "admin2":
        yield "noun of provinces, a district"


def town_noun_traits(entry: Entry, name: Name) -> Iterator[str]:
    """What the noun of a town, a part of one or a building says ("the town of X")."""
    if entry.kind in KIND:
        division = "a country" if entry.kind == "continent" else KIND[entry.kind]
        yield f"noun of towns, {division}"
    if name.noun == "district" and entry.kind == "admin2":
        yield 'noun "district", a district'


def division_traits(entry: Entry, name: Name, ranking: Ranking) -> Iterator[str]:
    """What speaks for or against a province or district if there is no noun for one or for a
    town."""
    if entry.kind not in ("admin1", "admin2"):
        return
    if entry.kind == "admin1" and name.noun in ranking.province_nouns:
        yield "noun of provinces"
    elif any(town_in(entry, town, ranking) for town in name.found):
        yield "a town of the name in it"


def town_in(division: Entry, town: Entry, ranking: Ranking) -> bool:
    """Whether a town of the same name in a province or district is the one meant: it is large, or
    has all of its population."""
    # Santa Fe de Antioquia
    if town.score < division.score and skeleton(bare(town.name)) != skeleton(bare(division.name)):
        return False
    if town.kind != "city" or (town.country, town.admin1) != (division.country, division.admin1):
        return False
    enough = ranking.town_people["admin1" if division.kind == "admin1" else "admin2"]
    return town.population >= min(enough, division.population or enough)


def weigh(entry: Entry, name: Name, ranking: Ranking) -> float:
    """A candidate's score before any context but the words around the name."""
    weights = ranking.weights
    return sum(weights.get(trait, 0.0) * value for trait, value in traits(entry, name, ranking))


def likely(options: Sequence[Option], ranking: Ranking) -> list[float]:
    """The probability of each option: softmax over them and a place that the gazetteer lacks."""
    if not options:
        return []
    top = max(ranking.elsewhere, *(o.score for o in options))
    parts = [math.exp(ranking.sharpness * (o.score - top)) for o in options]
    whole = sum(parts) + math.exp(ranking.sharpness * (ranking.elsewhere - top))
    return [part / whole for part in parts]
