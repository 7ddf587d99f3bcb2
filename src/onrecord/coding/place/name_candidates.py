"""Which capitalised words of a text may name a place, and what the gazetteer knows of them.

Recognition adds up the signs of :mod:`onrecord.coding.place.recognition`; resolution is
:mod:`onrecord.coding.place.find_places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.coding.place.name_surroundings import read_name
from onrecord.coding.place.page import Name, Page
from onrecord.gazetteer import Entry

LONGEST = 6  # words in a name
LONGEST_VARIANT = 4  # words in a name in another romanisation
SHORTEST_VARIANT = 4  # letters in its longest word
MOST_FOUND, MOST_VARIANTS = 40, 6  # places of a name that are considered
SHORT = 3  # letters of "UK", "U.S", "Isa": known by these alone only under some conditions
GAP = re.compile(r"[ \n]|-|- |'s?")


class Hit(NamedTuple):
    """Words ``first`` to ``past`` (exclusive) as one name, with the places that it can mean."""

    first: int
    past: int
    found: list[Entry]


def candidate_names(page: Page, main: Sequence[str] = ()) -> list[Name]:
    """What may be place names, in text order, not yet weighed. ``main``: the document's countries,
    once known."""
    page.main = main
    names = [
        read_name(page, hit.first, hit.past, hit.found, run)
        for run in capitalised_runs(page)
        for hit in names_in_run(page, *run)
    ]
    return sorted([*names, *unnamed_capitals(page)], key=lambda name: name.head)


# --- runs of capitalised words --------------------------------------------------------------------


def capitalised_runs(page: Page) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words and the particles between them, as (first, past the last)."""
    i = 0
    while i < len(page.words):
        if page.words[i].capital or article_opens(page, i):
            last = end_of_run(page, i)
            yield i, last
            i = last
        else:
            i += 1


def end_of_run(page: Page, first: int) -> int:
    """The end of a run: past its last capitalised word."""
    last = j = first + 1
    while j < len(page.words) and continues_run(page, j, first):
        if page.words[j].capital:
            last = j + 1
        elif page.words[j].lower not in page.cues.particles or j - last > 1:
            break
        j += 1
    return last


def continues_run(page: Page, j: int, first: int) -> bool:
    """Whether a word is in the sentence of the run's first, close to the word before."""
    same = page.words[j].sentence == page.words[first].sentence
    return same and bool(GAP.fullmatch(page.gap(j - 1, j)))


def article_opens(page: Page, i: int) -> bool:
    """Whether a lower-case article opens a name: "al-Bab", "al Bab", "as-Suwayda"."""
    low = page.words[i].lower
    if low not in page.cues.articles or not page.capital_at(i + 1):
        return False
    gap = page.gap(i, i + 1)
    return gap in ("-", "- ") or (gap == " " and low not in page.cues.wordlike)


# --- names within a run ---------------------------------------------------------------------------


def names_in_run(page: Page, first: int, past: int) -> list[Hit]:
    """The longest known names within a run, then what is left of it: other romanisations, or one
    unknown name."""
    whole = whole_run_as_variant(page, first, past) if page.main else None
    hits = [whole] if whole else [*known_as_spelt(page, first, past)]
    for a, b in [*stretches_left(page, first, past, hits)]:
        beside = touching(page, hits, a, b)
        if beside and all(is_slight(page, hit) for hit in beside):
            # "Tall" in "Tall Tawil" is part of a longer name
            hits = [hit for hit in hits if hit not in beside]
            a, b = min(a, beside[0].first), max(b, beside[-1].past)
        cover = covered_by_variants(page, a, b) if page.main else []
        hits += cover
        if not cover and may_be_unknown_name(page, hits, a, b):
            hits.append(Hit(a, b, []))
    return sorted(hits, key=lambda hit: (hit.first, hit.past))


def touching(page: Page, hits: Sequence[Hit], a: int, b: int) -> list[Hit]:
    """The names right before and after a range of words, with no hyphen between."""
    return [
        hit
        for hit in hits
        if (hit.past == a and page.gap(a - 1, a) != "-")
        or (hit.first == b and page.gap(b - 1, b) != "-")
    ]


def may_be_unknown_name(page: Page, hits: Sequence[Hit], a: int, b: int) -> bool:
    """Whether what is left may be a name that the gazetteer lacks: not an abbreviation, and not
    part of a settlement's name."""
    if is_abbreviation(page, a, b):
        return False
    return all(names_a_division(hit) for hit in touching(page, hits, a, b))


def names_a_division(hit: Hit) -> bool:
    """Whether a name can mean a country or province."""
    return any(entry.kind in ("country", "admin1") for entry in hit.found)


def known_as_spelt(page: Page, first: int, past: int) -> Iterator[Hit]:
    """What the gazetteer knows as spelt, the longest names first, without places that merely share
    the name."""
    i = first
    while i < past:
        hit = longest_known(page, i, past)
        if hit:
            yield hit
        i = hit.past if hit else i + 1


def longest_known(page: Page, i: int, past: int) -> Hit | None:
    """The longest name from a word on that the gazetteer knows as spelt."""
    for j in range(min(past, i + LONGEST), i, -1):
        found = look_up(page, i, j) if page.words[j - 1].capital else []
        if found and (not page.main or is_plausible(page, found)):
            return Hit(i, j, found)
    return None


def whole_run_as_variant(page: Page, first: int, past: int) -> Hit | None:
    """A run of several words as one name in another romanisation, if the gazetteer does not spell
    it so."""
    least = page.book.recognition.fit.variant
    for a, b in stretches_left(page, first, past, []):
        if b - a > 1 and not look_up(page, a, b):
            found = [entry for entry in variants(page, a, b) if entry.score >= least]
            if found:
                return Hit(a, b, found)
    return None


def covered_by_variants(page: Page, first: int, past: int) -> list[Hit]:
    """A range of words as names in other romanisations, or nothing if they do not cover it all."""
    for j in range(min(past, first + LONGEST_VARIANT), first, -1):
        head = j - first == 1 and page.words[first].lower in page.cues.heads
        found = variants(page, first, j) if page.words[j - 1].capital and not head else []
        if found:
            rest = covered_by_variants(page, j, past)
            if j == past or rest:
                return [Hit(first, j, found), *rest]
    return []


def stretches_left(
    page: Page, first: int, past: int, hits: Sequence[Hit]
) -> Iterator[tuple[int, int]]:
    """The parts of a run between the known names, split at "and", without words that only accompany
    a name."""
    taken = [(hit.first, hit.past) for hit in hits]
    joints = [
        (k, k + 1)
        for k in range(first, past)
        if page.words[k].lower == "and" and not any(a <= k < b for a, b in taken)
    ]
    bounds = [first, *(x for pair in sorted(taken + joints) for x in pair), past]
    for a, b in zip(bounds[::2], bounds[1::2], strict=True):
        a, b = trimmed(page, a, b)
        if a < b:
            yield a, b


def trimmed(page: Page, a: int, b: int) -> tuple[int, int]:
    """A range of words trimmed of those that do not belong to a name."""
    while a < b and only_before_names(page, a):
        a += 1
    while b > a and only_behind_names(page, b - 1):
        b -= 1
    return a, b


def only_before_names(page: Page, i: int) -> bool:
    """Whether a word only occurs before a name ("Northern", "The", "City"), or is a particle but
    not an article."""
    low, cues = page.words[i].lower, page.cues
    if low in cues.articles:
        return False
    if low in cues.particles:
        return True
    return low not in cues.heads and (
        low in cues.group or low in cues.modifiers or low in cues.idle
    )


def only_behind_names(page: Page, i: int) -> bool:
    """Whether a word is a noun after a name, or not capitalised; a building's noun may end a
    name."""
    word = page.words[i]
    return not word.capital or page.cues.group.get(word.lower, "facility") != "facility"


def is_slight(page: Page, hit: Hit) -> bool:
    """Whether a hit is one capitalised word that names small settlements only, or a word that many
    names begin with."""
    full = [
        word.lower
        for word in page.words[hit.first : hit.past]
        if word.capital and word.lower not in page.cues.articles
    ]
    if len(full) != 1:
        return False
    return full[0] in page.cues.heads or all(is_small(page, entry) for entry in hit.found)


def is_small(page: Page, entry: Entry) -> bool:
    """Whether a place is a small settlement: abroad even a large one is."""
    people = page.book.recognition.people
    abroad = page.main and entry.country not in page.main
    return entry.minor and entry.population < (people.known if abroad else 2 * people.namesake)


def is_plausible(page: Page, found: Sequence[Entry]) -> bool:
    """Whether some candidate fits the document: it lies in one of its countries, or is too well
    known not to be meant."""
    return any(entry.country in page.main or is_well_known(page, entry) for entry in found)


def is_well_known(page: Page, entry: Entry) -> bool:
    """Whether a place is meant by its name wherever the document is set."""
    people, fit = page.book.recognition.people, page.book.recognition.fit
    if not entry.minor and entry.score > fit.region_known:
        return True
    if entry.population >= people.known and entry.score >= fit.known:
        return True
    return entry.population >= people.namesake and entry.match == "exact"


# --- what the gazetteer knows ---------------------------------------------------------------------


def variants(page: Page, i: int, j: int) -> list[Entry]:
    """Other romanisations of the words in the document's countries."""
    if not can_be_variant(page, i, j):
        return []
    text = page.text[page.words[i].start : page.words[j - 1].end]
    for land in page.main:
        found = page.gazetteer.search(text, country=land, limit=MOST_VARIANTS)
        if found:
            return found
    return []


def can_be_variant(page: Page, i: int, j: int) -> bool:
    """Whether the words can be a place's name in another romanisation: none is a word for bodies,
    peoples, kinds of places or ordinary news."""
    words = page.words[i:j]
    if j - i > LONGEST_VARIANT or max(len(word.lower) for word in words) < SHORTEST_VARIANT:
        return False
    if is_abbreviation(page, i, j):
        return False
    if any(word.text in page.book.demonyms or is_common_noun(page, word.lower) for word in words):
        return False
    return not any(is_news_word(page, word.lower, alone=j - i == 1) for word in words)


def is_common_noun(page: Page, low: str) -> bool:
    """Whether a word is a noun of bodies, a modifier or a noun of places."""
    return low in page.cues.bodies or low in page.cues.modifiers or low in page.cues.group


def is_news_word(page: Page, low: str, *, alone: bool) -> bool:
    """Whether a word of the gazetteer means something else in news; some of these may be part of a
    longer name."""
    if low not in page.cues.never or low in page.cues.particles:
        return False
    return alone or low not in page.cues.naming


def is_abbreviation(page: Page, i: int, j: int) -> bool:
    """Whether the words are a single one in capitals ("SANA", "YPG")."""
    return j - i == 1 and page.words[i].text.isupper() and not page.parsed.recased


def look_up(page: Page, i: int, j: int) -> list[Entry]:
    """What the gazetteer knows under these words as spelt."""
    return look_up_word(page, i) if j - i == 1 else look_up_words(page, i, j)


def look_up_words(page: Page, i: int, j: int) -> list[Entry]:
    """What it knows under several words."""
    cues, lows = page.cues, [word.lower for word in page.words[i:j]]
    if lows[0] in page.book.phrases.not_first or lows[-1] in cues.articles:
        return []
    if not {*lows} - cues.never - cues.articles:
        return []
    text = page.text[page.words[i].start : page.words[j - 1].end]
    found = page.gazetteer.search(text, variants=False, limit=MOST_FOUND)
    if lows[0] in cues.wordlike and page.gap(i, i + 1) == " ":  # "At Tall", but not "At Idlib"
        least = page.book.recognition.fit.article
        return [entry for entry in found if entry.score > least]
    return found


def look_up_word(page: Page, i: int) -> list[Entry]:
    """What it knows under one word; of three letters or less only under conditions."""
    word = page.words[i]
    if word.lower in page.cues.never or word.lower in page.cues.modifiers:
        return []
    found = page.gazetteer.search(word.text, variants=False, limit=MOST_FOUND)
    found = found or without_possessive(page, word.text)
    return abbreviated_provinces(page, i, found) or fit_for_length(word.text, found)


def abbreviated_provinces(page: Page, i: int, found: Sequence[Entry]) -> list[Entry]:
    """The provinces that a short word with a full stop abbreviates: "Ky."."""
    word = page.words[i]
    if len(word.text) > SHORT + 1 or page.text[word.end : word.end + 1] != ".":
        return []
    return [entry for entry in found if entry.kind == "admin1" and entry.match == "alternate"]


def fit_for_length(text: str, found: list[Entry]) -> list[Entry]:
    """The places of a word; for a short one in capitals only countries and provinces ("US", "UK",
    "UP"), otherwise those of exactly this name."""
    if len(text) > SHORT:
        return found
    if text.isupper() or "." in text:
        return [entry for entry in found if entry.kind in ("country", "admin1")]
    return [entry for entry in found if entry.match == "exact" and len(text) == SHORT]


def without_possessive(page: Page, text: str) -> list[Entry]:
    """Reads "Syrias Qamishli", which lost an apostrophe."""
    if len(text) < 6 or not text.endswith("s"):
        return []
    least = page.book.recognition.people.unpossessed
    return [
        entry
        for entry in page.gazetteer.search(text[:-1], variants=False, limit=3)
        if entry.kind == "country" or entry.population > least
    ]


# --- capitals without their name ------------------------------------------------------------------


def unnamed_capitals(page: Page) -> Iterator[Name]:
    """Reads "The Kenyan capital", "Kenya's capital", "the capital of Kenya" as that city, unless
    its name follows."""
    for k, word in enumerate(page.words[1:], 1):
        if word.lower not in page.book.phrases.capital or named_right_behind(page, k):
            continue
        phrase = country_of_capital(page, k)
        city = page.gazetteer.capital(phrase[0]) if phrase else None
        if phrase and city:
            yield capital_name(page, phrase[1], phrase[2], city)


def named_right_behind(page: Page, k: int) -> bool:
    """Whether the capital's name follows: "the capital Nairobi"."""
    return page.capital_at(k + 1) and page.gap(k, k + 1) in (" ", ", ")


def country_of_capital(page: Page, k: int) -> tuple[str, int, int] | None:
    """The country of "the Kenyan capital" or "the capital of Kenya", and the words that say it;
    None for "the Syrian capital of Damascus"."""
    named = page.capital_at(k + 2) and page.words[k + 1].lower == "of"
    behind = country_of_word(page, k + 2) if named else None
    if named and not behind:
        return None
    before = page.book.demonyms.get(page.words[k - 1].text) or country_of_word(page, k - 1)
    if before:
        return before, k - 1, k + 1
    return (behind, k, k + 3) if behind else None


def capital_name(page: Page, i: int, j: int, city: Entry) -> Name:
    """The words as a name of the city."""
    start, end = page.words[i].start, page.words[j - 1].end
    return Name(
        text=page.text[start:end],
        first=i,
        last=j,
        run=(i, j),
        head=(start, end),
        start=start,
        end=end,
        sentence=page.words[i].sentence,
        found=[city],
        noun="capital",
        group="city",
        rule="capital",
    )


def country_of_word(page: Page, i: int) -> str | None:
    """The country that a single word names."""
    word = page.words[i]
    if not word.capital or len(word.text) <= SHORT:
        return None
    found = page.gazetteer.search(word.text, kinds=("country",), variants=False, limit=1)
    return found[0].country if found else None
