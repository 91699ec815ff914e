"""One telling of acts with several pairs: `an agreement with X, and another with Y`."""

from __future__ import annotations

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.named.states import States
from comity.read.words.analysis import Analysis

Pair = tuple[str, str]


def with_another(
    analysis: Analysis, fact: SentenceFacts, event: Event, main: list[str]
) -> list[Pair]:
    """The pairs of `the agreement between A and B, and another with C`, in this order."""
    if event.kind not in INSTRUMENT_KINDS:
        return []
    named = [m for m in fact.states if m.party]
    for hit in analysis.tagged("agreement", event.sentence.first, event.sentence.stop):
        if "another" not in hit.value or _of_its_own(fact, event, hit.first):
            continue
        ahead = [m for m in named if m.first < hit.first]
        after = [m for m in named if m.partner and 0 <= m.first - hit.stop + 1 <= 6]
        codes = list(dict.fromkeys(m.code for m in ahead))
        if not after or not codes or after[0].code in codes:
            continue
        own = [m.code for m in ahead if not m.partner]
        if len(codes) == 1 and not own:
            giver = next((c for c in main if c not in (codes[0], after[0].code)), None)
            codes = [giver, codes[0]] if giver is not None else []
        if len(codes) != 2:
            continue
        giver = next((c for c in main if c in codes and c in (own or codes)), codes[0])
        other = next(c for c in codes if c != giver)
        return [(giver, other), (giver, after[0].code)]
    return []


def _of_its_own(fact: SentenceFacts, event: Event, first: int) -> bool:
    """Whether the other agreement has a subject of its own: then it is another event."""
    return any(a.first == first and a.subject not in (None, event.subject) for a in fact.agreements)


def of_both(analysis: Analysis, fact: SentenceFacts, event: Event, told: list[Pair]) -> list[Pair]:
    """`Both texts were signed in Z`: the two pairs whose agreements were told before."""
    if event.kind not in INSTRUMENT_KINDS or any(m.party for m in fact.states):
        return []
    if not analysis.has("ordref", event.sentence.first, event.trigger.stop, "all"):
        return []
    pairs = list(dict.fromkeys(told))
    return pairs if len(pairs) == 2 and len(set(pairs[0]) & set(pairs[1])) == 1 else []


def of_each(states: States, fact: SentenceFacts, event: Event) -> list[Pair]:
    """`A and B concluded similar agreements with C`: one for each of them."""
    if event.kind not in INSTRUMENT_KINDS or event.agreement is None or not event.agreement.plural:
        return []
    named = [m for m in fact.states if m.party]
    partners = {m.code for m in named if m.partner}
    ahead = [m for m in named if not m.partner and m.first < event.trigger.first]
    codes = list(dict.fromkeys(m.code for m in ahead))
    if len(partners) != 1 or len(codes) < 2 or len(states.groups(ahead)) != 1:
        return []
    partner = next(iter(partners))
    return [(partner, code) for code in codes] if partner not in codes else []


def as_before(
    fact: SentenceFacts, event: Event, pair: tuple[str, ...], beside: Event | None
) -> list[Pair]:
    """`A third text was initialled at the same ceremony`: with the state of the news before it."""
    if event.kind not in INSTRUMENT_KINDS or beside is None or beside.background:
        return []
    if (
        any(m.party for m in fact.states)
        or len(beside.states) != 2
        or set(beside.states) == set(pair)
    ):
        return []
    if not 0 < fact.sentence.index - beside.sentence.index <= 2 or event.agreement is None:
        return []
    return [(beside.states[0], beside.states[1])]


def measure_on(fact: SentenceFacts, event: Event) -> list[str]:
    """`A will suspend the exemption of nationals of B and C`: all of them."""
    if event.kind not in ("suspension", "termination"):
        return []
    if event.agreement is not None and event.agreement.noun:
        return []
    named = [m for m in fact.states if m.party and not m.partner]
    ahead = list(dict.fromkeys(m.code for m in named if m.first < event.trigger.first))
    after = list(dict.fromkeys(m.code for m in named if m.first > event.trigger.first))
    return [*ahead, *after] if len(ahead) == 1 and len(after) > 1 and ahead[0] not in after else []


__all__ = ["as_before", "known_partner", "measure_on", "of_both", "of_each", "with_another"]


def known_partner(
    fact: SentenceFacts, events: list[Event], pairs_told: list[tuple[str, str]]
) -> None:
    """`It concluded agreements with A and B. That with B was signed`: with whom B is told to be."""
    named = {m.code for m in fact.states if m.party}
    partners = {m.code for m in fact.states if m.party and m.partner}
    hosts = {m.code for m in fact.states if m.place and not m.dateline} - named
    if len(named) != 1 or named != partners or hosts:
        return
    told = {pair for pair in pairs_told if named & set(pair)}
    for event in events if len(told) == 1 else ():
        if event.kind in INSTRUMENT_KINDS and event.states_how == "inferred":
            event.states, event.states_how = tuple(sorted(next(iter(told)))), "stated"
