"""``docs/accuracy.md`` and its charts, from one full run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.floors import LOWER_IS_BETTER
from bench.frame import Outcome
from bench.peers import PUBLISHED

TITLES = {
    "hand": "Hand-coded reports",
    "muc4": "MUC-4 templates",
    "time": "Time expressions",
    "place": "Places",
    "rights": "Attacks on rights defenders",
    "sources": "Who says so",
    "types": "Event types",
    "numbers": "Numbers of killed and injured",
    "match": "Matching of tables",
    "linking": "Linking",
    "speed": "Speed",
}
GOLD = {
    "hand": "Reports coded by hand following a written guideline: `dev`, on which the rules were"
    " made, and `world`, from 30 countries, on which none was made",
    "muc4": "MUC-4: reports from Latin America, 1988 to 1991, with full answer keys",
    "time": "WikiWars and the English MEANTIME corpus",
    "place": "LGL, TR-News and GeoVirus",
    "rights": "HRDsAttack, development part",
    "sources": "PolNeAR, development part",
    "types": "CASE 2021 task 2, snippets with ACLED sub-event types",
    "numbers": "Gun Violence Archive articles whose text contains the gold number",
    "match": "UCDP GED, Central African Republic, against itself as a second coder would record it",
    "linking": (
        "Gun Violence Archive articles in gold incidents, and ECB+ topics 36 to 45 in gold"
        " incidents"
    ),
    "speed": "reports on the war in Syria",
}

INTRODUCTION = (
    "All scores are percentages, except kilometres and counts of faults. Most scores have a"
    " floor; `make accuracy` fails if a score falls below it by more than 0.25 points (`SLACK` in"
    " `bench/floors.py`), since another processor's arithmetic can change a parse. Before a change"
    " is taken, `.ci/run` runs only a quick part of the suites, with floors of their own, and only"
    " if the corpora are available. *Published*"
    " figures are their authors' own; most were measured on another part of the same corpus, some"
    " by trained models, and are given for the order of magnitude. Each score is defined at the"
    " top of its module in `bench/`. In the charts, a hollow circle is another tool in the"
    " same run, a filled one a published figure. The corpora are not part of this project."
)


# distinguishable from the bars' blue for colour-blind readers too (Okabe and Ito)
COLOURS = ("#d55e00", "#009e73", "#cc79a7", "#e69f00")
CHARTED = {  # if a suite has more scores than a chart can show
    "muc4": ("all_templates_f", "text_filtering_f", "ceaf_ree_f", "gtt_f"),
    "speed": ("documents_per_s", "documents_per_s_2"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One suite on one split: the object of ``--json`` and its outcome."""

    result: Mapping[str, Any]
    outcome: Outcome


def write(
    runs: Sequence[Run],
    floors: Mapping[str, Any],
    docs: Path,
    *,
    today: date,
    versions: Mapping[str, str],
) -> None:
    """Write the page and one chart a suite."""
    made = ", ".join(f"{name} {version}" for name, version in versions.items())
    parts = [
        "# Accuracy and speed",
        f"Measured on {today.isoformat()} by `make accuracy` with {made}.",
        INTRODUCTION,
    ]
    for name, title in TITLES.items():
        mine = [run for run in runs if run.result["suite"] == name]
        if not mine:
            continue
        parts += [f"## {title}", f"{GOLD[name]}. {definitions(name)}"]
        image = docs / "img" / f"accuracy-{name}.svg"
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_text(chart(title, mine), encoding="utf-8")
        parts.append(f"![{title}: one bar per score](img/{image.name})")
        parts += [part for run in mine for part in section(run, floors)]
        figures = [f for f in PUBLISHED if f.suite == name]
        if figures:
            lines = ["| published | split | score | value | where |", "|---|---|---|---:|---|"]
            lines += [
                f"| {f.who} | {f.split} | `{f.score}` | {f.value:.1f} | {f.source} |"
                for f in figures
            ]
            parts.append("\n".join(lines))
    if floors["regressions"]:
        lines = ["| step | score | from | to | reason |", "|---|---|---:|---:|---|"]
        lines += [
            f"| {r['step']} | `{r['score']}` | {r['from']} | {r['to']} | {r['reason']} |"
            for r in floors["regressions"]
            if r["mode"] == "full"
        ]
        parts += ["## Floors that were lowered", "\n".join(lines)]
    (docs / "accuracy.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def definitions(suite: str) -> str:
    """What the suite's module says about its scores."""
    paragraphs = (import_module(f"bench.{suite}").__doc__ or "").strip().split("\n\n")
    return " ".join(" ".join(paragraphs[1:]).replace("``", "`").replace(":mod:", "").split())


def section(run: Run, floors: Mapping[str, Any]) -> Iterable[str]:
    """The table of one split: ours, the floor, peers of the same run."""
    result, outcome = run.result, run.outcome
    kept = floors["full"].get(f"{result['suite']} {result['split']}", {}).get("floors", {})
    peers = list(outcome.peers)
    lines = [
        f"| `{result['split']}`, {result['documents']} documents | onrecord | floor |"
        + "".join(f" {p} |" for p in peers)
    ]
    lines.append("|---|---:|---:|" + "---:|" * len(peers))
    for score, value in result["scores"].items():
        floor = f"{kept[score]:.1f}" if score in kept else ""
        others = (
            f"{outcome.peers[p][score]:.1f}" if score in outcome.peers[p] else "" for p in peers
        )
        lines.append(
            f"| `{score}` | **{value:.1f}** | {floor} |"
            + "".join(f" {other} |" for other in others)
        )
    yield "\n".join(lines)
    for who, why in outcome.skipped.items():
        yield f"{who} was not run: {why}."


def chart(title: str, runs: Sequence[Run]) -> str:
    """One bar per score, a hollow circle for each peer of the same run, a filled one for a
    published figure; a legend below."""
    rows: list[tuple[str, float, list[tuple[str, float, bool]]] | str] = []
    for run in runs:
        result = run.result
        rows.append(f"{result['split']} ({result['documents']} documents)")
        for score, value in result["scores"].items():
            if score in LOWER_IS_BETTER or score not in CHARTED.get(result["suite"], (score,)):
                continue
            marks = [
                (who, scores[score], False)
                for who, scores in run.outcome.peers.items()
                if score in scores
            ]
            marks += [
                (f.who, f.value, True)
                for f in PUBLISHED
                if (f.suite, f.split, f.score) == (result["suite"], result["split"], score)
            ]
            rows.append((score, value, marks))
    legend = list(
        dict.fromkeys(
            (who, filled) for row in rows if not isinstance(row, str) for who, _, filled in row[2]
        )
    )
    colours = {
        who: COLOURS[number % len(COLOURS)]
        for number, who in enumerate(dict.fromkeys(who for who, _ in legend))
    }
    full = (
        100.0
        if runs[0].result["suite"] != "speed"
        else max(row[1] for row in rows if not isinstance(row, str))
    )
    left, width, step = 190, 400, 22
    bottom = 4 + step * len(rows)
    height = bottom + 30 + 18 * len(legend)
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 60} {height}"'
            f' width="{left + width + 60}" height="{height}" font-family="sans-serif"'
            ' font-size="12" role="img">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{left + width + 60}" height="{height}" fill="#fff"/>',
    ]
    for fifth in range(6):
        x = left + width * fifth / 5
        out.append(f'<line x1="{x:.0f}" x2="{x:.0f}" y1="4" y2="{bottom}" stroke="#ddd"/>')
        out.append(
            f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle"'
            f' fill="#555">{full * fifth / 5:.3g}</text>'
        )
    for number, row in enumerate(rows):
        y = 4 + step * number
        if isinstance(row, str):
            out.append(
                f'<text x="4" y="{y + 15}" font-weight="bold" fill="#222">{escape(row)}</text>'
            )
            continue
        score, value, marks = row
        out.append(
            f'<text x="{left - 8}" y="{y + 15}" text-anchor="end"'
            f' fill="#222">{escape(score)}</text>'
        )
        out.append(
            f'<rect x="{left}" y="{y + 4}" width="{width * max(0.0, min(full, value)) / full:.1f}"'
            ' height="14" fill="#0072b2"/>'
        )
        out.append(f'<text x="{left + width + 8}" y="{y + 15}" fill="#222">{value:.1f}</text>')
        for who, other, filled in marks:
            words = f"{who}: {other:.1f}{' (published)' if filled else ''}"
            out.append(circle(left + width * other / full, y + 11, colours[who], filled, words))
    for number, (who, filled) in enumerate(legend):
        y = bottom + 32 + 18 * number
        out.append(circle(left + 5, y, colours[who], filled, who))
        out.append(
            f'<text x="{left + 16}" y="{y + 4}"'
            f' fill="#222">{escape(who)}{" (published)" if filled else ""}</text>'
        )
    return "\n".join([*out, "</svg>", ""])


def circle(x: float, y: float, colour: str, filled: bool, words: str) -> str:
    """A mark with its words as a tooltip."""
    look = f'r="5" fill="{colour if filled else "#fff"}" stroke="{colour}" stroke-width="2"'
    return f'<circle cx="{x:.1f}" cy="{y}" {look}><title>{escape(words)}</title></circle>'
