"""Makes what is generated in the documentation: docs/codebook.md, docs/cli.md, and the tables in README.md and docs/guide.md.

python scripts/docs.py
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- made: onrecord ([^\n]*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> str:
    """Every command's help, as one page."""
    from typer.main import get_command

    parts = ["# Commands\n\nMade by `make docs` from the program's own help; a test holds the two together.\n"]

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

    found = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}, prog_name="onrecord")
    if found.exit_code:
        raise SystemExit(found.output)
    return "\n".join(line.rstrip() for line in found.stdout.splitlines()) + "\n"


def main() -> None:
    """Write them."""
    from onrecord.codebook import Codebook
    from onrecord.codebook.reference import markdown

    os.chdir(ROOT)
    (ROOT / "docs" / "codebook.md").write_text(markdown(Codebook.load()), encoding="utf-8")
    (ROOT / "docs" / "cli.md").write_text(commands(), encoding="utf-8")
    for page in (ROOT / "README.md", ROOT / "docs" / "guide.md"):
        text = page.read_text(encoding="utf-8")
        made = BLOCK.sub(lambda m: f"{m[1]}```\n{output(*m[2].split())}```\n{m[3]}", text)
        page.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
