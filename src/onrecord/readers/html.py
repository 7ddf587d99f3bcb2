"""HTML pages: main text, title, outlet and date by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.errors import Errors, OnrecordError
from onrecord.readers.decode import decode
from onrecord.readers.reading import Known, Reading, build, metadata
from onrecord.readers.source import is_url

OPENING = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
HEAD = 4096  # bytes within which a page says what it is


def looks(data: bytes) -> bool:
    """Whether ``data`` begins like an HTML page."""
    return bool(OPENING.search(data[:HEAD].replace(b"\0", b"")))


def read(data: bytes, *, source: str, known: Known) -> Iterator[Reading]:
    """The one report of a page.

    The date is taken from the page's metadata only (never guessed from its text) and marked
    ``basis: metadata``.

    Raises:
        OnrecordError: E202 to E206, E208 (no article found).
    """
    import trafilatura

    charset = CHARSET.search(data[:HEAD])
    page, doubts = decode(
        data, source=source, declared=charset[1].decode("ascii") if charset else None
    )
    document = trafilatura.bare_extraction(
        page,
        url=source if is_url(source) else known.url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if (
        document is None
        or isinstance(document, dict)
        or not document.text
        or not document.text.strip()
    ):
        raise OnrecordError(Errors.E208.format(source=source), code="E208")
    found = {
        "title": document.title,
        "outlet": document.sitename or document.hostname,
        "url": document.url or (source if is_url(source) else None),
        "published": metadata(document.date),
    }
    yield build(document.text, source=source, known=known, found=found, doubts=doubts)
