"""The traits by which accounts are compared: dates as an interval of days, the place as a circle,
actors, tolls and distinctive words.

Words are kept as hashes, each a number of 32 bits: enough to see that two accounts share a name,
too little to read the name from a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.codebook import loader
from onrecord.codebook.types import Types
from onrecord.gazetteer.fold import unmarked
from onrecord.linking.rarity import pack
from onrecord.schema import Event
from onrecord.schema.incident import Account, Source

STORY, NAMES, FIGURES = 64, 48, 32
"""At most so many words, names and figures of a whole report are kept, the rarest first."""
PACKED = ("words", "story", "names", "figures")
GENERIC = frozenset({"civilians", "protesters", "rioters"})
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
Toll = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Traits:
    """An account as it is compared with others; what is not known is None or empty and says
    nothing.

    ``start``/``end``/``published``: days as ordinals (``date.toordinal``); ``radius``: km;
    ``place``: words of the place's name; ``actors``: known actors of both sides; ``tolls``: (kind
    of harm, low, high); ``words``: of the event's own evidence, ``story``: of the whole report, all
    packed (:mod:`onrecord.linking.rarity`). ``copy``: the report that ``report`` is a near-copy of,
    otherwise itself. ``dated``: the report names the day, and it is a single one.
    """

    id: str
    report: str
    copy: str
    type: str | None = None
    family: str | None = None
    status: str = "occurred"
    start: int | None = None
    end: int | None = None
    dated: bool = False
    published: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius: float | None = None
    precision: str = "none"
    country: str | None = None
    admin1: str | None = None
    place: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    words: bytes = b""
    story: bytes = b""
    names: bytes = b""
    figures: bytes = b""

    def to_json(self) -> str:
        """As one line of JSON, to be stored."""
        return json.dumps(
            asdict(self) | {name: getattr(self, name).hex() for name in PACKED}, ensure_ascii=False
        )

    @classmethod
    def from_json(cls, line: str) -> Traits:
        """Read back what :meth:`to_json` wrote."""
        data = json.loads(line)
        data |= {name: tuple(data[name]) for name in ("place", "actors")}
        data |= {name: bytes.fromhex(data[name]) for name in PACKED}
        return cls(**{**data, "tolls": tuple(tuple(toll) for toll in data["tolls"])})


def traits(account: Account, text: str = "", *, types: Types | None = None) -> Traits:
    """The traits of an account.

    Args:
        account: its id is ``r7e3``: the part before the event's id names the report.
        text: the whole report's text; without it the story's words are those of the title and the
            evidence.
        types: the event types, for their families (ACLED's event types); the shipped ones by
            default.
    """
    event, source = account.event, account.source
    types = types or shipped()
    report = account.id.removesuffix(event.id) or source.id
    own = [span.text for span in event.evidence]
    names = [actor.name for actor in (*event.side_a, *event.side_b)]
    where, whole = event.where, "\n".join([source.title or "", text or "\n".join(own)])
    story, full, figures = _told(whole)
    return Traits(
        id=account.id,
        report=report,
        copy=source.copy_of or report,
        type=event.type,
        family=types.acled(event.type).event_type if event.type in types else None,
        status=event.status,
        start=_ordinal(event.when.start),
        end=_ordinal(event.when.end),
        dated=event.when.basis in ("stated", "anchored")
        and event.when.start is not None
        and event.when.start == event.when.end,
        published=_ordinal(source.published.start),
        latitude=where.latitude,
        longitude=where.longitude,
        radius=where.radius_km,
        precision=where.precision,
        country=where.country,
        admin1=where.admin1,
        place=tuple(sorted(set(fold(where.resolved or where.name or "")))),
        actors=tuple(
            sorted(
                {
                    a.actor
                    for a in (*event.side_a, *event.side_b)
                    if a.actor and a.kind not in GENERIC
                }
            )
        ),
        tolls=tolls(event),
        words=pack(folded for _, folded in _tokens("\n".join([*own, *names]))),
        story=story,
        names=full,
        figures=figures,
    )


def story(source: Source, text: str) -> Traits:
    """The traits of a whole report, used if no event was found in it: its day of publication, its
    words, names and figures."""
    words, names, figures = _told("\n".join([source.title or "", text]))
    return Traits(
        id=source.id,
        report=source.id,
        copy=source.copy_of or source.id,
        published=_ordinal(source.published.start),
        story=words,
        names=names,
        figures=figures,
    )


def tolls(event: Event) -> tuple[Toll, ...]:
    """The people harmed by kind: the headline figures, widened to include what the event's claims
    give."""
    found = []
    for kind, total in event.totals.items():
        lows = [harm.low for harm in event.harm if harm.kind == kind]
        found.append(
            (kind, min((n for n in (*lows, total.low) if n is not None), default=None), total.high)
        )
    return tuple(sorted(found))


def fold(text: str) -> list[str]:
    """The words of a text without case, diacritics and genitive endings."""
    return [
        word.removesuffix("'s").removesuffix("’s")
        for word in _WORDS.findall(unmarked(text).casefold())
    ]


@lru_cache(maxsize=4)
def _told(text: str) -> tuple[bytes, bytes, bytes]:
    """A whole report's distinctive words, names and figures, packed: made once for all of its
    events."""
    words, names, figures = telling(text)
    return pack(words, STORY), pack(names, NAMES), pack(figures, FIGURES)


def telling(text: str) -> tuple[list[str], list[str], list[str]]:
    """The words of a text, the pairs of them that are names, and those that are figures, each in
    order."""
    found = _tokens(text)

    def pairs(joined: Callable[[str, str, str], bool]) -> list[str]:
        return [
            f"{a}_{b}"
            for (one, a), (other, b) in pairwise(found)
            if joined(one[0], text[one.end() : other.start()], other[0])
        ]

    return [folded for _, folded in found], pairs(_name), pairs(_figure)


def _name(one: str, between: str, other: str) -> bool:
    """Two capitalised words: mostly part of a name; a full name says more than its parts."""
    return between == " " and one.istitle() and other.istitle()


def _figure(one: str, between: str, other: str) -> bool:
    """A number and the word next to it: an age, a house number, a calibre, an hour."""
    return (one.isdigit() and between in (" ", "-", ":")) or (
        other.isdigit() and between == ", " and one.istitle()
    )


def _tokens(text: str) -> list[tuple[re.Match[str], str]]:
    return [(word, "".join(fold(word[0]))) for word in _WORDS.finditer(text)]


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


@cache
def shipped() -> Types:
    """The shipped event types."""
    return loader.section("types", Types)
