"""When an event happened: the times that its words govern, counted from other events, or inherited
from what comes before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Token

from onrecord.coding.events.agreement import shared_names
from onrecord.coding.events.findings import Findings
from onrecord.coding.events.time_of_mention import recent
from onrecord.coding.records import (
    Dating,
    Decision,
    EventCandidate,
    EventDraft,
    Timex,
    Why,
    because,
    decision,
)
from onrecord.coding.text.dependencies import base_form, clause_path
from onrecord.coding.text.spans import holds_offset, token_at
from onrecord.coding.time.expressions import resolve_shift
from onrecord.schema import Published, Span, When
from onrecord.schema.event import Days


def with_dates(drafts: Sequence[EventDraft], findings: Findings) -> tuple[EventDraft, ...]:
    """The drafts, each with its time; one can be counted from any that already has a time."""
    done: list[EventDraft] = []
    for n, draft in enumerate(drafts):
        when, why = date_of(draft, done[-1] if done else None, (*done, *drafts[n:]), findings)
        done.append(replace(draft, when=when, decisions=(*draft.decisions, why)))
    return tuple(done)


def date_of(
    draft: EventDraft,
    earlier: EventDraft | None,
    drafts: Sequence[EventDraft],
    findings: Findings,
) -> tuple[When, Decision]:
    """The time named for the event, or counted from another event; or else what it inherits; or
    else the report's day (``basis: report``)."""
    for dating in draft.candidate.datings:
        way = named_time if dating.timex.shift is None else counted_from
        found = way(draft, dating, drafts, findings)
        if found is not None:
            return found
    when, why = inherited(draft, earlier, drafts, findings)
    spans = when.spans or (findings.published.spans if when.basis == "report" else ())
    return when, decision("when", when.value or when.end, why, spans)


def named_time(
    draft: EventDraft, dating: Dating, drafts: Sequence[EventDraft], findings: Findings
) -> tuple[When, Decision] | None:
    """The time that the words denote by themselves."""
    when = stated(draft.candidate, dating, findings)
    if not possible(when, draft, findings):
        return None
    others = losing_times(draft.candidate, dating, findings)
    rule = "when.telling" if when.basis == "report" else "when.named"
    why = because(rule, timex=dating.timex.rule)
    return when, decision("when", dating.timex.value, why, [dating.timex.span], others)


def counted_from(
    draft: EventDraft, dating: Dating, drafts: Sequence[EventDraft], findings: Findings
) -> tuple[When, Decision] | None:
    """The time at a distance from a day named right before the words, from another event, or back
    from the report's day."""
    timex, others = dating.timex, losing_times(draft.candidate, dating, findings)
    day = appended(draft.candidate, timex, findings)
    if day is not None and not of_its_sentence(draft, drafts):
        when = before_day(timex, day)
        why = because("when.counted_from_day", day=as_text(day))
        return when, decision("when", when.start, why, when.spans, others)
    anchor = anchored(draft, timex, drafts)
    if anchor is not None:
        when = at_distance(draft.candidate, timex, anchor, findings)
        if not possible(when, draft, findings):
            return None
        why = because("when.counted_from_event", event=anchor.id)
        return when, decision("when", when.start, why, [timex.span], others)
    told = back(timex, findings) if timex.rule in EARLIER else None
    if told is None:
        return None
    why = because("when.counted_back")
    return told, decision("when", told.start, why, [timex.span], others)


def losing_times(
    candidate: EventCandidate, chosen: Dating, findings: Findings
) -> list[tuple[str, str]]:
    """The other readings of the chosen time, and the other times near the words, each with what
    spoke against it."""
    reasons, words = findings.codebook.dating.reasons, chosen.timex.span.text
    read = [
        (f"{words} ({start.isoformat()})", reasons[chosen.timex.doubt])
        for start, _ in chosen.timex.other
    ]
    return read + [
        (as_text(d.timex), reasons.get(d.reason, "reported farther on"))
        for d in candidate.datings
        if d is not chosen
    ]


def as_text(timex: Timex) -> str:
    """A time as its words and its value."""
    return f"{timex.span.text} ({timex.value})" if timex.value else timex.span.text


def stated(candidate: EventCandidate, dating: Dating, findings: Findings) -> When:
    """The time that the words denote. What goes on lasts to the report's day. The time of the
    statement is only the end of what lasts; for what is done at once it is an assumption (``basis:
    report``)."""
    timex, told = dating.timex, dating.told
    start, end, precision = timex.start, timex.end, timex.precision
    today = findings.published.start
    if (
        timex.precision in ("month", "year")
        and findings.published.end
        and after(candidate, timex, findings)
    ):
        end, precision = findings.published.end, "range"
    if candidate.status == "ongoing" and precision == "range" and end and today and end < today:
        end = today
    if told and (
        candidate.status == "ongoing"
        or (perfect(candidate, findings) and lasts(candidate))
        or background_to_statement(candidate, timex, findings)
    ):
        start, precision = None, "none"
    basis: Literal["stated", "report"] = (
        "report" if told and start == end and precision == "day" else "stated"
    )
    return When(
        start=start,
        end=end,
        precision=precision,
        basis=basis,
        value=timex.value,
        spans=(timex.span,),
        candidates=readings(start, end, timex),
    )


def readings(start: date | None, end: date | None, timex: Timex) -> tuple[Days, ...]:
    """Each reading of words that contradict themselves or can be read two ways, the chosen one
    first."""
    if not timex.other or start is None or end is None or (start, end) != (timex.start, timex.end):
        return ()
    return tuple(Days(start=a, end=b) for a, b in ((start, end), *timex.other))


def after(candidate: EventCandidate, timex: Timex, findings: Findings) -> bool:
    """Whether a time dates what came before: "arrested after the protests of 2019"."""
    words = {i for m in candidate.mentions for i in (*m.words, *m.via)}
    behind = False
    for above in clause_path(findings.cast.doc[token_at(findings.cast.doc, timex.span.start)]):
        if above.i in words:
            return behind
        marks = [above, *(c for c in above.children if c.dep_ == "mark")]
        behind = behind or any(
            t.lower_ in findings.codebook.dating.after and t.dep_ in ("prep", "mark") for t in marks
        )
    return behind


# --- counted from another event -------------------------------------------------------------------


def anchored(draft: EventDraft, timex: Timex, drafts: Sequence[EventDraft]) -> EventDraft | None:
    """The event that "two days after" counts from: one in the same sentence, or else the last
    reported before; those of a single day first."""
    found = of_its_sentence(draft, drafts) or [
        d for d in countable(draft, drafts) if d.candidate.first < draft.candidate.first
    ]
    return next(
        (d for d in reversed(found) if d.when.precision == "day"), found[-1] if found else None
    )


def countable(draft: EventDraft, drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """The events whose days are known."""
    return [
        d
        for d in drafts
        if d is not draft
        and d.when.start
        and d.when.end
        and (d.when.basis != "report" or d.when.spans)
    ]


def of_its_sentence(draft: EventDraft, drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Those of them that are reported in the same sentence."""
    return [
        d for d in countable(draft, drafts) if draft.candidate.sentence in d.candidate.sentences
    ]


def at_distance(
    candidate: EventCandidate, timex: Timex, anchor: EventDraft, findings: Findings
) -> When:
    """The days at a distance from an event."""
    assert anchor.when.start is not None and anchor.when.end is not None
    start, end = resolve_shift(
        timex, anchor.when.start, anchor.when.end, inverse=follows(candidate, timex, findings)
    )
    value = start.isoformat() if start else None
    precision: Literal["day", "range"] = "day" if start == end else "range"
    return When(
        start=start,
        end=end,
        precision=precision,
        basis="anchored",
        value=value,
        anchor=anchor.id,
        spans=(timex.span,),
    )


def appended(candidate: EventCandidate, timex: Timex, findings: Findings) -> Timex | None:
    """The day right before words such as "two days after": in "on 13 November, two days after
    troops shelled X" the shelling is counted from it."""
    if not follows(candidate, timex, findings):
        return None
    text = findings.cast.doc.text
    days = [
        t
        for t in findings.times
        if t.precision == "day"
        and t.start
        and t.rule != "dateline"
        and t.span.end <= timex.span.start
    ]
    near = days[-1] if days else None
    return near if near and _APPENDED.fullmatch(text, near.span.end, timex.span.start) else None


_APPENDED = re.compile(r"\s?(?:,|--?|–|—|\()\s?")


def before_day(timex: Timex, near: Timex) -> When:
    """The days from which a named day lies at a distance."""
    assert near.start is not None and near.end is not None
    start, end = resolve_shift(timex, near.start, near.end, inverse=True)
    return When(
        start=start,
        end=end,
        precision="day" if start == end else "range",
        basis="stated",
        value=start.isoformat() if start else None,
        spans=(timex.span, near.span),
    )


EARLIER = frozenset({"later", "plural_later"})
"""Rules of words that count from what is reported before ("two weeks earlier")."""


def back(timex: Timex, findings: Findings) -> When | None:
    """The days at a distance before the report, for words that count back and have nothing to count
    from."""
    today = findings.published
    if timex.shift is None or timex.shift.high >= 0 or today.start is None or today.end is None:
        return None
    start, end = resolve_shift(timex, today.start, today.end)
    return When(
        start=start,
        end=end,
        precision="day" if start == end else "range",
        basis="stated",
        spans=(timex.span,),
    )


def possible(when: When, draft: EventDraft, findings: Findings) -> bool:
    """Whether a time can date an event: what happened did not begin after the report's day."""
    today = findings.published.end
    return not (
        draft.candidate.status == "occurred" and today and when.start and when.start > today
    )


def follows(candidate: EventCandidate, timex: Timex, findings: Findings) -> bool:
    """Whether the event is in the clause after the words: in "the operation came two days after
    troops raided X" the raid is, in "two days after the raid, troops shelled X" the shelling is
    not."""
    doc, span = findings.cast.doc, timex.span
    here = [
        doc[m.carrier] for m in candidate.mentions if holds_offset(doc[m.trigger].sent, span.start)
    ]
    if not here or min(t.idx for t in here) < span.start:
        return False
    root = doc[token_at(findings.cast.doc, span.start)].sent.root
    return all(behind(token, span) for token in here) or root not in here


def behind(token: Token, span: Span) -> bool:
    """Whether a token is in the clause or phrase that words such as "two days after" open."""
    for above in clause_path(token):
        if any(c.dep_ == "mark" and span.start <= c.idx < span.end for c in above.children):
            return True
        if above.dep_ in ("pobj", "pcomp") and span.start <= above.head.idx < span.end:
            return True
    return False


# --- inherited ------------------------------------------------------------------------------------


def inherited(
    draft: EventDraft, earlier: EventDraft | None, drafts: Sequence[EventDraft], findings: Findings
) -> tuple[When, Why]:
    """(time, rule) of an event without a time of its own: from the event before, the story or the
    report."""
    candidate, published = draft.candidate, findings.published
    if candidate.status == "planned":
        return When(), because("when.planned")
    by_then = When(end=published.end, basis="report")
    if published.end is not None and background(candidate, findings):
        return by_then, because("when.background")
    if earlier is not None and carries(draft, earlier, findings):
        return earlier.when, because("when.carried", event=earlier.id)
    if earlier is not None and reaches(draft, earlier, findings):
        return earlier.when, because("when.within", event=earlier.id)
    before = event_answered(draft, drafts, findings)
    if before is not None:
        return since(draft, before, findings), because("when.after", event=before.id)
    over = perfect(candidate, findings)
    lead = story(drafts, findings)
    happened = candidate.status in ("occurred", "attempted")
    if lead is not None and lead is not draft and happened and not over:
        told = stated(lead.candidate, lead.candidate.datings[0], findings)
        when = told.model_copy(update={"basis": "report"})
        return when, because("when.story", event=lead.id)
    if published.start is None:
        return When(), because("when.unknown")
    news = over and fresh(candidate, findings)
    if (over and not news) or (candidate.status == "ongoing" and lasting(candidate, findings)):
        return by_then, because("when.lasting")
    return on_the_reports_day(published), because("when.report")


def on_the_reports_day(published: Published) -> When:
    """The day of the report, if no time is named."""
    return When(
        start=published.start,
        end=published.end,
        precision=published.precision,
        basis="report",
        value=published.start.isoformat() if published.start else None,
    )


def carries(draft: EventDraft, earlier: EventDraft, findings: Findings) -> bool:
    """Whether a time carries over to the next event, reported right after in the simple past: a
    day, or a range in the past with the same side acting."""
    gap, when = draft.candidate.sentence - earlier.candidate.sentences[-1], earlier.when
    if (
        when.basis != "stated"
        or draft.candidate.status != "occurred"
        or perfect(draft.candidate, findings)
    ):
        return False
    if when.precision == "day":
        return gap <= findings.codebook.dating.carry
    return (
        gap <= 1
        and past(when, findings)
        and shared_names(earlier.candidate.side_a, draft.candidate.side_a)
    )


def reaches(draft: EventDraft, earlier: EventDraft, findings: Findings) -> bool:
    """Whether an event in the perfect ("has executed 12 people") falls within the range given right
    before ("since 10 August")."""
    when, today = earlier.when, findings.published.end
    gap = draft.candidate.sentence - earlier.candidate.sentences[-1]
    return (
        gap <= 1
        and when.precision == "range"
        and when.start is not None
        and when.end == today
        and perfect(draft.candidate, findings)
    )


def past(when: When, findings: Findings) -> bool:
    """Whether a time lies well before the report: what is reported right next to it is background
    too."""
    today, reach = findings.published.start, timedelta(days=findings.codebook.dating.recent)
    return (
        today is not None
        and when.start is not None
        and when.end is not None
        and when.end < today - reach
    )


def story(drafts: Sequence[EventDraft], findings: Findings) -> EventDraft | None:
    """The first event with a time of its own, if it is in the lead and a recent day, or the range
    that the report sums up. Events without a time take it."""
    first = next(
        (d for d in drafts if d.candidate.own_time and not d.candidate.times[0].shift), None
    )
    if first is None or first.candidate.sentence >= findings.codebook.dating.lead:
        return None
    timex = first.candidate.times[0]
    return first if recent(timex, findings) or rounded_up(timex, drafts, findings) else None


def rounded_up(timex: Timex, drafts: Sequence[EventDraft], findings: Findings) -> bool:
    """Whether a report sums up a week or month that is just over: it names no other time."""
    today, reach = findings.published.start, timedelta(days=findings.codebook.dating.recent)
    if (
        today is None
        or timex.start is None
        or timex.end is None
        or timex.precision not in ("week", "month")
    ):
        return False
    others = [t for d in drafts for t in d.candidate.times if t.start and t.end]
    return timedelta() < today - timex.end <= reach and all(
        timex.start <= t.start and t.end <= timex.end for t in others if t.start and t.end
    )


# --- after another event --------------------------------------------------------------------------


def event_answered(
    draft: EventDraft, drafts: Sequence[EventDraft], findings: Findings
) -> EventDraft | None:
    """The event after which this one came, at an unstated time: the one reported before it, if
    words say so ("subsequently"); for an arrest, the last act of violence reported before it,
    unless that is long past."""
    candidate = draft.candidate
    if findings.published.end is None or candidate.status not in ("occurred", "ongoing"):
        return None
    before = [
        d
        for d in drafts
        if d.candidate.first < candidate.first
        and d.when.start
        and d.when.start <= findings.published.end
    ]
    if not before:
        return None
    if sequel(candidate, findings):
        return before[-1]
    if candidate.typing.nature.answers and not candidate.own_place:
        oldest = findings.published.end - timedelta(days=findings.codebook.dating.answer)
        return next(
            (
                d
                for d in reversed(before)
                if d.candidate.typing.nature.is_crime and d.when.start and d.when.start >= oldest
            ),
            None,
        )
    return None


def sequel(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether an adverb says that it came after what is reported before it."""
    doc, words = findings.cast.doc, findings.codebook.dating.sequel
    return any(
        child.dep_ == "advmod" and child.lower_ in words
        for m in candidate.mentions
        for child in doc[m.carrier].children
    )


def since(draft: EventDraft, before: EventDraft, findings: Findings) -> When:
    """From the first day of an event to the report's; ``basis: anchored`` if words say that it came
    after."""
    start, end, told = (
        before.when.start,
        findings.published.end,
        sequel(draft.candidate, findings) and before.when.basis != "report",
    )
    return When(
        start=start,
        end=end,
        precision="day" if start == end else "range",
        basis="anchored" if told else "report",
        anchor=before.id if told else None,
        spans=before.when.spans,
    )


# --- tense ----------------------------------------------------------------------------------------


def lasts(candidate: EventCandidate) -> bool:
    """Whether it is a thing that goes on (a search, a siege), not one that is done at once (an
    arrest)."""
    return any(m.frame.durative for m in candidate.mentions)


def first_words(candidate: EventCandidate, findings: Findings) -> list[Token]:
    """The words that carry it in the sentence that reports it first."""
    doc = findings.cast.doc
    sentence = doc[candidate.first].sent
    return [
        doc[m.carrier] for m in candidate.mentions if sentence.start <= m.trigger < sentence.end
    ]


def perfect(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether it is in the perfect ("have been arrested", "had fled"): some time up to the
    report."""
    doc = findings.cast.doc
    told = [v for v in (doc[m.carrier] for m in candidate.mentions) if v.pos_ in ("VERB", "AUX")]
    return bool(told) and all(
        any(c.dep_ == "aux" and c.lemma_ == "have" for c in v.children) for v in told
    )


def fresh(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether a perfect is the news itself: reported first, and not a sum of what was done over
    time ("an attack has claimed 18 lives"), or what somebody now says of himself ("claims to have
    captured the town")."""
    doc, book = findings.cast.doc, findings.codebook.dating
    haves = [
        (v, c)
        for m in candidate.mentions
        for v in (doc[m.carrier],)
        for c in v.children
        if c.dep_ == "aux" and c.lemma_ == "have"
    ]
    if haves and all(
        c.tag_ == "VB" and v.dep_ == "xcomp" and v.head.tag_ in ("VBZ", "VBP") for v, c in haves
    ):
        return True
    counts = [t.count for t, _ in candidate.tolls if t.count is not None]
    present = any(c.tag_ in ("VBZ", "VBP") for _, c in haves)
    return present and candidate.sentence < book.fresh and all(c.low == c.high for c in counts)


def lasting(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether what goes on began at an unstated time: it is said to continue, or is a lasting event
    named in passing ("a town besieged by")."""
    return said_to_continue(candidate, findings) or (
        lasts(candidate) and all(passing(findings.cast.doc[m.carrier]) for m in candidate.mentions)
    )


def passing(token: Token) -> bool:
    """Whether a token is in a relative clause or a participle that only identifies a thing."""
    return any(above.dep_ in ("relcl", "acl") for above in clause_path(token))


def said_to_continue(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether it is said to go on ("clashes are continuing"): it began at an unstated time."""
    doc, lasting = findings.cast.doc, findings.codebook.dating.lasting
    verbs = (token for m in candidate.mentions for token in (doc[m.carrier], doc[m.trigger].head))
    return any(base_form(verb) in lasting and verb.tag_ != "VBN" for verb in verbs)


def background_to_statement(candidate: EventCandidate, timex: Timex, findings: Findings) -> bool:
    """Whether the event in the sentence of a time is only background to the statement ("announced
    on Thursday … following the strikes")."""
    doc = findings.cast.doc
    sentence = doc[token_at(findings.cast.doc, timex.span.start)].sent
    carriers = [
        doc[m.carrier] for m in candidate.mentions if sentence.start <= m.carrier < sentence.end
    ]
    return any(is_background(token, findings.codebook.dating.following) for token in carriers)


def background(candidate: EventCandidate, findings: Findings) -> bool:
    """Whether it is only background to what is reported: what somebody is accused of, what a
    protest is against, or what it followed."""
    book = findings.codebook.dating
    return candidate.status == "occurred" and all(
        is_background(token, book.following, book.blaming)
        for token in first_words(candidate, findings)
    )


def is_background(token: Token, following: Sequence[str], blaming: Sequence[str] = ()) -> bool:
    """Whether a word depends on a preposition or verb that introduces background: "following a wave
    of strikes", "accused of kidnapping"."""
    for above in clause_path(token):
        if above.dep_ in ("pobj", "pcomp"):
            blamed = above.head.head  # or who is blamed: "of kidnapping" is attached to either
            verb = blamed.head if blamed.dep_ == "dobj" else blamed
            if above.head.lower_ in following or base_form(verb) in blaming:
                return True
        if (
            above.pos_ in ("VERB", "AUX")
            and above.i != token.i
            and above.dep_ not in ("relcl", "acl", "pcomp")
        ):
            return False
    return False
