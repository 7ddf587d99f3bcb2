"""Where an event happened: the places its words govern, and what it inherits along the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.coding.drafts import Draft
from onrecord.coding.findings import Findings, token_at
from onrecord.coding.happenings import Happening, grain
from onrecord.coding.records import Toponym
from onrecord.coding.referring import COUNTRY, PROVINCE, TOWN, level, referent, seat
from onrecord.coding.syntax import clause_path
from onrecord.gazetteer.rows import kilometres
from onrecord.schema import Place


def place(draft: Draft, earlier: Draft | None, home: Place, findings: Findings) -> None:
    """The place named for the event; else that of the event before it; else the country the report is about."""
    happening = draft.happening
    back = referent(happening, findings)
    best = chosen(happening, findings) if happening.places else None
    if best is not None and back is not None and level(best) <= PROVINCE < level(back[0]) and within(back[0], best, ""):
        best = None
    if best is not None:
        draft.where = with_container(best, happening.places, home)
        lost = [(t.span.text, "less specific, or named later") for t in happening.places if t is not best]
        read_as = "; " + ": ".join(best.candidates[0]) if best.candidates else ""
        draft.decided("where", draft.where.name, f"named for it ({best.rule}){read_as}", [best.span], [*lost, *best.candidates[1:]])
        return
    if back is not None:
        place_, noun = back[0], back[1]
        draft.where = place_.place.model_copy(update={"spans": (place_.span, noun)})
        draft.decided("where", draft.where.name, f'"{noun.text}" stands for it', [noun, place_.span])
        return
    if (
        earlier is not None
        and earlier.where.name
        and happening.status not in ("planned", "threatened")
        and happening.sentence - earlier.happening.sentences[-1] <= 2
    ):
        draft.where = earlier.where
        draft.decided("where", draft.where.name, f"carried over from {earlier.id}", draft.where.spans)
        return
    beside = qualifying(happening, findings)
    if beside is not None and happening.status not in ("planned", "threatened"):
        draft.where = beside.place.model_copy(update={"name": beside.head.text, "spans": (beside.head,)})
        draft.decided("where", draft.where.name, "named in its sentence for somebody of the place", [beside.head])
        return
    named = next((t for t in findings.toponyms if home.country == t.place.country and t.place.resolved and level(t) == COUNTRY), None)
    if named is not None and happening.status not in ("planned", "threatened"):
        draft.where = named.place.model_copy(update={"name": named.head.text, "spans": (named.head,)})
        draft.decided("where", draft.where.name, "the country the report is about", [named.head])
        return
    draft.where = Place(country=home.country, admin1=home.admin1, precision="none" if home.country is None else "country")
    draft.decided("where", home.country, "the country the report is about")


def qualifying(happening: Happening, findings: Findings) -> Toponym | None:
    """A place that only says whose police or army it is, in the happening's own sentence and within what is told ("Hong Kong police")."""
    sentence = findings.cast.doc[happening.first].sent
    here = (t for t in findings.toponyms if sentence.start_char <= t.head.start < sentence.end_char and t.rule in ("qualifier", "body"))
    return next((t for t in here if spoken_of(t, happening, findings)), None)


def with_container(best: Toponym, places: Sequence[Toponym], home: Place) -> Place:
    """The finest place, its country and province taken from a coarser one beside it where its own are not known."""
    where = best.place
    update: dict[str, object] = {}
    around = [t.place for t in sorted(places, key=specificity, reverse=True)]
    if where.resolved is None and home.admin1 and where.country in (None, home.country):
        around.insert(0, home)
    for wider in around:
        if where.country is None and wider.country and "country" not in update:
            update["country"] = wider.country
        if where.admin1 is None and wider.admin1 and "admin1" not in update and wider.country == (where.country or update.get("country")):
            update["admin1"] = wider.admin1
    if where.country is None and "country" not in update:
        update["country"] = home.country
    return where.model_copy(update=update) if update else where


def located(happening: Happening, findings: Findings, owners: dict[int, int], n: int) -> tuple[list[Toponym], bool]:
    """The places of a happening, most specific first, and whether its own sentence names them."""
    doc = findings.cast.doc
    sentence = doc[happening.mentions[0].trigger].sent
    start, end = sentence.start_char, sentence.end_char
    here = [t for t in findings.toponyms if t.locates and start <= t.span.start < end]
    own, shared = [], []
    for toponym in here:
        token = token_at(toponym.head.start, findings)
        owner = owners.get(token)
        if owner == n:
            own.append(toponym)
        elif owner is None and spoken_of(toponym, happening, findings):
            shared.append(toponym)
    picked = own or shared
    if not picked and here:
        governing = [g for m in happening.mentions for t in clause_path(doc[m.trigger]) if (g := owners.get(t.i)) is not None and g != n]
        picked = [t for t in here if owners.get(token_at(t.head.start, findings)) in governing]
    return sorted(picked, key=lambda t: (-specificity(t), t.span.start)), bool(own or shared)


def spoken_of(toponym: Toponym, happening: Happening, findings: Findings) -> bool:
    """Whether a place lies within what the speaker says, not where the speaker stands ("in Beijing, Zhao said …")."""
    voice = happening.voices[0] if happening.voices else -1
    return voice < 0 or findings.attributions[voice].covers(toponym.head.start)


WITHIN = re.compile(r",?\s+(?:in|of|near|on)\s+(?:the\s+)?")


def chosen(happening: Happening, findings: Findings) -> Toponym:
    """Of the places named for it the one that no other lies in; a town or less before an area; below the headline; the first."""
    text = findings.cast.doc.text
    title = findings.cast.doc[: happening.title_end].text if happening.title_end else ""
    inmost = [t for t in happening.places if not any(within(o, t, text) for o in happening.places if o is not t)] or happening.places
    return min(inmost, key=lambda t: (level(t) < TOWN, -min(level(t), TOWN), t.head.start < len(title), t.head.start))


def within(fine: Toponym, wide: Toponym, text: str) -> bool:
    """Whether the one lies in the other, as far as words ("X in Y"), provinces and distances tell."""
    p, q = fine.place, wide.place
    if fine.head.text == wide.head.text and level(fine) == level(wide):
        return False
    if WITHIN.fullmatch(text[fine.span.end : wide.span.start]) and level(wide) <= level(fine):
        return True
    if level(fine) <= level(wide) and not (level(fine) == TOWN and seat(wide) and not seat(fine)):
        return False
    if p.country and q.country and p.country != q.country:
        return False
    if level(wide) == COUNTRY:
        return p.country == q.country
    if p.admin1 and p.admin1 == q.admin1 and (level(wide) == PROVINCE or seat(wide) or p.latitude is None):
        return True
    if None in (p.latitude, p.longitude, q.latitude, q.longitude):
        return False
    return kilometres(p.latitude, p.longitude, q.latitude, q.longitude) <= (q.radius_km or 0.0)  # type: ignore[arg-type]


def specificity(toponym: Toponym) -> float:
    """How fine a place is: a quarter before a town, a town before a province, a province before a country."""
    return -grain(toponym)
