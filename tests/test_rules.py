from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import onrecord
from onrecord.rules import WORDING, worded

SOURCE = Path(onrecord.__file__).parent


def ids_used() -> set[str]:
    """The rule ids that the code of coding/ names as strings."""
    found = set()
    for path in (SOURCE / "coding").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_details_are_filled_in() -> None:
    assert worded("when.carried", event="e3") == "carried over from e3"
    assert worded("where.named", toponym="name", reading="") == "named for it (name)"


def test_an_unknown_rule_and_a_missing_detail_are_errors() -> None:
    with pytest.raises(KeyError):
        worded("when.never")
    with pytest.raises(KeyError):
        worded("when.carried")


def test_every_rule_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "coding").rglob("*.py"))
    composed = {f"count.{name}" for name in ("at_least", "more_than") if f'"{name}"' in text}
    assert set(WORDING) <= ids_used() | composed


def test_every_id_that_code_names_has_a_wording() -> None:
    rooms = {rule.partition(".")[0] for rule in WORDING if "." in rule}
    shape = re.compile(rf"(?:{'|'.join(sorted(rooms))})\.[a-z_]+")
    named = {text for text in ids_used() if shape.fullmatch(text)}
    assert named <= set(WORDING)


def test_wordings_differ() -> None:
    once = [rule for rule in WORDING.values() if "{event}" not in rule]
    assert len(once) == len(set(once))
