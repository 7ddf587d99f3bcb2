"""Names of a text as recognition sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.codebook import Codebook
from onrecord.coding.place.name_candidates import candidate_names
from onrecord.coding.place.page import Name, Page
from onrecord.coding.place.recognition import accepted
from onrecord.coding.records import Parsed
from onrecord.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def page(
    parsed: Callable[[str], Parsed], gazetteer: Gazetteer, book: Codebook
) -> Callable[[str], Page]:
    """A text with its words and parse."""
    return lambda text: Page(parsed(text), gazetteer, book.places)


@pytest.fixture(scope="session")
def candidates(page: Callable[[str], Page]) -> Callable[..., dict[str, Name]]:
    """What may be names, by their words; ``main`` are the document's countries."""
    return lambda text, *main: {n.text: n for n in candidate_names(page(text), main)}


@pytest.fixture(scope="session")
def recognised(page: Callable[[str], Page]) -> Callable[..., dict[str, Name]]:
    """The names taken for places', by their words; ``main`` are the document's countries."""

    def found(text: str, *main: str) -> dict[str, Name]:
        read = page(text)
        return {n.text: n for n in accepted(candidate_names(read, main), read)}

    return found
