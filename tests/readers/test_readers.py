"""From any input to reports."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.readers import Known, Reading, read, readings

TEXT = "The army said on Monday that five of its men were killed.\r\nIt gave no names — “yet”.\n"


def test_text_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    report = read(tmp_path / "a.txt", published=date(2024, 6, 3), outlet="Wire")
    assert report.text == TEXT
    assert (report.outlet, report.published.basis, report.id[:7]) == ("Wire", "given", "sha256:")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert read("-").text == TEXT


def test_page_without_an_ending_is_told_by_its_bytes(tmp_path: Path) -> None:
    page = f"<!doctype html><html><body><article><p>{TEXT * 4}</p></article></body></html>"
    (tmp_path / "page").write_text(page, encoding="utf-8")
    assert "<p>" not in read(tmp_path / "page").text


def test_guessed_encoding_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("cp1252"))
    with pytest.warns(UserWarning, match="W201"):
        assert read(tmp_path / "a.txt").text == TEXT


def test_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army said so. " * 100)
    with pytest.raises(OnrecordError) as caught:
        read(tmp_path / "a.txt", limit=1000)
    assert caught.value.code == "E205"
    assert read(tmp_path / "a.txt", limit=2000)


def test_several_where_one_is_expected(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nThe army said so.\nThe police said so.\n")
    assert all(isinstance(r, Reading) for r in readings(tmp_path / "a.csv", known=Known()))
    with pytest.raises(OnrecordError) as caught:
        read(tmp_path / "a.csv")
    assert caught.value.code == "E210"


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.csv", "a"]),
    st.sampled_from([b"", b"<html><p>", b"text\n"]),
)
def test_any_bytes_give_a_report_or_a_coded_error(data: bytes, name: str, start: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(start + data)
        try:
            found = list(readings(file))
        except OnrecordError as error:
            assert error.code.startswith("E2")
        else:
            assert all(
                f.code.startswith("E2") if isinstance(f, OnrecordError) else f.report.text
                for f in found
            )
