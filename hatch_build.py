"""Build hook: makes the embedded gazetteer before the wheel (or the editable install) is laid down.

It stands still where the file is there and was made from the same inputs by the same code. The
inputs are data files of build requirements, found without importing them, and held against the
hashes in ``build.py``.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sqlite3
import sys
import types
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent / "src" / "onrecord"
TARGET = ROOT / "gazetteer" / "data" / "places.db"
TABLE = ROOT / "codebook" / "data" / "places.yaml"


def found(package: str, name: str) -> Path:
    """A data file of an installed package, without importing the package."""
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / name).exists():
            return Path(folder) / name
    raise FileNotFoundError(
        f"{package} with {name} is needed to build the gazetteer (see build-system.requires in"
        " pyproject.toml)"
    )


def builder() -> Any:
    """``onrecord.gazetteer.build``, imported without running the package's own ``__init__``."""
    for name, folder in (("onrecord", ROOT), ("onrecord.gazetteer", ROOT / "gazetteer")):
        if name not in sys.modules:
            stub = types.ModuleType(name)
            stub.__path__ = [str(folder)]
            sys.modules[name] = stub
    return importlib.import_module("onrecord.gazetteer.build")


def standing() -> str | None:
    """The input hash recorded in the file that stands, if it can be read."""
    if not TARGET.exists():
        return None
    try:
        db = sqlite3.connect(f"file:{TARGET}?mode=ro", uri=True)
        row = db.execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
        db.close()
    except sqlite3.Error:
        return None
    return row[0] if row else None


def make() -> bool:
    """Build the gazetteer where it is missing or out of date; whether it was built. Raises
    ValueError on a foreign input."""
    build = builder()
    code = [
        *(ROOT / "gazetteer" / f"{name}.py" for name in ("build", "fold", "rows", "table")),
        TABLE,
    ]
    mark = build.digest(code)
    if standing() == mark:
        return False
    import yaml

    sources = {what: found(package, name) for what, (package, name, _) in build.INPUTS.items()}
    for what, path in sources.items():
        if hashlib.sha256(path.read_bytes()).hexdigest() != build.INPUTS[what][2]:
            raise ValueError(
                f"{path} is not the file that this version was built and measured with"
            )
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["places"]
    build.embedded(sources, table, TARGET, mark)
    return True


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's entry point."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each wheel, sdist and editable build."""
        if self.target_name == "wheel":
            make()
            build_data["artifacts"].append(f"src/onrecord/gazetteer/data/{TARGET.name}")
