"""Counting day by day, the slow and obvious way: what the interval arithmetic is held to.

Nothing of `comity.count` is used here but the plain values that go in. A day is judged by
looking at every day of its window; a walk is walked; a return is tried on every date.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from comity.count import Convention, Stay
from comity.law.dates import Interval
from comity.law.stay import Limit, StayRule


@dataclass(frozen=True)
class Ask:
    """One question."""

    rule: StayRule
    stays: tuple[Stay, ...]
    on: date
    convention: Convention = field(default_factory=Convention)
    area: dict[str, tuple[Interval, ...]] | None = None
    grant: Interval | None = None
    excluded: tuple[Interval, ...] = ()
    place: str = ""


@dataclass
class Run:
    """Consecutive days that count, of one stay or of several joined."""

    entry: int
    exit: int
    place: str
    opened: bool
    closed: bool
    counted: list[int] = field(default_factory=list)


@cache
def shifted(day: int, months: int) -> int:
    when = date.fromordinal(day)
    year, month = when.year, when.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(when.day, monthrange(year, month)[1])).toordinal()


@cache
def holds(interval: Interval, day: int) -> bool:
    return interval.holds(date.fromordinal(day))


def counts(ask: Ask, place: str, day: int) -> bool:
    if ask.grant is not None and not holds(ask.grant, day):
        return False
    if any(holds(interval, day) for interval in ask.excluded):
        return False
    if ask.area is None or not place:
        return True
    return any(holds(interval, day) for interval in ask.area.get(place, ()))


def runs(ask: Ask, entry: int, leaving: int, place: str) -> list[Run]:
    found: list[Run] = []
    for day in range(entry, leaving + 1):
        if not counts(ask, place, day):
            continue
        if found and found[-1].exit == day - 1:
            found[-1].exit = day
        else:
            found.append(Run(day, day, place, day == entry, False))
    if found:
        found[-1].closed = found[-1].exit == leaving
    return found


def visits(ask: Ask, pieces: list[Run]) -> list[Run]:
    joined: list[Run] = []
    order = sorted(
        pieces,
        key=lambda p: (
            p.entry,
            "" if ask.area is None else p.place,
            p.opened,
            p.exit,
            not p.closed,
        ),
    )
    for piece in order:
        last = joined[-1] if joined else None
        if last is not None:
            inner = (
                ask.area is not None and last.place != piece.place and piece.entry <= last.exit + 1
            )
            if piece.entry < last.exit or inner or is_inside(piece, last):
                if piece.entry == last.entry:
                    last.opened = last.opened and piece.opened
                if piece.exit == last.exit:
                    last.closed = last.closed and piece.closed
                if piece.exit > last.exit:
                    last.exit, last.closed, last.place = piece.exit, piece.closed, piece.place
                continue
        joined.append(Run(piece.entry, piece.exit, piece.place, piece.opened, piece.closed))
    for visit in joined:
        visit.counted = [
            day
            for day in range(visit.entry, visit.exit + 1)
            if not (day == visit.entry and visit.opened and not ask.convention.entry_day_counts)
            and not (day == visit.exit and visit.closed and not ask.convention.exit_day_counts)
        ]
    return joined


def is_inside(piece: Run, last: Run) -> bool:
    """Whether two runs that share one day are of records that share more.

    They are not if one of the records ends on that day and the other begins on it.
    """
    day = piece.entry
    if day != last.exit:
        return False
    for earlier, later in ((last, piece), (piece, last)):
        leaves = earlier.exit == day and earlier.closed
        enters = later.entry == day and later.opened
        if leaves and enters:
            return False
    return True


class World:
    """Visits, and every day of them."""

    def __init__(self, ask: Ask, pieces: list[Run]) -> None:
        self.ask = ask
        self.visits = visits(ask, pieces)
        self.used = {day for visit in self.visits for day in visit.counted}
        self.low = min(self.used, default=0)
        self.upto = [0]
        for day in range(self.low, max(self.used, default=0) + 1):
            self.upto.append(self.upto[-1] + (day in self.used))

    def count(self, first: int, last: int) -> int:
        top = len(self.upto) - 1
        right = min(max(last - self.low + 1, 0), top)
        left = min(max(first - self.low, 0), top)
        return self.upto[right] - self.upto[left] if right > left else 0

    def first_used(self, first: int, last: int) -> int | None:
        for day in range(max(first, self.low), last + 1):
            if day in self.used:
                return day
        return None

    def there(self, day: int) -> int | None:
        """The last visit that `day` lies in."""
        for index in range(len(self.visits) - 1, -1, -1):
            if self.visits[index].entry <= day <= self.visits[index].exit:
                return index
        return None


def amount(limit: Limit, since: int) -> int:
    assert limit.amount is not None
    return shifted(since, limit.amount) - since if limit.unit == "month" else limit.amount


def back(limit: Limit, day: int) -> int:
    """The first day of the window that ends on `day`."""
    assert limit.window is not None
    if limit.window_unit == "day":
        return day - limit.window + 1
    return shifted(day, -limit.window * (12 if limit.window_unit == "year" else 1)) + 1


@cache
def period(limit: Limit, day: int) -> tuple[int, int]:
    when = date.fromordinal(day)
    if limit.per == "calendar_year":
        first, last = date(when.year, 1, 1), date(when.year, 12, 31)
    elif when.month <= 6:
        first, last = date(when.year, 1, 1), date(when.year, 6, 30)
    else:
        first, last = date(when.year, 7, 1), date(when.year, 12, 31)
    return first.toordinal(), last.toordinal()


def block_end(ask: Ask, limit: Limit, start: int) -> int:
    if limit.window is None:
        length = amount(limit, start)
    elif limit.window_unit == "day":
        length = limit.window
    else:
        months = limit.window * (12 if limit.window_unit == "year" else 1)
        length = shifted(start, months) - start
    return start + length - ask.convention.first_day


def block_at(world: World, limit: Limit, upto: int) -> tuple[int, int]:
    """The block that visit number `upto` entered in."""
    start, end = 0, -1
    for visit in world.visits[: upto + 1]:
        if visit.entry > end:
            start, end = visit.entry, block_end(world.ask, limit, visit.entry)
    return start, end


def twins(limit: Limit) -> list[Limit]:
    """A calendar window that is also anchored at first entry counts as two limits."""
    if limit.amount is None or (limit.unit == "entry" and limit.per == "visit"):
        return []
    if limit.anchor is None or limit.unit == "entry":
        return [limit]
    months = 6 if limit.per == "half_year" else 12
    plain = Limit(limit.amount, limit.unit, limit.per)
    return [plain, Limit(limit.amount, limit.unit, "first_entry", months, "month")]


@cache
def limits_of(rule: StayRule) -> list[Limit]:
    return [twin for limit in rule.limits for twin in twins(limit)]


def judge(world: World, limit: Limit, index: int) -> Callable[[int], bool]:
    """Whether a day of visit `index` breaks the limit."""
    visit, convention = world.visits[index], world.ask.convention
    if limit.unit == "entry":  # who came without a crossing used up no entry
        too_many = visit.opened and entries_used(world, limit, index) > (limit.amount or 0)
        return lambda day: too_many
    if limit.per == "visit" or (limit.per == "unstated" and limit.window is None):
        zero = convention.first_day == 0 or (visit.opened and not convention.entry_day_counts)
        allowed, before = amount(limit, visit.entry), visit.entry - (0 if zero else 1)
        return lambda day: day - before > allowed
    if limit.per == "first_entry":
        start, end = block_at(world, limit, index)
        begins = start + (1 if convention.first_day == 0 else 0)
        allowed = amount(limit, start)
        return lambda day: day > end or world.count(begins, day) > allowed
    return lambda day: is_full(world, limit, day)


def is_full(world: World, limit: Limit, day: int) -> bool:
    start = period(limit, day)[0] if limit.window is None else back(limit, day)
    since = world.first_used(start, day) if limit.unit == "month" else None
    return world.count(start, day) > amount(limit, since or day)


def entries_used(world: World, limit: Limit, index: int) -> int:
    """Entries up to that of visit `index`, in the window that ends with it."""
    start = entries_from(world, limit, world.visits[index].entry)
    return sum(1 for v in world.visits[: index + 1] if v.opened and v.entry >= start)


def entries_from(world: World, limit: Limit, day: int) -> int:
    if limit.per == "first_entry" and limit.window is not None:
        number = max((i for i, v in enumerate(world.visits) if v.entry <= day), default=None)
        start, end = (day, day) if number is None else block_at(world, limit, number)
        return start if day <= end else day
    if limit.window is not None:
        return back(limit, day)
    return period(limit, day)[0] if limit.per in ("half_year", "calendar_year") else 0


def broken(world: World, since: int = 0) -> set[int]:
    """The unlawful days of the visits from number `since` on."""
    return {
        day
        for index in range(since, len(world.visits))
        for limit in limits_of(world.ask.rule)
        for day in filter(judge(world, limit, index), world.visits[index].counted)
    }


def frame(world: World, limit: Limit, day: int) -> tuple[int | None, int]:
    """(window start, used) on `day`."""
    if limit.unit == "entry":
        start = entries_from(world, limit, day)
        return start or None, sum(1 for v in world.visits if v.opened and start <= v.entry <= day)
    zero = world.ask.convention.first_day == 0
    if limit.per == "visit" or (limit.per == "unstated" and limit.window is None):
        at = world.there(day)
        if at is None:
            return None, 0
        visit = world.visits[at]
        return visit.entry, sum(
            1 for each in visit.counted if each <= day and not (zero and each == visit.entry)
        )
    if limit.per == "first_entry":
        number = max((i for i, v in enumerate(world.visits) if v.entry <= day), default=None)
        if number is None:
            return None, 0
        start, end = block_at(world, limit, number)
        return (start, world.count(start + zero, day)) if day <= end else (None, 0)
    start = period(limit, day)[0] if limit.window is None else back(limit, day)
    return start, world.count(start, day)


class Oracle:
    """The answers to one question; walks and searches are given up after `cap` days."""

    def __init__(self, ask: Ask, cap: int) -> None:
        self.ask = ask
        self.cap = cap
        self.on = ask.on.toordinal()
        stays = {
            (s.entry.toordinal(), max(s.entry, s.exit or ask.on).toordinal(), s.place)
            for s in ask.stays
        }
        self.spans = [(entry, leaving) for entry, leaving, _ in stays]
        self.whole = [run for stay in stays for run in runs(ask, *stay)]
        self.past = [
            run if run.exit <= self.on else Run(run.entry, self.on, run.place, run.opened, False)
            for run in self.whole
            if run.entry <= self.on
        ]
        self.planned = [run for run in self.whole if run.entry > self.on]
        self.now = World(ask, self.past)

    @property
    def limits(self) -> list[tuple[int | None, int]]:
        return [frame(self.now, limit, self.on) for limit in limits_of(self.ask.rule)]

    @property
    def overstays(self) -> set[int]:
        return broken(self.now)

    @property
    def planned_overstays(self) -> set[int]:
        return {day for day in broken(World(self.ask, self.whole)) if day > self.on}

    def stayed(self, until: int) -> list[Run]:
        """The past, and a stay without a break from the day asked about until `until`."""
        here = [run for run in self.past if run.exit == self.on]
        if not here:
            return self.past + runs(self.ask, self.on, until, self.ask.place)
        area = self.ask.area is not None
        last = max(
            here, key=lambda p: (p.entry, p.place if area else "", p.opened, p.exit, not p.closed)
        )
        if until == self.on:
            return self.past
        rest = [run for run in self.past if run is not last]
        longer = Run(last.entry, last.exit, last.place, last.opened, False)
        for day in range(self.on + 1, until + 1):
            if not counts(self.ask, last.place, day):
                continue
            if longer.exit == day - 1:
                longer.exit = day
            else:
                rest.append(longer)
                longer = Run(day, day, last.place, False, False)
        longer.closed = longer.exit == until
        return [*rest, longer]

    def is_harmless(self, pieces: list[Run], since: int, until: int, known: set[int]) -> bool:
        world = World(self.ask, pieces)
        at = world.there(since)
        if at is None:
            at = sum(1 for visit in world.visits if visit.entry <= since)
        days = broken(world, at)
        return not any(since <= day <= until for day in days) and not (
            {day for day in days if day > until} - known
        )

    def walk(self) -> Iterator[int]:
        """Every day on which one may lawfully leave, walking forward from the day asked about.

        Once the last planned stay is behind, nothing but the walk itself can go wrong.
        """
        known = broken(World(self.ask, self.past + self.planned))
        behind = max((run.exit for run in self.planned), default=self.on - 1)
        for until in range(self.on, behind + 1):
            outside = self.ask.grant is not None and not holds(self.ask.grant, until)
            pieces = self.stayed(until) + self.planned
            if outside or not self.is_harmless(pieces, self.on, until, known):
                return
            yield until
        far = self.on + self.cap
        longest = World(self.ask, self.stayed(far) + self.planned)
        at = longest.there(self.on)
        start = at if at is not None else sum(1 for v in longest.visits if v.entry <= self.on)
        wrong = {day for day in broken(longest, start) if day >= self.on}
        first = min(wrong, default=far) - (1 if self.ask.convention.exit_day_counts else 0)
        for until in range(behind + 1, min(first, far - 1) + 1):
            if self.ask.grant is not None and not holds(self.ask.grant, until):
                return
            yield until

    def left(self) -> tuple[int | None, int | None]:
        """(days left, latest exit); (None, None) where no end was found."""
        if self.ask.grant is not None and not holds(self.ask.grant, self.on):
            return 0, None
        longer = World(self.ask, self.stayed(self.on + 1))
        at = longer.there(self.on)
        days = broken(longer, at) if at is not None else set()
        if at is not None and self.on in days:
            return 0, self._ought_to_have_left(longer, at, days)
        reach = None
        for until in self.walk():
            reach = until
        if reach is None:
            present = self.now.there(self.on) is not None
            return 0, self.on if present else None
        if reach == self.on + self.cap - 1:
            return None, None
        used = World(self.ask, self.stayed(reach)).used
        return len(used) - len(self.now.used), reach

    def _ought_to_have_left(self, world: World, at: int, days: set[int]) -> int | None:
        first = self.on
        while first - 1 in days:
            first -= 1
        visit = world.visits[at]
        counted = visit.counted
        latest = max(first, counted[0]) - 1 + (not self.ask.convention.exit_day_counts)
        return latest if latest >= visit.entry else None

    def earliest(self, length: int) -> int | None:
        known = broken(World(self.ask, self.whole))
        for day in range(self.on, self.on + self.cap):
            last = day + length - 1
            if any(first <= last and out >= day for first, out in self.spans):
                continue
            if self.ask.grant is not None and not (
                holds(self.ask.grant, day) and holds(self.ask.grant, last)
            ):
                continue
            pieces = self.whole + runs(self.ask, day, last, self.ask.place)
            if self.is_harmless(pieces, day, last, known):
                return day
        return None
