"""Events: every verb or noun of a text that tells of an act, with what stands around it."""

from __future__ import annotations

from itertools import pairwise

from comity.read.days.datevalue import TENSELESS, DateValue
from comity.read.events.attach import attach_dates, attach_places
from comity.read.events.event import INSTRUMENT_KINDS, LATER, Event, SentenceFacts
from comity.read.events.oneside import about_visas, effect_of_exemption, granting, in_transit
from comity.read.events.standing import clarified, standing, still_holds
from comity.read.events.told import (
    asked,
    called_for,
    conditional,
    decided_to_talk,
    denial,
    mode_of,
    note_delivered,
    only_delays,
    order_signed,
    ratified_by_head,
    ratifying_order,
    recalled,
    takes_effect,
)
from comity.read.events.untold import agreed_on, lifted
from comity.read.named.agreements import VISA_EXEMPTION, Agreement, find_agreements
from comity.read.named.places import find_occasions, find_places
from comity.read.named.states import States
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.matcher import Hit

_FAR = 10_000


def sentence_facts(
    analysis: Analysis, states: States, dates: list[DateValue], sentence: Sentence
) -> SentenceFacts:
    """Agreements, acts, dates, places and occasions of one sentence, acts with their own."""
    facts = SentenceFacts(sentence)
    facts.states = states.in_sentence(sentence)
    if sentence.skip:
        return facts
    facts.agreements = find_agreements(analysis, sentence)
    facts.dates = [d for d in dates if sentence.first <= d.first < sentence.stop]
    facts.occasions = find_occasions(analysis, sentence)
    for mention in facts.states:
        if mention.union and any(o.first <= mention.first < o.stop for o in facts.occasions):
            mention.third = True  # a summit of the organisation is no act of it
    facts.places = [
        p
        for p in find_places(analysis, states, sentence)
        if not any(o.first <= p.first < o.stop for o in facts.occasions)
    ]
    facts.events = _events(analysis, facts)
    attach_dates(analysis, facts)
    facts.events = [e for e in facts.events if e.tense != "dated" or _dated_by(analysis, e)]
    for event in facts.events:
        if event.tense == "dated":
            # "the agreement made in 1992"; "the agreement applies from today"
            event.tense = "present" if event.kind == "entry_into_force" else "part"
    effect_of_exemption(analysis, facts)
    for event in facts.events:
        if event.mode != "denied" or event.date is None or event.date.future:
            continue
        if analysis.ending_at("from", event.date.first) is None:
            event.date = None  # the day of the denial, not of the act
    attach_places(analysis, facts)
    return facts


def _events(analysis: Analysis, facts: SentenceFacts) -> list[Event]:
    sentence = facts.sentence
    triggers = analysis.tagged("act", sentence.first, sentence.stop)
    if asked(analysis, sentence):
        triggers = [t for t in triggers if not t.value.endswith(":past")]
    events: list[Event] = []
    reach: dict[str, int] = {}
    for trigger in triggers:
        kind, _, tense = trigger.value.partition(":")
        if (
            kind == "approval"
            and analysis.lexicon.options.get("parliament") == "ratifies"
            and analysis.has("parliament", sentence.first, sentence.stop)
        ):
            kind = "ratification"
        if kind == "approval" and ratified_by_head(analysis, trigger, sentence):
            kind = "ratification"
        if kind == "approval" and analysis.has("decree", trigger.stop, trigger.stop + 12):
            kind = "ratification"
        signs = analysis.has("title", trigger.first, trigger.stop, "president")
        chambers = analysis.tagged("chamber", sentence.first, min(trigger.stop + 9, sentence.stop))
        chamber = any(h.value != "cabinet" or h.first < trigger.first for h in chambers)
        cabinet = all(h.value == "cabinet" for h in chambers) and chamber
        if cabinet and (
            tense not in ("past", "present")
            or analysis.has("decree", sentence.first, sentence.stop)
        ):
            chamber = False  # the cabinet approved the decree that ratifies
        if kind == "ratification" and chamber and not signs:
            kind = "approval"  # one chamber of two does not ratify, whatever it is said to do
        if kind == "signature" and order_signed(analysis, trigger, facts):
            if not ratifying_order(analysis, trigger, sentence):
                continue
            kind = "ratification"
        if (
            kind == "unilateral_exemption"
            and tense != "sure"
            and any(a.noun and a.subject in (None, VISA_EXEMPTION) for a in facts.agreements)
        ):
            continue
        if kind == "unilateral_exemption" and (
            in_transit(analysis, trigger) or not about_visas(analysis, sentence)
        ):
            continue
        if (
            kind == "signature"
            and not any(a.noun for a in facts.agreements)
            and analysis.has("contract", sentence.first, sentence.stop)
        ):
            continue  # "signed a contract with a company"
        if kind == "visit" and analysis.has("per", trigger.first - 2, trigger.first + 1):
            continue
        if kind == "visit" and _of_holders(analysis, trigger, facts):
            continue
        if trigger.first < reach.get(kind, 0):
            continue  # a part of the phrase before
        reach[kind] = trigger.stop
        if _governed(analysis, trigger, kind, tense, triggers) and not _dated_after(
            analysis, trigger, facts
        ):
            continue
        event = Event(kind, tense or "past", trigger, sentence)
        if kind in INSTRUMENT_KINDS:
            mine = _agreements_of(analysis, trigger, facts, triggers)
            if not mine:
                mine = [e.agreement for e in events if e.agreement is not None]  # "their signing"
            if not mine:
                events.append(event)
                continue
            for agreement in mine:
                one = Event(kind, tense or "past", trigger, sentence)
                if analysis.at("severalacts", trigger.first) is not None:
                    agreement.plural = True  # a verb in the plural, where the noun tells no number
                one.agreement = agreement
                one.subject = agreement.subject
                events.append(one)
        else:
            events.append(event)
    for event in events:
        performed = _performed(analysis, sentence, event.trigger)
        if event.tense == "noun" and performed:
            event.tense = performed[-1].value or "past"
        event.initialled = analysis.has("initial", event.trigger.first, event.trigger.stop)
        event.mode = mode_of(analysis, event)
        if (
            event.kind == "negotiation"
            and event.tense == "agreed"
            and event.mode == "proposed"
            and not event.initialled
        ):
            event.kind, event.tense = "signature", "inf"
        if (
            event.kind == "approval"
            and event.tense not in ("future", "inf")
            and event.agreement is not None
            and not any(a.noun for a in facts.agreements)
            and not event.agreement.noun
            and event.agreement.subject == VISA_EXEMPTION
            and not any(m.partner for m in facts.states)
            and not analysis.has("chamber", sentence.first, sentence.stop, "")
            and len({m.code for m in facts.states if m.party}) >= 2
            and not _mutual(analysis, facts)
        ):
            event.kind = "unilateral_exemption"
        if (
            event.kind == "unilateral_exemption"
            and event.tense == "past"
            and analysis.has("plan", event.trigger.first, event.trigger.stop)
            and analysis.has("both", sentence.first, sentence.stop)
            and _mutual(analysis, facts)
        ):
            event.kind, event.subject = "signature", VISA_EXEMPTION  # "A and B agreed to exempt"
        event.background = recalled(analysis, event)
        event.same = analysis.has("same", sentence.first, sentence.stop)
        if event.kind == "unilateral_exemption":
            event.subject = VISA_EXEMPTION
    events.extend(note_delivered(analysis, facts, events))
    events.extend(granting(analysis, facts, events))
    events.extend(lifted(analysis, facts, events))
    events.extend(agreed_on(analysis, facts, events))
    events.extend(called_for(analysis, facts, events))
    events.extend(standing(analysis, facts, events))
    events.extend(takes_effect(analysis, facts, events))
    events.extend(still_holds(analysis, facts, events))
    events.extend(clarified(analysis, facts))
    return [
        e
        for e in events
        if not (e.mode == "denied" and not denial(analysis, e))
        and not conditional(analysis, e)
        and not only_delays(analysis, e, events)
        and not decided_to_talk(e, events)
    ]


def _mutual(analysis: Analysis, facts: SentenceFacts) -> bool:
    """`between A and B`, `A and B have agreed`: the only two states named stand as a pair."""
    named = [m for m in facts.states if m.party]
    if len({m.code for m in named}) != 2:
        return False
    return any(
        left.code != right.code
        and all(
            analysis.at("and", w) is not None or analysis.at("det", w) is not None
            for w in range(left.stop, right.first)
        )
        for left, right in pairwise(named)
    )


def _of_holders(analysis: Analysis, trigger: Hit, facts: SentenceFacts) -> bool:
    """`lifts visas for holders of diplomatic passports on an official visit`: nobody's journey."""
    ahead = [a.stop for a in facts.agreements if a.subject == VISA_EXEMPTION and not a.noun]
    low = min((stop for stop in ahead if stop <= trigger.first), default=None)
    if low is None or not trigger.value.endswith(":noun"):
        return False
    meant = analysis.has("for", trigger.first - 2, trigger.first)
    clause = not any(analysis.tokens.gaps[w] for w in range(low, trigger.first + 1))
    return meant and clause and analysis.has("passport", low, trigger.first)


def _dated_by(analysis: Analysis, event: Event) -> bool:
    """Whether a word that tells an act only with its day has one: `applies`, from a day on."""
    value = event.date
    if value is None or event.kind != "entry_into_force":
        return value is not None
    return any(
        analysis.ending_at(tag, value.first) is not None
        or (analysis.lexicon.options.get("verbs") == "last" and analysis.at(tag, value.stop))
        for tag in ("from", "since")
    )


def _performed(analysis: Analysis, sentence: Sentence, trigger: Hit) -> list[Hit]:
    """Verbs that make a noun an act done: before it, or where verbs end the clause, after it."""
    if analysis.lexicon.options.get("verbs") == "last":
        return analysis.tagged("perform", trigger.stop, min(sentence.stop, trigger.stop + 8))[:1]
    performed = analysis.tagged("perform", sentence.first, trigger.first)
    if analysis.lexicon.options.get("verbs") == "final":
        performed += analysis.tagged("perform", trigger.stop, sentence.stop)
    return performed


def _dated_after(analysis: Analysis, trigger: Hit, facts: SentenceFacts) -> bool:
    """`after the signing in May, the parliament ...`: a noun of act with a day of its own."""
    after = any(
        0 <= h.stop - trigger.first <= 1
        for h in analysis.tagged("since_act", max(0, trigger.first - 4), trigger.first)
    )
    return after and any(0 <= d.first - trigger.stop <= 3 for d in facts.dates)


def _governed(analysis: Analysis, trigger: Hit, kind: str, tense: str, triggers: list[Hit]) -> bool:
    """`authorises the signature`, `bill on ratification`: the noun is no act of its own."""
    if (
        kind == "entry_into_force"
        and analysis.language in TENSELESS
        and _needed(analysis, trigger, analysis.sentence_of(trigger.first))
    ):
        return True
    if tense not in ("noun", "inf") or kind not in INSTRUMENT_KINDS:
        return False
    sentence = analysis.sentence_of(trigger.first)
    low = max(sentence.first, trigger.first - 5)
    split = tense == "inf" and analysis.lexicon.options.get("verbs") == "final"
    governors = [] if split else analysis.tagged("governs", low, trigger.first)
    if any(
        not any(analysis.tokens.gaps[w] for w in range(h.stop, trigger.first + 1))
        for h in governors
    ):
        return True
    if tense == "inf" and any(
        not any(analysis.tokens.gaps[w] for w in range(h.stop, trigger.first + 1))
        for h in analysis.tagged("governs", max(sentence.first, trigger.first - 14), trigger.first)
        if h.value == "far"
    ):
        return True  # "authorises the President of the Republic X to ratify"
    if kind == "entry_into_force" and _needed(analysis, trigger, sentence):
        return True
    for other in triggers:
        if other is trigger or trigger.first < other.first < trigger.stop:
            continue
        other_kind = other.value.partition(":")[0]
        if (
            other_kind == kind
            and abs(other.first - trigger.first) <= 6
            and not other.value.endswith((":noun", ":dated"))
        ):
            return True
        if other_kind == "approval" and 0 <= trigger.first - other.stop <= 9:
            return kind != "negotiation"
        if (
            analysis.lexicon.options.get("verbs") == "final"
            and tense == "noun"
            and other_kind == "approval"
            and other.first > trigger.first
            and not other.value.endswith(":noun")
        ):
            return True  # "hat den Abschluss eines Abkommens ... genehmigt"
        if (
            analysis.lexicon.options.get("head") == "final"
            and other_kind == "approval"
            and 0 <= other.first - trigger.stop <= 6
        ):
            return True
    return False


def _needed(analysis: Analysis, trigger: Hit, sentence: Sentence) -> bool:
    """`the procedures for the agreement on ... to enter into force`: no act yet."""
    nouns = analysis.tagged("agreement", sentence.first, trigger.first)
    if not nouns:
        return False
    noun = nouns[-1].first
    return any(
        noun - h.stop <= 2 and not any(analysis.tokens.gaps[w] for w in range(h.stop, noun + 1))
        for h in analysis.tagged("governs", max(sentence.first, noun - 6), noun)
    ) and not any(
        a.value.endswith((":past", ":present", ":future"))
        for a in analysis.tagged("act", noun, trigger.first)
    )


def _agreements_of(
    analysis: Analysis, trigger: Hit, facts: SentenceFacts, triggers: list[Hit]
) -> list[Agreement]:
    """The agreements an act is about: those listed after it, else the nearest before it."""
    agreements = facts.agreements
    if len({a.subject for a in agreements if a.subject}) <= 1 and len(agreements) <= 2:
        named = [a for a in agreements if a.subject] or agreements
        nouns = [a for a in agreements if a.noun and a.plural]
        told = _told_among(analysis, trigger, agreements)
        if told:
            return told
        nouns = [a for a in nouns if a.subject in (None, named[0].subject if named else None)]
        return (nouns or named)[:1]
    added = _besides(analysis, trigger, agreements)
    if added:
        return _listed(added)
    head_final = analysis.lexicon.options.get("head") == "final"
    finite = [
        t.first
        for t in triggers
        if not (t.first < trigger.stop and trigger.first < t.stop)  # a part of the phrase itself
        and not t.value.endswith((":noun", ":part", ":inf"))
    ]
    next_act = min((f for f in finite if f > trigger.first), default=_FAR)
    last_act = max((f for f in finite if f < trigger.first), default=-1)
    after = [
        a for a in agreements if trigger.first <= a.first < next_act and a.first >= trigger.first
    ]
    before = [a for a in agreements if a.stop <= trigger.first + 1 and a.first > last_act]
    passive = trigger.value.endswith((":part", ":noun"))
    kind = trigger.value.partition(":")[0]
    if kind == "entry_into_force" and before:
        named = [a for a in before if a.subject]
        return (named or before)[-1:]
    if head_final:
        mine = before or after
        if not before and after:
            mine = after
    elif trigger.value.endswith(":part") and before:
        mine = before[-1:]
    elif before and _passive(analysis, trigger, before[-1]):
        mine = before
    else:
        mine = after or _joined(analysis, before)
    if passive and after and not before:
        mine = after if after[0].plural else after[:1]
    named = [a for a in mine if a.subject]
    nouns = [a for a in named if a.noun]
    return _listed(nouns or named or mine[:1])


def _told_among(analysis: Analysis, trigger: Hit, agreements: list[Agreement]) -> list[Agreement]:
    """`the signing of the agreements, among them one on trade`: those spoken of, and that one."""
    if len(agreements) != 2 or not trigger.value.endswith(":noun"):
        return []
    whole, part = agreements
    among = analysis.tagged("among", whole.stop, part.first)
    near = among and among[0].first - whole.stop <= 2 and part.first - among[-1].stop <= 3
    named = whole.plural and whole.subject is None and part.subject is not None and part.noun
    return [whole, part] if near and named else []


def _besides(analysis: Analysis, trigger: Hit, agreements: list[Agreement]) -> list[Agreement]:
    """`Besides the agreement on A they signed one on B`: both were signed."""
    first = analysis.sentence_of(trigger.first).first
    heads = analysis.tagged("besides", first, min(first + 3, trigger.first))
    if not heads or trigger.value.endswith((":noun", ":part")):
        return []
    named = [a for a in agreements if a.noun and a.subject is not None]
    ahead = [a for a in named if 0 <= a.first - heads[0].stop <= 3 and a.stop <= trigger.first]
    after = [a for a in named if a.first >= trigger.first]
    return [*ahead, *after] if ahead and after else []


def _joined(analysis: Analysis, agreements: list[Agreement]) -> list[Agreement]:
    """The last agreement named, with those that stand in one list with it."""
    joined = agreements[-1:]
    for agreement in reversed(agreements[:-1]):
        low, high = agreement.stop, joined[0].first
        if not 0 < high - low <= 4 or not analysis.has("and", low, high):
            break
        joined.insert(0, agreement)
    return joined


def _passive(analysis: Analysis, trigger: Hit, agreement: Agreement) -> bool:
    """Whether the agreement stands just before the verb as what it is said of."""
    return (
        analysis.has("passive", agreement.stop, trigger.stop + 1)
        or analysis.at("passive", trigger.first) is not None
    )


def _listed(agreements: list[Agreement]) -> list[Agreement]:
    seen: set[str | None] = set()
    kept: list[Agreement] = []
    for agreement in agreements:
        if agreement.subject not in seen:
            seen.add(agreement.subject)
            kept.append(agreement)
    return kept


__all__ = [
    "INSTRUMENT_KINDS",
    "LATER",
    "VISA_EXEMPTION",
    "Event",
    "SentenceFacts",
    "sentence_facts",
]
