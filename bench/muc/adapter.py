"""From coded events to MUC-4 templates: relevance, type, stage, date, place, perpetrators, targets, instruments.

The rules are those of the task documentation (``template-doc-part1.v7``): what is a relevant incident (section 1), what makes two
templates of one text (section 5), what fills each slot (section 7). The words that sort heads into set lists are data, in ``words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

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
KINDS = {
    "ABDUCTION": "KIDNAPPING", "REMOTE_EXPLOSIVE": "BOMBING", "SUICIDE_BOMB": "BOMBING", "GRENADE": "BOMBING", "ATTACK": "ATTACK",
    "ARMED_CLASH": "ATTACK", "AIR_STRIKE": "ATTACK", "SHELLING": "ATTACK", "CHEMICAL_WEAPON": "ATTACK", "SEXUAL_VIOLENCE": "ATTACK",
    "MOB_VIOLENCE": "ATTACK", "LOOTING_PROPERTY_DESTRUCTION": "ATTACK", "EXCESSIVE_FORCE_AGAINST_PROTESTERS": "ATTACK",
    "NON_STATE_OVERTAKES_TERRITORY": "ATTACK", "DISRUPTED_WEAPONS_USE": "BOMBING",
}  # fmt: skip
STAGES = {"attempted": "ATTEMPTED", "threatened": "THREATENED", "planned": "THREATENED"}
EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
STATE = frozenset({"state_forces", "external_forces"})
ARMED = frozenset({*STATE, "rebel_group", "political_militia", "identity_militia"})
RECENT = timedelta(days=62)  # section 1, 6: "within two months of the date of the article"

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
    titles: frozenset[str]
    organizations: frozenset[str]
    vague: frozenset[str]


@cache
def words() -> Words:
    data = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))

    def heads(section: str) -> dict[str, str]:
        return {word: item for item, line in data[section].items() for word in listed(line)}

    verbs = {item: re.compile(rf"\b(?:{line})\b", re.IGNORECASE) for item, line in data["verbs"].items()}
    sets = (frozenset(listed(data[name])) for name in ("titles", "organizations", "vague"))
    return Words(heads("physical"), heads("persons"), heads("instruments"), verbs, *sets)


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
    text = " ".join(text.upper().split()).strip(" ,.;:-\"'")
    while (lead := LEAD.match(text)) and lead.end() < len(text):
        text = text[lead.end() :]
    return text


@dataclass(slots=True)
class Person:
    """A human target: name, description, effects, number."""

    name: str | None
    description: str | None
    effects: list[str] = field(default_factory=list)
    number: str = "1"
    nation: str | None = None

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


def templates(coded: CodedReport, message: str, dateline: Dateline, places: Mapping[str, str] | None = None) -> list[Template]:
    """The templates of a coded report, in the order of the text; none where nothing in it is relevant.

    Args:
        dateline: what the message's head says; places: names of the task's set list of locations → their type, where it is at hand.
    """
    incidents: list[Incident] = []
    for event in coded.events:
        found = incident(event, coded, dateline, places or {})
        if found is None:
            continue
        same = next((other for other in incidents if one(other, found)), None)
        if same is None:
            incidents.append(found)
        else:
            merge(same, found)
    kept = [found for found in incidents if specific(found)]
    return [template(found, message, number) for number, found in enumerate(kept, 1)]


# --- what is relevant ---------------------------------------------------------------------------------------------------


def incident(event: Event, coded: CodedReport, dateline: Dateline, places: Mapping[str, str]) -> Incident | None:
    """The incident that an event is, or None where it is not relevant (section 1)."""
    said = " ".join(span.text for span in event.evidence)
    kind = type_of(event, said)
    if kind is None or event.status == "denied" or old(event.when, dateline):
        return None
    found = Incident(kind, STAGES.get(event.status, "ACCOMPLISHED"), day(event.when, dateline), place(event, dateline, places))
    if event.type == "DISRUPTED_WEAPONS_USE":
        found.stage = "ATTEMPTED"
    perpetrators(found, event, said)
    targets(found, event, coded, said)
    instruments(found, event, said)
    if found.place.split(":")[0] not in NINE.values() and not any(actor.country in NINE for actor in (*event.side_a, *event.side_b)):
        return None
    return None if warfare(found, event) else found


def type_of(event: Event, said: str) -> str | None:
    """The incident type (7.5): ATTACK only where no other type fits."""
    if STRIKE.search(said):
        return "FORCED WORK STOPPAGE"
    kind = KINDS.get(event.type)
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
    """Section 1, 6: two months before the article or more."""
    return dateline.day is not None and when.end is not None and when.end < dateline.day - RECENT


def warfare(found: Incident, event: Event) -> bool:
    """Section 1, 1: what armed groups and forces do to each other is relevant only where others are struck too."""
    if found.things and any(thing.type != "LAW ENFORCEMENT FACILITY" for thing in found.things):
        return False
    military = {"ACTIVE MILITARY", "LAW ENFORCEMENT"}
    kinds = {person_type(person) for person in found.persons}
    fighters = any(harm.class_ == "combatant" for harm in event.harm) or any(actor.kind in ARMED for actor in event.side_b)
    if found.persons:
        struck = [person for person in found.persons if person_type(person) not in military and not fighter(person)]
        return not struck and (fighters or bool(kinds))
    return fighters or (event.type == "ARMED_CLASH" and not found.persons)


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
    return bool(found.persons or found.things) or (found.type == "BOMBING" and bool(found.instruments))


def one(a: Incident, b: Incident) -> bool:
    """Whether two events are one template (section 5): same type, and neither date, place nor perpetrators differ."""
    if a.type != b.type or a.stage != b.stage:
        return False
    if not (a.date == b.date or a.date.startswith("-") or b.date.startswith("-")):
        return False
    if not (a.place == b.place or a.place.startswith(b.place) or b.place.startswith(a.place)):
        return False
    names = [{person.name for person in found.persons if person.name} for found in (a, b)]
    if names[0] and names[1] and not any(set(x.split()) & set(y.split()) for x in names[0] for y in names[1]):
        return False
    return not (a.organizations and b.organizations and not set(a.organizations) & set(b.organizations))


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


def place(event: Event, dateline: Dateline, places: Mapping[str, str]) -> str:
    """The place (7.4): the country, then the place named, with its type from the set list, CITY where it is not on it."""
    where = event.where
    country = NATIONS.get(where.country or "") or (dateline.country or "").upper()
    if not country:
        country = next((NATIONS[actor.country] for actor in (*event.side_b, *event.side_a) if actor.country in NINE), "")
    country = country or places.get(f"@{(dateline.place or '').upper()}", "EL SALVADOR")
    if where.precision in ("country", "none") and where.name and tidy(where.name) not in places:
        return country
    for text in (where.name, where.resolved):
        for name in variants(text):
            if name in places and name != country:
                return f"{country}: {name} ({places[name]})"
    name = next(iter(variants(where.name)), "")
    if not name or name == country or where.resolved is None:
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
    bare = re.sub(r"\s+(?:CITY|DEPARTMENT|PROVINCE|TOWN|MUNICIPALITY|NEIGHBORHOOD|VILLAGE|DISTRICT|REGION|AREA|ZONE)$", "", short)
    return list(dict.fromkeys([*found, short, bare]))


# --- who ----------------------------------------------------------------------------------------------------------------


def perpetrators(found: Incident, event: Event, said: str) -> None:
    """Individuals and organizations (7.10 to 7.12), and whether the state did it (7.9)."""
    lists = words()
    for actor in event.side_a:
        name = tidy(actor.name)
        if not name or name in lists.vague or sort(name, lists.physical) or sort(name, lists.instruments):
            continue
        if actor.kind in STATE:
            found.state = True
        elif found.state is None:
            found.state = False
        for organization in within(name):
            found.organizations.setdefault(organization, confidence(event, organization, said))
        if name not in found.organizations and name not in found.individuals:
            found.individuals.append(name)


def within(name: str) -> list[str]:
    """The organizations named in a phrase, the longest first; a part of a longer one is not named twice."""
    inside: list[str] = []
    for organization in sorted(words().organizations, key=len, reverse=True):
        if re.search(rf"(?<![\w-]){re.escape(organization)}(?![\w-])", name) and not any(organization in other for other in inside):
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


def targets(found: Incident, event: Event, coded: CodedReport, said: str) -> None:
    """Human and physical targets, with number, effect and nation (7.13 to 7.25)."""
    lists = words()
    text = coded.report.text
    for harm in event.harm:
        if harm.kind not in (*EFFECTS, "abducted", "missing"):
            continue
        if harm.high == 0:
            found.clear |= 1 if harm.kind == "killed" else 2
            continue
        whom = tidy(harm.whom or "")
        if not whom or whom in lists.vague:
            whom = "DEAD" if harm.kind == "killed" else ""
        if whom:
            person = named(whom)
            person.number = number(harm)
            if harm.kind in EFFECTS:
                person.effects.append(EFFECTS[harm.kind])
            add_person(found, person)
    for actor in event.side_b:
        name = tidy(actor.name)
        if not name or name in lists.vague:
            continue
        if kind := thing(name):
            effect = "DESTROYED" if DESTROY.search(said) else "SOME DAMAGE" if DAMAGE.search(said) or found.type == "ARSON" else None
            add_thing(found, Thing(name, kind, counted(actor.spans, text, name), effect, foreign(actor, found)))
        else:
            person = named(name)
            person.number = counted(actor.spans, text, name)
            person.nation = foreign(actor, found)
            add_person(found, person)
    for item in event.items:
        name = tidy(item.kind)
        if item.act in ("destroyed", "damaged", "burned") and (kind := thing(name)):
            effect = "DESTROYED" if item.act == "destroyed" else "SOME DAMAGE"
            count = str(item.low) if item.low is not None and item.low == item.high else "PLURAL" if name != singular(name) else "1"
            add_thing(found, Thing(name, kind, count, effect))
    if found.type == "KIDNAPPING":
        found.things = []


def thing(name: str) -> str | None:
    """The type of a physical target; None where the phrase names no thing."""
    lists = words()
    return None if sort(name, lists.persons) else sort(name, lists.physical)


def foreign(actor: Actor, found: Incident) -> str | None:
    """The nation of a target that is not the place's."""
    nation = NATIONS.get(actor.country or "")
    return nation if nation and not found.place.startswith(nation) else None


def named(phrase: str) -> Person:
    """A person's name and title, or a description: what follows the last title is a name where none of its words is a common noun."""
    lists = words()
    tokens = phrase.split()
    cut = max((i + 1 for i, token in enumerate(tokens) if token.strip(".,") in lists.titles), default=0)
    rest = tokens[cut:]
    if rest and not AFTER.search(" " + " ".join(rest) + " ") and len(rest) <= 5 and not any(common(token) for token in rest):
        return Person(" ".join(rest), " ".join(tokens[:cut]) or None)
    head, *tail = AFTER.split(phrase, maxsplit=1)
    if tail and not any(common(token) for token in head.split()) and "," in phrase and len(head.split()) > 1:
        return Person(head.strip(), None)
    return Person(None, phrase)


def common(token: str) -> bool:
    """Whether a word is a common noun of the lists, a number, or too plain to be part of a name."""
    lists = words()
    word = singular(token.strip(".,'\""))
    return (
        word in lists.persons
        or word in lists.physical
        or word in lists.instruments
        or not word.isalpha()
        or word in plain()
        or token in plain()
    )


@cache
def plain() -> frozenset[str]:
    """Single words of the lists' phrases, but for particles of Spanish names."""
    lists = words()
    phrases = (*lists.persons, *lists.physical, *lists.organizations, *lists.instruments, *lists.titles, *lists.vague)
    small = {word for phrase in phrases for word in phrase.split() if len(phrase.split()) < 3}
    return frozenset(small) - {
        "DE",
        "LA",
        "EL",
        "DEL",
        "LOS",
        "LAME",
        "RODRIGO",
        "FRANCO",
        "RODRIGUEZ",
        "MANUEL",
        "TUPAC",
        "AMARU",
        "ALFARO",
        "MARTI",
    }


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


def add_person(found: Incident, person: Person) -> None:
    """Add a human target, or what is new of one known already: same name, or a description of the same head."""
    for other in found.persons:
        if person.name and other.name:
            same = set(person.name.split()) <= set(other.name.split()) or set(other.name.split()) <= set(person.name.split())
        elif not person.name and not other.name:
            same = person.tokens <= other.tokens or other.tokens <= person.tokens
        else:
            same = False
        if same:
            if person.name and other.name and len(person.name) > len(other.name):
                other.name = person.name
            other.description = other.description or person.description
            other.effects += [effect for effect in person.effects if effect not in other.effects]
            if other.number == "PLURAL":
                other.number = person.number
            other.nation = other.nation or person.nation
            return
    found.persons.append(person)


def add_thing(found: Incident, thing: Thing) -> None:
    for other in found.things:
        if other.id == thing.id:
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
    if not found.instruments:
        for item, verb in lists.verbs.items():
            if verb.search(said) and (found.type == "ATTACK" or item == "DYNAMITE"):
                found.means.append(item)
                break
        if event.type == "AIR_STRIKE":
            found.means = ["AERIAL BOMB"]


# --- the template -------------------------------------------------------------------------------------------------------


def template(found: Incident, message: str, number_: int) -> Template:
    """The incident as a template."""
    made = Template(message, number_)

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
