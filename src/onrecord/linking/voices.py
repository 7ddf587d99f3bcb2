"""Who speaks independently: copies of one story have one origin, one speaker quoted by many reports
is one voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.schema import Account, Claim

OWN = "REPORT"
"""The speaker of what a report says in its own voice."""
ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)


def plain(name: str) -> str:
    """A name without article, case and spacing, for comparison."""
    return ARTICLE.sub("", " ".join(name.split()).casefold()).strip(" .,;:'\"“”‘’")


def order(id: str) -> tuple[int, ...]:
    """The sort key of ``r7e3``, ``r7e3/0`` or ``i12``: the numbers in it."""
    return tuple(int(n) for n in re.findall(r"\d+", id))


def origins(accounts: Sequence[Account]) -> dict[str, str]:
    """Where the story of each account (by id) comes from.

    A near-copy has the origin of its original; an account whose every claim came through one
    channel has that channel ("police told Reuters", printed by another paper); any other has its
    outlet, or its report if the outlet is not known.
    """
    firsts = {a.source.id: a for a in sorted(accounts, key=lambda a: order(a.id), reverse=True)}

    def origin(account: Account) -> str:
        original = account.source.copy_of
        if original is not None and original != account.source.id:
            return origin(firsts[original]) if original in firsts else original
        channels = {plain(claim.via[0]) if claim.via else None for claim in account.event.claims}
        channel = channels.pop() if len(channels) == 1 else None
        return channel or (
            plain(account.source.outlet) if account.source.outlet else account.source.id
        )

    return {a.id: origin(a) for a in accounts}


def voice(claim: Claim, origin: str) -> str:
    """Who speaks in a claim.

    The report's own voice is its origin; a named speaker is one voice in every report; unnamed ones
    ("witnesses") belong to one channel.
    """
    if claim.speaker.name == OWN:
        return origin
    name = plain(claim.speaker.name)
    return (
        f"{name} ({plain(claim.via[0]) if claim.via else origin})"
        if claim.speaker.kind == "anonymous"
        else name
    )
