"""Adding one report to a large casebook: ``python -m bench.casebook [N] [--casebook FILE]``.

Fills a casebook with N coded reports of one event each (100,000 by default), drawn in the same way
as :mod:`bench.growth` draws accounts and written out as texts, and links them in one step; then
adds more of them one by one, and one report that is coded first, and prints the seconds that each
takes.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from bench.growth import accounts
from onrecord.casebook import Casebook, Made
from onrecord.casebook.audit import Trail, now
from onrecord.casebook.engine import writing
from onrecord.casebook.intake import Intake
from onrecord.linking import Traits
from onrecord.linking.traits import shipped
from onrecord.schema import (
    Actor,
    Claim,
    CodedReport,
    Event,
    Harm,
    Interval,
    Place,
    Published,
    Report,
    Span,
    Speaker,
    When,
)

MORE = 50
"""The number of reports that are added one by one."""


def reports(size: int) -> Iterator[CodedReport]:
    """``size`` coded reports, in the order of their publication."""
    chance = Random(11)
    for number, (one, incident) in enumerate(zip(*accounts(size), strict=True)):
        yield coded(number, one, incident, chance)


def coded(number: int, one: Traits, incident: int, chance: Random) -> CodedReport:
    """An account as a report with its one event."""
    start, end = (date.fromordinal(day) if day else None for day in (one.start, one.end))
    town = f"Town{round((one.latitude or 0) * 10)}x{round((one.longitude or 0) * 10)}"
    own = " ".join(f"happening{incident}x{i}" for i in range(8) if chance.random() < 0.6)
    chatter = " ".join(f"word{int(20_000 * chance.paretovariate(0.7))}" for _ in range(60))
    dead = one.tolls[0] if one.tolls else None
    toll = f" killing {dead[1]}" if dead else ""
    first = (
        f"Report {number}: {one.type} by {one.actors[0]} against {one.actors[1]} in {town}{toll}"
        f" {own}."
    )
    text = f"{first} {chatter}."
    whole = (Span.of(text, 0, len(first)),)
    place = Place(
        name=town,
        resolved=town,
        country=one.country,
        admin1=one.admin1,
        latitude=one.latitude,
        longitude=one.longitude,
        radius_km=one.radius,
        precision=(
            "admin1" if one.latitude is None else "near" if one.precision == "near" else "exact"
        ),
        spans=whole,
    )
    event = Event(
        id="e1",
        type=one.type or "OTHER",
        when=When(
            start=start, end=end, precision="day" if start == end else "range", basis="stated"
        ),
        where=place,
        side_a=(Actor(name=one.actors[0], actor=one.actors[0], kind="state_forces", spans=whole),),
        side_b=(Actor(name=one.actors[1], actor=one.actors[1], kind="rebel_group", spans=whole),),
        harm=(
            (Harm(kind="killed", low=dead[1], best=dead[2], high=dead[2], spans=whole),)
            if dead
            else ()
        ),
        totals={"killed": Interval(low=dead[1], best=dead[2], high=dead[2])} if dead else {},
        claims=(Claim(speaker=Speaker(name="REPORT", kind="outlet")),),
        evidence=whole,
        confidence=0.8,
    )
    published = (
        Published.on(date.fromordinal(one.published), "given") if one.published else Published()
    )
    return CodedReport(
        report=Report(text=text, outlet=f"Outlet {number % 40}", published=published),
        events=(event,),
    )


def fill(casebook: Casebook, drawn: Iterable[CodedReport]) -> None:
    """Store reports without linking them."""
    with writing(casebook._engine) as connection:
        taker = Intake(
            connection, made=Made(), types=shipped(), trail=Trail(connection, by="bench", at=now())
        )
        for one in drawn:
            taker.take(one.report, one)


def measure(size: int, where: str) -> None:
    """Print what filling a casebook and adding to it takes."""
    drawn = reports(size + MORE)
    with Casebook.open(where) as casebook:
        begin = time.perf_counter()
        for first in range(0, size, 10_000):
            fill(casebook, islice(drawn, min(size - first, 10_000)))
        print(f"{size:>8} reports stored: {time.perf_counter() - begin:.1f} s", flush=True)
        casebook.relink(by="bench")
        counts = casebook.counts()
        print(f"{size:>8} reports stored and linked: {time.perf_counter() - begin:.1f} s, {counts}")
    with Casebook.open(where) as casebook:
        taken = []
        for one in drawn:
            begin = time.perf_counter()
            casebook.add(one, by="bench")
            taken.append(time.perf_counter() - begin)
        print(
            f"one more: median {statistics.median(taken):.3f} s, longest {max(taken):.3f} s, the"
            f" first {taken[0]:.3f} s"
        )
        text = (
            "Gunmen killed at least 12 villagers in Gao on Saturday, the district head said. The"
            " army denied it."
        )
        casebook.add(
            Report(text="Two policemen were wounded by a roadside bomb near Mosul on Friday."),
            by="bench",
        )
        begin = time.perf_counter()
        casebook.add(Report(text=text, published=date(2024, 6, 3)), by="bench")
        print(f"one more, coding included: {time.perf_counter() - begin:.3f} s")
        begin = time.perf_counter()
        found = sum(
            1
            for _ in casebook.incidents(
                country="C3", since=date(2010, 1, 1), until=date(2010, 12, 31)
            )
        )
        print(f"{found} incidents of one country and year: {time.perf_counter() - begin:.3f} s")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Adding one report to a large casebook.")
    parser.add_argument("size", nargs="?", type=int, default=100_000)
    parser.add_argument("--casebook", help="where to make it; by default in a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options.size, options.casebook or str(Path(folder) / "bench.db"))


if __name__ == "__main__":
    main()
