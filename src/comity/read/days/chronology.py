"""Chronologies: lines that begin with a date, which dates all that is told in them."""

from __future__ import annotations

import re

import msgspec

from comity.read.days.datevalue import DateValue
from comity.read.words.analysis import Analysis

ENTRIES = 3
"""How many lines must begin with a date to make a chronology."""

_DASH = re.compile(r"\s*[–—:|]|\s+-\s")


def chronology(analysis: Analysis, dates: list[DateValue]) -> dict[int, DateValue]:
    """The dates that open the entries of a chronology, by their first word."""
    by_word = {value.first: value for value in dates}
    entries: dict[int, DateValue] = {}
    for sentence in analysis.sentences:
        first = sentence.first
        if first >= len(analysis.tokens) or (first and "\n" not in analysis.between(first)):
            continue
        value = by_word.get(first) or _year(analysis, first)
        if value is None or value.spoken or value.stop >= sentence.stop:
            continue
        if _DASH.match(analysis.text, analysis.tokens.ends[value.stop - 1]):
            entries[first] = msgspec.structs.replace(value, heading=True)
    if len({value.iso for value in entries.values()}) < ENTRIES:
        return {}
    return entries


def _year(analysis: Analysis, word: int) -> DateValue | None:
    """A lone year: `2019 - Air services agreement signed`."""
    norm = analysis.tokens.norms[word]
    if len(norm) != 4 or not norm.isdigit() or not 1900 <= int(norm) <= 2100:
        return None
    return DateValue(iso=norm, first=word, stop=word + 1, bare=True)
