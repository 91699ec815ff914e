"""Hold one answer of `count_stay` to the oracle's; raises AssertionError naming the question."""

from __future__ import annotations

from datetime import date

from tests.count.oracle import Ask, Oracle

from comity.count import count_stay


def days_of(spans: tuple[tuple[date, date], ...]) -> set[int]:
    return {d for a, b in spans for d in range(a.toordinal(), b.toordinal() + 1)}


def ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def compare(ask: Ask, lengths: tuple[int, ...] = (), *, cap: int = 150) -> None:
    """Everything the two say about one question, and the earliest entry for each length."""
    count = count_stay(
        ask.rule,
        ask.stays,
        ask.on,
        convention=ask.convention,
        area=ask.area,
        grant=ask.grant,
        excluded=ask.excluded,
        place=ask.place,
    )
    oracle = Oracle(ask, cap)
    ours = [(ordinal(each.window_start), each.used) for each in count.limits]
    assert ours == oracle.limits, (ask, ours, oracle.limits)
    assert days_of(count.overstays) == oracle.overstays, (ask, count.overstays)
    assert count.overstay_days == len(oracle.overstays), ask
    assert days_of(count.planned_overstays) == oracle.planned_overstays, (
        ask,
        count.planned_overstays,
    )
    left, latest = oracle.left()
    if left is None:
        far = ask.on.toordinal() + cap - 1
        assert count.days_ahead is None or ordinal(count.latest_exit) >= far, (ask, count)
    else:
        assert (count.days_ahead, ordinal(count.latest_exit)) == (left, latest), (
            ask,
            (count.days_ahead, count.latest_exit),
            (left, latest and date.fromordinal(latest)),
        )
    for length in lengths:
        ours_entry, theirs = ordinal(count.earliest_entry_for(length)), oracle.earliest(length)
        beyond = theirs is None and (ours_entry is None or ours_entry >= ask.on.toordinal() + cap)
        assert beyond or ours_entry == theirs, (
            ask,
            length,
            ours_entry and date.fromordinal(ours_entry),
            theirs and date.fromordinal(theirs),
        )
