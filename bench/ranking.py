"""``python -m bench.ranking DATA HAND``: fits the weights by which a name's candidates are ranked,
on free data, and prints them.

Trained on MUC-4's dev keys (the incident's place and its country), HRDsAttack's train part (city
and country) and the development reports coded by hand (place, country, point): wherever one of
these names occurs in its report, the candidates that fit what the coder wrote are right; if none
does, the place is one that the gazetteer lacks. The current weights are the prior: the fit leaves
them only as far as the data require (L2). The sets of resolved names that ``bench place`` measures
are held out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench import muc4, place, rights, stages
from onrecord.coding.place.document_countries import Evidence, outlet_country, peoples
from onrecord.coding.place.name_candidates import candidate_names
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.ranking import Ranked
from onrecord.coding.place.recognition import accepted
from onrecord.coding.place.resolution import resolve
from onrecord.gazetteer import Entry
from onrecord.gazetteer.fold import bare
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Report

LOCATION = re.compile(
    r"^ *3\. +INCIDENT: LOCATION +(?P<fill>[^\n]+(?:\n {20,}[^\n]+)*)", re.MULTILINE
)
PART = re.compile(r"([A-Z][A-Z .'-]+?) \(([A-Z ]+)\??\)")
LEVELS = {"DEPARTMENT": "admin1", "PROVINCE": "admin1"}
PRIOR = 0.02
Fits = Callable[[Entry], bool]


@dataclass(frozen=True)
class Example:
    """One mention of a name whose place is known: the values of its candidates, which of them are
    right, and how much it counts."""

    values: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    count: float


def ranked(report: Report) -> tuple[list[Name], Ranked]:
    """The names of a report with their candidates."""
    book = stages.codebook().places
    parsed = stages.until(report, "text").parsed
    page, outlet = (
        Page(parsed, stages.gazetteer(), book),
        outlet_country(report, stages.gazetteer(), book),
    )
    people = peoples(page, report.title or "")
    main = Evidence(accepted(candidate_names(page), page), people, book, outlet).main()
    names = accepted(candidate_names(page, main), page)
    return names, resolve(names, page.text, Evidence(names, people, book, outlet))


def examples(report: Report, gold: dict[str, Fits]) -> Iterator[Example]:
    """The mentions in a report of the names that its coder placed (by their bare key)."""
    names, options = ranked(report)
    times = Counter(bare(name.text) for name in names)
    for name, mine in zip(names, options, strict=True):
        fits = gold.get(bare(name.text))
        if fits and mine:
            right = tuple(fits(option.entry) for option in mine)
            yield Example(
                tuple(dict(option.traits) for option in mine), right, 1 / times[bare(name.text)]
            )


def muc(data: Path, limit: int) -> Iterator[Example]:
    """MUC-4's dev messages."""
    folder = muc4.folder(data) / "dev"
    fills: dict[str, dict[str, Fits]] = {}
    for path in sorted(folder.glob("key-*")):
        for part in re.split(
            r"(?=^0\. +MESSAGE: ID)", path.read_text(encoding="latin-1"), flags=re.MULTILINE
        ):
            message, location = re.search(r"MESSAGE: ID +(\S+)", part), LOCATION.search(part)
            if message and location and ":" in location["fill"]:
                land = place.iso3(None, location["fill"].split(":")[0].strip().title())
                for name, level in PART.findall(" ".join(location["fill"].split())):
                    fills.setdefault(message[1], {})[bare(name)] = within(
                        land, LEVELS.get(level.strip(), "")
                    )
    texts = [
        p.read_text(encoding="latin-1")
        for p in sorted(folder.iterdir())
        if not p.name.startswith("key-")
    ]
    documents = [
        d for text in texts if muc4.MESSAGE.search(text) for d in muc4.read(text) if d.id in fills
    ]
    for document in documents[:: max(1, len(documents) // limit)]:
        yield from examples(document.report, fills[document.id])


def within(land: str | None, kind: str) -> Fits:
    """Whether an entry lies in the country and is a province if one is meant, and not one
    otherwise."""
    return lambda e: (
        e.country == land and (e.kind == "admin1") == (kind == "admin1") and e.kind != "country"
    )


def attacks(data: Path) -> Iterator[Example]:
    """HRDsAttack's train articles."""
    for row in json.loads((data / "hrdsattack" / "train.json").read_text(encoding="utf-8")):
        gold = rights.attack_of(row["merged_sample"])
        land = rights.COUNTRIES.get((gold.country or "").lower()) or place.iso3(None, gold.country)
        if land:
            known: dict[str, Fits] = {}
            if gold.region:
                known[bare(gold.region)] = within(land, "admin1")
            if gold.city:
                known[bare(gold.city)] = within(land, "")
            yield from examples(rights.report(row["sample"]), known)


def hand(folder: Path) -> Iterator[Example]:
    """The development reports coded by hand."""
    gold = {
        item["id"]: item["events"]
        for item in json.loads((folder / "gold_dev.json").read_text(encoding="utf-8"))
    }
    for row in json.loads((folder / "reports_dev.json").read_text(encoding="utf-8")):
        report = Report(
            **{key: row.get(key) for key in ("id", "title", "outlet", "published", "text")}
        )
        known: dict[str, Fits] = {}
        for event in gold.get(row["id"], ()):
            if event.get("place") and event.get("lat") is not None:
                point, land = (event["lat"], event["lon"]), event["country"]
                for name in re.findall(r"[A-Z][\w'-]+(?:[ -][A-Z][\w'-]+)*", event["place"]):
                    known[bare(name)] = near(land, *point)
        yield from examples(report, known)


def near(land: str, lat: float, lon: float) -> Fits:
    """Whether an entry of the country lies within 40 km of the point (or its own radius)."""
    return lambda e: (
        e.country == land
        and kilometres(e.latitude, e.longitude, lat, lon) < max(40, e.radius_km)
        and e.kind != "country"
    )


def fit(
    data: Sequence[Example], weights: dict[str, float], elsewhere: float, rounds: int = 300
) -> tuple[dict[str, float], float]:
    """The weights, and the score of a missing place, that make the right candidates likeliest
    (maximum a posteriori, gradient ascent with momentum)."""
    names = sorted(weights)
    start = np.array([*(weights[n] for n in names), elsewhere])
    sets = [
        np.array(
            [
                *([v.get(n, 0.0) for n in names] + [0.0] for v in e.values),
                [0.0] * len(names) + [1.0],
            ]
        )
        for e in data
    ]
    goods = [np.array([*e.right, not any(e.right)], float) for e in data]
    total, theta, step = sum(e.count for e in data), start.copy(), np.zeros(len(start))
    for _ in range(rounds):
        slope = -PRIOR * total * (theta - start)
        for example, values, good in zip(data, sets, goods, strict=True):
            p = softmax(values @ theta)
            right = p * good
            slope += example.count * ((right / max(right.sum(), 1e-12) - p) @ values)
        step = 0.9 * step + 0.1 * slope / total
        theta = theta + 0.3 * step
    return dict(zip(names, theta[:-1].tolist(), strict=True)), float(theta[-1])


def calibrated(data: Sequence[Example], weights: dict[str, float]) -> tuple[float, float]:
    """The sharpness and the score of a missing place by which the first candidate's probability is
    nearest to its being right.

    Least Brier score over a grid: a fit for likelihood trusts its few wrong labels too much.
    """
    tops = []
    for example in data:
        scores = np.array([sum(weights[n] * x for n, x in v.items()) for v in example.values])
        tops.append((scores, example.right[int(scores.argmax())], example.count))

    def brier(at: tuple[float, float]) -> float:
        return sum(
            float(n * (softmax(at[0] * np.append(s, at[1]))[int(s.argmax())] - right) ** 2)
            for s, right, n in tops
        )

    return min(((s / 20, e / 4) for s in range(6, 41) for e in range(0, 33)), key=brier)


def softmax(scores: Any) -> Any:
    """Scores as probabilities."""
    p = np.exp(scores - scores.max())
    return p / p.sum()


def main(data: Path, folder: Path) -> None:
    """Gather, fit, print."""
    ranking = stages.codebook().places.ranking
    found = [*hand(folder), *attacks(data), *muc(data, 200)]
    print(
        len(found),
        "mentions",
        sum(any(e.right) for e in found),
        "with a right candidate",
        file=sys.stderr,
    )
    fitted, _ = fit(found, ranking.weights, ranking.elsewhere)
    for title, weights in (("as they stand", ranking.weights), ("fitted", fitted)):
        sharpness, elsewhere = calibrated(found, weights)
        print(f"weights {title}: sharpness {sharpness:.2f}, elsewhere {elsewhere:.2f}")
    for name, value in fitted.items():
        print(f"{name}: {value:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
