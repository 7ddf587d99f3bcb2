"""The codebook: event types, triggers, actors, number words and the rest, as data that a user may extend."""

from onrecord.codebook.codebook import SECTIONS, Codebook

__all__ = ["SECTIONS", "Codebook"]
