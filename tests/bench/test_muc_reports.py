from bench.muc.reports import history, official, spell

HISTORY = r"""(("M1"
  ("1"
   (hum-tgt-desc
    ("\"STAFF AND GUESTS\"" partial (all-of "\"CLERKS\"" (or "\"GUESTS\"" "\"VISITORS\"")))
    ("\"CROWD\"" fail))
   (inc-date ((range nil "06 MAY 91") partial "06 MAY 91"))
   (inc-loc ((location "FREEDONIA" (qualified "SPRINGFIELD" "CITY")) partial "FREEDONIA"))
   (hum-tgt-num ((xref "6 -" "\"CLERKS\"") match (optional (xref "6" "\"CLERKS\"")))))))
"""
REPORT = """
M1\t     key: 1  response: 2
SLOT\t\t      POS ACT|COR PAR INC|ICR IPA|SPU MIS NON|REC PRE OVG FAL
template-id\t        1   1|  1   0   0|  0   0|  0   0   0|100 100   0
inc-date\t        1   1|  0   1   0|  0   1|  0   0   0| 50  50   0
M2\t     key: *  response: 1\t\t\t     [spurious]
 * * * TOTAL SLOT SCORES * * *
ALL TEMPLATES\t       10  12|  6   2   1|  0   1|  3   1   4| 70  58  25
F-MEASURES\t\t\t\t\t 63.43     60.00     66.00
"""


def test_history(tmp_path) -> None:
    path = tmp_path / "history"
    path.write_text(HISTORY, encoding="latin-1")
    found = history(path)
    (spread,) = found.find("M1", 1, "hum-tgt-desc", ("STAFF AND GUESTS", ""))
    assert spread.verdict == "partial"
    assert spread.fills == (
        frozenset({("CLERKS", "")}),
        frozenset({("GUESTS", ""), ("VISITORS", "")}),
    )
    assert found.find("M1", 1, "hum-tgt-desc", ("CROWD", ""))[0].verdict == "fail"
    assert found.find("M1", 1, "inc-date", ("- 06 MAY 91", ""))[0].fills == (
        frozenset({spell(("06 MAY 91", ""))}),
    )
    assert (
        found.find("M1", 1, "inc-loc", ("FREEDONIA: SPRINGFIELD (CITY)", ""))[0].verdict
        == "partial"
    )
    assert found.find("M1", 1, "hum-tgt-num", ("6-", "CLERKS"))[0].verdict == "match"
    assert found.find("M1", 2, "hum-tgt-num", ("6-", "CLERKS")) == []


def test_official_report() -> None:
    found = official(REPORT)
    assert [(message, key, response) for message, key, response, _ in found.mapped] == [
        ("M1", 1, 2),
        ("M2", None, 1),
    ]
    assert found.mapped[0][3]["inc-date"][:5] == (1, 1, 0, 1, 0)
    assert found.totals["ALL TEMPLATES"][:4] == (10, 12, 6, 2)
    assert found.f == 63.43
