"""Finds where the navigation of a web page begins after its article."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from onrecord.coding.text.spans import token_at

ARTICLE = 0.4
"""The share of a page's text that is always taken to be the article."""


def page_tail(doc: Doc, marks: Iterable[str]) -> int | None:
    """The token where a page's navigation begins, by the first word that opens one; None if there
    is none."""
    text = doc.text  # joined from the tokens on each access
    first = int(len(text) * ARTICLE)
    found = [at for mark in marks if (at := text.find(mark, first)) > 0]
    return token_at(doc, min(found)) if found else None
