"""Run one suite; show its scores and errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from bench import frame
from bench.frame import BenchError, Error, Outcome

A = TypeVar("A")


class Bar:
    """A progress bar on standard error, none if it is not a terminal."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __call__(self, items: Iterable[A], total: int) -> Iterator[A]:
        console = Console(stderr=True)
        columns = (TextColumn(self.label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bars(
            *columns, console=console, disable=not console.is_terminal, transient=True
        ) as bars:
            task = bars.add_task(self.label, total=total)
            for item in items:
                yield item
                bars.advance(task)


def measure(
    name: str, data: Path, split: str | None, *, limit: int | None, code: frame.Workers
) -> tuple[str, Outcome]:
    """Run one suite on a split (its first by default). Raises BenchError if the split is not in
    ``data``."""
    suite = frame.suite(name)
    there = suite.splits(data)
    if not there:
        raise BenchError(f"{data} holds nothing for the suite {name!r}")
    split = split or there[0]
    if split not in there:
        raise BenchError(
            f"{data} has no split {split!r} for the suite {name!r}: it has {', '.join(there)}"
        )
    frame.ready()
    code.crashes.clear()
    outcome = suite.run(data, split, limit=limit, code=code, progress=Bar(f"{name} {split}"))
    outcome.errors = [*code.crashes, *outcome.errors]
    return split, outcome


def result(name: str, split: str, outcome: Outcome, data: Path) -> dict[str, Any]:
    """The object that ``--json`` prints."""
    return {
        "suite": name,
        "split": split,
        "documents": outcome.documents,
        "scores": {key: round(value, 2) for key, value in outcome.scores.items()},
        "version": frame.version(),
        "corpus_sha256": frame.corpus_hash(outcome.files, data),
    }


def show(found: dict[str, Any], outcome: Outcome, console: Console) -> None:
    """The scores as a table, with peers next to ours."""
    title = (
        f"{found['suite']} {found['split']}: {found['documents']} documents, onrecord"
        f" {found['version']}"
    )
    table = Table(
        title=title,
        title_justify="left",
        caption=f"corpus sha256 {found['corpus_sha256'][:16]}…",
        caption_justify="left",
    )
    table.add_column("score")
    for who in ("onrecord", *outcome.peers):
        table.add_column(who, justify="right")
    for key, value in found["scores"].items():
        others = (outcome.peers[who].get(key) for who in outcome.peers)
        table.add_row(
            key, f"{value:.2f}", *("" if other is None else f"{other:.2f}" for other in others)
        )
    console.print(table)
    for who, why in outcome.skipped.items():
        console.print(f"{who}: not run, {why}")


def show_errors(errors: Iterable[Error], console: Console) -> None:
    """Errors grouped by cause, the most frequent cause first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for error in errors:
        groups[error.cause].append(error.words)
    for cause, words in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        console.print(f"\n{cause}: {len(words)}", style="bold", markup=False, highlight=False)
        for line in words:
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
