"""Who acts and who is acted upon: kinds, known actors, nations, and the nouns that name neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from onrecord.codebook.loader import uncollected
from onrecord.schema.event import HarmClass

Kind = Literal[
    "state_forces",
    "rebel_group",
    "political_militia",
    "identity_militia",
    "rioters",
    "protesters",
    "civilians",
    "external_forces",
]
Form = Literal["named", "noun", "thing", "nation", "monitor", "outlet"]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]

ARMED = frozenset(
    {"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"}
)


def _listed(value: Any) -> Any:
    if value is None:
        return ()
    return (
        tuple(part.strip() for part in value.split(",") if part.strip())
        if isinstance(value, str)
        else value
    )


def _fields(value: Any) -> Any:
    if isinstance(value, dict) and "names" in value and value.keys() <= set(Nation._fields):
        return tuple(value.get(name, ()) for name in Nation._fields)
    return tuple([*value.split(";"), "", ""][:3]) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Nation(NamedTuple):
    """A country's names, the words for its people and its things, and the seat of its government.

    In YAML one line, ``Syria, Syrian Arab Republic; Syrian; Damascus``, or a mapping of the three.
    """

    names: Words
    demonyms: Words = ()
    seats: Words = ()

    @property
    def name(self) -> str:
        """The first name, without an article: "Civilians (United States)"."""
        return self.names[0].removeprefix("the ")

    @property
    def full(self) -> str:
        """The first name as it is written after "of": "Military Forces of the United States"."""
        return self.names[0]


class Head(BaseModel):
    """Nouns that name no particular actor but give its kind. Singulars; plurals are derived.

    ``class``: the harm class of those so called. ``weak`` nouns ("forces", "group") take the kind
    of the word before them, ``thing`` marks places and things ("base", "market") as opposed to
    people. ``actor``: what ACLED calls such an actor if no name is given; ``{country}`` is filled
    in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Kind | None = None
    class_: HarmClass = Field(default="unknown", alias="class")
    actor: str | None = None
    weak: bool = False
    thing: bool = False
    words: Words


@dataclass(frozen=True, slots=True)
class Known:
    """What the codebook knows about the words for an actor.

    ``actor``: the canonical name; ``country``: ISO 3166-1 alpha-3; ``class_``: harm class of those
    so called; ``head``: the noun that decided, None if a name did; ``form``: what the words are
    ("thing": a place or thing of the actor's, "a police station").
    """

    actor: str | None
    kind: Kind | None
    country: str | None
    class_: HarmClass
    head: str | None
    form: Form


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


class Hit(NamedTuple):
    """Words ``start`` to ``end`` of a phrase, the alias that they match, and what it may mean."""

    start: int
    end: int
    alias: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def form(self) -> str:
        """What the words are."""
        return self.entries[0].form


Row = tuple[tuple[str, ...], str | None, tuple[Entry, ...]]
"""An alias, its exact spelling if case matters, and its readings."""


class Sort(NamedTuple):
    """What the nouns of a phrase say: kind, harm class, the noun, where it ends, and what such an
    actor is called."""

    kind: Kind | None
    class_: HarmClass
    head: str
    end: int
    actor: str | None = None
    weak: bool = False
    thing: bool = False


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
_LINKS = frozenset(
    {
        "affiliated",
        "after",
        "against",
        "aligned",
        "allied",
        "armed",
        "at",
        "backed",
        "before",
        "belonging",
        "by",
        "carrying",
        "during",
        "fleeing",
        "for",
        "from",
        "in",
        "including",
        "inside",
        "linked",
        "loyal",
        "near",
        "of",
        "on",
        "outside",
        "riding",
        "supported",
        "that",
        "to",
        "traveling",
        "travelling",
        "under",
        "wearing",
        "which",
        "who",
        "whom",
        "whose",
        "with",
    }
)
_PARTITIVE = frozenset(
    {
        "affiliated",
        "aligned",
        "allied",
        "belonging",
        "from",
        "linked",
        "loyal",
        "of",
        "to",
        "with",
    }
)
_PARTICIPLES = frozenset(
    {"affiliated", "aligned", "allied", "armed", "backed", "linked", "supported"}
)
_TIED = frozenset(
    {
        "affiliated",
        "aligned",
        "allied",
        "backed",
        "based",
        "besieged",
        "born",
        "controlled",
        "dominated",
        "era",
        "friendly",
        "funded",
        "held",
        "inspired",
        "led",
        "linked",
        "occupied",
        "origin",
        "run",
        "sponsored",
        "style",
        "supported",
        "trained",
    }
)
_AGAINST = frozenset({"anti", "counter", "ex", "former", "non", "pro"})


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


def _key(alias: str) -> tuple[str, ...]:
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


class Actors(BaseModel):
    """The section ``actors``.

    Args:
        kinds: ACLED's label of each of its eight kinds.
        heads: nouns by sort.
        final: nouns that are adjectives too: they count as the last word only.
        qualifiers: adjectives and nouns that give a weak noun its kind ("opposition forces").
        groups: known actors: kind → country (alpha-3, or ``INT``) → name → years and aliases
            ("2011-2017, ISIS, ISIL").
        common: names that bodies of several countries share; they count only in the actor's country
            or theatre.
        persons: aliases that are also people's names: next to another name they are not an actor.
        branches: known actors that ACLED distinguishes by country → the countries.
        theatres: known actors → the countries other than their own where they act.
        parties: parties and unions: country → name → aliases.
        monitors: bodies that watch and report → aliases.
        outlets: media → aliases.
        nations: countries by alpha-3.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[Kind, str]
    heads: dict[str, Head]
    final: Words = ()
    qualifiers: dict[Kind, Words] = {}
    groups: dict[Kind, dict[Country, dict[str, Words]]] = {}
    common: Words = ()
    persons: Words = ()
    branches: dict[str, Words] = {}
    theatres: dict[str, Words] = {}
    parties: dict[Country, dict[str, Words]] = {}
    monitors: dict[str, Words] = {}
    outlets: dict[str, Words] = {}
    nations: dict[Country, Annotated[Nation, BeforeValidator(_fields)]] = {}

    def match(
        self, text: str, *, year: int | None = None, country: str | None = None
    ) -> Known | None:
        """What the words of a noun phrase name.

        Args:
            text: the phrase, such as "Syrian army soldiers", "the Islamic State group", "two
                policemen".
            year: the report's year: actors not yet founded are skipped.
            country: where the event is (alpha-3): it chooses between namesakes, gives "the army"
                its country and makes a state's forces abroad external forces.

        Returns:
            None if the codebook does not know it. A name shared by several actors, with
            nothing to choose between them, gives the kind they share and no actor.
        """
        fits = partial(self._fits, year=year, country=country)
        core, link, rest = self._split(words(text), fits)
        hits = [hit for hit in self._hits(core, fits) if self._stands(core, hit)]
        below = (
            self.match(rest, year=year, country=country) if rest and link in _PARTITIVE else None
        )
        named = [
            hit
            for hit in hits
            if hit.form in ("named", "monitor", "outlet") and not _tied(core, hit)
        ]
        named = [
            hit for hit in named if not (hit.alias in self._persons and _named_after(core, hits))
        ]
        nations = [
            hit for hit in hits if hit.form in ("name", "demonym", "seat") and not _tied(core, hit)
        ]
        home = (
            nations[0].entries[0].country
            if nations
            else below.country
            if below and below.form != "named"
            else None
        )
        sort = self._sort(hits)
        if (
            sort
            and sort.class_ == "civilian"
            and not (named and named[-1].end > sort.end and len(named[-1].alias) > 1)
        ):
            return self._generic(sort, home, country)
        if named:
            first = named[0].entries
            # its forces, not itself
            if sort and sort.class_ == "combatant" and first[0].name.startswith("Government of "):
                return self._generic(
                    sort._replace(kind="state_forces", actor=self._pattern("state_forces")),
                    first[0].country,
                    country,
                )
            return self._named(
                named[0], year=year, country=country, class_=sort.class_ if sort else "unknown"
            )
        if sort:
            kindless = sort.weak and not sort.kind  # "fighters of", not "victims of"
            if below and below.kind and (kindless or (sort.kind and below.form == "named")):
                armed = sort.class_ == "combatant" and below.kind in ARMED
                return replace(below, head=sort.head, class_="combatant" if armed else below.class_)
            if sort.kind is None and sort.class_ == "combatant" and home:  # "Russian forces"
                sort = sort._replace(kind="state_forces", actor=self._pattern("state_forces"))
            return self._generic(sort, home, country)
        if nations and not _named_after(core, hits):
            own = self._nation(nations[-1].entries[0], core[nations[-1].end - 1], country)
            return own if own.kind else below or own
        if below and below.form == "nation":  # a country's own thing that is not known
            return replace(below, actor=None, kind=None)
        return below

    def noun(self, word: str) -> Head | None:
        """What a noun says about those it names, singular or plural; None if it is not such a
        noun."""
        hits = self._hits(words(word))
        return next((hit.entries[0].head for hit in reversed(hits) if hit.form == "noun"), None)

    def nation(self, word: str) -> str | None:
        """The country (alpha-3) that a name or an adjective stands for; None if there is none."""
        found = words(word)
        hits = self._hits(found)
        if (
            len(hits) == 1
            and hits[0].end - hits[0].start == len(found)
            and hits[0].form in ("name", "demonym")
        ):
            return hits[0].entries[0].country
        return None

    def country_name(self, code: str) -> str:
        """The name of a country by alpha-3; the code itself if it is not listed."""
        return self.nations[code].name if code in self.nations else code

    def called(self, pattern: str, code: str) -> str:
        """An actor's name formed from its country: ``Military Forces of {country}``, ``Civilians
        ({country})``."""
        nation = self.nations.get(code)
        if not nation:
            return pattern.format(country=code)
        return pattern.format(country=nation.full if "of {country}" in pattern else nation.name)

    def label(self, kind: Kind) -> str:
        """ACLED's label of a kind ("State forces")."""
        return self.kinds[kind]

    # --- how a phrase is read ---------------------------------------------------------------------

    def _split(
        self, found: list[Word], fits: Callable[[Entry], bool]
    ) -> tuple[list[Word], str, str]:
        """Split off a complement or a second actor.

        Returns the words before the first word that opens one, that word, and the words after a
        complement.
        """
        inside = {
            at
            for hit in self._hits(found, fits)
            if hit.end - hit.start > 1
            for at in range(hit.start, hit.end)
        }
        for at, word in enumerate(found):
            if not at or at in inside or word.hyphen or found[at - 1].hyphen:
                continue
            if word.folded in ("and", "or") and any(
                hit.form in ("noun", "named") for hit in self._hits(found[:at], fits)
            ):
                return found[:at], word.folded, ""
            if (
                word.folded in _PARTICIPLES
                and found[at + 1 : at + 2]
                and found[at + 1].folded not in ("by", "in", "to", "with")
            ):
                continue  # "Turkey backed rebels", "two armed men"
            if word.folded in _LINKS:
                return found[:at], word.folded, " ".join(w.raw for w in found[at + 1 :])
        return found, "", ""

    def _stands(self, core: Sequence[Word], hit: Hit) -> bool:
        """Whether a noun names somebody here, unlike "rebel-held" or "the national team"."""
        if hit.form != "noun" or hit.end == len(core):
            return True
        return hit.alias not in self._final and not (core[hit.end - 1].hyphen and _tied(core, hit))

    def _hits(self, found: Sequence[Word], fits: Callable[[Entry], bool] = bool) -> list[Hit]:
        """The listed words of a phrase, the longest at each place, in the readings that fit."""
        hits, at = [], 0
        while at < len(found):
            for alias, exact, entries in self._rows(found[at]):
                span = found[at : at + len(alias)]
                if not _spells(span, alias, exact):
                    continue
                fitting = tuple(
                    e for e in entries if fits(e) and (not e.proper or span[0].raw[0].isupper())
                )
                if fitting:
                    hits.append(
                        Hit(
                            at,
                            at + len(alias),
                            alias,
                            tuple(e for e in fitting if e.form == fitting[0].form),
                        )
                    )
                    at += len(alias) - 1
                    break
            at += 1
        return hits

    def _rows(self, word: Word) -> list[Row]:
        """The aliases that begin with a word; a plural, or a possessive that lost its apostrophe,
        is looked up as it is and without its s."""
        rows = self._index.get(word.key, [])
        if word.folded != word.key:
            rows = rows + [row for row in self._index.get(word.folded, []) if len(row[0]) == 1]
        if len(word.folded) > 2 and word.folded.endswith("s"):
            rows = rows + [row for row in self._index.get(word.folded[:-1], []) if len(row[0]) == 1]
        return rows

    def _fits(self, entry: Entry, *, year: int | None, country: str | None) -> bool:
        """Whether a name can be meant: founded by then, and at home if it is a name only there."""
        if year and entry.since and year < entry.since - 1:
            return False
        return not entry.bound or self._near(entry, country)

    def _sort(self, hits: Sequence[Hit]) -> Sort | None:
        """What the last noun says; a weak one ("forces", "units") takes its kind from the noun or
        adjective before it."""
        at = next((i for i in range(len(hits) - 1, -1, -1) if hits[i].form == "noun"), None)
        if at is None:
            return None
        entry, end = hits[at].entries[0], hits[at].end
        noun = entry.head
        assert noun is not None
        if noun.weak:
            for hit in reversed(hits[:at]):
                before = hit.entries[0]
                if (
                    before.head
                    and before.head.kind
                    and (before.kind in ARMED or noun.class_ != "combatant")
                ):
                    class_ = (
                        before.head.class_
                        if noun.class_ == "unknown" and not noun.kind
                        else noun.class_
                    )
                    return Sort(
                        before.kind, class_, entry.name, end, before.head.actor, thing=noun.thing
                    )
                if before.form == "qualifier":
                    return Sort(
                        before.kind,
                        noun.class_,
                        entry.name,
                        end,
                        self._pattern(before.kind),
                        thing=noun.thing,
                    )
        return Sort(noun.kind, noun.class_, entry.name, end, noun.actor, noun.weak, noun.thing)

    def _named(
        self, hit: Hit, *, year: int | None, country: str | None, class_: HarmClass
    ) -> Known:
        left: Sequence[Entry] = hit.entries
        if len(left) > 1:
            left = [e for e in left if self._near(e, country)] or left
        if len(left) > 1 and year:
            left = [e for e in left if e.until is None or year <= e.until] or left
        if len(left) > 1:
            left = [e for e in left if _key(e.name) == hit.alias] or left
        one = left[0]
        if len({e.name for e in left}) > 1:
            kinds = {e.kind for e in left}
            return Known(
                None,
                one.kind if len(kinds) == 1 else None,
                None,
                "combatant" if kinds <= ARMED else "unknown",
                None,
                "named",
            )
        name = (
            f"{one.name} ({self.country_name(country)})"
            if country and country in self.branches.get(one.name, ())
            else one.name
        )
        if one.kind in ARMED - {"identity_militia"} and not one.name.startswith("Government of "):
            class_ = "combatant"  # a people or a government is more than its arms
        form: Form = one.form if one.form in ("monitor", "outlet") else "named"
        return Known(name, _abroad(one.kind, one.country, country), one.country, class_, None, form)

    def _near(self, entry: Entry, country: str | None) -> bool:
        """Whether an actor is at home in the country or acts there."""
        return bool(country) and (
            entry.country == country
            or country in self.branches.get(entry.name, ())
            or country in self.theatres.get(entry.name, ())
        )

    def _generic(self, sort: Sort, home: str | None, country: str | None) -> Known:
        there = home or country
        actor = self.called(sort.actor, there) if sort.actor and there else None
        owned = there if sort.kind == "state_forces" or home else None
        return Known(
            actor,
            _abroad(sort.kind, home, country),
            owned,
            sort.class_,
            sort.head,
            "thing" if sort.thing else "noun",
        )

    def _pattern(self, kind: Kind | None) -> str | None:
        """What an unnamed actor of a kind is called: the same as for the first sort of nouns of
        that kind."""
        return next((head.actor for head in self.heads.values() if head.kind == kind), None)

    def _nation(self, entry: Entry, word: Word, country: str | None) -> Known:
        if entry.form == "demonym":
            # "Russian", of a thing: all it says is whose it is
            if word.folded not in self._peoples:
                return Known(None, None, entry.country, "unknown", None, "nation")
            return Known(
                f"Civilians ({self.country_name(entry.country or '')})",
                "civilians",
                entry.country,
                "unknown",
                word.raw,
                "nation",
            )
        actor = self.called("Government of {country}", entry.country or "")
        return Known(
            actor,
            _abroad("state_forces", entry.country, country),
            entry.country,
            "unknown",
            None,
            "nation",
        )

    # --- the index --------------------------------------------------------------------------------

    @cached_property
    def _final(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_key(word) for word in self.final)

    @cached_property
    def _persons(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_key(word) for word in self.persons)

    @cached_property
    def _peoples(self) -> frozenset[str]:
        """Words for a people, not for a thing: plurals of demonyms."""
        words = (word for nation in self.nations.values() for word in nation.demonyms)
        return frozenset(
            fold(plural(word)) for word in words if not word.endswith(("sh", "ch", "ese"))
        )

    @cached_property
    def _index(self) -> dict[str, list[Row]]:
        """First word → aliases, the longest first."""
        with uncollected():
            return self._indexed()

    def _indexed(self) -> dict[str, list[Row]]:
        table: dict[tuple[tuple[str, ...], str | None], list[Entry]] = {}
        for alias, entry in self._aliases():
            folded = _key(alias)
            exact = (
                alias.replace(".", "")
                if len(folded) == 1 and len(alias) <= 6 and sum(map(str.isupper, alias)) > 1
                else None
            )
            readings = table.setdefault((folded, exact if exact and len(exact) <= 4 else None), [])
            if all(
                (entry.form, entry.name, entry.kind) != (e.form, e.name, e.kind) for e in readings
            ):
                readings.append(entry)
        index: dict[str, list[Row]] = {}
        for (folded, exact), entries in table.items():
            if folded:
                index.setdefault(folded[0], []).append((folded, exact, tuple(entries)))
        for rows in index.values():
            if len(rows) > 1:
                rows.sort(key=lambda row: (-len(row[0]), row[1] is None))
        return index

    def _aliases(self) -> Iterator[tuple[str, Entry]]:
        common = frozenset(self.common)
        for kind, countries in self.groups.items():
            for code, names in countries.items():
                for name, listed in names.items():
                    years = next((y for word in listed if (y := _YEARS.match(word))), None)
                    since, until = (
                        (int(y) if y else None for y in years.groups()) if years else (None, None)
                    )
                    home = None if code == "INT" else code
                    entry = Entry("named", name, kind, home, since, until)
                    bound = entry._replace(bound=True)
                    shared = entry._replace(bound=True, proper=True)
                    for alias in (name, *listed):
                        if not _YEARS.match(alias):
                            yield (
                                alias,
                                shared
                                if alias in common
                                else bound
                                if alias.split()[-1].islower()
                                else entry,
                            )
                    # the country in brackets distinguishes namesakes: "National Guard (Mexico)"
                    if name.endswith(")"):
                        yield name.partition(" (")[0], shared
        for code, names in self.parties.items():
            for name, listed in names.items():
                party = Entry("named", name, "civilians", code, proper=True)
                at_home = party._replace(bound=True)
                yield from (
                    (alias, at_home if alias.isupper() else party) for alias in (name, *listed)
                )
                if name.endswith(")"):
                    yield name.partition(" (")[0], at_home
        speaking: tuple[tuple[Literal["monitor", "outlet"], Mapping[str, tuple[str, ...]]], ...] = (
            ("monitor", self.monitors),
            ("outlet", self.outlets),
        )
        for form, bodies in speaking:
            for name, listed in bodies.items():
                entry = Entry(form, name, "civilians", proper=True)
                yield from ((alias, entry) for alias in (name, *listed))
        for code, nation in self.nations.items():
            yield from (
                (word.removeprefix("the "), Entry("name", word, country=code))
                for word in nation.names
            )
            for word in nation.demonyms:
                entry = Entry("demonym", word, country=code)
                yield from ((form, entry) for form in _forms(word))
            yield from ((word, Entry("seat", word, country=code)) for word in nation.seats)
        for noun in self.heads.values():
            for word in noun.words:
                entry = Entry("noun", word, noun.kind, head=noun)
                yield from ((form, entry) for form in _forms(word))
        for kind, listed in self.qualifiers.items():
            yield from ((word, Entry("qualifier", word, kind)) for word in listed)


def _forms(noun: str) -> tuple[str, ...]:
    """The forms to list: a plural in -s is found without being listed."""
    several = plural(noun)
    return (noun,) if several == noun + "s" else (noun, several)


def _spells(span: Sequence[Word], alias: tuple[str, ...], exact: str | None) -> bool:
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


def _named_after(found: Sequence[Word], hits: Sequence[Hit]) -> bool:
    """Whether a listed name is part of a longer one: "Alma Jordan", "German Renner"."""
    listed = {at for hit in hits for at in range(hit.start, hit.end)}
    rest = [word.raw for at, word in enumerate(found) if at not in listed and word.folded != "the"]
    return any(raw[0].isupper() and not raw.isupper() for raw in rest)


def _tied(found: Sequence[Word], hit: Hit) -> bool:
    """Whether a name only qualifies another word: "U.S.-backed", "ISIS-held", "anti-Taliban"."""
    after = found[hit.end].folded if hit.end < len(found) else ""
    before = found[hit.start - 1] if hit.start else None
    return after in _TIED or bool(
        before
        and before.folded in _AGAINST
        and (before.hyphen or before.folded in ("ex", "former"))
    )


def _abroad(kind: Kind | None, home: str | None, country: str | None) -> Kind | None:
    """A state's forces outside their country are external forces (ACLED)."""
    return (
        "external_forces"
        if kind == "state_forces" and home and country and home != country
        else kind
    )
