"""The user's gazetteer: dumps added whole or not at all, searched together with the embedded
one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.gazetteer import Gazetteer, location, user
from onrecord.gazetteer.geonames import Fault


def line(
    ident: int,
    name: str,
    kind: str,
    *,
    also: str = "",
    people: int = 0,
    province: str = "18",
    district: str = "",
) -> str:
    """One line of a GeoNames dump, in Iraq."""
    feature, code = kind.split(".")
    where = ["34.5", "43.5", feature, code, "IQ", "", province, district, "", ""]
    return (
        "\t".join(
            [
                str(ident),
                name,
                name,
                also,
                *where,
                str(people),
                "",
                "",
                "Asia/Baghdad",
                "2020-01-01",
            ]
        )
        + "\n"
    )


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A small dump."""
    path = tmp_path / "IQ.txt"
    path.write_text(
        line(
            900000001,
            "Tall Wardan",
            "P.PPL",
            also="Tel Wardan,Tall Wardān",
            people=300,
            district="77",
        )
        + line(900000002, "Jabal Nasrin", "T.MT", province="99")
        + line(900000003, "Nasrin Road", "R.RD")
        + line(900000004, "Hayy Nasrin District", "A.ADM2", district="77")
        + line(91597, "Samarra", "P.PPLA2", also="Samarra of the dump", people=300_000),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the user's gazetteer will be."""
    return tmp_path / "data" / "mine.db"


def test_a_dump_is_searched_beside_the_embedded_places(dump: Path, file: Path) -> None:
    added, new = user.add(dump, file)
    assert (added.name, added.places, added.changed, new) == ("IQ.txt", 5, "2020-01-01", True)
    both = Gazetteer.open(file)
    wardan = both.search("Tel Wardan", country="IRQ")[0]
    assert (wardan.id, wardan.admin1, wardan.admin2, wardan.match) == (
        "geonames:900000001",
        "Salah ad Din",
        "Hayy Nasrin District",
        "alternate",
    )
    assert both.search("Tell Wardane", country="IRQ")[0].match == "variant"
    assert both.search("Jabal Nasrin")[0].kind == "mountain"
    assert both.search("Nasrin Road", variants=False)[0].feature == "R.RD"
    assert both.get("geonames:900000002").name == "Jabal Nasrin"  # type: ignore[union-attr]
    assert both.search("Mosul", country="IRQ")


def test_a_place_of_both_is_one(dump: Path, file: Path) -> None:
    user.add(dump, file)
    both = Gazetteer.open(file)
    assert [e.id for e in both.search("Samarra", country="IRQ", kinds=("city",))] == [
        "geonames:91597"
    ]
    found = both.search("Samarra of the dump")[0]
    assert (found.id, found.admin1, found.population) == ("geonames:91597", "Salah ad Din", 158508)


def test_the_same_dump_twice_changes_nothing(dump: Path, file: Path) -> None:
    first, _ = user.add(dump, file)
    before = (file.read_bytes(), Gazetteer.open(file).digest)
    assert user.add(dump, file) == (first, False)
    assert (file.read_bytes(), Gazetteer.open(file).digest) == before


def test_a_newer_dump_takes_the_place_of_the_older(dump: Path, file: Path) -> None:
    user.add(dump, file)
    dump.write_text(line(900000009, "Tall Jadid", "P.PPL"), encoding="utf-8")
    user.add(dump, file)
    assert [(d.name, d.places) for d in user.dumps(file)] == [("IQ.txt", 1)]
    both = Gazetteer.open(file)
    assert both.search("Tall Jadid")
    assert not both.search("Jabal Nasrin", variants=False)


def test_the_digest_is_the_same_whatever_the_order(dump: Path, tmp_path: Path) -> None:
    other = tmp_path / "SY.txt"
    other.write_text(line(900000010, "Kafr Nasrin", "P.PPL"), encoding="utf-8")
    digests = set()
    for n, order in enumerate(((dump, other), (other, dump))):
        for one in order:
            user.add(one, tmp_path / f"{n}.db")
        digests.add(Gazetteer.open(tmp_path / f"{n}.db").digest)
    assert len(digests) == 1
    assert Gazetteer.embedded().digest not in digests


class Stopped(BaseException):
    """Stops the run as a signal would."""


def test_a_run_that_is_stopped_leaves_nothing_behind(dump: Path, file: Path) -> None:
    def stop(size: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        user.add(dump, file, read=stop)
    assert not list(file.parent.iterdir())
    other = dump.with_name("SY.txt")
    other.write_text(line(900000010, "Kafr Nasrin", "P.PPL"), encoding="utf-8")
    user.add(other, file)
    before = file.read_bytes()
    with pytest.raises(Stopped):
        user.add(dump, file, read=stop)
    assert [p.read_bytes() for p in file.parent.iterdir()] == [before]
    file.with_name(f"{file.name}.1.part").write_bytes(b"left by a run that was killed")
    user.add(dump, file)
    assert [d.name for d in user.dumps(file)] == ["IQ.txt", "SY.txt"]
    assert list(file.parent.iterdir()) == [file]


KILLED = """
import os, signal, sys
from pathlib import Path
from onrecord.gazetteer import location, user
seen = []
def read(size):
    seen.append(size)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
user.add(Path(sys.argv[1]), Path(sys.argv[2]), read=read)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_run_that_is_killed_adds_nothing_and_can_be_run_again(dump: Path, file: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(dump), str(file)], check=False)
    assert killed.returncode < 0
    assert not file.exists()
    assert user.add(dump, file)[0].places == 5
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_another_run_changed_is_not_overwritten(dump: Path, file: Path) -> None:
    user.add(dump, file)
    other = dump.with_name("SY.txt")
    other.write_text(line(900000010, "Kafr Nasrin", "P.PPL"), encoding="utf-8")

    def meddle(size: int) -> None:
        file.write_bytes(file.read_bytes() + b"\0")

    with pytest.raises(OnrecordError, match=r"E406.*another run"):
        user.add(other, file, read=meddle)


def test_a_dump_is_removed(dump: Path, file: Path) -> None:
    user.add(dump, file)
    assert user.remove("IQ", file).places == 5
    assert user.dumps(file) == []
    assert Gazetteer.open(file).search("Samarra of the dump", variants=False) == []
    with pytest.raises(OnrecordError, match=r"E405.*none"):
        user.remove("IQ.txt", file)


def test_more_names_and_the_names_of_divisions(dump: Path, file: Path, tmp_path: Path) -> None:
    names, admin = tmp_path / "alternateNamesV2.txt", tmp_path / "admin1CodesASCII.txt"
    names.write_text(
        "1\t900000002\ten\tRose Mountain\t\t\t\t\t\t\n2\t5\ten\tElsewhere\t\t\t\t\t\t\nwrong\n",
        encoding="utf-8",
    )
    admin.write_text("IQ.99\tLand of Roses\tLand of Roses\t9999999\n", encoding="utf-8")
    faults: list[Fault] = []
    user.add(dump, file, alternate_names=names, admin=[admin], warn=faults.append)
    found = Gazetteer.open(file).search("Rose Mountain")[0]
    assert (found.name, found.admin1, found.match) == ("Jabal Nasrin", "Land of Roses", "alternate")
    assert not [e for e in Gazetteer.open(file).search("Elsewhere") if e.id == "geonames:5"]
    assert [(f.path, f.line) for f in faults] == [(names, 3)]


def test_where_the_users_gazetteer_stands(
    dump: Path, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(location.VARIABLE, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert location.path() == tmp_path / "onrecord" / "gazetteer.db"
    assert not Gazetteer.open().search("Jabal Nasrin", variants=False)
    monkeypatch.setenv(location.VARIABLE, str(file))
    with pytest.raises(OnrecordError, match=r"E401"):
        Gazetteer.open()
    user.add(dump, location.path())
    assert Gazetteer.open().search("Jabal Nasrin")


def test_what_is_no_gazetteer_is_not_touched(dump: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "letter.db"
    foreign.write_bytes(b"a letter, no database, and long enough to be looked at" * 40)
    with pytest.raises(OnrecordError, match=r"E402"):
        user.add(dump, foreign)
    assert foreign.read_bytes().startswith(b"a letter")
    (tmp_path / "a file").write_text("x")
    with pytest.raises(OnrecordError, match=r"E406"):
        user.add(dump, tmp_path / "a file" / "mine.db")


def test_coverage_counts_by_class_and_country(dump: Path, file: Path) -> None:
    user.add(dump, file)
    assert Gazetteer.open(file).coverage(country="IRQ")[1] == {"A": 1, "P": 2, "R": 1, "T": 1}
    assert Gazetteer.open(file).coverage(country="FRA")[1] == {}
