"""What every suite shares: its form, the documents chosen, parallel coding in order, the corpus
hash, precision and recall."""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from onrecord.schema import CodedReport, Diagnostic, Report

if TYPE_CHECKING:
    from onrecord.coding.coder import Coder

A = TypeVar("A")
B = TypeVar("B")

SEED = "onrecord bench 1"
CRASH = "CRASH"


class BenchError(Exception):
    """The bench cannot run as asked: a corpus that is missing, a split that does not exist, an
    extra not installed."""


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that went wrong: its cause (what errors are grouped by) and the words that show
    it."""

    cause: str
    words: str


@dataclass(slots=True)
class Outcome:
    """What a suite measured: documents read, scores in percent (0 to 100) by name, errors, and the
    corpus files read (for the hash).

    ``peers``: scores of the same run by other tools, by the peer's name; a peer that is missing has
    its reason in ``skipped``.
    """

    documents: int
    scores: dict[str, float]
    errors: list[Error] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    peers: dict[str, dict[str, float]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


class Progress(Protocol):
    """Draws a bar while a suite walks its documents: ``for x in progress(xs, total)``."""

    def __call__(self, items: Iterable[A], total: int) -> Iterator[A]: ...


class Code(Protocol):
    """Codes many documents in parallel processes, with answers in the order of the questions."""

    def __call__(self, reports: Sequence[Report]) -> Iterator[CodedReport]:
        """The coded reports; one that made the coder fail is returned without events and with a
        diagnostic ``CRASH``."""
        ...

    def map(self, function: Callable[[A], B], items: Sequence[A], default: B) -> Iterator[B]:
        """``function`` (from a module's top level, picklable) of each item; ``default`` if it
        fails, which is recorded among the errors."""
        ...


class Suite(Protocol):
    """A module ``bench.<suite>``."""

    def splits(self, data: Path) -> list[str]:
        """The splits found in ``data``, the default one first."""
        ...

    def run(
        self, data: Path, split: str, *, limit: int | None, code: Code, progress: Progress
    ) -> Outcome:
        """Measure on ``split``; with ``limit`` on that many documents, chosen by :func:`subset`."""
        ...


SUITES = (
    "hand",
    "muc4",
    "time",
    "place",
    "rights",
    "sources",
    "types",
    "numbers",
    "match",
    "linking",
    "speed",
)


def suite(name: str) -> Suite:
    """The suite's module. Raises BenchError if there is none of that name."""
    if name not in SUITES:
        raise BenchError(f"no suite {name!r}: there are {', '.join(SUITES)}")
    try:
        return cast(Suite, importlib.import_module(f"bench.{name}"))
    except ModuleNotFoundError as error:
        raise BenchError(f"the suite {name!r} cannot run: {error}") from error


def subset(items: Sequence[A], limit: int | None, key: Callable[[A], str]) -> list[A]:
    """``limit`` of the items in their order, the same ones in every run: those whose keys have the
    lowest hashes under a fixed seed."""
    if limit is None or limit >= len(items):
        return list(items)
    ranked = sorted(
        range(len(items)),
        key=lambda i: hashlib.sha256(f"{SEED}\n{key(items[i])}".encode()).digest(),
    )
    return [items[i] for i in sorted(ranked[:limit])]


def corpus_hash(files: Iterable[Path], root: Path) -> str:
    """SHA-256 over the files' paths below ``root`` and their contents, in the order of the
    paths."""
    digest = hashlib.sha256()
    for path in sorted(set(files)):
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def percent(part: float, whole: float) -> float:
    """``part`` of ``whole`` in percent; 0 if the whole is nothing."""
    return 100.0 * part / whole if whole else 0.0


@dataclass(slots=True)
class Tally:
    """Correct out of ``possible`` (gold) and ``actual`` (ours); ``correct`` may have halves if a
    task gives partial credit."""

    correct: float = 0
    actual: float = 0
    possible: float = 0

    def add(self, correct: float = 0, actual: float = 0, possible: float = 0) -> None:
        self.correct += correct
        self.actual += actual
        self.possible += possible

    @property
    def precision(self) -> float:
        return percent(self.correct, self.actual)

    @property
    def recall(self) -> float:
        return percent(self.correct, self.possible)

    @property
    def f(self) -> float:
        """F1 in percent."""
        return percent(2 * self.correct, self.actual + self.possible)


@cache
def coder() -> Coder:
    """This process's coder, loaded once."""
    from onrecord.coding.coder import Coder

    return Coder()


def ready() -> None:
    """Load the coder (worker processes inherit it). Raises BenchError if it does not load: a broken
    codebook is not a score of 0."""
    try:
        coder().code(Report(text="Police arrested two men in Paris."))
    except Exception as error:
        raise BenchError(f"the coder does not run: {error}") from error


def code_one(report: Report) -> CodedReport:
    """The coded report; a failure of the coder is also an answer, never the end of a run."""
    try:
        return coder().code(report)
    except Exception as error:
        return CodedReport(
            report=report,
            diagnostics=(Diagnostic(code=CRASH, message=f"{type(error).__name__}: {error}"),),
        )


class Workers:
    """``Code`` over local processes. ``after`` changes each coded report: this is how the tests
    break a coder on purpose."""

    def __init__(
        self, processes: int = 2, after: Callable[[CodedReport], CodedReport] | None = None
    ) -> None:
        self.processes = processes
        self.after = after
        self.crashes: list[Error] = []

    def map(self, function: Callable[[A], B], items: Sequence[A], default: B) -> Iterator[B]:
        for answer, failure in self._each(Guard(function), items):
            if failure:
                self.crashes.append(Error("failed", failure))
            yield default if answer is None else answer

    def __call__(self, reports: Sequence[Report]) -> Iterator[CodedReport]:
        for coded in self._each(code_one, reports):
            self.crashes += [
                Error("the coder failed", f"{coded.report.id}: {d.message}")
                for d in coded.diagnostics
                if d.code == CRASH
            ]
            yield self.after(coded) if self.after else coded

    def _each(self, function: Callable[[A], B], items: Sequence[A]) -> Iterator[B]:
        if self.processes < 2 or len(items) < 2:
            yield from map(function, items)
            return
        with multiprocessing.Pool(min(self.processes, len(items))) as pool:
            yield from pool.imap(
                function, items, chunksize=max(1, min(8, len(items) // (4 * self.processes)))
            )


@dataclass(frozen=True, slots=True)
class Guard(Generic[A, B]):
    """A function whose failures are answers: (answer, None) or (None, what failed)."""

    function: Callable[[A], B]

    def __call__(self, item: A) -> tuple[B | None, str | None]:
        try:
            return self.function(item), None
        except Exception as error:
            return None, f"{getattr(item, 'name', '')}: {type(error).__name__}: {error}"


def version() -> str:
    """The version of onrecord that is measured."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("onrecord")
    except PackageNotFoundError:
        import tomllib

        project: dict[str, Any] = tomllib.loads(
            (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
        )
        return str(project["project"]["version"])


Stretch = tuple[int, int]


def overlap(a: Stretch, b: Stretch) -> int:
    """The number of characters that two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def pair(gold: Sequence[Stretch], mine: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Indexes of overlapping ranges paired one to one: exact ones first, then by characters shared,
    then in text order."""
    shared = [
        (overlap(g, m), i, j)
        for i, g in enumerate(gold)
        for j, m in enumerate(mine)
        if overlap(g, m)
    ]
    shared.sort(key=lambda t: (gold[t[1]] != mine[t[2]], -t[0], t[1], t[2]))
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in shared:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)
