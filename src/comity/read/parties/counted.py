"""States told by their number: `citizens of six states`, named by a list that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.read.events.event import SentenceFacts
from comity.read.named.states import Mention
from comity.read.words.analysis import Analysis

if TYPE_CHECKING:
    from comity.read.story.acts import Story


def counted_states(story: Story) -> None:
    """`exempts citizens of six states. They are A, B and C`: those listed after the number.

    Where no list follows, nobody knows whom the number stands for, and no state is guessed.
    """
    for index, fact in enumerate(story.facts):
        for event in fact.events:
            number = _counted(story.analysis, fact)
            if event.kind != "unilateral_exemption" or number is None:
                continue
            before = [m.code for m in fact.states if m.party and m.first < number]
            here = list(dict.fromkeys(before))
            if len(here) > 1:
                continue
            listed = _list_after(story, index)
            known = here or [c for c in (story.author,) if c is not None]
            if not listed and event.states_how == "stated" and list(event.states) == here:
                continue  # the state that exempts, which names nobody
            event.states = tuple(sorted({*known, *(m.code for m in listed)}))
            event.states_spans = [(m.first, m.stop) for m in listed]
            event.states_how = "stated" if listed else "inferred"


def _counted(analysis: Analysis, fact: SentenceFacts) -> int | None:
    """Where `six states`, `the number of states` begins, with no name of a state after it."""
    for word in analysis.tagged("countries", fact.sentence.first, fact.sentence.stop):
        if word.value == "many":
            return word.first
        for first in range(max(fact.sentence.first, word.first - 3), word.first):
            number = analysis.tokens.norms[first]
            told = analysis.at("num", first)
            digits = number.isdigit() and 3 <= int(number[:5]) <= 200
            spelled = told is not None and int(told.value) >= 3 and told.stop <= word.first
            if digits or spelled:
                return None if any(0 <= m.first - word.stop <= 8 for m in fact.states) else first
    return None


def _list_after(story: Story, index: int) -> list[Mention]:
    """The first list of three states or more after a sentence, in a sentence or line by line."""
    lines: list[Mention] = []
    for fact in story.facts[index + 1 : index + 12]:
        alone = len(fact.states) == 1 and fact.sentence.stop - fact.sentence.first <= 4
        if alone:
            lines.append(fact.states[0])
            continue
        if len(lines) >= 3:
            break
        groups = story.states.groups([m for m in fact.states if m.party])
        best: list[Mention] = max(groups, key=len, default=[])
        if len(best) >= 3 and not any(e.kind != "unilateral_exemption" for e in fact.events):
            return best
    return lines if len(lines) >= 3 else []
