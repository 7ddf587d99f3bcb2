"""Time expressions against TimeML gold, scored as in TempEval-3 (UzZaman et al. 2013, SemEval task
1, section 4.1).

``span_strict_f``: expressions with the same extent; ``span_relaxed_f``: expressions that overlap,
paired one to one; ``value_f``: of those paired, the ones with the same value, and with the same
type if the corpus distinguishes types (in the TIMEX3 conversion of WikiWars every type is DATE),
over everything that gold has and everything that we find. The creation time itself is not counted.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import stages
from bench.frame import Code, Error, Outcome, Progress, Stretch, Tally, overlap, pair, subset
from onrecord.schema import Published, Report

ANNOTATED = 5  # MEANTIME annotates the title, the date line and the first four sentences: 0 to 5


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its extent, TIMEX3 type and value."""

    extent: Stretch
    type: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold; whatever lies in ``unscored`` ranges counts neither for nor against."""

    name: str
    text: str
    created: date | None
    gold: tuple[Expression, ...]
    unscored: tuple[Stretch, ...] = ()


NOTHING: tuple[Expression, ...] = ()


def splits(data: Path) -> list[str]:
    wars = sorted(p.parent.name for p in data.glob("*/timex3"))
    news = sorted(p.parent.name.removesuffix("_en") for p in data.glob("*/intra-doc_annotation"))
    return [*wars, *news]


def files(data: Path, split: str) -> list[Path]:
    """The documents of a split: ``<split>/timex3/*.tml``, or
    ``<split>[_en]/intra-doc_annotation/*/*.xml``."""
    found = [*(data / split / "timex3").glob("*.tml")]
    for folder in (split, f"{split}_en"):
        found += (data / folder / "intra-doc_annotation").glob("*/*.xml")
    return sorted(found)


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    paths = subset(files(data, split), limit, lambda path: path.stem)
    documents = [read(path) for path in paths]
    found = progress(code.map(find, documents, NOTHING), len(documents))
    return Outcome(len(documents), *score(documents, list(found)), files=paths)


def find(document: Document) -> tuple[Expression, ...]:
    """What onrecord finds in a document; the report's day is taken from its date line if it has
    one, as in :class:`onrecord.Coder`."""
    given = Published.on(document.created, "given") if document.created else Published()
    report = Report(id=document.name, text=document.text, published=given)
    found = stages.times(report)
    return tuple(Expression((t.span.start, t.span.end), t.type, t.value) for t in found)


def score(
    documents: Sequence[Document], found: Sequence[Sequence[Expression]]
) -> tuple[dict[str, float], list[Error]]:
    """The scores over all documents, and what went wrong."""
    strict, relaxed, types, values = Tally(), Tally(), Tally(), Tally()
    errors: list[Error] = []
    typed = len({e.type for document in documents for e in document.gold}) > 1
    for document, answers in zip(documents, found, strict=True):
        mine = [
            e for e in answers if not any(overlap(e.extent, zone) for zone in document.unscored)
        ]
        pairs = [
            (document.gold[i], mine[j])
            for i, j in pair([e.extent for e in document.gold], [e.extent for e in mine])
        ]
        for tally, correct in (
            (strict, sum(g.extent == m.extent for g, m in pairs)),
            (relaxed, len(pairs)),
            (types, sum(g.type == m.type for g, m in pairs)),
            (values, sum(g.value == m.value and (g.type == m.type or not typed) for g, m in pairs)),
        ):
            tally.add(correct, actual=len(mine), possible=len(document.gold))
        errors += faults(document, mine, pairs)
    scores = {"span_relaxed_f": relaxed.f, "span_strict_f": strict.f, "value_f": values.f}
    return scores | ({"type_f": types.f} if typed else {}), errors


def faults(
    document: Document, mine: Sequence[Expression], pairs: Sequence[tuple[Expression, Expression]]
) -> Iterator[Error]:
    """What went wrong in one document."""

    def words(e: Expression) -> str:
        return f"{' '.join(document.text[slice(*e.extent)].split())!r} {e.value}"

    for g, m in pairs:
        if g.extent != m.extent:
            yield Error("extent", f"{document.name}: gold {words(g)} | ours {words(m)}")
        if g.value != m.value:
            yield Error("value", f"{document.name}: gold {words(g)} | ours {words(m)}")
    hit, met = {g.extent for g, _ in pairs}, {m.extent for _, m in pairs}
    yield from (
        Error("not found", f"{document.name}: {words(g)}")
        for g in document.gold
        if g.extent not in hit
    )
    yield from (
        Error("no time expression", f"{document.name}: {words(m)}")
        for m in mine
        if m.extent not in met
    )


def read(path: Path) -> Document:
    """Read a document of either form."""
    root = ET.parse(path).getroot()
    return read_cat(root, path.stem) if root.tag == "Document" else read_timeml(root, path.stem)


def read_timeml(root: ET.Element, name: str) -> Document:
    """TimeML: TIMEX3 elements inside TEXT, the creation time in DCT."""
    body = root.find("TEXT")
    assert body is not None, name
    parts: list[str] = []
    gold: list[Expression] = []

    def walk(node: ET.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            gold.append(
                Expression((start, sum(map(len, parts))), node.get("type", ""), node.get("value"))
            )

    walk(body)
    created = root.find("DCT/TIMEX3")
    return Document(
        name,
        "".join(parts),
        day(created.get("value") if created is not None else None),
        tuple(sorted(gold, key=lambda e: e.extent)),
    )


def read_cat(root: ET.Element, name: str) -> Document:
    """CAT (MEANTIME): numbered tokens, markables that name them; only the first sentences are
    annotated."""
    text, extents, sentences = "", {}, {}
    previous: tuple[int, str] | None = None
    for token in root.iter("token"):
        word, sentence = token.text or "", int(token.get("sentence", "0"))
        if previous is not None:
            text += (
                "\n\n"
                if sentence != previous[0] and previous[0] < 2
                else ""
                if glued(previous[1], word)
                else " "
            )
        key = token.get("t_id", "")
        extents[key], sentences[key] = (len(text), len(text) + len(word)), sentence
        text += word
        previous = (sentence, word)
    gold, created, unscored = [], None, []
    for timex in root.iter("TIMEX3"):
        tokens = [extents[anchor.get("t_id", "")] for anchor in timex.iter("token_anchor")]
        extent = (min(a for a, _ in tokens), max(b for _, b in tokens)) if tokens else None
        if timex.get("functionInDocument") == "CREATION_TIME":
            created = day(timex.get("value"))
            unscored += [extent] if extent else []
        elif extent:
            gold.append(Expression(extent, timex.get("type", ""), timex.get("value")))
    beyond = [extents[key][0] for key, sentence in sentences.items() if sentence > ANNOTATED]
    unscored += [(min(beyond), len(text))] if beyond else []
    return Document(
        name, text, created, tuple(sorted(gold, key=lambda e: e.extent)), tuple(unscored)
    )


def glued(before: str, word: str) -> bool:
    """Whether running text has no space between two tokens."""
    return bool(re.fullmatch(r"[,.;:!?)\]%]|n't|['’](?:s|re|ve|ll|d|m)?", word)) or bool(
        re.fullmatch(r"[(\[$£€]", before)
    )


def day(value: str | None) -> date | None:
    """The calendar day of a TimeML value, None if it is not one."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
