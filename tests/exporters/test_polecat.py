from tests.incidents import ARMY, BRIGADE, day, gao, incident

from onrecord.codebook import Codebook
from onrecord.exporters import export_incidents, form
from onrecord.exporters.text_form import Tabular
from onrecord.schema import Actor, Incident

COLUMNS = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,"
    "Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,"
    "Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,"
    "Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,"
    "Version"
)


def rows(book: Codebook, *incidents: Incident) -> list[dict[str, str]]:
    header, *lines = "".join(export_incidents(incidents, as_="polecat", book=book)).splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def test_columns(book: Codebook) -> None:
    assert ",".join(rows(book, incident())[0]) == COLUMNS
    assert COLUMNS.count(",") == 39


def test_a_row(book: Codebook) -> None:
    police = Actor(name="police", actor="Police Forces of Mali", kind="state_forces", country="MLI")
    (row,) = rows(book, incident(side_a=(ARMY, police), side_b=(BRIGADE,)))
    assert (row["Event ID"], row["Event Date"], row["Event Type"], row["Event Mode"]) == (
        "i1",
        "2024-06-01",
        "ASSAULT",
        "explosives",
    )
    assert row["Quad Code"] == "MATERIAL CONFLICT"
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == (
        "Military Forces of Mali; Police Forces of Mali",
        "MLI",
        "432",
    )
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("MIL", "MIL; COP")
    assert (row["Recipient Name Raw"], row["Primary Recipient Sector"]) == (
        "the Dawn Brigade",
        "REB",
    )
    assert (row["City"], row["Province"], row["Country"], row["GeoNames ID"]) == (
        "Gao",
        "Gao",
        "MLI",
        "2457161",
    )
    assert (row["Source"], row["Publication Date"]) == (
        "Sahel Wire; Radio Niger Bend",
        "2024-06-02",
    )
    assert not any(
        row[name]
        for name in (
            "Intensity",
            "Contexts",
            "Actor Title",
            "Wikipedia Actor ID",
            "Feature Type",
            "Story People",
        )
    )


def test_tabs_and_line_ends_within_a_value_become_blanks(book: Codebook) -> None:
    (row,) = rows(book, incident(where=gao(name='the "old\ttown"\nof Gao')))
    assert row["Raw Placename"] == 'the "old town" of Gao'


def test_a_threat_is_threaten_and_a_plan_has_no_row(book: Codebook) -> None:
    assert [
        row["Event Type"]
        for row in rows(book, incident(status="threatened"), incident(status="planned"))
    ] == ["THREATEN"]
    assert not rows(
        book, incident(type="OTHER"), incident(when=day("2023-01-01", end="2023-12-31"))
    )


def test_the_checker_knows_a_wrong_row(book: Codebook) -> None:
    polecat = form("polecat")
    assert isinstance(polecat, Tabular)
    line = polecat.line(incident(), book)
    assert not polecat.problems(line)
    assert polecat.problems(line + "\tmore") == ["columns: 41 instead of 40"]
    assert polecat.problems(line.replace("ASSAULT", "BRAWL")) == [
        "Event Type 'BRAWL' is not in its vocabulary"
    ]
    assert polecat.problems(line.replace("2024-06-01", "2024-06-31")) == [
        "Event Date '2024-06-31' is not an ISO day"
    ]
