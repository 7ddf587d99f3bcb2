"""Linking: which documents report the same incident, against gold clusters (Gun Violence Archive,
ECB+; see :mod:`bench.clustered`).

Every document is coded, its events are accounts, and the accounts are linked as in a casebook, with
near-copies known. Gold clusters documents, not events, so each document is in one cluster, that of
its main event: of the incidents that its events went into, the one with the most documents (a
report shares its main incident with others, its asides seldom), and among equals the one of its
first event. A document without an event is placed with the account that it is listed with
(:mod:`onrecord.linking.silent`), or alone.

``b3_f``, ``b3_precision``, ``b3_recall``: B-cubed over documents (Bagga and Baldwin 1998);
``pair_f``: over pairs of documents. ``candidate_recall``: of all pairs of documents in one gold
cluster, those of which any two accounts are compared at all; ``candidate_recall_coded``: the same
among documents with an event. Peer "same day, same city": documents whose first dated and first
placed events have the same day (the report's if none is given) and the same place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench import clustered
from bench.clustered import Document
from bench.frame import Code, Error, Outcome, Progress, percent, subset
from onrecord.linking import Model, Traits, candidates, copies, link, signature, traits
from onrecord.linking.silent import nearest
from onrecord.linking.traits import story
from onrecord.schema import Account, CodedReport, Source

Pair = tuple[int, int]
FILES = {"gva": "gva/documents.jsonl", "ecbplus": "ecbplus/ecbplus.tar.xz"}


def splits(data: Path) -> list[str]:
    return [name for name, path in FILES.items() if (data / path).exists()]


def read(data: Path, split: str) -> list[Document]:
    """The documents of a split for measuring."""
    path = data / FILES[split]
    return clustered.gva(path) if split == "gva" else clustered.ecbplus(path, clustered.measures)


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    """Run the suite. Whole clusters are chosen if there is a limit."""
    documents = subset(read(data, split), limit, lambda document: document.cluster)
    coded = list(progress(code([d.report for d in documents]), len(documents)))
    scores, errors = measure(documents, taken(coded))
    gold = [d.cluster for d in documents]
    return Outcome(
        len(documents),
        scores,
        errors,
        files=[data / FILES[split]],
        peers={"same day, same city": agreement(gold, naive(coded))},
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """Reports as a casebook takes them in: the traits of their accounts, of the reports without
    any, and which report each account belongs to, by id."""

    accounts: list[Traits]
    silent: list[Traits]
    owner: dict[str, int]


def taken(coded: Sequence[CodedReport]) -> Taken:
    """The traits of coded reports, near-copies known; the nth report is ``rn``."""
    original = copies((f"r{n}", signature(one.report.text)) for n, one in enumerate(coded))
    accounts: list[Traits] = []
    silent: list[Traits] = []
    owner: dict[str, int] = {}
    for n, one in enumerate(coded):
        report, name = one.report, f"r{n}"
        source = Source(
            id=name, title=report.title, published=report.published, copy_of=original.get(name)
        )
        mine = [
            traits(Account(id=f"{name}{e.id}", source=source, event=e), report.text)
            for e in one.events
        ]
        accounts += mine
        silent += [] if mine else [story(source, report.text)]
        owner |= dict.fromkeys([account.id for account in mine] or [name], n)
    return Taken(accounts, silent, owner)


def measure(documents: Sequence[Document], intake: Taken) -> tuple[dict[str, float], list[Error]]:
    """The scores, and the pairs that went wrong."""
    gold = [d.cluster for d in documents]
    mine = homes(intake)
    compared = pairs_compared(intake)
    silent = {intake.owner[one.id] for one in intake.silent}
    together = [pair for members in groups(gold).values() for pair in combinations(members, 2)]
    coded = [pair for pair in together if not silent.intersection(pair)]
    recall = {
        name: percent(len(compared.intersection(some)), len(some))
        for name, some in (("", together), ("_coded", coded))
    }
    scores = agreement(gold, mine) | {
        f"candidate_recall{name}": share for name, share in recall.items()
    }
    return scores, list(faults(documents, mine, compared, silent))


def homes(intake: Taken, model: Model | None = None) -> list[Hashable]:
    """The cluster of each document."""
    clusters = link(intake.accounts, model=model).clusters
    documents_in = [{intake.owner[id] for id in members} for members in clusters]
    found: dict[int, int] = {}
    for number, members in enumerate(clusters):
        for id in members:
            document = intake.owner[id]
            if document not in found or len(documents_in[number]) > len(
                documents_in[found[document]]
            ):
                found[document] = number
    home: dict[int, Hashable] = dict(found)
    for link_ in nearest(intake.silent, intake.accounts, model):
        home[intake.owner[link_.a]] = next(
            n for n, members in enumerate(clusters) if link_.b in members
        )
    return [home.get(n, f"alone {n}") for n in range(len(set(intake.owner.values())))]


def pairs_compared(intake: Taken) -> set[Pair]:
    """Pairs of documents of which any two accounts are candidates."""
    every = [*intake.accounts, *intake.silent]
    own = [intake.owner[one.id] for one in every]
    left, right = candidates(every)
    return {
        (min(own[a], own[b]), max(own[a], own[b]))
        for a, b in zip(left.tolist(), right.tolist(), strict=True)
    }


def naive(coded: Sequence[CodedReport]) -> list[Hashable]:
    """The baseline's clusters: by day and place of the first event."""
    found: list[Hashable] = []
    for n, one in enumerate(coded):
        day = next((e.when.start for e in one.events if e.when.start), one.report.published.start)
        place = next((e.where.resolved for e in one.events if e.where.resolved), None)
        found.append((day, place) if place else f"alone {n}")
    return found


# --- agreement of two partitions ------------------------------------------------------------------


def groups(labels: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    """The positions with each label."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        found[label].append(i)
    return found


def agreement(gold: Sequence[Hashable], mine: Sequence[Hashable]) -> dict[str, float]:
    """B-cubed and pairs, in percent."""
    both, ours, theirs = Counter(zip(gold, mine, strict=True)), Counter(mine), Counter(gold)
    precision = percent(sum(n * n / ours[m] for (_, m), n in both.items()), len(gold))
    recall = percent(sum(n * n / theirs[g] for (g, _), n in both.items()), len(gold))
    right, found, wanted = (
        sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, ours, theirs)
    )
    return {
        "b3_f": percent(2 * precision * recall, precision + recall) / 100,
        "b3_precision": precision,
        "b3_recall": recall,
        "pair_f": percent(2 * right, found + wanted),
    }


def faults(
    documents: Sequence[Document], mine: Sequence[Hashable], compared: set[Pair], silent: set[int]
) -> Iterator[Error]:
    """The pairs grouped together or kept apart against gold."""
    for a, b in sorted(
        pair
        for members in groups([d.cluster for d in documents]).values()
        for pair in combinations(members, 2)
    ):
        if mine[a] != mine[b]:
            cause = "apart, no event found in one" if silent & {a, b} else "apart"
            yield Error(
                cause if (a, b) in compared else f"{cause}, never compared", words(documents, a, b)
            )
    for members in groups(mine).values():
        for a, b in combinations(members, 2):
            if documents[a].cluster != documents[b].cluster:
                yield Error("together", words(documents, a, b))


def words(documents: Sequence[Document], *numbers: int) -> str:
    return " | ".join(
        f"{documents[n].report.id} {documents[n].report.published.start}"
        f" {documents[n].report.title}"
        for n in numbers
    )
