"""What the official scoring of MUC-4 left behind: the score reports of the 17 systems and the
history of human judgements.

``TEST/RESULTS/TST3``: a report gives, template by template, which response was mapped to which key
and the counts of every slot; the history gives, for each template of the key and each slot, the
answers that the scoring program asked about and how they were judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Verdict = Literal["match", "partial", "fail"]
Pair = tuple[str, str]
Tree = list[Any]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer was judged against fills of the key: each a set of pairs of text and tag; no
    fill if it failed against all."""

    verdict: Verdict
    fills: tuple[frozenset[Pair], ...] = ()


@dataclass(slots=True)
class History:
    """Judgements by message, template of the key, slot, and the answer's text and tag."""

    judged: dict[tuple[str, int, str, Pair], list[Judgement]] = field(default_factory=dict)

    def find(self, message: str, template: int, slot: str, answer: Pair) -> list[Judgement]:
        """How this answer was judged, in the order of the file."""
        return self.judged.get((message, template, slot, spell(answer)), [])


def history(path: Path) -> History:
    """Read a history file: nested lists ``(message (template (slot (answer verdict fill) …)))``."""
    found = History()
    for message in nested(path.read_text(encoding="latin-1")):
        for template in message[1:]:
            for slot in template[1:]:
                for answer, verdict, *rest in slot[1:]:
                    fills = tuple(
                        frozenset(spell(pair) for pair in fill)
                        for part in rest
                        for fill in each(part)
                    )
                    for pair in pairs(answer):
                        key = (
                            quoteless(message[0]),
                            int(quoteless(template[0])),
                            str(slot[0]),
                            spell(pair),
                        )
                        found.judged.setdefault(key, []).append(Judgement(verdict, fills))
    return found


ATOM = re.compile(r'[()]|"(?:\\.|[^"\\])*"|[^\s()"]+')


def nested(text: str) -> list[Tree]:
    """The lists in a text of nested parentheses."""
    stack: list[Tree] = [[]]
    for token in ATOM.findall(text):
        if token == "(":
            stack.append([])
        elif token == ")":
            last = stack.pop()
            stack[-1].append(last)
        else:
            stack[-1].append(token)
    found: list[Tree] = stack[0][0]
    return found


def quoteless(atom: Tree | str) -> str:
    """An atom's text: outer quotes removed twice, the program's and the fill's own."""
    text = str(atom)
    for _ in range(2):
        if len(text) > 1 and text.startswith('"') and text.endswith('"'):
            text = text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return text


def spell(pair: Pair) -> Pair:
    """A pair's text and tag in one spelling: upper case, no blanks around punctuation, no
    quotes."""
    text, tag = (
        re.sub(r"\s*([^\w\s])\s*", r"\1", " ".join(part.upper().replace('"', "").split()))
        for part in pair
    )
    return text, tag


def each(tree: Tree | str) -> Iterator[list[Pair]]:
    """The fills a judgement names: one, or those that one answer was distributed over."""
    if isinstance(tree, list) and tree and tree[0] == "all-of":
        for part in tree[1:]:
            yield from each(part)
    else:
        yield pairs(tree)


def pairs(tree: Tree | str) -> list[Pair]:
    """Every pair of text and tag that a value stands for."""
    if isinstance(tree, str):
        return [(quoteless(tree), "")]
    head = tree[0]
    if head in ("or", "optional", "all-of"):
        return [pair for part in tree[1:] for pair in pairs(part)]
    if head == "xref":
        return [(text, tag) for text, _ in pairs(tree[1]) for tag, _ in pairs(tree[2])]
    if head == "range":
        low, high = ("" if part == "nil" else pairs(part)[0][0] for part in tree[1:3])
        return [(f"{low} - {high}", "")]
    if head == "qualified":
        return [(f"{quoteless(tree[1])} ({kind})", "") for kind, _ in pairs(tree[2])]
    if head == "location":
        return [(": ".join(pairs(part)[0][0] for part in tree[1:]), "")]
    return [pair for part in tree for pair in pairs(part)]


@dataclass(slots=True)
class Official:
    """An official report: mapped templates (message, key, response; None if unmapped), counts by
    row of the summary, the F-measure."""

    mapped: list[tuple[str, int | None, int | None, dict[str, tuple[int, ...]]]]
    totals: dict[str, tuple[int, ...]]
    f: float


HEAD = re.compile(r"^(\S+)\s+key: (\S+)\s+response: (\S+)")
ROW = re.compile(
    r"^([A-Za-z][A-Za-z"
    r" -]*[A-Za-z])\s+(\d+)\s+(\d+)\|"
    r"\s*(\d+)\s+(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)\s+(\d+)\|"
)


def official(text: str) -> Official:
    """Read a score report. A row: possible, actual, correct, partial, incorrect, two of human
    judgement, spurious, missing, empty."""
    found = Official([], {}, 0.0)
    rows: dict[str, tuple[int, ...]] = {}
    for line in text.splitlines():
        if head := HEAD.match(line):
            rows = {}
            key, response = (int(part) if part.isdigit() else None for part in head.groups()[1:])
            found.mapped.append((head[1], key, response, rows))
        elif line.startswith(" * * *"):
            rows = found.totals
        elif row := ROW.match(line):
            rows[row[1]] = tuple(int(n) for n in row.groups()[1:])
        elif line.startswith("F-MEASURES"):
            found.f = float(line.split()[1])
    return found
