"""The hash of what makes links changes with everything that they depend on."""

import re
from importlib.resources import files

import pytest

from onrecord.casebook import makers

IMPORT = re.compile(r"^from onrecord\.(linking|gazetteer)\.(\w+) import", re.MULTILINE)


def test_every_module_that_the_linker_needs_is_hashed() -> None:
    needed, left = set(), {"linking/linker.py"}
    while left:
        needed.add(name := left.pop())
        text = (files("onrecord") / name).read_text(encoding="utf-8")
        left |= {f"{folder}/{module}.py" for folder, module in IMPORT.findall(text)} - needed
    assert needed == {name for name in makers.LINKS if name.endswith(".py")}


def test_the_families_of_types_are_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    makers.linker.cache_clear()
    before = makers.linker()
    families = makers.families()
    monkeypatch.setattr(makers, "families", lambda: {**families, "ARMED_CLASH": "Riots"})
    makers.linker.cache_clear()
    assert makers.linker() != before
    makers.linker.cache_clear()
