"""Protection policies: what leaves the casebook about private people, exact places, sources and
words.

A policy works on the incidents, before any format sees them: what it takes out is in no format.
Under ``text: out`` the only words that leave are those of closed lists (known actors, places of the
gazetteer, kinds, types, stances) and the names that the policy keeps.
"""

from __future__ import annotations

import hashlib
import math
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, ValidationError

from onrecord.codebook import Codebook
from onrecord.codebook.loader import read
from onrecord.errors import Errors, OnrecordError
from onrecord.exporters.facts import WITHHELD
from onrecord.exporters.persons import (
    Names,
    People,
    all_places,
    folded,
    pseudonym,
    settled,
    stand_ins,
)
from onrecord.schema import (
    Account,
    Actor,
    Basis,
    Claim,
    Event,
    Harm,
    Incident,
    Item,
    Place,
    Record,
    Source,
    Span,
    Speaker,
    Weapon,
    When,
)

if TYPE_CHECKING:
    from onrecord.gazetteer import Entry, Gazetteer

POLICIES = ("public", "partner", "internal")
SOMEBODY = "a person"
CLOSE = 0.01  # degrees: if a division's middle is this near to a place it gives the place away
KM = 111.32  # kilometres per degree of latitude
Precision = Literal["exact", "near", "admin2", "admin1", "country", "none"]
_ORDER: tuple[Precision, ...] = ("exact", "near", "admin2", "admin1", "country", "none")


class Policy(Record):
    """What leaves, and in what form.

    Args:
        name: the name used in the stamp of an export.
        persons: names of private people: kept, replaced by stable pseudonyms, or left out.
        officials: names of those who hold a public office.
        places: how exactly places are given: as known, on a grid, or as the middle of their
            district, province or country.
        grid: the cell of the grid, in degrees.
        sources: outlets, titles, addresses and ids of reports: kept or masked.
        text: the reports' own words: kept, if they name nobody to be protected, or left out.
    """

    name: str = Field(min_length=1)
    persons: Literal["keep", "pseudonym", "out"] = "pseudonym"
    officials: Literal["keep", "pseudonym", "out"] = "keep"
    places: Literal["keep", "grid", "admin2", "admin1", "country"] = "admin2"
    grid: float = Field(default=0.1, gt=0, le=10)
    sources: Literal["keep", "mask"] = "mask"
    text: Literal["keep", "out"] = "out"

    @classmethod
    def load(cls, name: str | Path) -> Self:
        """A shipped policy by name, or a user's from a YAML file (anything with a suffix).

        Raises:
            OnrecordError: E201 if the file cannot be read, E302 if it is not YAML, E616 for
                an unknown name, E617 if it does not contain a policy.
        """
        if str(name) in POLICIES:
            text = (files("onrecord.exporters") / "data" / f"{name}.yaml").read_text(
                encoding="utf-8"
            )
        elif Path(name).suffix:
            try:
                text = Path(name).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
                raise OnrecordError(
                    Errors.E201.format(source=name, reason=(reason or "").lower()), code="E201"
                ) from error
        else:
            raise OnrecordError(
                Errors.E616.format(name=name, known=", ".join(POLICIES)), code="E616"
            )
        try:
            return cls.model_validate(read(text, str(name)))
        except ValidationError as error:
            first = error.errors()[0]
            problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise OnrecordError(
                Errors.E617.format(file=name, problem=problem), code="E617"
            ) from error


class Protection:
    """A policy with its salt, codebook and gazetteer.

    Args:
        policy: what leaves.
        salt: the casebook's secret, by which pseudonyms are keyed: anyone who has it can find a
            known name among them.
        book: the codebook, which distinguishes people from groups and knows offices.
        gazetteer: for the middles of districts and provinces; the embedded one by default.

    Raises:
        OnrecordError: E618 if pseudonyms are asked for and there is no salt.
    """

    def __init__(
        self, policy: Policy, *, salt: str = "", book: Codebook, gazetteer: Gazetteer | None = None
    ) -> None:
        if not salt and (
            policy.sources == "mask" or "pseudonym" in (policy.persons, policy.officials)
        ):
            raise OnrecordError(Errors.E618, code="E618")
        self.policy = policy
        self._salt, self._book, self._given = salt, book, gazetteer
        self._people = People(book)
        self._found = lru_cache(maxsize=65536)(self._division)
        self._place = lru_cache(maxsize=65536)(lambda name: self.gazetteer.known(name))

    @property
    def name(self) -> str:
        """Name and digest of the policy, for the stamp."""
        return (
            f"{self.policy.name}"
            f" sha256:{hashlib.sha256(self.policy.model_dump_json().encode()).hexdigest()}"
        )

    def over(self, incidents: Iterable[Incident]) -> Iterator[Incident]:
        """The incidents as the policy lets them out, in their order."""
        for _, after in self.pairs(incidents):
            yield after

    def pairs(self, incidents: Iterable[Incident]) -> Iterator[tuple[Incident, Incident]]:
        """(incident, what leaves of it).

        All incidents are read first: a name protected in one is protected in all, and someone whom
        a report names in full in one incident and by surname in another is one person.
        """
        with _twice(incidents) as again:
            named: dict[str, tuple[set[str], set[str], set[str]]] = {}
            reports: list[set[str]] = []
            everywhere: dict[str, str] = {}
            for incident in again():
                reports.append({account.source.id for account in incident.accounts})
                found = (*self._people.of(incident), self._people.bodies(incident))
                for report in reports[-1]:
                    for known, names in zip(
                        named.setdefault(report, (set(), set(), set())), found, strict=True
                    ):
                        known.update(names)
                everywhere |= self._masked(incident)
            own = [self._persons([named[report] for report in ids]) for ids in reports]
            for one in own:
                everywhere |= one
            whole = Names(everywhere)
            for incident, one in zip(again(), own, strict=True):
                yield (
                    incident,
                    _Cover(self, incident, Names(one | self._masked(incident)), whole).incident(),
                )

    def _persons(self, named: Iterable[tuple[set[str], set[str], set[str]]]) -> dict[str, str]:
        """What replaces the people that reports name: the names of private people, of officials and
        of bodies in each."""
        found: dict[str, str] = {}
        private, officials = settled(*(set().union(*names) for names in zip(*named, strict=True)))
        for names, how in ((private, self.policy.persons), (officials, self.policy.officials)):
            if how != "keep":
                found |= stand_ins(
                    names,
                    self.pseudonym if how == "pseudonym" else lambda _: SOMEBODY,
                )
        return found

    def _masked(self, incident: Incident) -> dict[str, str]:
        """What replaces the sources of an incident."""
        found: dict[str, str] = {}
        for account in incident.accounts if self.policy.sources == "mask" else ():
            claims = account.event.claims
            said = [
                name
                for claim in claims
                for name in (
                    *claim.via,
                    *([claim.speaker.name] if _is_source(claim.speaker) else ()),
                )
            ]
            found |= {
                name: self.pseudonym(name, what="source")
                for name in (account.source.outlet, *said)
                if name
            }
        return found

    def tells_of_somebody(self, words: str) -> bool:
        """Whether words of a report contain two or more capitalised words in a row that may be a
        private person's name: they name no place, body, office holder or known actor."""
        return any(
            len(folded(name)) > 1 and not office and not self._place(name)
            for name, office in self._people.named(words)
        )

    def pseudonym(self, name: str, *, what: str = "person") -> str:
        """What replaces a name under this salt."""
        return pseudonym(name, salt=self._salt, what=what)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, opened on first use."""
        from onrecord.gazetteer import Gazetteer

        return self._given or Gazetteer.open()

    def place(self, place: Place) -> Place:
        """A place as coarse as the policy wants it; one that is coarser already stays as it is. Its
        name in the report is dropped along with its exactness."""
        how = self.policy.places
        if how == "keep":
            return place
        bare = place.model_copy(update={"name": None, "spans": (), "candidates": ()})
        if how == "grid":
            return self._on_grid(bare)
        for level in _ORDER[max(_ORDER.index(how), _ORDER.index(place.precision)) :]:
            entry = self._found(
                level, place.country, place.admin1, place.admin2, place.gazetteer_id
            )
            if entry:
                latitude, longitude = self._middle(entry, place)
                return bare.model_copy(
                    update={
                        "resolved": entry.name,
                        "gazetteer_id": entry.id,
                        "admin1": place.admin1 if how in ("admin1", "admin2") else None,
                        "admin2": entry.name if level == "admin2" else None,
                        "latitude": latitude,
                        "longitude": longitude,
                        "radius_km": entry.radius_km if latitude is not None else None,
                        "precision": level,
                    }
                )
        unknown = {
            "resolved": None,
            "gazetteer_id": None,
            "admin1": None,
            "admin2": None,
            "latitude": None,
            "longitude": None,
        }
        return bare.model_copy(
            update={
                **unknown,
                "radius_km": None,
                "precision": "country" if place.country else "none",
            }
        )

    def _middle(self, entry: Entry, place: Place) -> tuple[float | None, float | None]:
        """The middle of a division.

        It is the middle of the grid cell if the place is the only one known there and so its
        middle.
        """
        if place.latitude is None or place.longitude is None:
            return None, None  # a place without a point gets none
        if (
            abs(entry.latitude - place.latitude) < CLOSE
            and abs(entry.longitude - place.longitude) < CLOSE
        ):
            return _centre(entry.latitude, self.policy.grid, 90.0), _centre(
                entry.longitude, self.policy.grid, 180.0
            )
        return entry.latitude, entry.longitude

    def _division(
        self,
        level: Precision,
        country: str | None,
        admin1: str | None,
        admin2: str | None,
        place: str | None,
    ) -> Entry | None:
        """The country, province or district of a place that is known by these names and its id."""
        if country is None or level == "none":
            return None
        if level == "country":
            return self.gazetteer.country(country)
        if level == "admin1":
            return self.gazetteer.admin1_of(country, admin1) if admin1 else None
        if admin2 is None and place and (entry := self.gazetteer.get(place)):
            admin2 = entry.admin2
        found = (
            self.gazetteer.search(admin2, country=country, kinds=("admin2",), variants=False)
            if admin2
            else []
        )
        return next((entry for entry in found if entry.admin1 == admin1), None)

    def _on_grid(self, place: Place) -> Place:
        if (
            place.latitude is None
            or place.longitude is None
            or place.precision not in ("exact", "near")
        ):
            return (
                place
                if place.precision in ("admin2", "admin1", "country")
                else place.model_copy(update=_NOWHERE)
            )
        cell = self.policy.grid
        half = cell * KM * math.sqrt(2) / 2
        return place.model_copy(
            update={
                "resolved": None,
                "gazetteer_id": None,
                "latitude": _centre(place.latitude, cell, 90.0),
                "longitude": _centre(place.longitude, cell, 180.0),
                "radius_km": round(max(half, place.radius_km or 0), 1),
                "precision": "near",
            }
        )


_NUMBER = re.compile(r"r\d+")
"""A report's number in the casebook: it reveals nothing about the report."""
_NOWHERE = {
    "resolved": None,
    "gazetteer_id": None,
    "latitude": None,
    "longitude": None,
    "radius_km": None,
}


def _centre(degrees: float, cell: float, most: float) -> float:
    """The middle of the cell that contains a coordinate; cells are counted from the equator and the
    prime meridian."""
    return max(-most, min(most, round((math.floor(degrees / cell) + 0.5) * cell, 6)))


def _is_source(speaker: Speaker) -> bool:
    return (
        speaker.kind in ("outlet", "media", "document", "organisation") and speaker.name != "REPORT"
    )


class _Cover:
    """One incident on its way out. ``own``: its own names; ``all_``: those of all incidents."""

    def __init__(self, protection: Protection, incident: Incident, own: Names, all_: Names) -> None:
        self._protection, self._policy, self._book = protection, protection.policy, protection._book
        self._incident, self._own, self._all = incident, own, all_
        self._out = protection.policy.text == "out"
        places = all_places(incident)
        coarse = protection.policy.places != "keep"
        self._places = (
            {name for place in places for name in (place.name, place.resolved) if name}
            if coarse
            else set()
        )

    def incident(self) -> Incident:
        it = self._incident
        return it.model_copy(
            update={
                "when": self.when(it.when),
                **self.places(it),
                "side_a": self.actors(it.side_a),
                "side_b": self.actors(it.side_b),
                "items": self.items(it.items),
                "weapons": self.weapons(it.weapons),
                "basis": {name: self.basis(basis) for name, basis in it.basis.items()},
                "accounts": tuple(self.account(account) for account in it.accounts),
            }
        )

    def account(self, account: Account) -> Account:
        return account.model_copy(
            update={"source": self.source(account.source), "event": self.event(account.event)}
        )

    def source(self, source: Source) -> Source:
        masked = self._policy.sources == "mask"
        named = {
            name: value
            for name in ("id", "copy_of")
            if (value := getattr(source, name)) and masked and not _NUMBER.fullmatch(value)
        }
        return source.model_copy(
            update={
                **{
                    name: self._protection.pseudonym(value, what="source")
                    for name, value in named.items()
                },
                "title": None if masked else self.free(source.title),
                "outlet": source.outlet and self.words(source.outlet),
                "url": (
                    None
                    if masked or (source.url and self._all.betrayed(source.url))
                    else source.url
                ),
                "published": source.published.model_copy(
                    update={"spans": self.spans(source.published.spans)}
                ),
            }
        )

    def event(self, event: Event) -> Event:
        return event.model_copy(
            update={
                "when": self.when(event.when),
                **self.places(event),
                "side_a": self.actors(event.side_a),
                "side_b": self.actors(event.side_b),
                "harm": tuple(self.harm(harm) for harm in event.harm),
                "items": self.items(event.items),
                "weapons": self.weapons(event.weapons),
                "claims": tuple(self.claim(claim) for claim in event.claims),
                "evidence": self.spans(event.evidence) or (WITHHELD,),
            }
        )

    def when(self, when: When) -> When:
        return when.model_copy(update={"spans": self.spans(when.spans)})

    def places(self, it: Event | Incident) -> dict[str, object]:
        """The places; those that become the same when they are made coarser leave once."""
        where, *others = (
            self._protection.place(self.place(place)) for place in (it.where, *it.where_also)
        )
        return {
            "where": where,
            "where_also": tuple(p for n, p in enumerate(others) if p not in (where, *others[:n])),
        }

    def place(self, place: Place) -> Place:
        return place.model_copy(
            update={"name": self.free(place.name), "spans": self.spans(place.spans)}
        )

    def actors(self, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(
            actor.model_copy(update={"name": self.called(actor), "spans": self.spans(actor.spans)})
            for actor in actors
        )

    def called(self, actor: Actor) -> str:
        """An actor's words with the names in them covered.

        If words are left out: the known actor, otherwise the person named (covered, or an
        official), otherwise a body's own name, otherwise what such actors are called.
        """
        if not self._out:
            return self.words(actor.name)
        if actor.actor:
            return actor.actor
        for name, _ in self._protection._people.named(actor.name):
            return self.words(name)
        if body := self._protection._people.body(actor.name):
            return self.words(body)
        return next(
            (label for kind, label in self._book.actors.kinds.items() if kind == actor.kind),
            "unnamed",
        )

    def harm(self, harm: Harm) -> Harm:
        return harm.model_copy(
            update={"whom": self.free(harm.whom), "spans": self.spans(harm.spans)}
        )

    def items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(
            item.model_copy(
                update={"kind": self.common(item.kind), "spans": self.spans(item.spans)}
            )
            for item in items
        )

    def weapons(self, weapons: tuple[Weapon, ...]) -> tuple[Weapon, ...]:
        return tuple(
            weapon.model_copy(
                update={
                    "name": self.common(weapon.kind if self._out else weapon.name),
                    "spans": self.spans(weapon.spans),
                }
            )
            for weapon in weapons
        )

    def claim(self, claim: Claim) -> Claim:
        return claim.model_copy(
            update={
                "speaker": self.speaker(claim.speaker),
                "via": tuple(self.words(name) for name in claim.via),
                "cue": self.free(claim.cue),
                "spans": self.spans(claim.spans),
            }
        )

    def speaker(self, who: Speaker) -> Speaker:
        covered = self.words(who.name)
        if covered != who.name:
            return who.model_copy(update={"name": covered, "title": None})
        if self._out and who.kind == "anonymous":
            return who.model_copy(update={"name": "anonymous", "title": None})
        return who.model_copy(update={"title": self.words(who.title) if who.title else None})

    def basis(self, basis: Basis) -> Basis:
        return basis.model_copy(update={"machine": None})

    def spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return () if self._out else tuple(span for span in spans if not self.betrays(span.text))

    def free(self, words: str | None) -> str | None:
        return None if self._out or not words else self.words(words)

    def common(self, words: str) -> str:
        """Words for a thing: common nouns pass, names are covered."""
        return self.words(words) if not self._out or words.islower() or words.isupper() else "thing"

    def words(self, words: str) -> str:
        return self._all.cover(self._own.cover(words))

    def betrays(self, words: str) -> bool:
        if (
            self._own.betrayed(words)
            or self.words(words) != words
            or any(name in words for name in self._places)
        ):
            return True
        return self._policy.persons != "keep" and self._protection.tells_of_somebody(words)


@contextmanager
def _twice(incidents: Iterable[Incident]) -> Iterator[Callable[[], Iterator[Incident]]]:
    """A function that returns the incidents from the start each time; an iterator is kept in a
    temporary file."""
    if iter(incidents) is not incidents:
        yield lambda: iter(incidents)
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        for incident in incidents:
            kept.write(incident.model_dump_json(by_alias=True) + "\n")

        def again() -> Iterator[Incident]:
            kept.seek(0)
            for line in kept:
                yield Incident.model_validate_json(line)

        yield again
