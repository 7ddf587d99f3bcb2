"""Pages."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.errors import OnrecordError
from onrecord.readers.html import looks, read
from onrecord.readers.reading import Known

BODY = (
    "<p>Gunmen killed at least 12 villagers in Tinzawa on Saturday, the district head said, in the worst attack of the year.</p>"
    "<p>The mayor’s office in Orléans said that “nobody was warned”, and that the army came only when it was over.</p>"
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Gunmen kill villagers | Sahel Wire</title>
<meta property="og:title" content="Gunmen kill villagers"><meta property="og:site_name" content="Sahel Wire">
<meta property="article:published_time" content="2024-06-03T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Gunmen kill villagers</h1>{BODY}</article>
<footer>All rights reserved</footer></body></html>"""


def test_page() -> None:
    (reading,) = read(PAGE.encode(), source="a.html", known=Known())
    report = reading.report
    assert "killed at least 12 villagers" in report.text
    assert "“nobody was warned”" in report.text
    assert "Sport" not in report.text
    assert (report.title, report.outlet, report.language) == (
        "Gunmen kill villagers",
        "Sahel Wire",
        "en",
    )
    assert (report.published.start, report.published.basis) == (date(2024, 6, 3), "metadata")


def test_what_is_given_wins() -> None:
    (reading,) = read(
        PAGE.encode(), source="a.html", known=Known(published=date(2024, 6, 1), outlet="The Post")
    )
    assert (reading.report.published.start, reading.report.published.basis) == (
        date(2024, 6, 1),
        "given",
    )
    assert reading.report.outlet == "The Post"


def test_declared_charset() -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    (reading,) = read(page, source="a.html", known=Known())
    assert "Orléans" in reading.report.text
    assert reading.diagnostics == ()


def test_no_date_is_no_date() -> None:
    page = PAGE.replace(
        '<meta property="article:published_time" content="2024-06-03T10:00:00Z">', ""
    )
    (reading,) = read(page.encode(), source="a.html", known=Known())
    assert reading.report.published.basis == "none"


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "<!doctype html><html><head><title>A</title></head></html>"],
)
def test_no_article(page: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        list(read(page.encode(), source="a.html", known=Known()))
    assert caught.value.code == "E208"


def test_looks() -> None:
    assert looks(b"\n<!DOCTYPE html>\n<p>")
    assert looks("<html>".encode("utf-16"))
    assert not looks(b"He said: 5 < 6 > 4.")
