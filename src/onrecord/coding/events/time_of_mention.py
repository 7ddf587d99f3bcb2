"""The times that the words of an event could mean, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from onrecord.coding.events.findings import Findings
from onrecord.coding.records import Dating, EventCandidate, Timex
from onrecord.coding.text.dependencies import base_form, clause_path
from onrecord.coding.text.spans import token_at

LATER = 1.2
"""How much a time in a later sentence yields to an earlier one; measured together with the
codebook's weights."""
BEFORE = frozenset({"nummod", "nmod", "compound", "poss", "amod"})


def dated(
    candidate: EventCandidate, findings: Findings, owners: dict[int, int], n: int
) -> tuple[Dating, ...]:
    """The times of an event's sentence that no other event owns, weighed by the codebook's
    signs.

    Args:
        owners: the event that governs each token of the sentence; ``n`` is this one's number.
    """
    doc, book, line = findings.cast.doc, findings.codebook.dating, findings.published
    sentence = doc[candidate.mentions[0].trigger].sent
    found: list[Dating] = []
    for timex in findings.times:
        if not sentence.start_char <= timex.span.start < sentence.end_char or not (
            timex.start or timex.end or timex.shift
        ):
            continue
        if line.basis == "dateline" and any(
            s.start < timex.span.end and timex.span.start < s.end for s in line.spans
        ):
            continue
        token = doc[token_at(findings.cast.doc, timex.span.start)]
        owner = owners.get(token.i)
        lent = owner not in (n, None)
        if lent and not (timex.precision == "day" and lendable(token, candidate)):
            continue
        weighed = {
            name: book.weights[name] * value
            for name, value in signs_of_time(timex, token, candidate, owner == n, findings).items()
        }
        weighed["lent"] = book.weights["lent"] * lent
        score, worst = sum(weighed.values()), min(weighed, key=lambda name: weighed[name])
        weak = score <= book.floor
        if not weak or recent(timex, findings):
            reason = (
                worst
                if weighed[worst] < book.weights["far"] * 10
                else "shared"
                if weighed["shared"]
                else ""
            )
            found.append(Dating(timex, score, weak or bool(weighed["told"]), reason))
    return tuple(sorted(found, key=lambda d: -d.score))


def signs_of_time(
    timex: Timex, token: Token, candidate: EventCandidate, owned: bool, findings: Findings
) -> dict[str, float]:
    """What speaks for and against a time (names of the codebook's weights); ``owned``: the event
    governs it, if only indirectly."""
    doc = findings.cast.doc
    words = {i for m in candidate.mentions for i in m.words}
    noun = token
    while noun.dep_ in BEFORE and noun.head.i > noun.i:
        noun = noun.head
    premodifies = noun.i != token.i and noun.idx >= timex.span.end
    its_noun = premodifies and (
        noun.i in words or any(tells_of(doc[m.carrier], noun) for m in candidate.mentions)
    )
    direct = (owned and directly_governed(token, candidate, findings)) or (
        its_noun and noun.i not in words
    )
    return {
        "direct": float(direct),
        "shared": float(not owned),
        "clause of another verb": float(not direct and aside(token, words)),
        "told": float(belongs_to_statement(candidate, timex, token, findings)),
        "before its noun": float(its_noun),
        "before another noun": float(premodifies and not its_noun),
        "one day": float(
            timex.start is not None
            and timex.end is not None
            and timex.end - timex.start <= timedelta(days=1)
        ),
        "a year": float(timex.precision == "year"),
        "a holiday": float(timex.rule == "holiday"),
        "open": float((timex.start is None or timex.end is None) and timex.shift is None),
        "outcome": float(
            all(
                base_form(doc[m.trigger]) in findings.codebook.dating.outcomes
                for m in candidate.mentions
            )
        ),
        "far": (timex.span.start - doc[candidate.first].sent.start_char) / 100,
    }


def ranked(earlier: Sequence[Dating], later: Sequence[Dating]) -> tuple[Dating, ...]:
    """The times of two reports of one event, the best first; those of the later report yield,
    unless they are finer or only they are its own."""
    if (
        later
        and earlier
        and precise(later[0].timex) <= precise(earlier[0].timex)
        and (later[0].told or not earlier[0].told)
    ):
        later = [
            replace(d, score=d.score - LATER, reason=d.reason or "later telling") for d in later
        ]
    return tuple(sorted([*earlier, *later], key=lambda d: -d.score))


def recent(timex: Timex, findings: Findings) -> bool:
    """Whether a time is a day not long before the report."""
    today, reach = findings.published.start, timedelta(days=findings.codebook.dating.recent)
    return (
        timex.precision == "day"
        and timex.start is not None
        and today is not None
        and today - reach <= timex.start <= today
    )


def directly_governed(token: Token, candidate: EventCandidate, findings: Findings) -> bool:
    """Whether the first verb or trigger above a token is the event's own, or only says of its noun
    that it was done ("the murder committed on Monday"): no other clause comes between."""
    words, book = (
        {i for m in candidate.mentions for i in (*m.words, *m.via)},
        findings.codebook.dating,
    )
    for above in clause_path(token):
        if above.i in words:
            return True
        if above.pos_ == "VERB":
            noun = above.head
            while noun.i not in words and noun.dep_ == "pobj" and noun.head.lower_ == "of":
                noun = noun.head.head
            if noun.i not in words:
                return False
            if above.dep_ == "acl":
                return above.tag_ == "VBN" and base_form(above) not in (
                    *findings.codebook.speech.clause_stance,
                    *book.blaming,
                )
            return (
                above.dep_ == "relcl"
                and noun.i == above.head.i
                and any(c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP") for c in above.children)
            )
    return False


def lendable(token: Token, candidate: EventCandidate) -> bool:
    """Whether a day is attached to a noun or participle below the event's own verb, where the
    parser often puts what belongs to the verb ("hanged a man for murder on Saturday")."""
    words = {i for m in candidate.mentions for i in (*m.words, *m.via)}
    for above in clause_path(token):
        if above.i in words:
            return above.pos_ == "VERB"
        if above.dep_ == "relcl" or (
            above.pos_ in ("VERB", "AUX") and above.tag_ not in ("VBG", "VBN")
        ):
            return False
    return False


def tells_of(verb: Token, noun: Token) -> bool:
    """Whether the verb heads a relative clause of the noun ("a 2013 attack in which 67 were
    killed")."""
    return verb.dep_ == "relcl" and verb.head.i == noun.i


def aside(token: Token, words: set[int]) -> bool:
    """Whether a relative clause or an infinitive of another verb comes between a token and the
    event's words, or the sentence's root."""
    for above in clause_path(token):
        if above.i in words:
            return False
        if above.pos_ == "VERB" and (
            above.dep_ in ("relcl", "acl")
            or any(c.dep_ == "aux" and c.tag_ == "TO" for c in above.children)
        ):
            return above.dep_ != "relcl" or above.head.i not in words
    return False


def belongs_to_statement(
    candidate: EventCandidate, timex: Timex, token: Token, findings: Findings
) -> bool:
    """Whether a time belongs to the statement: it is outside what is reported, or governed by a
    verb of saying ("disclosed this afternoon that …")."""
    voice = candidate.voices[0] if candidate.voices else -1
    if voice >= 0 and not findings.attributions[voice].covers(timex.span.start):
        return True
    words = {i for m in candidate.mentions for i in (*m.words, *m.via)}
    if behind_noun(candidate, token, timex, findings):
        return False
    verb = next((t for t in clause_path(token) if t.pos_ == "VERB" or t.i in words), None)
    return (
        verb is not None
        and verb.i not in words
        and base_form(verb) in findings.codebook.speech.clause_stance
    )


def behind_noun(candidate: EventCandidate, token: Token, timex: Timex, findings: Findings) -> bool:
    """Whether a time ends a phrase that opens the sentence with a noun of the event ("in connection
    with the attack on 22 July, the army said"): the parser attaches it to the saying."""
    doc = findings.cast.doc
    nouns = [
        m.trigger
        for m in candidate.mentions
        if m.nominal and not m.via and token.sent.start <= m.trigger < token.i
    ]
    if not nouns:
        return False
    between = doc[max(nouns) + 1 : token.i]
    closed = doc.text[timex.span.end :].lstrip().startswith(",")
    return closed and not any(
        t.is_punct or t.pos_ in ("VERB", "AUX")
        for t in (*doc[token.sent.start : max(nouns)], *between)
    )


def precise(timex: Timex) -> int:
    """How precise a time is."""
    return {"day": 4, "week": 3, "range": 2, "month": 2, "year": 1, "none": 0}[timex.precision]
