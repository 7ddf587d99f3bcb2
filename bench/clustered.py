"""Documents in gold clusters, one cluster per incident, for training and measuring the linker.

A document is read as it was printed: its headline, an empty line, its text.

- Gun Violence Archive (``gva``): one cluster per incident. It is for measuring only; no weight may
  be fitted to it. Twelve texts that are in two clusters count for the first.
- ECB+ (``ecbplus``): each cluster is one of the two seminal events of a topic (files ``36_1ecb``,
  ``36_1ecbplus``). Topics 1 to 35 are for training, 36 to 45 for measuring, the division used in
  the literature (Cybulska and Vossen 2015).
- MUC-4 dev (``muc4``): messages with one template; two are about the same incident if their
  templates agree in type, in days (to one day) and in place, and have the name of a target in
  common. Pairs that agree except for the name are left out, because gold does not decide them.
- HRDsAttack (``hrdsattack``): articles by the first victim's name and the year of the attack.
"""

from __future__ import annotations

import json
import re
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench import muc4, rights
from bench.muc import keys
from bench.muc.keys import Template
from bench.time import glued
from onrecord.schema import Report

TAUGHT = range(36)
"""Topics of ECB+ for training; the others are for measuring."""
NAME = re.compile(r"(\d+)_(\d+)(ecb(?:plus)?)\.xml$")


@dataclass(frozen=True, slots=True)
class Document:
    """A report and its cluster. ``doubtful``: ids of documents for which gold does not say whether
    they report the same incident."""

    report: Report
    cluster: str
    doubtful: frozenset[str] = frozenset()


def printed(title: str, text: str) -> str:
    """Headline and text; a text that opens with its headline is left as it is, and one without
    words becomes its headline."""
    return text if text.startswith(title) else f"{title}\n\n{text}".strip()


# --- Gun Violence Archive -------------------------------------------------------------------------


def gva(path: Path) -> list[Document]:
    """The documents of ``documents.jsonl``, by id."""
    found: dict[str, Document] = {}
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, filter(str.strip, file)):
            known = {
                "id": row["id"],
                "title": row["title"] or None,
                "published": row["dct"] or None,
            }
            report = Report.model_validate({**known, "text": printed(row["title"], row["content"])})
            found.setdefault(report.id, Document(report, row["incident_id"]))
    return [found[id] for id in sorted(found)]


# --- ECB+ -----------------------------------------------------------------------------------------


def ecbplus(path: Path, topics: Callable[[int], bool] = lambda topic: True) -> list[Document]:
    """The documents of the archive whose topic is wanted, by topic and number."""
    found = []
    with tarfile.open(path) as archive:
        for member in archive:
            name = NAME.search(member.name)
            if name and topics(int(name[1])) and (file := archive.extractfile(member)):
                text = running(ET.fromstring(file.read()))
                order = int(name[1]), name[3], int(name[2])
                title = text.partition("\n")[0]
                report = Report(id=f"{name[1]}_{name[2]}{name[3]}", title=title, text=text)
                found.append((order, Document(report, f"{name[1]}{name[3]}")))
    return [document for _, document in sorted(found, key=lambda pair: pair[0])]


def teaches(topic: int) -> bool:
    """Whether a topic of ECB+ may be used for training."""
    return topic in TAUGHT


def measures(topic: int) -> bool:
    """Whether a topic is held out from all training."""
    return topic not in TAUGHT


def running(root: ET.Element) -> str:
    """The text of a document as tokens, without the address that some have as their first
    sentence."""
    sentences: dict[int, str] = {}
    before = ""
    for token in root.iter("token"):
        number, word = int(token.get("sentence", "0")), token.text or ""
        so_far = sentences.get(number, "")
        sentences[number] = so_far + ("" if not so_far or glued(before, word) else " ") + word
        before = word
    kept = [text for text in sentences.values() if not text.startswith("http")]
    return "\n\n".join([*kept[:1], " ".join(kept[1:])])


# --- MUC-4 ----------------------------------------------------------------------------------------


def messages(folder: Path) -> list[Document]:
    """The messages of a folder of MUC-4 that have one template."""
    loaded: dict[str, list[Template]] = {}
    for path in sorted(folder.glob("key-*")):
        loaded |= keys.load(path)
    templates = {
        name: found[0] for name, found in loaded.items() if len(found) == 1 and complete(found[0])
    }
    texts = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith("key-") and "header" not in path.name
    )
    read = (message for path in texts for message in muc4.read(path.read_text(encoding="latin-1")))
    reports = {message.id: message.report for message in read if message.id in templates}
    names = sorted(reports)
    home = {name: name for name in names}
    doubtful: dict[str, set[str]] = {name: set() for name in names}
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if alike(templates[one], templates[other]):
                if targets(templates[one]) & targets(templates[other]):
                    old, new = sorted((home[one], home[other]), reverse=True)
                    home = {
                        name: new if cluster == old else cluster for name, cluster in home.items()
                    }
                else:
                    doubtful[one].add(other)
                    doubtful[other].add(one)
    return [Document(reports[name], home[name], frozenset(doubtful[name])) for name in names]


def complete(template: Template) -> bool:
    """Whether a template says what happened, when and where."""
    return all(template.texts(slot) for slot in ("inc-type", "inc-date", "inc-loc")) and bool(
        stretch(template)
    )


def stretch(template: Template) -> tuple[date, date] | None:
    """The days of a template, widened by one day."""
    days = keys.days(template.texts("inc-date")[0])
    if days is None or days[0] is None or days[1] is None:
        return None
    try:
        return date.fromisoformat(days[0]) - timedelta(1), date.fromisoformat(days[1]) + timedelta(
            1
        )
    except ValueError:  # a key has a 31st of September
        return None


def alike(one: Template, other: Template) -> bool:
    """Whether two templates may report the same incident: same type, days and place."""
    a, b = stretch(one), stretch(other)
    if (
        a is None
        or b is None
        or max(a[0], b[0]) > min(a[1], b[1])
        or one.texts("inc-type")[0] != other.texts("inc-type")[0]
    ):
        return False
    here, there = keys.location(one.texts("inc-loc")[0]), keys.location(other.texts("inc-loc")[0])
    if here.country != there.country:
        return False
    mine, theirs = ({name for name, _ in place.places} for place in (here, there))
    return not mine or not theirs or bool(mine & theirs)


def targets(template: Template) -> set[str]:
    """The names of the targets, with every spelling that the key accepts."""
    return {
        text
        for slot in ("hum-tgt-name", "phys-tgt-id")
        for fill in template.fills.get(slot, ())
        for text in fill.texts
    }


# --- HRDsAttack -----------------------------------------------------------------------------------


def attacks(paths: Sequence[Path]) -> Iterator[Document]:
    """The articles that name a victim and a year."""
    for path in paths:
        for row in json.loads(path.read_text(encoding="utf-8")):
            report, attack = rights.report(row["sample"]), rights.attack_of(row["merged_sample"])
            if attack.victims and attack.year:
                text = printed(report.title or "", report.text)
                yield Document(
                    report.model_copy(update={"text": text}),
                    f"{attack.victims[0].casefold()} {attack.year}",
                )
