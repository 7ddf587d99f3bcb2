"""The bytes of an input: a file, standard input ("-") or a page on the web."""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.errors import Errors, OnrecordError

LIMIT = 1_000_000
"""The most bytes that the text of one report may have."""

ROOM = 10
"""A web page may be this many times larger: markup is not text."""


PATIENCE = 30
"""Seconds that a server may take to answer."""


def is_url(source: str) -> bool:
    """Whether ``source`` is a page on the web rather than a file."""
    return source.startswith(("http://", "https://"))


def fetch(source: str, *, most: int) -> bytes:
    """The bytes of ``source``, read only just past ``most``.

    Raises:
        OnrecordError: E201 (no such file, no permission to read it, a folder), E205 (more than
            ``most`` bytes), E207 (cannot be fetched).
    """
    data = download(source, most + 1) if is_url(source) else load(source, most + 1)
    if len(data) > most:
        size = len(data) if is_url(source) or source == "-" else Path(source).stat().st_size
        raise OnrecordError(Errors.E205.format(source=source, size=size, limit=most), code="E205")
    return data


def load(source: str, most: int) -> bytes:
    """At most ``most`` bytes of a file or of standard input."""
    if source == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(source).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise OnrecordError(
            Errors.E201.format(source=source, reason=(error.strerror or str(error)).lower()),
            code="E201",
        ) from error
    except ValueError as error:  # a NUL in the name
        raise OnrecordError(
            Errors.E201.format(source=repr(source), reason=str(error)), code="E201"
        ) from error


def download(url: str, most: int) -> bytes:
    """At most ``most`` bytes of a web page: the only place where onrecord uses the network."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    try:
        with urlopen(
            Request(url, headers={"User-Agent": "onrecord", "Accept": "text/html, text/plain"}),
            timeout=PATIENCE,
        ) as answer:
            return bytes(answer.read(most))
    except HTTPError as error:
        raise OnrecordError(
            Errors.E207.format(
                source=url, reason=f"the server answered {error.code} {error.reason}"
            ),
            code="E207",
        ) from error
    except (OSError, HTTPException, ValueError) as error:
        raise OnrecordError(
            Errors.E207.format(source=url, reason=getattr(error, "reason", error)), code="E207"
        ) from error
