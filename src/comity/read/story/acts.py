"""From sentences to acts: the rules that put together what the text says in pieces."""

from __future__ import annotations

from datetime import date

from comity.read.days.dates import find_dates
from comity.read.days.datevalue import DateValue
from comity.read.events.attach import noun_of
from comity.read.events.event import INSTRUMENT_KINDS, Event
from comity.read.events.events import sentence_facts
from comity.read.events.merge import Merged, mark_background, merge
from comity.read.events.oneside import settle_unilateral, told_again
from comity.read.events.rivals import settle_rivals
from comity.read.events.standing import statements
from comity.read.named.agreements import VISA_EXEMPTION, Agreement
from comity.read.named.persons import Persons
from comity.read.named.states import States
from comity.read.parties.beneficiaries import widen
from comity.read.parties.counted import counted_states
from comity.read.parties.parties import assign_parties, author_state, main_parties
from comity.read.story.bulletin import listed_acts
from comity.read.story.governed import items_governed
from comity.read.story.lend import lend
from comity.read.story.parallel import days_in_parallel
from comity.read.story.settle import (
    denied_beside,
    effect_of_measure,
    future_by_date,
    initialled_is_signed,
    listed_after,
    notice_given,
    nouns_follow,
    partners_after,
    without_wishes,
)
from comity.read.story.venues import lend_venues, own_places
from comity.read.words.analysis import Analysis, Sentence

_FOLLOWING = frozenset(
    "signature entry_into_force notification suspension termination ratification".split()
)
"""Acts that may be told without naming the agreement again."""


class Story:
    """Everything found in one text, ready to be written out."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        self.analysis = analysis
        self.published = published
        self.states = States(analysis)
        self.persons = Persons(analysis, self.states)
        self.dates: list[DateValue] = find_dates(analysis, published)
        self.facts = [
            sentence_facts(analysis, self.states, self.dates, sentence)
            for sentence in analysis.sentences
        ]
        denied_beside(self)
        items_governed(self)
        listed_after(self)
        partners_after(self)
        self.main = main_parties(analysis, self.states, self.facts)
        self.author = author_state(analysis, self.states, self.main)
        if self.author is not None and self.author not in self.main and self.main:
            self.main.insert(1, self.author)  # the state of the readers, never named
        self.together = _together(self)
        _settle_subjects(self)
        told_again(analysis, self.facts, {self.author or "", *self.main[:1]})
        assign_parties(analysis, self.states, self.persons, self.facts, self.main, self.author)
        counted_states(self)
        days_in_parallel(self)
        listed = listed_acts(self)
        widen(analysis, self.states, self.facts, self.author)
        own_places(self)
        self.persons.serve_in_order(_in_order(self))
        events = [e for fact in self.facts for e in fact.events] + listed
        effect_of_measure(self, events)
        future_by_date(events, published, analysis.language)
        nouns_follow(events)
        events = [e for e in events if _stands(self, e)]
        initialled_is_signed(events, analysis.lexicon.options.get("initialled") == "signs")
        self.acts: list[Merged] = merge(events, corrected=_erratum(analysis))
        notice_given(self)
        settle_unilateral(self)
        lend(self)
        settle_rivals(self)
        mark_background(self.acts, published)
        lend_venues(self)
        self.acts = [a for a in self.acts if _reported(self, a)]
        self.acts = without_wishes(self.acts)
        statements(self)


def _erratum(analysis: Analysis) -> bool:
    """Whether the text says at its head that it corrects an earlier one."""
    head = analysis.sentences[0]
    return analysis.has("erratum", head.first, min(head.stop, head.first + 12))


def _in_order(story: Story) -> list[str]:
    """The pair of the text in the order in which it is first named."""
    pair = set(story.main[:2])
    named = [m.code for m in story.states.mentions if m.code in pair and m.party]
    return list(dict.fromkeys(named))


def _settle_subjects(story: Story) -> None:
    """Acts that name no subject are about the agreement named last, or the one of the text."""
    last: str | None = None
    previous: list[str] = []
    by_noun: dict[str, str] = {}
    whole = _subjects_told(story)
    for fact in story.facts:
        for event in fact.events:
            if event.kind not in INSTRUMENT_KINDS or event.subject is not None:
                continue
            if event.agreement is not None and event.agreement.apart:
                continue
            if (
                event.agreement is not None
                or story.analysis.has("referring", fact.sentence.first, fact.sentence.stop)
                or (event.kind == "negotiation" and any(m.partner for m in fact.states))
                or (
                    fact.sentence.index > 0
                    and (
                        event.kind in _FOLLOWING
                        or (
                            _told_again(event, previous)
                            and not _other_visa(story, fact.sentence)
                            and not _other_paper(story, event)
                        )
                        or (event.kind == "approval" and event.mode == "planned")
                    )
                )
            ):
                event.subject = (
                    VISA_EXEMPTION
                    if whole == VISA_EXEMPTION and _on_visas(story, event)
                    else _referred(story, event, by_noun, last) or whole
                )
        for agreement in fact.agreements:
            if agreement.noun and agreement.subject is not None:
                word = _noun_word(story, agreement)
                if by_noun.get(word) != VISA_EXEMPTION:
                    by_noun[word] = agreement.subject
        if fact.events:
            previous = [e.kind for e in fact.events]
        named = [a.subject for a in fact.agreements if a.subject]
        if named:
            last = VISA_EXEMPTION if VISA_EXEMPTION in named else named[0]


def _told_again(event: Event, previous: list[str]) -> bool:
    """`It approved also ...`: an act like that of the sentence before, of its last one at least."""
    return event.kind in (previous if event.kind == "approval" else previous[-1:])


def _other_paper(story: Story, event: Event) -> bool:
    """`The Council adopted a decree on ...`: what it approves next is no agreement."""
    stop = event.trigger.stop
    return event.kind == "approval" and story.analysis.has("order", stop, stop + 3)


def _on_visas(story: Story, event: Event) -> bool:
    """`the visa agreement`: of those in the text, the one on visas."""
    held = event.agreement
    return held is not None and story.analysis.has("visa", held.first - 1, held.stop + 2)


def _subjects_told(story: Story) -> str | None:
    """What an agreement is about that the text has not named yet: what it names then."""
    named = [a for fact in story.facts for a in fact.agreements if a.subject is not None]
    instruments = [a.subject for a in named if a.noun]
    if VISA_EXEMPTION in instruments:
        return VISA_EXEMPTION
    if "consular" in instruments:
        return "consular"  # visas made easier, and not lifted
    return VISA_EXEMPTION if any(a.subject == VISA_EXEMPTION for a in named) else None


def _other_visa(story: Story, sentence: Sentence) -> bool:
    """Whether a sentence is about visas that are granted, easier or electronic."""
    return story.analysis.has("novisa", sentence.first, sentence.stop)


def _noun_word(story: Story, agreement: Agreement) -> str:
    """The noun that names an agreement, as the lexicon spells it."""
    noun = noun_of(story.analysis, agreement)
    return story.analysis.tokens.norms[noun.first]


def _referred(story: Story, event: Event, by_noun: dict[str, str], last: str | None) -> str | None:
    """What `the agreement` or no word at all refers to: what the same noun named, or the last."""
    if event.agreement is None:
        recent = VISA_EXEMPTION in by_noun.values() and event.kind == "signature"
        return VISA_EXEMPTION if recent else last
    return by_noun.get(_noun_word(story, event.agreement), last)


def _stands(story: Story, event: Event) -> bool:
    """Whether a telling is an act at all."""
    if event.kind in INSTRUMENT_KINDS:
        if event.subject is None:
            return False
        if len(event.states) < 2 or not _meet(story, event) or _with_others(story, event):
            return False
        if _counted(story, event):
            return False
        named = story.facts[event.sentence.index].agreements
        bare = named and not any(a.noun for a in named)
        if event.tense == "part" and not named and _of_another_thing(story, event):
            return False
        opens = event.trigger.first <= event.sentence.first + 1  # "Signed in 2023, it allows ..."
        if event.tense == "part" and bare and event.mode == "done" and not opens:
            return False
        if event.kind == "entry_into_force":
            if event.agreement is None and _of_measure(story, event):
                return False
            if event.mode in ("planned", "proposed") and event.date is None:
                return False
            if event.date is None and _for_years(story, event):
                return False
            if event.tense == "part" and event.date is None:
                return False  # "the arrangements in force with X"
            if event.tense in ("noun", "present") and event.date is None:
                return event.tense == "present" and event.sentence.index == 0
        if event.kind == "approval" and _of_exemption(story, event):
            return False
        if event.kind == "notification" and event.mode == "planned" and event.date is None:
            return False
        if event.tense == "effect" and not _ended(story, event):
            return False
        if event.tense == "noun" and event.date is None and event.kind != "signature":
            if event.kind == "negotiation" and event.mode != "done":
                return event.agreement is not None
            return event.kind in ("suspension", "termination") and event.mode not in (
                "done",
                "planned",
            )
        return True
    if event.kind == "unilateral_exemption":
        able = story.analysis.has("able", event.trigger.first, event.trigger.stop)
        dated = any(e.date is not None for e in story.facts[event.sentence.index].events)
        if able and event.tense == "future" and not dated:
            return False  # what travellers will be able to do: by which act is not said
        return len(event.states) >= 2 or event.states_how == "stated"
    if event.kind in ("visit", "accreditation"):
        return len(event.states) == 2 and event.mode in ("done", "planned")
    return event.kind == "statement" and len(event.states) == 2 and _meet(story, event)


def _ended(story: Story, event: Event) -> bool:
    """Whether the text tells that somebody ends what is said to lapse."""
    return any(
        other.kind in ("termination", "suspension") and other.tense != "effect"
        for fact in story.facts
        for other in fact.events
    )


def _counted(story: Story, event: Event) -> bool:
    """`talks with 41 countries`, `nine agreements were concluded`: with whom is not said."""
    if event.states_how == "stated" or event.kind == "entry_into_force":
        return False
    analysis, sentence = story.analysis, event.sentence
    if any(analysis.has(t, sentence.first, sentence.stop) for t in ("both", "bothpersons")):
        return False  # "the two ministers signed three texts"
    low = max(sentence.first, event.trigger.first - 12 * analysis.scale)
    high = min(sentence.stop, event.trigger.stop + 12 * analysis.scale)
    counted = [h.first for h in analysis.tagged("countries", low, high)]
    if event.agreement is not None and event.agreement.plural:
        counted += [noun_of(analysis, event.agreement).first, event.agreement.first]
        if event.kind == "negotiation" and event.agreement.subject and not event.states_spans:
            return len(story.main) > 3  # "more agreements are being negotiated"
    elif event.agreement is not None and event.agreement.subject:
        noun = noun_of(analysis, event.agreement).first
        if analysis.tokens.norms[noun - 1].isdigit():
            counted.append(noun)  # "9 договорів", where the noun tells no number
    return any(_number_before(analysis, first) > 2 for first in counted)


def _number_before(analysis: Analysis, word: int) -> int:
    """The number that counts a noun, one word between them or none."""
    for at in (word - 1, word - 2):
        if at >= 0 and not any(analysis.tokens.gaps[at + 1 : word + 1]):
            norm = analysis.tokens.norms[at]
            if norm.isdigit() and len(norm) <= 3:
                return int(norm)
            spoken = analysis.ending_at("num", at + 1)
            if spoken is not None:
                return int(spoken.value)
    return 0


def _with_others(story: Story, event: Event) -> bool:
    """`Talks go on with other countries`: partners that are not named are not those of the text."""
    if event.states_how == "stated" or event.mode == "done":
        return False
    low, high = event.trigger.first, event.trigger.stop
    reach = 12 * story.analysis.scale
    return story.analysis.has(
        "others",
        max(event.sentence.first, low - reach),
        min(event.sentence.stop, high + reach),
    )


def _of_exemption(story: Story, event: Event) -> bool:
    """`The cabinet approved this measure on 3 July`: the decision on a one-sided exemption."""
    return (
        event.agreement is None
        and story.analysis.has("measure", event.sentence.first, event.trigger.first)
        and any(
            e.kind == "unilateral_exemption" and e.mode == "done"
            for fact in story.facts
            for e in fact.events
        )
    )


def _for_years(story: Story, event: Event) -> bool:
    """`in force for more than ten years`: a length, and no date."""
    norms = story.analysis.tokens.norms
    low, high = event.trigger.stop, event.trigger.stop + 4
    counted = story.analysis.has("num", low, high)
    return counted or any(n.isdigit() and len(n) < 3 for n in norms[low:high])


def _of_another_thing(story: Story, event: Event) -> bool:
    """`a forum held in Z`: a participle behind something that is no agreement."""
    first = event.sentence.first
    opens = event.trigger.first - first <= 2
    if story.analysis.lexicon.options.get("head") == "final":
        return False
    return not opens and not story.analysis.has("referring", first, event.trigger.first)


def _of_measure(story: Story, event: Event) -> bool:
    """`The decision was put in a decree, which took effect at once`: the decree did."""
    first, stop = event.sentence.first, event.trigger.first
    told = [e for fact in story.facts for e in fact.events if e.subject in (None, VISA_EXEMPTION)]
    ahead = story.analysis.has("measure", first, stop)
    behind = story.analysis.has("measure", event.trigger.stop, event.trigger.stop + 3)
    return (ahead or behind) and not any(
        e.kind == "unilateral_exemption" or (e.kind == "signature" and e.mode == "done")
        for e in told
    )


def _together(story: Story) -> set[frozenset[str]]:
    """Pairs of states that some sentence names together."""
    pairs: set[frozenset[str]] = set()
    for fact in story.facts:
        codes = {m.code for m in fact.states}
        if len(codes) > 12:
            continue
        lists = [{m.code for m in group} for group in story.states.groups(fact.states)]
        lists = [members for members in lists if len(members) >= 3]  # partners of somebody else
        pairs.update(
            frozenset((a, b))
            for a in codes
            for b in codes
            if a < b and not any({a, b} <= members for members in lists)
        )
    return pairs


def _meet(story: Story, event: Event) -> bool:
    """Whether inferred parties are believable: named together, or one of them reports."""
    if event.states_how == "stated" or len(event.states) != 2:
        return True
    if story.author in event.states and story.author == story.analysis.lexicon.options.get("home"):
        return True
    bare = event.agreement is None and event.date is None and event.place is None
    if bare and event.sentence.stop - event.sentence.first < 6 and event.sentence.index > 0:
        return False
    return frozenset(event.states) in story.together or any(
        m.code in event.states and (m.dateline or m.partner) for m in story.states.mentions
    )


def _reported(story: Story, act: Merged) -> bool:
    """Background acts of other kinds count only in a text that has an act to be background of."""
    if act.kind in ("visit", "accreditation"):
        return any(_somebody(story, event) for event in act.events)
    return True


def _of_name(story: Story, event: Event) -> bool:
    """`the state visit of X to Y`: of a head of state, whose office need not be named."""
    analysis = story.analysis
    after = analysis.ending_at("statevisit", event.trigger.stop) and event.trigger.stop
    if not after or analysis.lexicon.options.get("capitals") != "yes":
        return False
    of = analysis.at("of", after)
    word = of.stop if of is not None else after
    if word >= event.sentence.stop or analysis.tokens.gaps[after]:
        return False
    named = any(m.first <= word < m.stop for m in story.states.mentions)
    return not named and analysis.text[analysis.tokens.starts[word]].isupper()


def _somebody(story: Story, event: Event) -> bool:
    """Whether a person or an office stands with a journey."""
    sentence = event.sentence
    titles = story.analysis.tagged("title", sentence.first, sentence.stop)
    if any(h.value != "counterpart" for h in titles):
        return True
    if story.persons.within(sentence.first, sentence.stop):
        return True
    if _of_name(story, event):
        return True
    if event.tense != "past" or not sentence.index:
        return False
    before = story.analysis.sentences[sentence.index - 1]
    if event.kind == "accreditation":
        return story.analysis.has("title", before.first, before.stop, "ambassador")
    return bool(story.persons.within(before.first, before.stop))
