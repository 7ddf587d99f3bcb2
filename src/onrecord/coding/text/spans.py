"""Conversion between tokens and characters, all in one place.

``end`` is exclusive, as in Python's slices.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.coding.records import Parsed
from onrecord.schema import Span


def token_at(doc: Doc, offset: int) -> int:
    """The token that contains the character at an offset; 0 if none does."""
    found = tokens_at(doc, offset, offset + 1)
    return found[0] if found is not None else 0


def tokens_at(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The tokens (first, end) that contain the characters from ``start`` to ``end``, in part or
    whole; None if none does."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return (int(span.start), int(span.end)) if span is not None else None


def characters(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """The characters (start, end) of the tokens from ``first`` to ``end``."""
    last = doc[end - 1]
    return doc[first].idx, last.idx + len(last)


def span_of(parsed: Parsed, first: int, end: int) -> Span:
    """The report's span of the tokens from ``first`` to ``end``."""
    return parsed.span(*characters(parsed.doc, first, end))


def span_of_token(parsed: Parsed, token: Token) -> Span:
    """The report's span of one token."""
    return parsed.span(token.idx, token.idx + len(token))


def holds_offset(sentence: TokenSpan, offset: int) -> bool:
    """Whether the character at an offset is in a sentence. (The sentence is handed over, not the
    token: spaCy looks it up on each access.)"""
    return bool(sentence.start_char <= offset < sentence.end_char)
