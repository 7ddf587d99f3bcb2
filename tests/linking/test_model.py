"""Weights, and what they say about two accounts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.compare import LEVELS, Table
from onrecord.linking.model import Model, probability, score, shipped, weigh, why
from onrecord.linking.rarity import pack
from onrecord.linking.traits import Traits

DAY = date(2024, 6, 1).toordinal()
TEXT = (files("onrecord.linking") / "model.json").read_text(encoding="utf-8")
GAO = Traits(
    id="r1e1",
    report="r1",
    copy="r1",
    type="ATTACK",
    family="Violence against civilians",
    start=DAY,
    end=DAY,
    published=DAY + 1,
    latitude=16.27,
    longitude=-0.04,
    radius=5.0,
    precision="exact",
    country="MLI",
    admin1="Gao",
    actors=("Lantern Front",),
    tolls=(("killed", 12, 12),),
    words=pack(["lindqvist", "stall"]),
    story=pack(["lindqvist", "stall", "quizzlewick"]),
)
SAME = replace(GAO, id="r2e1", report="r2", copy="r2")
days = st.one_of(st.none(), st.integers(DAY, DAY + 90))
drawn = st.builds(
    replace,
    st.just(GAO),
    start=days,
    published=days,
    latitude=st.floats(10, 20),
    tolls=st.sampled_from([(), (("killed", 3, None),)]),
    precision=st.sampled_from(["exact", "admin1", "country"]),
    country=st.sampled_from([None, "MLI", "NER"]),
    status=st.sampled_from(["occurred", "denied"]),
    story=st.sampled_from([b"", pack(["stall"]), GAO.story]),
)


def test_the_shipped_model_has_a_card_and_every_level() -> None:
    data = json.loads(TEXT)
    assert {"made by", "taught by", "not taught by", "method"} <= set(data["card"])
    model = shipped()
    assert {name: len(values) for name, values in model.weights.items()} == {
        name: len(levels) for name, levels in LEVELS.items()
    }
    assert model.bar == 0 and model.prior < 0


def test_a_weight_is_the_logarithm_of_m_over_u() -> None:
    level = json.loads(TEXT)["fields"]["when"][0]
    assert shipped().weights["when"][0] == pytest.approx(log2(level["m"] / level["u"]))


def test_a_model_for_other_levels_is_refused() -> None:
    data = json.loads(TEXT)
    data["fields"].pop("when")
    with pytest.raises(ValueError, match="other fields or levels"):
        Model.from_json(json.dumps(data))


def test_better_agreement_never_weighs_less() -> None:
    for name in ("words", "story", "names", "figures"):
        assert np.diff(shipped().weights[name]).min() >= -0.01, name
    for name in ("published", "type", "actors", "killed", "injured", "others"):
        assert np.diff(shipped().weights[name]).max() <= 0.01, name


@given(drawn, drawn)
def test_evidence_is_the_same_either_way_and_adds_up(a: Traits, b: Traits) -> None:
    b = replace(b, id="r2e1", report="r2", copy="r2")
    there, back = why(a, b), why(b, a)
    assert (there.weight, there.probability, there.evidence) == (
        back.weight,
        back.probability,
        back.evidence,
    )
    assert there.weight == pytest.approx(
        shipped().prior + sum(e.weight for e in there.evidence), abs=0.02
    )
    assert 0 <= there.probability <= 1


def test_the_same_incident_and_another_one() -> None:
    assert why(GAO, SAME).probability > 0.9
    other = replace(
        SAME,
        start=DAY + 70,
        end=DAY + 70,
        published=DAY + 71,
        latitude=13.5,
        admin1="Ségou",
        words=b"",
        story=pack(["harvest"]),
    )
    assert why(GAO, other).probability < 0.1


def test_two_events_of_one_report_do_not_vouch_for_each_other() -> None:
    second = replace(
        GAO,
        id="r1e2",
        start=DAY + 1,
        end=DAY + 1,
        type="ARREST",
        family="Strategic developments",
        words=b"",
        tolls=(),
    )
    link = why(GAO, second)
    assert {"story", "published", "names", "figures"}.isdisjoint(e.field for e in link.evidence)
    assert (
        link.probability
        < 0.5
        < why(replace(GAO, id="r3e1", report="r3", copy="r3"), second).probability
    )


def test_pairs_are_weighed_as_they_are_scored() -> None:
    table = Table.of([GAO, SAME])
    weights = weigh(table, np.array([0]), np.array([1]), shipped())
    assert weights.tolist() == pytest.approx(
        [link.weight for link in score([(GAO, SAME)])], abs=0.001
    )


@pytest.mark.parametrize(("bits", "share"), [(0.0, 0.5), (1.0, 2 / 3), (-1.0, 1 / 3), (99.0, 1.0)])
def test_bits_are_odds(bits: float, share: float) -> None:
    assert probability(bits) == pytest.approx(share, abs=1e-6)
