"""``python -m bench SUITE --data DIR [--split S] [--limit N] [--errors] [--json]`` and ``python -m
bench accuracy``."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, BooleanOptionalAction
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from bench import frame, peers
from bench.broken import BREAKS
from bench.floors import FILE
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


def arguments() -> ArgumentParser:
    ask = ArgumentParser(
        prog="python -m bench", description="Accuracy and speed of onrecord against public gold."
    )
    ask.add_argument(
        "suite",
        choices=[*frame.SUITES, "accuracy"],
        help="what to measure; accuracy: every suite, checked against its floors",
    )
    ask.add_argument(
        "--data",
        type=Path,
        required=True,
        help="the corpora's folder (for hand: the hand-coded reports' folder)",
    )
    ask.add_argument("--split", help="which part of the corpus (default: the suite's first)")
    ask.add_argument(
        "--limit", type=int, metavar="N", help="only N documents, chosen by a fixed seed"
    )
    ask.add_argument(
        "--processes", type=int, default=2, metavar="N", help="worker processes (default 2)"
    )
    ask.add_argument(
        "--errors", action="store_true", help="print what went wrong, grouped by cause"
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    ask.add_argument(
        "--peers",
        action=BooleanOptionalAction,
        help="run other tools as well (default: in a full accuracy run)",
    )
    ask.add_argument("--break", dest="broken", choices=sorted(BREAKS), help=SUPPRESS)
    more = ask.add_argument_group("accuracy")
    more.add_argument(
        "--hand", type=Path, help="the hand-coded reports' folder (default: hand, next to --data)"
    )
    more.add_argument(
        "--quick",
        action="store_true",
        help="parts of each corpus, chosen by a fixed seed, with their own floors",
    )
    more.add_argument(
        "--raise",
        dest="raise_floors",
        action="store_true",
        help="lift the floors to what is measured",
    )
    more.add_argument(
        "--allow-regression",
        metavar="REASON",
        help="lower the floors that are not reached; the reason is kept",
    )
    more.add_argument("--floors", type=Path, default=FILE, help="the floors' file")
    more.add_argument(
        "--docs", type=Path, default=Path("docs"), help="where accuracy.md and its charts go"
    )
    return ask


def main(argv: list[str] | None = None) -> int:
    """Exit status 0; 1 if accuracy is below a floor; 2 if the bench cannot run as asked."""
    args = arguments().parse_args(argv)
    console = Console()
    try:
        if args.suite == "accuracy":
            from bench import accuracy

            args.hand = args.hand or args.data.parent / "hand"
            args.peers = args.peers is not False
            return accuracy.run(args, console)
        code = frame.Workers(args.processes, after=BREAKS.get(args.broken or ""))
        split, outcome = measure(args.suite, args.data, args.split, limit=args.limit, code=code)
        if args.peers:
            bar = Bar(f"{args.suite} {split}, peers")
            peers.run(
                args.suite,
                args.data,
                split,
                limit=args.limit,
                code=code,
                progress=bar,
                into=outcome,
            )
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    found = result(args.suite, split, outcome, args.data)
    if args.json:
        print(json.dumps(found))
    else:
        show(found, outcome, console)
    if args.errors:
        show_errors(outcome.errors, Console(stderr=True) if args.json else console)
    return 0
