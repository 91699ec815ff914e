"""Dates as precise as their source, and half-open intervals.

A source that says "2018" says neither 1 January nor 31 December. `PartialDate` keeps the
precision and compares honestly: the answer to "is it before?" may be *not known* (None).
Days are calendar days of the proleptic Gregorian calendar; intervals are half-open,
``[since, until)``, so that "in force until" and "in force from" never share a day.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date

from msgspec import Struct

from comity.law.errors import DataError

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate:
    """A day, a month or a year, as a source gave it.

    >>> PartialDate.parse("2018-06").latest
    datetime.date(2018, 6, 30)
    >>> PartialDate.parse("2018-06").is_after(date(2018, 6, 15)) is None
    True
    """

    __slots__ = ("_hi", "_lo", "text")

    text: str
    _lo: int
    _hi: int

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        if month is None:
            low, high, text = date(year, 1, 1), date(year, 12, 31), f"{year:04d}"
        elif day is None:
            low = date(year, month, 1)
            high = date(year, month, monthrange(year, month)[1])
            text = f"{year:04d}-{month:02d}"
        else:
            low = high = date(year, month, day)
            text = low.isoformat()
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_lo", low.toordinal())
        object.__setattr__(self, "_hi", high.toordinal())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a partial date does not change")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raise DataError for anything else."""
        match = _FORM.fullmatch(text)
        try:
            if match is None:
                raise ValueError
            year, month, day = match.groups()
            return cls(int(year), int(month) if month else None, int(day) if day else None)
        except ValueError:
            raise DataError(
                f"'{text[:40]}' is not a date",
                expected="a date such as 2018, 2018-06 or 2018-06-11",
                mend="write the date only as precisely as the source gives it",
            ) from None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The partial date that is exactly this day."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date.fromordinal(self._lo)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        return date.fromordinal(self._hi)

    @property
    def first(self) -> int:
        """The ordinal of the first day it can be."""
        return self._lo

    @property
    def last(self) -> int:
        """The ordinal of the last day it can be."""
        return self._hi

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return {10: "day", 7: "month", 4: "year"}[len(self.text)]

    def is_after(self, day: date) -> bool | None:
        """Whether it lies after `day`; None where the precision does not tell."""
        ordinal = day.toordinal()
        if self._lo > ordinal:
            return True
        return False if self._hi <= ordinal else None

    def is_before(self, day: date) -> bool | None:
        """Whether it lies before `day`; None where the precision does not tell."""
        ordinal = day.toordinal()
        if self._hi < ordinal:
            return True
        return False if self._lo >= ordinal else None

    def could_equal(self, other: PartialDate) -> bool:
        """Whether both can mean one and the same day."""
        return self._lo <= other._hi and other._lo <= self._hi

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text})"


def span_text(first: int, last: int) -> str:
    """The days from `first` to `last` (ordinals) as the partial date that means them.

    Where they are no whole year or month, their last day.

    >>> span_text(date(2018, 6, 1).toordinal(), date(2018, 6, 30).toordinal())
    '2018-06'
    """
    low, high = date.fromordinal(first), date.fromordinal(last)
    if low.year == high.year and low.day == 1:
        if (low.month, high.month, high.day) == (1, 12, 31):
            return f"{low.year:04d}"
        if low.month == high.month and high.day == monthrange(low.year, low.month)[1]:
            return low.isoformat()[:7]
    return high.isoformat()


class Interval(Struct, frozen=True):
    """Half-open interval of days ``[since, until)``; None leaves that side open.

    >>> Interval(date(2020, 1, 1), date(2020, 2, 1)).holds(date(2020, 2, 1))
    False
    """

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies within."""
        after = self.since is None or self.since <= day
        return after and (self.until is None or day < self.until)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, clamped to the month's end (lifecycle D2').

    Past either end of the calendar it is the calendar's last or first day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 29 if month == 1 and isleap(year) else _LENGTHS[month]
    try:
        return date(year, month + 1, day.day if day.day < last else last)
    except ValueError:
        return date.max if months > 0 else date.min


def add_days(day: date, days: int) -> date:
    """The day so many days later; past the end of the calendar, its last day."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
