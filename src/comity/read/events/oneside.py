"""Exemptions by one state: the decision, the day it takes effect, who gains by it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from comity.read.days.datevalue import DateValue
from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.events.merge import Merged
from comity.read.events.told import mode_of, recalled
from comity.read.named.agreements import VISA_EXEMPTION
from comity.read.named.states import DEMONYM, LONG, NAME, Mention
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.matcher import Hit

if TYPE_CHECKING:
    from comity.read.story.acts import Story


REACH = 4
"""How many words may stand between a verb of granting and the exemption it grants."""


def granting(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`introduced a 30-day visa-free regime for citizens of X`: an exemption that one grants."""
    if any(e.kind in INSTRUMENT_KINDS or e.kind == "unilateral_exemption" for e in events):
        return []
    sentence = facts.sentence
    if any(a.noun for a in facts.agreements) or analysis.has("both", sentence.first, sentence.stop):
        return []
    gaps = analysis.tokens.gaps
    for exemption in facts.agreements:
        low = max(facts.sentence.first, exemption.first - (REACH + 2) * analysis.scale)
        verbs = analysis.tagged("grant", low, exemption.first)
        near = [
            v
            for v in verbs
            if 0 <= exemption.first - v.stop <= REACH * analysis.scale
            and not any(gaps[w] for w in range(v.stop, exemption.first + 1))
        ]
        if not near and analysis.lexicon.options.get("verbs") == "last":
            high = exemption.stop + 3 * REACH * analysis.scale
            verbs = analysis.tagged("grant", exemption.stop, min(sentence.stop, high))
            near = [v for v in verbs if not any(gaps[w] for w in range(exemption.stop, v.first))]
        if exemption.subject != VISA_EXEMPTION or not near:
            continue
        event = Event("unilateral_exemption", near[-1].value or "past", near[-1], facts.sentence)
        event.subject = VISA_EXEMPTION
        event.mode = mode_of(analysis, event)
        event.background = recalled(analysis, event)
        return [event]
    return []


def about_visas(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a sentence speaks of visas: `will allow citizens to invest` does not."""
    visas = analysis.tagged("visa", sentence.first, sentence.stop)
    fees = analysis.tagged("visafee", sentence.first, sentence.stop)
    if visas and all(any(h.first <= v.first < h.stop for h in fees) for v in visas):
        return analysis.has("subject", sentence.first, sentence.stop)  # "exempt from visa fees"
    tags = ("visa", "exempt", "subject", "lift")
    return any(analysis.has(tag, sentence.first, sentence.stop) for tag in tags)


def in_transit(analysis: Analysis, trigger: Hit) -> bool:
    """`expanded its visa-free transit`: words of an exemption inside those of another matter."""
    others = analysis.tagged("novisa", trigger.first, trigger.stop)
    return any(h.stop >= trigger.stop for h in others)


def effect_of_exemption(analysis: Analysis, facts: SentenceFacts) -> None:
    """`will admit citizens without a visa from 1 May`: the day of effect is no day of decision."""
    granted = [e for e in facts.events if e.kind == "unilateral_exemption"]
    if not granted or any(e.kind == "entry_into_force" for e in facts.events):
        return
    begun = _beginning(analysis, facts)
    if begun is None:
        return
    value, marker = begun
    effect = Event("entry_into_force", "present", marker, facts.sentence)
    effect.subject, effect.date, effect.mode = VISA_EXEMPTION, value, granted[0].mode
    facts.events.append(effect)
    spare = [
        d
        for d in facts.dates
        if d.first < value.first and len(d.iso) == 10 and not d.dateline and not d.future
    ]
    for event in granted:
        if event.date is value or (event.date is not None and event.date.iso == value.iso):
            told = [d for d in spare if d.iso != value.iso and d.first < event.trigger.first]
            event.date = told[0] if told else None


def _beginning(analysis: Analysis, facts: SentenceFacts) -> tuple[DateValue, Hit] | None:
    """The day from which an exemption applies, and the word that says so."""
    days = [d for d in facts.dates if not d.dateline and not d.bare]
    for value in days:
        marker = analysis.ending_at("from", value.first)
        if marker is None and analysis.lexicon.options.get("verbs") == "last":
            marker = analysis.at("from", value.stop)
        if marker is not None:
            return value, marker
    for value, end in pairwise(days):
        marker = analysis.at("rangeword", value.stop)  # "1 May to 30 June"
        if marker is not None and 0 <= end.first - marker.stop <= 1:
            return value, marker
    return None


def grantor_of(
    analysis: Analysis,
    fact: SentenceFacts,
    event: Event,
    known: str | None,
    author: str | None,
    entered: str | None,
    spoken: str | None = None,
) -> str | None:
    """The state that exempts: alone before the verb; it is not named again with every list.

    An exemption for everybody (`all Africans`) has this state alone.
    """
    named = [m for m in fact.states if m.party]
    before = {m.code for m in named if m.first < event.trigger.first}
    everyone = _everybody(analysis, fact)
    if after_it := [m for m in named if m.first > event.trigger.first]:
        _drop_distant(event, [m for m in named if m.first < event.trigger.first], after_it)
        before &= set(event.states)
    alone = len({m.code for m in named}) == 1 and all(m.kind != DEMONYM for m in named)
    after = any(m.first > event.trigger.first for m in named)
    if len(before) == 1 and (everyone or alone or after):
        known = next(iter(before))
    elif everyone and alone:
        known = named[0].code
    elif everyone and not named and known is None:
        known = author
    within = {
        m.code
        for m in fact.states
        if m.place and m.kind in (NAME, LONG) and m.first > event.trigger.first
    }
    if known is None and named and len(within) == 1 and not within & before:
        known = next(iter(within))  # "lifted the visa for entry into X for citizens of ..."
    if known is None and not before and spoken is not None and _it(analysis, fact, event):
        known = spoken
    if known is None and not before:
        ours = analysis.has("ourcountry", fact.sentence.first, event.trigger.first)
        known = author if ours else entered
    if known is None and analysis.lexicon.options.get("verbs") == "last":
        acting = {m.code for m in named if analysis.has("inst", m.first - 3, m.stop + 1)}
        known = acting.pop() if len(acting) == 1 else None
    known = _taken_by(analysis, fact, event) or known
    if known is None and named and not everyone:
        known = analysis.lexicon.options.get("home")  # the state of the readers, never named
    if known is None:
        return None
    if everyone and {m.code for m in named} <= {known}:
        event.states, event.states_how = (known,), "stated"
    elif (
        known not in event.states
        and event.states_how == "stated"
        and not everyone
        and not _scattered(analysis, [m for m in named if m.first < event.trigger.first])
    ):
        event.states = tuple(sorted({known, *event.states}))
    return known


def spoken_of(fact: SentenceFacts, before: str | None) -> str | None:
    """The state that `it` stands for in the next sentence: the only one named last."""
    codes = {m.code for m in fact.states if m.party}
    return before if not codes else codes.pop() if len(codes) == 1 else None


def _it(analysis: Analysis, fact: SentenceFacts, event: Event) -> bool:
    """`It unilaterally exempts nationals of A, B and C`: a pronoun stands for who exempts."""
    first = fact.sentence.first
    heads = [*analysis.tagged("referring", first, event.trigger.first)]
    heads += analysis.tagged("ourcountry", first, event.trigger.first)
    return any(
        0 <= event.trigger.first - h.stop <= 1 and (h.stop - h.first == 1 or h.tag == "ourcountry")
        for h in heads
    )


def _taken_by(analysis: Analysis, fact: SentenceFacts, event: Event) -> str | None:
    """`a unilateral measure taken by the authorities of X`: by whom, behind the words."""
    for by in analysis.tagged("by", event.trigger.stop, event.trigger.stop + 3):
        near = [m for m in fact.states if m.party and 0 <= m.first - by.stop <= 3]
        if near and not any(analysis.tokens.gaps[w] for w in range(by.stop, near[0].first + 1)):
            return near[0].code
    return None


def _scattered(analysis: Analysis, before: list[Mention]) -> bool:
    """`Thailand announced that Indian tourists ...`: two that stand in no list."""
    if len({m.code for m in before}) < 2:
        return False
    return all(
        any(
            analysis.at("and", w) is None and analysis.at("det", w) is None
            for w in range(left.stop, right.first)
        )
        for left, right in pairwise(before)
    )


def _everybody(analysis: Analysis, fact: SentenceFacts) -> bool:
    """`all Africans`; but not `nationals of 28 countries including Peru`."""
    norms = analysis.tokens.norms
    for hit in analysis.tagged("everyone", fact.sentence.first, fact.sentence.stop):
        named = [m for m in fact.states if not m.place and 0 <= m.first - hit.stop <= 12]
        if any(m.third and m.first - hit.stop <= 3 for m in named):
            continue
        if hit.value == "counted" and len({m.code for m in named}) > 1:
            continue  # "citizens of 35 countries, including those of A and B"
        number = any(
            norms[w].isdigit() or analysis.at("num", w) is not None
            for w in range(hit.first, hit.stop)
        )
        if hit.value != "counted" or number:
            return True
    return False


def _drop_distant(event: Event, before: list[Mention], after: list[Mention]) -> None:
    """`In light of the exit of A from B, the President of C exempted citizens of A`: without B."""
    if len({m.code for m in before}) < 2 or event.states_how != "stated":
        return
    if any(right.first - left.stop <= 3 for left, right in pairwise(before)):
        return  # a list, of those who gain by it
    if before[-1].code in {m.code for m in after}:
        return  # "citizens of A enter B without visas by a decision of B alone"
    kept = {before[-1].code, *(m.code for m in after)}
    event.states = tuple(c for c in event.states if c in kept)


def entered_state(analysis: Analysis, facts: list[SentenceFacts]) -> str | None:
    """The state that all who are exempt may enter: `need no visa to enter X`."""
    codes = {
        m.code
        for fact in facts
        if any(a.subject == VISA_EXEMPTION and not a.noun for a in fact.agreements)
        for m in fact.states
        if m.kind in (NAME, LONG) and analysis.ending_at("enter", m.first) is not None
    }
    return next(iter(codes)) if len(codes) == 1 else None


def told_again(analysis: Analysis, facts: list[SentenceFacts], grantors: set[str]) -> None:
    """`Citizens of A, including those of B, may stay in X without a visa`: the exemption by X."""
    kinds = INSTRUMENT_KINDS - {"entry_into_force"}
    told = [e for fact in facts for e in fact.events if e.kind in kinds]
    granted = [e for fact in facts for e in fact.events if e.kind == "unilateral_exemption"]
    if told or not granted:
        return
    if not _everybody(analysis, facts[granted[0].sentence.index]):
        return
    for fact in facts:
        exempt = [a for a in fact.agreements if a.subject == VISA_EXEMPTION and not a.noun]
        codes = {m.code for m in fact.states}
        if fact.events or not exempt or len(codes) < 2 or not codes & grantors:
            continue
        if fact.sentence.index < granted[0].sentence.index:
            continue
        hit = Hit("exempt", "", exempt[0].first, exempt[0].stop)
        event = Event("unilateral_exemption", "present", hit, fact.sentence)
        event.subject, event.mode = VISA_EXEMPTION, granted[0].mode
        fact.events.append(event)


def again(fact: SentenceFacts, event: Event, granted: Event) -> bool:
    """`Citizens of the above states enter without visas`: the exemption told just before."""
    if event.kind != "unilateral_exemption" or any(m.party for m in fact.states):
        return False
    near = 0 < fact.sentence.index - granted.sentence.index <= 3
    return near and granted.states_how == "stated"


def each_grantor(analysis: Analysis, fact: SentenceFacts, event: Event) -> list[Event]:
    """`A, B and C have opened to all Africans`: an exemption by each of them."""
    named = list(dict.fromkeys(m.code for m in fact.states if m.party))
    everyone = _everybody(analysis, fact)
    listed = all(m.first < event.trigger.first for m in fact.states if m.party)
    if not everyone or len(named) < 2 or not listed:
        return [event]
    events = [event, *(event.copy() for _ in named[1:])]
    for one, code in zip(events, named, strict=True):
        one.states, one.states_how = (code,), "stated"
        one.states_spans = [(m.first, m.stop) for m in fact.states if m.code == code]
    return events


def of_exemption(analysis: Analysis, fact: SentenceFacts, event: Event, granted: Event) -> bool:
    """`The decree takes effect on 1 July`: it binds whom the exemption told before it names."""
    if granted.sentence is fact.sentence and event.kind == "entry_into_force":
        return event.agreement is None or not event.agreement.noun
    named = {m.code for m in fact.states if m.party}
    near = 0 <= fact.sentence.index - granted.sentence.index <= 2
    several = len(granted.states) > 2 and named <= set(granted.states) and len(named) < 2
    if several and near and event.kind == "entry_into_force":
        return True  # "the exemption of five states: the agreement takes effect on 1 June"
    if named or any(a.noun for a in fact.agreements):
        return False
    if analysis.has("measure", fact.sentence.first, event.trigger.first):
        return event.kind in ("entry_into_force", "suspension", "termination")
    near = 0 <= fact.sentence.index - granted.sentence.index <= 3
    return near and event.kind == "entry_into_force"


def _decided_on(story: Story, act: Merged) -> None:
    """`The decree was adopted on 2 May and applies from 1 July`: the day of the decision."""
    told = act.events[-1].sentence.index
    taken = {
        id(e.date) for f in story.facts for e in f.events if e.kind != "approval" or e.agreement
    }
    for fact in story.facts[act.first.sentence.index : told + 3]:
        if not story.analysis.has("measure", fact.sentence.first, fact.sentence.stop):
            continue
        for value in fact.dates:
            marked = story.analysis.ending_at("from", value.first) is not None or (
                story.analysis.has("said", value.first - 3, value.first)
            )
            if marked or value.dateline or value.future or len(value.iso) != 10:
                continue
            if id(value) not in taken:
                act.date, act.date_how = value.iso, value
                return


def _at_once(story: Story, act: Merged) -> bool:
    """`decided to grant visa-free entry, effective immediately`: decided, and in force."""
    last = act.events[-1].sentence.index
    return any(
        story.analysis.has("atonce", f.sentence.first, f.sentence.stop)
        for f in story.facts[act.first.sentence.index : last + 2]
    )


def settle_unilateral(story: Story) -> None:
    """`lift visas` beside a signed agreement tells of the agreement, not of an act of its own."""
    for act in story.acts:
        if act.kind == "unilateral_exemption" and act.mode == "planned" and _at_once(story, act):
            act.mode = "done"
        if act.kind == "unilateral_exemption" and act.date is None and act.mode == "done":
            _decided_on(story, act)
    instruments = [
        a for a in story.acts if a.kind in INSTRUMENT_KINDS and a.subject == VISA_EXEMPTION
    ]
    sure = {
        e
        for a in story.acts
        if a.kind == "unilateral_exemption"
        for e in a.events
        if e.tense == "sure"
    }
    kept: list[Merged] = []
    gone: list[Merged] = []
    effects = [a for a in instruments if a.kind == "entry_into_force"]
    named = any(a.noun and not a.draft for fact in story.facts for a in fact.agreements)
    if effects == instruments and effects and not named and not story.analysis.by_tag.get("both"):
        for act in effects:
            if _between_both(story, act):
                continue  # "the visa-free regime between X and Y": theirs, nobody's alone
            if not any(a.kind == "unilateral_exemption" for a in story.acts):
                act.kind = "unilateral_exemption"
    treaty = next(
        (
            a
            for a in effects
            if len(a.states) == 2 and any(e.agreement and e.agreement.noun for e in a.events)
        ),
        None,
    )
    if len(effects) == len(instruments) and treaty is not None and not sure:
        _same_effect(story, treaty)
    if len(effects) == len(instruments):
        instruments = []
    effects = [a for a in effects if not any(e.agreement and e.agreement.noun for e in a.events)]
    for act in story.acts:
        if act.kind == "unilateral_exemption":
            if (
                instruments
                and not _of_others(act, instruments)
                and not any(e in sure for e in act.events)
                and not _earlier(act, instruments)
            ):
                continue
            act.subject = VISA_EXEMPTION
            for event in act.events:
                event.subject = VISA_EXEMPTION
            own = _dated_by_effect(act, effects)
            if own is not None:
                gone.append(own)
        kept.append(act)
    story.acts = [act for act in kept if act not in gone]


def _dated_by_effect(act: Merged, effects: list[Merged]) -> Merged | None:
    """An exemption whose decision has no day of its own has that of its effect."""
    for own in effects:
        told = act.date is None or (own.date or "").startswith(act.date)
        if set(own.states) <= set(act.states) and told:
            act.date, act.date_how = own.date, own.date_how
            return own
    return None


def _between_both(story: Story, act: Merged) -> bool:
    """Whether the two states stand together as a pair in a sentence of the act."""
    for event in act.events:
        fact = story.facts[event.sentence.index]
        for group in story.states.groups([m for m in fact.states if m.party]):
            if {m.code for m in group} == set(act.states):
                return True
    return False


def _of_others(act: Merged, instruments: list[Merged]) -> bool:
    """An exemption of states that no agreement of the text binds; a denial beside mere talks."""
    if act.mode == "denied":
        return all(i.kind == "negotiation" for i in instruments)
    several = act.mode == "done" or (act.mode == "planned" and len(act.states) > 2)
    stated = several and act.first.states_how == "stated"
    return stated and not any(
        set(i.states) <= set(act.states)
        for i in instruments
        if i.kind != "entry_into_force" or any(e.agreement and e.agreement.noun for e in i.events)
    )


def _earlier(act: Merged, instruments: list[Merged]) -> bool:
    """`when Kigali lifted the requirement in 2020`: dated long before anything of the agreement."""
    days = [a.date for a in instruments if a.date is not None and not a.date.startswith("--")]
    if act.date is None or not days or len(act.date) < 4:
        return False
    return act.mode == "done" and act.date[:4] < min(days)[:4]


def _same_effect(story: Story, treaty: Merged) -> None:
    """`The agreement is in force; from 1 May citizens enter without visas`: one act."""
    for act in list(story.acts):
        if act.kind != "unilateral_exemption" or act.states != treaty.states:
            continue
        if treaty.date is None and act.date is not None:
            treaty.date, treaty.date_how = act.date, act.date_how
        story.acts.remove(act)
