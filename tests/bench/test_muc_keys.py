from bench.muc.keys import Value, days, location, read

KEY = """
0.  MESSAGE: ID                    INV-MUC9-0001 (ONE, TWO)
1.  MESSAGE: TEMPLATE              1 (OPTIONAL)
2.  INCIDENT: DATE                 (- 04 MAY 91) / (01 MAY 91 - 04 MAY 91)
3.  INCIDENT: LOCATION             (FREEDONIA: SPRINGFIELD (CITY)) / (FREEDONIA)
4.  INCIDENT: TYPE                 BOMBING
5.  INCIDENT: STAGE OF EXECUTION   ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID        -
7.  INCIDENT: INSTRUMENT TYPE      BOMB: "-"
8.  PERP: INCIDENT CATEGORY        ? TERRORIST ACT
10. PERP: ORGANIZATION ID          "THE \\"OWL\\" FRONT" / "FRONT"
12. PHYS TGT: ID                   *
18. HUM TGT: NAME                  "ADA MOSS"
                                   "BEN IVES"
19. HUM TGT: DESCRIPTION           ("MAYOR" / "MAYOR OF SPRINGFIELD"): "ADA MOSS"
20. HUM TGT: TYPE                  POLITICAL FIGURE / GOVERNMENT OFFICIAL: "ADA MOSS"
                                   ? CIVILIAN: "BEN IVES"
21. HUM TGT: NUMBER                5 - 7: "CLERKS" / "MEN"

0.  MESSAGE: ID                    INV-MUC9-0002
1.  MESSAGE: TEMPLATE              *
2.  INCIDENT: DATE                 *
"""


def test_a_message_without_incident_has_no_templates() -> None:
    found = read(KEY)
    assert list(found) == ["INV-MUC9-0001", "INV-MUC9-0002"]
    assert found["INV-MUC9-0002"] == []


def test_optional_templates_and_fills_alternatives_and_references() -> None:
    (template,) = read(KEY)["INV-MUC9-0001"]
    assert template.optional
    assert template.number == 1
    assert [fill.optional for fill in template.fills["hum-tgt-type"]] == [False, True]
    assert template.fills["hum-tgt-type"][0].values == (
        Value(("POLITICAL FIGURE", "GOVERNMENT OFFICIAL"), ("ADA MOSS",)),
    )
    assert template.fills["hum-tgt-desc"][0].values == (
        Value(("MAYOR", "MAYOR OF SPRINGFIELD"), ("ADA MOSS",)),
    )
    assert template.fills["hum-tgt-num"][0].values == (Value(("5 - 7",), ("CLERKS", "MEN")),)
    assert template.fills["perp-org-id"][0].texts == ('THE "OWL" FRONT', "FRONT")
    assert template.fills["inc-date"][0].texts == ("- 04 MAY 91", "01 MAY 91 - 04 MAY 91")
    assert template.fills["inc-instr-type"][0].pairs == {("BOMB", "-")}
    assert "inc-instr-id" not in template.fills
    assert "phys-tgt-id" not in template.fills


def test_several_values_each_with_its_reference() -> None:
    text = '0. MESSAGE: ID  M\n1. MESSAGE: TEMPLATE  1\n20. HUM TGT: TYPE  CIVILIAN: "A" / "B" / DIPLOMAT: "C"\n'
    (template,) = read(text)["M"]
    assert template.fills["hum-tgt-type"][0].values == (
        Value(("CIVILIAN",), ("A", "B")),
        Value(("DIPLOMAT",), ("C",)),
    )


def test_responses_with_tabs_comments_and_broken_strings() -> None:
    head = "; made by hand\n0.  MESSAGE: ID\t\t  M\n1.  MESSAGE: TEMPLATE\t1\n"
    text = (
        head
        + '12. PHYS TGT: ID\t"A LONG\n     HOUSE"\n     ""SHED""\n24. HUM TGT: TOTAL NUMBER  * * *\n'
    )
    (template,) = read(text)["M"]
    assert template.texts("phys-tgt-id") == ["A LONG HOUSE", "SHED"]
    assert "hum-tgt-total-num" not in template.fills


def test_locations_and_dates() -> None:
    assert location("FREEDONIA").places == ()
    nested = location("FREEDONIA: NORTH (DEPARTMENT): SPRINGFIELD (CITY / TOWN)")
    assert nested.places == (
        ("NORTH", frozenset({"DEPARTMENT"})),
        ("SPRINGFIELD", frozenset({"CITY", "TOWN"})),
    )
    assert location("FREEDONIA: X (CITY) - Y (CITY)").range
    assert days("06 MAY 91") == ("1991-05-06", "1991-05-06")
    assert days("- 6 MAY 91") == (None, "1991-05-06")
    assert days("01 MAY 91 - 06 MAY 91") == ("1991-05-01", "1991-05-06")
    assert days("MAY") is None
