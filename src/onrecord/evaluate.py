"""Compares coded reports with hand coding, slot by slot, and two hand codings with each other.

Events are aligned first, as in MUC-4's ALL TEMPLATES: a slot is *possible* when gold fills it,
*actual* when the coder fills it, *correct* when they agree; an event without a counterpart has all
its slots missing (gold) or spurious (coder).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from onrecord.errors import Errors, OnrecordError
from onrecord.gazetteer.rows import kilometres as great_circle

HARM = ("killed", "injured", "detained", "displaced")
SLOTS = (
    "type",
    "status",
    "date",
    "place",
    "country",
    "admin1",
    "coordinates",
    "side_a",
    "side_b",
    *HARM,
    "speaker",
    "stance",
)
DETAINED = frozenset({"detained", "arrested", "abducted"})
STOP = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "and",
        "to",
        "for",
        "from",
        "by",
        "near",
        "around",
        "area",
        "areas",
        "city",
        "town",
        "village",
        "district",
        "province",
        "governorate",
    )
)
ARTICLES = frozenset(["al", "ar", "as", "ad", "an", "at", "ash", "el", "ez", "az", "es", "er"])
NEAR_KM = 50
EVIDENCE = 0.3

Bounds = tuple[int | None, int | None]


class Voice(BaseModel):
    """Who says so, in hand coding: the speaker's words (``REPORT`` for the report's own voice) and
    the stance."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    speaker: str
    stance: str | None = None


class Coding(BaseModel):
    """One event in the flat form of hand coding: names verbatim, days ISO, harm as [low, high] with
    null for an open bound.

    ``also_accept``: further types that the hand coder would accept. Other keys are allowed and
    ignored.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str | None = None
    status: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    killed: Bounds | None = None
    injured: Bounds | None = None
    detained: Bounds | None = None
    displaced: Bounds | None = None
    claims: tuple[Voice, ...] = ()
    evidence: str = ""
    also_accept: tuple[str, ...] = ()

    @field_validator("date_start", "date_end", mode="before")
    @classmethod
    def _day(cls, value: Any) -> Any:
        return value[:10] if isinstance(value, str) else value

    @field_validator("side_a", "side_b", "claims", "also_accept", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return () if value is None else value

    def filled(self, slot: str) -> bool:
        """Whether the coding says something in this slot."""
        match slot:
            case "date":
                return self.date_start is not None or self.date_end is not None
            case "coordinates":
                return self.lat is not None and self.lon is not None
            case "speaker" | "stance":
                return bool(self.claims)
            case _:
                return getattr(self, slot) not in (None, (), "")

    def words(self, slot: str) -> str:
        """The value of the slot, in readable form."""
        match slot:
            case "date":
                return f"{self.date_start} to {self.date_end}"
            case "coordinates":
                return f"{self.lat}, {self.lon}"
            case "speaker":
                return "; ".join(c.speaker for c in self.claims)
            case "stance":
                return "; ".join(f"{c.speaker} {c.stance}" for c in self.claims)
            case "side_a" | "side_b":
                return "; ".join(getattr(self, slot))
            case _:
                return str(getattr(self, slot))


@dataclass(slots=True)
class Slot:
    """Counts of one slot. ``matched``: gold events with a counterpart that fill it, so that
    ``correct`` of them are right."""

    possible: int = 0
    actual: int = 0
    correct: int = 0
    matched: int = 0

    @property
    def precision(self) -> float:
        return self.correct / self.actual if self.actual else 0.0

    @property
    def recall(self) -> float:
        return self.correct / self.possible if self.possible else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.correct / (self.possible + self.actual) if self.correct else 0.0

    @property
    def right(self) -> float:
        """The share that is right among events that were found and whose slot gold fills, 0 to
        1."""
        return self.correct / self.matched if self.matched else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Where coder and gold differ: ``slot`` is a slot's name, ``missing`` or ``spurious`` (then a
    whole event)."""

    report: str
    slot: str
    gold: str
    coded: str
    evidence: str


@dataclass(slots=True)
class Scores:
    """The counts of every slot and of events, how many spans were checked against the text, and
    where the two sides differ."""

    slots: dict[str, Slot] = field(default_factory=lambda: {slot: Slot() for slot in SLOTS})
    events: Slot = field(default_factory=Slot)
    spans: int = 0
    not_verbatim: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def all_slots(self) -> Slot:
        """All slots' counts together."""
        kept = self.slots.values()
        return Slot(
            *(
                sum(getattr(s, name) for s in kept)
                for name in ("possible", "actual", "correct", "matched")
            )
        )

    def rows(self) -> Iterator[tuple[str, Slot]]:
        """(name, counts) as a table shows them: the slots, EVENTS, ALL SLOTS."""
        yield from self.slots.items()
        yield "EVENTS", self.events
        yield "ALL SLOTS", self.all_slots


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded report in flat form: its events, its text, and every (start, end, text) that a value
    points at."""

    events: tuple[Coding, ...]
    text: str | None = None
    spans: tuple[tuple[int, int, str], ...] = ()

    @classmethod
    def of(cls, contract: Mapping[str, Any]) -> Coded:
        """Build it from the JSON object of the contract (``CodedReport.model_dump(mode="json",
        by_alias=True)``).

        The object is deliberately not verified: spans that are not verbatim are to be counted, not
        refused.
        """
        events = contract.get("events") or []
        return cls(
            events=tuple(flat(event) for event in events),
            text=(contract.get("report") or {}).get("text"),
            spans=tuple(_spans(events)),
        )


def evaluate(
    gold: Mapping[str, Sequence[Coding]],
    coded: Mapping[str, Coded],
    *,
    texts: Mapping[str, str] | None = None,
) -> Scores:
    """Score coded reports against hand coding.

    Args:
        gold: events by report id.
        coded: coded reports by the same ids; an absent one counts as having no events.
        texts: the reports' texts, against which spans are checked; by default each coded report's
            own.
    """
    scores = Scores()
    for key, truth in gold.items():
        answer = coded.get(key, Coded(()))
        text = (texts or {}).get(key) or answer.text
        scores.spans += len(answer.spans)
        scores.not_verbatim += sum(
            text is None or text[start:end] != words for start, end, words in answer.spans
        )
        pairs = align(truth, answer.events)
        scores.events.possible += len(truth)
        scores.events.actual += len(answer.events)
        scores.events.correct += len(pairs)
        for slot, count in scores.slots.items():
            count.possible += sum(event.filled(slot) for event in truth)
            count.actual += sum(event.filled(slot) for event in answer.events)
        for g, m in pairs:
            for slot, count in scores.slots.items():
                count.matched += g.filled(slot)
                if met(g, m, slot):
                    count.correct += 1
                elif g.filled(slot) or m.filled(slot):
                    scores.differences.append(
                        Difference(key, slot, g.words(slot), m.words(slot), g.evidence)
                    )
        met_gold, met_mine = {id(g) for g, _ in pairs}, {id(m) for _, m in pairs}
        scores.differences += [
            Difference(key, "missing", e.type or "", "", e.evidence)
            for e in truth
            if id(e) not in met_gold
        ]
        scores.differences += [
            Difference(key, "spurious", "", e.type or "", e.evidence)
            for e in answer.events
            if id(e) not in met_mine
        ]
    return scores


def agreement(
    one: Mapping[str, Sequence[Coding]], other: Mapping[str, Sequence[Coding]]
) -> dict[str, float]:
    """Krippendorff's alpha (nominal) of two codings, per slot: 1 full agreement, 0 chance, below 0
    worse than chance.

    Units are the events that both coded (aligned as in :func:`evaluate`); a slot left empty by one
    of them is a disagreement, one left empty by both is not a unit. Values that agree under the
    slot's rule (romanisations, days, 50 km) are the same value. A slot that never varies has no
    alpha and is left out.

    Raises:
        OnrecordError: E691, if the library ``krippendorff`` is not installed.
    """
    try:
        import krippendorff  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise OnrecordError(
            Errors.E691.format(package="krippendorff", extra="agreement"), code="E691"
        ) from error
    pairs = [pair for key in one for pair in align(one[key], other.get(key, ()))]
    found = {}
    for slot in SLOTS:
        units = [(a, b) for a, b in pairs if a.filled(slot) or b.filled(slot)]
        values = [_labels(a, b, slot) for a, b in units]
        names = sorted({name for pair in values for name in pair})
        if len(names) > 1:
            numbers = {name: number for number, name in enumerate(names)}
            table = [[numbers[pair[side]] for pair in values] for side in (0, 1)]
            found[slot] = float(
                krippendorff.alpha(reliability_data=table, level_of_measurement="nominal")
            )
    return found


def _labels(a: Coding, b: Coding, slot: str) -> tuple[str, str]:
    mine, theirs = (e.words(slot) if e.filled(slot) else "" for e in (a, b))
    return (
        (mine, mine)
        if met(a, b, slot)
        else (mine, theirs if theirs != mine else f"{theirs} (other)")
    )


def read_gold(path: Path) -> dict[str, list[Coding]]:
    """Hand coding by report id, from a JSON list of {"id", "events"}.

    Raises:
        OnrecordError: E692, naming the report and the key, if the file is not of that form.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            report["id"]: [Coding.model_validate(event) for event in report["events"]]
            for report in data
        }
    except ValidationError as error:
        fault = error.errors()[0]
        problem = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        problem = str(error)
    except (KeyError, TypeError):
        problem = 'not a list of {"id": …, "events": […]}'
    raise OnrecordError(Errors.E692.format(file=path, problem=problem), code="E692")


def read_coded(path: Path) -> dict[str, Coded]:
    """Coded reports by id, from JSON lines of the contract, or of {"id", "coded"} if gold's ids are
    not the reports' own.

    Raises:
        OnrecordError: E692, if a line is not of either form.
    """
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            contract = data.get("coded", data)
            found[str(data["id"] if "coded" in data else contract["report"]["id"])] = Coded.of(
                contract
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise OnrecordError(
                Errors.E692.format(file=f"{path}, line {number}", problem=repr(error)), code="E692"
            ) from error
    return found


def flat(event: Mapping[str, Any]) -> Coding:
    """An event of the contract in the flat form of hand coding."""
    when, where = event.get("when") or {}, event.get("where") or {}
    return Coding(
        type=event.get("type"),
        status=event.get("status"),
        date_start=when.get("start"),
        date_end=when.get("end"),
        place=where.get("name"),
        country=where.get("country"),
        admin1=where.get("admin1"),
        lat=where.get("latitude"),
        lon=where.get("longitude"),
        side_a=tuple(actor["name"] for actor in event.get("side_a", ())),
        side_b=tuple(actor["name"] for actor in event.get("side_b", ())),
        claims=tuple(
            Voice(
                speaker=(claim.get("speaker") or {}).get("name") or "REPORT",
                stance=claim.get("stance"),
            )
            for claim in event.get("claims", ())
        ),
        evidence=" ".join(span["text"] for span in event.get("evidence", ())),
        killed=_bounds(event, "killed"),
        injured=_bounds(event, "injured"),
        detained=_bounds(event, "detained"),
        displaced=_bounds(event, "displaced"),
    )


def _bounds(event: Mapping[str, Any], kind: str) -> Bounds | None:
    """The headline of one kind of harm: the event's total, otherwise the widest interval that its
    claims span."""
    kinds = DETAINED if kind == "detained" else {kind}
    rows = [harm for harm in event.get("harm", ()) if harm["kind"] in kinds]
    if not rows:
        return None
    if headline := event.get("totals", {}).get(kind):
        return headline["low"], headline["high"]
    highs = [harm.get("high") for harm in rows]
    low = min((harm["low"] for harm in rows if harm.get("low") is not None), default=None)
    return low, None if None in highs else max(highs)


def _spans(node: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(node, Mapping):
        if {"start", "end", "text"} <= node.keys() and isinstance(node["start"], int):
            yield node["start"], node["end"], node["text"]
        node = tuple(node.values())
    if isinstance(node, list | tuple):
        for item in node:
            yield from _spans(item)


def align(gold: Sequence[Coding], mine: Sequence[Coding]) -> list[tuple[Coding, Coding]]:
    """Pairs of events that describe the same event, the most alike first, each used once.

    Events whose evidence shares too few words are never paired.
    """
    ranked = sorted(
        ((likeness(g, m), i, j) for i, g in enumerate(gold) for j, m in enumerate(mine)),
        key=lambda t: (-t[0], t[1], t[2]),
    )
    pairs, left, right = [], set(), set()
    for score, i, j in ranked:
        if score > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((gold[i], mine[j]))
    return pairs


def likeness(gold: Coding, mine: Coding) -> float:
    """Four times the share of evidence words in common plus the slots that agree; 0 below a share
    of 0.3."""
    a, b = _words(gold.evidence), _words(mine.evidence)
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return 4 * shared + sum(met(gold, mine, slot) for slot in SLOTS) if shared >= EVIDENCE else 0.0


def met(gold: Coding, mine: Coding, slot: str) -> bool:
    """Whether both fill the slot and agree on it."""
    return gold.filled(slot) and mine.filled(slot) and RULES.get(slot, _same)(gold, mine, slot)


def _same(gold: Coding, mine: Coding, slot: str) -> bool:
    return bool(getattr(gold, slot) == getattr(mine, slot))


def _same_type(gold: Coding, mine: Coding, slot: str) -> bool:
    return mine.type == gold.type or mine.type in gold.also_accept


def _same_date(gold: Coding, mine: Coding, slot: str) -> bool:
    return same_days((gold.date_start, gold.date_end), (mine.date_start, mine.date_end))


def _same_point(gold: Coding, mine: Coding, slot: str) -> bool:
    a, b = _point(gold), _point(mine)
    return a is not None and b is not None and kilometres(a, b) <= NEAR_KM


def _point(coding: Coding) -> tuple[float, float] | None:
    return None if coding.lat is None or coding.lon is None else (coding.lat, coding.lon)


def _same_side(gold: Coding, mine: Coding, slot: str) -> bool:
    return any(same_name(g, m) for g in getattr(gold, slot) for m in getattr(mine, slot))


def _same_voice(gold: Coding, mine: Coding, slot: str) -> bool:
    return any(
        (g.speaker == m.speaker or same_name(g.speaker, m.speaker))
        and (slot == "speaker" or g.stance == m.stance)
        for g in gold.claims
        for m in mine.claims
    )


RULES: dict[str, Callable[[Coding, Coding, str], bool]] = {
    "type": _same_type,
    "date": _same_date,
    "place": lambda g, m, _: same_name(g.place, m.place),
    "admin1": lambda g, m, _: same_province(g.admin1, m.admin1),
    "coordinates": _same_point,
    "side_a": _same_side,
    "side_b": _same_side,
    "speaker": _same_voice,
    "stance": _same_voice,
}


@lru_cache(maxsize=4096)
def _in_order(text: str | None) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", (text or "").lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in re.findall(r"[a-z0-9]+", plain) if word not in STOP)


def _words(text: str | None) -> frozenset[str]:
    return frozenset(_in_order(text))


def same_name(a: str | None, b: str | None) -> bool:
    """Whether one name's words include the other's, or they share at least half of all."""
    x, y = _words(a), _words(b)
    return bool(x and y) and (x <= y or y <= x or len(x & y) / len(x | y) >= 0.5)


def same_province(a: str | None, b: str | None) -> bool:
    """As same_name, but romanisations of one name are equal: Deir ez-Zor = Deir al-Zour, Ar-Raqqah
    = Raqqa, Salaheddine = Salah ad Din."""
    x, y = ("".join(word for word in _in_order(name) if word not in ARTICLES) for name in (a, b))
    return same_name(a, b) or (bool(x and y) and SequenceMatcher(None, x, y).ratio() >= 0.75)


def same_days(gold: tuple[date | None, date | None], mine: tuple[date | None, date | None]) -> bool:
    """Whether days agree.

    A single day must match exactly; an interval by at least half of the union. An open end matches
    an open end.
    """
    (a, b), (c, d) = gold, mine
    if a is None or b is None or c is None or d is None:
        return (a == c or (a is None) == (c is None)) and (b == d or b is None or d is None)
    if a == b:
        return c == a and d == b
    both = (min(b, d) - max(a, c)).days + 1
    either = (max(b, d) - min(a, c)).days + 1
    return both / either >= 0.5


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude) in degrees."""
    return great_circle(*a, *b)


def reports_of(gold: Iterable[str], coded: Mapping[str, Coded]) -> tuple[list[str], list[str]]:
    """(ids only in gold, ids only in coded): what a user most often gets wrong."""
    wanted = set(gold)
    return sorted(wanted - coded.keys()), sorted(coded.keys() - wanted)
