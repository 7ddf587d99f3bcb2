"""The shipped YAML keeps one entry a line, so that a diff shows one word or one alias."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from onrecord.codebook.loader import SafeLoader, shipped

WIDTH = 100
FEW = 3
PATTERN = re.compile(r" *\w+: '.*'")

FILES = pytest.mark.parametrize(("name", "text"), shipped(), ids=lambda value: value[:12])


def nodes(
    node: yaml.Node, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], yaml.Node]]:
    """Every value of a file with the keys above it."""
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from nodes(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from nodes(value, path)


def packed(path: tuple[str, ...], node: yaml.Node) -> int:
    """How many entries stand on one line: of a list or mapping in brackets, of a string of words."""
    if not isinstance(node, yaml.ScalarNode):
        return len(node.value) if node.flow_style else 0
    if path[:2] == ("places", "cues"):
        return len(node.value.split())
    if path[:1] in (("actors",), ("places",)):
        return max(len(field.split(",")) for field in re.split(r"[;|]", node.value))
    return 0


@FILES
def test_lines_are_short(name: str, text: str) -> None:
    lines = enumerate(text.splitlines(), 1)
    long = [
        f"{name}, line {at}: {len(line)} characters"
        for at, line in lines
        if len(line) > WIDTH and not PATTERN.fullmatch(line)
    ]
    assert not long, f"wrap at {WIDTH} (patterns excepted):\n" + "\n".join(long)


@FILES
def test_lists_stand_one_entry_a_line(name: str, text: str) -> None:
    found = [
        (node, ".".join(path), packed(path, node))
        for path, node in nodes(yaml.compose(text, Loader=SafeLoader))
    ]
    full = [
        f"{name}, line {node.start_mark.line + 1}, {key}: {count} entries"
        for node, key, count in found
        if count > FEW
    ]
    assert not full, f"one entry a line where there are more than {FEW}:\n" + "\n".join(full)
