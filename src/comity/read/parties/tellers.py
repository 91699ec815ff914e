"""Parties that no name tells: `we have concluded agreements with two countries`, `both signed`."""

from __future__ import annotations

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.words.analysis import Analysis


def told_by_us(
    analysis: Analysis,
    fact: SentenceFacts,
    before: SentenceFacts | None,
    event: Event,
    author: str | None,
) -> tuple[str, list[str]] | None:
    """The state that `we` stands for, and its partners named in the sentence.

    It is the state that all acts of the sentence before share and this one does not name, else
    that of the author.
    """
    first, trigger = fact.sentence.first, event.trigger
    if event.kind not in INSTRUMENT_KINDS or not analysis.has("we", first, trigger.stop):
        return None
    shared: set[str] = set()
    if before is not None and before.events:
        shared = set.intersection(*(set(e.states) for e in before.events))
    named = {m.code for m in fact.states if m.party}
    shared = shared - named or shared
    us = next(iter(shared)) if len(shared) == 1 else author
    partners = list(dict.fromkeys(m.code for m in fact.states if m.party and m.code != us))
    return (us, partners) if us is not None and partners else None


def both_of_them(
    analysis: Analysis,
    fact: SentenceFacts,
    event: Event,
    pair: tuple[str, ...],
    beside: Event | None,
) -> list[str]:
    """`The two officials signed`: the pair told just before, or that of the text.

    A state named in passing (a summit, a witness) is none of the two.
    """
    first, stop = fact.sentence.first, fact.sentence.stop
    both = analysis.has("both", first, stop) or analysis.has("bothpersons", first, stop)
    if not both or event.kind not in INSTRUMENT_KINDS:
        return []
    codes = {m.code for m in fact.states if m.party}
    near = beside is not None and event.sentence.index - beside.sentence.index <= 2
    if not codes and near and beside is not None and not beside.background:
        return list(beside.states)
    passing = len(codes) == 1 and len(pair) == 2 and not codes & set(pair)
    return list(pair) if passing and not any(m.partner for m in fact.states) else []


__all__ = ["both_of_them", "told_by_us"]
