"""A suspension of a part: which passports a measure touches, and which keep what they had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.read.events.merge import Merged
from comity.read.named.agreements import find_classes
from comity.read.words.analysis import Analysis
from comity.read.words.matcher import Hit

if TYPE_CHECKING:
    from comity.read.story.acts import Story

MEASURES = frozenset(("suspension", "termination"))
"""Acts that may touch a part of what an agreement covers."""
Classes = list[tuple[str, int, int]]


def touched(story: Story, act: Merged) -> tuple[Classes, Classes]:
    """The classes a measure touches, and those that are said to keep the exemption.

    A class belongs to whatever stands nearer to it: the word for the measure, or the words
    that say that something goes on ("remain exempt", "are not affected").
    """
    analysis = story.analysis
    own: Classes = []
    kept: Classes = []
    such = bool(analysis.by_tag.get("suchpassports"))
    if not such and not any(_contrasts(analysis, s.first, s.stop) for s in analysis.sentences):
        return own, kept
    for event in act.events:
        sentence = event.sentence
        first, stop = sentence.first, sentence.stop
        measures = [
            h
            for h in analysis.tagged("act", first, stop)
            if h.value.partition(":")[0] in MEASURES and h.value.startswith(event.kind)
        ] or [event.trigger]
        such = analysis.has("suchpassports", first, stop) and sentence.index > 0
        named = find_classes(analysis, first, stop)
        if such and not named:
            ahead = analysis.sentences[sentence.index - 1]
            own.extend(find_classes(analysis, ahead.first, ahead.stop))
        for item in named:
            goes_on = _nearest(analysis, item, _going_on(analysis, first, stop))
            if goes_on >= _nearest(analysis, item, measures):
                own.append(item)
            elif item[0] != "ordinary" or analysis.has("remain", first, stop):
                kept.append(item)
        for after in story.analysis.sentences[sentence.index + 1 : sentence.index + 3]:
            if analysis.has("remain", after.first, after.stop):
                kept.extend(find_classes(analysis, after.first, after.stop))
    return own, kept


def _contrasts(analysis: Analysis, first: int, stop: int) -> bool:
    """Whether a sentence says of some passports that they keep what they had."""
    return analysis.has("passport", first, stop) and bool(_going_on(analysis, first, stop))


def _going_on(analysis: Analysis, first: int, stop: int) -> list[Hit]:
    return [h for tag in ("remain", "exclude") for h in analysis.tagged(tag, first, stop)]


def _nearest(analysis: Analysis, item: tuple[str, int, int], hits: list[Hit]) -> int:
    """How far a class stands from the nearest of some words; commas between count more."""
    _, first, stop = item
    gaps = analysis.tokens.gaps
    best = 999
    for hit in hits:
        low, high = (stop, hit.first) if hit.first >= stop else (hit.stop, first)
        commas = sum(1 for word in range(low, high + 1) if gaps[word])
        best = min(best, high - low + 4 * commas)
    return best


__all__ = ["MEASURES", "touched"]
