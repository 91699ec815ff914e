"""Sets of days as sorted, disjoint, closed intervals of ordinals, and months by the calendar.

Days of presence form a *set*: to leave and come back on one date is one day (clauses.md 5.1).
Counting a window is two look-ups, whatever its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from comity.law.dates import add_months

Span = tuple[int, int]
"""First and last day, both included, as ordinals of the proleptic Gregorian calendar."""


@lru_cache(maxsize=4096)
def months_after(day: int, months: int) -> int:
    """The ordinal of the same day `months` later, clamped to the end of the month."""
    return add_months(date.fromordinal(day), months).toordinal()


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days as sorted spans that neither overlap nor touch; empty spans are dropped."""
    out: list[Span] = []
    end = -1  # no ordinal is below 1
    for span in sorted(spans):
        first, last = span
        if first > last:
            continue
        if first > end + 1:
            out.append(span)
            end = last
        elif last > end:
            out[-1] = (out[-1][0], last)
            end = last
    return out


def common(left: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    """The days in both; neither argument need be sorted."""
    others = list(right)
    return merged((max(a, c), min(b, d)) for a, b in left for c, d in others)


def without(left: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The days of `left` that are not in `taken`."""
    rest = merged(left)
    for first, last in merged(taken):
        cut: list[Span] = []
        for a, b in rest:
            cut.append((a, min(b, first - 1)))
            cut.append((max(a, last + 1), b))
        rest = [span for span in cut if span[0] <= span[1]]
    return rest


class Days:
    """A set of days that counts windows fast.

    Args:
        spans: any spans; they are merged.
    """

    __slots__ = ("_before", "_first", "_last", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = merged(spans)
        self._first = [first for first, _ in self.spans]
        self._last = [last for _, last in self.spans]
        self._before = [0]
        total = 0
        for first, last in self.spans:
            total += last - first + 1
            self._before.append(total)

    def with_run(self, first: int, last: int) -> Days:
        """These days and a run after them; `first` must lie beyond all of them but their last."""
        longer = Days.__new__(Days)
        longer.spans, longer._first, longer._last = self.spans[:], self._first[:], self._last[:]
        longer._before = self._before[:]
        if longer.spans and first <= longer._last[-1] + 1:
            first = longer._first.pop()
            longer._last.pop()
            longer.spans.pop()
            longer._before.pop()
        longer.spans.append((first, last))
        longer._first.append(first)
        longer._last.append(last)
        longer._before.append(longer._before[-1] + last - first + 1)
        return longer

    def last_before_gap(self, day: int, gaps: int) -> int:
        """The last day before more than `gaps` days after `day` are not of the set."""
        at = bisect_right(self._last, day)
        position = day + 1
        for index in range(at, len(self._last)):
            gap = self._first[index] - position
            if gap > gaps:
                break
            if gap > 0:
                gaps -= gap
            position = self._last[index] + 1
        return position + gaps - 1

    @property
    def total(self) -> int:
        """How many days the set holds."""
        return self._before[-1]

    def through(self, day: int) -> int:
        """How many days of the set are on or before `day`."""
        at = bisect_right(self._first, day)
        if not at:
            return 0
        beyond = self._last[at - 1] - day
        return self._before[at] - (beyond if beyond > 0 else 0)

    def count(self, first: int, last: int) -> int:
        """How many days of the set lie in ``first..last``, both included."""
        return self.through(last) - self.through(first - 1)

    def next_from(self, day: int) -> int | None:
        """The first day of the set on or after `day`."""
        at = bisect_left(self._last, day)
        return max(day, self._first[at]) if at < len(self._last) else None

    def nth(self, rank: int) -> int:
        """The day of this rank, 1 for the first; `rank` must lie within the set."""
        at = bisect_left(self._before, rank) - 1
        return self._first[at] + rank - self._before[at] - 1
