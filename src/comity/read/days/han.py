"""Dates as Chinese writes them: figures or numerals with 年, 月 and 日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from comity.read.days.datevalue import (
    DateValue,
    iso_date,
    nearest_year,
    tense_near,
    word_at,
    year_word,
)
from comity.read.words.analysis import Analysis

_HAN = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})\s*年\s*)?"
    r"(?:(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?:份)?\s*"
    r"(?:(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号])?)?"
)


_HAN_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


_HAN_DAY = re.compile(
    r"(?<![\d月年第每满过为至达留期近前后超])(?P<d>3[01]|[12]\d|[1-9])日(?![内起期以前后之免停])"
)


def han_days(analysis: Analysis, published: date) -> list[DateValue]:
    """A day without its month: the last such day before the publication."""
    found = _month_days(analysis, published)
    for match in _HAN_DAY.finditer(analysis.text):
        day = int(match["d"])
        for back in range(32):
            candidate = published - timedelta(days=back)
            if candidate.day == day:
                first = word_at(analysis, match.start())
                found.append(
                    DateValue(iso=candidate.isoformat(), first=first, stop=first + 2, relative=True)
                )
                break
    return found


_MONTH_DAY = re.compile(r"(?P<m>[本上下])(?:个|個)?月(?P<d>3[01]|[12]\d|[1-9])[日号號]")


def _month_days(analysis: Analysis, published: date) -> list[DateValue]:
    """`本月30日`: a day of this month, the last or the next."""
    found = []
    for match in _MONTH_DAY.finditer(analysis.text):
        month = published.year * 12 + published.month - 1 + {"本": 0, "上": -1, "下": 1}[match["m"]]
        iso = iso_date(month // 12, month % 12 + 1, int(match["d"]))
        if iso:
            first, stop = word_at(analysis, match.start()), word_at(analysis, match.end() - 1) + 1
            future = iso > published.isoformat()
            found.append(DateValue(iso=iso, first=first, stop=stop, relative=True, future=future))
    return found


def han_number(text: str) -> int:
    """A Chinese or Arabic numeral below one hundred, or a year written digit by digit."""
    if text.isdigit():
        return int(text)
    if "十" not in text:
        value = 0
        for char in text:
            value = value * 10 + _HAN_DIGIT[char]
        return value
    tens, _, ones = text.partition("十")
    return (_HAN_DIGIT[tens] if tens else 1) * 10 + (_HAN_DIGIT[ones] if ones else 0)


def told_in_order(
    analysis: Analysis,
    span: tuple[int, int],
    parts: tuple[int | None, int | None, int | None],
    published: date | None,
) -> DateValue | None:
    """The date of a year, a month and a day, each of which may be left out, in this order."""
    year, month, day = parts
    first, stop = word_at(analysis, span[0]), word_at(analysis, span[1] - 1) + 1
    relative = False
    if year is None and month is not None:
        if day is None and analysis.text[max(0, span[0] - 1) : span[0]] in ("个", "個", "第"):
            return None  # a number of months
        shift, first, stop = year_word(analysis, first, stop, published)
        if shift is not None:
            year, relative = shift, True
        elif published is not None:
            year = nearest_year(month, day, published, tense_near(analysis, first, stop))
            relative = True
    iso = str(year) if month is None else iso_date(year, month, day)
    if not iso:
        return None
    return DateValue(iso=iso, first=first, stop=stop, relative=relative, bare=month is None)


def han_dates(analysis: Analysis, published: date | None) -> list[DateValue]:
    found = []
    for match in _HAN.finditer(analysis.text):
        if not match.group() or not (match["y"] or match["m"]):
            continue
        year = han_number(match["y"]) if match["y"] else None
        month = han_number(match["m"]) if match["m"] else None
        day = han_number(match["d"]) if match["d"] else None
        if year is not None and not 1900 <= year <= 2100:
            continue
        value = told_in_order(analysis, match.span(), (year, month, day), published)
        if value is not None:
            found.append(value)
    return found
