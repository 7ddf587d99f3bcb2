"""Events to events: headline figures, claims, place and day inherited along the report,
evidence, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from onrecord.coding.actors.cast import without_number
from onrecord.coding.events.confidence import confidence
from onrecord.coding.events.drafts import Decision, Draft
from onrecord.coding.events.event_date import day
from onrecord.coding.events.event_place import place
from onrecord.coding.events.event_type import VIOLENT
from onrecord.coding.events.grouping import EventCandidate
from onrecord.coding.findings import Findings
from onrecord.coding.records import Attribution, Mention, Toll
from onrecord.coding.text.dependencies import phrase, under
from onrecord.schema import Claim, Event, Harm, Interval, Item, Place, Span, Speaker, Weapon
from onrecord.schema.event import HarmKind

DOER_REACH = 8
"""Sentences over which an unnamed doer is that of the event told before."""
DOER_DAYS = timedelta(days=30)
"""Days over which he is."""
EVIDENCE = 300
"""Characters of the longest stretch of evidence (coding guideline)."""
KINDS: tuple[HarmKind, ...] = ("killed", "injured", "arrested", "abducted", "missing", "displaced")


def events_of(
    candidates: Sequence[EventCandidate], findings: Findings, home: Place
) -> list[tuple[Event, tuple[Decision, ...]]]:
    """The events of a report with the decisions behind them, in the order of the text; none below
    the codebook's threshold."""
    model = findings.codebook.confidence
    kept = [h for h in candidates if confidence(h, findings, model) >= model.threshold]
    drafts = [Draft(h, f"e{n}") for n, h in enumerate(kept, 1)]
    for draft, earlier in zip(drafts, [None, *drafts], strict=False):
        place(draft, earlier, home, findings)
        doer(draft, drafts)
        face(draft.candidate)
        day(draft, earlier, drafts, findings)
    return [(finish(draft, findings), tuple(draft.decisions)) for draft in drafts]


# --- by whom --------------------------------------------------------------------------------------


def doer(draft: Draft, drafts: Sequence[Draft]) -> None:
    """An act of violence whose doer is not said takes that of the last event of its type told
    shortly before."""
    candidate = draft.candidate
    if candidate.side_a or candidate.another or candidate.typing.type not in VIOLENT:
        return
    before = [
        d
        for d in drafts
        if d.candidate.first < candidate.first
        and d.candidate.typing.type == candidate.typing.type
        and d.candidate.side_a
    ]
    if (
        before
        and candidate.sentence - before[-1].candidate.sentences[-1] <= DOER_REACH
        and not long_apart(candidate, before[-1].candidate)
    ):
        candidate.side_a = list(before[-1].candidate.side_a)
        draft.doer_from = before[-1].id


def long_apart(a: EventCandidate, b: EventCandidate) -> bool:
    """Whether two events are told of days so far apart that nothing says one doer did both."""
    if not (a.own_time and b.own_time and a.start and a.end and b.start and b.end):
        return False
    return max(a.start, b.start) - min(a.end, b.end) > DOER_DAYS


def face(candidate: EventCandidate) -> None:
    """Where state forces act against a protest, the protesters are those acted upon."""
    if candidate.typing.type in MET and any(a.kind == "state_forces" for a in candidate.side_a):
        protesting = [a for a in candidate.side_a if a.kind in ("protesters", "civilians", None)]
        candidate.side_a = [a for a in candidate.side_a if a not in protesting]
        candidate.side_b += [a for a in protesting if a not in candidate.side_b]


MET = frozenset({"PROTEST_WITH_INTERVENTION", "EXCESSIVE_FORCE_AGAINST_PROTESTERS"})


# --- how many -------------------------------------------------------------------------------------


def harm_of(
    candidate: EventCandidate, claims: dict[int, int]
) -> tuple[list[Harm], dict[str, Interval], list[tuple[str, str, str]]]:
    """(harm rows, headline figures, (kind, value, rule) of each headline)."""
    rows: list[Harm] = []
    totals: dict[str, Interval] = {}
    why: list[tuple[str, str, str]] = []
    told = survivors(candidate)
    for kind in KINDS:
        tolls = [(t, v) for t, v in told if t.kind == kind and t.count is not None]
        for toll, voice in tolls:
            assert toll.count is not None
            row = Harm(
                kind=kind,
                low=toll.count.low,
                best=toll.count.best,
                high=toll.count.high,
                whom=toll.whom or None,
                class_=toll.class_,
                cumulative=toll.cumulative,
                claim=claims.get(voice, 0),
                spans=(toll.span,),
            )
            if not any(
                r.kind == row.kind
                and r.low == row.low
                and r.high == row.high
                and r.claim == row.claim
                and r.whom == row.whom
                for r in rows
            ):
                rows.append(row)
        if tolls:
            interval, rule = headline(candidate, kind)
            totals[kind] = Interval(
                low=interval[0],
                best=interval[0] if interval[0] == interval[1] else None,
                high=interval[1],
                rule=rule,
            )
            why.append((kind, f"{interval[0]}–{interval[1]}", rule))
    return rows, totals, why


def survivors(candidate: EventCandidate) -> list[tuple[Toll, int]]:
    """The tolls without those who were shot and, as other words say, died: as many dead are told of
    as were shot."""
    shot = {m.trigger for m in candidate.mentions if m.frame.name == "shoot-person"}
    dead = max(
        (t.count.low or 0 for t, _ in candidate.tolls if t.kind == "killed" and t.count), default=0
    )
    dead = max(dead, any(m.frame.harm == "killed" for m in candidate.mentions))
    return [
        (t, v)
        for t, v in candidate.tolls
        if not (t.trigger in shot and t.count and (t.count.low or 0) <= dead)
    ]


Bounds = tuple[int | None, int | None]


def headline(candidate: EventCandidate, kind: str) -> tuple[Bounds, str]:
    """The headline interval of one kind of harm and the rule that gave it.

    Numbers of one mention over several groups of people are added; of several statements by one
    speaker the last that is not part of an earlier one counts; vague words yield to numbers; over
    several speakers the lowest low and the highest high (coding guideline, "Conflicting numbers").
    """
    statements: list[tuple[int, Bounds, bool]] = []  # voice, bounds, vague
    for mention in candidate.mentions:
        mine = [
            (t, v)
            for t, v in candidate.tolls
            if t.kind == kind and t.count is not None and t.trigger == mention.trigger
        ]
        if not mine:
            continue
        whole = [t for t, _ in mine if t.count and not t.count.part] or [t for t, _ in mine]
        lows = [t.count.low for t in whole if t.count]
        highs = [t.count.high for t in whole if t.count]
        bounds = (
            None if None in lows else sum(x for x in lows if x is not None),
            None if None in highs else sum(x for x in highs if x is not None),
        )
        headline_only = candidate.in_headline(mention)
        vague = headline_only or any("vague" in t.count.rule for t in whole if t.count)
        statements.append((mine[0][1], bounds, vague))
    if not statements:
        lows = [t.count.low for t, _ in candidate.tolls if t.kind == kind and t.count]
        highs = [t.count.high for t, _ in candidate.tolls if t.kind == kind and t.count]
        return (lows[0], highs[0]), "single claim"
    exact = [s for s in statements if not s[2]] or statements
    by_voice: dict[int, Bounds] = {}
    for voice, bounds, _ in exact:
        before = by_voice.get(voice)
        if (
            before is None
            or (bounds[0] or 0) > (before[0] or 0)
            or (bounds[0] == before[0] and before[1] is not None and bounds[1] is None)
        ):
            by_voice[voice] = bounds
    values = list(dict.fromkeys(by_voice.values()))
    if len(values) == 1:
        return values[0], "single claim" if len(statements) == 1 else "claims agree"
    if -1 in by_voice and len(by_voice) == 2:
        other = next(b for v, b in by_voice.items() if v != -1)
        own = by_voice[-1]
        if (other[0] or 0) < (own[0] or 0) and len(statements) > 2:
            return own, "the report's own figure; the source gives a part"
    lows, highs = [b[0] for b in values], [b[1] for b in values]
    return (
        min((x for x in lows if x is not None), default=None),
        None if None in highs else max(x for x in highs if x is not None),
    ), "lowest and highest claim"


# --- who says so ----------------------------------------------------------------------------------

REPORT = Speaker(name="REPORT", kind="outlet")


def own_deed(said: Attribution, candidate: EventCandidate) -> Attribution:
    """An armed group that says what it did itself claims responsibility ("the group said it had
    shot down the aircraft")."""
    doers = {
        name
        for a in candidate.side_a
        if a.kind in GROUPS
        for name in (a.actor, a.name.lower())
        if name
    }
    speaker = said.speaker.name.lower()
    names = {speaker, *(a.actor for a in candidate.side_a if a.actor and a.name.lower() in speaker)}
    if said.stance == "states" and candidate.typing.type in VIOLENT and names & doers:
        return replace(said, stance="claims_responsibility")
    return said


GROUPS = frozenset({"rebel_group", "political_militia", "identity_militia"})


def claims_of(candidate: EventCandidate, findings: Findings) -> tuple[list[Claim], dict[int, int]]:
    """The claims of an event, and the number of the claim that each voice makes."""
    claims: list[Claim] = []
    numbers: dict[int, int] = {}
    for voice in candidate.voices:
        if voice == -1:
            claim = Claim(speaker=REPORT, stance="states")
        else:
            said = own_deed(findings.attributions[voice], candidate)
            spans = [s for s in (said.speaker_span, said.cue) if s is not None]
            claim = Claim(
                speaker=said.speaker,
                via=said.via,
                stance=said.stance,
                cue=said.cue.text if said.cue else None,
                spans=tuple(spans),
            )
        same = next(
            (
                n
                for n, c in enumerate(claims)
                if c.speaker.name == claim.speaker.name and c.stance == claim.stance
            ),
            None,
        )
        if same is None:
            claims.append(claim)
            same = len(claims) - 1
        numbers[voice] = same
    return claims, numbers


# --- the whole ------------------------------------------------------------------------------------


def evidence(candidate: EventCandidate, findings: Findings) -> tuple[Span, ...]:
    """For each sentence that tells it the stretch around its triggers, at most 300 characters
    each."""
    doc, parsed = findings.cast.doc, findings.cast.parsed
    spans: list[Span] = []
    text = parsed.report.text
    by_sentence: dict[int, list[int]] = {}
    for mention in candidate.mentions:
        by_sentence.setdefault(doc[mention.trigger].sent.start, []).extend(mention.words)
    for start in sorted(by_sentence):
        sentence = doc[start].sent
        first, last = sentence.start_char, sentence.end_char
        if last - first > EVIDENCE:
            words = by_sentence[start]
            inside = sorted(
                i for i in candidate.tokens if sentence.start <= i < sentence.end
            ) or sorted(words)
            left, right = min(inside), max(inside)
            first, last = doc[left].idx, doc[right].idx + len(doc[right])
            if last - first > EVIDENCE:
                centre = doc[min(words)].idx
                first = max(first, centre - EVIDENCE // 2)
                last = min(last, first + EVIDENCE)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            spans.append(parsed.span(first, min(last, first + EVIDENCE)))
    return tuple(spans)


def items_of(candidate: EventCandidate, findings: Findings) -> tuple[Item, ...]:
    """Things found, seized, detonated or destroyed, with their number."""
    cast = findings.cast
    found: list[Item] = []
    for mention in candidate.mentions:
        if mention.frame.roles.get("object") != "item":
            continue
        act = cast.doc[mention.trigger].lower_
        for index in mention.patients:
            token = cast.doc[index]
            if "weapon" not in cast.classes(token):
                continue
            count = findings.counts.get(index)
            thing = (
                next(iter(under(token, {"of"})), token)
                if token.lemma_.lower() in cast.triggers.partitive
                else token
            )
            first = without_number(cast.doc, phrase(thing)[0], thing.i)
            span = cast.parsed.span(cast.doc[first].idx, cast.doc[thing.i].idx + len(thing))
            kind = " ".join([*(t.lower_ for t in cast.doc[first : thing.i]), thing.lemma_.lower()])
            found.append(
                Item(
                    kind=kind,
                    act=act,
                    low=count.low if count else None,
                    high=count.high if count else None,
                    spans=(count.span, span) if count else (span,),
                )
            )
    return tuple(found)


def finish(draft: Draft, findings: Findings) -> Event:
    """The event of a draft."""
    candidate = draft.candidate
    claims, numbers = claims_of(candidate, findings)
    rows, totals, why = harm_of(candidate, numbers)
    for kind, value, rule in why:
        draft.decided(
            kind, value, rule, [t.span for t, _ in candidate.tolls if t.kind == kind and t.count]
        )
    draft.decided(
        "type",
        candidate.typing.type,
        candidate.typing.rule,
        [m_span(m, findings) for m in candidate.mentions],
        candidate.typing.lost,
    )
    draft.decided(
        "status", candidate.status, "; ".join(dict.fromkeys(m.rule for m in candidate.mentions))
    )
    for name, side in (("side_a", candidate.side_a), ("side_b", candidate.side_b)):
        rule = (
            f"carried over from {draft.doer_from}"
            if name == "side_a" and draft.doer_from
            else "arguments of the triggers"
        )
        draft.decided(
            name, ", ".join(a.name for a in side), rule, [s for a in side for s in a.spans]
        )
    draft.decided(
        "claims",
        ", ".join(c.speaker.name for c in claims),
        "attribution over the trigger; else the report's own voice",
        [s for c in claims for s in c.spans],
    )
    if candidate.merged:
        draft.decided("merged", draft.id, "; ".join(candidate.merged))
    weapons: list[Weapon] = []
    for means in candidate.means:
        if not any(w.name.lower() == means.span.text.lower() for w in weapons):
            weapons.append(
                Weapon(kind=means.kind or "ARM", name=means.span.text, spans=(means.span,))
            )
    return Event(
        id=draft.id,
        type=candidate.typing.type,
        status=candidate.status,
        when=draft.when,
        where=draft.where,
        where_also=draft.where_also,
        side_a=tuple(candidate.side_a),
        side_b=tuple(candidate.side_b),
        harm=tuple(rows),
        totals=totals,
        items=items_of(candidate, findings),
        weapons=tuple(weapons),
        claims=tuple(claims),
        evidence=evidence(candidate, findings),
        confidence=confidence(candidate, findings, findings.codebook.confidence),
    )


def m_span(mention: Mention, findings: Findings) -> Span:
    words = mention.words
    doc = findings.cast.doc
    first, last = min(words), max(words)
    return findings.cast.parsed.span(doc[first].idx, doc[last].idx + len(doc[last]))
