"""Which place a name means: candidates scored by what the whole document tells.

A candidate's score adds its own weight, the share of its country and province in the document's other names, nearness to
them, and containment ("X, Y", "X in Y").
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.coding.evidence import Evidence, weigh
from onrecord.coding.toponyms import Name
from onrecord.gazetteer import Entry

COUNTRY_WEIGHT, PROVINCE_WEIGHT, NEAR_WEIGHT, CONTAINED_WEIGHT = 4.5, 2.0, 1.5, 3.0
NEAR_KM = 100.0
VARIANT_KM = 120.0  # another romanisation counts only so near to the document's other places
PART_KM, PART_PEOPLE, PART_SCORE = 30.0, 150_000, 0.65  # a neighbourhood lies so near its town, is smaller, and is spelt so much alike
ELSEWHERE, SETTLED = 0.03, 0.4  # a country with less of the votes is not spoken of, where another has so much

Ranked = list[list[tuple[float, Entry]]]


def resolve(names: Sequence[Name], text: str, evidence: Evidence) -> Ranked:
    """Each name's candidates with their scores, best first; a second round sees the first one's choices. No candidate may be left."""
    first = [ranked(name, [weigh(e, name) + by_country(e, name, evidence) for e in name.found]) for name in names]
    provinces = Counter((e.country, e.admin1) for e in tops(first) if inner(e))
    points = [(names[k].text, options[0][1]) for k, options in enumerate(first) if options and inner(options[0][1])]

    def score(k: int, name: Name, entry: Entry) -> float:
        alone = weigh(entry, name) + by_country(entry, name, evidence)
        return alone + by_province(entry, first[k], provinces) + by_nearness(entry, name, points) + contained(k, entry, names, first, text)

    second = [ranked(name, [score(k, name, entry) for entry in name.found]) for k, name in enumerate(names)]
    return fitting(names, second, evidence)


def ranked(name: Name, scores: Sequence[float]) -> list[tuple[float, Entry]]:
    """A name's candidates by score, the more populous first among equals."""
    return sorted(zip(scores, name.found, strict=True), key=lambda pair: (-pair[0], -pair[1].population, pair[1].id))


def tops(options: Ranked) -> list[Entry]:
    """The best candidate of each name that has one."""
    return [o[0][1] for o in options if o]


def inner(entry: Entry) -> bool:
    """Whether a place is smaller than a country."""
    return entry.kind not in ("country", "continent")


def by_country(entry: Entry, name: Name, evidence: Evidence) -> float:
    """What the other names' votes for its country add."""
    return COUNTRY_WEIGHT * math.sqrt(evidence.shares(name.text).get(entry.country or "", 0.0))


def by_province(entry: Entry, own: Sequence[tuple[float, Entry]], provinces: Mapping[tuple[str | None, str | None], int]) -> float:
    """What the other places in its province add."""
    others = sum(n for (land, _), n in provinces.items() if land == entry.country)
    if others < 2:
        return 0.0
    mine = bool(own) and (own[0][1].country, own[0][1].admin1) == (entry.country, entry.admin1)
    return PROVINCE_WEIGHT * math.sqrt(max(0, provinces.get((entry.country, entry.admin1), 0) - mine) / (others - 1))


def by_nearness(entry: Entry, name: Name, points: Sequence[tuple[str, Entry]]) -> float:
    """What the nearest other place adds."""
    gaps = [entry.distance(p) for text, p in points if p.id != entry.id and text != name.text] if entry.kind != "country" else []
    return NEAR_WEIGHT * math.exp(-min(gaps) / NEAR_KM) if gaps else 0.0


def contained(k: int, entry: Entry, names: Sequence[Name], settled: Ranked, text: str) -> float:
    """What "X, Y", "X in Y" and "Y's X" add for the X that lies in Y."""
    bonus = 0.0
    for j in (k + 1, k - 1):
        if not 0 <= j < len(names) or not settled[j] or names[j].sentence != names[k].sentence:
            continue
        between = text[min(names[k].end, names[j].end) : max(names[k].start, names[j].start)]
        if between not in ((", ", " in ", " of ", " in the ", ", in ", " (") if j > k else ("'s ", " ", "s ")):
            continue
        outer = settled[j][0][1]
        if outer.kind == "country":
            bonus += CONTAINED_WEIGHT * (outer.country == entry.country and entry.kind != "country")
        elif outer.kind in ("admin1", "admin2", "city") and outer.id != entry.id:
            bonus += CONTAINED_WEIGHT * ((outer.country, outer.admin1) == (entry.country, entry.admin1))
    return bonus


def fitting(names: Sequence[Name], options: Ranked, evidence: Evidence) -> Ranked:
    """The candidates less the mere namesakes: variants far from the document's places, towns of countries that it does not speak of,
    neighbourhoods far from their town."""
    out = list(options)
    anchors = [(name.text, o[0][1]) for name, o in zip(names, out, strict=True) if o and o[0][1].match != "variant" and inner(o[0][1])]
    for k, name in enumerate(names):
        fixed = [entry for word, entry in anchors if word != name.text]
        if fixed and out[k] and out[k][0][1].match == "variant":
            out[k] = [(s, e) for s, e in out[k] if known_afar(e) or min(map(e.distance, fixed)) < VARIANT_KM]
        shares = evidence.shares(name.text)
        out[k] = [(s, e) for s, e in out[k] if not far(e, name, shares)]
        if name.group in ("part", "facility"):
            out[k] = [(s, e) for s, e in out[k] if e.match != "variant" or e.score > PART_SCORE]
            centre = town(k, names, out) if out[k] and out[k][0][1].population < PART_PEOPLE else None
            if centre:
                out[k] = [(s, e) for s, e in out[k] if e.distance(centre) < PART_KM]
    return out


def known_afar(entry: Entry) -> bool:
    """Whether a place is named far from where it lies: a country, a province, a large town."""
    return not inner(entry) or entry.kind == "admin1" or entry.population >= PART_PEOPLE


def compact(entry: Entry) -> bool:
    """Whether a place is small enough to tell where something in or beside it lies."""
    return entry.kind == "city" or (entry.id.startswith("onrecord:") and entry.radius_km <= PART_KM)


def far(entry: Entry, name: Name, shares: Mapping[str, float]) -> bool:
    """Whether a candidate is a namesake in a country that the document's other names do not speak of."""
    if not entry.country or max(shares.values(), default=0.0) < SETTLED or shares.get(entry.country, 0.0) > ELSEWHERE:
        return False
    if entry.kind in ("admin1", "admin2"):
        return name.group in ("city", "part")
    small = name.noun in ("town", "towns", "village", "villages") or name.group == "part"
    return entry.kind == "city" and (small or entry.population < 500_000)


def town(k: int, names: Sequence[Name], options: Ranked) -> Entry | None:
    """The settlement that a neighbourhood or building belongs to: named next in the same sentence, else the last one before."""
    after = [j for j in range(k + 1, len(names)) if names[j].sentence == names[k].sentence]
    for j in (*after[:2], *range(k - 1, -1, -1)):
        if options[j] and names[j].group not in ("part", "facility") and options[j][0][1].kind == "city":
            found: Entry = options[j][0][1]
            return found
    return None


def around(k: int, names: Sequence[Name], options: Ranked) -> tuple[Entry | None, bool]:
    """The place that best tells where an unknown name lies, and whether it stands in the same sentence: a town of the sentence, else the
    nearest place of the country that the sentence speaks of."""
    same = [j for j in range(len(names)) if names[j].sentence == names[k].sentence and j != k and options[j]]
    same.sort(key=lambda j: (abs(j - k), -j))
    land = next((options[j][0][1].country for j in same if names[j].locates), None)
    best = {j: o[0][1] for j, o in enumerate(options) if o and (land is None or o[0][1].country == land)}
    places = {j: entry for j, entry in best.items() if inner(entry)}
    for j in same:
        if j in places and compact(places[j]):
            return places[j], True
    for j in (*same, *range(k - 1, -1, -1), *range(k + 1, len(names))):
        if j in places:
            return places[j], j in same
    return next((best[j] for j in same if j in best), None), True
