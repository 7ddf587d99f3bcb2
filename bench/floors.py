"""Floors: what accuracy must not fall below, one per score, pinned to the corpus by its hash.

A floor only rises (:func:`raised`); lowering one takes a reason, which is kept in the file
(:func:`lowered`). For distances and counts of faults the floor is a ceiling. Speed has none: it
depends on the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")
LOWER_IS_BETTER = ("median_km", "ece", "not_verbatim")
SLACK = {
    "full": 0.25,
    "quick": 1.0,
}
# another processor's arithmetic may flip a parse: a smaller fall cannot be distinguished from that
EXACT = ("not_verbatim",)
# the quick run has too few documents for one floor per slot
MAIN = {"muc4": ("all_templates_f", "text_filtering_f", "ceaf_ree_f", "gtt_f")}
Floors = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One suite on one split, and how many documents of it the quick run takes (None: all, 0:
    none)."""

    suite: str
    split: str
    quick: int | None = None

    @property
    def name(self) -> str:
        return f"{self.suite} {self.split}"


PLAN = (
    Step("hand", "dev"),
    Step("hand", "world"),
    Step("muc4", "dev", 40),
    Step("muc4", "tst1", 20),
    Step("muc4", "tst2", 0),
    Step("muc4", "tst3", 20),
    Step("time", "wikiwars", 6),
    Step("time", "meantime", 40),
    Step("place", "lgl", 60),
    Step("place", "trnews", 30),
    Step("place", "geovirus", 40),
    Step("rights", "dev", 40),
    Step("sources", "dev", 25),
    Step("types", "dev", 150),
    Step("numbers", "gva", 100),
    Step("match", "ucdp_ged_car", 300),
    Step("linking", "gva", 100),
    Step("linking", "ecbplus", 40),
)


@dataclass(frozen=True, slots=True)
class Breach:
    """A floor that is broken: the score fell (``measured``), was not measured (None), or the corpus
    is another one."""

    step: str
    score: str
    floor: float
    measured: float | None

    def __str__(self) -> str:
        if self.score == "corpus_sha256":
            return f"{self.step}: the corpus is not the one that the floors were set on"
        side = "above the ceiling" if self.score in LOWER_IS_BETTER else "below the floor"
        return f"{self.step}: {self.score} " + (
            f"{self.measured:.2f} is {side} {self.floor:.2f}"
            if self.measured is not None
            else "was not measured"
        )


def read(path: Path = FILE) -> Floors:
    """Read the floors' file; without a file there are none."""
    found: Floors = (
        json.loads(path.read_text(encoding="utf-8"))
        if path.exists()
        else {"full": {}, "quick": {}, "regressions": []}
    )
    return found


def write(floors: Floors, path: Path = FILE) -> None:
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def better(score: str, a: float, b: float) -> bool:
    """Whether ``a`` is better than ``b``."""
    return a < b if score in LOWER_IS_BETTER else a > b


def breaches(floors: Floors, mode: str, results: Iterable[Mapping[str, Any]]) -> Iterator[Breach]:
    """The broken floors among results in the form of ``--json``; a step with floors that was not
    run counts as broken too."""
    measured = {f"{r['suite']} {r['split']}": r for r in results}
    for step, kept in floors[mode].items():
        result = measured.get(step)
        if result is not None and result["corpus_sha256"] != kept["corpus_sha256"]:
            yield Breach(step, "corpus_sha256", 0, None)
            continue
        for score, floor in kept["floors"].items():
            value = result["scores"].get(score) if result is not None else None
            slack = 0.0 if score in EXACT else SLACK[mode]
            if value is None or better(
                score, floor, value + slack * (-1 if score in LOWER_IS_BETTER else 1)
            ):
                yield Breach(step, score, floor, value)


def raised(floors: Floors, mode: str, results: Iterable[Mapping[str, Any]]) -> Floors:
    """The floors lifted to what was measured if that is better; steps and scores without a floor
    get one."""
    new = deepcopy(floors)
    for result in results:
        fresh = {
            "corpus_sha256": result["corpus_sha256"],
            "documents": result["documents"],
            "floors": {},
        }
        kept = new[mode].setdefault(f"{result['suite']} {result['split']}", fresh)
        if kept["corpus_sha256"] != result["corpus_sha256"]:
            continue
        for score, value in result["scores"].items():
            if mode == "quick" and score not in MAIN.get(result["suite"], (score,)):
                continue
            if score not in kept["floors"] or better(score, value, kept["floors"][score]):
                kept["floors"][score] = value
    return new


def lowered(floors: Floors, mode: str, results: Iterable[Mapping[str, Any]], reason: str) -> Floors:
    """The broken floors set to what was measured, each with the reason and both values under
    ``regressions``; a corpus that has changed is pinned again, with all its floors."""
    new = deepcopy(floors)
    measured = {f"{r['suite']} {r['split']}": r for r in results}
    for breach in breaches(floors, mode, measured.values()):
        result = measured.get(breach.step)
        if result is None:
            continue
        was: Any = breach.floor
        now: Any = breach.measured
        if breach.score == "corpus_sha256":
            was, now = new[mode][breach.step]["corpus_sha256"], result["corpus_sha256"]
            new[mode][breach.step] = {
                "corpus_sha256": now,
                "documents": result["documents"],
                "floors": dict(result["scores"]),
            }
        elif now is None:
            del new[mode][breach.step]["floors"][breach.score]
        else:
            new[mode][breach.step]["floors"][breach.score] = now
        note = {
            "mode": mode,
            "step": breach.step,
            "score": breach.score,
            "from": was,
            "to": now,
            "reason": reason,
            "version": result["version"],
        }
        new["regressions"].append(note)
    return new
