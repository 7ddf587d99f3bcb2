"""What the words of a noun phrase name: known actors, nations, or somebody by a noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from onrecord.codebook.actors import ARMED, Actors, Head, Kind
from onrecord.codebook.loader import uncollected
from onrecord.coding.actors.aliases import Entry, Row, Word, fold, index, key, plural, spells, words
from onrecord.schema.event import HarmClass

Form = Literal["named", "noun", "thing", "nation", "monitor", "outlet"]

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


class Matcher:
    """Reads noun phrases against the codebook's actors. Make it with :func:`matcher`."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        with uncollected():
            self._index = index(actors)
        self._final = frozenset(key(word) for word in actors.final)
        self._persons = frozenset(key(word) for word in actors.persons)
        self._peoples = peoples(actors)

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
                if not spells(span, alias, exact):
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
            left = [e for e in left if key(e.name) == hit.alias] or left
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
            f"{one.name} ({self.actors.country_name(country)})"
            if country and country in self.actors.branches.get(one.name, ())
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
            or country in self.actors.branches.get(entry.name, ())
            or country in self.actors.theatres.get(entry.name, ())
        )

    def _generic(self, sort: Sort, home: str | None, country: str | None) -> Known:
        there = home or country
        actor = self.actors.called(sort.actor, there) if sort.actor and there else None
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
        return next((head.actor for head in self.actors.heads.values() if head.kind == kind), None)

    def _nation(self, entry: Entry, word: Word, country: str | None) -> Known:
        if entry.form == "demonym":
            # "Russian", of a thing: all it says is whose it is
            if word.folded not in self._peoples:
                return Known(None, None, entry.country, "unknown", None, "nation")
            return Known(
                f"Civilians ({self.actors.country_name(entry.country or '')})",
                "civilians",
                entry.country,
                "unknown",
                word.raw,
                "nation",
            )
        actor = self.actors.called("Government of {country}", entry.country or "")
        return Known(
            actor,
            _abroad("state_forces", entry.country, country),
            entry.country,
            "unknown",
            None,
            "nation",
        )

    # --- the index --------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def matcher(actors: Actors) -> Matcher:
    """The matcher of a codebook's actors; made once for each codebook."""
    return Matcher(actors)


def peoples(actors: Actors) -> frozenset[str]:
    """Words for a people, not for a thing: plurals of demonyms."""
    words = (word for nation in actors.nations.values() for word in nation.demonyms)
    return frozenset(fold(plural(word)) for word in words if not word.endswith(("sh", "ch", "ese")))


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
