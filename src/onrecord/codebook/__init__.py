"""The codebook: event types, triggers, actors, number words and the rest, as data that a user may
extend.

The whole codebook is loaded on first use; code that needs a single section loads only that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.codebook.codebook import SECTIONS, Codebook

__all__ = ["SECTIONS", "Codebook"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'onrecord.codebook' has no attribute {name!r}")
    from onrecord.codebook import codebook

    return getattr(codebook, name)
