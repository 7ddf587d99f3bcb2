"""What several tables ask of an incident, computed once: its days, its sides, its dead, its
sources, its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from onrecord.codebook import Codebook
from onrecord.codebook.types import Plover
from onrecord.coding.actors.matching import matcher
from onrecord.exporters.text_form import LeftOut
from onrecord.schema import Actor, Event, Incident, Place, Source, Span, When

WITHHELD = Span(start=0, end=1, text="…")
"""Written if a protection policy has taken the words out of a record that must have some."""
HAPPENED = ("occurred", "ongoing")


def happened(incident: Incident) -> None:
    """Let through what a table of events accepts. Raises LeftOut for what was rejected in review
    and what did not happen."""
    if incident.review == "rejected":
        raise LeftOut("rejected in review")
    if incident.status not in HAPPENED:
        raise LeftOut(f"status {incident.status}")


def plover(incident: Incident, book: Codebook) -> Plover:
    """PLOVER's event type and mode; what is threatened is THREATEN. Raises LeftOut if PLOVER has
    none, or cannot say that it failed."""
    if incident.review == "rejected":
        raise LeftOut("rejected in review")
    if incident.status == "attempted":
        raise LeftOut("status attempted")
    kind = (
        Plover("THREATEN")
        if incident.status == "threatened"
        else book.types.plover(incident.type)
        if incident.type in book.types
        else None
    )
    if kind is None:
        raise LeftOut(f"PLOVER has no type for {incident.type}")
    return kind


def middle(when: When) -> date | None:
    """The day in the middle of an interval, the earlier of two: ACLED's convention for a day that
    is not known. None if an end is open."""
    return when.start + (when.end - when.start) / 2 if when.start and when.end else None


def actor_names(actors: Iterable[Actor]) -> list[str]:
    """The names of a side, each once: those whose kind is known first, by their known name,
    otherwise by the report's words."""
    ordered = sorted(actors, key=lambda actor: actor.kind is None)
    return list(dict.fromkeys(actor.actor or actor.name for actor in ordered))


def kinds(actors: Iterable[Actor]) -> list[str]:
    """The kinds of a side, in the order of :func:`actor_names`; unknown ones are left out."""
    return list(dict.fromkeys(actor.kind for actor in actors if actor.kind))


class Dead(NamedTuple):
    """People killed: the interval with every bound filled, and the best figure by who they were.
    ``best`` is the sum of the four."""

    low: int
    best: int
    high: int
    side_a: int
    side_b: int
    civilians: int
    unknown: int


def dead(incident: Incident) -> Dead | None:
    """The dead by the incident's headline rule; None if no claim gives a number.

    ``best`` is the headline's best, otherwise its low. An open low counts as ``best``, and so does
    an open high: no number is invented. Class figures are used only if they fit into ``best``
    together, otherwise all are unknown; combatants belong to a side if the reports' words for them
    are words for that side, and for no other.
    """
    total = incident.totals.get("killed")
    if total is None or (total.low is None and total.best is None and total.high is None):
        return None
    best = total.best if total.best is not None else total.low or 0
    high = max(best, total.high if total.high is not None else best)
    low = min(best, total.low if total.low is not None else best)
    found = {"civilian": 0, "combatant": 0}
    for toll in incident.tolls:
        if toll.kind == "killed" and toll.class_ in found:
            found[toll.class_] += toll.best if toll.best is not None else toll.low or 0
    if sum(found.values()) > best:
        found = dict.fromkeys(found, 0)
    a, b = fallen(incident, found["combatant"])
    return Dead(low, best, high, a, b, found["civilian"], best - a - b - found["civilian"])


def fallen(incident: Incident, armed: int) -> tuple[int, int]:
    """How many of the combatants killed were of side A and of side B.

    As the accounts divide the whole number, if those that do so agree; otherwise all of one side,
    if all words for them are words for it; otherwise none, because it is not known.
    """
    splits, sides = set(), set()
    for account in incident.accounts:
        counts: dict[str | None, int] = {"a": 0, "b": 0, None: 0}
        for harm in account.event.harm:
            if harm.kind == "killed" and harm.class_ == "combatant":
                side = side_of(harm.whom, account.event)
                counts[side] += harm.best if harm.best is not None else harm.low or 0
                sides.add(side)
        if sum(counts.values()) == armed:
            splits.add((counts["a"], counts["b"]))
    if len(splits) == 1:
        return splits.pop()
    return (armed, 0) if sides == {"a"} else (0, armed) if sides == {"b"} else (0, 0)


def side_of(whom: str | None, event: Event) -> str | None:
    """The one side, "a" or "b", that the words for the dead are words for."""
    found = [
        name
        for name, actors in (("a", event.side_a), ("b", event.side_b))
        if whom and alike(whom, actors)
    ]
    return found[0] if len(found) == 1 else None


def alike(whom: str, actors: Iterable[Actor]) -> bool:
    """Whether the words for the dead and for one of the actors share their last word or contain
    each other."""
    said = whom.casefold()
    return any(
        said in name or name in said or said.split()[-1] == name.split()[-1]
        for a in actors
        if (name := a.name.casefold().strip())
    )


def sources(incident: Incident) -> list[Source]:
    """The reports of an incident without near-copies, each once."""
    found = {account.source.id: account.source for account in incident.accounts}
    originals = [
        source for source in found.values() if source.copy_of is None or source.copy_of not in found
    ]
    return originals or list(found.values())


def outlets(incident: Incident) -> list[str]:
    """Who published them; a report without an outlet is given by its web address."""
    return list(
        dict.fromkeys(name for source in sources(incident) if (name := source.outlet or source.url))
    )


def speakers(incident: Incident) -> list[str]:
    """Whom the reports quote: every speaker except the reports themselves."""
    said = (claim.speaker.name for account in incident.accounts for claim in account.event.claims)
    return list(dict.fromkeys(name for name in said if name != "REPORT"))


def words(event: Event) -> str:
    """The words of the report that describe an event, unless they are withheld."""
    return " … ".join(span.text for span in event.evidence if span != WITHHELD)


def reported(incident: Incident) -> Iterator[tuple[str, str]]:
    """(outlet, words) of each account, original reports only, the same words once."""
    kept = {source.id for source in sources(incident)}
    seen = set()
    for account in incident.accounts:
        said = words(account.event)
        if account.source.id in kept and said and said not in seen:
            seen.add(said)
            yield account.source.outlet or account.id, said


def named(place: Place, book: Codebook) -> str | None:
    """The name of a place: as it resolved, otherwise the name in the report's words, otherwise the
    smallest division that it lies in."""
    return (
        place.resolved or (place.name and proper(place.name, book)) or place.admin2 or place.admin1
    )


def proper(words: str, book: Codebook) -> str:
    """The first name in the words for a place, "Kessou" of "town of Kessou, 25 km west of Orbel".

    A run of capitalised words and the particles within it; all of the words if none is a name or it
    is only a people's ("Kenyan town").
    """
    cues = book.places.cues
    run: list[str] = []
    for word in words.split():
        plain = word.strip('(),;.:"“”')
        if plain.rpartition("-")[2][:1].isupper() and plain.casefold() not in ("a", "an", "the"):
            run.append(plain)
        elif run and plain in cues.particles:
            run.append(plain)
            continue
        elif run:
            break
        if run and word != plain and word[-1:] in ",;:)":
            break
    while run and run[-1] in cues.particles:
        run.pop()
    name = " ".join(run)
    return words if not name or (name != words and matcher(book.actors).nation(name)) else name


def called(place: Place) -> str | None:
    """What a place is called in a list: the words of the report, otherwise as it resolved,
    otherwise the smallest division that it lies in."""
    return place.name or place.resolved or place.admin2 or place.admin1


def geonames(place: Place) -> int | None:
    """GeoNames' number of a place, if it is one of theirs."""
    scheme, _, number = (place.gazetteer_id or "").partition(":")
    return int(number) if scheme == "geonames" and number.isdigit() else None


def listed(names: Iterable[str]) -> str:
    """Names in one cell, separated by "; "; a semicolon within a name becomes a comma."""
    return "; ".join(name.replace(";", ",") for name in names)
