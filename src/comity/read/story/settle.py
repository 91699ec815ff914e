"""Corrections between the tellings of a text: what one sentence says of another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.read.days.datevalue import TENSELESS
from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.events.merge import Merged
from comity.read.named.agreements import VISA_EXEMPTION, Agreement
from comity.read.words.matcher import Hit

if TYPE_CHECKING:
    from comity.read.story.acts import Story


def denied_beside(story: Story) -> None:
    """`Papers report that X suspends it. The ministry denied this`: what was alleged is denied."""
    analysis = story.analysis
    denials = {
        fact.sentence.index
        for fact in story.facts
        if analysis.has("deny", fact.sentence.first, fact.sentence.stop)
        and not any(e.kind in INSTRUMENT_KINDS and e.mode != "denied" for e in fact.events)
    }
    for fact in story.facts:
        beside = {fact.sentence.index - 1, fact.sentence.index + 1}
        if not beside & denials:
            continue
        after = story.facts[fact.sentence.index + 1 : fact.sentence.index + 2]
        flatly = any(
            analysis.has("deny", f.sentence.first, f.sentence.stop, "all") for f in after
        ) and analysis.has("said", fact.sentence.first, fact.sentence.stop)
        for event in fact.events:
            if event.mode == "alleged" or (flatly and event.mode == "done"):
                event.mode = "denied"
                if event.date is not None and not event.date.future:
                    event.date = None


def listed_after(story: Story) -> None:
    """`They signed several documents. Among them are an agreement on ..., one on ...`"""
    giver: Event | None = None
    since = 99
    for fact in story.facts:
        if fact.sentence.skip:
            continue
        signed = [e for e in fact.events if e.kind == "signature" and e.mode == "done"]
        told_of_text = all(e.kind == "unilateral_exemption" for e in fact.events)
        if giver is not None and told_of_text and _opening_item(story, fact) is not None:
            fact.events.clear()  # "the first exempts holders of ...": what the text says
        named = [a for a in fact.agreements if a.noun and a.subject is not None]
        opens = bool(named) and named[0].first - fact.sentence.first <= 12
        if giver is not None and not fact.events and not named:
            named = _pronoun_items(story, fact) or _exempting(giver, fact)
            opens = bool(named)
            since += bool(named)
            fact.agreements.extend(named)
        if signed and all(e.subject is None for e in signed):
            giver, since = signed[0], 0
            continue
        if (
            giver is not None
            and since <= 8
            and not fact.events
            and opens
            and (len(named) >= 2 or since > 0 or is_item(story, fact) or _goes_on(story, fact))
        ):
            named += _items_beside(story, fact, named[-1])
            for agreement in named:
                event = Event("signature", "past", giver.trigger, giver.sentence)
                event.agreement, event.subject = agreement, agreement.subject
                event.date, event.place, event.occasion = giver.date, giver.place, giver.occasion
                fact.events.append(event)
            since += 1
            continue
        if giver is not None and not fact.events and fact.agreements and is_item(story, fact):
            since += 1  # an item on a matter that is not known
            continue
        if fact.sentence.stop - fact.sentence.first > 2:
            giver = None


def _goes_on(story: Story, fact: SentenceFacts) -> bool:
    """Whether the next sentence tells `the second one`, so that this one told the first."""
    after = story.facts[fact.sentence.index + 1 :][:1]
    if not after or after[0].events:
        return False
    first = after[0].sentence.first
    named = [a for a in after[0].agreements if a.noun and a.subject is not None]
    return bool(_pronoun_items(story, after[0])) or bool(named and named[0].first - first <= 5)


def _exempting(giver: Event, fact: SentenceFacts) -> list[Agreement]:
    """`They signed three agreements. The visa waiver lifts ...`: the first of the three."""
    held = giver.agreement
    if held is None or not held.plural:
        return []
    opening = [a for a in fact.agreements if a.first - fact.sentence.first <= 3]
    return [a for a in opening if a.subject == VISA_EXEMPTION][:1]


def _opening_item(story: Story, fact: SentenceFacts) -> Hit | None:
    """`The first`, `one of them`, at the head of a sentence."""
    first, stop = fact.sentence.first, fact.sentence.stop
    return next(
        (h for h in story.analysis.tagged("item", first, stop) if h.first - first <= 2), None
    )


def _items_beside(story: Story, fact: SentenceFacts, last: Agreement) -> list[Agreement]:
    """`The second document is on customs, the third on training`: what no noun names again."""
    analysis, stop = story.analysis, fact.sentence.stop
    items = analysis.tagged("item", last.stop, stop)
    found: list[Agreement] = []
    for index, item in enumerate(items):
        ends = items[index + 1].first if index + 1 < len(items) else stop
        topics = analysis.tagged("topic", item.stop, ends)
        if topics and topics[0].first - item.stop <= 4:
            found.append(Agreement(topics[0].value, topics[0].first, topics[0].stop, noun=True))
    return found


def _pronoun_items(story: Story, fact: SentenceFacts) -> list[Agreement]:
    """`One exempts holders of ..., the others concern readmission and training`: the texts."""
    analysis, first, stop = story.analysis, fact.sentence.first, fact.sentence.stop
    item = _opening_item(story, fact)
    if item is None:
        return []
    exempt = [a for a in fact.agreements if a.subject == VISA_EXEMPTION]
    visa, lift = analysis.tagged("visa", first, stop), analysis.tagged("lift", first, stop)
    if not exempt and visa and lift and not analysis.has("novisa", first, stop):
        low, high = min(visa[0].first, lift[0].first), max(visa[0].stop, lift[0].stop)
        exempt = [Agreement(VISA_EXEMPTION, low, high, noun=True)]
    if exempt:
        return exempt[:1]
    topics = analysis.tagged("topic", item.stop, stop)
    found: dict[str, Agreement] = {}
    for topic in topics:
        found.setdefault(topic.value, Agreement(topic.value, topic.first, topic.stop, noun=True))
    return list(found.values())


def partners_after(story: Story) -> None:
    """`It signed agreements with six states. They are A, B, C ...`: the acts are with those."""
    giver: tuple[SentenceFacts, Event] | None = None
    for fact in story.facts:
        if fact.sentence.skip:
            continue
        listed = [m for m in fact.states if m.party]
        groups = story.states.groups(listed)
        if giver is not None and not fact.events and len(groups) == 1 and len(groups[0]) >= 3:
            before, event = giver
            if event.kind == "negotiation":
                for mention in groups[0]:
                    mention.partner = True
            member = event.copy()
            member.tense, member.sentence = "past", fact.sentence
            fact.events.append(member)
            before.events.remove(event)
        giver = None
        for event in fact.events:
            plural = event.agreement is not None and event.agreement.plural
            told = event.kind in ("approval", "ratification") and event.tense != "noun"
            several = event.kind == "signature" or told
            talks = event.kind == "negotiation" and event.agreement is not None
            if ((plural and several) or talks) and len({m.code for m in listed}) <= 1:
                giver = (fact, event)


def is_item(story: Story, fact: SentenceFacts) -> bool:
    """Whether a sentence is an item of a list: a bullet, a number, a line after a colon."""
    start = story.analysis.tokens.starts[fact.sentence.first]
    before = story.analysis.text[max(0, start - 12) : start]
    return any(mark in before for mark in ("•", "- ", "– ", "— ", ":", "：", "*", "; ")) or (
        story.analysis.tokens.norms[fact.sentence.first].isdigit()
    )


def nouns_follow(events: list[Event]) -> None:
    """`The signing took place on Monday` tells of the signature that a verb tells elsewhere."""
    for event in events:
        if event.tense != "noun" or event.agreement is not None:
            continue
        told = [
            e
            for e in events
            if e.kind == event.kind and e.tense != "noun" and e.agreement is not None
        ]
        if told:
            near = min(told, key=lambda e: abs(e.sentence.index - event.sentence.index))
            event.states, event.subject, event.mode = near.states, near.subject, near.mode
            event.states_how, event.background = "inferred", near.background
    for event in events:
        if event.kind != "signature" or event.tense != "noun" or event.mode != "done":
            continue
        verbs = [
            e
            for e in events
            if e.kind == "signature" and e.tense != "noun" and e.states == event.states
        ]
        elsewhere = bool(verbs)
        if elsewhere and event.date is None and all(e.mode != "done" for e in verbs):
            event.mode = verbs[0].mode  # "may sign; the signing will help": one and the same
        opens = event.trigger.first - event.sentence.first <= 2
        if not elsewhere and event.date is None and not opens and event.occasion is None:
            event.subject = None  # the signing is spoken of, not reported


def effect_of_measure(story: Story, events: list[Event]) -> None:
    """`It suspended the agreement. The decision takes effect today`: the day of the suspension."""
    ended = [e for e in events if e.kind in ("suspension", "termination")]
    for event in list(events):
        if event.kind != "entry_into_force" or event.agreement is not None or event.date is None:
            continue
        low, high = event.sentence.first, event.trigger.first
        if not story.analysis.has("measure", low, high):
            continue
        mine = [
            e
            for e in ended
            if e.states == event.states and e.sentence.index <= event.sentence.index
        ]
        if mine:
            mine[-1].date = event.date
            for other in mine[:-1]:
                other.date = None if other.mode == "done" else other.date
            events.remove(event)


LONG_PAST_DAYS = 60
"""A stated day this long before the publication was kept, if the act is told without a doubt."""


def _has_passed(event: Event, published: date) -> bool:
    """Whether what is told as planned has a stated day that lies well before the publication."""
    value = event.date
    if event.mode != "planned" or value is None or value.relative or len(value.iso) != 10:
        return False
    if event.kind not in ("signature", "entry_into_force"):
        return False
    days = (published - date.fromisoformat(value.iso)).days
    return days > (0 if event.kind == "entry_into_force" else LONG_PAST_DAYS)


def future_by_date(events: list[Event], published: date | None, language: str) -> None:
    """`enters into force on 1 June` is to come when that day lies after the publication.

    What was to happen on a stated day that has passed by then is told as done.
    """
    if published is None:
        return
    today = published.isoformat()
    for event in events:
        if _has_passed(event, published):
            event.mode = "done"
            continue
        value = event.date
        if event.mode in ("planned", "proposed") and event.kind != "entry_into_force":
            whole = value is not None and len(value.iso) == 10 and value.iso[0] != "-"
            if value is not None and whole and value.relative and value.iso <= today:
                if event.kind == "unilateral_exemption" and event.mode == "planned":
                    event.mode = "done"  # what a state announces for itself is decided
                else:
                    event.date = None  # the day on which it was planned
            continue
        if event.mode != "done" or event.date is None or event.date.iso.startswith("--"):
            continue
        ends = event.kind in ("suspension", "termination")
        tenseless = (language in TENSELESS or ends) and event.tense == "past"
        if (
            tenseless or event.tense in ("present", "noun", "agreed", "effect")
        ) and event.date.iso > today[: len(event.date.iso)]:
            event.mode = "planned"


def initialled_is_signed(events: list[Event], loosely: bool) -> None:
    """Writers call a signed text initialled; beside a signature of the same text it is one.

    With `loosely` (languages whose press uses the one word for the other) it is one unless
    the signature is said to be still to come.
    """
    signed = {
        (e.subject, e.states)
        for e in events
        if e.kind == "signature"
        and e.mode == "done"
        and not e.background
        and e.tense in ("past", "present", "noun")
    }
    awaited = {(e.subject, e.states) for e in events if e.kind == "signature" and e.mode != "done"}
    for event in events:
        if event.kind != "negotiation" or not event.initialled or event.mode != "done":
            continue
        key = (event.subject, event.states)
        if key in signed or (loosely and key not in awaited and event.tense == "agreed"):
            event.kind = "signature"


def notice_given(story: Story) -> None:
    """A denunciation that takes effect on a later day is told twice: as notice, and as the end."""
    planned = {
        (a.kind, a.subject, a.states)
        for a in story.acts
        if a.kind in ("termination", "suspension") and a.mode == "planned" and a.date
    }
    notices = [a for a in story.acts if a.kind == "notification"]
    kept: list[Merged] = []
    for act in story.acts:
        if act.mode == "done" and (act.kind, act.subject, act.states) in planned:
            if any(n.states == act.states for n in notices):
                continue
            if act.kind == "suspension" and act.date is None and _by_decree(story, act):
                continue  # "will be suspended; with the agreement halted, ...": told again
            act.kind = "notification"
        kept.append(act)
    story.acts = kept


def _by_decree(story: Story, act: Merged) -> bool:
    """Whether an agreement is suspended by a measure at home, so that no note is told of."""
    analysis = story.analysis
    return any(
        analysis.has("measure", f.sentence.first, f.sentence.stop)
        and any(e.kind == "suspension" and e.states == act.states for e in f.events)
        for f in story.facts
    )


def without_wishes(acts: list[Merged]) -> list[Merged]:
    """What is done in the same news is not proposed any more."""
    done = {(a.kind, a.subject, a.states) for a in acts if a.mode == "done" and not a.background}
    firm = done | {(a.kind, a.subject, a.states) for a in acts if a.mode == "planned"}
    denied = {(a.kind, a.subject, a.states) for a in acts if a.mode == "denied"}
    told = {
        (a.subject, a.states)
        for a in acts
        if not _only_wished(a) and not a.background and a.mode not in ("denied", "alleged")
    }
    return [
        a
        for a in acts
        if not (a.mode == "proposed" and (a.kind, a.subject, a.states) in firm)
        and not (_only_wished(a) and (a.subject, a.states) in told)
        and not (_undated(a) and (a.kind, a.subject, a.states) in denied)
        and not (_decided(a) and (a.kind, a.subject, a.states) in done)
        and not (_announced(a) and ("notification", a.subject, a.states) in done)
        and not (_told_by_noun(a) and (a.kind, a.subject, a.states) in done)
        and not _deal_done(a, acts)
        and not _only_suspended(a, acts)
    ]


def _only_suspended(act: Merged, acts: list[Merged]) -> bool:
    """`X annuls the deal`, which the decree suspends from a day on: a suspension."""
    if act.kind != "termination" or act.mode != "done" or act.date is not None:
        return False
    return any(
        a.kind == "suspension"
        and a.mode == "planned"
        and a.date is not None
        and (a.subject, a.states) == (act.subject, act.states)
        for a in acts
    )


def _undated(act: Merged) -> bool:
    """`X will suspend it`, a claim that the text denies elsewhere."""
    return act.mode in ("planned", "alleged") and act.date is None


def _announced(act: Merged) -> bool:
    """`notified its decision to denounce`: the notice is the act, the decision no other one."""
    return act.kind == "termination" and act.mode == "planned" and act.date is None


def _deal_done(act: Merged, acts: list[Merged]) -> bool:
    """`The deal was finalised`, in the news of its signature: nothing but the signature."""
    if act.kind != "negotiation" or act.mode != "done" or act.background:
        return False
    if any(e.tense != "agreed" or e.initialled for e in act.events):
        return False
    return any(
        a.kind == "signature"
        and a.mode == "done"
        and not a.background
        and (a.subject, a.states) == (act.subject, act.states)
        and (act.date is None or a.date in (None, act.date))
        for a in acts
    )


def _told_by_noun(act: Merged) -> bool:
    """`The signing is part of the summit planned for Friday`: none but the one done."""
    return (
        act.kind == "signature"
        and act.mode == "planned"
        and all(e.tense == "noun" for e in act.events)
    )


def _only_wished(act: Merged) -> bool:
    """`calls for an agreement`: a signature that no verb of signing tells."""
    return act.mode == "proposed" and all(e.trigger.tag == "propose" for e in act.events)


def _decided(act: Merged) -> bool:
    """`decided to ratify`, beside the ratification that was done: the same act told again."""
    return (
        act.kind in ("approval", "ratification")
        and act.mode == "planned"
        and all(e.tense == "inf" for e in act.events)
        and (act.date_how is None or act.date_how.relative)
    )
