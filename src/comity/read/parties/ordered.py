"""Agreements told by their order: `the former`, `the latter`."""

from __future__ import annotations

from comity.read.days.datevalue import DateValue
from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.words.analysis import Analysis
from comity.read.words.matcher import Hit

Pair = tuple[str, str]


def in_order(
    analysis: Analysis, fact: SentenceFacts, event: Event, told: list[Pair]
) -> list[tuple[Pair, int]]:
    """`The former is to be signed in X, the latter in Y`: the pairs told before, by their order.

    Each pair comes with the word from which it is spoken of.
    """
    sentence = fact.sentence
    if event.kind not in INSTRUMENT_KINDS or any(m.party for m in fact.states):
        return []
    pairs = list(dict.fromkeys(told))
    marks = [m for m in analysis.tagged("ordref", sentence.first, sentence.stop) if m.value in "12"]
    if len(pairs) != 2 or not set(pairs[0]) & set(pairs[1]) or not marks:
        return []
    ahead = [m for m in marks if m.first < event.trigger.first] or marks[:1]
    mine = [ahead[-1], *(m for m in marks if m.first > event.trigger.first and _elliptic(fact, m))]
    return [(pairs[int(m.value) - 1], m.first) for m in mine]


def _elliptic(fact: SentenceFacts, mark: Hit) -> bool:
    """Whether no act of its own is told after a mark."""
    return all(e.trigger.first < mark.first for e in fact.events)


def told_in_order(fact: SentenceFacts, event: Event, order: list[tuple[Pair, int]]) -> list[Event]:
    """One act for each pair, with the day that is told after its mark."""
    found: list[Event] = []
    starts = [*(at for _, at in order[1:]), fact.sentence.stop]
    for (pair, first), stop in zip(order, starts, strict=True):
        one = event if not found else event.copy()
        if len(order) > 1:
            days = [d for d in fact.dates if first <= d.first < stop]
            one.date = days[0] if days else None
        one.states, one.states_how = tuple(sorted(pair)), "stated"
        found.append(one)
    return found


def force_by_partner(fact: SentenceFacts, event: Event, author: str | None) -> list[Event]:
    """`They are X (in force 22 April 2011), Y (2 June 2012)`: with each from its own day."""
    named = [m for m in fact.states if m.party]
    codes = [m.code for m in named]
    if event.kind != "entry_into_force" or author is None or author in codes:
        return []
    if len(set(codes)) < 2 or len(set(codes)) != len(codes):
        return []
    found: list[Event] = []
    for mention, following in zip(named, [*named[1:], None], strict=True):
        stop = following.first if following is not None else fact.sentence.stop
        days = [d for d in fact.dates if mention.stop <= d.first < min(stop, mention.stop + 5)]
        if not days:
            return []
        one = event.copy()
        one.states, one.states_how = tuple(sorted((author, mention.code))), "stated"
        one.states_spans = [(mention.first, mention.stop)]
        one.date = days[0]
        found.append(one)
    return found


def each_on_its_day(fact: SentenceFacts, events: list[Event]) -> None:
    """`with Oman in 2018 and Malta in 2020`: each partner's act has the day told after it."""
    days = [d for d in fact.dates if not d.dateline]
    if len(events) < 2 or len(days) < 2:
        return
    partners = [m for m in fact.states if m.party and m.partner]
    after: dict[str, DateValue] = {}
    for mention, following in zip(partners, [*partners[1:], None], strict=True):
        stop = following.first if following is not None else fact.sentence.stop
        mine = [d for d in days if mention.stop <= d.first < min(stop, mention.stop + 4)]
        if mine:
            after.setdefault(mention.code, mine[0])
    if len(after) < 2:
        return
    for event in events:
        told = [after[code] for code in event.states if code in after]
        if len(told) == 1 and event.kind in INSTRUMENT_KINDS:
            event.date = told[0]
