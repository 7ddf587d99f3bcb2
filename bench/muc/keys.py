"""MUC-4 templates as their files write them: answer keys and system responses.

The form is that of the task documentation (``TASK/TASKDOC/templ-doc-basic``): 25 slots, one fill a
line, ``/`` between alternatives, ``?`` before an optional fill, ``:`` before a cross-reference,
``-`` nothing, ``*`` inapplicable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["date", "location", "set", "string", "number"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A scored slot: its number, its name in the official score reports, what fills it, how many
    items its set list has."""

    number: int
    name: str
    kind: Kind
    refers: bool = False
    items: int = 0

    @property
    def group(self) -> str:
        """The object it belongs to: inc, perp, phys-tgt or hum-tgt."""
        return "-".join(self.name.split("-")[: 2 if "tgt" in self.name else 1])


SLOTS = (
    Slot(2, "inc-date", "date"),
    Slot(3, "inc-loc", "location"),
    Slot(4, "inc-type", "set", items=7),
    Slot(5, "inc-stage", "set", items=3),
    Slot(6, "inc-instr-id", "string"),
    Slot(7, "inc-instr-type", "set", refers=True, items=20),
    Slot(8, "perp-inc-cat", "set", items=2),
    Slot(9, "perp-ind-id", "string"),
    Slot(10, "perp-org-id", "string"),
    Slot(11, "perp-org-conf", "set", refers=True, items=6),
    Slot(12, "phys-tgt-id", "string"),
    Slot(13, "phys-tgt-type", "set", refers=True, items=15),
    Slot(14, "phys-tgt-num", "number", refers=True),
    Slot(15, "phys-tgt-nation", "set", refers=True, items=70),
    Slot(16, "phys-tgt-effect", "set", refers=True, items=6),
    Slot(17, "phys-tgt-total-num", "number"),
    Slot(18, "hum-tgt-name", "string"),
    Slot(19, "hum-tgt-desc", "string", refers=True),
    Slot(20, "hum-tgt-type", "set", refers=True, items=10),
    Slot(21, "hum-tgt-num", "number", refers=True),
    Slot(22, "hum-tgt-nation", "set", refers=True, items=70),
    Slot(23, "hum-tgt-effect", "set", refers=True, items=9),
    Slot(24, "hum-tgt-total-num", "number"),
)
NUMBERED = {slot.number: slot for slot in SLOTS}
NAMED = {slot.name: slot for slot in SLOTS}


@dataclass(frozen=True, slots=True)
class Value:
    """One way to fill a slot: the texts that are accepted, and the texts of the fill they refer
    to."""

    texts: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill: the values any of which is right; ``optional`` ones need not be given."""

    values: tuple[Value, ...]
    optional: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every accepted text."""
        return tuple(text for value in self.values for text in value.texts)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every pair of text and tag; the tag is empty if there is none."""
        return frozenset(
            (text, tag)
            for value in self.values
            for text in value.texts
            for tag in value.tags or ("",)
        )


@dataclass(slots=True)
class Template:
    """One template of one message; ``fills`` by the slot's name, slots without a fill left out."""

    message: str
    number: int
    optional: bool = False
    fills: dict[str, list[Fill]] = field(default_factory=dict)

    def texts(self, slot: str) -> list[str]:
        """The first text of each fill of a slot."""
        return [fill.texts[0] for fill in self.fills.get(slot, [])]


LABEL = re.compile(
    r"^\s*(\d{1,2})\.\s*(?:MESSAGE|INCIDENT|PERP|PHYS TGT|HUM"
    r" TGT)\s*:\s*(?:ID|TEMPLATE|DATE|LOCATION|TYPE|STAGE OF EXECUTION|INSTRUMENT ID"
    r"|INSTRUMENT TYPE|INCIDENT CATEGORY|INDIVIDUAL ID|ORGANIZATION ID|ORGANIZATION"
    r" CONFIDENCE|NUMBER|FOREIGN NATION|EFFECT OF INCIDENT"
    r"|TOTAL NUMBER|NAME|DESCRIPTION)\b\s*(.*)$",
    re.IGNORECASE,
)
DOUBLED = re.compile(r'(?<!\\)""')
TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[/:()]|[^"/:()]+')


def read(text: str) -> dict[str, list[Template]]:
    """Templates by message, in the order of the file; a message without a relevant incident has an
    empty list."""
    found: dict[str, list[Template]] = {}
    for lines in blocks(text):
        message = lines[0][1].split("(")[0].strip().upper() if 0 in lines else ""
        templates = found.setdefault(message, [])
        head = lines[1][1].strip() if 1 in lines else "*"
        number = re.match(r"\d+", head)
        if number is None:
            continue
        template = Template(message, int(number[0]), optional="OPTIONAL" in head.upper())
        for slot in SLOTS:
            fills = [
                fill
                for line in lines.get(slot.number, ("", ""))[1].split("\n")
                if (fill := parse(slot, line))
            ]
            if fills:
                template.fills[slot.name] = fills
        templates.append(template)
    return found


def load(path: Path) -> dict[str, list[Template]]:
    """The templates of a file."""
    return read(path.read_text(encoding="latin-1"))


def blocks(text: str) -> Iterator[dict[int, tuple[str, str]]]:
    """The templates of a file as slot number → (label, lines of fill)."""
    block: dict[int, tuple[str, str]] = {}
    current = -1
    for raw in text.splitlines():
        line = raw.expandtabs().rstrip()
        if not line.strip() or line.startswith(";"):
            continue
        label = LABEL.match(line)
        if label:
            current = int(label[1])
            if current == 0 and block:
                yield block
                block = {}
            block[current] = (line, label[2])
        elif current in block:
            start, body = block[current]
            unfinished = body.count('"') - body.count('\\"') & 1 or body.endswith("/")
            block[current] = (start, body + (" " if unfinished else "\n") + line.strip())
    if block:
        yield block


def parse(slot: Slot, line: str) -> Fill | None:
    """One fill, or None for "-" and "*"."""
    line = " ".join(line.split())
    optional = line.startswith("?")
    line = line.lstrip("? ")
    if not line.strip('-*" '):
        return None
    whole = slot.kind in ("date", "location")
    values = (
        tuple(Value((tidy(part),)) for part in outer(line))
        if whole
        else tuple(tagged(line, slot.refers))
    )
    return Fill(values, optional) if values else None


def tagged(line: str, refers: bool) -> Iterator[Value]:
    """``A / B: "X" / "Y"``: the values and what they refer to."""
    texts: list[str] = []
    tags: list[str] | None = None
    tokens = [token.strip() for token in TOKEN.findall(DOUBLED.sub('"', line))]
    tokens = [token for token in tokens if token and token not in "()"]
    for i, token in enumerate(tokens):
        if token == "/":
            continue
        if token == ":":
            tags = [] if tags is None else tags
            continue
        follows = tokens[i + 1] if i + 1 < len(tokens) else ""
        if tags and (follows == ":" or not token.startswith('"')):
            yield Value(tuple(texts), tuple(tags))
            texts, tags = [tidy(token)], None
        elif tags is None:
            texts.append(tidy(token))
        else:
            tags.append(tidy(token))
    if texts:
        yield Value(tuple(texts), tuple(tags or ()) if refers else ())


def outer(line: str) -> Iterator[str]:
    """The alternatives of a date or a location: parts between slashes outside parentheses, without
    enclosing parentheses."""
    depth, start = 0, 0
    for i, char in enumerate(line + "/"):
        depth += (char == "(") - (char == ")")
        if char == "/" and depth <= 0:
            part = line[start:i].strip()
            yield part[1:-1].strip() if part.startswith("(") and part.endswith(")") else part
            start = i + 1


def tidy(text: str) -> str:
    """Upper case, single blanks, no outer quotes, no escapes."""
    text = text.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1]
    return " ".join(text.replace('\\"', '"').upper().split())


@dataclass(frozen=True, slots=True)
class Location:
    """A country and the places in it from the widest to the narrowest, each a name and the types it
    may have."""

    country: str
    places: tuple[tuple[str, frozenset[str]], ...] = ()
    range: bool = False


PLACE = re.compile(r"([^:()]+?)\s*(?:\(([^()]*)\))?\s*(:| - |$)")


@cache
def location(text: str) -> Location:
    """``PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)``."""
    country, _, rest = text.partition(":")
    places = []
    between = False
    for name, kinds, stop in PLACE.findall(rest.strip()):
        places.append(
            (name.strip(" -"), frozenset(kind.strip() for kind in kinds.split("/") if kind.strip()))
        )
        between = between or stop == " - "
    return Location(country.strip(), tuple(places), between)


DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2,4})")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@cache
def days(text: str) -> tuple[str | None, str | None] | None:
    """A date fill as first and last day (ISO); the first is None for "- DD MMM YY" (on or before).
    None if it is not a date."""
    found = [
        f"19{y[-2:]}-{MONTHS.index(m) + 1:02}-{int(d):02}"
        for d, m, y in DAY.findall(text)
        if m in MONTHS
    ]
    if not found:
        return None
    if text.startswith("-"):
        return None, found[0]
    return found[0], found[-1]
