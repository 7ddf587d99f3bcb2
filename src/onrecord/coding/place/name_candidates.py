"""Place names in a text: which capitalised words may name a place, and what stands around them.

Recognition adds up the signs of :mod:`onrecord.coding.place.recognition`; resolution is
:mod:`onrecord.coding.place.find_places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.codebook.places import Group, Places
from onrecord.coding.records import Parsed
from onrecord.gazetteer import Entry, Gazetteer

LONGEST = 6  # words in a name
LONGEST_VARIANT = 4
# a town of fewer outside the document's countries is a namesake
NAMESAKE_PEOPLE, KNOWN_PEOPLE = (50_000, 500_000)
SURE_VARIANT = (
    0.62  # score of another romanisation that is taken over a shorter name as it is spelt
)
DEFAULT_KM, VAGUE_KM = 8.0, 5.0  # "north of X"; "a few kilometres from X"
WORD = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z][a-z]?\.|[A-Z]&[A-Z]\b|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*")
GAP = re.compile(r"[ \n]|-|- |'s?")
JOINS = (" ", "-", "\n", "- ")
DISTANCE = re.compile(
    r"(?:(?P<number>\d+(?:[.,]\d+)?|a few|several|some)["
    r" -]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\s*(?:away|drive)?\s*)?"
    r"(?:to the |just )?(?P<bearing>(?:north|south)?["
    r" -]?(?:north|south|east|west))?\s*(?:of|from|outside|away from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^[^\w(\n]*(?P<place>[^\W\d_][^\n:()—–]{1,40}?)(?:\s*\([^)\n]{2,30}\))?(?:,[^.\n(]{0,40}?\.?[^.\n(]{0,12}?)?\s*(?:\([^)\n]{2,40}\)\s*)?"
    r"(?:\[[^\]\n]{2,40}\]\s*)?(?P<tail>--|—|–| - |: )",
    re.MULTILINE,
)
DATELINE_WITHIN = 2000  # characters

Hit = tuple[int, int, list[Entry]]


@dataclass(slots=True)
class Word:
    """One word of the text: where it stands, whether it is capitalised, and the token and sentence
    that it lies in."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    token: int
    sentence: int


@dataclass(slots=True)
class Name:
    """A name that may be a place's, with what its surroundings say.

    ``first`` to ``last`` (exclusive) index the words, ``run`` the capitalised run around them;
    ``start`` and ``end`` bound the whole phrase with its modifiers; ``noun`` beside it and its
    ``group`` say what kind of place it is; ``near`` whether the words place something beside it or
    in a part of it; ``shift`` a distance (km) and bearing (degrees, null where not said).
    """

    text: str
    first: int
    last: int
    run: tuple[int, int]
    head: tuple[int, int]
    start: int
    end: int
    sentence: int
    found: list[Entry]
    noun: str = ""
    group: Group | None = None
    preposition: str = ""
    near: bool = False
    shift: tuple[float, float | None] | None = None
    score: float = 0.0
    signs: list[str] = field(default_factory=list)
    locates: bool = True
    rule: str = "name"

    @property
    def land(self) -> bool:
        """Whether it may name a country."""
        return any(entry.kind == "country" for entry in self.found)


def words(parsed: Parsed) -> list[Word]:
    """The words of the text; hyphens part words, a possessive 's is left off."""
    doc = parsed.doc
    sentence = {token.i: n for n, sent in enumerate(doc.sents) for token in sent}
    starts = [token.idx for token in doc]
    out, at = [], 0
    for hit in WORD.finditer(doc.text):
        while at + 1 < len(starts) and starts[at + 1] <= hit.start():
            at += 1
        text = hit.group()
        out.append(
            Word(hit.start(), hit.end(), text, text.lower(), text[0].isupper(), at, sentence[at])
        )
    return out


class Page:
    """One text as its place names are read from it: words, parse, gazetteer, cue words and, once
    known, the document's countries.

    ``main`` (set by :meth:`names`) lets other romanisations be found and tells far-off namesakes
    from names that the gazetteer lacks.
    """

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, book: Places) -> None:
        self.parsed, self.gazetteer, self.book, self.cues = parsed, gazetteer, book, book.cues
        self.text, self.doc = parsed.doc.text, parsed.doc
        self.words = words(parsed)
        self.outer = self.cues.parts | self.cues.group.keys()
        self.plain = {w.text for w in self.words if not w.capital}
        self.label: dict[int, str] = {t.i: e.label_ for e in self.doc.ents for t in e}
        self.main: Sequence[str] = ()
        self.dateline = dateline(self.text)

    def names(self, main: Sequence[str] = ()) -> list[Name]:
        """What may be names of places, in text order, not yet weighed."""
        self.main = main
        out = [
            self.read(i, j, found, run) for run in self.runs() for i, j, found in self.segment(*run)
        ]
        return sorted([*out, *self.capitals()], key=lambda name: name.head)

    def gap(self, i: int, j: int) -> str:
        """The characters between two words."""
        return self.text[self.words[i].end : self.words[j].start]

    def joined(self, i: int, j: int) -> bool:
        """Whether two words follow each other in one sentence with nothing but a space or hyphen
        between."""
        return (
            i >= 0
            and j < len(self.words)
            and self.gap(i, j) in JOINS
            and self.words[i].sentence == self.words[j].sentence
        )

    def runs(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words and the particles between them, as (first, past the last)."""
        i, n = 0, len(self.words)
        while i < n:
            word = self.words[i]
            if not word.capital and not self.opens(i):
                i += 1
                continue
            j = last = i + 1
            while (
                j < n
                and GAP.fullmatch(self.gap(j - 1, j))
                and self.words[j].sentence == word.sentence
            ):
                if self.words[j].capital:
                    last = j + 1
                elif self.words[j].lower not in self.cues.particles or j - last > 1:
                    break
                j += 1
            yield i, last
            i = last

    def opens(self, i: int) -> bool:
        """Whether a lower-case article opens a name: "al-Bab", "al Bab", "as-Suwayda"."""
        low = self.words[i].lower
        if (
            low not in self.cues.articles
            or i + 1 >= len(self.words)
            or not self.words[i + 1].capital
        ):
            return False
        return self.gap(i, i + 1) in ("-", "- ") or (
            self.gap(i, i + 1) == " " and low not in self.cues.wordlike
        )

    def segment(self, first: int, past: int) -> list[Hit]:
        """The longest known names within a run, then what is left of it: other romanisations, or
        one unknown name."""
        whole = self.whole(first, past) if self.main else None
        hits = [whole] if whole else [*self.strict(first, past)]
        for a, b in [*self.left(first, past, hits)]:
            beside = [
                h
                for h in hits
                if (h[1] == a and self.gap(a - 1, a) != "-")
                or (h[0] == b and self.gap(b - 1, b) != "-")
            ]
            if beside and all(self.slight(h) for h in beside):
                # "Tall" in "Tall Tawil" is part of a longer name
                hits = [h for h in hits if h not in beside]
                a, b = min(a, beside[0][0]), max(b, beside[-1][1])
            cover = self.cover(a, b) if self.main else []
            hits += cover
            beside = [
                h
                for h in hits
                if (h[1] == a and self.gap(a - 1, a) != "-")
                or (h[0] == b and self.gap(b - 1, b) != "-")
            ]
            if (
                not cover
                and all(any(e.kind in ("country", "admin1") for e in h[2]) for h in beside)
                and not self.abbreviation(a, b)
            ):
                hits.append((a, b, []))
        return sorted(hits, key=lambda h: h[:2])

    def strict(self, first: int, past: int) -> Iterator[Hit]:
        """What the gazetteer knows as it is spelt, the longest names first; mere namesakes are
        passed over."""
        i = first
        while i < past:
            for j in range(min(past, i + LONGEST), i, -1):
                found = self.look_up(i, j) if self.words[j - 1].capital else []
                if found and (not self.main or self.plausible(found)):
                    yield i, j, found
                    i = j
                    break
            else:
                i += 1

    def whole(self, first: int, past: int) -> Hit | None:
        """A run of several words as one name in another romanisation, where the gazetteer does not
        spell it so."""
        for a, b in self.left(first, past, []):
            if b - a > 1 and not self.look_up(a, b):
                found = [e for e in self.variants(a, b) if e.score >= SURE_VARIANT]
                if found:
                    return a, b, found
        return None

    def cover(self, first: int, past: int) -> list[Hit]:
        """A stretch as names in other romanisations, or nothing where they do not cover it all."""
        for j in range(min(past, first + LONGEST_VARIANT), first, -1):
            head = j - first == 1 and self.words[first].lower in self.cues.heads
            found = self.variants(first, j) if self.words[j - 1].capital and not head else []
            if found:
                rest = self.cover(j, past)
                if j == past or rest:
                    return [(first, j, found), *rest]
        return []

    def left(self, first: int, past: int, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
        """The stretches of a run between the known names, parted at "and", without words that only
        stand beside a name."""
        joints = [
            (k, k + 1)
            for k in range(first, past)
            if self.words[k].lower == "and" and not any(h[0] <= k < h[1] for h in hits)
        ]
        bounds = [
            first,
            *(x for pair in sorted([h[:2] for h in hits] + joints) for x in pair),
            past,
        ]
        for a, b in zip(bounds[::2], bounds[1::2], strict=True):
            while a < b and (
                self.idle(a) or self.words[a].lower in self.cues.particles - self.cues.articles
            ):
                a += 1
            while b > a and (
                self.cues.group.get(self.words[b - 1].lower, "facility") != "facility"
                or not self.words[b - 1].capital
            ):
                b -= 1
            if a < b:
                yield a, b

    def idle(self, i: int) -> bool:
        """Whether a capitalised word only stands before a name ("Northern", "The", "City")."""
        low = self.words[i].lower
        cues = self.cues
        return (
            low not in cues.articles
            and low not in cues.heads
            and (low in cues.group or low in cues.modifiers or low in cues.idle)
        )

    def slight(self, hit: Hit) -> bool:
        """Whether a hit is one capitalised word that names small settlements only, or a word that
        many names begin with."""
        full = [
            w.lower
            for w in self.words[hit[0] : hit[1]]
            if w.capital and w.lower not in self.cues.articles
        ]
        if len(full) != 1:
            return False
        if full[0] in self.cues.heads:
            return True
        small = [
            KNOWN_PEOPLE if self.main and e.country not in self.main else 2 * NAMESAKE_PEOPLE
            for e in hit[2]
        ]
        return all(e.minor and e.population < most for e, most in zip(hit[2], small, strict=True))

    def plausible(self, found: list[Entry]) -> bool:
        """Whether some candidate fits the document: it lies in one of its countries, or is too well
        known to be a mere namesake."""
        return any(
            e.country in self.main
            or (not e.minor and e.score > 0.85)
            or (e.population >= KNOWN_PEOPLE and e.score >= 0.9)
            or (e.population >= NAMESAKE_PEOPLE and e.match == "exact")
            for e in found
        )

    def variants(self, i: int, j: int) -> list[Entry]:
        """Other romanisations of the words in the document's countries."""
        cues, some = self.cues, self.words[i:j]
        lows = [w.lower for w in some]
        if j - i > LONGEST_VARIANT or max(map(len, lows)) < 4 or self.abbreviation(i, j):
            return []
        if any(
            w.lower in cues.bodies | cues.modifiers
            or w.lower in cues.group
            or w.text in self.book.demonyms
            for w in some
        ):
            return []
        if any(
            w in cues.never and w not in cues.particles and (j - i == 1 or w not in cues.naming)
            for w in lows
        ):
            return []
        text = self.text[some[0].start : some[-1].end]
        return next(
            (
                found
                for land in self.main
                if (found := self.gazetteer.search(text, country=land, limit=6))
            ),
            [],
        )

    def abbreviation(self, i: int, j: int) -> bool:
        """Whether the words are one in capitals alone ("SANA", "YPG")."""
        return j - i == 1 and self.words[i].text.isupper() and not self.parsed.recased

    def look_up(self, i: int, j: int) -> list[Entry]:
        """What the gazetteer knows under these words as they are spelt."""
        cues, word = self.cues, self.words[i]
        text = self.text[word.start : self.words[j - 1].end]
        if j - i > 1:
            lows = [w.lower for w in self.words[i:j]]
            if (
                word.lower in ("the", "and", "of", "i", "y")
                or lows[-1] in cues.articles
                or not {*lows} - cues.never - cues.articles
            ):
                return []
            found = self.gazetteer.search(text, variants=False, limit=40)
            # "At Tall", but not "At Idlib"
            if word.lower in cues.wordlike and self.gap(i, i + 1) == " ":
                return [e for e in found if e.score > 0.85]
            return found
        if word.lower in cues.never or word.lower in cues.modifiers:
            return []
        found = self.gazetteer.search(text, variants=False, limit=40) or self.unpossessed(text)
        if len(text) <= 4 and self.text[word.end : word.end + 1] == ".":  # "Ky."
            provinces = [e for e in found if e.kind == "admin1" and e.match == "alternate"]
            if provinces:
                return provinces
        if len(text) > 3:
            return found
        if text.isupper() or "." in text:  # "US", "UK", "UP" in capitals only
            return [e for e in found if e.kind in ("country", "admin1")]
        return [e for e in found if e.match == "exact" and len(text) > 2]

    def unpossessed(self, text: str) -> list[Entry]:
        """Reads "Syrias Qamishli": an apostrophe lost."""
        if len(text) < 6 or not text.endswith("s"):
            return []
        return [
            e
            for e in self.gazetteer.search(text[:-1], variants=False, limit=3)
            if e.kind == "country" or e.population > 200_000
        ]

    def capitals(self) -> Iterator[Name]:
        """Reads "The Kenyan capital", "Kenya's capital", "the capital of Kenya" as that city; not
        where its name follows."""
        for k, word in enumerate(self.words[1:], 1):
            if word.lower != "capital" or (
                k + 1 < len(self.words)
                and self.words[k + 1].capital
                and self.gap(k, k + 1) in (" ", ", ")
            ):
                continue
            i, j = k - 1, k + 1
            named = (
                [w.lower for w in self.words[k + 1 : k + 2]] == ["of"]
                and k + 2 < len(self.words)
                and self.words[k + 2].capital
            )
            if named and not self.land(k + 2):  # "the Syrian capital of Damascus"
                continue
            land = self.book.demonyms.get(self.words[i].text) or self.land(i)
            if not land and named:
                land, i, j = self.land(k + 2), k, k + 3
            city = self.gazetteer.capital(land) if land else None
            if city:
                head = (self.words[i].start, self.words[j - 1].end)
                yield Name(
                    self.text[slice(*head)],
                    i,
                    j,
                    (i, j),
                    head,
                    *head,
                    word.sentence,
                    [city],
                    "capital",
                    "city",
                    rule="capital",
                )

    def land(self, i: int) -> str | None:
        """The country that a single word names."""
        word = self.words[i]
        found = (
            self.gazetteer.search(word.text, kinds=("country",), variants=False, limit=1)
            if word.capital and len(word.text) > 3
            else []
        )
        return found[0].country if found else None

    def read(self, i: int, j: int, found: list[Entry], run: tuple[int, int]) -> Name:
        """A name with the words around it read: nouns, modifiers, preposition, distance."""
        start, end = self.words[i].start, self.words[j - 1].end
        here = Name(
            self.text[start:end], i, j, run, (start, end), start, end, self.words[i].sentence, found
        )
        self.read_left(here)
        for noun in (self.words[j - 1].lower, self.words[i].lower):
            if noun in self.cues.group and j - i > 1 and not here.noun:
                here.noun, here.group = noun, self.cues.group[noun]
        self.read_right(here)
        return here

    def read_left(self, here: Name) -> None:
        """Reads "(the) outskirts of the northern city of X", "20 km north of X", and the
        preposition before it all."""
        cues, words, k = self.cues, self.words, here.first - 1
        for _ in range(6):
            if not self.joined(k, k + 1):
                break
            low = words[k].lower
            if low in cues.modifiers:
                here.near = here.near or low not in cues.still
            elif low in ("the", "a", "its", "their"):
                k -= 1
                continue
            elif low == "of" and words[k - 1].lower in cues.bearings:
                break
            elif (
                low == "of"
                and not words[k - 1].capital
                and words[k - 1].lower in self.outer
                and self.joined(k - 1, k)
            ):
                k -= 1
                group = cues.group.get(words[k].lower)
                if not here.noun:
                    here.noun, here.group = words[k].lower, group
                here.near = here.near or group not in ("city", "admin1", "admin2", "part")
            elif (
                k == here.first - 1
                and not here.noun
                and cues.group.get(low) in ("city", "admin1", "part")
                and not words[k].capital
            ):
                here.noun, here.group = low, cues.group[low]
            else:
                break
            here.start = words[k].start
            k -= 1
        before = DISTANCE.search(self.text[max(0, here.start - 45) : here.start])
        if before and (before["number"] or before["bearing"]):
            here.shift, here.near = self.distance(before), True
            here.start -= len(before.group(0).lstrip())
            k = next((n for n in range(k, -1, -1) if words[n].end <= here.start), -1)
        if (
            k >= 0
            and words[k].sentence == here.sentence
            and self.gap(k, k + 1).strip() in ("", '"')
        ):
            here.preposition = words[k].lower
            here.near = here.near or here.preposition in ("near", "around", "outside", "off")

    def read_right(self, here: Name) -> None:
        """Reads "X city", "X military airport", "X's northern countryside", "X neighbourhoods", "X
        suburb of Y"."""
        cues, words, probe = self.cues, self.words, here.last
        if probe >= len(words):
            return
        owner = self.gap(probe - 1, probe) == "'s "
        if not owner and not self.joined(probe - 1, probe):
            return
        between = cues.modifiers if owner else cues.between
        while words[probe].lower in between and self.joined(probe, probe + 1):
            probe += 1
        low = words[probe].lower
        group = cues.group.get(low)
        if group is None or here.noun or (owner and (group != "area" or words[probe].capital)):
            return
        follows = self.joined(probe, probe + 1) and words[probe + 1].capital
        if words[probe].capital and follows:  # "Aleppo City Council"
            return
        # "the Damascus suburb of Daraya"
        if probe + 2 < len(words) and words[probe + 1].lower == "of" and words[probe + 2].capital:
            here.near = True
        elif (
            low.endswith("s")
            and group in ("city", "part")
            and any(e.population >= NAMESAKE_PEOPLE for e in here.found)
        ):
            here.near, here.end = True, words[probe].end
        elif not self.possessed(here):
            here.noun, here.group, here.end = low, group, words[probe].end
            here.near = here.near or group == "area"

    def possessed(self, here: Name) -> bool:
        """Whether the name is a possessive whose apostrophe was lost ("Turkeys state")."""
        return here.text.endswith("s") and bool(here.found) and not self.gazetteer.known(here.text)

    def distance(self, hit: re.Match[str]) -> tuple[float, float | None]:
        """The kilometres and the bearing of "20 km north of"."""
        number = hit["number"]
        km = (
            DEFAULT_KM
            if number is None
            else float(number.replace(",", "."))
            if number[0].isdigit()
            else VAGUE_KM
        )
        if (hit["unit"] or "").lower().startswith("mi"):
            km *= 1.609
        bearing = (hit["bearing"] or "").lower().strip().replace(" ", "").replace("-", "")
        return km, self.cues.bearings.get(bearing)


def dateline(text: str) -> tuple[int, int]:
    """Where a story's date line names its town ("KABUL, Sept 17 —", "BEIRUT (AP) -"), as offsets;
    (-1, -1) where there is none.

    A line's opening counts when its place is short and in capitals, or has an agency or a date
    behind it, or opens the text.
    """
    for hit in DATELINE.finditer(text, 0, DATELINE_WITHIN):
        place = hit["place"].strip()
        dated = "(" in hit.group() or any(c.isdigit() for c in hit.group())
        if len(place.split()) <= 4 and (
            place.isupper() or dated or (hit.start() == 0 and hit["tail"] != ": ")
        ):
            return hit.start("place"), hit.start("tail")
    return -1, -1
