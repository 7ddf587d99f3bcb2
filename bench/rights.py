"""Attacks on rights defenders, against HRDsAttack (Ran et al. 2023): one attack per article, scored
as in its paper and its evaluation code.

``country``, ``region``, ``city``, ``year``, ``month``, ``day``: accuracy over all articles, "none"
right if gold has none; ``perpetrator_f``: whether a perpetrator is named at all; ``victim_f``:
names of victims, exact (``victim_loose_f``: one name within the other); ``type_f``: the kinds of
violation, pooled. The attack is what our events with human victims report taken together. Country
names are compared as countries: a people, a province and a constituent country stand for theirs,
Hong Kong and Macau are China's, of two countries either one is accepted; a misspelt name is the one
that it is nearest to; a country that gold has under ``city`` next to a continent or nothing is read
as the country, and there is no city. Other names are compared by their words. The city is the one
where most of these events are, the first weighing most, if the article names it more than once.

Gold is one annotator's reading of one attack, often out of several that the article reports. ``gold
of N near-copies`` shows how far two such readings of one text agree, scored in the same way: the
gold of those articles of the corpus, in any part, that are near-copies of another.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from bench import stages
from bench.frame import Code, Error, Outcome, Progress, Tally, percent, subset
from bench.place import iso3
from onrecord.evaluate import same_province
from onrecord.exporters.persons import People, folded
from onrecord.linking.copies import copies, signature
from onrecord.schema import CodedReport, Event, Report

FIELDS = ("country", "region", "city", "year", "month", "day")
STRIKES = (
    "ATTACK",
    "ABDUCTION",
    "ARREST",
    "SEXUAL_VIOLENCE",
    "EXCESSIVE_FORCE_AGAINST_PROTESTERS",
    "MOB_VIOLENCE",
)
HEAD = 3
"""The number of events with human victims, from the first, among which the day is looked for."""
PEOPLE = (None, "civilians", "protesters")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
COUNTRIES = {  # names that GeoNames spells differently
    "people's republic of china": "CHN",
    "usa": "USA",
    "us": "USA",
    "u.s.": "USA",
    "united states of america": "USA",
    "uk": "GBR",
    "england": "GBR",
    "scotland": "GBR",
    "burma": "MMR",
    "palestine": "PSE",
    "bosnia": "BIH",
    "czech republic": "CZE",
    "drc": "COD",
    "congo": "COG",
    "ivory coast": "CIV",
    "swaziland": "SWZ",
    "macedonia": "MKD",
    "uae": "ARE",
    "russian federation": "RUS",
    "republic of china": "TWN",
    "türkiye": "TUR",
    "wales": "GBR",
}
CHINA = {"HKG": "CHN", "MAC": "CHN"}
CITY_STATES = ("HKG", "MAC", "SGP")
CONTINENTS = (
    "africa",
    "asia",
    "europe",
    "north america",
    "south america",
    "oceania",
    "middle east",
)
MISSPELT = 0.85
"""How like (difflib's ratio) a misspelt name of a country must be to the right one."""


@dataclass(frozen=True, slots=True)
class Attack:
    """What one article says about the attack; None or empty if it does not say."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    perpetrator: bool = False
    victims: tuple[str, ...] = ()
    types: frozenset[str] = frozenset({"unknown"})


def splits(data: Path) -> list[str]:
    found = [p.stem for p in sorted(data.glob("hrdsattack/*.json"))]
    return sorted(found, key=lambda name: name != "dev")


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    path = data / "hrdsattack" / f"{split}.json"
    rows = subset(
        json.loads(path.read_text(encoding="utf-8")),
        limit,
        lambda row: str(row["sample"]["Input.GLOBALEVENTID"]),
    )
    reports = [report(row["sample"]) for row in rows]
    coded = list(progress(code(reports), len(reports)))
    gold = [attack_of(row["merged_sample"]) for row in rows]
    scores, errors = score([r.id for r in reports], gold, [attack(c) for c in coded])
    silent, _ = score([r.id for r in reports], gold, [Attack() for _ in gold])
    return Outcome(
        len(reports), scores, errors, [path], peers={"always nothing": silent, **readings(data)}
    )


def readings(data: Path) -> dict[str, dict[str, float]]:
    """The gold of near-copies against that of the article they copy, by a name that says how many;
    empty if there are none."""
    rows = [
        row
        for path in sorted(data.glob("hrdsattack/*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    gold = {str(n): attack_of(row["merged_sample"]) for n, row in enumerate(rows)}
    pairs = copies((str(n), signature(report(row["sample"]).text)) for n, row in enumerate(rows))
    if not pairs:
        return {}
    others = [replace(gold[copy], country=country(gold[copy].country or "")) for copy in pairs]
    return {
        f"gold of {len(pairs)} near-copies": score(
            list(pairs), [gold[first] for first in pairs.values()], others
        )[0]
    }


def report(sample: dict[str, Any]) -> Report:
    """The article, with its paragraphs separated and mark-up removed."""
    text = unescape(
        re.sub(r"<[^>]+>", "", re.sub(r"</p>\s*<p>", "\n\n", sample["Input.article_interface"]))
    )
    published = sample["Input.publish_date"]
    known = {"id": str(sample["Input.GLOBALEVENTID"]), "title": sample["Input.title"] or None}
    return Report.model_validate(
        {**known, "published": published[:10] if published else None, "text": text}
    )


def attack(coded: CodedReport) -> Attack:
    """Our events as one attack.

    The country is that of most events, the first with human victims counted twice. Year and month
    are those of the first event that has human victims, that the report dates and that is not in
    the future; the year of what lasted is that of its beginning; otherwise the year is the
    report's. A day is given only if words of the first few such events name it with its month ("10
    April", not "Saturday"): of the 53 articles of the train part whose first such event gives its
    day otherwise, gold leaves the day empty in 35.
    """
    struck = [e for e in coded.events if e.type in STRIKES] or list(coded.events[:1])
    if not struck:
        return Attack()
    lands = Counter(e.where.country for e in (*coded.events, struck[0]) if e.where.country)
    today = coded.report.published.start
    first = next(
        (found for e in struck if (found := interval(e)) and not (today and found[0] > today)), None
    )
    begun = first[0] if first else today
    days = (
        e.when.start.day
        for e in struck[:HEAD]
        if interval(e) and e.when.start and e.when.start == e.when.end and names_month(e)
    )
    return Attack(
        country=max(lands, key=lambda land: lands[land], default=None),
        region=struck[0].where.admin1 if struck[0].where.precision == "admin1" else None,
        city=main_city(struck, coded.report.text),
        year=begun.year if begun else None,
        month=(
            first[0].month
            if first and (first[0].year, first[0].month) == (first[1].year, first[1].month)
            else None
        ),
        day=next(days, None),
        perpetrator=any(e.side_a for e in struck),
        victims=victims(struck, coded.report.text),
        types=frozenset(kind for e in struck for kind in violations(e)) or frozenset({"unknown"}),
    )


def main_city(struck: Sequence[Event], text: str) -> str | None:
    """The city of at least half of the events, the nth counting 1/n, if the text names it twice or
    more."""
    share: Counter[str] = Counter()
    for n, event in enumerate(struck, 1):
        name = city(event)
        if name:
            share[name] += 1 / n  # type: ignore[assignment]
    best = max(share, key=lambda name: share[name], default=None)
    whole = sum(1 / n for n in range(1, len(struck) + 1))
    if best is None or share[best] < whole / 2:
        return None
    names = {best, *(e.where.resolved for e in struck if e.where.resolved and city(e) == best)}
    return best if max(text.count(name) for name in names) > 1 else None


def city(event: Event) -> str | None:
    """The town of an event by the report's words if these are a name; a city state is a town."""
    where = event.where
    if where.name and where.country in CITY_STATES:
        return where.resolved or where.name
    if where.precision in ("exact", "near") or (
        where.name and not where.resolved and where.precision != "country"
    ):
        return (
            where.name if where.name and where.name[0].isupper() else where.resolved or where.name
        )
    return None


def names_month(event: Event) -> bool:
    """Whether the words of an event's time name a month."""
    return any(
        word[:3].lower() in MONTHS
        for span in event.when.spans
        for word in re.findall(r"[A-Za-z]{3,}", span.text)
    )


def interval(event: Event) -> tuple[date, date] | None:
    """The days of an event that the report dates, None if it does not."""
    when = event.when
    return (
        (when.start, when.end)
        if when.basis in ("stated", "anchored") and when.start and when.end
        else None
    )


def violations(event: Event) -> Iterable[str]:
    """HRDsAttack's kinds of violation in one event."""
    words = " ".join(span.text for span in event.evidence).lower()
    if "killed" in event.totals and event.totals["killed"].high != 0:
        yield "killing"
    if re.search(r"\btortur|\bbeat(?:en|ing)?\b", words):
        yield "torture"
    match event.type:
        case "ARREST":
            yield "arbitrary detention"
        case "ABDUCTION":
            yield "enforced disappearance" if "disappear" in words else "kidnapping"
        case _ if "killed" not in event.totals:
            yield "other"


def victims(struck: Sequence[Event], text: str) -> tuple[str, ...]:
    """The people named among those harmed, by the full name if the article gives it; no bodies, no
    places."""
    places = {
        folded(name)
        for e in struck
        for name in (e.where.name, e.where.resolved, e.where.admin1)
        if name
    }
    words = dict.fromkeys(
        a.name for e in struck for a in e.side_b if a.kind in PEOPLE and not people().body(a.name)
    )
    names = [
        name for phrase in words for name, _ in people().named(phrase) if folded(name) not in places
    ]
    return tuple(dict.fromkeys(found for name in names if (found := full(name, text))))


def full(name: str, text: str) -> str | None:
    """The name of two or more words that ends with a surname, the one most often written so; None
    if there is none."""
    if " " in name:
        return name
    particles = "|".join(sorted(stages.codebook().persons.particles))
    runs = re.findall(
        rf"((?:[^\W\d_a-z][\w’'.-]*[ ](?:(?:{particles})[ ])?)+){re.escape(name)}\b", text
    )
    longer = Counter(
        found
        for run_ in runs
        for found, _ in people().named(run_ + name)
        if found.endswith(f" {name}")
    )
    return max(longer, key=lambda found: longer[found], default=None)


@cache
def people() -> People:
    """What recognises names of people."""
    return People(stages.codebook())


def attack_of(gold: dict[str, Any]) -> Attack:
    """The gold annotation, with its many spellings of nothing and of months made uniform."""
    year, day = number(gold["year"]), number(gold["date"])
    types = frozenset(gold["violation_types"])
    land, town = shifted(said(gold["country"]), said(gold["city"]))
    return Attack(
        country=land,
        region=said(gold["region"]),
        city=town,
        year=year,
        month=month(gold["month"]),
        day=day,
        perpetrator=bool(gold["perpetrator_mention"]),
        victims=tuple(v["victim_name"] for v in gold["victims"] if said(v["victim_name"])),
        types=types - {"unknown"} if len(types) > 1 else types,
    )


def shifted(land: str | None, town: str | None) -> tuple[str | None, str | None]:
    """(country, city), corrected if the country is under city next to a continent or nothing."""
    if (
        town
        and (land is None or land.lower() in CONTINENTS)
        and (found := nation(town))
        and found not in CITY_STATES
    ):
        return town, None
    return land, town


def said(value: Any) -> str | None:
    """The words, None for the ways of saying nothing."""
    words = str(value or "").strip()
    return None if words.lower() in ("", "none", "unknown", "n/a", "n//a", "nan") else words


def number(value: Any) -> int | None:
    """A whole number however written, None if it is not one."""
    try:
        return int(float(value))
    except (TypeError, ValueError):
        return None


def month(value: Any) -> int | None:
    """A month by number or by name."""
    words = (said(value) or "").lower()
    if words[:3] in MONTHS:
        return MONTHS.index(words[:3]) + 1
    found = number(words)
    return found if found and 1 <= found <= 12 else None


def same(field: str, gold: Any, mine: Any) -> bool:
    """Whether the two agree; nothing agrees with nothing."""
    if gold is None or mine is None:
        return gold is mine
    match field:
        case "country":
            return any(CHINA.get(mine, mine) == country(name) for name in str(gold).split(" and "))
        case "region" | "city":
            return same_province(gold, mine)
        case _:
            return bool(gold == mine)


def country(name: str) -> str | None:
    """The country that a name, a people's name or a province's stands for, misspelt or not."""
    if land := nation(name):
        return land
    provinces = stages.gazetteer().search(name, kinds=("admin1",), variants=False, limit=1)
    if provinces and name.lower() not in CONTINENTS:
        return provinces[0].country
    near = get_close_matches(name, nations(), n=1, cutoff=MISSPELT)
    return nation(near[0]) if near else None


def nation(name: str) -> str | None:
    """The country of that name, or of the people of that name."""
    return (
        COUNTRIES.get(name.lower())
        or iso3(None, name.lower())
        or stages.codebook().places.demonyms.get(name)
    )


@cache
def nations() -> tuple[str, ...]:
    """The names of all countries."""
    named = (name for nation in stages.codebook().actors.nations.values() for name in nation.names)
    return tuple(sorted({*named, *(name.title().replace(" Of ", " of ") for name in COUNTRIES)}))


def score(
    names: Sequence[str], gold: Sequence[Attack], mine: Sequence[Attack]
) -> tuple[dict[str, float], list[Error]]:
    """The scores, and what went wrong."""
    right = dict.fromkeys(FIELDS, 0)
    perpetrator, victim, loose, types = Tally(), Tally(), Tally(), Tally()
    errors: list[Error] = []
    for name, g, m in zip(names, gold, mine, strict=True):
        for field in FIELDS:
            a, b = getattr(g, field), getattr(m, field)
            right[field] += same(field, a, b)
            if not same(field, a, b):
                errors.append(Error(field, f"{name}: gold {a} | ours {b}"))
        perpetrator.add(
            g.perpetrator and m.perpetrator, actual=m.perpetrator, possible=g.perpetrator
        )
        victim.add(
            len(set(g.victims) & set(m.victims)), actual=len(m.victims), possible=len(g.victims)
        )
        loose.add(
            sum(any(x in y or y in x for y in g.victims) for x in m.victims),
            actual=len(m.victims),
            possible=len(g.victims),
        )
        types.add(len(g.types & m.types), actual=len(m.types), possible=len(g.types))
        if set(g.victims) != set(m.victims):
            errors.append(
                Error(
                    "victims", f"{name}: gold {', '.join(g.victims)} | ours {', '.join(m.victims)}"
                )
            )
        if g.types != m.types:
            errors.append(
                Error(
                    "types",
                    f"{name}: gold {', '.join(sorted(g.types))} | ours"
                    f" {', '.join(sorted(m.types))}",
                )
            )
    return {
        **{field: percent(right[field], len(names)) for field in FIELDS},
        "perpetrator_f": perpetrator.f,
        "victim_f": victim.f,
        "victim_loose_f": loose.f,
        "type_f": types.f,
    }, errors
