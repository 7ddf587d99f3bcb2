"""The records that the stages of ``coding`` pass on; none of them leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from spacy.tokens import Doc

from onrecord.codebook.triggers import Frame
from onrecord.codebook.types import NO_FAMILY, Nature
from onrecord.rules import worded
from onrecord.schema import Actor, Place, Report, Span, Speaker, When
from onrecord.schema.event import DatePrecision, HarmClass, HarmKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that chose a value: its id, and its wording with the details of this case."""

    rule: str
    words: str


def because(rule: str, **details: object) -> Why:
    """A rule of :mod:`onrecord.rules` with its details.

    Raises:
        KeyError: there is no such rule, or a detail is missing.
    """
    return Why(rule, worded(rule, **details))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report and its parse. ``doc.text`` has the length of ``report.text`` (upper-case copy is
    recased letter by letter), so that ``token.idx`` is an offset of the report."""

    report: Report
    doc: Doc
    recased: bool

    def span(self, start: int, end: int) -> Span:
        """The report's span from ``start`` to ``end``."""
        return self.report.span(start, end)


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance to another event: "two days after X" is ``Shift(2, 2)``, "a week before X" is
    ``Shift(-7, -7)`` (days)."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression after TimeML (ISO-TimeML TIMEX3).

    ``start``/``end``: the inclusive days it denotes, None if nothing fixes them; ``shift`` is set
    if the words count from another event ("two days after"): then the days are None until the event
    is known. ``other``: other days that the words may mean, if they contradict themselves ("Tuesday
    8 August 2018" was a Wednesday) or can be read two ways ("03-04-2016"); ``doubt``: the code of
    the warning that says so.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "none"
    shift: Shift | None = None
    rule: str = ""
    other: tuple[tuple[date, date], ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """A time that the words of an event could mean: how much speaks for it, whether it is the time
    of the statement, and what weighed most."""

    timex: Timex
    score: float
    told: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place named in the text and what it resolves to. ``span`` covers the whole phrase
    ("southern Samarra", "20 km north of X"), ``head`` the bare name, ``own`` this name's words if
    ``span`` covers a whole list ("the towns of X and Y"). ``locates`` is false if the name only
    qualifies something else ("the Damascus government"). ``candidates``: what the name can mean,
    the likeliest first, and what speaks for each, as text."""

    span: Span
    head: Span
    place: Place
    locates: bool = True
    rule: str = ""
    candidates: tuple[tuple[str, str], ...] = ()
    own: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A part of the text that somebody vouches for. ``content``: (start, end) offsets of what is
    vouched for, in order."""

    content: tuple[tuple[int, int], ...]
    speaker: Speaker
    stance: Stance
    cue: Span | None
    speaker_span: Span | None
    via: tuple[str, ...] = ()
    via_spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()

    def covers(self, offset: int) -> bool:
        """Whether the character at ``offset`` is part of what is vouched for."""
        return any(a <= offset < b for a, b in self.content)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or things: the interval its words mean (None: open), and who or what is
    counted.

    Attributes:
        rule: the id of the rule by which the words of the number were read; ``modifier``: the rule
            of the words before it ("at least"), "" if there are none.
    """

    span: Span
    low: int | None
    best: int | None
    high: int | None
    noun: str
    rule: str = "count.exact"
    modifier: str = ""
    extra: bool = False  # "another five", "five others": on top of an earlier number
    part: bool = False  # "including 3 children": within an earlier number


@dataclass(frozen=True, slots=True)
class Means:
    """A weapon or carrier named in the text: the token that heads it, its span, and the type that
    it decides ("" for none). ``weapon`` is false for a verb ("bombed"), which only decides."""

    token: int
    span: Span
    kind: str
    weapon: bool = True


@dataclass(frozen=True, slots=True)
class Toll:
    """People in one phrase: how many, whom, the token that heads it, and the trigger that reports
    it (-1 if none does by itself)."""

    kind: HarmKind
    count: Count | None
    token: int
    whom: str
    span: Span
    class_: HarmClass = "unknown"
    cumulative: bool = False
    trigger: int = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger with its arguments, all as token indexes of ``Parsed.doc``.

    ``words``: the tokens of the trigger phrase, ``trigger`` the one that carries its syntax.
    ``agents``/``patients``: heads of the noun phrases that act and are acted upon; ``via``: the
    light verb that introduces it ("launched an attack"). ``status_rules``: ids of the rows that
    gave its status, its own first.
    """

    trigger: int
    words: tuple[int, ...]
    frame: Frame
    nominal: bool
    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    status: Status = "occurred"
    real: bool = True
    rule: str = ""
    status_rules: tuple[str, ...] = ()

    @property
    def carrier(self) -> int:
        """The token that carries tense and mood: the light verb if there is one, or else the
        trigger."""
        return self.via[0] if self.via else self.trigger


@dataclass(frozen=True, slots=True)
class Typing:
    """A type, the rule that chose it, and the types that lost with what spoke for them.

    ``rule_id``: the rule's id, or its name in the codebook; ``nature``: what the codebook says of
    the type; ``by``: the means or mentions that decided, empty if all of them did.
    """

    type: str
    rule: str
    lost: tuple[tuple[str, str], ...] = ()
    nature: Nature = NO_FAMILY
    by: tuple[Means | Mention, ...] = ()
    rule_id: str = ""

    @property
    def family(self) -> str:
        """The family of its type; a type of none is its own."""
        return self.type if self.nature.family == "none" else self.nature.family


UNTYPED = Typing("", "")
UNDATED, NOWHERE = When(), Place()


@dataclass(frozen=True, eq=False)
class EventCandidate:
    """What the text, first one sentence, later several, reports of one event.

    Compared by identity: two candidates with the same words are still two.

    Attributes:
        mentions: its triggers.
        sentence: the number of the sentence that reports it first; ``sentences``: of all that do.
        tokens: the tokens that its triggers govern.
        tolls: who was harmed, each with the number of the attribution in force, -1 for the report's
            own voice; ``voices``: those numbers for its triggers.
        acting: the classes of those who act; ``struck``: of those acted upon.
        datings: the times that its words could mean, the best first.
        title_end: tokens before this one are the report's headline.
        merged: why each later part was joined to it.
        confidence: the probability, from 0 to 1, that a careful reader would code it; None until it
            is judged.
    """

    mentions: tuple[Mention, ...]
    sentence: int
    tokens: frozenset[int] = frozenset()
    tolls: tuple[tuple[Toll, int], ...] = ()
    means: tuple[Means, ...] = ()
    side_a: tuple[Actor, ...] = ()
    side_b: tuple[Actor, ...] = ()
    acting: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    places: tuple[Toponym, ...] = ()
    own_place: bool = False
    datings: tuple[Dating, ...] = ()
    voices: tuple[int, ...] = ()
    typing: Typing = UNTYPED
    status: Status = "occurred"
    definite: bool = False
    another: bool = False
    headline: bool = False
    title_end: int = 0
    sentences: tuple[int, ...] = ()
    merged: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def times(self) -> tuple[Timex, ...]:
        """The times that its words could mean, the best first."""
        return tuple(d.timex for d in self.datings)

    @property
    def own_time(self) -> bool:
        """Whether a time is given for it."""
        return bool(self.datings)

    @property
    def told_time(self) -> bool:
        """Whether its time is that of the statement ("told reporters on Monday that …")."""
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
        """Whether a mention is in the headline, which sums up and yields to the text below."""
        return mention.trigger < self.title_end

    @property
    def nobody_counted(self) -> bool:
        """Whether it gives no number of people harmed ("women were among the dead")."""
        return not any(t.count for t, _ in self.tolls)

    def numbers(self, kind: str) -> list[tuple[int | None, int | None]]:
        """The intervals given for one kind of harm."""
        return [
            (t.count.low, t.count.high)
            for t, _ in self.tolls
            if t.kind == kind and t.count is not None
        ]


@dataclass(frozen=True)
class Decision:
    """How one value of an event came about, for ``onrecord explain``.

    Attributes:
        rule: the rule that chose it, in words; ``rule_id``: its id, which stays.
        spans: the words that won.
        lost: the other values, each with what spoke against it.
    """

    field: str
    value: str
    rule: str
    spans: tuple[Span, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    rule_id: str = ""


def decision(
    name: str,
    value: object,
    why: Why,
    spans: Sequence[Span] = (),
    lost: Sequence[tuple[str, str]] = (),
) -> Decision:
    """A decision, its value as text."""
    shown = "unknown" if value is None else str(value)
    return Decision(name, shown, why.words, tuple(spans), tuple(lost), why.rule)


@dataclass(frozen=True, eq=False)
class EventDraft:
    """An event in the making: a candidate with its id, the values set so far, and the decision
    behind each. Compared by identity.

    Attributes:
        doer_from: the id of the event whose doer it takes; None if it has its own.
    """

    candidate: EventCandidate
    id: str
    decisions: tuple[Decision, ...] = ()
    doer_from: str | None = None
    when: When = UNDATED
    where: Place = NOWHERE
    where_also: tuple[Place, ...] = ()
