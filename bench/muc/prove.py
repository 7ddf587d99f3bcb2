"""``python -m bench.muc.prove --data DIR``: compares the scorer with the official scoring of the 17
systems of MUC-4 on TST3."""

from __future__ import annotations

import argparse
import tarfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.muc import keys, reports
from bench.muc.keys import Template
from bench.muc.score import Count, Judge, Mapped, Scores, alone, score, summary


@dataclass(frozen=True, slots=True)
class Row:
    """A system's F-measures for ALL TEMPLATES.

    Official (from rounded recall and precision), exact from the official counts, ours with human
    judgements and our mapping, ours with theirs, ours without human judgements; and how many of the
    slot counts of templates agree.
    """

    system: str
    official: float
    exact: float
    ours: float
    mapped: float
    unaided: float
    alike: float


def archive(path: Path) -> dict[str, str]:
    """The files of an archive by their folder."""
    with tarfile.open(path) as tar:
        files = [
            (member.name, tar.extractfile(member)) for member in tar.getmembers() if member.isfile()
        ]
        return {
            Path(name).parent.name: file.read().decode("latin-1") for name, file in files if file
        }


def prove(data: Path) -> list[Row]:
    """Score every system's answers."""
    results = data / "muc4/TEST/RESULTS/TST3"
    key = keys.load(next((data / "muc4/TASK/CORPORA/tst3").glob("key-*")))
    history = reports.history(results / "final-history-nrad.tst3")
    answers = archive(results / "response-templates.tst3.tar.xz")
    scored = archive(results / "scores-pass1.tst3.nrad.tar.xz")
    rows = []
    for system in sorted(answers):
        official = reports.official(scored[system])
        response = keys.read(answers[system])
        theirs, alike = follow(official, key, response, history)
        counts = official.totals["ALL TEMPLATES"]
        exact = 200 * (counts[2] + counts[3] / 2) / (counts[0] + counts[1])
        ours = score(key, response, history).all_templates.f
        rows.append(
            Row(
                system,
                official.f,
                exact,
                ours,
                theirs.all_templates.f,
                score(key, response).all_templates.f,
                alike,
            )
        )
    return rows


def follow(
    official: reports.Official,
    key: dict[str, list[Template]],
    response: dict[str, list[Template]],
    history: reports.History,
) -> tuple[Scores, float]:
    """Score with the official mapping; and the share of slots (percent) whose counts are the
    official ones."""
    mapped: list[Mapped] = []
    same = slots = 0
    for message, i, j, rows in official.mapped:
        one = next((template for template in key.get(message, []) if template.number == i), None)
        other = next(
            (template for template in response.get(message, []) if template.number == j), None
        )
        if one and other:
            mapped.append(Mapped(one, other, Judge(one, other, history).counts()))
        elif one and not one.optional:
            mapped.append(Mapped(one, None, alone(one, spurious=False)))
        elif other:
            mapped.append(Mapped(None, other, alone(other, spurious=True)))
        else:
            continue
        for name, count in mapped[-1].counts.items():
            if name in rows:
                possible, actual, correct, partial, *_ = rows[name]
                slots += 1
                same += (possible, actual, correct, partial) == (
                    count.possible,
                    count.actual,
                    count.correct,
                    count.partial,
                )
    return summary(mapped, Count()), 100 * same / slots if slots else 0.0


def main() -> None:
    ask = argparse.ArgumentParser(
        prog="python -m bench.muc.prove",
        description="Our MUC-4 scorer against the official reports.",
    )
    ask.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    rows = prove(ask.parse_args().data)
    table = Table(title="ALL TEMPLATES F on TST3", title_justify="left")
    for head in (
        "system",
        "official",
        "exact",
        "ours",
        "difference",
        "official mapping",
        "slots alike %",
        "no human judgements",
    ):
        table.add_column(head, justify="left" if head == "system" else "right")
    for row in rows:
        cells = (
            row.official,
            row.exact,
            row.ours,
            row.ours - row.official,
            row.mapped,
            row.alike,
            row.unaided,
        )
        table.add_row(row.system, *(f"{cell:.2f}" for cell in cells))
    console = Console()
    console.print(table)
    near, nearer = (
        sum(abs(f - row.official) <= 1 for f, row in ours)
        for ours in ([(r.ours, r) for r in rows], [(r.mapped, r) for r in rows])
    )
    console.print(f"{near} of {len(rows)} within 1.0 point; {nearer} with the official mapping")


if __name__ == "__main__":
    main()
