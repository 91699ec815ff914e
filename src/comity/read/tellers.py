"""Acts that somebody tells of his own state: `we have concluded agreements with two countries`."""

from __future__ import annotations

from comity.read.analysis import Analysis
from comity.read.event import INSTRUMENT_KINDS, Event, SentenceFacts


def told_by_us(
    analysis: Analysis,
    fact: SentenceFacts,
    before: SentenceFacts | None,
    event: Event,
    author: str | None,
) -> tuple[str, list[str]] | None:
    """The state that `we` stands for, and its partners named in the sentence.

    It is the state that all acts of the sentence before share, else that of the author.
    """
    first, trigger = fact.sentence.first, event.trigger
    if event.kind not in INSTRUMENT_KINDS or not analysis.has("we", first, trigger.stop):
        return None
    shared: set[str] = set()
    if before is not None and before.events:
        shared = set.intersection(*(set(e.states) for e in before.events))
    us = next(iter(shared)) if len(shared) == 1 else author
    partners = list(dict.fromkeys(m.code for m in fact.states if m.party and m.code != us))
    return (us, partners) if us is not None and partners else None


__all__ = ["told_by_us"]
