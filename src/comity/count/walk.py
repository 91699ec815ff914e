"""Walking forward: how far one may stay, and when one may come back.

The walk is the definition of what is left: one stays on, day by day, until a day is unlawful,
or until staying would make a planned stay unlawful. What is computed here by intervals must
agree with that, and is held to it by a day-by-day oracle in the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from comity.count.days import Days, Span, common, merged, without
from comity.count.limits import (
    LONGEST_MONTH,
    LONGEST_YEAR,
    Frame,
    Meter,
    Reading,
    Record,
    meters_of,
)
from comity.count.stays import (
    EARLIEST,
    LATEST,
    MOST_STAYS,
    Ground,
    Piece,
    StayQuestion,
    StaysError,
    Visit,
    check_stay,
    latest_of,
    pieces_of,
    plain_visits,
    span_of,
    visits_of,
)
from comity.law.stay import Limit

HORIZON = 3660
"""Ten years of days: a stay that no limit ends within them counts as one without limit."""
FORGOTTEN = 400
"""Days in which every month, half-year and year has come round once."""
_FIRST, _LAST = EARLIEST.toordinal(), LATEST.toordinal()
_END = _LAST + HORIZON


class Walk(NamedTuple):
    """How far one may stay.

    Attributes:
        reach: the last lawful day of exit, None where there is none or no limit.
        left: further days of stay; None where nothing limits them.
        binding: the index of the meter that breaks first.
    """

    reach: int | None
    left: int | None
    binding: int


class Case:
    """One question, in ordinals.

    Args:
        question: what is asked.
    """

    def __init__(self, question: StayQuestion) -> None:
        if not EARLIEST <= question.on <= LATEST:
            raise StaysError(
                f"{question.on} lies outside the years that are counted",
                expected=f"a date from {EARLIEST} to {LATEST}",
            )
        if len(question.stays) > MOST_STAYS:
            raise StaysError(f"there are more than {MOST_STAYS} stays", expected="fewer stays")
        self.question = question
        self.on = on = question.on.toordinal()
        self.ground = Ground(
            question.convention,
            question.area,
            span_of(question.grant) if question.grant is not None else None,
            tuple(span_of(each) for each in question.excluded),
        )
        self.meters = meters_of(question.rule, question.convention.first_day)
        self.plain = self.ground.plain
        self.goes_on = False
        self.stays: set[tuple[int, int, str]] = set()  # written twice, they are one stay
        for stay in question.stays:
            entry, leaving = stay.entry.toordinal(), stay.exit
            out = max(entry, on) if leaving is None else leaving.toordinal()
            if not _FIRST <= entry <= out <= _LAST:
                check_stay(stay, question.stays.index(stay) + 1)
            if out > on:
                self.goes_on = True
            self.stays.add((entry, out, stay.place))
        self.now = Record(
            plain_visits(self.stays, on) if self.plain else visits_of(self.past, self.ground)
        )

    def read_as(self, reading: Reading = "rolling", first_day: int | None = None) -> Case:
        """The same question where the law is read otherwise.

        What a reading does not change, the visits among it, is worked out but once.

        Args:
            reading: how a window whose course is unstated is taken to run.
            first_day: the number of the day of entry, if not that of the question.
        """
        if first_day is None:
            first_day = self.question.convention.first_day
        other = Case.__new__(Case)
        other.__dict__.update(self.__dict__)
        other.__dict__.pop("frames", None)
        other.meters = meters_of(self.question.rule, first_day, reading)
        return other

    @cached_property
    def pieces(self) -> list[Piece]:
        """The runs of counted days of all stays."""
        return [
            piece
            for entry, out, place in self.stays
            for piece in pieces_of(entry, out, place, self.ground)
        ]

    @cached_property
    def past(self) -> list[Piece]:
        """Those up to the day asked about; one that goes on is cut there."""
        on = self.on
        return [
            piece if piece.exit <= on else piece._replace(exit=on, closed=False)
            for piece in self.pieces
            if piece.entry <= on
        ]

    @cached_property
    def planned(self) -> list[Piece]:
        """Those that begin later."""
        return [p for p in self.pieces if p.entry > self.on] if self.goes_on else []

    @cached_property
    def frames(self) -> list[Frame]:
        """What each limit says on the day asked about."""
        return [meter.frame(self.now, self.on) for meter in self.meters]

    @cached_property
    def whole(self) -> Record:
        """All the stays, planned ones too."""
        return Record(visits_of(self.pieces, self.ground)) if self.goes_on else self.now

    def overstays(self) -> list[Span]:
        """The unlawful days up to the day asked about."""
        return merged(self._broken(self.now))

    def planned_overstays(self) -> list[Span]:
        """The unlawful days after it."""
        if not self.goes_on:
            return []
        return common(self._broken(self.whole), [(self.on + 1, _END)])

    def _broken(self, record: Record, since: int = 0) -> list[Span]:
        """The unlawful days of the visits from number `since` on, not merged."""
        return [span for meter in self.meters for span in meter.broken(record, since)]

    # Staying on.

    def walk(self) -> Walk:
        """How far one may stay from the day asked about."""
        grant = self.ground.grant
        if grant is not None and not grant[0] <= self.on <= grant[1]:
            return Walk(None, 0, 0)
        far = self.on + HORIZON
        record = self._longest
        current = record.current(self.on)
        breaks = [self._first_break(meter, record, current) for meter in self.meters]
        binding = self._binding(breaks)
        first = min(breaks, default=far + 1)
        if first <= self.on:
            return self._outstayed(self._staying(self.on + 1), current, binding)
        reach = first - 1 + self._spare()
        if grant is not None:
            reach = min(reach, grant[1])
        if self.goes_on and self.planned:
            reach = self._kept(reach)
        if reach >= far:
            return Walk(None, None, binding)
        if reach < self.on:
            return Walk(None, 0, binding)
        return Walk(reach, self._left(reach), binding)

    @cached_property
    def _longest(self) -> Record:
        """The record if one stays on beyond every limit."""
        return self._staying(self.on + HORIZON, self.planned if self.goes_on else ())

    def _spare(self) -> int:
        """One more day where the day of exit does not count."""
        return 0 if self.question.convention.exit_day_counts else 1

    def _staying(self, until: int, planned: Sequence[Piece] = ()) -> Record:
        """The record if one stays without a break from the day asked about until `until`."""
        if planned or not self.plain:
            return Record(visits_of([*self._stayed(until), *planned], self.ground))
        visits = self.now.visits.copy()
        entry = visits.pop().entry if visits and visits[-1].exit == self.on else self.on
        visits.append(Visit(entry, until, entry, until))
        return Record(visits, self.now.days.with_run(self.on, until))

    def _stayed(self, until: int) -> list[Piece]:
        """The pieces of `_staying`."""
        on = self.on
        here = [piece for piece in self.past if piece.exit == on]
        if not here:
            return self.past + pieces_of(on, until, self.question.place, self.ground)
        if until == on:
            return self.past
        last = latest_of(here, self.ground)
        rest = [piece for piece in self.past if piece is not last]
        last = last._replace(closed=False)
        for piece in pieces_of(on + 1, until, last.place, self.ground):
            if piece.entry == on + 1:
                last = last._replace(exit=piece.exit, closed=piece.closed)
            else:
                rest.append(piece._replace(opened=False))
        return [*rest, last]

    def _first_break(self, meter: Meter, record: Record, current: int) -> int:
        """The first day from the one asked about on that breaks a limit, or a day too far."""
        return next((a for a, b in meter.broken(record, current) if b >= self.on), _END)

    def _binding(self, breaks: list[int]) -> int:
        """The limit in days that breaks first; of several, the one with least unused."""
        if len(breaks) <= 1:
            return 0
        return min(
            range(len(breaks)),
            key=lambda at: (
                self.meters[at].limit.unit == "entry",
                breaks[at],
                self.frames[at].allowed - self.frames[at].used,
            ),
        )

    def _outstayed(self, record: Record, current: int, binding: int) -> Walk:
        """The day itself is unlawful: when ought the person to have left?"""
        visit = record.visits[current]
        spans = merged(self._broken(record, current))
        run = next(span for span in spans if span[0] <= self.on <= span[1])
        latest = max(run[0], visit.first) - 1 + self._spare()
        return Walk(latest if latest >= visit.entry else None, 0, binding)

    def _left(self, reach: int) -> int:
        if self.plain:
            return reach - self.on + (0 if self.now.covers(self.on) else 1)
        return self._staying(reach).days.total - self.now.days.total

    # Planned stays, which the walk must leave lawful.

    def _kept(self, reach: int) -> int:
        """The last day up to `reach` on which leaving keeps every planned stay lawful.

        Where the walk meets a planned stay it may join it, which changes the visits; between
        such days a longer walk can only do more harm, so each stretch is searched by halving.
        """
        base = Record(visits_of(self.past + self.planned, self.ground))
        harmless = merged(self._broken(base))
        marks = {
            mark
            for p in self.planned
            for mark in (p.entry - 2, p.entry - 1, p.entry, p.exit - 1, p.exit)
        }
        last = self.on if self.now.covers(self.on) else self.on - 1
        for end in [*sorted(mark for mark in marks if last < mark < reach), reach]:
            low, high = last, end
            if self._keeps(high, harmless):
                last = high
                continue
            while low + 1 < high:
                middle = (low + high) // 2
                if self._keeps(middle, harmless):
                    low = middle
                else:
                    high = middle
            return low
        return last

    def _keeps(self, until: int, harmless: list[Span]) -> bool:
        record = self._staying(until, self.planned)
        return self._is_harmless(record, self.on, until, harmless)

    def _is_harmless(self, record: Record, since: int, until: int, harmless: list[Span]) -> bool:
        """Whether ``since..until`` is lawful and no later day is newly unlawful."""
        broken = self._broken(record, record.current(since))
        if any(first <= until and last >= since for first, last in broken):
            return False
        return not without(common(broken, [(until + 1, _END)]), harmless)

    # Coming back.

    def earliest(self, length: int) -> int | None:
        """The first day to enter on for `length` days; see `StayCount.earliest_entry_for`."""
        busy = Days((entry, out) for entry, out, _ in self.stays)
        harmless = merged(self._broken(self.whole))
        last = self._settled() + FORGOTTEN
        day = self._next(self.on, length, busy)
        while day is not None and day <= last:
            visit = pieces_of(day, day + length - 1, self.question.place, self.ground)
            trial = Record(visits_of(self.pieces + visit, self.ground))
            if self._is_harmless(trial, day, day + length - 1, harmless):
                return day
            day = self._next(day + 1, length, busy)
        return None

    def _settled(self) -> int:
        """A day from which on no stay is remembered and nothing that is given changes."""
        known = [self.on, *(out for _, out, _ in self.stays)]
        known += [day for span in self.ground.excluded for day in span]
        for intervals in (self.ground.area or {}).values():
            known += [day for interval in intervals for day in span_of(interval)]
        memory = max((_memory(meter.limit) for meter in self.meters), default=0)
        return max((day for day in known if day < _END - HORIZON), default=self.on) + memory

    def _next(self, day: int, length: int, busy: Days) -> int | None:
        """The next day that is neither taken nor known to be too early; None if there is none."""
        grant = self.ground.grant
        while True:
            before = day
            if grant is not None:
                day = max(day, grant[0])
                if day + length - 1 > grant[1]:
                    return None
            taken = busy.next_from(day)
            if taken is not None and taken <= day + length - 1:
                day = next(last for _, last in busy.spans if last >= taken) + 1
            if self.plain:
                for meter in self.meters:
                    bound = meter.not_before(self.whole, day, length)
                    if bound is None:
                        return None
                    day = max(day, bound)
            if day == before:
                return day


def _memory(limit: Limit) -> int:
    """How long a limit remembers a stay, in days: rather too long than too short."""
    if limit.window is None:
        return LONGEST_YEAR
    longest = {"day": 1, "month": LONGEST_MONTH, "year": LONGEST_YEAR}
    return limit.window * longest[limit.window_unit or "day"]
