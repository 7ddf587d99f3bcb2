"""When and where: the dateline, the country a report is about, dates and places as the slots write
them (7.3, 7.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import takewhile

from bench.muc.keys import MONTHS
from bench.muc.people import named
from bench.muc.places import Places
from bench.muc.words import DEMONYMS, common, nameable, tidy, within, words
from onrecord.schema import CodedReport, Event, When

# the nine countries of interest (section 1, 4), and others of the task's list of nations, by ISO
# 3166-1 alpha-3
NINE = {
    "ARG": "ARGENTINA",
    "BOL": "BOLIVIA",
    "CHL": "CHILE",
    "COL": "COLOMBIA",
    "ECU": "ECUADOR",
    "SLV": "EL SALVADOR",
    "GTM": "GUATEMALA",
    "HND": "HONDURAS",
    "PER": "PERU",
}
NATIONS = NINE | {
    "BLZ": "BELIZE",
    "BRA": "BRAZIL",
    "CAN": "CANADA",
    "CHN": "PEOPLES REP OF CHINA",
    "CRI": "COSTA RICA",
    "CUB": "CUBA",
    "DEU": "WEST GERMANY",
    "DOM": "DOMINICAN REPUBLIC",
    "ESP": "SPAIN",
    "FRA": "FRANCE",
    "GBR": "UNITED KINGDOM",
    "HTI": "HAITI",
    "IRL": "IRELAND",
    "ISR": "ISRAEL",
    "ITA": "ITALY",
    "JPN": "JAPAN",
    "LBN": "LEBANON",
    "MEX": "MEXICO",
    "NIC": "NICARAGUA",
    "NLD": "NETHERLANDS",
    "NOR": "NORWAY",
    "PAN": "PANAMA",
    "PRY": "PARAGUAY",
    "RUS": "USSR",
    "SWE": "SWEDEN",
    "CHE": "SWITZERLAND",
    "URY": "URUGUAY",
    "USA": "UNITED STATES",
    "VEN": "VENEZUELA",
}


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the head of a message says: place, country if it is not one of the nine, day, source."""

    place: str | None = None
    country: str | None = None
    day: date | None = None
    source: str | None = None


@dataclass(frozen=True)
class Setting:
    """The report, what its dateline says, and the task's places."""

    coded: CodedReport
    dateline: Dateline
    places: Places

    @cached_property
    def text(self) -> str:
        return self.coded.report.text.upper()

    @property
    def abroad(self) -> bool:
        """Whether the message was sent from a country that is not one of the nine."""
        return (
            bool(self.dateline.country)
            and (self.dateline.country or "").upper() not in NINE.values()
        )

    @cached_property
    def home(self) -> str:
        """The country of the nine that the report is about: the one named most often, the
        dateline's city counting once."""
        text = self.text
        counts = {
            name: len(re.findall(rf"\b(?:{name}|{DEMONYMS[code]})", text))
            for code, name in NINE.items()
        }
        here = self.places.countries.get((self.dateline.place or "").upper(), [])
        for name in here[:1]:
            counts[name] = counts.get(name, 0) + (name in counts)
        best = max(counts, key=lambda name: (counts[name], name == "EL SALVADOR"))
        return best if counts[best] else "EL SALVADOR"

    @cached_property
    def groups(self) -> list[str]:
        """The armed groups that the text names."""
        return [name for name in within(self.text) if name not in words().bodies]

    @cached_property
    def names(self) -> list[str]:
        """People's names anywhere in the coded report, the fullest first."""
        phrases = [
            actor.name for event in self.coded.events for actor in (*event.side_a, *event.side_b)
        ]
        phrases += [harm.whom for event in self.coded.events for harm in event.harm if harm.whom]
        phrases += [claim.speaker.name for event in self.coded.events for claim in event.claims]
        found = {person.name for phrase in phrases if (person := named(tidy(phrase))).name}
        return sorted((name for name in found if name), key=lambda name: (-len(name.split()), name))

    def fullest(self, name: str) -> str:
        """The fullest form in which a person is named (template-doc-part2, slot 18): elsewhere, or
        with the names around it in the text."""
        full = next(
            (other for other in self.names if set(name.split()) <= set(other.split())), name
        )
        for hit in re.finditer(rf"\b{re.escape(full)}\b", self.text):
            left = reversed(re.findall(r"\S+", self.text[: hit.start()])[-3:])
            right = (
                re.findall(r"\S+", self.text[hit.end() :][:60])[:2]
                if self.text[hit.end() : hit.end() + 1] == " "
                else []
            )
            longer = " ".join(
                [
                    *reversed(list(takewhile(part_of_name, left))),
                    full,
                    *takewhile(part_of_name, right),
                ]
            )
            if len(longer) > len(full):
                return longer
        return full


def part_of_name(token: str) -> bool:
    """Whether a word next to a name belongs to it: a known first name, or a word that is nothing
    else."""
    people = token.startswith(tuple(DEMONYMS.values()))
    return (
        nameable(token)
        and token.isalpha()
        and not people
        and (token in words().names or not common(token))
    )


def spelled(value: date) -> str:
    return f"{value.day:02} {MONTHS[value.month - 1]} {value.year % 100:02}"


def day(when: When, dateline: Dateline) -> str:
    """The date (7.3): a day, a range, or "on or before" the article's day if nothing is stated."""
    if when.basis in ("stated", "anchored") and when.start and when.end:
        return (
            spelled(when.start)
            if when.start == when.end
            else f"{spelled(when.start)} - {spelled(when.end)}"
        )
    if when.basis in ("stated", "anchored") and (end := when.end or when.start):
        return f"- {spelled(end)}"
    return f"- {spelled(dateline.day)}" if dateline.day else "-"


def place(event: Event, setting: Setting, said: str) -> str:
    """The place (7.4): the country, then the place named, as the set list has it; CITY if it is not
    listed."""
    where, places, text = event.where, setting.places, setting.text
    names = [
        name
        for given in (where.name, where.resolved)
        for name in variants(given)
        if name not in (*NATIONS.values(), "AMERICA")
    ]
    country = NATIONS.get(where.country or "")
    if where.name is None or where.country not in NINE:
        country = None if country is None or where.name is None or not setting.abroad else country
    for name in names:
        here = country or places.country(name, setting.home)
        if here and (fill := places.fill(here, name, said.upper(), text)):
            return fill
    country = country or setting.home
    if where.name is None or where.precision in ("country", "none"):
        for name in re.findall(
            r"\b(?:IN|NEAR|AT|OF|FROM) (?:THE )?((?:[A-Z]+ ){0,3}[A-Z]+)", said.upper()
        ):
            for short in (" ".join(name.split()[:n]) for n in (4, 3, 2, 1)):
                if short not in NATIONS.values() and (
                    fill := places.fill(country, short, said.upper(), text)
                ):
                    return fill
        if (city := (setting.dateline.place or "").upper()) not in (*words().capitals, "") and (
            fill := places.fill(country, city, said.upper(), text)
        ):
            return fill
        return country
    name = names[0] if names else ""
    if (
        not name
        or where.resolved is None
        or not re.fullmatch(r"[A-Z .'-]+", name)
        or len(name.split()) > 4
    ):
        return country
    return f"{country}: {name} ({'DEPARTMENT' if where.precision == 'admin1' else 'CITY'})"


def variants(text: str | None) -> list[str]:
    """A place's name as the set list might have it: without direction, kind and article."""
    if not text:
        return []
    name = tidy(text)
    short, patterns = name, words().patterns
    while (side := patterns["side"].match(short)) and side.end() < len(short):
        short = short[side.end() :]
    return list(dict.fromkeys((patterns["sort"].sub("", short), short, name)))
