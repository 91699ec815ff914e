"""Lengths of stay: which of a text's numbers is the stay, and in which window it is counted."""

from __future__ import annotations

import msgspec

from comity.read.analysis import Analysis
from comity.read.model import Stay, StayRule


class Length(msgspec.Struct, frozen=True):
    """`number` of `unit` (`d`, `w`, `m`, `y`) in the words `first` up to `stop`."""

    number: int
    unit: str
    first: int
    stop: int


class StayValue(msgspec.Struct, frozen=True):
    """A stay with the words that state it."""

    stay: Stay
    first: int
    stop: int


def find_lengths(analysis: Analysis, first: int, stop: int) -> list[Length]:
    """Numbers with a unit of time: `30 days`, `trois mois`, `180-дневного`."""
    found: list[Length] = []
    for unit in analysis.tagged("unit", first, stop):
        number = _number_before(analysis, unit.first, first)
        if number is not None and not (
            analysis.language == "zh" and _is_han_date(analysis, number[1], unit.stop)
        ):
            found.append(Length(number[0], unit.value, number[1], unit.stop))
    for hit in analysis.tagged("length", first, stop):
        number_text, unit_text = hit.value[:-1], hit.value[-1]
        found.append(Length(int(number_text), unit_text, hit.first, hit.stop))
    return sorted(found, key=lambda v: v.first)


_BEFORE_HAN_LENGTH = frozenset("过過为為达達至每留期的限满滿、(（超可起间間内內续續长長")


def _is_han_date(analysis: Analysis, first: int, stop: int) -> bool:
    """`12月23日` and `19日` are days of the calendar, `不超过30日` is a length."""
    start, end = analysis.tokens.span(first, stop)
    if not analysis.text[start:end].endswith("日"):
        return False
    before = analysis.text[start - 1 : start]
    return before not in _BEFORE_HAN_LENGTH and analysis.text[end : end + 1] not in ("内", "內")


def _number_before(analysis: Analysis, word: int, floor: int) -> tuple[int, int] | None:
    back = word
    for _ in range(3):
        if back <= floor:
            return None
        norm = analysis.tokens.norms[back - 1]
        if norm.isdigit():
            return (int(norm), _spelled(analysis, int(norm), back - 1)) if len(norm) <= 3 else None
        number = analysis.ending_at("num", back, 9)
        if number is not None:
            return int(number.value), number.first
        filler = analysis.ending_at("unitadj", back)
        if filler is None:
            return None
        back = filler.first
    return None


def _spelled(analysis: Analysis, number: int, word: int) -> int:
    """Where `ninety (90)` begins: the number may be spelled out before its figures."""
    spelled = analysis.ending_at("num", word, 9)
    return spelled.first if spelled is not None and int(spelled.value) == number else word


def find_stay(analysis: Analysis, first: int, stop: int) -> StayValue | None:
    """The stay a range of words allows: the first limit it states, or None."""
    lengths = find_lengths(analysis, first, stop)
    if not lengths:
        return _unlimited(analysis, first, stop)
    cued = analysis.has("staycue", first, stop)
    main: Length | None = None
    for length in lengths:
        if _is_window(analysis, length, first) or _is_other(analysis, length, first, stop):
            continue
        main = length
        break
    if (
        main is None
        and cued
        and len(lengths) == 1
        and not _is_other(analysis, lengths[0], first, stop)
    ):
        before = analysis.ending_at("window", lengths[0].first)
        if before is not None and before.value != "rolling":
            main = lengths[0]  # "for 90 days": no window where nothing stands beside it
    if main is None or main.unit == "y" or (main.number > 366) or main.number == 0:
        return None
    window = _window_of(analysis, main, lengths, first, stop)
    if not cued and window is None:
        return None
    if not cued and not _about_stay(analysis, first, stop):
        return None
    days = main.number if main.unit == "d" else main.number * 7 if main.unit == "w" else None
    months = main.number if main.unit == "m" else None
    end = main.stop
    window_days = window_months = None
    rule: StayRule | None = None
    if isinstance(window, Length):
        end = max(end, window.stop)
        window_days = window.number if window.unit == "d" else None
        window_months = window.number if window.unit == "m" else None
        if window.unit == "y":
            window_months = None
            rule = "year"
        elif analysis.has("firstentry", first, stop):
            rule = "from_first_entry"
        elif _rolling(analysis, window, first):
            rule = "rolling"
    elif isinstance(window, str):
        rule = _RULES[window]
    return StayValue(
        Stay(
            days=days,
            months=months,
            window_days=window_days,
            window_months=window_months,
            rule=rule,
        ),
        main.first,
        end,
    )


_RULES: dict[str, StayRule] = {
    "per_visit": "per_visit",
    "half_year": "half_year",
    "calendar_year": "calendar_year",
    "year": "year",
    "rolling": "rolling",
    "from_first_entry": "from_first_entry",
}


def _unlimited(analysis: Analysis, first: int, stop: int) -> StayValue | None:
    hits = analysis.tagged("stayrule", first, stop)
    if not hits:
        return None
    rule: StayRule = "unlimited" if hits[0].value == "unlimited" else "duration_of_mission"
    return StayValue(Stay(rule=rule), hits[0].first, hits[0].stop)


def _is_window(analysis: Analysis, length: Length, floor: int) -> bool:
    """Whether the length is a window: `in any 180 days`, `180-day period`."""
    if analysis.ending_at("staycue", length.first) is not None:
        return False
    if analysis.ending_at("window", length.first) is not None:
        return True
    return analysis.at("windowafter", length.stop) is not None


def _rolling(analysis: Analysis, window: Length, floor: int) -> bool:
    hit = analysis.ending_at("window", window.first)
    if hit is not None and hit.value == "rolling":
        return True
    after = analysis.at("windowafter", window.stop)
    return after is not None and after.value == "rolling"


def _is_other(analysis: Analysis, length: Length, floor: int, limit: int) -> bool:
    """Validity of passports, notice, delays before force, ages, prices, journeys so far."""
    near = analysis.tagged("notstay", max(floor, length.first - 12), min(limit, length.stop + 9))
    for hit in near:
        if hit.value == "after" and hit.first >= length.stop and hit.first - length.stop <= 1:
            return True
        if hit.value == "before" and hit.stop <= length.first and length.first - hit.stop <= 4:
            if analysis.ending_at("staycue", hit.stop) is not None:
                continue  # "no more than 30 days"
            return True
        if hit.value == "near" and not _stay_nearer(analysis, hit.first, hit.stop, length):
            return True
    return False


def _stay_nearer(analysis: Analysis, first: int, stop: int, length: Length) -> bool:
    """Whether a stay word stands nearer to the length than the other word does."""
    other = length.first - stop if stop <= length.first else first - length.stop
    return any(
        (length.first - h.stop if h.stop <= length.first else h.first - length.stop) <= other
        for h in analysis.tagged("staycue", max(0, length.first - 12), length.stop + 10)
    )


def _window_of(
    analysis: Analysis, main: Length, lengths: list[Length], floor: int, limit: int
) -> Length | str | None:
    for length in lengths:
        if length is main:
            continue
        near = abs(length.first - main.stop) <= 14 or abs(main.first - length.stop) <= 10
        windowed = near and _is_window(analysis, length, floor)
        if windowed and _of_another(analysis, main, length, lengths, floor):
            continue
        if windowed and not _is_other(analysis, length, floor, limit):
            return length
    for hit in analysis.tagged("window", main.stop, min(limit, main.stop + 8)):
        number = analysis.tokens.norms[hit.stop] if hit.stop < limit else ""
        united = any(length.first == hit.stop for length in lengths)
        if number.isdigit() and main.number < int(number) <= 366 and not united:
            return Length(int(number), main.unit, hit.stop, hit.stop + 1)  # "90 days in any 180"
    for hit in analysis.tagged("per", max(floor, main.first - 12), min(limit, main.stop + 14)):
        return hit.value
    return None


def _of_another(
    analysis: Analysis, main: Length, window: Length, lengths: list[Length], floor: int
) -> bool:
    """`30 days at a time, and 90 days in all within 180`: the window is not that of the visit."""
    each = any(
        hit.value == "per_visit"
        for hit in analysis.tagged("per", max(floor, main.first - 8), main.stop + 4)
    )
    return each and any(
        other is not main and other is not window and other.first >= main.stop for other in lengths
    )


def _about_stay(analysis: Analysis, first: int, stop: int) -> bool:
    return analysis.has("visa", first, stop) or analysis.has("passport", first, stop)
