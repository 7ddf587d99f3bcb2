"""The words for actors, as they are looked up: each alias of the codebook's actors under its first
word, folded so that spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.codebook.actors import Actors, Head, Kind


class Entry(NamedTuple):
    """One reading of an alias. ``bound``: it counts only in its country or theatre; ``proper``:
    only with a capital."""

    form: Literal["named", "monitor", "outlet", "name", "demonym", "seat", "noun", "qualifier"]
    name: str
    kind: Kind | None = None
    country: str | None = None
    since: int | None = None
    until: int | None = None
    head: Head | None = None
    bound: bool = False
    proper: bool = False


class Word(NamedTuple):
    """A word of a phrase: as written, folded for look-up, and whether a hyphen follows."""

    raw: str
    folded: str
    key: str
    hyphen: bool


Row = tuple[tuple[str, ...], str | None, tuple[Entry, ...]]
"""An alias, its exact spelling if case matters, and its readings."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['’‘`ʿʾ][^\W_]+)*")
_QUOTES = str.maketrans("’‘`ʿʾ", "'''''")
_DROPPED = str.maketrans("", "", ".'")
_SOUNDS = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ae", "ai"),
    ("ei", "ai"),
    ("ey", "ai"),
    ("ay", "ai"),
    ("aa", "a"),
    ("q", "k"),
)
_DOUBLED = re.compile(r"([^\W\d])\1")
_HYPHENS = frozenset("-‑–")
_YEARS = re.compile(r"^(\d{4})?-(\d{4})?$")
_ARTICLES = frozenset({"ad", "al", "an", "ar", "as", "ash", "at", "az", "el", "ul"})


def fold(word: str) -> str:
    """A word without case, accents, dots, apostrophes and possessive."""
    word = word.casefold()
    if word.isascii() and word.isalnum():
        return word
    if not word.isascii():
        word = "".join(
            c
            for c in unicodedata.normalize("NFKD", word.translate(_QUOTES))
            if not unicodedata.combining(c)
        )
    return word.removesuffix("'s").translate(_DROPPED)


@lru_cache(maxsize=16384)
def soften(word: str) -> str:
    """A folded word without the letters in which transliterations differ: "Jaysh" and "Jeish",
    "Houthi" and "Huthi", "Nusra" and "Nusrah" are the same."""
    if len(word) < 4:
        return word
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", word.removesuffix("h") if word.endswith("ah") else word)


def words(text: str) -> list[Word]:
    """The words of a phrase. Hyphens separate words; the Arabic article is dropped ("al-Nusra",
    "an-Nusra" and "alNusra" are the same)."""
    found = []
    for match in _WORD.finditer(text):
        raw = match.group()
        hyphen = text[match.end() : match.end() + 1] in _HYPHENS
        folded = fold(raw)
        if folded == "al" or (hyphen and folded in _ARTICLES):
            continue
        # "alNusra", its hyphen lost
        if folded[:2] == "al" and raw[2:3].isupper() and raw[3:4].islower():
            folded = folded[2:]
        found.append(Word(raw, folded, soften(folded), hyphen))
    return found


def key(alias: str) -> tuple[str, ...]:
    """The key under which an alias is looked up: several words by their sound, one word by its
    letters (it may be part of a person's name)."""
    if alias.isascii() and alias.replace(" ", "").isalnum():  # most are: no need to normalise them
        found = [word for word in alias.casefold().split() if word != "al"]
    else:
        found = [word.folded for word in words(alias)]
    return tuple(found) if len(found) == 1 else tuple(map(soften, found))


def plural(noun: str) -> str:
    """The plural of a noun, "-man", "-fe" and "thief" included."""
    if noun.endswith(("fe", "thief")):
        return noun.removesuffix("e")[:-1] + "ves"
    if noun.endswith("man") and not noun.casefold().endswith(("human", "german", "ottoman")):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh", "z")) else "s")


def index(actors: Actors) -> dict[str, list[Row]]:
    """First word → aliases, the longest first."""
    table: dict[str, list[Row]] = {}
    for (folded, exact), entries in _readings(actors).items():
        if folded:
            table.setdefault(folded[0], []).append((folded, exact, tuple(entries)))
    for rows in table.values():
        if len(rows) > 1:
            rows.sort(key=lambda row: (-len(row[0]), row[1] is None))
    return table


def _readings(actors: Actors) -> dict[tuple[tuple[str, ...], str | None], list[Entry]]:
    """Alias and exact spelling → its different readings."""
    table: dict[tuple[tuple[str, ...], str | None], list[Entry]] = {}
    for alias, entry in aliases(actors):
        folded = key(alias)
        known = table.setdefault((folded, _exact(alias, folded)), [])
        if all((entry.form, entry.name, entry.kind) != (e.form, e.name, e.kind) for e in known):
            known.append(entry)
    return table


def _exact(alias: str, folded: tuple[str, ...]) -> str | None:
    """The spelling of a short acronym, whose case matters ("IS")."""
    if len(folded) != 1 or len(alias) > 6 or sum(map(str.isupper, alias)) < 2:
        return None
    bare = alias.replace(".", "")
    return bare if len(bare) <= 4 else None


def aliases(actors: Actors) -> Iterator[tuple[str, Entry]]:
    """Every word or name for an actor, with what it means."""
    yield from _groups(actors)
    yield from _parties(actors)
    yield from _bodies("monitor", actors.monitors)
    yield from _bodies("outlet", actors.outlets)
    yield from _nations(actors)
    for head in actors.heads.values():
        for word in head.words:
            yield from _forms(word, Entry("noun", word, head.kind, head=head))
    for kind, listed in actors.qualifiers.items():
        yield from ((word, Entry("qualifier", word, kind)) for word in listed)


def _groups(actors: Actors) -> Iterator[tuple[str, Entry]]:
    common = frozenset(actors.common)
    for kind, countries in actors.groups.items():
        for code, names in countries.items():
            home = None if code == "INT" else code
            for name, listed in names.items():
                entry = Entry("named", name, kind, home, *_active(listed))
                yield from _spellings(entry, listed, common)


def _active(listed: Sequence[str]) -> tuple[int | None, int | None]:
    """The years in which a group was active, which are listed among its aliases."""
    years = next(filter(None, map(_YEARS.match, listed)), None)
    since, until = years.groups() if years else (None, None)
    return int(since) if since else None, int(until) if until else None


def _spellings(
    entry: Entry, listed: Sequence[str], common: frozenset[str]
) -> Iterator[tuple[str, Entry]]:
    """A group's name and aliases. One in common words, or that others share, counts at home only;
    so does a name without the country in brackets: "National Guard (Mexico)"."""
    bound = entry._replace(bound=True)
    shared = bound._replace(proper=True)
    for alias in (entry.name, *listed):
        if _YEARS.match(alias):
            continue
        if alias in common:
            yield alias, shared
        else:
            yield alias, bound if alias.split()[-1].islower() else entry
    if entry.name.endswith(")"):
        yield entry.name.partition(" (")[0], shared


def _parties(actors: Actors) -> Iterator[tuple[str, Entry]]:
    for code, names in actors.parties.items():
        for name, listed in names.items():
            party = Entry("named", name, "civilians", code, proper=True)
            at_home = party._replace(bound=True)
            for alias in (name, *listed):
                yield alias, at_home if alias.isupper() else party
            if name.endswith(")"):
                yield name.partition(" (")[0], at_home


def _bodies(
    form: Literal["monitor", "outlet"], bodies: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Entry]]:
    for name, listed in bodies.items():
        entry = Entry(form, name, "civilians", proper=True)
        yield from ((alias, entry) for alias in (name, *listed))


def _nations(actors: Actors) -> Iterator[tuple[str, Entry]]:
    for code, nation in actors.nations.items():
        for word in nation.names:
            yield word.removeprefix("the "), Entry("name", word, country=code)
        for word in nation.demonyms:
            yield from _forms(word, Entry("demonym", word, country=code))
        for word in nation.seats:
            yield word, Entry("seat", word, country=code)


def _forms(noun: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The forms to list: a plural in -s is found without being listed."""
    yield noun, entry
    several = plural(noun)
    if several != noun + "s":
        yield several, entry


def spells(span: Sequence[Word], alias: tuple[str, ...], exact: str | None) -> bool:
    """Whether the words are the alias, the last one with or without an s; acronyms of four letters
    may be written as "Isil"."""
    if len(span) < len(alias):
        return False
    if exact:
        raw = span[0].raw.replace(".", "")
        bare = raw.removesuffix("s").rstrip("'’`")
        return exact in (raw, bare) or (len(exact) == 4 and exact.capitalize() in (raw, bare))
    if len(alias) == 1:
        return span[0].folded in (alias[0], alias[0] + "s")
    return span[-1].key in (alias[-1], alias[-1] + "s") and all(
        word.key == part for word, part in zip(span, alias[:-1], strict=False)
    )
