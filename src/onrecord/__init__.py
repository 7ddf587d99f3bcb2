"""onrecord: who did what to whom, where, when, how many were hurt — and who says so.

Everything here is loaded on first use, so that ``onrecord --help`` is quick.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.casebook import Casebook
    from onrecord.codebook import Codebook
    from onrecord.coding.coder import Coder
    from onrecord.errors import OnrecordError
    from onrecord.exporters import export
    from onrecord.gazetteer import Gazetteer
    from onrecord.readers import read
    from onrecord.schema import Claim, CodedReport, Event, Report

__all__ = [
    "Casebook",
    "Claim",
    "Codebook",
    "CodedReport",
    "Coder",
    "Event",
    "Gazetteer",
    "OnrecordError",
    "Report",
    "code",
    "export",
    "read",
]
__version__ = "0.1.0"

HOMES = {
    "Casebook": "onrecord.casebook",
    "Codebook": "onrecord.codebook",
    "Coder": "onrecord.coding.coder",
    "OnrecordError": "onrecord.errors",
    "export": "onrecord.exporters",
    "Gazetteer": "onrecord.gazetteer",
    "read": "onrecord.readers",
    **dict.fromkeys(("Claim", "CodedReport", "Event", "Report"), "onrecord.schema"),
}


def code(report: Report | str | Path, *, rules: str = "literal") -> CodedReport:
    """Code one report with the shipped codebook and gazetteer; the coder is made once for each rule
    set.

    Args:
        report: a Report, or where to read one: a file, a web address, ``"-"`` for standard input.
        rules: how vague number words are read: ``literal``, ``acled`` or ``ucdp``.

    Raises:
        OnrecordError: E2xx, when the report cannot be read.
    """
    from onrecord.readers import read

    return _coder(rules).code(read(report) if isinstance(report, str | Path) else report)


@cache
def _coder(rules: str) -> Coder:
    from onrecord.coding.coder import Coder

    return Coder(rules=rules)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
