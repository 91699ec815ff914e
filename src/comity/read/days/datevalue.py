"""A date found in a text, and what the words around it tell of its year."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

import msgspec

from comity.read.words.analysis import Analysis

TENSELESS = frozenset(("zh", "vi", "ja", "ko"))
"""Languages whose words of acts tell no tense by themselves: they are stems, or do not bend."""


class DateValue(msgspec.Struct, frozen=True, kw_only=True):
    """A date found in the text.

    Attributes:
        iso: complete or partial ISO date; relative: whether it was resolved.
        first, stop: its words; future: told by its words to lie ahead.
        bare: a lone year; dateline: it dates the report, not an act;
            heading: it opens an entry of a chronology, and dates all that is told there;
            spoken: told by a weekday or by `yesterday`.
    """

    iso: str
    first: int
    stop: int
    relative: bool = False
    future: bool = False
    bare: bool = False
    dateline: bool = False
    heading: bool = False
    spoken: bool = False

    @property
    def precision(self) -> str:
        if self.iso.startswith("--"):
            return "day" if len(self.iso) == 7 else "month"
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]


def same_sentence(analysis: Analysis, a: DateValue, b: DateValue) -> bool:
    return analysis.sentence_of(a.first) is analysis.sentence_of(b.first)


def word_at(analysis: Analysis, offset: int) -> int:
    return max(0, bisect_right(analysis.tokens.starts, offset) - 1)


def iso_date(year: int | None, month: int, day: int | None) -> str | None:
    try:
        date(year or 2024, month, day or 1)
    except ValueError:
        return None
    if year is None:
        return f"--{month:02d}-{day:02d}" if day else f"--{month:02d}"
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def year_word(
    analysis: Analysis, first: int, stop: int, published: date | None
) -> tuple[int | None, int, int]:
    """`of this year`, `of last year` beside a month; `last June`, `next June`."""
    if published is None:
        return None, first, stop
    for hit in (
        *analysis.tagged("relyear", stop, stop + 3),
        *analysis.tagged("relyear", first - 4, first),
    ):
        follows = abs(hit.first - stop) <= 1 and analysis.lexicon.spaced
        if follows or hit.stop == first:
            return published.year + int(hit.value), min(first, hit.first), max(stop, hit.stop)
    return None, first, stop


def tense_near(analysis: Analysis, first: int, stop: int, *, plans: bool = True) -> int:
    """-1 for what is past, 1 for what is to come, 0 where nothing near the date tells."""
    if analysis.at("lastword", stop) or analysis.ending_at("lastword", first):
        return -1
    if analysis.at("nextword", stop) or analysis.ending_at("nextword", first):
        return 1
    begins = analysis.ending_at("from", first) is not None
    postposed = False
    if analysis.lexicon.options.get("adpositions") == "after":
        postposed = analysis.at("from", stop) is not None  # "30日から開始すると発表した"
        begins = begins or postposed
    if _dated(analysis, first, stop) or (not begins and _said_then(analysis, first, stop)):
        return -1
    sentence = analysis.sentence_of(first)
    if plans and _to_begin(analysis, sentence.first, first):
        return 0  # the nearest such day
    nearest: tuple[int, int] | None = None
    reach = 0
    for hit in analysis.tagged("act", sentence.first, sentence.stop):
        if hit.first < reach:
            continue  # "signed in" inside "will be signed"
        reach = hit.stop
        tense = hit.value.partition(":")[2]
        distance = min(abs(hit.first - stop), abs(first - hit.stop))
        if tense == "past" and analysis.language in TENSELESS:
            tense = ""  # these verbs tell no tense
        side = 1 if tense in ("future", "inf") else -1 if tense in ("past", "part") else 0
        if nearest is None or distance < nearest[0]:
            nearest = (distance, side)
    for hit in () if postposed else analysis.tagged("said", stop, sentence.stop):
        if hit.first == stop and analysis.tokens.gaps[stop] and nearest and nearest[0] <= 4:
            continue  # "takes effect on 15 February, said the minister": another clause
        if nearest is None or hit.first - stop < nearest[0]:
            nearest = (hit.first - stop, -1)  # "on 18 October he said they would sign"
    for hit in analysis.tagged("deliver", sentence.first, sentence.stop):
        distance = min(abs(hit.first - stop), abs(first - hit.stop))
        if nearest is None or distance < nearest[0]:
            nearest = (distance, -1)
    for hit in analysis.tagged("plan", sentence.first, sentence.stop) if plans else ():
        distance = min(abs(hit.first - stop), abs(first - hit.stop))
        if distance <= 4 and (nearest is None or distance + 4 < nearest[0]):
            nearest = (distance, 1)
    return nearest[1] if nearest else 0


def _to_begin(analysis: Analysis, low: int, first: int) -> bool:
    """`will scrap visas for tourists visiting it from 1 December`: the day of a beginning."""
    if analysis.ending_at("from", first) is None:
        return False
    told = [h for h in analysis.tagged("act", low, first) if not h.value.startswith("none")]
    ahead = [h.first for h in told if h.value.endswith((":future", ":inf"))]
    ahead += [h.first for h in analysis.tagged("plan", low, first)]
    past = [h.first for h in told if h.value.endswith((":past", ":part"))]
    return bool(ahead) and max(ahead) > max(past, default=-1)


def _said_then(analysis: Analysis, first: int, stop: int) -> bool:
    """`on Friday announced that`, `agreed on Friday to`: the day of speaking has passed."""
    gaps = analysis.tokens.gaps
    spoken = analysis.tagged("said", max(0, first - 6), stop + 2)
    for hit in (*spoken, *analysis.tagged("then", max(0, first - 6), stop + 2)):
        low, high = (hit.stop, first) if hit.first < first else (stop, hit.first)
        if 0 <= high - low <= 1 and not any(gaps[w] for w in range(low, min(high + 1, len(gaps)))):
            return True
    return False


def _dated(analysis: Analysis, first: int, stop: int) -> bool:
    """`the decree of 12 July`: the day that names a paper has passed."""
    if analysis.at("dated", stop) is not None:
        return True
    glue = analysis.ending_at("datedof", first)
    return glue is not None and any(
        analysis.ending_at(tag, glue.first) is not None for tag in ("measure", "order", "note")
    )


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
