"""``python -m bench.agreement ONE.json TWO.json``: how far two hand codings of the same reports
agree, per slot.

Krippendorff's alpha over the events that both coded, and the F of the events themselves; see
:func:`onrecord.evaluate.agreement`.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.evaluate import Coded, agreement, evaluate, read_gold


def main(argv: list[str] | None = None) -> int:
    """Exit status 0; 2 if a file cannot be read or the library is missing."""
    ask = ArgumentParser(
        prog="python -m bench.agreement",
        description="Agreement of two hand codings of the same reports.",
    )
    ask.add_argument("one", type=Path, help="a JSON list of reports with their events")
    ask.add_argument("two", type=Path, help="the other coder's")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    args = ask.parse_args(argv)
    try:
        one, two = read_gold(args.one), read_gold(args.two)
        alphas = agreement(one, two)
    except (OnrecordError, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    scores = evaluate(one, {key: Coded(tuple(events)) for key, events in two.items()})
    if args.json:
        print(
            json.dumps(
                {"events_f": scores.events.f, "all_slots_f": scores.all_slots.f, "alpha": alphas}
            )
        )
        return 0
    print(f"events F {100 * scores.events.f:.1f}, all slots F {100 * scores.all_slots.f:.1f}")
    for slot, alpha in alphas.items():
        print(f"{slot:12} alpha {alpha:6.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
