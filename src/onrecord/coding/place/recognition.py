"""The signs by which a name is taken for a place's, and those by which it locates nothing.

Each sign has a weight in ``WEIGHTS``; what adds up to ``ACCEPT`` is a name of a place. spaCy's
entity labels are one sign among others: they are weak on Arabic, African and Slavic names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.coding.place.name_candidates import Name, Page
from onrecord.coding.place.stretches import definition, on_road

ACCEPT = 2.0
LIKE = 1.4  # two unknown names in a list that reach this speak for each other
# a name that reaches this elsewhere in the text, or this in the document's countries, carries its
# other mentions
SURE, SURE_HERE = 3.0, 2.0
WEIGHTS = {
    # what the gazetteer knows
    "unknown": -0.5,
    "country": 3.0,
    "region": 2.5,
    "city of 200,000": 1.6,
    "city of 50,000": 1.2,
    "town of 5,000": 0.7,
    "village": 0.4,
    "several words": 0.8,
    "another spelling": -0.8,
    "in the document's countries": 0.7,
    "far namesake": -1.0,
    # words beside it
    "strong preposition": 1.6,
    "weak preposition": 0.9,
    "settlement noun": 1.8,
    "settlement noun, unknown": 2.9,
    "facility": 0.8,
    "facility, unknown": 1.5,
    "part or direction": 0.8,
    "unlabelled after a strong preposition": 0.9,
    "article": 0.5,
    "article after a weak preposition": 1.1,
    "head or ending": 1.6,
    "date line": 2.0,
    "struck": 1.6,
    "capital of a country": 3.0,
    "listed with a place": 1.2,
    "listed with a place, unknown": 0.8,
    "in or near a place": 0.7,
    "listed with its like": 0.5,
    "another name for the place before": 2.5,
    # labels of the parse
    "GPE": 1.5,
    "LOC": 1.5,
    "FAC": 0.6,
    "PERSON": -1.2,
    "ORG": -0.8,
    "NORP": -0.5,
    "DATE": -2.0,
    "LANGUAGE": -2.0,
    "PERSON, but": -0.6,
    "ORG, but": -0.4,
    "NORP, but": -0.25,
    "DATE, but": -1.0,
    "LANGUAGE, but": -1.0,
    "label against a noun": -0.3,
    "not a noun": -0.8,
    # against
    "lower case elsewhere": -2.0,
    "demonym or event in it": -2.5,
    "body in the run": -2.0,
    "body in it": -2.0,
    "name before": -1.5,
    "name before, with a noun": -0.7,
    "name behind": -1.2,
    "title in the run": -2.0,
    "title before": -2.5,
    "no name's words": -4.0,
    "suffix behind": -2.5,
    "says something": -1.5,
    "demonym": -5.0,
    "abbreviation": -3.5,
    "a person's elsewhere": -2.5,
    "words in lower case elsewhere": -3.0,
}
SIZES = ((200_000, "city of 200,000"), (50_000, "city of 50,000"), (5_000, "town of 5,000"))
LIST = re.compile(r"(?:,| and|, and|;|&| or|,? as well as)?\s+(?:the\s+)?")
WITHIN = re.compile(r",?\s+(?:in|of|near)\s+(?:the\s+)?")
# "Ann Lind, 42, of X"
ORIGIN = re.compile(r"\w,\s(?:(?:aged\s)?\d{1,3},?\s)?(?:of|from)\s(?:the\s)?$")
APPOSED = re.compile(
    r",?\s(?:an?|the)\s(?:[a-z-]+\s){0,3}?(?P<noun>town|city|village|suburb|district|settlement|neighbou?rhood|port|township|hamlet|capital)\b"
)
# "Court of", "Ministry of Health in": what follows is the body's name or seat; not "Police in"
BODY = re.compile(
    r"([A-Z][\w'-]+) (?:(?:of|for) (?:the )?[A-Z][\w'-]+ in|(?:(?:of|for) (?:the )?[A-Z][\w'-]+"
    r" )?(?:of|for)) "
    r"(?:the )?(?:[A-Z]\w+ and (?:the )?)?$"
)


def accepted(names: Sequence[Name], page: Page) -> list[Name]:
    """The names that are places', with score and signs, and whether they locate anything."""
    settled = {name.text for name in names if name.preposition in page.cues.strong or name.group}
    shared_prepositions(names, page.text)
    for name in names:
        sign(name, *signs(name, page))
    for name in persons_of(names, page, settled):
        sign(name, "a person's elsewhere")
    shared_nouns(names, page.text)
    for k, name in enumerate(names):
        for other in (*names[max(0, k - 1) : k], *names[k + 1 : k + 2]):
            if other.sentence == name.sentence:
                beside(name, other, page.text)
    for a, b in pairwise(reversed(names)):  # what lies in a place lies there with all its list
        if (
            "in or near a place" in a.signs
            and "in or near a place" not in b.signs
            and together(b, a, page.text)
        ):
            sign(b, "in or near a place")
    for a, b in pairwise(names):
        if a.score >= ACCEPT and not b.found and definition(a, b, page.text):
            sign(b, "another name for the place before")
        if (
            not a.found
            and not b.found
            and together(a, b, page.text)
            and min(a.score, b.score) >= LIKE
        ):
            sign(a, "listed with its like")
            sign(b, "listed with its like")
    surest: dict[str, float] = {}
    groups = {
        name.text: (name.noun, name.group)
        for name in names
        if name.group in ("part", "facility") and not name.found
    }
    for name in names:
        if not name.group and name.text in groups:
            name.noun, name.group = groups[name.text]
        surest[name.text.lower()] = max(surest.get(name.text.lower(), 0.0), name.score)
    out = [
        name
        for name in names
        if name.score >= ACCEPT or (name.score > 0 and surest[name.text.lower()] >= enough(name))
    ]
    for name in out:
        if name.locates:
            why = idle(name, page)
            if why:
                name.locates, name.rule = False, why
    return out


def enough(name: Name) -> float:
    """What another mention must reach to carry this one."""
    return SURE_HERE if "in the document's countries" in name.signs else SURE


def persons_of(names: Sequence[Name], page: Page, settled: set[str]) -> Iterator[Name]:
    """The names that mean a person, a ship or a storm named in full or by title elsewhere ("Andrew
    Salem", "Mayor Salem", "Tropical Storm Salem" … "Salem"); where a place of that name is spoken
    of as well (``settled``), only those that the parse labels as persons."""
    full = [ent.text.split() for ent in page.doc.ents if ent.label_ == "PERSON"]
    known = {words[-1] for words in full if len(words) > 1 and all(w[:1].isupper() for w in words)}
    known |= {name.text for name in names if "title before" in name.signs}
    for name in names:
        if name.text not in known or name.group or "title before" in name.signs:
            continue
        person = name.preposition not in page.cues.strong and {
            "PERSON",
            "PERSON, but",
        }.intersection(name.signs)
        if name.text not in settled or person:
            yield name


def shared_prepositions(names: Sequence[Name], text: str) -> None:
    """The members of a list share the preposition before it ("in Foua and Kefraya")."""
    for a, b in pairwise(names):
        if not b.near and together(a, b, text):
            b.preposition = a.preposition


def shared_nouns(names: Sequence[Name], text: str) -> None:
    """The members of a list share the noun in the plural before or behind it ("the towns of X, Y
    and Z", "X and Y villages"); "and" ends the list."""
    for chain in (names, names[::-1]):
        lender = None
        for a, b in pairwise(chain):
            first, second = (a, b) if a.head < b.head else (b, a)
            if a.group and a.noun.endswith("s") and (a.start < a.head[0]) == (a is first):
                lender = a
            if lender is None or b.group or b.land or not together(first, second, text):
                lender = None
                continue
            b.noun, b.group = lender.noun, lender.group
            if b.group in ("city", "part"):
                sign(b, "settlement noun" if b.found else "settlement noun, unknown")
            if a is first and "and" in text[first.end : second.start]:
                lender = None


def together(a: Name, b: Name, text: str) -> bool:
    """Whether two names follow each other in a list."""
    return a.sentence == b.sentence and bool(LIST.fullmatch(text[a.end : b.start]))


def sign(name: Name, *found: str) -> None:
    """Add signs to a name and their weights to its score."""
    name.signs += found
    name.score += sum(WEIGHTS[s] for s in found)


def signs(name: Name, page: Page) -> Iterator[str]:
    """The signs that a name bears by itself."""
    if name.rule == "capital":
        yield "capital of a country"
        return
    yield from standing(name, page)
    yield from surroundings(name, page)
    yield from labels(name, page)
    yield from doubts(name, page)
    if page.dateline[0] <= name.head[0] and name.head[1] <= page.dateline[1] and name.found:
        yield "date line"
        name.rule, name.locates = "dateline", False


def standing(name: Name, page: Page) -> Iterator[str]:
    """What the gazetteer says of the name."""
    if not name.found:
        yield "unknown"
        return
    people = max(e.people for e in name.found)
    if name.land:
        yield "country"
    elif any(not e.minor and e.score > 0.75 for e in name.found):
        yield "region"
    else:
        yield next((sign for least, sign in SIZES if people >= least), "village")
        if name.last - name.first > 1:
            yield "several words"
    if all(e.match == "variant" for e in name.found):
        yield "another spelling"
    if page.main and any(e.country in page.main for e in name.found):
        yield "in the document's countries"
    elif page.main and people < 300_000 and all(e.minor for e in name.found):
        yield "far namesake"


def surroundings(name: Name, page: Page) -> Iterator[str]:
    """What the words beside the name say."""
    cues, lows = page.cues, [w.lower for w in page.words[name.first : name.last]]
    strong, weak = (
        name.preposition in cues.strong or on_road(page.text, name.start),
        name.preposition in cues.weak,
    )
    if strong:
        yield "strong preposition"
    elif weak or name.shift:
        yield "weak preposition"
    if name.group in ("city", "part") and not name.found:
        yield "settlement noun, unknown"
    elif name.group == "facility":
        yield (
            "facility, unknown"
            if not name.found and (strong or name.preposition in ("at", "on"))
            else "facility"
        )
    elif name.group:
        yield "settlement noun"
    elif name.near:
        yield "part or direction"
    if struck(name, page):
        yield "struck"
    if not name.group and (noun := apposed(name, page)):
        name.noun, name.group = noun, page.cues.group[noun]
        yield "settlement noun, unknown" if not name.found else "settlement noun"
    if len(lows) > 1 and lows[0] in cues.articles:
        yield "article after a weak preposition" if weak and not name.found else "article"
    if not name.found and (lows[0] in cues.heads or lows[-1].endswith(cues.endings)):
        yield "head or ending"


def struck(name: Name, page: Page) -> bool:
    """Whether a bare name stands right behind a verb of striking ("shelled X"), or is its subject
    in the passive ("X was attacked")."""
    first, last = page.doc[page.words[name.first].token], page.doc[page.words[name.last - 1].token]
    before = page.doc[first.i - 1] if first.i else first
    active = before.pos_ == "VERB" and before.lemma_.lower() in page.cues.striking
    if before.pos_ in ("NOUN", "PROPN") and before.head.i == last.i:  # "the oil tanker X was hit"
        return False
    return active or (last.dep_ == "nsubjpass" and last.head.lemma_.lower() in page.cues.striking)


def apposed(name: Name, page: Page) -> str | None:
    """The noun behind a name that says what kind of place it is: "X, a rebel-held village in Y"."""
    hit = APPOSED.match(page.text, name.head[1])
    noun = hit["noun"].lower() if hit else ""
    return noun if page.cues.group.get(noun) in ("city", "part", "admin2") else None


def labels(name: Name, page: Page) -> Iterator[str]:
    """What spaCy's labels say; a label against a place weighs less beside a strong cue."""
    token = page.doc[page.words[name.last - 1].token]
    label = page.label.get(token.i, "")
    if label in ("GPE", "LOC", "FAC"):
        yield label
    elif label in WEIGHTS:
        if name.group in ("city", "part", "admin1"):
            yield "label against a noun"
        else:
            known = any(
                e.country in page.main and (e.population >= 100_000 or e.kind == "country")
                for e in name.found
            )
            yield f"{label}, but" if known or name.preposition in page.cues.strong else label
    elif not label and not name.found and name.preposition in page.cues.strong and page.main:
        yield "unlabelled after a strong preposition"
    if token.pos_ not in ("PROPN", "NOUN", ""):
        yield "not a noun"


def doubts(name: Name, page: Page) -> Iterator[str]:
    """What speaks against a place: words of bodies and persons, other capitalised words in the run,
    demonyms."""
    cues, book = page.cues, page.book
    mine = page.words[name.first : name.last]
    lows = [w.lower for w in mine]
    if len(lows) == 1 and lows[0] in page.plain:
        yield "lower case elsewhere"
    elif len(lows) > 1 and not name.found and all(w in page.plain for w in lows):
        yield "words in lower case elsewhere"
    if len(lows) == 1 and lone_capitals(name, page):
        yield "abbreviation"
    if not name.found and any(w.text in book.demonyms or w.lower in cues.happenings for w in mine):
        yield "demonym or event in it"
    a, b = name.run
    if (
        any(w.capital and w.lower in cues.bodies for w in page.words[name.last : b])
        and not name.group
    ):
        yield "body in the run"
        name.locates = False
    before = page.words[name.first - 1] if name.first > a else None
    if (
        before
        and before.capital
        and before.lower not in cues.group
        and before.lower not in cues.modifiers
    ):
        yield "name before, with a noun" if name.group else "name before"
        if before.lower in cues.titles:
            yield "title in the run"
    if (
        name.last < b
        and page.words[name.last].capital
        and page.words[name.last].lower not in cues.group
        and not name.group
    ):
        yield "name behind"
    if (
        name.first
        and page.words[name.first - 1].lower in cues.titles
        and page.gap(name.first - 1, name.first) == " "
        and not name.land
    ):
        yield "title before"
    if (
        name.last < len(page.words)
        and page.words[name.last].lower in cues.suffixes
        and page.gap(name.last - 1, name.last) in (" ", ", ")
    ):
        yield "suffix behind"
    if not name.land and not name.group and says(name, page):
        yield "says something"
    if (
        len(lows) > 1
        and any(w in cues.bodies for w in lows)
        and name.group != "facility"
        and not (name.found and name.found[0].score >= 1)
    ):
        yield "body in it"
    if not name.found and all(
        w in cues.never or w in cues.group or w in cues.modifiers for w in lows
    ):
        yield "no name's words"
    if all(w.text in book.demonyms for w in mine):
        yield "demonym"


def says(name: Name, page: Page) -> bool:
    """Whether somebody of that name speaks ("X said", "said X") who is no capital: that stands for
    its government."""
    token = page.doc[page.words[name.last - 1].token]
    if token.dep_ != "nsubj" or token.head.lemma_.lower() not in page.cues.saying:
        return False
    return not any(
        (seat := page.gazetteer.capital(e.country or "")) and seat.id == e.id
        for e in name.found[:5]
    )


def lone_capitals(name: Name, page: Page) -> bool:
    """Whether a name is letters in capitals among mixed case ("SWAT", "AP"), no country's, and not
    a province behind its town (", NY")."""
    if (
        page.parsed.recased
        or not name.text.isupper()
        or len(name.text) > 5
        or name.land
        or name.score
    ):
        return False
    line = page.text[page.text.rfind("\n", 0, name.head[0]) + 1 : name.head[1] + 40].split("\n")[0]
    behind = page.text[max(0, name.head[0] - 2) : name.head[0]] == ", "
    return (
        not behind
        and any(c.islower() for c in line)
        and not (page.dateline[0] <= name.head[0] < page.dateline[1])
    )


def beside(name: Name, other: Name, text: str) -> None:
    """What a neighbouring name adds: both in a list, or one within the other."""
    between = text[min(name.end, other.end) : max(name.start, other.start)]
    if LIST.fullmatch(between):
        if other.score >= ACCEPT + 0.5:
            sign(name, "listed with a place" if name.found else "listed with a place, unknown")
    elif WITHIN.fullmatch(between) and other.score >= ACCEPT:
        sign(name, "in or near a place")


def idle(name: Name, page: Page) -> str | None:
    """Why a name locates nothing, if so: "U.S.-led", "Islamic State of Iraq", "the Damascus
    government", "Washington said", "with Iran"."""
    cues = page.cues
    token = page.doc[page.words[name.last - 1].token]
    if re.match(r"-(?!\w*[A-Z])\w", page.text[name.head[1] : name.head[1] + 12]):
        return "compound"
    body = BODY.search(page.text[max(0, name.head[0] - 60) : name.head[0]])
    if body and body[1].lower() in cues.bodies | {"state", "emirate", "republic"}:
        return "body"
    if ORIGIN.search(page.text[max(0, name.start - 24) : name.start]):
        return "origin"
    if (name.group and not name.land) or name.shift:
        return None
    power = name.land or foreign_capital(name, page)
    if (
        name.land
        and name.text.replace(".", "").isupper()
        and token.dep_ in ("compound", "nmod", "amod")
        and not page.parsed.recased
    ):
        return "qualifier"  # "the U.S. strike"
    if token.dep_ in ("compound", "nmod", "amod", "poss") and token.head.i > token.i:
        head = token.head
        if {head.lemma_.lower(), head.lower_} & (cues.happenings | cues.group.keys() | cues.parts):
            return None
        if token.dep_ == "poss" and (head.text[:1].isupper() or not power):
            return None
        return "qualifier" if not head.text[:1].isupper() or head.lower_ in cues.bodies else None
    if token.dep_ == "nsubj" and (power or token.head.lemma_.lower() in cues.speaking):
        return "actor"
    if power and not name.near and name.preposition in cues.partners:
        return "partner"
    return None


def foreign_capital(name: Name, page: Page) -> bool:
    """Whether the name is most likely the capital of a country that the text does not mainly play
    in: it stands for its government."""
    top = name.found[0] if name.found else None
    if top is None or not page.main or top.country == page.main[0]:
        return False
    seat = page.gazetteer.capital(top.country or "")
    return (
        seat is not None and seat.population >= 100_000 and any(e.id == seat.id for e in name.found)
    )
