"""Dates as Japanese and Korean write them: figures with year, month and day, and eras."""

from __future__ import annotations

import re
from datetime import date, timedelta

from comity.read.days.datevalue import (
    DateValue,
    iso_date,
    word_at,
)
from comity.read.days.han import han_number, told_in_order
from comity.read.words.analysis import Analysis

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_KOREAN = str.maketrans("년월일", "年月日")
_DIGITS = str.maketrans("０１２３４５６７８９元", "01234567891")
_FIGURE = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?:(?:(?P<e>令和|平成|昭和|大正)(?P<ey>{_FIGURE})|(?P<y>(?:19|20)\d\d))年"
    r"(?:[(（][^)）]{2,8}[)）])?[ ]?)?"
    rf"(?:(?P<m>{_FIGURE})月[ ]?(?:(?P<d>{_FIGURE})(?:[~∼～〜–-]\d{{1,2}})?日)?)?"
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<m>1[0-2]|[1-9])\.(?P<d>3[01]|[12]\d|[1-9])\.?\s?\((?=[월화수목금토일]\))"
)
_SPAN = r"(?:\s?[~∼～〜\-–]\s?\d{1,2})?"
"""The last day of a span of days, which has the date of its first."""
_DAY = re.compile(rf"(?<![\d年第.~～〜])(?P<d>3[01]|[12]\d|[1-9]){_SPAN}日")
_LENGTH_BEFORE = re.compile(r"(?:最大|最長|最高|連続|継続して|総|合計|최대|최장|총|연속|매)\s?\Z")
_SPAN_BEFORE = re.compile(r"(?:日から|일부터)\s?\Z")
_LENGTH_AFTER = re.compile(
    r"\s?(?:間|以内|以下|まで|を超え|を越え|未満|後|前|目|滞在|の滞在|の短期|"
    r"간|이내|까지|동안|이하|후|째|전|이후|을 초과|을 넘|씩)"
)


def is_day(text: str, start: int, end: int) -> bool:
    """Whether a number with the word for day is a day of the calendar, and no length."""
    if text[start:end].translate(_KOREAN)[-1:] != "日":
        return False
    if text[max(0, start - 2) : start].rstrip().translate(_KOREAN)[-1:] == "月":
        return True  # of a month that is told
    if _SPAN_BEFORE.search(text[max(0, start - 6) : start]):
        return True  # "from the 15th to the 17th"
    if _LENGTH_BEFORE.search(text[max(0, start - 5) : start]):
        return False
    return _LENGTH_AFTER.match(text, end) is None


def eastern_dates(analysis: Analysis, published: date | None) -> list[DateValue]:
    """`2014년 12월 25일`, `平成28年10月3日`, `11月22日`."""
    text = analysis.text.translate(_KOREAN).translate(_DIGITS)
    found = []
    for match in (*_DATE.finditer(text), *_DOTTED.finditer(text)):
        groups = match.groupdict()
        if not match.group() or not (groups.get("y") or groups.get("e") or groups["m"]):
            continue
        year = int(groups["y"]) if groups.get("y") else None
        if groups.get("e"):
            year = _ERAS[groups["e"]] + han_number(groups["ey"])
        month = han_number(groups["m"]) if groups["m"] else None
        day = han_number(groups["d"]) if groups["d"] else None
        if month is not None and not 1 <= month <= 12:
            continue
        value = told_in_order(analysis, match.span(), (year, month, day), published)
        if value is not None:
            found.append(value)
    return found


def eastern_days(analysis: Analysis, published: date) -> list[DateValue]:
    """A day without its month: the last such day, or the next after a word for it."""
    text = analysis.text.translate(_KOREAN).translate(_DIGITS)
    found = []
    for match in _DAY.finditer(text):
        if not is_day(text, match.start(), match.end()):
            continue
        first, stop = word_at(analysis, match.start()), word_at(analysis, match.end() - 1) + 1
        month = analysis.ending_at("reldate", first)
        if month is None and text[: match.start()].rstrip()[-1:] == "月":
            continue  # a day of a month that is told
        coming = analysis.ending_at("nextword", first) is not None
        value = _in_month(published, month.value, int(match["d"])) if month is not None else None
        value = value or _nearest(published, int(match["d"]), 1 if coming else -1)
        if value is not None:
            begin = month.first if month is not None else first
            future = value > published
            found.append(
                DateValue(
                    iso=value.isoformat(), first=begin, stop=stop, relative=True, future=future
                )
            )
    return found


def _in_month(published: date, shift: str, day: int) -> date | None:
    """`来月17日`, `다음 달 3일`: a day of another month."""
    if not shift.endswith("m"):
        return None
    month = published.year * 12 + published.month - 1 + int(shift[:-1])
    iso = iso_date(month // 12, month % 12 + 1, day)
    return date.fromisoformat(iso) if iso else None


def _nearest(published: date, day: int, step: int) -> date | None:
    candidates = (published + timedelta(days=step * back) for back in range(32))
    return next((c for c in candidates if c.day == day), None)
