"""Does linking grow with the number of accounts, not with its square? ``python -m bench.growth [N
…]``: seconds, memory and pairs for N accounts.

The accounts are drawn from distributions like those in UCDP's GED: conflicts whose sizes follow a
power law, each with a few towns that see most of it (power law again), events in bursts (episodes
whose days decay exponentially), deaths heavy-tailed (most events one or two, some hundreds). Each
incident is reported by one or more reports with the noise of reporting: days, places and tolls that
differ, coarse places, their own words. The world stays the same however many accounts are drawn:
ten times the accounts are ten times as dense.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from onrecord.linking import Traits, link
from onrecord.linking.rarity import pack

SEED = 7
CONFLICTS = 150
FIRST, LAST = date(1989, 1, 1).toordinal(), date(2024, 12, 31).toordinal()
TYPES = (
    ("ARMED_CLASH", "Battles", 5),
    ("SHELLING", "Explosions/Remote violence", 2),
    ("AIR_STRIKE", "Explosions/Remote violence", 2),
    ("REMOTE_EXPLOSIVE", "Explosions/Remote violence", 2),
    ("ATTACK", "Violence against civilians", 4),
)
FAMILIES = {name: family for name, family, _ in TYPES}


def accounts(size: int, seed: int = SEED) -> tuple[list[Traits], list[int]]:
    """``size`` accounts in the order of their publication, and for each the number of the incident
    that it reports."""
    chance = Random(seed)
    world = [conflict(number, chance) for number in range(CONFLICTS)]
    shares = [1 / (rank + 1) ** 1.1 for rank in range(CONFLICTS)]
    found: list[tuple[Traits, int]] = []
    incident = 0
    while len(found) < size:
        for event in episode(chance.choices(world, shares)[0], chance):
            for reporter in range(1 + min(8, int(chance.expovariate(0.9)))):
                found.append((reported(event, incident, reporter, chance), incident))
            incident += 1
    found = sorted(found[:size], key=lambda pair: (pair[0].published or 0, pair[1], pair[0].id))
    return [
        replace(one, id=f"r{i}e1", report=f"r{i}", copy=f"r{i}")
        for i, (one, _) in enumerate(found, 1)
    ], [number for _, number in found]


Town = tuple[float, float, str, str]


def conflict(number: int, chance: Random) -> tuple[list[Town], list[float], tuple[str, str]]:
    """A conflict: its towns (latitude, longitude, region, country) with their weights, and its two
    sides."""
    latitude, longitude = chance.uniform(-25, 40), chance.uniform(-15, 100)
    country = f"C{number // 2}"
    towns = []
    for _ in range(chance.randint(20, 120)):
        y, x = chance.gauss(latitude, 1.5), chance.gauss(longitude, 1.5)
        towns.append(
            (y, x, f"{country} region {int((y + 90) * 2) % 4}{int((x + 180) * 2) % 4}", country)
        )
    return (
        towns,
        [1 / (rank + 1) for rank in range(len(towns))],
        (f"Forces of {country}", f"Group {number}"),
    )


def episode(
    here: tuple[list[Town], list[float], tuple[str, str]], chance: Random
) -> Iterator[Traits]:
    """A burst of events in one conflict, denser at its beginning."""
    towns, weights, sides = here
    start = chance.randint(FIRST, LAST)
    for _ in range(1 + int(chance.paretovariate(1.1)) % 400):
        kind = chance.choices(TYPES, [weight for _, _, weight in TYPES])[0][0]
        latitude, longitude, region, country = chance.choices(towns, weights)[0]
        day = min(LAST, start + int(chance.expovariate(1 / 30)))
        dead = min(2000, int(chance.paretovariate(0.9)) - 1)
        yield Traits(
            id="",
            report="",
            copy="",
            type=kind,
            family=FAMILIES[kind],
            start=day,
            end=day,
            latitude=latitude,
            longitude=longitude,
            radius=5.0,
            precision="exact",
            country=country,
            admin1=region,
            actors=sides,
            tolls=(("killed", dead, dead),) if dead else (),
        )


def reported(event: Traits, incident: int, reporter: int, chance: Random) -> Traits:
    """The event as one report gives it."""
    start, end = event.start or 0, event.end or 0
    lot = chance.random()
    if lot < 0.2:
        start = end = start + chance.choice((-1, 1))
    elif lot < 0.3:
        start, end = start - 3, end + 3
    latitude, longitude, radius, precision = (
        event.latitude or 0.0,
        event.longitude or 0.0,
        5.0,
        "exact",
    )
    lot = chance.random()
    if lot < 0.2:
        latitude, longitude, radius, precision = (
            latitude + chance.uniform(-0.1, 0.1),
            longitude + chance.uniform(-0.1, 0.1),
            15.0,
            "near",
        )
    place = {} if lot < 0.9 else {"latitude": None, "longitude": None, "precision": "admin1"}
    tolls = tuple(
        (kind, low, high) if chance.random() < 0.7 else (kind, round((low or 0) * 0.8), high)
        for kind, low, high in event.tolls
    )
    own = [f"happening{incident}x{i}" for i in range(8)]
    rare = [word for word in own if chance.random() < 0.6]
    chatter = [f"word{int(20_000 * chance.paretovariate(0.7))}" for _ in range(20)]
    changed = replace(
        event,
        id=f"{incident}-{reporter}",
        start=start,
        end=end,
        published=end + int(chance.expovariate(0.7)),
        latitude=latitude,
        longitude=longitude,
        radius=radius,
        precision=precision,
        tolls=tolls,
        words=pack([*rare, *chatter[:5]]),
        story=pack([*rare, *chatter]),
    )
    return replace(changed, **place) if place else changed  # type: ignore[arg-type]


def pair_f(clusters: Sequence[Sequence[str]], gold: dict[str, int]) -> float:
    """F of the pairs of accounts that are grouped together, in percent."""
    from collections import Counter

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    mine = {name: i for i, cluster in enumerate(clusters) for name in cluster}
    both = pairs(Counter((mine[name], number) for name, number in gold.items()))
    return 200 * both / max(1, pairs(Counter(mine.values())) + pairs(Counter(gold.values())))


def measure(size: int) -> None:
    """Print what linking ``size`` accounts takes."""
    traits, incidents = accounts(size)
    wall, own = time.perf_counter(), time.process_time()
    linked = link(traits)
    wall, own = time.perf_counter() - wall, time.process_time() - own
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    f = pair_f(
        linked.clusters, {one.id: number for one, number in zip(traits, incidents, strict=True)}
    )
    print(
        f"{size:>8} accounts: {own:7.1f} s of processor, {wall:7.1f} s in all, peak {peak:6.0f} MB,"
        f" {len(linked.links):>8} links, {len(linked.clusters):>7} incidents, pair F {f:.1f}"
    )


if __name__ == "__main__":
    for number in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        measure(number)
