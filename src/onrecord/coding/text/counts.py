"""Numbers in the text: the interval that the words mean, and what is counted."""

from __future__ import annotations

import re

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
    i = 0
    while i < len(doc):
        hit = number_at(doc, i, quantities, rules)
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


def exact_at(doc: Doc, i: int, quantities: Quantities) -> tuple[int, int | None]:
    """A number in digits or words from token ``i`` on: (index after it, value)."""
    total, current, j = 0, None, i
    numbers, scales = quantities.numbers, quantities.scales
    while j < len(doc):
        word = doc[j].lower_
        if DIGITS.match(word) and current is None:
            current = int(word.replace(",", ""))
        elif (
            DECIMAL.match(word)
            and current is None
            and j + 1 < len(doc)
            and scales.get(doc[j + 1].lower_, 0) >= LARGE
        ):
            return j + 2, round(float(word) * scales[doc[j + 1].lower_])
        elif word in numbers and (
            current is None
            or (current % 10 == 0 and current >= 20 and numbers[word] < 10)
            or current % 100 == 0
        ):
            current = (current or 0) + numbers[word]
        elif word in scales and (
            current is not None or (j > i and doc[j - 1].lower_ in NUMBERS.unit)
        ):
            current = (1 if current is None else current) * scales[word]
            if scales[word] >= LARGE:
                total, current = total + current, 0
        elif (
            word in ("-", "and")
            and current is not None
            and j + 1 < len(doc)
            and joins_number_words(doc, j, current, quantities)
        ) or (
            word in ARTICLES
            and j == i
            and j + 1 < len(doc)
            and scales.get(doc[j + 1].lower_, 0) >= HUNDREDS
        ):
            pass
        elif word in quantities.none and j == i:
            return j + 1, 0
        else:
            break
        j += 1
    if current is None:
        return i, None
    return j, total + current


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
        for j in range(end, min(end + 8, len(doc))):
            if doc[j].pos_ in ("NOUN", "PROPN", "PRON") and (
                j + 1 >= len(doc) or doc[j + 1].pos_ not in ("NOUN", "PROPN") or doc[j + 1].is_punct
            ):
                return j
        return None
    head = number.head
    if (
        number.dep_ in ("nummod", "amod", "det", "compound", "quantmod", "nmod", "advmod")
        and head.i >= end
        and head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
    ):
        if head.pos_ == "NUM" and head.dep_ in ("nummod",) and head.head.i > head.i:
            return int(head.head.i)
        return int(head.i)
    if end < len(doc):
        following = doc[end]
        if (
            following.pos_ in ("NOUN", "PROPN")
            and following.sent == number.sent
            and not following.is_space
        ):
            j = end
            while (
                j + 1 < len(doc)
                and doc[j + 1].pos_ in ("NOUN", "PROPN")
                and doc[j].dep_ in ("compound", "amod", "nmod")
            ):
                j += 1
            return j
        if following.lower_ in NUMBERS.counted and following.pos_ != "SPACE":
            return end
    inside = range(i, end)
    return int(
        next((t.i for t in doc[i:end] if t.head.i not in inside or t.head.i == t.i), number.i)
    )


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
    before = doc[i - 1] if i else None
    after = doc[end] if end < len(doc) else None
    if before is not None and (
        (
            before.text in ("$", "€", "£", "No.", "#", "/", ".")
            and before.sent.start == number.sent.start
        )
        or (before.text == ":" and before.idx + 1 == doc[i].idx)
        or before.lower_ in NUMBERS.numbered
    ):
        return False
    if (
        before is not None
        and before.text == "-"
        and i >= 2
        and not doc[i - 2].is_space
        and doc[i - 1].idx == doc[i - 2].idx + len(doc[i - 2])
    ):
        return False
    if after is not None and after.text in ("/", ":", "%"):
        return False
    if stated_as_toll(number):
        return True
    if number.ent_type_ in (
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
        "ORDINAL",
    ) and base_form(noun) in quantities.time_nouns | {base_form(number)}:
        return False
    if noun.lower_.rstrip("s") in quantities.months or (
        before is not None and before.lower_.rstrip(".") in quantities.months
    ):
        return False
    if after is not None and AGE.match(doc[end : end + 2].text):
        return False
    return number.text.isdigit() is False or not (
        len(number.text) == 4 and 1900 <= int(number.text) <= 2100 and counted == number.i
    )
