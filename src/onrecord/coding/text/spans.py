"""Between tokens and characters: every step from the one to the other is taken here."""

from __future__ import annotations

from spacy.tokens import Doc


def token_at(doc: Doc, offset: int) -> int:
    """The token that holds the character at an offset; 0 where none does."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return int(span.start) if span is not None else 0
