"""Who says what, against PolNeAR: source, cue and content of every attribution.

Attributions are paired one to one: those whose cues overlap first, then those whose contents do.
``source_exact_f``: paired and the same source extent; ``cue_f``: paired and overlapping cues;
``content_exact_f``: paired and the same content; ``content_overlap_f``: soft precision and recall,
each content counting with the share of its characters that its counterpart covers (Johansson and
Moschitti 2010, as Pareti et al. 2013 score quotations). White space and closing punctuation at
either end of an extent are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from bench import stages
from bench.frame import Code, Error, Outcome, Progress, Stretch, Tally, overlap, subset
from onrecord.schema import Report

EDGES = " \t\n\r.,;:!?\"'“”‘’"
Extents = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Extents of the three parts; several if a part is broken up, none if it is not stated."""

    source: Extents
    cue: Extents
    content: Extents


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its gold attributions."""

    name: str
    text: str
    gold: tuple[Attribution, ...]


NOTHING: tuple[Attribution, ...] = ()


def splits(data: Path) -> list[str]:
    found = sorted(p.parent.name for p in data.glob("polnear/*/attributions"))
    return sorted(found, key=lambda name: name != "dev")


def run(data: Path, split: str, *, limit: int | None, code: Code, progress: Progress) -> Outcome:
    folder = data / "polnear" / split
    texts = subset(sorted((folder / "text").glob("*.txt")), limit, lambda path: path.stem)
    pairs = [(text, mark) for text in texts if (mark := marks_of(folder, text.stem))]
    articles = [
        Article(text.stem, _words(text), read(mark.read_text(encoding="utf-8")))
        for text, mark in pairs
    ]
    found = list(progress(code.map(find, articles, NOTHING), len(articles)))
    return Outcome(
        len(articles), *score(articles, found), files=[path for both in pairs for path in both]
    )


def marks_of(folder: Path, name: str) -> Path | None:
    """The standoff file of a text, the first by annotator if several annotated it."""
    return next(iter(sorted((folder / "attributions").glob(f"{escape(name)}*.ann"))), None)


def _words(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def find(article: Article) -> tuple[Attribution, ...]:
    """What onrecord finds in an article; the report's own voice is not an attribution."""
    found = []
    for a in stages.attributions(Report(id=article.name, text=article.text)):
        source = ((a.speaker_span.start, a.speaker_span.end),) if a.speaker_span else ()
        cue = ((a.cue.start, a.cue.end),) if a.cue else ()
        found.append(Attribution(source, cue, tuple(a.content)))
    return tuple(found)


def score(
    articles: Sequence[Article], found: Sequence[Sequence[Attribution]]
) -> tuple[dict[str, float], list[Error]]:
    """The scores over all articles, and what went wrong."""
    source, cue, exact = Tally(), Tally(), Tally()
    covered = [0.0, 0.0]
    contents = [0, 0]
    errors: list[Error] = []
    for article, answers in zip(articles, found, strict=True):
        gold = [trimmed(a, article.text) for a in article.gold]
        mine = [trimmed(a, article.text) for a in answers]
        pairs = align(gold, mine)
        for tally, correct, part in (
            (
                source,
                sum(bool(gold[i].source) and gold[i].source == mine[j].source for i, j in pairs),
                "source",
            ),
            (cue, sum(shared(gold[i].cue, mine[j].cue) > 0 for i, j in pairs), "cue"),
            (
                exact,
                sum(bool(gold[i].content) and gold[i].content == mine[j].content for i, j in pairs),
                "content",
            ),
        ):
            tally.add(
                correct,
                actual=sum(bool(getattr(a, part)) for a in mine),
                possible=sum(bool(getattr(a, part)) for a in gold),
            )
        contents[0] += sum(bool(a.content) for a in gold)
        contents[1] += sum(bool(a.content) for a in mine)
        for i, j in pairs:
            both = shared(gold[i].content, mine[j].content)
            covered[0] += both / max(1, length(gold[i].content))
            covered[1] += both / max(1, length(mine[j].content))
        errors += faults(article, gold, mine, pairs)
    recall, precision = (100 * c / n if n else 0.0 for c, n in zip(covered, contents, strict=True))
    return {
        "source_exact_f": source.f,
        "cue_f": cue.f,
        "content_overlap_f": 2 * precision * recall / (precision + recall)
        if precision + recall
        else 0.0,
        "content_exact_f": exact.f,
    }, errors


def align(gold: Sequence[Attribution], mine: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Indexes of attributions paired one to one: by shared cue, then by shared content."""
    ranked = []
    for i, g in enumerate(gold):
        for j, m in enumerate(mine):
            cue, content = shared(g.cue, m.cue), shared(g.content, m.content)
            if cue or content:
                ranked.append((not cue, -content, i, j))
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(ranked):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def shared(a: Extents, b: Extents) -> int:
    """Characters that two broken extents share."""
    return sum(overlap(x, y) for x in a for y in b)


def length(extents: Extents) -> int:
    """Characters of a broken extent."""
    return sum(end - start for start, end in extents)


def trimmed(attribution: Attribution, text: str) -> Attribution:
    """The same with the edges of each part trimmed to its words."""

    def cut(extents: Extents) -> Extents:
        kept = []
        for start, end in sorted(extents):
            words = text[start:end]
            start += len(words) - len(words.lstrip(EDGES))
            end -= len(words) - len(words.rstrip(EDGES))
            if start < end:
                kept.append((start, end))
        return tuple(kept)

    return Attribution(cut(attribution.source), cut(attribution.cue), cut(attribution.content))


def faults(
    article: Article,
    gold: Sequence[Attribution],
    mine: Sequence[Attribution],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[Error]:
    """What went wrong in one article."""

    def words(extents: Extents) -> str:
        return repr(" … ".join(" ".join(article.text[a:b].split()) for a, b in extents)[:120])

    for i, j in pairs:
        for part in ("source", "cue", "content"):
            g, m = getattr(gold[i], part), getattr(mine[j], part)
            if g != m:
                yield Error(part, f"{article.name}: gold {words(g)} | ours {words(m)}")
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, g in enumerate(gold):
        if i not in left:
            yield Error(
                "not found", f"{article.name}: {words(g.source)} {words(g.cue)} {words(g.content)}"
            )
    for j, m in enumerate(mine):
        if j not in right:
            yield Error(
                "no attribution",
                f"{article.name}: {words(m.source)} {words(m.cue)} {words(m.content)}",
            )


def read(marks: str) -> tuple[Attribution, ...]:
    """Attributions of a brat standoff file: text-bound T lines, E lines that join them."""
    extents: dict[str, Extents] = {}
    events: list[list[str]] = []
    for line in marks.splitlines():
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 1:
            pieces = cells[1].split(" ", 1)[1]
            extents[cells[0]] = tuple(
                (int(a), int(b)) for a, b in (piece.split() for piece in pieces.split(";"))
            )
        elif line.startswith("E") and len(cells) > 1:
            events.append(cells[1].split())
    found = []
    for roles in events:
        parts: dict[str, list[Stretch]] = {"Source": [], "Cue": [], "Content": []}
        for role in roles:
            name, _, mark = role.partition(":")
            if name.rstrip("0123456789") in parts:
                parts[name.rstrip("0123456789")] += extents.get(mark, ())
        found.append(
            Attribution(*(tuple(sorted(parts[name])) for name in ("Source", "Cue", "Content")))
        )
    return tuple(sorted((a for a in found if a.content or a.cue), key=lambda a: a.cue or a.content))
