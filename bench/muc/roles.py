"""The measures of later papers on the five-role form of MUC-4 (``five_roles/*.json``).

CEAF-REE (Du, Rush, Cardie: GRIT, EACL 2021, section 4): the roles of a whole document. Predicted
and gold entities of a role are aligned one to one for the most similarity, which is 1 if every
mention of the prediction is a mention of the gold entity, otherwise 0; recall and precision are
that sum over the gold and the predicted entities, micro-averaged over documents and roles.

GTT template score (Du, Rush, Cardie: Template Filling with Generative Transformers, NAACL 2021,
section 4): templates are matched one to one, only if the incident types are the same, in the way
that gives the highest F; the type counts as one more slot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.frame import Tally
from bench.muc.assign import assign
from bench.muc.keys import Template

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
SLOT_ROLES = {
    "PerpInd": "perp-ind-id",
    "PerpOrg": "perp-org-id",
    "Target": "phys-tgt-id",
    "Victim": "hum-tgt-name",  # in these files named victims only
    "Weapon": "inc-instr-id",
}
Entity = frozenset[str]


@dataclass(slots=True)
class Frame:
    """A template of five roles: its incident type and the entities of each role, an entity as the
    set of its mentions."""

    type: str
    roles: dict[str, list[Entity]] = field(default_factory=dict)

    def entities(self, role: str) -> list[Entity]:
        return self.roles.get(role, [])


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the five-role form: its text (lower case) and templates."""

    id: str
    text: str
    frames: tuple[Frame, ...]


def plain(text: str) -> str:
    """A mention as compared: lower case, single blanks."""
    return " ".join(text.lower().split())


def load(path: Path) -> list[Document]:
    """The documents of a file: one JSON object per line."""
    return [
        document(json.loads(line))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def document(record: Mapping[str, Any]) -> Document:
    """A record with ``docid``, ``doctext`` and ``templates``; a mention is a string or begins with
    one."""
    frames = []
    for template in record["templates"]:
        roles = {
            role: [
                frozenset(plain(m if isinstance(m, str) else m[0]) for m in entity)
                for entity in template.get(role, [])
                if entity
            ]
            for role in ROLES
        }
        frames.append(Frame(str(template["incident_type"]).lower(), roles))
    return Document(record["docid"], record["doctext"], tuple(frames))


def frame(template: Template) -> Frame:
    """A MUC template in five roles."""
    roles: dict[str, list[Entity]] = {}
    for role, slot in SLOT_ROLES.items():
        roles[role] = list(
            dict.fromkeys(
                frozenset({plain(fill.texts[0])}) for fill in template.fills.get(slot, [])
            )
        )
    return Frame((template.texts("inc-type") or [""])[0].lower(), roles)


def aligned(gold: Sequence[Entity], given: Sequence[Entity]) -> int:
    """How many entities align: all mentions of a prediction are mentions of its gold entity."""
    grid = [[float(one <= entity) for one in given] for entity in gold]
    return sum(int(grid[i][j]) for i, j in assign(grid))


def gathered(frames: Sequence[Frame], role: str) -> list[Entity]:
    """The entities of a role in a whole document, each once: those that share a mention are one."""
    found: list[Entity] = []
    for entity in (entity for one in frames for entity in one.entities(role)):
        joined, rest = entity, []
        for other in found:
            if other & joined:
                joined |= other
            else:
                rest.append(other)
        found = [*rest, joined]
    return found


def ceaf(gold: Sequence[Frame], given: Sequence[Frame], tally: Tally) -> None:
    """Add a document to the CEAF-REE tally."""
    for role in ROLES:
        right, ours = gathered(gold, role), gathered(given, role)
        tally.add(aligned(right, ours), len(ours), len(right))


def size(one: Frame) -> int:
    """The slots of a template: its type and its entities."""
    return 1 + sum(len(one.entities(role)) for role in ROLES)


def gtt(gold: Sequence[Frame], given: Sequence[Frame], tally: Tally) -> None:
    """Add a document to the GTT tally."""

    def shared(right: Frame, ours: Frame) -> float:
        if not set(right.type.split(" / ")) & set(ours.type.split(" / ")):
            return 0.0
        return 1.0 + sum(aligned(right.entities(role), ours.entities(role)) for role in ROLES)

    grid = [[shared(right, ours) for ours in given] for right in gold]
    tally.add(sum(grid[i][j] for i, j in assign(grid)), sum(map(size, given)), sum(map(size, gold)))
