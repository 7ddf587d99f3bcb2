"""Bytes to text: the encoding is found by a mark, by a declaration or by trial, and any doubt is
reported."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import Errors, OnrecordError, Warnings
from onrecord.schema import Diagnostic

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KINDS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
CONTROL = bytes([*range(0, 9), *range(14, 27), *range(28, 32), 127])
BROKEN = re.compile("\ufffd|â€[™œ\x9d“”˜¦]?|Ã[©¨¡±³¶¼]|Ø[§-³]Ù")
# of the letters: text with more accented ones than this is not English in Windows-1252 but a code
# page of another script
FOREIGN = 0.1


def decode(
    data: bytes, *, source: str, declared: str | None = None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of ``data``, verbatim (a byte order mark left out), and what was doubtful.

    Tried in this order: a byte order mark, UTF-16 without one (W201), ``declared`` (a page's own
    charset), UTF-8, UTF-8 with a few broken bytes (W202), Windows-1252 (W201).

    Raises:
        OnrecordError: E202 (nothing but blanks), E203 (binary), E204 (no encoding fits).
    """
    text, encoding = attempt(data, source=source, declared=declared)
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise OnrecordError(Errors.E202.format(source=source), code="E202")
    doubts = []
    if encoding:
        doubts.append(
            Diagnostic(code="W201", message=Warnings.W201.format(source=source, encoding=encoding))
        )
    if broken := BROKEN.search(text):
        doubts.append(
            Diagnostic(
                code="W202", message=Warnings.W202.format(source=source, sample=broken.group())
            )
        )
    return text, tuple(doubts)


def attempt(data: bytes, *, source: str, declared: str | None) -> tuple[str, str | None]:
    """The text, and the name of the encoding if it had to be guessed."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return strictly(data, encoding, source=source), None
    for magic, kind in KINDS:
        if data.startswith(magic):
            raise no_text(source, kind)
    if b"\0" in data:
        if wide := unmarked(data):
            return wide
        raise no_text(source, "binary data")
    if len(data) - len(data.translate(None, CONTROL)) > len(data) / 50:
        raise no_text(source, "binary data")
    text = trusted(data, declared)
    if text is not None:
        return text, None
    text = strictly(data, "cp1252", source=source)
    if is_foreign(text):
        raise OnrecordError(Errors.E204.format(source=source), code="E204")
    return text, "Windows-1252"


def strictly(data: bytes, encoding: str, *, source: str) -> str:
    """The text in an encoding. Raises OnrecordError (E204) if it is not in it."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise OnrecordError(Errors.E204.format(source=source), code="E204") from error


def no_text(source: str, kind: str) -> OnrecordError:
    """The error of a file that is not text (E203)."""
    return OnrecordError(Errors.E203.format(source=source, kind=kind), code="E203")


def trusted(data: bytes, declared: str | None) -> str | None:
    """The text in the encoding declared, or in UTF-8, a few broken bytes allowed, as in a file cut
    short (W202); None if it is in neither."""
    for trial in (declared, "utf-8"):
        if trial and known(trial):
            try:
                return data.decode(trial)
            except UnicodeDecodeError:
                continue
    mended = data.decode("utf-8", "replace")
    return mended if 2 * mended.count("\ufffd") < sum(c > "\x7f" for c in mended) else None


def is_foreign(text: str) -> bool:
    """Whether so many letters are outside ASCII that the encoding must be another one."""
    letters = [c for c in text if c.isalpha()]
    return sum(c > "\x7f" for c in letters) > FOREIGN * len(letters)


def unmarked(data: bytes) -> tuple[str, str] | None:
    """Detect UTF-16 without a byte order mark.

    English text then has a NUL in nearly every second byte and nowhere else (programs have them
    elsewhere).
    """
    for skip, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = data[skip::2], data[1 - skip :: 2]
        if half and half.count(0) > 0.8 * len(half) and len(data) % 2 == 0 and 0 not in other:
            try:
                return data.decode(encoding), encoding.upper()
            except UnicodeDecodeError:
                continue
    return None


def known(encoding: str) -> bool:
    """Whether Python has a text codec of this name."""
    try:
        return bool(codecs.lookup(encoding)._is_text_encoding)
    except LookupError:
        return False
