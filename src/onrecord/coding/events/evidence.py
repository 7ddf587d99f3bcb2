"""The evidence of an event: the words that report it, and the things named in them."""

from __future__ import annotations

from onrecord.coding.actors.cast import without_number
from onrecord.coding.events.findings import Findings
from onrecord.coding.records import EventCandidate, Mention
from onrecord.coding.text.dependencies import phrase, under
from onrecord.schema import Item, Span

EVIDENCE = 300
"""Characters of the longest stretch of evidence (coding guideline)."""


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


def m_span(mention: Mention, findings: Findings) -> Span:
    words = mention.words
    doc = findings.cast.doc
    first, last = min(words), max(words)
    return findings.cast.parsed.span(doc[first].idx, doc[last].idx + len(doc[last]))
