"""Where the bytes come from."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

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


@pytest.fixture
def address() -> Iterator[str]:
    """A page on a server on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/page.html" else 404)
            self.end_headers()
            self.wfile.write(b"<html><body>The army said so.</body></html>")

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_page_is_fetched(address: str) -> None:
    assert b"The army said so." in fetch(f"{address}/page.html", most=1000)


def test_missing_and_large_pages(address: str) -> None:
    for name, most, code in (("none.html", 1000, "E207"), ("page.html", 10, "E205")):
        with pytest.raises(OnrecordError) as caught:
            fetch(f"{address}/{name}", most=most)
        assert caught.value.code == code
