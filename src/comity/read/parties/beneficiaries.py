"""Whom one state exempts: the nationals listed, in the sentence of the exemption or after it."""

from __future__ import annotations

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.named.agreements import VISA_EXEMPTION
from comity.read.named.states import Mention, States
from comity.read.words.analysis import Analysis

_BEGINS = ("since", "from", "rangeword")
"""Tags of the words before the day on which an exemption begins."""
MANY = 3
"""From how many states on a list names the beneficiaries of an exemption, not its parties."""
_REACH = 4
"""How many sentences after the exemption may list them."""


def widen(
    analysis: Analysis, states: States, facts: list[SentenceFacts], author: str | None
) -> None:
    """Give exemptions of listed nationals all their states, and tell them from treaties."""
    for index, fact in enumerate(facts):
        listed = _listed(states, fact)
        for event in fact.events:
            if event.kind == "entry_into_force" and event.trigger.tag in _BEGINS:
                _of_nationals(fact, event, listed, author)
            elif index and _those_countries(analysis, states, facts[index - 1], fact, event):
                continue
            elif _decides(fact, event) and not analysis.has(
                "everyone", fact.sentence.first, fact.sentence.stop
            ):
                _listed_after(analysis, states, facts[index + 1 : index + 1 + _REACH], event)


def _those_countries(
    analysis: Analysis, states: States, before: SentenceFacts, fact: SentenceFacts, event: Event
) -> bool:
    """`It concerns A, B and C. Citizens of these countries need no visa for X`: those, and X."""
    named = list(dict.fromkeys(m.code for m in fact.states if m.party))
    if event.kind != "unilateral_exemption" or event.mode == "denied" or len(named) != 1:
        return False
    if not any(
        analysis.ending_at("this", h.first) is not None
        for h in analysis.tagged("countries", fact.sentence.first, fact.sentence.stop)
    ):
        return False
    groups = states.groups([m for m in before.states if not m.place and m.code != named[0]])
    longest = list(dict.fromkeys(m.code for m in max(groups, key=len, default=[])))
    if len(longest) < MANY:
        return False
    event.states, event.states_how = tuple(sorted({*named, *longest})), "stated"
    return True


def _listed(states: States, fact: SentenceFacts) -> list[str]:
    groups = states.groups([m for m in fact.states if m.party])
    longest = max(groups, key=len, default=[])
    codes = list(dict.fromkeys(m.code for m in longest))
    return codes if len(codes) >= MANY else []


def _grantor(fact: SentenceFacts, listed: list[str], author: str | None) -> str | None:
    """The one state of a sentence that is not listed: the one that is entered, or the author."""
    others = list(dict.fromkeys(m.code for m in fact.states if m.code not in listed))
    if len(others) == 1:
        return others[0]
    return author if author is not None and author not in listed else None


def _of_nationals(fact: SentenceFacts, event: Event, listed: list[str], author: str | None) -> None:
    """`Since Thursday nationals of A, B and C enter X without visas`: what X grants."""
    noun = event.agreement is not None and event.agreement.noun
    grantor = _grantor(fact, listed, author) if listed and not noun else None
    if grantor is None:
        return
    event.states, event.states_how = tuple(sorted({grantor, *listed})), "stated"
    if event.trigger.tag == "since" and not event.background:
        event.kind = "unilateral_exemption"


def _decides(fact: SentenceFacts, event: Event) -> bool:
    """Whether an event tells that one state lifts visas, without saying for whom."""
    named = {m.code for m in fact.states if m.party}
    if event.kind == "unilateral_exemption":
        return event.mode != "denied" and len(named) <= 1
    held = event.agreement
    lifted = held is not None and not held.noun and held.subject == VISA_EXEMPTION
    return event.kind == "approval" and lifted and len(named) == 1


def _listed_after(
    analysis: Analysis, states: States, following: list[SentenceFacts], event: Event
) -> None:
    """`X lifts visas for nine countries. They are A, B, C ...`: those, and X."""
    named = [m.code for m in _named(states, event)]
    for fact in following:
        listed = _listed(states, fact)
        first, stop = fact.sentence.first, fact.sentence.stop
        other = [
            e for e in fact.events if e.kind in INSTRUMENT_KINDS and e.trigger.tag not in _BEGINS
        ]
        about = any(analysis.has(tag, first, stop) for tag in ("visa", "exempt", "passport"))
        if not listed or other or not about or not named:
            continue
        event.kind, event.subject = "unilateral_exemption", VISA_EXEMPTION
        members = [code for code in listed if code != named[0]]
        event.states, event.states_how = tuple(sorted({named[0], *members})), "stated"
        return


def _named(states: States, event: Event) -> list[Mention]:
    """The parties that the sentence of an event names."""
    return [m for m in states.in_sentence(event.sentence) if m.party]


__all__ = ["widen"]
