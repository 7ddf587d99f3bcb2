"""What a document says about the countries that it plays in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.codebook.places import Places
from onrecord.coding.toponyms import Name, Page
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.gazetteer.fold import fold

PEOPLE_VOTE, COUNTRY_VOTE, TITLE_VOTES = 0.3, 0.6, 2
MAIN_SHARE = 0.08
WEIGHT = {"country": 9.0, "continent": 8.0, "admin1": 5.6, "admin2": 4.0}  # beside the decimal logarithm of a town's people
HAND_KEPT = 5.5
OTHER_SPELLING = 4.0  # times what the name lacks of a full match
TOWN_OVER_PROVINCE = 2.2
STAGE = frozenset(("in", "inside", "across", "throughout", "near"))
TITLE_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-.'&][^\W_]+)*")


class Evidence:
    """The votes of a document's names for countries.

    Each name spreads one vote over its candidates by their weight; a settlement or province counts for more than a country or a
    people, which may only take part in what happens elsewhere.
    """

    def __init__(self, names: Sequence[Name], people: Counter[str]) -> None:
        self.total: dict[str, float] = {land: PEOPLE_VOTE * n for land, n in people.items()}
        self.by_name: dict[str, dict[str, float]] = {}
        self.inner: set[str] = set()
        self.cache: dict[str, dict[str, float]] = {}
        for name in names:
            weights = [math.exp(weigh(entry, name)) for entry in name.found]
            if not weights:
                continue
            sure = min(1.0, max(0.1, (math.log(max(weights)) - 2.5) / 2.5))
            mine = self.by_name.setdefault(fold(name.text), {})
            for entry, weight in zip(name.found, weights, strict=True):
                if entry.country:
                    self.vote(entry, name, weight / sum(weights) * (COUNTRY_VOTE if entry.kind == "country" else sure), mine)

    def vote(self, entry: Entry, name: Name, part: float, mine: dict[str, float]) -> None:
        """Count a candidate's part of its name's vote."""
        land = entry.country or ""
        mine[land] = mine.get(land, 0.0) + part
        self.total[land] = self.total.get(land, 0.0) + part
        if part > 0.5 and (name.preposition in STAGE if entry.kind == "country" else weigh(entry, name) > 4):
            self.inner.add(land)

    def main(self) -> list[str]:
        """The countries that the document plays in, the likeliest first: the top one, and others in which it names places."""
        shares = self.shares()
        ranked = sorted(shares, key=lambda land: (-shares[land], land))[:4]
        return [land for n, land in enumerate(ranked) if n == 0 or (shares[land] >= MAIN_SHARE and land in self.inner)]

    def shares(self, but: str | None = None) -> dict[str, float]:
        """Country → its share of the votes, those of the name ``but`` left out."""
        key = fold(but) if but else ""
        if key not in self.cache:
            mine = self.by_name.get(key, {}) if but else {}
            whole = sum(self.total.values()) - sum(mine.values()) + (1.0 if but else 0.0)
            self.cache[key] = {land: (n - mine.get(land, 0.0)) / whole for land, n in self.total.items()} if whole else {}
        return self.cache[key]


def weigh(entry: Entry, name: Name) -> float:
    """A candidate's weight before any context but the words beside the name: kind, people, fit of its name and kind."""
    score = WEIGHT.get(entry.kind) or (HAND_KEPT if entry.id.startswith("onrecord:") else math.log10(entry.people + 50))
    score -= OTHER_SPELLING * (1 - entry.score)
    match name.group:
        case "admin1":
            score += {"admin1": 4.0, "admin2": 0.5}.get(entry.kind, 0.0)
        case "admin2":
            score += 3.0 if entry.kind == "admin2" else 0.0
        case "city" | "part" | "facility":
            score -= {"country": 4.0, "continent": 4.0, "admin1": 3.0, "admin2": 1.0}.get(entry.kind, 0.0)
            score += 1.5 if name.noun == "district" and entry.kind == "admin2" else 0.0
        case _:
            towns = [e for e in name.found if e.kind == "city" and (e.country, e.admin1) == (entry.country, entry.admin1)]
            score -= TOWN_OVER_PROVINCE if towns and entry.kind in ("admin1", "admin2") else 0.0
    return score


def peoples(page: Page, title: str) -> Counter[str]:
    """Country → how often the text names its people or state, and its title (twice as much) these, the country or a known place in it."""
    out = Counter(page.book.demonyms[w.text] for w in page.words if w.text in page.book.demonyms)
    for land in titled(title, page.gazetteer, page.book):
        out[land] += TITLE_VOTES
    return out


def titled(title: str, gazetteer: Gazetteer, book: Places) -> list[str]:
    """The countries of the demonyms and well-known places in a title."""
    out = []
    words = TITLE_WORD.findall(title)
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            phrase = " ".join(words[i : i + size])
            if not (words[i][0].isupper() and words[i + size - 1][0].isupper()) or phrase.lower() in book.cues.never:
                continue
            found = gazetteer.search(phrase, variants=False, limit=1) if gazetteer.renowned(phrase) else []
            land = book.demonyms.get(phrase) or (found[0].country if found else None)
            if land:
                out.append(land)
    return out
