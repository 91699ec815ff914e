"""How an act is told: done, planned, wished for, denied; and acts told without their verb."""

from __future__ import annotations

from comity.read.days.datevalue import DateValue
from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.model import Mode
from comity.read.named.agreements import VISA_EXEMPTION, Agreement
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.matcher import Hit

_DOUBTS: tuple[tuple[str, Mode], ...] = (("propose", "proposed"), ("plan", "planned"))
"""Words that make an act one that is not done yet."""


def note_delivered(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`The ambassador handed the ministry a note`: a notification told by its note."""
    sentence = facts.sentence
    if any(e.kind == "notification" for e in events):
        return []
    for verb in analysis.tagged("deliver", sentence.first, sentence.stop):
        low, high = verb.first - 4 * analysis.scale, verb.stop + 9 * analysis.scale
        notes = analysis.tagged("note", max(low, sentence.first), min(high, sentence.stop))
        if not notes or negated(analysis, verb, sentence.first):
            continue
        event = Event("notification", "past", verb, sentence)
        mine = [a for a in facts.agreements if a.subject]
        if mine:
            event.agreement, event.subject = mine[0], mine[0].subject
        return [event]
    return []


def called_for(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`hopes for a visa waiver`: an agreement merely called for is a proposed signature."""
    sentence = facts.sentence
    others = [e for e in events if e.kind in INSTRUMENT_KINDS or e.kind == "unilateral_exemption"]
    if any(e.agreement is None or e.agreement.draft for e in others):
        return []
    for marker in analysis.tagged("propose", sentence.first, sentence.stop):
        for agreement in facts.agreements:
            if agreement.plural and not facts.states:
                continue
            if others and not (agreement.draft and marker.first == agreement.first):
                continue  # "began talks on A, and goes on with a draft agreement on B"
            if any(e.subject == agreement.subject for e in others):
                continue
            if (
                marker.value == "modal"
                or agreement.subject is None
                or not _called(analysis, marker, agreement)
            ):
                continue
            event = Event("signature", "inf", marker, sentence)
            event.agreement = agreement
            event.subject = agreement.subject
            event.mode = "proposed"
            return [event]
    return []


def _called(analysis: Analysis, marker: Hit, agreement: Agreement) -> bool:
    """Whether a word of wishing takes an agreement: after it, or before it where verbs end."""
    if -1 <= agreement.first - marker.stop <= 14:
        return True
    return _verbs_last(analysis) and 0 <= marker.first - agreement.stop <= 6


def takes_effect(analysis: Analysis, facts: SentenceFacts, events: list[Event]) -> list[Event]:
    """`From 15 December holders need no visa`: an exemption with the day it begins."""
    told = [e for e in events if e.kind in INSTRUMENT_KINDS and e.tense != "part"]
    if any(e.kind == "unilateral_exemption" for e in events):
        return []
    if any(e.kind not in ("signature", "approval") for e in told):
        return []
    exempt = [a for a in facts.agreements if a.subject == VISA_EXEMPTION and not (a.noun or told)]
    exempt = exempt or [e.agreement for e in told if e.agreement and e.subject == VISA_EXEMPTION]
    if not exempt:
        return []
    for value in facts.dates:
        marker = analysis.ending_at("from", value.first)
        if marker is None and _verbs_last(analysis):
            marker = analysis.at("from", value.stop)
        if marker is None and len(facts.dates) > 1 and not any(e.kind == "visit" for e in events):
            marker = analysis.at("rangeword", value.stop)  # "1 May to 30 June"
        if marker is None or value.dateline or _of_journey(analysis, events, value):
            continue
        if (
            value.bare
            and not -3 * analysis.scale <= _apart(exempt[0], value) <= 12 * analysis.scale
        ):
            continue  # "since 1992 the two have had relations"
        event = Event("entry_into_force", "present", marker, facts.sentence)
        event.agreement = exempt[0]
        event.subject = VISA_EXEMPTION
        if told:
            if value.bare or len(value.iso) != 10 or marker.tag != "from":
                continue
            event.mode = told[0].mode if told[0].mode == "denied" else "planned"
        return [event]
    return []


def _apart(agreement: Agreement, value: DateValue) -> int:
    """How many words stand between talk of an exemption and a date; below 0 inside it."""
    return max(value.first - agreement.stop, agreement.first - value.stop)


def _of_journey(analysis: Analysis, events: list[Event], value: DateValue) -> bool:
    """Whether the nearest act to a day is a journey: `was in X from 15 to 17 June`."""
    if not events:
        return False
    near = min(events, key=lambda e: _span(analysis, e, value))
    return near.kind == "visit"


def _span(analysis: Analysis, event: Event, value: DateValue) -> int:
    """How far a day stands from an act, in words; what a comma parts stands further."""
    low, high = event.trigger.stop, value.first
    if value.first < event.trigger.first:
        low, high = value.stop, event.trigger.first
    return high - low + 4 * sum(1 for w in range(low, high + 1) if analysis.tokens.gaps[w])


def order_signed(analysis: Analysis, trigger: Hit, facts: SentenceFacts) -> bool:
    """`signed the decree`: a law or an order of one state is signed, no agreement."""
    last = analysis.lexicon.options.get("verbs") == "last"
    refers = [
        h
        for h in analysis.tagged("referring", facts.sentence.first, trigger.first)
        if h.stop - h.first > 1  # "the text", and not "it"
    ]
    if refers and not analysis.has("order", refers[-1].stop, refers[-1].stop + 3):
        return False  # "The text is part of bill No 9 and was signed in ..."
    sentence, reach = facts.sentence, (12 if last else 5) * analysis.scale

    def gap(first: int, stop: int) -> int:
        return first - trigger.stop if first >= trigger.stop else trigger.first - stop

    low, high = max(sentence.first, trigger.first - reach), min(sentence.stop, trigger.stop + reach)
    if last:
        high = trigger.stop  # what is signed stands before the verb
    orders = [gap(h.first, h.stop) for h in analysis.tagged("order", low, high)]
    nouns = [gap(h.first, h.stop) for h in analysis.tagged("agreement", low, high)]
    return bool(orders) and min(orders) < min(nouns, default=reach)


def ratifying_order(analysis: Analysis, trigger: Hit, sentence: Sentence) -> bool:
    """`signed the law "on the ratification of ..."`: by this law the state ratifies."""
    reach = 10 * analysis.scale
    low, high = max(sentence.first, trigger.first - reach), min(sentence.stop, trigger.stop + reach)
    return any(
        h.value in ("ratification:noun", "ratification:inf")
        for h in analysis.tagged("act", low, high)
    )


def only_delays(analysis: Analysis, event: Event, events: list[Event]) -> bool:
    """`enters into force 30 days after both have ratified`: the delay is no act."""
    if event.kind not in ("notification", "ratification", "approval", "signature"):
        return False
    for other in events:
        if other.kind != "entry_into_force" or other.mode != "planned":
            continue
        low, high = other.trigger.stop, event.trigger.first
        if low < high and event.tense != "part" and analysis.has("unit", low, high):
            return True
    return False


def ratified_by_head(analysis: Analysis, trigger: Hit, sentence: Sentence) -> bool:
    """`The President approved the agreement`, where that is how a head of state ratifies."""
    if analysis.lexicon.options.get("president") != "ratifies":
        return False
    heads = [
        h
        for h in analysis.tagged("title", sentence.first, trigger.first)
        if h.value in ("president", "king", "emir", "sultan")
    ]
    bodies = analysis.tagged("inst", heads[-1].stop, trigger.first) if heads else []
    return bool(heads) and not any(b.value == "body" for b in bodies)


def asked(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a sentence is a question: it does not claim that anything was done."""
    if sentence.stop <= sentence.first:
        return False
    end = analysis.tokens.ends[sentence.stop - 1]
    return analysis.text[end : end + 2].strip()[:1] in ("?", "？", "؟")


def decided_to_talk(event: Event, events: list[Event]) -> bool:
    """`decided to open negotiations on an agreement`: no agreement is approved by that."""
    return event.kind == "approval" and any(
        other.kind == "negotiation"
        and other.mode in ("planned", "proposed")
        and other.trigger.first > event.trigger.first
        for other in events
    )


def conditional(analysis: Analysis, event: Event) -> bool:
    """`once the parties have exchanged notes`: what has first to happen is no act."""
    if event.kind in ("suspension", "termination") and analysis.has(
        "may",
        max(event.sentence.first, event.trigger.first - 8 * analysis.scale),
        event.trigger.first + 1,
    ):
        return True
    if event.kind not in (
        "signature",
        "negotiation",
        "approval",
        "notification",
        "ratification",
        "entry_into_force",
    ):
        return False
    first = max(event.sentence.first, event.trigger.first - 4)
    return any(
        all(analysis.tokens.gaps[w] == 0 for w in range(h.stop, event.trigger.first + 1))
        for h in analysis.tagged("cond", first, event.trigger.first)
    )


def recalled(analysis: Analysis, event: Event) -> bool:
    """Whether words like `already` or a pluperfect set the act apart from the news."""
    low = event.trigger.first - 3
    if event.kind not in INSTRUMENT_KINDS:
        low = event.sentence.first
    return event.mode == "done" and analysis.has(
        "back", max(low, event.sentence.first), event.trigger.stop
    )


def _no_agreement(analysis: Analysis, event: Event, floor: int) -> bool:
    """`No agreement on visas has been signed`: what is denied opens the clause."""
    held = event.agreement
    if held is None or not floor <= held.first < event.trigger.first:
        return False
    low = max(floor, held.first - 2)
    opened = [h for h in analysis.tagged("neg", low, held.first + 1) if h.stop <= held.first + 2]
    return any(
        h.first <= floor + 2 and not any(analysis.tokens.gaps[h.stop : held.first + 1])
        for h in opened
    )


def negated(analysis: Analysis, trigger: Hit, floor: int) -> bool:
    norms = analysis.tokens.norms
    for hit in analysis.tagged("neg", max(floor, trigger.first - 8), trigger.stop + 3):
        if hit.stop < len(norms) and norms[hit.stop].isdigit():
            continue  # "Law No 12": a number, and no word of denial
        if analysis.at("visa", hit.stop) is not None:
            continue  # "without visas": what is told, not that it is not
        if hit.first >= trigger.first and hit.stop < trigger.stop:
            continue  # a word of the phrase itself: "will no longer need a visa"
        if hit.first <= trigger.first and trigger.first - hit.stop <= 3:
            start, end = analysis.tokens.span(hit.first, trigger.first + 1)
            if not any(mark in analysis.text[start:end] for mark in ":;"):
                return True
        if hit.value == "after" and hit.first >= trigger.stop - 1:
            return True
    return False


def denial(analysis: Analysis, event: Event) -> bool:
    """Whether a denied act was claimed by somebody, and not only said not to have come yet."""
    if event.kind in ("suspension", "termination") and event.tense == "past":
        return event.agreement is not None  # "has not terminated the agreement": it stands
    if (
        event.kind != "negotiation"
        and analysis.has("clarify", event.sentence.first, event.sentence.stop)
        and event.tense == "past"
    ):
        return event.agreement is not None  # "no agreement was signed, the ministry made clear"
    return analysis.has("deny", event.sentence.first, event.sentence.stop) or bool(
        analysis.by_tag.get("deny")
    )


def _verbs_last(analysis: Analysis) -> bool:
    """Whether the verb is the last word of its clause, so that what doubts it stands behind."""
    return analysis.lexicon.options.get("verbs") == "last"


def _told_after(analysis: Analysis, trigger: Hit, stop: int) -> Mode:
    """`imzalanması planlanıyor`: the mode of an act is told by the word just after it."""
    for tag, mode in _DOUBTS:
        reach = trigger.stop + 2
        if not analysis.lexicon.spaced:
            reach = trigger.stop + (3 if tag == "plan" else 6) * analysis.scale
        for hit in analysis.tagged(tag, trigger.stop, min(stop, reach)):
            if not any(analysis.tokens.gaps[w] for w in range(trigger.stop, hit.first + 1)):
                return mode
    return "done"


def _measured(analysis: Analysis, event: Event) -> bool:
    """`Under the decree of 12 July citizens will be exempt`: the exemption has been decided."""
    first, stop = event.sentence.first, event.sentence.stop
    return (
        event.kind == "unilateral_exemption"
        and event.tense in ("future", "present")
        and analysis.has("measure", first, event.trigger.first)
        and not analysis.has("propose", first, stop)
        and not analysis.has("plan", first, event.trigger.first)
    )


def mode_of(analysis: Analysis, event: Event) -> Mode:
    sentence, trigger = event.sentence, event.trigger
    first, stop = sentence.first, sentence.stop
    head_final = analysis.lexicon.options.get("head") == "final"
    names_it = event.tense == "part" and head_final  # "denied that the agreement signed in ..."
    if analysis.has("deny", first, stop) and not names_it:
        return "denied"
    if (
        event.tense == "never"
        or negated(analysis, trigger, first)
        or _no_agreement(analysis, event, first)
    ):
        return "denied"
    if (analysis.has("allege", first, stop) and not names_it) or event.tense == "cond":
        return "alleged"
    if event.kind in ("visit", "accreditation"):
        near = analysis.has("plan", max(first, trigger.first - 3), trigger.first)
        hoped = event.tense == "noun" and analysis.has(
            "plan", max(first, trigger.first - 12 * analysis.scale), trigger.first
        )
        return "planned" if near or hoped or event.tense == "future" else "done"
    if _measured(analysis, event):
        return "done"
    before = max(first, trigger.first - 12 * analysis.scale)
    if event.tense in ("past", "part", "present") and _verbs_last(analysis):
        return _told_after(analysis, trigger, stop)
    verb_last = head_final or (
        event.tense == "noun" and analysis.lexicon.options.get("verbs") == "final"
    )
    after = min(stop, trigger.stop + (8 if verb_last else 2))
    if event.tense in ("past", "part") and not head_final:
        for tag, mode in _DOUBTS:
            if tag == "propose" and event.kind == "approval":
                continue  # "the proposal was approved"
            reach = 4 if event.tense == "part" and tag == "propose" else 1
            if any(
                trigger.first - h.stop <= reach
                for h in analysis.tagged(tag, before, trigger.first)
                if h.value != "modal"
            ):
                return mode
        return "done"
    if event.tense == "noun" and analysis.has("putoff", first, stop):
        return "planned"
    decided = event.kind == "approval" and event.tense in ("past", "present")
    if analysis.has("propose", before, after) and not event.initialled and not decided:
        return "proposed"
    if event.agreement is not None and event.agreement.draft and event.kind == "signature":
        return "planned" if analysis.has("empower", first, trigger.first) else "proposed"
    if event.tense in ("future", "inf"):
        return "planned"
    if analysis.has("plan", before, after):
        return "planned"
    return "done"
