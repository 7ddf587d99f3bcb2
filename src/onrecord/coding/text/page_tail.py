"""Where the navigation of a web page begins behind its article."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from onrecord.coding.text.spans import token_at

ARTICLE = 0.4
"""The share of a page's text that is taken to be the article, whatever stands in it."""


def page_tail(doc: Doc, marks: Iterable[str]) -> int | None:
    """The token where a page's navigation begins, by the first of the words that open one; None
    where there is none."""
    first = int(len(doc.text) * ARTICLE)
    found = [at for mark in marks if (at := doc.text.find(mark, first)) > 0]
    return token_at(doc, min(found)) if found else None
