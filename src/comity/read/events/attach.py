"""Which date, place and occasion of a sentence belong to which of its acts."""

from __future__ import annotations

from comity.read.days.datevalue import DateValue
from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.events.rivals import withdrawn
from comity.read.named.agreements import Agreement
from comity.read.named.places import OccasionValue
from comity.read.named.states import ADJECTIVE
from comity.read.words.analysis import Analysis
from comity.read.words.matcher import Hit

_FAR = 10_000
SECOND_REACH = 8
"""How far, in words, a date may stand from an act that is not the nearest to it."""


def attach_dates(analysis: Analysis, facts: SentenceFacts) -> None:
    """Each date goes to the nearest act; after its verb rather than before it."""
    held: dict[int, float] = {}
    spare: list[DateValue] = []
    head_final = analysis.lexicon.options.get("head") == "final"
    for value in facts.dates:
        if value.dateline or value.heading or _named_by_date(analysis, facts, value) is not None:
            continue
        if _ends_range(analysis, facts, value) or analysis.ending_at("until", value.first):
            continue
        letter = analysis.ending_at("datedof", value.first)
        if letter is not None and letter.value == "letter":
            continue  # "the proposal No 12 of 1 May": the day of a letter
        if withdrawn(analysis, facts.dates, value) or _of_gathering(analysis, facts, value):
            continue
        if analysis.lexicon.options.get("adpositions") == "after" and analysis.at(
            "until", value.stop
        ):
            continue
        best: tuple[float, int] | None = None
        for index, event in enumerate(facts.events):
            named = event.trigger.tag == "agreement"  # it has the date it is named by
            if named or _date_of_saying(analysis, facts, event, value):
                continue
            if _of_effect(analysis, event, value) or _dateless(event, facts):
                continue
            if value.future and _surely_done(analysis, event) and not _from(analysis, event, value):
                continue
            distance = _distance(analysis, event.trigger, value)
            if event.tense == "part" and head_final and 0 < event.trigger.first - value.stop <= 9:
                distance -= 4  # "the in-1993-with-Y-signed agreement"
            if event.tense == "part" and event.kind == "visit":
                distance += 20  # "the visiting minister": the day is that of what he does
            if event.tense == "noun":
                beside = any(e.kind in INSTRUMENT_KINDS for e in facts.events)
                distance += 40 if event.kind == "visit" and beside else 3
            if best is None or distance < best[0]:
                best = (distance, index)
        if best is None:
            continue
        chosen = facts.events[best[1]]
        cost = best[0] + (4.0 if value.bare else 0.0)
        if cost < held.get(best[1], _FAR):
            if chosen.date is not None:
                spare.append(chosen.date)
        elif chosen.date is not None:
            spare.append(value)
        for index, event in enumerate(facts.events):
            if event.trigger is chosen.trigger and cost < held.get(index, _FAR):
                held[index] = cost
                event.date = value
    _second_choice(analysis, facts, spare)
    for value in facts.dates:
        for event in facts.events if value.heading else ():
            spoken = event.date is not None and event.date.spoken
            event.date = value if event.date is None or spoken else event.date
    _days_of_journey(analysis, facts)
    _on_that_journey(analysis, facts)


def _days_of_journey(analysis: Analysis, facts: SentenceFacts) -> None:
    """`the visit of X to Y on 12-14 May`: the days told of a journey, whatever else they date."""
    gaps = analysis.tokens.gaps
    for event in facts.events:
        if event.kind != "visit" or event.date is not None or event.tense != "noun":
            continue
        for value in facts.dates:
            low, high = event.trigger.stop, value.first
            near = 0 <= high - low <= 8 * analysis.scale and not value.dateline
            if near and not any(gaps[w] for w in range(low, high + 1)):
                event.date = value
                break


def _on_that_journey(analysis: Analysis, facts: SentenceFacts) -> None:
    """`In May X visited Y, during which a pact was signed`: the day is that of the journey."""
    for journey in facts.events:
        if journey.kind != "visit" or journey.date is None:
            continue
        for event in facts.events:
            if event.date is not None or event.kind not in INSTRUMENT_KINDS:
                continue
            if analysis.has("same", journey.trigger.stop, event.trigger.first, "journey"):
                event.date = journey.date


def _of_gathering(analysis: Analysis, facts: SentenceFacts, value: DateValue) -> bool:
    """`On the margins of the summit held here on 30 July, they signed`: the day of the summit."""
    for margin in analysis.tagged("margin", facts.sentence.first, value.first):
        gaps = analysis.tokens.gaps
        clause = not any(gaps[w] for w in range(margin.stop, value.first + 1))
        closed = value.stop < facts.sentence.stop and gaps[value.stop] == 1
        if clause and closed and not analysis.has("act", margin.stop, value.first):
            return len(facts.dates) > 1 or not value.spoken
    return False


def _date_of_saying(
    analysis: Analysis, facts: SentenceFacts, event: Event, value: DateValue
) -> bool:
    """`On 18 October the ambassador said they would sign`: the day dates what was said."""
    spoken_of = event.tense == "noun" and event.kind in ("ratification", "entry_into_force")
    if (event.mode not in ("planned", "proposed") and not spoken_of) or value.future:
        return False
    if event.kind == "unilateral_exemption":
        return False  # who announces an exemption decides on it
    low, high = facts.sentence.first, event.trigger.first
    if value.first >= high:
        return False
    return any(
        value.stop <= said.first or 0 <= value.first - said.stop <= 1
        for said in analysis.tagged("said", low, high)
    )


_DECIDED = frozenset("signature approval ratification negotiation".split())


def _surely_done(analysis: Analysis, event: Event) -> bool:
    """Whether a verb in the past tells the act, so that no day to come is its day."""
    tenseless = analysis.language in ("zh", "vi", "ja", "ko")
    return event.mode == "done" and event.tense == "past" and not tenseless


def _from(analysis: Analysis, event: Event, value: DateValue) -> bool:
    """`suspended the agreement from next month on`: decided, and still to come."""
    ends = event.kind in ("suspension", "termination")
    return ends and analysis.ending_at("from", value.first) is not None


def _dateless(event: Event, facts: SentenceFacts) -> bool:
    """`who is on a visit`, `concluded a visit`: the day told with it is not that of the journey."""
    return event.kind == "visit" and any(
        e.kind == "visit" and e.tense == "present" for e in facts.events
    )


def _of_effect(analysis: Analysis, event: Event, value: DateValue) -> bool:
    """`from 1 January`: the day from which it holds, not the day on which it was signed."""
    if event.kind not in _DECIDED or analysis.language == "zh":
        return False
    if analysis.ending_at("from", value.first) is not None and not value.bare:
        return True
    last = analysis.lexicon.options.get("verbs") == "last"
    return last and analysis.at("from", value.stop) is not None


def _ends_range(analysis: Analysis, facts: SentenceFacts, value: DateValue) -> bool:
    """`from 1 December to 30 November`: the second date ends what the first one begins."""
    for begin in facts.dates:
        if not 0 <= value.first - begin.stop <= 2:
            continue
        reach = analysis.at("rangeword", begin.stop)
        if reach is not None and analysis.at("and", begin.stop) is None:
            return len(begin.iso) == 10 and len(value.iso) == 10
    return False


def _second_choice(analysis: Analysis, facts: SentenceFacts, spare: list[DateValue]) -> None:
    """A date that another one stands nearer to its act than goes to the one undated act left."""
    left = [e for e in facts.events if e.date is None and e.kind in INSTRUMENT_KINDS]
    if len({e.trigger.first for e in left}) != 1 or len(spare) != 1:
        return
    value, event = spare[0], left[0]
    leads = value.first - facts.sentence.first <= 6
    told = event.tense in ("past", "part", "present", "future")
    low, high = event.trigger.stop, value.first
    clause = low <= high and not any(analysis.tokens.gaps[w] for w in range(low, high + 1))
    vague = value.bare and not (clause and value.relative)
    if vague or value.dateline or not told:
        return
    if leads or clause or _distance(analysis, event.trigger, value) <= SECOND_REACH:
        for one in left:
            one.date = value


def _distance(analysis: Analysis, trigger: Hit, value: DateValue) -> float:
    if value.first >= trigger.stop:
        span, low, high = value.first - trigger.stop, trigger.stop, value.first
        leads = analysis.lexicon.options.get("dates") == "before"
        cost = 9.0 if leads and analysis.ending_at("in", value.first) is None else 0.0
    else:
        span, low, high = trigger.first - value.stop, value.stop, trigger.first
        cost = 1.5
    gaps = analysis.tokens.gaps
    commas = sum(1 for w in range(low, min(high + 1, len(gaps))) if gaps[w])
    return max(span, 0) + cost + 4.0 * commas


def _named_by_date(analysis: Analysis, facts: SentenceFacts, value: DateValue) -> Agreement | None:
    """`the agreement of 4 May 2017`: the date names the agreement, it dates no act here."""
    before = analysis.ending_at("of", value.first) or analysis.ending_at("datedof", value.first)
    if analysis.ending_at("from", value.first) is not None:
        before = None  # "the agreement from 11 May on"
    if before is not None and analysis.ending_at("note", before.first) is not None:
        return None  # "denounced by a note of 27 January"
    if not facts.events and len(value.iso) < 10:
        return None
    if before is not None and any(
        before.first <= e.trigger.first < before.stop for e in facts.events
    ):
        return None  # "an agreement signed on 4 May": the verb has the date
    for agreement in facts.agreements:
        if not agreement.noun:
            continue
        nouns = [
            h
            for h in analysis.tagged("agreement", max(0, value.first - 6), value.first)
            if h.stop >= value.first - 2 - _adjectives(facts, h.stop, value.first)
        ]
        if before is not None and nouns:
            _add_named(facts, agreement, value, nouns[-1])
            return agreement
        if _dates_from(analysis, agreement, value):
            _add_named(facts, agreement, value, noun_of(analysis, agreement))
            return agreement
        ends = before is not None and 0 <= before.first - agreement.stop <= 1
        ahead = analysis.lexicon.options.get("dated_agreements")
        dated = before is not None and before.tag == "datedof" and ahead == "year"
        if dated and before is not None and analysis.at("act", before.first) is not None:
            dated = False  # "signed on"
        if ends and agreement.first < value.first and (value.bare or dated):
            _add_named(facts, agreement, value, noun_of(analysis, agreement))
            return agreement  # "the agreement on the exemption of visas of 1998"
        if analysis.lexicon.options.get("named_far") == "yes" and _far_named(
            analysis, agreement, value
        ):
            _add_named(facts, agreement, value, noun_of(analysis, agreement))
            return agreement
        if ahead != "before" and not (ahead == "year" and value.bare):
            continue
        after = analysis.tagged("agreement", value.stop, value.stop + (5 if value.bare else 2))
        apart = after and any(
            analysis.tokens.gaps[w] for w in range(value.stop, after[0].first + 1)
        )
        if after and not apart and not analysis.has("act", value.stop, after[0].first + 1):
            _add_named(facts, agreement, value, after[0])
            return agreement
    return None


def _dates_from(analysis: Analysis, agreement: Agreement, value: DateValue) -> bool:
    """`The agreement on ... dates from 4 May`: a verb that names an agreement by its day."""
    verbs = [
        h
        for h in analysis.tagged("datedof", agreement.stop, value.first)
        if h.value == "verb" and h.stop == value.first
    ]
    return bool(verbs) and not any(
        h.value.endswith((":past", ":present", ":future"))
        for h in analysis.tagged("act", agreement.first, value.first)
    )


def _adjectives(facts: SentenceFacts, first: int, stop: int) -> int:
    """How many words of that range are adjectives of states: `the Franco-Algerian agreement`."""
    return sum(
        m.stop - m.first for m in facts.states if m.kind == ADJECTIVE and first <= m.first < stop
    )


def _far_named(analysis: Analysis, agreement: Agreement, value: DateValue) -> bool:
    """`Das Abkommen zwischen X und Y über ... vom 2. Mai 2005`: the date ends the name."""
    return (
        analysis.ending_at("datedof", value.first) is not None
        and analysis.ending_at("from", value.first) is None
        and agreement.first < value.first
        and not analysis.has("act", agreement.first, value.first)
    )


def noun_of(analysis: Analysis, agreement: Agreement) -> Hit:
    """The noun that names an agreement."""
    nouns = analysis.tagged("agreement", agreement.first, agreement.stop)
    return nouns[0] if nouns else Hit("agreement", "", agreement.first, agreement.first + 1)


def _add_named(facts: SentenceFacts, agreement: Agreement, value: DateValue, noun: Hit) -> None:
    event = Event("signature", "part", noun, facts.sentence)
    event.agreement = agreement
    event.subject = agreement.subject
    event.date = value
    event.background = True
    facts.events.append(event)


def attach_places(analysis: Analysis, facts: SentenceFacts) -> None:
    for place in facts.places:
        best: tuple[int, Event] | None = None
        for event in facts.events:
            if place.seat and event.kind != "notification":
                continue
            distance = (
                place.first - event.trigger.stop
                if place.first >= event.trigger.stop
                else event.trigger.first - place.stop + 2
            )
            if best is None or distance < best[0]:
                best = (distance, event)
        if best is not None:
            for event in facts.events:
                if event.trigger is best[1].trigger and event.place is None:
                    event.place = place
    for occasion in facts.occasions:
        held = [e for e in facts.events if _held_at(analysis, facts, e, occasion)]
        near = max(
            (e for e in held if e.trigger.stop <= occasion.first),
            key=lambda e: e.trigger.stop,
            default=None,
        )
        for event in held:
            other = near is not None and (near.mode == "done") != (event.mode == "done")
            if event.occasion is None and not other:
                event.occasion = occasion


def _held_at(
    analysis: Analysis, facts: SentenceFacts, event: Event, occasion: OccasionValue
) -> bool:
    """Whether a gathering is where an act was done, and not who did it."""
    if event.kind not in ("approval", "ratification"):
        return event.kind in INSTRUMENT_KINDS
    low = max(facts.sentence.first, occasion.first - 3)
    return any(analysis.has(tag, low, occasion.first) for tag in ("in", "margin")) and not any(
        e.kind == "signature" for e in facts.events
    )


__all__ = ["attach_dates", "attach_places", "noun_of"]
