"""What the accounts of an incident say about it apart from figures: type, status, days, place and
sides, by the majority of reports of different origin."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

from onrecord.codebook.headline import Headline
from onrecord.codebook.types import Types
from onrecord.gazetteer.rows import kilometres
from onrecord.linking.voices import ARTICLE, order, origins, plain
from onrecord.schema import Account, Actor, Item, Place, Weapon, When

T = TypeVar("T")

FINENESS = ("exact", "near", "admin2", "admin1", "country", "none")
RADIUS_KM = {
    "exact": 5.0,
    "near": 25.0,
    "admin2": 50.0,
    "admin1": 150.0,
    "country": 600.0,
    "none": 0.0,
}
"""The reach of a place of each precision if its own radius is not known: a town, a district, a
province, a country."""
BASES = ("stated", "anchored", "report", "none")
FIRM = BASES[:2]


class Choice(NamedTuple):
    """A value, the words of the rule that gave it, and the accounts or claims that support it."""

    value: Any
    rule: str
    bearers: tuple[str, ...]


Key = tuple[str, ...]
"""What actors are counted by, see :func:`key`; empty if it is nobody."""


class Heard(NamedTuple):
    """An actor as an account names it, and what it is counted by."""

    key: Key
    actor: Actor
    account: str


def empty(value: Any) -> bool:
    """Whether a field is empty although a claim could have filled it."""
    if isinstance(value, When):
        return value.start is None and value.end is None and value.value is None
    if isinstance(value, Place):
        return value.name is None and value.resolved is None and value.country is None
    return value is None or value == ()


class Accounts:
    """The accounts by origin, and what they say about each field that is not a figure."""

    def __init__(self, accounts: Sequence[Account], headline: Headline) -> None:
        if not accounts:
            raise ValueError("an incident has at least one account")
        self.accounts = accounts
        self.headline = headline
        self.origins = origins(accounts)
        self.tier = next(
            (t for t in headline.status if any(a.event.status in t for a in accounts)), ()
        )
        self.told = [a for a in accounts if a.event.status in self.tier] or list(accounts)

    def votes(self, said: Iterable[tuple[T, str]]) -> dict[T, set[str]]:
        """The origins that support each value, from (value, account) pairs, in the order first
        reported."""
        found: dict[T, set[str]] = defaultdict(set)
        for value, account in said:
            found[value].add(self.origins[account])
        return found

    def denies(self, claim: str) -> bool:
        """Whether a claim is a denial."""
        account, index = claim.split("/")
        event = next(a.event for a in self.accounts if a.id == account)
        return event.claims[int(index)].stance == "denies"

    def claims(self, bearers: Iterable[str]) -> tuple[str, ...]:
        """The claims of the accounts named, without denials; claims that are named are kept."""
        by_id = {a.id: a for a in self.accounts}
        found: list[str] = []
        for bearer in bearers:
            if "/" in bearer:
                found.append(bearer)
                continue
            said = by_id[bearer].event.claims
            found += [
                f"{bearer}/{n}" for n, claim in enumerate(said) if claim.stance != "denies"
            ] or [f"{bearer}/{n}" for n in range(len(said))]
        return tuple(found)

    def filled(self, test: Callable[[Account], bool]) -> list[Account]:
        """The accounts that fill a field: those that present it as a fact, otherwise any."""
        return [a for a in self.told if test(a)] or [a for a in self.accounts if test(a)]

    def type(self, types: Types) -> Choice:
        """The type that most reports give; ties go by the codebook's priority."""
        votes = self.votes((a.event.type, a.id) for a in self.told)
        most = max(map(len, votes.values()))
        tied = [code for code, origins in votes.items() if len(origins) == most]
        known = [code for code in tied if code in types]
        best = types.first(known) if known else min(tied)
        rule = (
            "the only account"
            if len(self.told) == 1
            else "most reports"
            if len(tied) == 1
            else "first in the codebook's order"
        )
        return Choice(best, rule, tuple(a.id for a in self.told if a.event.type == best))

    def status(self) -> Choice:
        """The status that most reports give among those furthest along: an account that plans or
        denies sets none if another reports that it happened."""
        votes = self.votes((a.event.status, a.id) for a in self.told)
        best = min(
            votes, key=lambda s: (-len(votes[s]), self.tier.index(s) if s in self.tier else 0)
        )
        rule = (
            "most reports" if len(self.told) == len(self.accounts) else "most reports that state it"
        )
        return Choice(best, rule, tuple(a.id for a in self.told if a.event.status == best))

    def when(self) -> Choice:
        """The narrowest interval on which most reports agree; days that are only the report's own
        yield to days stated."""
        said = self.filled(lambda a: a.event.when.start is not None or a.event.when.end is not None)
        if not said:
            return self._partial_date()
        groups = ([a for a in said if allows(a, one.event.when.start)] for one in said)
        group = min(groups, key=self._narrowness)
        rule = (
            "the only date" if len(said) == 1 else "narrowest stretch on which most reports agree"
        )
        return Choice(overlap(group), rule, tuple(a.id for a in group))

    def _partial_date(self) -> Choice:
        """The part of a date that most reports give, if none gives a day."""
        partial = [a for a in self.accounts if a.event.when.value]
        if not partial:
            return Choice(When(), "not said", ())
        votes = self.votes((a.event.when.value, a.id) for a in partial)
        words = min(votes, key=lambda v: (-len(votes[v]), str(v)))
        bearers = [a for a in partial if a.event.when.value == words]
        return Choice(bare(bearers[0].event.when), "most reports", tuple(a.id for a in bearers))

    def _narrowness(self, group: Sequence[Account]) -> tuple[int, int, int, date]:
        """Orders groups that agree on days: the one with most reports first, the narrower on a
        tie."""
        firm = {self.origins[a.id] for a in group if a.event.when.basis in FIRM}
        start, end = meet(group)
        return (
            -len(firm),
            -len({self.origins[a.id] for a in group}),
            ((end or date.max) - (start or date.min)).days,
            start or date.min,
        )

    def where(self) -> Choice:
        """The finest place on which most reports agree."""
        said = self.filled(lambda a: not empty(a.event.where))
        if not said:
            return Choice(Place(), "not said", ())

        def weight(account: Account) -> tuple[Any, ...]:
            place = account.event.where
            near = {self.origins[a.id] for a in said if agrees(place, a.event.where)}
            same = {self.origins[a.id] for a in said if spot(a.event.where) == spot(place)}
            return (
                -len(near),
                FINENESS.index(place.precision),
                -len(same),
                reach(place),
                spot(place),
                order(account.id),
            )

        best = min(said, key=weight).event.where
        bearers = [
            a.id
            for a in said
            if any(agrees(best, place) for place in (a.event.where, *a.event.where_also))
        ]
        rule = "the only place" if len(said) == 1 else "finest place with which most reports agree"
        return Choice(best.model_copy(update={"spans": (), "candidates": ()}), rule, tuple(bearers))

    def where_also(self, where: Choice) -> tuple[Place, ...]:
        """The other places named by the accounts that agree on the place, each once."""
        found: dict[str, Place] = {}
        for event in (a.event for a in self.told if a.id in where.bearers):
            own = () if agrees(event.where, where.value) else (event.where,)
            for place in (*own, *event.where_also):
                if spot(place) != spot(where.value):
                    found.setdefault(
                        spot(place), place.model_copy(update={"spans": (), "candidates": ()})
                    )
        return tuple(found.values())

    def side(self, field: str) -> Choice:
        """The names given by at least half of the reports that name anybody, and the kinds that
        half of all give.

        If there are none, what most reports say. Somebody unidentified does not count next to a
        name.
        """
        said = self.filled(lambda a: any(key(actor) for actor in getattr(a.event, field)))
        heard = [
            Heard(key(actor), actor, a.id)
            for a in said
            for actor in getattr(a.event, field)
            if key(actor)
        ]
        votes = self._own_side(field, self.votes((one.key, one.account) for one in heard))
        if not votes:
            return Choice((), "not said", ())
        heard = [one for one in heard if one.key in votes]
        named = self._names_of_most(votes, heard)
        kept = named | self._kinds_of_most(votes, told_of(heard, named), said)
        kept = kept or {min(votes, key=lambda k: (-len(votes[k]), k))}
        return Choice(
            tuple(
                wording([(one.actor, one.account) for one in heard if one.key == k], self)
                for k in sorted(kept, key=lambda k: (-len(votes[k]), k))
            ),
            "the only account" if len(said) == 1 else "named by most reports",
            tuple(dict.fromkeys(one.account for one in heard if one.key in kept)),
        )

    def _own_side(self, field: str, votes: Mapping[Key, set[str]]) -> dict[Key, set[str]]:
        """The votes without the names that more reports put on the other side."""
        acted = field == "side_b"  # on a tie it is taken to have acted
        return {
            k: origins
            for k, origins in votes.items()
            if k[0] != NAMED or self.opposite(field, k) <= len(origins) - acted
        }

    def _names_of_most(self, votes: Mapping[Key, set[str]], heard: Sequence[Heard]) -> set[Key]:
        """The names that at least half of the reports give which name anybody."""
        who = {self.origins[one.account] for one in heard if one.key[0] == NAMED}
        return {k for k in votes if k[0] == NAMED and 2 * len(votes[k]) >= len(who)}

    def _kinds_of_most(
        self, votes: Mapping[Key, set[str]], told: Collection[str | None], said: Sequence[Account]
    ) -> set[Key]:
        """The kinds that at least half of all reports give and no name has told already."""
        half = len({self.origins[a.id] for a in said}) / 2
        return {k for k in votes if k[0] == KIND and k[1] not in told and len(votes[k]) >= half}

    def opposite(self, field: str, name: tuple[str, ...]) -> int:
        """How many reports put a named actor on the other side.

        Nobody is on both sides; an actor reported equally often on either is taken to have acted.
        """
        other = "side_a" if field == "side_b" else "side_b"
        return len(
            {
                self.origins[a.id]
                for a in self.told
                if any(key(actor) == name for actor in getattr(a.event, other))
            }
        )

    def differs(self) -> list[str]:
        """The fields, apart from figures, on which accounts contradict each other and do not merely
        differ in precision."""
        sides = {field: partial(self._sides_differ, field) for field in ("side_a", "side_b")}
        checks: dict[str, Callable[[], bool]] = {
            "type": self._types_differ,
            "status": self._statuses_differ,
            "when": self._days_differ,
            "where": self._places_differ,
            **sides,
        }
        return [field for field, differ in checks.items() if differ()]

    def _types_differ(self) -> bool:
        return len({a.event.type for a in self.told}) > 1

    def _statuses_differ(self) -> bool:
        """Whether some deny what others report, or it both was done and only attempted."""
        statuses = {a.event.status for a in self.accounts}
        stances = {claim.stance == "denies" for a in self.accounts for claim in a.event.claims}
        denied = (len(statuses) > 1 and "denied" in statuses) or len(stances) > 1
        return denied or {"occurred", "attempted"} <= statuses

    def _days_differ(self) -> bool:
        """Whether two stated intervals of days have none in common."""
        firm = [
            (when.start, when.end)
            for when in (a.event.when for a in self.told)
            if when.basis in FIRM and when.start and when.end
        ]
        return any(a[1] < b[0] or b[1] < a[0] for a, b in combinations(firm, 2))

    def _places_differ(self) -> bool:
        places = [
            (a.event.where, *a.event.where_also) for a in self.told if not empty(a.event.where)
        ]
        return any(all(apart(p, q) for p in a for q in b) for a, b in combinations(places, 2))

    def _sides_differ(self, field: str) -> bool:
        """Whether two accounts name actors and none of them is the same."""
        known = [
            {key(x) for x in getattr(a.event, field) if key(x)[:1] == (NAMED,)} for a in self.told
        ]
        return any(a and b and not a & b for a, b in combinations(known, 2))


def told_of(heard: Iterable[Heard], named: Collection[Key]) -> set[str | None]:
    """The kinds that those named are of; next to a name nobody unidentified counts."""
    return {one.actor.kind for one in heard if one.key in named} | (
        {UNIDENTIFIED} if named else set()
    )


def allows(account: Account, day: date | None) -> bool:
    """Whether a day lies in an account's interval; open ends reach for ever."""
    when = account.event.when
    return (when.start or date.min) <= (day or date.min) <= (when.end or date.max)


def overlap(group: Sequence[Account]) -> When:
    """The days that all of the accounts allow, in the words of one that gives just these."""
    start, end = meet(group)
    whens = [a.event.when for a in group]
    same = [when for when in whens if (when.start, when.end) == (start, end)]
    if same:
        return bare(min(same, key=lambda w: (BASES.index(w.basis), w.precision, w.value or "~")))
    return When(
        start=start,
        end=end,
        precision="day" if start == end and start else "range",
        basis=min((when.basis for when in whens), key=BASES.index),
    )


def bare(when: When) -> When:
    """A date without the parts that have a meaning only in its own report: the words and the event
    it is counted from."""
    return when.model_copy(update={"spans": (), "anchor": None, "candidates": ()})


def meet(group: Sequence[Account]) -> tuple[date | None, date | None]:
    """The days that all of the accounts allow."""
    starts = [a.event.when.start for a in group if a.event.when.start]
    ends = [a.event.when.end for a in group if a.event.when.end]
    return max(starts, default=None), min(ends, default=None)


def reach(place: Place) -> float:
    """Kilometres around its point within which a place may lie."""
    return place.radius_km if place.radius_km is not None else RADIUS_KM[place.precision]


def spot(place: Place) -> str:
    """What identifies a place: its number in the gazetteer, otherwise its name."""
    return place.gazetteer_id or plain(place.resolved or place.name or place.country or "")


def holds(wide: Place, place: Place) -> bool:
    """Whether a country or province contains a place."""
    if (
        wide.precision not in ("country", "admin1")
        or wide.country is None
        or wide.country != place.country
    ):
        return False
    return wide.precision == "country" or (wide.admin1 is not None and wide.admin1 == place.admin1)


def agrees(a: Place, b: Place) -> bool:
    """Whether two places can be the same: the same name, one inside the other, or points no farther
    apart than their reach."""
    if spot(a) == spot(b) or holds(a, b) or holds(b, a):
        return True
    distance = between(a, b)
    return distance is not None and distance <= reach(a) + reach(b)


def apart(a: Place, b: Place) -> bool:
    """Whether two places cannot be the same; two names of which one is on no map may always be."""
    if a.country and b.country and a.country != b.country:
        return True
    return between(a, b) is not None and not agrees(a, b)


def between(a: Place, b: Place) -> float | None:
    """Kilometres between two places; None if one has no point."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


NAMED, KIND, WORDS = "named", "kind", "words"
UNIDENTIFIED = "unidentified"
UNARMED = frozenset({"civilians", "protesters", "rioters"})


def key(actor: Actor) -> tuple[str, ...]:
    """What actors are counted by: the known actor or the name, otherwise the kind, otherwise the
    words; empty if the words are only a number.

    ACLED's names for actors about whom no more is known ("Unidentified Armed Group (Niger)",
    "Civilians (Niger)") name nobody.
    """
    plainly = plain(actor.name)
    known = actor.actor or ""
    unidentified = known.startswith("Unidentified ")
    if known and actor.kind not in UNARMED and not unidentified:
        return NAMED, known
    if actor.kind:
        return KIND, UNIDENTIFIED if unidentified else actor.kind
    if is_name(actor.name):
        return NAMED, plainly
    return (WORDS, plainly) if any(c.isalpha() for c in plainly) else ()


def is_name(words: str) -> bool:
    """Whether all words but short ones have a capital, unlike a line in capitals throughout."""
    telling = [w for w in ARTICLE.sub("", words).split() if len(w) > 3 or not w.islower()]
    return bool(telling) and not words.isupper() and all(w[:1].isupper() for w in telling)


def wording(named: Sequence[tuple[Actor, str]], said: Accounts) -> Actor:
    """One actor under several wordings: the one that most reports use, the longer on a tie."""
    votes = said.votes((plain(actor.name), id) for actor, id in named)
    best = min(votes, key=lambda name: (-len(votes[name]), -len(name), name))
    actor = min(
        (a for a, _ in named if plain(a.name) == best), key=lambda a: (a.actor or "~", a.name)
    )
    countries = Counter(a.country for a, _ in named if a.country)
    country = min(countries, key=lambda c: (-countries[c], c)) if countries else None
    return actor.model_copy(update={"spans": (), "country": actor.country or country})


def merged(
    things: Iterable[T], key: Callable[[T], tuple[str, str]], join: Callable[[Sequence[T]], T]
) -> tuple[T, ...]:
    """Things named by several accounts, each once, in the order of their keys."""
    groups: dict[tuple[str, str], list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return tuple(join(groups[k]) for k in sorted(groups))


def first(weapons: Sequence[Weapon]) -> Weapon:
    return min(weapons, key=lambda w: w.name).model_copy(update={"spans": ()})


def widest(items: Sequence[Item]) -> Item:
    """One item out of several: from the lowest to the highest number reported."""
    lows, highs = (
        [i.low for i in items if i.low is not None],
        [i.high for i in items if i.high is not None],
    )
    kind = min(items, key=lambda i: i.kind)
    return kind.model_copy(
        update={"low": min(lows, default=None), "high": max(highs, default=None), "spans": ()}
    )
