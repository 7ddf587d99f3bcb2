from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.muc.setting import Dateline

from bench import muc4
from onrecord.schema import CodedReport, Report

KEY = """0.  MESSAGE: ID                    DEV-MUC3-9001
1.  MESSAGE: TEMPLATE              1
2.  INCIDENT: DATE                 - 08 MAY 91
3.  INCIDENT: LOCATION             EL SALVADOR
4.  INCIDENT: TYPE                 ATTACK

0.  MESSAGE: ID                    DEV-MUC3-9002
1.  MESSAGE: TEMPLATE              *
"""
TEXTS = """DEV-MUC3-9001 (ONE)

   SAN SALVADOR, 8 MAY 91 (AGENCY) -- [TEXT] [CONTINUED] THE FIRST
LINE GOES ON.

   A SECOND PARAGRAPH.
DEV-MUC3-9002

   PARIS (FRANCE), NO DATE -- [REPORT] NOTHING.
"""


class Silent:
    """Codes nothing, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Report] = []

    def __call__(self, reports: Sequence[Report]) -> Iterator[CodedReport]:
        self.asked += reports
        return iter([CodedReport(report=report) for report in reports])

    def map(self, function: Any, items: Sequence[Any]) -> Iterator[Any]:
        return map(function, items)


def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "muc4/TASK/CORPORA/tst9"
    folder.mkdir(parents=True)
    (folder / "key-tst9.v1").write_text(KEY)
    (folder / "tst9-muc4").write_text(TEXTS)
    roles = tmp_path / "muc4/five_roles"
    roles.mkdir()
    (roles / "dev.json").write_text(
        '{"docid": "DEV-MUC3-9001", "doctext": "the text.", "templates": [{"incident_type": "attack", "Victim": [[["a", 1]]]}]}\n'
    )
    return tmp_path


def test_texts_are_unwrapped_and_their_datelines_read() -> None:
    first, second = muc4.read(TEXTS)
    assert (
        first.text
        == "SAN SALVADOR, 8 MAY 91 (AGENCY) -- THE FIRST LINE GOES ON.\n\nA SECOND PARAGRAPH."
    )
    assert first.dateline == Dateline("SAN SALVADOR", None, date(1991, 5, 8), "AGENCY")
    assert first.report.published.start == date(1991, 5, 8)
    assert second.dateline == Dateline("PARIS", "FRANCE", None, None)


def test_splits_are_what_stands_there(tmp_path: Path) -> None:
    assert muc4.splits(corpus(tmp_path)) == ["tst9", "five_roles", "five_roles/dev"]
    assert muc4.splits(tmp_path / "nowhere") == []


def test_a_coder_that_finds_nothing_scores_nothing(tmp_path: Path) -> None:
    data, code = corpus(tmp_path), Silent()
    found = muc4.run(data, "tst9", limit=None, code=code, progress=lambda items, total: iter(items))
    assert found.documents == 2
    assert (
        found.scores["all_templates_f"] == found.scores["ceaf_ree_f"] == found.scores["gtt_f"] == 0
    )
    assert [error.cause for error in found.errors] == ["template missing"]
    assert {path.name for path in found.files} == {"key-tst9.v1", "tst9-muc4", "dev.json"}


def test_five_roles_alone_bring_their_own_text(tmp_path: Path) -> None:
    data, code = corpus(tmp_path), Silent()
    assert (
        muc4.run(
            data, "five_roles", limit=None, code=code, progress=lambda items, total: iter(items)
        ).documents
        == 1
    )
    found = muc4.run(
        data, "five_roles/dev", limit=None, code=code, progress=lambda items, total: iter(items)
    )
    assert set(found.scores) == {"ceaf_ree_f", "gtt_f"}
    assert code.asked[0].text == "THE TEXT."
