"""How many were killed and injured, against Gun Violence Archive incidents, on the articles whose
text contains the gold number.

``killed_exact``, ``injured_exact``: articles whose headline number, the one of the first event that
gives any, is exactly the gold number; gold numbers of 0 are left out (what a text does not say is
not 0).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.frame import Code, Error, Outcome, Progress, Tally, subset
from onrecord.schema import CodedReport, Report

KINDS = ("killed", "injured")
WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article and the gold numbers that its text contains."""

    report: Report
    gold: dict[str, int]


def splits(data: Path) -> list[str]:
    return sorted(
        p.parent.name
        for p in data.glob("*/incidents.jsonl")
        if (p.parent / "documents.jsonl").exists()
    )


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    files = [data / split / "documents.jsonl", data / split / "incidents.jsonl"]
    articles = subset(read(*files), limit, lambda article: article.report.id)
    coded = list(progress(code([a.report for a in articles]), len(articles)))
    return Outcome(len(articles), *score(articles, [headline(c) for c in coded]), files=files)


def headline(coded: CodedReport) -> dict[str, tuple[int | None, int | None]]:
    """By kind of harm, the interval of the first event that gives one."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for event in coded.events:
        for kind, total in event.totals.items():
            found.setdefault(kind, (total.low, total.high))
    return found


def score(
    articles: Sequence[Article], found: Sequence[dict[str, tuple[int | None, int | None]]]
) -> tuple[dict[str, float], list[Error]]:
    """The scores, and the articles whose number is different or missing."""
    tallies = {kind: Tally() for kind in KINDS}
    errors: list[Error] = []
    for article, mine in zip(articles, found, strict=True):
        for kind, gold in article.gold.items():
            right = mine.get(kind) == (gold, gold)
            tallies[kind].add(right, possible=1)
            if not right:
                cause = f"{kind}: {'other number' if kind in mine else 'none'}"
                errors.append(
                    Error(
                        cause,
                        f"{article.report.id}: gold {gold} | ours {mine.get(kind)} |"
                        f" {article.report.title}",
                    )
                )
    return {f"{kind}_exact": tally.recall for kind, tally in tallies.items()}, errors


def holds(text: str, number: int) -> bool:
    """Whether the text contains the number, in digits or as a word."""
    word = WORDS[number] if number < len(WORDS) else ""
    return bool(
        re.search(
            rf"(?<![\d.,$]){number}(?![\d%]|[.,]\d)" + (rf"|\b{word}\b" if word else ""),
            text,
            re.IGNORECASE,
        )
    )


def read(documents: Path, incidents: Path) -> list[Article]:
    """The articles whose text contains at least one gold number of their incident."""
    with incidents.open(encoding="utf-8") as file:
        gold = {row["incident_uri"]: row for row in map(json.loads, filter(str.strip, file))}
    articles = []
    with documents.open(encoding="utf-8") as file:
        for row in map(json.loads, filter(str.strip, file)):
            incident, text = gold.get(row["incident_id"]), row["content"]
            numbers = (
                {kind: int(incident[f"num_{kind}"] or 0) for kind in KINDS} if incident else {}
            )
            held = {
                kind: number
                for kind, number in numbers.items()
                if number > 0 and holds(text, number)
            }
            if held:
                articles.append(
                    Article(
                        Report.model_validate(
                            {
                                "id": row["id"],
                                "title": row["title"],
                                "published": row["dct"] or None,
                                "text": text,
                            }
                        ),
                        held,
                    )
                )
    return articles
