"""Stay rules: one or several limits that hold together.

The grammar is the one in which lists and records write them (clauses.md C05, C06):

    30/visit          30 days at each visit
    90/180            90 days in any 180 (rolling)
    90/180@first-entry   90 days in 180 that run from the first entry
    90/180@?          90 days in 180; nobody says how the 180 run
    90/half-year, 90/calendar-year    in each half-year, in each calendar year
    90/year           90 days in a year; nobody says which year
    90/?              90 days; nobody says per what
    30/?@first-entry  30 days that run from the first entry, however often one enters
    mission, unlimited
    3e/year           three entries in a year

``m`` after a number makes it calendar months: three months are not 90 days. Limits that hold
together are joined by ``&``. A bare number is short for so many days at each visit.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from msgspec import Struct

from comity.law.dates import add_months
from comity.law.errors import DataError

LimitUnit = Literal["day", "month", "entry"]
Per = Literal[
    "visit",
    "rolling",
    "first_entry",
    "half_year",
    "calendar_year",
    "mission",
    "unlimited",
    "unstated",
]
WindowUnit = Literal["day", "month", "year"]

_AMOUNT = re.compile(r"(\d{1,5})([me]?)", re.ASCII)
_WINDOW = re.compile(r"(\d{1,4})(m?)", re.ASCII)
_NAMED: dict[str, tuple[Per, int | None, WindowUnit | None]] = {
    "visit": ("visit", None, None),
    "half-year": ("half_year", None, None),
    "calendar-year": ("calendar_year", None, None),
    "year": ("unstated", 1, "year"),
    "month": ("unstated", 1, "month"),
    "?": ("unstated", None, None),
}
_LETTERS: dict[str, LimitUnit] = {"": "day", "m": "month", "e": "entry"}
MOST_MONTHS = 1200
"""A hundred years of months: more is a slip, and would leave the calendar."""
MOST_LIMITS = 8
"""More limits than any act states together; a longer line is no stay rule."""


class StayRuleError(DataError):
    """A stay rule that is not written in the grammar."""


class Limit(Struct, frozen=True):
    """One limit on a stay.

    Attributes:
        amount: how many; None for `mission` and `unlimited`.
        unit: days, calendar months, or entries.
        per: at each visit, in a rolling window, in a window from the first entry, in each
            half-year or calendar year, for a mission, without limit, or unstated.
        window, window_unit: the length of the window, where there is one.
        anchor: ``first_entry`` where a calendar window is itself counted from the first entry.
    """

    amount: int | None = None
    unit: LimitUnit = "day"
    per: Per = "visit"
    window: int | None = None
    window_unit: WindowUnit | None = None
    anchor: Literal["first_entry"] | None = None

    def __str__(self) -> str:
        if self.amount is None:
            return self.per
        letter = {"day": "", "month": "m", "entry": "e"}[self.unit]
        return f"{self.amount}{letter}/{self._window_text()}"

    def _window_text(self) -> str:
        if self.per in ("visit", "half_year", "calendar_year"):
            text = self.per.replace("_", "-")
            return f"{text}@first-entry" if self.anchor else text
        if self.window is None:
            return "?@first-entry" if self.per == "first_entry" else "?"
        if self.per == "unstated" and self.window_unit == "year":
            return "year"
        if self.per == "unstated" and self.window == 1 and self.window_unit == "month":
            return "month"
        text = f"{self.window}{'m' if self.window_unit == 'month' else ''}"
        suffix = {"first_entry": "@first-entry", "unstated": "@?"}.get(self.per, "")
        return text + suffix


class StayRule(Struct, frozen=True):
    """Limits that hold together.

    >>> str(StayRule.parse("30/visit&90/180"))
    '30/visit&90/180'
    """

    limits: tuple[Limit, ...]

    @classmethod
    def parse(cls, text: str) -> StayRule:
        """Read the grammar; raise StayRuleError with the place of what is not of it."""
        limits = []
        place = 0
        parts = text.split("&", MOST_LIMITS)
        if len(parts) > MOST_LIMITS:
            raise _error(text, len(text) - len(parts[-1]), f"at most {MOST_LIMITS} limits")
        for part in parts:
            limits.append(_limit(part, text, place))
            place += len(part) + 1
        return cls(tuple(limits))

    def __str__(self) -> str:
        return "&".join(str(limit) for limit in self.limits)

    @property
    def in_months(self) -> bool:
        """Whether a limit is in calendar months, which come to more or fewer days."""
        return any(limit.unit == "month" for limit in self.limits)


def _limit(part: str, whole: str, place: int) -> Limit:
    if part == "mission":
        return Limit(per="mission")
    if part == "unlimited":
        return Limit(per="unlimited")
    amount_text, slash, rest = part.partition("/")
    amount = _AMOUNT.fullmatch(amount_text)
    if amount is None or (not slash and amount.group(2) == "e"):
        raise _error(whole, place, "a number, a number with m for months, mission or unlimited")
    number, unit = int(amount.group(1)), _LETTERS[amount.group(2)]
    if number == 0:
        raise _error(whole, place, "a number above zero")
    if unit == "month" and number > MOST_MONTHS:
        raise _error(whole, place, f"at most {MOST_MONTHS} months")
    if not slash:
        return Limit(number, unit, "visit")
    where = place + len(amount_text) + 1
    window_text, at, anchor = rest.partition("@")
    if at and anchor not in ("first-entry", "?"):
        raise _error(whole, where + len(window_text) + 1, "first-entry or ?")
    if window_text in _NAMED:
        return _named(number, unit, window_text, anchor, whole, where)
    window = _WINDOW.fullmatch(window_text)
    if window is None or int(window.group(1)) == 0:
        raise _error(whole, where, "visit, half-year, calendar-year, year, ? or a number of days")
    length = int(window.group(1))
    if window.group(2) and length > MOST_MONTHS:
        raise _error(whole, where, f"at most {MOST_MONTHS} months")
    per: Per = {"first-entry": "first_entry", "?": "unstated"}.get(anchor, "rolling")  # type: ignore[assignment]
    length_unit: WindowUnit = "month" if window.group(2) else "day"
    return Limit(number, unit, per, length, length_unit)


def _named(number: int, unit: LimitUnit, name: str, anchor: str, whole: str, where: int) -> Limit:
    per, window, window_unit = _NAMED[name]
    if not anchor:
        return Limit(number, unit, per, window, window_unit)
    if anchor == "first-entry" and name == "?":
        return Limit(number, unit, "first_entry")
    if anchor == "first-entry" and per in ("half_year", "calendar_year"):
        return Limit(number, unit, per, None, None, "first_entry")
    raise _error(whole, where, "an anchor only after a number of days, ?, or a calendar window")


def _error(text: str, place: int, expected: str) -> StayRuleError:
    return StayRuleError(
        f"'{text[:60]}' is no stay rule: see character {place + 1}",
        expected=expected,
        mend="write it like 30/visit, 90/180 or 90/6m@first-entry",
    )


def longest_single_stay(rule: StayRule, entry: date) -> int | None:
    """The days of one unbroken stay from `entry`, no earlier stays, both ends counted.

    Months are counted by the calendar from the day of entry: three months from 1 February
    2026 are 89 days. None where nothing but a mission, or nothing at all, limits it. A
    calendar window is not taken to begin anew during the stay (the shorter reading).
    """
    longest: int | None = None
    for limit in rule.limits:
        if limit.amount is None or limit.unit == "entry":
            continue
        days = limit.amount
        if limit.unit == "month":
            days = add_months(entry, limit.amount).toordinal() - entry.toordinal()
        longest = days if longest is None else min(longest, days)
    return longest
