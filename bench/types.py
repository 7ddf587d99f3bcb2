"""The event type of a snippet, against CASE 2021 task 2 (subtask 2): the 25 ACLED sub-event types,
and its three foreign types counted as no event.

A snippet's type is that of the event that ranks first in the codebook's tie-breaking order among
those that occurred. ``weighted_f`` and ``macro_f`` are as scikit-learn defines them: F1 per class,
averaged by the class's share of gold, or plainly over the classes that gold has. Subtask 3's two
further foreign types (diplomacy, attribution of responsibility) are left out.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import stages
from bench.frame import Code, Error, Outcome, Progress, Tally, subset
from onrecord.schema import CodedReport, Report

NONE = "no event"
FOREIGN = ("ORG_CRIME", "NATURAL_DISASTER", "MAN_MADE_DISASTER")
LEFT_OUT = ("DIPLO", "ATTRIB")
OURS = {
    "ABDUCT_DISSAP": "ABDUCTION",
    "ART_MISS_ATTACK": "SHELLING",
    "CHANGE_TO_GROUP_ACT": "CHANGE_TO_GROUP",
    "CHEM_WEAP": "CHEMICAL_WEAPON",
    "DISR_WEAP": "DISRUPTED_WEAPONS_USE",
    "FORCE_AGAINST_PROTEST": "EXCESSIVE_FORCE_AGAINST_PROTESTERS",
    "GOV_REGAINS_TERIT": "GOV_REGAINS_TERRITORY",
    "HQ_ESTABLISHED": "BASE_ESTABLISHED",
    "MOB_VIOL": "MOB_VIOLENCE",
    "NON_STATE_ACTOR_OVERTAKES_TER": "NON_STATE_OVERTAKES_TERRITORY",
    "NON_VIOL_TERRIT_TRANSFER": "TERRITORY_TRANSFER",
    "PEACE_PROTEST": "PEACEFUL_PROTEST",
    "PROPERTY_DISTRUCT": "LOOTING_PROPERTY_DESTRUCTION",
    "PROTEST_WITH_INTER": "PROTEST_WITH_INTERVENTION",
    "REM_EXPLOS": "REMOTE_EXPLOSIVE",
    "SEX_VIOL": "SEXUAL_VIOLENCE",
    "SUIC_BOMB": "SUICIDE_BOMB",
    "VIOL_DEMONSTR": "VIOLENT_DEMONSTRATION",
} | dict.fromkeys(FOREIGN, NONE)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short text and its gold type under our codes."""

    name: str
    text: str
    gold: str


def splits(data: Path) -> list[str]:
    found = [p.stem.removeprefix("snippets_") for p in sorted(data.glob("case2021/snippets_*.tsv"))]
    return sorted(found, key=lambda name: name != "dev")


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    path = data / "case2021" / f"snippets_{split}.tsv"
    snippets = subset(read(path), limit, lambda snippet: snippet.name)
    coded = progress(code([Report(id=s.name, text=s.text) for s in snippets]), len(snippets))
    return Outcome(len(snippets), *score(snippets, [type_of(c) for c in coded]), files=[path])


def type_of(coded: CodedReport) -> str:
    """The type that stands for a coded snippet."""
    kept = [e.type for e in coded.events if e.status in ("occurred", "ongoing")] or [
        e.type for e in coded.events
    ]
    return stages.codebook().types.first(kept) if kept else NONE


def score(
    snippets: Sequence[Snippet], found: Sequence[str]
) -> tuple[dict[str, float], list[Error]]:
    """The scores, and every confusion."""
    tallies = {snippet.gold: Tally() for snippet in snippets}
    for snippet, mine in zip(snippets, found, strict=True):
        tallies[snippet.gold].add(mine == snippet.gold, possible=1)
        if mine in tallies:
            tallies[mine].add(actual=1)
    total = sum(t.possible for t in tallies.values())
    errors = [
        Error(f"{s.gold} coded as {m}", f"{s.name}: {' '.join(s.text.split())[:120]}")
        for s, m in zip(snippets, found, strict=True)
        if m != s.gold
    ]
    return {
        "weighted_f": sum(t.f * t.possible for t in tallies.values()) / total if total else 0.0,
        "macro_f": sum(t.f for t in tallies.values()) / len(tallies) if tallies else 0.0,
    }, errors


def read(path: Path) -> list[Snippet]:
    """The snippets of subtask 2."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) >= 3
        ][1:]
    seen: Counter[str] = Counter()
    snippets = []
    for name, text, gold, *_ in rows:
        seen[name] += 1
        if gold.strip() not in LEFT_OUT:
            snippets.append(
                Snippet(
                    name if seen[name] == 1 else f"{name}.{seen[name]}",
                    text,
                    OURS.get(gold.strip(), gold.strip()),
                )
            )
    return snippets
