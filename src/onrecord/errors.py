"""Every message of the library in one place, each under a code that can be searched for.

E1xx records, E2xx input files, E3xx codebook, E4xx gazetteer, E5xx the coder, E6xx exporters and commands, W… warnings.
"""

from __future__ import annotations


class Errors:
    """Errors: what is wrong, and what to do about it."""

    E101 = "a span from {start} to {end} cannot hold {text!r}: the lengths differ"
    E102 = "no span from {start} to {end}: the text has {length} characters"
    E103 = "the report reads {found!r} from {start} to {end}, the span says {text!r}"
    E104 = "{value!r} is no date: give an ISO day such as 2018-08-06"
    E301 = "{file}, line {line}, key {key}: {problem}"
    E302 = "{file}, line {line}: not valid YAML: {problem}"
    E401 = "the gazetteer {path} is missing: reinstall the package, or build one with 'onrecord gazetteer build'"


class Warnings:
    """Warnings: what was done in spite of a doubt; they go into a result's ``diagnostics``."""

    W101 = "no publication date is given or found: relative dates stay open"


class OnrecordError(Exception):
    """An error with a code of :class:`Errors`.

    Args:
        message: the filled message.
        code: its code, e.g. ``"E101"``.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
