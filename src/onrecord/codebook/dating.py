"""The section ``dating``: which of several times an event takes, and what it takes if no time is
given."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class DatingCodebook(BaseModel):
    """Weights of named signs (``coding/events/time_of_mention.py``), and distances in sentences and
    days. ``data/dating.yaml`` says what each means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    floor: float
    outcomes: tuple[str, ...]
    lasting: tuple[str, ...]
    following: tuple[str, ...]
    blaming: tuple[str, ...]
    sequel: tuple[str, ...]
    after: tuple[str, ...]
    lead: int = Field(ge=0)
    fresh: int = Field(ge=0)
    recent: int = Field(ge=0)
    carry: int = Field(ge=0)
    answer: int = Field(ge=0)
    reasons: dict[str, str]
