"""Which names count as place names: those whose signs add up to enough.

The signs of a name by itself come from :mod:`onrecord.coding.place.name_signs`; what other names of
the text add is decided here. Weights are in the codebook (``data/recognition.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.codebook.recognition import Sign
from onrecord.coding.place.name_signs import own_signs
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.qualifying_names import why_not_locating
from onrecord.coding.place.stretches import definition


def accepted(names: Sequence[Name], page: Page) -> list[Name]:
    """The names of places, with score and signs, and whether they locate anything."""
    placed = {name.text for name in names if name.preposition in page.cues.strong or name.group}
    share_prepositions(names, page)
    for name in names:
        add_signs(name, page, *own_signs(name, page))
    for name in names_of_persons(names, page, placed):
        add_signs(name, page, "a person's elsewhere")
    share_nouns(names, page)
    add_neighbour_signs(names, page)
    share_containment(names, page)
    add_list_signs(names, page)
    share_nouns_of_mentions(names)
    kept = sufficient(names, page)
    for name in kept:
        mark_if_not_locating(name, page)
    return kept


def add_signs(name: Name, page: Page, *signs: Sign) -> None:
    """Add signs to a name and their weights to its score."""
    weights = page.book.recognition.weights
    name.signs += signs
    name.score += sum(weights[sign] for sign in signs)


def sufficient(names: Sequence[Name], page: Page) -> list[Name]:
    """The names whose score is high enough, or carried by the score of another mention."""
    book = page.book.recognition
    surest: dict[str, float] = {}
    for name in names:
        key = name.text.lower()
        surest[key] = max(surest.get(key, 0.0), name.score)

    def carried(name: Name) -> bool:
        here = "in the document's countries" in name.signs
        needed = book.sure_here if here else book.sure
        return name.score > 0 and surest[name.text.lower()] >= needed

    return [name for name in names if name.score >= book.accept or carried(name)]


def mark_if_not_locating(name: Name, page: Page) -> None:
    """Note why a name locates nothing after all, if so."""
    why = why_not_locating(name, page) if name.locates else None
    if why:
        name.locates, name.rule = False, why


def names_of_persons(names: Sequence[Name], page: Page, placed: set[str]) -> Iterator[Name]:
    """The names that mean a person, a ship or a storm named in full or by title elsewhere ("Andrew
    Salem", "Mayor Salem", "Tropical Storm Salem" … "Salem"); if a place of that name is mentioned
    as well (``placed``), only those that the parse labels as people."""
    surnames = persons_last_names(page) | {n.text for n in names if "title before" in n.signs}
    for name in names:
        if name.text not in surnames or name.group or "title before" in name.signs:
            continue
        if name.text not in placed or labelled_a_person(name, page):
            yield name


def persons_last_names(page: Page) -> set[str]:
    """The last words of the names that the parse labels as full names of people."""
    full = [ent.text.split() for ent in page.doc.ents if ent.label_ == "PERSON"]
    return {
        words[-1] for words in full if len(words) > 1 and all(word[:1].isupper() for word in words)
    }


def labelled_a_person(name: Name, page: Page) -> bool:
    """Whether the parse labels the name as a person and no strong preposition contradicts this."""
    labelled = "PERSON" in name.signs or "PERSON, but" in name.signs
    return labelled and name.preposition not in page.cues.strong


def share_prepositions(names: Sequence[Name], page: Page) -> None:
    """The members of a list share the preposition before it ("in Foua and Kefraya")."""
    for a, b in pairwise(names):
        if not b.near and listed_together(a, b, page):
            b.preposition = a.preposition


def share_nouns(names: Sequence[Name], page: Page) -> None:
    """The members of a list share the plural noun before or after it ("the towns of X, Y and Z", "X
    and Y villages"); "and" ends the list."""
    for chain in (names, names[::-1]):
        lender = None
        for a, b in pairwise(chain):
            first, second = (a, b) if a.head < b.head else (b, a)
            if lends_noun(a, before=a is first):
                lender = a
            if lender is None or b.group or b.land or not listed_together(first, second, page):
                lender = None
                continue
            b.noun, b.group = lender.noun, lender.group
            if b.group in ("city", "part"):
                known = bool(b.found)
                add_signs(b, page, "settlement noun" if known else "settlement noun, unknown")
            if a is first and "and" in page.text[first.end : second.start]:
                lender = None


def lends_noun(name: Name, *, before: bool) -> bool:
    """Whether a name has a plural noun on the far side of the list: before its first name
    (``before``), or after its last."""
    plural = bool(name.group) and name.noun.endswith("s")
    return plural and (name.start < name.head[0]) == before


def share_nouns_of_mentions(names: Sequence[Name]) -> None:
    """A name that the gazetteer lacks keeps the noun of a part or building ("X district") if it is
    mentioned without it."""
    nouns = {
        name.text: (name.noun, name.group)
        for name in names
        if name.group in ("part", "facility") and not name.found
    }
    for name in names:
        if not name.group and name.text in nouns:
            name.noun, name.group = nouns[name.text]


def listed_together(a: Name, b: Name, page: Page) -> bool:
    """Whether two names follow each other in a list."""
    joint = page.book.phrases.list_joint
    return a.sentence == b.sentence and bool(joint.fullmatch(page.text[a.end : b.start]))


def add_neighbour_signs(names: Sequence[Name], page: Page) -> None:
    """Add what the names right before and after say of each name, in the order of the text."""
    for k, name in enumerate(names):
        for other in (*names[max(0, k - 1) : k], *names[k + 1 : k + 2]):
            if other.sentence == name.sentence:
                add_signs(name, page, *neighbour_signs(name, other, page))


def neighbour_signs(name: Name, other: Name, page: Page) -> Iterator[Sign]:
    """What a neighbouring name adds: both in a list, or one within the other."""
    book, phrases = page.book.recognition, page.book.phrases
    between = page.text[min(name.end, other.end) : max(name.start, other.start)]
    if phrases.list_joint.fullmatch(between):
        if other.score >= book.lister:
            yield "listed with a place" if name.found else "listed with a place, unknown"
    elif phrases.within_joint.fullmatch(between) and other.score >= book.accept:
        yield "in or near a place"


def share_containment(names: Sequence[Name], page: Page) -> None:
    """If the last of a list lies in a place, the whole list does ("X, Y and Z in Mali")."""
    for behind, name in pairwise(reversed(names)):
        held = "in or near a place" in behind.signs and "in or near a place" not in name.signs
        if held and listed_together(name, behind, page):
            add_signs(name, page, "in or near a place")


def add_list_signs(names: Sequence[Name], page: Page) -> None:
    """Add what a name says of the next one: that it is another name of the same place, or of the
    same sort."""
    for a, b in pairwise(names):
        if defines_next(a, b, page):
            add_signs(b, page, "another name for the place before")
        if alike_in_a_list(a, b, page):
            add_signs(a, page, "listed with its like")
            add_signs(b, page, "listed with its like")


def defines_next(a: Name, b: Name, page: Page) -> bool:
    """Whether a place's name is followed by another name for it ("…, known as X")."""
    taken = a.score >= page.book.recognition.accept
    return taken and not b.found and definition(a, b, page.text, page.book.phrases)


def alike_in_a_list(a: Name, b: Name, page: Page) -> bool:
    """Whether two names of one list are both unknown and both nearly place names."""
    if a.found or b.found or not listed_together(a, b, page):
        return False
    return min(a.score, b.score) >= page.book.recognition.like
