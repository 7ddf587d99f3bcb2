"""Exports coded reports and incidents; one module per format, one row of
:mod:`onrecord.exporters.registry` for each.

Coded reports, as ``onrecord code`` prints them: :func:`export` and ``FORMATS``.

Incidents of a casebook: :func:`write_incidents` to files (what ``onrecord export --as acled --out
FILE`` does), :func:`export_incidents` as text, ``TABLES`` their formats;
:func:`onrecord.exporters.jsonl.read` reads ``jsonl`` back. Each incident becomes a line or is left
out for a stated reason, each line is checked against the format's layout as it was written, and no
file appears until all of it is right.

With ``protect=Protection(Policy.load("public"), salt=…, book=book)`` the incidents first pass
through a protection policy (:mod:`onrecord.exporters.protect`);
:func:`onrecord.exporters.preview.preview` says what would be let out. The salt is a secret that the
casebook keeps (``secrets.token_hex(16)`` makes one): a person has one pseudonym in all exports
under one salt.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.exporters.registry import FORMATS, TABLES
    from onrecord.exporters.stamp import Stamp, verify
    from onrecord.exporters.writing import export, export_incidents, form, write_incidents

__all__ = [
    "FORMATS",
    "TABLES",
    "Stamp",
    "export",
    "export_incidents",
    "form",
    "verify",
    "write_incidents",
]

HOMES = {
    **dict.fromkeys(("FORMATS", "TABLES"), "registry"),
    **dict.fromkeys(("Stamp", "verify"), "stamp"),
    **dict.fromkeys(("export", "export_incidents", "form", "write_incidents"), "writing"),
}
"""Where each public name is defined: loaded on first use, so that the command line reads the
registry without loading the records."""


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'onrecord.exporters' has no attribute {name!r}")
    return getattr(import_module(f"onrecord.exporters.{HOMES[name]}"), name)
