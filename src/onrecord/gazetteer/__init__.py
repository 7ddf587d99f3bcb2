"""Place names: the embedded gazetteer (GeoNames, CC BY 4.0), how it is built and searched."""

from onrecord.gazetteer.store import Entry, Gazetteer

__all__ = ["Entry", "Gazetteer"]
