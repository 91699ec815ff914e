"""Stays as people write them, the convention they are counted by, and the visits they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from comity.count.days import Span, common, without
from comity.law.dates import Interval
from comity.law.errors import DataError
from comity.law.stay import StayRule

MOST_STAYS = 20_000
"""More stays than a life holds; a longer list is refused rather than worked on for ever."""
EARLIEST, LATEST = date(1800, 1, 1), date(3000, 1, 1)
"""Stays lie within these dates, so that no window leaves the calendar."""


class StaysError(DataError):
    """Stays that cannot be read or counted."""


class Stay(Struct, frozen=True):
    """One stay, from the day of entry to the day of exit, both included.

    Attributes:
        entry: the day of entry.
        exit: the day of exit; None for a stay that goes on.
        place: the code of the state, where the days of several states are counted together.
        passport: which passport it was made on, for the reader only: days are a person's.
    """

    entry: date
    exit: date | None = None
    place: str = ""
    passport: str = ""


class Convention(Struct, frozen=True, kw_only=True):
    """How days are counted where the text does not say.

    Attributes:
        entry_day_counts: whether the day of entry is a day of stay.
        exit_day_counts: whether the day of exit is a day of stay.
        first_day: the number of the day from which a rule runs that runs from an entry (at
            each visit, from first entry). With 1, 30 days from 10 January end on 8 February;
            with 0 on 9 February. The default is the shorter one, for advice (clauses.md 5.4).

    Both days count by default: Regulation (EU) 2016/399, Article 6(2).
    """

    entry_day_counts: bool = True
    exit_day_counts: bool = True
    first_day: Literal[0, 1] = 1


DEFAULT = Convention()

Area = Mapping[str, Sequence[Interval]]
"""When the days spent in a place count: its intervals of membership, half-open.

Membership is asked for each day of stay, never for the day of the question. A place that is
not named counts on no day; a stay without a place counts on every day.
"""


class StayQuestion(Struct, frozen=True, kw_only=True):
    """Everything a count depends on; see `count_stay`."""

    rule: StayRule
    stays: tuple[Stay, ...]
    on: date
    convention: Convention = DEFAULT
    area: Area | None = None
    grant: Interval | None = None
    excluded: tuple[Interval, ...] = ()
    place: str = ""


class Visit(NamedTuple):
    """An unbroken run of presence that counts under one rule.

    Attributes:
        entry, exit: its first and last day.
        first, last: the first and last day that uses up days, under the convention;
            ``first > last`` where none does.
        opened, closed: whether it begins and ends by a crossing of the border, or merely by
            the beginning or end of what counts.
    """

    entry: int
    exit: int
    first: int
    last: int
    opened: bool = True
    closed: bool = True


class Ground(NamedTuple):
    """What counts at all: where, when, under which convention."""

    convention: Convention
    area: Area | None
    grant: Span | None
    excluded: tuple[Span, ...]

    @property
    def uncut(self) -> bool:
        """Whether every day counts, wherever and whenever it is spent."""
        return self.area is None and self.grant is None and not self.excluded

    @property
    def plain(self) -> bool:
        """Whether every day of every stay counts, its ends included."""
        return self.uncut and self.convention.entry_day_counts and self.convention.exit_day_counts

    def counted(self, first: int, last: int, place: str) -> list[Span]:
        """The days of ``first..last`` that count in `place`, ends not yet judged."""
        spans: list[Span] = [(first, last)]
        if self.area is not None and place:
            spans = common(spans, [span_of(each) for each in self.area.get(place, ())])
        if self.grant is not None:
            spans = common(spans, [self.grant])
        if self.excluded:
            spans = without(spans, self.excluded)
        return spans


class Piece(NamedTuple):
    """A run of counted days in one place, before runs are joined to visits."""

    entry: int
    exit: int
    place: str = ""
    opened: bool = True
    closed: bool = True


def pieces_of(first: int, last: int, place: str, ground: Ground) -> list[Piece]:
    """The runs of counted days of one stay."""
    if ground.uncut:
        return [Piece(first, last, place)]
    return [
        Piece(a, b, place, a == first, b == last) for a, b in ground.counted(first, last, place)
    ]


def visits_of(pieces: Iterable[Piece], ground: Ground) -> list[Visit]:
    """Join pieces to visits.

    Records of one person that overlap are one visit. To leave and come back on one day, or on
    the next, is a new entry, unless both sides of it are places of one area: a border inside
    the area is not crossed by an entry. Where two records begin or end on one day, that end is
    a crossing only if it is one in both.

    An entry is a crossing of the border. A stay that merely changes, from under a permit to
    visa-free or from before the grant to under it, makes a visit that was not opened, and
    whatever lies within the record it is a run of is no entry either: what was cut away from a
    record is not counted, but the person was there.
    """
    joined: list[Piece] = []
    for piece in sorted(pieces, key=_order if ground.area is None else _order_by_place):
        if not joined or piece.entry > joined[-1].exit + 1:
            joined.append(piece)
            continue
        last = joined[-1]
        if not _is_one_visit(last, piece, ground):
            joined.append(piece)
        else:
            joined[-1] = _joined(last, piece)
    if ground.plain:
        return [Visit(entry, out, entry, out) for entry, out, *_ in joined]
    entry_counts, exit_counts = (
        ground.convention.entry_day_counts,
        ground.convention.exit_day_counts,
    )
    return [
        Visit(
            entry,
            out,
            entry if entry_counts or not opened else entry + 1,
            out if exit_counts or not closed else out - 1,
            opened,
            closed,
        )
        for entry, out, _, opened, closed in joined
    ]


def plain_visits(stays: Iterable[tuple[int, int, str]], until: int) -> list[Visit]:
    """What `visits_of` makes of stays up to a day, where every day counts, ends included."""
    visits: list[Visit] = []
    latest = 0
    for entry, leaving, _ in sorted(stays):
        if entry > until:
            break
        out = leaving if leaving < until else until
        if entry >= latest:
            visits.append(Visit(entry, out, entry, out))
        elif leaving > latest:
            start = visits.pop().entry
            visits.append(Visit(start, out, start, out))
        else:
            continue
        latest = leaving
    return visits


def _order(piece: Piece) -> tuple[int, bool, int, bool]:
    """The order in which the records begin, then end, that pieces are runs of.

    A piece that was not opened belongs to a record that began before it; one that was not
    closed, to a record that goes on after it.
    """
    return piece.entry, piece.opened, piece.exit, not piece.closed


def _order_by_place(piece: Piece) -> tuple[int, str, bool, int, bool]:
    """An order that no later exit changes, so that a longer stay crosses the same borders."""
    return piece.entry, piece.place, piece.opened, piece.exit, not piece.closed


def _is_one_visit(last: Piece, piece: Piece, ground: Ground) -> bool:
    """Whether a piece goes on with the one it overlaps or touches, in order.

    They share a single day only if one is left and the other entered on it; else their records
    overlap, and it is merely what counts of them that begins or ends there.
    """
    if piece.entry < last.exit:
        return True
    if ground.area is not None and last.place != piece.place:
        return True
    return piece.entry == last.exit and not (last.closed and piece.opened)


def latest_of(pieces: Iterable[Piece], ground: Ground) -> Piece:
    """The last in the order in which pieces are joined."""
    return max(pieces, key=_order if ground.area is None else _order_by_place)


def _joined(last: Piece, piece: Piece) -> Piece:
    """Two pieces of one visit as one."""
    if piece.entry == last.entry and not piece.opened:
        last = last._replace(opened=False)
    if piece.exit > last.exit:
        return last._replace(exit=piece.exit, closed=piece.closed, place=piece.place)
    if piece.exit == last.exit and not piece.closed:
        return last._replace(closed=False)
    return last


def span_of(interval: Interval) -> Span:
    """A half-open interval as a closed span; open sides end where stays must."""
    since = interval.since.toordinal() if interval.since else EARLIEST.toordinal()
    until = interval.until.toordinal() - 1 if interval.until else LATEST.toordinal()
    return since, until


def parse_stays(text: str) -> tuple[Stay, ...]:
    """Read stays written as ``ENTRY/EXIT``, ISO dates, separated by commas, spaces or lines.

    A single date is a stay of one day; ``ENTRY/`` goes on. A place may stand before a colon.

    >>> parse_stays("2025-01-01/2025-02-10, ITA:2025-03-01")[1].place
    'ITA'

    Raises:
        StaysError: with the number of the stay that cannot be read.
    """
    written = text.replace(",", " ").replace(";", " ").split(maxsplit=MOST_STAYS)
    if len(written) > MOST_STAYS:
        raise StaysError(f"there are more than {MOST_STAYS} stays", expected="fewer stays")
    return tuple(_stay(item, number) for number, item in enumerate(written, start=1))


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _no(f"'{text[:40]}' is no day", number) from None


def _no(what: str, number: int) -> StaysError:
    return StaysError(
        what,
        where=f"stay {number}",
        expected="dates of entry and exit such as 2025-01-01/2025-02-10",
        mend="write a stay that goes on as 2025-01-01/",
    )


def _stay(item: str, number: int) -> Stay:
    place, colon, dates = item.rpartition(":")
    entry_text, slash, exit_text = dates.partition("/")
    if colon and not (place.isascii() and place.isalpha() and len(place) <= 3):
        raise _no(f"'{place[:40]}' is no code of a state", number)
    entry = _day(entry_text, number)
    leaving = _day(exit_text, number) if exit_text else None if slash else entry
    stay = Stay(entry, leaving, place.upper())
    check_stay(stay, number)
    return stay


def check_stay(stay: Stay, number: int) -> None:
    """Refuse a stay that ends before it begins or lies outside the years we count in.

    Raises:
        StaysError: with the number of the stay.
    """
    if stay.exit is not None and stay.exit < stay.entry:
        raise StaysError(
            f"the exit, {stay.exit}, lies before the entry, {stay.entry}",
            where=f"stay {number}",
            expected="the entry first, then the exit",
            mend="change the two dates round, or correct the year",
        )
    if not EARLIEST <= stay.entry <= LATEST or (stay.exit is not None and stay.exit > LATEST):
        raise StaysError(
            f"the stay from {stay.entry} lies outside the years that are counted",
            where=f"stay {number}",
            expected=f"dates from {EARLIEST} to {LATEST - timedelta(days=1)}",
            mend="correct the year",
        )
