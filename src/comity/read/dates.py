"""Dates in a text: absolute, partial, and relative to the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from comity.read.analysis import Analysis

_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<y>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>3[01]|[12]\d|0?[1-9])"
    r"|(?P<d2>3[01]|[12]\d|0?[1-9])[./-](?P<m2>0?[1-9]|1[0-2])[./-](?P<y2>(?:19|20)\d\d))(?![\d/-])"
)
_HAN = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})\s*年\s*)?"
    r"(?:(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?:份)?\s*"
    r"(?:(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号])?)?"
)
_HAN_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_DATELINE_END = re.compile(r"\s*(?:[-–—/(:|]|\.[\s\-–—/(]|\.\Z|\n|\Z|[日]?[电讯])")


class DateValue(msgspec.Struct, frozen=True, kw_only=True):
    """A date found in the text.

    Attributes:
        iso: complete or partial ISO date; relative: whether it was resolved.
        first, stop: its words; future: told by its words to lie ahead.
        bare: a lone year; dateline: it dates the report, not an act;
            spoken: told by a weekday or by `yesterday`.
    """

    iso: str
    first: int
    stop: int
    relative: bool = False
    future: bool = False
    bare: bool = False
    dateline: bool = False
    spoken: bool = False

    @property
    def precision(self) -> str:
        if self.iso.startswith("--"):
            return "day" if len(self.iso) == 7 else "month"
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]


def find_dates(analysis: Analysis, published: date | None) -> list[DateValue]:
    """Every date of the text, in order; relative ones only where they can be settled."""
    found = [*_numeric(analysis), *_named(analysis, published)]
    if analysis.language == "vi" and published is not None:
        found.extend(_day_month(analysis, published))
    if analysis.language == "zh":
        found.extend(_han(analysis, published))
        if published is not None:
            found.extend(_han_days(analysis, published))
    else:
        found.extend(_years(analysis))
    if published is not None:
        found.extend(_relative(analysis, published))
        found.extend(_weekdays(analysis, published))
    kept: list[DateValue] = []
    for value in sorted(found, key=lambda v: (v.first, -(v.stop - v.first), -len(v.iso))):
        if kept and value.first < kept[-1].stop:
            continue
        if (
            kept
            and value.relative
            and not value.bare
            and value.first - kept[-1].stop <= 1
            and _same_sentence(analysis, kept[-1], value)
        ):
            continue  # "24 September, Wednesday": one date said twice
        if (
            kept
            and kept[-1].relative
            and not value.relative
            and value.first - kept[-1].stop <= 1
            and len(value.iso) == 10
            and _same_sentence(analysis, kept[-1], value)
        ):
            kept[-1] = msgspec.structs.replace(value, first=kept[-1].first)
            continue
        kept.append(value)
    return [_marked(analysis, value) for value in kept]


def _marked(analysis: Analysis, value: DateValue) -> DateValue:
    """Mark the date of a dateline: `Bern, 6 November 2025 - `, `MOSCOW, May 14. /Agency/`."""
    sentence = analysis.sentence_of(value.first)
    if analysis.language == "zh" and analysis.text[analysis.tokens.ends[value.stop - 1] :][:1] in (
        "电",
        "讯",
    ):
        return msgspec.structs.replace(value, dateline=True)
    if value.first - sentence.first > 5 or len(value.iso) < 5 or value.bare:
        return value
    text, tokens = analysis.text, analysis.tokens
    after = text[tokens.ends[value.stop - 1] :][:12]
    ends = value.stop == sentence.stop or bool(_DATELINE_END.match(after))
    begins = (
        value.first == sentence.first
        or all(
            analysis.at(tag, word) is not None or tokens.gaps[word + 1]
            for word in range(sentence.first, value.first)
            for tag in ("state",)
        )
        or _starts_with_place(analysis, sentence.first, value.first)
    )
    if ends and begins:
        return msgspec.structs.replace(value, dateline=True)
    return value


def _starts_with_place(analysis: Analysis, first: int, stop: int) -> bool:
    return any(analysis.at(tag, first) is not None for tag in ("state", "city")) and not any(
        analysis.has(tag, first, stop) for tag in ("act", "agreement")
    )


def _same_sentence(analysis: Analysis, a: DateValue, b: DateValue) -> bool:
    return analysis.sentence_of(a.first) is analysis.sentence_of(b.first)


def _word_at(analysis: Analysis, offset: int) -> int:
    from bisect import bisect_right

    return max(0, bisect_right(analysis.tokens.starts, offset) - 1)


def _numeric(analysis: Analysis) -> list[DateValue]:
    found = []
    for match in _NUMERIC.finditer(analysis.text):
        year = match["y"] or match["y2"]
        month = int(match["m"] or match["m2"])
        day = int(match["d"] or match["d2"])
        iso = _iso(int(year), month, day)
        if iso:
            first = _word_at(analysis, match.start())
            found.append(
                DateValue(iso=iso, first=first, stop=_word_at(analysis, match.end() - 1) + 1)
            )
    return found


_DAY_MONTH = re.compile(
    r"(?<![\d/.,-])(?:(?P<a>3[01]|[12]\d|0?[1-9])\s*(?:-|–|đến|tới)\s*)?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])/(?P<m>1[0-2]|0?[1-9])(?![\d/])"
)


def _day_month(analysis: Analysis, published: date) -> list[DateValue]:
    """`6/12` and `13-16/4`, as Vietnamese writes days; a span has its first day."""
    found = []
    for match in _DAY_MONTH.finditer(analysis.text):
        first, stop = _word_at(analysis, match.start()), _word_at(analysis, match.end() - 1) + 1
        month, day = int(match["m"]), int(match["a"] or match["d"])
        tense = _tense(analysis, first, stop)
        iso = _iso(nearest_year(month, day, published, tense), month, day)
        if iso:
            found.append(DateValue(iso=iso, first=first, stop=stop, relative=True))
    return found


def _iso(year: int | None, month: int, day: int | None) -> str | None:
    try:
        date(year or 2024, month, day or 1)
    except ValueError:
        return None
    if year is None:
        return f"--{month:02d}-{day:02d}" if day else f"--{month:02d}"
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def _named(analysis: Analysis, published: date | None) -> list[DateValue]:
    """Dates with the name of a month, in the orders of the languages."""
    found = []
    for hit in analysis.by_tag.get("month", ()):
        month = int(hit.value)
        first, stop = hit.first, hit.stop
        year: int | None = None
        day, first = _day_before(analysis, first)
        if day is None:
            day, stop = _day_after(analysis, stop)
        year, stop = _year_after(analysis, stop)
        if year is None:
            year, first = _year_before(analysis, first)
        if day is None and year is None and not _month_alone(analysis, hit.first, hit.stop):
            continue
        future = False
        relative = False
        if year is None:
            shift, first, stop = _year_word(analysis, first, stop, published)
            if shift is not None:
                year, relative = shift, True
        if year is None and published is not None:
            tense = _tense(analysis, first, stop)
            year = nearest_year(month, day, published, tense)
            relative = True
            future = tense > 0
        iso = _iso(year, month, day)
        if iso:
            found.append(
                DateValue(iso=iso, first=first, stop=stop, relative=relative, future=future)
            )
    return found


def _month_alone(analysis: Analysis, first: int, stop: int) -> bool:
    """A month with neither day nor year counts after a preposition of time, or with `last`."""
    return (
        analysis.ending_at("monthprep", first) is not None
        or analysis.at("lastword", stop) is not None
        or analysis.ending_at("lastword", first) is not None
        or analysis.at("nextword", stop) is not None
        or analysis.ending_at("nextword", first) is not None
    )


def _day_before(analysis: Analysis, first: int) -> tuple[int | None, int]:
    norms, word = analysis.tokens.norms, first - 1
    while word >= 0 and first - word <= 3:
        norm = norms[word]
        if norm.isdigit():
            day = int(norm)
            if not 1 <= day <= 31 or len(norm) > 2:
                return None, first
            start = word
            # a span of days has the date of its first day
            if (
                word > 0
                and norms[word - 1].isdigit()
                and 1 <= int(norms[word - 1][:4]) < day
                and analysis.between(word).strip() in ("-", "–", "—", "и", "et", "and")
            ):
                return int(norms[word - 1]), word - 1
            conj = analysis.ending_at("and", word)
            if (
                conj is not None
                and conj.first > 0
                and norms[conj.first - 1].isdigit()
                and len(norms[conj.first - 1]) <= 2
            ):
                earlier = int(norms[conj.first - 1])
                if 1 <= earlier < day and earlier + 5 >= day:
                    return earlier, conj.first - 1
            reach = analysis.ending_at("rangeword", word)
            if reach is not None and reach.first > 0:
                earlier_word = norms[reach.first - 1]
                if (
                    earlier_word.isdigit()
                    and len(earlier_word) <= 2
                    and 1 <= int(earlier_word) < day
                ):
                    return int(earlier_word), reach.first - 1
            return day, start
        if analysis.at("dateglue", word) is None and norm not in (
            "e",
            "er",
            "er",
            "o",
            "a",
            "st",
            "nd",
            "rd",
            "th",
            "го",
        ):
            ordinal = analysis.at("ordday", word)
            if ordinal is not None:
                return int(ordinal.value), word
            return None, first
        word -= 1
    return None, first


def _day_after(analysis: Analysis, stop: int) -> tuple[int | None, int]:
    norms = analysis.tokens.norms
    if (
        stop < len(norms)
        and norms[stop].isdigit()
        and len(norms[stop]) <= 2
        and 1 <= int(norms[stop]) <= 31
    ):
        between = analysis.between(stop)
        if between.strip() in ("", "-", "."):
            day = int(norms[stop])
            stop += 1
            if stop < len(norms) and norms[stop] in ("st", "nd", "rd", "th", "i"):
                stop += 1
            if (
                stop < len(norms)
                and norms[stop].isdigit()
                and len(norms[stop]) <= 2
                and analysis.between(stop).strip() in ("-", "–", "—")
            ):
                stop += 1
            return day, stop
    return None, stop


def _year_after(analysis: Analysis, stop: int) -> tuple[int | None, int]:
    norms = analysis.tokens.norms
    word = stop
    while word < len(norms) and word - stop <= 2 and "\n" not in analysis.between(word):
        norm = norms[word]
        if len(norm) == 4 and norm.isdigit() and 1900 <= int(norm) <= 2100:
            end = word + 1
            if analysis.at("yearword", end) is not None:
                end += 1
            return int(norm), end
        if analysis.at("dateglue", word) is None:
            break
        word += 1
    return None, stop


def _year_before(analysis: Analysis, first: int) -> tuple[int | None, int]:
    norms = analysis.tokens.norms
    word = first - 1
    while word >= 0 and first - word <= 2:
        norm = norms[word]
        if len(norm) == 4 and norm.isdigit() and 1900 <= int(norm) <= 2100:
            return int(norm), word
        if analysis.at("yearword", word) is None:
            break
        word -= 1
    return None, first


def _year_word(
    analysis: Analysis, first: int, stop: int, published: date | None
) -> tuple[int | None, int, int]:
    """`of this year`, `of last year` beside a month; `last June`, `next June`."""
    if published is None:
        return None, first, stop
    for hit in (
        *analysis.tagged("relyear", stop, stop + 3),
        *analysis.tagged("relyear", first - 4, first),
    ):
        if abs(hit.first - stop) <= 1 or hit.stop == first:
            return published.year + int(hit.value), min(first, hit.first), max(stop, hit.stop)
    return None, first, stop


def _tense(analysis: Analysis, first: int, stop: int, *, plans: bool = True) -> int:
    """-1 for what is past, 1 for what is to come, 0 where nothing near the date tells."""
    if analysis.at("lastword", stop) or analysis.ending_at("lastword", first):
        return -1
    if analysis.at("nextword", stop) or analysis.ending_at("nextword", first):
        return 1
    sentence = analysis.sentence_of(first)
    nearest: tuple[int, int] | None = None
    for hit in analysis.tagged("act", sentence.first, sentence.stop):
        tense = hit.value.partition(":")[2]
        distance = min(abs(hit.first - stop), abs(first - hit.stop))
        if tense == "past" and analysis.language in ("zh", "vi"):
            tense = ""  # these verbs tell no tense
        side = 1 if tense in ("future", "inf") else -1 if tense in ("past", "part") else 0
        if nearest is None or distance < nearest[0]:
            nearest = (distance, side)
    for hit in analysis.tagged("plan", sentence.first, sentence.stop) if plans else ():
        distance = min(abs(hit.first - stop), abs(first - hit.stop))
        if distance <= 4 and (nearest is None or distance + 4 < nearest[0]):
            nearest = (distance, 1)
    return nearest[1] if nearest else 0


def nearest_year(month: int, day: int | None, published: date, tense: int) -> int:
    """The year of a date without one: the last such day for what is done, the next for plans."""
    choices: list[tuple[int, int]] = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            candidate = date(year, month, day or min(published.day, 28))
        except ValueError:
            continue
        distance = (candidate - published).days
        if tense < 0 and distance > 0:
            continue
        if tense > 0 and distance < 0:
            continue
        choices.append((abs(distance), year))
    return min(choices)[1] if choices else published.year


def _years(analysis: Analysis) -> list[DateValue]:
    """A year by itself: `in 2019`."""
    norms = analysis.tokens.norms
    found = []
    for word, norm in enumerate(norms):
        if len(norm) == 4 and norm.isdigit() and 1900 <= int(norm) <= 2100:
            before = analysis.ending_at("yearprep", word)
            after = analysis.at("yearword", word + 1)
            suffixed = analysis.tokens.ends[word] - analysis.tokens.starts[word] > len(norm)
            if (
                before is None
                and not suffixed
                and after is None
                and not (word and analysis.at("yearword", word - 1))
            ):
                continue
            found.append(DateValue(iso=norm, first=word, stop=word + 1, bare=True))
    return found


def _relative(analysis: Analysis, published: date) -> list[DateValue]:
    """`yesterday`, `this month`, `last year`."""
    found = []
    for tag in ("reldate", "relyear"):
        for hit in analysis.by_tag.get(tag, ()):
            value = f"{hit.value}y" if tag == "relyear" else hit.value
            iso = shifted(published, value)
            if iso is not None:
                found.append(
                    DateValue(
                        iso=iso,
                        first=hit.first,
                        stop=hit.stop,
                        relative=True,
                        future=not value.startswith(("-", "0")),
                        bare=len(iso) < 10,
                        spoken=True,
                    )
                )
    return found


def shifted(published: date, value: str) -> str | None:
    """The ISO date `-1d`, `0m`, `+1y` away from the publication, as precise as its unit."""
    amount, unit = int(value[:-1]), value[-1]
    if unit == "d":
        return (published + timedelta(days=amount)).isoformat()
    if unit == "m":
        month = published.year * 12 + published.month - 1 + amount
        return f"{month // 12}-{month % 12 + 1:02d}"
    if unit == "y":
        return str(published.year + amount)
    return None


def _weekdays(analysis: Analysis, published: date) -> list[DateValue]:
    """The last such day for what is done, the next for what is to come."""
    found = []
    for hit in analysis.by_tag.get("weekday", ()):
        first, stop = hit.first, hit.stop
        target = int(hit.value) - 1
        after = analysis.tokens.norms[stop : stop + 2]
        if after and after[0].isdigit() and len(after[0]) <= 2:
            iso = _weekday_of_month(published, target, int(after[0]))
            if iso and not analysis.has("month", stop, stop + 3):
                found.append(
                    DateValue(iso=iso, first=first, stop=stop + 1, relative=True, spoken=True)
                )
                continue
        tense = _tense(analysis, first, stop, plans=False)
        if tense == 0 and _takes_effect_near(analysis, first):
            tense = 1
        back = (published.weekday() - target) % 7
        if tense > 0:
            ahead = (target - published.weekday()) % 7 or 7
            day = published + timedelta(days=ahead)
        else:
            day = published - timedelta(days=back)
            if back == 0 and analysis.at("lastword", stop) is not None:
                day -= timedelta(days=7)
        found.append(
            DateValue(
                iso=day.isoformat(),
                first=first,
                stop=stop,
                relative=True,
                future=tense > 0,
                spoken=True,
            )
        )
    return found


def _takes_effect_near(analysis: Analysis, word: int) -> bool:
    """`applies from this Thursday`: what begins to apply lies ahead."""
    sentence = analysis.sentence_of(word)
    return any(
        h.value == "entry_into_force:present"
        for h in analysis.tagged("act", sentence.first, sentence.stop)
    )


def _weekday_of_month(published: date, weekday: int, day: int) -> str | None:
    """`Thursday 12`: the nearest 12th that is a Thursday, within five weeks."""
    for shift in sorted(range(-35, 36), key=abs):
        candidate = published + timedelta(days=shift)
        if candidate.day == day and candidate.weekday() == weekday:
            return candidate.isoformat()
    return None


_HAN_DAY = re.compile(
    r"(?<![\d月年第每满过为至达留期近前后超])(?P<d>3[01]|[12]\d|[1-9])日(?![内起期以前后之免停])"
)


def _han_days(analysis: Analysis, published: date) -> list[DateValue]:
    """A day without its month: the last such day before the publication."""
    found = []
    for match in _HAN_DAY.finditer(analysis.text):
        day = int(match["d"])
        for back in range(32):
            candidate = published - timedelta(days=back)
            if candidate.day == day:
                first = _word_at(analysis, match.start())
                found.append(
                    DateValue(iso=candidate.isoformat(), first=first, stop=first + 2, relative=True)
                )
                break
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


def _han(analysis: Analysis, published: date | None) -> list[DateValue]:
    found = []
    for match in _HAN.finditer(analysis.text):
        if not match.group() or not (match["y"] or match["m"]):
            continue
        year = han_number(match["y"]) if match["y"] else None
        month = han_number(match["m"]) if match["m"] else None
        day = han_number(match["d"]) if match["d"] else None
        first, stop = _word_at(analysis, match.start()), _word_at(analysis, match.end() - 1) + 1
        relative = False
        if year is not None and not 1900 <= year <= 2100:
            continue
        if year is None and month is not None:
            if day is None and analysis.text[match.start() - 1 : match.start()] in ("个", "第"):
                continue
            shift, first, stop = _year_word(analysis, first, stop, published)
            if shift is not None:
                year, relative = shift, True
            elif published is not None:
                year = nearest_year(month, day, published, _tense(analysis, first, stop))
                relative = True
        iso = str(year) if month is None else _iso(year, month, day)
        if iso:
            found.append(
                DateValue(iso=iso, first=first, stop=stop, relative=relative, bare=month is None)
            )
    return found
