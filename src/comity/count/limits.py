"""One meter for each kind of limit: on which days of a visit is it broken?

A meter judges the days of one visit against everything the record remembers. Several limits
hold together, so a day is lawful when no meter breaks on it. The kinds are those of
clauses.md C05 and C06; sections 5.1 to 5.4 there say how each is counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple, Protocol

from msgspec.structs import replace

from comity.count.days import Days, Span, months_after
from comity.count.stays import EARLIEST, Visit
from comity.law.stay import Limit, StayRule

LONGEST_MONTH, SHORTEST_YEAR, LONGEST_YEAR = 31, 365, 366
_SHORTEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
"""The days of nought to eleven months on end, where they are fewest: across a February."""
_BEFORE_ALL = EARLIEST.toordinal()


class Frame(NamedTuple):
    """What one limit says on one day.

    Attributes:
        start: first day of the window, None where none runs.
        used: what has been used of it (days, or entries).
        allowed: what it allows.
    """

    start: int | None
    used: int
    allowed: int


class Record:
    """The visits of one person, and the set of days they use up."""

    __slots__ = ("_crossings", "blocks", "days", "entries", "visits")

    def __init__(self, visits: list[Visit], days: Days | None = None) -> None:
        self.visits = visits
        self.days = days or Days([(visit.first, visit.last) for visit in visits])
        self.entries = [visit.entry for visit in visits]
        self.blocks: dict[Blocks, list[Span]] = {}
        self._crossings: tuple[list[int], list[int]] | None = None

    @property
    def crossings(self) -> tuple[list[int], list[int]]:
        """The days on which the border was crossed inwards; and how many by each visit."""
        if self._crossings is None:
            days = [visit.entry for visit in self.visits if visit.opened]
            numbers = list(accumulate(int(visit.opened) for visit in self.visits))
            self._crossings = days, numbers
        return self._crossings

    def current(self, day: int) -> int:
        """The index of the visit that `day` lies in, or else of the next one."""
        at = bisect_right(self.entries, day) - 1
        return at if at >= 0 and self.visits[at].exit >= day else at + 1

    def covers(self, day: int) -> bool:
        """Whether the person is there on `day`, as far as it counts."""
        at = self.current(day)
        return at < len(self.visits) and self.visits[at].entry <= day


class Meter(Protocol):
    """One limit, ready to measure."""

    limit: Limit

    def broken(self, record: Record, since: int) -> Iterator[Span]:
        """The counted days of the visits from number `since` on that break it, in order."""

    def frame(self, record: Record, day: int) -> Frame:
        """The window, what is used and what is allowed on `day`."""

    def not_before(self, record: Record, day: int, length: int) -> int | None:
        """A day before which no new visit of `length` days from `day` on can be lawful.

        A lower bound only, `day` itself where nothing better is known, None where no day
        will ever do. It holds where every day counts, ends included.
        """


class VisitMeter:
    """So many days or months at each visit; no memory of earlier ones.

    Args:
        limit: the limit.
        first_day: the number of the day of entry, 1 or 0.
    """

    __slots__ = ("_first_day", "limit")

    def __init__(self, limit: Limit, first_day: int) -> None:
        self.limit = limit
        self._first_day = first_day

    def broken(self, record: Record, since: int) -> Iterator[Span]:
        least = 1 - self._first_day
        for entry, _, first, last, *_ in record.visits[since:]:
            free = max(first - entry, least)
            over = entry + free + self._allowed(entry)
            if over <= last:
                yield max(over, first), last

    def frame(self, record: Record, day: int) -> Frame:
        if not record.covers(day):
            return Frame(None, 0, self._allowed(day))
        visit = record.visits[record.current(day)]
        begins = max(visit.first, visit.entry + 1 - self._first_day)
        used = max(0, min(day, visit.last) - begins + 1)
        return Frame(visit.entry, used, self._allowed(visit.entry))

    def not_before(self, record: Record, day: int, length: int) -> int | None:
        free = 1 - self._first_day
        most = self.limit.amount or 0
        if self.limit.unit == "month":
            most *= LONGEST_MONTH
        return None if length - free > most else day

    def _allowed(self, entry: int) -> int:
        return allowance(self.limit, entry)


class RollingMeter:
    """So many days in any window that ends on the day in question: ``[D - W + 1, D]``."""

    __slots__ = ("_least", "_months", "_never", "_window", "limit")

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        amount = limit.amount or 0
        self._least = shortest(amount) if limit.unit == "month" else amount
        self._months, self._window = window_of(limit)
        self._never = _never_fills(limit, self._months, self._window)

    def start(self, day: int) -> int:
        """The first day of the window that ends on `day`."""
        if self._months:
            return months_after(day, -self._months) + 1
        return day - self._window + 1

    def broken(self, record: Record, since: int) -> Iterator[Span]:
        days = record.days
        if self._never or days.total <= self._least:
            return
        # Before more days are used in all than the limit allows, no window can hold more.
        full = days.nth(self._least + 1)
        since = max(since, bisect_left(record.entries, full) - 1)
        find = self._by_leaps if self._months or self.limit.unit == "month" else self._by_days
        for visit in record.visits[since:]:
            if visit.first <= visit.last:
                yield from find(days, visit)

    def _by_days(self, days: Days, visit: Visit) -> Iterator[Span]:
        """While one stays, a day comes in every day and at most one falls out.

        So the count never falls. It rises on each day whose own day, a window earlier, was a
        day of absence: the limit breaks once there are more of these than are unused the day
        before.
        """
        eve = visit.first - 1
        before = eve - self._window
        unused = (self.limit.amount or 0) - days.count(before + 1, eve)
        if unused < 0:
            yield visit.first, visit.last
        elif visit.last - eve > unused:
            over = days.last_before_gap(before, unused) + 1 + self._window
            if over <= visit.last:
                yield over, visit.last

    def _by_leaps(self, days: Days, visit: Visit) -> Iterator[Span]:
        """Windows in months move unevenly; but a day adds one day at most, so we may leap."""
        _, _, first, last, *_ = visit
        if days.count(self.start(first), last) <= self._least:
            return  # no window that ends during the visit holds more
        day = first
        while day <= last:
            used, allowed = self._measure(days, day)
            if used > allowed:
                yield day, day
                day += 1
            else:
                day += max(1, self._least - used + 1)

    def _measure(self, days: Days, day: int) -> tuple[int, int]:
        start = self.start(day)
        since = days.next_from(start) if self.limit.unit == "month" else None
        return days.count(start, day), allowance(self.limit, min(since or day, day))

    def frame(self, record: Record, day: int) -> Frame:
        return Frame(self.start(day), *self._measure(record.days, day))

    def not_before(self, record: Record, day: int, length: int) -> int | None:
        if self._never or self._months or self.limit.unit == "month":
            return day
        allowed, window = self.limit.amount or 0, self._window
        if min(length, window) > allowed:
            return None
        # On the last day of the visit the window holds `length` new days (or is full of them)
        # and what is left of the old ones; enough old days must have fallen out by then.
        days = record.days
        spare = allowed - length
        begins = day + length - window
        excess = days.count(begins, day - 1) - spare
        if excess <= 0 or begins >= day:
            return day
        leaves = days.nth(days.through(begins - 1) + excess)
        return leaves + 1 - length + window


class Blocks:
    """Windows that run from a first entry; a new one starts at a new entry after expiry.

    One who simply stays on beyond the end has no new block (Case C-241/05; clauses.md 5.4).
    The days under a permit or before the grant are not taken into account: a stay that comes
    out of them starts a block on its first day that counts, as if it were entered on.
    """

    __slots__ = ("_days", "_first_day", "_months")

    def __init__(self, limit: Limit, first_day: int) -> None:
        self._months, self._days = window_of(limit)
        self._first_day = first_day

    def of(self, record: Record) -> list[Span]:
        """For each visit, the block that its entry falls in."""
        known = record.blocks.get(self)
        if known is None:
            known = record.blocks[self] = list(self._walk(record))
        return known

    def running(self, record: Record, day: int) -> Span | None:
        """The block that runs on `day`."""
        at = bisect_right(record.entries, day) - 1
        block = self.of(record)[at] if at >= 0 else None
        return block if block is not None and day <= block[1] else None

    def _walk(self, record: Record) -> Iterator[Span]:
        end, block = -1, (0, -1)
        for start in record.entries:
            if start > end:
                length = months_after(start, self._months) - start if self._months else self._days
                end = start + length - self._first_day
                block = (start, end)
            yield block


class AnchoredMeter:
    """So many days in a window that runs from the first entry."""

    __slots__ = ("_blocks", "_first_day", "limit")

    def __init__(self, limit: Limit, first_day: int) -> None:
        self.limit = limit
        self._first_day = first_day
        self._blocks = Blocks(limit, first_day)

    def broken(self, record: Record, since: int) -> Iterator[Span]:
        known, over = None, 0
        blocks = self._blocks.of(record)
        for block, visit in zip(blocks[since:], record.visits[since:], strict=True):
            if block is not known:
                known, (start, end) = block, block
                begins = start + 1 - self._first_day
                over = _over(record.days, begins, end, allowance(self.limit, start))
            if over <= visit.last >= visit.first:
                yield max(over, visit.first), visit.last

    def frame(self, record: Record, day: int) -> Frame:
        block = self._blocks.running(record, day)
        if block is None:
            return Frame(None, 0, allowance(self.limit, day))
        used = record.days.count(block[0] + 1 - self._first_day, day)
        return Frame(block[0], used, allowance(self.limit, block[0]))

    def outstayed(self, record: Record, day: int) -> bool:
        """Whether the person is there on `day` though the block of that visit is over."""
        return record.covers(day) and self._blocks.running(record, day) is None

    def not_before(self, record: Record, day: int, length: int) -> int | None:
        block = self._blocks.running(record, day)
        if block is None:
            return day
        used = record.days.count(block[0] + 1 - self._first_day, day - 1)
        fits = day + length - 1 <= block[1] and used + length <= allowance(self.limit, block[0])
        return day if fits else block[1] + 1


class PeriodMeter:
    """So many days in each calendar year, or in each half of it."""

    __slots__ = ("limit",)

    def __init__(self, limit: Limit) -> None:
        self.limit = limit

    def broken(self, record: Record, since: int) -> Iterator[Span]:
        days, end, over = record.days, -1, 0
        for _, _, day, last, *_ in record.visits[since:]:
            while day <= last:
                if day > end:
                    start, end = period_of(self.limit, day)
                    over = _over(days, start, end, self._allowed(days, start, day))
                if over <= min(end, last):
                    yield max(over, day), min(end, last)
                day = end + 1

    def frame(self, record: Record, day: int) -> Frame:
        start, _ = period_of(self.limit, day)
        return Frame(start, record.days.count(start, day), self._allowed(record.days, start, day))

    def not_before(self, record: Record, day: int, length: int) -> int | None:
        if self.limit.unit == "month":
            return day
        start, end = period_of(self.limit, day)
        left = (self.limit.amount or 0) - record.days.count(start, day - 1)
        # So many of its days may lie in this period; the rest must fall into the next.
        return day if length <= left else max(day, end + 1 - max(0, left))

    def _allowed(self, days: Days, start: int, day: int) -> int:
        if self.limit.unit == "day":
            return self.limit.amount or 0
        return allowance(self.limit, min(days.next_from(start) or day, day))


class EntriesMeter:
    """So many entries in a window; a visit that begins with one too many is broken whole.

    An entry is a crossing of the border. A stay that merely changes, from under a permit to
    visa-free or from before the grant to under it, is none: it uses up no entry, and is not
    broken for those used before.
    """

    __slots__ = ("_blocks", "_rolling", "limit")

    def __init__(self, limit: Limit, first_day: int, *, anchored: bool = False) -> None:
        self.limit = limit
        windowed = limit.window is not None
        anchored = windowed and (anchored or limit.per == "first_entry")
        self._blocks = Blocks(limit, first_day) if anchored else None
        self._rolling = RollingMeter(limit) if windowed and not anchored else None

    def broken(self, record: Record, since: int) -> Iterator[Span]:
        days, numbers = record.crossings
        for index in range(since, len(numbers)):
            entry, _, first, last, opened, _ = record.visits[index]
            if not opened or first > last:
                continue
            number = numbers[index] - bisect_left(days, self._start(record, entry))
            if number > (self.limit.amount or 0):
                yield first, last

    def frame(self, record: Record, day: int) -> Frame:
        start = self._start(record, day)
        days, _ = record.crossings
        used = bisect_right(days, day) - bisect_left(days, start)
        return Frame(None if start == _BEFORE_ALL else start, used, self.limit.amount or 0)

    def not_before(self, record: Record, day: int, length: int) -> int | None:
        return day

    def _start(self, record: Record, day: int) -> int:
        if self._blocks is not None:
            block = self._blocks.running(record, day)
            return block[0] if block else day
        if self._rolling is not None:
            return self._rolling.start(day)
        if self.limit.per in ("half_year", "calendar_year"):
            return period_of(self.limit, day)[0]
        return _BEFORE_ALL


def window_of(limit: Limit) -> tuple[int, int]:
    """The window as (months, days), one of them zero; a year is twelve months."""
    if limit.window is None:  # so many days that run from the first entry: the window itself
        amount = limit.amount or 0
        return (amount, 0) if limit.unit == "month" else (0, amount)
    if limit.window_unit == "day":
        return 0, limit.window
    return limit.window * (12 if limit.window_unit == "year" else 1), 0


def period_of(limit: Limit, day: int) -> Span:
    """The calendar year that `day` lies in, or the half of it."""
    first, second, last = _year(date.fromordinal(day).year)
    if limit.per == "calendar_year":
        return first, last
    return (first, second - 1) if day < second else (second, last)


@cache
def _year(year: int) -> tuple[int, int, int]:
    """The first day of a year, of its second half, and its last."""
    return (
        date(year, 1, 1).toordinal(),
        date(year, 7, 1).toordinal(),
        date(year, 12, 31).toordinal(),
    )


def allowance(limit: Limit, since: int) -> int:
    """The days a limit allows; its months run by the calendar from `since` (clauses.md C05)."""
    amount = limit.amount or 0
    return months_after(since, amount) - since if limit.unit == "month" else amount


def _over(days: Days, start: int, end: int, allowed: int) -> int:
    """The day by which more than `allowed` are used since `start`; the one after `end` if none."""
    rank = days.through(start - 1) + allowed + 1
    return min(days.nth(rank), end + 1) if rank <= days.total else end + 1


def shortest(months: int) -> int:
    """The days of so many months where they are fewest; a lower bound from a year on."""
    years, rest = divmod(months, 12)
    return years * SHORTEST_YEAR + _SHORTEST[rest]


def _never_fills(limit: Limit, months: int, window: int) -> bool:
    """Whether the window is no longer than what it allows."""
    amount = limit.amount or 0
    if limit.unit == "month":
        return months > 0 and amount >= months
    return amount >= (months * LONGEST_MONTH or window)


Reading = Literal["rolling", "anchored", "calendar"]


@lru_cache(maxsize=256)
def meters_of(rule: StayRule, first_day: int, reading: Reading = "rolling") -> tuple[Meter, ...]:
    """The meters of a rule, in its order; an unstated window is taken in the given reading."""
    return tuple(meter for limit in rule.limits for meter in _meters(limit, first_day, reading))


def _meters(limit: Limit, first_day: int, reading: Reading) -> Iterable[Meter]:
    per = limit.per
    if limit.amount is None:
        return
    open_window = per == "unstated" and limit.window is not None
    if open_window and reading == "calendar" and limit.window_unit == "year":
        limit, per = replace(limit, per="calendar_year", window=None), "calendar_year"
    anchored = per == "first_entry" or (open_window and reading == "anchored")
    if limit.unit == "entry":
        if per != "visit":
            yield EntriesMeter(limit, first_day, anchored=anchored)
    elif anchored:
        yield AnchoredMeter(limit, first_day)
    elif per in ("half_year", "calendar_year"):
        yield PeriodMeter(limit)
        if limit.anchor is not None:
            months = 6 if per == "half_year" else 12
            twin = replace(limit, per="first_entry", window=months, window_unit="month")
            yield AnchoredMeter(twin, first_day)
    elif limit.window is not None:
        yield RollingMeter(limit)
    else:
        yield VisitMeter(limit, first_day)
