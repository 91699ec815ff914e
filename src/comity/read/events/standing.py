"""What has stood for years: exemptions told by the day since which they hold, or to hold still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.read.days.datevalue import DateValue
from comity.read.events.event import Event, SentenceFacts
from comity.read.named.agreements import VISA_EXEMPTION
from comity.read.words.analysis import Analysis
from comity.read.words.matcher import Hit

if TYPE_CHECKING:
    from comity.read.story.acts import Story


def standing(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`Diplomats have been exempt since 2013`: an entry into force that no verb tells."""
    if any(e.kind == "entry_into_force" for e in events):
        return []
    for value in facts.dates:
        marker = _since(analysis, value)
        if marker is None or value.dateline or value.future:
            continue
        granted = [e for e in events if e.kind == "unilateral_exemption" and e.mode == "done"]
        if granted:
            _held_by_both(facts, [e for e in granted if e.trigger.first < value.first])
            return []
        exemption = _exemption(analysis, facts, value)
        if exemption is None or _ended(analysis, facts, exemption):
            continue
        if any(_takes(analysis, e, value) for e in events):
            continue
        event = Event("entry_into_force", "past", marker, facts.sentence)
        mine = [a for a in facts.agreements if a.subject == VISA_EXEMPTION]
        event.agreement = mine[0] if mine else None
        event.subject = VISA_EXEMPTION
        event.background = value.bare
        return [event]
    return []


def still_holds(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`The agreement remains in force`: a statement, where it is the news."""
    if events:
        return []
    for hit in analysis.tagged("remains", facts.sentence.first, facts.sentence.stop):
        about = [a for a in facts.agreements if a.subject in (None, VISA_EXEMPTION)]
        exempt = analysis.has("exempt", facts.sentence.first, facts.sentence.stop)
        low = max(facts.sentence.first, hit.first - 3)
        if not (about or exempt) or analysis.has("neg", low, hit.first):
            continue
        event = Event("statement", "past", hit, facts.sentence)
        event.agreement = about[0] if about else None
        event.subject = VISA_EXEMPTION
        return [event]
    return []


def clarified(analysis: Analysis, facts: SentenceFacts) -> list[Event]:
    """`Clarification on the waiver agreement of X and Y`: a statement, at the head of a text."""
    first = facts.sentence.first
    about = [a for a in facts.agreements if a.subject == VISA_EXEMPTION and a.noun]
    if facts.sentence.index > 0 or not about or not any(m.party for m in facts.states):
        return []
    for hit in analysis.tagged("clarification", first, min(facts.sentence.stop, first + 6)):
        event = Event("statement", "past", hit, facts.sentence)
        event.agreement, event.subject = about[0], VISA_EXEMPTION
        return [event]
    return []


def _only_explained(story: Story) -> None:
    """What a clarification explains is what it recalls, where no verb tells it as done now."""
    for act in story.acts:
        if act.kind == "signature" and all(e.tense in ("part", "noun") for e in act.events):
            act.background = True


def statements(story: Story) -> None:
    """A statement is an act only where it is the news: nothing is done, or something is denied."""
    told = [a for a in story.acts if a.kind == "statement"]
    if not told:
        return
    if told[0].first.trigger.tag == "clarification":
        _only_explained(story)
    news = [a for a in story.acts if a.kind != "statement" and not a.background]
    visas = any(a.subject == VISA_EXEMPTION for fact in story.facts for a in fact.agreements)
    if any(a.mode != "denied" for a in news) or not visas or told[0].first.sentence.line > 12:
        story.acts = [a for a in story.acts if a.kind != "statement"]
        return
    act = told[0]
    story.acts = [a for a in story.acts if a is act or a.kind != "statement"]
    act.background = False
    taken = {id(e.date) for fact in story.facts for e in fact.events if e.kind != "statement"}
    for fact in story.facts[: act.first.sentence.index + 2]:
        for value in fact.dates:
            fresh = value.dateline or (value.spoken and id(value) not in taken)
            if act.date is None and fresh and not value.future:
                act.date, act.date_how = value.iso, value


def _since(analysis: Analysis, value: DateValue) -> Hit | None:
    """The word that makes a date the beginning of what still holds, before it or after it."""
    before = analysis.ending_at("since", value.first)
    after = analysis.at("since", value.stop)
    if before is not None and (before.value == "" or (before.value == "from" and value.bare)):
        return before
    return after if after is not None and after.value == "after" else None


def _exemption(analysis: Analysis, facts: SentenceFacts, value: DateValue) -> Hit | None:
    """The words of the sentence that say that somebody needs no visa."""
    first, stop = facts.sentence.first, facts.sentence.stop
    told = [
        h
        for h in analysis.tagged("exempt", first, stop)
        if not any(a.noun and a.first <= h.first < a.stop for a in facts.agreements)
    ]
    told += [
        Hit("exempt", "", a.first, a.stop)
        for a in facts.agreements
        if a.subject == VISA_EXEMPTION and not a.noun
    ]
    return min(told, key=lambda h: abs(h.first - value.first), default=None)


def _ended(analysis: Analysis, facts: SentenceFacts, exemption: Hit) -> bool:
    """`have not been exempt since`: the date begins the contrary."""
    low = max(facts.sentence.first, exemption.first - 4)
    return any(h.stop <= exemption.first for h in analysis.tagged("neg", low, exemption.first))


def _held_by_both(facts: SentenceFacts, granted: list[Event]) -> None:
    """`The two have exempted diplomats since 2013`: in force between them, no act of one."""
    if len({m.code for m in facts.states if m.party}) > 2:
        return
    for event in granted:
        if event.tense != "sure":
            event.kind, event.subject, event.background = "entry_into_force", VISA_EXEMPTION, True


def _takes(analysis: Analysis, event: Event, value: DateValue) -> bool:
    """Whether another act stands so near the date that it is dated by it."""
    trigger = event.trigger
    if value.first >= trigger.stop:
        low, high = trigger.stop, value.first
    else:
        low, high = value.stop, trigger.first
    return high - low <= 2 * analysis.scale and not any(
        analysis.tokens.gaps[w] for w in range(low, min(high + 1, len(analysis.tokens.gaps)))
    )
