"""Place names in a text: which capitalised words name a place, and the words around that say so.

Recognition adds up signs (a gazetteer's knowledge of the name, cue words beside it, spaCy's labels as one sign among
others); what reaches ``ACCEPT`` is a name of a place. Resolution is :mod:`onrecord.coding.places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.codebook.places import Group, Places
from onrecord.coding.records import Parsed
from onrecord.gazetteer import Entry, Gazetteer

ACCEPT = 2.0
LONGEST = 6  # words in a name
WORD = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z][a-z]?\.|[A-Z]&[A-Z]\b|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*")
GAP = re.compile(r"[ \n]|-|- |'s?")
PARTICLES = frozenset("al el ar as ash az an ad ez de del la las los le e bin ibn da do di du ul et and of the i y j s".split())
ARTICLES = frozenset("al el ar as ash az an ad ez es".split())
WORDLIKE = frozenset("an as at ad ar az es".split())  # articles that are English words or the like: only with a hyphen
FOR = {"GPE": 1.5, "LOC": 1.5, "FAC": 0.6}  # spaCy's entity labels; weak on names from other scripts
AGAINST = {"PERSON": -1.2, "ORG": -0.8, "NORP": -0.5, "DATE": -2.0, "LANGUAGE": -2.0}
IDLE = frozenset("the this that these those his her their our in on at near of from and or but as when while after before since until".split())
NAMING = frozenset("abu al el ali ibn bin san santa santo los las la le les de del st mount fort port lake great little upper lower saint haji sheikh".split())
DISTANCE = re.compile(
    r"(?:(?P<number>\d+(?:[.,]\d+)?|a few|several|some)[ -]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\s*(?:away|drive)?\s*)?"
    r"(?:to the |just )?(?P<bearing>(?:north|south)?[ -]?(?:north|south|east|west))?\s*(?:of|from|outside|away from)\s*$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^[^\w(\n]*(?P<place>[^\W\d_][^\n:()—–]{1,40}?)(?:\s*\([^)\n]{2,30}\))?(?:,[^.\n(]{0,40}?\.?[^.\n(]{0,12}?)?\s*(?:\([^)\n]{2,40}\)\s*)?"
    r"(?:\[[^\]\n]{2,40}\]\s*)?(?P<tail>--|—|–| - |: )",
    re.MULTILINE,
)


@dataclass(slots=True)
class Word:
    """One word of the text: where it stands, whether it is capitalised, and the token and sentence that it lies in."""

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

    ``first``/``last`` index the words; ``start``/``end`` bound the whole phrase with its modifiers; ``group`` is what kind of place
    the noun beside it names; ``near`` whether the words place it beside or in a part of the name; ``shift`` a distance (km) and
    bearing (degrees, null where not said).
    """

    text: str
    first: int
    last: int
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
    locates: bool = True
    rule: str = "name"
    inside: list[int] = field(default_factory=list)


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
        out.append(Word(hit.start(), hit.end(), text, text.lower(), text[0].isupper(), at, sentence[at]))
    return out


class Finder:
    """Finds the names of one text. Holds what the signs are read from: words, parse, gazetteer, cue words."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, book: Places) -> None:
        self.parsed, self.gazetteer, self.book, self.cues = parsed, gazetteer, book, book.cues
        self.text, self.doc = parsed.doc.text, parsed.doc
        self.words = words(parsed)
        self.inner = self.cues.parts | self.cues.group.keys()
        self.plain = {w.text for w in self.words if not w.capital}
        self.label: dict[int, str] = {t.i: e.label_ for e in self.doc.ents for t in e}
        self.main: Sequence[str] = ()
        self.dateline = next(((h.start("place"), h.start("tail")) for h in DATELINE.finditer(self.text[:2000]) if self.heads_story(h)), (-1, -1))

    def heads_story(self, hit: re.Match[str]) -> bool:
        """Whether a line's opening is a date line: a short place, in capitals or with an agency or a date behind it."""
        place = hit["place"].strip()
        return len(place.split()) <= 4 and (place.isupper() or "(" in hit.group() or bool(re.search(r"\d", hit.group())) or (hit.start() == 0 and hit["tail"] != ": "))

    def gap(self, i: int, j: int) -> str:
        """The characters between two words."""
        return self.text[self.words[i].end : self.words[j].start]

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words and the particles between them, as (first, past the last)."""
        i, n = 0, len(self.words)
        while i < n:
            word = self.words[i]
            leads = word.lower in ARTICLES and i + 1 < n and self.words[i + 1].capital and self.gap(i, i + 1) in ("-", "- ", " -" if word.lower in WORDLIKE else " ")
            if not word.capital and not leads:
                i += 1
                continue
            j, last = i + 1, i + 1
            while j < n and GAP.fullmatch(self.gap(j - 1, j)) and self.words[j].sentence == word.sentence:
                if self.words[j].capital:
                    last = j + 1
                elif self.words[j].lower not in PARTICLES or j - last > 1:
                    break
                j += 1
            yield i, last
            i = last

    def names(self, main: Sequence[str] = ()) -> list[Name]:
        """The names of places, in text order. ``main`` (the document's countries, from a first round) lets other romanisations
        be found and tells far-off namesakes from names that the gazetteer lacks."""
        self.main = main
        out: list[Name] = []
        for first, past in self.chunks():
            out += self.segment(first, past)
        out += self.capitals()
        out.sort(key=lambda name: name.head)
        self.judge(out)
        return [name for name in out if name.score >= ACCEPT]

    def capitals(self) -> Iterator[Name]:
        """"The Kenyan capital", "Kenya's capital", "the capital of Kenya" as that city; not where its name follows."""
        for k, word in enumerate(self.words[1:], 1):
            if word.lower != "capital" or (k + 1 < len(self.words) and self.words[k + 1].capital and self.gap(k, k + 1) in (" ", ", ")):
                continue
            before, i, j = self.words[k - 1], k - 1, k + 1
            land = self.book.demonyms.get(before.text) or self.land(k - 1)
            if not land and [w.lower for w in self.words[k + 1 : k + 2]] == ["of"] and k + 2 < len(self.words):
                land, i, j = self.land(k + 2), k, k + 3
            city = self.gazetteer.capital(land) if land else None
            if city:
                head = (self.words[i].start, self.words[j - 1].end)
                yield Name(self.text[slice(*head)], i, j, head, *head, word.sentence, [city], "capital", "city", score=ACCEPT + 1, rule="capital")

    def land(self, i: int) -> str | None:
        """The country that a single word names."""
        word = self.words[i]
        found = self.gazetteer.search(word.text, kinds=("country",), variants=False, limit=1) if word.capital and len(word.text) > 3 else []
        return found[0].country if found else None

    def segment(self, first: int, past: int) -> Iterator[Name]:
        """The longest known names within a run, then what is left of it: other romanisations, or one unknown name."""
        whole = self.whole(first, past) if self.main else None
        hits = [whole] if whole else [*self.strict(first, past)]
        spare = [*self.left(first, past, hits)]
        for a, b in spare:
            beside = [h for h in hits if h[1] == a or h[0] == b]
            if beside and all(self.slight(h) for h in beside):
                hits = [h for h in hits if h not in beside]  # "Tall" in "Tall Tawil": part of a longer name
                a, b = min(a, beside[0][0]), max(b, beside[-1][1])
            cover = self.cover(a, b) if self.main else []
            hits += cover
            if not cover and not any(h[1] == a or h[0] == b for h in hits) and not self.abbreviation(a, b):
                hits.append((a, b, []))
        for i, j, found in sorted(hits, key=lambda h: h[0]):
            yield self.name(i, j, found, (first, past))

    def whole(self, first: int, past: int) -> tuple[int, int, list[Entry]] | None:
        """A run of several words as one name in another romanisation, where it is not spelt so in the gazetteer."""
        for a, b in self.left(first, past, []):
            if b - a > 1 and not self.look_up(a, b):
                found = [e for e in self.variants(a, b) if e.score >= 0.62]
                if found:
                    return a, b, found
        return None

    def slight(self, hit: tuple[int, int, list[Entry]]) -> bool:
        """Whether a hit is one capitalised word that names small settlements only."""
        full = [w for w in self.words[hit[0] : hit[1]] if w.capital and w.lower not in ARTICLES]
        if len(full) != 1:
            return False
        return full[0].lower in self.cues.heads or all(e.kind in ("city", "admin2") and e.population < 100_000 for e in hit[2])

    def strict(self, first: int, past: int) -> Iterator[tuple[int, int, list[Entry]]]:
        """What the gazetteer knows as it is spelt, the longest names first; mere namesakes are passed over."""
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

    def left(self, first: int, past: int, hits: Sequence[tuple[int, int, list[Entry]]]) -> Iterator[tuple[int, int]]:
        """The stretches of a run between the known names, without words that only stand beside a name."""
        joints = [(k, k + 1) for k in range(first, past) if self.words[k].lower == "and"]
        taken = sorted([h[:2] for h in hits] + [j for j in joints if not any(h[0] <= j[0] < h[1] for h in hits)])
        bounds = [first, *(x for pair in taken for x in pair), past]
        for a, b in zip(bounds[::2], bounds[1::2], strict=True):
            while a < b and (self.idle(a) or self.words[a].lower in PARTICLES - ARTICLES):
                a += 1
            while b > a and (self.cues.group.get(self.words[b - 1].lower, "facility") != "facility" or not self.words[b - 1].capital):
                b -= 1
            if a < b:
                yield a, b

    def cover(self, first: int, past: int) -> list[tuple[int, int, list[Entry]]]:
        """A stretch as names in other romanisations, or nothing where they do not cover it all."""
        if first >= past:
            return []
        for j in range(min(past, first + 4), first, -1):
            found = self.variants(first, j) if self.words[j - 1].capital else []
            if found:
                rest = self.cover(j, past)
                if j == past or rest:
                    return [(first, j, found), *rest]
        return []

    def idle(self, i: int) -> bool:
        """Whether a capitalised word only stands before a name ("Northern", "The", "City")."""
        low = self.words[i].lower
        return low not in ARTICLES and (low in self.cues.group or low in self.cues.modifiers or low in IDLE)

    def plausible(self, found: list[Entry]) -> bool:
        """Whether some candidate fits the document: it lies in one of its countries, or is too well known to be a mere namesake."""
        return any(
            e.country in self.main
            or (e.kind not in ("city", "admin2") and e.score > 0.85)
            or (e.population >= 500_000 and e.score >= 0.9)
            or (e.population >= 50_000 and e.match == "exact")
            for e in found
        )

    def variants(self, i: int, j: int) -> list[Entry]:
        """Other romanisations of the words in the document's countries."""
        lows = [w.lower for w in self.words[i:j]]
        if j - i > 4 or max(map(len, lows)) < 4 or any(w in self.cues.bodies or w in self.cues.group or w in self.cues.modifiers for w in lows):
            return []
        if any(w in self.cues.never and w not in PARTICLES and (j - i == 1 or w not in NAMING) for w in lows) or self.abbreviation(i, j):
            return []
        if any(w.text in self.book.demonyms for w in self.words[i:j]):
            return []
        text = self.text[self.words[i].start : self.words[j - 1].end]
        for land in self.main:
            found = self.gazetteer.search(text, country=land, limit=6)
            if found:
                return found
        return []

    def abbreviation(self, i: int, j: int) -> bool:
        """Whether the words are one in capitals alone ("SANA", "YPG")."""
        return j - i == 1 and self.words[i].text.isupper() and not self.parsed.recased

    lost = False

    def look_up(self, i: int, j: int) -> list[Entry]:
        """What the gazetteer knows under these words as they are spelt."""
        word = self.words[i]
        text = self.text[word.start : self.words[j - 1].end]
        if j - i == 1 and (word.lower in self.cues.never or word.lower in self.cues.modifiers):
            return []
        if word.lower in ("the", "and", "of", "i", "y") or j - i > 1 and word.lower in self.cues.never and word.lower not in PARTICLES and not self.gazetteer.known(text):
            return []
        found = self.gazetteer.search(text, variants=False, limit=40)
        self.lost = False
        if not found and j - i == 1 and len(text) > 5 and text.endswith("s"):  # "Syrias Qamishli": an apostrophe lost
            self.lost = True
            found = [e for e in self.gazetteer.search(text[:-1], variants=False, limit=3) if e.kind == "country" or e.population > 200_000]
        if word.lower in WORDLIKE and j > i + 1 and self.gap(i, i + 1) == " ":  # "At Tall", but not "At Idlib"
            found = [e for e in found if e.score > 0.85]
        if j - i == 1 and len(text) <= 4 and self.text[word.end : word.end + 1] == "." and any(e.kind == "admin1" and e.match == "alternate" for e in found):
            return [e for e in found if e.kind == "admin1"]  # "Ky."
        if j - i == 1 and len(text) <= 3:  # "US", "UK", "UP" in capitals only
            found = [e for e in found if text.replace(".", "").isupper() and e.kind in ("country", "admin1")] if text.isupper() or "." in text else [
                e for e in found if e.match == "exact" and len(text) > 2
            ]
        return found

    def name(self, i: int, j: int, found: list[Entry], run: tuple[int, int]) -> Name:
        """A name with the words around it read."""
        words, cues = self.words, self.cues
        here = Name(self.text[words[i].start : words[j - 1].end], i, j, (words[i].start, words[j - 1].end), words[i].start, words[j - 1].end, words[i].sentence, found)
        k = i - 1

        def joined(a: int, b: int) -> bool:
            return a >= 0 and b < len(words) and self.gap(a, b) in (" ", "-", "\n", "- ") and words[a].sentence == words[b].sentence

        start = i
        for _ in range(6):
            if k < 0 or not joined(k, k + 1):
                break
            low = words[k].lower
            if low in cues.modifiers:
                here.near = here.near or low not in ("nearby", "besieged", "rebel-held", "neighboring", "neighbouring", "new", "old")
                start, k = k, k - 1
            elif low in ("the", "a", "its", "their"):
                k -= 1
            elif low == "of" and k >= 1 and not words[k - 1].capital and words[k - 1].lower in self.inner and joined(k - 1, k):
                noun = words[k - 1].lower
                group = cues.group.get(noun)
                if not here.noun:
                    here.noun, here.group = noun, group
                if group not in ("city", "admin1", "admin2", "part"):
                    here.near = True
                start, k = k - 1, k - 2
            elif low in cues.group and k == i - 1 and not here.noun and cues.group[low] in ("city", "admin1", "part") and not words[k].capital:
                here.noun, here.group = low, cues.group[low]
                start, k = k, k - 1
            else:
                break
        here.start = words[start].start
        if k >= 0 and words[k].sentence == here.sentence and self.gap(k, k + 1).strip() in ("", '"'):
            here.preposition = words[k].lower
            if here.preposition in ("near", "around", "outside"):
                here.near = True
        before = DISTANCE.search(self.text[max(0, here.start - 45) : here.start])
        if before and (before["number"] or before["bearing"]):
            here.shift = self.distance(before)
            here.start = here.start - len(before.group(0)) + (len(before.group(0)) - len(before.group(0).lstrip()))
            here.near = True
        end = j
        if words[j - 1].lower in cues.group and j - i > 1 and not here.noun:
            here.noun, here.group = words[j - 1].lower, cues.group[words[j - 1].lower]
        if end < len(words) and self.text[words[j - 1].end : words[j - 1].end + 2] == "'s" and joined_possessive(self.text, words[j - 1].end, words[end].start):
            probe = end
            while probe < len(words) - 1 and words[probe].lower in cues.modifiers and joined(probe, probe + 1):
                probe += 1
            if words[probe].lower in cues.nouns["area"] and not words[probe].capital:
                here.noun, here.group, here.near = words[probe].lower, "area", True
                here.end = words[probe].end
        elif end < len(words) and joined(end - 1, end):
            probe = end
            if words[probe].lower in ("residential", "city's", "main", "military", "border", "air", "refugee", "western", "eastern", "northern", "southern", "central", "international") and joined(probe, probe + 1):
                probe += 1
            low = words[probe].lower
            of = probe + 2 < len(words) and words[probe + 1].lower == "of" and words[probe + 2].capital
            plural = low.endswith("s") and cues.group.get(low) in ("city", "part") and any(e.population >= 50_000 for e in found)
            if low in cues.group and words[probe].capital and probe + 1 < len(words) and words[probe + 1].capital and joined(probe, probe + 1):
                pass  # "Aleppo City Council"
            elif low in cues.group and not here.noun and (of or plural):
                here.near, here.end = True, here.end if of else words[probe].end
            elif low in cues.group and not here.noun and not self.lost:
                here.noun, here.group = low, cues.group[low]
                here.end = words[probe].end
                here.near = here.near or here.group == "area"
        here.score = self.weigh(here, run)
        return here

    def distance(self, hit: re.Match[str]) -> tuple[float, float | None]:
        """The kilometres and the bearing of "20 km north of"."""
        number = hit["number"]
        km = 8.0 if number is None else float(number.replace(",", ".")) if number[0].isdigit() else 5.0
        if (hit["unit"] or "").startswith("mi"):
            km *= 1.609
        bearing = hit["bearing"] and self.cues.bearings.get(hit["bearing"].lower().replace(" ", ""))
        return km, bearing if bearing != "" else None

    def weigh(self, name: Name, run: tuple[int, int]) -> float:
        """The signs for and against a place, added up."""
        cues, words = self.cues, self.words
        token = self.doc[words[name.last - 1].token]
        lows = [w.lower for w in words[name.first : name.last]]
        top = name.found[0] if name.found else None
        score = -0.5
        if top:
            big = max(e.population for e in name.found)
            if any(e.kind == "country" for e in name.found):
                score = 3.0
            elif any(e.kind not in ("city", "admin2") and e.score > 0.75 for e in name.found):
                score = 2.5
            else:
                score = 1.6 if big >= 200_000 else 1.2 if big >= 50_000 else 0.7 if big >= 5_000 else 0.4
                score += 0.8 if len(lows) > 1 else 0
        if name.preposition in cues.strong:
            score += 1.6
        elif name.preposition in cues.weak or name.shift:
            score += 0.9
        if name.group in ("city", "part") and not name.found:
            score += 2.9
        elif name.group in ("city", "admin1", "admin2", "part", "area"):
            score += 1.8
        elif name.group == "facility":
            score += 1.5 if name.preposition in cues.strong | {"at", "on"} and not name.found else 0.8
        elif name.near:
            score += 0.8
        label = self.label.get(token.i)
        against = AGAINST.get(label or "", 0.0)
        if name.group in ("city", "part", "admin1"):
            against = max(against, -0.3)
        elif name.preposition in cues.strong or any(e.country in self.main and (e.population >= 100_000 or e.kind == "country") for e in name.found):
            against *= 0.5
        score += FOR.get(label or "", 0.0) + against
        if not name.found and name.preposition in cues.strong and label is None and self.main:
            score += 0.9
        if len(lows) > 1 and lows[0] in ARTICLES:
            score += 0.5 if name.found or name.preposition not in cues.weak else 1.1
        if not name.found and any(w.text in self.book.demonyms or w.lower in cues.happenings for w in words[name.first : name.last]):
            score -= 2.5
        if not name.found and (lows[0] in cues.heads or lows[-1].endswith(cues.endings)):
            score += 1.6
        if token.pos_ not in ("PROPN", "NOUN"):
            score -= 0.8
        if len(lows) == 1 and lows[0] in self.plain:
            score -= 2.0
        if self.main and name.found:
            if any(e.country in self.main for e in name.found):
                score += 0.7
            elif all(e.kind in ("city", "admin2") and e.population < 300_000 for e in name.found):
                score -= 1.0
        a, b = run
        rest = [w for k, w in enumerate(words[a:b], a) if not name.first <= k < name.last and w.capital]
        outer = [w for w in rest if w.lower not in cues.group and w.lower not in cues.modifiers]
        if any(w.lower in cues.bodies for w in rest if w.end > name.head[1]) and not name.group:
            score -= 2.0
            name.locates = False
        before = words[name.first - 1] if name.first > a else None
        if before is not None and before.capital and before.lower not in cues.group and before.lower not in cues.modifiers and outer:
            score -= 1.5 if not name.group else 0.7
            if before.lower in cues.titles:
                score -= 2.0
        if name.last < b and words[name.last].capital and words[name.last].lower not in cues.group and not name.group:
            score -= 1.2
        title = words[name.first - 1].lower if name.first else ""
        if title in cues.titles and self.gap(name.first - 1, name.first) == " " and not (top and top.kind == "country"):
            score -= 2.5
        if any(low in cues.bodies for low in lows) and len(lows) > 1 and not (top and top.score >= 1) and name.group != "facility":
            score -= 2.0
        if not name.found and all(low in cues.never or low in cues.group or low in cues.modifiers for low in lows):
            score -= 4.0
        if all(w in self.book.demonyms for w in (words[k].text for k in range(name.first, name.last))):
            score -= 5.0
        if self.dateline[0] <= name.head[0] and name.head[1] <= self.dateline[1] and name.found:
            score += 2.0
            name.rule, name.locates = "dateline", False
        return score

    def judge(self, names: list[Name]) -> None:
        """Signs that need the other names: lists, containment, the same name elsewhere; then what only qualifies something else."""
        for k, name in enumerate(names):
            for other in (names[k - 1] if k else None, names[k + 1] if k + 1 < len(names) else None):
                if other is None or other.sentence != name.sentence:
                    continue
                between = self.text[min(name.end, other.end) : max(name.start, other.start)]
                if re.fullmatch(r"(,| and|, and|;|&| or|,? as well as)?\s+(the\s+)?", between) and other.score >= ACCEPT + 0.5:
                    name.score += 1.2 if name.found else 0.8
                elif re.fullmatch(r",?\s+(in|of|near)\s+(the\s+)?", between) and other.score >= ACCEPT:
                    name.score += 0.6
        best: dict[str, float] = {}
        groups = {name.text: (name.noun, name.group) for name in names if name.group in ("part", "facility") and not name.found}
        for name in names:
            if not name.group and name.text in groups:
                name.noun, name.group = groups[name.text]
            key = self.text[slice(*name.head)].lower()
            best[key] = max(best.get(key, -9.0), name.score)
        for name in names:
            if best[self.text[slice(*name.head)].lower()] >= ACCEPT + 1 and name.score < ACCEPT and name.score > 0:
                name.score = ACCEPT
        for name in names:
            if name.score >= ACCEPT and name.locates:
                self.qualify(name)

    def qualify(self, name: Name) -> None:
        """Whether the name locates anything: not in "the Damascus government", "Washington said", "with Russia"."""
        cues = self.cues
        token = self.doc[self.words[name.last - 1].token]
        land = any(e.kind == "country" for e in name.found)
        tail = self.text[name.head[1] : name.head[1] + 12]
        if re.match(r"-(?!\w*[A-Z])\w", tail):  # "U.S.-led"
            name.locates, name.rule = False, "compound"
        elif self.in_body(name):
            name.locates, name.rule = False, "body"
        elif name.group or name.shift:
            return
        elif token.dep_ in ("compound", "nmod", "amod", "poss") and token.head.i > token.i:
            head = token.head
            capital = head.text[:1].isupper()
            if head.lemma_.lower() in cues.happenings or head.lower_ in cues.happenings or head.lower_ in cues.group or head.lower_ in cues.parts:
                return
            if token.dep_ == "poss" and (capital or not land):
                return
            if not capital or head.lower_ in cues.bodies:
                name.locates, name.rule = False, "qualifier"
        elif token.dep_ == "nsubj" and (land or token.head.lemma_.lower() in cues.speaking):
            name.locates, name.rule = False, "actor"
        elif land and not name.near and name.preposition in cues.partners:
            name.locates, name.rule = False, "partner"


    def in_body(self, name: Name) -> bool:
        """Whether the name is part of a body's: "Islamic State of Iraq and the Levant", "Bank of Syria"."""
        before = re.search(r"([A-Z][\w'-]+) (?:of|in|for) (?:the )?(?:[A-Z]\w+ and (?:the )?)?$", self.text[max(0, name.head[0] - 60) : name.head[0]])
        return bool(before) and before[1].lower() in self.cues.bodies | {"state", "emirate", "republic"} and not before[1].islower()


def joined_possessive(text: str, end: int, start: int) -> bool:
    """Whether "'s " and nothing else stands between two words."""
    return text[end:start] in ("'s ", "s ")
