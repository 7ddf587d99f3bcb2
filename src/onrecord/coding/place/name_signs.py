"""The signs of a name by itself: what the gazetteer, the words around it and the parse say of it.

Each function gives one sign or none, in the order in which the weights are added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from onrecord.codebook.recognition import Sign
from onrecord.coding.place.page import Name, Page, Word
from onrecord.coding.place.stretches import on_road
from onrecord.coding.text.dependencies import base_form

SETTLEMENT_SIZES: frozenset[Sign] = frozenset(("large city", "city", "town", "village"))
PLACE_LABELS: dict[str, Sign] = {"GPE": "GPE", "LOC": "LOC", "FAC": "FAC"}
# labels against a place: the plain sign, and the one if something else speaks for a place
OTHER_LABELS: dict[str, tuple[Sign, Sign]] = {
    "PERSON": ("PERSON", "PERSON, but"),
    "ORG": ("ORG", "ORG, but"),
    "NORP": ("NORP", "NORP, but"),
    "DATE": ("DATE", "DATE, but"),
    "LANGUAGE": ("LANGUAGE", "LANGUAGE, but"),
}
ABBREVIATION_LETTERS = 5
HINT_CHARACTERS = 40  # of the line after a name that show whether all of it is in capitals


def own_signs(name: Name, page: Page) -> list[Sign]:
    """The signs of a name. Notes on the name a noun in apposition, and whether its signs say that
    it locates nothing."""
    if name.rule == "capital":
        return ["capital of a country"]
    signs = [
        *gazetteer_signs(name, page),
        *surrounding_signs(name, page),
        *parse_signs(name, page),
        *doubts(name, page),
    ]
    if "body in the run" in signs:
        name.locates = False
    if in_dateline(name, page) and name.found:
        signs.append("date line")
        name.rule, name.locates = "dateline", False
    return signs


# --- what the gazetteer knows ---------------------------------------------------------------------


def gazetteer_signs(name: Name, page: Page) -> Iterator[Sign]:
    """What the gazetteer says of the name."""
    if not name.found:
        yield "unknown"
        return
    size = size_sign(name, page)
    yield size
    if size in SETTLEMENT_SIZES and name.last - name.first > 1:
        yield "several words"
    if all(entry.match == "variant" for entry in name.found):
        yield "another spelling"
    if page.main:
        yield from document_country_sign(name, page)


def size_sign(name: Name, page: Page) -> Sign:
    """The largest place that the name can mean."""
    book = page.book.recognition
    if name.land:
        return "country"
    if any(not entry.minor and entry.score > book.fit.region for entry in name.found):
        return "region"
    people = most_people(name)
    if people >= book.people.large_city:
        return "large city"
    if people >= book.people.city:
        return "city"
    return "town" if people >= book.people.town else "village"


def document_country_sign(name: Name, page: Page) -> Iterator[Sign]:
    """Whether the name lies in one of the document's countries, or only matches a place abroad."""
    if any(entry.country in page.main for entry in name.found):
        yield "in the document's countries"
        return
    unrenowned = most_people(name) < page.book.recognition.people.renowned
    if unrenowned and all(entry.minor for entry in name.found):
        yield "far namesake"


def most_people(name: Name) -> int:
    """The people of the largest place that the name can mean."""
    return max(entry.people for entry in name.found)


# --- the words around it --------------------------------------------------------------------------


def surrounding_signs(name: Name, page: Page) -> Iterator[Sign]:
    """What the words around the name say."""
    for sign_of in (preposition_sign, noun_sign, struck_sign, apposition_sign, article_sign):
        sign = sign_of(name, page)
        if sign:
            yield sign
    if has_head_or_ending(name, page):
        yield "head or ending"


def strongly_placed(name: Name, page: Page) -> bool:
    """Whether the words before the name nearly always precede a place."""
    return name.preposition in page.cues.strong or on_road(page.text, name.start, page.book.phrases)


def preposition_sign(name: Name, page: Page) -> Sign | None:
    """The preposition before it; a distance ("20 km from") counts as a weak one."""
    if strongly_placed(name, page):
        return "strong preposition"
    if name.preposition in page.cues.weak or name.shift:
        return "weak preposition"
    return None


def noun_sign(name: Name, page: Page) -> Sign | None:
    """The noun with it that says what kind of place it is."""
    if name.group in ("city", "part") and not name.found:
        return "settlement noun, unknown"
    if name.group == "facility":
        return facility_sign(name, page)
    if name.group:
        return "settlement noun"
    return "part or direction" if name.near else None


def facility_sign(name: Name, page: Page) -> Sign:
    """A building's noun; it weighs more if the name itself is unknown and placed."""
    if name.found:
        return "facility"
    placed = strongly_placed(name, page) or name.preposition in ("at", "on")
    return "facility, unknown" if placed else "facility"


def struck_sign(name: Name, page: Page) -> Sign | None:
    """Whether a bare name follows a verb of attack directly ("shelled X"), or is its passive
    subject ("X was attacked")."""
    first, last = page.doc[page.words[name.first].token], last_token(name, page)
    before = page.doc[first.i - 1] if first.i else first
    if before.pos_ in ("NOUN", "PROPN") and before.head.i == last.i:  # "the oil tanker X was hit"
        return None
    if before.pos_ == "VERB" and strikes(before, page):
        return "struck"
    return "struck" if last.dep_ == "nsubjpass" and strikes(last.head, page) else None


def strikes(verb: Token, page: Page) -> bool:
    """Whether a verb can have an attacked place as its object."""
    return base_form(verb) in page.cues.striking


def apposition_sign(name: Name, page: Page) -> Sign | None:
    """A noun after a bare name that says what kind of place it is; the name takes it."""
    noun = None if name.group else apposed_noun(name, page)
    if noun is None:
        return None
    name.noun, name.group = noun, page.cues.group[noun]
    return "settlement noun" if name.found else "settlement noun, unknown"


def apposed_noun(name: Name, page: Page) -> str | None:
    """The noun of "X, a rebel-held village in Y"."""
    hit = page.book.phrases.apposition.match(page.text, name.head[1])
    noun = hit["noun"].lower() if hit else ""
    return noun if page.cues.group.get(noun) in ("city", "part", "admin2") else None


def article_sign(name: Name, page: Page) -> Sign | None:
    """An article that opens the name ("al-Bab")."""
    lows = lower_words(name, page)
    if len(lows) < 2 or lows[0] not in page.cues.articles:
        return None
    weak = name.preposition in page.cues.weak
    return "article after a weak preposition" if weak and not name.found else "article"


def has_head_or_ending(name: Name, page: Page) -> bool:
    """Whether an unknown name begins or ends as place names of many countries do."""
    lows = lower_words(name, page)
    shaped = lows[0] in page.cues.heads or lows[-1].endswith(page.cues.endings)
    return shaped and not name.found


# --- what the parse says --------------------------------------------------------------------------


def parse_signs(name: Name, page: Page) -> Iterator[Sign]:
    """What spaCy's label and part of speech say."""
    label = label_sign(name, page)
    if label:
        yield label
    if last_token(name, page).pos_ not in ("PROPN", "NOUN", ""):
        yield "not a noun"


def label_sign(name: Name, page: Page) -> Sign | None:
    """spaCy's label; one against a place weighs less if something else speaks for a place."""
    label = page.label.get(last_token(name, page).i, "")
    if label in PLACE_LABELS:
        return PLACE_LABELS[label]
    if label in OTHER_LABELS:
        return other_label_sign(label, name, page)
    unknown = not label and not name.found
    if unknown and name.preposition in page.cues.strong and page.main:
        return "unlabelled after a strong preposition"
    return None


def other_label_sign(label: str, name: Name, page: Page) -> Sign:
    """A label against a place, by what speaks for a place."""
    plain, weakened = OTHER_LABELS[label]
    if name.group in ("city", "part", "admin1"):
        return "label against a noun"
    doubted = prominent_here(name, page) or name.preposition in page.cues.strong
    return weakened if doubted else plain


def prominent_here(name: Name, page: Page) -> bool:
    """Whether it can be a country, or a large place, that the document is about."""
    least = page.book.recognition.people.prominent
    return any(
        entry.country in page.main and (entry.population >= least or entry.kind == "country")
        for entry in name.found
    )


# --- what speaks against a place ------------------------------------------------------------------


def doubts(name: Name, page: Page) -> Iterator[Sign]:
    """What speaks against a place: words for bodies and people, other capitalised words in the run,
    demonyms."""
    for doubt in DOUBTS:
        sign = doubt(name, page)
        if sign:
            yield sign


def lower_case_sign(name: Name, page: Page) -> Sign | None:
    """Words that the text writes in lower case elsewhere."""
    lows = lower_words(name, page)
    if len(lows) == 1:
        return "lower case elsewhere" if lows[0] in page.lower_case else None
    if name.found or not all(low in page.lower_case for low in lows):
        return None
    return "words in lower case elsewhere"


def abbreviation_sign(name: Name, page: Page) -> Sign | None:
    """A single word in capitals amid mixed case ("SWAT", "AP")."""
    return "abbreviation" if name.last - name.first == 1 and lone_capitals(name, page) else None


def lone_capitals(name: Name, page: Page) -> bool:
    """Whether a name in capitals is in a line of mixed case, and is not a country, a province after
    its town (", NY") or part of the date line."""
    short_capitals = name.text.isupper() and len(name.text) <= ABBREVIATION_LETTERS
    if page.parsed.recased or not short_capitals or name.land:
        return False
    start, end = name.head
    if page.text[max(0, start - 2) : start] == ", ":
        return False
    line_start = page.text.rfind("\n", 0, start) + 1
    line = page.text[line_start : end + HINT_CHARACTERS].split("\n")[0]
    in_line = page.dateline[0] <= start < page.dateline[1]
    return any(letter.islower() for letter in line) and not in_line


def demonym_inside_sign(name: Name, page: Page) -> Sign | None:
    """A demonym or an event within an unknown name ("Syrian X", "X Massacre")."""
    if name.found:
        return None
    inside = any(
        word.text in page.book.demonyms or word.lower in page.cues.happenings
        for word in words_of(name, page)
    )
    return "demonym or event in it" if inside else None


def body_in_run_sign(name: Name, page: Page) -> Sign | None:
    """A body's noun after the name in the same run ("X Council")."""
    behind = page.words[name.last : name.run[1]]
    if name.group or not any(word.capital and word.lower in page.cues.bodies for word in behind):
        return None
    return "body in the run"


def name_before(name: Name, page: Page) -> Word | None:
    """The capitalised word right before the name in its run, if it is not a place's noun or
    modifier."""
    if name.first <= name.run[0]:
        return None
    before = page.words[name.first - 1]
    plain = before.lower in page.cues.group or before.lower in page.cues.modifiers
    return before if before.capital and not plain else None


def name_before_sign(name: Name, page: Page) -> Sign | None:
    """Another name before it ("Ann X")."""
    if name_before(name, page) is None:
        return None
    return "name before, with a noun" if name.group else "name before"


def title_in_run_sign(name: Name, page: Page) -> Sign | None:
    """A title in capitals before it in its run."""
    before = name_before(name, page)
    return "title in the run" if before and before.lower in page.cues.titles else None


def name_behind_sign(name: Name, page: Page) -> Sign | None:
    """Another name after it ("X Lind")."""
    if name.last >= name.run[1] or name.group:
        return None
    behind = page.words[name.last]
    return "name behind" if behind.capital and behind.lower not in page.cues.group else None


def title_before_sign(name: Name, page: Page) -> Sign | None:
    """A title right before it, in capitals or not ("Mayor X", "activist X")."""
    if not name.first or name.land:
        return None
    titled = page.words[name.first - 1].lower in page.cues.titles
    return "title before" if titled and page.gap(name.first - 1, name.first) == " " else None


def suffix_behind_sign(name: Name, page: Page) -> Sign | None:
    """What follows a person's name ("X Jr.")."""
    if name.last >= len(page.words) or page.words[name.last].lower not in page.cues.suffixes:
        return None
    return "suffix behind" if page.gap(name.last - 1, name.last) in (" ", ", ") else None


def says_something_sign(name: Name, page: Page) -> Sign | None:
    """Whether somebody of that name speaks ("X said", "said X"); a capital does not count: it can
    stand for its government."""
    if name.land or name.group:
        return None
    token = last_token(name, page)
    speaks = token.dep_ == "nsubj" and base_form(token.head) in page.cues.saying
    return "says something" if speaks and not can_be_a_capital(name, page) else None


def can_be_a_capital(name: Name, page: Page) -> bool:
    """Whether one of its likeliest places is a country's capital."""
    return any(
        (seat := page.gazetteer.capital(entry.country or "")) and seat.id == entry.id
        for entry in name.found[:5]
    )


def body_inside_sign(name: Name, page: Page) -> Sign | None:
    """A body's noun within a name of several words, if the gazetteer does not know the place by
    it."""
    lows = lower_words(name, page)
    if len(lows) < 2 or name.group == "facility" or known_by_main_name(name):
        return None
    return "body in it" if any(low in page.cues.bodies for low in lows) else None


def known_by_main_name(name: Name) -> bool:
    """Whether the best place found has exactly this name."""
    return bool(name.found) and name.found[0].score >= 1


def no_names_words_sign(name: Name, page: Page) -> Sign | None:
    """An unknown name made up of words that name nothing by themselves."""
    if name.found:
        return None
    plain = all(names_nothing(low, page) for low in lower_words(name, page))
    return "no name's words" if plain else None


def names_nothing(low: str, page: Page) -> bool:
    """Whether a word names no place by itself."""
    return low in page.cues.never or low in page.cues.group or low in page.cues.modifiers


def demonym_sign(name: Name, page: Page) -> Sign | None:
    """The name of a people."""
    peoples = all(word.text in page.book.demonyms for word in words_of(name, page))
    return "demonym" if peoples else None


DOUBTS: tuple[Callable[[Name, Page], Sign | None], ...] = (
    lower_case_sign,
    abbreviation_sign,
    demonym_inside_sign,
    body_in_run_sign,
    name_before_sign,
    title_in_run_sign,
    name_behind_sign,
    title_before_sign,
    suffix_behind_sign,
    says_something_sign,
    body_inside_sign,
    no_names_words_sign,
    demonym_sign,
)


# --- the words of a name --------------------------------------------------------------------------


def words_of(name: Name, page: Page) -> list[Word]:
    """The words of a name."""
    return page.words[name.first : name.last]


def lower_words(name: Name, page: Page) -> list[str]:
    """The words of a name in lower case."""
    return [word.lower for word in words_of(name, page)]


def last_token(name: Name, page: Page) -> Token:
    """The token that the name ends with, its head in the parse."""
    return page.doc[page.words[name.last - 1].token]


def in_dateline(name: Name, page: Page) -> bool:
    """Whether the name is within the date line."""
    return page.dateline[0] <= name.head[0] and name.head[1] <= page.dateline[1]
