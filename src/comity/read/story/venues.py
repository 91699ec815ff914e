"""Where the acts of a text were done, and on which occasion: what is told once holds for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.read.events.event import INSTRUMENT_KINDS, SentenceFacts
from comity.read.events.merge import Merged
from comity.read.named.places import OccasionValue, PlaceValue, capital_name
from comity.read.named.states import CAPITAL, Mention

if TYPE_CHECKING:
    from comity.read.story.acts import Story

_BEFORE = 2
_AFTER = 1
"""How many sentences before and after its own may tell the place of an act."""


def own_places(story: Story) -> None:
    """A journey's place lies in one of its states where the sentence names one that does."""
    for fact in story.facts:
        for event in fact.events:
            if event.kind not in ("visit", "accreditation"):
                continue
            if event.place is not None and event.place.state in (None, *event.states):
                continue
            inside = [p for p in fact.places if p.state in event.states and not p.seat]
            gone = [
                m
                for m in fact.states
                if m.kind == CAPITAL
                and m.code in event.states
                and not m.dateline
                and event.kind == "visit"
                and m.first > event.trigger.first
            ]
            if inside:
                event.place = inside[0]
            elif gone and event.place is None:
                event.place = _place(story, gone[0])


def lend_venues(story: Story) -> None:
    """Give each act the place and the occasion that the text tells beside it."""
    for act in story.acts:
        if act.kind in ("visit", "accreditation") and place_of(act) is None:
            act.first.place = _journey_place(story, act)
    news = [
        a
        for a in story.acts
        if a.mode == "done" and not a.background and a.kind in INSTRUMENT_KINDS
    ]
    if not news:
        return
    main = news[0]
    sitting = [a for a in news[1:] if a.date == main.date and _of_sitting(story, main, a)]
    if occasion_of(main) is None and main.kind in ("signature", "negotiation"):
        main.first.occasion = _ceremony_occasion(story) or _occasion_near(story, main)
    if place_of(main) is None:
        main.first.place = (
            _ceremony_place(story, main) or _here(story, main) or _near_place(story, main)
        )
    for act in sitting:
        act.first.place = act.first.place or place_of(main)
    for act in news[1:]:
        at_once = act.first.trigger is main.first.trigger
        initialled = (main.kind, act.kind) == ("signature", "negotiation")
        if act.kind != main.kind and not initialled:
            continue
        if not (at_once or act.states == main.states):
            continue
        if not at_once and act.date is not None and act.date != main.date:
            continue
        place = place_of(main)
        common = place is not None and (act.states == main.states or not place.state)
        if place_of(act) is None and (common or (place and place.state in act.states)):
            act.first.place = place
        if occasion_of(act) is None:
            act.first.occasion = occasion_of(main)


def _of_sitting(story: Story, main: Merged, act: Merged) -> bool:
    """Whether one body approved both, item by item, on one day."""
    return (
        act.kind == main.kind
        and act.kind in ("approval", "ratification")
        and act.states != main.states
        and bool(set(act.states) & set(main.states))
        and bool(story.analysis.by_tag.get("sitting"))
    )


def place_of(act: Merged) -> PlaceValue | None:
    """The place that some telling of an act gives."""
    return next((e.place for e in act.events if e.place is not None), None)


def occasion_of(act: Merged) -> OccasionValue | None:
    """The occasion that some telling of an act gives."""
    return next((e.occasion for e in act.events if e.occasion is not None), None)


def _place(story: Story, mention: Mention) -> PlaceValue:
    name = capital_name(story.analysis, mention)
    return PlaceValue(name, mention.first, mention.stop, mention.code)


def _told(act: Merged) -> int:
    """The first sentence after the headline that tells of an act."""
    return min((e.sentence.index for e in act.events if e.sentence.index), default=0)


def _beside(story: Story, act: Merged, before: int, after: int) -> list[SentenceFacts]:
    """The sentences around an act, the nearest before it first, without those of other acts."""
    told = _told(act)
    around = [
        *reversed(story.facts[max(0, told - before) : told + 1]),
        *story.facts[told + 1 : told + 1 + after],
    ]
    kinds = ("visit", "accreditation")
    return [
        f for f in around if not any(e.kind not in kinds and e not in act.events for e in f.events)
    ]


def _ceremony_place(story: Story, act: Merged) -> PlaceValue | None:
    tags = ["ceremony"]
    if act.kind in ("approval", "ratification"):
        tags.append("sitting")
    for fact in story.facts:
        first, stop = fact.sentence.first, fact.sentence.stop
        if any(story.analysis.has(tag, first, stop) for tag in tags):
            taken = [e.place for e in fact.events if e not in act.events and e.place is not None]
            free = [p for p in fact.places if p not in taken]
            if free and all(e.mode == "done" for e in fact.events):
                return free[0]
    return None


def _here(story: Story, act: Merged) -> PlaceValue | None:
    """`was signed here`: in the city where the report was written."""
    if not any(story.analysis.has("here", e.sentence.first, e.sentence.stop) for e in act.events):
        return None
    line = _dateline(story)
    return None if line is None else _place(story, line)


def _dateline(story: Story) -> Mention | None:
    return next((m for m in story.states.mentions if m.dateline and m.kind == CAPITAL), None)


def _near_place(story: Story, main: Merged) -> PlaceValue | None:
    """The place of the journey or meeting that the news of a signature is told with."""
    if main.kind not in ("signature", "negotiation"):
        return None
    for act in story.acts:
        if act.kind == "visit" and not act.background and act.states == main.states:
            place = place_of(act)
            if place is not None:
                return place
    for fact in _beside(story, main, _BEFORE, _AFTER):
        first, stop = fact.sentence.first, fact.sentence.stop
        if story.analysis.has("said", first, stop):
            continue  # the place where it was said
        before = fact.sentence.index <= _told(main)
        for place in fact.places:
            if not place.seat and (place.state in main.states or (place.state is None and before)):
                return place
    return None


def _ceremony_occasion(story: Story) -> OccasionValue | None:
    for fact in story.facts:
        first, stop = fact.sentence.first, fact.sentence.stop
        if fact.occasions and story.analysis.has("ceremony", first, stop):
            return fact.occasions[0]
    return None


def _occasion_near(story: Story, main: Merged) -> OccasionValue | None:
    """The gathering told before the signature, beside it or with another of the same states."""
    near = _beside(story, main, _BEFORE, 0)
    same = [
        f
        for f in reversed(story.facts[: _told(main)])
        if any(e.kind == "signature" and e.mode == "done" for e in f.events)
        and all(e.states == main.states for e in f.events)
    ]
    return next((f.occasions[0] for f in (*near, *same) if f.occasions), None)


def _journey_place(story: Story, act: Merged) -> PlaceValue | None:
    """The only city of the two states in which the text says that something happened."""
    if act.background:
        return None
    if act.kind == "accreditation":
        line = _dateline(story)
        return _place(story, line) if line is not None and line.code in act.states else None
    places = {
        place.name: place
        for fact in story.facts
        for place in fact.places
        if place.state in act.states
        and not place.seat
        and not any(e.background for e in fact.events)
    }
    return next(iter(places.values())) if len(places) == 1 else None


__all__ = ["lend_venues", "occasion_of", "own_places", "place_of"]
