"""Place names that locate nothing: they qualify something ("U.S.-led", "the Damascus government"),
belong to a body or person, or mean a government ("Washington said")."""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.coding.place.name_signs import last_token
from onrecord.coding.place.page import Name, Page
from onrecord.coding.text.dependencies import base_form

# "Court of", "Ministry of Health in": what follows is the body's name or seat; not "Police in"
BODY = re.compile(
    r"([A-Z][\w'-]+) (?:(?:of|for) (?:the )?[A-Z][\w'-]+ in|(?:(?:of|for) (?:the )?[A-Z][\w'-]+"
    r" )?(?:of|for)) "
    r"(?:the )?(?:[A-Z]\w+ and (?:the )?)?$"
)
COMPOUND = re.compile(r"-(?!\w*[A-Z])\w")  # "-led", not "-Din"
# characters searched: after a name for a compound, before it for a body or a person
COMPOUND_CHARACTERS, BODY_CHARACTERS, PERSON_CHARACTERS = 12, 60, 24
MODIFIERS = ("compound", "nmod", "amod")


def why_not_locating(name: Name, page: Page) -> str | None:
    """Why a name locates nothing, if so: ``compound``, ``body``, ``origin``, ``qualifier``,
    ``actor`` or ``partner``."""
    reason = reason_in_words(name, page)
    if reason or (name.group and not name.land) or name.shift:
        return reason
    return reason_in_sentence(name, page)


def reason_in_words(name: Name, page: Page) -> str | None:
    """What the words right before and after the name say against it."""
    if in_compound(name, page):
        return "compound"
    if in_bodys_name(name, page):
        return "body"
    return "origin" if is_origin(name, page) else None


def reason_in_sentence(name: Name, page: Page) -> str | None:
    """What the name's part in the sentence says against it."""
    token, government = last_token(name, page), stands_for_government(name, page)
    if country_in_capitals(name, token, page):
        return "qualifier"
    if token.dep_ in (*MODIFIERS, "poss") and token.head.i > token.i:
        return "qualifier" if qualifies(token, page, government=government) else None
    if token.dep_ == "nsubj" and (government or speaks(token, page)):
        return "actor"
    partner = name.preposition in page.cues.partners and not name.near
    return "partner" if government and partner else None


def in_compound(name: Name, page: Page) -> bool:
    """Whether a hyphen joins the name to a word that is not a name: "U.S.-led"."""
    end = name.head[1]
    return bool(COMPOUND.match(page.text[end : end + COMPOUND_CHARACTERS]))


def in_bodys_name(name: Name, page: Page) -> bool:
    """Whether the name is part of a body's name: "Islamic State of Iraq", "Ministry of Health in
    X"."""
    start = name.head[0]
    body = BODY.search(page.text[max(0, start - BODY_CHARACTERS) : start])
    if body is None:
        return False
    return body[1].lower() in page.cues.bodies | page.book.phrases.polities


def is_origin(name: Name, page: Page) -> bool:
    """Whether a person comes from there: "Ann Lind, 42, of X"."""
    before = page.text[max(0, name.start - PERSON_CHARACTERS) : name.start]
    return bool(page.book.phrases.person_before.search(before))


def country_in_capitals(name: Name, token: Token, page: Page) -> bool:
    """Whether a country's letters qualify a noun: "the U.S. strike"."""
    letters = name.land and name.text.replace(".", "").isupper() and not page.parsed.recased
    return letters and token.dep_ in MODIFIERS


def qualifies(token: Token, page: Page, *, government: bool) -> bool:
    """Whether a name before its noun says whose it is, not where it is: "the Damascus government",
    not "the Aleppo attack"."""
    head, cues = token.head, page.cues
    lemma, named = base_form(head), head.text[:1].isupper()
    if any(word in cues.happenings or is_part(word, page) for word in (lemma, head.lower_)):
        return False
    if token.dep_ == "poss" and (named or not government):
        return False
    return not named or head.lower_ in cues.bodies


def is_part(word: str, page: Page) -> bool:
    """Whether a noun names a kind or a part of a place."""
    return word in page.cues.group or word in page.cues.parts


def speaks(token: Token, page: Page) -> bool:
    """Whether the name is the subject of a verb that takes people and bodies."""
    return base_form(token.head) in page.cues.speaking


def stands_for_government(name: Name, page: Page) -> bool:
    """Whether the name can mean a government: a country, or a capital abroad."""
    return name.land or is_foreign_capital(name, page)


def is_foreign_capital(name: Name, page: Page) -> bool:
    """Whether the name is most likely the capital of a country in which the text is not mainly
    set."""
    top = name.found[0] if name.found else None
    if top is None or not page.main or top.country == page.main[0]:
        return False
    seat = page.gazetteer.capital(top.country or "")
    if seat is None or seat.population < page.book.recognition.people.government:
        return False
    return any(entry.id == seat.id for entry in name.found)
