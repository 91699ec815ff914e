"""Lengths of stay: which of a text's numbers is the stay, and in which window it is counted."""

from __future__ import annotations

import msgspec

from comity.read.days.eastern import is_day
from comity.read.model import Stay, StayRule
from comity.read.words.analysis import Analysis


class Length(msgspec.Struct, frozen=True):
    """`number` of `unit` (`d`, `w`, `m`, `y`) in the words `first` up to `stop`."""

    number: int
    unit: str
    first: int
    stop: int


class StayValue(msgspec.Struct, frozen=True):
    """A stay with the words that state it, and the passports named in that sentence.

    `headline` tells what only the headline says, which the body overrules.
    """

    stay: Stay
    first: int
    stop: int
    classes: frozenset[str] = frozenset()
    headline: bool = False


def find_lengths(analysis: Analysis, first: int, stop: int) -> list[Length]:
    """Numbers with a unit of time: `30 days`, `trois mois`, `180-дневного`."""
    found: list[Length] = []
    for unit in analysis.tagged("unit", first, stop):
        number = _number_before(analysis, unit.first, first)
        if number is not None and not (
            not analysis.lexicon.spaced and _is_han_date(analysis, number[1], unit.stop)
        ):
            found.append(Length(number[0], unit.value, number[1], unit.stop))
    for hit in analysis.tagged("length", first, stop):
        number_text, unit_text = hit.value[:-1], hit.value[-1]
        found.append(Length(int(number_text), unit_text, hit.first, hit.stop))
    return sorted(found, key=lambda v: v.first)


_BEFORE_HAN_LENGTH = frozenset("过過为為達达至每留期的限满滿、(（超可起内內续續长長多")


def _is_han_date(analysis: Analysis, first: int, stop: int) -> bool:
    """`12月23日` and `19日` are days of the calendar, `不超过30日` is a length."""
    start, end = analysis.tokens.span(first, stop)
    if analysis.language != "zh":
        return is_day(analysis.text, start, end)
    if not analysis.text[start:end].endswith("日"):
        return False
    before = analysis.text[start - 1 : start]
    if analysis.text[start - 2 : start] == "时间":
        return True  # "local time, the 25th"
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
        filler = analysis.ending_at("unitadj", back) or analysis.ending_at("det", back)
        if filler is None:
            return None
        back = filler.first
    return None


def _spelled(analysis: Analysis, number: int, word: int) -> int:
    """Where `ninety (90)` begins: the number may be spelled out before its figures."""
    spelled = analysis.ending_at("num", word, 9)
    return spelled.first if spelled is not None and int(spelled.value) == number else word


def find_stay(analysis: Analysis, first: int, stop: int) -> StayValue | None:
    """The stay a range of words allows: the first limit it states, or None.

    A length that words of staying, a window or a verb of granting stand beside comes before
    one of which the sentence only speaks somewhere.
    """
    lengths = find_lengths(analysis, first, stop)
    if not lengths:
        return _unlimited(analysis, first, stop)
    cued = analysis.has("staycue", first, stop)
    limits = [
        length
        for length in lengths
        if _is_limit(length)
        and not _is_window(analysis, length, first)
        and not _is_other(analysis, length, first, stop)
        and not _only_wished(analysis, length, first)
    ]
    if not limits and cued and len(lengths) == 1 and _is_limit(lengths[0]):
        before = analysis.ending_at("window", lengths[0].first)
        other = _is_other(analysis, lengths[0], first, stop)
        if before is not None and before.value != "rolling" and not other:
            limits = lengths  # "for 90 days": no window where nothing stands beside it
    limits = _raised(analysis, limits, stop) or limits
    for main in limits:
        if _granted(analysis, main, lengths, first, stop):
            return _stay_value(analysis, main, lengths, first, stop)
    if not limits or not cued:
        return None
    return _stay_value(analysis, limits[0], lengths, first, stop)


def _raised(analysis: Analysis, limits: list[Length], stop: int) -> list[Length]:
    """`raised from 15 days to 30`: the later limit."""
    for hit in analysis.tagged("raised", limits[0].first - 12, stop) if limits else ():
        low = limits[0]
        for high in limits[1:]:
            if high.unit == low.unit and high.number > low.number and high.first - low.stop <= 6:
                return [high]
        number = _bare_number(analysis, hit.stop, stop) or _bare_number(
            analysis, hit.stop + 1, stop
        )
        if hit.first >= low.stop and number is not None and low.number < number[0] <= 366:
            return [Length(number[0], low.unit, hit.stop, number[1])]
    return []


def _is_limit(length: Length) -> bool:
    return length.unit != "y" and 0 < length.number <= 366


def _only_wished(analysis: Analysis, length: Length, floor: int) -> bool:
    """`Seoul proposes 60 days`: a limit not agreed upon."""
    return any(
        hit.value != "modal" and not analysis.has("grants", hit.stop, length.first)
        for hit in analysis.tagged("propose", max(floor, length.first - 2), length.first)
    )


def _granted(
    analysis: Analysis, main: Length, lengths: list[Length], first: int, stop: int
) -> bool:
    """Whether the words around a length say that it is a stay."""
    scale = analysis.scale
    low, high = max(first, main.first - 6 * scale), min(stop, main.stop + 6 * scale)
    if analysis.has("staycue", low, high):
        return True
    if _window_of(analysis, main, lengths, first, stop) is not None:
        return True
    if any(analysis.at(tag, main.stop) is not None for tag in ("subject", "lift", "novisa")):
        return analysis.at("novisa", main.stop) is None  # "a 30-day visa-free regime"
    grants = analysis.tagged("grants", max(first, main.first - 4 * scale), main.first)
    if any(_unbroken(analysis, hit.stop, main.first) for hit in grants):
        return True
    after = analysis.tagged("grants", main.stop, main.stop + 4)
    if any(_unbroken(analysis, main.stop, hit.first) for hit in after):
        return True
    if analysis.ending_at("for", main.first) is not None and _about_stay(analysis, first, stop):
        return not any(
            hit.value.startswith(("suspension", "termination"))
            for hit in analysis.tagged("act", first, stop)
        )  # "suspended the exemption for six months"
    told = analysis.sentence_of(first).first
    return analysis.has("passport", told, stop) and _alone(analysis, main, stop)


def _unbroken(analysis: Analysis, first: int, stop: int) -> bool:
    return not any(analysis.tokens.gaps[word] for word in range(first, stop + 1))


def _alone(analysis: Analysis, length: Length, stop: int) -> bool:
    """`ordinary passports, 30 days`: a length that stands between two marks of punctuation."""
    gaps = analysis.tokens.gaps
    before = length.first == 0 or gaps[length.first] > 0
    return before and (length.stop >= min(stop, len(gaps)) or gaps[length.stop] > 0)


def _stay_value(
    analysis: Analysis, main: Length, lengths: list[Length], first: int, stop: int
) -> StayValue:
    """The stay of which `main` is the limit, with the window it is counted in."""
    window = _window_of(analysis, main, lengths, first, stop)
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
    before = analysis.ending_at("window", length.first)
    if before is not None:
        spans = before.value != "rolling" and analysis.ending_at("for", length.first) is not None
        return not spans or analysis.has("unit", max(floor, length.first - 6), before.first)
    return analysis.at("windowafter", length.stop) is not None


def _rolling(analysis: Analysis, window: Length, floor: int) -> bool:
    hit = analysis.ending_at("window", window.first)
    if hit is not None and hit.value == "rolling":
        return True
    after = analysis.at("windowafter", window.stop)
    return after is not None and after.value == "rolling"


def _is_other(
    analysis: Analysis, length: Length, floor: int, limit: int, *, window: bool = False
) -> bool:
    """Validity of passports, notice, delays before force, ages, prices, journeys so far."""
    near = analysis.tagged("notstay", max(floor, length.first - 12), min(limit, length.stop + 9))
    for hit in near:
        if hit.value == "after" and hit.first >= length.stop and hit.first - length.stop <= 1:
            if analysis.at("per", hit.first) is not None:
                continue  # "after the day of entry"
            if window and hit.stop < len(analysis.tokens) and analysis.tokens.gaps[hit.stop] > 1:
                continue  # a separable verb: "sieht 90 Tage je 180 Tage vor."
            return True
        reach = 1 if analysis.has("staycue", max(floor, hit.first - 6), hit.first) else 4
        if hit.value == "before" and hit.stop <= length.first and length.first - hit.stop <= reach:
            if analysis.ending_at("staycue", hit.stop) is not None:
                continue  # "no more than 30 days"
            if analysis.has("unit", hit.stop, length.first):
                continue  # "valid for five years, allows 30 days"
            if window and analysis.at("windowafter", length.stop) is not None:
                continue  # "in the last 180 days"
            if any(analysis.has(tag, hit.stop, length.first) for tag in ("staycue", "for")):
                continue  # "with tourist purposes for up to 30 days"
            return True
        if analysis.at("renewable", hit.first) is not None and hit.first == length.stop:
            continue  # "90 days, renewable"
        apart = hit.first >= length.stop and not _unbroken(analysis, length.stop, hit.first)
        if window and hit.value == "near" and apart:
            continue  # "in any six months, and will enter into force ..."
        if hit.value == "near" and not _stay_nearer(analysis, hit.first, hit.stop, length):
            return True
    return False


def _stay_nearer(analysis: Analysis, first: int, stop: int, length: Length) -> bool:
    """Whether a stay word stands nearer to the length than the other word does."""
    other = length.first - stop if stop <= length.first else first - length.stop
    return any(
        (length.first - h.stop if h.stop <= length.first else h.first - length.stop) <= other
        for tag in ("staycue", "for", "grants", "per")
        for h in analysis.tagged(tag, max(0, length.first - 12), length.stop + 10)
        if tag in ("staycue", "per") or (h.stop <= length.first and not 0 <= h.first - stop <= 1)
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
        if windowed and not _is_other(analysis, length, floor, limit, window=True):
            return length
    for hit in analysis.tagged("window", main.stop, min(limit, main.stop + 8)):
        number = _bare_number(analysis, hit.stop, limit)
        if number is None or not main.number < number[0] <= 366:
            continue
        united = any(length.first == hit.stop for length in lengths)
        closes = number[1] >= limit or analysis.tokens.gaps[number[1]] > 0
        if not united and (closes or hit.value == "rolling"):
            return Length(number[0], main.unit, hit.stop, number[1])  # "90 days in any 180"
    gaps = analysis.tokens.gaps
    for hit in analysis.tagged("per", max(floor, main.first - 12), min(limit, main.stop + 14)):
        low, high = (hit.stop, main.first) if hit.stop <= main.first else (main.stop, hit.first)
        if any(gaps[word] > 1 for word in range(low, high + 1)):
            continue
        if any(analysis.tokens.norms[word].isdigit() for word in range(low, high)):
            continue  # "90 days, and up to 180 a year"
        between = [o for o in lengths if low <= o.first < high and o is not main]
        if not any(_is_limit(o) and not _is_window(analysis, o, floor) for o in between):
            return hit.value
    return None


def _bare_number(analysis: Analysis, word: int, limit: int) -> tuple[int, int] | None:
    """A number without a unit at a word, and where it ends: `180`, `one hundred and eighty`."""
    if word >= limit:
        return None
    if analysis.tokens.norms[word].isdigit():
        return int(analysis.tokens.norms[word]), word + 1
    spelled = analysis.tagged("num", word, word + 1)
    longest = max(spelled, key=lambda h: h.stop, default=None)
    return (int(longest.value), longest.stop) if longest is not None else None


def _of_another(
    analysis: Analysis, main: Length, window: Length, lengths: list[Length], floor: int
) -> bool:
    """`30 days, and for nationals of Y 90 days within 180`: the window is of the second limit."""
    low, high = sorted((main, window), key=lambda v: v.first)
    near = analysis.tagged("per", max(floor, main.first - 8), main.stop + 4)
    each = any(hit.value == "per_visit" for hit in near)
    after = [o for o in lengths if o is not main and o is not window and o.first >= main.stop]
    if each and after:
        return True
    brackets = analysis.between(low.stop).strip()
    return any(
        other is not main
        and other is not window
        and low.stop <= other.first < high.first
        and not (other.first == low.stop and brackets == "(")
        and not _is_window(analysis, other, floor)
        for other in lengths
    )


def _about_stay(analysis: Analysis, first: int, stop: int) -> bool:
    return analysis.has("visa", first, stop) or analysis.has("passport", first, stop)
