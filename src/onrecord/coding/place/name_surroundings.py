"""The words around a name: its noun and modifiers, the preposition before it, a distance."""

from __future__ import annotations

import re

from onrecord.coding.place.page import Name, Page
from onrecord.gazetteer import Entry

LEFT_WORDS = 6  # read before a name at most: "the outskirts of the northern city of X"
DISTANCE_CHARACTERS = 45  # before a name in which "a few kilometres north of" must fit
DETERMINERS = ("the", "a", "its", "their")


def read_name(page: Page, i: int, j: int, found: list[Entry], run: tuple[int, int]) -> Name:
    """The name in these words with what surrounds it."""
    start, end = page.words[i].start, page.words[j - 1].end
    name = Name(
        text=page.text[start:end],
        first=i,
        last=j,
        run=run,
        head=(start, end),
        start=start,
        end=end,
        sentence=page.words[i].sentence,
        found=found,
    )
    k = read_left(name, page)
    k = read_distance(name, page, k)
    read_preposition(name, page, k)
    read_inner_noun(name, page)
    read_right(name, page)
    return name


def read_left(name: Name, page: Page) -> int:
    """Reads "(the) outskirts of the northern city of X"; returns the word before all of it."""
    k = name.first - 1
    for _ in range(LEFT_WORDS):
        taken = read_word_left(name, page, k) if page.joined(k, k + 1) else 0
        if not taken:
            break
        k -= taken
    return k


def read_word_left(name: Name, page: Page, k: int) -> int:
    """Reads the modifier, article or noun that ends at word ``k``; returns its number of words, 0
    if it is none of these."""
    low = page.words[k].lower
    if low in page.cues.modifiers:
        name.near = name.near or low not in page.cues.still
        name.start = page.words[k].start
        return 1
    if low in DETERMINERS:
        return 1
    return read_noun_of(name, page, k) if low == "of" else read_noun_before(name, page, k)


def read_noun_of(name: Name, page: Page, k: int) -> int:
    """Reads "the outskirts of", "the city of", the "of" being word ``k``; "north of" is left for
    the distance."""
    if not page.joined(k - 1, k):
        return 0
    noun, cues = page.words[k - 1], page.cues
    if noun.lower in cues.bearings or noun.capital or noun.lower not in page.nouns_before_of:
        return 0
    group = cues.group.get(noun.lower)
    if not name.noun:
        name.noun, name.group = noun.lower, group
    name.near = name.near or group not in ("city", "admin1", "admin2", "part")
    name.start = noun.start
    return 2


def read_noun_before(name: Name, page: Page, k: int) -> int:
    """Reads the noun right before a name: "town X"."""
    noun, group = page.words[k], page.cues.group.get(page.words[k].lower)
    if k != name.first - 1 or name.noun or noun.capital:
        return 0
    if group not in ("city", "admin1", "part"):
        return 0
    name.noun, name.group, name.start = noun.lower, group, noun.start
    return 1


def read_distance(name: Name, page: Page, k: int) -> int:
    """Reads "20 km north of" before the phrase; returns the word before all of it."""
    window = max(0, name.start - DISTANCE_CHARACTERS)
    hit = page.book.phrases.distance.search(page.text[window : name.start])
    if not hit or not (hit["number"] or hit["bearing"]):
        return k
    name.shift, name.near = shift_of(hit, page), True
    name.start -= len(hit.group(0).lstrip())
    return next((n for n in range(k, -1, -1) if page.words[n].end <= name.start), -1)


def shift_of(hit: re.Match[str], page: Page) -> tuple[float, float | None]:
    """The kilometres and the bearing of "20 km north of"."""
    unit = (hit["unit"] or "").lower()
    km = number_of(hit["number"], page) * page.book.phrases.units.get(unit, 1)
    bearing = (hit["bearing"] or "").lower().strip().replace(" ", "").replace("-", "")
    return km, page.cues.bearings.get(bearing)


def number_of(number: str | None, page: Page) -> float:
    """The number of units; kilometres if no number is given."""
    if number is None:
        return page.book.locating.direction_km
    if number[0].isdigit():
        return float(number.replace(",", "."))
    return page.book.locating.vague_km


def read_preposition(name: Name, page: Page, k: int) -> None:
    """Reads the word before the phrase: mostly a preposition."""
    if k < 0 or page.words[k].sentence != name.sentence:
        return
    if page.gap(k, k + 1).strip() in ("", '"'):
        name.preposition = page.words[k].lower
        name.near = name.near or name.preposition in page.book.phrases.beside


def read_inner_noun(name: Name, page: Page) -> None:
    """Reads a noun within the name: "Wadi X", "X City"."""
    if name.last - name.first < 2:
        return
    for word in (page.words[name.last - 1], page.words[name.first]):
        if word.lower in page.cues.group and not name.noun:
            name.noun, name.group = word.lower, page.cues.group[word.lower]


def read_right(name: Name, page: Page) -> None:
    """Reads "X city", "X military airport", "X's northern countryside", "X neighbourhoods", "X
    suburb of Y"."""
    k = None if name.noun else noun_behind(name, page)
    if k is None or opens_longer_name(k, page):
        return
    noun, group = page.words[k], page.cues.group[page.words[k].lower]
    if next_of_name(k, page):  # "the Damascus suburb of Daraya"
        name.near = True
    elif noun.lower.endswith("s") and group in ("city", "part") and large(name, page):
        name.near, name.end = True, noun.end
    elif not is_possessive(name, page):
        name.noun, name.group, name.end = noun.lower, group, noun.end
        name.near = name.near or group == "area"


def noun_behind(name: Name, page: Page) -> int | None:
    """The index of the noun after a name, skipping adjectives; after "X's" only a noun of an
    area."""
    k = name.last
    if k >= len(page.words):
        return None
    owner = page.gap(k - 1, k) == "'s "
    if not owner and not page.joined(k - 1, k):
        return None
    adjectives = page.cues.modifiers if owner else page.cues.between
    while page.words[k].lower in adjectives and page.joined(k, k + 1):
        k += 1
    group = page.cues.group.get(page.words[k].lower)
    if owner and (group != "area" or page.words[k].capital):
        return None
    return k if group else None


def opens_longer_name(k: int, page: Page) -> bool:
    """Whether the noun is part of a longer name: "Aleppo City Council"."""
    return page.words[k].capital and page.joined(k, k + 1) and page.words[k + 1].capital


def next_of_name(k: int, page: Page) -> bool:
    """Whether "of" and a name follow the noun."""
    return page.capital_at(k + 2) and page.words[k + 1].lower == "of"


def large(name: Name, page: Page) -> bool:
    """Whether the name can mean a town that has neighbourhoods and suburbs."""
    least = page.book.recognition.people.namesake
    return any(entry.population >= least for entry in name.found)


def is_possessive(name: Name, page: Page) -> bool:
    """Whether the name is a possessive whose apostrophe was lost ("Turkeys state")."""
    return name.text.endswith("s") and bool(name.found) and not page.gazetteer.known(name.text)
