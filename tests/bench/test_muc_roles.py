"""Every figure here is worked out by hand."""

from bench.frame import Tally
from bench.muc.keys import Fill, Template, Value
from bench.muc.roles import Frame, ceaf, document, frame, gtt


def entity(*mentions: str) -> frozenset[str]:
    return frozenset(mentions)


GOLD = (
    Frame(
        "attack",
        {
            "PerpInd": [entity("gunmen", "two gunmen")],
            "Victim": [entity("ada moss", "moss"), entity("driver")],
        },
    ),
    Frame("bombing", {"Target": [entity("bank")], "Victim": [entity("moss")]}),
)


def test_ceaf_ree_aligns_entities_of_the_whole_document() -> None:
    tally = Tally()
    ours = [
        Frame(
            "attack",
            {
                "PerpInd": [entity("gunmen")],
                "Victim": [entity("moss"), entity("cook")],
                "Target": [entity("bank", "shop")],
            },
        )
    ]
    ceaf(GOLD, ours, tally)
    # gold: gunmen, moss (one entity over both templates), driver, bank; ours: gunmen right, moss
    # right, cook and bank-or-shop wrong
    assert (tally.correct, tally.actual, tally.possible) == (2, 4, 4)
    assert tally.f == 50


def test_ceaf_ree_credits_an_entity_once() -> None:
    tally = Tally()
    ceaf(
        GOLD[:1],
        [Frame("attack", {"Victim": [entity("ada moss"), entity("moss", "driver")]})],
        tally,
    )
    assert (tally.correct, tally.actual, tally.possible) == (1, 2, 3)


def test_gtt_matches_templates_of_one_type() -> None:
    tally = Tally()
    ours = [
        Frame("attack", {"Victim": [entity("moss")]}),
        Frame("arson", {"Target": [entity("bank")]}),
    ]
    gtt(GOLD, ours, tally)
    # gold slots: 1 + 3 and 1 + 2; ours: 1 + 1 and 1 + 1; right: the type of the attack and its
    # victim
    assert (tally.correct, tally.actual, tally.possible) == (2, 4, 7)


def test_gtt_chooses_the_better_of_two_templates() -> None:
    tally = Tally()
    gtt(GOLD[:1], [Frame("attack"), Frame("attack", {"Victim": [entity("driver")]})], tally)
    assert (tally.correct, tally.actual, tally.possible) == (2, 3, 4)


def test_a_record_and_a_muc_template_become_frames() -> None:
    record = {
        "docid": "D",
        "doctext": "…",
        "templates": [
            {"incident_type": "Attack", "Victim": [[["ADA  MOSS", 3], ["moss", 9]]], "Weapon": []}
        ],
    }
    assert document(record).frames[0].entities("Victim") == [entity("ada moss", "moss")]
    made = Template(
        "M",
        1,
        fills={
            "inc-type": [Fill((Value(("ATTACK",)),))],
            "hum-tgt-name": [Fill((Value(("ADA MOSS",)),))],
            "hum-tgt-desc": [
                Fill((Value(("MAYOR",), ("ADA MOSS",)),)),
                Fill((Value(("DRIVER",)),)),
            ],
        },
    )
    assert frame(made).entities("Victim") == [entity("ada moss")]
    assert frame(made).type == "attack"
