"""The section ``joining``: which sentences of one report tell one happening."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Joining(BaseModel):
    """Weights of named signs (``coding/events/likeness.py``), and the sum from which two tellings
    are one; see ``data/joining.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    threshold: float
