"""What an expression is read against, made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.time.context import Setting

MONDAY = date(2018, 8, 6)


@pytest.fixture(scope="session")
def setting(book: Codebook) -> Callable[..., Setting]:
    """A setting in news of Monday 6 August 2018, unless the test gives another."""

    def made(text: str = "", today: date | None = MONDAY, **fields: Any) -> Setting:
        day = (today, today) if today else None
        fields = {"narrative": False, "at": len(text), **fields}
        return Setting(text, book.times, book.times.language("en"), day, **fields)

    return made
