"""What the news says once and lends to the acts told beside it: the dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.read.days.datevalue import DateValue
from comity.read.events.event import INSTRUMENT_KINDS
from comity.read.events.merge import Merged

if TYPE_CHECKING:
    from comity.read.story.acts import Story

FRESH_DAYS = 40
"""A date in the lead this near to the publication dates the news that has none of its own."""


def lend(story: Story) -> None:
    """Dates that the news gives once hold for the acts told beside it."""
    published = story.published
    for act in story.acts:
        if act.mode != "done":
            continue
        first = act.first
        if act.date is None and any(e.same for e in act.events):
            previous = _previous_dated(story, act)
            if previous is not None:
                act.date, act.date_how = previous.date, previous.date_how
                act.background = act.background or previous.background
                if not any(e.place for e in act.events):
                    first.place = next((e.place for e in previous.events if e.place), None)
    _told_together(story)
    _ceremony_ahead(story)
    news = [
        a
        for a in story.acts
        if a.mode == "done" and not a.background and a.kind in INSTRUMENT_KINDS
    ]
    if not news:
        return
    main = news[0]
    for act in news:
        if act.kind in ("approval", "ratification") and act.date is None:
            act.date_how = _decree_date(story, act)
            act.date = act.date_how.iso if act.date_how is not None else None
    if main.date is None and published is not None:
        value = _free_date(story, main, published)
        if value is not None:
            main.date, main.date_how = value.iso, value
    if main.date is None:
        twins = [a for a in news[1:] if a.kind == main.kind and a.states == main.states and a.date]
        if twins and twins[0].first.sentence.index - main.first.sentence.index <= 2:
            main.date, main.date_how = twins[0].date, twins[0].date_how
    for act in news[1:]:
        told_at_once = act.first.trigger is main.first.trigger or one_sitting(story, main, act)
        if act.kind != main.kind or not (told_at_once or act.states == main.states):
            continue
        if act.date is not None and not told_at_once:
            continue
        if act.date is None:
            act.date, act.date_how = main.date, main.date_how


def one_sitting(story: Story, main: Merged, act: Merged) -> bool:
    """Whether a body decided both at one sitting: `first: it approves ...; second: ...`."""
    if act.kind != main.kind or act.kind not in ("approval", "ratification"):
        return False
    if act.date is not None or not set(act.states) & set(main.states):
        return False
    told = main.first.sentence.index
    mine = act.first.sentence
    if mine.index - told <= 4 and story.analysis.has("also", mine.first, mine.stop):
        return True
    return any(
        story.analysis.has("sitting", fact.sentence.first, fact.sentence.stop)
        for fact in story.facts[: told + 1]
    )


def _told_together(story: Story) -> None:
    """Envoys received at once, or states visited on one tour: the day told of one is of all."""
    for act in story.acts:
        if act.kind != "accreditation" or act.date is not None:
            continue
        for other in story.acts:
            shares = any(e.trigger is act.first.trigger for e in other.events)
            if other is act or other.kind != act.kind or other.date is None or not shares:
                continue
            act.date, act.date_how = other.date, other.date_how
            act.first.place = act.first.place or next(
                (e.place for e in other.events if e.place), None
            )


def _ceremony_ahead(story: Story) -> None:
    """`The envoy will sign it. The ceremony will be held on 5 December`: the day of the signing."""
    for act in story.acts:
        if act.kind != "signature" or act.mode != "planned" or act.date is not None:
            continue
        told = act.events[-1].sentence.index
        for fact in story.facts[told : told + 3]:
            sentence = fact.sentence
            if fact.events and sentence.index != told:
                continue
            if not story.analysis.has("ceremony", sentence.first, sentence.stop):
                continue
            value = next((d for d in fact.dates if d.future and len(d.iso) >= 7), None)
            if value is not None:
                act.date, act.date_how = value.iso, value
                break


def _reach(act: Merged, before: Merged) -> int:
    """How many sentences back an act may stand that `on that occasion` refers to."""
    return 6 if act.kind == before.kind and act.kind in ("approval", "ratification") else 2


def _previous_dated(story: Story, act: Merged) -> Merged | None:
    before = [
        a
        for a in story.acts
        if a is not act
        and a.date
        and 0 <= act.first.sentence.index - a.events[-1].sentence.index <= _reach(act, a)
        and a.first.trigger.first < act.first.trigger.first
    ]
    alike = [a for a in before if a.kind == act.kind]
    return (alike or before)[-1] if before else None


def _decree_date(story: Story, act: Merged) -> DateValue | None:
    """`Decree No 335 of 29 May 2020`: the heading of the paper dates what it approves."""
    analysis = story.analysis
    told = act.first.sentence.index
    for fact in story.facts[: told + 12]:
        sentence = fact.sentence
        if fact.events and any(e.date is not None for e in fact.events):
            continue
        if sentence.stop - sentence.first > 16 * analysis.scale or len(fact.dates) != 1:
            continue
        value = fact.dates[0]
        near = analysis.has("order", value.first - 9, value.stop + 5)
        if not near and sentence.index < min(told, 4) and not fact.states:
            near = analysis.has("chamber", value.first - 6, value.stop, "cabinet")
        if near and len(value.iso) == 10 and not value.relative and not value.future:
            return value
    return None


def _free_date(story: Story, main: Merged, published: date) -> DateValue | None:
    """A fresh date of the lead that belongs to no other act, or the date of the ceremony."""
    taken = {
        id(e.date)
        for act in story.acts
        for e in act.events
        if e.date is not None and e.kind in INSTRUMENT_KINDS
    }
    ceremonies = [
        f for f in story.facts if story.analysis.has("ceremony", f.sentence.first, f.sentence.stop)
    ]
    if main.kind in ("approval", "ratification"):
        ceremonies += [
            f
            for f in story.facts
            if story.analysis.has("sitting", f.sentence.first, f.sentence.stop)
        ]
    told = min((e.sentence.index for e in main.events if e.sentence.index), default=0)
    lead = [f for f in story.facts[max(0, told - 2) : told + 1] if f not in ceremonies]
    travelled = {
        id(e.date) for fact in story.facts for e in fact.events if e.date and e.kind == "visit"
    }
    second: DateValue | None = None
    for fact in (*ceremonies, *reversed(lead)):
        for value in reversed(fact.dates):
            if value.dateline or id(value) in taken or len(value.iso) != 10:
                continue
            if value.iso.startswith("--"):
                continue
            if 0 <= (published - date.fromisoformat(value.iso)).days <= FRESH_DAYS:
                if id(value) not in travelled:
                    return value
                second = second or value
    return second  # the day of arrival, where no later day is told


__all__ = ["lend"]
