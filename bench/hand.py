"""Hand-coded reports (``reports_S.json`` with ``gold_S.json``): the slot scores of ``onrecord
evaluate``.

``all_slots_f``, ``events_f`` and the F of each slot, as :mod:`onrecord.evaluate` defines them;
``date_right``, ``place_right``, ``country_right``, ``coordinates_right``: of the gold events that a
coded one matches and that fill the slot, the share in which the coded one is right;
``not_verbatim``: spans that are not the report's own words, out of all spans.
"""

from __future__ import annotations

import json
from pathlib import Path

from bench.frame import Code, Error, Outcome, Progress, percent, subset
from onrecord.evaluate import Coded, Coding, Difference, evaluate, read_gold
from onrecord.schema import Report


def splits(data: Path) -> list[str]:
    return sorted(
        p.stem.removeprefix("gold_")
        for p in data.glob("gold_*.json")
        if (data / f"reports_{p.stem.removeprefix('gold_')}.json").exists()
    )


def read(data: Path, split: str, limit: int | None = None) -> list[tuple[Report, list[Coding]]]:
    """The reports of a split, each with the events coded by hand."""
    gold = read_gold(data / f"gold_{split}.json")
    rows = [
        row
        for row in json.loads((data / f"reports_{split}.json").read_text(encoding="utf-8"))
        if row["id"] in gold
    ]
    rows = subset(rows, limit, lambda row: str(row["id"]))
    return [
        (
            Report(**{key: row.get(key) for key in ("id", "title", "outlet", "published", "text")}),
            gold[row["id"]],
        )
        for row in rows
    ]


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    gold_file, reports_file = data / f"gold_{split}.json", data / f"reports_{split}.json"
    rows = read(data, split, limit)
    reports = [report for report, _ in rows]
    gold = {str(report.id): events for report, events in rows}
    coded = {
        c.report.id: Coded.of(c.model_dump(mode="json", by_alias=True))
        for c in progress(code(reports), len(reports))
    }
    scores = evaluate(gold, coded, texts={str(report.id): report.text for report in reports})
    return Outcome(
        documents=len(reports),
        scores={
            "all_slots_f": 100 * scores.all_slots.f,
            "events_f": 100 * scores.events.f,
            **{f"{slot}_f": 100 * count.f for slot, count in scores.slots.items()},
            **{
                f"{slot}_right": 100 * scores.slots[slot].right
                for slot in ("date", "place", "country", "coordinates")
            },
            "not_verbatim": percent(scores.not_verbatim, scores.spans),
        },
        errors=[_error(d) for d in scores.differences],
        files=[gold_file, reports_file],
    )


def _error(d: Difference) -> Error:
    shown = " ".join(d.evidence.split())[:90]
    match d.slot:
        case "missing":
            return Error(f"event missing: {d.gold}", f"{d.report}: {shown}")
        case "spurious":
            return Error(f"event spurious: {d.coded}", f"{d.report}: {shown}")
        case _:
            return Error(d.slot, f"{d.report}: gold {d.gold} | coded {d.coded} | {shown}")
