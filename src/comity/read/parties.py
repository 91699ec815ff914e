"""Which states an act binds: the pair the text is about, and the parties of each act."""

from __future__ import annotations

from collections import defaultdict

from comity.read.analysis import Analysis
from comity.read.events import INSTRUMENT_KINDS, VISA_EXEMPTION, Event, SentenceFacts
from comity.read.persons import Persons
from comity.read.states import Mention, States


def main_parties(analysis: Analysis, states: States, facts: list[SentenceFacts]) -> list[str]:
    """States by how much the text is about them, the parties of the news first."""
    scores: dict[str, float] = defaultdict(float)
    order: dict[str, int] = {}
    body = 0
    for fact in facts:
        if fact.sentence.skip or not fact.states:
            continue
        weight = 1.0
        about = any(a.subject == VISA_EXEMPTION for a in fact.agreements)
        if about:
            weight += 2.0
        if any(e.kind in INSTRUMENT_KINDS for e in fact.events) and fact.agreements:
            weight += 1.0
        if body < 3:
            weight += 1.5
        body += 1
        paired = {
            m.code
            for group in states.groups([m for m in fact.states if m.party])
            if len({m.code for m in group}) == 2
            for m in group
        }
        seen: dict[str, float] = {}
        for mention in fact.states:
            share = 0.0 if mention.third else 0.35 if mention.place else 1.0
            seen[mention.code] = max(seen.get(mention.code, 0.0), share)
        for code, share in seen.items():
            order.setdefault(code, len(order))
            scores[code] += weight * share * (1.6 if code in paired else 1.0)
    ranked = sorted(scores, key=lambda code: (-scores[code], order[code]))
    return [code for code in ranked if scores[code] > 0.5]


def assign_parties(
    analysis: Analysis,
    states: States,
    persons: Persons,
    facts: list[SentenceFacts],
    main: list[str],
) -> None:
    """Give every event its states."""
    pair = tuple(main[:2])
    for fact in facts:
        for event in fact.events:
            if event.kind == "visit" or event.kind == "accreditation":
                _travel(states, persons, fact, event, pair)
            else:
                _parties(analysis, states, fact, event, pair, main)


def _parties(
    analysis: Analysis,
    states: States,
    fact: SentenceFacts,
    event: Event,
    pair: tuple[str, ...],
    main: list[str],
) -> None:
    mentions = [m for m in fact.states if m.party]
    codes = list(dict.fromkeys(m.code for m in mentions))
    if event.kind == "unilateral_exemption":
        chosen = codes if len(codes) >= 2 else [*dict.fromkeys([*codes, *pair])]
        _set(event, chosen, mentions, "stated" if len(codes) >= 2 else "inferred")
        return
    if len(codes) == 2:
        _set(event, codes, mentions, "stated")
        return
    if len(codes) > 2:
        group = _closest_group(states, mentions, event)
        if len(pair) == 2 and set(pair) <= set(codes) and not group:
            _set(event, list(pair), mentions, "stated")
        elif group:
            _set(event, group, mentions, "stated")
        elif len(pair) == 2 and set(pair) <= set(codes):
            _set(event, list(pair), mentions, "stated")
        else:
            nearest = sorted(mentions, key=lambda m: abs(m.first - event.trigger.first))
            chosen = list(dict.fromkeys(m.code for m in nearest))[:2]
            _set(event, chosen, mentions, "inferred")
        return
    if len(codes) == 1 and codes[0] not in pair and pair:
        _set(event, [codes[0], pair[0]], mentions, "inferred")
        return
    _set(event, list(pair), mentions, "inferred")


def _closest_group(states: States, mentions: list[Mention], event: Event) -> list[str]:
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


def _set(event: Event, codes: list[str], mentions: list[Mention], how: str) -> None:
    event.states = tuple(sorted(set(codes)))
    event.states_how = how
    event.states_spans = [(m.first, m.stop) for m in mentions if m.code in event.states]


def _travel(
    states: States, persons: Persons, fact: SentenceFacts, event: Event, pair: tuple[str, ...]
) -> None:
    """A visit binds the visitor's state and the state visited."""
    codes = list(dict.fromkeys(m.code for m in fact.states if not m.third))
    if len(codes) == 2:
        _set(event, codes, fact.states, "stated")
        return
    if len(codes) > 2:
        inside = [c for c in codes if c in pair]
        _set(event, inside if len(inside) == 2 else codes[:2], fact.states, "inferred")
        return
    if len(codes) == 1 and codes[0] not in pair and pair:
        _set(event, [codes[0], pair[0]], fact.states, "inferred")
        return
    _set(event, list(pair), fact.states, "inferred")
