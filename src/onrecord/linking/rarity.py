"""How distinctive a word is: bits of surprise at seeing it in a news report, from the frequencies
that ship with the package.

The frequencies (``rarity.json``) are document frequencies of single words in 2,802 English news
reports from the training sets (MUC-4, HRDsAttack, ECB+, the English part of MEANTIME). They are
fixed, so that a link does not depend on what else is in the casebook.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

LEAST = 4
"""Words of fewer bits (in one report out of sixteen or more) are not distinctive."""
NUMBER = 7
_MASK = 0xF


@cache
def _known() -> tuple[dict[str, int], int]:
    data = json.loads((files("onrecord.linking") / "rarity.json").read_text(encoding="utf-8"))
    return {word: int(bits) for bits, words in data["bits"].items() for word in words.split()}, int(
        data["unseen"]
    )


def bits(word: str) -> int:
    """log2 of one over the share of reports that contain the word, rounded down; 11 for words that
    are in hardly any.

    Two words that form one (``san_salvador``, ``17_year``) and that are in hardly any report have
    two bits more than the rarer of them; a number counts as a word of seven.
    """
    known, unseen = _known()
    if word in known:
        return known[word]
    parts = word.split("_")
    if len(parts) == 1:
        return unseen
    each = [NUMBER if part.isdigit() else known.get(part, unseen) for part in parts]
    return max(each) + 2 if min(each) >= LEAST else LEAST if max(each) < LEAST else max(each)


def pack(words: Iterable[str], limit: int | None = None) -> bytes:
    """The distinctive words as numbers of 32 bits (little-endian, each once, in rising order): 28
    bits of hash, 4 of rarity.

    ``limit``: keep so many, the rarest first, and among equals those that come first.
    """
    kept = {word: b for word in words if (b := bits(word)) >= LEAST}
    ranked = sorted(kept, key=lambda word: -kept[word])[:limit]
    return np.array(
        sorted({zlib.crc32(word.encode()) & ~_MASK | kept[word] for word in ranked}), "<u4"
    ).tobytes()


def unpack(packed: bytes) -> npt.NDArray[np.uint32]:
    """The numbers of :func:`pack`."""
    return np.frombuffer(packed, "<u4")


def weights(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Their rarity in bits."""
    return numbers & _MASK
