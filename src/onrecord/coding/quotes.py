"""Quoted stretches of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

MARK = re.compile(r"[\"“”„«»]|''|``|(?<![\w])['‘](?=\w)|(?<=[,.!?])['’](?!\w)")
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``start`` to ``end`` (end exclusive) between quotation marks, the marks left out; ``outer`` with them."""

    start: int
    end: int
    outer: tuple[int, int]

    def __contains__(self, token: int) -> bool:
        return self.start <= token < self.end


def find_quotes(doc: Doc, text: str) -> list[Quote]:
    """The quoted stretches of ``text``, in order; none inside another.

    A mark opens where it leans on what follows. A quotation that no mark closes ends with its paragraph; one whose next
    paragraph opens anew runs on.
    """
    pairs: list[tuple[int, int]] = []
    begin: int | None = None
    kind = ""
    for match in MARK.finditer(text):
        mark, at = match.group(), match.start()
        single = mark in "'‘’"
        if begin is not None and (at - begin > LONGEST or ((breaks := text.find("\n\n", begin, at)) >= 0 and not _opens(text, match))):
            pairs.append((begin, breaks if (breaks := text.find("\n\n", begin, at)) >= 0 else begin + LONGEST))
            begin = None
        if begin is None:
            if _opens(text, match) and (not single or _closed(text, match.end())):
                begin, kind = at, "'" if single else '"'
        elif single == (kind == "'"):
            if mark in "”»" or not _opens(text, match):
                pairs.append((begin, match.end()))
                begin = None
            elif not text[text.rfind("\n", 0, at) + 1 : at].strip() and "\n" in text[begin:at]:
                continue
            else:
                pairs.append((begin, at))
                begin = at
    if begin is not None:
        stop = text.find("\n\n", begin)
        pairs.append((begin, min(stop if stop >= 0 else len(text), begin + LONGEST)))
    return [quote for a, b in pairs if (quote := _tokens(doc, a, b))]


def _opens(text: str, match: re.Match[str]) -> bool:
    if match.group() in ("“", "„", "«", "``", "‘"):
        return True
    if match.group() in ("”", "»"):
        return False
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (not before or before.isspace() or before in "([-–—:/") and bool(after) and not after.isspace()


def _closed(text: str, start: int) -> bool:
    stop = re.compile(r"(?<=[,.!?])['’](?!\w)|\n\n").search(text, start)
    return bool(stop) and stop.group() != "\n\n" and stop.start() - start > 20  # type: ignore[union-attr]


def _tokens(doc: Doc, a: int, b: int) -> Quote | None:
    span = doc.char_span(a, b, alignment_mode="expand")
    if span is None or len(span) < 2:
        return None
    start, end = span.start, span.end
    while start < end and (doc[start].is_quote or doc[start].is_space or doc[start].text in ("'", "‘", "''", "``")):
        start += 1
    while end > start and (doc[end - 1].is_quote or doc[end - 1].is_space or doc[end - 1].text in ("'", "’", "''")):
        end -= 1
    return Quote(start, end, (span.start, span.end)) if end > start else None
