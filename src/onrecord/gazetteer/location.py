"""Where the user's own gazetteer is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "ONRECORD_GAZETTEER"


def named() -> Path | None:
    """The file that ``ONRECORD_GAZETTEER`` names."""
    value = os.environ.get(VARIABLE)
    return Path(value) if value else None


def path() -> Path:
    """Path of the user's gazetteer: the file that ``ONRECORD_GAZETTEER`` names, otherwise in the
    user's data folder."""
    given = named()
    if given:
        return given
    if sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return folder / "onrecord" / "gazetteer.db"
