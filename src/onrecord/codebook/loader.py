"""Reads the codebook: the YAML of this package, extended or replaced by the user's own.

A file's top-level keys are the names of sections ("triggers", "actors" …); a shipped file that is
named after its section may list that section's keys directly. In a user's file a mapping is merged
key by key, a list is appended, and a null takes a key away. Whatever is under ``replace`` is taken
whole instead: its keys are sections or dotted paths into them ("types", "actors.heads.rioters").
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from onrecord.errors import Errors, OnrecordError, complaint

try:  # libyaml if PyYAML was built with it: ten times faster, same result
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # pragma: no cover
    from yaml import SafeLoader  # type: ignore[assignment]

T = TypeVar("T", bound=BaseModel)
Key = str | int


class Step(NamedTuple):
    """The codebook after one more file was merged into it: the whole, and the file's own part of
    it, name and text."""

    data: dict[str, Any]
    more: dict[str, Any] | None = None
    name: str = ""
    text: str = ""


def read(text: str, name: str) -> dict[str, Any]:
    """The mapping in a YAML text. Raises OnrecordError (E302) with file and line if it is not
    YAML."""
    try:
        data = yaml.load(text, Loader=SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise OnrecordError(
            Errors.E302.format(file=name, line=line, problem=getattr(error, "problem", error)),
            code="E302",
        ) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise OnrecordError(
            Errors.E302.format(
                file=name, line=1, problem="the file must contain a mapping of sections"
            ),
            code="E302",
        )
    return data


def repeated(text: str) -> list[tuple[int, str]]:
    """(line, key) of every key that is already in its mapping: YAML would silently keep the
    last."""
    found, nodes = [], [yaml.compose(text, Loader=SafeLoader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    found.append((key.start_mark.line + 1, str(key.value)))
                seen.add(key.value)
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)
    return sorted(found)


def line_of(text: str, path: Sequence[Key]) -> int:
    """The line of the value under ``path`` (of its nearest parent if it is absent)."""
    node = yaml.compose(text, Loader=SafeLoader)
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            hit = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if hit is None:
                break
            line, node = hit[0].start_mark.line + 1, hit[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
        ):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def fault(problem: str, *, text: str, name: str, path: Sequence[Key]) -> OnrecordError:
    """The error E301 for the value under ``path`` of a file."""
    key = ".".join(str(step) for step in path) or "(top)"
    return OnrecordError(
        Errors.E301.format(file=name, line=line_of(text, path), key=key, problem=problem),
        code="E301",
    )


def shipped() -> list[tuple[str, str]]:
    """(name, text) of the package's own YAML files, by name."""
    folder = files("onrecord.codebook") / "data"
    return sorted(
        (f.name, f.read_text(encoding="utf-8"))
        for f in folder.iterdir()
        if f.name.endswith(".yaml")
    )


def section(name: str, model: type[T]) -> T:
    """One shipped section by itself, read from the file of its name, for when the whole codebook
    would be too much to load."""
    file = f"{name}.yaml"
    return model.model_validate(
        read((files("onrecord.codebook") / "data" / file).read_text(encoding="utf-8"), file)[name]
    )


def merge(base: Any, more: Any) -> Any:
    """``more`` merged into ``base``: mappings key by key (a null takes the key away), lists
    appended, anything else replaced."""
    if isinstance(base, dict) and isinstance(more, dict):
        merged = {**base, **{k: merge(base[k], v) if k in base else v for k, v in more.items()}}
        return {k: v for k, v in merged.items() if not (k in base and k in more and v is None)}
    if isinstance(base, list) and isinstance(more, list):
        return [*base, *more]
    return more


def replace(base: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """``base`` with ``value`` under a dotted path, whatever was there."""
    first, _, rest = path.partition(".")
    below = base.get(first)
    return {
        **base,
        first: replace(below if isinstance(below, dict) else {}, rest, value) if rest else value,
    }


def extend(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Merge a user's file into the codebook: first what it replaces, then what it adds."""
    for path, value in (more.get("replace") or {}).items():
        base = replace(base, str(path), value)
    merged: dict[str, Any] = merge(base, {k: v for k, v in more.items() if k != "replace"})
    return merged


def origin(path: Sequence[Key], base: Any, more: dict[str, Any]) -> list[Key]:
    """Where a user's file defines the value that the extended codebook has under ``path``: under
    ``replace`` it has another path, in an appended list another index."""
    for dotted in more.get("replace") or {}:
        steps = str(dotted).split(".")
        if [str(step) for step in path[: len(steps)]] == steps:
            return ["replace", dotted, *path[len(steps) :]]
    found: list[Key] = []
    for step in path:
        if isinstance(step, int) and isinstance(base, list):
            found.append(step - len(base) if step >= len(base) else step)
            base = None
        else:
            found.append(step)
            base = base.get(step) if isinstance(base, dict) else None
    return found


def trail(loc: Sequence[Key], data: Any) -> list[Key]:
    """The part of pydantic's location that exists in the data (it also names union members and
    positions of a tuple)."""
    path: list[Key] = []
    for at, step in enumerate(loc):
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = dict(enumerate(data))
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif not (
            isinstance(data, dict) and at == len(loc) - 1
        ):  # the last may be a key that is missing
            continue
        path.append(step)
    return path


def gather(model: type[T], paths: Sequence[Path]) -> T:
    """The shipped codebook merged with the users' files, as ``model``.

    Raises:
        OnrecordError: E301 if a value does not fit, E302 if a file is not YAML.
        OSError: a file cannot be read.
    """
    with uncollected():
        return _gather(model, paths)


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch garbage collection off for a while: one run over a loaded spaCy costs more than all of
    the reading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _gather(model: type[T], paths: Sequence[Path]) -> T:
    data: dict[str, Any] = {}
    own = shipped()
    for name, text in own:
        data = merge(data, sections(model, name, read(text, name)))
    data = {name: section for name, section in data.items() if name in model.model_fields}
    steps = [Step(data)]
    for name, text in users(paths):
        more = read(text, name)
        unique(text, name)
        known(more, model, text, name)
        data = extend(data, more)
        steps.append(Step(data, more, name, text))
    try:
        return model.model_validate(data)
    except ValidationError:
        return blame(model, steps, own)


def sections(model: type[BaseModel], name: str, data: dict[str, Any]) -> dict[str, Any]:
    """What a shipped file contains, by section."""
    section = name.removesuffix(".yaml")
    return {section: data} if section in model.model_fields and section not in data else data


def blame(model: type[T], steps: Sequence[Step], own: Sequence[tuple[str, str]]) -> T:
    """Validate file by file until one fails, so that the error names that file."""
    base: dict[str, Any] = {}
    for step in steps:
        try:
            result = model.model_validate(step.data)
        except ValidationError as error:
            first = error.errors()[0]
            path = trail(first["loc"], step.data)
            if step.more is None:
                name, text = max(
                    own,
                    key=lambda file: depth(sections(model, file[0], read(file[1], file[0])), path),
                )
                bare = path[0] not in read(text, name)
                raise fault(
                    complaint(error), text=text, name=name, path=path[1:] if bare else path
                ) from error
            raise fault(
                complaint(error), text=step.text, name=step.name, path=origin(path, base, step.more)
            ) from error
        base = step.data
    return result


def depth(data: Any, path: Sequence[Key]) -> int:
    """How many steps of a path exist in the data."""
    for at, step in enumerate(path):
        if not isinstance(data, dict) or step not in data:
            return at
        data = data[step]
    return len(path)


def known(more: dict[str, Any], model: type[BaseModel], text: str, name: str) -> None:
    """Refuse a section that the codebook does not have. Raises OnrecordError (E301)."""
    sections = ", ".join(model.model_fields)
    replaced = more.get("replace") or {}
    if not isinstance(replaced, dict):
        raise fault(
            "give a mapping: what to replace, and by what", text=text, name=name, path=["replace"]
        )
    for path in [[key] for key in more if key != "replace"] + [
        ["replace", key] for key in replaced
    ]:
        if str(path[-1]).split(".")[0] not in model.model_fields:
            raise fault(f"no such section: there are {sections}", text=text, name=name, path=path)


def unique(text: str, name: str) -> None:
    """Refuse a key given twice. Raises OnrecordError (E301)."""
    for line, key in repeated(text):
        raise OnrecordError(
            Errors.E301.format(file=name, line=line, key=key, problem="given twice"), code="E301"
        )


def users(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """(name, text) of a user's codebook files, in the order given.

    Raises OnrecordError (E302) if one is not UTF-8, OSError if one cannot be read.
    """
    found = []
    for path in paths:
        try:
            found.append((str(path), path.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise OnrecordError(
                Errors.E302.format(file=path, line=line, problem="the file is not UTF-8"),
                code="E302",
            ) from error
    return found
