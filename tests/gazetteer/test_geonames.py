"""GeoNames' files: lines read, faults reported by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.gazetteer.geonames import KINDS, Fault, alternates, divisions, place, places

LINE = [
    "900000001",
    "Tall Wardān",
    "Tall Wardan",
    "Tel Wardan,تل وردان",
    "34.5",
    "43.5",
    "P",
    "PPL",
    "IQ",
    "",
    "18",
    "181",
]
LINE += [*[""] * 6, "2020-01-01"]


def cells(**changes: str) -> list[str]:
    """A line's cells, some changed: by the readme's column number."""
    out = list(LINE)
    for column, value in changes.items():
        out[int(column[1:])] = value
    return out


def read(path: Path) -> tuple[list[str], list[Fault]]:
    """The names in a dump and its faults."""
    faults: list[Fault] = []
    return [row.name for row, _ in places(path, warn=faults.append, read=lambda size: None)], faults


def test_a_line_of_a_dump() -> None:
    row, day = place(LINE)
    assert (row.id, row.name, row.kind, row.country, row.code, row.radius) == (
        900000001,
        "Tall Wardan",
        "city",
        "IQ",
        "IQ.18.181",
        2.0,
    )
    assert row.names == {"Tall Wardān", "Tel Wardan", "تل وردان"}
    assert (row.feature, day) == ("P.PPL", "2020-01-01")


@pytest.mark.parametrize(
    ("letter", "code", "kind"),
    [
        ("H", "STM", "river"),
        ("A", "ADM2", "admin2"),
        ("S", "AIRB", "airbase"),
        ("S", "CMPRF", "camp"),
        ("S", "PSTB", "checkpoint"),
        ("P", "PPLX", "neighbourhood"),
        ("R", "ANYTHING", "road"),
        ("V", "", "forest"),
    ],
)
def test_all_classes_are_read(letter: str, code: str, kind: str) -> None:
    row, _ = place(cells(c6=letter, c7=code))
    assert row.kind == kind
    assert row.radius > 0


def test_every_class_has_a_kind() -> None:
    assert {key for key in KINDS if "." not in key} == set("AHLPRSTUV")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"c0": "x1"}, "no GeoNames id"),
        ({"c1": " "}, "no name"),
        ({"c4": "95"}, "no latitude"),
        ({"c5": "east"}, "no longitude"),
        ({"c4": "nan"}, "no latitude"),
        ({"c6": "Q"}, "no feature class"),
        ({"c8": "Irq"}, "no country code"),
        ({"c14": "-3"}, "no population"),
    ],
)
def test_a_wrong_cell_is_told(changes: dict[str, str], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        place(cells(**changes))


@given(
    st.lists(
        st.text(alphabet=st.characters(blacklist_characters="\t"), max_size=8),
        min_size=19,
        max_size=19,
    )
)
def test_any_cells_are_a_place_or_a_fault(line: list[str]) -> None:
    try:
        row, _ = place(line)
    except ValueError:
        return
    assert row.id >= 0


def test_wrong_lines_are_left_out_by_number(tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    good = "\t".join(LINE).encode()
    dump.write_bytes(b"one\ttwo\n" + good + b"\r\n" + b"\xff\xfe" + good + b"\n" + good)
    names, faults = read(dump)
    assert names == ["Tall Wardan"] * 2
    assert [(f.line, f.problem) for f in faults] == [(1, "2 columns, not 19"), (3, "not UTF-8")]


@pytest.mark.parametrize(
    "content", [b"", b"one\ttwo\n", b"PK\x03\x04\x00\x00\n\x00", b"a\tb\tc\td\n" * 500]
)
def test_a_file_that_is_no_dump_is_refused(tmp_path: Path, content: bytes) -> None:
    dump = tmp_path / "IQ.txt"
    dump.write_bytes(content)
    with pytest.raises(OnrecordError, match=r"E403.*line 1"):
        read(dump)
    for other in (
        lambda: list(divisions(dump, warn=print)),
        lambda: list(alternates(dump, warn=print, read=lambda size: None)),
    ):
        with pytest.raises(OnrecordError, match=r"E403.*(divisions|alternate names)"):
            other()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E404"):
        read(tmp_path / "none.txt")


def test_lists_of_divisions_and_names(tmp_path: Path) -> None:
    admin, names = tmp_path / "admin1CodesASCII.txt", tmp_path / "alternateNamesV2.txt"
    admin.write_text("IQ.18\tSalah ad Din\tSalah ad Din\t91695\n", encoding="utf-8")
    names.write_text(
        "1\t900000001\ten\tHill of Wardan\t1\t\t\t\t\t\n2\t900000001\tlink\thttps://example.org\t\t\t\t\t\t\n3\t900000001\tar\tوردان\t\t\t1\t\t\t\n",
        encoding="utf-8",
    )
    assert [(d.code, d.name, d.id) for d in divisions(admin, warn=print)] == [
        ("IQ.18", "Salah ad Din", 91695)
    ]
    assert [
        (a.name, a.colloquial) for a in alternates(names, warn=print, read=lambda size: None)
    ] == [
        ("Hill of Wardan", False),
        (None, False),
        ("وردان", True),
    ]
