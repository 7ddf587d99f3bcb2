"""The quotations of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.coding.text.spans import tokens_at

MARK = re.compile(r"[\"“”„«»]|''|``|(?<![\w])['‘](?=\w)|(?<=[,.!?])['’](?!\w)")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\n")
LONGEST = 3000  # characters


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``start`` to ``end`` (end exclusive) between quotation marks, the marks left out;
    ``outer`` with them.

    ``closed`` is false if no mark closes it: then its end is a guess.
    """

    start: int
    end: int
    outer: tuple[int, int]
    closed: bool = True

    def __contains__(self, token: int) -> bool:
        return self.start <= token < self.end


def find_quotes(doc: Doc, text: str) -> list[Quote]:
    """The quotations of ``text``, in order; none inside another.

    A mark opens a quotation if it touches what follows. A quotation that no mark closes ends with
    its sentence, unless the next paragraph opens with a mark again.
    """
    pairs: list[tuple[int, int, bool]] = []
    begin: int | None = None
    renewed, single = 0, False
    for match in MARK.finditer(text):
        at, opens = match.start(), _opens(text, match)
        if begin is not None and (
            at - begin > LONGEST or ("\n\n" in text[renewed:at] and not opens)
        ):
            pairs.append((begin, _unclosed(text, begin), False))
            begin = None
        if begin is None:
            if opens and (match.group() not in "'‘" or _closed(text, match.end())):
                begin, renewed, single = at, at, match.group() in "'‘"
        elif single == (match.group() in "'’"):
            if not opens:
                pairs.append((begin, match.end(), True))
                begin = None
            elif "\n" not in text[begin:at] or text[text.rfind("\n", 0, at) : at].strip():
                pairs.append((begin, _unclosed(text, begin, at), False))
                begin = renewed = at
            else:
                renewed = at
    if begin is not None:
        pairs.append((begin, _unclosed(text, begin), False))
    return [quote for a, b, closed in pairs if (quote := _tokens(doc, a, b, closed))]


def _unclosed(text: str, begin: int, limit: int | None = None) -> int:
    """The end of a quotation that no mark closes: the end of its sentence."""
    stop = SENTENCE_END.search(text, begin + 1, limit or len(text))
    return stop.start() + 1 if stop else limit or len(text)


def _opens(text: str, match: re.Match[str]) -> bool:
    if match.group() in ("“", "„", "«", "``", "‘"):
        return True
    if match.group() in ("”", "»"):
        return False
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (
        (not before or before.isspace() or before in "([-–—:/")
        and bool(after)
        and not after.isspace()
    )


def _closed(text: str, start: int) -> bool:
    stop = re.compile(r"(?<=[,.!?])['’](?!\w)|\n\n").search(text, start)
    return bool(stop) and stop.group() != "\n\n" and stop.start() - start > 20  # type: ignore[union-attr]


def _tokens(doc: Doc, a: int, b: int, closed: bool) -> Quote | None:
    outer = tokens_at(doc, a, b) or (0, 0)
    start, end = outer
    if end - start < 2:
        return None
    while start < end and (
        doc[start].is_quote or doc[start].is_space or doc[start].text in ("'", "‘", "''", "``")
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_quote or doc[end - 1].is_space or doc[end - 1].text in ("'", "’", "''")
    ):
        end -= 1
    return Quote(start, end, outer, closed) if end > start else None
