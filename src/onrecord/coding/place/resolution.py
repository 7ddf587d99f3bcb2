"""Which place a name means: candidates ranked by the evidence of the whole document.

A candidate's score adds to what it is by itself (:mod:`onrecord.coding.place.ranking`) the share of
its country and province in the document's other names, nearness to them, and containment ("X, Y",
"X in Y").
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.codebook.locating import Resolution
from onrecord.codebook.places import Places, Ranking
from onrecord.coding.place.document_countries import Evidence
from onrecord.coding.place.page import Name
from onrecord.coding.place.ranking import Option, Ranked, hand_kept, likely, traits, weigh
from onrecord.gazetteer import Entry

ROUNDS = 2


def resolve(names: Sequence[Name], text: str, evidence: Evidence) -> Ranked:
    """Each name's candidates, best first; each round sees the choices of the one before. A name may
    end up without candidates."""
    ranking = evidence.book.ranking
    lands = ranking.weights["its country"]
    options = [
        ordered([Option(e, weigh(e, n, ranking) + lands * share(e, n, evidence)) for e in n.found])
        for n in names
    ]
    shared = Shared(names)
    for _ in range(ROUNDS):
        options = weighed(names, text, options, shared, evidence)
    return [probable(o, ranking) for o in fitting(names, options, evidence)]


def weighed(
    names: Sequence[Name], text: str, settled: Ranked, shared: Shared, evidence: Evidence
) -> Ranked:
    """The candidates by all that speaks for them, given what each name is taken to mean so far."""
    book = evidence.book
    weights = book.ranking.weights
    provinces = Counter((e.country, e.admin1) for e in tops(settled) if inner(e))
    points = [
        (name.text, options[0].entry)
        for name, options in zip(names, settled, strict=True)
        if options and inner(options[0].entry)
    ]
    held = held_anywhere(names, settled, text, book)

    def context(k: int, name: Name, entry: Entry) -> Iterator[tuple[str, float]]:
        yield "its country", share(entry, name, evidence)
        yield "its province", in_province(entry, settled[k], provinces)
        yield "its province has the other names", shared.of(entry, name)
        yield "near another place", nearness(entry, name, points, book.resolution.near_km)
        here = times_held(k, entry, names, settled, text, book)
        yield "named with what holds it", here
        yield "so named before", 0.0 if here else held[name.text, entry.id]
        yield "the outlet's country", float(in_outlets_country(entry, evidence))

    def option(k: int, name: Name, entry: Entry) -> Option:
        known = (*traits(entry, name, book.ranking), *context(k, name, entry))
        return Option(
            entry, sum(weights.get(what, 0.0) * value for what, value in known), traits=known
        )

    return [
        ordered([option(k, name, entry) for entry in name.found]) for k, name in enumerate(names)
    ]


def held_anywhere(
    names: Sequence[Name], settled: Ranked, text: str, book: Places
) -> dict[tuple[str, str], float]:
    """(name, candidate's id) → how often the text names what contains the candidate, for the
    mention of the name that does so most."""
    held: dict[tuple[str, str], float] = {}
    for k, name in enumerate(names):
        for entry in name.found:
            times = times_held(k, entry, names, settled, text, book)
            held[name.text, entry.id] = max(held.get((name.text, entry.id), 0.0), times)
    return held


def in_outlets_country(entry: Entry, evidence: Evidence) -> bool:
    """Whether a place lies in the country of the report's outlet."""
    return entry.country is not None and entry.country == evidence.outlet


class Shared:
    """The provinces that have a place of each of the document's names: the one with most of them is
    the setting, whichever place of a name is the largest. A name found in few provinces counts for
    more."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.provinces: dict[str, set[tuple[str, str]]] = {}
        self.votes: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.whole: defaultdict[str, float] = defaultdict(float)
        for name in names:
            if name.text in self.provinces:
                continue
            plain = (e for e in name.found if inner(e) and e.match != "variant")
            mine = (
                {(e.country, e.admin1) for e in plain if e.country and e.admin1}
                if not name.land
                else set()
            )
            self.provinces[name.text] = mine
            for province in mine:
                self.votes[province] += weight(mine)
            for land in {land for land, _ in mine}:
                self.whole[land] += weight(mine)

    def of(self, entry: Entry, name: Name) -> float:
        """The share of its country's other names that its province has; less if there are few."""
        if not inner(entry) or not entry.country or not entry.admin1:
            return 0.0
        province, mine = (entry.country, entry.admin1), self.provinces[name.text]
        others = self.votes[province] - (weight(mine) if province in mine else 0.0)
        whole = self.whole[entry.country] - (
            weight(mine) if any(land == entry.country for land, _ in mine) else 0.0
        )
        return max(0.0, others) / (whole + 1.0)


def weight(provinces: Collection[tuple[str, str]]) -> float:
    """The weight of a name that so many provinces have."""
    return 1 / math.sqrt(len(provinces)) if provinces else 0.0


def ordered(options: Sequence[Option]) -> list[Option]:
    """Candidates by score, the more populous first among equals."""
    return sorted(options, key=lambda o: (-o.score, -o.entry.population, o.entry.id))


def probable(options: Sequence[Option], ranking: Ranking) -> list[Option]:
    """The candidates with their probabilities."""
    return [
        replace(o, probability=p) for o, p in zip(options, likely(options, ranking), strict=True)
    ]


def tops(options: Ranked) -> list[Entry]:
    """The best candidate of each name that has one."""
    return [o[0].entry for o in options if o]


def inner(entry: Entry) -> bool:
    """Whether a place is smaller than a country."""
    return entry.kind not in ("country", "continent")


def share(entry: Entry, name: Name, evidence: Evidence) -> float:
    """The square root of its country's share in the votes of the other names."""
    return math.sqrt(evidence.shares(name.text).get(entry.country or "", 0.0))


def in_province(
    entry: Entry, own: Sequence[Option], provinces: Mapping[tuple[str | None, str | None], int]
) -> float:
    """The square root of its province's share in the other places of its country."""
    others = sum(n for (land, _), n in provinces.items() if land == entry.country)
    if others < 2:
        return 0.0
    mine = bool(own) and (own[0].entry.country, own[0].entry.admin1) == (
        entry.country,
        entry.admin1,
    )
    return math.sqrt(max(0, provinces.get((entry.country, entry.admin1), 0) - mine) / (others - 1))


def nearness(
    entry: Entry, name: Name, points: Sequence[tuple[str, Entry]], near_km: float
) -> float:
    """How near the nearest other place is: 1 at no distance, 1/e at ``near_km``."""
    if entry.kind == "country":
        return 0.0
    gaps = [entry.distance(p) for text, p in points if p.id != entry.id and text != name.text]
    return math.exp(-min(gaps) / near_km) if gaps else 0.0


def times_held(
    k: int, entry: Entry, names: Sequence[Name], settled: Ranked, text: str, book: Places
) -> float:
    """How often "X, Y", "X in Y" and "Y's X" say that it lies in the Y named with it."""
    times = 0.0
    for j in (k + 1, k - 1):
        if not 0 <= j < len(names) or not settled[j] or names[j].sentence != names[k].sentence:
            continue
        between = text[min(names[k].end, names[j].end) : max(names[k].start, names[j].start)]
        phrases = book.phrases.holder_behind if j > k else book.phrases.holder_before
        if between in phrases:
            times += holds(settled[j][0].entry, entry)
    return times


def holds(outer: Entry, entry: Entry) -> bool:
    """Whether a place lies in a country or division, or in the same province as a town."""
    if outer.kind == "country":
        return outer.country == entry.country and entry.kind != "country"
    if outer.kind not in ("admin1", "admin2", "city") or outer.id == entry.id:
        return False
    return (outer.country, outer.admin1) == (entry.country, entry.admin1)


def fitting(names: Sequence[Name], options: Ranked, evidence: Evidence) -> Ranked:
    """The candidates without those that merely share the name: variants far from the document's
    places, towns in countries that it does not mention, neighbourhoods far from their town."""
    book, out = evidence.book.resolution, list(options)
    tops = [(name.text, o[0].entry) for name, o in zip(names, out, strict=True) if o]
    anchors = [(text, e) for text, e in tops if e.match != "variant" and inner(e)]
    for k, name in enumerate(names):
        others = [entry for text, entry in anchors if text != name.text]
        out[k] = without_far_variants(out[k], others, book)
        out[k] = without_unspoken_countries(out[k], name, evidence)
        if name.group in ("part", "facility"):
            out[k] = [o for o in out[k] if o.entry.match != "variant" or fits_well(o.entry, book)]
            out[k] = in_its_town(k, names, out, book)
    return out


def fits_well(entry: Entry, book: Resolution) -> bool:
    """Whether a part of a town is spelt sufficiently like its name."""
    return entry.score > book.part_fit


def without_far_variants(
    options: list[Option], others: Sequence[Entry], book: Resolution
) -> list[Option]:
    """The candidates of a name; of one that is best read in another romanisation only those known
    far away or near the document's other places."""
    if not others or not options or options[0].entry.match != "variant":
        return options
    return [
        o
        for o in options
        if known_afar(o.entry, book) or near_any(o.entry, others, book.variant_km)
    ]


def near_any(entry: Entry, places: Sequence[Entry], km: float) -> bool:
    """Whether a place lies this near to one of the places of its country, or there are none."""
    gaps = [entry.distance(place) for place in places if place.country == entry.country]
    return min(gaps, default=0.0) < km


def known_afar(entry: Entry, book: Resolution) -> bool:
    """Whether a place is named far from where it lies: a country, a province, a large town."""
    return not inner(entry) or entry.kind == "admin1" or entry.population >= book.part_people


def in_its_town(k: int, names: Sequence[Name], options: Ranked, book: Resolution) -> list[Option]:
    """The candidates of a part of a town or a building: of a small place only those near the town
    to which it belongs."""
    mine = options[k]
    if not mine or mine[0].entry.population >= book.part_people or not mine[0].entry.minor:
        return mine
    centre = town_of_part(k, names, options)
    if centre is None:
        return mine
    return [o for o in mine if o.entry.distance(centre) < book.part_km]


def compact(entry: Entry, book: Resolution) -> bool:
    """Whether a place is small enough to locate something in or next to it."""
    return entry.kind == "city" or (hand_kept(entry) and entry.radius_km <= book.part_km)


def without_unspoken_countries(
    options: list[Option], name: Name, evidence: Evidence
) -> list[Option]:
    """The candidates of a name without those in countries that the document's other names do not
    point to, if these point to one."""
    shares, book = evidence.shares(name.text), evidence.book.resolution
    if max(shares.values(), default=0.0) < book.spoken_of:
        return options
    return [
        o
        for o in options
        if not o.entry.country
        or shares.get(o.entry.country, 0.0) > book.not_spoken_of
        or not is_namesake(o.entry, name, evidence.book)
    ]


def is_namesake(entry: Entry, name: Name, book: Places) -> bool:
    """Whether a place in a country not mentioned is too small to be meant, or not of the kind that
    the noun with the name says."""
    if entry.kind in ("admin1", "admin2"):
        return name.group in ("city", "part")
    small = name.noun in book.phrases.small or name.group == "part"
    return entry.minor and (small or entry.population < book.resolution.namesake_people)


def town_of_part(k: int, names: Sequence[Name], options: Ranked) -> Entry | None:
    """The settlement that a neighbourhood or building belongs to: named next in the same sentence,
    or else the last one before."""
    behind = [j for j in range(k + 1, len(names)) if names[j].sentence == names[k].sentence]
    for j in (*behind[:2], *range(k - 1, -1, -1)):
        if names[j].group in ("part", "facility") or not options[j]:
            continue
        best: Entry = options[j][0].entry
        if best.kind == "city":
            return best
    return None


def surrounding_place(
    k: int, names: Sequence[Name], options: Ranked, book: Resolution
) -> tuple[Entry | None, bool]:
    """The place that best locates an unknown name, and whether it is in the same sentence: a town
    in the sentence, or else the nearest place of the country that the sentence mentions."""
    same = resolved_nearby(k, names, options)
    land = next((options[j][0].entry.country for j in same if names[j].locates), None)
    best = {
        j: o[0].entry
        for j, o in enumerate(options)
        if o and (land is None or o[0].entry.country == land)
    }
    places = {j: entry for j, entry in best.items() if inner(entry)}
    towns = [j for j in same if j in places and compact(places[j], book)]
    others = [*range(k - 1, -1, -1), *range(k + 1, len(names))]
    at = next((j for j in (*towns, *same, *others) if j in places), None)
    if at is not None:
        return places[at], at in same
    return next((best[j] for j in same if j in best), None), True


def resolved_nearby(k: int, names: Sequence[Name], options: Ranked) -> list[int]:
    """The other resolved names of a name's sentence, the nearest first; of two equally near the
    later one."""
    same = [
        j
        for j, name in enumerate(names)
        if name.sentence == names[k].sentence and j != k and options[j]
    ]
    return sorted(same, key=lambda j: (abs(j - k), -j))
