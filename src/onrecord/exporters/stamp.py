"""What an export says about itself: what made it, by which rule, how many rows, and the hash that
identifies it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from onrecord.errors import Errors, OnrecordError
from onrecord.schema import Record

SIDECAR = ".stamp.json"


class Stamp(Record):
    """The stamp of an export. No clock: the day of an export is in the audit trail.

    ``version`` of onrecord; ``codebook``: its digest; ``rule``: the named rule of the headline
    values; ``policy``: name and digest of the protection policy; ``count``: rows written;
    ``left_out``: how many incidents the layout has no row for, by reason; ``rows``: SHA-256 over
    the rows, each ended by a newline; ``files``: SHA-256 of each file as a whole, in the sidecar
    only.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    schema_: Literal["onrecord/stamp/1"] = Field(default="onrecord/stamp/1", alias="schema")
    layout: str
    version: str
    codebook: str
    rule: str | None = None
    policy: str | None = None
    count: int = Field(default=0, ge=0)
    left_out: dict[str, int] = Field(default_factory=dict)
    rows: str = ""
    files: dict[str, str] = Field(default_factory=dict)

    def to_json(self) -> str:
        """One line; fields that only the sidecar has are left out if they are empty."""
        return self.model_dump_json(by_alias=True, exclude=None if self.files else {"files"})


def sidecar(out: Path) -> Path:
    """The path of an export's stamp: ``FILE.stamp.json``."""
    return out.with_name(out.name + SIDECAR)


def digest(path: Path) -> str:
    """``sha256:…`` of a file."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def write_stamp(out: Path, stamp: Stamp, files: Mapping[str, Path]) -> Stamp:
    """The sidecar of an export, with the hashes of its files under the names they will have;
    returns the stamp as written."""
    whole = stamp.model_copy(update={"files": {name: digest(path) for name, path in files.items()}})
    out.write_text(
        json.dumps(whole.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2)
        + "\n",
        encoding="utf-8",
    )
    return whole


def verify(out: Path) -> Stamp:
    """The stamp next to an export, checked against its files.

    Raises:
        OnrecordError: E602 if a file cannot be read, E613 if it is not the one that was
            stamped.
    """
    path = sidecar(out)
    try:
        stamp = Stamp.model_validate_json(path.read_bytes())
        for name, hash in stamp.files.items():
            if digest(out.with_name(name)) != hash:
                raise OnrecordError(
                    Errors.E613.format(file=name, problem="its SHA-256 differs"), code="E613"
                )
    except OSError as error:
        raise OnrecordError(
            Errors.E201.format(
                source=error.filename, reason=(error.strerror or str(error)).lower()
            ),
            code="E201",
        ) from error
    except ValueError as error:
        raise OnrecordError(
            Errors.E613.format(file=path.name, problem="it is not a stamp"), code="E613"
        ) from error
    return stamp
