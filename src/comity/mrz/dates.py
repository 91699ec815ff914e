"""Six digits to a date: ICAO Doc 9303 part 3, section 4.8, and Comity's rule for the century."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from comity.law.dates import PartialDate

EXPIRY_BACK, EXPIRY_AHEAD = 20, 50
"""Years before and after today within which an expiry is looked for (Comity's own rule)."""


def birth_date(text: str, today: date) -> PartialDate | None:
    """The date of birth: the latest century that is not after today.

    Unknown parts are fillers: an unknown day leaves a month, an unknown month leaves a year,
    an unknown year leaves nothing (None). None too for a day that no calendar has.

    >>> str(birth_date("7408<<", date(2026, 1, 1)))
    '1974-08'
    """
    for century in (today.year // 100, today.year // 100 - 1):
        found = _partial(text, century * 100)
        if found is not None and found.earliest <= today:
            return found
    return None


def expiry_date(text: str, today: date) -> PartialDate | None:
    """The date of expiry: the year nearest to today from 20 years back to 50 years ahead.

    None where it is not given, or where no calendar has the day. Two years of one century
    cannot both lie within the bounds, which span less than a hundred years.
    """
    for century in range(today.year // 100 - 1, today.year // 100 + 2):
        found = _partial(text, century * 100)
        year = found.earliest.year if found is not None else 0
        if found is not None and -EXPIRY_BACK <= year - today.year <= EXPIRY_AHEAD:
            return found
    return None


def _partial(text: str, century: int) -> PartialDate | None:
    """The date in a century; None where the year is not given or the day does not exist."""
    parts = (text[:2], text[2:4], text[4:])
    known = [int(part) if part.isdecimal() else None for part in parts]
    year, month, day = known
    if year is None or any("<" in part and part != "<<" for part in parts):
        return None
    year += century
    if not MINYEAR <= year <= MAXYEAR or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return PartialDate(year) if day is None else None
    if day is None:
        return PartialDate(year, month)
    return PartialDate(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def is_unknown(text: str) -> bool:
    """Whether a date field is left empty, which Doc 9303 allows, rather than wrong."""
    return not text.strip("<")
