"""The section ``confidence``: the weights by which an event is judged worth coding."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Confidence(BaseModel):
    """A logistic model: ``weights`` of named features of the text (see
    ``coding/events/confidence.py``), and the least probability kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    weights: dict[str, float]
    threshold: float = Field(ge=0, le=1)
