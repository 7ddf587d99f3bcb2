"""Which place a name means: candidates ranked by what the whole document tells.

A candidate's score adds to what it is by itself (:mod:`onrecord.coding.place.ranking`) the share of
its country and province in the document's other names, nearness to them, and containment ("X, Y",
"X in Y").
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.codebook.places import Ranking
from onrecord.coding.place.document_countries import Evidence
from onrecord.coding.place.name_candidates import Name
from onrecord.coding.place.ranking import Option, Ranked, likely, traits, weigh
from onrecord.gazetteer import Entry

ROUNDS = 2
NEAR_KM = 100.0
VARIANT_KM = 120.0  # another romanisation counts only so near to the document's other places
# a neighbourhood lies so near its town, is smaller, and is spelt so much alike
PART_KM, PART_PEOPLE, PART_SCORE = (30.0, 150_000, 0.65)
# a country with less of the votes is not spoken of, where another has so much
ELSEWHERE, SETTLED = (0.03, 0.4)
AFTER, BEFORE = (", ", " in ", " of ", " in the ", ", in ", " ("), ("'s ", " ", "s ")


def resolve(names: Sequence[Name], text: str, evidence: Evidence) -> Ranked:
    """Each name's candidates, best first; each round sees the choices of the one before. No
    candidate may be left."""
    ranking = evidence.ranking
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
    """The candidates by all that speaks for them, in the light of what each name is so far taken
    for."""
    weights = evidence.ranking.weights
    provinces = Counter((e.country, e.admin1) for e in tops(settled) if inner(e))
    points = [
        (names[k].text, options[0].entry)
        for k, options in enumerate(settled)
        if options and inner(options[0].entry)
    ]
    held: dict[tuple[str, str], float] = {}
    for k, name in enumerate(names):
        for entry in name.found:
            held[name.text, entry.id] = max(
                held.get((name.text, entry.id), 0.0), contained(k, entry, names, settled, text)
            )

    def context(k: int, name: Name, entry: Entry) -> Iterator[tuple[str, float]]:
        yield "its country", share(entry, name, evidence)
        yield "its province", in_province(entry, settled[k], provinces)
        yield "its province has the other names", shared.of(entry, name)
        yield "near another place", nearness(entry, name, points)
        here = contained(k, entry, names, settled, text)
        yield "named with what holds it", here
        yield "so named before", 0.0 if here else held[name.text, entry.id]
        yield (
            "the outlet's country",
            float(entry.country is not None and entry.country == evidence.outlet),
        )

    def option(k: int, name: Name, entry: Entry) -> Option:
        known = (*traits(entry, name), *context(k, name, entry))
        return Option(
            entry, sum(weights.get(what, 0.0) * value for what, value in known), traits=known
        )

    return [
        ordered([option(k, name, entry) for entry in name.found]) for k, name in enumerate(names)
    ]


class Shared:
    """Which provinces have a place of each name of the document: the one that has most of them is
    where it plays, whichever place of a name is the largest. A name that few provinces have counts
    for more."""

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
        """The share of its country's other names that its province has; less where there are
        few."""
        if not inner(entry) or not entry.country or not entry.admin1:
            return 0.0
        province, mine = (entry.country, entry.admin1), self.provinces[name.text]
        others = self.votes[province] - (weight(mine) if province in mine else 0.0)
        whole = self.whole[entry.country] - (
            weight(mine) if any(land == entry.country for land, _ in mine) else 0.0
        )
        return max(0.0, others) / (whole + 1.0)


def weight(provinces: Collection[tuple[str, str]]) -> float:
    """What a name counts for that so many provinces have."""
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
    """The root of its country's share in the votes of the other names."""
    return math.sqrt(evidence.shares(name.text).get(entry.country or "", 0.0))


def in_province(
    entry: Entry, own: Sequence[Option], provinces: Mapping[tuple[str | None, str | None], int]
) -> float:
    """The root of its province's share in the other places of its country."""
    others = sum(n for (land, _), n in provinces.items() if land == entry.country)
    if others < 2:
        return 0.0
    mine = bool(own) and (own[0].entry.country, own[0].entry.admin1) == (
        entry.country,
        entry.admin1,
    )
    return math.sqrt(max(0, provinces.get((entry.country, entry.admin1), 0) - mine) / (others - 1))


def nearness(entry: Entry, name: Name, points: Sequence[tuple[str, Entry]]) -> float:
    """How near the nearest other place is: 1 where it lies, 1/e at ``NEAR_KM``."""
    gaps = (
        [entry.distance(p) for text, p in points if p.id != entry.id and text != name.text]
        if entry.kind != "country"
        else []
    )
    return math.exp(-min(gaps) / NEAR_KM) if gaps else 0.0


def contained(k: int, entry: Entry, names: Sequence[Name], settled: Ranked, text: str) -> float:
    """How often "X, Y", "X in Y" and "Y's X" say that it lies in the Y named beside it."""
    times = 0.0
    for j in (k + 1, k - 1):
        if not 0 <= j < len(names) or not settled[j] or names[j].sentence != names[k].sentence:
            continue
        between = text[min(names[k].end, names[j].end) : max(names[k].start, names[j].start)]
        if between not in (AFTER if j > k else BEFORE):
            continue
        outer = settled[j][0].entry
        if outer.kind == "country":
            times += outer.country == entry.country and entry.kind != "country"
        elif outer.kind in ("admin1", "admin2", "city") and outer.id != entry.id:
            times += (outer.country, outer.admin1) == (entry.country, entry.admin1)
    return times


def fitting(names: Sequence[Name], options: Ranked, evidence: Evidence) -> Ranked:
    """The candidates less the mere namesakes: variants far from the document's places, towns of
    countries that it does not speak of, neighbourhoods far from their town."""
    out = list(options)
    tops = [(name.text, o[0].entry) for name, o in zip(names, out, strict=True) if o]
    anchors = [(text, e) for text, e in tops if e.match != "variant" and inner(e)]
    for k, name in enumerate(names):
        fixed = [entry for word, entry in anchors if word != name.text]
        if fixed and out[k] and out[k][0].entry.match == "variant":
            out[k] = [o for o in out[k] if known_afar(o.entry) or beside(o.entry, fixed)]
        shares = evidence.shares(name.text)
        out[k] = [o for o in out[k] if not far(o.entry, name, shares)]
        if name.group in ("part", "facility"):
            out[k] = [o for o in out[k] if o.entry.match != "variant" or o.entry.score > PART_SCORE]
            centre = (
                town(k, names, out) if out[k] and out[k][0].entry.population < PART_PEOPLE else None
            )
            if centre and out[k][0].entry.minor:
                out[k] = [o for o in out[k] if o.entry.distance(centre) < PART_KM]
    return out


def beside(entry: Entry, places: Sequence[Entry]) -> bool:
    """Whether a place lies near one of the places of its country, or these are none."""
    return (
        min((entry.distance(p) for p in places if p.country == entry.country), default=0.0)
        < VARIANT_KM
    )


def known_afar(entry: Entry) -> bool:
    """Whether a place is named far from where it lies: a country, a province, a large town."""
    return not inner(entry) or entry.kind == "admin1" or entry.population >= PART_PEOPLE


def compact(entry: Entry) -> bool:
    """Whether a place is small enough to tell where something in or beside it lies."""
    return entry.kind == "city" or (entry.id.startswith("onrecord:") and entry.radius_km <= PART_KM)


def far(entry: Entry, name: Name, shares: Mapping[str, float]) -> bool:
    """Whether a candidate is a namesake in a country that the document's other names do not speak
    of."""
    if (
        not entry.country
        or max(shares.values(), default=0.0) < SETTLED
        or shares.get(entry.country, 0.0) > ELSEWHERE
    ):
        return False
    if entry.kind in ("admin1", "admin2"):
        return name.group in ("city", "part")
    small = name.noun in ("town", "towns", "village", "villages") or name.group == "part"
    return entry.minor and (small or entry.population < 500_000)


def town(k: int, names: Sequence[Name], options: Ranked) -> Entry | None:
    """The settlement that a neighbourhood or building belongs to: named next in the same sentence,
    else the last one before."""
    after = [j for j in range(k + 1, len(names)) if names[j].sentence == names[k].sentence]
    for j in (*after[:2], *range(k - 1, -1, -1)):
        if (
            options[j]
            and names[j].group not in ("part", "facility")
            and options[j][0].entry.kind == "city"
        ):
            found: Entry = options[j][0].entry
            return found
    return None


def around(k: int, names: Sequence[Name], options: Ranked) -> tuple[Entry | None, bool]:
    """The place that best tells where an unknown name lies, and whether it stands in the same
    sentence: a town of the sentence, else the nearest place of the country that the sentence speaks
    of."""
    same = [
        j
        for j in range(len(names))
        if names[j].sentence == names[k].sentence and j != k and options[j]
    ]
    same.sort(key=lambda j: (abs(j - k), -j))
    land = next((options[j][0].entry.country for j in same if names[j].locates), None)
    best = {
        j: o[0].entry
        for j, o in enumerate(options)
        if o and (land is None or o[0].entry.country == land)
    }
    places = {j: entry for j, entry in best.items() if inner(entry)}
    for j in same:
        if j in places and compact(places[j]):
            return places[j], True
    for j in (*same, *range(k - 1, -1, -1), *range(k + 1, len(names))):
        if j in places:
            return places[j], j in same
    return next((best[j] for j in same if j in best), None), True
