"""The evidence of an event: the words that report it, and the things named in them."""

from __future__ import annotations

from onrecord.coding.actors.cast import without_number
from onrecord.coding.events.findings import Findings
from onrecord.coding.records import Decision, EventCandidate, Means, Mention, because, decision
from onrecord.coding.text.dependencies import base_form, phrase, under
from onrecord.coding.text.spans import characters, span_of
from onrecord.schema import Item, Span

EVIDENCE = 300
"""The longest piece of evidence, in characters (coding guideline)."""


def evidence(candidate: EventCandidate, findings: Findings) -> tuple[Span, ...]:
    """For each sentence that reports it the words around its triggers, at most 300 characters
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
            first, last = characters(doc, left, right + 1)
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


def items_of(
    candidate: EventCandidate, findings: Findings
) -> tuple[tuple[Item, ...], tuple[Decision, ...]]:
    """Things found, seized, detonated or destroyed, with their number, and the decision behind
    each."""
    cast = findings.cast
    items, decisions = [], []
    for mention in candidate.mentions:
        if mention.frame.roles.get("object") != "item":
            continue
        act = cast.doc[mention.trigger].lower_
        for index in mention.patients:
            if "weapon" not in cast.classes(cast.doc[index]):
                continue
            item = item_of(index, act, findings)
            items.append(item)
            decisions.append(
                decision("item", item.kind, because("item.object", act=act), item.spans)
            )
    return tuple(items), tuple(decisions)


def item_of(index: int, act: str, findings: Findings) -> Item:
    """The thing that a phrase names: in "a cache of rifles" the rifles."""
    cast = findings.cast
    token, count = cast.doc[index], findings.counts.get(index)
    partitive = base_form(token) in cast.triggers.partitive
    thing = next(iter(under(token, {"of"})), token) if partitive else token
    first = without_number(cast.doc, phrase(thing)[0], thing.i)
    span = span_of(cast.parsed, first, thing.i + 1)
    kind = " ".join([*(t.lower_ for t in cast.doc[first : thing.i]), base_form(thing)])
    return Item(
        kind=kind,
        act=act,
        low=count.low if count else None,
        high=count.high if count else None,
        spans=(count.span, span) if count else (span,),
    )


def words_of(named: Mention | Means, findings: Findings) -> Span:
    """The words of a trigger or of a means."""
    if isinstance(named, Means):
        return named.span
    return span_of(findings.cast.parsed, min(named.words), max(named.words) + 1)
