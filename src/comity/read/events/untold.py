"""Acts told by verbs that are none of theirs: `agreed on the exemption`, `will lift the visa`."""

from __future__ import annotations

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.events.told import mode_of, recalled
from comity.read.named.agreements import VISA_EXEMPTION
from comity.read.words.analysis import Analysis

_AGREE_REACH = 16
"""How far behind `agreed` the exemption may stand, in words."""


def agreed_on(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`A and B agreed, by an exchange of notes, on the exemption`: the agreement was concluded."""
    if _taken(events):
        return []
    for verb in analysis.tagged("agree", facts.sentence.first, facts.sentence.stop):
        for agreement in facts.agreements:
            low, gap = verb.stop, agreement.first - verb.stop
            if agreement.noun or agreement.subject != VISA_EXEMPTION or gap < 0:
                continue
            if gap > _AGREE_REACH * analysis.scale or analysis.has(
                "act", verb.stop, agreement.first
            ):
                continue
            if analysis.has("propose", low, low + gap):
                continue
            event = Event("signature", "past", verb, facts.sentence)
            event.agreement, event.subject = agreement, VISA_EXEMPTION
            event.mode = mode_of(analysis, event)
            event.background = recalled(analysis, event)
            return [event]
    return []


def lifted(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`A will lift from July the visa for nationals of B`: one state lifts it for the others."""
    if _taken(events) or any(a.noun for a in facts.agreements):
        return []
    for agreement in facts.agreements:
        if agreement.subject != VISA_EXEMPTION:
            continue
        for verb in analysis.tagged("lifts", agreement.first, agreement.stop):
            named = [m for m in facts.states if m.party]
            ahead = {m.code for m in named if m.first < verb.first}
            after = {m.code for m in named if m.first > verb.first}
            if len(ahead) != 1 or not after - ahead:
                continue
            event = Event("unilateral_exemption", verb.value, verb, facts.sentence)
            event.agreement, event.subject = agreement, VISA_EXEMPTION
            event.mode = mode_of(analysis, event)
            event.background = recalled(analysis, event)
            return [event]
    return []


def _taken(events: list[Event]) -> bool:
    return any(
        (e.kind in INSTRUMENT_KINDS and e.tense != "part") or e.kind == "unilateral_exemption"
        for e in events
    )


__all__ = ["agreed_on", "lifted"]
