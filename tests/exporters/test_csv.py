"""CSV."""

from __future__ import annotations

import csv
import io

from onrecord.exporters.csv import COLUMNS, export
from onrecord.exporters.flat import aligned
from onrecord.schema import CodedReport


def test_rows(coded: CodedReport) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(export([coded, coded])))))
    assert len(rows) == 8
    assert tuple(rows[0]) == COLUMNS
    attack, strike, vow, flight = rows[:4]
    assert (
        attack["killed_low"],
        attack["killed_best"],
        attack["killed_high"],
        attack["killed_class"],
    ) == ("12", "12", "15", "civilian")
    assert (attack["speakers"], attack["stances"]) == (
        "Amadou Keïta; A medical source; The army",
        "states; states; denies",
    )
    assert (strike["killed_best"], strike["injured_low"], strike["weapons"]) == ("", "1", "drone")
    assert (vow["date_start"], vow["latitude"], vow["killed_low"]) == ("", "", "")
    assert flight["displaced_low"] == "2000"


def test_a_number_of_none_is_not_an_unknown(coded: CodedReport) -> None:
    (event,) = [e.model_copy(update={"totals": {}, "harm": e.harm[2:]}) for e in coded.events[:1]]
    (row,) = csv.DictReader(
        io.StringIO("".join(export([coded.model_copy(update={"events": (event,)})])))
    )
    assert (row["killed_low"], row["injured_low"]) == ("0", "")


def test_aligned() -> None:
    assert aligned(["a", None, "b"]) == "a; ; b"
    assert aligned([None, None]) == ""
