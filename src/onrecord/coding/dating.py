"""When an event happened: the times its words govern, counted from other events, or inherited along the report."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.coding.drafts import Draft
from onrecord.coding.findings import Findings, token_at
from onrecord.coding.happenings import Happening
from onrecord.coding.records import Timex
from onrecord.coding.syntax import clause_path
from onrecord.coding.times import resolve_shift
from onrecord.schema import When


def day(draft: Draft, earlier: Draft | None, drafts: Sequence[Draft], findings: Findings) -> None:
    """The time named for the event; counted from another event; else the report's day, and said so (``basis: report``)."""
    happening, published = draft.happening, findings.published
    for timex in happening.times:
        if timex.shift is not None:
            anchor = anchored(draft, timex, drafts)
            if anchor is not None:
                assert anchor.when.start is not None and anchor.when.end is not None
                start, end = resolve_shift(timex, anchor.when.start, anchor.when.end, inverse=follows(happening, timex, findings))
                draft.when = When(
                    start=start,
                    end=end,
                    precision="day" if start == end else "range",
                    basis="anchored",
                    value=start.isoformat() if start else None,
                    anchor=anchor.id,
                    spans=(timex.span,),
                )
                draft.decided("when", start, f"counted from {anchor.id}", [timex.span])
                return
            continue
        draft.when = stated(happening, timex, findings)
        draft.decided(
            "when",
            timex.value,
            f"named for it ({timex.rule})",
            [timex.span],
            [(t.span.text, "named later") for t in happening.times if t is not timex],
        )
        return
    if happening.status in ("planned", "threatened"):
        draft.decided("when", None, "not said")
        return
    if earlier is not None and earlier.when.basis == "stated" and carries(draft, earlier, findings):
        draft.when = earlier.when
        draft.decided("when", draft.when.value, f"carried over from {earlier.id}", draft.when.spans)
        return
    if published.start is None:
        draft.decided("when", None, "neither a time nor the report's day is known")
        return
    if happening.status == "ongoing" or perfect(happening, findings):
        draft.when = When(start=None, end=published.end, precision="none", basis="report", value=None, spans=())
        draft.decided("when", published.end, "going on, or over at no time said, by the report's day", published.spans)
        return
    draft.when = When(
        start=published.start, end=published.end, precision=published.precision, basis="report", value=published.start.isoformat()
    )
    draft.decided("when", published.start, "no time is named: the report's day", published.spans)


def lasts(happening: Happening) -> bool:
    """Whether it is a thing that goes on (a search, a siege), not one that is done at once (an arrest)."""
    return any(m.frame.durative for m in happening.mentions)


def perfect(happening: Happening, findings: Findings) -> bool:
    """Whether it is told in the perfect ("have been arrested", "had fled"): some time up to the report."""
    doc = findings.cast.doc
    verbs = [doc[m.carrier] for m in happening.mentions]
    told = [v for v in verbs if v.pos_ in ("VERB", "AUX")]
    return bool(told) and all(any(c.dep_ == "aux" and c.lemma_ == "have" for c in v.children) for v in told)


def carries(draft: Draft, earlier: Draft, findings: Findings) -> bool:
    """Whether a time reaches on to the next event: told right after, in the plain past, and not a wider stretch."""
    gap = draft.happening.sentence - earlier.happening.sentences[-1]
    return gap <= 3 and earlier.when.precision == "day" and draft.happening.status == "occurred" and not perfect(draft.happening, findings)


def stated(happening: Happening, timex: Timex, findings: Findings) -> When:
    """The time that the words denote. What goes on lasts to the report's day; the time of the telling is but the end of what lasts."""
    start, end, precision = timex.start, timex.end, timex.precision
    today = findings.published.start
    if happening.status == "ongoing" and precision == "range" and end and today and end < today:
        end = today
    if happening.told_time and (happening.status == "ongoing" or (perfect(happening, findings) and lasts(happening))):
        start, precision = None, "none"
    return When(start=start, end=end, precision=precision, basis="stated", value=timex.value, spans=(timex.span,))


def anchored(draft: Draft, timex: Timex, drafts: Sequence[Draft]) -> Draft | None:
    """The event that "two days after" counts from: one in the same sentence, else the one told before, with a day of its own."""
    candidates = [d for d in drafts if d is not draft and d.when.start is not None and d.when.end is not None and d.when.basis != "report"]
    same = [d for d in candidates if draft.happening.sentence in d.happening.sentences]
    before = [d for d in candidates if d.happening.first < draft.happening.first]
    found = same or before
    return found[-1] if found else None


def follows(happening: Happening, timex: Timex, findings: Findings) -> bool:
    """Whether the happening is told in the clause behind the words: in "the operation came two days after troops raided X" the raid is."""
    doc = findings.cast.doc
    sentence = [
        doc[m.trigger].idx for m in happening.mentions if doc[m.trigger].sent.start_char <= timex.span.start < doc[m.trigger].sent.end_char
    ]
    return bool(sentence) and min(sentence) > timex.span.start


def dated(happening: Happening, findings: Findings, owners: dict[int, int], n: int) -> tuple[list[Timex], bool]:
    """The times of a happening, its own before those its sentence shares, and whether there are any."""
    doc = findings.cast.doc
    sentence = doc[happening.mentions[0].trigger].sent
    here = [
        t
        for t in findings.times
        if sentence.start_char <= t.span.start < sentence.end_char
        and (t.type in ("DATE", "TIME") or t.start is not None or t.shift is not None)
    ]
    if findings.published.basis == "dateline":
        here = [t for t in here if not any(s.start < t.span.end and t.span.start < s.end for s in findings.published.spans)]
    direct: list[Timex] = []
    shared: list[Timex] = []
    nested: list[Timex] = []
    for timex in here:
        token = doc[token_at(timex.span.start, findings)]
        owner = owners.get(token.i)
        if owner == n:
            (direct if nearest(token, happening) else nested).append(timex)
        elif owner is None:
            shared.append(timex)
    usable = [t for t in direct + shared + nested if t.start or t.end or t.shift]
    return usable, bool(usable)


def nearest(token: Token, happening: Happening) -> bool:
    """Whether the first verb or trigger above a token is one of the happening's own: no other clause lies between."""
    words = {i for m in happening.mentions for i in (*m.words, *m.via)}
    for above in clause_path(token):
        if above.i in words:
            return True
        if above.pos_ == "VERB":
            return False
    return False


def told_at(happening: Happening, findings: Findings) -> bool:
    """Whether the time stands with the telling, outside what is told."""
    voice = happening.voices[0] if happening.voices else -1
    return voice >= 0 and not findings.attributions[voice].covers(happening.times[0].span.start)


def precise(timex: Timex) -> int:
    """How fine a time is."""
    return {"day": 4, "week": 3, "range": 2, "month": 2, "year": 1, "none": 0}[timex.precision]
