"""Where the bytes come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.readers.source import fetch, is_url


def test_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    assert fetch(str(tmp_path / "a.txt"), most=3) == b"abc"


@pytest.mark.parametrize("name", ["missing.txt", ".", "a\0b"])
def test_unreadable(tmp_path: Path, name: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        fetch(f"{tmp_path}/{name}", most=10)
    assert caught.value.code == "E201"


def test_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abcd")
    with pytest.raises(OnrecordError) as caught:
        fetch(str(tmp_path / "a.txt"), most=3)
    assert caught.value.code == "E205"
    assert "4 bytes" in str(caught.value)


def test_addresses() -> None:
    assert is_url("https://wire.example/a")
    assert not is_url("notes/https.txt")


def test_unreachable_page() -> None:
    with pytest.raises(OnrecordError) as caught:
        fetch("http://127.0.0.1:9/page.html", most=10)
    assert caught.value.code == "E207"
