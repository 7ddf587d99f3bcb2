"""Reads the codebook: the YAML of this package, extended or replaced by the user's own.

A file's top-level keys are the names of sections ("triggers", "actors" …). In a user's file a mapping is merged key by
key, a list is appended; a section named under ``replace`` is taken whole instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from onrecord.errors import Errors, OnrecordError

try:  # libyaml where PyYAML was built with it: ten times faster, same result
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # pragma: no cover
    from yaml import SafeLoader  # type: ignore[assignment]

T = TypeVar("T", bound=BaseModel)


def read(text: str, name: str) -> dict[str, Any]:
    """The mapping that a YAML text holds. Raises OnrecordError (E302) with file and line where it is not YAML."""
    try:
        data = yaml.load(text, Loader=SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise OnrecordError(Errors.E302.format(file=name, line=line, problem=getattr(error, "problem", error)), code="E302") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise OnrecordError(Errors.E302.format(file=name, line=1, problem="the file must hold a mapping of sections"), code="E302")
    return data


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line on which the value under ``path`` stands (the nearest parent's where it is absent)."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            hit = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if hit is None:
                break
            line, node = hit[0].start_mark.line + 1, hit[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def validate(model: type[T], data: Any, *, text: str, name: str, under: Sequence[str | int] = ()) -> T:
    """``data`` as ``model``. Raises OnrecordError (E301) naming file, line and key of the first fault."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        path = [*under, *(p for p in fault["loc"] if isinstance(p, str | int))]
        where = ".".join(str(p) for p in path) or "(top)"
        raise OnrecordError(
            Errors.E301.format(file=name, line=line_of(text, path), key=where, problem=fault["msg"]), code="E301"
        ) from error


def shipped() -> list[tuple[str, str]]:
    """(name, text) of the package's own YAML files, by name."""
    folder = files("onrecord.codebook") / "data"
    return sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".yaml"))


def merge(base: Any, more: Any) -> Any:
    """``more`` laid over ``base``: mappings key by key, lists appended, anything else replaced."""
    if isinstance(base, dict) and isinstance(more, dict):
        return {**base, **{k: merge(base[k], v) if k in base else v for k, v in more.items()}}
    if isinstance(base, list) and isinstance(more, list):
        return [*base, *more]
    return more


def users(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """(name, text) of a user's codebook files, in the order given."""
    return [(str(p), p.read_text(encoding="utf-8")) for p in paths]
