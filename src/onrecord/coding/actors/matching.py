"""What the words of a noun phrase name: known actors, nations, or somebody by a noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
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
_BODIES = frozenset({"named", "monitor", "outlet"})
_NATIONS = frozenset({"name", "demonym", "seat"})
_NAMES = _BODIES | _NATIONS
_GOVERNMENT = "Government of "


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


class Scene(NamedTuple):
    """When and where the event was, as far as it is known: it distinguishes actors of one name."""

    year: int | None
    country: str | None


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

    @property
    def head(self) -> Head | None:
        """What a noun says; None for a name."""
        return self.entries[0].head


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


class Split(NamedTuple):
    """A phrase in parts: the words before a complement or a second actor, the word that opens it,
    and the words after."""

    core: Sequence[Word]
    link: str = ""
    rest: str = ""


class Reading(NamedTuple):
    """A phrase as it is read: its own words, those of them that are listed, which of these name a
    body or a nation, what its nouns say, and what its complement names."""

    core: Sequence[Word]
    hits: Sequence[Hit]
    named: Sequence[Hit]
    nations: Sequence[Hit]
    sort: Sort | None
    below: Known | None

    @property
    def home(self) -> str | None:
        """The country that the phrase gives an actor, itself or in its complement."""
        if self.nations:
            return self.nations[0].entries[0].country
        return self.below.country if self.below and self.below.form != "named" else None

    @property
    def ends_in_a_name(self) -> bool:
        """Whether a name of several words follows the noun."""
        if not self.named or not self.sort:
            return False
        last = self.named[-1]
        return last.end > self.sort.end and len(last.alias) > 1


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
            country: where the event is (alpha-3): it chooses between actors of one name, gives "the
                army" its country and makes a state's forces abroad external forces.

        Returns:
            None if the codebook does not know it. A name shared by several actors, with
            nothing to choose between them, gives the kind they share and no actor.
        """
        return self._meant(text, Scene(year, country))

    def noun(self, word: str) -> Head | None:
        """What a noun says about those it names, singular or plural; None if it is not such a
        noun."""
        hits = self._hits(words(word))
        return next((hit.head for hit in reversed(hits) if hit.form == "noun"), None)

    def nation(self, word: str) -> str | None:
        """The country (alpha-3) that a name or an adjective means; None if there is none."""
        found = words(word)
        hits = self._hits(found)
        if (
            len(hits) == 1
            and hits[0].end - hits[0].start == len(found)
            and hits[0].form in ("name", "demonym")
        ):
            return hits[0].entries[0].country
        return None

    # --- what a phrase means ----------------------------------------------------------------------

    def _meant(self, text: str, scene: Scene) -> Known | None:
        """What decides is a civilian noun, else a name, else any noun, else a nation, else the
        complement."""
        read = self._read(text, scene)
        if read.sort and read.sort.class_ == "civilian" and not read.ends_in_a_name:
            return self._generic(read.sort, read.home, scene)
        if read.named:
            return self._by_name(read.named[0], read.sort, scene)
        if read.sort:
            return self._by_noun(read.sort, read, scene)
        if read.nations and not _named_after(read.core, read.hits):
            last = read.nations[-1]
            own = self._nation(last.entries[0], read.core[last.end - 1], scene)
            return own if own.kind else read.below or own
        if read.below and read.below.form == "nation":  # a country's own thing that is not known
            return replace(read.below, actor=None, kind=None)
        return read.below

    def _by_name(self, hit: Hit, sort: Sort | None, scene: Scene) -> Known:
        """A named body, or the forces of a government that is named."""
        first = hit.entries[0]
        if sort and sort.class_ == "combatant" and first.name.startswith(_GOVERNMENT):
            return self._generic(self._of_state(sort), first.country, scene)
        return self._named(hit, scene, sort.class_ if sort else "unknown")

    def _by_noun(self, sort: Sort, read: Reading, scene: Scene) -> Known:
        """Somebody by a noun: of the kind of the complement ("fighters of", not "victims of"), a
        state's ("Russian forces"), or just what the noun says."""
        below = read.below
        if below and below.kind and _takes_kind(sort, below):
            armed = sort.class_ == "combatant" and below.kind in ARMED
            return replace(below, head=sort.head, class_="combatant" if armed else below.class_)
        if sort.kind is None and sort.class_ == "combatant" and read.home:
            sort = self._of_state(sort)
        return self._generic(sort, read.home, scene)

    # --- how a phrase is read ---------------------------------------------------------------------

    def _read(self, text: str, scene: Scene) -> Reading:
        core, link, rest = self._split(words(text), scene)
        hits = [hit for hit in self._hits(core, scene) if self._stands(core, hit)]
        free = [hit for hit in hits if hit.form in _NAMES and not _tied(core, hit)]
        return Reading(
            core,
            hits,
            [hit for hit in free if hit.form in _BODIES and not self._is_person(hit, core, hits)],
            [hit for hit in free if hit.form in _NATIONS],
            self._sort(hits),
            self._meant(rest, scene) if rest and link in _PARTITIVE else None,
        )

    def _is_person(self, hit: Hit, core: Sequence[Word], hits: Sequence[Hit]) -> bool:
        return hit.alias in self._persons and _named_after(core, hits)

    def _split(self, found: Sequence[Word], scene: Scene) -> Split:
        """Split off a complement or a second actor."""
        inside = {
            at
            for hit in self._hits(found, scene)
            if hit.end - hit.start > 1
            for at in range(hit.start, hit.end)
        }
        for at, word in enumerate(found):
            if not at or at in inside or word.hyphen or found[at - 1].hyphen:
                continue
            if word.folded in ("and", "or") and self._holds_actor(found[:at], scene):
                return Split(found[:at], word.folded)
            if _opens(found, at):
                return Split(found[:at], word.folded, " ".join(w.raw for w in found[at + 1 :]))
        return Split(found)

    def _holds_actor(self, found: Sequence[Word], scene: Scene) -> bool:
        return any(hit.form in ("noun", "named") for hit in self._hits(found, scene))

    def _stands(self, core: Sequence[Word], hit: Hit) -> bool:
        """Whether a noun names somebody here, unlike "rebel-held" or "the national team"."""
        if hit.form != "noun" or hit.end == len(core):
            return True
        return hit.alias not in self._final and not (core[hit.end - 1].hyphen and _tied(core, hit))

    def _hits(self, found: Sequence[Word], scene: Scene | None = None) -> list[Hit]:
        """The listed words of a phrase, the longest at each place, in the readings that fit."""
        hits, at = [], 0
        while at < len(found):
            hit = self._longest(found, at, scene)
            if hit:
                hits.append(hit)
            at = hit.end if hit else at + 1
        return hits

    def _longest(self, found: Sequence[Word], at: int, scene: Scene | None) -> Hit | None:
        for alias, exact, entries in self._rows(found[at]):
            span = found[at : at + len(alias)]
            if not spells(span, alias, exact):
                continue
            capital = span[0].raw[0].isupper()
            fitting = [e for e in entries if (capital or not e.proper) and self._fits(e, scene)]
            if fitting:
                alike = tuple(e for e in fitting if e.form == fitting[0].form)
                return Hit(at, at + len(alias), alias, alike)
        return None

    def _rows(self, word: Word) -> list[Row]:
        """The aliases that begin with a word; a plural, or a possessive that lost its apostrophe,
        is looked up as it is and without its s."""
        rows = self._index.get(word.key, [])
        if word.folded != word.key:
            rows = rows + [row for row in self._index.get(word.folded, []) if len(row[0]) == 1]
        if len(word.folded) > 2 and word.folded.endswith("s"):
            rows = rows + [row for row in self._index.get(word.folded[:-1], []) if len(row[0]) == 1]
        return rows

    def _fits(self, entry: Entry, scene: Scene | None) -> bool:
        """Whether a name can be meant: founded by then, and at home if it is a name only there."""
        if scene is None:
            return True
        if scene.year and entry.since and scene.year < entry.since - 1:
            return False
        return not entry.bound or self._near(entry, scene.country)

    def _near(self, entry: Entry, country: str | None) -> bool:
        """Whether an actor is at home in the country or acts there."""
        return bool(country) and (
            entry.country == country
            or country in self.actors.branches.get(entry.name, ())
            or country in self.actors.theatres.get(entry.name, ())
        )

    # --- what the nouns say -----------------------------------------------------------------------

    def _sort(self, hits: Sequence[Hit]) -> Sort | None:
        """What the last noun says; a weak one ("forces", "units") takes its kind from the noun or
        adjective before it."""
        for at in reversed(range(len(hits))):
            head = hits[at].head
            if head is None:
                continue
            name, end = hits[at].entries[0].name, hits[at].end
            own = Sort(head.kind, head.class_, name, end, head.actor, head.weak, head.thing)
            lent = (self._lent(own, hit.entries[0]) for hit in reversed(hits[:at]) if head.weak)
            return next(filter(None, lent), own)
        return None

    def _lent(self, weak: Sort, before: Entry) -> Sort | None:
        """A weak noun with the kind of what is before it; None if that has no kind to lend."""
        head = before.head
        if head and head.kind and (before.kind in ARMED or weak.class_ != "combatant"):
            open_ = weak.class_ == "unknown" and not weak.kind
            class_ = head.class_ if open_ else weak.class_
            return weak._replace(kind=before.kind, class_=class_, actor=head.actor, weak=False)
        if before.form == "qualifier":
            return weak._replace(kind=before.kind, actor=self._pattern(before.kind), weak=False)
        return None

    def _of_state(self, sort: Sort) -> Sort:
        return sort._replace(kind="state_forces", actor=self._pattern("state_forces"))

    def _pattern(self, kind: Kind | None) -> str | None:
        """What an unnamed actor of a kind is called: the same as for the first sort of nouns of
        that kind."""
        return next((head.actor for head in self.actors.heads.values() if head.kind == kind), None)

    # --- what is known of them --------------------------------------------------------------------

    def _named(self, hit: Hit, scene: Scene, class_: HarmClass) -> Known:
        left = self._likeliest(hit, scene)
        one = left[0]
        if len({e.name for e in left}) > 1:
            return _undecided(left)
        if one.kind in ARMED - {"identity_militia"} and not one.name.startswith(_GOVERNMENT):
            class_ = "combatant"  # a people or a government is more than its arms
        name, kind = self._branch(one.name, scene), _abroad(one.kind, one.country, scene)
        form: Form = one.form if one.form in ("monitor", "outlet") else "named"
        return Known(name, kind, one.country, class_, None, form)

    def _likeliest(self, hit: Hit, scene: Scene) -> Sequence[Entry]:
        """The readings of a name, narrowed to those near by, of the time, and of exactly that name;
        what none of them meets does not count."""
        year, left = scene.year, hit.entries
        tests: tuple[Callable[[Entry], bool], ...] = (
            lambda e: self._near(e, scene.country),
            lambda e: not year or e.until is None or year <= e.until,
            lambda e: key(e.name) == hit.alias,
        )
        for test in tests:
            if len(left) > 1:
                left = tuple(filter(test, left)) or left
        return left

    def _branch(self, name: str, scene: Scene) -> str:
        """The name of an actor's branch in the country, if ACLED distinguishes them."""
        country = scene.country
        if not country or country not in self.actors.branches.get(name, ()):
            return name
        return f"{name} ({self.actors.country_name(country)})"

    def _generic(self, sort: Sort, home: str | None, scene: Scene) -> Known:
        there = home or scene.country
        actor = self.actors.called(sort.actor, there) if sort.actor and there else None
        owned = there if sort.kind == "state_forces" or home else None
        kind = _abroad(sort.kind, home, scene)
        return Known(actor, kind, owned, sort.class_, sort.head, "thing" if sort.thing else "noun")

    def _nation(self, entry: Entry, word: Word, scene: Scene) -> Known:
        """A nation by a word: its government, its people, or only whose a thing is ("Russian")."""
        code = entry.country
        if entry.form != "demonym":
            actor = self.actors.called("Government of {country}", code or "")
            kind = _abroad("state_forces", code, scene)
            return Known(actor, kind, code, "unknown", None, "nation")
        if word.folded not in self._peoples:
            return Known(None, None, code, "unknown", None, "nation")
        actor = f"Civilians ({self.actors.country_name(code or '')})"
        return Known(actor, "civilians", code, "unknown", word.raw, "nation")


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


def _opens(found: Sequence[Word], at: int) -> bool:
    """Whether a word opens a complement, unlike "Turkey backed rebels" and "two armed men"."""
    word, after = found[at].folded, found[at + 1 : at + 2]
    if word in _PARTICIPLES and after and after[0].folded not in ("by", "in", "to", "with"):
        return False
    return word in _LINKS


def _takes_kind(sort: Sort, below: Known) -> bool:
    """Whether a noun is of the kind of its complement: "fighters of", not "victims of"."""
    if sort.weak and not sort.kind:
        return True
    return bool(sort.kind) and below.form == "named"


def _undecided(left: Sequence[Entry]) -> Known:
    """What actors of one name have in common."""
    kinds = {e.kind for e in left}
    kind = left[0].kind if len(kinds) == 1 else None
    return Known(None, kind, None, "combatant" if kinds <= ARMED else "unknown", None, "named")


def _abroad(kind: Kind | None, home: str | None, scene: Scene) -> Kind | None:
    """A state's forces outside their country are external forces (ACLED)."""
    abroad = home and scene.country and home != scene.country
    return "external_forces" if kind == "state_forces" and abroad else kind
