"""The section ``joining``: which sentences of one report describe the same event."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Joining(BaseModel):
    """Weights of named signs (``coding/events/likeness.py``), and the sum from which two mentions
    are the same event; see ``data/joining.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    threshold: float
