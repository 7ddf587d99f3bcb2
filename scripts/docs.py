"""Makes what is generated in the documentation: docs/codebook.md, docs/cli.md, docs/columns.md, the
tables in README.md and docs/guide.md, the sessions of docs/incidents.md and docs/casebook.md.

python scripts/docs.py
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SESSIONS = ("incidents.md", "casebook.md", "linking.md")
CONSOLE = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
STAGES = re.compile(r"(<!-- made: stages -->\n).*?(<!-- end -->)", re.DOTALL)
BLOCK = re.compile(r"(<!-- made: onrecord ([^\n]*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> str:
    """Every command's help, as one page."""
    from typer.main import get_command

    parts = [
        "# Commands\n\nMade by `make docs` from the program's own help; a test holds the two"
        " together.\n"
    ]

    def walk(command: object, name: str) -> None:
        children = getattr(command, "commands", {})
        parts.append(f"## {name}\n\n```\n{output(*name.split()[1:], '--help').strip()}\n```\n")
        for child in children:
            walk(children[child], f"{name} {child}")

    from onrecord.cli import app

    walk(get_command(app), "onrecord")
    return "\n".join(parts)


def output(*arguments: str) -> str:
    """What a command prints in a terminal of 80 columns."""
    from typer.testing import CliRunner

    from onrecord.cli import app

    found = CliRunner().invoke(
        app, list(arguments), env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}, prog_name="onrecord"
    )
    if found.exit_code:
        raise SystemExit(found.output)
    return "\n".join(line.rstrip() for line in found.stdout.splitlines()) + "\n"


def session(page: str) -> str:
    """The page with what its commands print.

    The lines of console blocks that begin with ``$`` are run in order, in one folder next to the
    examples.
    """
    from typer.testing import CliRunner

    from onrecord.cli import app

    def block(match: re.Match[str]) -> str:
        parts = []
        for line in match[2].splitlines():
            if line.startswith("$ onrecord "):
                arguments = [
                    found
                    for word in shlex.split(line[11:])
                    for found in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
                ]
                found = CliRunner().invoke(
                    app,
                    arguments,
                    env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"},
                    prog_name="onrecord",
                )
                if found.exit_code:
                    raise SystemExit(f"{line}\n{found.output}")
                parts.append(
                    "\n".join([line, *(part.rstrip() for part in found.output.splitlines())])
                )
        return match[1] + "\n\n".join(parts) + "\n" + match[3]

    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("examples").symlink_to(ROOT / "examples")
            return CONSOLE.sub(block, page)
        finally:
            os.chdir(home)


def stages() -> str:
    """The stages of the coder, as a table."""
    from onrecord.coding.pipeline import PIPELINE

    lines = ["| stage | file | decides | by |", "|---|---|---|---|"]
    for one in PIPELINE:
        by = ", ".join(f"`{name}`" if name.endswith(".yaml") else name for name in one.by)
        name = one.name.replace("_", " ")
        lines.append(f"| {name} | `{one.module}` | {one.decides} | {by} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the generated pages."""
    from onrecord.codebook import Codebook
    from onrecord.codebook.reference import markdown
    from onrecord.exporters.reference import markdown as columns

    os.chdir(ROOT)
    (ROOT / "docs" / "codebook.md").write_text(markdown(Codebook.load()), encoding="utf-8")
    (ROOT / "docs" / "cli.md").write_text(commands(), encoding="utf-8")
    (ROOT / "docs" / "columns.md").write_text(columns(), encoding="utf-8")
    for page in (ROOT / "README.md", ROOT / "docs" / "guide.md"):
        text = page.read_text(encoding="utf-8")
        made = BLOCK.sub(lambda m: f"{m[1]}```\n{output(*m[2].split())}```\n{m[3]}", text)
        page.write_text(made, encoding="utf-8")
    page = ROOT / "docs" / "coding.md"
    table = STAGES.sub(lambda m: m[1] + stages() + m[2], page.read_text(encoding="utf-8"))
    page.write_text(table, encoding="utf-8")
    for name in SESSIONS:
        page = ROOT / "docs" / name
        page.write_text(session(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
