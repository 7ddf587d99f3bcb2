"""Encodings."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.readers.decode import decode

TEXT = "“We are here”, the mayor’s office said in Orléans — twice."


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-32"), None),
        (TEXT.encode("cp1252"), "W201"),
    ],
)
def test_encodings(data: bytes, warning: str | None) -> None:
    text, doubts = decode(data, source="a.txt")
    assert text == TEXT
    assert [d.code for d in doubts] == ([warning] if warning else [])


def test_utf16_without_a_mark() -> None:
    text, doubts = decode("The army said so.".encode("utf-16-le"), source="a.txt")
    assert (text, doubts[0].code) == ("The army said so.", "W201")


def test_declared_charset() -> None:
    assert decode("Łódź".encode("iso-8859-2"), source="a.html", declared="iso-8859-2")[0] == "Łódź"
    assert decode("Łódź".encode(), source="a.html", declared="no-such-charset")[0] == "Łódź"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E202"),
        (b" \n\t ", "E202"),
        (codecs.BOM_UTF8, "E202"),
        (b"%PDF-1.7 text", "E203"),
        (b"PK\x03\x04rest", "E203"),
        (bytes(range(256)) * 4, "E203"),
        (b"\x01\x02\x03 text \x05\x06", "E203"),
        ("Пятеро убиты в городе".encode("cp1251"), "E204"),
        ("قتل خمسة".encode("cp1256"), "E204"),
        (codecs.BOM_UTF16_LE + b"a", "E204"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        decode(data, source="a")
    assert caught.value.code == code


def test_a_file_cut_short() -> None:
    text, doubts = decode(TEXT.encode() + "’".encode()[:1], source="a.txt")
    assert (text, [d.code for d in doubts]) == (TEXT + "\ufffd", ["W202"])


@pytest.mark.parametrize("text", ["the mayorâ€™s office said", "the mayor\ufffds office said"])
def test_broken_before(text: str) -> None:
    assert [d.code for d in decode(text.encode(), source="a.txt")[1]] == ["W202"]


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda t: t.strip() and not t.startswith("\ufeff")
    )
)
def test_utf8_to_the_letter(text: str) -> None:
    if text.strip("\ufeff \t\r\n\xa0"):
        assert decode(b"x" + text.encode(), source="a.txt")[0] == "x" + text


def test_a_program_padded_with_nuls_is_no_utf_16() -> None:
    header = b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\x03\0\x3e\0\x01\0\0\0" + b"\0" * 200
    with pytest.raises(OnrecordError) as caught:
        decode(header, source="program")
    assert caught.value.code == "E203"
