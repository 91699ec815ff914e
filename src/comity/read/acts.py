"""From sentences to acts: the rules that put together what the text says in pieces."""

from __future__ import annotations

from datetime import date

from comity.read.agreements import VISA_EXEMPTION
from comity.read.analysis import Analysis
from comity.read.dates import DateValue, find_dates
from comity.read.events import INSTRUMENT_KINDS, Event, SentenceFacts, sentence_facts
from comity.read.merge import Merged, mark_background, merge
from comity.read.parties import assign_parties, author_state, main_parties
from comity.read.persons import Persons
from comity.read.states import States

FRESH_DAYS = 40
"""A date in the lead this near to the publication dates the news that has none of its own."""


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
        _listed_after(self)
        self.main = main_parties(analysis, self.states, self.facts)
        self.author = author_state(analysis, self.states, self.main)
        if self.author is not None and self.author not in self.main and self.main:
            self.main.insert(1, self.author)  # the state of the readers, never named
        self.together = _together(self)
        _settle_subjects(self)
        assign_parties(analysis, self.states, self.persons, self.facts, self.main, self.author)
        self.persons.serve_in_order(_in_order(self))
        events = [e for fact in self.facts for e in fact.events]
        _future_by_date(events, published, analysis.language)
        _nouns_follow(events)
        events = [e for e in events if _stands(self, e)]
        _initialled_is_signed(events, analysis.lexicon.options.get("initialled") == "signs")
        self.acts: list[Merged] = merge(events)
        _notice_given(self)
        _settle_unilateral(self)
        _lend(self)
        mark_background(self.acts, published)
        self.acts = [a for a in self.acts if _reported(self, a)]
        self.acts = _without_wishes(self.acts)


def _listed_after(story: Story) -> None:
    """`They signed several documents. Among them are an agreement on ..., one on ...`"""
    giver: Event | None = None
    since = 99
    for fact in story.facts:
        if fact.sentence.skip:
            continue
        signed = [e for e in fact.events if e.kind == "signature" and e.mode == "done"]
        named = [a for a in fact.agreements if a.noun and a.subject is not None]
        opens = bool(named) and named[0].first - fact.sentence.first <= 12
        if signed and all(e.subject is None for e in signed):
            giver, since = signed[0], 0
            continue
        if (
            giver is not None
            and since <= 8
            and not fact.events
            and opens
            and (len(named) >= 2 or since > 0 or _is_item(story, fact))
        ):
            for agreement in named:
                event = Event("signature", "past", giver.trigger, giver.sentence)
                event.agreement, event.subject = agreement, agreement.subject
                event.date, event.place, event.occasion = giver.date, giver.place, giver.occasion
                fact.events.append(event)
            since += 1
            continue
        if fact.sentence.stop - fact.sentence.first > 2:
            giver = None


def _is_item(story: Story, fact: SentenceFacts) -> bool:
    """Whether a sentence is an item of a list: a bullet, a number, a line after a colon."""
    start = story.analysis.tokens.starts[fact.sentence.first]
    before = story.analysis.text[max(0, start - 12) : start]
    return any(mark in before for mark in ("•", "- ", "– ", "— ", ":", "：", "*", "; ")) or (
        story.analysis.tokens.norms[fact.sentence.first].isdigit()
    )


def _in_order(story: Story) -> list[str]:
    """The pair of the text in the order in which it is first named."""
    pair = set(story.main[:2])
    named = [m.code for m in story.states.mentions if m.code in pair and m.party]
    return list(dict.fromkeys(named))


def _settle_subjects(story: Story) -> None:
    """Acts that name no subject are about the agreement named last, or the one of the text."""
    last: str | None = None
    previous: str | None = None
    whole = {a.subject for fact in story.facts for a in fact.agreements if a.subject is not None}
    for fact in story.facts:
        for event in fact.events:
            if event.kind not in INSTRUMENT_KINDS or event.subject is not None:
                continue
            if event.agreement is not None or story.analysis.has(
                "referring", fact.sentence.first, fact.sentence.stop
            ):
                event.subject = last or (VISA_EXEMPTION if VISA_EXEMPTION in whole else None)
            elif event.kind == "negotiation" and any(m.partner for m in fact.states):
                event.subject = last
            elif fact.sentence.index > 0 and (
                event.kind in _FOLLOWING
                or event.kind == previous
                or (event.kind == "approval" and event.mode == "planned")
            ):
                event.subject = last
        if fact.events:
            previous = fact.events[-1].kind
        named = [a.subject for a in fact.agreements if a.subject]
        if named:
            last = VISA_EXEMPTION if VISA_EXEMPTION in named else named[0]


def _stands(story: Story, event: Event) -> bool:
    """Whether a telling is an act at all."""
    if event.kind in INSTRUMENT_KINDS:
        if event.subject is None:
            return False
        if len(event.states) < 2 or not _meet(story, event):
            return False
        if event.kind == "entry_into_force":
            if event.mode in ("planned", "proposed") and event.date is None:
                return False
            if event.tense in ("noun", "present") and event.date is None:
                return event.tense == "present" and event.sentence.index == 0
        if event.kind == "notification" and event.mode == "planned":
            return False
        if event.tense == "noun" and event.date is None and event.kind != "signature":
            return event.kind in ("suspension", "termination") and event.mode != "done"
        return True
    if event.kind == "unilateral_exemption":
        return len(event.states) >= 2
    if event.kind in ("visit", "accreditation"):
        return len(event.states) == 2 and event.mode == "done"
    return False


def _nouns_follow(events: list[Event]) -> None:
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
        told = any(
            e.kind == "signature" and e.tense != "noun" and e.states == event.states for e in events
        )
        opens = event.trigger.first - event.sentence.first <= 2
        if not told and event.date is None and not opens and event.occasion is None:
            event.subject = None  # the signing is spoken of, not reported


def _future_by_date(events: list[Event], published: date | None, language: str) -> None:
    """`enters into force on 1 June` is to come when that day lies after the publication."""
    if published is None:
        return
    today = published.isoformat()
    for event in events:
        if event.mode != "done" or event.date is None or event.date.iso.startswith("--"):
            continue
        tenseless = language in ("zh", "vi") and event.tense == "past"
        if (tenseless or event.tense in ("present", "noun", "agreed")) and event.date.iso > today[
            : len(event.date.iso)
        ]:
            event.mode = "planned"


def _initialled_is_signed(events: list[Event], loosely: bool) -> None:
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


def _together(story: Story) -> set[frozenset[str]]:
    """Pairs of states that some sentence names together."""
    pairs: set[frozenset[str]] = set()
    for fact in story.facts:
        codes = {m.code for m in fact.states}
        if len(codes) <= 12:
            pairs.update(frozenset((a, b)) for a in codes for b in codes if a < b)
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


def _notice_given(story: Story) -> None:
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
            act.kind = "notification"
        kept.append(act)
    story.acts = kept


def _settle_unilateral(story: Story) -> None:
    """`lift visas` beside a signed agreement tells of the agreement, not of an act of its own."""
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
    effects = [a for a in instruments if a.kind == "entry_into_force"]
    if len(effects) == len(instruments):
        instruments = []
        for act in story.acts:
            if act.kind == "unilateral_exemption" and act.date is None and effects:
                act.date, act.date_how = effects[0].date, effects[0].date_how
                story.acts = [a for a in story.acts if a is not effects[0]]
    for act in story.acts:
        if act.kind == "unilateral_exemption":
            if instruments and not any(e in sure for e in act.events):
                continue
            act.subject = VISA_EXEMPTION
            for event in act.events:
                event.subject = VISA_EXEMPTION
        kept.append(act)
    story.acts = kept


def _lend(story: Story) -> None:
    """Dates and places that the news gives once hold for the acts told beside it."""
    published = story.published
    for act in story.acts:
        if act.mode != "done":
            continue
        first = act.first
        if act.date is None and any(e.same for e in act.events):
            previous = _previous_dated(story, act)
            if previous is not None:
                act.date, act.date_how = previous.date, previous.date_how
                act.background = act.background or previous.background
                if not any(e.place for e in act.events):
                    first.place = next((e.place for e in previous.events if e.place), None)
    news = [
        a
        for a in story.acts
        if a.mode == "done" and not a.background and a.kind in INSTRUMENT_KINDS
    ]
    if not news:
        return
    main = news[0]
    if main.date is None and published is not None:
        value = _free_date(story, main, published)
        if value is not None:
            main.date, main.date_how = value.iso, value
    if not any(e.place for e in main.events):
        main.first.place = _ceremony_place(story)
    for act in news[1:]:
        if act.kind != main.kind or act.states != main.states or act.date is not None:
            continue
        act.date, act.date_how = main.date, main.date_how
        if not any(e.place for e in act.events):
            act.first.place = next((e.place for e in main.events if e.place), None)
        if not any(e.occasion for e in act.events):
            act.first.occasion = next((e.occasion for e in main.events if e.occasion), None)


def _without_wishes(acts: list[Merged]) -> list[Merged]:
    """What is done in the same news is not proposed any more."""
    done = {(a.kind, a.subject, a.states) for a in acts if a.mode == "done" and not a.background}
    return [a for a in acts if not (a.mode == "proposed" and (a.kind, a.subject, a.states) in done)]


def _previous_dated(story: Story, act: Merged) -> Merged | None:
    before = [
        a
        for a in story.acts
        if a is not act
        and a.date
        and 0 <= act.first.sentence.index - a.first.sentence.index <= 2
        and a.first.trigger.first < act.first.trigger.first
    ]
    alike = [a for a in before if a.kind == act.kind]
    return (alike or before)[-1] if before else None


def _free_date(story: Story, main: Merged, published: date) -> DateValue | None:
    """A fresh date of the lead that belongs to no other act, or the date of the ceremony."""
    taken = {
        id(e.date)
        for fact in story.facts
        for e in fact.events
        if e.date is not None and e.kind in INSTRUMENT_KINDS
    }
    ceremonies = [
        f for f in story.facts if story.analysis.has("ceremony", f.sentence.first, f.sentence.stop)
    ]
    lead = [f for f in story.facts[: main.first.sentence.index + 1] if f not in ceremonies]
    for fact in (*ceremonies, *reversed(lead)):
        for value in fact.dates:
            if value.dateline or id(value) in taken or len(value.iso) != 10:
                continue
            if value.iso.startswith("--"):
                continue
            if 0 <= (published - date.fromisoformat(value.iso)).days <= FRESH_DAYS:
                return value
    return None


def _ceremony_place(story: Story):  # type: ignore[no-untyped-def]
    for fact in story.facts:
        if fact.places and story.analysis.has("ceremony", fact.sentence.first, fact.sentence.stop):
            return fact.places[0]
    return None


def _reported(story: Story, act: Merged) -> bool:
    """Background acts of other kinds count only in a text that has an act to be background of."""
    if act.kind in ("visit", "accreditation"):
        return any(_somebody(story, event) for event in act.events)
    return True


def _somebody(story: Story, event: Event) -> bool:
    """Whether a person or an office stands with a journey."""
    sentence = event.sentence
    if story.analysis.has("title", sentence.first, sentence.stop):
        return True
    if story.persons.within(sentence.first, sentence.stop):
        return True
    if event.tense != "past" or event.kind != "visit" or not sentence.index:
        return False
    before = story.analysis.sentences[sentence.index - 1]
    return bool(story.persons.within(before.first, before.stop))


def facts_of(story: Story, event: Event) -> SentenceFacts:
    """The facts of the sentence that tells an event."""
    return story.facts[event.sentence.index]
