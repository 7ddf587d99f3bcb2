"""``python -m bench.joining FOLDER… [--held FOLDER…]``: fits the weights by which sentences of a
report are joined into one event, and prints them.

A folder contains hand-coded reports as for ``bench hand``. What counts is the aim itself, the slots
that are right: weights are moved one at a time, always by the move whose gain is largest, but only
if the gain is not the luck of a few reports (its t over the reports is above ``SURE``). ``--held``:
held-out reports, scored before and after.
"""

from __future__ import annotations

import math
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import hand, stages
from onrecord.codebook.joining import Joining
from onrecord.coding.pipeline import State, resume
from onrecord.evaluate import Coded, Coding, evaluate
from onrecord.schema import CodedReport

SURE = 1.0
STEPS = (1.0, -1.0, 0.5, -0.5)
MOST = 12
"""The most moves."""


@dataclass(frozen=True)
class Example:
    """A hand-coded report, coded up to the point where the weights of joining come in."""

    id: str
    text: str
    gold: Sequence[Coding]
    state: State


@dataclass(frozen=True, slots=True)
class Slots:
    """Counts of one report: slots that gold fills, that we fill, that agree; the same of events."""

    possible: int
    actual: int
    correct: int
    events: tuple[int, int, int]


def read(folder: Path) -> list[Example]:
    """The reports of a folder."""
    found = []
    for split in hand.splits(folder):
        for report, gold in hand.read(folder, split):
            state = stages.until(report, "candidates")
            found.append(Example(str(report.id), report.text, gold, state))
    return found


def score(example: Example, book: Joining) -> Slots:
    """One report under other weights."""
    kit = stages.kit()
    codebook = kit.codebook.model_copy(update={"joining": book})
    done = resume(example.state, replace(kit, codebook=codebook), after="candidates")
    coded = CodedReport(report=done.parsed.report, events=done.events).model_dump(
        mode="json", by_alias=True
    )
    found = evaluate({example.id: list(example.gold)}, {example.id: Coded.of(coded)})
    slots, matched = found.all_slots, found.events
    return Slots(
        slots.possible,
        slots.actual,
        slots.correct,
        (matched.possible, matched.actual, matched.correct),
    )


def gain(before: Sequence[Slots], after: Sequence[Slots]) -> tuple[float, float]:
    """(slots won, t over the reports): what a move gains in F, with slots that are right counted
    twice."""
    f = 2 * sum(s.correct for s in before) / sum(s.possible + s.actual for s in before)
    moves = [
        2 * (b.correct - a.correct) - f * (b.actual - a.actual)
        for a, b in zip(before, after, strict=True)
    ]
    mean = sum(moves) / len(moves)
    spread = sum((move - mean) ** 2 for move in moves) / (len(moves) - 1)
    return sum(moves), mean / math.sqrt(spread / len(moves)) if spread else 0.0


def fit(examples: Sequence[Example], book: Joining, say: bool = True) -> Joining:
    """The weights after as many moves as pay off."""
    now = [score(e, book) for e in examples]
    for _ in range(MOST):
        best: tuple[float, Joining, list[Slots], str] | None = None
        for name in (*book.weights, "threshold"):
            for step in STEPS:
                tried = moved(book, name, step)
                then = [score(e, tried) for e in examples]
                won, sure = gain(now, then)
                if sure > SURE and (best is None or won * min(sure, 2) > best[0]):
                    best = (
                        won * min(sure, 2),
                        tried,
                        then,
                        f"{name} {step:+}: {won:.0f} slots, t {sure:.1f}",
                    )
        if best is None:
            break
        _, book, now, words = best
        if say:
            print(f"{words}; {shown(now)}", flush=True)
    return book


def moved(book: Joining, name: str, step: float) -> Joining:
    """The weights with one of them moved."""
    if name == "threshold":
        return book.model_copy(update={"threshold": book.threshold + step})
    return book.model_copy(
        update={"weights": {**book.weights, name: round(book.weights[name] + step, 2)}}
    )


def shown(found: Sequence[Slots]) -> str:
    """F of all slots and of events."""
    f = 200 * sum(s.correct for s in found) / sum(s.possible + s.actual for s in found)
    possible, actual, correct = (sum(s.events[k] for s in found) for k in range(3))
    return (
        f"all slots F {f:.2f}, events F {200 * correct / (possible + actual):.2f}, {actual} events"
    )


def main() -> None:
    """Run the command."""
    ask = ArgumentParser(
        description="Fit the weights by which sentences of a report are made one event."
    )
    ask.add_argument("folders", nargs="+", type=Path, help="hand-coded reports")
    ask.add_argument(
        "--held", nargs="*", type=Path, default=[], help="hand-coded reports that teach nothing"
    )
    options = ask.parse_args()
    examples = [e for folder in options.folders for e in read(folder)]
    held = [e for folder in options.held for e in read(folder)]
    book = stages.codebook().joining
    print(
        f"before: {shown([score(e, book) for e in examples])}"
        + (f"; held {shown([score(e, book) for e in held])}" if held else "")
    )
    after = fit(examples, book)
    if held:
        print(f"held after: {shown([score(e, after) for e in held])}")
    print(f"threshold: {after.threshold}\nweights:")
    for name, weight in after.weights.items():
        print(f"  {name}: {weight}")


if __name__ == "__main__":
    main()
