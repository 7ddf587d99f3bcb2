"""The times of an event, ranked."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.events.time_of_mention import precise, ranked
from onrecord.coding.records import Dating, Timex
from onrecord.schema import Span
from onrecord.schema.event import DatePrecision

PRECISIONS: tuple[DatePrecision, ...] = ("day", "week", "month", "year", "range", "none")


def dating(score: float, precision: DatePrecision = "day") -> Dating:
    timex = Timex(
        Span.of("then", 0, 4), "DATE", None, date(2024, 6, 1), date(2024, 6, 1), precision
    )
    return Dating(timex, score)


DATINGS = st.lists(
    st.builds(dating, st.floats(-3, 3), st.sampled_from(PRECISIONS)), max_size=4
).map(lambda ds: sorted(ds, key=lambda d: -d.score))


@given(DATINGS, DATINGS)
def test_no_time_is_lost_and_the_best_comes_first(
    earlier: list[Dating], later: list[Dating]
) -> None:
    both = ranked(earlier, later)
    assert len(both) == len(earlier) + len(later)
    assert [d.score for d in both] == sorted((d.score for d in both), reverse=True)


def test_a_later_telling_yields() -> None:
    first, second = ranked([dating(1.0)], [dating(1.5)])
    assert (first.score, second.reason) == (1.0, "later telling")


def test_unless_it_is_finer() -> None:
    assert precise(dating(0, "day").timex) > precise(dating(0, "month").timex)
    assert ranked([dating(1.0, "month")], [dating(1.5)])[0].timex.precision == "day"
