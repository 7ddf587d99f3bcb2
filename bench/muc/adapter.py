"""From coded events to MUC-4 templates: what is relevant, who did it, to whom and what, with what.

The rules are those of the task documentation (``template-doc-part1.v7``): what is a relevant
incident (section 1), what makes two templates out of one text (section 5), what fills each slot
(section 7). The words that sort heads into set lists are data, in ``words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bench.muc.deeds import better, doers, mentioned, thing, type_of
from bench.muc.incident import (
    Incident,
    Thing,
    add_person,
    add_thing,
    compatible,
    merge,
    one,
    specific,
    template,
)
from bench.muc.keys import Template
from bench.muc.people import Person, combatant, human, named, same
from bench.muc.places import Places
from bench.muc.setting import NATIONS, NINE, Dateline, Setting, day, place
from bench.muc.words import NUMBERS, bare, name_like, says, singular, sort, tidy, within, words
from onrecord.schema import Actor, CodedReport, Event, Harm, Span, When

STAGES = {"attempted": "ATTEMPTED", "threatened": "THREATENED"}
EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
STATE = frozenset({"state_forces", "external_forces"})
ARMED = frozenset({*STATE, "rebel_group", "political_militia", "identity_militia"})
RECENT = timedelta(days=62)  # section 1, 6: "within two months of the date of the article"
LONG = timedelta(days=45)  # a longer interval is a summary (section 1, 7)
SURE = 0.4  # the coder's confidence below which an event is left out
TOLD = 8  # fills below which a template is too thin to be a specific incident (section 1, 7)


def templates(
    coded: CodedReport, message: str, dateline: Dateline, places: Places | None = None
) -> list[Template]:
    """The templates of a coded report, in the order of the text; empty if nothing in it is
    relevant.

    Args:
        dateline: what the message's head says; places: the task's lists of places, if they are
            available.
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


def incident(event: Event, setting: Setting) -> Incident | None:
    """An event as an incident, or None if it is not relevant (section 1)."""
    said = " ".join(span.text for span in event.evidence)
    kind = type_of(event, said)
    if (
        kind is None
        or event.status in ("denied", "planned")
        or event.confidence < SURE
        or old(event.when, setting.dateline)
    ):
        return None
    found = Incident(
        kind,
        STAGES.get(event.status, "ACCOMPLISHED"),
        day(event.when, setting.dateline),
        place(event, setting, said),
    )
    if event.type == "DISRUPTED_WEAPONS_USE":
        found.stage = "ATTEMPTED"
    perpetrators(found, event, setting, said)
    targets(found, event, setting, said)
    instruments(found, event, said)
    if found.state is None and not found.individuals and says("forces", said):
        found.state = True
    if found.place.split(":")[0] not in NINE.values() and not any(
        actor.country in NINE for actor in (*event.side_a, *event.side_b)
    ):
        return None
    return None if warfare(found, event) else found


def old(when: When, dateline: Dateline) -> bool:
    """Section 1, 6 and 7: two months before the article or more; or an interval so long that it is
    a summary."""
    if when.start and when.end and when.end - when.start > LONG:
        return True
    return dateline.day is not None and when.end is not None and when.end < dateline.day - RECENT


def warfare(found: Incident, event: Event) -> bool:
    """Section 1, 1: what armed groups and forces do to each other is relevant only if others are
    hit too."""
    if any(
        thing.type not in ("LAW ENFORCEMENT FACILITY", "TRANSPORT VEHICLE")
        and not says("military", thing.id)
        for thing in found.things
    ):
        return False
    if found.persons:
        return all(combatant(person) for person in found.persons)
    if found.things:
        return any(
            thing.type == "LAW ENFORCEMENT FACILITY" or says("military", thing.id)
            for thing in found.things
        )
    return event.type == "ARMED_CLASH" or any(actor.kind in ARMED for actor in event.side_b)


def perpetrators(found: Incident, event: Event, setting: Setting, said: str) -> None:
    """Individuals and organizations (7.10 to 7.12), and whether the state did it (7.9)."""
    lists = words()
    struck = {tidy(actor.name) for actor in event.side_b}
    for actor in event.side_a:
        name = tidy(actor.name)
        if (
            not name
            or name in struck
            or (name == actor.name.upper() and name in lists.modifiers)
            or name in lists.vague
            or sort(name, lists.physical)
            or sort(name, lists.instruments)
        ):
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


def confidence(event: Event, organization: str, said: str) -> str:
    """The decision tree of template-doc-part2, slot 11, over claims and stances."""
    stances = {claim.stance for claim in event.claims}
    if "claims_responsibility" in stances:
        return "CLAIMED OR ADMITTED"
    accusers = [claim for claim in event.claims if claim.stance == "alleges"]
    if accusers or says("doubt", said):
        authority = any(claim.speaker.kind == "official" for claim in accusers or event.claims)
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if authority else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def targets(found: Incident, event: Event, setting: Setting, said: str) -> None:
    """Human and physical targets, with number, effect and nation (7.13 to 7.25)."""
    lists = words()
    text = setting.coded.report.text
    for harm in event.harm:
        if harm.kind not in (*EFFECTS, "abducted", "missing"):
            continue
        whom = tidy(harm.whom or "")
        if harm.high == 0 or says("nobody", whom):
            found.clear |= 1 if harm.kind == "killed" else 2
            continue
        if not whom or whom in lists.vague:
            whom = "DEAD" if harm.kind == "killed" else ""
        if (
            whom
            and whom not in setting.places.countries
            and (human(whom) or harm.class_ in ("civilian", "combatant"))
        ):
            person = named(whom)
            person.number = number(harm)
            person.armed = harm.class_ == "combatant"
            if harm.kind in EFFECTS:
                person.effects.append(EFFECTS[harm.kind])
            complete(
                person,
                next((actor for actor in event.side_b if tidy(actor.name) == whom), None),
                setting,
            )
            add_person(found, person)
    for actor in event.side_b:
        name = tidy(actor.name)
        if not name or name in lists.vague or says("nobody", name):
            continue
        if kind := thing(name):
            effect = effect_on(found, said)
            add_thing(
                found,
                Thing(name, kind, counted(actor.spans, text, name), effect, foreign(actor, found)),
            )
        elif human(name) and name not in setting.places.countries:
            person = named(name)
            person.number = counted(actor.spans, text, name)
            person.nation = foreign(actor, found)
            person.armed = actor.kind in ARMED and not person.nation
            complete(person, actor, setting)
            if (
                not any(same(person, other) and other.effects for other in found.persons)
                and event.status == "occurred"
                and found.type != "KIDNAPPING"
            ):
                person.effects += (
                    ["DEATH"] if says("kill", said) else ["INJURY"] if says("hurt", said) else []
                )
            add_person(found, person)
    if (
        not found.things
        and found.type in ("BOMBING", "ARSON", "ATTACK")
        and (
            found.type != "ATTACK"
            or event.type == "LOOTING_PROPERTY_DESTRUCTION"
            or not found.persons
        )
    ):
        for name, kind in mentioned(said):
            effect = effect_on(found, said)
            add_thing(found, Thing(name, kind, counted((), text, name), effect))
    for item in event.items:
        name = tidy(item.kind)
        if item.act in ("destroyed", "damaged", "burned") and (kind := thing(name)):
            effect = "DESTROYED" if item.act == "destroyed" else "SOME DAMAGE"
            count = (
                str(item.low)
                if item.low is not None and item.low == item.high
                else "PLURAL"
                if name != singular(name)
                else "1"
            )
            add_thing(found, Thing(name, kind, count, effect))
    if (none := says("unhurt", said)) and not any(person.effects for person in found.persons):
        found.clear |= 2 if says("hurt", none[0]) else 3
    if found.type == "KIDNAPPING":
        found.things = []


def complete(person: Person, actor: Actor | None, setting: Setting) -> None:
    """A person's fullest name, and the title or name in apposition ("X, mayor of Y," and "the mayor
    of Y, X,")."""
    text = setting.coded.report.text
    after = (
        words().patterns["apposed"].match(text, actor.spans[0].end)
        if actor and actor.spans
        else None
    )
    beside = tidy(after[1]) if after else ""
    if person.name is None and name_like(beside):
        person.name = beside
    elif (
        person.name
        and person.description is None
        and sort(beside or "-", words().persons)
        and len(beside.split()) < 16
    ):
        person.description = beside
    if person.name:
        person.name = setting.fullest(person.name)


def effect_on(found: Incident, said: str) -> str | None:
    """The effect on what was hit (7.17)."""
    return (
        "DESTROYED"
        if says("destroy", said)
        else "SOME DAMAGE"
        if says("damage", said) or found.type == "ARSON"
        else None
    )


def foreign(actor: Actor, found: Incident) -> str | None:
    """The nation of a target if it is not that of the place."""
    nation = NATIONS.get(actor.country or "")
    return nation if nation and not found.place.startswith(nation) else None


def number(harm: Harm) -> str:
    """A toll as the number slots write it (7.22): a count, "5 -" for at least five, PLURAL if it is
    not stated."""
    words_ = " ".join(span.text for span in harm.spans)
    told = re.search(r"\d", words_) or any(
        word in NUMBERS for word in re.findall(r"[A-Z]+", words_.upper())
    )
    if harm.low is None or (harm.low != harm.high and not told):
        return "PLURAL"
    if harm.high is None:
        return f"{harm.low} -" if told else "PLURAL"
    return str(harm.low) if harm.low == harm.high else f"{harm.low} - {harm.high}"


def counted(spans: Sequence[Span], text: str, name: str) -> str:
    """The number that a noun phrase states: the number before or in it, otherwise PLURAL or 1 by
    its head."""
    for span in spans[:1]:
        before = re.findall(r"[\w-]+", text[max(0, span.start - 24) : span.start].upper())[-1:]
        for word in (*before, *re.findall(r"[\w-]+", span.text.upper())[:2]):
            if word in NUMBERS:
                return str(NUMBERS[word])
            if word.isdigit() and int(word) < 1000:
                return str(int(word))
    head = words().patterns["after"].split(name)[0].split()
    return "PLURAL" if (head and singular(head[-1]) != head[-1]) or head[-1:] == ["PEOPLE"] else "1"


def instruments(found: Incident, event: Event, said: str) -> None:
    """The instruments used (7.7, 7.8): named means, otherwise what the words of the act say about
    the type."""
    if found.type in ("ARSON", "KIDNAPPING"):
        return
    lists = words()
    for weapon in event.weapons:
        name = tidy(weapon.name)
        if item := sort(name, lists.instruments):
            found.instruments.setdefault(name, item)
    for name, item in list(found.instruments.items()):
        if any(
            better(other, found.instruments[other], name, item)
            for other in found.instruments
            if other != name
        ):
            del found.instruments[name]
    if found.instruments:
        return
    if event.type == "AIR_STRIKE" and says("aircraft", said) and says("bomb", said):
        found.means = ["AERIAL BOMB"]
        return
    for item, verb in lists.verbs.items():
        if (item in ("DYNAMITE", "BOMB", "EXPLOSIVE")) == (found.type == "BOMBING") and verb.search(
            said
        ):
            found.means.append(item)
            break
