"""Linking: which accounts report the same incident, and why. Pure functions over :class:`Traits`,
no database."""

from onrecord.linking.blocking import candidates, keys
from onrecord.linking.clusters import cluster
from onrecord.linking.copies import Signature, bands, copies, is_copy, signature
from onrecord.linking.linker import Linked, link
from onrecord.linking.model import Model, score, shipped, why
from onrecord.linking.traits import Traits, traits

__all__ = [
    "Linked",
    "Model",
    "Signature",
    "Traits",
    "bands",
    "candidates",
    "cluster",
    "copies",
    "is_copy",
    "keys",
    "link",
    "score",
    "shipped",
    "signature",
    "traits",
    "why",
]
