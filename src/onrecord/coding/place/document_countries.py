"""What a document says about the countries that it plays in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.codebook.places import Places, Ranking
from onrecord.coding.place.name_candidates import Name, Page
from onrecord.coding.place.ranking import weigh
from onrecord.gazetteer import Entry, Gazetteer
from onrecord.gazetteer.fold import fold
from onrecord.schema import Report

PEOPLE_VOTE, COUNTRY_VOTE, TITLE_VOTES = 0.3, 0.6, 2
MAIN_SHARE = 0.08
STAGE = frozenset(("in", "inside", "across", "throughout", "near"))
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
        ranking: Ranking,
        outlet: str | None = None,
    ) -> None:
        self.ranking, self.outlet = ranking, outlet
        self.total: dict[str, float] = {land: PEOPLE_VOTE * n for land, n in people.items()}
        self.by_name: dict[str, dict[str, float]] = {}
        self.inner: set[str] = set()
        self.cache: dict[str, dict[str, float]] = {}
        for name in names:
            weights = [math.exp(weigh(entry, name, ranking)) for entry in name.found]
            if not weights:
                continue
            sure = min(1.0, max(0.1, (math.log(max(weights)) - 2.5) / 2.5))
            mine = self.by_name.setdefault(fold(name.text), {})
            for entry, weight in zip(name.found, weights, strict=True):
                if entry.country:
                    self.vote(
                        entry,
                        name,
                        weight / sum(weights) * (COUNTRY_VOTE if entry.kind == "country" else sure),
                        mine,
                    )

    def vote(self, entry: Entry, name: Name, part: float, mine: dict[str, float]) -> None:
        """Count a candidate's part of its name's vote."""
        land = entry.country or ""
        mine[land] = mine.get(land, 0.0) + part
        self.total[land] = self.total.get(land, 0.0) + part
        if part > 0.5 and (
            name.preposition in STAGE
            if entry.kind == "country"
            else weigh(entry, name, self.ranking) > 4
        ):
            self.inner.add(land)

    def main(self) -> list[str]:
        """The countries that the document plays in, the likeliest first: the top one, and others in
        which it names places."""
        shares = self.shares()
        ranked = sorted(shares, key=lambda land: (-shares[land], land))[:4]
        return [
            land
            for n, land in enumerate(ranked)
            if n == 0 or (shares[land] >= MAIN_SHARE and land in self.inner)
        ]

    def shares(self, but: str | None = None) -> dict[str, float]:
        """Country → its share of the votes, those of the name ``but`` left out."""
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
    """Country → how often the text names its people or state, and its title (twice as much) these,
    the country or a known place in it."""
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
            if (
                not (words[i][0].isupper() and words[i + size - 1][0].isupper())
                or phrase.lower() in book.cues.never
            ):
                continue
            found = (
                gazetteer.search(phrase, variants=False, limit=1)
                if gazetteer.renowned(phrase)
                else []
            )
            land = book.demonyms.get(phrase) or (found[0].country if found else None)
            if land:
                out.append(land)
    return out


def outlet_country(report: Report, gazetteer: Gazetteer, book: Places) -> str | None:
    """The country that a report's outlet names, by itself ("The Syrian Observer") or in the address
    ("….com.pk"), else null."""
    named = titled(report.outlet or "", gazetteer, book)
    if named:
        return named[0]
    for address in (report.url or "", report.outlet or ""):
        host = HOST.match(address.strip())
        if host:
            return gazetteer.alpha3(host[1].upper())
    return None
