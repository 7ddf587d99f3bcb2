"""CSV."""

from __future__ import annotations

import pytest

from onrecord.errors import OnrecordError
from onrecord.readers.csv import read
from onrecord.readers.reading import Known, Reading

TEXT = "The army said, on Monday, that five of its men were killed."


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_rows(mark: str) -> None:
    rows = (
        mark.join(["id", "text", "published"])
        + "\r\n"
        + mark.join(["a", f'"{TEXT}"', "2024-06-03"])
        + "\r\n"
        + mark.join(["b", "", ""])
    )
    found = list(read(rows.encode("utf-8-sig"), source="a.csv", known=Known()))
    assert isinstance(found[0], Reading)
    assert (found[0].report.id, found[0].report.text, str(found[0].report.published.start)) == (
        "a",
        TEXT,
        "2024-06-03",
    )
    assert isinstance(found[1], OnrecordError)
    assert found[1].code == "E209"


def test_no_text_column() -> None:
    with pytest.raises(OnrecordError) as caught:
        list(read(b"id,body\n1,x\n", source="a.csv", known=Known()))
    assert caught.value.code == "E209"
