"""``python -m bench SUITE --data DIR [--split S] [--limit N] [--errors] [--json]`` and ``python -m
bench accuracy``."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, BooleanOptionalAction
from pathlib import Path

from rich.console import Console

from bench import frame, peers
from bench.broken import BREAKS
from bench.floors import FILE
from bench.frame import BenchError
from bench.running import Bar, measure, result, show, show_errors


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
