"""Numbers in the text: the interval that the words mean, and what is counted."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.codebook.english import english
from onrecord.codebook.quantities import Bounds, Quantities
from onrecord.coding.records import Count, Parsed
from onrecord.coding.text.dependencies import base_form
from onrecord.coding.text.spans import span_of

NUMBERS = english().numbers
ARTICLES = english().determiners.indefinite
BEFORE_TOLL = english().prepositions.count
DIGITS = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d+$")
DASHED = re.compile(r"^(\d+)[–-](\d+)$")
DECIMAL = re.compile(r"^\d+\.\d+$")
LONGEST_MODIFIER = 4
AGE = re.compile(rf"^[\s-]*(?:-|\s)?(?:{'|'.join(NUMBERS.ages)})s?\b", re.IGNORECASE)
LARGE = 1000  # scales from this one on close a group of digits, and follow a decimal
NOUN_AFTER_OF = 8  # tokens after "of" in which the noun may be
COUNTING = frozenset({"nummod", "amod", "det", "compound", "quantmod", "nmod", "advmod"})
SIGNS_BEFORE = frozenset({"$", "€", "£", "No.", "#", "/", "."})
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})
"""spaCy's labels of numbers that often count neither people nor things."""
HUNDREDS = 100  # scales from this one on may follow "a" at the start of a number


def find_counts(
    parsed: Parsed, quantities: Quantities, *, rules: str = "literal"
) -> dict[int, Count]:
    """Every number of people or things, by the index of the token that is counted and of the tokens
    of the number itself.

    Bounds follow the named rule set; "at least 15" is [15, open], "up to 15" [0, 15], "about 40"
    [40, 40] (coding guideline, fields and settled cases). Dates, times, ages, money and measures
    are not counts.
    """
    doc = parsed.doc
    found: dict[int, Count] = {}
    starts = first_words(quantities, rules)
    i = 0
    while i < len(doc):
        opens = doc[i].lower_ in starts or doc[i].text[:1].isdigit()
        hit = number_at(doc, i, quantities, rules) if opens else None
        if hit is None:
            i += 1
            continue
        if (beyond := past_modifier(doc, i, quantities)) is not None:
            i = beyond
            continue
        end, bounds, rule = hit
        bounds, first, modifier = modified(doc, i, bounds, rule, quantities)
        counted = noun_of(doc, i, end)
        if counted is not None and is_count(doc, i, end, counted, quantities):
            around = (*range(max(0, first - 3), first), *range(i, min(len(doc), counted + 1)))
            words = {doc[j].lower_ for j in around}
            before = doc[max(0, first - 4) : first].text.lower()
            noun = base_form(doc[counted]) if counted >= end else ""
            count = Count(
                span=span_of(parsed, first, end),
                low=bounds[0],
                best=bounds[1],
                high=bounds[2],
                noun=noun,
                rule=rule,
                modifier=modifier,
                extra=bool(words & set(quantities.extra)),
                part=any(before.rstrip().endswith(w) for w in quantities.part),
            )
            for index in (counted, *range(i, end)):
                found.setdefault(index, count)
        i = end
    return found


def first_words(quantities: Quantities, rules: str) -> frozenset[str]:
    """The words with which a number can begin, digits aside: most words are passed over by them."""
    vague = (phrase.partition(" ")[0] for phrase in quantities.rules[rules])
    return frozenset((*vague, *quantities.numbers, *quantities.none, *ARTICLES))


def past_modifier(doc: Doc, i: int, quantities: Quantities) -> int | None:
    """The number after a modifier that contains token ``i``. "many" in "as many as 200", "no" in
    "no fewer than 12" and "some" in "some 2,300" are not numbers themselves."""
    modifiers = quantities.modifiers
    for start in (i, max(0, i - 1)):
        for end in range(min(start + LONGEST_MODIFIER, len(doc) - 1), i, -1):
            phrase = doc[start:end].text.lower()
            known = any(
                phrase in words
                for words in (
                    modifiers.at_least,
                    modifiers.more_than,
                    modifiers.up_to,
                    modifiers.fewer_than,
                    modifiers.about,
                )
            )
            if known and exact_at(doc, end, quantities)[1] is not None:
                return end
    return None


def number_at(
    doc: Doc, i: int, quantities: Quantities, rules: str
) -> tuple[int, Bounds, str] | None:
    """The number that starts at token ``i``: (index after it, bounds, rule)."""
    vague = vague_at(doc, i, quantities.rules[rules])
    if vague:
        return vague
    if (dashed := DASHED.match(doc[i].text)) and 0 < int(dashed[1]) < int(dashed[2]) < 1900:
        return i + 1, (int(dashed[1]), None, int(dashed[2])), "count.range"
    end, value = exact_at(doc, i, quantities)
    if value is None:
        return None
    between = (
        i > 0 and doc[i - 1].lower_ == "between" and end < len(doc) and doc[end].lower_ == "and"
    )
    if (
        end < len(doc) - 1
        and (between or doc[end].lower_ in NUMBERS.range)
        and doc[i].lower_ not in quantities.none
    ):
        upper_end, upper = exact_at(doc, end + 1, quantities)
        if upper is not None and upper > value and upper <= 20 * max(value, 1):
            return upper_end, (value, None, upper), "count.range"
    return end, (value, value, value), "count.exact"


def vague_at(doc: Doc, i: int, table: dict[str, Bounds]) -> tuple[int, Bounds, str] | None:
    words = [t.lower_ for t in doc[i : i + LONGEST_MODIFIER]]
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        if phrase in table and (size > 1 or phrase not in NUMBERS.other or stands_alone(doc, i)):
            end = i + size
            if end < len(doc) and size > 1 and (doc[end].like_num or DIGITS.match(doc[end].text)):
                return None
            if end < len(doc) and doc[end].lower_ == "of" and not phrase.endswith(" of"):
                end += 1
            return end, table[phrase], "count.vague"
    return None


def stands_alone(doc: Doc, i: int) -> bool:
    """Whether "others"/"other" at ``i`` is itself the number ("others were injured"), not preceded
    by one ("three others")."""
    before = doc[i - 1] if i else None
    leads = before is None or not (before.like_num or before.lower_ in NUMBERS.before_other)
    return leads and doc[i].lower_ == "others"


class Sum(NamedTuple):
    """A number as read so far: the sum of its closed groups ("two thousand"), and the group still
    open ("five hundred"), None before the first word."""

    closed: int = 0
    group: int | None = None

    def plus(self, value: int) -> Sum:
        """The number with a word such as "five" added to the open group."""
        return Sum(self.closed, (self.group or 0) + value)

    def times(self, scale: int) -> Sum:
        """The number with the open group multiplied by "hundred", "thousand" …"""
        group = (1 if self.group is None else self.group) * scale
        return Sum(self.closed + group, 0) if scale >= LARGE else Sum(self.closed, group)

    def takes(self, value: int) -> bool:
        """Whether a number word can follow: "five" after "twenty", anything after "hundred"."""
        if self.group is None or self.group % 100 == 0:
            return True
        return self.group % 10 == 0 and self.group >= 20 and value < 10


def exact_at(doc: Doc, i: int, quantities: Quantities) -> tuple[int, int | None]:
    """A number in digits or words from token ``i`` on: (index after it, value)."""
    number, j = Sum(), i
    while j < len(doc):
        if number.group is None and (value := scaled_decimal(doc, j, quantities)) is not None:
            return j + 2, value
        longer = with_word(number, doc, i, j, quantities)
        if longer is None and not links_words(number, doc, i, j, quantities):
            break
        number, j = longer or number, j + 1
    if number.group is not None:
        return j, number.closed + number.group
    return (i + 1, 0) if doc[i].lower_ in quantities.none else (i, None)


def scaled_decimal(doc: Doc, j: int, quantities: Quantities) -> int | None:
    """The value of a decimal before a large scale: "1.5 million"."""
    if not DECIMAL.match(doc[j].lower_) or j + 1 >= len(doc):
        return None
    scale = quantities.scales.get(doc[j + 1].lower_, 0)
    return round(float(doc[j].lower_) * scale) if scale >= LARGE else None


def with_word(number: Sum, doc: Doc, i: int, j: int, quantities: Quantities) -> Sum | None:
    """The number that starts at ``i`` with the word at ``j``; None if the word does not continue
    it."""
    word = doc[j].lower_
    if number.group is None and DIGITS.match(word):
        return number.plus(int(word.replace(",", "")))
    value = quantities.numbers.get(word)
    if value is not None and number.takes(value):
        return number.plus(value)
    scale = quantities.scales.get(word)
    follows_unit = j > i and doc[j - 1].lower_ in NUMBERS.unit
    if scale is not None and (number.group is not None or follows_unit):
        return number.times(scale)
    return None


def links_words(number: Sum, doc: Doc, i: int, j: int, quantities: Quantities) -> bool:
    """Whether the word at ``j`` has no value but belongs to the number that starts at ``i``: a
    hyphen, an "and", the "a" of "a hundred"."""
    if j + 1 >= len(doc):
        return False
    word = doc[j].lower_
    if word in ("-", "and"):
        return number.group is not None and joins_number_words(doc, j, number.group, quantities)
    scale = quantities.scales.get(doc[j + 1].lower_, 0)
    return word in ARTICLES and j == i and scale >= HUNDREDS


def joins_number_words(doc: Doc, j: int, current: int, quantities: Quantities) -> bool:
    """Whether the hyphen or "and" at ``j`` joins two words of one number ("twenty-five", "one
    hundred and five")."""
    following = doc[j + 1].lower_
    if doc[j].lower_ == "-":
        return following in quantities.numbers and 20 <= current <= 90 and current % 10 == 0
    return current >= 100 and current % 100 == 0 and following in quantities.numbers


def modified(
    doc: Doc, i: int, bounds: Bounds, rule: str, quantities: Quantities
) -> tuple[Bounds, int, str]:
    """Bounds adjusted by the words before the number: (bounds, first token, rule of those
    words)."""
    modifiers = quantities.modifiers
    low, best, high = bounds
    for size in range(LONGEST_MODIFIER, 0, -1):
        if size > i:
            continue
        phrase = doc[i - size : i].text.lower()
        base = low if low is not None else best
        if phrase in modifiers.at_least or phrase in modifiers.more_than:
            name = "at_least" if phrase in modifiers.at_least else "more_than"
            lowest = base if rule == "count.exact" else None
            return (base, lowest, None), i - size, f"count.{name}"
        if phrase in modifiers.up_to:
            return (0, None, high), i - size, "count.up_to"
        if phrase in modifiers.fewer_than:
            return (0, None, high), i - size, "count.fewer_than"
        if phrase in modifiers.about:
            return bounds, i - size, "count.about"
    return bounds, i, ""


def noun_of(doc: Doc, i: int, end: int) -> int | None:
    """The token that the number ``doc[i:end]`` counts: the head of its phrase, a following noun, or
    the number itself."""
    number = doc[end - 1]
    if number.lower_ == "of" and end < len(doc):
        return noun_after_of(doc, end)
    if modifies_noun(number, end):
        return noun_governing(number)
    following = noun_following(doc, end)
    return following if following is not None else head_within(doc, i, end)


def noun_after_of(doc: Doc, end: int) -> int | None:
    """The last word of the first run of nouns after "dozens of"."""
    for j in range(end, min(end + NOUN_AFTER_OF, len(doc))):
        if doc[j].pos_ in ("NOUN", "PROPN", "PRON") and (
            j + 1 >= len(doc) or doc[j + 1].pos_ not in ("NOUN", "PROPN") or doc[j + 1].is_punct
        ):
            return j
    return None


def modifies_noun(number: Token, end: int) -> bool:
    """Whether the parse attaches a number to a noun (or the like) after it."""
    return (
        number.dep_ in COUNTING
        and number.head.i >= end
        and number.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
    )


def noun_governing(number: Token) -> int:
    """The noun that a number modifies, perhaps by way of another number."""
    head = number.head
    if head.pos_ == "NUM" and head.dep_ == "nummod" and head.head.i > head.i:
        return int(head.head.i)
    return int(head.i)


def noun_following(doc: Doc, end: int) -> int | None:
    """The noun right after a number, by tags alone; the last part of a compound."""
    if end >= len(doc):
        return None
    following = doc[end]
    noun = following.pos_ in ("NOUN", "PROPN") and not following.is_space
    if noun and following.sent == doc[end - 1].sent:
        return end_of_compound(doc, end)
    return end if following.lower_ in NUMBERS.counted and following.pos_ != "SPACE" else None


def end_of_compound(doc: Doc, first: int) -> int:
    """The last noun of a compound: "journalists" in "radio journalists"."""
    j = first
    while (
        j + 1 < len(doc)
        and doc[j + 1].pos_ in ("NOUN", "PROPN")
        and doc[j].dep_ in ("compound", "amod", "nmod")
    ):
        j += 1
    return j


def head_within(doc: Doc, i: int, end: int) -> int:
    """The word of a number that governs the others."""
    inside = range(i, end)
    heads = (t.i for t in doc[i:end] if t.head.i not in inside or t.head.i == t.i)
    return int(next(heads, end - 1))


def stated_as_toll(number: Token) -> bool:
    """Whether a number is the size of a toll: "put the toll at 32", "the toll rose to 14"."""
    if number.dep_ != "pobj" or number.head.lower_ not in BEFORE_TOLL:
        return False
    return any(
        c.dep_ in ("dobj", "nsubj", "nsubjpass") and base_form(c) == "toll"
        for c in number.head.head.children
    )


def is_count(doc: Doc, i: int, end: int, counted: int, quantities: Quantities) -> bool:
    """Whether the number counts something: not a date, clock time, money, age, measure, ordinal or
    part of a name."""
    number, noun = doc[end - 1], doc[counted]
    if follows_sign(doc, i, number) or follows_hyphen(doc, i) or precedes_sign(doc, end):
        return False
    if stated_as_toll(number):
        return True
    return not (
        measures(number, noun, quantities)
        or next_to_month(doc, i, noun, quantities)
        or is_age(doc, end)
        or is_year(number, counted)
    )


def follows_sign(doc: Doc, i: int, number: Token) -> bool:
    """Whether the word before makes it an amount of money, a clock time or a serial number:
    "$ 5", "4:30", "No. 7"."""
    if not i:
        return False
    before = doc[i - 1]
    if before.text in SIGNS_BEFORE and before.sent.start == number.sent.start:
        return True
    clock = before.text == ":" and before.idx + 1 == doc[i].idx
    return clock or before.lower_ in NUMBERS.numbered


def follows_hyphen(doc: Doc, i: int) -> bool:
    """Whether a hyphen ties the number to the word before: "Covid-19"."""
    if i < 2 or doc[i - 1].text != "-" or doc[i - 2].is_space:
        return False
    return bool(doc[i - 1].idx == doc[i - 2].idx + len(doc[i - 2]))


def precedes_sign(doc: Doc, end: int) -> bool:
    """Whether the mark after makes it part of a date, a clock time or a share."""
    return end < len(doc) and doc[end].text in ("/", ":", "%")


def measures(number: Token, noun: Token, quantities: Quantities) -> bool:
    """Whether spaCy labels the number as a time, money or an ordinal, and it has no noun of its own
    or a unit of time."""
    lemma = base_form(noun)
    return number.ent_type_ in MEASURES and (
        lemma in quantities.time_nouns or lemma == base_form(number)
    )


def next_to_month(doc: Doc, i: int, noun: Token, quantities: Quantities) -> bool:
    """Whether the number is the day of a month: "4 May", "May 4"."""
    if noun.lower_.rstrip("s") in quantities.months:
        return True
    return i > 0 and doc[i - 1].lower_.rstrip(".") in quantities.months


def is_age(doc: Doc, end: int) -> bool:
    """Whether the words after a number make it an age: "12-year-old"."""
    return end < len(doc) and AGE.match(doc[end : end + 2].text) is not None


def is_year(number: Token, counted: int) -> bool:
    """Whether a number of four digits that counts nothing is a year."""
    return (
        number.text.isdigit()
        and len(number.text) == 4
        and 1900 <= int(number.text) <= 2100
        and counted == number.i
    )
