"""Which of several states named in one sentence an act is with: the nearest one, or pair."""

from __future__ import annotations

from comity.read.events.event import Event
from comity.read.named.states import Mention, States


def nearest_partner(mentions: list[Mention], event: Event, *, final: bool) -> list[str]:
    named = event.agreement
    if final and named is not None:
        # "the with-X concluded agreement on A and the with-Y concluded treaty on B"
        ahead = [m for m in mentions if m.partner and m.stop <= named.stop]
        if ahead:
            return [ahead[-1].code]
    anchor = event.agreement.first if event.agreement is not None else event.trigger.first
    partners = [m for m in mentions if m.partner]
    within = [m for m in partners if event.trigger.first < m.first < event.trigger.stop]
    if within:
        return [within[0].code]  # "agreed with X on the exemption, and will with Y"
    if event.tense == "part":
        before = [m for m in partners if m.first < event.trigger.first]
        if before:
            return [before[-1].code]
    return [min(partners, key=lambda m: (m.first < anchor, abs(m.first - anchor))).code]


def closest_group(states: States, mentions: list[Mention], event: Event) -> list[str]:
    """The two states that stand together nearest to the act or its agreement."""
    anchor = event.agreement.stop if event.agreement is not None else event.trigger.first
    best: tuple[int, list[str]] | None = None
    for group in states.groups(mentions):
        codes = list(dict.fromkeys(m.code for m in group))
        if len(codes) != 2:
            continue
        distance = min(abs(m.first - anchor) for m in group)
        distance = min(distance, min(abs(m.first - event.trigger.first) for m in group))
        if best is None or distance < best[0]:
            best = (distance, codes)
    return best[1] if best is not None else []


__all__ = ["closest_group", "nearest_partner"]
