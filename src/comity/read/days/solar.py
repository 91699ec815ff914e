"""Dates of the Solar Hijri calendar, which Persian uses beside the Gregorian one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from comity.read.days.datevalue import DateValue, tense_near, word_at
from comity.read.words.analysis import Analysis

_NEW_YEAR_1400 = date(2021, 3, 21)
YEARS = range(1300, 1480)
"""Years of four figures that are read as Solar Hijri ones."""
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_NUMERIC = re.compile(
    r"(?<![\d/,٫.-])(?:(?P<y>1[34]\d\d)[/,٫-](?P<m>0?[1-9]|1[0-2])[/,٫-](?P<d>3[01]|[12]\d|0?[1-9])"
    r"|(?P<d2>3[01]|[12]\d|0?[1-9])\s?/\s?(?P<m2>0?[1-9]|1[0-2])\s?/\s?(?P<y2>1[34]\d\d))(?![\d/,٫-])"
)
Day = Callable[[Analysis, int], tuple[int | None, int]]


def is_leap(year: int) -> bool:
    """Whether a Solar Hijri year has 366 days, by the cycle of 33 years (right for 1206-1498)."""
    return (25 * year + 11) % 33 < 8


def gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one, or None where there is no such day.

    >>> gregorian(1402, 7, 15)
    datetime.date(2023, 10, 7)
    """
    length = 31 if month <= 6 else 30 if month < 12 or is_leap(year) else 29
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= length:
        return None
    if year >= 1400:
        whole = sum(365 + is_leap(y) for y in range(1400, year))
    else:
        whole = -sum(365 + is_leap(y) for y in range(year, 1400))
    return _NEW_YEAR_1400 + timedelta(days=whole + 30 * (month - 1) + min(month - 1, 6) + day - 1)


def solar_dates(
    analysis: Analysis, published: date | None, day_before: Day, day_after: Day
) -> list[DateValue]:
    """Dates with a month of the calendar (tag `solarmonth`) or in figures: `1402/7/15`.

    A month may stand alone where its value ends in `m` (the word for month is part of the form).
    """
    found = _numeric(analysis)
    for hit in analysis.by_tag.get("solarmonth", ()):
        month, stop = int(hit.value.rstrip("m")), hit.stop
        day, first = day_before(analysis, hit.first)
        if day is None:
            day, stop = day_after(analysis, stop)
        year, first, stop, told = _year(analysis, first, stop, published)
        if day is None and year is None and not hit.value.endswith("m"):
            continue
        future = False
        if year is None:
            if published is None:
                continue
            tense = tense_near(analysis, first, stop)
            year = _nearest(month, day or 15, published, tense)
            future = tense > 0
        iso = _iso(year, month, day)
        if iso is not None:
            found.append(
                DateValue(
                    iso=iso,
                    first=first,
                    stop=stop,
                    relative=not told,
                    future=future,
                    bare=len(iso) == 4,
                )
            )
    return found


def _numeric(analysis: Analysis) -> list[DateValue]:
    found = []
    for match in _NUMERIC.finditer(analysis.text.translate(DIGITS)):
        day = gregorian(
            int(match["y"] or match["y2"]),
            int(match["m"] or match["m2"]),
            int(match["d"] or match["d2"]),
        )
        if day is not None:
            first, stop = word_at(analysis, match.start()), word_at(analysis, match.end() - 1) + 1
            found.append(DateValue(iso=day.isoformat(), first=first, stop=stop))
    return found


def _year(
    analysis: Analysis, first: int, stop: int, published: date | None
) -> tuple[int | None, int, int, bool]:
    """The year after a month, in figures or told (`this year`), and whether it was stated."""
    norms, word = analysis.tokens.norms, stop
    while word < len(norms) and word - stop <= 2 and "\n" not in analysis.between(word):
        if norms[word].isdigit() and int(norms[word][:5]) in YEARS:
            return int(norms[word]), first, word + 1, True
        if analysis.at("dateglue", word) is None:
            break
        word += 1
    if published is not None:
        now = published.year - 621 - (published < _new_year(published.year - 621))
        for hit in analysis.tagged("relyear", stop, stop + 2):
            if hit.first - stop <= 1:
                return now + int(hit.value), first, hit.stop, False
    return None, first, stop, False


def _new_year(year: int) -> date:
    return gregorian(year, 1, 1) or date(year + 621, 3, 21)


def _nearest(month: int, day: int, published: date, tense: int) -> int:
    """The year of a date without one: the last for what is done, the next for plans."""
    choices: list[tuple[int, int]] = []
    for year in range(published.year - 623, published.year - 619):
        candidate = gregorian(year, month, min(day, 29))
        if candidate is None:
            continue
        distance = (candidate - published).days
        if (tense < 0 and distance > 0) or (tense > 0 and distance < 0):
            continue
        choices.append((abs(distance), year))
    return min(choices)[1] if choices else published.year - 621


def _iso(year: int, month: int, day: int | None) -> str | None:
    """The Gregorian date; of a month without a day only the year, if the month lies in one."""
    if day is not None:
        exact = gregorian(year, month, day)
        return exact.isoformat() if exact is not None else None
    first, last = gregorian(year, month, 1), gregorian(year, month, 29)
    if first is None or last is None or first.year != last.year:
        return None
    return str(first.year)


__all__ = ["gregorian", "is_leap", "solar_dates"]
