"""The casebook's commands, with a coder made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord import cli
from onrecord.casebook import Casebook
from onrecord.casebook.inputs import expected
from onrecord.cli import common
from onrecord.schema import CodedReport, Report

from .conftest import FAR, OTHER, SAME

WHO = ("--by", "Ana", "--reason", "read both")


class ByHand:
    """Knows its answers by the reports' texts; fails on the word "boom", is stopped by "halt"."""

    def code(self, report: Report) -> CodedReport:
        if "boom" in report.text:
            raise ZeroDivisionError("boom")
        if "halt" in report.text:
            raise KeyboardInterrupt
        known = {one.report.text: one for one in (*SAME, OTHER, FAR)}
        return (
            known[report.text].model_copy(update={"report": report})
            if report.text in known
            else CodedReport(report=report)
        )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(common, "build_coder", lambda *_: ByHand())
    monkeypatch.setenv("ONRECORD_CASEBOOK", "my.db")
    for number, one in enumerate((*SAME, OTHER, FAR), start=1):
        (tmp_path / f"{number}.txt").write_text(one.report.text, encoding="utf-8")
    (tmp_path / "reports.jsonl").write_text(
        "".join(one.to_json(indent=None) + "\n" for one in (*SAME, OTHER, FAR)), encoding="utf-8"
    )
    return tmp_path


def run(*arguments: object, code: int = 0) -> Result:
    found = CliRunner().invoke(cli.app, [str(a) for a in arguments], env={"COLUMNS": "80"})
    assert found.exit_code == code, found.output
    return found


@pytest.fixture
def filled() -> None:
    run("add", "reports.jsonl", "--by", "Ana")


def test_add_says_what_became_of_each_report() -> None:
    found = run("add", "1.txt", "2.txt", "1.txt", "--by", "Ana")
    assert found.stdout.splitlines() == [
        "r1  1 event in i1: 1.txt",
        "r2  1 event in i1: 2.txt",
        "r1  already in: 1.txt",
    ]
    assert "2 new, 1 already in. my.db: 2 reports, 2 events, 1 incident" in found.stderr


def test_the_rest_of_a_batch_goes_on(home: Path) -> None:
    (home / "empty.txt").write_text("")
    (home / "bad.txt").write_text("The army said on Monday that boom went the mine in the field.")
    found = run("add", "empty.txt", "1.txt", "none.txt", "bad.txt", "2.txt", code=3)
    assert [line[:2] for line in found.stdout.splitlines()] == ["r1", "r2"]
    for code in ("E202", "E201", "E501"):
        assert code in found.stderr
    assert "2 new, 0 already in, 3 failed" in found.stderr
    assert run("add", "none.txt", code=21).stdout == ""


def test_what_is_in_when_it_is_stopped_is_said(home: Path) -> None:
    (home / "long.txt").write_text("The army said on Monday that a halt to the fighting was near.")
    found = run("add", "1.txt", "long.txt", "2.txt", code=130)
    assert [line[:2] for line in found.stdout.splitlines()] == ["r1"]
    assert "stopped: 1 new, 0 already in. my.db: 1 report" in found.stderr
    assert "1 new, 1 already in" in run("add", "1.txt", "2.txt").stderr


def test_no_empty_casebook_is_left_behind(home: Path) -> None:
    run("add", "none.txt", code=21)
    assert not (home / "my.db").exists()
    run("add", "1.txt")
    run("add", "none.txt", code=21)
    assert (home / "my.db").exists()


def test_coded_reports_are_added_as_they_are(home: Path) -> None:
    with (home / "reports.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"schema": "onrecord/1", "report": 5}\n')
    found = run("add", "reports.jsonl", code=3)
    assert [line[:2] for line in found.stdout.splitlines()] == ["r1", "r2", "r3", "r4", "r5"]
    assert "E209 reports.jsonl: row 6" in found.stderr


@pytest.mark.usefixtures("filled")
def test_incidents() -> None:
    found = run("incidents").stdout
    assert all(len(line) <= 80 for line in found.splitlines())
    assert [line.split()[0] for line in found.splitlines()[1:]] == ["i5", "i1", "i4"]
    assert "2024-06-01  Tinzawa (MLI)    Attack" in found
    assert run("incidents", "--country", "IRQ").stdout == ""
    chosen = (
        "--since",
        "2024-06-01",
        "--until",
        "2024-12-31",
        "--type",
        "ATTACK",
        "--place",
        "tinz",
        "--review",
        "open",
        "--country",
        "MLI",
    )
    (line,) = run("incidents", *chosen, "--json").stdout.splitlines()
    one = json.loads(line)
    assert one["schema"] == "onrecord/incident/1"
    assert [a["id"] for a in one["accounts"]] == ["r1e1", "r2e1", "r3e1"]
    assert one["links"][0]["evidence"]


@pytest.mark.usefixtures("filled")
def test_show_and_why() -> None:
    found = run("show", "i1").stdout
    for part in ("Attack", "Tinzawa", "r1e1", "r3e1", "Why one incident"):
        assert part in found
    assert json.loads(run("show", "r2e1", "--json").stdout)["id"] == "i1"
    assert "E711" in run("show", "i99", code=1).stderr
    lines = run("why", "r1e1", "r2e1").stdout.splitlines()
    assert lines[0].startswith("r1e1 and r2e1: one incident by the evidence")
    assert all(len(line) <= 80 for line in lines[1:])
    assert "two incidents" in run("why", "r1e1", "r4e1").stdout
    assert json.loads(run("why", "r1e1", "r2e1", "--json").stdout)["probability"] > 0.9


@pytest.mark.usefixtures("filled")
def test_decisions() -> None:
    assert (
        run("decide", "unlink", "r1e1", "r2e1", *WHO).stdout.splitlines()[0]
        == "d1  unlink r1e1 r2e1"
    )
    assert "d1" in run("why", "r1e1", "r2e1").stdout
    run("undo", "d1", *WHO)
    run("decide", "set", "i1", "killed", "13..14", *WHO)
    run("decide", "clear", "i1", "where", *WHO)
    run("decide", "set", "i4", "when", "2024-08-19..2024-08-20", *WHO)
    run("decide", "merge", "i1", "i4", *WHO)
    run("decide", "split", "i1", "r4e1", *WHO, code=1)
    run("undo", "d5", *WHO)
    run("decide", "split", "i1", "r3e1", *WHO)
    run("decide", "link", "r3e1", "r5e1", *WHO)
    run("decide", "accept", "i3", *WHO)
    run("decide", "reject", "i4", *WHO)
    run("decide", "reject", "r2e1", *WHO)
    listed = run("decisions").stdout
    assert 'd2    set i1 totals.killed {"low": 13, "high": 14}' in listed
    assert "d1    unlink r1e1 r2e1 (undone)" in listed
    assert "Ana, " in listed
    assert "read both" in listed
    assert [json.loads(line)["id"] for line in run("decisions", "--json").stdout.splitlines()] == [
        f"d{n}" for n in range(1, 11)
    ]
    found = run("incidents").stdout
    assert "i3 ✓" in found
    assert "i4 ✗" in found
    assert "13–14" in found
    assert "E682" in run("decide", "set", "i1", "killed", "many", *WHO, code=1).stderr
    assert run("decide", "accept", "i1", code=2).stderr  # no person, no reason


@pytest.mark.usefixtures("filled")
def test_a_decision_says_what_it_did() -> None:
    assert (
        "r2e1 is left out of i1, which has r1e1, r3e1 (open)"
        in run("decide", "reject", "r2e1", *WHO).stdout
    )
    assert "i4 has no other account: it is rejected" in run("decide", "reject", "r4e1", *WHO).stdout
    assert "r4e1 is in i4" in run("undo", "d2", *WHO).stdout
    found = run("decide", "set", "i1", "killed", "41..20", *WHO, code=1).stderr
    assert "totals.killed cannot be 41..20" in found


@pytest.mark.usefixtures("filled")
def test_a_place_set_by_name_is_looked_up_and_said() -> None:
    found = run("decide", "set", "i1", "where", "Gao, Mali", *WHO).stdout
    assert '"name": "Gao", "resolved": "Gao"' in found
    assert '"precision": "exact"' in found
    found = run("decide", "set", "i1", "where", "Ubrezikanda", *WHO).stdout
    assert "the gazetteer does not have Ubrezikanda" in found
    assert '"country": "MLI"' in found


@pytest.mark.usefixtures("filled")
def test_log(home: Path) -> None:
    run("decide", "accept", "i1", *WHO)
    assert len([line for line in run("log").stdout.splitlines() if line[:1] != " "]) == 6
    (last,) = run("log", "--last", "1", "--json").stdout.splitlines()
    assert json.loads(last)["action"] == "accept"
    assert "6 rows are intact" in run("log", "--verify").stdout
    import sqlite3

    with sqlite3.connect(home / "my.db") as connection:
        connection.execute("UPDATE audit SET \"by\" = 'Eve' WHERE number = 2")
    assert "row 2" in run("log", "--verify", code=1).stderr


@pytest.mark.usefixtures("filled")
def test_headline_and_missing() -> None:
    assert "best_low_high (this casebook)" in run("headline").stdout
    run("headline", "most_conservative", "--by", "Ana")
    assert "most_conservative (this casebook)" in run("headline").stdout
    assert "E681" in run("headline", "loudest", code=1).stderr
    assert "side b" in run("missing").stdout


@pytest.mark.usefixtures("filled")
def test_recode() -> None:
    found = run("recode", "--by", "Ana")
    assert "5 reports coded again" in found.stderr
    assert "0 reports coded again" in run("recode").stderr


@pytest.mark.usefixtures("filled")
def test_export(home: Path) -> None:
    run("decide", "reject", "i4", *WHO)
    found = run("export", "--as", "acled", "--out", "a.csv", "--since", "2024-01-01", "--by", "Ana")
    assert "1 row in a.csv; 1 left out: rejected in review" in found.stderr
    assert len((home / "a.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert (home / "a.csv.stamp.json").exists()
    last = json.loads(run("log", "--last", "1", "--json").stdout)
    assert (last["action"], last["subject"], last["by"]) == ("export", "acled", "Ana")
    assert last["details"]["count"] == 1
    assert last["details"]["since"] == "2024-01-01"
    assert last["details"]["rule"] == "best_low_high"
    assert last["details"]["rows"]
    out = run("export", "--as", "jsonl", "--protect", "public", "--by", "Ana").stdout
    assert "Sahel Wire" not in out
    again = run("export", "--as", "jsonl", "--protect", "public", "--by", "Ana").stdout
    assert out == again  # one casebook, one secret: the same pseudonyms
    shown = run("export", "--as", "jsonl", "--protect", "public", "--preview").stdout
    assert "policy public sha256:" in shown
    assert "left out" in shown
    assert "E615" in run("export", "--as", "parquet", code=1).stderr
    assert "E616" in run("export", "--as", "csv", "--protect", "loose", code=1).stderr


@pytest.mark.usefixtures("filled")
def test_reports_out_and_in_again(home: Path) -> None:
    run("export", "--as", "reports", "--out", "all.jsonl")
    run("add", "all.jsonl", "--casebook", "other.db")
    with Casebook.open("my.db") as mine, Casebook.open("other.db") as other:
        assert [one.model_dump_json() for one in mine.incidents()] == [
            one.model_dump_json() for one in other.incidents()
        ]
    assert "E619" in run("export", "--as", "reports", "--protect", "public", code=1).stderr


@pytest.mark.usefixtures("filled")
def test_filters_that_hold_nothing_are_named() -> None:
    assert (
        run("incidents", "--country", "Mali").stdout
        == run("incidents", "--country", "ML").stdout
        == run("incidents").stdout
    )
    assert (
        "E604 there is no country 'Mordor'"
        in run("incidents", "--country", "Mordor", code=1).stderr
    )
    assert "E603" in run("incidents", "--type", "AIRSTRIKE", code=1).stderr
    assert "is of that kind" in run("incidents", "--country", "IRQ").stderr
    assert run("incidents", "--type", "attack").stdout


def test_a_folder_is_all_its_files(home: Path) -> None:
    folder = home / "reports"
    folder.mkdir()
    for name in ("2.txt", "1.txt"):
        (folder / name).write_text((home / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    found = run("add", "reports", "--by", "Ana").stdout
    assert found.splitlines() == [
        "r1  1 event in i1: reports/1.txt",
        "r2  1 event in i1: reports/2.txt",
    ]
    (home / "none").mkdir()
    assert "E211" in run("add", "none", code=31).stderr


@pytest.mark.usefixtures("filled")
def test_an_export_names_the_files_it_wrote(home: Path) -> None:
    pytest.importorskip("pyarrow")
    found = run("export", "--as", "parquet", "--out", "all.parquet").stderr
    assert "in all.incidents.parquet, all.events.parquet, all.claims.parquet" in found


@pytest.mark.usefixtures("filled")
def test_match(home: Path) -> None:
    run("export", "--as", "acled", "--out", "a.csv")
    found = run("match", "a.csv").stdout
    assert "a.csv has" in found
    rows = run("match", "a.csv", "--csv").stdout.splitlines()
    assert rows[0].startswith("incident,")
    assert any(row.startswith("i1,") for row in rows)


def test_no_casebook(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "E701" in run("incidents", code=1).stderr
    monkeypatch.delenv("ONRECORD_CASEBOOK")
    assert "--casebook" in run("incidents", code=2).stderr


def test_a_list_without_incidents_says_so(filled: None) -> None:
    found = run("incidents", "--type", "GRENADE")
    assert (found.stdout, found.stderr) == ("", "none of 3 incidents is of that kind\n")


def test_why_asks_for_two_accounts(filled: None) -> None:
    assert "E718" in run("why", "r1e1", "r1e1", code=1).stderr


def test_the_log_shows_the_beginning_of_hashes(filled: None) -> None:
    whole = json.loads(run("log", "--json", "--last", "1").stdout)["details"]["coding"]
    text = " ".join(run("log", "--last", "1").stdout.split())
    assert f"coding {whole[:19]}…" in text
    assert whole not in text


def test_what_was_exported_comes_back(filled: None, home: Path) -> None:
    run("export", "--as", "reports", "--out", "all.reports")
    run("export", "--as", "jsonl", "--out", "all.jsonl")
    assert "5 new" in run("add", "all.reports", "--casebook", "other.db").stderr
    assert "E719" in run("add", "all.jsonl", "--casebook", "other.db", code=1).stderr
    assert [i["totals"] for i in rows(run("incidents", "--json"))] == [
        i["totals"] for i in rows(run("incidents", "--json", "--casebook", "other.db"))
    ]


def rows(found: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_coded_reports_that_do_not_serve_name_the_field(home: Path) -> None:
    (home / "bad.jsonl").write_text(
        '{"schema": "onrecord/1"}\n[\n' + SAME[0].to_json(indent=None) + "\n"
    )
    found = run("add", "bad.jsonl", code=3)
    assert "E209 bad.jsonl: row 1: report: Field required" in found.stderr
    assert "E209 bad.jsonl: row 2: Invalid JSON" in found.stderr
    assert found.stdout == "r1  1 event in i1: bad.jsonl#3\n"


def test_how_many_reports_are_to_come(home: Path) -> None:
    (home / "table.csv").write_text("text\nThe army said that nothing happened.\n")
    assert expected(["1.txt", "reports.jsonl", "none.txt"]) == 7
    assert expected(["1.txt", "table.csv"]) is None


@pytest.mark.usefixtures("filled")
def test_a_report_without_an_event_is_named_beside_an_incident(home: Path) -> None:
    assert run("silent").stdout == ""
    (home / "a.txt").write_text(SAME[0].report.text.replace(".", " again."), encoding="utf-8")
    run("add", "a.txt", "--by", "Ana")
    (home / "b.txt").write_text(
        "The harvest was good this year, and farmers sold much of it abroad.", encoding="utf-8"
    )
    run("add", "b.txt", "--by", "Ana")
    quiet, harvest = run("silent").stdout.splitlines()
    assert quiet.startswith("r6  i1 (r1e1, ") and harvest == "r7  no incident"
    first, second = map(json.loads, run("silent", "--json").stdout.splitlines())
    assert (first["report"], first["incident"], first["link"]["a"]) == ("r6", "i1", "r6")
    assert second == {"report": "r7", "title": None, "incident": None, "link": None}
