"""The scorer of the MUC-4 template task, after ``TEST/SCORER/scoring-guidelines.v7``.

Templates of a message are mapped one to one, then scored slot by slot. The counts have the names of
the official reports: possible, actual, correct, partial, incorrect, spurious, missing; recall,
precision, overgeneration, fallout and F as there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.muc.assign import assign
from bench.muc.keys import SLOTS, Fill, Slot, Template, Value
from bench.muc.match import CORRECT, INCORRECT, PARTIAL, judge
from bench.muc.reports import History, Judgement, Pair, spell

# 3.2.1: a response is mapped to a key only with at least partial credit for the type and for one of
# these
CONTENT = (
    "perp-ind-id",
    "perp-org-id",
    "phys-tgt-id",
    "phys-tgt-type",
    "hum-tgt-name",
    "hum-tgt-desc",
    "hum-tgt-type",
)


@dataclass(slots=True)
class Count:
    """The result of one slot, or of a sum of slots. ``wrongs``: how many wrong items of a set list
    could have been given."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0
    wrongs: int = 0

    @property
    def possible(self) -> int:
        """Fills of the key."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """Fills of the response."""
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def earned(self) -> float:
        """Correct, and half of partial."""
        return self.correct + 0.5 * self.partial

    @property
    def recall(self) -> float:
        return 100 * self.earned / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        return 100 * self.earned / self.actual if self.actual else 0.0

    @property
    def overgeneration(self) -> float:
        return 100 * self.spurious / self.actual if self.actual else 0.0

    @property
    def fallout(self) -> float:
        """Wrong items of a set list that were given, out of those that could have been."""
        return 100 * (self.incorrect + self.spurious) / self.wrongs if self.wrongs else 0.0

    @property
    def f(self) -> float:
        """The F-measure with recall and precision of equal weight (P&R)."""
        return (
            200 * self.earned / (self.possible + self.actual)
            if self.possible + self.actual
            else 0.0
        )

    def add(self, other: Count) -> None:
        self.correct += other.correct
        self.partial += other.partial
        self.incorrect += other.incorrect
        self.spurious += other.spurious
        self.missing += other.missing
        self.wrongs += other.wrongs


Counts = dict[str, Count]


def total(counts: Counts) -> Count:
    """The sum over slots."""
    found = Count()
    for count in counts.values():
        found.add(count)
    return found


@dataclass(slots=True)
class Mapped:
    """A template of the key and the response mapped to it; None on one side if it is missing or
    spurious."""

    key: Template | None
    response: Template | None
    counts: Counts


class Judge:
    """Judges a response against one template of the key; human judgements, if there are any, come
    before the rules."""

    def __init__(self, key: Template, response: Template, history: History | None = None) -> None:
        self.key = key
        self.response = response
        self.history = history
        self.same: dict[str, set[str]] = {}  # a string answer found correct → the texts of its fill

    def counts(self) -> Counts:
        """The counts of every slot, in order: later slots refer to earlier ones."""
        return {slot.name: self.slot(slot) for slot in SLOTS}

    def slot(self, slot: Slot) -> Count:
        fills = self.key.fills.get(slot.name, [])
        answers: list[tuple[Value, frozenset[Pair] | None]] = []
        for given in self.response.fills.get(slot.name, []):
            value = given.values[0]
            answers += [(value, only) for only in self.spread(slot, value)]
        grid = [
            [self.verdict(slot, value, fill, only) for fill in fills] for value, only in answers
        ]
        # of two fills that a verdict would suit equally, the one that must be given goes first
        gains = [
            [
                v + (0.01 if v and not fill.optional else 0)
                for v, fill in zip(row, fills, strict=True)
            ]
            for row in grid
        ]
        count = Count()
        taken: set[int] = set()
        for i, j in assign(gains):
            if grid[i][j] == INCORRECT:
                continue
            taken.add(j)
            if grid[i][j] == CORRECT:
                count.correct += 1
                if slot.kind == "string":
                    self.same.setdefault(answers[i][0].texts[0], set()).update(fills[j].texts)
            else:
                count.partial += 1
        left = len(answers) - len(taken)
        open_ = [fill for j, fill in enumerate(fills) if j not in taken]
        count.incorrect = min(left, len(open_))
        count.spurious = left - count.incorrect
        count.missing = max(0, sum(not fill.optional for fill in open_) - count.incorrect)
        count.wrongs = wrongs(slot, count.possible)
        return count

    def judged(self, slot: Slot, value: Value) -> list[Judgement]:
        """How humans judged an answer."""
        if self.history is None:
            return []
        return self.history.find(
            self.key.message,
            self.key.number,
            slot.name,
            (value.texts[0], value.tags[0] if value.tags else ""),
        )

    def spread(self, slot: Slot, value: Value) -> Sequence[frozenset[Pair] | None]:
        """The fills over which a human distributed one answer (3.1.1.3), or none."""
        return next(
            (judgement.fills for judgement in self.judged(slot, value) if len(judgement.fills) > 1),
            (None,),
        )

    def verdict(self, slot: Slot, value: Value, fill: Fill, only: frozenset[Pair] | None) -> int:
        """Correct, partial or incorrect, taking into account what the answer refers to (3.1.2,
        3.1.3)."""
        pairs = frozenset(spell(pair) for pair in fill.pairs)
        if only is not None and not pairs & only:
            return INCORRECT
        refers = not slot.refers or self.refers(value, fill)
        if value.texts[0] in fill.texts and refers:
            return CORRECT
        asked = self.judged(slot, value)
        for judgement in asked:
            if any(pairs & fills for fills in judgement.fills):
                return CORRECT if judgement.verdict == "match" else PARTIAL
        plain = INCORRECT if asked else judge(slot, value, fill)
        if plain and not refers:
            # a wrong reference costs half; one to another fill of the key costs everything: what is
            # said about that one is another matter
            return INCORRECT if any(tag in self.same for tag in value.tags) else PARTIAL
        return plain

    def refers(self, value: Value, fill: Fill) -> bool:
        """Whether the answer refers to what the key's fill refers to."""
        keys = {tag for one in fill.values for tag in one.tags}
        return (
            any(tag in keys or self.same.get(tag, set()) & keys for tag in value.tags)
            if value.tags
            else not keys
        )


def alone(template: Template, *, spurious: bool) -> Counts:
    """The counts of a template without a partner; of a missing one, optional fills do not count."""
    found: Counts = {}
    for slot in SLOTS:
        number = sum(spurious or not fill.optional for fill in template.fills.get(slot.name, []))
        count = Count(spurious=number) if spurious else Count(missing=number)
        count.wrongs = wrongs(slot, count.possible)
        found[slot.name] = count
    return found


def wrongs(slot: Slot, possible: int) -> int:
    """How many wrong items of its set list a slot could be given: for each fill of the key all
    except the right one."""
    return max(0, slot.items - 1) * possible if possible else slot.items


def alike(counts: Counts) -> bool:
    """The content-based mapping conditions (3.2.1)."""
    return counts["inc-type"].earned > 0 and any(counts[slot].earned for slot in CONTENT)


def message(
    keys: Sequence[Template], responses: Sequence[Template], history: History | None = None
) -> list[Mapped]:
    """Map the templates of one message, the pair with the most credit first, and count; an optional
    template may be missing."""
    pairs = [
        (i, j, Judge(key, given, history).counts())
        for i, key in enumerate(keys)
        for j, given in enumerate(responses)
    ]
    ranked = sorted(((-total(counts).earned, i, j) for i, j, counts in pairs if alike(counts)))
    counted = {(i, j): counts for i, j, counts in pairs}
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in ranked:
        if i not in partner and j not in used:
            partner[i] = j
            used.add(j)
    found = []
    for i, key in enumerate(keys):
        if i in partner:
            found.append(Mapped(key, responses[partner[i]], counted[i, partner[i]]))
        elif not key.optional:
            found.append(Mapped(key, None, alone(key, spurious=False)))
    found += [
        Mapped(None, given, alone(given, spurious=True))
        for j, given in enumerate(responses)
        if j not in used
    ]
    return found


@dataclass(slots=True)
class Scores:
    """The summary of a test set: counts by slot, the four overall rows, and text filtering (whether
    a text contains anything relevant)."""

    slots: Counts
    all_templates: Count
    matched_missing: Count
    matched_spurious: Count
    matched_only: Count
    templates: Count
    text_filtering: Count
    mapped: list[Mapped]

    def group(self, name: str) -> Count:
        """The sum over an object's slots: inc, perp, phys-tgt, hum-tgt."""
        return total({slot.name: self.slots[slot.name] for slot in SLOTS if slot.group == name})

    def kind(self, name: str) -> Count:
        """The sum over the slots of a kind: set fills only, string fills only."""
        return total({slot.name: self.slots[slot.name] for slot in SLOTS if slot.kind == name})


def score(
    keys: Mapping[str, Sequence[Template]],
    responses: Mapping[str, Sequence[Template]],
    history: History | None = None,
) -> Scores:
    """Score responses against a key, both by message. Messages that are not in the key are left
    out."""
    mapped: list[Mapped] = []
    filtering = Count()
    for name in keys:
        given = responses.get(name, [])
        mapped += message(keys[name], given, history)
        relevant, optional = any(not key.optional for key in keys[name]), bool(keys[name])
        filtering.correct += bool(given) and optional
        filtering.missing += not given and relevant
        filtering.spurious += bool(given) and not optional
    return summary(mapped, filtering)


def summary(mapped: list[Mapped], filtering: Count) -> Scores:
    """Sum mapped templates up. The four rows of the score reports differ in how they count
    templates without a partner."""
    slots: Counts = {slot.name: Count() for slot in SLOTS}
    rows = {"both": Count(), "missing": Count(), "spurious": Count()}
    templates = Count()
    for one in mapped:
        which = "both" if one.key and one.response else "missing" if one.key else "spurious"
        templates.correct += which == "both"
        templates.missing += which == "missing"
        templates.spurious += which == "spurious"
        for name, count in one.counts.items():
            slots[name].add(count)
            rows[which].add(count)

    def row(*names: str) -> Count:
        count = Count()
        for name in ("both", *names):
            count.add(rows[name])
        return count

    return Scores(
        slots,
        row("missing", "spurious"),
        row("missing"),
        row("spurious"),
        row(),
        templates,
        filtering,
        mapped,
    )
