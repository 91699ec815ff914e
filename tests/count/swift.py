"""The oracle again, lean enough for a million questions: sets of days as bits, day by day.

It walks forward one day at a time, as the law is told: each day of exit is tried in turn, and
each counted day is looked at by itself, with a window of bits behind it. Nothing is shared
with `comity.count` but the types; the calendar comes from the slower oracle.
"""

from __future__ import annotations

from datetime import date

from tests.count.oracle import (
    Ask,
    amount,
    back,
    block_end,
    counts,
    holds,
    limits_of,
    period,
)

from comity.law.stay import Limit

BASE = date(2022, 1, 1).toordinal()
Piece = tuple[int, int, str, bool, bool]
"""Entry, exit, place, whether it opens and closes with a crossing."""
Visit = tuple[int, int, int, int, bool]
"""Entry, exit, first and last day that counts, whether it began with a crossing."""


def bits(first: int, last: int) -> int:
    """The days ``first..last`` as bits."""
    return ((1 << (last - first + 1)) - 1) << (first - BASE) if first <= last else 0


class Swift:
    """The answers to one question.

    Args:
        ask: the question.
        cap: days after which a walk or a search is given up.
    """

    def __init__(self, ask: Ask, cap: int) -> None:
        self.ask, self.cap = ask, cap
        self.on = ask.on.toordinal()
        self.known: dict[str, dict[int, bool]] = {}
        self.rules = limits_of(ask.rule)
        self.plain = ask.area is None and ask.grant is None and not ask.excluded
        self.stays = {  # written twice, they are one stay
            (
                stay.entry.toordinal(),
                max(stay.entry, ask.on if stay.exit is None else stay.exit).toordinal(),
                stay.place,
            )
            for stay in ask.stays
        }
        self.whole = [
            piece
            for entry, leaving, place in self.stays
            for piece in self.pieces(entry, leaving, place)
        ]
        on = self.on
        self.past = [
            (entry, min(out, on), place, opened, closed and out <= on)
            for entry, out, place, opened, closed in self.whole
            if entry <= on
        ]
        self.planned = [piece for piece in self.whole if piece[0] > on]
        self.now = self.visits(self.past)

    def pieces(self, entry: int, leaving: int, place: str) -> list[Piece]:
        if self.plain:
            return [(entry, leaving, place, True, True)]
        found: list[Piece] = []
        known = self.known.setdefault(place, {})
        start = None
        for day in range(entry, leaving + 1):
            fine = known.get(day)
            if fine is None:
                fine = known[day] = counts(self.ask, place, day)
            if fine and start is None:
                start = day
            elif not fine and start is not None:
                found.append((start, day - 1, place, start == entry, False))
                start = None
        if start is not None:
            found.append((start, leaving, place, start == entry, True))
        return found

    def visits(self, pieces: list[Piece]) -> list[Visit]:
        joined: list[Piece] = []
        for piece in sorted(pieces, key=self.order):
            if joined:
                last = joined[-1]
                inner = self.ask.area is not None and last[2] != piece[2]
                shared = piece[0] == last[1] and not (last[4] and piece[3])
                if piece[0] < last[1] or shared or (inner and piece[0] <= last[1] + 1):
                    opened = last[3] and (piece[3] or piece[0] > last[0])
                    _, out, place, _, closed = piece if piece[1] > last[1] else last
                    if piece[1] == last[1]:
                        closed = closed and piece[4]
                    joined[-1] = (last[0], out, place, opened, closed)
                    continue
            joined.append(piece)
        convention = self.ask.convention
        entry_free, exit_free = not convention.entry_day_counts, not convention.exit_day_counts
        return [
            (entry, out, entry + (entry_free and opened), out - (exit_free and closed), opened)
            for entry, out, _, opened, closed in joined
        ]

    def order(self, piece: Piece) -> tuple[int, str, bool, int, bool]:
        """The order in which records begin and end."""
        entry, out, place, opened, closed = piece
        return entry, place if self.ask.area is not None else "", opened, out, not closed

    def broken(self, visits: list[Visit], since: int, low: int, high: int) -> int:
        """The unlawful days in ``low..high`` of the visits from number `since` on, as bits."""
        used = 0
        for visit in visits:
            used |= bits(visit[2], visit[3])
        found = 0
        for limit in self.rules:
            blocks = self.blocks(limit, visits) if limit.per == "first_entry" else []
            for index in range(since, len(visits)):
                _, _, first, last, _ = visits[index]
                days = range(max(first, low), min(last, high) + 1)
                if days:
                    for day in self.breaking(limit, visits, index, days, used, blocks):
                        found |= 1 << (day - BASE)
        return found

    def breaking(
        self,
        limit: Limit,
        visits: list[Visit],
        index: int,
        days: range,
        used: int,
        blocks: list[tuple[int, int]],
    ) -> list[int]:
        """The days among `days` of visit `index` that break one limit, each judged by itself."""
        zero = self.ask.convention.first_day == 0
        entry, _, first, _, opened = visits[index]
        if limit.unit == "entry":
            over = opened and self.entries(limit, visits, index, blocks) > (limit.amount or 0)
            return list(days) if over else []
        if limit.per == "first_entry":
            start, end = blocks[index]
            most, gone = amount(limit, start), max(start + zero - BASE, 0)
            return [
                day
                for day in days
                if day > end or ((used & ((2 << (day - BASE)) - 1)) >> gone).bit_count() > most
            ]
        if limit.per == "visit" or (limit.per == "unstated" and limit.window is None):
            most, free = amount(limit, entry), zero or first > entry
            return [day for day in days if day - entry + (not free) > most]
        found = []
        for day in days:
            start = period(limit, day)[0] if limit.window is None else back(limit, day)
            gone = max(start - BASE, 0)
            window = (used & ((2 << (day - BASE)) - 1)) >> gone
            since = day
            if limit.unit == "month" and window:
                since = BASE + gone + (window & -window).bit_length() - 1
            if window.bit_count() > amount(limit, since):
                found.append(day)
        return found

    def entries(
        self, limit: Limit, visits: list[Visit], index: int, blocks: list[tuple[int, int]]
    ) -> int:
        day = visits[index][0]
        if limit.window is None:
            start = period(limit, day)[0] if limit.per in ("half_year", "calendar_year") else 0
        else:
            start = blocks[index][0] if blocks else back(limit, day)
        return sum(1 for visit in visits[: index + 1] if visit[4] and visit[0] >= start)

    def blocks(self, limit: Limit, visits: list[Visit]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        start, end = 0, -1
        for visit in visits:
            if visit[0] > end:
                start, end = visit[0], block_end(self.ask, limit, visit[0])
            found.append((start, end))
        return found

    def overstays(self) -> int:
        return self.broken(self.now, 0, BASE, self.on)

    def planned_overstays(self) -> int:
        visits = self.visits(self.whole)
        return self.broken(visits, 0, self.on + 1, self.on + 10_000)

    def stayed(self, until: int) -> list[Piece]:
        on = self.on
        here = [piece for piece in self.past if piece[1] == on]
        if not here:
            return self.past + self.pieces(on, until, self.ask.place)
        if until == on:
            return self.past
        last = max(here, key=self.order)
        rest = list(self.past)
        rest.remove(last)
        ahead = self.pieces(on + 1, until, last[2])
        if ahead and ahead[0][0] == on + 1:
            first = ahead.pop(0)
            rest.append((last[0], first[1], last[2], last[3], first[4]))
        else:
            rest.append((*last[:4], False))
        return rest + [(a, b, place, False, closed) for a, b, place, _, closed in ahead]

    def index(self, visits: list[Visit], day: int) -> int:
        at = len([visit for visit in visits if visit[0] <= day])
        return at - 1 if at and visits[at - 1][1] >= day else at

    def harmless(self, pieces: list[Piece], since: int, until: int, known: int) -> bool:
        visits = self.visits(pieces)
        found = self.broken(visits, self.index(visits, since), since, since + 10_000)
        return not found & bits(since, until) and not found & ~bits(since, until) & ~known

    def left(self) -> tuple[int | None, int | None, bool]:
        """(days left, latest exit, whether the day itself is already unlawful)."""
        ask, on = self.ask, self.on
        if ask.grant is not None and not holds(ask.grant, on):
            return 0, None, False
        longer = self.visits(self.stayed(on + 1))
        at = self.index(longer, on)
        if self.broken(longer, at, on, on):
            return 0, None, True
        known = self.broken(self.visits(self.past + self.planned), 0, BASE, on + 10_000)
        reach = None
        for until in range(self.start(), on + self.cap):
            if ask.grant is not None and not holds(ask.grant, until):
                break
            # Days before the last two were tried with the exits before: no later day changes them.
            visits = self.visits(self.stayed(until) + self.planned)
            since = max(on, until - 1)
            found = self.broken(visits, self.index(visits, on), since, on + 10_000)
            if found & bits(since, until) or found & ~bits(since, until) & ~known:
                break
            reach = until
        there = any(visit[0] <= on <= visit[1] for visit in self.now)
        if reach is None:
            return 0, on if there else None, False
        if reach == on + self.cap - 1:
            return None, None, False
        return self.total(self.visits(self.stayed(reach))) - self.total(self.now), reach, False

    def start(self) -> int:
        """Where the walk begins: just before the first unlawful day if nothing is planned.

        Whether a day is lawful depends on no later day, so that the exits before are lawful.
        """
        if self.planned or self.ask.grant is not None:
            return self.on
        visits = self.visits(self.stayed(self.on + self.cap))
        found = self.broken(visits, self.index(visits, self.on), self.on, self.on + self.cap - 1)
        first = BASE + (found & -found).bit_length() - 1 if found else self.on + self.cap
        return max(self.on, first - 3)

    @staticmethod
    def total(visits: list[Visit]) -> int:
        used = 0
        for visit in visits:
            used |= bits(visit[2], visit[3])
        return used.bit_count()

    def earliest(self, length: int) -> int | None:
        known = self.broken(self.visits(self.whole), 0, BASE, self.on + 10_000)
        grant = self.ask.grant
        for day in range(self.on, self.on + self.cap):
            last = day + length - 1
            if any(first <= last and out >= day for first, out, _ in self.stays):
                continue
            if grant is not None and not (holds(grant, day) and holds(grant, last)):
                continue
            pieces = self.whole + self.pieces(day, last, self.ask.place)
            if self.harmless(pieces, day, last, known):
                return day
        return None
