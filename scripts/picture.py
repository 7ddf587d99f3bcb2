"""Makes the picture of the page for the README (docs/img/page.png); needs Chromium.

    python scripts/picture.py [EVENT]

EVENT (e5 by default) is the one that is lit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord import code, export

ROOT = Path(__file__).parent.parent
SIZE = "1360,1120"


def main(event: str = "e5") -> None:
    """Code the example, open the page, hover over the event, take the picture."""
    page = "".join(export([code(ROOT / "examples" / "samarra.txt")], format="html"))
    point = (
        f"document.querySelector('.row[data-e={event}]').dispatchEvent(new"
        " PointerEvent('pointerover', {bubbles: true}))"
    )
    page = page.replace("</body>", f"<script>{point}</script></body>")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        quiet = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
        )
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                *quiet,
                "--disable-quic",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={folder}/profile",
                f"--window-size={SIZE}",
                f"--screenshot={ROOT / 'docs' / 'img' / 'page.png'}",
                file.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
