"""Dates in a text: absolute, partial, and relative to the day of publication."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from comity.read.days.chronology import chronology
from comity.read.days.datevalue import (
    DateValue,
    iso_date,
    nearest_year,
    same_sentence,
    tense_near,
    word_at,
    year_word,
)
from comity.read.days.eastern import eastern_dates, eastern_days
from comity.read.days.han import han_dates, han_days
from comity.read.days.solar import DIGITS, solar_dates
from comity.read.days.spoken import anchored_dates, relative_dates, weekdays
from comity.read.words.analysis import Analysis

_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<a>3[01]|[12]\d|0?[1-9])\s?(?:-|–|đến|tới|по)\s?(?=\d{1,2}[./]))?(?:(?P<y>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>3[01]|[12]\d|0?[1-9])"
    r"|(?P<d2>3[01]|[12]\d|0?[1-9])[./-](?P<m2>0?[1-9]|1[0-2])[./-](?P<y2>(?:19|20)\d\d))(?![\d/-])"
)
_DATELINE_END = re.compile(r"(?!-[^\W\d])\s*(?:[-–—/(:|]|\.[\s\-–—/(]|\.\Z|\n|\Z|[日]?[电讯])")


def find_dates(analysis: Analysis, published: date | None) -> list[DateValue]:
    """Every date of the text, in order; relative ones only where they can be settled."""
    found = [*_numeric(analysis), *_named(analysis, published)]
    if analysis.lexicon.options.get("day_month") == "yes" and published is not None:
        found.extend(_day_month(analysis, published))
    if not analysis.lexicon.spaced:
        chinese = analysis.language == "zh"
        found.extend((han_dates if chinese else eastern_dates)(analysis, published))
        if published is not None:
            found.extend((han_days if chinese else eastern_days)(analysis, published))
    else:
        found.extend(_years(analysis))
    if analysis.lexicon.options.get("calendar") == "solar":
        found.extend(solar_dates(analysis, published, _day_before, _day_after))
    if published is not None:
        found.extend(relative_dates(analysis, published))
        found.extend(weekdays(analysis, published))
        found.extend(anchored_dates(analysis, found, published))
    kept: list[DateValue] = []
    for value in sorted(found, key=lambda v: (v.first, -(v.stop - v.first), -len(v.iso))):
        if kept and value.first < kept[-1].stop:
            continue
        if (
            kept
            and kept[-1].spoken
            and not value.spoken
            and len(value.iso) == 10
            and value.first - kept[-1].stop <= 1
            and same_sentence(analysis, kept[-1], value)
        ):
            kept[-1] = _one_day(kept[-1], value)
            continue  # "Monday 26 May", a week ago: the day of the month counts
        if (
            kept
            and value.relative
            and not value.bare
            and value.first - kept[-1].stop <= 1
            and same_sentence(analysis, kept[-1], value)
        ):
            if kept[-1].spoken and not value.spoken and len(value.iso) == 10:
                kept[-1] = _one_day(kept[-1], value)
            continue  # "24 September, Wednesday": one date said twice
        if kept and not value.relative and _opens_span(analysis, kept[-1], value):
            kept[-1] = _year_of_span(kept[-1], value)
        elif (
            kept
            and kept[-1].relative
            and not value.relative
            and value.first - kept[-1].stop <= 1
            and len(value.iso) == 10
            and same_sentence(analysis, kept[-1], value)
        ):
            kept[-1] = _one_day(kept[-1], value)
            continue
        kept.append(value)
    checked = [_checked(analysis, value, published) for value in kept]
    entries = chronology(analysis, checked)
    return sorted(
        [*(_marked(analysis, v) for v in checked if v.first not in entries), *entries.values()],
        key=lambda v: v.first,
    )


def _checked(analysis: Analysis, value: DateValue, published: date | None) -> DateValue:
    """A day whose weekday contradicts it is known by its month alone; one ahead is future."""
    if len(value.iso) != 10 or value.iso.startswith("--"):
        return value
    day = date.fromisoformat(value.iso)
    dated = analysis.has("month", value.first, value.stop)
    sentence = analysis.sentence_of(value.first)
    ends, begins = value.stop >= sentence.stop, value.first <= sentence.first
    beside = (
        analysis.at("weekday", value.first),
        None if ends else analysis.at("weekday", value.stop),
        None if begins else analysis.ending_at("weekday", value.first),
    )
    told = {int(hit.value) - 1 for hit in beside if hit is not None}
    if dated and len(told) == 1 and day.weekday() not in told:
        return msgspec.structs.replace(value, iso=value.iso[:7])
    if published is not None and day > published and not value.future:
        return msgspec.structs.replace(value, future=True)
    return value


def _one_day(weekday: DateValue, value: DateValue) -> DateValue:
    """`Thursday, 24 September`: one day; where they contradict one another, only its month."""
    iso = value.iso
    if weekday.spoken and len(weekday.iso) == 10 and not iso.startswith("--"):
        same = date.fromisoformat(weekday.iso).weekday() == date.fromisoformat(iso).weekday()
        iso = iso if same else iso[:7]
    return msgspec.structs.replace(value, iso=iso, first=weekday.first)


def _opens_span(analysis: Analysis, begin: DateValue, end: DateValue) -> bool:
    """`from 1 January to 31 March 2024`: two dates, of which only the second has its year."""
    reach = analysis.at("rangeword", begin.stop)
    return (
        begin.relative
        and not begin.spoken
        and len(begin.iso) == len(end.iso) == 10
        and reach is not None
        and 0 <= end.first - reach.stop <= 1
    )


def _year_of_span(begin: DateValue, end: DateValue) -> DateValue:
    year = int(end.iso[:4]) - (begin.iso[5:] > end.iso[5:])
    return msgspec.structs.replace(begin, iso=f"{year}{begin.iso[4:]}")


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
    goes_on = after.lstrip(" .")[:1].islower()  # "24 октября 2015 г. вступает в силу"
    ends = value.stop == sentence.stop or (bool(_DATELINE_END.match(after)) and not goes_on)
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


def _numeric(analysis: Analysis) -> list[DateValue]:
    found = []
    for match in _NUMERIC.finditer(analysis.text.translate(DIGITS)):
        year = match["y"] or match["y2"]
        month = int(match["m"] or match["m2"])
        day = int(match["a"] or match["d"] or match["d2"])  # a span has its first day
        iso = iso_date(int(year), month, day)
        if iso:
            first = word_at(analysis, match.start())
            found.append(
                DateValue(iso=iso, first=first, stop=word_at(analysis, match.end() - 1) + 1)
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
        first, stop = word_at(analysis, match.start()), word_at(analysis, match.end() - 1) + 1
        month, day = int(match["m"]), int(match["a"] or match["d"])
        tense = tense_near(analysis, first, stop)
        iso = iso_date(nearest_year(month, day, published, tense), month, day)
        if iso:
            found.append(DateValue(iso=iso, first=first, stop=stop, relative=True))
    return found


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
        future = False
        relative = False
        if year is None:
            shift, first, stop = year_word(analysis, first, stop, published)
            if shift is not None:
                year, relative = shift, True
        if day is None and year is None and not _month_alone(analysis, hit.first, hit.stop):
            continue
        if year is None and published is not None:
            tense = tense_near(analysis, first, stop)
            year = nearest_year(month, day, published, tense)
            relative = True
            future = tense > 0
        iso = iso_date(year, month, day)
        if iso:
            found.append(
                DateValue(iso=iso, first=first, stop=stop, relative=relative, future=future)
            )
    return found


def _month_alone(analysis: Analysis, first: int, stop: int) -> bool:
    """A month with neither day nor year counts after a preposition of time, or with `last`."""
    return (
        analysis.ending_at("monthprep", first) is not None
        or analysis.at("monthin", first) is not None
        or _with_ending(analysis, first)
        or analysis.at("lastword", stop) is not None
        or analysis.ending_at("lastword", first) is not None
        or analysis.at("nextword", stop) is not None
        or analysis.ending_at("nextword", first) is not None
    )


def _with_ending(analysis: Analysis, word: int) -> bool:
    """`Mayıs'ta`: a month whose ending, which the reader leaves out, says `in`."""
    tokens = analysis.tokens
    return (
        analysis.language in ("tr", "az")
        and analysis.words(word, word + 1)[len(tokens.norms[word]) :][:1] in "'’"
        and tokens.ends[word] - tokens.starts[word] > len(tokens.norms[word])
    )


def _day_before(analysis: Analysis, first: int) -> tuple[int | None, int]:
    norms, word = analysis.tokens.norms, first - 1
    while word >= 0 and first - word <= 6:
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
                sentence = analysis.sentence_of(word)
                notes = analysis.has("note", sentence.first, word)
                if 1 <= earlier < day and earlier + 5 >= day and notes:
                    return day, conj.first - 1  # notes of two days: the later completes them
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
            ordinal = analysis.at("ordday", word) or analysis.ending_at("ordday", word + 1)
            if ordinal is not None:
                return int(ordinal.value), ordinal.first
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
        spelled = analysis.at("spelledyear", word)
        if spelled is not None:
            return int(spelled.value), spelled.stop
        if analysis.at("dateglue", word) is None:
            break
        if analysis.at("det", word) is not None and analysis.at("of", word) is None:
            break  # "from 15 June the 2015 agreement"
        word += 1
    return None, stop


def _year_before(analysis: Analysis, first: int) -> tuple[int | None, int]:
    norms = analysis.tokens.norms
    word = first
    while word > 0 and first - word <= 3:
        norm = norms[word - 1]
        if len(norm) == 4 and norm.isdigit() and 1900 <= int(norm) <= 2100:
            return int(norm), word - 1
        glue = analysis.ending_at("yearword", word)
        if glue is None:
            break
        word = glue.first
    return None, first


def _bare_year(analysis: Analysis, word: int) -> bool:
    """A year that no word announces, in languages that write so: `wurde 2016 geschlossen`."""
    if analysis.lexicon.options.get("years") != "bare" or word == 0:
        return False
    norms, gaps = analysis.tokens.norms, analysis.tokens.gaps
    before, after = norms[word - 1], norms[word + 1] if word + 1 < len(norms) else ""
    alone = before.isalpha() and not after.isdigit() and not gaps[word]
    return (
        alone and analysis.at("unit", word + 1) is None and before not in ("nr", "art", "artikel")
    )


def _names_agreement(analysis: Analysis, word: int) -> bool:
    """`the 2015 agreement`: the year names it."""
    return (
        analysis.lexicon.options.get("dated_agreements") == "year"
        and analysis.ending_at("det", word) is not None
        and analysis.has("agreement", word + 1, word + 5)
    )


def _years(analysis: Analysis) -> list[DateValue]:
    """A year by itself: `in 2019`."""
    norms = analysis.tokens.norms
    found = []
    for word, norm in enumerate(norms):
        if len(norm) == 4 and norm.isdigit() and 1900 <= int(norm) <= 2100:
            if analysis.ending_at("notyear", word) is not None:
                continue  # "Decree No 55 of 2014"
            before = analysis.ending_at("yearprep", word)
            after = analysis.at("yearword", word + 1)
            suffixed = analysis.tokens.ends[word] - analysis.tokens.starts[word] > len(norm)
            if (
                before is None
                and not suffixed
                and not _bare_year(analysis, word)
                and after is None
                and not (word and analysis.at("yearword", word - 1))
                and not _names_agreement(analysis, word)
            ):
                continue
            found.append(DateValue(iso=str(int(norm)), first=word, stop=word + 1, bare=True))
    return found
