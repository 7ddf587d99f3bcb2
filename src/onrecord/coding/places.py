"""Places of a report: each name resolved by what the whole document tells.

A candidate's score adds its own weight (kind, population), the country and province that the document's other names vote
for, nearness to them, and fit with the words beside it. What stays unknown is located by what surrounds it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.codebook.places import Places
from onrecord.coding.records import Parsed, Toponym
from onrecord.coding.toponyms import Finder, Name
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.gazetteer.fold import fold
from onrecord.schema import Place
from onrecord.schema.event import Candidate, PlacePrecision

CANDIDATES = 5
SURE_KM = 25.0  # a point is given only where the place lies within about this of it (the guideline's rule)
PEOPLE_VOTE, COUNTRY_VOTE = 0.3, 0.6
COUNTRY_WEIGHT, PROVINCE_WEIGHT, NEAR_WEIGHT = 4.5, 2.0, 1.5
NEIGHBOURHOOD_KM = 30.0
WEIGHT = {"country": 9.0, "continent": 8.0, "admin1": 5.6, "admin2": 4.0}
VARIANT_KM = 120.0  # another romanisation counts only so near to the document's other places
RANK = {"none": 0, "country": 1, "admin1": 2, "admin2": 3, "near": 4, "exact": 4}
STAGE = frozenset(("in", "inside", "across", "throughout", "near"))


def find_places(parsed: Parsed, gazetteer: Gazetteer, book: Places) -> list[Toponym]:
    """The place names of a report in text order, each resolved as far as the document allows.

    A name that the gazetteer lacks keeps its words and gets country, province and point (precision ``near``) of what
    surrounds it. ``locates`` is false where a name only qualifies something ("the Damascus government") or is the date line's town.
    """
    finder = Finder(parsed, gazetteer, book)
    people = demonyms(finder, book) + titled(parsed.report.title or "", gazetteer, book)
    first = Evidence(finder.names(), people)
    names = finder.names(first.main())
    evidence = Evidence(names, people)
    chosen = resolve(names, finder.text, evidence)
    lands = evidence.shares()
    out: list[Toponym] = []
    points: dict[str, Place] = {}
    for k, name in enumerate(names):
        place = placed(name, k, names, chosen, finder, lands)
        span = parsed.span(name.start, name.end)
        if not place.resolved and place.latitude is not None:
            points.setdefault(name.text, place)
        elif not place.resolved:
            place = points.get(name.text, place)
        out.append(Toponym(span, parsed.span(*name.head), place.model_copy(update={"name": span.text, "spans": (span,)}), name.locates, name.rule))
    return out


def home(toponyms: Sequence[Toponym], parsed: Parsed, book: Places) -> Place:
    """Where the report as a whole plays: its dominant country, and the province where most of its places lie in one.

    For events without a place of their own. ``precision`` is ``country``, ``admin1`` or ``none``; there is no name and no point.
    """
    tally: dict[str, float] = {}
    provinces: Counter[tuple[str, str]] = Counter()
    for toponym in toponyms:
        land = toponym.place.country
        if land:
            inner = toponym.place.precision not in ("country", "none") and bool(toponym.place.resolved)
            tally[land] = tally.get(land, 0.0) + (0.3 if not toponym.locates and toponym.rule != "dateline" else 1.0 if inner else 0.6)
            if toponym.place.admin1 and toponym.locates:
                provinces[land, toponym.place.admin1] += 1
    people = Counter(book.demonyms[token.text] for token in parsed.doc if token.text in book.demonyms)
    for land, n in people.items():
        tally[land] = tally.get(land, 0.0) + 0.5 * math.sqrt(n)
    if not tally:
        return Place()
    country = min(tally, key=lambda c: (-tally[c], c))
    inside = {a: n for (c, a), n in provinces.items() if c == country}
    total = sum(inside.values())
    admin1 = min(inside, key=lambda a: (-inside[a], a)) if inside else None
    if admin1 is None or inside[admin1] < 0.8 * total:
        return Place(country=country, precision="country")
    return Place(country=country, admin1=admin1, precision="admin1")


def most_specific(toponyms: Sequence[Toponym]) -> Toponym | None:
    """The toponym that says most exactly where: those that locate before those that do not, then the finer level (a name that the
    gazetteer lacks is taken for a small place), then the smaller radius, then the first."""
    best = None
    for toponym in toponyms:
        place = toponym.place
        rank = (toponym.locates, RANK[place.precision] if place.resolved else 4, -(place.radius_km or 0.0) if place.resolved else 0.0)
        if best is None or rank > best[0]:
            best = (rank, toponym)
    return best[1] if best else None


def demonyms(finder: Finder, book: Places) -> Counter[str]:
    """Country → how often its people or state are named."""
    out: Counter[str] = Counter()
    for word in finder.words:
        if word.capital and word.text in book.demonyms:
            out[book.demonyms[word.text]] += 1
    return out


def titled(title: str, gazetteer: Gazetteer, book: Places) -> Counter[str]:
    """Country → how often the report's title names it, its people or a well-known place in it."""
    out: Counter[str] = Counter()
    words = re.findall(r"[^\W\d_][^\W_]*(?:[-.'&][^\W_]+)*", title)
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            phrase = " ".join(words[i : i + size])
            if phrase[0].isupper() and words[i + size - 1][0].isupper() and phrase.lower() not in book.cues.never:
                found = gazetteer.search(phrase, variants=False, limit=1) if gazetteer.renowned(phrase) else []
                land = book.demonyms.get(phrase) or (found[0].country if found else None)
                if land:
                    out[land] += 2
    return out


class Evidence:
    """What the document's names say about its countries: each spreads one vote over its candidates by their weight; a settlement or
    province counts for more than a country or a people, which may only take part."""

    def __init__(self, names: Sequence[Name], people: Counter[str]) -> None:
        self.by_head: dict[str, Counter[str]] = {}
        self.total: Counter[str] = Counter()
        self.inner: set[str] = set()
        self.cache: dict[str, Counter[str]] = {}
        for land, n in people.items():
            self.total[land] += PEOPLE_VOTE * n  # type: ignore[assignment]
        for name in names:
            weight = [math.exp(weigh(e, name)) for e in name.found]
            whole = sum(weight)
            sure = min(1.0, max(0.1, (math.log(max(weight)) - 2.5) / 2.5)) if weight else 0.0
            mine = self.by_head.setdefault(fold(name.text), Counter())
            for entry, part in zip(name.found, weight, strict=True):
                if entry.country:
                    vote = part / whole * (COUNTRY_VOTE if entry.kind == "country" else sure)
                    mine[entry.country] += vote  # type: ignore[assignment]
                    self.total[entry.country] += vote  # type: ignore[assignment]
                    if vote > 0.5 and (weigh(entry, name) > 4 if entry.kind != "country" else name.preposition in STAGE):
                        self.inner.add(entry.country)

    def main(self) -> list[str]:
        """The countries that the document plays in, the likeliest first: the top one, and others in which it names places."""
        shares = self.shares().most_common(4)
        return [land for n, (land, share) in enumerate(shares) if n == 0 or (share >= 0.08 and land in self.inner)]

    def shares(self, but: str | None = None) -> Counter[str]:
        """Country → its share of the votes, those of one name left out."""
        key = fold(but) if but else ""
        if key not in self.cache:
            mine = self.by_head.get(key, Counter())
            whole = self.total.total() - mine.total() + (1.0 if but else 0.0)
            self.cache[key] = Counter({land: (n - mine[land]) / whole for land, n in self.total.items()}) if whole else Counter()
        return self.cache[key]


def weigh(entry: Entry, name: Name) -> float:
    """A candidate's weight before any context but the words beside the name."""
    score = WEIGHT.get(entry.kind) or (5.5 if entry.id.startswith("onrecord:") else math.log10(entry.population + 50))
    score -= 4 * (1 - entry.score)
    group = name.group
    if group == "admin1":
        score += 4.0 if entry.kind == "admin1" else 0.5 if entry.kind == "admin2" else 0.0
    elif group == "admin2":
        score += 3.0 if entry.kind == "admin2" else 0.0
    elif group in ("city", "part", "facility"):
        score -= {"country": 4.0, "continent": 4.0, "admin1": 3.0, "admin2": 1.0}.get(entry.kind, 0.0)
        if name.noun == "district" and entry.kind == "admin2":
            score += 1.5
    elif entry.kind == "admin1" and any(e.kind == "city" and (e.country, e.admin1) == (entry.country, entry.admin1) for e in name.found):
        score -= 2.2  # the town of that name rather than its province
    return score


def resolve(names: Sequence[Name], text: str, evidence: Evidence) -> list[list[tuple[float, Entry]]]:
    """Each name's candidates with their scores, best first; a second round sees the first one's choices."""
    ranked: list[list[tuple[float, Entry]]] = [[] for _ in names]
    for turn in range(2):
        provinces: Counter[tuple[str | None, str | None]] = Counter()
        points: list[tuple[int, Entry]] = []
        if turn:
            for k, options in enumerate(ranked):
                if options and options[0][1].kind not in ("country", "continent"):
                    provinces[options[0][1].country, options[0][1].admin1] += 1
                    points.append((k, options[0][1]))
        settled = ranked
        ranked = []
        for k, name in enumerate(names):
            scored = []
            others_say = evidence.shares(name.text)
            for entry in name.found:
                score = weigh(entry, name) + COUNTRY_WEIGHT * math.sqrt(others_say[entry.country or ""])
                if turn:
                    others = sum(n for (land, _), n in provinces.items() if land == entry.country)
                    own = bool(settled[k]) and (settled[k][0][1].country, settled[k][0][1].admin1) == (entry.country, entry.admin1)
                    if others > 1:
                        score += PROVINCE_WEIGHT * math.sqrt(max(0, provinces[entry.country, entry.admin1] - own) / (others - 1))
                    gaps = [entry.distance(p) for j, p in points if p.id != entry.id and names[j].text != name.text]
                    if gaps and entry.kind != "country":
                        score += NEAR_WEIGHT * math.exp(-min(gaps) / 100)
                    score += contained(k, entry, names, settled, text)
                scored.append((score, entry))
            scored.sort(key=lambda pair: (-pair[0], -pair[1].population, pair[1].id))
            ranked.append(scored)
    anchors = [(names[j].text, options[0][1]) for j, options in enumerate(ranked) if options and options[0][1].match != "variant" and inner(options[0][1])]
    for k, name in enumerate(names):
        others = [entry for text_, entry in anchors if text_ != name.text]
        if others and ranked[k] and ranked[k][0][1].match == "variant":
            ranked[k] = [(s, e) for s, e in ranked[k] if not inner(e) or e.kind == "admin1" or min(map(e.distance, others)) < VARIANT_KM]
        if name.group == "part":
            ranked[k] = [(s, e) for s, e in ranked[k] if e.match != "variant" or e.score > 0.65]
        ranked[k] = [(score, entry) for score, entry in ranked[k] if not far(entry, name, evidence.shares(name.text))]
        if name.group == "part" and ranked[k] and ranked[k][0][1].population < 150_000:
            centre = parent(k, names, ranked)
            if centre:
                ranked[k] = [(s, e) for s, e in ranked[k] if e.distance(centre) < NEIGHBOURHOOD_KM]
    return ranked


def inner(entry: Entry) -> bool:
    """Whether a place is smaller than a country."""
    return entry.kind not in ("country", "continent")


def far(entry: Entry, name: Name, others: Counter[str]) -> bool:
    """Whether a candidate is a namesake in a country that the document's other names do not speak of."""
    top = max(others.values(), default=0.0)
    if top < 0.4 or others[entry.country or ""] > 0.03 or not entry.country:
        return False
    if entry.kind in ("admin1", "admin2"):
        return name.group in ("city", "part")
    return entry.kind == "city" and (entry.population < 500_000 or name.noun in ("town", "towns", "village", "villages") or name.group == "part")


def contained(k: int, entry: Entry, names: Sequence[Name], settled: Sequence[list[tuple[float, Entry]]], text: str) -> float:
    """What "X, Y", "X in Y" and "Y's X" add for the X that lies in Y."""
    bonus = 0.0
    for j in (k + 1, k - 1):
        if not 0 <= j < len(names) or not settled[j] or names[j].sentence != names[k].sentence:
            continue
        between = text[min(names[k].end, names[j].end) : max(names[k].start, names[j].start)]
        links = (", ", " in ", " of ", " in the ", ", in ", " (") if j > k else ("'s ", " ", "s ")
        if between not in links:
            continue
        outer = settled[j][0][1]
        if outer.kind == "country" and outer.country == entry.country and entry.kind != "country":
            bonus += 3.0
        elif outer.kind in ("admin1", "admin2", "city") and outer.id != entry.id and (outer.country, outer.admin1) == (entry.country, entry.admin1):
            bonus += 3.0
    return bonus


def parent(k: int, names: Sequence[Name], ranked: Sequence[list[tuple[float, Entry]]]) -> Entry | None:
    """The settlement that a neighbourhood or unknown name belongs to: named in the same sentence, else the last one before."""
    here = names[k].sentence
    order = [j for j in (*range(k + 1, len(names)), *range(k - 1, -1, -1))]
    after = [j for j in order if j > k and names[j].sentence == here]
    before = [j for j in order if j < k]
    for j in (*after[:2], *before):
        if ranked[j] and names[j].group not in ("part", "facility") and ranked[j][0][1].kind == "city":
            return ranked[j][0][1]
    return None


def around(k: int, names: Sequence[Name], ranked: Sequence[list[tuple[float, Entry]]]) -> tuple[Entry | None, bool]:
    """The best-known place beside an unknown name, and whether it stands in the same sentence."""
    here = names[k].sentence
    same = sorted((j for j in range(len(names)) if names[j].sentence == here and j != k and ranked[j]), key=lambda j: (abs(j - k), -j))
    land = next((ranked[j][0][1].country for j in same if names[j].locates), None)
    tops = {j: ranked[j][0][1] for j in range(len(names)) if ranked[j] and inner(ranked[j][0][1]) and (land is None or ranked[j][0][1].country == land)}
    for j in same:
        if j in tops and tops[j].kind == "city":
            return tops[j], True
    for j in (*same, *range(k - 1, -1, -1), *range(k + 1, len(names))):
        if j in tops:
            return tops[j], names[j].sentence == here
    return (next((ranked[j][0][1] for j in same if ranked[j][0][1].country == land), None), True) if land else (None, False)


def placed(
    name: Name, k: int, names: Sequence[Name], ranked: Sequence[list[tuple[float, Entry]]], finder: Finder, lands: Counter[str]
) -> Place:
    """The name as a place: resolved, or located by its surroundings."""
    if ranked[k]:
        return known(name, ranked[k])
    near, same = around(k, names, ranked)
    centre = parent(k, names, ranked) if name.group in ("part", "facility") else None
    base = centre or near
    if base is None:
        land = lands.most_common(1)[0][0] if lands else None
        return Place(country=land, precision="country" if land else "none")
    sure = centre is not None or (same and base.kind == "city")
    if not sure:
        return Place(country=base.country, admin1=base.admin1, precision="admin1" if base.admin1 else "country")
    return Place(
        country=base.country, admin1=base.admin1, latitude=base.latitude, longitude=base.longitude,
        radius_km=max(base.radius_km, 10.0 if centre else 30.0), precision="near",
    )  # fmt: skip


def known(name: Name, options: Sequence[tuple[float, Entry]]) -> Place:
    """A resolved name. Points are given for what lies within about ``SURE_KM`` of them; a shift ("20 km north of") moves them."""
    entry = options[0][1]
    top = options[0][0]
    total = sum(math.exp(s - top) for s, _ in options)
    candidates = tuple(
        Candidate(
            resolved=e.name, gazetteer_id=e.id, country=e.country, admin1=e.admin1, latitude=round(e.latitude, 5), longitude=round(e.longitude, 5),
            score=round(math.exp(s - top) / total, 3),
        )
        for s, e in options[:CANDIDATES]
    )  # fmt: skip
    place = Place(
        resolved=entry.name, gazetteer_id=entry.id, country=entry.country, admin1=entry.admin1, admin2=entry.admin2, candidates=candidates,
        radius_km=entry.radius_km,
    )  # fmt: skip
    precision: PlacePrecision
    if entry.kind in ("country", "continent") and entry.radius_km > SURE_KM:
        return place.model_copy(update={"precision": "country"})
    if entry.kind in ("admin1", "admin2"):
        precision = "admin1" if entry.kind == "admin1" else "admin2"
        if entry.radius_km > SURE_KM:
            return place.model_copy(update={"precision": precision})
    else:
        precision = "near" if name.near or entry.id.startswith("onrecord:") and entry.radius_km > 10 else "exact"
    latitude, longitude, radius = entry.latitude, entry.longitude, entry.radius_km
    if name.shift:
        latitude, longitude, radius = moved(entry, *name.shift)
    elif name.near:
        radius = max(10.0, radius)
    if radius > 4 * SURE_KM:
        return place.model_copy(update={"precision": precision})
    return place.model_copy(
        update={"latitude": round(latitude, 5), "longitude": round(longitude, 5), "radius_km": radius, "precision": precision}
    )


def moved(entry: Entry, km: float, bearing: float | None) -> tuple[float, float, float]:
    """The point ``km`` from a place in a direction, and the radius of what is not known; without a direction the place itself."""
    if bearing is None:
        return entry.latitude, entry.longitude, km
    angle = math.radians(bearing)
    latitude = entry.latitude + km / 111.2 * math.cos(angle)
    longitude = entry.longitude + km / (111.2 * max(0.1, math.cos(math.radians(entry.latitude)))) * math.sin(angle)
    return max(-90.0, min(90.0, latitude)), (longitude + 180) % 360 - 180, max(3.0, km / 3)
