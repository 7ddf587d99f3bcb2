"""A set of words that is written out in order, so that whatever is built from it does not depend on
the hash seed."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainSerializer

WordSet = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str])]
