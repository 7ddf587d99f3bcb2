"""What speaks for each place that a name can mean, as named values whose weights stand in the
codebook (``data/ranking.yaml``)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.codebook.places import Ranking
from onrecord.coding.place.name_candidates import Name
from onrecord.gazetteer import Entry
from onrecord.gazetteer.fold import bare, skeleton

KIND = {
    "country": "a country",
    "continent": "a continent",
    "admin1": "a province",
    "admin2": "a district",
}
# people of a town that is meant rather than the province or district of its name
TOWN = {"admin1": 10_000, "admin2": 0}
SETTLED = frozenset(("city", "neighbourhood"))
# nouns that say of what kind a place is, where the gazetteer's word is another
KINDS = {
    "airport": ("airport", "airbase", "airfield"),
    "airbase": ("airbase", "airport", "airfield"),
    "base": ("base", "airbase"),
    "river": ("river", "wadi", "water"),
    "mountains": ("mountain",),
    "hills": ("hill", "mountain"),
    "crossing": ("checkpoint",),
    "wadi": ("wadi", "river"),
    "neighborhood": ("neighbourhood",),
    "quarter": ("neighbourhood",),
    "district": ("neighbourhood",),
    "suburb": ("neighbourhood", "city"),
    "farms": ("farm",),
    "silos": ("landmark",),
    "forest": ("forest",),
    "plains": ("plain",),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One place that a name can mean: its score, the probability that it is meant, and the values
    that gave the score."""

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


def traits(entry: Entry, name: Name) -> Iterator[tuple[str, float]]:
    """What a candidate is by itself: its kind and people, the fit of its name, and of its kind to
    the noun beside the name."""
    kind = entry.kind
    if kind in KIND:
        yield KIND[kind], 1.0
    elif entry.id.startswith("onrecord:"):
        yield "of the hand-kept table", 1.0
    else:
        yield "people", math.log10(entry.people + 50)
    if entry.score < 1:
        yield "spelt otherwise", 1 - entry.score
    if (name.noun and name.noun in (kind, f"{kind}s")) or kind in KINDS.get(name.noun, ()):
        yield "noun of its kind", 1.0
    elif kind not in KIND and kind not in SETTLED and not entry.id.startswith("onrecord:"):
        yield "no settlement", 1.0
    match name.group:
        case "admin1":
            if kind in ("admin1", "admin2"):
                yield (
                    "noun of provinces" if kind == "admin1" else "noun of provinces, a district",
                    1.0,
                )
        case "admin2":
            if kind == "admin2":
                yield "noun of districts", 1.0
        case "city" | "part" | "facility":
            if kind in KIND:
                yield f"noun of towns, {KIND[kind] if kind != 'continent' else 'a country'}", 1.0
            if name.noun == "district" and kind == "admin2":
                yield 'noun "district", a district', 1.0
        case _:
            if kind == "admin1" and name.noun in ("region", "regions"):
                yield "noun of provinces", 1.0
            elif kind in ("admin1", "admin2") and any(town_in(entry, e) for e in name.found):
                yield "a town of the name in it", 1.0


def town_in(division: Entry, town: Entry) -> bool:
    """Whether a town of a province's or district's name lies in it and is the one meant: it is
    large, or holds all its people."""
    least = min(TOWN[division.kind], division.population or TOWN[division.kind])
    # Santa Fe de Antioquia
    if town.score < division.score and skeleton(bare(town.name)) != skeleton(bare(division.name)):
        return False
    return (
        town.kind == "city"
        and (town.country, town.admin1) == (division.country, division.admin1)
        and town.population >= least
    )


def weigh(entry: Entry, name: Name, ranking: Ranking) -> float:
    """A candidate's score before any context but the words beside the name."""
    weights = ranking.weights
    return sum(weights.get(trait, 0.0) * value for trait, value in traits(entry, name))


def likely(options: Sequence[Option], ranking: Ranking) -> list[float]:
    """The probability of each option: softmax over them and the place that the gazetteer lacks."""
    if not options:
        return []
    top = max(ranking.elsewhere, *(o.score for o in options))
    parts = [math.exp(ranking.sharpness * (o.score - top)) for o in options]
    whole = sum(parts) + math.exp(ranking.sharpness * (ranking.elsewhere - top))
    return [part / whole for part in parts]
