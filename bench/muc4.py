"""The suite ``muc4``: the MUC-4 template task, and the later papers' five-role measures on the same
documents.

A split is a folder of ``muc4/TASK/CORPORA`` that contains texts and a key (dev, tst1, tst2, tst3
…), or a file of ``muc4/five_roles`` (``five_roles/dev``; ``five_roles`` is all of them except
train): for those the gold has only the five roles. The five-role gold of a folder's documents is
scored with the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.frame import Code, Error, Outcome, Progress, Tally, subset
from bench.muc import keys, places, roles
from bench.muc.adapter import templates
from bench.muc.keys import Template
from bench.muc.score import Mapped, score
from bench.muc.setting import Dateline
from onrecord.schema import Report

MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
DATELINE = re.compile(
    r"\s*(?P<place>[^,(]+?)(?: \((?P<country>[^)]*)\))?, (?:(?P<day>\d{1,2})"
    r" (?P<month>[A-Z]{3})[A-Z]* ?(?P<year>\d\d)?|NO DATE)"
    r"(?: \((?P<source>[^)]*)\))? ?--\s*",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\s*\[[^\]]*\]\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A message: its text with the paragraphs unwrapped, and what its dateline says."""

    id: str
    text: str
    dateline: Dateline

    @property
    def report(self) -> Report:
        """The message as a report: the dateline's day and source are known, bracketed remarks of
        the transcribers are left out."""
        line = self.dateline
        return Report(
            id=self.id,
            text=self.text,
            outlet=line.source,
            published=line.day.isoformat() if line.day else None,
        )


def read(text: str) -> Iterator[Document]:
    """The messages of a file of texts."""
    marks = list(MESSAGE.finditer(text))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        yield document(mark[1], text[mark.end() : after.start() if after else len(text)])


def document(name: str, raw: str) -> Document:
    """A message from its raw text: lines of a paragraph joined, the dateline read."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=   )", raw)]
    text = "\n\n".join(part for part in paragraphs if part)
    found = DATELINE.match(text)
    if found is None:
        return Document(name, text or name, Dateline())
    day = None
    if found["year"] and (month := found["month"].upper()) in keys.MONTHS:
        day = date(1900 + int(found["year"]), keys.MONTHS.index(month) + 1, int(found["day"]))
    body = text[found.end() :]
    while remark := BRACKETED.match(body):
        body = body[remark.end() :]
    return Document(
        name,
        text[: found.end()] + body,
        Dateline(found["place"].strip(), found["country"], day, found["source"]),
    )


def folder(data: Path) -> Path:
    return data / "muc4/TASK/CORPORA"


def splits(data: Path) -> list[str]:
    """The splits found in ``data``, dev first."""
    named = sorted(path.name for path in folder(data).glob("*") if list(path.glob("key-*")))
    files = sorted(path.stem for path in (data / "muc4/five_roles").glob("*.json"))
    return [*named, *(["five_roles"] if files else []), *(f"five_roles/{name}" for name in files)]


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    """Code the split's messages, make templates from the events, score them."""
    every = {
        one.id: one
        for path in sorted((data / "muc4/five_roles").glob("*.json"))
        for one in roles.load(path)
    }
    gold: dict[str, list[Template]] = {}
    if split.startswith("five_roles"):
        files = sorted((data / "muc4").glob(f"{split}.json" if "/" in split else f"{split}/*.json"))
        files = [path for path in files if "/" in split or path.stem != "train"]
        wanted = [
            Document(one.id, one.text.upper(), Dateline())
            for path in files
            for one in roles.load(path)
        ]
    else:
        paths = sorted(
            path
            for path in (folder(data) / split).iterdir()
            if path.is_file() and "header" not in path.name
        )
        files = [*paths, *sorted((data / "muc4/five_roles").glob("*.json"))]
        for path in paths:
            if path.name.startswith("key-"):
                gold |= keys.load(path)
        texts = (
            path
            for path in paths
            if not path.name.startswith("key-") and not path.name.endswith(".mixed-case")
        )
        wanted = [
            one
            for path in texts
            for one in read(path.read_text(encoding="latin-1"))
            if one.id in gold
        ]
    documents = subset(wanted, limit, lambda one: one.id)
    answers: dict[str, list[Template]] = {}
    ceaf, gtt = Tally(), Tally()
    listed = places.load(data / "muc4/TASK/TASKDOC/templ-doc-more")
    coded = code([one.report for one in documents])
    for one, result in zip(documents, progress(coded, len(documents)), strict=True):
        answers[one.id] = templates(result, one.id, one.dateline, listed)
        if one.id in every:
            frames = [roles.frame(template) for template in answers[one.id]]
            roles.ceaf(every[one.id].frames, frames, ceaf)
            roles.gtt(every[one.id].frames, frames, gtt)
    outcome = Outcome(len(documents), {}, files=files)
    if gold:
        found = score({one.id: gold[one.id] for one in documents}, answers)
        outcome.scores = {
            "all_templates_f": found.all_templates.f,
            "text_filtering_f": found.text_filtering.f,
        }
        outcome.scores |= {
            f"{name.replace('-', '_')}_f": count.f for name, count in found.slots.items()
        }
        outcome.errors = [error for mapped in found.mapped for error in wrong(mapped)]
    if ceaf.possible:
        outcome.scores |= {"ceaf_ree_f": ceaf.f, "gtt_f": gtt.f}
    return outcome


def wrong(mapped: Mapped) -> Iterator[Error]:
    """What went wrong with a template: missing, spurious, or the slots of a mapped one that earned
    less than they could."""
    key, given = mapped.key, mapped.response
    if key and given:
        for name, count in mapped.counts.items():
            if count.earned < max(count.possible, count.actual):
                right = [" / ".join(fill.texts) for fill in key.fills.get(name, [])]
                yield Error(
                    name, f"{key.message} {key.number}: key {right}, ours {given.texts(name)}"
                )
    elif one := key or given:
        told = {
            name: one.texts(name)
            for name in ("inc-type", "inc-date", "inc-loc", *roles_of(one))
            if one.texts(name)
        }
        yield Error(
            "template missing" if key else "template spurious",
            f"{one.message} {one.number}: {told}",
        )


def roles_of(template: Template) -> list[str]:
    """The filled slots of a template that contain words of the text."""
    return [
        slot.name for slot in keys.SLOTS if slot.kind == "string" and slot.name in template.fills
    ]
