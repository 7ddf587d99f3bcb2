"""``python -m bench.teach --data DIR``: makes the linker's ``rarity.json`` and ``model.json`` from
the training sets.

``rarity.json``: how distinctive a word, a name or a figure is, from the reports of MUC-4 dev,
HRDsAttack, MEANTIME and the training topics of ECB+. ``model.json``: the weights, from pairs of
documents of MUC-4 dev, HRDsAttack and ECB+ whose clusters gold gives (:mod:`bench.clustered`), each
document by its first event, and of accounts drawn as :mod:`bench.growth` draws them, which have
what the reports are short of: conflicts with towns, actors and tolls. Fitted by :mod:`bench.fit`;
the prior, how rare it is that two candidates are the same incident, is the lowest of the three
sets' own: joining what does not belong together is the worse mistake.

Same data and coder, same files. The model depends on the rarity, so that is made first.
"""

from __future__ import annotations

import argparse
import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from math import exp2, log2
from pathlib import Path
from typing import Any

import numpy as np

from bench import clustered, fit, frame, growth, muc4, rights
from bench.clustered import Document
from bench.fit import Labelled, Weights
from bench.linking import Taken, agreement, homes, taken
from bench.time import read_cat
from onrecord.linking import Traits, candidates
from onrecord.linking.compare import LEVELS, Ints, Table, compare
from onrecord.linking.model import Model
from onrecord.linking.traits import telling

FOLDER = Path(str(files("onrecord.linking")))
VERSION = 2
OFTEN = 2.5
"""Words in the reports of fewer incidents are not listed: they are as rare as can be known."""
THRESHOLD = 0.5
DRAWN, DRAWN_WEIGHT = 3000, 0.05
"""The number of accounts drawn, and how much one of their pairs counts: their words are made up, a
report's are not."""
HAND: dict[str, tuple[float, ...]] = {
    "when": (3.0, 2.0, 1.0, 1.5, 0.0, -1.0, -2.0, -3.5),
    "published": (1.0, 0.5, 0.0, -0.5, -1.5),
    "where": (4.0, 3.0, 2.0, 0.0, -2.0, 1.0, 0.5, -3.0, -3.0, -4.5),
    "type": (1.0, 0.5, -0.5, -5.0),
    "status": (0.2, 0.0, -0.25),
    "actors": (1.5, 0.75, -0.75),
    "killed": (3.0, 2.0, 0.5, 0.5, -0.5, -1.5),
    "injured": (2.5, 1.5, 0.5, 0.5, -0.25, -1.0),
    "others": (1.5, 0.5, 0.5, -0.5),
    "words": (-1.5, -0.5, 0.5, 1.5, 3.0, 4.5),
    "story": (-3.0, -1.0, 0.5, 2.0, 3.5, 5.0),
    "names": (-0.5, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
    "figures": (-0.5, 0.0, 0.5, 1.0, 2.0, 3.0),
    "days": (-2.0, -14.0),
    "towns": (-4.0,),
    "report": (-6.0, 0.0, 3.0),
}
"""Bits that a field's levels are given by hand, before any set has been fitted: half of what each
would say by itself, because they say much the same."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A training set: its documents, and their accounts."""

    name: str
    documents: list[Document]
    intake: Taken


def sets(data: Path) -> dict[str, list[Document]]:
    """The documents for fitting the weights, by the set's name."""
    return {
        "MUC-4 dev (public domain)": clustered.messages(muc4.folder(data) / "dev"),
        "ECB+ topics 1 to 35 (CC BY 3.0)": clustered.ecbplus(
            data / "ecbplus/ecbplus.tar.xz", clustered.teaches
        ),
        "HRDsAttack train and dev (MIT)": list(
            clustered.attacks(sorted((data / "hrdsattack").glob("*.json")))
        ),
    }


def labelled(taught: Taught) -> Labelled:
    """The pairs of a set's main accounts that are candidates, and whether gold has them in one
    cluster."""
    first: dict[int, Traits] = {}
    for one in taught.intake.accounts:
        first.setdefault(taught.intake.owner[one.id], one)
    owners, accounts = list(first), list(first.values())
    left, right = candidates(accounts)
    documents = [taught.documents[n] for n in owners]
    clear = np.array(
        [
            documents[b].report.id not in documents[a].doubtful
            for a, b in zip(left, right, strict=True)
        ],
        bool,
    )
    found = pairs(accounts, [d.cluster for d in documents], left[clear], right[clear])
    if any(d.report.published.start for d in taught.documents):
        return found
    # without a day of publication "on Monday" is any Monday: such days are no evidence
    silent = np.full(len(found.same), -1, np.int8)
    return Labelled({**found.levels, "when": silent}, found.same, found.weight)


def drawn() -> Labelled:
    """Pairs of accounts that are drawn, not read."""
    accounts, incidents = growth.accounts(DRAWN)
    return pairs(accounts, incidents, *candidates(accounts), weight=DRAWN_WEIGHT)


def pairs(
    accounts: Sequence[Traits],
    clusters: Sequence[Any],
    left: Ints,
    right: Ints,
    weight: float = 1.0,
) -> Labelled:
    same = np.array(
        [clusters[a] == clusters[b] for a, b in zip(left, right, strict=True)], np.float64
    )
    return Labelled(compare(Table.of(accounts), left, right), same, weight)


def model(weights: Weights, prior: float) -> Model:
    return Model(
        {name: tuple(values.tolist()) for name, values in weights.items()}, prior, THRESHOLD
    )


def b3(taught: Taught, with_model: Model) -> float:
    """B-cubed over a set's documents."""
    return agreement([d.cluster for d in taught.documents], homes(taught.intake, with_model))[
        "b3_f"
    ]


def written(
    weights: Weights, shares: Mapping[str, Sequence[float]], prior: float, card: Mapping[str, Any]
) -> str:
    """A model file."""
    fields = {
        name: [
            {"level": level, "m": short(m), "u": short(short(m) / exp2(weight))}
            for level, m, weight in zip(levels, shares[name], weights[name], strict=True)
        ]
        for name, levels in LEVELS.items()
    }
    return json.dumps(
        {
            "version": VERSION,
            "card": card,
            "prior": prior,
            "threshold": THRESHOLD,
            "fields": fields,
        },
        indent=1,
        ensure_ascii=False,
    )


def short(number: float) -> float:
    return float(f"{number:.4g}")


def rarity(texts: Sequence[tuple[str, str]]) -> str:
    """``rarity.json``: words, names and figures by the bits of surprise at seeing them in a report.

    ``texts``: with the incident that each reports. The reports of one incident count as one
    together: ten that name one hotel do not make its name a common word.
    """
    counts = Counter(incident for _, incident in texts)
    held: dict[str, float] = {}
    for text, incident in texts:
        for word in dict.fromkeys(chain(*telling(text))):
            held[word] = held.get(word, 0.0) + 1 / counts[incident]
    levels: dict[int, list[str]] = {}
    for word, count in held.items():
        if count >= OFTEN:
            levels.setdefault(int(log2(len(counts) / count)), []).append(word)
    data = {
        "documents": len(texts),
        "happenings": len(counts),
        "unseen": int(log2(len(counts))),
        "bits": {str(bits): " ".join(sorted(levels[bits])) for bits in sorted(levels)},
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def texts(data: Path) -> list[tuple[str, str]]:
    """The reports that word frequencies are taken from, each with its incident: its cluster in
    ECB+, itself elsewhere."""
    messages = sorted(
        p
        for p in (muc4.folder(data) / "dev").iterdir()
        if p.is_file() and p.name.startswith("dev-")
    )
    articles = chain.from_iterable(
        json.loads(p.read_text(encoding="utf-8"))
        for p in sorted((data / "hrdsattack").glob("*.json"))
    )
    wikinews = sorted((data / "meantime_en/intra_cross-doc_annotation").rglob("*.xml"))
    alone = [
        *(one.text for path in messages for one in muc4.read(path.read_text(encoding="latin-1"))),
        *(rights.report(row["sample"]).text for row in articles),
        *(read_cat(ET.parse(path).getroot(), path.stem).text for path in wikinews),
    ]
    clusters = clustered.ecbplus(data / "ecbplus/ecbplus.tar.xz", clustered.teaches)
    return [
        *((text, f"alone {n}") for n, text in enumerate(alone)),
        *((one.report.text, one.cluster) for one in clusters),
    ]


def card(
    taught: Sequence[Taught],
    pairs: Sequence[Labelled],
    priors: Sequence[float],
    reached: Sequence[float],
) -> dict[str, Any]:
    """What the model file says about itself."""
    return {
        "made by": f"python -m bench.teach, onrecord {frame.version()}",
        "purpose": (
            "pairs of accounts of news reports; where tables are matched, what the weights are"
            " fitted from"
        ),
        "taught by": [
            *(
                f"{one.name}: {len(one.documents)} documents, {len(p.same)} pairs,"
                f" {int(p.same.sum())} of one incident; prior {bits:.1f}, B-cubed F {score:.1f}"
                for one, p, bits, score in zip(taught, pairs, priors, reached, strict=False)
            ),
            (
                f"accounts drawn by bench/growth.py: {len(pairs[-1].same)} pairs, each counting"
                f" {DRAWN_WEIGHT}"
            ),
        ],
        "not taught by": ["ECB+ topics 36 to 45", "Gun Violence Archive", "FA-KES"],
        "method": (
            "supervised, log-linear Fellegi-Sunter (bench/fit.py): logistic regression on the"
            " levels, an intercept a set, drawn towards weights set by hand, in rank order within a"
            " field; m counted among the matches, u = m / 2^weight"
        ),
        "by hand": (
            f"{', '.join(fit.FIXED)}, and levels that the sets hardly reach, rest on the weights of"
            " HAND in bench/teach.py"
        ),
        "prior": (
            "the lowest of the priors of the sets that were read: to join what is not one is the"
            " worse mistake"
        ),
    }


def main() -> None:
    """Run the command."""
    ask = argparse.ArgumentParser(
        prog="python -m bench.teach",
        description="Make the linker's weights from the sets free to teach.",
    )
    ask.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    ask.add_argument(
        "--out", type=Path, default=FOLDER, help="where the files go (default: into the package)"
    )
    ask.add_argument(
        "--processes", type=int, default=2, metavar="N", help="worker processes (default 2)"
    )
    ask.add_argument(
        "--only",
        choices=("rarity", "model"),
        help="make one of the two files (the model rests on the rarity)",
    )
    options = ask.parse_args()
    if options.only != "model":
        (options.out / "rarity.json").write_text(
            rarity(texts(options.data)) + "\n", encoding="utf-8"
        )
    if options.only == "rarity":
        return
    frame.ready()
    code = frame.Workers(options.processes)
    taught = [
        Taught(name, documents, taken(list(code([d.report for d in documents]))))
        for name, documents in sets(options.data).items()
    ]
    (options.out / "model.json").write_text(taught_model(taught) + "\n", encoding="utf-8")


def taught_model(taught: Sequence[Taught]) -> str:
    """``model.json``, from coded sets."""
    labels = [*map(labelled, taught), drawn()]
    weights, intercepts = fit.fit(labels, HAND)
    bits = round(min(intercepts[: len(taught)]), 1)
    reached = [b3(one, model(weights, bits)) for one in taught]
    shares = {name: fit.shares(labels, name).tolist() for name in LEVELS}
    return written(weights, shares, bits, card(taught, labels, intercepts, reached))


if __name__ == "__main__":
    main()
