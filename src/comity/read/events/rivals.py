"""Dates that contradict one another: what two sources share, and what a correction withdraws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from comity.read.days.datevalue import DateValue
from comity.read.events.merge import SAME_NEWS_DAYS, Merged, shared_part
from comity.read.words.analysis import Analysis

if TYPE_CHECKING:
    from comity.read.story.acts import Story

NEAR_WORDS = 8
"""How far from a date, in words, its mark (`dates it`, `speaks of`, `according to`) may stand."""
NEXT = 2
"""In how many of the sentences after an act another source may give another day for it."""


def settle_rivals(story: Story) -> None:
    """`signed on 20 May; the other ministry names 21 May`: the act has what both days share.

    A day contradicts the one told last before it.
    """
    used: set[int] = set()
    told = [a for a in story.acts if _stated(a)]
    for act in sorted(told, key=lambda a: -_first(a)):
        value = act.date_how
        if value is None:
            continue
        for rival in _rivals(story, act, value):
            if id(rival) in used or not _marked(story.analysis, value, rival):
                continue
            used.add(id(rival))
            if story.analysis.ending_at("really", rival.first) is not None:
                act.date, act.date_how = rival.iso, rival
            else:
                act.date = shared_part(value.iso, rival.iso)
            break


def _stated(act: Merged) -> bool:
    """Whether an act has a whole day that the text states."""
    value = act.date_how
    if value is None or act.date is None or len(act.date) != 10 or act.mode == "denied":
        return False
    return not act.date.startswith("--") and act.date == value.iso


def _first(act: Merged) -> int:
    return act.date_how.first if act.date_how is not None else -1


def _rivals(story: Story, act: Merged, value: DateValue) -> Iterator[DateValue]:
    """Other days near that of an act, told after it and of no other act."""
    start = story.analysis.sentence_of(value.first).index
    owned = {
        id(e.date)
        for fact in story.facts
        for e in fact.events
        if e.kind != act.kind and e.date is not None and e.subject is not None
    }
    day = date.fromisoformat(value.iso)
    for fact in story.facts[start : start + 1 + NEXT]:
        for other in fact.dates:
            if other.first <= value.first or len(other.iso) != 10 or other.iso.startswith("--"):
                continue
            if other.dateline or id(other) in owned or other.iso == value.iso:
                continue
            if abs((date.fromisoformat(other.iso) - day).days) <= SAME_NEWS_DAYS:
                yield other


def _marked(analysis: Analysis, value: DateValue, rival: DateValue) -> bool:
    """Whether words beside the second day say that somebody else gives it."""
    sentence = analysis.sentence_of(rival.first)
    same = sentence is analysis.sentence_of(value.first)
    reach = NEAR_WORDS * analysis.scale
    low = max(sentence.first, rival.first - reach, value.stop if same else 0)
    for hit in analysis.tagged("rival", low, min(sentence.stop, rival.stop + reach)):
        if hit.value != "same":
            return True
        if same and hit.first < rival.first:
            return True
    return analysis.ending_at("really", rival.first) is not None


def withdrawn(analysis: Analysis, dates: list[DateValue], value: DateValue) -> bool:
    """`not on 1 February, as was reported, but on 11 February`: the first day is none."""
    sentence = analysis.sentence_of(value.first)
    others = [d for d in dates if sentence.first <= d.first < sentence.stop and d is not value]
    if not any(d.first > value.first for d in others):
        return False
    word = value.first
    for _ in range(3):
        if analysis.ending_at("neg", word) is not None:
            return True
        glue = next(
            (
                h
                for tag in ("in", "det", "dateglue", "from", "yearprep", "monthprep", "weekday")
                if (h := analysis.ending_at(tag, word)) is not None
            ),
            None,
        )
        if glue is None or analysis.tokens.gaps[word]:
            return False
        word = glue.first
    return False
