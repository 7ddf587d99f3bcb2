import json
from pathlib import Path

from tests.incidents import day, incident

from onrecord.codebook import Codebook
from onrecord.exporters import export_incidents, form, write_incidents
from onrecord.schema import Incident, Interval, When


def records(book: Codebook, *incidents: Incident) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for line in "".join(export_incidents(incidents, as_="plover", book=book)).splitlines()
    ]


def test_a_record(book: Codebook) -> None:
    (one,) = records(book, incident(when=day("2024-06-01", end="2024-06-02")))
    assert (
        one["id"],
        one["date"],
        one["enddate"],
        one["event"],
        one["mode"],
        one["quad_code"],
    ) == (
        "i1",
        "2024-06-01",
        "2024-06-02",
        ["ASSAULT"],
        ["explosives"],
        4,
    )
    assert one["actor"] == [
        {
            "code": "MLI",
            "sector": "REB",
            "actor_text": "the Dawn Brigade",
            "identifier_text": "Dawn Brigade (Mali)",
        }
    ]
    assert one["event_loc"] == {
        "geonameid": 2457161,
        "name": "Gao",
        "latitude": 16.27167,
        "longitude": -0.04472,
        "cc3": "MLI",
    }
    assert one["size_info"] == {"dead": 12}
    assert len(one["cite_info"]) == 2  # type: ignore[arg-type]
    assert "context" not in one and "coded_date" not in one


def test_what_did_not_come_about_is_said(book: Codebook) -> None:
    planned, denied, threatened = records(
        book, *(incident(status=status) for status in ("planned", "denied", "threatened"))
    )
    assert planned["mode"] == ["explosives", "future"]
    assert denied["mode"] == ["explosives", "negation"]
    assert (threatened["event"], threatened.get("mode"), threatened["quad_code"]) == (
        ["THREATEN"],
        None,
        3,
    )


def test_left_out(book: Codebook, tmp_path: Path) -> None:
    odd = [
        incident(status="attempted"),
        incident(type="OTHER"),
        incident(when=When()),
        incident(review="rejected"),
    ]
    stamp = write_incidents(odd, tmp_path / "p.jsonl", as_="plover", book=book)
    assert stamp.left_out == {
        "PLOVER has no type for OTHER": 1,
        "no first day": 1,
        "rejected in review": 1,
        "status attempted": 1,
    }
    assert (tmp_path / "p.jsonl").read_bytes() == b""


def test_the_checker_knows_a_wrong_record(book: Codebook) -> None:
    plover = form("plover")
    good = json.loads(plover.line(incident(totals={"killed": Interval(low=1, high=None)}), book))
    bad = {
        **good,
        "date": "1 June",
        "event": ["BRAWL"],
        "fog": 1,
        "quad_code": 7,
        "actor": [{"sector": "XXX"}],
        "event_loc": {"latitude": 91},
    }
    assert len(plover.problems(json.dumps(bad))) == 6
    assert not plover.problems(json.dumps(good))
