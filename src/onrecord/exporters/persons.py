"""Whose names need protection: the people that an incident's records name, what replaces a name,
and where else the name occurs."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from onrecord.codebook import Codebook
from onrecord.coding.actors.matching import Matcher, matcher
from onrecord.gazetteer.fold import unmarked
from onrecord.schema import Event, Incident, Place, Speaker

BODIES = frozenset({"outlet", "media", "document", "organisation", "group", "anonymous"})
"""Kinds of speakers that are not people."""
STAND_IN = re.compile(r"\b(?:person|source) [A-Z2-7]{8}\b|\ba person\b")
"""What replaces a name: a pseudonym, or nobody in particular."""
TELLING = 4
"""The letters that a part of a name must have to give the person away by itself."""
_WORD = re.compile(r"[^\W\d_][\w’'`]*(?:[-.][^\W\d_][\w’'`]*)*\.?")
_OWN = re.compile(r"['’`]s?$")


class People:
    """Finds the people in records, by the codebook's ``persons`` and ``actors``; anyone it does not
    know counts as a private person."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self.named = lru_cache(maxsize=65536)(self._named)

    @cached_property
    def _matcher(self) -> Matcher:
        return matcher(self._book.actors)

    def of(self, incident: Incident) -> tuple[set[str], set[str]]:
        """The names of private people and of those in public office, as the reports write them.

        People are speakers of that kind, and those named by the words for an actor or for those
        harmed, unless a place of the incident has the name. A short form that fits the full name of
        an official is the official's.
        """
        found: set[tuple[str, bool]] = set()
        spoke: set[tuple[str, bool]] = set()
        for account in incident.accounts:
            event = account.event
            spoke.update(*(self.speaker(claim.speaker) for claim in event.claims))
            found.update(*(self.named(actor.name) for actor in (*event.side_a, *event.side_b)))
            found.update(*(self.named(harm.whom) for harm in event.harm if harm.whom))
        found.update(*(self.named(actor.name) for actor in (*incident.side_a, *incident.side_b)))
        places = all_places(incident)
        known = {
            folded(name)
            for p in places
            for name in (p.name, p.resolved, p.admin1, p.admin2)
            if name
        }
        known |= {folded(name) for name in self.bodies(incident)}
        found = spoke | {(name, office) for name, office in found if folded(name) not in known}
        return settled(
            {name for name, office in found if not office},
            {name for name, office in found if office},
        )

    def bodies(self, incident: Incident) -> set[str]:
        """The names of speakers of whom it is stated what body they are."""
        said = (claim.speaker for account in incident.accounts for claim in account.event.claims)
        return {who.name for who in said if self._book.persons.is_body(who.title or "")}

    def speaker(self, who: Speaker) -> tuple[tuple[str, bool], ...]:
        """(name, whether in office) of a speaker that is a person; None for a body, whatever its
        kind ("the rights group" and a name)."""
        persons = self._book.persons
        if (
            who.kind in BODIES
            or (who.kind != "person" and not who.title)
            or persons.is_body(who.title or "")
        ):
            return ()
        office = persons.in_office(f"{who.title or ''} ") or persons.in_office(f"{who.name} ")
        # the coder knows more titles than these
        trusted = who.kind == "official" and not persons.left_office(who.title or "")
        return ((who.name, office or trusted),)

    def body(self, words: str) -> str | None:
        """The name of a body in a noun phrase, as "Lantern Front" in "fighters of the Lantern
        Front": capitalised words, one of which says that it is a body."""
        run: list[re.Match[str]] = []
        for hit in (*_WORD.finditer(words), None):
            if (
                hit
                and hit.group()[:1].isupper()
                and not (not run and hit.group().casefold() in self._book.persons.common)
            ):
                run.append(hit)
                continue
            if len(run) > 1 and any(
                one.group().casefold() in self._book.persons.bodies for one in run
            ):
                return words[run[0].start() : run[-1].end()]
            run = []
        return None

    def _named(self, words: str) -> tuple[tuple[str, bool], ...]:
        found = []
        for start, name in self._runs(words):
            known = self._matcher.match(name)
            own = known and (
                known.form in ("named", "nation")
                or set(folded(name)) <= set(folded(known.actor or ""))
            )
            if not own:  # "Saba Kord Afshari" is not the Saba News Agency
                found.append((name, self._book.persons.in_office(words[:start])))
        return tuple(found)

    def _runs(self, words: str) -> Iterable[tuple[int, str]]:
        """(start, text) of each run of capitalised words that are not common nouns, titles,
        countries or peoples."""
        offices = [hit.span() for hit in self._book.persons.office.finditer(words)]
        run: list[re.Match[str]] = []
        for hit in (*_WORD.finditer(words), None):
            if (
                hit
                and not any(a <= hit.start() < b for a, b in offices)
                and (self._proper(hit.group()) or (run and self._inner(hit.group())))
            ):
                run.append(hit)
                if not _OWN.search(hit.group()):
                    continue
            while run and self._inner(run[-1].group()):
                run.pop()
            # a lone word before another is not a name: "Kurdish forces"
            if len(run) > 1 or (run and not _WORD.search(words, run[0].end())):
                yield (
                    run[0].start(),
                    _OWN.sub("", words[run[0].start() : run[-1].end()].rstrip(".")),
                )
            run = []

    def _inner(self, word: str) -> bool:
        return word in self._book.persons.particles

    def _proper(self, word: str) -> bool:
        plain = _OWN.sub("", word.rstrip("."))
        persons = self._book.persons
        common = (
            plain.casefold() in persons.common
            or plain.casefold() in persons.bodies
            or self._matcher.noun(plain.lower())
            or self._matcher.nation(plain)
            or self._matcher.nation(word)
        )
        return word.rpartition("-")[2][:1].isupper() and not common


class Names:
    """Names and their replacements, found in any text regardless of case, accents and hyphens."""

    def __init__(self, stand_ins: dict[str, str]) -> None:
        self._known = {
            key: stand_in for name, stand_in in stand_ins.items() if (key := folded(name))
        }
        self._longest = max(map(len, self._known), default=0)
        self._parts = {word for key in self._known for word in key if len(word) >= TELLING}

    def cover(self, text: str) -> str:
        """The text with every name in it replaced, the longest first."""
        if (whole := self._known.get(folded(text))) is not None:
            return whole
        hits = [(hit, folded(hit.group())) for hit in _WORD.finditer(text)] if self._known else []
        pieces, at, i = [], 0, 0
        while i < len(hits):
            step = 1
            for length in range(min(self._longest, len(hits) - i), 0, -1):
                key = tuple(part for _, parts in hits[i : i + length] for part in parts)
                if key in self._known:
                    pieces += [text[at : hits[i][0].start()], self._known[key]]
                    at, step = hits[i + length - 1][0].end(), length
                    break
            i += step
        return "".join([*pieces, text[at:]])

    def betrayed(self, text: str) -> bool:
        """Whether a name occurs in the text, or a part of one that gives the person away."""
        return not self._parts.isdisjoint(folded(text)) or self.cover(text) != text


def all_places(incident: Incident) -> list[Place]:
    """Every place of an incident and of its accounts."""
    records: list[Event | Incident] = [incident, *(account.event for account in incident.accounts)]
    return [place for it in records for place in (it.where, *it.where_also)]


@lru_cache(maxsize=65536)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, apostrophes, hyphens and points: two names with
    the same words are the same."""
    plain = unmarked(name.casefold())
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['’`]s\b|['’`]", "", plain))) or (plain,)


def pseudonym(name: str, *, salt: str, what: str = "person") -> str:
    """A name's pseudonym, such as "person 7H3KQ2MD".

    HMAC-SHA-256 under the salt, cut to 40 bits. It is the same in every export under one salt; it
    cannot be reversed, and only someone who has the salt can test a name.
    """
    mac = hmac.new(
        salt.encode(), f"{what}\0{' '.join(folded(name)) or name}".encode(), hashlib.sha256
    )
    return f"{what} {b32encode(mac.digest()[:5]).decode()}"


def settled(
    private: set[str], officials: set[str], bodies: Iterable[str] = ()
) -> tuple[set[str], set[str]]:
    """Private people and officials; a body is neither, and a short form that fits the full name of
    an official is the official's."""
    full = [set(folded(name)) for name in officials]
    known = {folded(name) for name in bodies}
    return {
        n
        for n in private
        if folded(n) not in known and not any(set(folded(n)) <= words for words in full)
    }, officials


def stand_ins(names: Iterable[str], make: Callable[[str], str]) -> dict[str, str]:
    """The replacement of each name; a short form takes the replacement of the one longer name
    that contains its words."""
    given: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (-len(folded(name)), name)):
        words = set(folded(name))
        longer = {stand_in for other, stand_in in given.items() if words < set(folded(other))}
        given[name] = longer.pop() if len(longer) == 1 else make(name)
    return given
