"""What a document says about the countries in which it is set."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.codebook.places import Places
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.ranking import weigh
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.gazetteer.fold import fold
from onrecord.schema import Report

HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.([a-z]{2})(?::\d+)?(?:/.*)?$")
TITLE_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-.'&][^\W_]+)*")


class Evidence:
    """The votes of a document's names for countries.

    Each name spreads one vote over its candidates by their weight; a settlement or province counts
    for more than a country or a people, which may only take part in what happens elsewhere.
    """

    def __init__(
        self,
        names: Sequence[Name],
        people: Counter[str],
        book: Places,
        outlet: str | None = None,
    ) -> None:
        self.book, self.outlet = book, outlet
        self.total: dict[str, float] = {
            land: book.votes.demonym * times for land, times in people.items()
        }
        self.by_name: dict[str, dict[str, float]] = {}
        self.inner: set[str] = set()
        self.cache: dict[str, dict[str, float]] = {}
        for name in names:
            if name.found:
                self.count_name(name)

    def count_name(self, name: Name) -> None:
        """Spread a name's vote over the countries of its candidates."""
        votes = self.book.votes
        weights = [math.exp(weigh(entry, name, self.book.ranking)) for entry in name.found]
        whole = sum(weights)
        certainty = (math.log(max(weights)) - votes.from_score) / votes.over_score
        settlement = min(1.0, max(votes.least, certainty))
        mine = self.by_name.setdefault(fold(name.text), {})
        for entry, weight in zip(name.found, weights, strict=True):
            if entry.country:
                vote = votes.country if entry.kind == "country" else settlement
                self.count_candidate(entry, name, weight / whole * vote, mine)

    def count_candidate(
        self, entry: Entry, name: Name, part: float, mine: dict[str, float]
    ) -> None:
        """Count a candidate's part of its name's vote."""
        land = entry.country or ""
        mine[land] = mine.get(land, 0.0) + part
        self.total[land] = self.total.get(land, 0.0) + part
        if part > self.book.votes.chosen_part and self.plays_there(entry, name):
            self.inner.add(land)

    def plays_there(self, entry: Entry, name: Name) -> bool:
        """Whether a likely candidate places something in its country."""
        votes = self.book.votes
        if entry.kind == "country":
            return name.preposition in votes.stage
        return weigh(entry, name, self.book.ranking) > votes.chosen_score

    def main(self) -> list[str]:
        """The countries in which the document is set, the likeliest first: the top one, and others
        in which it names places."""
        shares, votes = self.shares(), self.book.votes
        ranked = sorted(shares, key=lambda land: (-shares[land], land))[: votes.most_countries]
        return [
            land
            for n, land in enumerate(ranked)
            if n == 0 or (shares[land] >= votes.main_share and land in self.inner)
        ]

    def shares(self, but: str | None = None) -> dict[str, float]:
        """Country → its share of the votes, without those of the name ``but``."""
        key = fold(but) if but else ""
        if key not in self.cache:
            mine = self.by_name.get(key, {}) if but else {}
            whole = sum(self.total.values()) - sum(mine.values()) + (1.0 if but else 0.0)
            self.cache[key] = (
                {land: (n - mine.get(land, 0.0)) / whole for land, n in self.total.items()}
                if whole
                else {}
            )
        return self.cache[key]


def peoples(page: Page, title: str) -> Counter[str]:
    """Country → how often the text names its people or state; in the title these, the country and
    known places in it count twice."""
    out = Counter(page.book.demonyms[w.text] for w in page.words if w.text in page.book.demonyms)
    for land in titled(title, page.gazetteer, page.book):
        out[land] += page.book.votes.title
    return out


def titled(title: str, gazetteer: Gazetteer, book: Places) -> list[str]:
    """The countries of the demonyms and well-known places in a title."""
    words = TITLE_WORD.findall(title)
    runs = (words[i : i + size] for size in (3, 2, 1) for i in range(len(words) - size + 1))
    lands = (country_of_phrase(run, gazetteer, book) for run in runs)
    return [land for land in lands if land]


def country_of_phrase(words: Sequence[str], gazetteer: Gazetteer, book: Places) -> str | None:
    """The country whose people or well-known place a capitalised phrase of a title names."""
    phrase = " ".join(words)
    capitalised = words[0][0].isupper() and words[-1][0].isupper()
    if not capitalised or phrase.lower() in book.cues.never:
        return None
    if phrase in book.demonyms:
        return book.demonyms[phrase]
    if not gazetteer.renowned(phrase):
        return None
    found = gazetteer.search(phrase, variants=False, limit=1)
    return found[0].country if found else None


def outlet_country(report: Report, gazetteer: Gazetteer, book: Places) -> str | None:
    """The country that a report's outlet names, by itself ("The Syrian Observer") or in the address
    ("….com.pk"), or else None."""
    named = titled(report.outlet or "", gazetteer, book)
    if named:
        return named[0]
    for address in (report.url or "", report.outlet or ""):
        host = HOST.match(address.strip())
        if host:
            return gazetteer.alpha3(host[1].upper())
    return None
