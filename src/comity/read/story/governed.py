"""Items under one verb: `The parliament approved: - the agreement with A; - the one with B.`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.story.settle import is_item

if TYPE_CHECKING:
    from comity.read.story.acts import Story

_BEFORE = 2
"""How many sentences before the verb may tell its day."""


def items_governed(story: Story) -> None:
    """Give the act of a sentence that ends in a colon to each item of the list below it."""
    giver: Event | None = None
    given = False
    for fact in story.facts:
        if fact.sentence.skip:
            continue
        if giver is not None and is_item(story, fact) and _nouns_only(fact):
            named = [a for a in fact.agreements if a.noun and a.subject is not None]
            fact.events = [_act(giver, fact) for _ in named]
            for event, agreement in zip(fact.events, named, strict=True):
                event.agreement, event.subject = agreement, agreement.subject
            given = given or bool(named)
            continue
        if giver is not None and given:
            _withdraw(story, giver)
        giver, given = _opening(story, fact), False
    if giver is not None and given:
        _withdraw(story, giver)


def _opening(story: Story, fact: SentenceFacts) -> Event | None:
    """The last act of a sentence that ends in a colon and names no agreement itself."""
    end = story.analysis.tokens.ends[fact.sentence.stop - 1] if fact.sentence.stop else 0
    if story.analysis.text[end : end + 2].strip()[:1] not in (":", "："):
        return None
    acts = [e for e in fact.events if e.kind in INSTRUMENT_KINDS and e.mode == "done"]
    if not acts or any(e.agreement is not None and e.agreement.subject for e in acts):
        return None
    last = acts[-1]
    if last.date is None:
        near = story.facts[max(0, fact.sentence.index - _BEFORE) : fact.sentence.index]
        told = [e.date for f in near for e in f.events if e.kind == last.kind and e.date]
        last.date = told[-1] if told else None
    return last


def _nouns_only(fact: SentenceFacts) -> bool:
    """Whether an item tells nothing by a verb of its own."""
    return all(e.tense in ("noun", "inf", "part") for e in fact.events)


def _act(giver: Event, fact: SentenceFacts) -> Event:
    event = Event(giver.kind, giver.tense, giver.trigger, fact.sentence)
    event.mode, event.date, event.place = giver.mode, giver.date, giver.place
    return event


def _withdraw(story: Story, giver: Event) -> None:
    """What the items tell is not told once more without an agreement."""
    fact = story.facts[giver.sentence.index]
    fact.events = [e for e in fact.events if e is not giver]
