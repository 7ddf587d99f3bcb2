"""The command line, with a coder made by hand where no model is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import __version__, cli, exporters
from onrecord.coding.records import Decision
from onrecord.gazetteer import Gazetteer
from onrecord.schema import CodedReport, Report

TEXT = "The army said on Monday that five of its men were killed."


class HandCoder:
    """Codes every report as one without events; fails on the word "boom"."""

    def __init__(self, coded: CodedReport) -> None:
        self.coded = coded

    def code(self, report: Report) -> CodedReport:
        if "boom" in report.text:
            raise ZeroDivisionError("boom")
        return self.coded if report.text == self.coded.report.text else CodedReport(report=report)

    def explain(self, report: Report, event: str) -> tuple[Decision, ...]:
        by_id = {e.id: e for e in self.coded.events}
        found = by_id[event]
        return (
            Decision(
                "when",
                "2024-06-01",
                "weekday before the report's day",
                found.when.spans,
                (("2024-06-08", "later than the report"),),
            ),
        )


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch, coded: CodedReport) -> None:
    monkeypatch.setattr(cli, "build_coder", lambda *_: HandCoder(coded))


def run(*arguments: object, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def report_file(tmp_path: Path, report: Report) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(report.text, encoding="utf-8")
    return file


@pytest.fixture
def plain_file(tmp_path: Path) -> Path:
    file = tmp_path / "plain.txt"
    file.write_text(TEXT)
    return file


@pytest.mark.parametrize("name", exporters.FORMATS)
def test_every_format(report_file: Path, name: str) -> None:
    result = run("code", report_file, "--format", name)
    assert result.exit_code == 0
    assert result.stdout


def test_out(report_file: Path, tmp_path: Path) -> None:
    result = run("code", report_file, "--format", "json", "--out", tmp_path / "out.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema"] == "onrecord/1"
    assert run("code", report_file, "--out", tmp_path / "no" / "out.txt").exit_code == 1


def test_standard_input_and_options() -> None:
    day = ("--published", "2024-06-03", "--retrieved", "2024-06-10")
    result = run(
        "code",
        "-",
        "--format",
        "json",
        *day,
        "--outlet",
        "Wire",
        "--title",
        "Five killed",
        stdin=TEXT,
    )
    report = json.loads(result.stdout)["report"]
    assert (report["text"], report["outlet"], report["title"], report["retrieved"]) == (
        TEXT,
        "Wire",
        "Five killed",
        "2024-06-10",
    )
    assert (report["published"]["start"], report["published"]["basis"]) == ("2024-06-03", "given")


def test_empty_standard_input() -> None:
    result = run("code", "-", stdin="")
    assert (result.exit_code, result.stderr) == (22, "E202 standard input: contains no text\n")


def test_several_are_an_array(plain_file: Path, report_file: Path) -> None:
    assert len(json.loads(run("code", plain_file, report_file, "--format", "json").stdout)) == 2


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (None, 21, "E201"),
        (b"", 22, "E202"),
        (b"\x00\x01\x02\x03", 23, "E203"),
        ("Пятеро убиты в городе".encode("cp1251"), 24, "E204"),
        (b"The army said so. " * 60000, 25, "E205"),
        ("Пятеро убиты в городе".encode(), 26, "E206"),
    ],
)
def test_failures_have_a_code_and_a_status(
    tmp_path: Path, data: bytes | None, status: int, code: str
) -> None:
    file = tmp_path / "report.txt"
    if data is not None:
        file.write_bytes(data)
    result = run("code", file)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(code)


def test_a_bad_file_does_not_stop_the_others(plain_file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "boom.txt").write_text("The army said boom.")
    result = run(
        "code",
        tmp_path / "empty.txt",
        plain_file,
        tmp_path / "boom.txt",
        "missing",
        "--format",
        "jsonl",
    )
    assert result.exit_code == cli.SOME_FAILED
    assert [json.loads(line)["report"]["text"] for line in result.stdout.splitlines()] == [TEXT]
    assert [line[:4] for line in result.stderr.splitlines()] == ["E202", "E501", "E201"]
    assert run("code", tmp_path / "empty.txt", "missing").exit_code == 22


def test_warnings_of_the_reader(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("The mayor’s office said so.".encode("cp1252"))
    assert (
        json.loads(run("code", file, "--format", "json").stdout)["diagnostics"][0]["code"] == "W201"
    )
    assert run("code", file, "--format", "csv").stderr.startswith("W201")


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "x", "--published", "3 June"),
        ("code", "x", "--format", "xml"),
        ("code", "x", "--rules", "mine"),
        ("code", "x", "--codebook", "missing.yaml"),
        ("nothing",),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_max_bytes(plain_file: Path) -> None:
    assert run("code", plain_file, "--max-bytes", 10).exit_code == 25


def test_explain(report_file: Path) -> None:
    result = run("explain", report_file, "e1")
    assert result.exit_code == 0
    for part in (
        "when: 2024-06-01",
        "words  “on Saturday”",
        "rule   weekday",
        "lost   2024-06-08: later than the report",
    ):
        assert part in result.stdout
    result = run("explain", report_file, "e9")
    assert result.exit_code == 1
    assert "E601" in result.stderr
    assert "e1, e2, e3, e4" in result.stderr


def test_schema() -> None:
    assert json.loads(run("schema").stdout)["title"] == "CodedReport"


def test_codebook() -> None:
    assert "ARMED_CLASH" in run("codebook", "show").stdout
    assert "Air/drone strike" in run("codebook", "show", "air_strike").stdout
    assert run("codebook", "show", "PICNIC").exit_code == 1


def test_gazetteer(tmp_path: Path) -> None:
    place = [
        "900000001",
        "Qaryat Tajriba",
        "Qaryat Tajriba",
        "Tajriba",
        "34.5",
        "43.5",
        "P",
        "PPL",
        "IQ",
        "",
        "18",
        "",
        "",
        "",
        "120",
    ]
    dump, mine = tmp_path / "IQ.txt", tmp_path / "mine.db"
    dump.write_text("\t".join([*place, "", "", "", "2020-01-01"]) + "\nx\n", encoding="utf-8")
    result = run("gazetteer", "add", dump, "--to", mine)
    assert (result.exit_code, "IQ.txt, 1 place" in result.stdout) == (0, True)
    assert "W401" in result.stderr
    assert "line 2: left out" in result.stderr
    assert "nothing changed" in run("gazetteer", "add", dump, "--to", mine).stdout
    found = run("gazetteer", "find", "Tajriba", "--country", "irq", "--gazetteer", mine)
    assert "Qaryat Tajriba" in found.stdout
    assert run("gazetteer", "find", "Tajriba", "--country", "IRQ", "--limit", "1").exit_code == 1
    assert (
        run("gazetteer", "find", "Tajriba", "--country", "Iraq", "--gazetteer", mine).stdout
        == found.stdout
    )
    assert (
        "No place is spelt 'Hawiija'; these are spelt alike"
        in run("gazetteer", "find", "Hawiija").stderr
    )
    assert "E604" in run("gazetteer", "info", "--country", "Mordor", "--gazetteer", mine).stderr
    assert (
        "1 place, 1 line left out, contents of 2020-01-01"
        in run("gazetteer", "list", "--gazetteer", mine).stdout
    )
    info = run("gazetteer", "info", "--country", "IRQ", "--gazetteer", mine).stdout
    assert Gazetteer.open(mine).digest in info
    assert [line.split()[-1] for line in info.splitlines() if line.startswith("P ")] == ["1"]
    assert "removed" in run("gazetteer", "remove", "IQ", "--gazetteer", mine).stdout
    assert "E405" in run("gazetteer", "remove", "IQ", "--gazetteer", mine).stderr
    (tmp_path / "bad.txt").write_text("a\tb\n")
    assert (
        "E403" in run("gazetteer", "add", tmp_path / "bad.txt", "--to", tmp_path / "bad.db").stderr
    )
    assert "E402" in run("gazetteer", "find", "Gao", "--gazetteer", tmp_path / "bad.txt").stderr


def test_evaluate(tmp_path: Path, coded: CodedReport) -> None:
    (tmp_path / "coded.jsonl").write_text(
        json.dumps({"id": "a", "coded": json.loads(coded.to_json())}), encoding="utf-8"
    )
    event = {
        "type": "AIR_STRIKE",
        "killed": [3, 9],
        "country": "MLI",
        "evidence": coded.events[1].evidence[0].text,
        "claims": [],
    }
    (tmp_path / "gold.json").write_text(
        json.dumps([{"id": "a", "events": [event]}]), encoding="utf-8"
    )
    result = run("evaluate", tmp_path / "gold.json", tmp_path / "coded.jsonl")
    assert result.exit_code == 0
    assert "ALL SLOTS" in result.stdout
    scores = json.loads(
        run("evaluate", tmp_path / "gold.json", tmp_path / "coded.jsonl", "--json").stdout
    )
    assert scores["scores"]["type"]["recall"] == 100
    assert scores["not_verbatim"] == 0


def test_version() -> None:
    assert run("--version").stdout.strip() == f"onrecord {__version__}"


def test_help_loads_little() -> None:
    code = "import sys, onrecord.cli; sys.exit(any(m in sys.modules for m in ('spacy', 'pydantic', 'yaml', 'trafilatura')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
