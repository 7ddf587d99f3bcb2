"""Near-copies of one text: wire stories printed by several outlets, and pieces cut from them.

A report is a copy of another if at least :data:`SHARED` of the shorter one's word triples occur in
the longer one, the longer one is at most :data:`TIMES` as long, and the shorter one has no figure
that the other lacks. So an update that changes a toll is not a copy: it says something new and
stays a separate account (linking finds the two alike all the same). MinHash after Broder (1997), by
rensa.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

SHARED = 0.7
TIMES = 5
PERMUTATIONS = 128
ROWS = 4
SEED = 17
FIGURES = frozenset(
    {
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "dozen",
        "dozens",
        "scores",
    }
)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """A text's MinHash (``values``: 128 unsigned numbers of 32 bits), how many word triples it has,
    and its figures, hashed."""

    values: bytes
    size: int
    figures: frozenset[int]

    def pack(self) -> bytes:
        """As bytes, to be stored."""
        return self.values + np.array([self.size, *sorted(self.figures)], "<u4").tobytes()

    @classmethod
    def unpack(cls, data: bytes) -> Signature:
        """Read back what :meth:`pack` wrote."""
        cut = 4 * PERMUTATIONS
        size, *figures = np.frombuffer(data[cut:], "<u4").tolist()
        return cls(data[:cut], size, frozenset(figures))

    @property
    def array(self) -> npt.NDArray[np.uint32]:
        return np.frombuffer(self.values, "<u4")


def signature(text: str) -> Signature:
    """The signature of a text: the same for the same words, whatever is between them."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    triples = {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(sorted(triples))
    figures = {zlib.crc32(word.encode()) for word in words if word in FIGURES or word.isdigit()}
    return Signature(np.array(sketch.digest(), "<u4").tobytes(), len(triples), frozenset(figures))


def bands(signature: Signature) -> tuple[str, ...]:
    """Keys that near-copies share: two texts with half their triples in common share one with
    probability 0.87, with 0.7 nearly always."""
    step = 4 * ROWS
    return tuple(
        f"{i // step}:{zlib.crc32(signature.values[i : i + step]):08x}"
        for i in range(0, len(signature.values), step)
    )


def resemblance(a: Signature, b: Signature) -> float:
    """The share of all their word triples that two texts have in common (Jaccard), as MinHash
    estimates it."""
    return float(np.mean(a.array == b.array))


def containment(a: Signature, b: Signature) -> float:
    """The share of the shorter text's triples that occur in the longer one, as estimated."""
    common = resemblance(a, b)
    return min(1.0, common * (a.size + b.size) / ((1 + common) * max(1, min(a.size, b.size))))


def is_copy(a: Signature, b: Signature) -> bool:
    """Whether one of the two texts is a near-copy of the other."""
    short, long = (a, b) if a.size <= b.size else (b, a)
    if long.size > TIMES * short.size or containment(a, b) < SHARED:
        return False
    return short.figures <= long.figures


def copies(signatures: Iterable[tuple[str, Signature]]) -> dict[str, str]:
    """Which reports are near-copies: the copy's id to the original's. The first report given is the
    original; copies of copies name it too."""
    known: dict[str, Signature] = {}
    blocks: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for name, mine in signatures:
        keys = bands(mine)
        others = dict.fromkeys(other for key in keys for other in blocks.get(key, ()))
        first = (
            next(
                (other for other in known if other in others and is_copy(known[other], mine)), None
            )
            if others
            else None
        )
        if first is not None:
            found[name] = found.get(first, first)
        known[name] = mine
        for key in keys:
            blocks.setdefault(key, []).append(name)
    return found
