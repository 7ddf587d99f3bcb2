"""Whether two triggers in one sentence can report one event."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.codebook.triggers import Frame
from onrecord.codebook.types import Types

NAMED = 2
"""The strength from which a trigger names its type."""


def compatible(a: Frame, b: Frame, types: Types) -> bool:
    """Whether two triggers in one sentence can report one event: one of ``TOGETHER`` must hold. Of
    two equally strong ones ``a`` counts as the weaker."""
    if a.type == b.type:
        return same_type(a, b, types)
    weaker, stronger = sorted((a, b), key=lambda f: f.strength)
    return any(holds(weaker, stronger, types) for holds in TOGETHER)


def same_type(a: Frame, b: Frame, types: Types) -> bool:
    """Two triggers of the type for anything else must share their meaning, or one must be weak."""
    return (
        a.name == b.name or not types.nature(a.type).catch_all or a.strength == 1 or b.strength == 1
    )


def both_violent(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """Both are violence."""
    return types.nature(weaker.type).is_violent and types.nature(stronger.type).is_violent


def anything_else(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """One is a weak word for anything else ("an operation")."""
    return any(f.strength < NAMED and types.nature(f.type).catch_all for f in (weaker, stronger))


def taken_meanwhile(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """People are taken in the course of the other ("20 were arrested in a raid")."""
    return any(
        types.nature(taken.type).family == "taken" and other.people_taken
        for taken, other in ((weaker, stronger), (stronger, weaker))
    )


def named_to_go_together(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """The codebook allows their types together, unless both are beyond doubt."""
    return weaker.strength <= NAMED and any(
        types.among(other.type, types.nature(one.type).goes_with)
        for one, other in ((weaker, stronger), (stronger, weaker))
    )


def one_protest(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """Both are of a protest."""
    return all(types.nature(f.type).family == "protest" for f in (weaker, stronger))


def violence_at_a_protest(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """The weaker is violence at what the stronger names a protest."""
    return types.nature(stronger.type).family == "protest" and types.nature(weaker.type).is_violent


def with_a_weak_one(weaker: Frame, stronger: Frame, types: Types) -> bool:
    """One of them goes with any trigger that names no type."""
    return weaker.strength < NAMED and any(
        types.nature(f.type).goes_with_weak for f in (weaker, stronger)
    )


TOGETHER: tuple[Callable[[Frame, Frame, Types], bool], ...] = (
    both_violent,
    anything_else,
    taken_meanwhile,
    named_to_go_together,
    one_protest,
    violence_at_a_protest,
    with_a_weak_one,
)
