"""Finds where the rules of the codebook's time grammar match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.codebook.times import Language, TimePattern, TimeRule

Fields = dict[str, Any]

_EMPTY_LINE = re.compile(r"\n[^\S\n]*(?=\n)\n")
_AROUND = 80  # characters that an expression may have before and after its anchor


@dataclass(frozen=True, slots=True)
class Match:
    """A part of the text that a rule claims, and its groups."""

    rule: TimeRule
    start: int
    end: int
    fields: Fields


def select(text: str, language: Language, *, holding: frozenset[str] = frozenset()) -> list[Match]:
    """What the rules match, in the order of the text: of overlapping matches the longest, then the
    one of the first rule.

    No match crosses an empty line.

    Args:
        holding: only rules that can give these fields are tried.
    """
    text = _EMPTY_LINE.sub(lambda found: "\n" + ";" * (len(found[0]) - 1), text)
    claims = sorted(_claims(text, language, holding), key=lambda claim: claim[:3])
    taken: list[Match] = []
    for _, order, start, end, found in claims:
        if all(end <= match.start or match.end <= start for match in taken):
            pattern = language.patterns[order]
            taken.append(Match(pattern.rule, start, end, _fields(pattern, found)))
    return sorted(taken, key=lambda match: match.start)


def _claims(
    text: str, language: Language, holding: frozenset[str]
) -> Iterator[tuple[int, int, int, int, re.Match[str]]]:
    """All that the rules match: length (negative), number of the rule, start, end and match."""
    windows = {name: _windows(text, anchor) for name, anchor in language.anchors.items()}
    lowered = text.lower()
    for order, pattern in enumerate(language.patterns):
        if pattern.literal not in lowered or not holding <= pattern.fields:
            continue
        stretches = windows[pattern.anchor] if pattern.anchor else [(0, len(text))]
        for found in (
            f for stretch in stretches for f in pattern.expression.finditer(text, *stretch)
        ):
            start, end = _claimed(pattern, found)
            if not pattern.rule.cased or not text[start:end].islower():
                yield start - end, order, start, end, found


def _claimed(pattern: TimePattern, found: re.Match[str]) -> tuple[int, int]:
    """The part of a match that is the expression: the group ``x`` if the rule has one."""
    narrowed = "x" in pattern.groups and found["x"] is not None
    return found.span("x" if narrowed else 0)


def _windows(text: str, anchor: re.Pattern[str]) -> list[tuple[int, int]]:
    """The parts of the text around the words of an anchor; they end between words."""
    windows: list[tuple[int, int]] = []
    for found in anchor.finditer(text):
        end = text.find(" ", found.end() + _AROUND)
        start, end = max(0, found.start() - _AROUND), len(text) if end < 0 else end
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
    return windows


def _fields(pattern: TimePattern, found: re.Match[str]) -> Fields:
    fields: Fields = dict(pattern.rule.set)
    for group, words in found.groupdict().items():
        name, values = pattern.groups[group]
        if words is not None and name != "x" and name not in fields:
            plain = " ".join(words.lower().replace("’", "'").split())
            fields[name] = values.get(plain, plain)
    return fields
