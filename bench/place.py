"""Place names: found, and resolved to points, on LGL, TR-News and GeoVirus.

``recognition_f``: names found, by overlap, one to one (``recognition_exact_f``: same extent). On
the gold names that have a point, each resolved where it occurs in the text: ``acc161`` (within 161
km = 100 miles), ``median_km``, ``country_acc``, ``admin1_acc``; a name that is not resolved is
wrong everywhere and half the Earth's circumference away. ``end_to_end_f161``: found and within 161
km, over everything that we find and all gold with a point. ``ece``: expected calibration error of
the probability given to the chosen place (ten bins of equal width, after Guo et al. 2017), over
names found and resolved. ``gazetteer_holds``: the share of that gold for whose name the embedded
gazetteer has any entry within 161 km.
"""

from __future__ import annotations

import re
import statistics
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

from bench import stages
from bench.frame import Code, Error, Outcome, Progress, Stretch, Tally, pair, percent, subset
from onrecord.evaluate import kilometres, same_province
from onrecord.gazetteer import Entry
from onrecord.schema import Place, Report

NEAR_KM = 161
FARTHEST_KM = 20038
FILES = {"lgl": "lgl.xml", "trnews": "TR-News.xml", "geovirus": "GeoVirus.xml"}


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in a text; point, country (ISO alpha-3) and first-order division if they are
    known, ``id`` as "geonames:…"; ``province`` if the name is itself a first-order division."""

    extent: Stretch
    words: str
    point: tuple[float, float] | None = None
    country: str | None = None
    admin1: str | None = None
    id: str | None = None
    province: bool = False
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its gold names, the day it was fetched and who published it."""

    name: str
    text: str
    outlet: str | None
    fetched: str | None
    gold: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a geocoder makes of an article: names found; the gold names resolved (None if it
    cannot); whether it knows each at all."""

    found: tuple[Name, ...]
    resolved: tuple[Name | None, ...]
    held: tuple[bool, ...] = ()


NOTHING = Answer((), ())


def splits(data: Path) -> list[str]:
    named = {name: data / "geoparsing" / file for name, file in FILES.items()}
    others = {
        p.stem.lower(): p
        for p in sorted((data / "geoparsing").glob("*.xml"))
        if p.name not in FILES.values()
    }
    return [name for name, path in {**named, **others}.items() if path.exists()]


def file(data: Path, split: str) -> Path:
    """The split's file."""
    if split in FILES:
        return data / "geoparsing" / FILES[split]
    return next(p for p in sorted((data / "geoparsing").glob("*.xml")) if p.stem.lower() == split)


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    path = file(data, split)
    articles = subset(read(path), limit, lambda article: article.name)
    answers = list(progress(code.map(answer, articles, NOTHING), len(articles)))
    return Outcome(len(articles), *score(articles, answers), files=[path])


def answer(article: Article) -> Answer:
    """What onrecord makes of an article.

    A gold name that it did not find is resolved as the same name elsewhere in the article,
    otherwise to the gazetteer's first entry of that name in the article's country, otherwise
    anywhere.
    """
    report = Report(id=article.name, text=article.text, outlet=article.outlet)
    toponyms = stages.places(report)
    found = [name_of((t.head.start, t.head.end), t.head.text, t.place) for t in toponyms]
    named = {m.words: m for m in found if m.point}
    lands = Counter(m.country for m in found if m.country)
    met = {
        i: found[j] for i, j in pair([g.extent for g in article.gold], [m.extent for m in found])
    }
    resolved = []
    for number, gold in enumerate(article.gold):
        mine = met.get(number)
        resolved.append(mine if mine and mine.point else named.get(gold.words) or best(gold, lands))
    held = [
        any(distance(gold, entry_name(gold, e)) <= NEAR_KM for e in candidates(gold.words))
        for gold in article.gold
        if gold.point
    ]
    return Answer(tuple(found), tuple(resolved), tuple(held))


def candidates(words: str) -> list[Entry]:
    """The gazetteer's entries for a name, or the country of a people ("Turkish"); a leading article
    is dropped."""
    people = stages.codebook().places.demonyms.get(words)
    home = stages.gazetteer().country(people) if people else None
    return [home] if home else stages.gazetteer().search(words.removeprefix("the "), limit=200)


def best(gold: Name, lands: Counter[str]) -> Name | None:
    """The gazetteer's first entry for a name, in the country most named if it has one."""
    entries = candidates(gold.words)
    at_home = [e for e in entries if lands and e.country == lands.most_common(1)[0][0]]
    return next((entry_name(gold, e) for e in [*at_home, *entries]), None)


def entry_name(name: Name, entry: Entry) -> Name:
    """The name resolved to an entry."""
    point = (entry.latitude, entry.longitude)
    return Name(
        name.extent,
        name.words,
        point,
        entry.country,
        entry.admin1,
        entry.id,
        entry.kind == "admin1",
    )


def name_of(extent: Stretch, words: str, resolved: Place) -> Name:
    """A place as the coder gives it; if the coder withholds the point of a wide region, its entry's
    point."""
    entry = stages.entry_of(resolved)
    point = None
    if resolved.latitude is not None and resolved.longitude is not None:
        point = (resolved.latitude, resolved.longitude)
    elif entry is not None:
        point = (entry.latitude, entry.longitude)
    province = entry is not None and entry.kind == "admin1"
    sure = resolved.candidates[0].score if resolved.candidates else None
    return Name(
        extent,
        words,
        point,
        resolved.country,
        resolved.admin1,
        resolved.gazetteer_id,
        province,
        sure,
    )


def score(
    articles: Sequence[Article], answers: Sequence[Answer]
) -> tuple[dict[str, float], list[Error]]:
    """The scores over all articles, and what went wrong."""
    loose, exact, whole = Tally(), Tally(), Tally()
    distances: list[float] = []
    trusted: list[tuple[float, bool]] = []
    country, admin1 = Tally(), Tally()
    held = [known for answer in answers for known in answer.held]
    errors: list[Error] = []
    for article, answer in zip(articles, answers, strict=True):
        pairs = pair([g.extent for g in article.gold], [m.extent for m in answer.found])
        loose.add(len(pairs), actual=len(answer.found), possible=len(article.gold))
        same = sum(article.gold[i].extent == answer.found[j].extent for i, j in pairs)
        exact.add(same, actual=len(answer.found), possible=len(article.gold))
        pointless = sum(article.gold[i].point is None for i, _ in pairs)
        near = sum(
            distance(article.gold[i], answer.found[j]) <= NEAR_KM
            for i, j in pairs
            if article.gold[i].point
        )
        for i, j in pairs:
            sure = answer.found[j].probability
            if sure is not None and article.gold[i].point:
                trusted.append((sure, distance(article.gold[i], answer.found[j]) <= NEAR_KM))
        whole.add(
            near,
            actual=len(answer.found) - pointless,
            possible=sum(g.point is not None for g in article.gold),
        )
        for gold, mine in zip_longest(article.gold, answer.resolved):
            if gold.point is None:
                continue
            km = distance(gold, mine)
            distances.append(km)
            if km > NEAR_KM:
                cause = (
                    "not resolved" if mine is None or mine.point is None else "resolved elsewhere"
                )
                errors.append(
                    Error(
                        cause,
                        f"{article.name}: {gold.words!r} {km:.0f} km off, gold {gold.country}"
                        f" {gold.admin1}",
                    )
                )
            if gold.country:
                country.add(mine is not None and mine.country == gold.country, possible=1)
            if gold.admin1:
                admin1.add(mine is not None and same_province(gold.admin1, mine.admin1), possible=1)
        errors += faults(article, answer, pairs)
    scores = {
        "recognition_f": loose.f,
        "recognition_exact_f": exact.f,
        "acc161": percent(sum(km <= NEAR_KM for km in distances), len(distances)),
        "median_km": statistics.median(distances) if distances else 0.0,
        "country_acc": country.recall,
        "admin1_acc": admin1.recall,
        "end_to_end_f161": whole.f,
        "ece": calibration_error(trusted),
        "gazetteer_holds": percent(sum(held), len(held)),
    }
    absent = {
        "country_acc": not country.possible,
        "admin1_acc": not admin1.possible,
        "gazetteer_holds": not held,
        "ece": not trusted,
    }
    return {name: value for name, value in scores.items() if not absent.get(name)}, errors


def calibration_error(trusted: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """How far the probabilities are from the share that is right, in percent, averaged over bins by
    their size."""
    parts: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in trusted:
        parts.setdefault(min(bins - 1, int(sure * bins)), []).append((sure, right))
    gap = sum(abs(sum(p for p, _ in part) - sum(r for _, r in part)) for part in parts.values())
    return 100 * gap / len(trusted) if trusted else 0.0


def distance(gold: Name, mine: Name | None) -> float:
    """Kilometres between the two, half the Earth's circumference if ours has no point.

    The same GeoNames entry is at distance 0, and so is the same country or first-order division:
    each source has its own middle for those.
    """
    if mine and mine.id and mine.id == gold.id:
        return 0.0
    if (
        mine
        and mine.province
        and gold.province
        and mine.country == gold.country
        and same_province(gold.admin1, mine.admin1)
    ):
        return 0.0
    return kilometres(gold.point, mine.point) if gold.point and mine and mine.point else FARTHEST_KM


def faults(article: Article, answer: Answer, pairs: Sequence[tuple[int, int]]) -> Iterator[Error]:
    """Names not found, and words that are not names."""
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from (
        Error("not found", f"{article.name}: {g.words!r}")
        for i, g in enumerate(article.gold)
        if i not in left
    )
    yield from (
        Error("no place name in gold", f"{article.name}: {m.words!r}")
        for j, m in enumerate(answer.found)
        if j not in right
    )


def read(path: Path) -> list[Article]:
    """Read the articles of a file of either form."""
    return [_article(node, number) for number, node in enumerate(ET.parse(path).getroot())]


def _article(node: ET.Element, number: int) -> Article:
    text = node.findtext("text") or ""
    gold: dict[Stretch, Name] = {}
    for item in [
        *node.iter("toponym"),
        *(x for x in node.iter("location") if x.find("start") is not None),
    ]:
        words = item.findtext("phrase") or item.findtext("name") or ""
        extent = locate(text, words, int(item.findtext("start") or 0), taken=gold)
        if extent:
            gold[extent] = _name(item, extent, words)
    return Article(
        name=node.get("docid") or str(number),
        text=text,
        outlet=node.findtext("domain"),
        fetched=(node.findtext("dltime") or "")[:10] or None,
        gold=tuple(gold[extent] for extent in sorted(gold)),
    )


def _name(item: ET.Element, extent: Stretch, words: str) -> Name:
    tag = item.find("gaztag")
    holder = item if tag is None else tag
    lat, lon = holder.findtext("lat"), holder.findtext("lon")
    country = holder.find("country")
    return Name(
        extent=extent,
        words=words,
        point=(float(lat), float(lon)) if lat and lon else None,
        country=iso3(country.get("geonameid"), country.text) if country is not None else None,
        admin1=holder.findtext("admin1"),
        id=(
            f"geonames:{tag.get('geonameid')}"
            if tag is not None and tag.get("geonameid")
            else country_id(item.findtext("page"))
        ),
        province=holder.findtext("fcode") == "ADM1",
    )


def locate(text: str, words: str, start: int, taken: Container[Stretch] = ()) -> Stretch | None:
    """Where ``words`` occur nearest to ``start`` (the offsets of some corpora are off) and are not
    taken; None if nowhere."""
    free = [
        (m.start(), m.end())
        for m in re.finditer(re.escape(words), text)
        if m.group() and m.span() not in taken
    ]
    return min(free, key=lambda extent: (abs(extent[0] - start), extent), default=None)


def land(name: str | None) -> Entry | None:
    """The country of that name."""
    found = (
        stages.gazetteer().search(name.strip(), kinds=("country",), variants=False, limit=1)
        if name and name.strip()
        else []
    )
    return found[0] if found else None


def iso3(geonameid: str | None, name: str | None) -> str | None:
    """A country's ISO alpha-3 code by its GeoNames id, otherwise by its name."""
    found = (stages.gazetteer().get(f"geonames:{geonameid}") if geonameid else None) or land(name)
    return found.country if found else None


def country_id(page: str | None) -> str | None:
    """The GeoNames id of the country that a Wikipedia page is about, None if it is about none."""
    found = land(unquote(page or "").rpartition("/")[2].replace("_", " "))
    return found.id if found else None
