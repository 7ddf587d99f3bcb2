from pathlib import Path

import pytest
from tests.incidents import account, claim, incident, killed

from onrecord.codebook import Codebook
from onrecord.errors import OnrecordError
from onrecord.exporters import write_incidents
from onrecord.exporters.jsonl import read, stamp_of
from onrecord.schema import Basis, Incident, Interval


def many() -> list[Incident]:
    basis = {
        "totals.killed": Basis(
            rule="best_low_high",
            claims=("r1e1/0",),
            decision="d4",
            machine={"low": 3, "high": None},
        ),
        "type": Basis(rule="most accounts", machine="ATTACK"),
    }
    return [
        incident(),
        incident(id="i2", basis=basis, review="accepted", missing=("weapons",)),
        incident(
            account(4, claims=(claim("Séïdou “le Grand”"),), harm=(killed(None, None, 8),)),
            id="i3",
            totals={"killed": Interval(low=None, high=8)},
        ),
    ]


def test_the_same_incidents_come_back_byte_for_byte(book: Codebook, tmp_path: Path) -> None:
    out, again = tmp_path / "all.jsonl", tmp_path / "again.jsonl"
    stamp = write_incidents(many(), out, as_="jsonl", book=book, rule="best_low_high")
    assert list(read(out)) == many()
    assert [i.model_dump_json() for i in read(out)] == [i.model_dump_json() for i in many()]
    assert stamp_of(out) == stamp.model_copy(update={"files": {}})
    write_incidents(read(out), again, as_="jsonl", book=book, rule="best_low_high")
    assert again.read_bytes() == out.read_bytes()


def test_what_is_no_export_or_has_lost_a_line(book: Codebook, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    write_incidents(many(), out, as_="jsonl", book=book)
    lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
    out.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"E613 all\.jsonl: .* contains 2 incidents, not 3"):
        list(read(out))
    out.write_text("".join([lines[0], "{}\n"]), encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"E614 .*line 2"):
        list(read(out))
    out.write_text("".join(lines[1:]), encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"E614 .*line 1: .*no stamp"):
        list(read(out))
    with pytest.raises(OnrecordError, match="E201"):
        list(read(tmp_path / "none.jsonl"))
