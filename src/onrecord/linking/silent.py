"""Reports in which no event was found, and the account that each of them most likely belongs with.

Such a report has a day of publication, words, names and figures, and these are compared in the same
way as those of accounts. It creates no incident and sets no value: it is listed with the incident,
for a person to read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.linking.blocking import candidates
from onrecord.linking.compare import Table
from onrecord.linking.linker import edges
from onrecord.linking.model import Model, links, shipped
from onrecord.linking.traits import Traits
from onrecord.schema.incident import Link


def nearest(
    silent: Sequence[Traits], accounts: Sequence[Traits], model: Model | None = None
) -> list[Link]:
    """For each report without an event (``a``) the account (``b``) with the strongest link to it,
    in the order of the reports; those with no account above the threshold are left out."""
    model = model or shipped()
    both = [*accounts, *silent]
    left, right = candidates(both)
    cross = (left < len(accounts)) & (right >= len(accounts))
    table = Table.of(both)
    account, report, weight = edges(table, left[cross], right[cross], model)
    order = np.lexsort((account, -weight, report))
    first = order[np.unique(report[order], return_index=True)[1]]
    return links(table, report[first], account[first], model)
