"""Journeys: which state somebody comes from, and which states he or she goes to."""

from __future__ import annotations

from comity.read.events.event import Event, SentenceFacts
from comity.read.named.states import CAPITAL, Mention, States
from comity.read.words.analysis import Analysis


def bind(event: Event, codes: list[str], mentions: list[Mention], how: str) -> None:
    """Give an event its states, and say how they are known."""
    event.states = tuple(sorted(set(codes)))
    event.states_how = how
    event.states_spans = [(m.first, m.stop) for m in mentions if m.code in event.states]


def journeys(
    analysis: Analysis,
    states: States,
    fact: SentenceFacts,
    event: Event,
    pair: tuple[str, ...],
    author: str | None,
) -> list[Event]:
    """A tour of several states, or envoys of several states received at once: one act each."""
    mentions = [m for m in fact.states if m.party and not m.dateline]
    groups = states.groups(mentions)
    listed = max(groups, key=len) if groups else []
    members = list(dict.fromkeys(m.code for m in listed))
    others = list(dict.fromkeys(m.code for m in mentions if m.code not in members))
    one = others[0] if len(others) == 1 else author if not others else None
    after = bool(listed) and (
        event.kind == "accreditation" or listed[0].first > event.trigger.first
    )
    many = len(members) > 2 or (len(members) == 2 and bool(others))
    if not many and author is not None and _in_turn(analysis, fact, event, mentions, author):
        return _each_day(fact, event, mentions, author)
    if not after or not many or one is None or one in members:
        _travel(fact, event, pair, author)
        return [event]
    events = [event, *(event.copy() for _ in members[1:])]
    for each, member in zip(events, members, strict=True):
        bind(each, [one, member], fact.states, "stated" if others else "inferred")
    return events


def _travel(fact: SentenceFacts, event: Event, pair: tuple[str, ...], author: str | None) -> None:
    """A visit binds the visitor's state and the state visited."""
    codes = list(dict.fromkeys(m.code for m in fact.states if not m.third and not m.dateline))
    named = list(dict.fromkeys(m.code for m in fact.states if m.party))
    if event.kind == "accreditation" and len(named) == 2:
        codes = named
    if event.kind == "accreditation" and len(named) == 1 and author and author not in named:
        codes = [*named, author]  # "resident in Z": the seat is no party
    if len(codes) == 2 and not _only_goal(fact, event, codes, pair):
        bind(event, codes, fact.states, "stated")
        return
    if len(codes) > 2:
        inside = [c for c in codes if c in pair]
        bind(event, inside if len(inside) == 2 else codes[:2], fact.states, "inferred")
        return
    if len(codes) == 1 and codes[0] not in pair and author is not None:
        bind(event, [codes[0], author], fact.states, "inferred")
        return
    bind(event, list(pair), fact.states, "inferred")


def _only_goal(fact: SentenceFacts, event: Event, codes: list[str], pair: tuple[str, ...]) -> bool:
    """`She visited X as it feted ten years without Y`: Y is no party, nor is she of Y."""
    behind = all(m.first > event.trigger.first for m in fact.states)
    goal = codes[0] in pair and codes[1] not in pair and len(pair) == 2
    return event.kind == "visit" and event.tense == "past" and behind and goal


def _in_turn(
    analysis: Analysis, fact: SentenceFacts, event: Event, mentions: list[Mention], author: str
) -> bool:
    """`On Wednesday she visited X, and on Thursday Y`: two journeys, from her own state."""
    goals = {m.code for m in mentions}
    return (
        event.kind == "visit"
        and len(goals) == 2
        and author not in goals
        and all(m.first > event.trigger.first for m in mentions)
        and analysis.has("heshe", fact.sentence.first, event.trigger.first)
    )


def _each_day(
    fact: SentenceFacts, event: Event, mentions: list[Mention], author: str
) -> list[Event]:
    """One journey for each state visited, with the day told last before its name."""
    found: list[Event] = []
    for code in dict.fromkeys(m.code for m in mentions):
        mention = next(m for m in mentions if m.code == code)
        one = event if not found else event.copy()
        days = [d for d in fact.dates if d.first < mention.first]
        one.date = days[-1] if days else one.date
        bind(one, [author, code], fact.states, "inferred")
        found.append(one)
    return found


def toured_states(
    analysis: Analysis,
    states: States,
    facts: list[SentenceFacts],
    pair: tuple[str, ...],
    author: str | None,
) -> tuple[str | None, set[str]]:
    """Whose tour the text tells of, and the states it leads to, where there are several."""
    told: list[set[str]] = []
    for fact in facts:
        for event in fact.events:
            if event.kind == "visit":
                tour = journeys(analysis, states, fact, event.copy(), pair, author)
                told.extend(set(one.states) for one in tour if len(one.states) == 2)
    shared = set.intersection(*told) if told else set()
    visited = set.union(*told) - shared if told else set()
    if len(shared) != 1 or len(visited) < 2:
        return None, set()
    return next(iter(shared)), visited


def stop_of_tour(fact: SentenceFacts, toured: set[str]) -> str | None:
    """`In Bridgetown an agreement was initialled`: with the state of that stop of the tour."""
    if any(m.party for m in fact.states):
        return None
    stops = {m.code for m in fact.states if m.place and m.kind == CAPITAL and not m.dateline}
    return next(iter(stops)) if len(stops) == 1 and stops <= toured else None
