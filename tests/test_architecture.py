"""The order of the house: no import circle, no arrow against the order of the rooms, nothing that a
user meets undocumented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typer.main import get_command

import onrecord
from onrecord.cli import app
from onrecord.codebook.codebook import Codebook
from onrecord.codebook.loader import shipped
from onrecord.exporters.registry import INCIDENT_LAYOUTS, LAYOUTS, REPORT_FORMATS, REPORTS
from onrecord.readers.registry import INPUT_FORMATS, SUFFIXES, by_suffix

SOURCE = Path(onrecord.__file__).parent
ROOT = SOURCE.parents[1]
ROOMS = ("text", "time", "place", "actors", "claims", "events")
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "records": frozenset(),
    "text": frozenset({"records"}),
    "time": frozenset({"records"}),
    "place": frozenset({"records", "text"}),
    "claims": frozenset({"records", "text"}),
    "actors": frozenset({"records", "text"}),
    "events": frozenset({"records", "text", "time", "actors"}),
    "pipeline": frozenset({"records", *ROOMS}),
    "coder": frozenset({"records", "pipeline"}),
}
"""What each room of coding/ may import of the others, and does: time, place and claims know nothing
of one another, events reads what they found in records, and only the pipeline sees all."""
FLOORS = ("schema", "codebook", "coding", "linking", "exporters", "casebook", "cli")
"""The packages in their order: none imports one that stands after it. (``gazetteer`` is data that
codebook and coding read.)"""


def modules(root: Path, package: str) -> dict[str, Path]:
    """Each module's name and file."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = [package, *path.relative_to(root).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def typing_only(node: ast.AST) -> bool:
    """Whether a statement is ``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one, without what only the type checker sees."""
    for child in ast.iter_child_nodes(node):
        if not typing_only(child):
            yield child
            yield from statements(child)


def imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ours that a file imports, inside functions as well. Imports are written in
    full: a relative one would be overlooked."""
    for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
        assert not getattr(node, "level", 0), f"{path}, line {node.lineno}: relative import"
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known:
                    yield whole
                elif node.module in known:
                    yield node.module


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """The modules of one import circle, in order; empty where there is none."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        for other in sorted(arrows.get(name, ())):
            if found := walk(other, [*way, name]):
                return found
        done.add(name)
        return []

    return next((found for name in sorted(arrows) if (found := walk(name, []))), [])


def arrows(known: Mapping[str, Path]) -> dict[str, set[str]]:
    """What each module imports."""
    return {name: {m for m in imports(path, known) if m != name} for name, path in known.items()}


def test_no_module_imports_itself_in_a_circle() -> None:
    found = circle(arrows(modules(SOURCE, "onrecord") | modules(ROOT / "bench", "bench")))
    assert not found, " -> ".join(found)


def test_a_circle_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from p import b\n")
    (tmp_path / "b.py").write_text("def late():\n    import p.c\n")
    (tmp_path / "c.py").write_text("from p.a import x\n")
    (tmp_path / "d.py").write_text("if TYPE_CHECKING:\n    from p import d2\n")
    assert circle(arrows(modules(tmp_path, "p"))) == ["p.a", "p.b", "p.c", "p.a"]


def room_of(module: str) -> str:
    """The room of a module of coding/."""
    return module.removeprefix("onrecord.coding.").partition(".")[0]


@pytest.fixture(scope="module")
def between_rooms() -> list[tuple[str, str]]:
    """The imports from one room of coding/ to another."""
    return [
        (name, other)
        for name, others in arrows(modules(SOURCE, "onrecord")).items()
        for other in sorted(others)
        if name.startswith("onrecord.coding.") and other.startswith("onrecord.coding.")
        if room_of(other) != room_of(name)
    ]


def test_no_arrow_goes_against_the_order_of_the_rooms(
    between_rooms: list[tuple[str, str]],
) -> None:
    against = [
        f"{name} -> {other}"
        for name, other in between_rooms
        if room_of(other) not in MAY_IMPORT[room_of(name)]
    ]
    assert not against, "\n".join(against)


def test_no_arrow_is_allowed_that_nobody_needs(between_rooms: list[tuple[str, str]]) -> None:
    used = {(room_of(name), room_of(other)) for name, other in between_rooms}
    allowed = {(room, other) for room, others in MAY_IMPORT.items() for other in others}
    assert allowed == used


def test_no_package_imports_one_above_it() -> None:
    known = modules(SOURCE, "onrecord")
    against = [
        f"{name} -> {other}"
        for name, others in arrows(known).items()
        for other in sorted(others)
        if (mine := name.split(".")[1:2]) and mine[0] in FLOORS
        if (theirs := other.split(".")[1:2]) and theirs[0] in FLOORS
        if FLOORS.index(theirs[0]) > FLOORS.index(mine[0])
    ]
    assert not against, "\n".join(against)


# --- registries and documentation -----------------------------------------------------------------


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_format_is_there_and_documented() -> None:
    guide, exports = page("guide.md"), page("exports.md")
    for name, row in REPORT_FORMATS.items():
        assert callable(row.export), name
        assert f"| `{name}` |" in guide, name
    for name, layout in INCIDENT_LAYOUTS.items():
        if layout.text:
            assert callable(layout.form.line), name
        assert f"| `{name}` |" in exports, name
    assert f"| `{REPORTS.name}` |" in exports
    assert set(LAYOUTS) == {*INCIDENT_LAYOUTS, REPORTS.name}


def test_every_input_format_is_there_and_documented() -> None:
    guide = page("guide.md")
    for name, row in INPUT_FORMATS.items():
        assert callable(row.read), name
        assert all(by_suffix(suffix) is row for suffix in row.suffixes)
        assert f"| {row.title} |" in guide, name
    assert len(SUFFIXES) == len(set(SUFFIXES))


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command with its options."""

    def walk(command: object, name: str) -> Iterator[tuple[str, list[str]]]:
        options = [o for p in getattr(command, "params", ()) for o in p.opts if o.startswith("--")]
        yield name, options
        for child, inner in sorted(getattr(command, "commands", {}).items()):
            yield from walk(inner, f"{name} {child}")

    yield from walk(get_command(app), "onrecord")


def test_every_command_and_option_is_documented() -> None:
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page("cli.md"), re.M | re.S))
    for name, options in commands():
        assert name in sections, name
        for option in options:
            assert option in sections[name], f"{name} {option}"


def test_every_setting_of_the_environment_is_documented() -> None:
    docs = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md"))
    for path in SOURCE.rglob("*.py"):
        for name in re.findall(r"\"(ONRECORD_[A-Z_]+)\"", path.read_text(encoding="utf-8")):
            assert name in docs, f"{name} in {path.name}"


def test_every_section_of_the_codebook_is_documented() -> None:
    docs = page("extending.md") + page("codebook.md")
    for name in Codebook.model_fields:
        assert f"`{name}`" in docs, name


def test_every_data_file_of_the_codebook_is_documented() -> None:
    docs = page("extending.md")
    for name, _ in shipped():
        section = name.removesuffix(".yaml")
        assert f"`{name}`" in docs or f"`{section}`" in docs, name
