"""Mentions to events: what one sentence tells of one event, and which sentences tell the
same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from onrecord.codebook.codebook import Codebook
from onrecord.coding.actors.cast import Cast
from onrecord.coding.events.event_type import (
    EXPLOSIVE,
    PROTEST,
    TAKEN,
    TERRITORY,
    VIOLENT,
    Typing,
    compatible,
    decide,
)
from onrecord.coding.records import Dating, Means, Mention, Timex, Toll, Toponym
from onrecord.coding.text.dependencies import clause_path
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Actor
from onrecord.schema.event import Status

PASSED = frozenset(
    [
        "prep",
        "pobj",
        "advcl",
        "xcomp",
        "acl",
        "conj",
        "dobj",
        "relcl",
        "oprd",
        "pcomp",
        "agent",
        "nmod",
        "appos",
        "nsubj",
        "nsubjpass",
        "attr",
        "acomp",
        "dep",
        "amod",
        "compound",
        "ccomp",
    ]
)


@dataclass
class EventCandidate:
    """What one stretch of text (at first one sentence, later several) tells of one event."""

    mentions: list[Mention]
    sentence: int
    tokens: set[int] = field(default_factory=set)
    # with the index of the attribution in force, -1 for the report's own voice
    tolls: list[tuple[Toll, int]] = field(default_factory=list)
    means: list[Means] = field(default_factory=list)
    side_a: list[Actor] = field(default_factory=list)
    side_b: list[Actor] = field(default_factory=list)
    acting: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    places: list[Toponym] = field(default_factory=list)
    own_place: bool = False
    # the times that its words could mean, the best first
    datings: list[Dating] = field(default_factory=list)
    voices: list[int] = field(default_factory=list)
    typing: Typing = field(default_factory=lambda: Typing("OTHER", ""))
    status: Status = "occurred"
    definite: bool = False
    another: bool = False
    headline: bool = False
    title_end: int = 0  # tokens before this one are the report's headline
    sentences: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    @property
    def times(self) -> list[Timex]:
        """The times that its words could mean, the best first."""
        return [d.timex for d in self.datings]

    @property
    def own_time(self) -> bool:
        """Whether a time is told with it."""
        return bool(self.datings)

    @property
    def told_time(self) -> bool:
        """Whether its time is that of the telling ("told reporters on Monday that …")."""
        return bool(self.datings) and self.datings[0].told

    @property
    def start(self) -> date | None:
        """The first day of its time."""
        return self.datings[0].timex.start if self.datings else None

    @property
    def end(self) -> date | None:
        """The last day of its time."""
        return self.datings[0].timex.end if self.datings else None

    @property
    def first(self) -> int:
        """The first trigger token: the order of events."""
        return min(m.trigger for m in self.mentions)

    def in_headline(self, mention: Mention) -> bool:
        """Whether a mention stands in the headline, which sums up and yields to the text below."""
        return mention.trigger < self.title_end

    @property
    def nobody_counted(self) -> bool:
        """Whether it gives no number of anybody harmed ("women were among the dead")."""
        return not any(t.count for t, _ in self.tolls)

    def numbers(self, kind: str) -> list[tuple[int | None, int | None]]:
        """The intervals told for one kind of harm."""
        return [
            (t.count.low, t.count.high)
            for t, _ in self.tolls
            if t.kind == kind and t.count is not None
        ]


def gather(mentions: Sequence[Mention], cast: Cast, codebook: Codebook) -> list[list[Mention]]:
    """Mentions of each sentence that tell one event: joined where one governs the other and
    their frames agree."""
    doc = cast.doc
    parent = list(range(len(mentions)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    at: dict[int, int] = {}
    for n, mention in enumerate(mentions):
        for i in (*mention.words, *mention.via):
            at.setdefault(i, n)
    for n, mention in enumerate(mentions):
        for other in linked(doc, mention, n, at, mentions, codebook):
            a, b = find(n), find(other)
            if a != b:
                parent[max(a, b)] = min(a, b)
    groups: dict[int, list[Mention]] = {}
    for n, mention in enumerate(mentions):
        groups.setdefault(find(n), []).append(mention)
    return list(groups.values())


def linked(
    doc: Doc,
    mention: Mention,
    n: int,
    at: dict[int, int],
    mentions: Sequence[Mention],
    codebook: Codebook,
) -> list[int]:
    """The mentions that a mention tells one event with, by their numbers."""
    found: list[int] = []
    results = codebook.triggers.results
    for i in (*mention.agents, *mention.patients):
        other = at.get(i)
        if other is not None and other != n and compatible(mention.frame, mentions[other].frame):
            found.append(other)
    previous: Token = doc[mention.trigger]
    for token in list(clause_path(doc[mention.trigger]))[1:]:
        if token.sent.start != doc[mention.trigger].sent.start or previous.dep_ not in PASSED:
            break
        if (
            token.pos_ in ("VERB", "AUX")
            and token.lemma_.lower() in codebook.speech.clause_stance
            and previous.dep_ in ("ccomp", "dobj", "nsubj", "prep", "advcl")
        ):
            break
        if previous.dep_ == "prep" and previous.lower_ not in {*results.prepositions} | {
            "of",
            "on",
            "to",
            "against",
            "at",
            "between",
            "including",
            "into",
            "as",
        }:
            break
        other = at.get(token.i)
        if other is not None and other != n:
            if joins(doc, mention, mentions[other], previous):
                found.append(other)
            break
        if token.pos_ == "VERB" and (
            token.lemma_.lower() in results.verbs or token.lemma_.lower() in codebook.triggers.light
        ):
            for child in token.children:
                sibling = at.get(child.i)
                if (
                    sibling is not None
                    and sibling != n
                    and compatible(mention.frame, mentions[sibling].frame)
                ):
                    found.append(sibling)
        previous = token
    return found


def joins(doc: Doc, lower: Mention, upper: Mention, step: Token) -> bool:
    """Whether a mention tells the event of the one that governs it; ``step`` is the word
    through which it hangs on it."""
    if not compatible(lower.frame, upper.frame):
        return False
    # "arrested over the killing of …"
    if upper.frame.type in TAKEN and lower.frame.harm == "killed" and step.dep_ == "prep":
        return False
    if step.dep_ == "advcl" and any(
        c.dep_ == "mark"
        and c.lower_ in ("while", "as", "after", "before", "when", "since", "because", "although")
        for c in step.children
    ):
        return lower.frame.strength == 0 or (
            upper.frame.strength == 0 and lower.frame.type in VIOLENT
        )
    if step.dep_ == "ccomp":
        return False
    if (
        step.dep_ == "conj"
        and lower.frame.strength >= 2
        and upper.frame.strength >= 2
        and lower.frame.type != upper.frame.type
    ):
        return {lower.frame.type, upper.frame.type} <= EXPLOSIVE | {"AIR_STRIKE", "SHELLING"}
    return True


def apart(doc: Doc, groups: list[list[Mention]]) -> dict[int, int]:
    """Each token's group: that of the first trigger that governs it; tokens under none are shared
    (absent)."""
    trigger_of = {i: g for g, group in enumerate(groups) for m in group for i in (*m.words, *m.via)}
    owners: dict[int, int] = {}
    for sentence in {doc[m.trigger].sent for group in groups for m in group}:
        for token in sentence:
            for above in clause_path(token):
                if above.i in trigger_of:
                    owners[token.i] = trigger_of[above.i]
                    break
    return owners


def classes_of(indexes: Sequence[int], cast: Cast) -> set[str]:
    """The classes of several noun phrases."""
    return set().union(*(cast.classes(cast.doc[i]) for i in indexes)) if indexes else set()


def retype(candidate: EventCandidate) -> Typing:
    """The type of an event from all that its mentions say."""
    frames = [m.frame for m in sorted(candidate.mentions, key=lambda m: m.trigger)]
    return decide(frames, [m.kind for m in candidate.means], candidate.acting, candidate.struck)


# --- one event told by several sentences ------------------------------------------------------


def family(type_: str) -> str:
    """Types that one event may be told under."""
    if type_ in TERRITORY:
        return "territory"
    if type_ in PROTEST:
        return "protest"
    if type_ in VIOLENT:
        return "violence"
    return "taken" if type_ in TAKEN else type_


def types_meet(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events could be one by their types: the same, or one of them told by general
    words only."""
    x, y = a.typing.type, b.typing.type
    if x == y:
        return (
            x != "OTHER"
            or b.definite
            or bool({m.frame.name for m in a.mentions} & {m.frame.name for m in b.mentions})
        )
    if family(x) != family(y):
        if "EXCESSIVE_FORCE_AGAINST_PROTESTERS" in (x, y) and {x, y} <= VIOLENT:
            return "protesters" in a.struck | b.struck and (general(a) or general(b))
        if {family(x), family(y)} == {"violence", "territory"}:
            return general(a) or general(b)
        return (
            "OTHER" in (x, y)
            and all(
                m.frame.strength <= 1
                for h in (a, b)
                if h.typing.type == "OTHER"
                for m in h.mentions
            )
            and b.definite
        )
    return general(a) or general(b) or {x, y} <= EXPLOSIVE or family(x) == "protest"


def general(candidate: EventCandidate) -> bool:
    """Whether only general words of violence tell it ("attack", "killed") and no means."""
    return all(
        m.frame.strength <= 1 or m.frame.name in ("bombing", "explode", "clash")
        for m in candidate.mentions
    ) and not any(m.kind for m in candidate.means)


def same_place(a: EventCandidate, b: EventCandidate) -> float:
    """1 where both name one place, 0.3 where one lies in the other or one is silent about it, -1
    where they name different ones."""
    if not (a.own_place and b.own_place and a.places and b.places):
        return 0.0
    best = -1.0
    for x in a.places:
        for y in b.places:
            best = max(best, places_meet(x, y))
    return best


UNPLACED = 4.0
"""Kilometres within which a named spot without coordinates of its own is taken to lie: a quarter, a
street, a farm."""


def grain(toponym: Toponym) -> float:
    """How coarse a place is: the radius in kilometres within which it lies."""
    if toponym.place.resolved is None:
        return UNPLACED
    return toponym.place.radius_km or UNPLACED


def places_meet(x: Toponym, y: Toponym) -> float:
    """How far two toponyms name one place: 1 the same, 0.4 one within the other, -1 apart."""
    p, q = x.place, y.place
    left, right = x.head.text.lower(), y.head.text.lower()
    if left == right or (len(left) > 4 and left in right) or (len(right) > 4 and right in left):
        return 1.0
    if p.gazetteer_id and p.gazetteer_id == q.gazetteer_id:
        return 1.0
    if p.country and q.country and p.country != q.country:
        return -1.0
    coarse = max((x, y), key=grain)
    if grain(coarse) <= UNPLACED:
        return -1.0
    if (
        p.resolved
        and q.resolved
        and p.latitude is not None
        and p.longitude is not None
        and q.latitude is not None
        and q.longitude is not None
    ):
        return (
            0.4
            if kilometres(p.latitude, p.longitude, q.latitude, q.longitude) <= grain(coarse)
            else -1.0
        )
    if coarse.place.precision == "country":
        return 0.4
    if p.admin1 is None or q.admin1 is None:
        return 0.4 if coarse.place.precision in ("admin1", "admin2") else -1.0
    return 0.4 if p.admin1 == q.admin1 else -1.0


def shared_names(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    """Whether two sides share a known actor or a name."""
    names = {x.actor for x in a if x.actor} & {x.actor for x in b if x.actor}
    if names:
        return True
    return any(
        x.name.lower() in y.name.lower() or y.name.lower() in x.name.lower() for x in a for y in b
    )
