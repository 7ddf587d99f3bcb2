"""Which of the types an event is: triggers by strength, then means, then sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.codebook.codebook import Codebook
from onrecord.codebook.triggers import Frame
from onrecord.coding.records import Typing

VIOLENT = frozenset(
    {
        "ARMED_CLASH",
        "AIR_STRIKE",
        "SHELLING",
        "REMOTE_EXPLOSIVE",
        "SUICIDE_BOMB",
        "GRENADE",
        "CHEMICAL_WEAPON",
        "ATTACK",
        "EXCESSIVE_FORCE_AGAINST_PROTESTERS",
        "SEXUAL_VIOLENCE",
        "MOB_VIOLENCE",
    }
)
TERRITORY = frozenset({"GOV_REGAINS_TERRITORY", "NON_STATE_OVERTAKES_TERRITORY"})
TAKEN = frozenset({"ARREST", "ABDUCTION"})
PROTEST = frozenset(
    {
        "PEACEFUL_PROTEST",
        "PROTEST_WITH_INTERVENTION",
        "EXCESSIVE_FORCE_AGAINST_PROTESTERS",
        "VIOLENT_DEMONSTRATION",
    }
)


def decide(
    frames: Sequence[Frame],
    means: Sequence[str],
    agents: Iterable[str],
    patients: Iterable[str],
    book: Codebook,
) -> Typing:
    """The type of one event.

    Args:
        frames: the frames that fired, in text order.
        means: the types that the means named for it decide, in text order.
        agents: classes of those who act; patients: of those acted upon (see :meth:`Cast.classes`).
    """
    acting, struck = set(agents), set(patients)
    offered = [(f.type, f"{f.name} (strength {f.strength})") for f in frames] + [
        (m, "means") for m in means if m
    ]

    def chosen(type_: str, rule: str) -> Typing:
        return Typing(
            type_,
            rule,
            tuple(dict.fromkeys((t, why) for t, why in offered if t != type_)),
            nature=book.types.nature(type_),
        )

    if any(f.harm == "killed" or f.deadly for f in frames) and any(
        f.type in VIOLENT for f in frames
    ):
        frames = [f for f in frames if f.type != "ARREST"]
    top = max((f.strength for f in frames), default=0)
    types = [f.type for f in frames if f.strength == top]
    all_types = {f.type for f in frames}
    means = [m for m in means if m]
    if all_types & PROTEST:
        if (
            top_violent := any(f.harm in ("killed", "injured") or f.type in VIOLENT for f in frames)
        ) and (acting & {"state_forces"} or "PROTEST_WITH_INTERVENTION" in all_types):
            return chosen("EXCESSIVE_FORCE_AGAINST_PROTESTERS", "protest met with violence")
        if "PROTEST_WITH_INTERVENTION" in all_types or (
            "ARREST" in all_types and top <= 2 and acting & {"state_forces"}
        ):
            return chosen("PROTEST_WITH_INTERVENTION", "protest with intervention")
        if (
            top_violent
            and "state_forces" in struck
            and "protesters" not in struck
            and not acting & {"state_forces"}
        ):
            return chosen("VIOLENT_DEMONSTRATION", "state forces hurt in a protest")
        if not top_violent or types[0] in PROTEST:
            return chosen(next(t for t in (*types, *sorted(all_types)) if t in PROTEST), "protest")
    if "PROTEST_WITH_INTERVENTION" in means and (all_types & (VIOLENT | PROTEST)):
        return chosen(
            "EXCESSIVE_FORCE_AGAINST_PROTESTERS"
            if any(f.harm for f in frames)
            else "PROTEST_WITH_INTERVENTION",
            "means of crowd control",
        )
    if (
        means[:1] == ["REMOTE_EXPLOSIVE"]
        and acting & {"state_forces", "external_forces"}
        and "REMOTE_EXPLOSIVE" not in all_types
    ):
        means = ["AIR_STRIKE", *means[1:]]
    if "CHEMICAL_WEAPON" in means and all_types & VIOLENT:
        return chosen("CHEMICAL_WEAPON", "chemical means")
    if "SUICIDE_BOMB" in all_types or (
        "SUICIDE_BOMB" in means
        and all_types & {"REMOTE_EXPLOSIVE", "ATTACK"}
        and not struck & {"armed-bomber"}
    ):
        return chosen("SUICIDE_BOMB", "suicide means")
    if top == 3:
        strongest = types[0]
        if strongest in TERRITORY:
            return chosen(by_holder(strongest, acting), "territory taken; side by who acts")
        return chosen(strongest, "named beyond doubt")
    if TERRITORY & all_types:
        return chosen(
            by_holder(next(t for t in all_types if t in TERRITORY), acting),
            "territory taken; side by who acts",
        )
    violent = [f for f in frames if f.type in VIOLENT]
    if (
        violent
        and means
        and not (top == 2 and types[0] in {"ARMED_CLASH", *TAKEN} and "AIR_STRIKE" not in means[:1])
    ):
        first = means[0]
        if "REMOTE_EXPLOSIVE" in types and first in (
            "SHELLING",
            "AIR_STRIKE",
            "REMOTE_EXPLOSIVE",
            "GRENADE",
        ):
            return chosen(first, "means named first")
        if types[0] not in TAKEN and not (
            top == 2 and types[0] == "ATTACK" and first != "AIR_STRIKE"
        ):
            return chosen(first, "means named first")
    if top == 2:
        named = next((t for t in types if t not in ("OTHER", "CHANGE_TO_GROUP")), types[0])
        return chosen(named, "named by the trigger")
    if "protesters" in struck and acting & {"state_forces"} and violent:
        return chosen("EXCESSIVE_FORCE_AGAINST_PROTESTERS", "state forces against protesters")
    if violent:
        if struck & {
            "rebel_group",
            "state_forces",
            "external_forces",
            "political_militia",
            "armed",
            "stronghold",
        } and not struck & {"civilians"}:
            return chosen("ARMED_CLASH", "both sides armed")
        strong = [f.type for f in violent if f.strength == 1 and f.type != "ATTACK"]
        if strong and not struck & {"civilians"}:
            return chosen(strong[0], "violence by its trigger")
        return chosen("ATTACK", "violence against the unarmed or unsaid")
    return chosen(types[0] if types else "OTHER", "the strongest trigger")


def by_holder(type_: str, acting: set[str]) -> str:
    """The territory code by who takes the place."""
    if acting & {"state_forces", "external_forces"}:
        return "GOV_REGAINS_TERRITORY"
    if acting & {"rebel_group", "political_militia", "identity_militia"}:
        return "NON_STATE_OVERTAKES_TERRITORY"
    return type_
