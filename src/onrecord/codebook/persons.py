"""The section ``persons``: how private people are distinguished from those in public office, and
names from other capitalised words."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from onrecord.codebook.words import WordSet


class Persons(BaseModel):
    """Words by which the protection policies recognise people.

    Args:
        offices: titles of public offices.
        given: given names, used to restore the case of text in capitals.
        former: words that say that an office is no longer held.
        particles: words within names that have no capital.
        common: capitalised words that are not part of a name.
        bodies: capitalised words that make the words around them the name of a body.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    offices: tuple[str, ...]
    given: WordSet
    former: tuple[str, ...]
    particles: WordSet
    common: WordSet
    bodies: WordSet

    def in_office(self, title: str) -> bool:
        """Whether words name a public office that is still held, and not somebody who belongs to
        its holder ("the minister's driver")."""
        hit = next(self.office.finditer(title), None)
        return (
            hit is not None and not self.left_office(title) and not _OWNER.match(title, hit.end())
        )

    def is_body(self, title: str) -> bool:
        """Whether the words next to a name call it a body ("the rights group"), and not somebody of
        one ("head of the rights group")."""
        return _LINK.split(title.casefold())[0].rpartition(" ")[2] in self.bodies

    def left_office(self, title: str) -> bool:
        """Whether words say that an office is no longer held."""
        return bool(self._former.search(title))

    @cached_property
    def office(self) -> re.Pattern[str]:
        """Find a title of a public office."""
        return _any(self.offices)

    @cached_property
    def _former(self) -> re.Pattern[str]:
        return _any(self.former)


_LINK = re.compile(r",|\s+(?:of|at|for|from|in|to|with|who|which|that)\b")
# "the minister's driver", not "spokesman for Gao's police"
_OWNER = re.compile(r"(?:(?!\b(?:at|for|from|in|of|to|with)\b)[^,])*?(?:['’]s|s['’])(?=\s)")


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
