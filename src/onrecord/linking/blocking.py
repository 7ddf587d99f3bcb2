"""Candidate pairs: accounts that share a blocking key, so that not every pair must be scored.

An account's keys join its interval of days (in buckets) with where it was (cells of half a degree,
region, country and family), with its known actors and with a high toll; its rarest words are keys
without a date. A block of many accounts is read in order of time, each account with its next
neighbours only (sorted neighbourhood, Hernández and Stolfo 1995), so that the number of pairs grows
with the number of accounts, not with its square.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from math import ceil, cos, floor, radians

import numpy as np

from onrecord.linking.compare import Ints
from onrecord.linking.rarity import unpack, weights
from onrecord.linking.traits import Traits

DAYS = 4
"""Days per bucket."""
SLACK = 1
"""Days by which an interval is widened on both sides."""
LONGEST = 31
"""An interval of more days is not a key: the day of publication is used instead."""
LAG = 6
"""If the event's day is not known: so many days before the publication."""
MONTH = 40
"""Days of publication within which reports from one place are compared, whatever days they give."""
CELL = 0.5
RARE, COMMON = 8, 5
"""Bits from which a word is a key by itself, and from which it is one together with the day."""
WORDS, STORY, NAMES, DATED = 6, 10, 10, 16
"""The number of words taken from the event, from the whole report, and from the event's less rare
ones."""
WHOLE, NEXT = 32, 16
"""A block of up to WHOLE accounts is paired in full; in a larger one each is paired with the NEXT
ones in time."""


def keys(traits: Traits) -> tuple[str, ...]:
    """The blocking keys of an account: two accounts are candidates if they share one."""
    return tuple(dict.fromkeys(_keys(traits)))


def _keys(one: Traits) -> Iterator[str]:
    cells = list(_cells(one))
    dated = dict.fromkeys(
        [*_rarest(one.words, COMMON, RARE, DATED), *_rarest(one.story, COMMON, RARE, DATED)]
    )
    spots = [*cells, *_spots(one), *(f"w{n:x}" for n in dated)]
    for bucket in _buckets(one):
        yield from (f"{bucket}|{spot}" for spot in spots)
    if one.published is not None:
        yield from (f"m{one.published // MONTH}|{cell}" for cell in cells)
    yield from (f"w{n:x}" for n in _rarest(one.words, RARE, 15, WORDS))
    yield from (f"s{n:x}" for n in _rarest(one.story, RARE, 15, STORY))
    yield from (f"n{n:x}" for n in _rarest(one.names, RARE, 15, NAMES))


def _rarest(packed: bytes, least: int, most: int, limit: int) -> list[int]:
    """The rarest words within bounds, among equals those whose hash is lowest: two accounts that
    share many pick the same ones."""
    numbers = unpack(packed)
    rarity = weights(numbers)
    numbers = numbers[(rarity >= least) & (rarity <= most)]
    return [
        int(n) for n in numbers[np.lexsort((numbers, -weights(numbers).astype(np.int64)))][:limit]
    ]


def _buckets(one: Traits) -> range:
    start, end = (
        one.start if one.start is not None else one.end,
        one.end if one.end is not None else one.start,
    )
    if start is None or end is None or end - start > LONGEST:
        if one.published is None:
            return range(0)
        start, end = one.published - LAG, one.published
    return range((start - SLACK) // DAYS, (end + SLACK) // DAYS + 1)


def _cells(one: Traits) -> Iterator[str]:
    if (
        one.latitude is not None
        and one.longitude is not None
        and one.precision in ("exact", "near", "admin2")
    ):
        reach = min(one.radius or 0.0, 30.0) / 111.0
        wide = reach / max(0.1, cos(radians(one.latitude)))
        for y in range(floor((one.latitude - reach) / CELL), ceil((one.latitude + reach) / CELL)):
            for x in range(
                floor((one.longitude - wide) / CELL), ceil((one.longitude + wide) / CELL)
            ):
                yield f"{y},{x}"


def _spots(one: Traits) -> Iterator[str]:
    if one.admin1:
        yield f"{one.country} {one.admin1}"
    if one.country:
        yield f"{one.country} {one.family}"
    yield from one.actors
    for kind, low, _ in one.tolls:
        if low is not None and low >= 5:
            yield f"{low} {kind}"


def candidates(traits: Sequence[Traits]) -> tuple[Ints, Ints]:
    """Candidate pairs as two arrays of positions in ``traits``, left before right, each pair once,
    in order."""
    number: dict[str, int] = {}
    lengths, blocks = [], array("q")
    for one in traits:
        mine = keys(one)
        blocks.extend([number.setdefault(key, len(number)) for key in mine])
        lengths.append(len(mine))
    block, row = (
        np.array(blocks, np.int64),
        np.repeat(np.arange(len(traits), dtype=np.int64), lengths),
    )
    order = (
        np.lexsort((row, np.array([moment(one) for one in traits], np.int64)[row], block))
        if len(row)
        else row
    )
    block, row = block[order], row[order]
    size = np.bincount(block)[block] if len(row) else row
    report = np.unique([one.report for one in traits], return_inverse=True)[1].astype(np.int64)
    found = []
    for step in range(1, max(WHOLE, NEXT + 1)):
        wanted = (size > step) & ((size <= WHOLE) | (step <= NEXT))
        block, row, size = block[wanted], row[wanted], size[wanted]
        near = np.flatnonzero(block[step:] == block[:-step])
        left, right = row[near], row[near + step]
        apart = report[left] != report[right]
        left, right = left[apart], right[apart]
        found.append(np.minimum(left, right) * len(traits) + np.maximum(left, right))
    pairs = np.concatenate(found)
    pairs.sort()  # np.unique uses hashing, which is far slower for numbers like these
    return np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], max(1, len(traits)))


def moment(one: Traits) -> int:
    """The sort key of a large block: the day, then the latitude, then the words, so that the order
    of adding matters little."""
    day = next((day for day in (one.start, one.end, one.published) if day is not None), 0)
    return (day * 100_000 + round(500 * ((one.latitude or 0.0) + 90))) << 20 | zlib.crc32(
        one.words + one.story
    ) >> 12
