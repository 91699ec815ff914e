"""Acts told in a relative clause: `Nigeria, with which a like treaty is in force since 2020`."""

from __future__ import annotations

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.words.analysis import Analysis

_REACH = 6
"""How many words may stand between a state and the clause about it."""


def relative_pair(
    analysis: Analysis, fact: SentenceFacts, event: Event, main: list[str]
) -> tuple[str, str] | None:
    """Who deals with whom in a clause opened by `with which`: the state before is the partner."""
    first, trigger = fact.sentence.first, event.trigger
    opened = analysis.tagged("relwith", first, trigger.first)
    if not opened or event.kind not in INSTRUMENT_KINDS or event.tense == "noun":
        return None
    clause = opened[-1]
    gaps = analysis.tokens.gaps
    if clause.value == "comma" and not gaps[clause.first]:
        return None  # "the ambassador with the residence in Moscow"
    if any(gaps[w] for w in range(clause.stop, trigger.first + 1)):
        return None
    if analysis.has("act", clause.stop, trigger.first):
        return None
    before = [m for m in fact.states if m.stop <= clause.first and clause.first - m.stop <= _REACH]
    if not before:
        return None
    partner = before[-1].code
    inside = [m.code for m in fact.states if clause.stop <= m.first < trigger.stop + _REACH]
    givers = [code for code in (*inside, *main) if code != partner]
    return (givers[0], partner) if givers else None


__all__ = ["relative_pair"]
