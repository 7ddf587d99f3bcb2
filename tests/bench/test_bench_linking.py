"""Linking measured on invented documents: partitions by hand, silent reports, candidates, the
readers of gold clusters, the fitting."""

from __future__ import annotations

import io
import json
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from bench.clustered import Document
from bench.fit import Labelled
from bench.frame import Workers, coder
from bench.linking import agreement, homes, measure, naive, pairs_compared, run, splits, taken
from hypothesis import given
from hypothesis import strategies as st

from bench import clustered, fit, teach
from onrecord.linking.compare import LEVELS
from onrecord.linking.model import Model
from onrecord.schema import Report

GAO = "A car bomb killed 12 people at the Lindqvist market in Gao on Saturday, the governor said. Ada Lindqvist, 34, was among the dead."
AGAIN = "Twelve people died when a car bomb went off at the Lindqvist market in Gao on Saturday. Ada Lindqvist, 34, had run a stall there."
KAYES = "Gunmen abducted two teachers near Kayes on Tuesday, police said."
QUIET = "Neighbours remembered Ada Lindqvist and her stall at the Lindqvist market. The governor of Gao lit a candle."
labels = st.lists(st.integers(0, 3), min_size=1, max_size=12)


def documents(*told: tuple[str, str]) -> list[Document]:
    days = {"g": "2024-06-02", "k": "2024-06-05"}
    return [
        Document(
            Report.model_validate({"id": f"d{n}", "text": text, "published": days[cluster]}),
            cluster,
        )
        for n, (text, cluster) in enumerate(told)
    ]


def test_b_cubed_by_hand() -> None:
    scores = agreement(["a", "a", "a", "b"], [1, 1, 2, 2])
    assert scores["b3_precision"] == pytest.approx(100 * (1 + 1 + 0.5 + 0.5) / 4)
    assert scores["b3_recall"] == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores["pair_f"] == pytest.approx(100 * 2 * 1 / (3 + 2))


@given(labels)
def test_a_partition_agrees_with_itself_whatever_its_names(gold: list[int]) -> None:
    scores = agreement(gold, [f"x{label}" for label in gold])
    assert (scores["b3_f"], scores["b3_precision"], scores["b3_recall"]) == pytest.approx(
        (100, 100, 100)
    )


@given(labels, st.data())
def test_b_cubed_turns_about(gold: list[int], data: st.DataObject) -> None:
    mine = data.draw(st.lists(st.integers(0, 3), min_size=len(gold), max_size=len(gold)))
    there, back = agreement(gold, mine), agreement(mine, gold)
    assert there["b3_precision"] == pytest.approx(back["b3_recall"])
    assert there["b3_f"] == pytest.approx(back["b3_f"]) and there["pair_f"] == pytest.approx(
        back["pair_f"]
    )


def test_documents_stand_with_those_that_tell_the_same() -> None:
    docs = documents((GAO, "g"), (AGAIN, "g"), (KAYES, "k"), (QUIET, "g"))
    told = taken([coder().code(d.report) for d in docs])
    assert [one.id for one in told.silent] == ["r3"]
    home = homes(told)
    assert home[0] == home[1] == home[3] != home[2]
    assert {(0, 1), (0, 3), (1, 3)} <= pairs_compared(told)
    scores, errors = measure(docs, told)
    assert (
        scores["b3_f"]
        == scores["pair_f"]
        == scores["candidate_recall"]
        == scores["candidate_recall_coded"]
        == 100
    )
    assert errors == []


def test_what_went_wrong_is_told() -> None:
    docs = documents((GAO, "g"), (AGAIN, "k"), (KAYES, "g"))
    scores, errors = measure(docs, taken([coder().code(d.report) for d in docs]))
    assert sorted(error.cause for error in errors) == ["apart, never compared", "together"]
    assert scores["candidate_recall"] == 0 and scores["pair_f"] == 0


def test_the_baseline_joins_by_day_and_place() -> None:
    docs = documents((GAO, "g"), (AGAIN, "g"), (KAYES, "k"), (QUIET, "g"))
    home = naive([coder().code(d.report) for d in docs])
    assert home[0] == home[1] and len(set(home)) == 3


def test_a_run_on_an_archive_of_incidents(tmp_path: Path) -> None:
    folder = tmp_path / "gva"
    folder.mkdir()
    rows = [
        {
            "id": "b",
            "title": "Bomb in Gao",
            "dct": "2024-06-02",
            "content": GAO,
            "incident_id": "1",
        },
        {"id": "a", "title": "", "dct": "2024-06-03", "content": AGAIN, "incident_id": "1"},
        {"id": "c", "title": "Teachers taken", "dct": None, "content": "", "incident_id": "2"},
        {
            "id": "b",
            "title": "Bomb in Gao",
            "dct": "2024-06-02",
            "content": GAO,
            "incident_id": "3",
        },
    ]
    (folder / "documents.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    docs = clustered.gva(folder / "documents.jsonl")
    assert [(d.report.id, d.cluster) for d in docs] == [("a", "1"), ("b", "1"), ("c", "2")]
    assert (
        docs[1].report.text == f"Bomb in Gao\n\n{GAO}" and docs[2].report.text == "Teachers taken"
    )
    assert splits(tmp_path) == ["gva"]
    outcome = run(
        tmp_path, "gva", limit=2, code=Workers(1), progress=lambda items, total: iter(items)
    )
    assert outcome.documents == 2 and set(outcome.peers) == {"same day, same city"}
    assert {
        "b3_f",
        "b3_precision",
        "b3_recall",
        "pair_f",
        "candidate_recall",
        "candidate_recall_coded",
    } == set(outcome.scores)


# --- the readers ----------------------------------------------------------------------------------


def tokens(*sentences: str) -> bytes:
    root = ET.Element("Document")
    for number, sentence in enumerate(sentences):
        for word in sentence.split():
            ET.SubElement(root, "token", sentence=str(number)).text = word
    return ET.tostring(root)


def test_topics_teach_or_measure_never_both(tmp_path: Path) -> None:
    path = tmp_path / "ecb.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        for name in ("36_1ecbplus", "2_10ecb", "2_9ecb", "2_1ecbplus"):
            data = tokens(
                "http : / / example . org", "A headline", "Police said : two died .", "It rained ."
            )
            info = tarfile.TarInfo(f"ECB+/{name}.xml")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    taught, held = (
        clustered.ecbplus(path, clustered.teaches),
        clustered.ecbplus(path, clustered.measures),
    )
    assert [(d.report.id, d.cluster) for d in taught] == [
        ("2_9ecb", "2ecb"),
        ("2_10ecb", "2ecb"),
        ("2_1ecbplus", "2ecbplus"),
    ]
    assert [d.report.id for d in held] == ["36_1ecbplus"]
    assert (
        held[0].report.text == "A headline\n\nPolice said: two died. It rained."
        and held[0].report.title == "A headline"
    )


KEY = """
0.  MESSAGE: ID                     {id}
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  {date}
3.  INCIDENT: LOCATION              PERU: LIMA (CITY)
4.  INCIDENT: TYPE                  BOMBING
12. PHYS TGT: ID                    "{target}"
"""


def test_messages_are_joined_by_type_days_place_and_target(tmp_path: Path) -> None:
    told = {
        "0001": ("03 MAR 89", "BANK"),
        "0002": ("04 MAR 89", "BANK"),
        "0003": ("04 MAR 89", "SHOP"),
        "0004": ("09 APR 89", "BANK"),
        "0005": ("31 SEP 89", "BANK"),
    }
    keys = "".join(
        KEY.format(id=f"DEV-MUC3-{id}", date=date, target=target)
        for id, (date, target) in told.items()
    )
    (tmp_path / "key-dev").write_text(keys)
    (tmp_path / "dev-1").write_text(
        "".join(f"DEV-MUC3-{id} (X)\n\n   LIMA, 5 MAR 89 -- A BOMB WENT OFF.\n\n" for id in told)
    )
    found = clustered.messages(tmp_path)
    assert [d.report.id[-4:] for d in found] == ["0001", "0002", "0003", "0004"]
    assert found[0].cluster == found[1].cluster != found[3].cluster
    assert found[2].doubtful == {"DEV-MUC3-0001", "DEV-MUC3-0002"}


# --- training sets --------------------------------------------------------------------------------


def some(levels: dict[str, list[int]], same: list[int]) -> Labelled:
    silent = {name: np.full(len(same), -1, np.int8) for name in LEVELS}
    return Labelled(
        silent | {name: np.array(values, np.int8) for name, values in levels.items()},
        np.array(same, np.float64),
    )


def test_weights_follow_the_pairs_and_keep_their_rank() -> None:
    pairs = some(
        {"names": [6] * 200 + [0] * 200, "type": [2] * 100 + [0] * 300}, [1] * 190 + [0] * 210
    )
    weights, (prior,) = fit.fit([pairs], teach.HAND)
    assert -20 < prior < 20
    assert weights["names"][6] > 2 > -0.5 > weights["names"][0]
    assert all(
        np.diff(weights[name][list(order)]).max(initial=0) <= 1e-9
        for name, order in fit.RANKED.items()
    )
    assert weights["killed"].tolist() == pytest.approx(teach.HAND["killed"])
    assert weights["report"].tolist() == list(teach.HAND["report"])


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=8))
def test_ranked_values_never_rise_and_keep_their_sum(values: list[float]) -> None:
    order = list(range(len(values)))
    found = fit.ranked(np.array(values), order)
    assert np.diff(found).max(initial=0) <= 1e-9
    assert found.sum() == pytest.approx(sum(values), abs=1e-6)


def test_hand_weights_have_every_level_and_rank() -> None:
    assert {name: len(levels) for name, levels in LEVELS.items()} == {
        name: len(values) for name, values in teach.HAND.items()
    }
    assert all(
        sorted(order) == list(range(len(LEVELS[name]))) for name, order in fit.RANKED.items()
    )


def test_reports_of_one_incident_make_no_word_common() -> None:
    texts = [("bomb at the Meridien", "one")] * 6 + [(f"bomb number{n}", str(n)) for n in range(10)]
    data = json.loads(teach.rarity(texts))
    assert (data["documents"], data["happenings"], data["unseen"]) == (16, 11, 3)
    assert data["bits"] == {"0": "bomb"}


def test_a_model_written_is_a_model_read() -> None:
    weights = {name: np.array(values) for name, values in teach.HAND.items()}
    shares = {name: [1 / len(values)] * len(values) for name, values in teach.HAND.items()}
    model = Model.from_json(teach.written(weights, shares, -4.0, {}))
    assert model.prior == -4 and model.weights["when"] == pytest.approx(
        teach.HAND["when"], abs=0.002
    )
